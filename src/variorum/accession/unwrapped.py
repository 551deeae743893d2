"""Texts whose paragraphs are single lines, which no blank lines part."""

from __future__ import annotations

import re
from itertools import pairwise

LONG = 160
"""With more characters than this a line has been wrapped by nobody."""
SHORT = 60
"""Lines with fewer may be those of an address, a list of names or a stanza: they stay together."""
SHARE = 5
"""One in so many lines that others follow is long where lines are paragraphs."""
MANY = 40
"""With fewer lines that others follow a page shows nothing of how its lines end."""
ITEM = re.compile(r"[ \t]*(?:[-*•] |\d{1,3}[.)] |[a-z][.)] )")
"""What begins an item of a list, which follows another without a blank line."""
BLOCK = re.compile(r"#|>|\||:::|\[\^|[ \t]{4,}")
"""What begins a line that is a block of a transcript, or a further line of one."""


def parted(text: str) -> tuple[str, int | None, int]:
    """Return a text with blank lines between paragraphs that are lines, the first of these, and their count.

    A text whose lines are wrapped stays as it is, and so do short lines that follow each other in any text.
    """
    lines = text.split("\n")
    inside = _followed(lines)
    if not _are_paragraphs(lines, inside):
        return text, None, 0
    ends = {at for at in inside if max(len(lines[at]), len(lines[at + 1])) > SHORT}
    made = (f"{line}\n" if at in ends else line for at, line in enumerate(lines))
    return "\n".join(made), min(ends) + 1, len(ends)


def has_lines_as_paragraphs(text: str) -> bool:
    """Return whether the lines of a text of many are its paragraphs."""
    lines = text.split("\n")
    inside = _followed(lines)
    return len(inside) >= MANY and _are_paragraphs(lines, inside)


def _are_paragraphs(lines: list[str], inside: list[int]) -> bool:
    long = sum(len(lines[at]) > LONG for at in inside)
    return long > 0 and long * SHARE >= len(inside)


def _followed(lines: list[str]) -> list[int]:
    """Return which lines another follows that may be of the same paragraph; none in block constructs."""
    made: list[int] = []
    depth = 0
    for at, (line, following) in enumerate(pairwise(lines)):
        if line.startswith(":::"):
            depth += 1 if line.strip(": ") else -1
        blocks = BLOCK.match(line) or BLOCK.match(following)
        items = ITEM.match(line) and ITEM.match(following)
        if not depth and line.strip() and following.strip() and not blocks and not items:
            made.append(at)
    return made
