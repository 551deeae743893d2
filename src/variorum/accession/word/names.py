"""The names of WordprocessingML that the reader uses, and how its values are read."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
VML = "{urn:schemas-microsoft-com:vml}"


def w(name: str) -> str:
    """Return a name in the namespace of WordprocessingML."""
    return f"{W}{name}"


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """Return an attribute of an element, none if there is no such element."""
    return None if element is None else element.get(w(name))


def at(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the element at a path of names, none if there is none."""
    for name in path:
        element = None if element is None else element.find(w(name))
    return element


def number(text: str | None, default: int = 0) -> int:
    """Return a whole number, or the default for what is none."""
    try:
        return int(text or "")
    except ValueError:
        return default


def on(element: etree._Element) -> bool:
    """Return whether a toggle is on (ECMA-376 part 1, 17.17.4)."""
    return (value(element) or "true").lower() not in ("0", "false", "off", "none")
