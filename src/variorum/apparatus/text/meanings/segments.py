"""Kinds of segments, the elements for which the model has no node, that print otherwise than their words."""

from __future__ import annotations

from variorum.model import walk

DATA = frozenset({"index", *walk.REGISTERS})
"""Kinds of segments that hold data at a place of the text, which are no words of it."""
RECORDS = frozenset(
    {
        *("analytic", "biblFull", "biblStruct", "editionStmt", "monogr", "publicationStmt", "series"),
        *("seriesStmt", "titleStmt"),
    }
)
"""Kinds of segments whose parts stand side by side and are read as a row."""
