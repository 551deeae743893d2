"""The numbers of items that an encoding counts, or tells beside their words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from variorum.apparatus.numerals import mark
from variorum.model import AnchorStart, Item, List, Paragraph, Segment, walk
from variorum.origin import BLANK, Generated, OriginRule
from variorum.publication import NOTHING, Para, PBlocks, Run

ORDERED = frozenset({"ordered", "numbered", "number", "numeric", "decimal", "arabic", "ol"})
"""Types and looks of lists whose items are counted."""
MARKS = {
    **dict.fromkeys(("lower-alpha", "alpha", "loweralpha", "alphabetical", "letters"), "a"),
    **dict.fromkeys(("lower-roman", "roman", "lowerroman"), "i"),
    **dict.fromkeys(("upper-alpha", "upper-latin", "upperalpha"), "A"),
    **dict.fromkeys(("upper-roman", "upperroman"), "I"),
    "lower-latin": "a",
}
EXACT = ("a", "i", "A", "I", "1")
"""Marks of HTML, by which a list says alone how it is counted."""
"""Looks of lists that are counted otherwise than in figures."""
LABEL = re.compile(r"\s*[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivxlcIVXLC]{1,6})[.)\]]\s")
"""How an item begins that has its number among its words."""

APART = "element=label"
"""How a label is known that the model has as a paragraph of its item: one with notes, or type of its own."""


@dataclass
class ItemNumbers:
    """The items of a list as far as they are counted."""

    node: List
    count: int = 0

    @property
    def marks(self) -> str | None:
        """Return how a list is counted, none if it is not."""
        said = [one.partition("=")[2] for one in self.node.facts.also if one.startswith(("type=", "style="))]
        given = f"{' '.join(said)} {self.node.facts.rend or ''}".replace("list-style-type:", " ").replace(
            ";", " "
        )
        words = [word.removeprefix("ordered-") or word for word in given.lower().split()]
        marks = next((MARKS[word] for word in words if word in MARKS), None)
        marks = marks or (given.strip() if given.strip() in EXACT else None)
        return marks or ("1" if ORDERED & set(words) else None)

    def next(self, item: Item) -> Run | None:
        """Return the number of the next item: as the encoding tells it, or counted; none among its words."""
        told = told_number(item)
        self.count = int(told) if told.isdecimal() else self.count + 1
        marks = self.marks
        if (not told and marks is None) or LABEL.match(walk.plain(item)):
            return None
        number = told or mark(marks or "1", self.count)
        rule = OriginRule.FACT if told else OriginRule.COUNT
        return Run(number if not number[-1:].isalnum() else f"{number}.", Generated(rule, "n", item.span))


def told_number(item: Item | Segment) -> str:
    """Return the number that an encoding tells of an item, empty if it tells none."""
    return next((one.partition("=")[2] for one in item.facts.also if one.startswith("n=")), "").strip()


def number_in_line(item: Segment) -> Run:
    """Return the number that an encoding tells of an item in a line, in brackets; none among its words."""
    told = told_number(item)
    if item.kind != "item" or not told or LABEL.match(f"{walk.plain(item)} "):
        return NOTHING
    label = told if not told[-1].isalnum() else f"({told})"
    return Run(f"{label} ", Generated(OriginRule.FACT, "n", item.span))


def holds_ranges(item: Item) -> bool:
    """Return whether ranges begin in an item, which may leave out all its words, and its label with them."""
    return any(isinstance(each, AnchorStart) for each in walk.descend(item))


def label_in_line(item: Item, made: PBlocks) -> PBlocks:
    """Return what an item prints: a label of more than plain characters begins its first paragraph."""
    match item.blocks, made:
        case (Paragraph(facts=facts), Paragraph(), *_), (Para() as label, Para() as first, *rest) if (
            APART in facts.also
        ):
            return (replace(first, children=(*label.children, Run(" ", BLANK), *first.children)), *rest)
        case _:
            return made
