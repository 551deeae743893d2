"""A blank at the end of a line hangs over its edge: WeasyPrint forgets it where an inline ends with one.

Text that fits but for its last blank, in front of another inline, is then taken for one long word, and one of
its first words is hyphenated: a line of three letters stands in the paragraph (seen in WeasyPrint 70.0).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

RESUME, WIDTH = 2, 3
"""Where WeasyPrint's description of a first line says at which byte the next begins, and how wide it is."""

BLANKS = (" ", "\xa0")
"""What Pango lets hang over the edge of a line."""
LETTERS = 6
"""How many letters there may be in a line for each length that the type is high: more are not tried."""


@contextmanager
def hanging_blanks() -> Iterator[None]:
    """Let WeasyPrint, in this process, set text without its last blank where it has to fit."""
    inline: Any = import_module("weasyprint.layout.inline")  # half a second
    original = inline.split_first_line

    def split(text: str, style: Any, context: Any, max_width: Any, *more: Any, **other: Any) -> Any:
        line = original(text, style, context, max_width, *more, **other)
        if line[RESUME] is None or not text.endswith(BLANKS) or style["white_space"] != "normal":
            return line
        if len(text) * style["font_size"] > max_width * LETTERS:
            return line
        bare = original(text.rstrip("".join(BLANKS)), style, context, max_width, *more, **other)
        fits = bare[RESUME] is None and bare[WIDTH] <= max_width
        return original(text, style, context, None, *more, **other) if fits else line

    inline.split_first_line = split
    try:
        yield
    finally:
        inline.split_first_line = original
