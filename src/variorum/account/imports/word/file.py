"""A Word file as its words: the text, each note, and what is left out of both by which rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from variorum.account.imports.file_words import FileWords, Untold
from variorum.account.imports.rules import Omission
from variorum.account.imports.stream import CALL, Composer, Stream
from variorum.account.imports.word import elements
from variorum.account.imports.word.parts import WordParts, open_parts
from variorum.account.imports.word.pieces import EQUATION, NOTES, Characters, Para, Word
from variorum.account.imports.word.words import Part

NOTE_PARTS = ("footnotes", "endnotes", "comments")
HEADS = ("header", "footer")
BESIDE = {
    "header": Omission.RUNNING_HEAD,
    "footer": Omission.RUNNING_FOOT,
    "chart": Omission.CHART,
    "chartEx": Omission.CHART,
    "diagramData": Omission.DIAGRAM,
}
"""Parts with words that are none of the text, by the kinds of their relations."""


@dataclass(slots=True)
class _Reading:
    """A Word file that is being read."""

    parts: WordParts
    revisions: Literal["accept", "reject"]
    comments: Literal["queries", "notes", "none"]
    made: FileWords = field(default_factory=FileWords)
    hidden: list[str] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    described: Composer = field(default_factory=Composer)
    headless: bool = False
    marks: dict[str, str] = field(default_factory=dict)
    bookmarks: dict[str, str] = field(default_factory=dict)
    held: dict[str, tuple[str, list[Para], str]] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)

    def read(self) -> FileWords:
        """Read the text, then the notes that are called, then what stands beside."""
        body, held = self.part(self.parts.main), self.held
        self.settled = self.parts.settled_comments()
        for kind in NOTE_PARTS:
            for name in self.parts.kinds.get(kind, ())[:1]:
                part = self.part(name)
                if part is not None:
                    signed = part.authors if self.comments == "notes" else {}
                    held |= {key: (name, flow, signed.get(key, "")) for key, flow in part.notes.items()}
        self.bookmarks = body.bookmarks if body is not None else {}
        self.made.body = self.stream(self.parts.main, body.flow if body is not None else ())
        if not self.made.body.words:
            self.made.body = self.running()
        called = [word[1:] for word in self.made.body.words if word[0] == CALL]
        for note in called:
            if note in held and note not in self.made.notes:
                self.made.notes[note] = self.note(note, *held[note])
                called += [word[1:] for word in self.made.notes[note].words if word[0] == CALL]
        for note, (name, flow, _) in held.items():
            if note not in self.made.notes:
                rule = Omission.COMMENT if self.passes(note) else Omission.UNCALLED_NOTE
                settled = note.removeprefix(NOTES["w:comment"]) in self.settled
                self.untold(Omission.SETTLED if settled else rule, name, flow)
        for rule, words in ((Omission.HIDDEN, self.hidden), (Omission.CONTENTS, self.listed)):
            if "".join(words).strip():
                self.made.untold.append(Untold(rule, "".join(words), self.parts.main))
        self.beside()
        self.made.aside = self.described.stream
        self.made.labels = self.parts.labels()
        return self.made

    def passes(self, note: str) -> bool:
        """Return whether a note is a comment that is not wanted: none is, or it is marked as resolved."""
        before, own, name = note.partition(NOTES["w:comment"])
        return bool(own) and not before and (self.comments == "none" or name in self.settled)

    def part(self, name: str) -> Part | None:
        """Return a part, read; none if it is missing or broken."""
        data = self.parts.data(name)
        part = Part(name, self.parts.styles(), self.revisions)
        if data is None or not elements.read(part, data):
            return None
        for words in part.described:
            self.described.at(name, 1)
            self.described.text(words, Omission.ATTRIBUTE)
            self.described.blank()
        return part

    def running(self) -> Stream:
        """Return the words of running heads and feet: they are the text of a file that has no other."""
        composer = Composer()
        for kind in HEADS:
            for name in self.parts.kinds.get(kind, ()):
                part = self.part(name)
                if part is not None:
                    self.compose(composer, name, part.flow)
        self.headless = bool(composer.stream.words)
        return composer.stream

    def beside(self) -> None:
        """Take the words of the parts that are none of the text."""
        for kind, rule in BESIDE.items():
            if kind in HEADS and self.headless:
                continue
            for name in self.parts.kinds.get(kind, ()):
                part = self.part(name)
                if part is not None:
                    self.untold(rule, name, [*part.flow, *part.loose()])

    def untold(self, rule: Omission, part: str, flow: Sequence[Para]) -> None:
        """Keep words that the report must tell."""
        words = " ".join(_plain(para) for para in flow)
        if words.strip():
            self.made.untold.append(Untold(rule, words, part))

    def note(self, note: str, part: str, flow: Sequence[Para], author: str) -> Stream:
        """Return the words of a note; the mark at its head, and who wrote a comment, may be missing."""
        mark = self.marks.get(note, "").strip()
        composer = Composer()
        if mark and flow:
            _part_mark(flow[0], mark)
        self.compose(composer, part, flow)
        if author:
            composer.blank()
            composer.text(f"({author})", Omission.AUTHOR)
        composer.blank()
        composer.stream.starts.add(0)
        return composer.stream

    def stream(self, part: str, flow: Iterable[Para]) -> Stream:
        """Return the words of paragraphs."""
        composer = Composer()
        self.compose(composer, part, flow)
        return composer.stream

    def again(self, bookmark: str, stream: Stream) -> str:
        """Return the note whose call a field repeats by a bookmark, empty if it is called behind it."""
        note = self.bookmarks.get(bookmark, "")
        so_far = (self.made.body, *self.made.notes.values(), stream)
        return note if any(f"{CALL}{note}" in one.words for one in so_far) else ""

    def compose(self, composer: Composer, part: str, flow: Iterable[Para]) -> None:
        """Add the words of paragraphs."""
        stream = composer.stream
        goes_on, first = False, 0
        for para in flow:
            first = first if goes_on else len(stream.words)
            goes_on = para.goes_on
            composer.at(part, para.number)
            last = ""
            for piece in para.pieces:
                note = self.again(piece.again, stream) if piece.again else ""
                if piece is EQUATION:
                    composer.equation()
                elif piece.again and isinstance(piece, Word):
                    if note in self.held:
                        composer.word(f"{CALL}{note}")
                elif isinstance(piece, Word) and self.passes(piece.text[1:]):
                    self.made.dropped[Omission.COMMENT_CALL] += 1
                elif isinstance(piece, Word) and piece.text[1:] not in self.held:
                    self.made.dropped[Omission.CALL_OF_NOTHING] += 1
                elif isinstance(piece, Word):
                    composer.word(piece.text)
                    last = piece.text[1:]
                if isinstance(piece, Word):
                    continue
                rule = piece.omission or (Omission.CALL_AGAIN if note in self.held else None)
                if rule is None and any(one.ended for one in piece.instructing):
                    rule = Omission.FIELD_INSTRUCTION
                if rule is None and any(one.ended for one in piece.listing):
                    rule = Omission.CONTENTS
                if rule is None or rule is Omission.MARK_AT_HEAD:
                    composer.text(piece.text, rule)
                    continue
                self.made.dropped[rule] += len(piece.text.split())
                if rule is Omission.HIDDEN:
                    self.hidden.append(piece.text)
                elif rule is Omission.CONTENTS:
                    self.listed.append(piece.text)
                elif rule is Omission.NOTE_MARK and last:
                    self.marks[last] = self.marks.get(last, "") + piece.text
            self.listed.append(" ")
            if para.goes_on:
                composer.flush()
            else:
                composer.blank()
            numbered = para.numbered or (para.numbered is None and self.parts.numbered(para.style))
            if numbered and first < len(stream.words):
                stream.items.add(first)
            if para.merged:
                stream.merged.update(range(first, len(stream.words)))


def _part_mark(para: Para, mark: str) -> None:
    """Set the mark at the head of a note apart, as what may be missing."""
    for at, piece in enumerate(para.pieces):
        if isinstance(piece, Characters) and piece.omission is None and piece.text.strip():
            bare = piece.text.lstrip()
            if bare.startswith(mark):
                rest = Characters(bare[len(mark) :], None, piece.instructing)
                para.pieces[at : at + 1] = [Characters(mark, Omission.MARK_AT_HEAD), rest]
            return


def _plain(para: Para) -> str:
    return "".join(one.text for one in para.pieces if isinstance(one, Characters) and one.omission is None)


def word_file(
    data: bytes,
    revisions: Literal["accept", "reject"],
    comments: Literal["queries", "notes", "none"] = "queries",
) -> FileWords | None:
    """Return the words of a Word file; none if it cannot be opened."""
    parts = open_parts(data)
    return None if parts is None else _Reading(parts, revisions, comments).read()
