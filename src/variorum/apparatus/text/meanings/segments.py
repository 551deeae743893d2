"""Kinds of segments, the elements for which the model has no node, that print otherwise than their words."""

from __future__ import annotations

from variorum.model import Block, Note, Segment, Text, walk
from variorum.publication import Para, PBlocks, Title

DATA = frozenset({"index", *walk.REGISTERS})
"""Kinds of segments that hold data at a place of the text, which are no words of it."""
HOLD = Block | Note
"""What says nothing without words in it."""
RECORDS = frozenset(
    {
        *("analytic", "biblFull", "biblStruct", "editionStmt", "monogr", "publicationStmt", "series"),
        *("seriesStmt", "titleStmt"),
    }
)
"""Kinds of segments whose parts stand side by side and are read as a row."""


def captions(of_figure: PBlocks) -> PBlocks:
    """Return what is printed of a figure without a picture: what heads it is its caption, no title."""
    return tuple(
        Para("caption", each.children, each.id, span=each.span) if isinstance(each, Title) else each
        for each in of_figure
    )


def holds_only_data(node: walk.Part) -> bool:
    """Return whether nothing stands in a block or note but data, which are no words."""
    return any(map(_is_data, walk.descend(node))) and _is_without_words(node)


def _is_data(node: walk.Part) -> bool:
    return isinstance(node, Segment) and node.kind in DATA


def _is_without_words(node: walk.Part) -> bool:
    if isinstance(node, Text):
        return not node.value.strip()
    return _is_data(node) or (isinstance(node, HOLD) and all(map(_is_without_words, walk.children(node))))
