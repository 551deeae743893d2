"""The words that two sequences have in common, in order: by what each has once, then within that."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TypeAlias

Block: TypeAlias = tuple[int, int, int]
"""Where words stand in the one and in the other, and how many they are."""
Stretch: TypeAlias = tuple[int, int, int, int]
"""From where to where words stand in the one, and in the other."""
LENGTHS = (6, 3, 1)
"""How many words have what ties sequences to each other, the longest first."""
WINDOW = 16
"""How many words a difference may have over which the walk goes on."""
FEW = 3
"""How many words at the head of both sequences are the same by more than chance."""
SMALL = 40_000
"""Up to how many pairs of words sequences are compared each with each where nothing stands in them once."""


def blocks(one: Sequence[str], other: Sequence[str]) -> list[Block]:
    """Return the words that two sequences have in common, in their order, no block beside another."""
    return _Alignment(one, other, waiting=[(0, len(one), 0, len(other))]).blocks()


@dataclass(slots=True)
class _Alignment:
    """Two sequences, what they have in common as far as is known, and what waits to be compared."""

    one: Sequence[str]
    other: Sequence[str]
    waiting: list[Stretch]
    made: list[Block] = field(default_factory=list)

    def blocks(self) -> list[Block]:
        """Compare all that waits."""
        while self.waiting:
            low, high, low_other, high_other = self.walk(self.waiting.pop())
            end = high
            while low < high and low_other < high_other and self.one[high - 1] == self.other[high_other - 1]:
                high, high_other = high - 1, high_other - 1
            if high < end:
                self.made.append((high, high_other, end - high))
            if low < high and low_other < high_other:
                self.part((low, high, low_other, high_other))
        return list(_joined(sorted(self.made)))

    def walk(self, stretch: Stretch) -> Stretch:
        """Go on while words are the same, over a few that differ, which wait; return what is left."""
        one, other = self.one, self.other
        low, high, low_other, high_other = stretch
        while True:
            start, start_other = low, low_other
            while low < high and low_other < high_other and one[low] == other[low_other]:
                low, low_other = low + 1, low_other + 1
            if self.by_chance(start, low, high, low_other, high_other):
                low, low_other = start, start_other
            elif low > start:
                self.made.append((start, start_other, low - start))
            seen: dict[tuple[str, ...], int] = {}
            for at, words in _threes(other, low_other, min(high_other, low_other + WINDOW)):
                seen.setdefault(words, at)
            ways = (
                (at + seen[words], at, seen[words])
                for at, words in _threes(one, low, min(high, low + WINDOW))
                if words in seen
            )
            nearest = min(ways, default=None)
            if nearest is None:
                return low, high, low_other, high_other
            self.waiting.append((low, nearest[1], low_other, nearest[2]))
            low, low_other = nearest[1:]

    def by_chance(self, start: int, low: int, high: int, low_other: int, high_other: int) -> bool:
        """Return whether a word or two at the head of both may be the same by chance.

        Nothing before them tells that they are; words at the head of a page may be those of its site, and
        stand again where the text begins.
        """
        if start or not 0 < low < FEW or low_other != low or (low == high and low_other == high_other):
            return False
        words = list(self.one[:low])
        return any(self.one[at : at + len(words)] == words for at in range(low, high)) or any(
            self.other[at : at + len(words)] == words for at in range(low_other, high_other)
        )

    def part(self, stretch: Stretch) -> None:
        """Part sequences where the same words stand that each has once, or compare each word with each."""
        low, high, low_other, high_other = stretch
        for length in LENGTHS:
            places = _once(self.one, low, high, length)
            others = _once(self.other, low_other, high_other, length)
            pairs = [(at, others[words]) for words, at in places.items() if words in others]
            if pairs:
                for first, second in _rising(sorted(pairs)):
                    self.waiting.append((low, first, low_other, second))
                    low, low_other = first, second
                self.waiting.append((low, high, low_other, high_other))
                return
        if (high - low) * (high_other - low_other) <= SMALL:
            own, its = self.one[low:high], self.other[low_other:high_other]
            found = SequenceMatcher(None, own, its, autojunk=False).get_matching_blocks()
            self.made += ((low + each.a, low_other + each.b, each.size) for each in found if each.size)


def _threes(words: Sequence[str], low: int, high: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield three words each, with the place of the first."""
    rows = words[low:high], words[low + 1 : high], words[low + 2 : high]
    return enumerate(zip(*rows, strict=False), low)


def _once(words: Sequence[str], low: int, high: int, length: int) -> dict[tuple[str, ...], int]:
    """Return where words of a number begin that stand between two places once."""
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
