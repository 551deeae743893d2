"""Whether a regular expression can read one text in so many ways that trying them never ends.

`(a+)+!` does: each letter more doubles the ways in which letters without the mark behind them are parted. A
pattern is such if a part of it that repeats leads from one of its places over one text to the same place in
two ways (Weideman et al., *Analyzing Matching Time Behavior of Backtracking Regular Expression Matchers*,
2016). It is taken as the places of its characters, and which may follow which; what looks ahead or back is no
text.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Any

MANY = 2
"""Stands for two ways and more."""
COPIES = 8
"""From how many repetitions on a part counts as one that repeats without end."""
MOST_PLACES = 1_000
"""How many places a part that repeats may have to be looked at; one with more is taken for right."""
REPEATED_GROUP = re.compile(r"\)(?:[*+]|\{\d*,?\d*\})")
"""What stands in every pattern that may never end, and in few others."""

SAMPLE = "aZéЖ_0٣ \t\n\u00a0.-[](){}<>,;:!?*'\"“…"
CATEGORIES = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}
"""Kinds of characters as the parser calls them, and as a pattern has them."""

Ways = Mapping[int, int]
"""Places, and in how many ways each is reached: in one, or in `MANY`."""


@dataclass(frozen=True, slots=True)
class _Letters:
    """The characters that may stand at a place, as the parser says them, and the flags that hold there."""

    operation: str
    said: Any
    flags: int

    def kinds(self) -> list[tuple[str, Any]]:
        """Return the characters, ranges and kinds of characters."""
        one_of = self.said if self.operation == "IN" else [(self.operation, self.said)]
        return [(str(operation), said) for operation, said in one_of]

    def among(self, alphabet: frozenset[str]) -> frozenset[str]:
        """Return those of some characters that may stand there."""
        if self.operation == "ANY":
            return alphabet if self.flags & re.DOTALL else alphabet - {"\n"}
        pattern = "".join(_as_class(operation, said) for operation, said in self.kinds())
        fits = re.compile(f"[{pattern}]", self.flags & re.IGNORECASE).match
        return frozenset(letter for letter in alphabet if fits(letter))

    def mentions(self) -> set[str]:
        """Return the characters that are named, in both cases, and those about the ends of ranges."""
        numbers: set[int] = set()
        for operation, said in self.kinds():
            if operation in ("LITERAL", "NOT_LITERAL"):
                numbers.add(said)
            elif operation == "RANGE":
                numbers |= {said[0], said[1], max(0, said[0] - 1), min(sys.maxunicode, said[1] + 1)}
        named = {chr(number) for number in numbers}
        return named | {case for one in named for case in (one.lower(), one.upper()) if len(case) == 1}


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a pattern: where its texts begin and end, and in how many ways it is without any text."""

    empty: int = 1
    first: Ways = field(default_factory=dict)
    last: Ways = field(default_factory=dict)


class _TooLargeError(Exception):
    """A pattern has more places than are looked at."""


@lru_cache(maxsize=4096)
def never_ends(pattern: str) -> bool:
    """Return whether trying a pattern may take ever longer with each character of a text."""
    if REPEATED_GROUP.search(pattern) is None:
        return False
    parsed: Any = re._parser.parse(pattern)  # type: ignore[attr-defined]
    return any(_is_ambiguous(flags, *repeat) for flags, repeat in _repeats(parsed, parsed.state.flags))


def _repeats(parsed: Iterable[Any], flags: int) -> Iterator[tuple[int, tuple[int, int, Any]]]:
    """Yield the outermost parts that repeat without end, and the flags that hold in them."""
    for operation, said in parsed:
        match str(operation):
            case "MAX_REPEAT" | "MIN_REPEAT" if said[1] >= COPIES:
                yield flags, said
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                yield from _repeats(said[2], flags)
            case "SUBPATTERN":
                yield from _repeats(said[3], (flags | said[1]) & ~said[2])
            case "BRANCH":
                yield from (one for way in said[1] for one in _repeats(way, flags))
            case "GROUPREF_EXISTS":
                yield from (one for way in said[1:] for one in _repeats(way or (), flags))
            case "ASSERT" | "ASSERT_NOT":
                yield from _repeats(said[1], flags)
            case "ATOMIC_GROUP":
                yield from _repeats(said, flags)


def _is_ambiguous(flags: int, least: int, most: int, parsed: Any) -> bool:
    """Return whether a part that repeats leads over one text in two ways from a place to the same."""
    places = _Places()
    try:
        places.repeat(int(least), int(most), parsed, flags)
    except _TooLargeError:
        return False
    return any(places.is_ambiguous(loop) for loop in places.loops())


