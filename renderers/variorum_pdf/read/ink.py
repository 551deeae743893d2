"""Look at the rendered page, whether there is ink where the words should be.

pdfium renders; what it leaves white, or covers, no reader sees, whatever the content stream says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

COARSE, FINE = 72.0, 288.0
"""Dots per inch at which pages are looked at; the second time only where the first saw nothing."""
CONTRAST = 48
"""The least difference in grey (of 255) between a letter's darkest and lightest spot."""
KEPT = 12
"""How many rendered pages are kept: the streams of a document go forth and back over a few."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of a line of a rendered page: in each column its darkest spot, and a spot as light as can be."""

    dark: bytes
    light: bytes
    left: float
    scale: float

    def has_ink(self, left: float, right: float) -> bool:
        """Return whether there is ink between two places (points)."""
        start = max(0, int((left - self.left) * self.scale))
        end = int((right - self.left) * self.scale) + 1
        dark, light = self.dark[start:end], self.light[start:end]
        return bool(dark) and max(light) - min(dark) >= CONTRAST


@dataclass(frozen=True, slots=True)
class Shot:
    """A rendered page in greys, row by row from the top; `box` is its visible part in points."""

    width: int
    height: int
    stride: int
    greys: bytes = field(repr=False)
    box: tuple[float, float, float, float]
    scale: float

    def strip(self, left: float, bottom: float, right: float, top: float) -> Strip:
        """Return a part of the page (points)."""
        first = max(0, int((self.box[3] - top) * self.scale))
        last = min(self.height, int((self.box[3] - bottom) * self.scale) + 1)
        start = min(self.width, max(0, int((left - self.box[0]) * self.scale)))
        end = max(start, min(self.width, int((right - self.box[0]) * self.scale) + 1))
        stride = self.stride
        rows = [self.greys[row + start : row + end] for row in range(first * stride, last * stride, stride)]
        if not rows:
            return Strip(b"", b"", left, self.scale)
        # The rows above and below the letters are the lightest; looking at all takes twice the time.
        light = map(max, rows[0], rows[len(rows) // 2], rows[-1])
        edge = self.box[0] + start / self.scale
        return Strip(bytes(map(min, *rows, rows[0])), bytes(light), edge, self.scale)


class Eye:
    """Looks at the pages of a PDF as they are seen."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2  # noqa: PLC0415

        self.document: Any = pypdfium2.PdfDocument(data)  # type: ignore[no-untyped-call]
        self.shots: dict[tuple[int, float], Shot] = {}

    def __enter__(self) -> Eye:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.document.close()

    def strip(self, page: int, area: tuple[float, float, float, float], resolution: float = COARSE) -> Strip:
        """Look at an area of a page: left, bottom, right, top (points)."""
        key = (page, resolution)
        if key not in self.shots:
            if len(self.shots) >= KEPT:
                del self.shots[next(iter(self.shots))]
            self.shots[key] = self._shot(page, resolution / 72)
        return self.shots[key].strip(*area)

    def _shot(self, number: int, scale: float) -> Shot:
        page = self.document[number]
        bitmap = page.render(scale=scale, grayscale=True)
        box = tuple(page.get_cropbox())
        shot = Shot(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer), box, scale)
        bitmap.close()
        page.close()
        return shot
