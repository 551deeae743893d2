"""An edition in which editors ask: at a point, on words, over paragraphs, in notes and cells, on it all."""

from __future__ import annotations

from apparatus.printed import document, edition, p, published

from variorum.model import (
    AnchorEnd,
    AnchorStart,
    Cell,
    Emphasis,
    EmphasisKind,
    Facts,
    Heading,
    Inline,
    Line,
    LineKind,
    Note,
    NoteRef,
    Row,
    Table,
    Text,
)
from variorum.publication import Publication

ASKED = Facts(resp=("VB",), also=("author=Vera Brown", "when=2026-11-02T09:30:00Z"))


BOARD = Emphasis(EmphasisKind.ITALIC, (Text("Board"),))


def query(name: str, *words: str, facts: Facts = ASKED) -> Note:
    """Return a query of one paragraph or several."""
    return Note(name, tuple(p(each) for each in words), "query", facts=facts)


def on(name: str, *words: Inline | str) -> tuple[Inline, ...]:
    """Return words with a query on them."""
    inside = (Text(each) if isinstance(each, str) else each for each in words)
    return (AnchorStart(name), *inside, AnchorEnd(name), NoteRef(name))


EDITION = edition(
    document(
        Heading(on("heading", "A letter"), 1),
        p("The ", NoteRef("point"), "papers ", *on("words", "of the ", BOARD), "."),
        p("They left ", AnchorStart("far"), "here ", NoteRef("note"), "on the 24th."),
        p("So", AnchorEnd("far"), NoteRef("far"), NoteRef("again"), " it was."),
        Table((Row((Cell((p(*on("cell", "One")),)), Cell((p("two"),)))),)),
        Line(LineKind.SIGNATURE, on("signature", "A. Clerk")),
        notes=(
            query("heading", "Is this his title?"),
            query("point", "A word lost?", facts=Facts()),
            query("words", "Which?", "There are two."),
            query("far", "Over two paragraphs."),
            query("again", "Over two paragraphs."),
            query("cell", "In a cell."),
            query("signature", "His hand?"),
            Note("note", (p("By rail", NoteRef("inner"), "."),)),
            query("inner", "In a note."),
            query("whole", "Where is the rest?"),
        ),
    )
)


def publication(profile: str = "edition") -> Publication:
    """Return the edition as it is printed."""
    return published(EDITION, profile).value