class _Places:
    """The places of the characters of a pattern: which characters stand there, and which places follow."""

    def __init__(self) -> None:
        self.letters: list[_Letters] = []
        self.follow: list[dict[int, int]] = []

    # ---- from the parsed pattern to places

    def sequence(self, parsed: Iterable[Any], flags: int) -> _Part:
        """Return the part that is made of others, one behind the other."""
        whole = _Part()
        for operation, said in parsed:
            whole = self.join(whole, self.part(str(operation), said, flags))
        return whole

    def part(self, operation: str, said: Any, flags: int) -> _Part:
        """Return one part."""
        match operation:
            case "LITERAL" | "NOT_LITERAL" | "ANY" | "IN":
                return self.place(_Letters(operation, said, flags))
            case "BRANCH":
                return _either([self.sequence(one, flags) for one in said[1]])
            case "SUBPATTERN":
                return self.sequence(said[3], (flags | said[1]) & ~said[2])
            case "GROUPREF_EXISTS":
                return _either([self.sequence(one or (), flags) for one in said[1:]])
            case "MAX_REPEAT" | "MIN_REPEAT":
                return self.repeat(int(said[0]), int(said[1]), said[2], flags)
            case "POSSESSIVE_REPEAT":
                return self.unit(said[2], said[0] == 0, flags)
            case "ATOMIC_GROUP":
                return self.unit(said, False, flags)
            case _:
                return _Part()

    def place(self, letters: _Letters) -> _Part:
        """Return the part that is one character."""
        if len(self.letters) >= MOST_PLACES:
            raise _TooLargeError
        self.letters.append(letters)
        self.follow.append({})
        here = {len(self.letters) - 1: 1}
        return _Part(0, here, here)

    def unit(self, parsed: Iterable[Any], may_lack: bool, flags: int) -> _Part:
        """Return a part that is never read in another way than at first: as one of its first characters."""
        inside = _Places()
        part = inside.sequence(parsed, flags)
        firsts = [self.place(inside.letters[one]) for one in part.first]
        return _either([*firsts, *[_Part()] * (may_lack or part.empty > 0)])

    def repeat(self, least: int, most: int, parsed: Any, flags: int) -> _Part:
        """Return a part that stands several times."""
        if most >= COPIES:
            one = self.sequence(parsed, flags)
            self.tie(one.last, one.first)
            return one if least else _Part(1, one.first, one.last)
        whole = _Part()
        for number in range(most):
            one = self.sequence(parsed, flags)
            whole = self.join(whole, one if number < least else _Part(1, one.first, one.last))
        return whole

    def join(self, before: _Part, behind: _Part) -> _Part:
        """Return a part with another behind it."""
        self.tie(before.last, behind.first)
        return _Part(
            min(MANY, before.empty * behind.empty),
            _sum(before.first, behind.first, before.empty),
            _sum(behind.last, before.last, behind.empty),
        )

    def tie(self, last: Ways, first: Ways) -> None:
        """Let places follow others; where they do already, there is a second way."""
        for (one, ways), (next_one, next_ways) in product(last.items(), first.items()):
            known = self.follow[one].get(next_one, 0)
            self.follow[one][next_one] = min(MANY, known + ways * next_ways)

    # ---- what repeats, and in how many ways

    def loops(self) -> list[frozenset[int]]:
        """Return the sets of places from each of which all the others are reached, and it again."""
        before: list[set[int]] = [set() for _ in self.follow]
        for one, following in enumerate(self.follow):
            for other in following:
                before[other].add(one)
        left, found = set(range(len(self.follow))), []
        while left:
            one = left.pop()
            behind = _reached(self.follow[one], lambda at: self.follow[at])
            loop = behind & _reached(before[one], lambda at: before[at])
            if loop:
                found.append(frozenset(loop))
                left -= loop
        return found

    def is_ambiguous(self, loop: frozenset[int]) -> bool:
        """Return whether one text leads in two ways from a place of a loop to a place of it."""
        inside = {one: {at: ways for at, ways in self.follow[one].items() if at in loop} for one in loop}
        if any(ways >= MANY for following in inside.values() for ways in following.values()):
            return True
        alphabet = frozenset(SAMPLE).union(*(self.letters[one].mentions() for one in loop))
        sets = {one: self.letters[one].among(alphabet) for one in loop}

        def steps(pair: tuple[int, int]) -> list[tuple[int, int]]:
            ways = product(inside[pair[0]], inside[pair[1]])
            return [(one, other) for one, other in ways if sets[one] & sets[other]]

        parted = [pair for one in loop for pair in steps((one, one)) if pair[0] < pair[1]]
        return any(one == other for one, other in _reached(parted, steps))


def _either(parts: list[_Part]) -> _Part:
    """Return the part that is one of several."""
    first: Ways = {}
    last: Ways = {}
    for one in parts:
        first, last = _sum(first, one.first, 1), _sum(last, one.last, 1)
    return _Part(min(MANY, sum(one.empty for one in parts)), first, last)


def _sum(ways: Ways, others: Ways, times: int) -> Ways:
    """Return ways with others, which are there as many times."""
    if not times:
        return ways
    whole = dict(ways)
    for one, number in others.items():
        whole[one] = min(MANY, whole.get(one, 0) + number * times)
    return whole


def _reached(begin: Iterable[Any], steps: Any) -> set[Any]:
    """Return all that is reached from a beginning, with it."""
    known = set(begin)
    waiting = list(known)
    while waiting:
        for one in steps(waiting.pop()):
            if one not in known:
                known.add(one)
                waiting.append(one)
    return known


def _as_class(operation: str, said: Any) -> str:
    """Return a character, a range or a kind as a set of characters has it."""
    match operation:
        case "LITERAL":
            return re.escape(chr(said))
        case "NOT_LITERAL":
            return f"^{re.escape(chr(said))}"
        case "RANGE":
            return f"{re.escape(chr(said[0]))}-{re.escape(chr(said[1]))}"
        case "NEGATE":
            return "^"
        case _:
            return CATEGORIES[str(said)]
