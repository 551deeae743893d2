"""What stands around the text of a page: running heads, page numbers, the original pages in the outer margin.

None of it is part of the text: it is painted as artefacts, once the place of each page in the book is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from variorum.contract import Setting
from variorum.css.writing import (
    NOTHING,
    AtRule,
    Color,
    Declarations,
    Keyword,
    Length,
    Selector,
    attribute,
    of_class,
    rule,
)
from variorum.findings import Result
from variorum.findings.typesetting import LayoutWarning
from variorum.pictures.complaints import complaints
from variorum.pictures.fetcher import LockedFetcher
from variorum.style import Style
from variorum_html import element, join, text
from variorum_pdf.bind.imposition import Leafside, Part
from variorum_pdf.paint.coverage import coverage
from variorum_pdf.paint.pages import POINTS, paint
from variorum_pdf.set.galley import box_types
from variorum_pdf.set.markup import MILLIMETRE, typefaces, without_unborne

HEAD = 0.62
"""Where the baseline of a running head stands in the upper margin, and of a folio in the lower."""
FOOT = 0.5
EDGE_MM = 2.0
"""How near to the edge of the page a mark in the margin may come."""
NARROWEST_MM = 4.0


def furniture(parts: Sequence[Part], sides: Sequence[Leafside], setting: Setting) -> Result[bytes]:
    """Return a PDF with a page of furniture for each page of the book; one that was set before is kept."""
    pages = join(_page(side, parts, setting.style) for side in sides)
    content = ("furniture", str(pages), setting.style)
    kept = setting.shelf.part(*content)
    if kept is not None:
        return Result(kept)
    made = _painted(pages, setting.style)
    if not made.diagnostics:
        setting.shelf.keep(made.value, *content)
    return made


def _painted(pages: Markup, style: Style) -> Result[bytes]:
    """Set pages of furniture."""
    from weasyprint import CSS, HTML  # noqa: PLC0415
    from weasyprint.document import Page  # noqa: PLC0415

    markup = f'<!DOCTYPE html><html lang="und"><head><title>-</title></head><body>{pages}</body></html>'
    fetcher = LockedFetcher()
    with complaints() as said:
        sheet = CSS(string=_css(style), url_fetcher=fetcher)
        rendered = HTML(string=without_unborne(markup), url_fetcher=fetcher).render(stylesheets=[sheet])
        boxes = [page._page_box for page in rendered.pages]
        for box in boxes:
            _settle(box)
        painting = paint(rendered, [Page(box) for box in boxes], [None] * len(boxes), tagged=False)
    found = [LayoutWarning(words=line) for line in said if ".notdef" not in line]
    return Result(painting.data, (*fetcher.findings, *found, *coverage(painting.families, style.font, ())))


def _css(style: Style) -> str:
    page = style.page
    size = (_mm(page.width_mm), _mm(page.height_mm))
    black: Declarations = {"font-family": typefaces(style.font), "color": Color("#000")}
    sizes = {"head": page.head_size, "folio": page.folio_size, "mark": page.mark_size}
    return "".join(
        (
            rule(AtRule.PAGE, {"size": size, "margin": NOTHING}),
            rule(AtRule.TURNED_PAGE, {"size": (_mm(page.height_mm), _mm(page.width_mm)), "margin": NOTHING}),
            rule(of_class("turned"), {"page": Keyword("turned")}),
            rule(Selector("html"), black),
            "body { margin: 0; }\n"
            ".page { break-after: page; position: relative; height: 1px; }\n"
            ".page:last-child { break-after: auto; }\n"
            "span { position: absolute; top: 0; white-space: nowrap; line-height: 1; }\n"
            ".mark { white-space: normal; overflow-wrap: anywhere; hyphens: manual; }\n",
            *(rule(of_class(kind), {"font-size": Length(points, "pt")}) for kind, points in sizes.items()),
        )
    )


def _mm(length: float) -> Length:
    return Length(length, "mm", exact=True)


def _page(side: Leafside, parts: Sequence[Part], style: Style) -> Markup:
    items = join(_items(side, parts, style)) if side.part is not None else Markup("")
    return element("div", {"class": "page turned" if side.turned else "page"}, items)


def _items(side: Leafside, parts: Sequence[Part], style: Style) -> Iterator[Markup]:
    part = parts[side.part or 0]
    page = style.page
    left, right = margins(side, style)
    between: Declarations = {"left": _mm(left), "right": _mm(right), "text-align": Keyword("center")}
    if not part.bare and side.page:
        height = page.margin_top_mm * HEAD * MILLIMETRE
        words = page.head(part.head_over(side.page, side.recto))
        yield _item("head", words, height, between)
        outer: Declarations = {"right": _mm(right)} if side.opens_right else {"left": _mm(left)}
        yield _item("folio", side.label, height, outer)
    elif not part.bare:
        height = (paper(side, style)[1] - page.margin_bottom_mm * FOOT) * MILLIMETRE
        yield _item("folio", side.label, height, between)
    yield from _marks(side, part, style, left, right)


def _marks(side: Leafside, part: Part, style: Style, left: float, right: float) -> Iterator[Markup]:
    """Yield the numbers of original pages, those without a mark in the text, beside their lines.

    They take as many lines as the margin is narrow.
    """
    page = style.page
    gap = page.mark_gap_mm
    wide, high = paper(side, style)
    width: Declarations = {
        "width": _mm(max((right if side.opens_right else left) - gap - EDGE_MM, NARROWEST_MM))
    }
    place: Declarations = (
        {"left": _mm(wide - right + gap), "text-align": Keyword("left")}
        if side.opens_right
        else {"right": _mm(wide - left + gap), "text-align": Keyword("right")}
    )
    for mark in part.sheet.marks:
        if mark.page == side.page and not mark.printed:
            height = high * MILLIMETRE - mark.height / POINTS
            yield _item("mark", mark.label, height, {**place, **width})


def _item(kind: str, words: str, baseline: float, place: Declarations) -> Markup:
    attributes = {"class": kind, "data-baseline": f"{baseline:.3f}", "style": attribute(place)}
    return element("span", attributes, text(words))


def paper(side: Leafside, style: Style) -> tuple[float, float]:
    """Return how wide and high a page is, in millimetres."""
    page = style.page
    return (page.height_mm, page.width_mm) if side.turned else (page.width_mm, page.height_mm)


def margins(side: Leafside, style: Style) -> tuple[float, float]:
    """Return the left and right margin of a page in millimetres."""
    inner, outer = style.page.margin_inner_mm, style.page.margin_outer_mm
    return (inner, outer) if side.opens_right else (outer, inner)


def shift(side: Leafside, style: Style) -> float:
    """Return by how many points a sheet, set on a symmetric block, moves to the right on this page."""
    left, right = margins(side, style)
    return (left - right) / 2 * MILLIMETRE * POINTS


def _settle(page: Any) -> None:
    """Move each item so that its words stand on the baseline that was asked for, or below the mark above."""
    boxes = box_types()
    below = -1e9
    for box in page.descendants(placeholders=True):
        wanted = box.element.get("data-baseline") if box.element is not None else None
        if not wanted or not isinstance(box, boxes.BlockBox):
            continue
        lines = [child for child in box.descendants() if isinstance(child, boxes.LineBox)]
        if not lines:
            continue
        shift = float(wanted) - lines[0].position_y - lines[0].baseline
        if box.element.get("class") == "mark":
            shift = max(shift, below - lines[0].position_y)
            below = lines[-1].position_y + lines[-1].height + shift
        box.translate(dy=shift)
