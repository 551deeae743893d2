"""Accession: from the files that an editor has to the folder of an edition, with a report of what was read.

`file_patterns` finds the files, `identification` the importer of each by what is in it, `recognition` the
convention set that knows it, `languages` the language of its words; `intake` makes each a document of the
edition, `edition_toml` writes edition.toml, `report` says what was read, what was left out, what needs eyes.
"""

from variorum.accession.identification import KnownDeposit, identify
from variorum.accession.intake import Wish, take

__all__ = ["KnownDeposit", "Wish", "identify", "take"]
