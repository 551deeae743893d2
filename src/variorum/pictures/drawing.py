"""An SVG drawn in dots, for what shows no SVG: by WeasyPrint as a page of its size, which PDFium paints."""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from functools import cache
from typing import Any

from variorum.findings import Result
from variorum.findings.typesetting import LayoutWarning
from variorum.pictures.complaints import complaints
from variorum.pictures.fetcher import LockedFetcher, address
from variorum.pictures.kinds import PictureForm
from variorum.pictures.still import StillPicture

FINEST = 300
"""Dots to an inch, where that gives a picture of no more than `LONGEST_SIDE`."""

LONGEST_SIDE = 3_000
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


def without_words(picture: StillPicture) -> Result[StillPicture]:
    """Return an SVG in which no letters are drawn but as dots; any other picture as it is.

    In a PDF letters are words of the text, of whatever picture they are; and those of a picture are none.
    """
    if not picture.has_words:
        return Result(picture)
    drawn = in_dots(picture)
    there = f"data:image/png;base64,{base64.b64encode(drawn.value.data).decode()}"
    size = {"width": picture.width, "height": picture.height, "address": there}
    return Result(replace(picture, data=(WORDLESS % size).encode()), drawn.diagnostics)


@cache
def in_dots(picture: StillPicture) -> Result[StillPicture]:
    """Return an SVG as a PNG that is as large in print; any other picture is in dots already."""
    if picture.form is not PictureForm.SVG:
        return Result(picture)
    import pypdfium2  # noqa: PLC0415
    from weasyprint import CSS, HTML  # noqa: PLC0415  half a second, and only editions with SVG need it

    width, height = picture.width, picture.height
    fetcher = LockedFetcher([picture])
    sheet = CSS(string=SHEET % {"width": width, "height": height}, url_fetcher=fetcher)
    with complaints() as said:
        html = HTML(string=f'<img src="{address(picture)}" alt="">', url_fetcher=fetcher)
        page: Any = html.render(stylesheets=[sheet]).write_pdf()
    document: Any = pypdfium2.PdfDocument(page)  # type: ignore[no-untyped-call]
    density = max(1, min(FINEST, picture.density[0] * LONGEST_SIDE // max(width, height)))
    painted = document[0].render(scale=density / POINTS_AN_INCH, fill_color=(0, 0, 0, 0)).to_pil()
    target = io.BytesIO()
    painted.save(target, "PNG")
    drawn = StillPicture(
        PictureForm.PNG, target.getvalue(), painted.width, painted.height, (density, density)
    )
    return Result(drawn, (*fetcher.findings, *(LayoutWarning(words=line) for line in said)))
