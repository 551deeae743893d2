"""Tables: cells that span rows and columns, and head rows that repeat."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import assert_never

from variorum.ooxml.elements import w
from variorum.ooxml.measures import twips
from variorum.ooxml.names import q
from variorum.ooxml.xml import Element
from variorum.publication import Box, Grid, Group, Listing, Para, PBlocks, Separator, Title
from variorum.style import Style
from variorum_docx.write.desk import properties, put
from variorum_docx.write.inlines import plain

GAP = 80
"""Half the room between two columns, in twentieths of a point."""
LETTER = 0.56
"""The width of a letter, about, as a share of the size of type."""
LONGEST_LINE = 60
TURNED = {"right": "left"}
"""Sides as Word names them in a paragraph from right to left, whose beginning is its “left”."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as Word sees it: a box, or (`box` None) the continuation of the one above."""

    box: Box | None
    column: int
    columns: int
    merged: bool = False


def lay_out(rows: Sequence[Sequence[Box]]) -> list[list[Cell]]:
    """Give each box its column, with a cell in every further row that it spans."""
    made: list[list[Cell]] = []
    open_: dict[int, tuple[int, int]] = {}
    for row in rows:
        cells: list[Cell] = []
        column = 0
        waiting = list(row)
        following: dict[int, tuple[int, int]] = {}
        while waiting or any(start >= column for start in open_):
            if column in open_:
                left, columns = open_[column]
                cells.append(Cell(None, column, columns, merged=True))
                if left > 1:
                    following[column] = (left - 1, columns)
                column += columns
            elif waiting:
                box = waiting.pop(0)
                cells.append(Cell(box, column, box.columns, merged=box.rows > 1))
                if box.rows > 1:
                    following[column] = (box.rows - 1, box.columns)
                column += box.columns
            else:
                column += 1
        made.append(cells)
        open_ = following
    return made


def table(
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[int],
    left: int,
    words: Callable[[PBlocks, bool], list[Element]],
    leftwards: bool,
) -> Element:
    """Return a table; `words` sets the blocks of a cell, told whether it is a header."""
    heads = len(list(takewhile(_is_head, rows)))
    made = w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val="VariorumTable"),
            w("bidiVisual") if leftwards else None,
            w("tblW", w=sum(widths), type="dxa"),
            w("tblInd", w=left, type="dxa"),
            w("tblLayout", type="fixed"),
            w("tblLook", val="0020" if heads else "0000", firstRow=int(bool(heads)), noHBand=1, noVBand=1),
        ),
        w("tblGrid", *(w("gridCol", w=width) for width in widths)),
    )
    for index, row in enumerate(rows):
        properties = w("trPr", w("cantSplit"), w("tblHeader") if index < heads else None)
        made.append(w("tr", properties, *(_cell(cell, widths, words, index < heads) for cell in row)))
    return made


def _is_turned(paragraph: Element) -> bool:
    return properties(paragraph).find(q("bidi")) is not None


def _is_head(row: Sequence[Cell]) -> bool:
    return all(cell.box is not None and cell.box.header for cell in row)


def _cell(
    cell: Cell, widths: Sequence[int], words: Callable[[PBlocks, bool], list[Element]], ruled: bool
) -> Element:
    width = sum(widths[cell.column : cell.column + cell.columns])
    own = w("tcPr", w("tcW", w=width, type="dxa"))
    if cell.columns > 1:
        own.append(w("gridSpan", val=cell.columns))
    if cell.merged:
        own.append(w("vMerge", val="restart") if cell.box is not None else w("vMerge"))
    if ruled:
        own.append(w("tcBorders", w("bottom", val="single", sz=4, space=0, color="auto")))
    content = words(cell.box.blocks if cell.box else (), bool(cell.box and cell.box.header))
    if content[-1].tag != q("p"):
        content.append(w("p"))
    if cell.box and cell.box.side:
        for paragraph in (one for one in content if one.tag == q("p")):
            own_side = TURNED.get(cell.box.side, cell.box.side) if _is_turned(paragraph) else cell.box.side
            put(properties(paragraph), w("jc", val=own_side))
    return w("tc", own, *content)


def widths(node: Grid, rows: Sequence[Sequence[Cell]], style: Style, room: int) -> list[int]:
    """Return the widths of columns: in the given shares, or by their longest lines.

    None is narrower than its longest word.
    """
    look = style.block(node.role)
    room -= twips(look.left + look.right)
    columns = max((cell.column + cell.columns for row in rows for cell in row), default=1)
    lines, words = [1] * columns, [1] * columns
    for row in rows:
        for cell in row:
            if cell.box is not None and cell.columns == 1:
                said = _lines(cell.box.blocks)
                lines[cell.column] = max(lines[cell.column], *map(_width_of, said), 1)
                parts = [len(word) for line in said for word in line.split()]
                words[cell.column] = max(words[cell.column], *parts, 1)

    def width(letters: int) -> int:
        return twips(letters * (look.size or 10.0) * LETTER) + 2 * GAP

    least = [width(letters) for letters in words]
    wanted = [float(width(min(letters, LONGEST_LINE))) for letters in lines]
    if node.widths:
        shares = [*node.widths, *([1.0] * columns)][:columns]
        return _share_out(shares, least, room)
    if sum(wanted) > room:
        return _share_out(wanted, least, room)
    made = [round(width) for width in wanted]
    if node.leftwards:  # Writer would set a narrow table from right to left at the left margin
        made[-1] += room - sum(made)
    return made


def _width_of(words: str) -> int:
    """Return how wide words are, in Latin letters: signs of East Asia take the room of two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in words)


def _share_out(shares: Sequence[float], least: Sequence[int], room: int) -> list[int]:
    """Share out the room; a column that would get less than it needs gets that, if there is room at all."""
    if sum(least) >= room:
        return [round(room * width / sum(least)) for width in least]
    fixed: set[int] = set()
    while True:
        left = room - sum(least[i] for i in fixed)
        total = sum(share for i, share in enumerate(shares) if i not in fixed)
        made = [least[i] if i in fixed else round(left * share / total) for i, share in enumerate(shares)]
        narrow = {i for i, width in enumerate(made) if width < least[i]}
        if not narrow:
            return made
        fixed |= narrow


def _lines(nodes: PBlocks) -> list[str]:
    """Return the text of each paragraph."""
    found: list[str] = []
    for node in nodes:
        match node:
            case Para() | Title():
                found.append(plain(node.children))
            case Listing():
                for entry in node.entries:
                    found += [f"{entry.label or ''} {line}" for line in _lines(entry.blocks)]
            case Group():
                found += _lines(node.blocks)
            case Grid():
                found += [line for row in node.rows for box in row for line in _lines(box.blocks)]
            case Separator():
                pass
            case _:
                assert_never(node)
    return found
