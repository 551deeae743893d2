"""Interpret the content of a PDF page: which glyphs and lines are painted where, and under which mark.

After ISO 32000-1, 8.4 (graphics state), 9.4 (text) and 14.6 (marked content). Only what is painted
counts: no ActualText, no attachments.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, TypeAlias

import pikepdf

from variorum_pdf.font_program import Program, program_of

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Colour: TypeAlias = tuple[float, ...]
BLACK: Colour = (0.0,)


MIRRORED = {
    one: other
    for pair in ("()", "[]", "{}", "<>", "«»", "‹›", "⟨⟩", "⟦⟧", "⁅⁆", "〈〉")
    for one, other in (tuple(pair), tuple(reversed(pair)))
}
"""Brackets and quotation marks that stand for their counterparts where words run from right to left."""
BACKWARDS = 0.1
"""How far, in sizes of its type, a glyph stands before the last one at least where words run so."""


class Glyph(NamedTuple):
    """A painted glyph: its text, its code, and from where to where it goes on the page (points)."""

    text: str
    code: int
    left: float
    right: float


@dataclass(slots=True)
class Stretch:
    """Glyphs painted in one go: one font, one size, one baseline, one colour, one mark.

    `mcid` is the number of the marked content, `artifact` is true in an artefact; with neither, the words
    are outside the structure. `slant` is the shear of the text matrix.
    """

    program: Program
    size: float
    baseline: float
    slant: float
    colour: Colour
    alpha: float
    mode: int
    mcid: int | None
    artifact: bool
    glyphs: list[Glyph] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the text of the glyphs."""
        return "".join(glyph.text for glyph in self.glyphs)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A horizontal line that is painted: from where to where, at which height, how thick."""

    left: float
    right: float
    height: float
    weight: float
    mcid: int | None


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a page shows; `box` is its visible part."""

    stretches: tuple[Stretch, ...]
    rulings: tuple[Ruling, ...]
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _State:
    ctm: Matrix = IDENTITY
    fill: Colour = BLACK
    stroke: Colour = BLACK
    alpha: float = 1.0
    width: float = 1.0
    program: Program | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


@dataclass(frozen=True, slots=True)
class _Mark:
    mcid: int | None
    artifact: bool


def canvas_of(page: pikepdf.Page, programs: dict[Any, Program]) -> Canvas:
    """Interpret a page; `programs` keeps fonts that other pages use too."""
    reader = _Reader(programs)
    reader.run(page, page.obj.get("/Resources", pikepdf.Dictionary()))
    box = page.cropbox
    return Canvas(
        tuple(stretch for stretch in reader.stretches if stretch.glyphs),
        tuple(reader.rulings),
        (float(box[0]), float(box[1]), float(box[2]), float(box[3])),
    )


