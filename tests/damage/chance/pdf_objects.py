"""What can be done to a PDF beside its pages: to structure, annotations, boxes, typefaces and the rest."""

from __future__ import annotations

import io
from collections.abc import Callable
from random import Random
from typing import Any, TypeAlias

import pikepdf

from damage.chance import Change

Verb: TypeAlias = Callable[[Random, pikepdf.Pdf], bool]
"""What changes a PDF; False if there is nothing of that kind in it."""
BOXES = ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox")


def changed(verb: Verb) -> Change:
    """Return the change of a PDF by a verb."""

    def change(random: Random, data: bytes) -> bytes | None:
        into = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if not verb(random, pdf):
                return None
            pdf.save(into, static_id=True)
        return into.getvalue()

    return change


def is_number(one: object) -> bool:
    try:
        float(one)  # type: ignore[arg-type]  # that is what is asked
    except (TypeError, ValueError):
        return False
    return not isinstance(one, pikepdf.Object)


def _elements(pdf: pikepdf.Pdf) -> list[Any]:
    return [
        one
        for one in pdf.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/StructElem"
    ]


def structure_changed(random: Random, pdf: pikepdf.Pdf) -> bool:
    """Drop, double, swap or move kids of an element, or change what it says of itself."""
    elements = _elements(pdf)
    if not elements:
        return False
    one, other = random.choice(elements), random.choice(elements)
    kids = one.get("/K")
    verb = random.choice(("drop", "double", "swap", "move", "kind", "say", "lang", "attributes", "parent"))
    if verb in ("drop", "double", "swap", "move"):
        if not isinstance(kids, pikepdf.Array) or len(kids) < 2:
            return False
        items = [*kids]
        at = random.randrange(len(items) - 1)
        if verb == "drop":
            del items[at]
        elif verb == "double":
            items.insert(at, items[at])
        elif verb == "swap":
            items[at], items[at + 1] = items[at + 1], items[at]
        else:
            items.insert(0, items.pop())
        one.K = pikepdf.Array(items)
    elif verb == "kind":
        one.S = random.choice((other.S, pikepdf.Name("/P"), pikepdf.Name("/Artifact"), pikepdf.Name("/H3")))
    elif verb == "say":
        one[random.choice(("/Alt", "/ActualText", "/E", "/T"))] = random.choice(("Nothing", " "))
    elif verb == "lang":
        one.Lang = random.choice(("ru", "fr-FR"))
    elif verb == "attributes":
        return _attribute_changed(random, one)
    elif "/K" in other:
        one.K, other.K = other.K, kids if kids is not None else pikepdf.Array()
    return True


def _attribute_changed(random: Random, one: Any) -> bool:
    held = one.get("/A")
    if not isinstance(held, pikepdf.Dictionary):
        return False
    del held[random.choice(sorted(held.keys()))]
    return True


def annotation_changed(random: Random, pdf: pikepdf.Pdf) -> bool:
    pages = [page for page in pdf.pages if "/Annots" in page.obj]
    if not pages:
        return False
    annotations = random.choice(pages).obj.Annots
    at = random.randrange(len(annotations))
    one, other = annotations[at], annotations[random.randrange(len(annotations))]
    verb = random.choice(("drop", "move", "point", "hide", "double", "say"))
    if verb == "drop":
        del annotations[at]
    elif verb == "move":
        one.Rect = pikepdf.Array([float(side) + random.choice((-30, 4, 90)) for side in one.Rect])
    elif verb == "point":
        for key in ("/Dest", "/A"):
            if key in one and key in other:
                one[key], other[key] = other[key], one[key]
    elif verb == "hide":
        one.F = random.choice((2, 32, 1))
    elif verb == "double":
        annotations.append(one)
    else:
        one.Contents = "Nothing"
    return True


def annotation_put(random: Random, pdf: pikepdf.Pdf) -> bool:
    page = random.choice([*pdf.pages]).obj
    look = pdf.make_stream(b"1 g 0 0 300 300 re f")
    look.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 300, 300]
    )
    made = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=random.choice(
            (pikepdf.Name.Square, pikepdf.Name.FreeText, pikepdf.Name.Stamp, pikepdf.Name.Text)
        ),
        Rect=[40, 40, 340, 340],
        F=4,
        Contents="Not so",
        AP=pikepdf.Dictionary(N=look),
    )
    page.Annots = pikepdf.Array([*page.get("/Annots", ()), pdf.make_indirect(made)])
    return True


def box_changed(random: Random, pdf: pikepdf.Pdf) -> bool:
    page = random.choice([*pdf.pages]).obj
    verb = random.random()
    if verb < 0.6:
        sides = [float(side) for side in page.get("/MediaBox", (0, 0, 400, 600))]
        at = random.randrange(4)
        sides[at] += random.choice((-200, -30, -3, 3, 30, 200))
        page[random.choice(BOXES)] = pikepdf.Array(sides)
    elif verb < 0.8:
        page.Rotate = random.choice((90, 180, 270))
    else:
        page.UserUnit = random.choice((0.5, 2))
    return True


