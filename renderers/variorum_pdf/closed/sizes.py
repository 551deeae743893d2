"""Whether words are set in sizes that the style has, and lines drawn from word to word.

A size is that of a block, or measured by it: of inline styles, one in another, of capitals that stand for
small ones. Tables too wide are set smaller, all of one by the same share.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from variorum.style import Style
from variorum.vocabulary import Unknown
from variorum_pdf.read.canvas import Canvas, Stretch
from variorum_pdf.read.extraction import Reading, by_mark
from variorum_pdf.set.small_capitals import SHRUNK

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
    for (table, _, page), block in groupby(reading.order, lambda one: (one.table, one.block, one.page)):
        pieces = [piece for one in block for piece in marked[one.page].get(one.mcid, ())]
        strange.setdefault(table, []).append((page, sizes.unknown(pieces)))
    for table, blocks in strange.items():
        told = [(page, size) for page, size in blocks if size]
        if not table or len(told) * 2 < len(blocks):  # else it is set smaller as a whole
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

    @classmethod
    def of(cls, style: Style) -> TypeSizes:
        """Return the sizes that a style has."""
        page = style.page
        blocks = frozenset(style.block(role).size or 0.0 for role in (*style.blocks, "body"))
        ratios = {1.0, SHRUNK, *(one.size for one in style.inlines.values() if one.size is not None)}
        once = frozenset(size * ratio for size in blocks for ratio in ratios)
        more = frozenset(size * ratio for size in once for ratio in ratios)
        return cls(blocks, once, more, frozenset({page.head_size, page.folio_size, page.mark_size}))

    def has(self, size: float) -> bool:
        """Return whether words anywhere may be of a size."""
        return _is_in(size, self.more) or _is_in(size, self.around)

    def unknown(self, pieces: Sequence[Stretch]) -> float:
        """Return a strange size of a block, else 0: its largest is that of the block, or of a sign."""
        sizes = {piece.size for piece in pieces if piece.text.strip()}
        if not sizes:
            return 0.0
        if not _is_in(max(sizes), self.once):
            return max(sizes)
        return next((size for size in sorted(sizes) if not _is_in(size, self.more)), 0.0)


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
