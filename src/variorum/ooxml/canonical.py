"""Elements in one form, whatever is written otherwise and means the same."""

from __future__ import annotations

from typing import cast

from lxml import etree

from variorum.ooxml.names import q
from variorum.ooxml.xml import Element

USUAL = {"true": "1", "on": "1", "false": "0", "off": "0"}
SIDES = {"start": "left", "end": "right"}
"""Values that mean the same: ECMA-376 Part 1, 22.9.2.7, and Part 4 for sides."""
SIDED = frozenset(map(q, ("jc", "tab")))
INDENTS = {q("start"): q("left"), q("end"): q("right")}
SWITCHES = frozenset(
    map(
        q,
        (
            *("b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "vanish", "rtl", "bidi", "qFormat"),
            *("keepNext", "keepLines", "widowControl", "suppressAutoHyphens", "semiHidden", "titlePg"),
            *("unhideWhenUsed", "cantSplit", "tblHeader", "bidiVisual", "evenAndOddHeaders"),
            *("mirrorMargins", "autoHyphenation", "doNotExpandShiftReturn"),
        ),
    )
)
"""Elements that are on where they say nothing."""


def usual(part: Element) -> Element:
    """Return an element in which values that mean the same are the same."""
    for element in part.iter(etree.Element):
        for key, said in cast("list[tuple[str, str]]", element.items()):
            same = USUAL.get(said, said.removesuffix("%") if key == q("percent") else said)
            if element.tag in SIDED:
                same = SIDES.get(said, same)
            other = INDENTS.get(key, key) if element.tag == q("ind") else key
            if key == q("val") and same == "1" and element.tag in SWITCHES:
                del element.attrib[key]
            elif (other, same) != (key, said):
                del element.attrib[key]
                element.set(other, same)
    return part


def canonical(element: Element | None) -> str:
    """Return an element in one form, whatever its prefixes and the order of its attributes."""
    if element is None:
        return ""
    attributes = "".join(f" {name!r}={value!r}" for name, value in sorted(element.attrib.items()))
    inner = [repr(element.text)] if element.text else []
    for child in element:
        if isinstance(child.tag, str):
            inner.append(canonical(child))
        if child.tail:
            inner.append(repr(child.tail))
    return f"<{element.tag}{attributes}>{''.join(inner)}</>"


class Canonical:
    """Writes elements in one form; what was written once is known by its bytes."""

    def __init__(self) -> None:
        self._known: dict[bytes, str] = {}

    def __call__(self, element: Element | None) -> str:
        """Return an element in its one form."""
        if element is None:
            return ""
        key = etree.tostring(element, with_tail=False)
        if key not in self._known:
            self._known[key] = canonical(element)
        return self._known[key]
