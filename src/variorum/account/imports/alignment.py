"""The words that two sequences have in common, in order: by stretches that each has once, then within them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeAlias

Block: TypeAlias = tuple[int, int, int]
"""Where words stand in the one and in the other, and how many they are."""
Stretch: TypeAlias = tuple[int, int, int, int]
"""From where to where words stand in the one, and in the other."""
LENGTHS = (6, 3, 1)
"""How many words the stretches have by which sequences are tied to each other, the longest first."""
WINDOW = 16
"""How many words a difference may have over which the walk goes on."""
SMALL = 40_000
"""Up to how many pairs of words sequences are compared each with each where nothing stands in them once."""


def blocks(one: Sequence[str], other: Sequence[str]) -> list[Block]:
    """Return the stretches that two sequences have in common, in their order, none beside another."""
    made: list[Block] = []
    waiting = [(0, len(one), 0, len(other))]
    while waiting:
        low, high, low_other, high_other = waiting.pop()
        low, low_other = _walk(one, other, low, high, low_other, high_other, made, waiting)
        end = high
        while low < high and low_other < high_other and one[high - 1] == other[high_other - 1]:
            high, high_other = high - 1, high_other - 1
        if high < end:
            made.append((high, high_other, end - high))
        if low < high and low_other < high_other:
            tied = _ties(one, other, low, high, low_other, high_other)
            if tied is None:
                made += _each_with_each(one, other, low, high, low_other, high_other)
                continue
            for first, second in tied:
                waiting.append((low, first, low_other, second))
                low, low_other = first, second
            waiting.append((low, high, low_other, high_other))
    return list(_joined(sorted(made)))


def _walk(
    one: Sequence[str],
    other: Sequence[str],
    low: int,
    high: int,
    low_other: int,
    high_other: int,
    made: list[Block],
    waiting: list[Stretch],
) -> tuple[int, int]:
    """Go on while words are the same, over a few that differ too, which wait; return where that ends."""
    while True:
        start, start_other = low, low_other
        while low < high and low_other < high_other and one[low] == other[low_other]:
            low, low_other = low + 1, low_other + 1
        if low > start:
            made.append((start, start_other, low - start))
        seen: dict[tuple[str, ...], int] = {}
        for at, stretch in _stretches(other, low_other, min(high_other, low_other + WINDOW)):
            seen.setdefault(stretch, at)
        nearest = min(
            ((at + seen[stretch], at, seen[stretch])
             for at, stretch in _stretches(one, low, min(high, low + WINDOW)) if stretch in seen),
            default=None,
        )
        if nearest is None:
            return low, low_other
        waiting.append((low, nearest[1], low_other, nearest[2]))
        low, low_other = nearest[1:]


def _stretches(words: Sequence[str], low: int, high: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the stretches of three words between two places."""
    return enumerate(zip(words[low:high], words[low + 1 : high], words[low + 2 : high], strict=False), low)


def _ties(
    one: Sequence[str], other: Sequence[str], low: int, high: int, low_other: int, high_other: int
) -> list[tuple[int, int]] | None:
    """Return places where the same words stand, which each sequence has once; none if there are none."""
    for length in LENGTHS:
        places = _once(one, low, high, length)
        others = _once(other, low_other, high_other, length)
        pairs = [(at, others[words]) for words, at in places.items() if words in others]
        if pairs:
            return _rising(sorted(pairs))
    return None


def _once(words: Sequence[str], low: int, high: int, length: int) -> dict[tuple[str, ...], int]:
    """Return where the stretches of a length begin that stand between two places once."""
    found: dict[tuple[str, ...], int] = {}
    if high - low < length:
        return found
    rows = [words[low + step : high - length + step + 1] for step in range(length)]
    for at, stretch in enumerate(zip(*rows, strict=True), low):
        found[stretch] = -1 if stretch in found else at
    return {stretch: at for stretch, at in found.items() if at >= 0}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest row of pairs in which both places grow."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        at = bisect_left(tails, place)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(place)
            ends.append(index)
        else:
            tails[at], ends[at] = place, index
    made: list[tuple[int, int]] = []
    at = ends[-1]
    while at >= 0:
        made.append(pairs[at])
        at = before[at]
    return made[::-1]


def _each_with_each(
    one: Sequence[str], other: Sequence[str], low: int, high: int, low_other: int, high_other: int
) -> Iterator[Block]:
    if (high - low) * (high_other - low_other) <= SMALL:
        matcher = SequenceMatcher(None, one[low:high], other[low_other:high_other], autojunk=False)
        for block in matcher.get_matching_blocks():
            if block.size:
                yield low + block.a, low_other + block.b, block.size


def _joined(found: Sequence[Block]) -> Iterator[Block]:
    """Yield stretches, those as one that follow each other in both sequences."""
    current: Block | None = None
    for first, second, length in found:
        if current is None:
            current = (first, second, length)
        elif current[0] + current[2] == first and current[1] + current[2] == second:
            current = (current[0], current[1], current[2] + length)
        else:
            yield current
            current = (first, second, length)
    if current is not None:
        yield current
