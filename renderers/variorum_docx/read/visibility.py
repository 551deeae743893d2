"""What can be seen of words in a Word file, by the properties that its styles and runs come to."""

from __future__ import annotations

from functools import lru_cache

from variorum.extract import Look
from variorum.ooxml.styles import RunProperties

DOUBLE = frozenset({"double", "wavyDouble"})
SMALLEST = 4
"""The size in half-points below which ink cannot be read."""
HIGHLIGHTS = {
    "yellow": "FFFF00",
    "green": "00FF00",
    "cyan": "00FFFF",
    "magenta": "FF00FF",
    "blue": "0000FF",
    "red": "FF0000",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "darkGray": "808080",
    "lightGray": "C0C0C0",
    "black": "000000",
    "white": "FFFFFF",
}


@lru_cache
def looks(properties: RunProperties) -> frozenset[Look]:
    """Return what can be seen of run properties."""
    line = properties.underline or "none"
    shown = {
        Look.ITALIC: properties.italic,
        Look.BOLD: properties.bold,
        Look.SMALL_CAPS: properties.small_caps,
        Look.STRUCK: properties.strike or properties.double_strike,
        Look.DOUBLE_UNDERLINE: line in DOUBLE,
        Look.UNDERLINE: line not in DOUBLE and line != "none",
        Look.SPACED: properties.spacing,
        Look.RAISED: properties.vertical == "superscript" or (properties.position or 0) > 0,
        Look.LOWERED: properties.vertical == "subscript" or (properties.position or 0) < 0,
    }
    return frozenset(look for look, seen in shown.items() if seen)


@lru_cache
def hidden(properties: RunProperties, ground: str | None = None) -> str | None:
    """Say why ink cannot be seen, or nothing; `ground` is the colour of the paragraph or cell."""
    if properties.vanish:
        return "hidden text"
    if 0 < (properties.size or 0) < SMALLEST:
        return "smaller than two points"
    ink = _colour(properties.color)
    if ink is None:
        return None
    marked = HIGHLIGHTS.get(properties.highlight or "")
    paper = _colour(marked) or _colour(properties.shade) or _colour(ground) or (255, 255, 255)
    if _contrast(ink, paper) < 1.25:
        return "white on white" if paper == (255, 255, 255) else "in the colour of its ground"
    return None


def _colour(value: str | None) -> tuple[int, int, int] | None:
    if value is None or len(value) != 6:
        return None
    try:
        return int(value[:2], 16), int(value[2:4], 16), int(value[4:], 16)
    except ValueError:
        return None


def _contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2, relative luminance)."""

    def light(colour: tuple[int, int, int]) -> float:
        parts = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)
