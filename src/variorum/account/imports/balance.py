"""The balance of a file that is brought in: its words = the transcript's, or left out by a rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from variorum.account.imports.comparison import Comparison
from variorum.account.imports.file_words import FileWords, Untold
from variorum.account.imports.rules import Addition, Omission
from variorum.account.imports.stream import CALL, Place, Stream
from variorum.account.imports.transcript_words import TranscriptWords
from variorum.findings import Diagnostic
from variorum.findings.accession import ImportBlank, ImportForeign, ImportLost, ImportOrder, ImportTold
from variorum.manuscript import LeftOut
from variorum.source import Source, Span

NEAR = 120
"""How many characters a finding quotes."""
LONG = 4
"""How many characters a single word must have to be known again in another place."""


@dataclass(frozen=True, slots=True)
class ImportAccount:
    """What became of the words and calls of a file: how many there are, are written, left out, added."""

    name: str
    words: int = 0
    written: int = 0
    omitted: Counter[Omission] = field(default_factory=Counter)
    added: Counter[Addition] = field(default_factory=Counter)
    faults: tuple[Diagnostic, ...] = ()


@dataclass(slots=True)
class Balance:
    """A file and its transcript, on the way to their balance."""

    name: str
    file: FileWords
    transcript: Source
    told: Sequence[LeftOut]
    written: int = 0
    omitted: Counter[Omission] = field(default_factory=Counter)
    added: Counter[Addition] = field(default_factory=Counter)
    faults: list[Diagnostic] = field(default_factory=list)
    of_page: bool = False

    def compare(self, source: Stream, written: Stream) -> Comparison:
        """Compare two streams and count what they have in common."""
        made = Comparison(
            source, written, drawn=self.file.drawn, labels=self.file.labels, of_page=self.of_page
        ).run()
        self.written += made.count
        self.added.update(made.added)
        for one in made.blanks:
            place = self.where(source.place(one.word))
            fault = "one word" if one.lost else "two words"
            found = ImportBlank(
                self.span(source, one.word),
                before=quotation([one.before]),
                behind=quotation([one.behind]),
                where=place,
                fault=fault,
            )
            self.faults.append(found)
        return made

    def account(self) -> ImportAccount:
        """Return what has become of the words."""
        file = self.file
        words = sum(len(one.words) for one in (file.body, *file.notes.values())) + file.dropped.total()
        self.omitted.update(file.dropped)
        return ImportAccount(self.name, words, self.written, self.omitted, self.added, tuple(self.faults))

    # ---- Word

    def of_notes(self, transcript: TranscriptWords) -> None:
        """Compare text with text and each note with its own; then what is left of all of them."""
        pairs = [(self.file.body, transcript.body)]
        names = dict(transcript.notes)
        pairs += [(note, names.pop(name, Stream())) for name, note in self.file.notes.items()]
        pairs += [(Stream(), note) for note in names.values()]
        twice = Counter(name for name, _ in transcript.notes)
        pairs += [
            (Stream(), note)
            for name, note in transcript.notes
            if twice[name] > 1 and note is not names.get(name)
        ][1:]
        rest, extra = Rows(), Rows()
        for own, its in pairs:
            made = self.compare(own, its)
            self.omitted.update(rule for at in made.omitted if isinstance(rule := own.rules[at], Omission))
            rest.add(own, made.rest)
            extra.add(its, made.extra)
        self.elsewhere(rest, extra)
        self.unwritten(rest)
        self.descriptions(transcript)
        self.foreign(extra)
        self.told_by_name()

    def elsewhere(self, rest: Rows, extra: Rows) -> None:
        """Find words of the one row in the other: they stand in another place."""
        made = Comparison(rest.stream(), extra.stream()).run()
        gone: set[int] = set()
        there: set[int] = set()
        for start, other, length in made.same:
            words = rest.words(start, length)
            if length == 1 and len(words[0]) < LONG and words[0][0] != CALL:
                continue
            gone.update(range(start, start + length))
            there.update(range(other, other + length))
            if all(at in stream.merged for stream, at in rest.kept[start : start + length]):
                stream, at = rest.kept[start]
                if at in stream.items and self.file.labels.fullmatch("".join(extra.words(other - 1, 1))):
                    there.add(other - 1)
                continue
            place = self.where(rest.place(start))
            line = self.line(extra.place(other))
            self.faults.append(
                ImportOrder(self.point(rest.place(start)), words=quotation(words), where=place, line=line)
            )
        rest.drop(gone)
        extra.drop(there)

    def descriptions(self, transcript: TranscriptWords) -> None:
        """Report words that a picture is said to show in the transcript, and not in the file."""
        extra = Rows()
        extra.add(transcript.described, Comparison(self.file.aside, transcript.described).run().extra)
        self.foreign(extra)

    def unwritten(self, rest: Rows) -> None:
        """Report words that are not in the transcript."""
        for start, words in rest.runs():
            place = rest.place(start)
            self.faults.append(ImportLost(self.point(place), words=quotation(words), where=self.where(place)))

    def foreign(self, extra: Rows) -> None:
        """Report words of the transcript that are not in the file."""
        for start, words in extra.runs():
            self.faults.append(
                ImportForeign(self.point(None), words=quotation(words), line=self.line(extra.place(start)))
            )

    def told_by_name(self) -> None:
        """Hold what must be told against what is told, by its rule, its number of words and how it begins."""
        told = list(self.told)
        for one in self.file.untold:
            words = " ".join(one.words.split())
            if one.rule not in (Omission.HIDDEN, Omission.CONTENTS):
                self.omitted[one.rule] += len(words.split())
            match = next((other for other in told if is_told(one, other)), None)
            if match is None:
                self.faults.append(
                    ImportLost(self.point(None), words=quotation([words]), where=f"the part {one.part}")
                )
            else:
                told.remove(match)
        for other in told:
            self.faults.append(ImportTold(self.point(None), words=quotation([other.begins]), what=other.what))

    # ---- places

    def where(self, place: Place) -> str:
        """Return a place in words."""
        return f"paragraph {place.at} of {place.part}" if place.part else "the file"

    def span(self, stream: Stream, word: int) -> Span:
        """Return the place of a word of the file."""
        return self.point(stream.place(word))

    def point(self, place: Place | None) -> Span:
        """Return a place of the file as a span; a Word file has no lines."""
        return Span(self.name, 1, 1, 1, 1)

    def line(self, place: Place) -> int:
        """Return the line of the transcript on which words stand."""
        return self.transcript.place(place.at)[0]


@dataclass(slots=True)
class Rows:
    """Words of several streams that are left, one stream behind the other."""

    kept: list[tuple[Stream, int]] = field(default_factory=list)

    def add(self, stream: Stream, words: Sequence[int]) -> None:
        """Add words of a stream."""
        self.kept += [(stream, at) for at in words]

    def words(self, start: int, length: int) -> list[str]:
        """Return some of the words."""
        return [stream.words[at] for stream, at in self.kept[start : start + length]]

    def place(self, word: int) -> Place:
        """Return where a word stands."""
        stream, at = self.kept[word]
        return stream.place(at)

    def stream(self) -> Stream:
        """Return the words as one stream, between which blanks say nothing."""
        made = Stream([stream.words[at] for stream, at in self.kept])
        made.loose.update(range(len(made.words)))
        return made

    def drop(self, words: set[int]) -> None:
        """Take words away."""
        self.kept = [one for at, one in enumerate(self.kept) if at not in words]

    def runs(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the words that stand one behind the other in their stream, as many as there are."""
        keyed = enumerate(self.kept)
        for _, group in groupby(keyed, key=lambda one: (id(one[1][0]), one[1][1] - one[0])):
            run = list(group)
            yield run[0][0], [stream.words[at] for _, (stream, at) in run]


def quotation(words: Sequence[str]) -> str:
    """Return words for a finding; a call is shown as one."""
    said = " ".join(f"[^{word[1:]}]" if word[:1] == CALL else word for word in words)
    return said if len(said) <= NEAR else f"{said[:NEAR]} …"


def is_told(one: Untold, other: LeftOut) -> bool:
    """Return whether the report tells words: under the name of their rule, all of them, as they begin."""
    words = one.words.split()
    return (
        other.what == one.rule.told
        and other.words == len(words)
        and " ".join(words).startswith(" ".join(other.begins.split()))
    )
