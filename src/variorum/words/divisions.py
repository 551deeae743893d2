"""Words that the end of a line divides: by which hyphens, and when a hyphen is one of the word itself."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from functools import lru_cache

CONJUNCTIONS = frozenset(
    {
        *("and", "or", "und", "oder", "bis", "sowie", "bzw", "u", "et", "ou"),
        *("och", "eller", "og", "lub", "oraz", "и", "или"),
    }
)
"""Words before which a hyphen stands for the end of a word that is left out."""
WITH_HYPHEN = frozenset(
    {
        *("self", "well"),
        *("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
    }
)
"""First halves behind which an English word has a hyphen in any line: "self-made", "twenty-one"."""
DIVIDING = "-\u00ad\u00ac\u2010\u2e17"
"""The hyphens with which transcripts divide words; a stroke “=” stands for other things in them."""
BEFORE = re.compile(rf"(?P<half>[^\W\d_]+)[{DIVIDING}]\Z")
HALF = re.compile(r"(?P<half>[^\W\d_]+(?:[-‐][^\W\d_]+)*)[-‐]\s*\Z")
BEHIND = re.compile(r"[^\W\d_]+")
WORDS = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")


def divides(before: str, behind: str) -> bool:
    """Return whether a word goes on behind a hyphen at the end of a line."""
    rest = BEHIND.match(behind)
    return rest is not None and rest[0] not in CONJUNCTIONS and BEFORE.search(before) is not None


def compounds(pieces: Iterable[str]) -> frozenset[str]:
    """Return the words with a hyphen in pieces of a text, in small letters, that are nowhere one in it."""
    words = {word.casefold().replace("‐", "-") for piece in pieces for word in WORDS.findall(piece)}
    return frozenset(word for word in words if "-" in word and word.replace("-", "") not in words)


def compound(before: str, behind: str) -> str:
    """Return the word that would stand with its hyphen over the end of a line, in small letters."""
    half, rest = HALF.search(before), WORDS.match(behind)
    return f"{half['half']}-{rest[0]}".casefold().replace("‐", "-") if half and rest else ""


def is_compound(word: str, known: Container[str]) -> bool:
    """Return whether a word has its hyphen in any line: known as one, or by its first half."""
    return word in known or word.partition("-")[0] in WITH_HYPHEN


def keeps_hyphen(before: str, behind: str, text: str) -> bool:
    """Return whether the hyphen is one of the word itself, as in "North-South".

    A capital stands behind it; or the rest of the text has the word with a hyphen, and nowhere as one; or its
    first half is one of those that have a hyphen behind them.
    """
    rest, word = BEHIND.match(behind), compound(before, behind)
    if rest is None or not word:
        return False
    return rest[0][0].isupper() or is_compound(word, _compounds(text))


@lru_cache(maxsize=4)
def _compounds(text: str) -> frozenset[str]:
    """Return the words with a hyphen that stand whole in a line of a text, and nowhere as one word."""
    return compounds(_without_ends(f" {line.strip()} ") for line in text.splitlines())


def _without_ends(line: str) -> str:
    """Return a line without the word that its end divides, nor the first, which may be the rest of one."""
    first = line.split(maxsplit=1)
    rest = first[1] if len(first) > 1 and first[0][:1].islower() else line
    return re.sub(rf"\S+[{DIVIDING}]\s*\Z", "", rest)
