"""The signs of the fonts Symbol, Wingdings and Webdings, which Word keeps by their place in the font.

The places are those of Adobe's Symbol encoding and of Microsoft's fonts, of which only what prose uses is
here; in a Word file they stand from U+F000 on.
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
_WINGDINGS = {
    **{0x22 + place: sign for place, sign in enumerate("✂✁👓")},
    **{0x28 + place: sign for place, sign in enumerate("☎✆✉")},
    **{0x41 + place: sign for place, sign in enumerate("✌👌👍👎☜☞☝☟✋☺😐☹💣☠⚐")},
    **{0x5E + place: sign for place, sign in enumerate("♈♉♊♋♌♍♎♏♐♑♒♓&&●❍■□❐❑❒⬧⧫◆❖⬥⌧⍓⌘❀✿❝❞")},
    **{0x80 + place: sign for place, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")},
    **{0xDF + place: sign for place, sign in enumerate("←→↑↓↖↗↙↘⬅➔⬆⬇")},
    **{0xFB + place: sign for place, sign in enumerate("✗✓☒☑")},
    **dict(
        zip(
            (
                0x20,
                0x36,
                0x3F,
                0x51,
                0x52,
                0x54,
                0x56,
                0x58,
                0x59,
                0x5A,
                0x5B,
                0x5D,
                0x9E,
                0x9F,
                0xA1,
                0xA4,
                0xA5,
            ),
            " ⏳✍✈☼❄✞✠✡☪☯☸·•○◉◎",
            strict=True,
        )
    ),
    **dict(zip((0xA7, 0xA8, 0xAA, 0xAB, 0xD8, 0xE8, 0xEF, 0xF0), "▪◻✦★➢➔⇦⇨", strict=True)),
}
_WINGDINGS_2 = dict(
    zip(
        (0x20, 0x4F, 0x50, 0x51, 0x52, 0x53, 0x54, 0x97, 0x98, 0xA2, 0xA3, 0xAF),
        " ✗✓☒☑☒☒●●■□◆",
        strict=True,
    )
)
_WEBDINGS = dict(
    zip(
        (0x20, 0x33, 0x34, 0x35, 0x36, 0x61, 0x63, 0x67, 0x6E, 0x72),
        " ◀▶▲▼✔□■●✘",
        strict=True,
    )
)
_WINGDINGS_3 = {
    0x20: " ",
    **{0x70 + place: sign for place, sign in enumerate("▲▼△▽◀▶◁▷◣◢◤◥")},
}
FONTS = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
}


def sign(code: int, font: str) -> str:
    """Return the character of a sign of a font; one that is not known here keeps its place in the font.

    That is a character for private use, which says which sign it was and prints as a placeholder; what is no
    character at all becomes that of replacement.
    """
    place = code - FIRST if FIRST <= code <= FIRST + 0xFF else code
    signs = FONTS.get(font.casefold())
    if signs is not None and place <= 0xFF:
        return signs.get(place, chr(FIRST + place))
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF else UNKNOWN


def in_characters(text: str, font: str) -> str:
    """Return words in which signs of a known font are characters; those of another one stay as they are."""
    if font.casefold() not in FONTS:
        return text
    return PRIVATE.sub(lambda found: sign(ord(found[0]), font), text)
