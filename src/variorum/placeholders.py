"""What is printed for a character that no typeface can show: its number in Unicode, in brackets."""

from __future__ import annotations

import re

PLACEHOLDER = re.compile(r"\[U\+([0-9A-F]{4,6})\]")


def placeholder(character: str) -> str:
    """Return what stands for a character: "[U+140D0]"."""
    return f"[U+{ord(character):04X}]"


def characters_meant(text: str) -> str:
    """Return a text with the characters for which placeholders stand in it."""
    return PLACEHOLDER.sub(lambda found: chr(int(found[1], 16)), text)
