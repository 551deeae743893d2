"""Characters that print, and where they come from: what a publication is written in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from variorum.origin import (
    Origin,
    OriginRule,
    Stretches,
    derive,
    merge,
    narrow,
    place_of,
    repeat,
    with_cause,
)
from variorum.source import Span

DAY = re.compile(r"(?<![\d.])\d{1,2}\.\?? \d{1,2}\.\??(?: \[?\d{4}\b)?")
"""A day in figures that stand apart: “18. 8. [1893]”."""


def with_days_whole(text: str) -> str:
    """Return characters in which no line ends within a day in figures."""
    return DAY.sub(lambda day: day.group().replace(" ", "\u00a0"), text)


@dataclass(frozen=True, slots=True)
class Run:
    """Print these characters; no line ends, white space as given.

    `origin` says where they come from: all from one origin, or stretch by stretch. It does not count for
    equality.
    """

    text: str
    origin: Origin | Stretches = field(compare=False, repr=False)

    def __post_init__(self) -> None:
        if isinstance(self.origin, tuple) and sum(length for length, _ in self.origin) != len(self.text):
            raise ValueError(f"the stretches of “{self.text}” are not as long as it is")

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text

    @property
    def span(self) -> Span | None:
        """Return the place of the source to which a message on these characters points."""
        places = (place_of(origin) for _, origin in self.stretches())
        return next((place for place in places if place), None)

    def stretches(self) -> Stretches:
        """Return the origins, each with the number of characters that it has."""
        return self.origin if isinstance(self.origin, tuple) else ((len(self.text), self.origin),)

    def parts(self) -> Iterator[tuple[str, Origin]]:
        """Yield the characters of each origin."""
        at = 0
        for length, origin in self.stretches():
            yield self.text[at : at + length], origin
            at += length

    def part(self, start: int, end: int | None = None) -> Run:
        """Return the characters from `start` to `end`; places of the source are as exact as they can be."""
        stop = len(self.text) if end is None else min(end, len(self.text))
        if start <= 0 and stop == len(self.text):
            return self
        if not isinstance(self.origin, tuple):
            return Run(self.text[start:stop], narrow(self.origin, len(self.text), start, stop))
        kept: list[tuple[int, Origin]] = []
        at = 0
        for length, origin in self.stretches():
            first, last = max(start, at), min(stop, at + length)
            if first < last:
                kept.append((last - first, narrow(origin, length, first - at, last - at)))
            at += length
        return _run(self.text[start:stop], kept)

    def with_cause(self, place: Span | None) -> Run:
        """Return the run with the place because of which it is printed, where it has none."""
        return self.with_origins(lambda origin: with_cause(origin, place))

    def repeat(self, rule: OriginRule) -> Run:
        """Return the run as one that is printed again by a rule."""
        return self.with_origins(lambda origin: repeat(origin, rule))

    def derive(self, rule: OriginRule, change: Callable[[str], str]) -> Run:
        """Return the run with the characters of each origin changed by a rule."""
        pieces = [(text, change(text), origin) for text, origin in self.parts()]
        return join_runs(
            *(Run(new, origin if new == text else derive(origin, rule)) for text, new, origin in pieces)
        )

    def with_text(self, change: Callable[[str], str]) -> Run:
        """Return the run with its characters changed one for one, as blanks are by others."""
        return Run(change(self.text), self.origin)

    def with_origins(self, change: Callable[[Origin], Origin]) -> Run:
        """Return the run with every origin changed."""
        if not isinstance(self.origin, tuple):
            origin = change(self.origin)
            return self if origin is self.origin else Run(self.text, origin)
        return _run(self.text, [(length, change(origin)) for length, origin in self.stretches()])


NOTHING = Run("", ())
"""A run without characters, which needs no origin."""


def _run(text: str, stretches: Sequence[tuple[int, Origin]]) -> Run:
    origins = merge(stretches)
    return Run(text, origins[0][1] if len(origins) == 1 else origins)


def join_runs(*runs: Run) -> Run:
    """Return runs as one, in which every character keeps its origin."""
    stretches = [each for run in runs for each in run.stretches()]
    return _run("".join(run.text for run in runs), stretches)
