"""What is printed for a sign that no typeface can show: its numbers in Unicode, in brackets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

PLACEHOLDER = re.compile(r"\[U\+([0-9A-F]{4,6}(?:\+[0-9A-F]{4,6})*)\]")
JOINER = "\u200d"
PRESENTATION = "\ufe0e\ufe0f"
"""Characters that say whether the sign before them is one of a text or a picture."""


def placeholder(characters: str) -> str:
    """Return what stands for the characters of a sign: "[U+140D0]", "[U+1F469+200D+1F467]"."""
    return f"[U+{'+'.join(f'{ord(one):04X}' for one in characters)}]"


def characters_meant(text: str) -> str:
    """Return a text with the characters for which placeholders stand in it."""
    return PLACEHOLDER.sub(lambda found: "".join(chr(int(one, 16)) for one in found[1].split("+")), text)


def signs(text: str, unseen: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield from where to where the signs stand that have characters which no typeface shows.

    Signs that a joiner makes one, as those of a family, are one, with what says how each looks.
    """
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and (
            text[end] in PRESENTATION
            or _is_skin(text[end])
            or (text[end] == JOINER and _is_picture(text[end - 1]))
            or (text[end - 1] == JOINER and _is_picture(text[end]))
        ):
            end += 1
        if not set(unseen).isdisjoint(text[at:end]):
            yield at, end
        at = end


def _is_picture(character: str) -> bool:
    return unicodedata.category(character) == "So" or character in PRESENTATION or _is_skin(character)


def _is_skin(character: str) -> bool:
    return "\U0001f3fb" <= character <= "\U0001f3ff"
