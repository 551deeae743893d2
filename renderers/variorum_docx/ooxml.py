"""WordprocessingML as lxml elements: namespaces, measures, and a short way to write an element."""

from __future__ import annotations

from functools import cache

from lxml import etree

Element = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
SHEET = "urn:x-variorum:docx-sheet"
"""The namespace of what a sheet leaves open; nothing of it stays in the finished file."""

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
OWN = {"w": W}
NAMES = {"w": W, "r": R, "wp": WP, "a": A, "pic": PIC}
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

STREAM = f"{{{SHEET}}}stream"
PAGE = f"{{{SHEET}}}page"
BLOCK = f"{{{SHEET}}}block"
LABEL = f"{{{SHEET}}}label"
NOTE = f"{{{SHEET}}}note"
MEDIA = f"{{{SHEET}}}media"
ADDRESS = f"{{{SHEET}}}address"


@cache
def q(name: str) -> str:
    """Return the full name of an element or attribute of WordprocessingML."""
    return f"{{{W}}}{name}"


def w(name: str, /, *children: Element | None, **attributes: str | int) -> Element:
    """Return an element of WordprocessingML; its attributes have its namespace; absent children drop out."""
    made = etree.Element(q(name), {q(key): str(value) for key, value in attributes.items()}, OWN)
    made.extend(child for child in children if child is not None)
    return made


def root(name: str, *children: Element | None) -> Element:
    """Return the root element of a part, with all the namespaces that may be used in it."""
    made = etree.Element(q(name), None, NAMES)
    made.extend(child for child in children if child is not None)
    return made


def text(characters: str) -> Element:
    """Return a run's text with its white space kept."""
    made = w("t")
    made.text = printable(characters)
    made.set(XML_SPACE, "preserve")
    return made


def printable(characters: str) -> str:
    """Return characters without those that XML cannot hold."""
    return "".join(c for c in characters if c >= " " or c in "\t\n\r" if c not in "\ufffe\uffff")


def switch(name: str, on: bool) -> Element:
    """Return a property that is on or off."""
    return w(name) if on else w(name, val="0")


def twips(points: float) -> int:
    """Return points as twentieths of a point."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Return points as half-points, at least one point."""
    return max(2, round(points * 2))


def millimetres(length: float) -> int:
    """Return millimetres as twentieths of a point."""
    return round(length * 1440 / 25.4)


def take(element: Element, key: str) -> str | None:
    """Remove an attribute and return it."""
    value = element.get(key)
    if value is not None:
        del element.attrib[key]
    return value


def serialise(element: Element) -> bytes:
    """Return a part's bytes; the namespaces that nothing uses are not declared."""
    etree.cleanup_namespaces(element, keep_ns_prefixes=["w", "r", "w15"])
    made: bytes = etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def parse(data: bytes) -> Element:
    """Parse a part: no entities, no network, no limit on its size."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(data, parser)
