"""What a page shows: the glyphs, rules and areas that are painted on it, and what they are read as."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeAlias

from variorum_pdf.font_program import Program

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Colour: TypeAlias = tuple[float, ...]
BLACK: Colour = (0.0,)
LIGHT = 0.85
"""The luminance from which on ink is as good as white."""
FAINT = 0.15
"""The share of ink below which it is as good as none."""


MIRRORED = {
    one: other
    for pair in ("()", "[]", "{}", "<>", "«»", "‹›", "⟨⟩", "⟦⟧", "⁅⁆", "〈〉")
    for one, other in (tuple(pair), tuple(reversed(pair)))
}
"""Brackets and quotation marks that stand for their counterparts where words run from right to left."""
LEFTWARDS = ("R", "AL", "AN")
"""What Unicode calls the direction of letters that run so."""
BACKWARDS = 0.1
"""How far, in sizes of its type, a glyph stands before the last one at least where words run so."""


class Glyph(NamedTuple):
    """A painted glyph: its text, its code, and from where to where it goes on the page (points)."""

    text: str
    code: int
    left: float
    right: float


@dataclass
class Stretch:
    """Glyphs painted in one go: one font, one size, one baseline, one colour, one mark.

    All of them are there before anything is asked of them: what is said is kept.
    `mcid` is the number of the marked content, `artifact` is true in an artefact; with neither, the words
    are outside the structure. `slant` is the shear of the text matrix. `around`: they are painted by a form,
    as what stands around the text is.
    """

    program: Program
    size: float
    baseline: float
    slant: float
    colour: Colour
    alpha: float
    mode: int
    mcid: int | None
    artifact: bool
    around: bool = False
    glyphs: list[Glyph] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        """Return the text of the glyphs."""
        return "".join([glyph.text for glyph in self.glyphs])

    @cached_property
    def goes_back(self) -> bool:
        """Return whether any glyph stands before the one painted before it."""
        lefts = [glyph.left for glyph in self.glyphs]
        return lefts != sorted(lefts)

    @cached_property
    def rooms(self) -> Sequence[float]:
        """Return the room between each two letters or figures that stand side by side (points)."""
        found = []
        beside, end = False, 0.0
        for text, _, left, right in self.glyphs:
            if text.isalnum():
                if beside:
                    found.append(left - end)
                beside, end = True, right
            else:
                beside = False
        return found

    @cached_property
    def extent(self) -> tuple[float, float] | None:
        """Return from where to where its ink goes, if it has any."""
        glyphs = self.glyphs
        first = next((glyph for glyph in glyphs if glyph.text.strip()), None)
        if first is None:
            return None
        if self.goes_back:
            inked = [glyph for glyph in glyphs if glyph.text.strip()]
            return min(glyph.left for glyph in inked), max(glyph.right for glyph in inked)
        return first.left, next(glyph.right for glyph in reversed(glyphs) if glyph.text.strip())


@dataclass(frozen=True, slots=True)
class Ruling:
    """A horizontal line that is painted: from where to where, at which height, how thick."""

    left: float
    right: float
    height: float
    weight: float
    mcid: int | None


@dataclass(frozen=True, slots=True)
class Area:
    """What is painted outside of figures: left, bottom, right, top (points), and how heavy its lines are.

    `border`: it is a side of a border; any other stands alone, or belongs to words.
    """

    box: tuple[float, float, float, float]
    weight: float
    mcid: int | None
    border: bool = False


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a page shows; `box` is its visible part.

    `areas` are rules and other painted areas outside of figures, `inks` the colours there; `strange` says
    what of its language is not known. `numbers` are those of the marked content, as they come.
    """

    stretches: tuple[Stretch, ...]
    rulings: tuple[Ruling, ...]
    box: tuple[float, float, float, float]
    areas: tuple[Area, ...] = ()
    strange: tuple[str, ...] = ()
    inks: frozenset[Colour] = frozenset()
    placed: tuple[tuple[float, ...], ...] = ()
    numbers: tuple[int, ...] = ()


def read_texts(stretch: Stretch, before: Stretch | None = None, after: Stretch | None = None) -> list[str]:
    """Return the texts of the glyphs of a stretch as they are read, with the stretches beside it.

    A bracket in words that run from right to left shows the form of its counterpart, as Unicode has it; there
    the pen goes back from the glyph before, or to the one behind.
    """
    if MIRRORED.keys().isdisjoint(stretch.text):
        return [glyph.text for glyph in stretch.glyphs]
    left = lettered(before.glyphs)[-1:] if before is not None and _in_one_line(before, stretch) else []
    right = lettered(after.glyphs)[:1] if after is not None and _in_one_line(stretch, after) else []
    row = [*left, *lettered(stretch.glyphs), *right]
    turned = {
        id(one)
        for at, one in enumerate(row)
        if one.text in MIRRORED and len(row) > 1
        for first, second in ((row[at - 1], one) if at else (one, row[1]),)
        if second.left < first.left - BACKWARDS * stretch.size
    }
    return [MIRRORED[one.text] if id(one) in turned else one.text for one in stretch.glyphs]


def is_leftwards(letter: str) -> bool:
    """Return whether a letter is of a script that runs from right to left."""
    return unicodedata.bidirectional(letter) in LEFTWARDS


def lettered(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Return glyphs without accents, which stand where their letters have them."""
    return [one for one in glyphs if not (one.text and all(map(unicodedata.combining, one.text)))]


def _in_one_line(one: Stretch, other: Stretch) -> bool:
    return abs(one.baseline - other.baseline) < BACKWARDS * other.size


def luminance(colour: Colour) -> float:
    """Return how light a colour is, from 0 (black) to 1 (white)."""
    match colour:
        case (grey,):
            return grey
        case (red, green, blue):
            return 0.2126 * red + 0.7152 * green + 0.0722 * blue
        case (cyan, magenta, yellow, black):
            return (1 - black) * (1 - (0.3 * cyan + 0.59 * magenta + 0.11 * yellow))
        case _:
            return 0.0
