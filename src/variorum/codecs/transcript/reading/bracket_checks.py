"""Findings about brackets that may be meant otherwise than they are read, and signs that need a fact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from variorum.conventions import ConventionSet, Decision, Sign
from variorum.conventions.engine import compile_pattern
from variorum.conventions.values import BRACKETS
from variorum.findings import Diagnostic
from variorum.findings.conventions import BaseMissing, BracketDescribes, SignNear
from variorum.findings.finding import times
from variorum.source import Span
from variorum.words.language import LAST_RESORT
from variorum.words.numbers import numbers

NONSENSE = "qxvk wzqj"
"""Words that no pattern for certain words fits: what fits them takes any."""
LONGEST = 5
"""How many words a bracket may have that is nearly a sign."""
NEAR = 2
"""In how many letters a word may differ from that of a sign; a short one only in one, or in their order."""
SHORTEST, ALONE = 3, 7
"""How many letters it must have, among others and alone: of short words many are near each other.

One of three is near if two of its letters are in the wrong order, as in “[sci]”, or before the number of a
page, as in “[pag two]”.
"""
SHORT = 4
"""Up to how many letters a word of a sign is short."""
WORD = re.compile(r"[^\W\d_]+")
WORDS = re.compile(r"[^\W_]+")
COUNTED = 100
"""Up to which number the words for pages are looked at."""
JOINED = 20
"""How long a word may be that is two without their blank."""
OPTIONAL = re.compile(r"(?<=\w)[^\W\d_]\?")
"""A letter of a pattern at the end of a word that may lack there: it looks for “page” and “pages”."""
CODE = re.compile(r"\(\?P<\w+>|\(\?[a-z]+[:)]|\(\?[:=!]|\\.|\[[^\]]*\]|\{[^}]*\}")
"""What of a pattern is no word that it looks for."""


def near_misses(decisions: Sequence[Decision], convention: ConventionSet) -> Iterator[Diagnostic]:
    """Check that no bracket is nearly one that a sign with words of its own would read: “[pgae two]”."""
    generic = {sign.id for sign in convention.signs if _takes_any(sign)}
    pages = {sign.id: sign for sign in convention.signs if sign.means.node == "PageBreak"}
    described = {one.span for one in descriptions(decisions, convention)}
    for decision in decisions:
        content = decision.literal[1:-1].strip()
        short = decision.literal[:1] == "[" and len(content.split()) <= LONGEST
        if decision.sign in pages and short and (meant := _near_number(content, convention)):
            yield SignNear(
                decision.span, bracket=decision.literal, sign=pages[decision.sign].title, meant=f"[{meant}]"
            )
        if decision.sign in generic and short and decision.span not in described:
            found = _near(content, convention)
            if found is not None:
                sign, meant = found
                yield SignNear(decision.span, bracket=decision.literal, sign=sign.title, meant=f"[{meant}]")


def _near_number(content: str, convention: ConventionSet) -> str:
    """Return the mark of a page with the number that its second word nearly is: “[page tow]”."""
    before, label, *rest = (*content.split(), "", "")
    counted, forms = numbers(convention.language or LAST_RESORT), convention.forms()
    if counted is None or not WORD.fullmatch(label) or forms.counted(label):
        return ""
    words = filter(None, map(counted.word, range(1, COUNTED)))
    near = (one for one in words if abs(len(one) - len(label)) < NEAR and distance(label.lower(), one) == 1)
    word = min(near, key=lambda one: (abs(len(one) - len(label)), one), default="")
    return " ".join((before, word, *rest)).strip() if word else ""


def _takes_any(sign: Sign) -> bool:
    return any(
        read.mark == BRACKETS and (read.content is None or compile_pattern(read.content).fullmatch(NONSENSE))
        for read in sign.read
    )


def _near(content: str, convention: ConventionSet) -> tuple[Sign, str] | None:
    """Return the sign that a bracket nearly is, and how it would be written."""
    words = list(WORD.finditer(content))
    alone = len(content.split()) == 1
    spaced = [one for one in _respaced(content) if one != content]
    for sign, pattern, known in _patterns(convention):
        if pattern.fullmatch(content):
            continue  # it has the words of the sign, and stands where that does not
        if (meant := next((one for one in spaced if pattern.fullmatch(one)), None)) is not None:
            return sign, meant
        for word in words:
            said = word.group()
            if len(said) < SHORTEST or said.lower() in known:
                continue
            for one in _by_distance(said.lower(), known):
                exchanged = len(said) == SHORTEST and sorted(said.lower()) == sorted(one)
                enough = len(said) > SHORTEST or sign.means.node == "PageBreak"
                if not exchanged and (len(said) < ALONE if alone else not enough):
                    continue
                near = NEAR if len(one) > SHORT else 1
                if abs(len(one) - len(said)) <= near and 0 < distance(said.lower(), one) <= near:
                    meant = content[: word.start()] + one + content[word.end() :]
                    if pattern.fullmatch(meant):
                        return sign, meant
    return None


def _by_distance(said: str, known: Iterable[str]) -> list[str]:
    """Return the words of signs that are about as long as a word, the nearest first."""
    alike = (one for one in known if abs(len(one) - len(said)) <= NEAR)
    return sorted(alike, key=lambda one: (distance(said, one), one))


def _respaced(content: str) -> Iterator[str]:
    """Yield a bracket with its blanks otherwise: "page  two", "page-two", "pagetwo"."""
    yield " ".join(WORDS.findall(content))
    if content.isalnum() and len(content) <= JOINED:
        for at in range(SHORTEST, len(content)):
            yield f"{content[:at]} {content[at:]}"


@lru_cache(maxsize=16)
def _words_of(pattern: str) -> frozenset[str]:
    """Return the words that a pattern looks for."""
    forms = OPTIONAL.sub("", pattern), OPTIONAL.sub(lambda found: found[0][0], pattern)
    words = (word for form in forms for word in WORD.findall(CODE.sub(" ", form)))
    return frozenset(word.lower() for word in words if len(word) >= SHORTEST)


def _patterns(convention: ConventionSet) -> Iterator[tuple[Sign, re.Pattern[str], frozenset[str]]]:
    """Yield the signs in brackets that have words of their own, with their patterns and words."""
    for sign in convention.signs:
        for read in sign.read if not _takes_any(sign) else ():
            known = _words_of(read.content) if read.content and read.mark == BRACKETS else frozenset()
            if known and read.content:
                yield sign, compile_pattern(read.content), known


def distance(one: str, other: str) -> int:
    """Return in how many letters two words differ: left out, put in, exchanged, or two in the wrong order."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        row = [at]
        for to, wanted in enumerate(other, 1):
            cost = min(last[to] + 1, row[to - 1] + 1, last[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, before[to - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


def descriptions(decisions: Sequence[Decision], convention: ConventionSet) -> Iterator[Diagnostic]:
    """Check that no bracket is read as words supplied that says something of the paper: “[name withheld]”."""
    pattern = convention.layout.describes
    supplied = {sign.id for sign in convention.signs if sign.means.node == "Supplied"}
    for decision in decisions if pattern else ():
        content = decision.literal[1:-1].strip()
        if decision.sign in supplied and compile_pattern(pattern or "").fullmatch(content):
            yield BracketDescribes(decision.span, bracket=decision.literal)


def unbased(places: Iterable[Span], convention: ConventionSet) -> Iterator[Diagnostic]:
    """Check that it is known how a document is written, where that decides what signs mean."""
    told = sorted(set(places))
    if told:
        bases = sorted({sign.means.base for sign in convention.signs if sign.means.base})
        said = " or ".join(f'"{base}"' for base in bases)
        yield BaseMissing(told[0], count=times(len(told)), bases=said)
