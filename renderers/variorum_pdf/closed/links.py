"""Whether links lie where their words are, and lead where they say: ISO 32000-2, 12.5 and 14.7.4.4.

An element of the structure that is a link holds its words, then an annotation for each line on which they
stand. An annotation lies on its words, belongs to one element, and shows nothing of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pikepdf

from variorum.vocabulary import Unknown
from variorum_pdf.read.canvas import Canvas, Stretch
from variorum_pdf.read.extraction import Reading, by_mark

OFF = 1.0
"""Points by which words may reach over the edges of their link."""
WIDER = 4.0
"""Sizes of its type by which it may be wider than they are: labels stand in a column, leaders on one side."""
BELOW, ABOVE = (0.0, 1.5), (0.3, 2.0)
"""From where to where, in sizes of its type, a link reaches below and above its words, raised or not."""


class Place(NamedTuple):
    """Where a link lies on the page of that number of the file: left, bottom, right, top (points)."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class LinkElement:
    """An element that is a link: its words by page, the annotations that it names, what holds it.

    `in_order`: it is a link by its type, and the annotations stand behind the words.
    """

    words: Sequence[tuple[int, Stretch]]
    annotations: Sequence[tuple[int, Any]]
    holder: str
    in_order: bool


def strange_links(pdf: pikepdf.Pdf, reading: Reading) -> Iterator[Unknown]:
    """Yield what is strange of the links of a file."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    labels = reading.reader.labels
    lying = Counter((number, link.objgen) for number, link in _annotations(pdf))
    named: Counter[tuple[int, tuple[int, int]]] = Counter()
    for number, link in _annotations(pdf):
        yield from (Unknown(said, f"page {labels[number]}") for said in _strange(link, number, pages))
    for element in _elements(pdf, reading.reader.canvases, pages):
        named.update((number, link.objgen) for number, link in element.annotations)
        yield from (Unknown(said, f"page {labels[number]}") for number, said in _astray(element))
        if not element.in_order:
            yield Unknown("a link in no order of words and place", "the structure tree")
    for number, _ in sorted({one[0]: None for one in (lying - named) + (named - lying)}.items()):
        yield Unknown("links that are not those of the words", f"page {labels[number]}")


def _annotations(pdf: pikepdf.Pdf) -> Iterator[tuple[int, Any]]:
    for number, page in enumerate(pdf.pages):
        yield from ((number, link) for link in page.obj.get("/Annots", ()))


def _strange(link: Any, page: int, pages: Mapping[tuple[int, int], int]) -> Iterator[str]:
    """Yield what is strange of an annotation: it leads nowhere, or is that of another page."""
    if ("/Dest" in link) == ("/A" in link):
        yield "a link that leads to no place, or to two"
    holder = link.get("/P")
    if holder is None or pages.get(holder.objgen) != page:
        yield "a link of another page"


def _elements(
    pdf: pikepdf.Pdf, canvases: Sequence[Canvas], pages: Mapping[tuple[int, int], int]
) -> Iterator[LinkElement]:
    """Yield the elements that name annotations."""
    marked = [by_mark(canvas) for canvas in canvases]
    waiting: list[tuple[Any, str]] = [(pdf.Root.get("/StructTreeRoot", pikepdf.Dictionary()), "")]
    while waiting:
        element, holder = waiting.pop()
        kids = _kids(element)
        annotations = [kid for kid in kids if _is_annotation(kid)]
        tag = str(element.get("/S", ""))
        if annotations:
            own = element.get("/Pg")
            lying = [(_page(kid, own, pages), kid.Obj) for kid in annotations]
            in_order = tag == "/Link" and not any(map(_is_annotation, kids[: -len(annotations)]))
            yield LinkElement(list(_words(element, marked, pages)), lying, holder, in_order)
        waiting += [(kid, tag) for kid in kids if not isinstance(kid, int) and "/S" in kid]


def _is_annotation(kid: Any) -> bool:
    return not isinstance(kid, int) and kid.get("/Type") == "/OBJR"


def _page(of: Any, own: Any, pages: Mapping[tuple[int, int], int]) -> int:
    """Return the page of a kid: the one that it names, or that of its element; -1 if that is none."""
    page = of.get("/Pg", own)
    return -1 if page is None else pages.get(page.objgen, -1)


def _words(
    element: Any, marked: Sequence[Mapping[int, list[Stretch]]], pages: Mapping[tuple[int, int], int]
) -> Iterator[tuple[int, Stretch]]:
    """Yield the words of an element, with those of the elements in it."""
    own = element.get("/Pg")
    for kid in _kids(element):
        if not isinstance(kid, int) and "/S" in kid:
            yield from _words(kid, marked, pages)
        elif isinstance(kid, int) or "/MCID" in kid:
            page = _page(element if isinstance(kid, int) else kid, own, pages)
            number = kid if isinstance(kid, int) else int(kid.MCID)
            yield from ((page, one) for one in marked[page].get(number, ()) if page >= 0)


def _kids(element: Any) -> Sequence[Any]:
    kids = element.get("/K")
    return list(kids) if isinstance(kids, pikepdf.Array) else [] if kids is None else [kids]


def _astray(element: LinkElement) -> Iterator[tuple[int, str]]:
    """Yield each link that does not lie on its words, with its page; leaders and pictures may be in it."""
    places = []
    for page, link in element.annotations:
        left, bottom, right, top = (float(side) for side in link.Rect)
        places.append(Place(page, left, bottom, right, top))
    inked = [(page, one, extent) for page, one in element.words if (extent := one.extent)]
    for place in places:
        here = [(one, extent) for page, one, extent in inked if _lies_on(place, page, one)]
        if not here:
            if inked:
                yield place.page, "a link beside its words"
            continue
        said = " ".join(one.text.strip() for one, _ in here)[:40]
        left, right = min(extent[0] for _, extent in here), max(extent[1] for _, extent in here)
        largest = max(one.size for one, _ in here)
        lines = [one.baseline for one, _ in here if one.size == largest]
        below, above = min(lines) - place.bottom, place.top - max(lines)
        free = WIDER * largest
        wide = left > place.left - OFF and right - OFF < place.right
        spare = (left < place.left + free, place.right < right + free)
        wide = wide and (any(spare) if element.holder == "/Folio" else all(spare))
        high = BELOW[0] < below / largest < BELOW[1] and ABOVE[0] < above / largest < ABOVE[1]
        if not (wide and high):
            yield place.page, f"a link that does not lie on its words “{said}”"
    for page, one, _ in inked:
        if not any(_lies_on(place, page, one) for place in places):
            yield max(page, 0), f"the words “{one.text.strip()[:40]}” of a link beside it"


def _lies_on(place: Place, page: int, piece: Stretch) -> bool:
    extent = piece.extent
    if extent is None or page != place.page or not place.bottom <= piece.baseline <= place.top:
        return False
    return extent[1] > place.left - OFF and extent[0] < place.right + OFF
