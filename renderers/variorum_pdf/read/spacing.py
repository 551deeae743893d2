"""Whether the letters of a line stand as a typesetter spaces them: blanks alike, letters close together.

A line that is drawn out grows at all its blanks alike; inside words only kerning parts letters, and what is
set apart stands evenly so. A typeface says for each two letters how close they stand: they do alike in all of
a book, but in scripts that are not set letter by letter.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from variorum_pdf.read.canvas import Canvas, Glyph, Stretch, is_leftwards

BLANKS = frozenset(" \u00a0")
"""The blanks at which a line is drawn out."""
UNEVEN, BETWEEN = 0.02, 0.1
"""Sizes of its type by which a blank may be wider or narrower than others of its line: inside a piece of the
line, and between two, of which one may be set as a box of its own."""
CLOSE, WIDE = 0.25, 0.2
"""Sizes of its type by which letters of a word may stand closer, or farther apart, than others of it."""
TRACKED = 0.012
"""Sizes of its type from which on letters are set apart."""
FARTHEST = 2.0
"""Sizes of its type from which on words stand apart, not in a line."""
FEWEST = 3
"""How many blanks of a line, or pairs of letters, tell at the least what is even."""
LAST = "\u052f"
"""The last letter of the Latin, Greek and Cyrillic scripts, but for those that hardly any text has."""
POINTS = frozenset(".,:;!?-()[]")
"""Signs that stand beside letters as letters do, where no words run from right to left."""
NONE: Collection[str] = frozenset()
OFF = 8
"""Thousandths of the size of type by which two letters may stand otherwise than elsewhere."""
MANY = 6
"""How many pairs of letters tell what is usual between two."""
SAMPLE = 40

Pair = tuple[int, int, int]
"""A typeface, by identity, and two of its glyphs."""


def uneven(pieces: Sequence[Stretch]) -> Iterator[str]:
    """Yield what is strange of the spaces in a line, whose words run from left to right."""
    rows = [piece.glyphs for piece in pieces]
    tracked = set()
    for number, piece in enumerate(pieces):
        gaps = piece.rooms
        if not gaps:
            tracked.add(number)  # nothing tells whether its letters are set apart
            continue
        usual = median(gaps)
        if abs(usual) > TRACKED * piece.size:
            tracked.add(number)
        far = max(gaps) > usual + WIDE * piece.size or min(gaps) < usual - CLOSE * piece.size
        if len(gaps) >= FEWEST and far:
            yield f"letters of “{piece.text.strip()[:SAMPLE]}” stand over one another, or apart"
    yield from _blanks(pieces, rows, tracked)


def _is_letter(text: str) -> bool:
    """Return whether the room beside a glyph can be told: it is no blank, and no accent by itself."""
    return bool(text.strip()) and not any(map(unicodedata.combining, text))


def _blanks(pieces: Sequence[Stretch], rows: Sequence[Sequence[Glyph]], tracked: set[int]) -> Iterator[str]:
    """Yield the words behind blanks that are wider or narrower than others of the line.

    Words may stand in a column of their own behind a label; those set apart have blanks of their own.
    """
    line = [(number, glyph) for number, row in enumerate(rows) for glyph in row]
    groups: dict[int | None, list[tuple[float, float, int, Glyph]]] = {}
    for at, (of, blank) in enumerate(line[1:-1]):
        if blank.text not in BLANKS:
            continue
        (one, before), (two, after) = line[at], line[at + 2]
        apart = tracked & {one, of, two}
        if not (_is_letter(before.text) and _is_letter(after.text)) or (apart and one != two):
            continue
        extra = after.left - before.right - (blank.right - blank.left)
        if extra > FARTHEST * pieces[of].size:
            continue  # a number at the edge, or what `place` tells
        is_label = of == 0 and two == len(pieces) - 1 != 0 and 0 < extra < pieces[0].size
        if not is_label:
            free = UNEVEN if one == two else BETWEEN
            groups.setdefault(two if apart else None, []).append((extra, free, two, after))
    size = max(piece.size for piece in pieces)
    for extras in groups.values():
        inside = [extra for extra, free, *_ in extras if free == UNEVEN]
        usual = median(inside or [extra for extra, *_ in extras])
        for extra, free, number, glyph in extras if len(extras) >= FEWEST else ():  # of two neither tells
            if abs(extra - usual) > free * size:
                words = "".join(one.text for one in rows[number] if one.left >= glyph.left)
                yield f"“{words.strip()[:SAMPLE]}” stands {extra - usual:.1f} points off the blank before it"


def unkerned(canvases: Sequence[Canvas], labels: Sequence[str]) -> Iterator[str]:
    """Yield words of which two letters stand closer, or farther apart, than these do elsewhere."""
    rows = [
        (label, stretch, pairs)
        for label, canvas in zip(labels, canvases, strict=True)
        for points in (NONE if _has_leftwards(canvas) else POINTS,)
        for stretch in canvas.stretches
        if not _runs_back(stretch) and (pairs := list(_pairs(stretch, points)))
    ]
    usual = _usual(pairs for _, _, pairs in rows)
    for label, stretch, pairs in rows:
        off = [gap - usual[pair] for pair, gap in pairs if pair in usual]
        apart = median(off) if len(off) >= FEWEST else 0
        is_off = len(off) >= FEWEST and (max(off) > apart + OFF or min(off) < apart - OFF)
        if is_off or min(gap for _, gap in pairs) < -1000 * CLOSE:
            yield f"page {label}: letters of “{stretch.text.strip()[:SAMPLE]}” stand otherwise than elsewhere"


def _runs_back(stretch: Stretch) -> bool:
    """Return whether the pen goes back as where words run from right to left: more than once, or always."""
    if not stretch.goes_back:
        return False
    back = [two.left < one.left for one, two in pairwise(stretch.glyphs)]
    return sum(back) > 1 or len(back) == 1


def _has_leftwards(canvas: Canvas) -> bool:
    """Return whether letters of a page run from right to left."""
    return any(
        not stretch.text.isascii() and any(map(is_leftwards, stretch.text)) for stretch in canvas.stretches
    )


def _pairs(stretch: Stretch, points: Collection[str]) -> Iterator[tuple[Pair, int]]:
    """Yield the pairs of letters and points, with the room between in thousandths of the size of type."""
    program, unit = id(stretch.program), 1000 / stretch.size if stretch.size else 0.0
    before, last, end = False, 0, 0.0
    for text, code, left, right in stretch.glyphs:
        alone = (text.isalnum() and text <= LAST) or text in points
        if alone and before:
            yield (program, last, code), round((left - end) * unit)
        before, last, end = alone, code, right


def _usual(rows: Iterable[Sequence[tuple[Pair, int]]]) -> dict[Pair, int]:
    """Return the usual room between two letters: what most have where all is not set apart."""
    found: defaultdict[Pair, Counter[int]] = defaultdict(Counter)
    for pairs in rows:
        if len(pairs) < MANY:
            continue
        gaps = Counter(gap for _, gap in pairs)
        apart = min(gaps, key=lambda gap: (-gaps[gap], abs(gap)))
        for pair, gap in pairs:
            found[pair][gap - apart] += 1
    return {pair: gaps.most_common(1)[0][0] for pair, gaps in found.items()}
