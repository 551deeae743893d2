"""Accession: from the files that an editor has to the folder of an edition, with a report of what was read.

`file_patterns` finds the files, `identification` the importer of each by what is in it, `intake` makes each a
document of the edition, `edition_toml` writes edition.toml, `report` says what was read, what was left out,
what needs eyes.
"""

from variorum.accession.identification import KnownDeposit, convention_for, identify
from variorum.accession.intake import take

__all__ = ["KnownDeposit", "convention_for", "identify", "take"]
