"""Notes, queries and entries of the apparatus at places of the text which they name themselves."""

from __future__ import annotations

from collections.abc import Iterator

from variorum.apparatus.ledger import Ledger, Range
from variorum.apparatus.text.flow import one_line
from variorum.model import AnchorEnd, AnchorStart, Node, NoteRef, Variant
from variorum.publication import NOTHING, Anchor, PInlines, Run, join_runs

ON = "\0on "
"""How the names of ranges begin that notes cover; no range of a source has such a name."""


def anchor_of(node: Node, ledger: Ledger) -> PInlines:
    """Return what marks the place of a node that the source names, for references that lead there."""
    place = ledger.place(node.facts.id)
    return (Anchor(place, span=node.span),) if place else ()


def begin(node: Node, ledger: Ledger) -> None:
    """Gather the words of notes that are on what begins at a node."""
    if ledger.aside or not node.facts.id:
        return
    for note in ledger.spanned.get(node.facts.id, ()):
        ledger.ranges.setdefault(ON + note, Range())
    for entry in ledger.begun.get(node.facts.id, ()):
        ledger.ranges.setdefault(_range(entry), Range())


def entries_behind(node: Node, ledger: Ledger) -> Iterator[tuple[Variant, Run]]:
    """Yield the entries of the apparatus on words that end with a node, and those words."""
    name = node.range if isinstance(node, AnchorEnd) else node.facts.id
    if ledger.aside or not name:
        return
    for entry in ledger.entries.get(name, ()):
        yield entry, words_before(entry, ledger)


def words_before(entry: Variant, ledger: Ledger) -> Run:
    """Return the words on which an entry of the apparatus is, which end here."""
    found = ledger.ranges.pop(_range(entry), None)
    return one_line(join_runs(*found.words)) if found else NOTHING


def _range(entry: Variant) -> str:
    return f"{ON}{id(entry)}"


def end(node: Node, ledger: Ledger) -> tuple[str, ...]:
    """Return the notes that are called behind a node; the words that they are on end there."""
    name = node.range if isinstance(node, AnchorEnd) else node.facts.id
    if ledger.aside or not name:
        return ()
    notes = ledger.awaited.get(name, ())
    for note in notes:
        found = ledger.ranges.pop(ON + note, None)
        words = one_line(join_runs(*found.words)) if found else None
        if words:
            ledger.lemmas[note] = words
    return notes


def query(node: NoteRef | AnchorStart | AnchorEnd, ledger: Ledger) -> PInlines:
    """Return the anchor of a query where it is asked, or where the words that it is on begin or end.

    Each stands in the text once; nothing asks where words are printed again. What is asked in a note is asked
    at its call: Word has no comments in notes.
    """
    match node:
        case NoteRef(note=name):
            edge = "at"
        case AnchorStart(range=name):
            edge = "from"
        case AnchorEnd(range=name):
            edge = "to"
    note, own = ledger.notes.get(name), ledger.query(name, edge)
    if note is None or not note.is_query or ledger.is_copy or own in ledger.asked:
        return ()
    if ledger.noting and edge != "at":
        return ()
    ledger.asked[own] = ledger.noting.call if ledger.noting else own
    return () if ledger.noting else (Anchor(own, span=node.span),)
