"""What a reader sees of the words of a style."""

from __future__ import annotations

from variorum.extract import Look
from variorum.style.tokens import BlockStyle, InlineStyle


def block_looks(style: BlockStyle) -> frozenset[Look]:
    """Return the looks that a block style gives its words."""
    found: set[Look] = set()
    if style.italic:
        found.add(Look.ITALIC)
    if style.bold:
        found.add(Look.BOLD)
    if style.small_caps:
        found.add(Look.SMALL_CAPS)
    if style.spaced:
        found.add(Look.SPACED)
    if style.underline == "single":
        found.add(Look.UNDERLINE)
    if style.underline == "double":
        found.add(Look.DOUBLE_UNDERLINE)
    return frozenset(found)


def inline_looks(style: InlineStyle, around: frozenset[Look]) -> frozenset[Look]:
    """Return the looks of words in an inline style inside words that look like `around`."""
    found = set(around)
    simple: tuple[tuple[bool | None, Look], ...] = (
        (style.italic, Look.ITALIC),
        (style.bold, Look.BOLD),
        (style.small_caps, Look.SMALL_CAPS),
        (style.struck, Look.STRUCK),
        (style.raised, Look.RAISED),
        (style.lowered, Look.LOWERED),
        (None if style.spaced is None else bool(style.spaced), Look.SPACED),
    )
    for value, look in simple:
        if value is True:
            found.add(look)
        elif value is False:
            found.discard(look)
    if style.underline is not None:
        found -= {Look.UNDERLINE, Look.DOUBLE_UNDERLINE}
        if style.underline == "single":
            found.add(Look.UNDERLINE)
        elif style.underline == "double":
            found.add(Look.DOUBLE_UNDERLINE)
    return frozenset(found)
