"""Which letters of a page cannot be seen, by the way they are painted and by the rendered page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from variorum_pdf.read.canvas import FAINT, LIGHT, Canvas, Stretch, luminance
from variorum_pdf.read.ink import FINE, Eye


def unseen_letters(canvas: Canvas, page: int, eye: Eye) -> Iterator[tuple[int, Sequence[str | None]]]:
    """Yield the stretches of a page, by their numbers, of which letters cannot be seen, and why each."""
    for number, stretch in enumerate(canvas.stretches):
        if stretch.mcid is None and not stretch.around:
            continue
        hidden = _hidden(stretch)
        reasons = [hidden] * len(stretch.glyphs) if hidden else _unseen(stretch, page, canvas, eye)
        if any(reasons):
            yield number, reasons


def _hidden(stretch: Stretch) -> str | None:
    """Return why a stretch cannot be seen by the way it is painted."""
    if stretch.mode in (3, 7):
        return "painted invisibly"
    if stretch.alpha < FAINT:
        return "transparent"
    return "white" if luminance(stretch.colour) > LIGHT else None


def _unseen(stretch: Stretch, page: int, canvas: Canvas, eye: Eye) -> list[str | None]:
    """Return for each glyph why it cannot be seen where it is painted, or nothing."""
    x1, y1, x2, y2 = canvas.box
    if not y1 < stretch.baseline < y2:
        return ["off the page"] * len(stretch.glyphs)
    low, high = stretch.baseline - 0.3 * stretch.size, stretch.baseline + 0.9 * stretch.size
    area = (min([g.left for g in stretch.glyphs]), low, max([g.right for g in stretch.glyphs]), high)
    spots = [
        (at, g.left, g.right) for at, g in enumerate(stretch.glyphs) if g.right > g.left and g.text.strip()
    ]
    seen = eye.strip(page, area).have_ink([(left, right) for _, left, right in spots])
    found: list[str | None] = [None] * len(stretch.glyphs)
    for (at, left, right), has_ink in zip(spots, seen, strict=True):
        if left < x1 - 0.5 or right > x2 + 0.5:
            found[at] = "off the page"
        elif not has_ink and not all(eye.strip(page, area, FINE).have_ink([(left, right)])):
            found[at] = "covered or without ink"
    return found
