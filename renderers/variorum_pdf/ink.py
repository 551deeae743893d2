"""Look at the rendered page, whether there is ink where the words should be.

pdfium renders; what it leaves white, or covers, no reader sees, whatever the content stream says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

RESOLUTION = 72.0
CONTRAST = 48
"""The least difference in grey (of 255) between a word's darkest and lightest spot."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A rendered page in greys, row by row from the top; `box` is its visible part in points."""

    width: int
    height: int
    stride: int
    greys: bytes = field(repr=False)
    box: tuple[float, float, float, float]

    def contrast(self, left: float, bottom: float, right: float, top: float) -> int:
        """Return the difference between the darkest and the lightest spot of a part of the page (points)."""
        scale = RESOLUTION / 72
        x1 = max(0, int((left - self.box[0]) * scale))
        x2 = min(self.width, int((right - self.box[0]) * scale) + 1)
        y1 = max(0, int((self.box[3] - top) * scale))
        y2 = min(self.height, int((self.box[3] - bottom) * scale) + 1)
        if x2 <= x1 or y2 <= y1:
            return 0
        greys, stride = self.greys, self.stride
        spots = b"".join([greys[row + x1 : row + x2] for row in range(y1 * stride, y2 * stride, stride)])
        return max(spots) - min(spots)


def shots(data: bytes) -> Iterator[Shot]:
    """Yield every page of a PDF as it is seen."""
    import pypdfium2  # noqa: PLC0415

    document: Any = pypdfium2.PdfDocument(data)  # type: ignore[no-untyped-call]
    try:
        for number in range(len(document)):
            page = document[number]
            yield _shot(page)
            page.close()
    finally:
        document.close()


def _shot(page: Any) -> Shot:
    bitmap = page.render(scale=RESOLUTION / 72, grayscale=True)
    shot = Shot(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer), tuple(page.get_cropbox()))
    bitmap.close()
    return shot
