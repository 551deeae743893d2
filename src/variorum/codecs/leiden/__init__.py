"""Leiden+, papyrology's notation of texts, and its sister for translations, become nodes of the model.

The grammar is that of the documents of papyri.info; where it has two readings, that of the published parsers
holds. What is not in the grammar keeps its characters and becomes a finding.
"""

from __future__ import annotations

from variorum.codecs.leiden.reading.edition_marks import LEIDEN_PLUS
from variorum.codecs.leiden.reading.machine import Machine
from variorum.codecs.leiden.reading.nodes import joined
from variorum.codecs.leiden.reading.translation import TRANSLATION
from variorum.codecs.transcript.strand import Strand
from variorum.findings import Result
from variorum.model import Block, Inline

NOTATIONS = {"leiden-plus": LEIDEN_PLUS, "leiden-translation": TRANSLATION}


def parse(
    strand: Strand, notation: str = "leiden-plus", note: bool = False
) -> Result[tuple[Inline | Block, ...]]:
    """Read a text in one of the two notations: inlines, and blocks where it marks blocks.

    `note`: it is the prose of a note, where round brackets and figures before a point are no marks.
    """
    machine = Machine(strand, NOTATIONS[notation], "note" if note else "whole")
    items = machine.run()
    return Result(joined(items), tuple(machine.found))
