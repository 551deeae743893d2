"""The files of an import as one run of characters, each of which knows its place in its own file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from variorum.accession.plain.counting import Candidate, chain
from variorum.conventions.engine import compile_pattern
from variorum.source import Source, Span

PART = "\n\f\n"
"""Stands between two files."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page, or a whole paper: a file or a part of one, from `offset` on.

    `start` and `end` are its place in the run.
    """

    source: Source
    text: str
    offset: int
    start: int
    end: int

    @property
    def name(self) -> str:
        """Return the name of the file without folder and ending."""
        return PurePath(self.source.path).stem


@dataclass(frozen=True, slots=True)
class Leaves:
    """The files in order; offsets count through all of them."""

    source: Source
    leaves: tuple[Leaf, ...]

    @classmethod
    def of(cls, files: Sequence[tuple[str, str]], page_end: str | None = None) -> Leaves:
        """Return files, given by path and text, as one run; a pattern may say where pages end within them."""
        made: list[Leaf] = []
        at = 0
        for path, whole in files:
            source = Source(path, whole)
            for offset, text in _pages(whole, page_end):
                made.append(Leaf(source, text, offset, at, at + len(text)))
                at += len(text) + len(PART)
        return cls(Source("", PART.join(leaf.text for leaf in made)), tuple(made))

    @property
    def text(self) -> str:
        """Return all characters."""
        return self.source.text

    def index(self, offset: int) -> int:
        """Return which leaf an offset lies on."""
        return max(bisect_right([leaf.start for leaf in self.leaves], offset) - 1, 0)

    def span(self, start: int, end: int) -> Span:
        """Return the place of characters in their own file."""
        leaf = self.leaves[self.index(start)]
        last = min(max(end, start), leaf.end)
        before = leaf.offset - leaf.start
        return leaf.source.span(start + before, last + before)

    def matches(self, pattern: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Yield where a pattern matches, leaf by leaf: the start of the leaf and the match in it."""
        rule = compile_pattern(f"(?m){pattern}")
        for leaf in self.leaves:
            for match in rule.finditer(leaf.text):
                if match.end() > match.start():
                    yield leaf.start, match


def _pages(text: str, page_end: str | None) -> Iterator[tuple[int, str]]:
    """Yield the pages of a text with their offsets: its numbers ascend."""
    matches = list(compile_pattern(f"(?m){page_end}").finditer(text)) if page_end else []
    by_place = {match.start("page"): match for match in matches}
    numbers = [Candidate(place, match.end("page"), match["page"]) for place, match in by_place.items()]
    start = 0
    for number in chain(numbers).chosen:
        yield start, text[start : number.end]
        start = number.end
    if start < len(text) or not start:
        yield start, text[start:]


@dataclass(frozen=True, slots=True, order=True)
class Region:
    """A stretch of the run, `end` exclusive."""

    start: int
    end: int

    def __contains__(self, offset: object) -> bool:
        return isinstance(offset, int) and self.start <= offset < self.end


def region(base: int, match: re.Match[str], group: str | int = 0) -> Region:
    """Return the place of a match, or of a group of it, in the run."""
    return Region(base + match.start(group), base + match.end(group))


def without_parts(whole: Region, parts: Sequence[Region]) -> Iterator[Region]:
    """Yield what is left of a stretch when others are taken out."""
    at = whole.start
    for part in sorted(parts):
        if part.end <= at or part.start >= whole.end:
            continue
        if part.start > at:
            yield Region(at, part.start)
        at = max(at, part.end)
    if at < whole.end:
        yield Region(at, whole.end)
