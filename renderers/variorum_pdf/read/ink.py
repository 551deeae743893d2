"""Look at the rendered page, whether there is ink where the words should be.

pdfium renders; what it leaves white, or covers, no reader sees, whatever the content stream says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from PIL import Image, ImageChops

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
    """A rendered page in greys; `box` is its visible part in points."""

    width: int
    height: int
    greys: Image.Image = field(repr=False)
    box: tuple[float, float, float, float]
    scale: float

    def strip(self, left: float, bottom: float, right: float, top: float) -> Strip:
        """Return a part of the page (points)."""
        first = max(0, int((self.box[3] - top) * self.scale))
        last = min(self.height, int((self.box[3] - bottom) * self.scale) + 1)
        start = min(self.width, max(0, int((left - self.box[0]) * self.scale)))
        end = max(start, min(self.width, int((right - self.box[0]) * self.scale) + 1))
        if first >= last or start >= end:
            return Strip(b"", b"", left, self.scale)
        # The rows above and below the letters are the lightest; the darkest spot may be in any.
        upper, middle, lower = (self._row(row, start, end) for row in (first, (first + last) // 2, last - 1))
        light = ImageChops.lighter(ImageChops.lighter(upper, middle), lower)
        edge = self.box[0] + start / self.scale
        return Strip(self._darkest(first, last, start, end), light.tobytes(), edge, self.scale)

    def _row(self, row: int, start: int, end: int) -> Image.Image:
        return self.greys.crop((start, row, end, row + 1))

    def _darkest(self, first: int, last: int, start: int, end: int) -> bytes:
        """Return in each column the darkest spot of some rows: halves are laid over one another."""
        rows = self.greys.crop((start, first, end, last))
        height, width = last - first, end - start
        while height > 1:
            half = (height + 1) // 2
            lower = rows.crop((0, height - half, width, height))
            rows, height = ImageChops.darker(rows.crop((0, 0, width, half)), lower), half
        return rows.tobytes()


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
        size = bitmap.width, bitmap.height
        greys = Image.frombytes("L", size, bytes(bitmap.buffer), "raw", "L", bitmap.stride)
        shot = Shot(*size, greys, box, scale)
        bitmap.close()
        page.close()
        return shot
