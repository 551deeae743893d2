"""Damages to a PDF, in its content streams."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import ContentStreamInstruction, Operator

from damage import CALL, INVISIBLE, LOOK, MISSING, NOTE, ORDER, PAGE, TWICE, Damage

Ops = list[ContentStreamInstruction]


@dataclass(frozen=True, slots=True)
class Shown:
    """One piece of painted text: where its operator stands, its codes by glyph, and what they say."""

    index: int
    codes: tuple[bytes, ...]
    text: str


@dataclass(slots=True)
class Leaf:
    """A page taken apart: its operators, and for each font what its codes mean."""

    page: pikepdf.Page | pikepdf.Object
    ops: Ops
    fonts: dict[str, dict[bytes, str]]

    def shown(self) -> Iterator[Shown]:
        """Yield each piece of painted text."""
        font: dict[bytes, str] = {}
        for index, op in enumerate(self.ops):
            if str(op.operator) == "Tf":
                font = self.fonts[str(op.operands[0])]
            if str(op.operator) == "TJ":
                codes = tuple(
                    raw[i : i + 2]
                    for item in op.operands[0]
                    if isinstance(item, pikepdf.String)
                    for raw in [bytes(item)]
                    for i in range(0, len(raw), 2)
                )
                yield Shown(index, codes, "".join(font.get(code, "?") for code in codes))

    def find(self, text: str) -> Shown:
        """Return the first piece that has this text."""
        return next(shown for shown in self.shown() if text in shown.text)

    def put(self, index: int, operands: list[Any], operator: str) -> None:
        """Replace an operator."""
        self.ops[index] = ContentStreamInstruction(operands, Operator(operator))

    def show(self, index: int, codes: list[bytes]) -> None:
        """Paint other codes at a place."""
        self.put(index, [pikepdf.Array([pikepdf.String(b"".join(codes))])], "TJ")

    def back_to(self, index: int, operator: str) -> int:
        """Return the place of the operator that was in force at a place."""
        return next(i for i in range(index, -1, -1) if str(self.ops[i].operator) == operator)

    def sequence(self, mcid: int) -> tuple[int, int]:
        """Return first and last operator of a marked-content sequence."""
        for start, op in enumerate(self.ops):
            properties = op.operands[1] if str(op.operator) == "BDC" else None
            if isinstance(properties, pikepdf.Dictionary) and properties.get("/MCID") == mcid:
                depth = 0
                for end in range(start, len(self.ops)):
                    depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(str(self.ops[end].operator), 0)
                    if not depth:
                        return start, end
        raise AssertionError(f"there is no marked content {mcid}")


def _meaning(font: pikepdf.Object) -> dict[bytes, str]:
    cmap = bytes(font.ToUnicode.read_bytes()).decode("ascii")
    pairs = re.findall(r"^<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>$", cmap, re.MULTILINE)
    return {bytes.fromhex(code): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def taken_apart(content: pikepdf.Page | pikepdf.Object, resources: pikepdf.Object) -> Leaf:
    """Take a content stream apart."""
    fonts = {str(name): _meaning(font) for name, font in resources.get("/Font", {}).items()}
    ops = [op for op in pikepdf.parse_content_stream(content) if isinstance(op, ContentStreamInstruction)]
    return Leaf(content, ops, fonts)


def leaf(page: pikepdf.Page) -> Leaf:
    """Take a page apart."""
    return taken_apart(page, page.resources)


def on_page_with(text: str, change: Callable[[Leaf], None]) -> Callable[[bytes], bytes]:
    """Return the change of the first page on which this text is painted in one piece."""

    def damage(data: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found = next(
                one for one in map(leaf, pdf.pages) if any(text in shown.text for shown in one.shown())
            )
            change(found)
            found.page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(found.ops))
            return _saved(pdf)

    return damage


def _saved(pdf: pikepdf.Pdf) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


FIRST, SECOND = "reports", "that"
WORDS = f"{FIRST} {SECOND}"
SIGN = "which has not"


def word_gone(one: Leaf) -> None:
    shown = one.find(WORDS)
    at = shown.text.index(WORDS)
    one.show(shown.index, [*shown.codes[:at], *shown.codes[at + len(FIRST) + 1 :]])


def words_swapped(one: Leaf) -> None:
    shown = one.find(WORDS)
    at = shown.text.index(WORDS)
    space, end = at + len(FIRST), at + len(WORDS)
    first, second = shown.codes[at:space], shown.codes[space + 1 : end]
    one.show(shown.index, [*shown.codes[:at], *second, shown.codes[space], *first, *shown.codes[end:]])


def white(one: Leaf) -> None:
    at = one.back_to(one.find(WORDS).index, "BT")
    one.ops.insert(at, ContentStreamInstruction([1, 1, 1], Operator("rg")))


def invisible_mode(one: Leaf) -> None:
    at = one.find(WORDS).index
    one.ops.insert(at, ContentStreamInstruction([3], Operator("Tr")))


def off_the_page(one: Leaf) -> None:
    at = one.back_to(one.find(WORDS).index, "Tm")
    values = list(one.ops[at].operands)
    one.put(at, [*values[:4], float(values[4]) - 3000, values[5]], "Tm")


def underline_gone(one: Leaf) -> None:
    shown = one.find(SIGN)
    start = one.back_to(shown.index, "BDC")
    end = next(i for i in range(shown.index, len(one.ops)) if str(one.ops[i].operator) == "EMC")
    lines = [i for i in range(start, end) if str(one.ops[i].operator) in ("S", "f")]
    assert lines, "the sign has no line"
    for index in lines:
        one.put(index, [], "n")


def italic_gone(one: Leaf) -> None:
    shown = one.find(SIGN)
    upright = one.find(WORDS)
    font = str(one.ops[one.back_to(upright.index, "Tf")].operands[0])
    codes = {text: code for code, text in one.fonts[font].items()}
    at = one.back_to(shown.index, "Tf")
    one.put(at, [pikepdf.Name(font), one.ops[at].operands[1]], "Tf")
    one.show(shown.index, [codes[character] for character in shown.text])


def call_of(one: Leaf) -> Shown:
    """Return the first call on the page: digits alone in a piece of text, in small type."""
    return next(
        shown
        for shown in one.shown()
        if shown.text.strip().isdigit()
        and float(one.ops[one.back_to(shown.index, "Tf")].operands[1]) < 11
        and str(one.ops[one.back_to(shown.index, "BDC")].operands[0]) != "/Artifact"
    )


def label_changed(one: Leaf) -> None:
    shown = call_of(one)
    font = str(one.ops[one.back_to(shown.index, "Tf")].operands[0])
    codes = {text: code for code, text in one.fonts[font].items()}
    other = next(digit for digit in "0123456789" if digit in codes and digit not in shown.text)
    one.show(shown.index, [codes[other]])


def _kids(element: pikepdf.Object) -> list[Any]:
    kids: Any = element.get("/K", pikepdf.Array([]))
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def structure_of(pdf: pikepdf.Pdf, kind: str) -> Iterator[pikepdf.Object]:
    stack = [pdf.Root.StructTreeRoot]
    while stack:
        element = stack.pop()
        stack.extend(
            kid for kid in reversed(_kids(element)) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
        )
        if element.get("/S") == pikepdf.Name(kind):
            yield element


def _marked(element: pikepdf.Object) -> Iterator[tuple[pikepdf.Object, int]]:
    """Yield page and number of each marked-content sequence below a structure element."""
    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == pikepdf.Name.MCR:
            yield kid.Pg if "/Pg" in kid else element.Pg, int(kid.MCID)
        elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _marked(kid)
        elif isinstance(kid, int):
            yield element.Pg, int(kid)


def on_note(change: Callable[[Leaf, list[tuple[int, int]]], None]) -> Callable[[bytes], bytes]:
    """Return a change of the first note of the book."""

    def damage(data: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            note = next(structure_of(pdf, "/Note"))
            places = list(_marked(note))
            page = next(page for page in pdf.pages if page.obj.objgen == places[0][0].objgen)
            one = leaf(page)
            change(one, [one.sequence(mcid) for _, mcid in places])
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(one.ops))
            return _saved(pdf)

    return damage


def note_gone(one: Leaf, sequences: list[tuple[int, int]]) -> None:
    for start, end in sequences:
        for index in range(start, end + 1):
            if str(one.ops[index].operator) == "TJ":
                one.put(index, [pikepdf.Array([])], "TJ")


def note_doubled(one: Leaf, sequences: list[tuple[int, int]]) -> None:
    last = max(end for _, end in sequences)
    again: Ops = [ContentStreamInstruction([], Operator("q"))]
    again.append(ContentStreamInstruction([1, 0, 0, 1, 0, -160], Operator("cm")))
    for start, end in sorted(sequences):
        again.extend(one.ops[start : end + 1])
    again.append(ContentStreamInstruction([], Operator("Q")))
    one.ops[last + 1 : last + 1] = again


def tied_elsewhere(data: bytes) -> bytes:
    """Exchange the destinations of the links of two calls on one page."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            links = [a for a in page.get("/Annots", []) if a.get("/Subtype") == "/Link" and _inside(a)]
            if len(links) > 1:
                first, second = links[0], links[1]
                key = "/Dest" if "/Dest" in first else "/A"
                one, other = first[key], second[key]
                first[key], second[key] = other, one
                return _saved(pdf)
    raise AssertionError("no page has two linked calls")


