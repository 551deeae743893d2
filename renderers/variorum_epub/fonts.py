"""Embedded fonts: the faces of the house style's families, cut down to the characters in use.

A face that is not installed or a character without a glyph is a finding; nothing is replaced in silence.
"""

from __future__ import annotations

import io
import json
import re
import struct
import subprocess
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

from variorum.contract import Shelf
from variorum.css.writing import Address, AtRule, Call, Declarations, Keyword, Text, rule
from variorum.extract import Look, has_ink
from variorum.findings import Diagnostic, Result
from variorum.findings.typesetting import FontMissing, GlyphMissing
from variorum.publication import Publication
from variorum.style import FontFamily
from variorum_epub.read.cascade import Looks
from variorum_epub.survey import place_of

# fontconfig's scales: a slant of 0 is upright; 80 is regular, 180 demibold, 200 bold.
BOLD = 180
NOT_NEEDED = ("Silt", "Silf", "Sill", "Glat", "Gloc", "Feat", "FFTM")
"""Tables that cannot be cut down: of dates, and of an engine that is not needed beside OpenType."""

FC_LIST = ("fc-list", "--format", "%{file}\t%{index}\t%{slant}\t%{weight}\t%{variable}\n")


@dataclass(frozen=True, slots=True, order=True)
class Face:
    """A face of a family."""

    bold: bool
    italic: bool

    @property
    def name(self) -> str:
        """Return what type calls it."""
        return " ".join(["Bold"] * self.bold + ["Italic"] * self.italic) or "Regular"

    @property
    def nearest(self) -> tuple[Face, ...]:
        """Return the faces of which this one can be made, itself first."""
        return (self, Face(False, self.italic), Face(self.bold, False), Face(False, False))


@dataclass(frozen=True, slots=True)
class EmbeddedFace:
    """A face in the package: its file, its bytes and its `@font-face` rule."""

    name: str
    media_type: str
    data: bytes
    rule: str


def embed(
    family: FontFamily, letters: Iterable[tuple[str, Looks]], publication: Publication, shelf: Shelf
) -> Result[tuple[EmbeddedFace, ...]]:
    """Return the faces that these letters need, each with its own characters.

    Of a face that the family does not have, a reading system makes one of the nearest that it has.
    """
    wanted = _letters_by_face(family, letters)
    packages = {family.family: family.package} | {one.family: one.package for one in family.stand_ins}
    found: list[Diagnostic] = []
    embedded: list[EmbeddedFace] = []
    for name in family.families:
        for face, characters in sorted(wanted.get(name, {}).items()):
            file = _installed(name).get(face)
            if file is None:
                whole = name if face == Face(False, False) else f"{name} {face.name}"
                found.append(FontMissing(family=whole, package=packages[name]))
                continue
            needed = frozenset(c for c in characters if has_ink(c) or c == " ")
            made, missing = _cut_down(file, needed, shelf)
            found.extend(_no_glyph(character, name, publication) for character in missing)
            embedded.append(_embedded(name, face, made))
    unique = {(type(d), d.facts): d for d in found}
    return Result(tuple(embedded), tuple(unique.values()))


def faces_among(family: FontFamily, files: Mapping[str, bytes]) -> tuple[EmbeddedFace, ...]:
    """Return the faces of the typefaces that lie in a package, in the order in which `embed` gives them."""
    possible = (
        _embedded(name, face, program)
        for name in family.families
        for face in sorted(Face(bold, italic) for bold in (False, True) for italic in (False, True))
        for program in (b"OTTO", b"")
    )
    return tuple(replace(one, data=files[one.name]) for one in possible if one.name in files)


def strange_face(family: FontFamily, embedded: EmbeddedFace, shelf: Shelf) -> str | None:
    """Say what is wrong with a face that lies in a package: it is not the installed one, cut down."""
    try:
        with TTFont(io.BytesIO(embedded.data), lazy=True) as font:
            characters = frozenset(map(chr, font.getBestCmap() or ()))
    except (TTLibError, AssertionError, KeyError, struct.error) as error:
        return f"a typeface that cannot be read ({error})"
    for name in family.families:
        for face, file in _installed(name).items():
            made = _embedded(name, face, embedded.data)
            if made.name == embedded.name:
                same = _cut_down(file, frozenset(c for c in characters if has_ink(c) or c == " "), shelf)[0]
                return None if same == embedded.data else "another typeface than the installed one"
    return "a typeface that is not installed"


