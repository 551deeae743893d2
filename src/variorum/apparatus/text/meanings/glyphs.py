"""Characters that an encoding describes instead of writing them: "five dots"."""

from __future__ import annotations

from types import MappingProxyType

from variorum.apparatus.wording import fact
from variorum.model import Segment
from variorum.publication import NOTHING, Run

CHARACTERS = MappingProxyType(
    {
        **dict.fromkeys(("dot", "dots", "points", "punkte"), "."),
        **dict.fromkeys(("dash", "dashes", "striche"), "–"),
        **dict.fromkeys(("hyphen", "hyphens"), "-"),
        **dict.fromkeys(("star", "stars", "asterisk", "asterisks"), "*"),
        **dict.fromkeys(("underscore", "underscores"), "_"),
    }
)
"""What is drawn, by words of the `@rendition`, `@rend` or `@type` of an empty element."""
KINDS = frozenset({"c", "g", "pc"})
"""Elements of a character."""
MOST = 200
"""How many characters a count may ask for."""


def drawn(node: Segment) -> Run:
    """Return the characters that an empty element stands for, as many as its `@n` says; empty if none."""
    if node.kind not in KINDS or node.children:
        return NOTHING
    said = dict(one.partition("=")[::2] for one in node.facts.also)
    words = f"{said.get('rendition', '')} {node.facts.rend or ''} {said.get('type', '')}".lower().split()
    names = (word.removeprefix("#").removeprefix("simple:") for word in words)
    character = next((CHARACTERS[name] for name in names if name in CHARACTERS), "")
    count = said.get("n", "1")
    number = min(int(count), MOST) if count.isdecimal() else 1
    return fact("rendition", character * number).with_cause(node.span) if character else NOTHING
