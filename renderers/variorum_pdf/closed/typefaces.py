"""Whether the typefaces that a PDF brings along are the installed ones: shapes, widths, and what glyphs mean.

A subset keeps the numbers of the glyphs that it shows, so that each is compared with that of its number. What
it means is what the font's own map of characters says, or of the glyphs in whose place substitutions put it.
"""

from __future__ import annotations

import io
import struct
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont, TTLibError

from variorum.extract import INVISIBLE, Look
from variorum.fonts import faces
from variorum.vocabulary import Unknown
from variorum_pdf.font_program import Program
from variorum_pdf.read.canvas import MIRRORED, Canvas, is_leftwards

WIDTH = 1.5
"""By how many thousandths of its size a glyph may be wider than the typeface has it."""
FINE = 1.0
"""By how many units a point of a shape may be off."""
LEANT = "Oblique"
"""How a face is called that was made to lean, for want of one of its own or of a sign in that."""
DEEPEST = 4
"""How many substitutions a glyph may have behind it."""


@dataclass(frozen=True)
class InstalledFace:
    """A face as it is installed."""

    path: Path
    number: int

    @cached_property
    def font(self) -> Any:
        """Return the font."""
        return TTFont(io.BytesIO(self.path.read_bytes()), fontNumber=self.number, lazy=True)

    @cached_property
    def looks(self) -> frozenset[Look]:
        """Return whether it is italic or bold, by its own word (OpenType, head, macStyle)."""
        style = int(self.font["head"].macStyle)
        bold, italic = style & 1, style & 2
        return frozenset([Look.BOLD] * bool(bold) + [Look.ITALIC] * bool(italic))

    @cached_property
    def order(self) -> Sequence[str]:
        """Return the names of its glyphs by their numbers."""
        return list(self.font.getGlyphOrder())

    @cached_property
    def glyphs(self) -> Any:
        """Return what draws its glyphs."""
        return self.font.getGlyphSet()

    @cached_property
    def mapped(self) -> Mapping[str, frozenset[str]]:
        """Return the characters that its map gives each glyph."""
        found: dict[str, set[str]] = {}
        for character, name in (self.font.getBestCmap() or {}).items():
            found.setdefault(name, set()).add(chr(character))
        return {name: frozenset(characters) for name, characters in found.items()}

    @cached_property
    def origins(self) -> Mapping[str, Sequence[tuple[str, ...]]]:
        """Return for each glyph the rows of glyphs in the place of which a substitution puts it."""
        found: dict[str, list[tuple[str, ...]]] = {}
        table = self.font["GSUB"].table if "GSUB" in self.font else None
        for lookup in table.LookupList.Lookup if table is not None and table.LookupList else ():
            for part in lookup.SubTable:
                for glyph, row in _substitutions(getattr(part, "ExtSubTable", part)):
                    found.setdefault(glyph, []).append(row)
        return found

    def meanings(self, name: str, depth: int = 0) -> frozenset[str]:
        """Return the texts that a glyph can stand for."""
        found = set(self.mapped.get(name, ()))
        if depth < DEEPEST:
            for row in self.origins.get(name, ()):
                said = {""}
                for one in row:
                    said = {before + text for before in said for text in self.meanings(one, depth + 1)}
                found |= said
        return frozenset(found)


