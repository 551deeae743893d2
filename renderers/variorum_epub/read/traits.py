"""How the words of an XHTML page are put together, and what is said of them, by its elements alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias
from xml.etree import ElementTree

from variorum import extract
from variorum.extract import Trait

Element: TypeAlias = ElementTree.Element
Stated: TypeAlias = tuple[Trait, str]

XHTML = "{http://www.w3.org/1999/xhtml}"
HEADING = re.compile(r"h([1-6])")
BOX = re.compile(r"(?:^| )box-(\S+)")
STYLE = re.compile(r"(?:^| )in-(\S+)")
SIDE = re.compile(r"(?:^| )set-(\S+)")


def traits_of(element: Element, leftwards: bool, in_head: bool) -> Iterator[Stated]:
    """Yield the traits that begin with an element; `leftwards` is the direction of the blocks in it.

    `in_head`: it stands in the head of a table.

    A link is yielded with its address as it stands, a picture with its description.
    """
    name, kind = _name(element), element.get("class", "")
    own = "data-stream" not in element.attrib
    heading = HEADING.fullmatch(name)
    role = kind.split(" ", 1)[0]
    box = BOX.search(kind)
    style = STYLE.search(kind)
    if heading is not None:
        yield Trait.BLOCK, extract.block(role, leftwards)
        yield Trait.HEADING, heading[1]
    elif name in ("p", "caption"):
        yield Trait.BLOCK, extract.block(role, leftwards=leftwards and name == "p")
    elif name == "hr":
        yield Trait.RULE, role
    elif box is not None and own and name in BOXES:
        yield BOXES[name], extract.block(box[1], leftwards=leftwards)
    elif name == "li" and own:
        yield Trait.ITEM, role or "plain"
    elif name == "tr":
        yield Trait.ROW, "head" if in_head else ""
    elif name == "col":
        yield Trait.COLUMN, element.get("style", "").removeprefix("width: ").removesuffix("%")
    elif name in ("td", "th"):
        yield Trait.CELL, _cell(element, name == "th")
    elif name == "br":
        yield Trait.LINE, ""
    elif name == "img":
        yield Trait.PICTURE, element.get("alt", "")
    elif style is not None:
        turned = element.get("dir")
        yield Trait.STYLE, f"{style[1]} {turned}" if turned else style[1]
    if name == "a" and "role" not in element.attrib and "href" in element.attrib:
        yield Trait.LINK, element.get("href", "")
    yield from _speech(element, own)


def _speech(element: Element, own: bool) -> Iterator[Stated]:
    """Yield the language of an element's words and what is spoken with them."""
    if own and "lang" in element.attrib and _name(element) not in ("html", "article"):
        yield Trait.LANGUAGE, element.get("lang", "")
    before, after = element.get("data-say-before", ""), element.get("data-say-after", "")
    if before or after:
        yield Trait.SPOKEN, extract.speech(before, after)
    if element.get("role") == "doc-pagebreak":
        yield Trait.PAGE, extract.speech(element.get("title", ""), element.get("aria-label", ""))
    elif element.get("role") == "group":
        yield Trait.SPOKEN, element.get("aria-label", "")


BOXES = {
    "ul": Trait.LIST,
    "div": Trait.GROUP,
    "blockquote": Trait.GROUP,
    "table": Trait.TABLE,
}
"""What holds blocks; each of them ends."""
ENDING = frozenset({Trait.LIST, Trait.GROUP, Trait.TABLE, Trait.STYLE, Trait.LINK, Trait.LANGUAGE})
"""Which traits have an end of their own."""


def _cell(element: Element, header: bool) -> str:
    columns, rows = (_number(element.get(name)) for name in ("colspan", "rowspan"))
    side = SIDE.search(element.get("class", ""))
    return extract.cell(columns, rows, header, side[1] if side else None)


def _number(said: str | None) -> int:
    return int(said) if said is not None and said.isascii() and said.isdigit() else 1


def _name(element: Element) -> str:
    return element.tag.removeprefix(XHTML) if isinstance(element.tag, str) else ""
