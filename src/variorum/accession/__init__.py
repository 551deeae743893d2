"""Accession: from the files that an editor has to the folder of an edition, with a report of what was read.

`kinds` tells files by what is in them, `files` finds them, `taking` makes each a document of the edition,
`folder` writes edition.toml, `report` says what was read, what was left out and what needs a human eye.
"""

from variorum.accession.deposit import Given, Taken
from variorum.accession.intake import Manner, take

__all__ = ["Given", "Manner", "Taken", "take"]
