"""Damages to what a PDF paints and where, of which no word changes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import Any

import pikepdf
from pikepdf import ContentStreamInstruction as Instruction
from pikepdf import Operator

from damage import INVISIBLE, LOOK, UNKNOWN, Damage
from damage.pdf import SIGN, WORDS, Leaf, on_page_with, taken_apart
from variorum.findings.proof import ProofFault

FAULT = frozenset({ProofFault})
STRANGE = UNKNOWN | FAULT | INVISIBLE
Change = Callable[[Leaf], None]


def place(one: Leaf, text: str = WORDS) -> int:
    """Return where the operator stands that places a piece of text."""
    return one.back_to(one.find(text).index, "Tm")


def moved(right: float, up: float) -> Change:
    def change(one: Leaf) -> None:
        at = place(one)
        a, b, c, d, x, y = one.ops[at].operands
        one.put(at, [a, b, c, d, float(x) + right, float(y) + up], "Tm")

    return change


def with_matrix(*matrix: float) -> Change:
    """Return the change of the first four numbers of a text matrix, each multiplied by these."""

    def change(one: Leaf) -> None:
        at = place(one)
        *four, x, y = map(float, one.ops[at].operands)
        one.put(at, [*(value * by for value, by in zip(four, matrix, strict=True)), x, y], "Tm")

    return change


def turned(one: Leaf) -> None:
    at = place(one)
    a, _, _, d, x, y = map(float, one.ops[at].operands)
    one.put(at, [0, a, d, 0, x, y], "Tm")


def lines_exchanged(one: Leaf) -> None:
    """Let the line of the words and the next one stand in each other's place."""
    places = [at for at, op in enumerate(one.ops) if str(op.operator) == "Tm"]
    here = place(one)
    there = next(at for at in places if at > here and one.ops[at].operands[5] != one.ops[here].operands[5])
    first, second = one.ops[here].operands, one.ops[there].operands
    one.put(here, [*first[:5], second[5]], "Tm")
    one.put(there, [*second[:5], first[5]], "Tm")


def before_words(operator: str, *operands: Any) -> Change:
    """Return the change that puts an operator in front of the words, where text begins."""

    def change(one: Leaf) -> None:
        at = one.back_to(one.find(WORDS).index, "BT")
        one.ops.insert(at, Instruction(list(operands), Operator(operator)))

    return change


def in_words(operator: str, *operands: Any) -> Change:
    def change(one: Leaf) -> None:
        one.ops.insert(one.find(WORDS).index, Instruction(list(operands), Operator(operator)))

    return change


def cut_off(one: Leaf) -> None:
    """Let nothing be painted but in a corner of the page."""
    at = one.back_to(one.find(WORDS).index, "BT")
    path: list[tuple[str, list[Any]]] = [("re", [0, 0, 1, 1]), ("W", []), ("n", [])]
    one.ops[at:at] = [Instruction(operands, Operator(name)) for name, operands in path]


def small_type(one: Leaf) -> None:
    at = one.back_to(one.find(WORDS).index, "Tf")
    one.put(at, [one.ops[at].operands[0], 0.2], "Tf")


def painted_over(*colour: float) -> Change:
    """Return the change that paints a bar over the words, as an artefact."""

    def change(one: Leaf) -> None:
        x, y = (float(value) for value in one.ops[place(one)].operands[4:])
        operators: list[tuple[str, list[Any]]] = [
            ("BMC", [pikepdf.Name.Artifact]),
            ("g", list(colour)),
            ("re", [x, y - 2, 200, 12]),
            ("f", []),
            ("EMC", []),
        ]
        one.ops.extend(Instruction(operands, Operator(name)) for name, operands in operators)

    return change


def doubled_as_artefact(one: Leaf) -> None:
    shown = one.find(WORDS)
    start, end = one.back_to(shown.index, "BDC"), shown.index
    end = next(at for at in range(end, len(one.ops)) if str(one.ops[at].operator) == "EMC")
    again = [*one.ops[start : end + 1]]
    again[0] = Instruction([pikepdf.Name.Artifact], Operator("BMC"))
    one.ops.extend(again)


def unmarked(one: Leaf) -> None:
    for name, operands in (("re", [10, 10, 20, 0.5]), ("f", [])):
        one.ops.append(Instruction(operands, Operator(name)))


def white_lines(one: Leaf) -> None:
    for at, op in reversed(list(enumerate(one.ops))):
        if str(op.operator) == "G":
            one.put(at, [1], "G")


