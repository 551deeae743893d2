"""How a sign is written in a transcript: its text with the data put in, its marks, its type styles."""

from __future__ import annotations

import re
from typing import Any

from variorum.codecs.transcript.marks import MARKS
from variorum.conventions import Sign
from variorum.conventions.engine import Meaning
from variorum.conventions.normal_forms import COUNTED, repeated_sign
from variorum.model import NO_EXTENT
from variorum.model.schema import SHAPES

CLOSE = {"underline": "</u>"}
OPTIONAL = re.compile(r"\{(\w+)\?((?:[^{}]|\{['\w:-]+\})*)\}")
SLOT = re.compile(r"\{(\w+)(?::([\w-]+))?\}")
WORDS = re.compile(r"\{'([^'{}]*)'(?::([\w-]+))?\}")


def standard_form(decided: Meaning, node: Any) -> str | None:
    """Return the characters in which the set prints a sign without words, none for other signs."""
    show = decided.sign.in_transcripts
    contents = SHAPES[decided.sign.means.node].contents
    if show.text is None or any(c.required or f"{{{c.field}" in show.text for c in contents):
        return None
    return in_marks(fill(show.text, node), decided.sign, node)


def in_marks(words: str, sign: Sign, node: Any) -> str:
    """Return words in the type styles that the mark of a sign asks for, and in its marks."""
    show = sign.in_transcripts
    around = sign.read and sign.read[0].mark and (show.open or show.close)
    for style in reversed(sign.read[0].style if around else ()):
        words = in_style(words, style)
    return f"{fill(show.open, node)}{words}{fill(show.close, node)}"


def in_style(words: str, style: str | None) -> str:
    """Return words in a type style of the transcript; what it cannot show is left out."""
    if style not in MARKS or not words:
        return words
    return f"{MARKS[style]}{words}{CLOSE.get(style, MARKS[style])}"


def fill(template: str, node: Any) -> str:
    """Return a sign's text with the node's data put in; `{of? of {of}}` is left out when `of` is empty."""

    def value(key: str) -> str:
        extent = getattr(node, "extent", NO_EXTENT)
        if key in COUNTED:
            return repeated_sign(key, extent.quantity)
        for record in (node, node.facts, extent):
            found = getattr(record, key, None)
            if found not in (None, (), ""):
                return ", ".join(found) if isinstance(found, tuple) else str(found)
        return ""

    text = OPTIONAL.sub(lambda m: m[2] if value(m[1]) else "", template)
    text = SLOT.sub(lambda m: in_style(value(m[1]), m[2]), text)
    return WORDS.sub(lambda m: in_style(m[1], m[2]), text)
