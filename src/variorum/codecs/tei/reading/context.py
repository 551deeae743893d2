"""What is known while a text is read: its notes, the marks that wait, what has no place of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeAlias

from lxml import etree

from variorum.codecs.tei.reading.notes import NotesApart
from variorum.codecs.tei.reading.places import Places
from variorum.model import Block, Blocks, Inline, Note, Text
from variorum.source import Span


class BlockReader(Protocol):
    """What reads blocks for those who meet them in words, lists and notes; the module `blocks` is one.

    Blocks hold words, which hold notes, which hold blocks: whoever stands below `blocks` asks the context.
    """

    def is_block(self, element: etree._Element) -> bool:
        """Return whether an element is a block where it stands."""

    def is_block_alone(self, element: etree._Element) -> bool:
        """Return whether an element is a block where no words stand around it."""

    def block(self, element: etree._Element, context: Context) -> list[Block]:
        """Return a block of TEI as blocks of the model."""

    def flow(self, element: etree._Element, context: Context) -> Blocks:
        """Return what stands in an element that may hold words as well as blocks."""


@dataclass(slots=True)
class Context:
    """A text of TEI that is being read.

    `named` are the names of its notes so far. `waiting` are milestones met between blocks: they stand first
    in the next words. `ends` are the ids at which ranges end, `unended` those of ranges that end nowhere.
    `unplaced` counts the elements that were kept without a node of their own, by name. `apart` are the notes
    that are called elsewhere.
    """

    places: Places
    reader: BlockReader
    ends: frozenset[str] = frozenset()
    unended: frozenset[str] = frozenset()
    depth: int = 0
    notes: list[Note | None] = field(default_factory=list)
    order: list[int | None] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    waiting: list[Inline] = field(default_factory=list)
    unplaced: Counter[str] = field(default_factory=Counter)
    ranges: int = 0
    apart: NotesApart = field(default_factory=NotesApart)

    def span(self, element: etree._Element) -> Span:
        """Return the place of an element: its start tag."""
        return self.places.span(element)

    def described(self, element: etree._Element, description: etree._Element | None) -> Span:
        """Return the place of a picture: from its start tag to the end of its description.

        Behind other words of the picture the description is a place of its own.
        """
        place = self.span(element)
        words = None if description is None else self.places.content(description)
        others = element.iterchildren("{*}head") if words is not None else ()
        if words is not None and any(self.span(one).start < words.start for one in others):
            return words
        return (
            place if words is None else replace(place, end_line=words.end_line, end_column=words.end_column)
        )

    def text(self, element: etree._Element) -> Text:
        """Return the words in an element before its first child, with their place."""
        words = element.text or ""
        return Text(words, span=self.places.words(element, False, words))

    def tail(self, element: etree._Element) -> Text:
        """Return the words behind an element, with their place."""
        words = element.tail or ""
        return Text(words, span=self.places.words(element, True, words))

    def blank(self, element: etree._Element) -> Text:
        """Return the blank that parts an element from the words beside it; it stands nowhere in the file."""
        return Text(" ", span=self.places.before(element))

    def flush(self) -> list[Inline]:
        """Return what waits for the next words."""
        waiting, self.waiting = self.waiting, []
        return waiting


Reader: TypeAlias = Callable[[etree._Element, Context], list[Block]]
"""What makes blocks of an element of one name."""


def local(element: etree._Element) -> str:
    """Return the local name of an element of TEI, the whole name of any other, empty for comments."""
    tag = element.tag
    return tag.removeprefix("{http://www.tei-c.org/ns/1.0}") if isinstance(tag, str) else ""