def around(change: Callable[[Leaf], None]) -> Callable[[bytes], bytes]:
    """Return the change of the form that stands around the text of the first page with a running head."""

    def damage(data: bytes) -> bytes:
        into = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            held: list[Any] = [page.obj.Resources.get("/XObject", {}) for page in pdf.pages]
            forms = (one.get("/Furniture") for one in held)
            form = next(one for one in forms if one is not None and _has_head(one))
            around_text = taken_apart(form, form.Resources)
            change(around_text)
            form.write(pikepdf.unparse_content_stream(around_text.ops))
            pdf.save(into)
        return into.getvalue()

    return damage


def _has_head(form: Any) -> bool:
    return any(len(shown.codes) > 9 for shown in taken_apart(form, form.Resources).shown())


def first_gone(one: Leaf) -> None:
    one.put(next(one.shown()).index, [pikepdf.Array([])], "TJ")


def first_shorter(one: Leaf) -> None:
    shown = next(shown for shown in one.shown() if len(shown.codes) > 1)
    one.show(shown.index, list(shown.codes[1:]))


def all_white(one: Leaf) -> None:
    for at, op in enumerate(one.ops):
        if str(op.operator) == "g":
            one.put(at, [1], "g")


def in_file(change: Callable[[pikepdf.Pdf], None]) -> Callable[[bytes], bytes]:
    def damage(data: bytes) -> bytes:
        into = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            change(pdf)
            pdf.save(into)
        return into.getvalue()

    return damage


def _fonts(pdf: pikepdf.Pdf) -> list[Any]:
    page = next(page for page in pdf.pages if "/Font" in page.obj.get("/Resources", {}))
    return list(page.obj.Resources.Font.values())


def shapes_exchanged(pdf: pikepdf.Pdf) -> None:
    """Let two letters have each other's shapes."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    from variorum_pdf.font_program import program_of  # noqa: PLC0415

    for font in _fonts(pdf):
        texts = {text: code for code, text in program_of(font).texts.items()}
        if {"a", "e"} <= texts.keys():
            stream = font.DescendantFonts[0].FontDescriptor.FontFile2
            program = TTFont(io.BytesIO(stream.read_bytes()))
            order, glyphs = program.getGlyphOrder(), program["glyf"].glyphs
            one, other = order[texts["a"]], order[texts["e"]]
            glyphs[one], glyphs[other] = glyphs[other], glyphs[one]
            into = io.BytesIO()
            program.save(into)
            stream.write(into.getvalue())
            return
    raise AssertionError("no typeface has the letters")


def wider(pdf: pikepdf.Pdf) -> None:
    for font in _fonts(pdf):
        row = font.DescendantFonts[0].W
        row[1][0] = float(row[1][0]) + 40


def blank_page(pdf: pikepdf.Pdf) -> None:
    pdf.add_blank_page()
    pdf.pages[-1].MediaBox = pdf.pages[-1].obj.TrimBox = pdf.pages[0].MediaBox


STRANGE_PAINT = {
    "words mirrored": with_matrix(-1, 1, 1, 1),
    "words upside down": with_matrix(1, 1, 1, -1),
    "words drawn out": with_matrix(1.5, 1, 1, 1),
    "words turned": turned,
    "words closer by a scale": in_words("Tz", 60),
    "words as a path to cut": in_words("Tr", 7),
    "a bar over words": painted_over(0),
    "a white bar over words": painted_over(1),
    "paint that nothing marks": unmarked,
}
"""Changes of a page for which there is no word in the language of pages: that page alone tells."""


def rows() -> Iterable[Damage]:
    """Yield the damages that show where a whole file is read."""
    for said, change in (
        ("a line moved to the right", moved(20, 0)),
        ("a line on the next one", moved(0, -13.9)),
        ("a line in the margin", moved(-60, 0)),
        ("two lines exchanged", lines_exchanged),
        ("type without a size", small_type),
        ("words in red", before_words("rg", 1, 0, 0)),
        ("words in grey", before_words("g", 0.6)),
        ("words cut by a path", cut_off),
        ("a line doubled as an artefact", doubled_as_artefact),
    ):
        yield Damage(said, on_page_with(WORDS, change), STRANGE)
    yield Damage("words a little lower", on_page_with(WORDS, moved(0, -4)), LOOK | STRANGE)
    yield Damage("underlines in white", on_page_with(SIGN, white_lines), LOOK | STRANGE)
    for said, change in (
        ("a running head or folio gone", first_gone),
        ("a running head or folio shorter", first_shorter),
        ("what stands around the text is white", all_white),
    ):
        yield Damage(said, around(change), STRANGE)
    for said, altered in (
        ("letters with exchanged shapes", shapes_exchanged),
        ("wider letters", wider),
        ("a blank page that nobody bound", blank_page),
    ):
        yield Damage(said, in_file(altered), STRANGE)
