"""Complain where another typeface than those of the house style had to stand in, or none had the sign."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from variorum.extract import INVISIBLE
from variorum.findings import Diagnostic
from variorum.findings.typesetting import FontMissing, GlyphMissing
from variorum.publication import Run
from variorum.source import Span
from variorum.style import FontFamily


def coverage(
    families: Sequence[tuple[str, str]], font: FontFamily, nodes: Sequence[Any]
) -> Iterator[Diagnostic]:
    """Yield a finding for each character that is not set in a typeface of the style.

    `families` are the typefaces that were used, with the characters set in them; `nodes` are those of the
    document, for the place of a character.
    """
    if families and all(family not in font.families for family, _ in families):
        yield FontMissing(family=font.family, package=font.package)
        return
    for family, letters in families:
        if family in font.families:
            continue
        for letter in letters:
            inked = letter not in INVISIBLE and unicodedata.category(letter) not in ("Cc", "Cf")
            if inked and not letter.isspace():
                name = unicodedata.name(letter, f"U+{ord(letter):04X}").lower()
                place = place_of(letter, nodes)
                yield GlyphMissing(place, family=font.family, character=letter, name=name)


def place_of(letter: str, nodes: Sequence[Any]) -> Span | None:
    """Return the place of the first words that have a character, or of what stands around them."""
    around: Span | None = None
    for node in nodes:
        around = getattr(node, "span", None) or around
        if isinstance(node, Run) and letter in node.text:
            return node.span or around
    return None
