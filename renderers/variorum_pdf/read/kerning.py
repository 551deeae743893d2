"""Whether letters stand as their typeface sets them beside one another: two letters alike in all of a book.

A typeface says for each two letters how close they stand. What is set apart as a whole is so by one measure.
Only letters of scripts that are set letter by letter are compared: in others, places hang on more than two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from variorum_pdf.read.canvas import Canvas, Stretch

LAST = "\u052f"
"""The last letter of the Latin, Greek and Cyrillic scripts, but for those that hardly any text has."""
OFF = 8
"""Thousandths of the size of type by which two letters may stand otherwise than elsewhere."""
FEWEST, MANY = 3, 6
"""How many pairs of letters tell how far all of them are set apart; and that they are what is usual."""
SAMPLE = 40

Pair = tuple[int, int, int]
"""A typeface, by identity, and two of its glyphs."""


def unkerned(canvases: Sequence[Canvas], labels: Sequence[str]) -> Iterator[str]:
    """Yield words of which two letters stand closer, or farther apart, than these do elsewhere."""
    rows = [
        (label, stretch, pairs)
        for label, canvas in zip(labels, canvases, strict=True)
        for stretch in canvas.stretches
        if not stretch.goes_back and (pairs := list(_pairs(stretch)))
    ]
    usual = _usual(pairs for _, _, pairs in rows)
    for label, stretch, pairs in rows:
        off = [gap - usual[pair] for pair, gap in pairs if pair in usual]
        if len(off) < FEWEST:
            continue
        apart = median(off)
        if max(off) > apart + OFF or min(off) < apart - OFF:
            yield f"page {label}: letters of “{stretch.text.strip()[:SAMPLE]}” stand otherwise than elsewhere"


def _pairs(stretch: Stretch) -> Iterator[tuple[Pair, int]]:
    """Yield the pairs of letters of a stretch, each with the room between, in thousandths of its size."""
    program, unit = id(stretch.program), 1000 / stretch.size if stretch.size else 0.0
    for one, other in pairwise(stretch.glyphs):
        if one.text.isalnum() and other.text.isalnum() and one.text <= LAST and other.text <= LAST:
            yield (program, one.code, other.code), round((other.left - one.right) * unit)


def _usual(rows: Iterable[Sequence[tuple[Pair, int]]]) -> dict[Pair, int]:
    """Return the usual room between two letters: what most have where all is not set apart."""
    found: dict[Pair, Counter[int]] = {}
    for pairs in rows:
        if len(pairs) < MANY:
            continue
        gaps = Counter(gap for _, gap in pairs)
        apart = min(gaps, key=lambda gap: (-gaps[gap], abs(gap)))
        for pair, gap in pairs:
            found.setdefault(pair, Counter())[gap - apart] += 1
    return {pair: gaps.most_common(1)[0][0] for pair, gaps in found.items()}