@dataclass(slots=True)
class _Reader:
    programs: dict[Any, Program]
    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    marks: list[_Mark] = field(default_factory=list)
    text: Matrix = IDENTITY
    line: Matrix = IDENTITY
    path: list[tuple[float, float, float, float]] = field(default_factory=list)
    point: tuple[float, float] = (0.0, 0.0)
    stretches: list[Stretch] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    thickness: float = 0.0
    depth: int = 0

    def run(self, source: Any, resources: Any) -> None:
        """Interpret a content stream."""
        for instruction in pikepdf.parse_content_stream(source):
            operands, name = instruction.operands, str(instruction.operator)
            if name in TEXT:
                self.show(name, operands)
            elif name in ("Do", "Tf", "gs", "BDC"):
                self.resource(name, operands, resources)
            else:
                self.graphics(name, operands)

    def graphics(self, name: str, operands: Any) -> None:
        """Follow an operator that needs no resources and shows no text."""
        state = self.state
        match name:
            case "q":
                self.stack.append(state)
            case "Q":
                if self.stack:
                    self.state = self.stack.pop()
            case "cm":
                self.state = replace(state, ctm=_product(_matrix(operands), state.ctm))
            case "BT":
                self.text = self.line = IDENTITY
            case "BMC":
                self.marks.append(_Mark(None, str(operands[0]) == "/Artifact"))
            case "EMC":
                if self.marks:
                    self.marks.pop()
            case "g" | "rg" | "k" | "sc" | "scn":
                self.state = replace(state, fill=_numbers(operands))
            case "G" | "RG" | "K" | "SC" | "SCN":
                self.state = replace(state, stroke=_numbers(operands))
            case "w":
                self.state = replace(state, width=float(operands[0]))
            case "Tc":
                self.state = replace(state, spacing=float(operands[0]))
            case "Tw":
                self.state = replace(state, word_spacing=float(operands[0]))
            case "Tz":
                self.state = replace(state, scale=float(operands[0]) / 100)
            case "TL":
                self.state = replace(state, leading=float(operands[0]))
            case "Ts":
                self.state = replace(state, rise=float(operands[0]))
            case "Tr":
                self.state = replace(state, mode=int(operands[0]))
            case "Td" | "TD":
                if name == "TD":
                    self.state = replace(state, leading=-float(operands[1]))
                self.move(float(operands[0]), float(operands[1]))
            case "Tm":
                self.text = self.line = _matrix(operands)
            case "T*":
                self.move(0.0, -state.leading)
            case _:
                self.draw(name, operands)

    def move(self, x: float, y: float) -> None:
        """Begin a line of text relative to the last."""
        self.text = self.line = _product((1.0, 0.0, 0.0, 1.0, x, y), self.line)

    def draw(self, name: str, operands: Any) -> None:
        """Follow a path; only horizontal lines are of interest."""
        match name:
            case "m":
                self.point = (float(operands[0]), float(operands[1]))
            case "l":
                x, y = float(operands[0]), float(operands[1])
                self.path.append((*self.point, x, y))
                self.point = (x, y)
            case "re":
                x, y, width, height = _numbers(operands)
                self.path.append((x, y + height / 2, x + width, y + height / 2))
                self.point, self.thickness = (x, y), abs(height)
            case "S" | "s":
                self.rule(self.state.width)
            case "f" | "F" | "f*" | "B" | "B*" | "b" | "b*":
                self.rule(None)
            case "n":
                self.path.clear()
            case _:
                pass

    def rule(self, weight: float | None) -> None:
        """Keep the horizontal lines of the path that is painted now."""
        a, b, c, d, *_ = self.state.ctm
        scale = (abs(a * d - b * c)) ** 0.5
        thick = (self.thickness if weight is None else weight) * scale
        for x1, y1, x2, y2 in self.path:
            left, bottom = _at(self.state.ctm, x1, y1)
            right, top = _at(self.state.ctm, x2, y2)
            if abs(top - bottom) < 0.1 and thick < 4 and abs(right - left) > 0.2:
                mcid = self.mark().mcid
                self.rulings.append(Ruling(min(left, right), max(left, right), bottom, thick, mcid))
        self.path.clear()

    def resource(self, name: str, operands: Any, resources: Any) -> None:
        """Follow an operator that names a resource."""
        match name:
            case "Tf":
                font = resources.get("/Font", {}).get(str(operands[0]))
                self.state = replace(self.state, program=self.font(font), size=float(operands[1]))
            case "gs":
                extra = resources.get("/ExtGState", {}).get(str(operands[0]))
                if extra is not None and "/ca" in extra:
                    self.state = replace(self.state, alpha=float(extra["/ca"]))
            case "BDC":
                properties = operands[1]
                if isinstance(properties, pikepdf.Name):
                    properties = resources.get("/Properties", {}).get(str(properties), pikepdf.Dictionary())
                number = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
                artifact = str(operands[0]) == "/Artifact"
                self.marks.append(_Mark(None if number is None else int(number), artifact))
            case _:
                self.form(resources.get("/XObject", {}).get(str(operands[0])), resources)

    def form(self, made: Any, resources: Any) -> None:
        """Interpret a form; a picture has no words."""
        if made is None or made.get("/Subtype") != "/Form" or self.depth > 8:
            return
        kept, self.depth = self.state, self.depth + 1
        matrix = made.get("/Matrix")
        if matrix is not None:
            self.state = replace(kept, ctm=_product(_matrix(matrix), kept.ctm))
        self.run(made, made.get("/Resources", resources))
        self.state, self.depth = kept, self.depth - 1

    def font(self, font: Any) -> Program | None:
        """Return what a font says about its glyphs."""
        if font is None:
            return None
        key = font.objgen if font.is_indirect else id(font)
        if key not in self.programs:
            self.programs[key] = program_of(font)
        return self.programs[key]

    def mark(self) -> _Mark:
        """Return the innermost mark that says what the content is."""
        artifact = any(mark.artifact for mark in self.marks)
        number = next((mark.mcid for mark in reversed(self.marks) if mark.mcid is not None), None)
        return _Mark(None if artifact else number, artifact)

    def show(self, name: str, operands: Any) -> None:
        """Paint text."""
        if name == "'":
            self.move(0.0, -self.state.leading)
        elif name == '"':
            word, letter = float(operands[0]), float(operands[1])
            self.state = replace(self.state, word_spacing=word, spacing=letter)
            self.move(0.0, -self.state.leading)
        state = self.state
        if state.program is None:
            return
        pen = self.glyphs(operands[0] if name == "TJ" else (operands[-1],), state, state.program)
        a, b, c, d, e, f = self.text
        self.text = (a, b, c, d, a * pen + e, b * pen + f)

    def stretch(self, state: _State, program: Program) -> Stretch:
        """Return the stretch that takes the next glyphs: the last one, if nothing has changed."""
        mark = self.mark()
        _, _, c, d, _, _ = _product(self.text, state.ctm)
        size = round(state.size * (c * c + d * d) ** 0.5, 3)
        _, baseline = _at(_product(self.text, state.ctm), 0.0, state.rise)
        colour = state.stroke if state.mode == 1 else state.fill
        made = Stretch(
            program, size, round(baseline, 2), round(c / d, 3) if d else 0.0, colour, state.alpha,
            state.mode, mark.mcid, mark.artifact,
        )  # fmt: skip
        last = self.stretches[-1] if self.stretches else None
        if last is not None and _alike(last, made):
            return last
        self.stretches.append(made)
        return made

    def glyphs(self, parts: Iterable[Any], state: _State, program: Program) -> float:
        """Paint codes, and return how far the pen has gone along the baseline."""
        a, _, _, _, e, _ = _product(self.text, state.ctm)
        size = state.size * state.scale / 1000
        spacing, between = state.spacing * state.scale, state.word_spacing * state.scale
        add, decode, spaced = self.stretch(state, program).glyphs.append, program.decode, program.single
        pen = 0.0
        for part in parts:
            if not isinstance(part, pikepdf.String):
                pen -= float(part) * size
                continue
            for code, text, width in decode(bytes(part)):
                step = width * size
                add(Glyph(text, code, a * pen + e, a * (pen + step) + e))
                pen += step + spacing
                if spaced and text == " ":
                    pen += between
        return pen


