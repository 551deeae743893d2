"""The signs of the fonts Symbol and Wingdings, which Word keeps by their place in the font.

The places are those of Adobe's Symbol encoding and of Wingdings, of which only what prose uses is here; in a
Word file they stand from U+F000 on.
"""

from __future__ import annotations

import re

FIRST = 0xF000
PRIVATE = re.compile(r"[\uf020-\uf0ff]")
UNKNOWN = "\N{REPLACEMENT CHARACTER}"

_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_SYMBOL = {
    **{code: chr(code) for code in (*range(0x20, 0x40), 0x5B, 0x5D, 0x5F, *range(0x7B, 0x7E))},
    **{0x41 + place: letter for place, letter in enumerate(_GREEK[0])},
    **{0x61 + place: letter for place, letter in enumerate(_GREEK[1])},
    **dict(zip((0x22, 0x24, 0x27, 0x2A, 0x2D, 0x40, 0x5C, 0x5E, 0x7E), "∀∃∋∗−≅∴⊥∼", strict=True)),
    **{0xA1 + place: sign for place, sign in enumerate("ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…")},
    **dict(zip((0xC0, 0xC6, 0xC7, 0xC8, 0xCE, 0xD0, 0xD1, 0xD2, 0xD3), "ℵ∅∩∪∈∠∇®©", strict=True)),
    **dict(zip((0xD4, 0xD5, 0xD6, 0xD7, 0xE0, 0xE5, 0xF2), "™∏√⋅◊∑∫", strict=True)),
}
_WINGDINGS = dict(
    zip(
        (0x20, 0x6C, 0x6E, 0x71, 0x76, 0x9F, 0xA7, 0xA8, 0xD8, 0xDF, 0xE0, 0xE8, 0xFB, 0xFC, 0xFE),
        " ●■❑❖•▪◻➢←→➔✗✓☑",
        strict=True,
    )
)
FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}


def sign(code: int, font: str) -> str:
    """Return the character of a sign of a font, that of replacement if the font or the place is unknown."""
    place = code - FIRST if FIRST <= code <= FIRST + 0xFF else code
    signs = FONTS.get(font.casefold())
    if signs is not None:
        return signs.get(place, UNKNOWN)
    plain = code == place and (0x20 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF)
    return chr(code) if plain else UNKNOWN


def in_characters(text: str, font: str) -> str:
    """Return words in which signs of a known font are characters; those of another one stay as they are."""
    if font.casefold() not in FONTS:
        return text
    return PRIVATE.sub(lambda found: sign(ord(found[0]), font), text)