def _substitutions(part: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield for a substitution the glyph that it puts and the glyphs in the place of which (GSUB 1 to 4)."""
    if hasattr(part, "ligatures"):
        for first, ligatures in part.ligatures.items():
            yield from ((one.LigGlyph, (first, *one.Component)) for one in ligatures)
    elif hasattr(part, "alternates"):
        yield from ((glyph, (base,)) for base, others in part.alternates.items() for glyph in others)
    elif hasattr(part, "mapping"):
        for base, put in part.mapping.items():
            yield from ((glyph, (base,)) for glyph in ([put] if isinstance(put, str) else put))


def strange_typefaces(canvases: Iterable[Canvas]) -> Iterator[Unknown]:
    """Yield what is strange of the typefaces in which pages are set.

    Typefaces of pictures (9.6.4), and those of which one file holds many weights, are not compared: of the
    one there are no outlines, of the other those of a weight that is between the installed ones.
    """
    programs = {id(one.program): one.program for canvas in canvases for one in canvas.stretches}
    for program in programs.values():
        at = f"the typeface {program.name.split('+')[-1]}"
        if program.pictured:
            continue
        if not program.data:
            yield Unknown("a typeface that the file does not bring along", at)
            continue
        try:
            with TTFont(io.BytesIO(program.data), lazy=True) as font:
                yield from (Unknown(said, at) for said in _strange(font, program))
        except (TTLibError, AssertionError, KeyError, struct.error, IndexError) as error:
            yield Unknown(f"a typeface that cannot be read ({error})", at)


def _strange(font: Any, program: Program) -> Iterator[str]:
    faces_of_it = _installed(program.family)
    alike = [one for one in faces_of_it if one.looks == program.looks]
    installed = faces_of_it if LEANT in program.name else alike or faces_of_it
    if not installed:
        yield "a typeface that is not installed"
        return
    if any("fvar" in one.font for one in installed):
        return
    drawn = _shapes(font, program)
    face = min(installed, key=lambda one: sum(1 for code in drawn if not _is_same(one, code, drawn[code])))
    for code in sorted(drawn):
        if not _is_same(face, code, drawn[code]):
            yield f"another shape of “{program.texts[code]}” than the installed one"
    scale = 1000 / face.font["head"].unitsPerEm
    for code, text in sorted(program.texts.items()):
        if code >= len(face.order):
            yield f"the glyph {code}, which the installed typeface does not have"
            continue
        name = face.order[code]
        width = face.font["hmtx"][name][0] * scale
        if abs(program.widths.get(code, program.default) - width) > WIDTH:
            yield f"another width of “{text}” than the installed one"
        if not _means(face, name, text):
            yield f"“{text}” for a glyph that is “{' or '.join(sorted(face.meanings(name))) or name}”"


@cache
def _installed(family: str) -> tuple[InstalledFace, ...]:
    """Return the installed faces of a family, those of other kinds of files (Type 1) left out."""
    found = []
    for path in faces(family):
        with suppress(TTLibError), TTFont(path, fontNumber=0, lazy=True) as font:
            count = getattr(font.reader, "numFonts", 1) or 1
            found += [InstalledFace(path, number) for number in range(count)]
    return tuple(found)


def _shapes(font: Any, program: Program) -> dict[int, list[Any]]:
    """Return the outline of each glyph that has a meaning."""
    glyphs, order = font.getGlyphSet(), font.getGlyphOrder()
    return {code: _outline(glyphs, order[code]) for code in program.texts if code < len(order)}


def _outline(glyphs: Any, name: str) -> list[Any]:
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return pen.value


def _is_same(face: InstalledFace, code: int, outline: list[Any]) -> bool:
    if code >= len(face.order):
        return False
    other = _outline(face.glyphs, face.order[code])
    if outline == other:
        return True
    if [step for step, _ in outline] != [step for step, _ in other]:
        return False
    points = (
        (one, two)
        for (_, ones), (_, twos) in zip(outline, other, strict=True)
        for one, two in zip(ones, twos, strict=False)
    )
    return all(
        one == two
        or (
            one is not None
            and two is not None
            and abs(one[0] - two[0]) <= FINE
            and abs(one[1] - two[1]) <= FINE
        )
        for one, two in points
    )


def _means(face: InstalledFace, name: str, text: str) -> bool:
    """Return whether a glyph may stand for a text, which may have more letters behind it.

    Where letters have accents or run leftwards the first glyph of the text may be any of it. A glyph of which
    the font does not say what it means (where rules of Graphite put it) is not judged.
    """
    said = _plain(text)
    if not said or text in INVISIBLE:
        return True
    known = {_plain(one) for one in face.mapped.get(name, ())}
    if any(said.startswith(one) for one in known if one):
        return True
    known |= {_plain(one) for one in face.meanings(name)}
    known |= {MIRRORED[one] for one in known if one in MIRRORED}
    anywhere = any(unicodedata.category(one)[0] == "M" or is_leftwards(one) for one in said)
    return not any(known) or any(one in said if anywhere else said.startswith(one) for one in known if one)


def _plain(text: str) -> str:
    """Return a text as a glyph shows it: hyphens alike, no blanks, letters apart from their accents."""
    spread = unicodedata.normalize(
        "NFKD", text.replace("\u00ad", "-").replace("\u2010", "-").replace("\u2011", "-")
    )
    return "".join(one for one in spread if not one.isspace())
