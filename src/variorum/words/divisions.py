"""Words that the end of a line divides: by which hyphens, and when a hyphen is one of the word itself."""

from __future__ import annotations

import re
from functools import lru_cache

CONJUNCTIONS = frozenset(
    {
        *("and", "or", "und", "oder", "bis", "sowie", "bzw", "u", "et", "ou"),
        *("och", "eller", "og", "lub", "oraz", "и", "или"),
    }
)
"""Words before which a hyphen stands for the end of a word that is left out."""
DIVIDING = "-\u00ad\u00ac\u2010\u2e17"
"""The hyphens with which transcripts divide words; a stroke “=” stands for other things in them."""
BEFORE = re.compile(rf"(?P<half>[^\W\d_]+)[{DIVIDING}]\Z")
BEHIND = re.compile(r"[^\W\d_]+")
WORDS = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")


def divides(before: str, behind: str) -> bool:
    """Return whether a word goes on behind a hyphen at the end of a line."""
    rest = BEHIND.match(behind)
    return rest is not None and rest[0] not in CONJUNCTIONS and BEFORE.search(before) is not None


def keeps_hyphen(before: str, behind: str, text: str) -> bool:
    """Return whether the hyphen is one of the word itself, as in "North-South".

    A capital stands behind it; or the rest of the text has the word with a hyphen, or both halves alone and
    never one word of them.
    """
    half, rest = BEFORE.search(before), BEHIND.match(behind)
    if half is None or rest is None:
        return False
    words, one, other = _words(text), half["half"].casefold(), rest[0].casefold()
    known = f"{one}-{other}" in words or ({one, other} <= words and one + other not in words)
    return known or rest[0][0].isupper()


@lru_cache(maxsize=4)
def _words(text: str) -> frozenset[str]:
    """Return the words of a text that stand whole in a line, in small letters."""
    lines = (f" {line.strip()} " for line in text.splitlines())
    return frozenset(
        word.casefold().replace("‐", "-") for line in lines for word in WORDS.findall(_without_ends(line))
    )


def _without_ends(line: str) -> str:
    """Return a line without the word that its end divides, nor the first, which may be the rest of one."""
    first = line.split(maxsplit=1)
    rest = first[1] if len(first) > 1 and first[0][:1].islower() else line
    return re.sub(rf"\S+[{DIVIDING}]\s*\Z", "", rest)
