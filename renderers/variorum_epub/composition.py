"""How elements of a page may stand in each other, where that changes what is seen and no word tells it.

The table of pages (`pages.toml`) knows elements and what they hold; here is what depends on more of what
is around them: the type of paragraphs, labels, elements that show a look without a style sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias
from xml.etree import ElementTree

from variorum.extract import Look
from variorum.publication import text_role
from variorum.style import Style, block_looks, inline_looks
from variorum_html.blocks import DEEP
from variorum_html.flow import CARRIERS, ELEMENTS, PAINTED, Looks

Element: TypeAlias = ElementTree.Element
XHTML = "{http://www.w3.org/1999/xhtml}"
NONE: Looks = frozenset()
LOOKS = {carrier: look for look, carrier in CARRIERS.items()}
SHOWN = dict(ELEMENTS.values())
BOX = re.compile(r"(?:^| )box-(\S+)")
STYLE = re.compile(r"in-(\S+)")
BOXES = frozenset({"ul", "div", "blockquote", "table", "aside"})
TYPED = frozenset({"p", "caption", "h1", "h2", "h3", "h4", "h5", "h6"})
LABEL = "entry-label"
KEPT = " kept"
"""What a paragraph says beside its type if it stays on the page of what is before it."""
CALLS = frozenset({"doc-noteref", "doc-backlink"})


@dataclass(frozen=True, slots=True)
class _Around:
    """What an element stands in: containers, what their type paints, carriers since the last style."""

    containers: tuple[str, ...] = ()
    owed: Looks = NONE
    carried: Looks = NONE
    styled: bool = False
    in_head: bool = False


def strange(root: Element, style: Style) -> Iterator[tuple[str, Element]]:
    """Yield what of a page stands where it may not, in words, and the element."""
    yield from _walk(root, _Around(), style)


def _walk(element: Element, around: _Around, style: Style) -> Iterator[tuple[str, Element]]:
    name, kind = _name(element), element.get("class", "")
    inside = around
    box = BOX.search(kind) if name in BOXES else None
    styled = STYLE.fullmatch(kind)
    look = LOOKS.get((name, kind or None))
    if box is not None:
        deep = len(around.containers) >= DEEP
        if name in ("ul", "div", "blockquote") and deep != ("style" in element.attrib):
            yield "the indent of a deep box", element
        if name == "table" and kind.endswith(" wide") != (element.find(f"{XHTML}colgroup") is not None):
            yield "the width of a table", element
        inside = replace(around, containers=(*around.containers, box[1]))
    elif name in ("thead", "tbody"):
        inside = replace(around, in_head=name == "thead")
    elif name in ("td", "th"):
        head = name == "th"
        if head and element.get("scope") != ("col" if around.in_head else "row"):
            yield "what a cell is the head of", element
        inside = replace(around, containers=(*around.containers[:-1], "table-head")) if head else around
    elif name in TYPED:
        yield from _typed(element, around)
        role = _type(kind.split(" ")[0], name, around)
        inside = replace(around, owed=block_looks(style.block(role)) & PAINTED, carried=NONE, styled=False)
    elif styled is not None:
        own = style.inline(styled[1])
        yield from _dress(element, name, inline_looks(own, NONE))
        owed = around.owed | (inline_looks(own, NONE) & PAINTED)
        inside = replace(around, owed=owed, carried=NONE, styled=True)
    elif look is not None:
        if look in around.carried or (look in PAINTED and look not in around.owed):
            yield f"<{name}> around what should not look so", element
        elif look not in PAINTED and not around.styled:
            yield f"<{name}> outside of a style", element
        inside = replace(around, carried=around.carried | {look})
    elif kind.startswith(LABEL) and kind.split(" ")[0] == LABEL:
        yield from _label(element, around)
    if kind == "labelled" and not _begins_with_label(element):
        yield "an entry without its label", element
    for child in element:
        yield from _walk(child, inside, style)


def _type(role: str, name: str, around: _Around) -> str:
    """Return the block style that words have in an element."""
    return text_role(role, around.containers) if name == "p" else role


def _typed(element: Element, around: _Around) -> Iterator[tuple[str, Element]]:
    """Yield a paragraph that says another type than its containers give it."""
    role, _, other = element.get("class", "").removesuffix(KEPT).partition(" as-")
    kind = _type(role, _name(element), around)
    if (other or role) != kind or other == role:
        yield f"a paragraph in the type of “{other or role}”", element
    for number, label in enumerate(element.iter(f"{XHTML}span")):
        if label.get("class", "").startswith(LABEL) and (number or label is not element[0] or element.text):
            yield "a label amid a paragraph", label


def _label(element: Element, around: _Around) -> Iterator[tuple[str, Element]]:
    """Yield a label that says another type than that of its list."""
    _, _, other = element.get("class", "").partition(" as-")
    if other and (not around.containers or other != around.containers[-1]):
        yield f"a label in the type of “{other}”", element


def _begins_with_label(entry: Element) -> bool:
    """Return whether the first block of an entry begins with its label, the only one of the entry's own."""
    first = next(iter(entry), None)
    label = next(iter(first), None) if first is not None else None
    return (
        label is not None
        and _name(label) == "span"
        and label.get("class", "").split(" ")[0] == LABEL
        and not (first is not None and first.text)
    )


def _dress(element: Element, name: str, looks: Looks) -> Iterator[tuple[str, Element]]:
    """Yield an inline style whose elements are not those of its looks."""
    plain = looks & {Look.ITALIC, Look.BOLD}
    shown = SHOWN.get(name, NONE)
    chain: set[Look] = set()
    inner = element
    while len(inner) == 1 and not inner.text and not inner[0].tail:
        look = LOOKS.get((_name(inner[0]), inner[0].get("class")))
        if look is None:
            break
        chain.add(look)
        inner = inner[0]
    if not plain <= shown | chain or not chain & {Look.ITALIC, Look.BOLD} <= plain - shown:
        yield f"<{name}> with other elements than its style has", element
    elif not _has_words(element) and not looks & PAINTED <= shown | chain:
        yield f"a call in <{name}> with other elements than its style has", element


def _has_words(element: Element) -> bool:
    """Return whether an element holds words beside calls and labels of notes."""
    if element.get("role") in CALLS:
        return False
    return bool((element.text or "").strip()) or any(
        _has_words(child) or (child.tail or "").strip() for child in element
    )


def _name(element: Element) -> str:
    return element.tag.removeprefix(XHTML) if isinstance(element.tag, str) else ""
