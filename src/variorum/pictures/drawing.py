"""An SVG drawn in dots, for what shows no SVG: by WeasyPrint as a page of its size, which PDFium paints."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from variorum.pictures.complaints import complaints
from variorum.pictures.fetcher import LockedFetcher, address
from variorum.pictures.kinds import PictureForm
from variorum.pictures.still import StillPicture
from variorum.pictures.typesetter import load_typesetter

FINEST = 300
"""Dots to an inch, where that gives a picture of no more than `LONGEST_SIDE`."""

LONGEST_SIDE = 3_000
FAILURE = "Failed to"
"""How WeasyPrint's complaint begins where it gives a picture up."""

POINTS_AN_INCH = 72
SHEET = """\
@page { size: %(width)dpx %(height)dpx; margin: 0 }
body { margin: 0 }
img { display: block; width: %(width)dpx; height: %(height)dpx }
"""


WORDLESS = """\
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="%(width)d"\
 height="%(height)d"><image width="%(width)d" height="%(height)d" xlink:href="%(address)s"/></svg>
"""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture in dots, and what was said while it was drawn."""

    picture: StillPicture
    complaints: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Return whether it was drawn to its end.

        What is drawn half would leave the page of a PDF turned and moved, for all that stands behind it.
        """
        return not any(one.startswith(FAILURE) for one in self.complaints)


def without_words(picture: StillPicture) -> StillPicture:
    """Return an SVG in which no letters are drawn but as dots; any other picture as it is.

    In a PDF letters are words of the text, of whatever picture they are; and those of a picture are none.
    """
    if not picture.has_words:
        return picture
    there = f"data:image/png;base64,{base64.b64encode(in_dots(picture).picture.data).decode()}"
    size = {"width": picture.width, "height": picture.height, "address": there}
    return replace(picture, data=(WORDLESS % size).encode())


@cache
def in_dots(picture: StillPicture) -> Drawing:
    """Return an SVG as a PNG that is as large in print; any other picture is in dots already."""
    if picture.form is not PictureForm.SVG:
        return Drawing(picture)
    load_typesetter()
    import pypdfium2  # noqa: PLC0415
    from weasyprint import CSS, HTML  # noqa: PLC0415  half a second, and only editions with SVG need it

    width, height = picture.width, picture.height
    fetcher = LockedFetcher([picture])
    sheet = CSS(string=SHEET % {"width": width, "height": height}, url_fetcher=fetcher)
    with complaints() as said:
        html = HTML(string=f'<img src="{address(picture)}" alt="">', url_fetcher=fetcher)
        rendered: Any = html.render(stylesheets=[sheet])
        page = rendered.write_pdf()
    document: Any = pypdfium2.PdfDocument(page)  # type: ignore[no-untyped-call]
    density = max(1, min(FINEST, picture.density[0] * LONGEST_SIDE // max(width, height)))
    painted = document[0].render(scale=density / POINTS_AN_INCH, fill_color=(0, 0, 0, 0)).to_pil()
    target = io.BytesIO()
    painted.save(target, "PNG")
    drawn = StillPicture(
        PictureForm.PNG, target.getvalue(), painted.width, painted.height, (density, density)
    )
    told = [line for line in said if ".notdef" not in line]
    lacking = "".join(sorted({chr(sign) for font in rendered.fonts.values() for sign in font.missing}))
    if lacking:
        told.append(f"no typeface has “{lacking}”, which stands in {address(picture)}")
    return Drawing(drawn, tuple(told))