def pages_changed(random: Random, pdf: pikepdf.Pdf) -> bool:
    at = random.randrange(len(pdf.pages) - 1)
    verb = random.choice(("drop", "double", "swap", "move", "blank"))
    if verb == "drop":
        del pdf.pages[at]
    elif verb == "double":
        pdf.pages.insert(at, pdf.pages[at])
    elif verb == "swap":
        kids = [page.obj for page in pdf.pages]
        kids[at], kids[at + 1] = kids[at + 1], kids[at]
        pdf.Root.Pages.Kids = pikepdf.Array(kids)
    elif verb == "move":
        page = pdf.pages[at]
        del pdf.pages[at]
        pdf.pages.append(page)
    else:
        pdf.add_blank_page(page_size=(420, 595))
    return True


def _fonts(pdf: pikepdf.Pdf) -> list[Any]:
    return [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"]


def typeface_changed(random: Random, pdf: pikepdf.Pdf) -> bool:
    fonts = _fonts(pdf)
    if len(fonts) < 2:
        return False
    one, other = random.sample(fonts, 2)
    key = random.choice(
        ("/ToUnicode", "/Encoding", "/W", "/DW", "/FontDescriptor", "/BaseFont", "/CIDToGIDMap")
    )
    if key in one and key in other and random.random() < 0.6:
        one[key], other[key] = other[key], one[key]
    elif key in one:
        del one[key]
    else:
        return False
    return True


def program_changed(random: Random, pdf: pikepdf.Pdf) -> bool:
    """Exchange the programs of two typefaces, or spoil one."""
    holders = [
        (one, key)
        for one in pdf.objects
        if isinstance(one, pikepdf.Dictionary) and not isinstance(one, pikepdf.Stream)
        for key in ("/FontFile2", "/FontFile3", "/FontFile")
        if key in one
    ]
    if not holders:
        return False
    (one, key), (other, there) = random.choice(holders), random.choice(holders)
    if random.random() < 0.5 and key == there and one.objgen != other.objgen:
        one[key], other[key] = other[key], one[key]
        return True
    program = bytearray(one[key].read_bytes())
    for _ in range(random.randint(1, 20)):
        program[random.randrange(len(program))] = random.randrange(256)
    one[key].write(bytes(program))
    return True


def resource_changed(random: Random, pdf: pikepdf.Pdf) -> bool:
    page = random.choice([*pdf.pages]).obj
    held = page.get("/Resources", pikepdf.Dictionary()).get(
        random.choice(("/Font", "/XObject", "/ExtGState"))
    )
    if not isinstance(held, pikepdf.Dictionary) or not len(held):
        return False
    names = sorted(held.keys())
    one, other = random.choice(names), random.choice(names)
    if one == other:
        del held[one]
    else:
        held[one], held[other] = held[other], held[one]
    return True


def catalogue_changed(random: Random, pdf: pikepdf.Pdf) -> bool:
    root: Any = pdf.Root
    verb = random.choice(("drop", "layers", "action", "view", "lang", "title", "labels", "outline", "dests"))
    if verb == "drop":
        keys = [str(key) for key in sorted(root.keys()) if key not in ("/Type", "/Pages")]
        del root[random.choice(keys)]
    elif verb == "layers":
        root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array(), D=pikepdf.Dictionary())
    elif verb == "action":
        root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    elif verb == "view":
        root.ViewerPreferences = pikepdf.Dictionary(Direction=pikepdf.Name.R2L)
    elif verb == "lang":
        root.Lang = "ru"
    elif verb == "title":
        pdf.docinfo["/Title"] = "Nothing"
    elif verb == "labels":
        root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array([0, pikepdf.Dictionary(S=pikepdf.Name.R)]))
    elif verb == "outline":
        return _outline_changed(random, pdf)
    elif "/Names" in root and "/Dests" in root.Names:
        tree = pikepdf.NameTree(root.Names.Dests)
        one, other = random.choice(sorted(tree)), random.choice(sorted(tree))
        tree[one], tree[other] = tree[other], tree[one]
    return True


def _outline_changed(random: Random, pdf: pikepdf.Pdf) -> bool:
    items = [
        one
        for one in pdf.objects
        if isinstance(one, pikepdf.Dictionary) and "/Title" in one and "/Parent" in one
    ]
    if len(items) < 2:
        return False
    one, other = random.sample(items, 2)
    key = random.choice(("/Title", "/Dest", "/A"))
    if key not in one or key not in other:
        return False
    one[key], other[key] = other[key], one[key]
    return True


def key_changed(random: Random, pdf: pikepdf.Pdf) -> bool:
    """Drop, exchange or change a key of any object."""
    held = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and len(one.keys()) > 1]
    one, other = random.choice(held), random.choice(held)
    key = random.choice(sorted(one.keys()))
    if key in ("/Length", "/Filter"):
        return False
    if random.random() < 0.5:
        del one[key]
    elif key in other:
        one[key], other[key] = other[key], one[key]
    elif is_number(one[key]):
        one[key] = random.choice((0, 1, 7, -1))
    else:
        one[random.choice(("/AA", "/OC", "/SMask", "/Group", "/Matrix", "/BM", "/CA"))] = one[key]
    return True
