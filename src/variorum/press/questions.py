"""What `check` finds, asked at its place in the text: for those who edit, as comments of a Word file.

A finding has a place in a source, and printed characters know from which place they come. A finding in whose
place nothing is printed, or that is of no document, is asked nowhere; `check` tells it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from variorum.carried import Carried, carries
from variorum.findings import Diagnostic
from variorum.origin import Generated, OriginRule, place_of
from variorum.press import Request
from variorum.press.preparation import Preparation, with_acceptances
from variorum.publication import (
    Anchor,
    PageMark,
    PInlines,
    Publication,
    PublishedDocument,
    PublishedQuery,
    Run,
)
from variorum.returned import CHECK
from variorum.source import Span

INNER = ("children", "blocks", "entries", "rows", "caption")
"""The fields of nodes of a publication that hold what is inside of them."""
INITIALS = "check"
FURTHEST = 20
"""How many lines behind its first a finding is asked at the latest."""


def publication_for(one: object, prepared: Preparation, request: Request) -> Publication:
    """Return the publication of a format: with what was found as questions, if they are wished."""
    assert prepared.publication is not None
    if not request.questions or Carried.QUERIES not in carries(one):
        return prepared.publication
    found = with_acceptances(prepared, prepared.diagnostics, request, rendered=False)
    return with_questions(prepared.publication, found)


@dataclass(frozen=True, slots=True)
class _Place:
    """Printed characters of a place in a source: their node, their run, and where in that they begin."""

    span: Span
    node: object
    run: Run
    start: int
    length: int

    def is_at(self, span: Span) -> bool:
        """Return whether a finding and the characters share a place."""
        return self.span.start < span.end and span.start < self.span.end

    def at(self, span: Span) -> int:
        """Return at which character of the run a finding is asked: before the word in which it begins."""
        is_exact = self.span.line == self.span.end_line == span.line
        is_exact = is_exact and self.span.end_column - self.span.column == self.length
        at = self.start + (max(0, span.column - self.span.column) if is_exact else 0)
        return self.run.text.rfind(" ", 0, at + 1) + 1 if self.node is self.run else 0


def with_questions(publication: Publication, found: Iterable[Diagnostic]) -> Publication:
    """Return a publication that asks what was found and not accepted, at the words that it was found at."""
    waiting = [one for one in dict.fromkeys(found) if one.span is not None and one.accepted is None]
    documents = []
    for document in publication.documents:
        asked = _questions_of(document, waiting)
        documents.append(_with(document, asked) if asked.lines else document)
    return replace(publication, documents=tuple(documents))


@dataclass(slots=True)
class _Questions:
    """The questions of a document: what is asked at an anchor or call, and at which nodes anchors stand."""

    lines: dict[str, list[str]] = field(default_factory=dict)
    anchors: dict[int, dict[int, str]] = field(default_factory=dict)

    def ask(self, name: str, one: Diagnostic) -> None:
        """Ask a finding at an anchor or call."""
        self.lines.setdefault(name, []).append(" ".join(filter(None, (f"{one.message}.", one.hint))))


def _questions_of(document: PublishedDocument, found: Sequence[Diagnostic]) -> _Questions:
    """Return what is asked in a document; what is found in a note is asked at its call."""
    made = _Questions()
    lines: dict[tuple[str, int], list[tuple[_Place, str]]] = {}
    texts = ((document.head, document.body, document.after), "")
    for nodes, call in (texts, *((note.blocks, note.call) for note in document.notes)):
        for place in _places(nodes):
            for line in range(place.span.line, place.span.end_line + 1):
                lines.setdefault((place.span.path, line), []).append((place, call))
    for one in found:
        assert one.span is not None
        rows = range(one.span.line, min(one.span.end_line, one.span.line + FURTHEST) + 1)
        near = (each for row in rows for each in lines.get((one.span.path, row), ()))
        for place, call in [each for each in near if each[0].is_at(one.span)][:1]:
            name = f"check_{document.id}_{len(made.lines) + 1}"
            own = {} if call else made.anchors.setdefault(id(place.node), {})
            made.ask(call or own.setdefault(place.at(one.span), name), one)
    return made


def _places(node: Any) -> Iterator[_Place]:
    """Yield the printed characters of sources in the order of reading."""
    run = node.printed if isinstance(node, PageMark) else node
    at = 0
    for length, origin in run.stretches() if isinstance(run, Run) else ():
        place = origin if isinstance(origin, Span) else place_of(origin)
        if place is not None and (isinstance(origin, Span) or isinstance(node, PageMark)):
            yield _Place(place, node, run, at, length)
        at += length
    for inner in node if isinstance(node, tuple) else _inner(node):
        yield from _places(inner)


def _inner(node: Any) -> Iterator[Any]:
    return (held for name in INNER if (held := getattr(node, name, None)))


def _with(document: PublishedDocument, asked: _Questions) -> PublishedDocument:
    """Return a document with its questions, and the anchors at which they are asked."""
    head, body, after = (_rebuilt(each, asked) for each in (document.head, document.body, document.after))
    there = {one.id: one for one in document.queries}
    lines = {name: tuple((_words(said),) for said in some) for name, some in asked.lines.items()}
    old = tuple(replace(one, lines=(*one.lines, *lines.pop(one.id, ()))) for one in there.values())
    new = tuple(PublishedQuery(name, some, CHECK, INITIALS) for name, some in lines.items())
    return replace(document, head=head, body=body, after=after, queries=(*old, *new))


def _rebuilt(node: Any, asked: _Questions) -> Any:
    """Return a node with the anchors in it; a run that stands twice has them at its first place."""
    if isinstance(node, tuple):
        return tuple(made for one in node for made in _pieces(one, asked))
    inner = {name: held for name in INNER if (held := getattr(node, name, None))}
    made = {name: _rebuilt(held, asked) for name, held in inner.items()}
    changed = {name: held for name, held in made.items() if held != inner[name]}
    return replace(node, **changed) if changed else node


def _pieces(node: Any, asked: _Questions) -> PInlines:
    """Return a node with its anchors before it, a run in pieces between them."""
    anchors = sorted(asked.anchors.pop(id(node), {}).items())
    if not isinstance(node, Run):
        return (*(Anchor(name) for _, name in anchors), _rebuilt(node, asked))
    made: list[Any] = []
    at = 0
    for place, name in anchors:
        made += [node.part(at, place)] if place > at else []
        made.append(Anchor(name))
        at = place
    return (*made, node.part(at)) if at < len(node.text) or not made else tuple(made)


def _words(said: str) -> Run:
    return Run(said, Generated(OriginRule.OWN_PHRASE, "finding"))
