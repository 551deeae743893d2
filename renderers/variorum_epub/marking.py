"""Show in an e-book that failed its proof what is wrong: marked in the text, and listed on its first page."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree

from variorum.archive import repacked
from variorum.extract import Fault
from variorum_epub.read.extraction import EPUB, TokenPlace, places_of_tokens
from variorum_epub.read.walk import XHTML, Page

LOOK = "background: #ffd54f; color: #000"
TITLE = "What is wrong in this file"

Element = ElementTree.Element


def mark(data: bytes, faults: Sequence[Fault]) -> bytes:
    """Return an EPUB with its faults marked; what has no place is in the list only."""
    pages, places = places_of_tokens(data)
    home = {element: page for page in pages for element in page.root.iter()}
    parents = {child: parent for page in pages for parent in page.root.iter() for child in parent}
    placed = [(number, _place(fault, places)) for number, fault in enumerate(faults, 1)]
    links: dict[int, str] = {}
    # From the end of each text to its beginning, so that no place moves before it is marked.
    for number, place in sorted(placed, key=lambda one: -(one[1].offset or 0) if one[1] else 0):
        if place is None or place.home is None:
            continue
        _mark(place, parents, f"fault-{number}", faults[number - 1].says)
        links[number] = f"{posixpath.basename(home[place.home].path)}#fault-{number}"
    _list(pages[0], faults, links)
    return repacked(data, {page.path: _bytes(page) for page in pages})


def _place(fault: Fault, places: Mapping[str, Sequence[TokenPlace]]) -> TokenPlace | None:
    """Return where a fault is marked: at its word, or at the last that there is."""
    found = places.get(fault.stream or "", ())
    return found[min(fault.index, len(found) - 1)] if found else None


def _mark(place: TokenPlace, parents: Mapping[Element, Element], name: str, says: str) -> None:
    """Mark a word, or where it is a call the element that it is."""
    home = place.home
    assert home is not None, "who asks has looked"
    if place.offset is None:
        home.set("style", LOOK)
        home.set("title", says)
        home.insert(0, ElementTree.Element(f"{XHTML}span", {"id": name}))
        home[0].tail, home.text = home.text, None
        return
    text = (home.tail if place.is_tail else home.text) or ""
    end = next((at for at in range(place.offset, len(text)) if text[at].isspace()), len(text))
    made = ElementTree.Element(f"{XHTML}mark", {"id": name, "style": LOOK, "title": says})
    made.text, made.tail = text[place.offset : end], text[end:]
    if place.is_tail:
        home.tail = text[: place.offset]
        around = parents[home]
        around.insert(list(around).index(home) + 1, made)
    else:
        home.text = text[: place.offset]
        home.insert(0, made)


def _list(first: Page, faults: Sequence[Fault], links: Mapping[int, str]) -> None:
    """Put the list of what is wrong in front of all else."""
    section = ElementTree.Element(f"{XHTML}section", {"style": LOOK})
    ElementTree.SubElement(section, f"{XHTML}p").text = TITLE
    listed = ElementTree.SubElement(section, f"{XHTML}ol")
    for number, fault in enumerate(faults, 1):
        entry = ElementTree.SubElement(listed, f"{XHTML}li")
        if number in links:
            entry = ElementTree.SubElement(entry, f"{XHTML}a", {"href": links[number]})
        entry.text = fault.says
    next(_bodies(first)).insert(0, section)


def _bodies(page: Page) -> Iterator[Element]:
    yield from page.root.iter(f"{XHTML}body")


def _bytes(page: Page) -> bytes:
    ElementTree.register_namespace("", XHTML[1:-1])
    ElementTree.register_namespace("epub", EPUB[1:-1])
    made: bytes = ElementTree.tostring(page.root, encoding="utf-8", xml_declaration=True)
    return made
