"""Tables: cells that span rows and columns, and head rows that repeat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from variorum.publication import Box, PBlocks
from variorum_docx.ooxml import Element, q, w

GAP = 80
"""Half the room between two columns, in twentieths of a point."""


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
) -> Element:
    """Return a table; `words` sets the blocks of a cell, told whether it is a header."""
    heads = len(list(takewhile(_is_head, rows)))
    made = w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val="VariorumTable"),
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


def _is_head(row: Sequence[Cell]) -> bool:
    return all(cell.box is not None and cell.box.header for cell in row)


def _cell(
    cell: Cell, widths: Sequence[int], words: Callable[[PBlocks, bool], list[Element]], ruled: bool
) -> Element:
    width = sum(widths[cell.column : cell.column + cell.columns])
    properties = w("tcPr", w("tcW", w=width, type="dxa"))
    if cell.columns > 1:
        properties.append(w("gridSpan", val=cell.columns))
    if cell.merged:
        properties.append(w("vMerge", val="restart") if cell.box is not None else w("vMerge"))
    if ruled:
        properties.append(w("tcBorders", w("bottom", val="single", sz=4, space=0, color="auto")))
    content = words(cell.box.blocks if cell.box else (), bool(cell.box and cell.box.header))
    if content[-1].tag != q("p"):
        content.append(w("p"))
    return w("tc", properties, *content)
