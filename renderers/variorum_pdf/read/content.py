"""Interpret the content of a PDF page: which glyphs and lines are painted where, and under which mark.

After ISO 32000-1, 8.4 (graphics state), 9.4 (text) and 14.6 (marked content). Only what is painted
counts: no ActualText, no attachments.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import pikepdf

from variorum_pdf.font_program import Codes, Program, program_of
from variorum_pdf.read.canvas import (
    BLACK,
    FAINT,
    IDENTITY,
    LIGHT,
    Area,
    Canvas,
    Colour,
    Glyph,
    Matrix,
    Ruling,
    Stretch,
    luminance,
)
from variorum_pdf.read.operators import FORM, HEAVIEST, Syntax, is_side, strange, strange_state

Box: TypeAlias = tuple[float, float, float, float]
EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)
SET = 0.75
"""Points to a pixel, in which pages are set."""
LEVEL = 0.001
"""How far a line of words may be from level, and letters from as wide as they are high."""


@dataclass(frozen=True, slots=True)
class _State:
    ctm: Matrix = IDENTITY
    fill: Colour = BLACK
    stroke: Colour = BLACK
    alpha: float = 1.0
    width: float = 1.0
    clip: Box = EVERYWHERE
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
    figure: bool = False


def canvas_of(page: pikepdf.Page, programs: dict[Any, Program]) -> Canvas:
    """Interpret a page; `programs` keeps fonts that other pages use too."""
    reader = _Reader(programs)
    reader.run(page, page.obj.get("/Resources", pikepdf.Dictionary()))
    box = page.cropbox
    return Canvas(
        tuple(stretch for stretch in reader.stretches if stretch.glyphs),
        tuple(reader.rulings),
        (float(box[0]), float(box[1]), float(box[2]), float(box[3])),
        tuple(reader.areas),
        (*reader.strange, *reader.syntax.strange()),
        frozenset(reader.inks),
        tuple(reader.placed),
        tuple(reader.numbers),
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
    corners: list[tuple[float, float]] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    shape: tuple[tuple[float, float], ...] = ()
    numbers: list[int] = field(default_factory=list)
    depth: int = 0
    areas: list[Area] = field(default_factory=list)
    strange: dict[str, None] = field(default_factory=dict)
    inks: set[Colour] = field(default_factory=set)
    placed: list[Matrix] = field(default_factory=list)
    figures: int = 0
    syntax: Syntax = field(default_factory=Syntax)

    def run(self, source: Any, resources: Any) -> None:
        """Interpret a content stream."""
        for instruction in pikepdf.parse_content_stream(source):
            operands, name, figures = instruction.operands, str(instruction.operator), self.figures
            if not figures:
                self.know(strange(name, operands))
            if name in TEXT:
                self.show(name, operands)
            elif name in ("Do", "Tf", "gs", "BDC"):
                self.resource(name, operands, resources)
            else:
                self.graphics(name, operands)
            self.syntax.note(name, figures, self.figures)

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
                if not self.marks and not self.depth:
                    self.placed.append(_matrix(operands))
                self.state = replace(state, ctm=_product(_matrix(operands), state.ctm))
            case "BT":
                self.text = self.line = IDENTITY
            case "BMC":
                self.marks.append(_Mark(None, str(operands[0]) == "/Artifact"))
            case "EMC":
                if self.marks:
                    self.figures -= self.marks.pop().figure
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
        """Follow a path: its horizontal lines may be rules, all of it is an area."""
        match name:
            case "m" | "l":
                x, y = float(operands[0]), float(operands[1])
                if name == "l":
                    self.path.append((*self.point, x, y))
                self.point = (x, y)
                self.corners.append(self.point)
            case "re":
                x, y, width, height = _numbers(operands)
                self.path.append((x, y + height / 2, x + width, y + height / 2))
                self.point, self.thickness = (x, y), abs(height)
                self.corners += [(x, y), (x + width, y + height)]
                self.boxes.append((x, y, x + width, y + height))
            case "W" | "W*" if self.corners:
                self.shape = tuple(self.corners)
                self.state = replace(self.state, clip=_common(self.state.clip, self.extent()))
            case "S" | "s":
                self.rule(self.state.width)
            case "f" | "F" | "f*" | "B" | "B*" | "b" | "b*":
                if name == "f*" and not self.figures and not is_side(self.shape, self.boxes, HEAVIEST / SET):
                    self.know("a border that is none")
                self.rule(None, border=name == "f*")
            case "n":
                self.end_path()
            case _:
                pass

    def end_path(self) -> None:
        """Begin a new path."""
        self.path.clear()
        self.corners.clear()
        self.boxes.clear()

    def rule(self, weight: float | None, border: bool = False) -> None:
        """Keep the horizontal lines of the path that is painted now, and the area that it takes."""
        state = self.state
        a, b, c, d, *_ = state.ctm
        scale = (abs(a * d - b * c)) ** 0.5
        thick = (self.thickness if weight is None else weight) * scale
        colour = state.fill if weight is None else state.stroke
        seen = luminance(colour) <= LIGHT and state.alpha >= FAINT
        mcid = self.mark().mcid
        for x1, y1, x2, y2 in self.path:
            left, bottom = _at(state.ctm, x1, y1)
            right, top = _at(state.ctm, x2, y2)
            if seen and abs(top - bottom) < 0.1 and thick < 4 and abs(right - left) > 0.2:
                self.rulings.append(Ruling(min(left, right), max(left, right), bottom, thick, mcid))
        if not self.figures and self.corners:
            self.paint(colour)
            self.area(None if weight is None else weight * scale, mcid, border)
        self.end_path()

    def extent(self) -> Box:
        """Return the extent of the path on the page."""
        points = [_at(self.state.ctm, x, y) for x, y in self.corners]
        across, upwards = sorted(x for x, _ in points), sorted(y for _, y in points)
        return (across[0], upwards[0], across[-1], upwards[-1])

    def area(self, weight: float | None, mcid: int | None, border: bool) -> None:
        """Keep the area of the path that is painted now, `weight` points heavy if it is a line."""
        box = _common(self.state.clip, self.extent())
        thin = min(box[2] - box[0], box[3] - box[1])
        if thin > HEAVIEST:
            self.know("an area that is painted")
        self.areas.append(Area(box, thin if weight is None else weight, mcid, border))

    def paint(self, colour: Colour) -> None:
        """Take note of the ink of what is painted, which must be marked as something."""
        self.inks.add(colour)
        if not self.marks:
            self.know("paint that is not marked")

    def know(self, complaint: str | None) -> None:
        """Keep what is not known."""
        if complaint is not None:
            self.strange[complaint] = None

    def resource(self, name: str, operands: Any, resources: Any) -> None:
        """Follow an operator that names a resource."""
        match name:
            case "Tf":
                font = resources.get("/Font", {}).get(str(operands[0]))
                program, size = self.font(font), float(operands[1])
                if program is not self.state.program or size != self.state.size:
                    self.state = replace(self.state, program=program, size=size)
            case "gs":
                extra = resources.get("/ExtGState", {}).get(str(operands[0]))
                if not self.figures:
                    self.know(strange_state(extra))
                if extra is not None and "/ca" in extra:
                    self.state = replace(self.state, alpha=float(extra["/ca"]))
            case "BDC":
                properties = operands[1]
                if isinstance(properties, pikepdf.Name):
                    properties = resources.get("/Properties", {}).get(str(properties), pikepdf.Dictionary())
                number = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
                tag = str(operands[0])
                figure = tag == "/Figure"
                self.figures += figure
                self.numbers += [] if number is None else [int(number)]
                self.marks.append(_Mark(None if number is None else int(number), tag == "/Artifact", figure))
            case _:
                self.form(resources.get("/XObject", {}).get(str(operands[0])), resources)

    def form(self, made: Any, resources: Any) -> None:
        """Interpret a form; a picture has no words."""
        if not self.figures and (self.depth or not self.mark().artifact):
            self.know("a picture or form outside of figures and artefacts")
        if made is None or made.get("/Subtype") != "/Form" or self.depth > 8:
            return
        kept, self.depth, syntax = self.state, self.depth + 1, self.syntax
        self.syntax = Syntax(FORM)
        matrix = made.get("/Matrix")
        if matrix is not None:
            self.state = replace(kept, ctm=_product(_matrix(matrix), kept.ctm))
        self.run(made, made.get("/Resources", resources))
        if not self.figures:
            self.strange.update(dict.fromkeys(self.syntax.strange()))
        self.state, self.depth, self.syntax = kept, self.depth - 1, syntax

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
        if not self.figures:
            self.paint(state.stroke if state.mode == 1 else state.fill)
        if state.program is None:
            return
        shown = operands[0] if name == "TJ" else pikepdf.Array([operands[-1]])
        pen = self.glyphs(_parts(shown, state.program), state, state.program)
        a, b, c, d, e, f = self.text
        self.text = (a, b, c, d, a * pen + e, b * pen + f)

    def stretch(self, state: _State, program: Program) -> Stretch:
        """Return the stretch that takes the next glyphs: the last one, if nothing has changed."""
        mark = self.mark()
        a, b, c, d, _, _ = _product(self.text, state.ctm)
        if not self.figures and not (a > 0 and abs(b) < LEVEL and d > 0 and abs(a - d) < LEVEL * d):
            self.know("words that are turned, mirrored or drawn out")
        size = round(state.size * (c * c + d * d) ** 0.5, 3)
        _, baseline = _at(_product(self.text, state.ctm), 0.0, state.rise)
        colour = state.stroke if state.mode == 1 else state.fill
        made = Stretch(
            program, size, round(baseline, 2), round(c / d, 3) if d else 0.0, colour, state.alpha,
            state.mode, mark.mcid, mark.artifact, self.depth > 0,
        )  # fmt: skip
        last = self.stretches[-1] if self.stretches else None
        if last is not None and _alike(last, made):
            return last
        self.stretches.append(made)
        return made

    def glyphs(self, parts: Iterable[Codes | float], state: _State, program: Program) -> float:
        """Paint codes, and return how far the pen has gone along the baseline."""
        a, _, _, _, e, _ = _product(self.text, state.ctm)
        size = state.size * state.scale / 1000
        spacing, between = state.spacing * state.scale, state.word_spacing * state.scale
        add, spaced = self.stretch(state, program).glyphs.append, program.single
        pen = 0.0
        for part in parts:
            if isinstance(part, float):
                pen -= part * size
                continue
            for code, text, width in part:
                step = width * size
                add(Glyph(text, code, a * pen + e, a * (pen + step) + e))
                pen += step + spacing
                if spaced and text == " ":
                    pen += between
        return pen


def _parts(shown: Any, program: Program) -> list[Codes | float]:
    """Return the codes and numbers of an array (9.4.3), read as written if no string has brackets."""
    written = shown.unparse()
    if b"(" in written:
        return [
            program.decode(bytes(part)) if isinstance(part, pikepdf.String) else float(part) for part in shown
        ]
    known = program.strings
    return [known[part] if part[0] == HEX else float(part) for part in written[1:-1].split()]


HEX = ord("<")
TEXT = frozenset({"Tj", "TJ", "'", '"'})


def _alike(one: Stretch, other: Stretch) -> bool:
    return one.program is other.program and _manner(one) == _manner(other)


def _manner(one: Stretch) -> tuple[Any, ...]:
    return (
        one.size,
        one.baseline,
        one.mcid,
        one.artifact,
        one.around,
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


def _common(one: Box, other: Box) -> Box:
    return (max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]))


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in operands)
    return (a, b, c, d, e, f)


def _numbers(operands: Any) -> Colour:
    return tuple(float(value) for value in operands if not isinstance(value, pikepdf.Name))
