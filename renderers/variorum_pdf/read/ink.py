"""Look at the rendered page, whether there is ink where the words should be.

pdfium renders; what it leaves white, or covers, no reader sees, whatever the content stream says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

COARSE, FINE = 72.0, 288.0
"""Dots per inch at which pages are looked at; the second time only where the first saw nothing."""
CONTRAST = 48
"""The least difference in grey (of 255) between a letter's darkest and lightest spot."""
INK, WHITE = (
    bytes(grey <= 255 - CONTRAST for grey in range(256)),
    bytes(grey == 255 for grey in range(256)),
)
"""Which greys are as dark as ink on white paper, and which are that paper."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of a line of a rendered page.

    `inked` and `white` tell of each of its columns whether any spot is as dark as ink on white paper, and
    whether any is as light as that paper.
    """

    shot: Shot
    area: tuple[int, int, int, int]
    inked: bytes
    white: bytes
    left: float
    scale: float

    def have_ink(self, places: Iterable[tuple[float, float]]) -> list[bool]:
        """Return whether there is ink between each two places (points)."""
        inked, white, edge, scale = self.inked.find, self.white.find, self.left, self.scale
        found = []
        for left, right in places:
            start, end = int((left - edge) * scale), int((right - edge) * scale) + 1
            start = start if start > 0 else 0
            seen = inked(1, start, end) >= 0 and white(1, start, end) >= 0
            found.append(seen or self.shot.contrast(self.area, start, end) >= CONTRAST)
        return found


@dataclass(frozen=True, slots=True)
class Shot:
    """A rendered page in greys, row by row; `box` is its visible part in points.

    `inked` and `white` have a one where the page is as dark as ink, and as light as white paper.
    """

    width: int
    height: int
    greys: bytes = field(repr=False)
    inked: bytes = field(repr=False)
    white: bytes = field(repr=False)
    box: tuple[float, float, float, float]
    scale: float

    def strip(self, left: float, bottom: float, right: float, top: float) -> Strip:
        """Return a part of the page (points)."""
        first = max(0, int((self.box[3] - top) * self.scale))
        last = min(self.height, int((self.box[3] - bottom) * self.scale) + 1)
        start = min(self.width, max(0, int((left - self.box[0]) * self.scale)))
        end = max(start, min(self.width, int((right - self.box[0]) * self.scale) + 1))
        edge = self.box[0] + start / self.scale
        if first >= last or start >= end:
            return Strip(self, (0, 0, 0, 0), b"", b"", left, self.scale)
        area = (first, last, start, end)
        inked = self._any(self.inked, range(first, last), start, end)
        white = self._any(self.white, _edge_rows(first, last), start, end)
        return Strip(self, area, inked, white, edge, self.scale)

    def _any(self, spots: bytes, rows: Iterable[int], start: int, end: int) -> bytes:
        """Return of each column whether any row has a one there."""
        columns = 0
        for row in rows:
            at = row * self.width
            columns |= int.from_bytes(spots[at + start : at + end], "little")
        return columns.to_bytes(end - start, "little")

    def contrast(self, area: tuple[int, int, int, int], start: int, end: int) -> int:
        """Return how much darker the darkest spot of some columns of an area is than the lightest.

        The rows above and below the letters are the lightest; the darkest spot may be in any.
        """
        first, last, left, right = area
        from_, to = left + start, min(right, left + end)
        if first >= last or from_ >= to:
            return -1
        light = (self._row(row, from_, to) for row in _edge_rows(first, last))
        dark = (self._row(row, from_, to) for row in range(first, last))
        return max(map(max, light)) - min(map(min, dark))

    def _row(self, row: int, start: int, end: int) -> bytes:
        return self.greys[row * self.width + start : row * self.width + end]


def _edge_rows(first: int, last: int) -> tuple[int, int, int]:
    """Return the upper row, the middle row and the lower row of an area."""
    return first, (first + last) // 2, last - 1


class Eye:
    """Looks at the pages of a PDF as they are seen."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2  # noqa: PLC0415

        self.document: Any = pypdfium2.PdfDocument(data)  # type: ignore[no-untyped-call]
        self.shots: dict[float, tuple[int, Shot]] = {}

    def __enter__(self) -> Eye:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.document.close()

    def strip(self, page: int, area: tuple[float, float, float, float], resolution: float = COARSE) -> Strip:
        """Look at an area of a page: left, bottom, right, top (points); the last page is kept."""
        number, shot = self.shots.get(resolution, (-1, None))
        if shot is None or number != page:
            shot = self._shot(page, resolution / 72)
            self.shots[resolution] = (page, shot)
        return shot.strip(*area)

    def _shot(self, number: int, scale: float) -> Shot:
        page = self.document[number]
        bitmap = page.render(scale=scale, grayscale=True)
        box = tuple(page.get_cropbox())
        width, height, stride, data = bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer)
        if stride != width:
            data = b"".join(data[row * stride : row * stride + width] for row in range(height))
        shot = Shot(width, height, data, data.translate(INK), data.translate(WHITE), box, scale)
        bitmap.close()
        page.close()
        return shot
