"""The signs of the fonts Symbol, Wingdings and Webdings, which files keep by their place in the font.

The places are those of Adobe's Symbol encoding and of Microsoft's fonts, in the table beside this file; in a
file they stand from U+F000 on, or as the characters of a keyboard in words of such a font.
"""

from __future__ import annotations

import importlib.resources
import re
import tomllib
from collections.abc import Mapping
from functools import cache

FIRST = 0xF000
PRIVATE = re.compile(r"[\uf020-\uf0ff]")
KEYS = re.compile(r"[\x21-\x7e\xa1-\xff\uf020-\uf0ff]")
"""Characters that a symbol font shows as its signs."""
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
BESIDES = re.compile(r"[\s_-]+|regular$|mt$|\(.*\)$")
"""What names of one font differ in: “SymbolMT”, “Wingdings 2”, “Wingdings-Regular”."""


@cache
def _fonts() -> Mapping[str, Mapping[int, str]]:
    """Return the signs of each font by their places in it."""
    file = importlib.resources.files("variorum.accession.manuscript") / "symbol_fonts.toml"
    rows: dict[str, dict[str, str]] = tomllib.loads(file.read_text("utf-8"))
    return {
        font: {
            int(start, 16) + place: sign
            for start, signs in held.items()
            for place, sign in enumerate(signs)
            if sign != UNKNOWN
        }
        for font, held in rows.items()
    }


def _signs(font: str) -> Mapping[int, str] | None:
    """Return the signs of a font by their places; none if it is no symbol font that is known."""
    return _fonts().get(BESIDES.sub("", font.strip().casefold()))


def sign(code: int, font: str) -> str:
    """Return the character of a sign of a font; one that is not known here keeps its place in the font.

    That is a character for private use, which says which sign it was and prints as a placeholder; what is no
    character at all becomes that of replacement.
    """
    place = code - FIRST if FIRST <= code <= FIRST + 0xFF else code
    signs = _signs(font)
    if signs is not None and place <= 0xFF:
        return signs.get(place, chr(FIRST + place))
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF else UNKNOWN


def in_characters(text: str, font: str) -> str:
    """Return words in which signs of a known font are characters; those of another one stay as they are."""
    if _signs(font) is None:
        return text
    return KEYS.sub(lambda found: sign(ord(found[0]), font), text)
