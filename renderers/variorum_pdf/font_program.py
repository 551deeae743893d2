"""What an embedded font says: the text of each code, how wide its glyph is, whether it is a small capital."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

from variorum.extract import Look

TALL, DEEP, LEVEL = frozenset("bdfhikl"), frozenset("gpy"), frozenset("aceorsuvwxz")
"""Letters whose small capital differs in every typeface: without ascender, without descender, or higher.

The others tell nothing: t, m and n are of any height between, ø and what has an accent is higher anyway.
"""
FLAT, HIGH, TOP = 1.04, 1.06, 1.30
"""In heights of a small x: how high the others are at the most, small capitals at the least and the most."""
OTHERS = re.compile("[\u0370-\u03ff\u0430-\u045f](?<![ηκλπςστ])")
DEPTH = -0.1
"""How far below its line, in em, a letter with a descender reaches at the least."""


Codes: TypeAlias = list[tuple[int, str, float]]
"""Code, text and width (thousandths of the size) of glyphs."""


@dataclass(eq=False)
class Program:
    """A font of the file. `single` fonts have codes of one byte; `family` is empty where it is not told.

    `middle` is how far above its line the middle of its lines is (thousandths of the size). `pictured`: its
    glyphs are contents of their own, not a program.
    """

    name: str
    single: bool
    texts: Mapping[int, str]
    widths: Mapping[int, float]
    default: float
    data: bytes = field(repr=False, default=b"")
    family: str = ""
    middle: float = 0.0
    pictured: bool = False

    def decode(self, codes: bytes) -> Codes:
        """Return code, text and width (thousandths of the size) of each glyph; no text is U+FFFD."""
        if self.single:
            return [self.glyphs[code] for code in codes]
        glyphs = self.glyphs
        return [glyphs[codes[at] << 8 | codes[at + 1]] for at in range(0, len(codes) - 1, 2)]

    @cached_property
    def strings(self) -> Mapping[bytes, Codes]:
        """Return what `decode` says of strings by how they are written (“<0041>”), kept once asked for."""
        return _Strings(self)

    @cached_property
    def glyphs(self) -> Mapping[int, tuple[int, str, float]]:
        """Return code, text and width of each code, made when it is first asked for."""
        return _Glyphs(self.texts, self.widths, self.default)

    @cached_property
    def looks(self) -> frozenset[Look]:
        """Return the looks that the typeface itself has, by its name."""
        name = self.name.split("+")[-1].lower()
        found = set()
        if re.search(r"italic|oblique|kursiv", name):
            found.add(Look.ITALIC)
        if re.search(r"bold|black|heavy|semibold|demi", name):
            found.add(Look.BOLD)
        return frozenset(found)

    @cached_property
    def _heights(self) -> tuple[Mapping[int, tuple[float, float]], float]:
        """Return the lowest and highest point of each glyph in em, and the height of a small x."""
        if not self.data:
            return {}, 0.0
        from fontTools.pens.boundsPen import BoundsPen  # noqa: PLC0415
        from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415

        try:
            font: Any = TTFont(io.BytesIO(self.data), lazy=True)
            glyphs, units = font.getGlyphSet(), font["head"].unitsPerEm
            order = font.getGlyphOrder()
            found: dict[int, tuple[float, float]] = {}
            for code in self.texts:
                if code < len(order):
                    pen = BoundsPen(glyphs)
                    glyphs[order[code]].draw(pen)
                    if pen.bounds:
                        found[code] = (pen.bounds[1] / units, pen.bounds[3] / units)
            small = getattr(font["OS/2"], "sxHeight", 0) / units if "OS/2" in font else 0.0
        except (TTLibError, KeyError, AssertionError):
            return {}, 0.0
        return found, small or self._measured(found)

    def _measured(self, heights: Mapping[int, tuple[float, float]]) -> float:
        """Return the height of a small x where the font does not state it: of the lowest flat letter."""
        flat = [heights[code][1] for code, text in self.texts.items() if text in "xzvw" and code in heights]
        return min(flat, default=0.0)

    @cached_property
    def has_small_capitals(self) -> bool:
        """Return whether any glyph is a small capital."""
        return any(self.small_capital(code) for code in self.texts)

    def small_capital(self, code: int) -> bool | None:
        """Return whether a glyph is a small capital; nothing for what looks alike either way."""
        text = self.texts.get(code, "")
        heights, small = self._heights
        if code not in heights or not small or not text.islower():
            return None
        bottom, top = heights[code]
        height = top / small
        if text in TALL:
            return height < TOP
        if text in DEEP:
            return bottom >= DEPTH
        plain = text in LEVEL or (OTHERS.match(text) and not unicodedata.decomposition(text))
        if not plain or FLAT <= height <= HIGH:
            return None
        return bottom >= DEPTH and HIGH < height < TOP

    def empty(self, code: int) -> bool:
        """Return whether the font has no outline for a code."""
        return bool(self._heights[0]) and code not in self._heights[0]

    def has_outline(self, code: int) -> bool:
        """Return whether the font paints something for a code."""
        return code in self._heights[0]


class _Strings(dict[bytes, Codes]):
    def __init__(self, program: Program) -> None:
        super().__init__()
        self.program = program

    def __missing__(self, written: bytes) -> Codes:
        made = self[written] = self.program.decode(bytes.fromhex(written[1:-1].decode()))
        return made


class _Glyphs(dict[int, tuple[int, str, float]]):
    def __init__(self, texts: Mapping[int, str], widths: Mapping[int, float], default: float) -> None:
        super().__init__()
        self.texts, self.widths, self.default = texts, widths, default

    def __missing__(self, code: int) -> tuple[int, str, float]:
        made = (code, self.texts.get(code, "\ufffd"), self.widths.get(code, self.default))
        self[code] = made
        return made


def program_of(font: Any) -> Program:
    """Read a font dictionary."""
    name = str(font.get("/BaseFont", "/")).lstrip("/")
    texts = _texts(font["/ToUnicode"].read_bytes()) if "/ToUnicode" in font else {}
    if font.get("/Subtype") != "/Type0":
        first = int(font.get("/FirstChar", 0))
        widths = {first + index: float(width) for index, width in enumerate(font.get("/Widths", ()))}
        texts = texts or {code: chr(code) for code in range(32, 256)}
        return Program(name, True, texts, widths, 500.0, pictured=font.get("/Subtype") == "/Type3")
    below = font["/DescendantFonts"][0]
    default = float(below.get("/DW", 1000))
    about = below.get("/FontDescriptor", {})
    family, middle = str(about.get("/FontFamily", "")), _middle(about)
    return Program(name, False, texts, _widths(below.get("/W", ())), default, _data(below), family, middle)


def _middle(about: Any) -> float:
    return (float(about.get("/Ascent", 0)) + float(about.get("/Descent", 0))) / 2


def _data(font: Any) -> bytes:
    descriptor = font.get("/FontDescriptor", {})
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            return bytes(descriptor[key].read_bytes())
    return b""


def _widths(row: Any) -> dict[int, float]:
    """Read the widths of a CID font (ISO 32000-1, 9.7.4.3)."""
    found: dict[int, float] = {}
    items = list(row)
    place = 0
    while place + 1 < len(items):
        first, second = int(items[place]), items[place + 1]
        if hasattr(second, "__len__"):
            found.update({first + index: float(width) for index, width in enumerate(second)})
            place += 2
        else:
            found.update(dict.fromkeys(range(first, int(second) + 1), float(items[place + 2])))
            place += 3
    return found


def _texts(cmap: bytes) -> dict[int, str]:
    """Read a ToUnicode map (ISO 32000-1, 9.10.3)."""
    found: dict[int, str] = {}
    text = cmap.decode("latin-1")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        for code, value in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            found[int(code, 16)] = bytes.fromhex(value).decode("utf-16-be", "replace")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        for low, high, value in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            start = int(value, 16)
            for offset in range(int(high, 16) - int(low, 16) + 1):
                found[int(low, 16) + offset] = chr(start + offset)
    return found
