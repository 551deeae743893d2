"""Counting with labels: which of many candidates are the ones that ascend."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

LABEL = re.compile(r"(?P<number>\d+)(?P<letter>[a-z]?)|(?P<alone>[a-z])|(?P<stars>\*+)")
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
    """Return the place of a label in its sequence: 2 < 2a < 3, a < b, * < **."""
    found = LABEL.fullmatch(label)
    if found is None:
        return (0, 0)
    if found["number"]:
        return int(found["number"]), ord(found["letter"]) - 96 if found["letter"] else 0
    return (ord(found["alone"]) - 96, 0) if found["alone"] else (len(found["stars"]), 0)


def is_next(last: str, label: str) -> bool:
    """Return whether a label comes directly after another."""
    (number, letter), (more, further) = rank(last), rank(label)
    return (more == number + 1 and further == 0) or (more == number and further == letter + 1)


def kind(label: str) -> str:
    """Return the kind of a label: only labels of one kind are counted together."""
    return "figure" if label[:1].isdigit() else "star" if label.startswith("*") else "letter"


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


def _best(ordered: Sequence[Candidate], rising: bool) -> list[float]:
    """Return for each candidate the weight of the best chain that ends with it."""
    made: list[float] = []
    for at, one in enumerate(ordered):
        best = 0.0
        for earlier in range(at):
            other = ordered[earlier]
            first, second = (other, one) if rising else (one, other)
            if rank(first.label) < rank(second.label):
                link = LINK if is_next(first.label, second.label) else 0.0
                best = max(best, made[earlier] + link)
        made.append(best + one.weight)
    return made
