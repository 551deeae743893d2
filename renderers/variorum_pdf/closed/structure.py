"""What of the structure tree nobody knows: ISO 32000-2, 14.7 and 14.8, as far as our pages need it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

from variorum.vocabulary import Unknown

KEYS = frozenset({"/Type", "/S", "/P", "/K", "/Pg", "/ID", "/Lang", "/T", "/Alt", "/A"})
ROOT_KEYS = frozenset({"/Type", "/K", "/ParentTree", "/ParentTreeNextKey", "/IDTree", "/RoleMap"})
TYPES = frozenset(
    {
        *("Document", "Sect", "Div", "P", "BlockQuote", "Caption", "L", "LI", "LBody", "Lbl", "Note"),
        *("Table", "THead", "TBody", "TR", "TH", "TD", "H1", "H2", "H3", "H4", "H5", "H6", "Figure"),
        *("Reference", "Link", "Span", "Insertion", "Deletion", "Folio"),
    }
)
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "/Layout": frozenset({"/O", "/BBox", "/Placement", "/WritingMode"}),
    "/UserProperties": frozenset({"/O", "/P"}),
    "/Table": frozenset({"/O", "/Scope", "/ColSpan", "/RowSpan"}),
    "/List": frozenset({"/O", "/ListNumbering"}),
}
"""The attributes of elements by their owner."""


def strange_structure(pdf: pikepdf.Pdf) -> Iterator[Unknown]:
    """Yield what of the structure tree is not known, each once."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        yield Unknown("a file without structure", "the catalog")
        return
    said = [f"the key {key}" for key in sorted({*root.keys()} - ROOT_KEYS)]
    for what in dict.fromkeys((*said, *_below(root))):
        yield Unknown(what, "the structure tree")


def _below(element: Any) -> Iterator[str]:
    kids = element.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else () if kids is None else (kids,):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _element(kid)
            yield from _below(kid)


def _element(element: Any) -> Iterator[str]:
    tag = str(element.S).removeprefix("/")
    if tag not in TYPES:
        yield f"the structure type {tag}"
    yield from (f"the key {key} of {tag}" for key in sorted({*element.keys()} - KEYS))
    stated = element.get("/A")
    for one in stated if isinstance(stated, pikepdf.Array) else () if stated is None else (stated,):
        known = ATTRIBUTES.get(str(one.get("/O", "")), frozenset())
        yield from (f"the attribute {key} of {tag}" for key in sorted({*one.keys()} - known))
