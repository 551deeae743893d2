"""Where a Word file leads: its links, the places that they reach, fields that point, and pictures.

The names of places are those that the book is bound with; an address or a picture is what its relation names.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable

from variorum.ooxml.elements import value
from variorum.ooxml.names import A, R, q
from variorum.ooxml.package import Package
from variorum.ooxml.xml import Element
from variorum_docx.bind.book import POINTING, Ledger
from variorum_docx.names import HIDDEN
from variorum_docx.open_ends import ADDRESS, BLOCK, MEDIA, NOTE, PAGE, STREAM
from variorum_docx.write.sheets import Leaves

START, END, LINK, FIELD = map(q, ("bookmarkStart", "bookmarkEnd", "hyperlink", "instrText"))
LEADING = (START, END, LINK, FIELD, f"{{{A}}}blip")
"""What leads somewhere, or is led to: its look is where."""
BLOCKS = re.compile(r"_b\d+")
"""The names of places that begin blocks alone: nothing leads there."""
TO, POINTS, BEGINS, ENDS = "link to #", "field ", "place ", "end of "
HIDDEN_PLACE, HIDDEN_END = "a hidden place", "end of a hidden place"
"""Of places that nothing leads to; those in one spot count as one, for long names are cut into several."""

Leads = Callable[[Element], str]
"""What says of a link where it leads, of a place what it is called, if anything leads there."""


class _Places:
    """The places of a text by their numbers: an end names where it began."""

    def __init__(self) -> None:
        self._open: dict[str, str] = {}

    def begin(self, element: Element, name: str) -> str:
        self._open[element.get(q("id"), "")] = name
        return f"{BEGINS}{name}" if name else HIDDEN_PLACE

    def end(self, element: Element) -> str:
        name = self._open.pop(element.get(q("id"), ""), "")
        return f"{ENDS}{name}" if name else HIDDEN_END


def leads_of(package: Package, part: str) -> Leads:
    """Return what says where elements of a part of a file lead."""
    relations = package.relations(part)
    places = _Places()

    def target(element: Element, key: str) -> str:
        related = relations.get(element.get(f"{{{R}}}{key}", ""))
        return "" if related is None else related.target

    def leads(element: Element) -> str:
        if element.tag == START:
            name = element.get(q("name"), "")
            is_hidden = HIDDEN.fullmatch(name) or BLOCKS.fullmatch(name)
            return places.begin(element, "" if is_hidden else name)
        if element.tag == END:
            return places.end(element)
        if element.tag == LINK:
            return _link(value(element, "anchor"), target(element, "id"))
        if element.tag == FIELD:
            return f"{POINTS}{element.text or ''}"
        return _picture(package.data(target(element, "embed")) or b"")

    return leads


def leads_within(part: Leaves, named: list[str]) -> Leads:
    """Return what says where elements of a part of the book lead; places by the names that they ask for.

    All these are added to `named`, in their order.
    """
    places = _Places()

    def leads(element: Element) -> str:
        if element.tag == START:
            name = element.get(q("name"), "")
            is_hidden = any(element.get(key) is not None for key in (STREAM, PAGE, NOTE, BLOCK))
            named.extend((name,) if name else ())
            return places.begin(element, "" if is_hidden else name)
        if element.tag == END:
            return places.end(element)
        if element.tag == LINK:
            return _link(value(element, "anchor"), element.get(ADDRESS, ""))
        if element.tag == FIELD:
            return f"{POINTS}{element.text or ''}"
        return _picture(part.pictures[element.get(MEDIA, "")][1])

    return leads


class PlaceNames:
    """The names that places have in the whole book: they are settled when those of all parts are known."""

    def __init__(self) -> None:
        self._names = Ledger()

    def take(self, asked: Iterable[str]) -> None:
        """Settle the names of places, in their order."""
        for name in asked:
            self._names.name(name)

    def in_full(self, said: str) -> str:
        """Return what was said of an element with the names that places have in the whole book."""
        if said in (HIDDEN_PLACE, HIDDEN_END):
            return said
        for before in (TO, BEGINS, ENDS):
            if said.startswith(before):
                return f"{before}{self._names.name(said.removeprefix(before))}"
        if said.startswith(POINTS):
            return POINTING.sub(lambda found: f"{found[1]} {self._names.name(found[2])}", said)
        return said


def _link(anchor: str | None, address: str) -> str:
    return f"link to address {address}" if anchor is None else f"{TO}{anchor}"


def _picture(data: bytes) -> str:
    return f"picture {hashlib.sha256(data).hexdigest()}"
