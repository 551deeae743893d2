"""A transcript as its words: what its codec claims as a mark of the notation is none, what a sign says is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from variorum.account.imports.rules import Addition
from variorum.account.imports.stream import CALL, PAGE, Composer, Stream
from variorum.claim import Claim, ClaimRule
from variorum.source import Source

WORDS = frozenset(
    {
        *(ClaimRule.SIGN_MARK, ClaimRule.SIGN_ALONE, ClaimRule.SIGN_WORDS, ClaimRule.SIGN_DATUM),
        *(ClaimRule.SIGN_BLANK, ClaimRule.PAGE_MARK, ClaimRule.NOTE_HEADING, ClaimRule.NOTE_LABEL),
        ClaimRule.NOTE_SIGN,
    }
)
"""Rules of characters that stood in the file: what a set makes of them is another matter."""
HEAD = frozenset({ClaimRule.CONSTRUCT, ClaimRule.CONSTRUCT_DATUM, ClaimRule.CONSTRUCT_UNREAD})
"""What the head of a construct is made of: blanks between its parts are none of the text."""
PARTING = frozenset({ClaimRule.TABLE_BAR, ClaimRule.TABLE_RULE, ClaimRule.FENCE, ClaimRule.FENCE_END})
DRAWN = re.compile(r"^-----$", re.MULTILINE)
"""A line that is drawn, where it is not claimed: in a head. Such words of a text have a stroke."""
NOTE = re.compile(r"\[\^([^\]]+)\]")
VALUE = re.compile(r'[^=]*="?((?:\\.|[^"\\])*)"?', re.DOTALL)
ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(slots=True)
class TranscriptWords:
    """The words of a transcript: its text, and its notes by name, in their order."""

    body: Stream
    notes: list[tuple[str, Stream]] = field(default_factory=list)
    described: Stream = field(default_factory=Stream)


@dataclass(slots=True)
class _Reading:
    """A transcript that is being read; `composer` takes the words of the flow that is open."""

    source: Source
    composer: Composer = field(default_factory=Composer)
    body: Composer = field(default_factory=Composer)
    described: Composer = field(default_factory=Composer)
    notes: list[tuple[str, Composer]] = field(default_factory=list)
    before: int = 0
    in_head: bool = False

    def read(self, title: str, claims: tuple[Claim, ...]) -> TranscriptWords:
        """Read the transcript; the title stands elsewhere, and comes first."""
        self.composer = self.body
        if title:
            self.body.text(title)
            self.body.blank()
        for claim in claims:
            if claim.rule not in WORDS:
                self.claim(claim)
        self.between(len(self.source.text))
        for composer in (self.body, self.described, *(composer for _, composer in self.notes)):
            composer.blank()
        for _, composer in self.notes:
            composer.stream.starts.add(0)
        notes = [(name, composer.stream) for name, composer in self.notes]
        return TranscriptWords(self.body.stream, notes, self.described.stream)

    def between(self, end: int) -> None:
        """Add the characters up to a claim."""
        start = self.before
        for rule in DRAWN.finditer(self.source.text, start, end):
            self.words(start, rule.start())
            self.rule(rule.start(), rule.end())
            start = rule.end()
        self.words(start, end)

    def words(self, start: int, end: int) -> None:
        """Add characters that are words, and blanks."""
        text = self.source.text[start:end]
        if text and not (self.in_head and not text.strip()):
            self.composer.at(self.source.path, start, text)
            self.composer.text(text)

    def rule(self, start: int, end: int) -> None:
        """Add a line that is drawn."""
        text = self.source.text[start:end]
        self.composer.at(self.source.path, start, text)
        self.composer.text(text, Addition.RULE_LINE)

    def claim(self, claim: Claim) -> None:
        """Pass characters that are no words, but for what they stand for."""
        start, end = self.offset(claim.span.start), self.offset(claim.span.end)
        if start < self.before:
            return
        self.between(start)
        words = self.source.text[start:end]
        match claim.rule:
            case ClaimRule.NOTE_CALL:
                self.composer.word(f"{CALL}{words[2:-1]}")
            case ClaimRule.NOTE_HEAD:
                self.note(words[2:-2])
            case ClaimRule.FENCE if claim.of == "note":
                self.note("")
            case ClaimRule.CONSTRUCT_DATUM if claim.of == "note.id" and self.notes:
                self.notes[-1] = (_value(words), self.notes[-1][1])
            case ClaimRule.CONSTRUCT_DATUM if claim.of == "page-break.label":
                self.composer.word(f"{PAGE}{_value(words)}")
            case ClaimRule.CONSTRUCT_DATUM if claim.of == "figure.description":
                self.described.at(self.source.path, start)
                self.described.text(_value(words))
                self.described.blank()
            case ClaimRule.RULE:
                self.rule(start, end)
            case rule if rule in PARTING:
                self.composer.blank()
        self.before, self.in_head = end, claim.rule in HEAD

    def note(self, name: str) -> None:
        """Begin a note."""
        self.composer = Composer()
        self.notes.append((name, self.composer))

    def offset(self, place: tuple[int, int]) -> int:
        """Return the offset of a line and column."""
        line, column = place
        return self.source.starts[line - 1] + column - 1


def _value(datum: str) -> str:
    """Return the value of a datum of a construct."""
    found = VALUE.fullmatch(datum)
    return ESCAPED.sub(r"\1", found[1]) if found else ""


def transcript_words(source: Source, claims: tuple[Claim, ...], title: str = "") -> TranscriptWords:
    """Return the words of a transcript, given the claims of the codec that read it."""
    return _Reading(source).read(title, claims)
