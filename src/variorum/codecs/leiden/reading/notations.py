"""The two notations as dialects of one machine, and a text read in one of them."""

from __future__ import annotations

from variorum.codecs.leiden.reading.edition_marks import LEIDEN_PLUS
from variorum.codecs.leiden.reading.machine import Machine
from variorum.codecs.leiden.reading.nodes import joined
from variorum.codecs.leiden.reading.translation import TRANSLATION
from variorum.codecs.transcript.claim_book import ClaimBook
from variorum.codecs.transcript.strand import Strand
from variorum.findings import Result
from variorum.model import Block, Inline

DIALECTS = {"leiden-plus": LEIDEN_PLUS, "leiden-translation": TRANSLATION}


def parse(
    strand: Strand, notation: str = "leiden-plus", note: bool = False, claims: ClaimBook | None = None
) -> Result[tuple[Inline | Block, ...]]:
    """Read a text in one of the two notations: inlines, and blocks where it marks blocks.

    `note`: it is the prose of a note, where round brackets and figures before a point are no marks.
    `claims` takes up the characters that print no words.
    """
    machine = Machine(strand, DIALECTS[notation], "note" if note else "whole", claims)
    items = machine.run()
    return Result(joined(items), tuple(machine.found))
