"""Say which characters a glyph stands for where a letter and its accents are glyphs of their own.

WeasyPrint gives the text of a whole cluster ("ώ̣") to the glyph that ends it, the first time it meets that
glyph, and nothing to the others; then every dot below in the book reads "ώ̣". The font knows better.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any


def mend_texts(fonts: Iterable[Any], turned: bool = False) -> None:
    """Give each glyph of the fonts that shares a letter with others its own characters.

    `turned`: somewhere words run from right to left, where a bracket is shown by its counterpart's glyph.
    That glyph is what it is, wherever it was met first.
    """
    for font in fonts:
        shared = [
            glyph
            for glyph, text in font.to_unicode.items()
            if is_shared(text) or (turned and len(text) == 1 and unicodedata.mirrored(text))
        ]
        if shared:
            own = glyph_texts(font.file_content, font.index)
            font.to_unicode.update(
                {
                    one: own[one]
                    for one in shared
                    if one in own and not _is_form(own[one], font.to_unicode[one])
                }
            )


def is_shared(text: str) -> bool:
    """Return whether a text may be that of several glyphs: none, or accents, of a letter or of none."""
    return not text or any(map(unicodedata.combining, text))


def _is_form(text: str, accent: str) -> bool:
    """Return whether a text is an accent that stands alone ("˘"), for which typefaces may have one glyph."""
    return unicodedata.normalize("NFKD", text).strip() == accent


def is_private(code: int) -> bool:
    """Return whether a code is one that Unicode leaves to private use."""
    return unicodedata.category(chr(code)) == "Co"


@lru_cache(maxsize=8)
def glyph_texts(content: bytes, index: int) -> dict[int, str]:
    """Return the characters of glyphs by number: as the font maps them, else as their names say."""
    from fontTools import agl  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    with TTFont(io.BytesIO(content), fontNumber=index, lazy=True) as font:
        # The code of a ligature in an area for private use says nothing; its name may.
        codes = sorted((font.getBestCmap() or {}).items(), reverse=True)
        mapped = {name: chr(code) for code, name in codes if not is_private(code) or not agl.toUnicode(name)}
        numbers = font.getReverseGlyphMap().items()
        named = {number: mapped.get(name) or agl.toUnicode(name) for name, number in numbers}
    return {number: text for number, text in named.items() if text}
