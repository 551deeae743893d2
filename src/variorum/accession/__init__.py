"""Accession: from the files that an editor has to the folder of an edition, with a report of what was read.

`file_patterns` finds the files, `kinds` tells them by what is in them, `intake` makes each a document of the
edition, `edition_toml` writes edition.toml, `report` says what was read, what was left out, what needs eyes.
"""

from variorum.accession.deposit import Accession, Deposit
from variorum.accession.intake import IntakeRules, take

__all__ = ["Accession", "Deposit", "IntakeRules", "take"]