def _inside(annotation: pikepdf.Object) -> bool:
    """Return whether a link is that of a call: small and leading into the book."""
    left, _, right, _ = (float(value) for value in annotation.Rect)
    return right - left < 12 and ("/Dest" in annotation or annotation.A.get("/S") == "/GoTo")


def margin_number_gone(data: bytes) -> bytes:
    """Take the number of page one out of the margin; what stands around the text is one form a page."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        begun = next(
            place[0]
            for name, place in names.items()
            if str(name).startswith("page/") and str(name).endswith("/1")
        )
        form = begun.Resources.XObject.Furniture
        margin = taken_apart(form, form.Resources)
        *_, mark = (shown for shown in margin.shown() if shown.text == "1")
        margin.put(mark.index, [pikepdf.Array([])], "TJ")
        form.write(pikepdf.unparse_content_stream(margin.ops))
        return _saved(pdf)


def on_page_property(label: str | None) -> Callable[[bytes], bytes]:
    """Return a change of what the structure says of the words “[page two]”: of another page, or nothing."""

    def damage(data: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for element in structure_of(pdf, "/Span"):
                stated = element.get("/A", pikepdf.Dictionary()).get("/P", ())
                for one in stated:
                    if str(one.N) == "page" and str(one.V) == "2":
                        if label is None:
                            del element.A
                        else:
                            one.V = pikepdf.String(label)
                        return _saved(pdf)
        raise AssertionError("page two is not marked")

    return damage


DAMAGES = (
    Damage("a word is gone", on_page_with(WORDS, word_gone), MISSING),
    Damage("two words are swapped", on_page_with(WORDS, words_swapped), ORDER),
    Damage("a note is gone", on_note(note_gone), NOTE),
    Damage("a note is doubled", on_note(note_doubled), TWICE | CALL),
    Damage("an italic is gone", on_page_with(SIGN, italic_gone), LOOK),
    Damage("an underline is gone", on_page_with(SIGN, underline_gone), LOOK),
    Damage("a page mark is gone from the margin", margin_number_gone, PAGE),
    Damage("a page mark in the text is none", on_page_property(None), PAGE),
    Damage("a page mark is that of another page", on_page_property("3"), PAGE),
    Damage("a label is changed", on_page_with("night but", label_changed), CALL),
    Damage("two notes are tied to each other's calls", tied_elsewhere, CALL),
    Damage("words are white", on_page_with(WORDS, white), INVISIBLE),
    Damage("words are in invisible mode", on_page_with(WORDS, invisible_mode), INVISIBLE),
    Damage("words are off the page", on_page_with(WORDS, off_the_page), INVISIBLE | MISSING),
)
