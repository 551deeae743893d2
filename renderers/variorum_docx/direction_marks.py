"""Marks of direction in paragraphs from right to left, for programs that go by the signs alone."""

from __future__ import annotations

import unicodedata

from variorum.ooxml.names import q
from variorum.ooxml.xml import Element

MARK = "\N{RIGHT-TO-LEFT MARK}"
STRONG = frozenset({"L", "R", "AL"})
"""Characters with a direction of their own, as Unicode Standard Annex #9 names their classes."""


def part_stretches(paragraph: Element) -> None:
    """Mark signs between two stretches from left to right as standing in a paragraph from right to left.

    Word knows it from their run; Writer goes by the signs alone (Unicode Standard Annex #9) and would set
    both stretches as one, the second at the right of the first.
    """
    before, waiting = "", None
    for words in paragraph.iter(q("t")):
        said = words.text or ""
        strong = [way for way in map(unicodedata.bidirectional, said) if way in STRONG]
        if unmarked(said) != said:
            words.text = f"{said}{MARK}"  # the reader takes the last one away
        elif not strong and before == "L" and said.strip():
            waiting = words
        elif strong and strong[0] == "L" and waiting is not None:
            waiting.text = f"{waiting.text}{MARK}"
        if strong:
            before, waiting = strong[-1], None


def is_rightwards(words: str) -> bool:
    """Return whether words have letters from left to right, and no others."""
    strong = {way for way in map(unicodedata.bidirectional, words) if way in STRONG}
    return strong == {"L"}


def unmarked(words: str) -> str:
    """Return signs, which are of no direction themselves, without the mark of one that stands behind them."""
    bare = words.removesuffix(MARK)
    lettered = any(one != MARK and unicodedata.bidirectional(one) in STRONG for one in bare)
    return words if lettered else bare
