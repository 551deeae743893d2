"""Paint words that run from right to left in the order in which they are read.

WeasyPrint paints a line from left to right, so that Hebrew words stand in the file with their last letter
first. Whoever takes the text out of it, or reads it aloud, needs the first one first: the glyphs stay where
they are and are painted in the order of the characters (ISO 32000-1, 14.8.2.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

TURNED = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff"
    "\U0001e800-\U0001efff]"
)
"""Letters that are written from right to left, and what turns the order of others round."""
PART = re.compile(r"<([0-9a-f]*)>|([^<>]+)")
DIGITS = 4
"""How many digits the number of a glyph has in a string that is shown."""


@dataclass(frozen=True, slots=True)
class Type:
    """A font of WeasyPrint's and its size, by which a content stream names it."""

    font: Any
    name: str
    size: float


@dataclass(frozen=True, slots=True)
class PlacedGlyph:
    """A glyph as it was to be painted: from where to where in the line, in thousandths of a unit of text."""

    code: str
    left: float
    right: float
    rise: float
    type: Type


@dataclass(slots=True)
class TurnedLine:
    """The glyphs of a line, as WeasyPrint shows them, whatever their fonts; `box` has its characters."""

    box: Any
    type: Type | None = None
    rise: float = 0
    pen: float = 0
    glyphs: list[PlacedGlyph] = field(default_factory=list)
    shown: list[tuple[Type, float, str]] = field(default_factory=list)

    def add(self, shown: str) -> None:
        """Keep what is to be shown: strings of glyphs, and numbers that move the pen back.

        How wide the glyphs are is known when the whole line has been given.
        """
        assert self.type is not None, "a font is named before anything is shown in it"
        self.shown.append((self.type, self.rise, shown))

    def place(self, type_: Type, rise: float, shown: str) -> None:
        """Place the glyphs of a string behind those before."""
        for part in PART.finditer(shown):
            if part[2] is not None:
                self.pen -= float(part[2]) * type_.size
                continue
            for at in range(0, len(part[1]), DIGITS):
                code = part[1][at : at + DIGITS]
                end = self.pen + type_.font.widths[int(code, 16)] * type_.size
                self.glyphs.append(PlacedGlyph(code, self.pen, end, rise, type_))
                self.pen = end

    def shows(self) -> Iterator[tuple[Type, float, str]]:
        """Yield what to show in the order of reading, each with its font and its rise."""
        for type_, height, string in self.shown:
            self.place(type_, height, string)
        order = list(_characters(self.box))
        fits = len(order) == len(self.glyphs)
        numbers = sorted(range(len(order)), key=order.__getitem__) if fits else range(len(self.glyphs))
        pen = 0.0
        glyphs = (self.glyphs[number] for number in numbers)
        for (type_, rise), row in groupby(glyphs, key=lambda one: (one.type, one.rise)):
            shown = ""
            for glyph in row:
                back = round((pen - glyph.left) / type_.size, 3)
                shown += f"{back}<{glyph.code}>" if back else f"<{glyph.code}>"
                pen = glyph.right
            yield type_, rise, shown


def _characters(box: Any) -> Iterator[tuple[int, int]]:
    """Yield for each glyph, from left to right, its place in the order of reading."""
    from weasyprint.text.ffi import ffi, pango  # noqa: PLC0415

    line, _ = box.pango_layout.get_first_line()
    run = line.runs[0]
    while run != ffi.NULL:
        item, run = run.data, run.next
        leftwards = item.item.analysis.level % 2
        for at in range(item.glyphs.num_glyphs):
            if item.glyphs.glyphs[at].glyph != pango.PANGO_GLYPH_EMPTY:
                yield item.item.offset + item.glyphs.log_clusters[at], -at if leftwards else at
