"""Tricks with the pages, the structure and the names of a PDF."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
from pikepdf import ContentStreamInstruction as Instruction
from pikepdf import Operator

from damage.beyond_words import in_order
from damage.ink import around, in_file, in_words, moved
from damage.pdf import WORDS, Leaf, on_note, on_page_with

Damaged = Callable[[bytes], bytes]


def one_page_moved(pages: list[pikepdf.Object]) -> list[pikepdf.Object]:
    """Let a page in the middle come two pages later."""
    at = len(pages) // 2
    return [*pages[:at], *pages[at + 1 : at + 3], pages[at], *pages[at + 3 :]]


def _last_of_margin(one: Leaf) -> int:
    *_, mark = one.shown()
    return mark.index


def mark_white(one: Leaf) -> None:
    """Paint the last words around the text, which are a mark of the margin, in white."""
    at = one.back_to(_last_of_margin(one), "BT")
    one.ops.insert(at, Instruction([1], Operator("g")))


def mark_covered(one: Leaf) -> None:
    at = one.back_to(_last_of_margin(one), "Tm")
    x, y = (float(value) for value in one.ops[at].operands[4:])
    for name, operands in (("g", [1]), ("re", [x - 2, y - 2, 60, 12]), ("f", [])):
        one.ops.append(Instruction(operands, Operator(name)))


def mark_off_page(one: Leaf) -> None:
    at = one.back_to(_last_of_margin(one), "Tm")
    a, b, c, d, x, y = one.ops[at].operands
    one.put(at, [a, b, c, d, float(x) - 500, y], "Tm")


def picture_over(data: bytes) -> bytes:
    """Paint a grey picture over the words of a page."""
    into = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        picture = pdf.make_stream(
            b"\x80",
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=1,
            Height=1,
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=8,
        )
        page = next(page for page in pdf.pages if "/Annots" in page)
        page.add_resource(picture, pikepdf.Name.XObject, pikepdf.Name("/Cover"))
        page.contents_add(b"q /Artifact BMC 300 0 0 400 60 90 cm /Cover Do EMC Q")
        pdf.save(into)
    return into.getvalue()


def note_above(one: Leaf, sequences: list[tuple[int, int]]) -> None:
    """Let a note stand above the text of its page."""
    start, end = min(sequences)[0], max(sequences)[1]
    one.ops.insert(end + 1, Instruction([], Operator("Q")))
    one.ops.insert(start, Instruction([1, 0, 0, 1, 0, 300], Operator("cm")))
    one.ops.insert(start, Instruction([], Operator("q")))


def notes_elsewhere(data: bytes) -> bytes:
    """Paint the notes of one page on the next, and those of the next on this."""
    into = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        one, other = [page for page in pdf.pages if "/Annots" in page][1:3]
        one.Contents, other.Contents = other.Contents, one.Contents
        pdf.save(into)
    return into.getvalue()


def on_root(key: str, value: Callable[[pikepdf.Pdf], Any]) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root[key] = value(pdf)

    return change


def script(_: pikepdf.Pdf) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def alternative_other(pdf: pikepdf.Pdf) -> None:
    figures = (one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one)
    next(figures)["/Alt"] = pikepdf.String("nothing")


def locked(data: bytes) -> bytes:
    into = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(into, encryption=pikepdf.Encryption(owner="a", user=""))
    return into.getvalue()


def destination_moved(pdf: pikepdf.Pdf) -> None:
    """Let a name of a call lead to the foot of its page's neighbour."""
    names = pikepdf.NameTree(pdf.Root.Names.Dests)
    name = next(name for name in names if "_call_" in str(name))
    place_ = names[name]
    pages = [page.obj.objgen for page in pdf.pages]
    at = pages.index(place_[0].objgen)
    place_[0] = pdf.pages[at - 1].obj


def parts_exchanged(first: int, second: int) -> Callable[[pikepdf.Pdf], None]:
    """Return the exchange of two parts of the first document that has notes behind it, for the ear alone."""

    def change(pdf: pikepdf.Pdf) -> None:
        sections = pdf.Root.StructTreeRoot.K[0].K
        one = next(one for one in sections if any("/notes/" in str(kid.get("/ID", "")) for kid in one.K))
        kids = [*one.K]
        kids[first], kids[second] = kids[second], kids[first]
        one.K = pikepdf.Array(kids)

    return change


PDF: Mapping[str, Mapping[str, Damaged]] = {
    "specimen": {
        "a page moved": in_file(in_order(lambda pages: one_page_moved([*pages]))),
        "a mark of the margin in white": around(mark_white),
        "a mark of the margin covered": around(mark_covered),
        "a mark of the margin off the page": around(mark_off_page),
        "a picture over words": picture_over,
        "words of no width": on_page_with(WORDS, in_words("Tz", 0.01)),
        "words half off the page": on_page_with(WORDS, moved(250, 0)),
        "words below the page": on_page_with(WORDS, moved(0, -900)),
        "a note above the text": on_note(note_above),
        "what two pages show exchanged": notes_elsewhere,
        "a head heard behind its body": in_file(parts_exchanged(0, 1)),
        "notes heard before their heading": in_file(parts_exchanged(2, 3)),
        "notes heard before their document": in_file(parts_exchanged(0, 3)),
        "a script that runs": in_file(on_root("/OpenAction", script)),
        "a file that is locked": locked,
        "a link that arrives on another page": in_file(destination_moved),
    },
    "sample": {
        "other words for a picture": in_file(alternative_other),
    },
}
