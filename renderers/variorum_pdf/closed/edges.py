"""Whether lines begin and end at the edges that the style has, at its distance, and words of a line in it.

A line of words begins at the left edge of the text, set in as the style sets in; or it ends at the right
edge, or stands in the middle. What is drawn out ends at the right edge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from unicodedata import combining

from variorum.contract import Setting
from variorum.publication import Publication
from variorum.style import Style
from variorum.vocabulary import Unknown
from variorum_pdf.closed.furniture import HANGING, PageBlock, page_block
from variorum_pdf.read.extraction import Reading, printed_blocks
from variorum_pdf.read.place import PrintedBlock, PrintedLine, is_number, lines_of
from variorum_pdf.read.spacing import TRACKED

NEAR = 0.6
"""Points by which a line may begin or end beside its edge."""
OFTEN = 3
"""How many lines of a book begin at an edge that the style does not tell, where there is no room for more."""
DEEP, FAR = 3, 75.0
"""How many blocks are reckoned in one another, each setting its words in, and how far they do (points)."""
RULED = 8.0
"""Points between a rule at the left of a block and its words."""
BESIDE = 1.3
"""Sizes of type that words stand behind their label at the most."""
DRAWN_OUT = 0.3
"""Points by which a blank of a line that is drawn out is wider."""
LEADING = 0.25
"""Sizes of its type by which the distance of a line may be another: a blank of another typeface moves it."""
FARTHEST = 40.0
"""Points by which a line of a cell begins beside another at the most."""
HIGH = 12.0
"""Points by which one cell of a row begins higher than another at the most, as headings and lists do."""
RAISED, LOWERED = 0.48, -0.2
"""Sizes of their own type by which words are raised and lowered."""
SHIFTED = 0.04
"""Sizes of type by which they may be off that."""
NESTED = 3
"""How many of those are reckoned in one another."""
ADJOINING = 0.3
"""Sizes of type by which words stand apart that are in one line without doubt."""
SAMPLE = 40


def strange_edges(reading: Reading, publication: Publication, setting: Setting) -> Iterator[Unknown]:
    """Yield the lines that begin, end or stand where no line of the style does."""
    if publication.leftwards:
        return
    labels = reading.reader.labels
    rows = list(_rows(reading, publication, setting))
    edges = Edges.of(setting.style, rows)
    for row in rows:
        yield from (Unknown(said, f"page {labels[row.block.page]}") for said in _strange(row, edges))
    yield from (Unknown(said, f"page {labels[page]}") for page, said in _off_the_row(rows))


@dataclass(frozen=True, slots=True)
class Row:
    """A block on a page: its lines, the room of the text, and the line that is read before it there."""

    block: PrintedBlock
    lines: Sequence[PrintedLine]
    area: PageBlock
    before: PrintedLine | None

    def steps_in(self, left: float, known: frozenset[float]) -> bool:
        """Return whether lines that begin so far in are a step deeper than what is read before them."""
        return (
            left >= FAR
            and self.before is not None
            and _is_in(left - _begin(self.before) + self.area.left, known)
        )

    def is_labelled(self, number: int) -> bool:
        """Return whether a line stands behind what is read before the block, as behind a label."""
        return number == 0 and self.before is not None and _is_behind(self.lines[0], self.before)


def _rows(reading: Reading, publication: Publication, setting: Setting) -> Iterator[Row]:
    canvases = reading.reader.canvases
    last: dict[tuple[str, int], PrintedLine] = {}
    for block in printed_blocks(canvases, reading.order):
        if not block.pictured and not block.runs_left and (lines := lines_of(block)):
            area = page_block(canvases[block.page], block.page, publication, setting)
            yield Row(block, lines, area, last.get((block.stream, block.page)))
            last[block.stream, block.page] = lines[-1]


@dataclass(frozen=True, slots=True)
class Edges:
    """How far from the edges of the text lines may begin and end (points), and how high lines are by size.

    `ratios` are those by which words are larger or smaller that are raised or lowered.
    """

    left: frozenset[float]
    right: frozenset[float]
    leadings: Mapping[float, frozenset[float]]
    ratios: frozenset[float]

    @classmethod
    def of(cls, style: Style, rows: Sequence[Row]) -> Edges:
        """Return the edges of a style, and those that a book has often."""
        looks = [style.block(role) for role in (*style.blocks, "body")]
        steps = {0.0, *(look.left for look in looks), *(look.hang for look in looks)}
        steps |= {RULED + look.rule_left for look in looks if look.rule_left}
        firsts = {0.0, *(look.first_indent for look in looks)}
        rights = {0.0, *(look.right for look in looks)}
        often = Counter(
            round(_begin(line) - row.area.left, 1)
            for row in rows
            for number, line in enumerate(row.lines)
            if not row.is_labelled(number)
        )
        leadings: dict[float, set[float]] = {}
        for look in looks:
            leadings.setdefault(round(look.size or 0.0, 2), set()).add(look.leading or 0.0)
        return cls(
            frozenset(off for deep in _sums(steps) for first in firsts if (off := deep + first) < FAR)
            | {off for off, count in often.items() if count >= OFTEN},
            frozenset(_sums(rights)),
            {size: frozenset(some) for size, some in leadings.items()},
            frozenset(one.size or 1.0 for one in style.inlines.values() if one.raised or one.lowered),
        )


def _sums(steps: set[float]) -> set[float]:
    """Return what some steps make together, each as often as may be."""
    found = {0.0}
    for _ in range(DEEP):
        found |= {round(one + step, 2) for one in found for step in steps}
    return found


def _strange(row: Row, edges: Edges) -> Iterator[str]:
    block, lines = row.block, row.lines
    if block.in_table:
        yield from _off_the_cell(lines, edges)
    else:
        yield from _off_the_edges(row, edges)
        yield from _off_the_leading(lines, edges)
    yield from _off_the_line(block, edges.ratios)


def _are_central(lines: Sequence[PrintedLine], area: PageBlock, edges: Edges) -> bool:
    """Return whether all of some lines stand in the middle of a block that is set in as the style has it."""
    offs = [line.left - area.left - (area.right - line.right) for line in lines]
    return len(offs) > 1 and any(all(abs(off - one) < 2 * NEAR for off in offs) for one in edges.left)


def _off_the_edges(row: Row, edges: Edges) -> Iterator[str]:
    block, lines, area = row.block, row.lines, row.area
    central = _are_central([line for line in lines if line.level], area, edges)
    for number, line in enumerate(lines):
        if not line.level:
            continue
        left, right = _begin(line) - area.left, area.right - line.right
        numbered = len(line.pieces) > 1 and is_number(line.pieces[-1], line, block.edge)
        ends = _is_in(right, edges.right) or abs(line.left - area.left - right) < 2 * NEAR or central
        is_deep = row.steps_in(left, edges.left)
        if not (_is_in(left, edges.left) or is_deep or row.is_labelled(number) or (ends and not numbered)):
            yield f"“{line.words}” begins {left:.1f} points from the edge of the text"
        elif _is_drawn_out(line) and not any(abs(right - one) < HANGING for one in edges.right):
            yield f"“{line.words}” is drawn out and ends {right:.1f} points before the edge of the text"


def _off_the_cell(lines: Sequence[PrintedLine], edges: Edges) -> Iterator[str]:
    """Yield the lines of a cell that neither begin nor end where others do, nor stand in one middle."""
    level = [line for line in lines if line.level]
    if len(level) < 2:
        return
    first = min(map(_begin, level))
    rights, middles = [line.right for line in level], [line.left + line.right for line in level]
    if max(rights) - min(rights) < NEAR or max(middles) - min(middles) < 2 * NEAR:
        return
    for line in level:
        off = _begin(line) - first
        if off > FARTHEST or not _is_in(off, edges.left):
            yield f"“{line.words}” begins {off:.1f} points beside the other lines of its cell"


def _off_the_row(rows: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """Yield the cells that do not begin to the right of the one before them in their row, as high as it."""
    last: tuple[PrintedBlock, PrintedLine] | None = None
    for row in rows:
        block, first = row.block, row.lines[0]
        if not block.row or (last is not None and last[0].cell == block.cell and last[0].page == block.page):
            continue
        if last is not None and (last[0].row, last[0].page) == (block.row, block.page):
            off = first.baseline - last[1].baseline
            is_high = first.level and last[1].level and first.types == last[1].types and abs(off) > HIGH
            if is_high or _begin(first) < _begin(last[1]) + 1:
                yield block.page, f"“{first.words}” does not stand in its row, behind “{last[1].words}”"
        last = (block, first)


def _begin(line: PrintedLine) -> float:
    """Return where a line begins, with the blanks that set it in."""
    return line.pieces[0].glyphs[0].left


def _is_behind(line: PrintedLine, label: PrintedLine) -> bool:
    size = max(line.types[0], label.types[0])
    return abs(line.baseline - label.baseline) < size and -1 < line.left - label.right < BESIDE * size


def _is_in(off: float, known: frozenset[float]) -> bool:
    return any(abs(off - one) < NEAR for one in known)


def _is_drawn_out(line: PrintedLine) -> bool:
    """Return whether a line has blanks that are wider than its type has them, where letters touch."""
    wide = 0
    for piece in line.pieces:
        if not piece.rooms or median(piece.rooms) > TRACKED * piece.size:
            continue
        wide += sum(
            one.text == " " and two.left - one.right > DRAWN_OUT / 2 for one, two in pairwise(piece.glyphs)
        )
    return wide > 1


def _off_the_leading(lines: Sequence[PrintedLine], edges: Edges) -> Iterator[str]:
    """Yield the lines of a block at a distance that the style does not have; some may be without words."""
    for above, below in pairwise(lines):
        size = above.types[0]
        known = edges.leadings.get(round(size, 2), frozenset())
        drop = (above.baseline - below.baseline) / size
        if abs(drop) < SHIFTED and below.left > above.right - 1:
            continue  # words of one line, apart because of some that are raised twice
        if not (above.level and below.level and known) or above.types != below.types:
            continue
        if not any(abs(drop - max(1, round(drop / one)) * one) < LEADING for one in known):
            yield f"“{below.words}” stands {drop * size:g} points below its line before"


def _off_the_line(block: PrintedBlock, ratios: frozenset[float]) -> Iterator[str]:
    """Yield the words that stand behind others of their line, and higher or lower than words are shifted.

    Marks over letters, drawn by themselves, stand as high as the typeface has them there.
    """
    pieces = [one for one in block.pieces if not one.text or not all(map(combining, one.text))]
    for one, other in pairwise(pieces):
        if not (one.text.strip() and other.text.strip()):
            continue
        off = other.baseline - one.baseline
        room = other.glyphs[0].left - one.glyphs[-1].right
        if abs(room) > ADJOINING * max(one.size, other.size) or abs(off) < SHIFTED:
            continue
        ups, downs = (
            _shifts(piece.size, ratios) if id(piece) in block.shifted else {0.0} for piece in (other, one)
        )
        if not any(abs(up - down - off) < SHIFTED * one.size for up in ups for down in downs):
            yield f"“{other.text.strip()[:SAMPLE]}” stands {off:.1f} points above the words before it"


def _shifts(size: float, ratios: frozenset[float], deep: int = NESTED) -> set[float]:
    """Return by how much words of a size may be shifted: raised or lowered, in others that are, or not."""
    around = {0.0, *(off for ratio in ratios if deep > 1 for off in _shifts(size / ratio, ratios, deep - 1))}
    return {0.0, *(step * size + off for step in (RAISED, LOWERED) for off in around)}
