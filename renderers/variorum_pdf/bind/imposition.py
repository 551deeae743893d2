"""Lay the parts of a book out on its pages: recto and verso, blanks, and the number each page bears."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from variorum_pdf.proofsheet import Proofsheet


class Opening(Enum):
    """On which page a part begins."""

    RECTO = "recto"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Part:
    """A document or a part of the matter, set.

    `head` are the words over its left and right pages; `front` parts are counted in roman figures, `bare`
    ones bear neither head nor number. Of what runs on, `entries` are the ids and titles, and of documents
    `heads` the words over the right pages, page by page.
    """

    id: str
    title: str
    sheet: Proofsheet
    opening: Opening
    head: tuple[str, str]
    front: bool = False
    bare: bool = False
    entries: tuple[tuple[str, str], ...] = ()
    heads: tuple[str, ...] = ()

    @property
    def titles(self) -> tuple[tuple[str, str], ...]:
        """Return the id and the title of each document in it, or its own."""
        return self.entries or ((self.id, self.title),)

    def head_over(self, page: int, recto: bool) -> str:
        """Return the words over one of its pages."""
        return self.heads[page] if recto and self.heads else self.head[1 if recto else 0]


@dataclass(frozen=True, slots=True)
class Leafside:
    """A page of the book: what it shows (nothing on a blank one), and how it is numbered.

    `leftwards`: the book is read from right to left, and bound on its right; `turned`: the page is as wide as
    others are high.
    """

    part: int | None
    page: int
    recto: bool
    front: bool
    label: str
    leftwards: bool = False
    turned: bool = False

    @property
    def opens_right(self) -> bool:
        """Return whether the outer edge of the page is its right one."""
        return self.recto != self.leftwards


def impose(parts: Sequence[Part], leftwards: bool = False) -> tuple[Leafside, ...]:
    """Return the pages of the book. The first page of the text proper is a recto and bears the number 1."""
    sides: list[Leafside] = []
    numbered = 0
    for index, part in enumerate(parts):
        if not part.front and (not sides or sides[-1].front):
            sides.extend(_blank(sides, True, 0) if len(sides) % 2 else ())
            numbered = len(sides)
        elif part.opening is Opening.RECTO and len(sides) % 2:
            sides.extend(_blank(sides, part.front, numbered))
        for page in range(part.sheet.pages):
            number = len(sides) + 1 - numbered
            label = roman(len(sides) + 1) if part.front else str(number)
            turned = page in part.sheet.turned
            sides.append(Leafside(index, page, len(sides) % 2 == 0, part.front, label, turned=turned))
    return tuple(replace(side, leftwards=leftwards) for side in sides)


def _blank(sides: Sequence[Leafside], front: bool, numbered: int) -> Iterator[Leafside]:
    number = len(sides) + 1
    label = roman(number) if front else str(number - numbered)
    yield Leafside(None, 0, len(sides) % 2 == 0, front, label)


def first_pages(sides: Sequence[Leafside]) -> dict[int, int]:
    """Return for each part the page of the book on which it begins."""
    found: dict[int, int] = {}
    for place, side in enumerate(sides):
        if side.part is not None:
            found.setdefault(side.part, place)
    return found


def folios(parts: Sequence[Part], sides: Sequence[Leafside]) -> dict[str, str]:
    """Return the number of the page on which each anchor stands."""
    starts = first_pages(sides)
    return {
        name: sides[starts[index] + page].label
        for index, part in enumerate(parts)
        for name, (page, _, _) in part.sheet.anchors.items()
    }


def roman(number: int) -> str:
    """Return a number in small roman figures."""
    figures = (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
        (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    )  # fmt: skip
    written = ""
    for value, figure in figures:
        written += figure * (number // value)
        number %= value
    return written
