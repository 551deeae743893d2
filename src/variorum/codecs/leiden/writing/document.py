"""The model back into a transcript in Leiden+ or its sister notation for translations."""

from __future__ import annotations

from variorum.codecs.leiden.writing import edition, translation
from variorum.conventions import ConventionSet
from variorum.model import Document, Note

BLOCKS = {"leiden-plus": edition.block, "leiden-translation": translation.block}


def write(document: Document, convention: ConventionSet) -> str:
    """Return a document as a transcript in the notation of a set, where it came from that notation."""
    block = BLOCKS[convention.notation or "leiden-plus"]
    parts = [*map(block, document.body), *map(note, document.notes)]
    return "\n\n".join(part for part in parts if part.strip()) + "\n"


def note(node: Note) -> str:
    """Return a note, which is Leiden+ in both; its further paragraphs are indented."""
    first, *others = [*map(edition.block, node.blocks)] or [""]
    return "\n\n    ".join((f"[^{node.id}]: {first}", *others))
