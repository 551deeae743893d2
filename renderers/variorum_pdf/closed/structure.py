"""What of the structure tree nobody knows: ISO 32000-2, 14.7 and 14.8, as far as our pages need it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, TypeVar

import pikepdf

from variorum.vocabulary import Unknown
from variorum_pdf.closed.trees import Number, Owners, strange_ids, strange_parents, strange_tree

KEYS = frozenset({"/Type", "/S", "/P", "/K", "/Pg", "/ID", "/Lang", "/T", "/Alt", "/A"})
NEEDED = frozenset({"/Type", "/S", "/P"})
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
WORDS, FOLIO = "words", "Folio"
"""Marked content, or an annotation with it; the number of a page to which an entry leads, at its end."""
PARTS = re.compile(r"/(?:(head)|(body)|(after)|(notes)/.*)$")
"""The ids of the parts of a document, in the order in which they come."""
NOTES = 4
"""The place of notes among them; a series may be without a heading."""
Key = TypeVar("Key")
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
ATTRIBUTES: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "/Layout": (frozenset(), frozenset({"/BBox", "/Placement", "/WritingMode"})),
    "/UserProperties": (frozenset({"/P"}), frozenset()),
    "/Table": (frozenset(), frozenset({"/Scope", "/ColSpan", "/RowSpan"})),
    "/List": (frozenset({"/ListNumbering"}), frozenset()),
}
"""The attributes of elements by their owner: those that it must have, and those that it may have."""
STATED: Mapping[str, tuple[str, str]] = {
    "TH": ("/Table", "/Scope"),
    "L": ("/List", "/ListNumbering"),
    "Figure": ("/Layout", "/BBox"),
}
"""What elements of a type must say of themselves: owner and attribute."""
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
    owners = Owners()
    found = chain(
        _other_languages(root, str(pdf.Root.get("/Lang", ""))),
        _below(root, owners),
        strange_tree(root.get("/ParentTree"), "/Nums", "parents"),
        strange_tree(root.get("/IDTree"), "/Names", "ids"),
    )
    told = list(dict.fromkeys(found))
    if not told:
        told = list(dict.fromkeys((*strange_parents(pdf, root, owners), *strange_ids(root, owners))))
    yield from (Unknown(what, "the structure tree") for what in told)


def _other_languages(root: Any, lang: str) -> Iterator[str]:
    """Yield that a part of the file, or all of it, is said to be in another language than the file."""
    kids = root.get("/K")
    for kid in _things_in(kids):
        if isinstance(kid, pikepdf.Dictionary) and str(kid.get("/Lang", lang)) != lang:
            yield "another language than that of the file"


def _below(element: Any, owners: Owners) -> Iterator[str]:
    kids = element.get("/K")
    tag = str(element.get("/S", element.get("/Type", ""))).removeprefix("/")
    number = element.objgen
    last = WORDS
    if tag == "Sect":
        yield from _parts_in_disorder(_things_in(kids))
    for kid in _things_in(kids):
        before, held = last, WORDS
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            held = str(kid.S).removeprefix("/")
            yield from _element(kid)
            if _parent(kid) != number:
                yield "an element of another parent"
            if "/ID" in kid:
                owners.ids[str(kid.ID)] = kid.objgen
            yield from _below(kid, owners)
        elif isinstance(kid, pikepdf.Dictionary):
            known = REFERENCES.get(str(kid.get("/Type", "")))
            if known is None or {*kid.keys()} != known:
                yield "an element of no type"
            elif "/Obj" in kid:
                yield from _note_owner(owners.annotations, kid.Obj.objgen, number)
            else:
                yield from _note_owner(owners.content.setdefault(kid.Pg.objgen, {}), int(kid.MCID), number)
        elif "/Pg" not in element:
            yield f"words of {tag} on no page"
        else:
            yield from _note_owner(owners.content.setdefault(element.Pg.objgen, {}), int(kid), number)
        last = held
        if before == FOLIO != held:
            yield f"{held} behind the number of a page"
        if held not in WITHIN.get(tag, frozenset()):
            yield f"{held} in {tag}"


def _things_in(kids: Any) -> Sequence[Any]:
    """Return what an entry holds: one thing, several or none."""
    return list(kids) if isinstance(kids, pikepdf.Array) else [] if kids is None else [kids]


def _parts_in_disorder(kids: Sequence[Any]) -> Iterator[str]:
    """Yield what of a document is heard before what it comes behind: parts, and notes under a heading.

    Words are compared stream by stream, so that only here is seen in which order streams follow one another.
    """
    ranks = [rank for kid in kids if (rank := _rank(kid)) is not None]
    if ranks != sorted(ranks):
        yield "a part of a document before another that it comes behind"
    titles = [PARTS.search(_id(kid)) is not None and _rank(kid) == NOTES for kid in kids]
    for title, kid in zip((False, *titles), kids, strict=False):
        if any(titles) and _is_note_list(kid) and not title:
            yield "a list of notes without the heading before it"


def _id(element: Any) -> str:
    return str(element.get("/ID", "")) if isinstance(element, pikepdf.Dictionary) else ""


def _rank(kid: Any) -> int | None:
    """Return the place of a part in its document, None of what is no part."""
    found = PARTS.search(_id(kid))
    return found.lastindex if found else NOTES if _is_note_list(kid) else None


def _is_note_list(element: Any) -> bool:
    """Return whether an element is a list of notes that stands behind its document."""
    if (
        not isinstance(element, pikepdf.Dictionary)
        or str(element.get("/S", "")) != "/Div"
        or "/ID" in element
    ):
        return False
    first = next(iter(_things_in(element.get("/K"))), None)
    return isinstance(first, pikepdf.Dictionary) and str(first.get("/S", "")) == "/Note"


def _note_owner(owners: dict[Key, Number], key: Key, number: Number) -> Iterator[str]:
    """Note which element holds what is on a page; yield what another holds too."""
    if key in owners:
        yield "what is on a page in two places of the structure"
    owners[key] = number


def _parent(element: Any) -> tuple[int, int] | None:
    parent = element.get("/P")
    return parent.objgen if isinstance(parent, pikepdf.Dictionary) else None


def _element(element: Any) -> Iterator[str]:
    tag = str(element.S).removeprefix("/")
    if tag not in TYPES:
        yield f"the structure type {tag}"
    keys = {*element.keys()}
    yield from (f"the key {key} of {tag}" for key in sorted(keys - KEYS))
    yield from (f"{tag} without the key {key}" for key in sorted(NEEDED - keys))
    if ("/Alt" in keys) != (tag == "Figure"):
        yield f"the key /Alt of {tag}"
    met = set()
    for one in _things_in(element.get("/A")):
        owner = str(one.get("/O", ""))
        needed, known = ATTRIBUTES.get(owner, (frozenset(), frozenset()))
        own = {*one.keys()} - {"/O"}
        met |= {(owner, key) for key in own}
        yield from (f"the attribute {key} of {tag}" for key in sorted(own - known - needed))
        if not own or needed - own:
            yield f"{tag} without attributes of {owner}"
    if tag in STATED and STATED[tag] not in met:
        yield f"{tag} without the attribute {STATED[tag][1]}"
