"""Put what is painted from right to left into the order in which it is read.

Glyphs stand in a line as they are seen, from left to right; of a Hebrew word the last letter comes first.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import groupby

from variorum_pdf.read.content import Glyph

RIGHT_TO_LEFT = frozenset({"R", "AL"})
FIGURES = frozenset({"EN", "AN", "ES", "CS"})


def order_of_reading(glyphs: Sequence[Glyph]) -> list[int]:
    """Return the places of the glyphs of a line in the order in which they are read.

    A run from right to left begins and ends with a letter of such a script, its accents before it; numbers
    in it run from left to right.
    """
    kinds = [_kind(glyph.text) for glyph in glyphs]
    order = list(range(len(glyphs)))
    if "R" not in kinds:
        return order
    start = 0
    while start < len(kinds):
        end = _end(kinds, start)
        if end > start:
            order[start:end] = _turned(kinds, start, end)
        start = max(end, start + 1)
    return order


def _kind(text: str) -> str:
    """Return the direction of a glyph: R, L, a figure's (N), an accent's (M), or none."""
    ways = {unicodedata.bidirectional(one) for one in text}
    if ways & RIGHT_TO_LEFT:
        return "R"
    if "L" in ways:
        return "L"
    return "N" if ways & FIGURES else "M" if ways == {"NSM"} else ""


def _end(kinds: Sequence[str], start: int) -> int:
    """Return where a run from right to left ends that begins at a place; the place itself if none does."""
    first = next((at for at in range(start, len(kinds)) if kinds[at] != "M"), len(kinds))
    if first == len(kinds) or kinds[first] != "R":
        return start
    end = next((at for at in range(first, len(kinds)) if kinds[at] == "L"), len(kinds))
    return max(at for at in range(first, end) if kinds[at] == "R") + 1


def _turned(kinds: Sequence[str], start: int, end: int) -> list[int]:
    places: list[int] = []
    for is_number, group in groupby(reversed(range(start, end)), lambda at: kinds[at] == "N"):
        run = list(group)
        places += run[::-1] if is_number else run
    return places
