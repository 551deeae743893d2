"""Pipe tables: rows between bars, a line of dashes under the head row, `{cell columns=2}` for spans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from variorum.claim import ClaimRule
from variorum.codecs.transcript.construct_call import call, values
from variorum.codecs.transcript.marks import TOKEN
from variorum.codecs.transcript.reading.meanings import Meanings
from variorum.codecs.transcript.strand import Strand
from variorum.findings.transcript import TableRagged
from variorum.model import Cell, Paragraph, Row, Table
from variorum.model.schema import SHAPES, build

DASHES = re.compile(r"(?P<before>:?)(?:-{2,}|(?<=:)-|-(?=:))(?P<behind>:?)")
ALIGNED = {("", ":"): "right", (":", ":"): "center"}
"""To which side a column is set, by the colons before and behind its dashes; to the left goes unsaid."""
CELL = re.compile(r"\{(?P<head>cell(?:\s[^{}|]*)?)\}\s*")


def table(rows: Sequence[Strand], words: Meanings) -> Table:
    """Return a table; a row with another number of columns than the first is a finding."""
    made: list[Row] = []
    width: int | None = None
    sides: tuple[str | None, ...] = ()
    for strand in rows:
        cells, bars = split(strand)
        for bar in bars:
            words.claims.claim(bar, ClaimRule.TABLE_BAR)
        if made and all(DASHES.fullmatch(cell.text) for cell in cells):
            for cell in cells:
                words.claims.claim(cell, ClaimRule.TABLE_RULE)
            sides = sides or tuple(map(_side, cells))
            heads = tuple(replace(cell, header=True) for cell in made[-1].cells)
            made[-1] = _aligned(Row(heads, span=made[-1].span), sides)
            continue
        row = _aligned(Row(tuple(_cell(cell, words) for cell in cells), span=strand.span()), sides)
        columns = sum(cell.columns for cell in row.cells)
        width = columns if width is None else width
        spanned = any(cell.rows > 1 for earlier in made for cell in earlier.cells)
        if columns > width or (columns < width and not spanned):
            words.found.append(TableRagged(strand.span(), cells=columns, expected=width))
        made.append(row)
    return Table(tuple(made), span=rows[0].span())


def split(strand: Strand) -> tuple[list[Strand], list[Strand]]:
    """Return the cells of a row, and its bars: those inside a construct, and escaped ones, part nothing."""
    text = strand.text
    bars = []
    depth = 0
    for token in TOKEN.finditer(text):
        match token.lastgroup:
            case "construct":
                depth += 1
            case "end" if depth:
                depth -= 1
            case "bar" if depth == 0:
                bars.append(token.start())
    edges = [*bars, len(text)]
    cells = [strand.cut(start + 1, end).strip() for start, end in pairwise(edges)]
    marks = [strand.cut(bar, bar + 1) for bar in bars]
    return (cells[:-1] if cells and not cells[-1].text else cells), marks


def _side(dashes: Strand) -> str | None:
    found = DASHES.fullmatch(dashes.text)
    return ALIGNED.get((found["before"], found["behind"])) if found else None


def _aligned(row: Row, sides: Sequence[str | None]) -> Row:
    """Return a row whose cells are set as their columns are, unless they say themselves how."""
    made: list[Cell] = []
    column = 0
    for cell in row.cells:
        side = sides[column] if column < len(sides) else None
        own = cell.facts.rend is not None or side is None
        made.append(cell if own else replace(cell, facts=replace(cell.facts, rend=side)))
        column += cell.columns
    return replace(row, cells=tuple(made))


def _cell(strand: Strand, words: Meanings) -> Cell:
    shape = SHAPES["Cell"]
    data = {}
    found = CELL.match(strand.text)
    if found:
        head = call(strand.cut(found.start("head"), found.end("head")))
        if head is not None:
            read = values(head, shape)
            words.found.extend(read.diagnostics)
            data = read.value
            words.claims.cell(strand.cut(0, found.end("head") + 1), head, data)
        strand = strand.cut(found.end(), len(strand))
    inside = words.read(strand) if strand.text else ()
    blocks = (Paragraph(inside, span=strand.span()),) if inside else ()
    cell: Cell = build(shape, data, {"blocks": blocks}, strand.span())
    return cell
