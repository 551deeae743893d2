"""The balance of a saved page: its words = the transcript's, or told as left out, or left out by a rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby, pairwise

from variorum.account.imports.balance import NEAR, Balance, Rows, quotation
from variorum.account.imports.comparison import FONT_SIGN
from variorum.account.imports.rules import Omission
from variorum.account.imports.stream import CALL, Place, Stream
from variorum.account.imports.transcript_words import TranscriptWords
from variorum.findings.accession import ImportTold
from variorum.manuscript import LeftOut
from variorum.source import Span

COUNTED = re.compile(r"\w[\w’'-]*")
"""What the report counts as a word of a page."""


@dataclass(slots=True)
class PageBalance(Balance):
    """A page and its transcript: the words of notes stand where the page has them."""

    of_page: bool = True
    left: list[int] = field(default_factory=list)
    marks: dict[int, Omission] = field(default_factory=dict)

    def of_streams(self, transcript: TranscriptWords) -> None:
        """Compare the text with the page, the notes with what is left of it, then what is left of both."""
        page = self.file.body
        self.left = list(range(len(page.words)))
        notes = Stream()
        extra = Rows()
        for _, note in transcript.notes:
            notes.join(note)
        with_signs(page, (transcript.body, notes))
        self.step(_unnamed(transcript.body), extra)
        before = set(self.left)
        self.step(_unnamed(notes), extra)
        self.note_marks(before - set(self.left))
        self.left = slid(page.words, self.left, self.told)
        aside = self.compare(self.file.aside, extra.stream())
        extra.drop(set(range(len(extra.kept))) - set(aside.extra))
        rest = Rows()
        rest.add(page, self.left)
        self.tell(rest)
        self.note_marks(set(self.left) - {word for _, word in rest.kept})
        rest.drop({at for at, (_, word) in enumerate(rest.kept) if word in self.marks})
        self.omitted.update(self.marks[at] for at in self.left if at in self.marks)
        self.elsewhere(rest, extra)
        self.unwritten(rest)
        self.descriptions(transcript)
        self.foreign(extra)

    def step(self, written: Stream, extra: Rows) -> None:
        """Compare what is left of the page with a stream."""
        page = self.file.body
        made = self.compare(page.part(self.left), written)
        for at in made.omitted:
            rule = page.rules.get(self.left[at], Omission.NOTE_MARK)
            self.marks[self.left[at]] = rule if isinstance(rule, Omission) else Omission.NOTE_MARK
        self.left = [self.left[at] for at in sorted({*made.rest, *made.omitted})]
        extra.add(written, made.extra)

    def note_marks(self, noted: set[int]) -> None:
        """Leave out the marks that stand beside words of notes: at their heads, and as the way back."""
        rules = self.file.body.rules
        for row in (self.left, self.left[::-1]):
            step = 1 if row is self.left else -1
            for at in row:
                if rules.get(at) is Omission.NOTE_MARK and (at - step in noted or at - step in self.marks):
                    self.marks[at] = Omission.NOTE_MARK

    def tell(self, rest: Rows) -> None:
        """Find what the report tells as left out among the words that are left, and cross it out."""
        words = [stream.words[at] for stream, at in rest.kept]
        gone: set[int] = set()
        beside = "".join(self.file.aside.words)
        for at, one in enumerate(self.told):
            found = self.find(at, words, rest, gone)
            if found is None and "".join(one.begins.split()) in beside:
                continue  # It is said in the head of the page as well, and printed from there.
            if found is None:
                self.faults.append(ImportTold(self.point(None), words=quotation([one.begins]), what=one.what))
                continue
            self.omitted[Omission.TOLD] += len(found)
            gone.update(found)
        rest.drop(gone)

    def find(self, number: int, words: Sequence[str], rest: Rows, gone: set[int]) -> range | None:
        """Return the words of something that is told; none if they are not there."""
        one = self.told[number]
        following = self.told[number + 1] if number + 1 < len(self.told) else None
        begins = "".join(one.begins.split())
        word = {start: at for at, start in enumerate(accumulate(map(len, words), initial=0))}
        text = "".join(words)
        at = text.find(begins)
        while at >= 0:
            first = word.get(at)
            if first is not None and first not in gone and int(rest.place(first).part or 0) >= one.line:
                count, last = 0, first
                while last < len(words) and (count < one.words or not COUNTED.search(words[last])):
                    if last > first and begins_with(words[last : last + NEAR], following):
                        break
                    count += len(COUNTED.findall(words[last]))
                    last += 1
                return range(first, last)
            at = text.find(begins, at + 1)
        return None

    def where(self, place: Place) -> str:
        """Return a place in words."""
        return f"line {self.point(place).line}"

    def point(self, place: Place | None) -> Span:
        """Return a place of the page."""
        if place is None or not place.part:
            return Span(self.name, 1, 1, 1, 1)
        line = int(place.part)
        return Span(self.name, line, place.at + 1, line, place.at + 1)


def with_signs(page: Stream, written: Sequence[Stream]) -> None:
    """Write words with signs of a font as the transcript has them, where it has one beside the same word."""
    beside: dict[str, list[str]] = {}
    for stream in written:
        for one, other in pairwise(stream.words):
            beside.setdefault(f"{one} ", []).append(other)
            beside.setdefault(f" {other}", []).append(one)
    for at, word in enumerate(page.words):
        if not FONT_SIGN.search(word):
            continue
        fits = re.compile(r"\S".join(map(re.escape, FONT_SIGN.split(word)))).fullmatch
        before, behind = (" ".join(page.words[at - 1 : at]), " ".join(page.words[at + 1 : at + 2]))
        near = [*beside.get(f"{before} ", ()), *beside.get(f" {behind}", ())]
        page.words[at] = next(filter(fits, near), word)


def _unnamed(stream: Stream) -> Stream:
    """Return a stream in which no call has a name: a page does not know them."""
    stream.words = [CALL if word[0] == CALL else word for word in stream.words]
    return stream


def slid(words: Sequence[str], left: Sequence[int], told: Sequence[LeftOut]) -> list[int]:
    """Return which words of a page are left, each run of them from where something that is told begins.

    A list of contents in a page repeats its headings, so that either may have been taken for what is written:
    “1. One 2. Two 1. One” without its first words is as well without its last ones.
    """
    made: list[int] = []
    for _, group in groupby(enumerate(left), lambda one: one[1] - one[0]):
        run = [at for _, at in group]
        starts = [run[0]]
        for step in (-1, 1):
            start = run[0]
            while _slides(words, start + min(step, 0), len(run)):
                start += step
                starts.append(start)
        fits = (at for at in starts if any(begins_with(words[at : at + NEAR], one) for one in told))
        start = next(fits, run[0])
        made += [at - run[0] + start for at in run]
    return made if len(set(made)) == len(left) else list(left)


def _slides(words: Sequence[str], start: int, length: int) -> bool:
    """Return whether the word before a run is its last one, so that the run may begin with it as well."""
    return start >= 0 and start + length < len(words) and words[start] == words[start + length]


def begins_with(words: Sequence[str], told: LeftOut | None) -> bool:
    """Return whether words are the beginning of what is told."""
    begins = "".join(told.begins.split()) if told is not None else ""
    return bool(begins) and "".join(words).startswith(begins)
