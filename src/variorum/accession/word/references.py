"""What a Word file says of places in itself: bookmarks, and fields and links that lead to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from variorum.manuscript import Piece, Words
from variorum.ooxml.names import q
from variorum.ooxml.xml import Element

TO_PLACE = re.compile(r'\s*(?:(?:PAGE)?REF\s+|HYPERLINK\s+\\l\s+)"?([^\s"\\]+)', re.IGNORECASE)
TO_NOTE = re.compile(r'\s*NOTEREF\s+"?([^\s"\\]+)', re.IGNORECASE)
"""The instructions of fields that lead to a bookmark, or to the note that is called in one."""
NOTE_NAME = re.compile(r"[a-z]+-?\d+")
"""What names of notes look like, which places have not."""
WORD, LONG_WORD = re.compile(r"\S*\w\S*"), re.compile(r"\S*[^\W\d_]{3}\S*")


@dataclass(frozen=True, slots=True)
class Spot:
    """The beginning of a bookmark between the pieces of a paragraph."""

    place: str


@dataclass(slots=True)
class Places:
    """The places of a file to which something in it leads.

    `there` are the bookmarks of the file, `wanted` those to which something leads, `waiting` places that wait
    for a paragraph with words, `notes` the notes in which bookmarks stand; `nowhere` gives by
    bookmarks that are not there the words that lead to them.
    """

    there: set[str] = field(default_factory=set)
    wanted: set[str] = field(default_factory=set)
    waiting: list[str] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    nowhere: dict[str, str] = field(default_factory=dict)

    def learn(self, part: Element | None) -> None:
        """Take note of the bookmarks of a part, and of what leads to bookmarks."""
        if part is None:
            return
        self.there |= {mark.get(q("name"), "") for mark in part.iter(q("bookmarkStart"))}
        self.wanted |= {link.get(q("anchor"), "") for link in part.iter(q("hyperlink"))}
        self.wanted |= {found[1] for said in _instructions(part) if (found := TO_PLACE.match(said))}

    def spots(self, mark: Element) -> Iterator[Spot]:
        """Yield the place where a bookmark begins, if something leads to it."""
        name = mark.get(q("name"), "")
        if name in self.wanted and name not in self.notes:
            yield Spot(identifier(name))

    def target(self, name: str) -> str:
        """Return the place of a bookmark, or the note it is in; none if the file has no such bookmark."""
        if name in self.notes:
            return self.notes[name]
        return identifier(name) if name in self.there else ""

    def in_paragraph(self, pieces: Sequence[Piece | Spot]) -> list[Piece]:
        """Return the pieces of a paragraph in which places are words: the first behind where they begin.

        A number or a single letter, which may be the label of an item, is a place only if nothing else is.
        """
        spots = [(0, place) for place in self.waiting]
        made: list[Piece] = []
        for piece in pieces:
            if isinstance(piece, Spot):
                spots.append((len(made), piece.place))
            else:
                made.append(piece)
        self.waiting = []
        marks: dict[tuple[int, int, int], frozenset[str]] = {}
        for start, place in spots:
            word = _word(made, range(start, len(made))) or _word(made, range(start - 1, -1, -1))
            if word is None:
                self.waiting.append(place)
            else:
                marks[word] = marks.get(word, frozenset()) | {place}
        for at, begin, end in sorted(marks, reverse=True):
            words = made[at]
            assert isinstance(words, Words)
            cut = (words.text[:begin], words.text[begin:end], words.text[end:])
            parts = [replace(words, text=text, places=frozenset()) for text in cut]
            parts[1] = replace(parts[1], places=marks[at, begin, end] | words.places)
            made[at : at + 1] = [part for part in parts if part.text]
        return made

    def taken_back(self, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
        """Return pieces in which no words are a place: the next paragraph has these."""
        kept: list[Piece] = []
        for piece in pieces:
            if isinstance(piece, Words) and piece.places:
                self.waiting += sorted(piece.places)
                kept.append(replace(piece, places=frozenset()))
            else:
                kept.append(piece)
        return tuple(kept)


def identifier(name: str) -> str:
    """Return the name of a place in the transcript, which is none that a note has."""
    sound = re.sub(r"[^\w.-]", "_", name)
    return f"_{sound}" if NOTE_NAME.fullmatch(sound) or not re.match(r"[^\W\d]", sound) else sound


def _word(pieces: Sequence[Piece], places: Iterable[int]) -> tuple[int, int, int] | None:
    """Return the first word in pieces: which piece holds it, where it begins and ends there."""
    order = list(places)
    for pattern in (LONG_WORD, WORD):
        for at in order:
            piece = pieces[at]
            found = pattern.search(piece.text) if isinstance(piece, Words) else None
            if found is not None:
                return at, found.start(), found.end()
    return None


def _instructions(part: Element) -> Iterator[str]:
    """Yield the instructions of the fields of a part."""
    open_: list[list[str]] = []
    for one in part.iter(q("fldChar"), q("instrText")):
        kind = one.get(q("fldCharType"))
        if one.tag == q("instrText") and open_:
            open_[-1].append(one.text or "")
        elif kind == "begin":
            open_.append([])
        elif kind in ("separate", "end") and open_:
            yield "".join(open_[-1])
            if kind == "end":
                open_.pop()
