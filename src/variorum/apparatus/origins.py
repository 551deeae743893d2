"""Every run that a publication prints, stream by stream, and where each stretch of it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from variorum import extract
from variorum.origin import Derived, Origin, place_of
from variorum.publication import Publication, PublishedDocument, Run
from variorum.source import Span


@dataclass(frozen=True, slots=True)
class PrintedStretch:
    """Characters of one origin in a stream; titles of a document or part are in "ID/navigation"."""

    stream: str
    text: str
    origin: Origin

    @property
    def place(self) -> Span | None:
        """Return the place of a source that the characters are of, or that caused them."""
        return place_of(self.origin)

    @property
    def way(self) -> str:
        """Return in a word where the characters come from: "source", or what the rule does."""
        return "source" if isinstance(self.origin, Span) else self.origin.rule.way.value

    @property
    def rule(self) -> str:
        """Return the rule and what it was applied to, empty for words of a source where they belong."""
        match self.origin:
            case Span():
                return ""
            case Derived(rule=rule):
                return rule.slug
            case _:
                return f"{self.origin.rule.slug} {self.origin.of}".strip()


def printed_stretches(publication: Publication) -> Iterator[PrintedStretch]:
    """Yield all that a publication prints, in the order of its parts."""
    for series in publication.series:
        yield from _stretches(f"series/{series.id}", series.title)
    for matter in (*publication.front, *publication.back):
        yield from _stretches(f"{matter.id}/navigation", matter.title)
        yield from _stretches(extract.matter(matter.id), matter.blocks)
    for document in publication.documents:
        yield from _of_document(document)


def _of_document(document: PublishedDocument) -> Iterator[PrintedStretch]:
    yield from _stretches(f"{document.id}/navigation", (document.title, *document.running))
    yield from _stretches(extract.head(document.id), document.head)
    yield from _stretches(extract.body(document.id), document.body)
    for note in document.notes:
        yield from _stretches(extract.note(note.id), (note.label, note.blocks))
    yield from _stretches(extract.after(document.id), document.after)


def _stretches(stream: str, value: object) -> Iterator[PrintedStretch]:
    for run in runs_in(value):
        for text, origin in run.parts():
            yield PrintedStretch(stream, text, origin)


def runs_in(value: object) -> Iterator[Run]:
    """Yield the runs in a value of the publication, in the order of its fields."""
    if isinstance(value, Run):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from runs_in(one)
    elif is_dataclass(value) and not isinstance(value, Span):
        for field in fields(value):
            yield from runs_in(getattr(value, field.name))
