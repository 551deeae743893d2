"""The names of Office Open XML: namespaces, and the two forms in which the standard has them.

All that reads a Word file knows the names of the transitional form (ECMA-376 part 4), which nearly every file
has; a file in the strict form (part 1) is given these when it is parsed.
"""

from __future__ import annotations

import re
from functools import cache

SCHEMAS = "http://schemas.openxmlformats.org"
PURL = "http://purl.oclc.org/ooxml"
"""What the names of the strict form begin with."""

W = f"{SCHEMAS}/wordprocessingml/2006/main"
R = f"{SCHEMAS}/officeDocument/2006/relationships"
M = f"{SCHEMAS}/officeDocument/2006/math"
WP = f"{SCHEMAS}/drawingml/2006/wordprocessingDrawing"
A = f"{SCHEMAS}/drawingml/2006/main"
PIC = f"{SCHEMAS}/drawingml/2006/picture"
MC = f"{SCHEMAS}/markup-compatibility/2006"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
VML = "urn:schemas-microsoft-com:vml"
CUSTOM_XML = f"{SCHEMAS}/officeDocument/2006/customXml"
EXTENDED = f"{SCHEMAS}/officeDocument/2006/extended-properties"
RELATIONS = f"{SCHEMAS}/package/2006/relationships"
CORE = f"{SCHEMAS}/package/2006/metadata/core-properties"
XML = "http://www.w3.org/XML/1998/namespace"

STRICT = {
    f"{PURL}/wordprocessingml/main": W,
    f"{PURL}/officeDocument/relationships": R,
    f"{PURL}/officeDocument/math": M,
    f"{PURL}/officeDocument/customXml": CUSTOM_XML,
    f"{PURL}/officeDocument/extendedProperties": EXTENDED,
    f"{PURL}/drawingml/main": A,
    f"{PURL}/drawingml/picture": PIC,
    f"{PURL}/drawingml/wordprocessingDrawing": WP,
    **{
        f"{PURL}/officeDocument/{strict}": f"{SCHEMAS}/officeDocument/2006/{usual}"
        for strict, usual in (
            ("customProperties", "custom-properties"),
            ("docPropsVTypes", "docPropsVTypes"),
            ("sharedTypes", "sharedTypes"),
            ("bibliography", "bibliography"),
            ("characteristics", "characteristics"),
        )
    },
    **{
        f"{PURL}/drawingml/{name}": f"{SCHEMAS}/drawingml/2006/{name}"
        for name in ("chart", "chartDrawing", "compatibility", "diagram", "lockedCanvas")
    },
    f"{PURL}/drawingml/spreadsheetDrawing": f"{SCHEMAS}/drawingml/2006/spreadsheetDrawing",
    f"{PURL}/schemaLibrary/main": f"{SCHEMAS}/schemaLibrary/2006/main",
}
"""The namespaces of the strict form, and those of the transitional one that name the same."""

METADATA = f"{RELATIONS}/metadata"
RELATION_TYPES = (f"{PURL}/officeDocument/relationships", R, METADATA)
"""What the types of relations begin with."""
MICROSOFT = re.compile(r"http://schemas\.microsoft\.com/office/\d{4}/relationships")
"""What those begin with that Microsoft has added, year by year."""
RENAMED = {"extendedProperties": "extended-properties", "customProperties": "custom-properties"}
"""Kinds of relations that the strict form calls otherwise."""


@cache
def q(name: str) -> str:
    """Return the full name of an element or attribute of WordprocessingML."""
    return f"{{{W}}}{name}"


def usual(name: str) -> str:
    """Return the full name that the transitional form has for one of the strict form; any other as it is."""
    if not name.startswith(f"{{{PURL}/"):
        return name
    space, _, local = name[1:].partition("}")
    return f"{{{STRICT.get(space, space)}}}{local}"


def relation_kind(name: str) -> str:
    """Return the kind of a relation, "footnotes" or "image"; a type that is neither's as it is."""
    start, _, kind = name.rpartition("/")
    return RENAMED.get(kind, kind) if start in RELATION_TYPES or MICROSOFT.fullmatch(start) else name
