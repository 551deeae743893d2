"""What `check` has to tell of a document of TEI besides faults of its file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from variorum.codecs.tei.vocabulary import indent
from variorum.findings import Diagnostic
from variorum.findings.tei import (
    LineEndGuessed,
    NoteCallLost,
    NotesHeadingEmpty,
    PageBlankLacking,
    RegisterInText,
    VerseIndentUnclear,
)
from variorum.model import Division, Document, Heading, Segment, VerseLine, calls, walk
from variorum.model.walk import REGISTERS
from variorum.source import Span


def guesses_of(joined: Sequence[Span], parted: Sequence[Span]) -> Iterator[Diagnostic]:
    """Yield what is to be told of lines over which words seem to go on, and of pages where a blank lacks."""
    yield from map(LineEndGuessed, joined)
    yield from map(PageBlankLacking, parted)


def findings_of(document: Document) -> Iterator[Diagnostic]:
    """Yield what is to be told: notes without calls, registers in the text, indents of verse."""
    known = calls.ids_called(document)
    lost = [note for note in document.notes if note.id not in known]
    if lost:
        count = "a note" if len(lost) == 1 else f"{len(lost):,} notes"
        yield NoteCallLost(lost[0].span, count=count)
    inside: set[int] = set()  # what stands in a register is told with it
    for node in walk.descend(document):
        match node:
            case Division() if calls.HOLDS_NOTES in node.facts.also:
                yield from _headings(node)
            case Segment(kind=kind) if kind in REGISTERS and walk.plain(node).strip():
                if id(node) not in inside:
                    yield RegisterInText(node.span, element=kind)
                inside |= set(map(id, walk.descend(node)))
            case VerseLine():
                if node.facts.rend and "indent" in node.facts.rend and indent(node.facts.rend) is None:
                    yield VerseIndentUnclear(node.span, rend=node.facts.rend)
            case _:
                pass


def _headings(node: Division) -> Iterator[Diagnostic]:
    """Yield a finding for each heading over notes that are called elsewhere."""
    for heading in (one for one in node.blocks if isinstance(one, Heading)):
        yield NotesHeadingEmpty(heading.span, heading=" ".join(walk.plain(heading).split()))
