"""What bookmarks say: streams, pages, which note a link or a reference leads to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from variorum import extract
from variorum.ooxml.names import q
from variorum.ooxml.xml import Element
from variorum_docx.names import HIDDEN, hidden_text

VISIBLE = frozenset({q("t"), q("tab"), q("sym"), q("footnoteReference"), q("footnoteRef")})
NOTE = extract.note("")
MOST_AROUND = 30
"""How many bookmarks around a call are looked at, from the innermost; ours has half a dozen."""


@dataclass(slots=True)
class Survey:
    """The bookmarks of a file.

    `hidden` has the text of each hidden bookmark by kind and number; `streams` the stream in which a visible
    one begins; `references` the footnote whose call stands in one; `notes` the id of each footnote's note.
    """

    hidden: dict[tuple[str, str], str] = field(default_factory=dict)
    streams: dict[str, str] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    def note_of(self, bookmark: str) -> str | None:
        """Return the note to which a link to this bookmark leads."""
        if bookmark in self.references:
            return self.notes.get(self.references[bookmark])
        if bookmark in self.notes.values():
            return bookmark
        stream = self.streams.get(bookmark, "")
        return stream.removeprefix(NOTE) if stream.startswith(NOTE) else None


def survey(document: Element, footnotes: Iterable[Element]) -> Survey:
    """Read the bookmarks of the text and of the footnotes."""
    made = Survey()
    footnotes = list(footnotes)
    pieces: dict[tuple[str, str], list[str]] = {}
    for part in (document, *footnotes):
        for start in part.iter(q("bookmarkStart")):
            if found := HIDDEN.fullmatch(start.get(q("name"), "")):
                pieces.setdefault((found[1], found[2]), []).append(found[0])
    made.hidden = {key: hidden_text(names) for key, names in pieces.items()}
    _follow(document, made)
    for footnote in footnotes:
        number = footnote.get(q("id"), "")
        made.notes.setdefault(number, f"footnote-{number}")
    return made


def _follow(part: Element, made: Survey) -> None:
    """Note in which stream each bookmark begins, and which bookmarks stand around the call of a footnote.

    Bookmarks at one place may stand in any order: a stream that begins with no text in between counts. Writer
    closes some of those around a call right before it: what opened and closed there is around it still.
    """
    current = ""
    fresh: list[str] = []
    open_: dict[str, str] = {}
    here: set[str] = set()
    closed: list[str] = []
    for element in part.iter():
        if element.tag == q("bookmarkStart"):
            name = element.get(q("name"), "")
            open_[element.get(q("id"), "")] = name
            here.add(name)
            stream = stream_of(name, made)
            if stream is not None:
                current = stream
                made.streams.update(dict.fromkeys(fresh, current))
            elif not HIDDEN.fullmatch(name):
                fresh.append(name)
                made.streams[name] = current
        elif element.tag == q("bookmarkEnd"):
            name = open_.pop(element.get(q("id"), ""), "")
            closed += [name] if name in here else []
        elif element.tag in VISIBLE:
            fresh = []
            if element.tag == q("footnoteReference"):
                innermost = [*islice(reversed(open_.values()), MOST_AROUND)]
                _note_call(element.get(q("id"), ""), (*closed[-MOST_AROUND:], *reversed(innermost)), made)
            here, closed = set(), []


def _note_call(number: str, around: Iterable[str], made: Survey) -> None:
    """Note the bookmarks around the call of a footnote; a hidden one says which note it is."""
    for name in around:
        note = _name_as_text(name, "n", made)
        if note is not None:
            made.notes[number] = note
        elif not HIDDEN.fullmatch(name):
            made.references[name] = number


def stream_of(name: str, known: Survey) -> str | None:
    """Return the stream that begins at a bookmark; a name cut in pieces counts at its first piece."""
    return _name_as_text(name, "s", known)


def page_of(name: str, known: Survey) -> str | None:
    """Return the label of the page that begins at a bookmark."""
    return _name_as_text(name, "p", known)


def number_of(name: str) -> int:
    """Return the number of a bookmark of ours, which grows along the text.

    LibreOffice writes those of one place in another order.
    """
    found = HIDDEN.fullmatch(name)
    return int(found[2]) if found is not None else 0


def _name_as_text(name: str, kind: str, known: Survey) -> str | None:
    found = HIDDEN.fullmatch(name)
    if found is None or found[1] != kind or found[3] != "0":
        return None
    return known.hidden[(found[1], found[2])]
