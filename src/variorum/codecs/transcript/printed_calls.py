"""Calls as a source prints them: the labels of the notes in the block at its end, where the text has them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from variorum.codecs.transcript.marks import RawBracket, RawStyle, RawText, flat
from variorum.codecs.transcript.strand import Strand
from variorum.conventions.engine import Meaning
from variorum.model import Note

SIGNS = re.compile(r"[*†‡§¶‖]{1,4}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}")
"""Labels that are no words: signs, and raised figures."""
RAISED = re.compile(r"\^(\d{1,3})\^")
BRACKETED = re.compile(r"\[(\d+)\]")
EMPHASIS = re.compile(r"(?<!\w)\*(?=\S)[^*]*(?<=\S)\*(?!\w)")
"""Words between stars, which are marks of their type."""
POWER = r"(?<!\d)(?<!\b[kcdm]m)(?<!\bm)"
"""Figures behind these are raised to a power, and call nothing."""


def plain_label(label: str) -> str:
    """Return a label as the name of its note: raised figures are figures."""
    return unicodedata.normalize("NFKC", label)


def begins_note(line: str, label: re.Match[str] | None) -> bool:
    """Return whether a line begins a note behind a sign, without a heading: words follow, no emphasis."""
    if label is None or not SIGNS.fullmatch(label["label"]) or not any(map(str.isalpha, line)):
        return False
    return not EMPHASIS.match(line)


def is_called(label: str, text: str) -> bool:
    """Return whether a sign hangs on a word in a text."""
    return re.search(rf"(?<=[^\s*]){_whole(label)}", EMPHASIS.sub(" ", text)) is not None


@dataclass(slots=True)
class PrintedCalls:
    """What calls a note by what is printed: a number in brackets, raised figures, a sign behind a word.

    `known` are all notes of the document; of those in the block at its end `numbers` are the labels in
    brackets, `signs` and `raised` the notes by the labels that are signs and figures.
    """

    known: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    signs: dict[str, str] = field(default_factory=dict)
    raised: dict[str, str] = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None

    def take(self, notes: Iterable[Note], labels: Mapping[str, str]) -> None:
        """Learn the notes of a document, and by their names the labels of those in the block at its end."""
        self.known = {note.id for note in notes}
        for note, label in labels.items():
            number, figures = BRACKETED.fullmatch(label), RAISED.fullmatch(label)
            if number:
                self.numbers.add(number[1])
            elif figures:
                self.raised[figures[1]] = note
            elif SIGNS.fullmatch(label):
                self.signs[label] = note
                self.raised |= {plain_label(label): note} if label[0] in "⁰¹²³⁴⁵⁶⁷⁸⁹" else {}
        longest = sorted(self.signs, key=len, reverse=True)
        self.pattern = re.compile("|".join(map(_whole, longest))) if longest else None

    def positions(self, raw: RawBracket, around: frozenset[str]) -> frozenset[str]:
        """Return that a number in brackets is that of a note, if it is: called in the text, or mentioned."""
        if flat(raw.children) not in self.numbers:
            return frozenset()
        return frozenset({"called" if "text" in around else "mentioned"})

    def is_lost(self, decided: Meaning | None) -> bool:
        """Return whether a sign calls a note that is not there."""
        if decided is None or decided.content is None or decided.sign.means.node != "NoteRef":
            return False
        return decided.content["note"] not in self.known

    def by_style(self, raw: RawStyle) -> tuple[str, Strand] | None:
        """Return the note that raised words call, and the words."""
        inside = raw.children[0] if len(raw.children) == 1 else None
        if raw.style != "raised" or not isinstance(inside, RawText):
            return None
        note = self.raised.get(inside.strand.text) or self.signs.get(inside.strand.text)
        return (note, inside.strand) if note else None

    def cut(self, strand: Strand) -> Iterator[tuple[Strand, str | None]]:
        """Yield the pieces of running words, each that is a call with its note."""
        at = 0
        for found in self.pattern.finditer(strand.text) if self.pattern else ():
            if found.group()[0] == "*" and not _hangs(strand, found.start()):
                continue
            yield strand.cut(at, found.start()), None
            at = found.end()
            yield strand.cut(found.start(), at), self.signs[found.group()]
        yield strand.cut(at, len(strand)) if at else strand, None


def _whole(label: str) -> str:
    """Return the pattern of a label that is no part of a longer one, nor a power of a number."""
    own, sign = re.escape(label), re.escape(label[0])
    if label[0].isdigit() or unicodedata.category(label[0]) == "No":
        return rf"{POWER}(?<![⁰¹²³⁴⁵⁶⁷⁸⁹]){own}(?![⁰¹²³⁴⁵⁶⁷⁸⁹])"
    return rf"(?<!{sign}){own}(?!{sign})"


def _hangs(strand: Strand, at: int) -> bool:
    """Return whether a star stands against the word before it; another is one of a row, or of an item."""
    before = strand.offsets[at] - 1
    return before >= 0 and not strand.source.text[before].isspace()
