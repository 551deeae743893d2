"""How looks are marked: one table for writing and reading."""

from __future__ import annotations

from variorum.extract import Look

ELEMENTS = {
    Look.UNDERLINE: ("<u>", "</u>"),
    Look.DOUBLE_UNDERLINE: ('<u style="text-decoration-style: double">', "</u>"),
    Look.STRUCK: ("<s>", "</s>"),
    Look.RAISED: ("<sup>", "</sup>"),
    Look.LOWERED: ("<sub>", "</sub>"),
    Look.SMALL_CAPS: ('<span style="font-variant: small-caps">', "</span>"),
    Look.SPACED: ('<span style="letter-spacing: 0.1em">', "</span>"),
    Look.BOLD: ("<b>", "</b>"),
    Look.ITALIC: ("<i>", "</i>"),
}
STARS = {Look.BOLD: "**", Look.ITALIC: "*"}
"""The marks of Markdown, used where they are sure to be read as such: around letters and digits."""
