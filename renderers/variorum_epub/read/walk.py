"""Walk a page of an e-book in reading order: its letters as they look, its marks, where its traits begin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias
from xml.etree import ElementTree

import cssselect2

from variorum.extract import Trait
from variorum_epub.read.cascade import PLAIN, BookCascade, Visibility, cascade_of
from variorum_epub.read.traits import ENDING, traits_of

XHTML = "{http://www.w3.org/1999/xhtml}"
Wrapped: TypeAlias = Any
Element: TypeAlias = ElementTree.Element
INLINE = frozenset(f"{XHTML}{name}" for name in ("span", "em", "strong", "u", "ins", "del", "sup", "sub"))
"""Elements whose direction is that of words in a line."""


@dataclass(frozen=True, slots=True)
class Page:
    """An XHTML file of the spine with the style sheets it names."""

    path: str
    root: Element
    sheets: tuple[str, ...]
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Letters:
    """Characters of one text node and what is seen of them; `home` bears them, as its text or its tail."""

    text: str
    seen: Visibility
    stream: str
    home: Element | None = None
    is_tail: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A page mark, a note call or the way back from a note, met between letters."""

    kind: str
    stream: str
    element: Element
    seen: Visibility


@dataclass(frozen=True, slots=True)
class Edge:
    """The beginning or, without a value, the end of a trait, or a place with an id to which links lead."""

    stream: str
    trait: Trait | None
    value: str | None
    element: Element


@dataclass(frozen=True, slots=True)
class Around:
    """What an element inherits: what is seen, the stream, language and direction, the head of a table."""

    seen: Visibility
    stream: str = ""
    lang: str = ""
    leftwards: bool = False
    in_head: bool = False

    def within(self, element: Element, seen: Visibility) -> Around:
        """Return what the content of an element inherits."""
        turned = element.get("dir")
        leftwards = self.leftwards if turned is None or _is_inline(element) else turned == "rtl"
        return Around(
            seen,
            element.get("data-stream", self.stream),
            element.get("lang", self.lang),
            leftwards,
            element.tag == f"{XHTML}thead" or (self.in_head and element.tag != f"{XHTML}tbody"),
        )


def walk(page: Page) -> Iterator[Letters | Mark | Edge]:
    """Yield the letters and marks of a page in reading order, each with the stream it stands in."""
    wrapper = cssselect2.ElementWrapper.from_xml_root(page.root)
    waiting: list[Element] = []
    yield from _content(wrapper, cascade_of(page.sheets), Around(PLAIN), waiting)


def _content(
    wrapped: Wrapped, cascade: BookCascade, around: Around, waiting: list[Element]
) -> Iterator[Letters | Mark | Edge]:
    """Yield what an element holds; `waiting` are elements with an id before which no stream has begun."""
    element: Element = wrapped.etree_element
    seen = cascade.visibility(wrapped, around.seen)
    if element.tag in (f"{XHTML}head", f"{XHTML}script", f"{XHTML}style"):
        return
    inside = around.within(element, seen)
    stream = inside.stream
    apart = seen.own_line or element.tag == f"{XHTML}br"
    if apart:
        yield Letters(" ", PLAIN, stream)
    ending = []
    for edge in _edges(element, inside, waiting):
        yield edge
        if edge.trait in ENDING and edge.value is not None:
            ending.append(replace(edge, value=None))
    if has_role(element, "doc-noteref") or has_role(element, "doc-backlink"):
        yield Mark("call" if has_role(element, "doc-noteref") else "back", stream, element, seen)
        return
    if has_role(element, "doc-pagebreak"):
        yield Mark("page", stream, element, seen)
    if element.text:
        yield Letters(element.text, seen, stream, element)
    for child in wrapped.iter_children():
        yield from _content(child, cascade, inside, waiting)
        if child.etree_element.tail:
            yield Letters(child.etree_element.tail, seen, stream, child.etree_element, is_tail=True)
    # The language of a stream is that of all of it.
    yield from (one for one in reversed(ending) if "data-stream" not in element.attrib)
    if apart:
        yield Letters(" ", PLAIN, stream)


def _edges(element: Element, inside: Around, waiting: list[Element]) -> Iterator[Edge]:
    """Yield the ids and traits with which an element begins, and those of which no stream had them."""
    if "id" in element.attrib:
        waiting.append(element)
    if not inside.stream:
        return
    if "data-stream" in element.attrib:
        yield Edge(inside.stream, Trait.LANGUAGE, inside.lang, element)
    yield from (
        Edge(inside.stream, *one, element) for one in traits_of(element, inside.leftwards, inside.in_head)
    )
    yield from (Edge(inside.stream, None, one.get("id"), one) for one in waiting)
    waiting.clear()


def _is_inline(element: Element) -> bool:
    return element.tag in INLINE


def has_role(element: Element, role: str) -> bool:
    """Return whether an element has a role of DPUB-ARIA."""
    return role in element.get("role", "").split()