TEXT = frozenset({"Tj", "TJ", "'", '"'})


def _alike(one: Stretch, other: Stretch) -> bool:
    return one.program is other.program and _manner(one) == _manner(other)


def _manner(one: Stretch) -> tuple[Any, ...]:
    return (
        one.size,
        one.baseline,
        one.mcid,
        one.artifact,
        one.colour,
        one.alpha,
        one.mode,
        one.slant,
    )


def _product(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in operands)
    return (a, b, c, d, e, f)


def _numbers(operands: Any) -> Colour:
    return tuple(float(value) for value in operands if not isinstance(value, pikepdf.Name))


def read_texts(stretch: Stretch, before: Stretch | None = None, after: Stretch | None = None) -> list[str]:
    """Return the texts of the glyphs of a stretch as they are read, with the stretches beside it.

    A bracket in words that run from right to left shows the form of its counterpart, as Unicode has it; there
    the pen goes back from the glyph before, or to the one behind.
    """
    left = _lettered(before.glyphs)[-1:] if before is not None and _in_one_line(before, stretch) else []
    right = _lettered(after.glyphs)[:1] if after is not None and _in_one_line(stretch, after) else []
    row = [*left, *_lettered(stretch.glyphs), *right]
    turned = {
        id(one)
        for at, one in enumerate(row)
        if one.text in MIRRORED and len(row) > 1
        for first, second in ((row[at - 1], one) if at else (one, row[1]),)
        if second.left < first.left - BACKWARDS * stretch.size
    }
    return [MIRRORED[one.text] if id(one) in turned else one.text for one in stretch.glyphs]


def _lettered(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Return glyphs without accents, which stand where their letters have them."""
    return [one for one in glyphs if not (one.text and all(map(unicodedata.combining, one.text)))]


def _in_one_line(one: Stretch, other: Stretch) -> bool:
    return abs(one.baseline - other.baseline) < BACKWARDS * other.size


def luminance(colour: Colour) -> float:
    """Return how light a colour is, from 0 (black) to 1 (white)."""
    match colour:
        case (grey,):
            return grey
        case (red, green, blue):
            return 0.2126 * red + 0.7152 * green + 0.0722 * blue
        case (cyan, magenta, yellow, black):
            return (1 - black) * (1 - (0.3 * cyan + 0.59 * magenta + 0.11 * yellow))
        case _:
            return 0.0
