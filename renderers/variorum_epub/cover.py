"""The cover: set by WeasyPrint from the imprint alone, painted as a PNG of 1600 by 2560 points."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import jinja2
from markupsafe import Markup

from variorum.contract import Shelf
from variorum.findings import Result
from variorum.findings.machine import ComponentMissing
from variorum.model import Imprint
from variorum.pictures.fetcher import LockedFetcher
from variorum.pictures.typesetter import load_typesetter
from variorum.publication import Publication
from variorum.style import Style
from variorum_html import typeface

SCALE = 4
"""Dots for each point of a page of 400 by 640 points."""

# Tried on titles from one word to three lines: the size that still keeps long words on a line.
SIZES = ((18, 52), (32, 46), (60, 38), (100, 31))
SMALLEST = 25


def cover(publication: Publication, style: Style, shelf: Shelf) -> Result[bytes | None]:
    """Return the cover as PNG; none, and a finding, on a machine that lacks WeasyPrint's libraries."""
    imprint = publication.imprint
    html = _template().render(
        imprint=imprint,
        people=[agent.name for agent in publication.agents if agent.role in ("editor", "author")],
        typeface=Markup(typeface(style.font)),
        size=next((size for length, size in SIZES if len(imprint.title) <= length), SMALLEST),
        foot=_foot(imprint),
    )
    known = shelf.part("cover", html)
    if known is not None:
        return Result(known)
    try:
        painted = _as_png(html)
    except OSError as error:
        missing = ComponentMissing(
            component="the cover of the e-book",
            reason=str(error).partition("\n")[0],
            install="Run “variorum doctor” to see what this machine lacks.",
        )
        return Result(None, (missing,))
    if painted.value is not None and not painted.diagnostics:
        shelf.keep(painted.value, "cover", html)
    return painted


def _foot(imprint: Imprint) -> str:
    return " · ".join(part for part in (imprint.publisher, imprint.place, imprint.year) if part)


@cache
def _as_png(html: str) -> Result[bytes | None]:
    load_typesetter()
    import pypdfium2  # noqa: PLC0415 - these three take half a second, and only here
    import weasyprint  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    open_pdf: Any = pypdfium2.PdfDocument  # has no types
    fetcher = LockedFetcher()
    document = open_pdf(weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf())
    picture = document[0].render(scale=SCALE).to_pil().quantize(64, dither=Image.Dither.NONE)
    target = io.BytesIO()
    picture.save(target, "PNG", optimize=True)
    return Result(target.getvalue(), fetcher.findings)


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(loader=jinja2.PackageLoader("variorum_epub"), autoescape=True)
    return environment.get_template("cover.html")
