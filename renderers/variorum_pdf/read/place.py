"""Whether words stand where words of a set page stand: lines under lines, words beside words, notes below.

A paragraph on a page is lines at one distance, each of pieces that adjoin; the blocks of a stream stand one
below another, or, as cells, beside one another. What stands otherwise was moved, exchanged or painted over.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from variorum_pdf.read.canvas import BACKWARDS, Stretch, is_leftwards, lettered
from variorum_pdf.read.spacing import uneven

ONE_LINE = 0.6
"""How far, in sizes of the smaller type, pieces of a line may stand above or below one another."""
ONE_HEIGHT = 0.5
"""How far, in points, what is one line in two parts may be apart."""
LEADING = 0.25
"""Sizes of its type by which the distance of a line may differ from that of others: a blank of another
typeface, which nobody sees, moves it."""
CLOSEST = 0.8
"""The least distance of lines in sizes of their type, as a style may have it."""
OVER, APART = 0.25, 0.3
"""Sizes of its type by which a piece may reach into the one before, and stand apart without a blank."""
LOOSEST = 2.0
"""The same with a blank: one that is drawn out grows by a size at the most, and may be of smaller type."""
DRAWN_OUT = 0.3
"""Points by which a blank of a line that is drawn out grows at the least."""
SIDE = 20.0
"""Points by which a cell begins to the right of the one before it at the least; its words may reach over."""
MOVED = 1.5
"""Points by which a line stands off the edges of its block at the least."""
LONGEST_NUMBER = 12
"""How many letters the number of a line has at the most."""
SAMPLE = 40
FIRST_LEFTWARDS = "\u0590"
"""Where letters that run from right to left begin in Unicode."""

LineTypes: TypeAlias = tuple[float, frozenset[float]]


@dataclass(frozen=True, slots=True)
class PrintedBlock:
    """The pieces of a block on one page, in the order in which they are read.

    `edge` is the right edge of the text of the page (points): the number of a line may stand there, apart.
    `pictured`: pictures stand among the words, and take room. `shifted` are the pieces, by identity, that the
    structure says to be raised or lowered, and calls of notes. `row` and `cell` are those of a table, if any.
    """

    stream: str
    page: int
    pieces: tuple[Stretch, ...]
    edge: float
    pictured: bool
    leftwards: bool
    shifted: frozenset[int] = frozenset()
    row: int = 0
    cell: int = 0

    @property
    def in_table(self) -> bool:
        """Return whether it stands in a cell."""
        return self.row > 0

    @property
    def runs_left(self) -> bool:
        """Return whether any word runs from right to left: by its direction, its letters, or their places."""
        return self.leftwards or any(_runs_left(piece) for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a block: its pieces, baseline and edges without blanks (points), the first words.

    `level`: some of its words are neither raised nor lowered, so that the baseline is that of the line.
    """

    pieces: tuple[Stretch, ...]
    baseline: float
    left: float
    right: float
    level: bool

    @property
    def types(self) -> LineTypes:
        """Return what tells how high it is: its largest type, and how high its types stand in their lines."""
        return max(one.size for one in self.pieces), frozenset(one.program.middle for one in self.pieces)

    @property
    def words(self) -> str:
        """Return how it begins."""
        return "".join(piece.text for piece in self.pieces).strip()[:SAMPLE]


def _runs_left(piece: Stretch) -> bool:
    """Return whether letters run from right to left, or the pen goes so, as signs without ink make it.

    Then it goes back more than once; where it goes back once, letters stand over others.
    """
    text = piece.text
    if not text.isascii() and max(text) > FIRST_LEFTWARDS and any(map(is_leftwards, text)):
        return True
    if not piece.goes_back:
        return False
    letters = lettered(piece.glyphs)
    back = [after.left < one.left - BACKWARDS * piece.size for one, after in pairwise(letters)]
    return any(one and other for one, other in pairwise([*back, len(back) == 1]))


def astray(blocks: Iterable[PrintedBlock], labels: Sequence[str]) -> Iterator[str]:
    """Yield a complaint for each line or piece that stands where none should.

    `blocks` come in reading order; `labels` are the numbers of the pages of the file.
    """
    last: dict[tuple[str, int], PrintedLine] = {}
    for block in blocks:
        lines = lines_of(block)
        if not lines:
            continue
        place = f"page {labels[block.page]}"
        before = last.get((block.stream, block.page))
        if before is not None and not _follows(before, lines[0], block.in_table):
            yield f"{place}: “{lines[0].words}” stands above what is read before it"
        last[block.stream, block.page] = lines[-1]
        yield from (f"{place}: {complaint}" for complaint in _in_block(lines, block))


def lines_of(block: PrintedBlock) -> list[PrintedLine]:
    """Return the lines of a block; a raised piece that a lowered one follows where a line begins is one."""
    rows: list[list[Stretch]] = []
    for piece in block.pieces:
        if rows and _are_level(rows[-1], piece):
            rows[-1].append(piece)
        elif piece.text.strip():
            rows.append([piece])
    return [_line(row, block.shifted) for row in rows]


def _are_level(row: Sequence[Stretch], piece: Stretch) -> bool:
    return any(abs(one.baseline - piece.baseline) < ONE_LINE * min(one.size, piece.size) for one in row)


