"""By what the notes of a document are called, wherever its encoding keeps them apart from their calls."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import replace

from variorum.model import walk
from variorum.model.block import Division, Heading, Line, Paragraph, VerseLine
from variorum.model.document import Document, Note
from variorum.model.inline import (
    AnchorEnd,
    Emphasis,
    Inline,
    Inlines,
    NoteRef,
    Reference,
    Segment,
    Text,
    Variant,
)
from variorum.model.kinds import EmphasisKind

LABEL = re.compile(
    r"[(\[]?\s*(?:\d{1,4}[a-z]?|[a-z]{1,2}|[ivxlc]{1,6}|[*†‡§¶‖#]{1,4})\s*[)\]]?\s*[.:]?", re.IGNORECASE
)
"""What an encoding types at the call of a note: a number, a letter, stars and daggers."""
CALLS = ("note", "footnote", "endnote", "noteAnchor", "noteRef", "fn", "fnref")
"""Types of references that are calls of notes, whatever their words."""
NUMBER = "type=number"
"""What a reference says whose words are the number of a note: it leads to it, and calls nothing."""

HOLDS_NOTES = "holds=notes"
"""What a division says whose notes are all called elsewhere: nothing is left of it but its heading."""


def holds_notes_only(node: Division) -> bool:
    """Return whether nothing is left of a division but the headings over notes that are called elsewhere."""
    return HOLDS_NOTES in node.facts.also and all(
        isinstance(each, Heading) or (isinstance(each, Division) and holds_notes_only(each))
        for each in node.blocks
    )


def typed_label(note: Note) -> Inline | None:
    """Return the label that an encoding types before the words of a note; it may lead back to the call."""
    first = note.blocks[0] if note.blocks else None
    words = first.children if isinstance(first, Paragraph) else ()
    lead = next((one for one in words if not isinstance(one, Text) or one.value.strip()), None)
    back = isinstance(lead, Reference) and lead.target.startswith("#")
    raised = isinstance(lead, Emphasis) and lead.kind is EmphasisKind.RAISED
    if not back and not raised and not (isinstance(lead, Segment) and lead.kind == "label"):
        return None
    said = walk.plain(lead).strip() if lead is not None else ""
    return lead if said and is_label(said) else None


def is_sign(words: str) -> bool:
    """Return whether the label of a note is a sign, as a star, and neither number nor letter."""
    return re.fullmatch(r"[^\w\s]{1,4}", words) is not None


def is_label(words: str) -> bool:
    """Return whether words are the label of a note, or none at all."""
    return not words.strip() or LABEL.fullmatch(words.strip()) is not None


def note_of(node: Reference, notes: Container[str]) -> str | None:
    """Return the note that a reference calls; one in words of the text leads to it and calls nothing."""
    first, *more = node.target.split() or [""]
    if more or not first.startswith("#") or first[1:] not in notes or NUMBER in node.facts.also:
        return None
    typed = any(f"type={one}" in node.facts.also for one in CALLS)
    return first[1:] if typed or is_label(walk.plain(node)) else None


def places(note: Note) -> tuple[str, ...]:
    """Return the names of what a note says that it is on; behind each of them it is called."""
    said = dict(one.partition("=")[::2] for one in note.facts.also)
    names = (said.get("targetEnd") or said.get("target") or "").split()
    return tuple(name[1:] for name in names if name.startswith("#"))


def range_of(note: Note) -> tuple[str, str] | None:
    """Return the names of what begins and ends the words that a note is on, if it says both."""
    said = dict(one.partition("=")[::2] for one in note.facts.also)
    first, last = said.get("target", "").split(), said.get("targetEnd", "").split()
    if len(first) != 1 or len(last) != 1 or not (first[0] + last[0]).startswith("#"):
        return None
    return first[0].removeprefix("#"), last[0].removeprefix("#")


def by_place(document: Document) -> Mapping[str, tuple[str, ...]]:
    """Return by the names of places in a document the notes that are called behind them.

    One that is called in its place is called there alone.
    """
    wanted = {name for note in document.notes for name in places(note)}
    if not wanted:
        return {}
    there = _names(document)
    notes = {note.id for note in document.notes}
    calling = {
        node.facts.id: note_of(node, notes)
        for node in walk.descend(document)
        if isinstance(node, Reference) and node.facts.id
    }
    found: dict[str, tuple[str, ...]] = {}
    held = {
        (node.facts.id, one.note)
        for node in walk.descend(document)
        if node.facts.id in wanted
        for one in walk.descend(node)
        if isinstance(one, NoteRef)
    }
    for note in document.notes:
        for name in places(note):
            if name in there and calling.get(name) != note.id and (name, note.id) not in held:
                found[name] = (*found.get(name, ()), note.id)
    return found


def ends_of(entry: Variant) -> tuple[str, str] | None:
    """Return the names of what begins and ends the words that an entry of the apparatus is on."""
    said = dict(one.partition("=")[::2] for one in entry.facts.also)
    first = said.get("from", "")
    last = said.get("to") or first
    return (first[1:], last[1:]) if first.startswith("#") and last.startswith("#") else None


def entries(document: Document, end: bool) -> Mapping[str, tuple[Variant, ...]]:
    """Return by the names of places the entries of the apparatus on words that begin, or end, there."""
    variants = [node for node in walk.descend(document) if isinstance(node, Variant)]
    if not variants:
        return {}
    there = _names(document)
    closing = _closing(document) if end else set()
    found: dict[str, tuple[Variant, ...]] = {}
    for node in variants:
        ends = ends_of(node)
        if ends is not None and set(ends) <= there and id(node) not in closing:
            found[ends[end]] = (*found.get(ends[end], ()), node)
    return found


def _closing(document: Document) -> set[int]:
    """Return the entries that stand where their words end: they name only the point at which these begin."""
    found: set[int] = set()
    for block in walk.descend(document):
        points: set[str | None] = set()
        for node in walk.descend(block) if isinstance(block, Paragraph | VerseLine | Line | Heading) else ():
            if isinstance(node, AnchorEnd) or (isinstance(node, Segment) and not node.children):
                points |= {node.facts.id, node.range if isinstance(node, AnchorEnd) else None}
            ends = ends_of(node) if isinstance(node, Variant) else None
            if ends is not None and ends[0] == ends[1] and ends[0] in points:
                found.add(id(node))
    return found


def _names(document: Document) -> set[str | None]:
    """Return the names of all places of a document."""
    there = {node.facts.id for node in walk.descend(document)}
    return there | {node.range for node in walk.descend(document) if isinstance(node, AnchorEnd)}


def by_beginning(document: Document) -> Mapping[str, tuple[str, ...]]:
    """Return by the names of places in a document the notes on words that begin there."""
    found: dict[str, tuple[str, ...]] = {}
    for note in document.notes:
        covered = range_of(note)
        if covered is not None:
            found[covered[0]] = (*found.get(covered[0], ()), note.id)
    return found


def ids_called(document: Document) -> set[str]:
    """Return the ids of the notes that something in a document calls."""
    notes = {note.id for note in document.notes}
    found = {note for names in by_place(document).values() for note in names}
    for node in walk.descend(document):
        match node:
            case NoteRef():
                found.add(node.note)
            case Reference() if name := note_of(node, notes):
                found.add(name)
            case _:
                pass
    return found


def with_own_names(document: Document, prefix: str, taken: Container[str]) -> Document:
    """Return a document in which notes whose names are taken by those of another have names of their own."""
    names = {note.id: f"{prefix}.{note.id}" for note in document.notes if note.id in taken}
    if not names:
        return document

    def own(node: Inline) -> Inlines:
        return (replace(node, note=names.get(node.note, node.note)) if isinstance(node, NoteRef) else node,)

    made = walk.rebuild(document, own)
    return replace(made, notes=tuple(replace(one, id=names.get(one.id, one.id)) for one in made.notes))
