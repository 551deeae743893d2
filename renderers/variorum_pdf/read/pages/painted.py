"""What the pages of a file show: read anew, or told again where a page is painted with what it was before."""

from __future__ import annotations

import contextlib
import json
import sys
import zlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeAlias

import pikepdf

from variorum.contract import Shelf
from variorum_pdf.font_program import Program, program_of
from variorum_pdf.read.canvas import Area, Canvas, Glyph, Ruling, Stretch
from variorum_pdf.read.content import canvas_of
from variorum_pdf.read.ink import Eye
from variorum_pdf.read.pages.digests import Digests
from variorum_pdf.read.pages.sight import unseen_letters

PAGE = "page as it is read"
"""Under what pages are kept."""
QUICK = 1
"""How hard what is kept is packed."""
Unseen: TypeAlias = Mapping[int, Sequence[str | None]]
"""Of stretches, by their numbers, of which a letter cannot be seen, why each cannot."""


def painted_pages(pdf: pikepdf.Pdf, data: bytes, shelf: Shelf) -> Iterator[tuple[Canvas, Unseen]]:
    """Yield what each page of a file shows, with the letters that cannot be seen."""
    programs: dict[Any, Program] = {}
    digests = Digests(pdf)
    names = [digests.of_page(page) for page in pdf.pages]
    typefaces = _Typefaces(pdf, digests, programs)
    with Eye(data) as eye:
        for number, (page, name) in enumerate(zip(pdf.pages, names, strict=True)):
            known = None if name is None else shelf.part(PAGE, sys.byteorder, name)
            if known is not None:
                with contextlib.suppress(LookupError):  # two fonts of the file are the same
                    yield unpacked(known, typefaces)
                    continue
            canvas = canvas_of(page, programs)
            unseen = dict(unseen_letters(canvas, number, eye))
            fonts = _names(canvas, programs, digests)
            if name is not None and fonts is not None:
                shelf.keep(packed(canvas, unseen, fonts), PAGE, sys.byteorder, name)
            yield canvas, unseen


def _names(canvas: Canvas, programs: Mapping[Any, Program], digests: Digests) -> dict[int, str] | None:
    """Return the digests of the fonts of a page, by identity; none if one cannot be known by its own."""
    numbers = {id(program): number for number, program in programs.items()}
    found = {}
    for program in {id(stretch.program) for stretch in canvas.stretches}:
        number = numbers[program]
        name = digests.font(number) if isinstance(number, tuple) else None
        if name is None:
            return None
        found[program] = name
    return found


class _Typefaces(dict[str, Program]):
    """The fonts of a file by their digests, each read when it is first asked for."""

    def __init__(self, pdf: pikepdf.Pdf, digests: Digests, programs: dict[Any, Program]) -> None:
        super().__init__()
        self.pdf, self.digests, self.programs = pdf, digests, programs

    def __missing__(self, name: str) -> Program:
        number, *others = self.digests.fonts[name]
        if others:
            raise KeyError(name)
        if number not in self.programs:
            self.programs[number] = program_of(self.pdf.get_object(*number))
        made = self[name] = self.programs[number]
        return made


def packed(canvas: Canvas, unseen: Unseen, fonts: Mapping[int, str]) -> bytes:
    """Return what a page shows as bytes; `fonts` are the digests of its fonts, by identity."""
    glyphs = [glyph for stretch in canvas.stretches for glyph in stretch.glyphs]
    told = {
        "stretches": [
            (
                *(fonts[id(one.program)], one.size, one.baseline, one.slant, one.colour, one.alpha),
                *(one.mode, one.mcid, one.artifact, one.around, len(one.glyphs)),
            )
            for one in canvas.stretches
        ],
        "rulings": [(one.left, one.right, one.height, one.weight, one.mcid) for one in canvas.rulings],
        "areas": [(one.box, one.weight, one.mcid, one.border) for one in canvas.areas],
        "box": canvas.box,
        "strange": canvas.strange,
        "inks": sorted(canvas.inks),
        "placed": canvas.placed,
        "numbers": canvas.numbers,
        "unseen": list(unseen.items()),
        "glyphs": len(glyphs),
    }
    columns = (
        array("I", [glyph.code for glyph in glyphs]).tobytes(),
        array("d", [glyph.left for glyph in glyphs]).tobytes(),
        array("d", [glyph.right for glyph in glyphs]).tobytes(),
    )
    return zlib.compress(b"".join((json.dumps(told).encode(), b"\n", *columns)), QUICK)


def unpacked(data: bytes, typefaces: Mapping[str, Program]) -> tuple[Canvas, dict[int, list[str | None]]]:
    """Return what a page shows of its bytes; `typefaces` are those of the file by their digests."""
    head, _, columns = zlib.decompress(data).partition(b"\n")
    told = json.loads(head)
    count = told["glyphs"]
    codes, places = array("I"), array("d")
    codes.frombytes(columns[: count * codes.itemsize])
    places.frombytes(columns[count * codes.itemsize :])
    glyphs = zip(codes, places[:count], places[count:], strict=True)
    canvas = Canvas(
        tuple(_stretch(row, glyphs, typefaces) for row in told["stretches"]),
        tuple(Ruling(*row) for row in told["rulings"]),
        _four(told["box"]),
        tuple(Area(_four(box), weight, mcid, border) for box, weight, mcid, border in told["areas"]),
        tuple(told["strange"]),
        frozenset(map(tuple, told["inks"])),
        tuple(map(tuple, told["placed"])),
        tuple(told["numbers"]),
    )
    return canvas, dict(told["unseen"])


def _stretch(
    row: Sequence[Any], glyphs: Iterator[tuple[int, float, float]], typefaces: Mapping[str, Program]
) -> Stretch:
    name, size, baseline, slant, colour, alpha, mode, mcid, artifact, around, count = row
    program = typefaces[name]
    known = program.glyphs
    made = [Glyph(known[code][1], code, left, right) for code, left, right in islice(glyphs, count)]
    return Stretch(program, size, baseline, slant, tuple(colour), alpha, mode, mcid, artifact, around, made)


def _four(row: Sequence[float]) -> tuple[float, float, float, float]:
    left, bottom, right, top = row
    return left, bottom, right, top
