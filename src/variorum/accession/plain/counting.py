"""Counting with labels: which of many candidates are the ones that ascend."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

LABEL = re.compile(
    r"(?P<number>\d+)(?P<letter>[a-z]?)|(?P<alone>[a-z])|(?P<stars>\*+)|(?P<sign>[†‡§‖¶])(?P=sign)*"
)
SIGNS = "†‡§‖¶"
"""The signs that follow the star, in the order of printers; doubled they go on."""
LINK = 0.25
"""What it counts for a candidate that it is the very next after the one before."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Characters that may be a label: their place in the run, the label, and how much speaks for it."""

    start: int
    end: int
    label: str
    weight: float = 1.0
    sure: bool = False
    likely: bool = False


def normal(label: str) -> str:
    """Return a label in plain characters: raised figures and letters as common ones."""
    return unicodedata.normalize("NFKC", label).strip("[]() ")


def rank(label: str) -> tuple[int, int]:
    """Return the place of a label in its sequence: 2 < 2a < 3, a < b, * < **, † < ‡ < ††."""
    found = LABEL.fullmatch(label)
    if found is None:
        return (0, 0)
    if found["number"]:
        return int(found["number"]), ord(found["letter"]) - 96 if found["letter"] else 0
    if found["sign"]:
        return SIGNS.index(found["sign"]) + 1 + len(SIGNS) * (len(label) - 1), 0
    return (ord(found["alone"]) - 96, 0) if found["alone"] else (len(found["stars"]), 0)


def is_next(last: str, label: str) -> bool:
    """Return whether a label comes directly after another."""
    (number, letter), (more, further) = rank(last), rank(label)
    return (more == number + 1 and further == 0) or (more == number and further == letter + 1)


def kind(label: str) -> str:
    """Return the kind of a label: only labels of one kind are counted together."""
    if label[:1].isdigit():
        return "figure"
    return "star" if label.startswith("*") else "sign" if label[:1] in SIGNS else "letter"


@dataclass(frozen=True, slots=True)
class Chain:
    """The candidates that ascend best, and the rivals of each that would do as well."""

    chosen: tuple[Candidate, ...]
    rivals: tuple[tuple[Candidate, Candidate], ...] = ()


def chain(candidates: Sequence[Candidate]) -> Chain:
    """Return the ascending candidates of the greatest weight, each kind of label by itself."""
    made = [
        _chain([one for one in candidates if kind(one.label) == each])
        for each in dict.fromkeys(kind(one.label) for one in candidates)
    ]
    chosen = sorted((one for each in made for one in each.chosen), key=lambda one: one.start)
    return Chain(tuple(chosen), tuple(pair for each in made for pair in each.rivals))


def _chain(candidates: Sequence[Candidate]) -> Chain:
    ordered = sorted(candidates, key=lambda one: one.start)
    before = _best(ordered, rising=True)
    behind = _best(ordered[::-1], rising=False)[::-1]
    through = [left + right - one.weight for left, right, one in zip(before, behind, ordered, strict=True)]
    top = max(through, default=0.0)
    chosen: list[Candidate] = []
    rivals: list[tuple[Candidate, Candidate]] = []
    for at, one in enumerate(ordered):
        if abs(through[at] - top) > 1e-9:
            continue
        last = chosen[-1] if chosen else None
        if last is None or rank(one.label) > rank(last.label):
            chosen.append(one)
        elif one.label == last.label:
            rivals.append((last, one))
    return Chain(tuple(chosen), tuple(rivals))


@dataclass(slots=True)
class _Front:
    """The best weights of chains by the rank they have come to; a greater rank is there for more weight."""

    ranks: list[tuple[int, int]] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def below(self, rank: tuple[int, int]) -> float:
        """Return the best weight of a chain that ends before a rank."""
        at = bisect_left(self.ranks, rank)
        return self.weights[at - 1] if at else 0.0

    def keep(self, rank: tuple[int, int], weight: float) -> None:
        """Keep the weight of a chain if it is the best so far up to its rank."""
        at = bisect_right(self.ranks, rank)
        if at and self.weights[at - 1] >= weight:
            return
        end = at
        while end < len(self.ranks) and self.weights[end] <= weight:
            end += 1
        start = at - 1 if at and self.ranks[at - 1] == rank else at
        self.ranks[start:end] = [rank]
        self.weights[start:end] = [weight]


def _best(ordered: Sequence[Candidate], rising: bool) -> list[float]:
    """Return for each candidate the weight of the best chain that ends with it, its labels rising or not."""
    made: list[float] = []
    front = _Front()
    by_rank: dict[tuple[int, int], float] = {}
    by_number: dict[int, float] = {}
    for one in ordered:
        number, letter = rank(one.label)
        if rising:
            near = [by_rank.get((number, letter - 1), 0.0) if letter else by_number.get(number - 1, 0.0)]
        else:
            near = [by_rank.get((number, letter + 1), 0.0), by_rank.get((number + 1, 0), 0.0)]
        place = (number, letter) if rising else (-number, -letter)
        best = max(front.below(place), *(weight + LINK for weight in near if weight), 0.0) + one.weight
        made.append(best)
        front.keep(place, best)
        by_rank[number, letter] = max(best, by_rank.get((number, letter), 0.0))
        by_number[number] = max(best, by_number.get(number, 0.0))
    return made
