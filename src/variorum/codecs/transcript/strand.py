"""Stretches of a source text that remember where each character stood."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.source import Source, Span


@dataclass(frozen=True, slots=True)
class Strand:
    """Characters put together from a source, and the offset of each in it."""

    source: Source
    text: str
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, source: Source, start: int, end: int) -> Strand:
        """Return a stretch of the source as it stands."""
        return cls(source, source.text[start:end], tuple(range(start, end)))

    def __len__(self) -> int:
        return len(self.text)

    def cut(self, start: int, end: int) -> Strand:
        """Return the characters from `start` up to `end`."""
        return Strand(self.source, self.text[start:end], self.offsets[start:end])

    def strip(self) -> Strand:
        """Return the strand without plain white space at its ends; no-break spaces stay."""
        start, end = 0, len(self.text)
        while start < end and self.text[start] in BLANKS:
            start += 1
        while end > start and self.text[end - 1] in BLANKS and not is_escaped(self.text, end - 1):
            end -= 1
        return self.cut(start, end)

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Return the place of the characters from `start` up to `end`; of none, where they would stand."""
        last = len(self.text) if end is None else end
        if start >= last:
            at = self.offsets[start] if start < len(self.offsets) else self._after()
            return self.source.span(at, at)
        return self.source.span(self.offsets[start], self.offsets[last - 1] + 1)

    def _after(self) -> int:
        return self.offsets[-1] + 1 if self.offsets else 0


BLANKS = " \t\r\n"


def is_escaped(text: str, index: int) -> bool:
    """Return whether an odd number of backslashes stands before a character."""
    count = 0
    while index - count > 0 and text[index - count - 1] == "\\":
        count += 1
    return count % 2 == 1
