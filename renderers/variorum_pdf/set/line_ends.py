"""Lines are filled as a compositor fills them: blanks hang over the edge, and no line is spread too far.

A blank at the end of a line hangs over its edge: WeasyPrint forgets it where an inline ends with one.

Text that fits but for its last blank, in front of another inline, is then taken for one long word, and one of
its first words is hyphenated: a line of three letters stands in the paragraph (seen in WeasyPrint 70.0).

Words are divided by the patterns of Pyphen, which know no old spelling: what they divide wrong is kept whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any

RESUME, WIDTH = 2, 3
"""Where WeasyPrint's description of a first line says at which byte the next begins, and how wide it is."""

BLANKS = (" ", "\xa0")
"""What Pango lets hang over the edge of a line."""
LETTERS = 6
"""How many letters there may be in a line for each length that the type is high: more are not tried."""
LOOSEST = 1.0
"""By how much a blank may grow in a line that is spread, in sizes of its type; else it stays ragged."""
UNDIVIDED: Mapping[str, re.Pattern[str]] = {
    "de": re.compile(r"ck(?![aeiouyäöü])|(?<=t)(?<!ent)h(?!eit|aus|ab|aft|of)", re.IGNORECASE),
}
"""By language, what no line begins with inside a word: “beglü-ckwünschen”, the “th” of “Rathe”, “Theil”."""
CARRIED: Mapping[str, int] = {"en": 3}
"""By language, how many letters at the least begin a line, where Pyphen would do with two: “Sovi-et”."""
INITIALS = 7
"""How many capitals a word has that is an abbreviation, and never divided: “RS-FSR”."""


@contextmanager
def filled_lines() -> Iterator[None]:
    """Let WeasyPrint, in this process, set text without its last blank where it has to fit.

    A line before a word that nothing divides is not spread over the whole width, and words are divided where
    their language lets them be.
    """
    inline: Any = import_module("weasyprint.layout.inline")  # half a second
    pyphen: Any = import_module("pyphen")
    original, justify, known = inline.split_first_line, inline.justify_line, pyphen.Pyphen

    def split(text: str, style: Any, context: Any, max_width: Any, *more: Any, **other: Any) -> Any:
        line = original(text, style, context, max_width, *more, **other)
        if line[RESUME] is None or not text.endswith(BLANKS) or style["white_space"] != "normal":
            return line
        if len(text) * style["font_size"] > max_width * LETTERS:
            return line
        bare = original(text.rstrip("".join(BLANKS)), style, context, max_width, *more, **other)
        fits = bare[RESUME] is None and bare[WIDTH] <= max_width
        return original(text, style, context, None, *more, **other) if fits else line

    def spread(context: Any, line: Any, width: float) -> None:
        blanks = inline.count_expandable_spaces(line)
        if blanks and width / blanks <= LOOSEST * line.style["font_size"]:
            justify(context, line, width)

    def divide(lang: str, **other: Any) -> Any:
        made = known(lang=lang, **other)
        language, found = lang.partition("_")[0], made.positions
        kept, least = UNDIVIDED.get(language), CARRIED.get(language, 2)

        def places(word: str) -> list[Any]:
            if word.isupper() and len(word) <= INITIALS:
                return []
            fit = [place for place in found(word) if place <= len(word) - least]
            return [place for place in fit if kept is None or not kept.match(word, place)]

        made.positions = places
        return made

    inline.split_first_line, inline.justify_line, pyphen.Pyphen = split, spread, divide
    try:
        yield
    finally:
        inline.split_first_line, inline.justify_line, pyphen.Pyphen = original, justify, known
