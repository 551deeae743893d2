"""What is known while a document is written as TEI, and the elements it becomes before they are filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from lxml import etree

from variorum.codecs.tei.attributes import say
from variorum.codecs.tei.schema import TEI
from variorum.codecs.tei.vocabulary import ELEMENT
from variorum.model import Block, Blocks, Node, Note

ILLEGAL = {*map(chr, range(32)), *map(chr, range(0xD800, 0xE000)), "\ufffe", "\uffff"} - {"\t", "\n"}


class Ids(set[str]):
    """The ids in use, with the order in which they were taken."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[str] = []

    def add(self, name: str) -> None:
        """Take an id."""
        if name not in self:
            self.taken.append(name)
        super().add(name)


class BlockWriter(Protocol):
    """What writes blocks for those who meet them in notes and lists; the module `blocks` is one.

    Blocks hold words, which call notes, which hold blocks: whoever stands below `blocks` asks the pen.
    """

    def block(self, node: Block, parent: str, pen: Pen) -> etree._Element:
        """Return a block as an element that may stand in `parent`, or in an `ab` there."""

    def hold(self, parent: etree._Element, blocks: Blocks, pen: Pen) -> None:
        """Put blocks into an element that may also hold words."""


@dataclass(slots=True)
class Pen:
    """A document that is being written: its notes by id, which of them are written, the ids in use."""

    writer: BlockWriter
    notes: Mapping[str, Note] = field(default_factory=dict)
    ids: Ids = field(default_factory=Ids)
    written: dict[str, etree._Element] = field(default_factory=dict)
    ends: frozenset[str] = frozenset()
    depth: int = 1

    def mark(self) -> tuple[int, int]:
        """Return how far ids and notes have come."""
        return len(self.ids.taken), len(self.written)

    def back(self, mark: tuple[int, int]) -> None:
        """Take back the ids and notes since a mark."""
        while len(self.ids.taken) > mark[0]:
            self.ids.discard(self.ids.taken.pop())
        while len(self.written) > mark[1]:
            self.written.popitem()


def make(name: str) -> etree._Element:
    """Return a new element of TEI."""
    return etree.Element(f"{{{TEI}}}{name}")


def add_text(parent: etree._Element, text: str) -> None:
    """Add words behind all that an element holds."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def element_of(node: Node) -> str | None:
    """Return the name of the element that a node came from, if it is not the usual one."""
    return next((one.removeprefix(ELEMENT) for one in node.facts.also if one.startswith(ELEMENT)), None)


def note_type(node: Node) -> str:
    """Return what the encoding calls a note."""
    return next((one.removeprefix("type=") for one in node.facts.also if one.startswith("type=")), "")


def note_hand(node: Node) -> str | None:
    """Return the hand of a note as TEI has it, none where only the model can say it."""
    hand = node.facts.hand
    return hand if hand and " " not in hand else None


def filler(name: str) -> etree._Element:
    """Return an element that says nothing: TEI wants one there, the model has none."""
    made = make(name)
    say(made, "node", "none")
    return made