def _letters_by_face(
    family: FontFamily, letters: Iterable[tuple[str, Looks]]
) -> dict[str, dict[Face, set[str]]]:
    """Return which characters are wanted of which face of each typeface."""
    others = {character: one.family for one in family.stand_ins for character in one.characters}
    wanted: dict[str, dict[Face, set[str]]] = {}
    by_looks: dict[Looks, set[str]] = {}
    for text, looks in letters:
        by_looks.setdefault(looks, set()).update(text)
    for looks, met in by_looks.items():
        face = Face(Look.BOLD in looks, Look.ITALIC in looks)
        strange = others.keys() & met
        for name in (family.family, *{others[one] for one in strange}):
            own = [one for one in met if others.get(one, family.family) == name]
            there = next((one for one in face.nearest if one in _installed(name)), face)
            capitals = "".join(own).upper() if Look.SMALL_CAPS in looks else ""
            wanted.setdefault(name, {}).setdefault(there, set()).update(own, capitals)
    return wanted


def _no_glyph(character: str, family: str, publication: Publication) -> Diagnostic:
    name = unicodedata.name(character, f"U+{ord(character):04X}").lower()
    span = place_of(character, publication)
    return GlyphMissing(span, family=family, character=character, name=name)


@cache
def _installed(family: str) -> Mapping[Face, tuple[str, int]]:
    """Return the files of a family by face, as fontconfig knows them; none if there is no fontconfig."""
    try:
        listed = subprocess.run(
            (*FC_LIST, f":family={family}"), capture_output=True, text=True, check=False, timeout=60
        ).stdout
    except FileNotFoundError:
        return {}
    faces: dict[Face, tuple[int, str, int]] = {}
    for line in sorted(listed.splitlines()):
        file, index, slant, weight, variable = line.split("\t")
        if variable == "True" or not weight.isdigit():
            continue
        heavy = int(weight)
        face = Face(heavy >= BOLD, slant != "0")
        distance = abs(heavy - (200 if face.bold else 80))
        faces[face] = min(faces.get(face, (1000, "", 0)), (distance, file, int(index)))
    return {face: (file, index) for face, (_, file, index) in faces.items()}


def _cut_down(
    file: tuple[str, int], characters: frozenset[str], shelf: Shelf
) -> tuple[bytes, tuple[str, ...]]:
    """Return what `_subset` does, of a font that was cut down so before what was kept."""
    content = "face", *file, "".join(sorted(characters))
    known = shelf.part(*content)
    if known is not None:
        told, _, data = known.partition(b"\n")
        return data, tuple(json.loads(told))
    data, missing = _subset(file, characters)
    shelf.keep(json.dumps(missing).encode() + b"\n" + data, *content)
    return data, missing


@cache
def _subset(file: tuple[str, int], characters: frozenset[str]) -> tuple[bytes, tuple[str, ...]]:
    """Return a font with these characters only, and the characters it has no glyph for."""
    from fontTools import subset  # noqa: PLC0415 - not where it was cut down before

    options = subset.Options(hinting=False, notdef_outline=True)
    options.layout_features = [*options.layout_features, "smcp", "c2sc"]
    options.drop_tables = [*options.drop_tables, *NOT_NEEDED]
    target = io.BytesIO()
    with TTFont(Path(file[0]), fontNumber=file[1], recalcTimestamp=False, lazy=True) as font:
        glyphs = font.getBestCmap() or {}
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=sorted({ord(c) for c in characters} | {0x20, 0xA0}))
        cutter.subset(font)
        font.save(target, reorderTables=True)
    return target.getvalue(), tuple(sorted(c for c in characters if ord(c) not in glyphs))


def _embedded(family: str, face: Face, data: bytes) -> EmbeddedFace:
    truetype = data[:4] != b"OTTO"
    suffix, kind = ("ttf", "truetype") if truetype else ("otf", "opentype")
    name = re.sub(r"[^\w.-]+", "-", f"{family}-{face.name}".lower())
    file = f"fonts/{name}.{suffix}"
    described: Declarations = {
        "font-family": Text(family),
        "font-style": Keyword("italic" if face.italic else "normal"),
        "font-weight": Keyword("bold" if face.bold else "normal"),
        "src": (Address(f"../{file}"), Call("format", Text(kind))),
    }
    return EmbeddedFace(file, f"font/{suffix}", data, rule(AtRule.FONT_FACE, described))
