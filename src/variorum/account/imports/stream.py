"""Words in the order of reading, each with the blank before it, its place, and the rule that may drop it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from variorum.account.imports.rules import Addition, Omission

CALL, PAGE = "\ufdd1", "\ufdd2"
"""How the words begin that stand for a call and for the mark of a page: no text may hold these characters."""
WORD = re.compile(r"\S+")
FONT_SIGN = "\uf020"
"""A sign of a font, of which nothing is known here but that it is one."""
SYMBOL_FONT = re.compile(
    r"(symbol|wingdings[ _-]?[23]?|webdings)(mt|[ _-]?regular)?\s*(\(.*\))?", re.IGNORECASE
)
KEYS = re.compile(r"[\x21-\x7e\xa1-\xff]")
"""Fonts that show signs, and the characters in whose place they do."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: from the word `first` on, at an offset of a text or in a paragraph of a part.

    `text` are the characters there, of which the words are; `inside`: they begin within a word.
    """

    first: int
    part: str
    at: int
    text: str = ""
    inside: bool = False


Origin: TypeAlias = tuple[int, str, int, str]
"""From which character on what stands where: the part, the offset in it, the characters there."""


@dataclass(slots=True)
class Stream:
    """Words of a file or of a transcript.

    `glued` are the words with no blank before them, `rules` those that a rule may leave out or adds,
    `items` the first words of items of lists, `starts` the words with which notes begin, `loose` those before
    which what stood there is missing, `equations` those of equations, `merged` those in cells that go on from
    above, whose words stand there. `unplaced` are characters whose places nobody has asked yet. `origin` is
    the stream of which these are some words, by their numbers there.
    """

    words: list[str] = field(default_factory=list)
    glued: set[int] = field(default_factory=set)
    rules: dict[int, Omission | Addition] = field(default_factory=dict)
    items: set[int] = field(default_factory=set)
    starts: set[int] = field(default_factory=set)
    loose: set[int] = field(default_factory=set)
    equations: set[int] = field(default_factory=set)
    merged: set[int] = field(default_factory=set)
    places: list[Place] = field(default_factory=list)
    unplaced: list[tuple[int, str, tuple[Origin, ...]]] = field(default_factory=list)
    origin: tuple[Stream, Sequence[int]] | None = None

    def place(self, word: int) -> Place:
        """Return where a word stands, with its own offset where the place is one of a text."""
        if self.origin is not None:
            return self.origin[0].place(self.origin[1][word])
        for first, text, origins in self.unplaced:
            self.places += _places(first, text, origins)
        self.unplaced.clear()
        at = bisect_right(self.places, word, key=lambda one: one.first) - 1
        if at < 0:
            return Place(0, "", 0)
        place = self.places[at]
        if not place.text:
            return place
        starts = [found.start() for found in WORD.finditer(place.text)][int(place.inside) :]
        number = word - place.first
        offset = starts[number] if number < len(starts) else 0
        return Place(word, place.part, place.at + offset)

    def part(self, chosen: Sequence[int]) -> Stream:
        """Return some of the words as a stream; a word whose neighbour is not among them is not glued."""
        made = Stream(origin=(self, chosen))
        for new, old in enumerate(chosen):
            made.words.append(self.words[old])
            if old and (not new or chosen[new - 1] != old - 1):
                made.loose.add(new)
            elif old in self.glued:
                made.glued.add(new)
            if old in self.rules:
                made.rules[new] = self.rules[old]
            if old in self.items:
                made.items.add(new)
            if old in self.starts:
                made.starts.add(new)
            if old in self.loose:
                made.loose.add(new)
            if old in self.equations:
                made.equations.add(new)
        return made

    def join(self, other: Stream) -> None:
        """Add the words of another stream behind those of this one."""
        first = len(self.words)
        self.words += other.words
        for own, its in (
            (self.glued, other.glued),
            (self.items, other.items),
            (self.starts, other.starts),
            (self.loose, other.loose),
        ):
            own.update(first + at for at in its)
        self.rules.update((first + at, rule) for at, rule in other.rules.items())
        self.places += (replace(place, first=first + place.first) for place in other.places)
        self.unplaced += ((first + at, text, origins) for at, text, origins in other.unplaced)


@dataclass(slots=True)
class Composer:
    """Puts a stream together of what a reader meets."""

    stream: Stream = field(default_factory=Stream)
    pending: list[str] = field(default_factory=list)
    rule: Omission | Addition | None = None
    touching: bool = False
    origins: list[Origin] = field(default_factory=list)
    length: int = 0
    solving: int | None = None

    def text(self, text: str, rule: Omission | Addition | None = None) -> None:
        """Add characters that go on with those before."""
        if rule is not self.rule:
            self.flush()
            self.rule = rule
        self.pending.append(text)
        self.length += len(text)

    def at(self, part: str, offset: int, text: str = "") -> None:
        """Say where the characters that come next stand."""
        self.origins.append((self.length, part, offset, text))

    def word(self, word: str) -> None:
        """Add a word that stands for something: a call, the mark of a page."""
        self.flush()
        if self.touching:
            self.stream.glued.add(len(self.stream.words))
        self.stream.words.append(word)
        self.touching = True

    def bracket(self, brackets: str) -> bool:
        """Set the last character apart if it is one of some brackets; return whether it is."""
        if not self.pending or not self.pending[-1] or self.pending[-1][-1] not in brackets:
            return False
        last = self.pending[-1][-1]
        self.pending[-1] = self.pending[-1][:-1]
        self.length -= 1
        self.flush()
        self.pending.append(last)
        self.length = 1
        return True

    def equation(self) -> None:
        """Begin an equation, or end it."""
        self.flush()
        first, self.solving = self.solving, None
        if first is None:
            self.solving = len(self.stream.words)
        else:
            self.stream.equations.update(range(first, len(self.stream.words)))

    def blank(self) -> None:
        """Part what comes next from what was before."""
        self.flush()
        self.touching = False

    def flush(self) -> None:
        """Make words of the characters that were added."""
        if self.pending:
            text = "".join(self.pending) if len(self.pending) > 1 else self.pending[0]
            self.pending.clear()
            self._words(text)
        elif self.origins:
            del self.origins[:-1]
            self.origins[0] = (0, *self.origins[0][1:])
        self.length = 0

    def _words(self, text: str) -> None:
        stream, first = self.stream, len(self.stream.words)
        words = text.split()
        if words:
            if self.touching and not text[0].isspace():
                stream.glued.add(first)
            stream.words += words
            if self.rule is not None:
                stream.rules.update(dict.fromkeys(range(first, first + len(words)), self.rule))
        if self.origins:
            stream.unplaced.append((first, text, tuple(self.origins)))
            self.origins.clear()
        if text:
            self.touching = not text[-1].isspace() and (bool(words) or self.touching)


def _places(first: int, text: str, origins: Sequence[Origin]) -> Iterator[Place]:
    """Yield the places of the words of a text, the first of which is the word `first`."""
    if len(origins) == 1 and origins[0][0] == 0:
        _, part, offset, own = origins[0]
        yield Place(first, part, offset, own)
        return
    starts = [found.start() for found in WORD.finditer(text)]
    for at, part, offset, own in origins:
        inside = 0 < at < len(text) and not text[at].isspace() and not text[at - 1].isspace()
        yield Place(first + bisect_left(starts, at), part, offset, own, inside)
