"""Tell the look of words from what is painted: the typeface, drawn lines, height and distance of glyphs."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median

from variorum.extract import NO_LOOKS, Look
from variorum_pdf.read.canvas import Glyph, Ruling, Stretch

SPACED = 0.015
"""The least letter-spacing in em that counts; kerning of ordinary words has a median of nothing."""
FAR, MANY = 0.025, 6
"""The same where nothing states it, for a few letters; of many most stand apart, in one measure."""
SLANT = 0.1
SMALLER = 0.95
UNPAINTED: Mapping[tuple[str, str], Look] = {
    ("font-style", "italic"): Look.ITALIC,
    ("font-weight", "bold"): Look.BOLD,
}
"""What the structure says of words whose typeface has no such face."""
STATED: Mapping[str, frozenset[Look]] = {
    "super": frozenset({Look.RAISED}),
    "sub": frozenset({Look.LOWERED}),
}


def type_looks(stretch: Stretch, stated: Mapping[str, str]) -> frozenset[Look]:
    """Return the looks of the type itself.

    `stated` are the CSS properties of the structure: they decide what the glyphs leave open, such as whether
    figures are set among small capitals.
    """
    found = set(stretch.program.looks) | {look for said, look in UNPAINTED.items() if said in stated.items()}
    if abs(stretch.slant) > SLANT:
        found.add(Look.ITALIC)
    if is_drawn_small(stretch, stated) or _small(stretch, stated):
        found.add(Look.SMALL_CAPS)
    if _spaced(stretch, stated):
        found.add(Look.SPACED)
    return frozenset(found)


def is_drawn_small(stretch: Stretch, stated: Mapping[str, str]) -> bool:
    """Return whether capitals of smaller type stand for small capitals, which the typeface lacks."""
    if stated.get("font-variant") != "small-caps" or "font-size" not in stated:
        return False
    return stretch.size < SMALLER * float(stated["font-size"].removesuffix("pt"))


def _small(stretch: Stretch, stated: Mapping[str, str]) -> bool:
    program = stretch.program
    if not program.has_small_capitals and not stated:
        return False
    seen = [program.small_capital(glyph.code) for glyph in stretch.glyphs]
    votes = [vote for vote in seen if vote is not None]
    return sum(votes) * 2 > len(votes) if votes else stated.get("font-variant") == "small-caps"


def _spaced(stretch: Stretch, stated: Mapping[str, str]) -> bool:
    """Return whether letters stand apart, or closer, by more than their typeface sets some pairs of them.

    Where it is stated, letters that touch as in plain words tell otherwise: of “AVAT” any pair is set closer.
    """
    painted: Sequence[Glyph] = stretch.glyphs
    if not stretch.text.isascii():
        painted = [one for one in painted if not all(map(unicodedata.combining, one.text))]
    if stretch.goes_back:
        # Neighbours on the paper: where words run from right to left, the next to be read stands elsewhere.
        painted = sorted(painted, key=lambda glyph: glyph.left)
    if not stretch.size:
        return False
    if "letter-spacing" in stated:
        gaps = [
            (after.left - before.right) / stretch.size
            for before, after in pairwise(painted)
            if before.text.strip() and after.text.strip()
        ]
        said = abs(float(stated["letter-spacing"].removesuffix("em")))
        near = sum(abs(gap) < min(SPACED, said / 4) for gap in gaps)
        return len(gaps) < 2 or near * 2 <= len(gaps)
    # A typeface may set brackets far from an italic letter: letters alone tell.
    rooms = stretch.rooms
    if painted is not stretch.glyphs:
        pairs = pairwise(painted)
        rooms = [two.left - one.right for one, two in pairs if one.text.isalnum() and two.text.isalnum()]
    gaps = sorted([room / stretch.size for room in rooms])
    if len(gaps) < 2:
        return False
    every = len(gaps) >= MANY and gaps[len(gaps) // 4] >= SPACED
    return every or (median(gaps) >= FAR and gaps[0] >= SPACED)


def line_looks(stretch: Stretch, rulings: Sequence[Ruling]) -> list[frozenset[Look]]:
    """Return for each glyph what lines under it or through it say; `rulings` are of the same mark."""
    if not rulings:
        return [NO_LOOKS] * len(stretch.glyphs)
    found: list[frozenset[Look]] = []
    for glyph in stretch.glyphs:
        accent = found and glyph.text and all(map(unicodedata.combining, glyph.text))
        # An accent may hang beside the end of a line through its letter.
        found.append(found[-1] if accent else _lines_at(stretch, glyph, rulings))
    return found


def _lines_at(stretch: Stretch, glyph: Glyph, rulings: Sequence[Ruling]) -> frozenset[Look]:
    middle = (glyph.left + glyph.right) / 2
    heights = sorted(
        {
            round((ruling.height - stretch.baseline) / stretch.size, 3)
            for ruling in rulings
            if stretch.size and ruling.left - 0.1 <= middle <= ruling.right + 0.1
        }
    )
    under = [height for height in heights if -0.45 < height < 0.08]
    found = set()
    if len(under) == 1:
        found.add(Look.UNDERLINE)
    elif under:
        found.add(Look.DOUBLE_UNDERLINE)
    if any(0.12 < height < 0.6 for height in heights):
        found.add(Look.STRUCK)
    return frozenset(found)


def shifts(stretches: Sequence[tuple[Stretch, Mapping[str, str]]]) -> list[frozenset[Look]]:
    """Return for each stretch of one block on one page whether it is raised above its line or lowered.

    The largest type of a line gives the line's baseline. What the structure says, the properties beside each
    stretch, decides only where all words of a line are raised or lowered. Accents set by themselves stand
    where their letters have them and say nothing.
    """
    upright = [one for one, stated in stretches if "vertical-align" not in stated]
    lines = _baselines(upright)
    return [_shift(one, stated, lines) for one, stated in stretches]


def _baselines(stretches: Sequence[Stretch]) -> list[tuple[float, float]]:
    """Return baseline and size of type of each line."""
    lines: list[tuple[float, float]] = []
    for stretch in sorted(stretches, key=lambda one: -one.size):
        if not _only_accents(stretch) and not any(_stands_in(stretch, line) for line in lines):
            lines.append((stretch.baseline, stretch.size))
    return lines


def _stands_in(stretch: Stretch, line: tuple[float, float]) -> bool:
    base, size = line
    return abs(stretch.baseline - base) < 0.55 * size


def _only_accents(stretch: Stretch) -> bool:
    return bool(stretch.text) and all(map(unicodedata.combining, stretch.text))


def _shift(
    stretch: Stretch, stated: Mapping[str, str], lines: Sequence[tuple[float, float]]
) -> frozenset[Look]:
    if _only_accents(stretch):
        return NO_LOOKS
    if not any(_stands_in(stretch, line) for line in lines):
        return STATED.get(stated.get("vertical-align", ""), NO_LOOKS)
    base, size = min(lines, key=lambda line: abs(line[0] - stretch.baseline))
    off = (stretch.baseline - base) / size
    if off > 0.1:
        return frozenset({Look.RAISED})
    return frozenset({Look.LOWERED}) if off < -0.05 else frozenset()
