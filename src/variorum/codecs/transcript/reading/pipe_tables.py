"""Pipe tables: rows between bars, a line of dashes under the head row, `{cell columns=2}` for spans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from variorum.claim import ClaimRule
from variorum.codecs.transcript.construct_call import call, values
from variorum.codecs.transcript.marks import TOKEN
from variorum.codecs.transcript.reading.meanings import Meanings
from variorum.codecs.transcript.strand import Strand
from variorum.findings.transcript import TableRagged
from variorum.model import Cell, Paragraph, Row, Table
from variorum.model.schema import SHAPES, build

DASHES = re.compile(r":?-{2,}:?")
CELL = re.compile(r"\{(?P<head>cell(?:\s[^{}|]*)?)\}\s*")


def table(rows: Sequence[Strand], words: Meanings) -> Table:
    """Return a table; a row with another number of columns than the first is a finding."""
    made: list[Row] = []
    width: int | None = None
    for strand in rows:
        cells, bars = split(strand)
        for bar in bars:
            words.claims.claim(bar, ClaimRule.TABLE_BAR)
        if made and all(DASHES.fullmatch(cell.text) for cell in cells):
            for cell in cells:
                words.claims.claim(cell, ClaimRule.TABLE_RULE)
            made[-1] = Row(tuple(_header(cell) for cell in made[-1].cells), span=made[-1].span)
            continue
        row = Row(tuple(_cell(cell, words) for cell in cells), span=strand.span())
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


def _header(cell: Cell) -> Cell:
    return Cell(cell.blocks, True, cell.columns, cell.rows, facts=cell.facts, span=cell.span)


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
