"""Tables: cells that span rows and columns, and head rows that repeat."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import assert_never

from variorum.ooxml.elements import w
from variorum.ooxml.measures import half_points, twips
from variorum.ooxml.names import q
from variorum.ooxml.xml import Element
from variorum.publication import Box, Grid, Group, Listing, Para, PBlocks, Separator, Title
from variorum.style import BlockStyle, Style
from variorum_docx.write.desk import properties, put
from variorum_docx.write.inlines import plain

GAP = 80
"""Half the room between two columns, in twentieths of a point."""
LETTERS = {
    **dict.fromkeys("fijlrtI.,;:!|'’()[]/-\u00b7", 0.33),
    **dict.fromkeys("mwMWÆŒ—…%@&", 0.86),
}
LETTER, OTHER, CAPITAL, FULL = 0.5, 0.64, 0.68, 1.0
"""About how wide letters are, in sizes of their type: most, those of other scripts, capitals, ideographs."""
ARMENIAN = "\u0531"
"""The first letter of the scripts behind Latin, Greek and Cyrillic."""
BOLD = 1.14
"""How much wider letters are in bold type."""
LONGEST_LINE = 34.0
LONGEST_WORD = 30
"""How many letters words have at the most: what is longer is a string, which may break."""
WORDS = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
"""Words, and ideographs, between which lines may end."""
SMALLEST = 0.62
"""How small the type of a table may become, in parts of what it is elsewhere: as in print."""
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
        short = len(widths) - max((cell.column + cell.columns for cell in row), default=0)
        properties = w(
            "trPr",
            w("gridAfter", val=short) if short else None,
            w("wAfter", w=sum(widths[-short:]), type="dxa") if short else None,
            w("cantSplit"),
            w("tblHeader") if index < heads else None,
        )
        made.append(w("tr", properties, *(_cell(cell, widths, words, index < heads) for cell in row)))
    return made


def _is_turned(paragraph: Element) -> bool:
    return properties(paragraph).find(q("bidi")) is not None


def _is_head(row: Sequence[Cell]) -> bool:
    """Return whether a row is one of the head: what goes on from the row above it is what that is."""
    return all(cell.box.header for cell in row if cell.box is not None)


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


@dataclass(frozen=True, slots=True)
class Columns:
    """The widths of the columns of a table, and in what part of its size its type is set.

    `turned`: it stands on a page that is turned; `divided`: not even then is there room for its longest
    words, which are divided.
    """

    widths: Sequence[int]
    size: float
    turned: bool
    divided: bool


def columns_of(node: Grid, rows: Sequence[Sequence[Cell]], style: Style, narrow: int, wide: int) -> Columns:
    """Return the columns: of widths in the given shares, or by their longest lines.

    None is narrower than its longest word. Where there is no `narrow` room for those, type is set smaller;
    where that will not do the table is turned and has the `wide` room.
    """
    look = style.block(node.role)
    columns = max((cell.column + cell.columns for row in rows for cell in row), default=1)
    lines, words = [1.0] * columns, [1.0] * columns
    heads = BOLD if style.block("table-head").bold else 1.0
    for row in rows:
        for cell in row:
            if cell.box is not None and cell.columns == 1:
                said, wider = _lines(cell.box.blocks), heads if cell.box.header else 1.0
                lines[cell.column] = max(lines[cell.column], *(wider * _ems(line) for line in said), 1)
                parts = [wider * _ems(word[:LONGEST_WORD]) for line in said for word in WORDS.findall(line)]
                words[cell.column] = max(words[cell.column], *parts, 1)

    def width(ems: float) -> int:
        return twips(ems * (look.size or 10.0)) + 2 * GAP

    least = [width(ems) for ems in words]
    narrow, wide = (room - twips(look.left + look.right) for room in (narrow, wide))
    turned = sum(least) * SMALLEST > narrow and wide > narrow
    room = wide if turned else narrow
    size = min(1.0, max(SMALLEST, room / sum(least)))
    least = [round(size * one) for one in least]
    divided = sum(least) > room
    wanted = [float(size * width(min(ems, LONGEST_LINE))) for ems in lines]
    if node.widths:
        shares = [*node.widths, *([1.0] * columns)][:columns]
        return Columns(_share_out(shares, least, room), size, turned, divided)
    fits = sum(wanted) <= room
    made = [round(one) for one in wanted] if fits else _share_out(wanted, least, room)
    if node.leftwards and fits:  # Writer would set a narrow table from right to left at the left margin
        made[-1] += room - sum(made)
    return Columns(made, size, turned, divided)


def set_smaller(made: Element, columns: Columns, look: BlockStyle, hyphenates: bool) -> None:
    """Set the words of a table in the size that its columns ask for, and let them be divided if need be."""
    for run in made.iter(q("r")) if columns.size < 1 else ():
        own = run.find(q("rPr"))
        if own is None:
            own = w("rPr")
            run.insert(0, own)
        given = own.find(q("sz"))
        size = int(given.get(q("val"), "0")) if given is not None else half_points(look.size or 10.0)
        for old in (*own.findall(q("sz")), *own.findall(q("szCs"))):
            own.remove(old)
        behind = sum(one.tag in (q("rtl"), q("lang")) for one in own)
        for name in ("sz", "szCs"):
            own.insert(len(own) - behind, w(name, val=round(size * columns.size)))
    for paragraph in made.iter(q("p")) if columns.divided and hyphenates else ():
        put(properties(paragraph), w("suppressAutoHyphens", val=0))


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


def _ems(words: str) -> float:
    """Return about how wide words are, in sizes of their type."""
    return sum(
        FULL
        if unicodedata.east_asian_width(one) in "WF"
        else LETTERS.get(one) or (CAPITAL if one.isupper() else OTHER if one >= ARMENIAN else LETTER)
        for one in words
        if not unicodedata.combining(one)
    )


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