def _line(row: Sequence[Stretch], shifted: frozenset[int]) -> PrintedLine:
    extents = [extent for extent in (piece.extent for piece in row) if extent]
    left, right = min(left for left, _ in extents), max(right for _, right in extents)
    level = [piece for piece in row if id(piece) not in shifted]
    baseline = max(level or row, key=lambda one: one.size).baseline
    return PrintedLine(tuple(row), baseline, left, right, bool(level))


def _follows(before: PrintedLine, line: PrintedLine, in_table: bool) -> bool:
    """Return whether a block begins below the last line of the one before, or beside it.

    Cells stand beside one another at any height, other words only in one line, behind their labels.
    """
    beyond = line.left > before.right - 1 or line.right < before.left + 1
    beside = beyond or line.left > before.left + SIDE
    level = in_table or abs(line.baseline - before.baseline) < ONE_LINE * line.types[0]
    return (beside and level) or line.baseline < before.baseline - 1


def _in_block(lines: Sequence[PrintedLine], block: PrintedBlock) -> Iterator[str]:
    if block.pictured:
        return
    yield from _too_near_or_far(lines)
    if block.runs_left:
        return
    for line in lines:
        yield from _in_line(line, block.edge)
        yield from uneven(line.pieces)
    yield from _off_the_edges(lines)


def _too_near_or_far(lines: Sequence[PrintedLine]) -> Iterator[str]:
    """Yield the lines at another distance than others; a line without words may stand between two.

    Type that is larger, or stands higher in its lines, moves the lines above and below: only distances
    between lines of the same types are compared.
    """
    drops: dict[tuple[LineTypes, LineTypes], list[tuple[float, PrintedLine]]] = {}
    for above, below in pairwise(lines):
        drop = round(above.baseline - below.baseline, 2)
        if not (above.level and below.level) or abs(drop) < ONE_HEIGHT:
            continue  # twice raised words part a line in two
        drops.setdefault((above.types, below.types), []).append((drop, below))
    for (_, (size, _)), some in drops.items():
        usual = Counter(drop for drop, _ in some).most_common(1)[0][0]
        for drop, line in some:
            free = LEADING * size
            fits = _is_multiple(drop, usual, free) or _is_multiple(usual, drop, free)
            if drop < CLOSEST * size - free or not fits:
                yield f"“{line.words}” stands {drop:g} points below its line before, not {usual:g}"


def _is_multiple(drop: float, usual: float, free: float) -> bool:
    return usual > 0 and abs(drop - max(1, round(drop / usual)) * usual) <= free


def _in_line(line: PrintedLine, edge: float) -> Iterator[str]:
    for before, piece in pairwise(line.pieces):
        one = next((glyph for glyph in reversed(before.glyphs) if not _is_accent(glyph.text)), None)
        other = next((glyph for glyph in piece.glyphs if not _is_accent(glyph.text)), None)
        if one is None or other is None:
            continue
        gap = other.left - one.right
        parted = _can_be_parted(one.text) or _can_be_parted(other.text)
        size = max(piece.size for piece in line.pieces)
        free = LOOSEST * size if parted else APART * size + max(_tracking(before), _tracking(piece))
        if not -OVER * size < gap < free and not is_number(piece, line, edge):
            yield f"“{piece.text.strip()[:SAMPLE]}” stands {gap:.1f} points from the words before it"


def _is_accent(text: str) -> bool:
    """Return whether a glyph is an accent by itself, which stands where its letter has it."""
    return bool(text) and all(unicodedata.category(letter)[0] == "M" for letter in text)


def _tracking(piece: Stretch) -> float:
    """Return how far apart the letters of a piece stand (points); of a single one as far as may be."""
    return max((after.left - one.right for one, after in pairwise(piece.glyphs)), default=piece.size)


def _can_be_parted(text: str) -> bool:
    """Return whether a justified line is drawn out at these letters: at blanks, and between Chinese signs."""
    return not text.strip() or any(unicodedata.east_asian_width(letter) in "WF" for letter in text)


def is_number(piece: Stretch, line: PrintedLine, edge: float) -> bool:
    """Return whether a piece can be the number of its line, at the edge of the text."""
    last = piece is line.pieces[-1] and abs(line.right - edge) < MOVED
    return last and len(piece.text.strip()) <= LONGEST_NUMBER and any(map(str.isdecimal, piece.text))


def _off_the_edges(lines: Sequence[PrintedLine]) -> Iterator[str]:
    """Yield the lines of a justified block that stand to the left or right of its others, as long as they.

    Lines that are not drawn out are as long as their words are: two may be so by chance.
    """
    rows: Mapping[tuple[float, float], int] = Counter((round(one.left), round(one.right)) for one in lines)
    (left, right), count = max(rows.items(), key=lambda entry: entry[1])
    if count < 2:
        return
    for line in lines:
        off = line.left - left
        if abs(off) > MOVED and abs(line.right - right - off) < MOVED and _is_drawn_out(line):
            alike = (one for one in lines if (round(one.left), round(one.right)) == (left, right))
            if sum(map(_is_drawn_out, alike)) > 1:
                yield f"“{line.words}” stands {off:.1f} points beside the other lines"


def _is_drawn_out(line: PrintedLine) -> bool:
    """Return whether blanks of a line are wider than its type has them."""
    glyphs = (glyph for piece in line.pieces for glyph in piece.glyphs)
    return any(not one.text.strip() and after.left - one.right > DRAWN_OUT for one, after in pairwise(glyphs))
