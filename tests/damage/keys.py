"""Damages to the objects of a PDF that no page paints: what they say of themselves, and where they lead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import pikepdf

from damage.pdf import structure_of

Change: TypeAlias = Callable[[pikepdf.Pdf], None]


def page(pdf: pikepdf.Pdf) -> Any:
    """Return the first page that has links."""
    return next(one.obj for one in pdf.pages if "/Annots" in one.obj)


def link(pdf: pikepdf.Pdf) -> Any:
    return page(pdf).Annots[0]


def root(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root.StructTreeRoot


def descriptor(pdf: pikepdf.Pdf) -> Any:
    return next(
        one
        for one in pdf.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
    )


def image(pdf: pikepdf.Pdf) -> Any:
    return next(
        one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
    )


def bookmark(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root.Outlines.First.Next


def element(kind: str) -> Callable[[pikepdf.Pdf], Any]:
    return lambda pdf: next(structure_of(pdf, kind))


def without(key: str, of: Callable[[pikepdf.Pdf], Any]) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        del of(pdf)[key]

    return change


def saying(key: str, value: object, of: Callable[[pikepdf.Pdf], Any]) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        of(pdf)[key] = value

    return change


def owners_exchanged(pdf: pikepdf.Pdf) -> None:
    """Let the content of a page lead to each other's elements."""
    row = pikepdf.NumberTree(root(pdf).ParentTree)[int(page(pdf).StructParents)]
    row[0], row[len(row) - 1] = row[len(row) - 1], row[0]


def links_exchanged(pdf: pikepdf.Pdf) -> None:
    one, *_, other = page(pdf).Annots
    one.StructParent, other.StructParent = other.StructParent, one.StructParent


def ids_exchanged(pdf: pikepdf.Pdf) -> None:
    names = pikepdf.NameTree(root(pdf).IDTree)
    one, *_, other = sorted(names)
    names[one], names[other] = names[other], names[one]


def limits_other(pdf: pikepdf.Pdf) -> None:
    """Let a branch of the tree of names say that it holds others: a reader that seeks one finds none."""
    names = pdf.Root.Names.Dests
    if "/Names" in names:
        names.Kids = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(Names=names.Names))])
        del names.Names
    names.Kids[0].Limits = pikepdf.Array([pikepdf.String("zz"), pikepdf.String("zzz")])


KEYS: Mapping[str, Change] = {
    "a page without an order of its links": without("/Tabs", page),
    "a page whose links come in another order": saying("/Tabs", pikepdf.Name.R, page),
    "a page that leads to no elements": without("/StructParents", page),
    "a page without a trim box": without("/TrimBox", page),
    "a file without a parent tree": without("/ParentTree", root),
    "content that leads to other elements": owners_exchanged,
    "links that lead to other elements": links_exchanged,
    "a parent tree that is counted otherwise": saying("/ParentTreeNextKey", 0, root),
    "types that no reader knows": without("/RoleMap", root),
    "a type that is taken for another": saying("/Folio", pikepdf.Name.P, lambda pdf: root(pdf).RoleMap),
    "a file without ids": without("/IDTree", root),
    "ids of other elements": ids_exchanged,
    "names that are not found": limits_other,
    "a link of no page": without("/P", link),
    "a link of no element": without("/StructParent", link),
    "a link of no kind": without("/Type", link),
    "a link that runs a program": saying(
        "/A", pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"), link
    ),
    **{
        f"a typeface without its {key}": without(f"/{key}", descriptor)
        for key in ("Type", "Flags", "FontBBox", "FontName", "ItalicAngle", "Ascent", "Descent", "StemV")
    },
    "a typeface whose glyphs are numbered otherwise": without(
        "/CIDToGIDMap", lambda pdf: next(one for one in pdf.objects if "/CIDToGIDMap" in _keys(one))
    ),
    **{
        f"a picture without its {key}": without(f"/{key}", image)
        for key in ("Width", "Height", "ColorSpace", "BitsPerComponent", "Subtype")
    },
    "a picture whose colours are turned": saying("/Decode", pikepdf.Array([1, 0] * 3), image),
    "a picture with a mask of colours": saying("/Mask", pikepdf.Array([0, 9] * 3), image),
    "a head of a table that heads nothing": without("/A", element("/TH")),
    "a list of no kind": without("/A", element("/L")),
    "a picture of no extent": without("/A", element("/Figure")),
    "a picture without words": without("/Alt", element("/Figure")),
    "bookmarks that do not go back": without("/Prev", bookmark),
    "bookmarks that end elsewhere": without("/Last", lambda pdf: pdf.Root.Outlines),
    "a bookmark of another": saying("/Parent", pikepdf.Dictionary(), bookmark),
}


def _keys(one: Any) -> set[str]:
    return set(one.keys()) if isinstance(one, pikepdf.Dictionary) else set()
