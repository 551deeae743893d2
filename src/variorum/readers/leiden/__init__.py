"""Leiden+, papyrology's notation of texts, and its sister for translations, become nodes of the model.

The grammar is that of the documents of papyri.info; where it has two readings, that of the published parsers
holds. What is not in the grammar keeps its characters and becomes a finding.
"""

from __future__ import annotations

from variorum.diagnostics import Result
from variorum.model import Block, Division, Inline, Paragraph
from variorum.readers.leiden.items import joined
from variorum.readers.leiden.machine import Machine
from variorum.readers.leiden.plus import LEIDEN_PLUS
from variorum.readers.leiden.translation import TRANSLATION
from variorum.readers.strand import Strand

NOTATIONS = {"leiden-plus": LEIDEN_PLUS, "leiden-translation": TRANSLATION}


def parse(strand: Strand, notation: str = "leiden-plus") -> Result[tuple[Inline | Block, ...]]:
    """Read a text in one of the two notations: inlines, and blocks where it marks blocks."""
    machine = Machine(strand, NOTATIONS[notation])
    items = machine.run()
    return Result(joined(items), tuple(machine.found))


def is_block(node: Inline | Block) -> bool:
    """Return whether a node that was read is a block."""
    return isinstance(node, Paragraph | Division)
