"""House styles: typed tokens read from TOML, with `extends`. One style drives every format."""

from variorum.style.looks import block_looks, inline_looks
from variorum.style.reading import load, names, place_of_family
from variorum.style.tokens import (
    BlockStyle,
    FontFamily,
    InlineStyle,
    NoteTokens,
    PageTokens,
    StandIn,
    Style,
    VerseTokens,
)
from variorum.style.values import BLACK, Color

__all__ = [
    "BLACK",
    "BlockStyle",
    "Color",
    "FontFamily",
    "InlineStyle",
    "NoteTokens",
    "PageTokens",
    "StandIn",
    "Style",
    "VerseTokens",
    "block_looks",
    "inline_looks",
    "load",
    "names",
    "place_of_family",
]
