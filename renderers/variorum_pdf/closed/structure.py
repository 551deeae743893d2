"""What of the structure tree nobody knows: ISO 32000-2, 14.7 and 14.8, as far as our pages need it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

from variorum.vocabulary import Unknown

KEYS = frozenset({"/Type", "/S", "/P", "/K", "/Pg", "/ID", "/Lang", "/T", "/Alt", "/A"})
NEEDED = frozenset({"/Type", "/S", "/P"})
ROOT_KEYS = frozenset({"/Type", "/K", "/ParentTree", "/ParentTreeNextKey", "/IDTree", "/RoleMap"})
TYPES = frozenset(
    {
        *("Document", "Sect", "Div", "P", "BlockQuote", "Caption", "L", "LI", "LBody", "Lbl", "Note"),
        *("Table", "THead", "TBody", "TR", "TH", "TD", "H1", "H2", "H3", "H4", "H5", "H6", "Figure"),
        *("Reference", "Link", "Span", "Insertion", "Deletion", "Folio"),
    }
)
INLINE = frozenset({"Span", "Link", "Reference", "Insertion", "Deletion", "Folio", "Figure"})
BLOCKS = frozenset(
    {"P", "H1", "H2", "H3", "H4", "H5", "H6", "Div", "BlockQuote", "L", "Table", "Note", "Caption", "Figure"}
)
WORDS = "words"
"""Marked content, or an annotation with it."""
WITHIN: Mapping[str, frozenset[str]] = {
    "StructTreeRoot": frozenset({"Document"}),
    "Document": frozenset({"Sect"}),
    **dict.fromkeys(("Sect", "Div", "BlockQuote"), BLOCKS),
    **dict.fromkeys(("TD", "TH", "LBody"), BLOCKS | INLINE | {WORDS}),
    **dict.fromkeys(("P", "H1", "H2", "H3", "H4", "H5", "H6", "Caption", *INLINE), INLINE | {WORDS}),
    "Lbl": INLINE | {WORDS},
    "Note": BLOCKS | {"Lbl"},
    "L": frozenset({"LI", "Caption"}),
    "LI": frozenset({"Lbl", "LBody"}),
    "Table": frozenset({"THead", "TBody", "TR", "Caption"}),
    **dict.fromkeys(("THead", "TBody"), frozenset({"TR"})),
    "TR": frozenset({"TH", "TD"}),
}
"""What each type of element may hold (ISO/TS 32005, 5.6, as far as our pages need it)."""
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "/Layout": frozenset({"/O", "/BBox", "/Placement", "/WritingMode"}),
    "/UserProperties": frozenset({"/O", "/P"}),
    "/Table": frozenset({"/O", "/Scope", "/ColSpan", "/RowSpan"}),
    "/List": frozenset({"/O", "/ListNumbering"}),
}
"""The attributes of elements by their owner."""

REFERENCES: Mapping[str, frozenset[str]] = {
    "/OBJR": frozenset({"/Type", "/Obj", "/Pg"}),
    "/MCR": frozenset({"/Type", "/Pg", "/MCID"}),
}
"""What leads from an element to what is on a page (14.7.5): an annotation, marked content."""


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
    tag = str(element.get("/S", element.get("/Type", ""))).removeprefix("/")
    for kid in kids if isinstance(kids, pikepdf.Array) else () if kids is None else (kids,):
        held = WORDS
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            held = str(kid.S).removeprefix("/")
            yield from _element(kid)
            if _parent(kid) != element.objgen:
                yield "an element of another parent"
            yield from _below(kid)
        elif isinstance(kid, pikepdf.Dictionary):
            known = REFERENCES.get(str(kid.get("/Type", "")))
            if known is None or {*kid.keys()} - known:
                yield "an element of no type"
        elif "/Pg" not in element:
            yield f"words of {tag} on no page"
        if held not in WITHIN.get(tag, frozenset()):
            yield f"{held} in {tag}"


def _parent(element: Any) -> tuple[int, int] | None:
    parent = element.get("/P")
    return parent.objgen if isinstance(parent, pikepdf.Dictionary) else None


def _element(element: Any) -> Iterator[str]:
    tag = str(element.S).removeprefix("/")
    if tag not in TYPES:
        yield f"the structure type {tag}"
    yield from (f"the key {key} of {tag}" for key in sorted({*element.keys()} - KEYS))
    yield from (f"{tag} without the key {key}" for key in sorted(NEEDED - {*element.keys()}))
    if "/Alt" in element and tag != "Figure":
        yield f"the key /Alt of {tag}"
    stated = element.get("/A")
    for one in stated if isinstance(stated, pikepdf.Array) else () if stated is None else (stated,):
        known = ATTRIBUTES.get(str(one.get("/O", "")), frozenset())
        yield from (f"the attribute {key} of {tag}" for key in sorted({*one.keys()} - known))
