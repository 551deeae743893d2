"""Look at the rendered page, whether there is ink where the words should be.

pdfium renders; what it leaves white, or covers, no reader sees, whatever the content stream says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

COARSE, FINE = 72.0, 288.0
"""Dots per inch at which pages are looked at; the second time only where the first saw nothing."""
CONTRAST = 48
"""The least difference in grey (of 255) between a letter's darkest and lightest spot."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A rendered page in greys, row by row from the top; `box` is its visible part in points."""

    width: int
    height: int
    stride: int
    greys: bytes = field(repr=False)
    box: tuple[float, float, float, float]
    resolution: float

    def contrast(self, left: float, bottom: float, right: float, top: float) -> int:
        """Return the difference between the darkest and the lightest spot of a part of the page (points)."""
        scale = self.resolution / 72
        x1 = max(0, int((left - self.box[0]) * scale))
        x2 = min(self.width, int((right - self.box[0]) * scale) + 1)
        y1 = max(0, int((self.box[3] - top) * scale))
        y2 = min(self.height, int((self.box[3] - bottom) * scale) + 1)
        if x2 <= x1 or y2 <= y1:
            return 0
        greys, stride = self.greys, self.stride
        spots = b"".join([greys[row + x1 : row + x2] for row in range(y1 * stride, y2 * stride, stride)])
        return max(spots) - min(spots)


@dataclass(slots=True)
class Eye:
    """Looks at the pages of a PDF as they are seen."""

    data: bytes = field(repr=False)
    coarse: dict[int, Shot] = field(default_factory=dict)
    fine: dict[int, Shot] = field(default_factory=dict)

    def sees(self, page: int, left: float, bottom: float, right: float, top: float) -> bool:
        """Return whether there is ink on a part of a page (points)."""
        if not self.coarse:
            self.coarse = dict(enumerate(_shots(self.data)))
        if self.coarse[page].contrast(left, bottom, right, top) >= CONTRAST:
            return True
        if page not in self.fine:
            # One page at a time is kept: it has a million spots.
            self.fine = {page: next(_shots(self.data, [page], FINE))}
        return self.fine[page].contrast(left, bottom, right, top) >= CONTRAST


def _shots(data: bytes, pages: Sequence[int] | None = None, resolution: float = COARSE) -> Iterator[Shot]:
    import pypdfium2  # noqa: PLC0415

    document: Any = pypdfium2.PdfDocument(data)  # type: ignore[no-untyped-call]
    try:
        for number in range(len(document)) if pages is None else pages:
            page = document[number]
            bitmap = page.render(scale=resolution / 72, grayscale=True)
            box = tuple(page.get_cropbox())
            yield Shot(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer), box, resolution)
            bitmap.close()
            page.close()
    finally:
        document.close()
