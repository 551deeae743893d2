"""Whether words are set in sizes that the style has, and lines drawn from word to word.

A size is that of a block, or measured by it: of inline styles, one in another, of capitals that stand for
small ones. Tables too wide are set smaller, all of one by the same share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from variorum.style import Style
from variorum.style.values import Color
from variorum.vocabulary import Unknown
from variorum_pdf.read.canvas import Canvas, Colour, Stretch
from variorum_pdf.read.extraction import Reading, by_mark
from variorum_pdf.read.tree import Branch
from variorum_pdf.set.small_capitals import SHRUNK

SHIFTS = frozenset({"vertical-align", "font-variant"})
"""What the structure says of words that have sizes of their own."""
SHADE = 0.003
"""How far a part of an ink may be off, which goes from nothing to one."""
SAMPLE = 40
EXACT = 0.012
"""Points by which a size may be off: sizes are rounded on their way."""
AT_EDGE = 1.6
"""Points by which a line may end beside the letter that it ends at, as letters lean and hang over."""


def strange_sizes(reading: Reading, style: Style) -> Iterator[Unknown]:
    """Yield sizes that no style makes, and lines under or through words that end between letters."""
    sizes = TypeSizes.of(style)
    marked = [by_mark(canvas) for canvas in reading.reader.canvases]
    labels = reading.reader.labels
    strange: dict[int, list[tuple[int, float]]] = {}
    pale: dict[int, list[tuple[int, list[str]]]] = {}
    for (table, _, page), block in groupby(reading.order, lambda one: (one.table, one.block, one.page)):
        plain: list[Stretch] = []
        shifted: list[Stretch] = []
        for branch in block:
            pieces = marked[branch.page].get(branch.mcid, ())
            (shifted if _is_shifted(branch) else plain).extend(pieces)
        strange.setdefault(table, []).append((page, sizes.unknown(plain, shifted)))
        pale.setdefault(table, []).append((page, [*sizes.in_other_ink(plain)]))
    for table, blocks in strange.items():
        told = [(page, size) for page, size in blocks if size]
        inks = [(page, words) for page, words in pale[table] if words]
        if not table or (not told and len(inks) * 2 < len(blocks)):  # else it is set smaller as a whole
            yield from (
                Unknown(f"“{words}” in the ink of other words", f"page {labels[page]}")
                for page, block in inks
                for words in block
            )
        if not table or len(told) * 2 < len(blocks):
            yield from (
                Unknown(f"words in type of {size:g} points", f"page {labels[page]}") for page, size in told
            )
    for number, canvas in enumerate(reading.reader.canvases):
        for stretch in canvas.stretches:
            if stretch.mcid is None and stretch.text.strip() and not sizes.has(stretch.size):
                yield Unknown(f"words in type of {stretch.size:g} points", f"page {labels[number]}")
        yield from (Unknown(said, f"page {labels[number]}") for said in _lines_astray(canvas))


@dataclass(frozen=True, slots=True)
class TypeSizes:
    """Sizes in points: of blocks, of words in one inline style, in more of them, of what is around text."""

    blocks: frozenset[float]
    once: frozenset[float]
    more: frozenset[float]
    around: frozenset[float]
    level: frozenset[float]
    """By which signs that neither raise nor lower their words make them larger or smaller, one in another."""
    inks: Mapping[float, Color]
    """The inks of signs by the size that each of them alone makes its words."""
    single: frozenset[float]

    @classmethod
    def of(cls, style: Style) -> TypeSizes:
        """Return the sizes that a style has."""
        page = style.page
        blocks = frozenset(style.block(role).size or 0.0 for role in (*style.blocks, "body"))
        ratios = {1.0, SHRUNK, *(one.size for one in style.inlines.values() if one.size is not None)}
        once = frozenset(size * ratio for size in blocks for ratio in ratios)
        more = frozenset(size * ratio for size in once for ratio in ratios)
        signs = [one for one in style.inlines.values() if not (one.raised or one.lowered)]
        own = {1.0, *(one.size for one in signs if one.size is not None)}
        level = frozenset(one * other for one in own for other in own)
        alone = Counter(one.size for one in style.inlines.values())
        inks = {
            one.size: one.color
            for one in signs
            if one.size is not None and one.size != 1 and one.color is not None and alone[one.size] == 1
        }
        return cls(
            blocks,
            once,
            more,
            frozenset({page.head_size, page.folio_size, page.mark_size}),
            level,
            inks,
            frozenset(own),
        )

    def has(self, size: float) -> bool:
        """Return whether words anywhere may be of a size."""
        return _is_in(size, self.more) or _is_in(size, self.around)

    def unknown(self, plain: Sequence[Stretch], shifted: Sequence[Stretch]) -> float:
        """Return a strange size of a block, else 0: its largest is that of the block, or of a sign.

        `shifted` are words that are raised or lowered, or in small capitals, which have sizes of their own;
        all others are of one size, but for signs that make theirs larger or smaller.
        """
        sizes = {piece.size for piece in plain if piece.text.strip()}
        others = {piece.size for piece in shifted if piece.text.strip()}
        largest = max(sizes | others, default=0.0)
        if not largest:
            return 0.0
        if not _is_in(largest, self.once):
            return largest
        if sizes:
            own = max(sizes)
            bases = {own / ratio for ratio in self.level if _is_in(own / ratio, self.blocks)}
            if not any(all(self._are_level(size, base) for size in sizes) for base in bases):
                return min(sizes)
        return next((size for size in sorted(others) if not _is_in(size, self.more)), 0.0)

    def in_other_ink(self, plain: Sequence[Stretch]) -> Iterator[str]:
        """Yield the words of a block that are as large as one sign alone makes them, and not in its ink."""
        for piece in plain:
            words = piece.text.strip()
            ratios = {ratio for ratio in self.single if words and _is_in(piece.size / ratio, self.blocks)}
            inks = [self.inks[ratio] for ratio in ratios if ratio in self.inks]
            if inks and len(inks) == len(ratios) and not any(_is_of(piece.colour, ink) for ink in inks):
                yield words[:SAMPLE]

    def _are_level(self, size: float, base: float) -> bool:
        return any(abs(size - base * ratio) < EXACT for ratio in self.level)


def _is_of(ink: Colour, colour: Color) -> bool:
    parts = (colour.red, colour.green, colour.blue)
    own = ink * 3 if len(ink) == 1 else ink
    return len(own) == len(parts) and all(
        abs(one - part / 255) < SHADE for one, part in zip(own, parts, strict=True)
    )


def _is_shifted(branch: Branch) -> bool:
    """Return whether the structure says that words are raised, lowered, in small capitals, or a call."""
    return bool(branch.call) or not SHIFTS.isdisjoint(branch.css)


def _is_in(size: float, known: frozenset[float]) -> bool:
    return any(abs(size - one) < EXACT for one in known)


def _lines_astray(canvas: Canvas) -> Iterator[str]:
    """Yield the lines of a page that belong to words and do not begin and end at letters of theirs."""
    if not canvas.rulings:
        return
    for ruling in canvas.rulings:
        if ruling.mcid is None:
            continue
        beside = [
            glyph
            for stretch in canvas.stretches
            if stretch.mcid is not None and abs(stretch.baseline - ruling.height) < stretch.size
            for glyph in stretch.glyphs
        ]
        begins = any(abs(glyph.left - ruling.left) < AT_EDGE for glyph in beside)
        ends = any(abs(glyph.right - ruling.right) < AT_EDGE for glyph in beside)
        if not (begins and ends):
            yield f"a line from {ruling.left:.0f} to {ruling.right:.0f} points, not from letter to letter"
