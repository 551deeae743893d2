"""What is known while a text is read: its notes, the marks that wait, what has no place of its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from variorum.model import Inline, Note
from variorum.source import Span


@dataclass(slots=True)
class Context:
    """A text of TEI that is being read.

    `named` are the names of its notes so far. `waiting` are milestones met between blocks: they stand first
    in the next words. `ends` are the ids at which ranges end. `unplaced` counts the elements that were kept
    without a node of their own, by name.
    """

    path: str
    ends: frozenset[str] = frozenset()
    depth: int = 0
    notes: list[Note | None] = field(default_factory=list)
    order: list[int | None] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    waiting: list[Inline] = field(default_factory=list)
    unplaced: Counter[str] = field(default_factory=Counter)
    ranges: int = 0

    def span(self, element: etree._Element) -> Span:
        """Return the line of an element; its column is not known."""
        line: int = getattr(element, "sourceline", None) or 1
        return Span(self.path, line, 1, line, 1)

    def flush(self) -> list[Inline]:
        """Return what waits for the next words."""
        waiting, self.waiting = self.waiting, []
        return waiting


def local(element: etree._Element) -> str:
    """Return the local name of an element of TEI, the whole name of any other, empty for comments."""
    if not isinstance(element.tag, str):
        return ""
    name = etree.QName(element)
    return name.localname if name.namespace in (None, "http://www.tei-c.org/ns/1.0") else element.tag
