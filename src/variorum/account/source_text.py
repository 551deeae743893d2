"""The characters of a source that may print, as the account has them, each with its place in the file."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from variorum.source import Source, Span

REFERENCE = re.compile(r"&#?\w+;")
"""A character that a file names instead of writing it."""
PART = "\x1e"
"""Stands in the characters of a source where its markup parts words; it is a blank, which no XML may hold."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """Characters of a source in order, without its markup.

    `chars` are they, with `PART` where markup parts words. Piece by piece, `raw` has the offsets in the file
    and `at` those in `chars`; a piece that stands for a reference ("&amp;") is shorter than in the file.
    `joins` are offsets in `chars` at which words go on though blanks stand there: the line end inside a word;
    `data` from where to where no text stands but data about it, which are put together with commas. `empty`
    are the offsets at which elements without words stand, none where there are no elements; `edges` those of
    them at which a range of words begins or ends; `notes` those at which the notes of a transcript begin,
    wherever they are called; `filled` the offsets in the file of elements with words.
    """

    source: Source
    chars: str
    raw: Sequence[int]
    at: Sequence[int]
    joins: Sequence[int] = field(default=())
    data: Sequence[tuple[int, int]] = field(default=())
    empty: frozenset[int] | None = None
    edges: frozenset[int] = frozenset()
    notes: Sequence[int] = field(default=())
    filled: frozenset[int] = frozenset()

    @property
    def path(self) -> str:
        """Return the name of the file in the edition."""
        return self.source.path

    def stretch(self, span: Span) -> tuple[int, int]:
        """Return from where to where in `chars` the characters of a stretch of the file stand."""
        starts = self.source.starts
        last = len(starts)
        begins = starts[min(span.line, last) - 1] + span.column - 1
        ends = starts[min(span.end_line, last) - 1] + span.end_column - 1
        start, end = self._index(begins), self._index(ends)
        return (start - 1 if begins < ends and self._is_in_reference(begins) else start), end

    def _index(self, offset: int) -> int:
        piece = bisect_right(self.raw, offset) - 1
        if piece < 0:
            return 0
        start = self.at[piece]
        end = self.at[piece + 1] if piece + 1 < len(self.at) else len(self.chars)
        return min(start + offset - self.raw[piece], end)

    def _is_in_reference(self, offset: int) -> bool:
        """Return whether an offset in the file is inside a reference (`&#8208;`) that is one character."""
        piece = bisect_right(self.raw, offset) - 1
        if self.empty is None or piece < 0 or self.raw[piece] == offset:
            return False
        found = REFERENCE.match(self.source.text, self.raw[piece])
        return found is not None and offset < found.end()

    def place(self, start: int, end: int) -> Span:
        """Return the place in the file of some of the characters."""
        first, last = self._offset(start), self._offset(max(start, end - 1)) + 1
        return self.source.span(first, last)

    def _offset(self, index: int) -> int:
        piece = bisect_right(self.at, index) - 1
        return self.raw[piece] + index - self.at[piece] if piece >= 0 else 0

    def starts_in(self, start: int, end: int) -> Iterator[int]:
        """Yield the offsets in `chars` at which pieces begin between two others."""
        for piece in range(bisect_left(self.at, start), bisect_left(self.at, end)):
            yield self.at[piece]

    def is_empty(self, span: Span) -> bool:
        """Return whether what stands at a place holds no words, so that its mark stands between two."""
        start, end = self.stretch(span)
        line = min(span.line, len(self.source.starts))
        if self.source.starts[line - 1] + span.column - 1 in self.filled:
            return False  # an empty element stands right before it
        return (self.empty is None or start in self.empty) and not self.chars[start:end].strip()

    def is_loose_edge(self, at: int) -> bool:
        """Return whether a range begins or ends between two blocks, at an end of one, or beside a blank.

        Its mark is printed with the words of the range, whatever blanks stand around it in the file.
        """
        if at not in self.edges:
            return False
        start, end = at, at
        while start and self.chars[start - 1].isspace():
            start -= 1
        while end < len(self.chars) and self.chars[end].isspace():
            end += 1
        return start < end

    def note(self, at: int) -> int:
        """Return the number of the note in which an offset is, 0 before the first."""
        return bisect_right(self.notes, at)

    def is_data(self, at: int) -> bool:
        """Return whether data stand at an offset, and no text."""
        return any(start <= at <= end for start, end in self.data)

    def is_joined(self, start: int, end: int) -> bool:
        """Return whether words go on somewhere from `start` to `end`, whatever blanks stand there."""
        at = bisect_left(self.joins, start)
        return at < len(self.joins) and self.joins[at] <= end
