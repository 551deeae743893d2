"""Emendations: words of the running text found by page and lemma, and marked there.

The words stay what they are in the model that was read; the document that comes back has `Corrected` nodes
in their places, which name the emendation by their fact `id`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from variorum.conventions.normal_forms import OF_LAST_RESORT, NormalForms
from variorum.findings import Diagnostic, Result
from variorum.findings.edition import EmendationAmbiguous, EmendationMissing
from variorum.model import (
    Blocks,
    Corrected,
    Document,
    Edition,
    Emendation,
    Facts,
    Inline,
    Inlines,
    LineBreak,
    PageBreak,
    Text,
    walk,
)
from variorum.model.document import datum_place
from variorum.model.schema import shape


@dataclass(frozen=True, slots=True)
class Place:
    """Where a lemma stands: in which line of text, from where to where in its words, on which page."""

    line: int
    start: int
    end: int
    page: str | None


def numbered(edition: Edition) -> dict[str, Emendation]:
    """Return the emendations of an edition by the names that mark them in its documents."""
    return {f"emendation-{number}": each for number, each in enumerate(edition.emendations, 1)}


def emend(
    document: Document, emendations: dict[str, Emendation], forms: NormalForms = OF_LAST_RESORT
) -> Result[Document]:
    """Return the document with each emendation marked where its lemma stands."""
    findings: list[Diagnostic] = []
    for name, emendation in emendations.items():
        places = places_of_lemma(document.body, emendation, forms)
        chosen = places
        if emendation.occurrence is not None:
            chosen = places[emendation.occurrence - 1 : emendation.occurrence]
        if len(chosen) == 1:
            document = replace(document, body=_with_correction(document.body, chosen[0], name, emendation))
        elif not chosen:
            findings.append(missing(emendation, document, forms))
        else:
            findings.append(EmendationAmbiguous(emendation.span, lemma=emendation.lemma, count=len(chosen)))
    return Result(document, tuple(findings))


def missing(
    emendation: Emendation, document: Document | None = None, forms: NormalForms = OF_LAST_RESORT
) -> Diagnostic:
    """Return the finding that the words of an emendation are not there; the hint says where they are."""
    elsewhere = replace(emendation, page=None, occurrence=None)
    places = places_of_lemma(document.body, elsewhere, forms) if document else []
    pages = list(dict.fromkeys(place.page for place in places if place.page))
    hint = f"“{emendation.lemma}” stands on page {', '.join(pages)}." if pages else None
    return EmendationMissing(emendation.span, own_hint=hint, lemma=emendation.lemma)


def places_of_lemma(body: Blocks, emendation: Emendation, forms: NormalForms) -> list[Place]:
    """Return where the lemma stands, as whole words or else inside words, on the page if one is named."""
    lines = list(walk.lines(body))
    words = r"\s+".join(map(re.escape, emendation.lemma.split()))
    for pattern in (rf"(?<!\w){words}(?!\w)", words):
        places = []
        page: str | None = None
        for number, line in enumerate(lines):
            text = "".join(map(flat, line))
            pages = list(_pages(line, forms))
            for match in re.finditer(pattern, text):
                here = next((label for at, label in reversed(pages) if at <= match.start()), page)
                wanted = emendation.page is None or forms.figures(emendation.page) == here
                if wanted and _cuttable(line, *match.span()):
                    places.append(Place(number, match.start(), match.end(), here))
            page = pages[-1][1] if pages else page
        if places:
            return places
    return []


def flat(node: Inline) -> str:
    """Return the words of an inline as they are searched: of a choice the source's form."""
    match node:
        case Text():
            return node.value
        case LineBreak():
            return "" if node.joins_word else " "
        case _:
            return "".join(flat(each) for _, held in _searched(node) for each in held)


def _searched(node: Inline) -> Iterator[tuple[str, Inlines]]:
    """Yield the fields of an inline in which words of the source's text stand, and what is in them."""
    for content in shape(node).contents:
        if content.source:
            held = getattr(node, content.field)
            yield content.field, held if content.many else (held,)


def _pages(line: Sequence[Inline], forms: NormalForms, at: int = 0) -> Iterator[tuple[int, str]]:
    """Yield the page breaks of a line of text and where in its words they stand."""
    for node in line:
        if isinstance(node, PageBreak) and node.system is None:
            yield at, forms.figures(node.label)
        inner = at
        for _, held in _searched(node):
            yield from _pages(held, forms, inner)
            inner += _length(held)
        at += len(flat(node))


def _length(line: Sequence[Inline]) -> int:
    return sum(len(flat(node)) for node in line)


@dataclass(frozen=True, slots=True)
class _Inner:
    """The part of a line of text in which a stretch of its words stands: a field of one of its nodes."""

    index: int
    field: str
    held: Inlines
    start: int
    end: int


def _inner(line: Sequence[Inline], start: int, end: int) -> _Inner | None:
    """Return the field of a node that holds a whole stretch of words; none if the stretch holds a choice.

    Words that are all that a node surrounds stand in it too: what is said of them is said of the emended
    words as well.
    """
    at = 0
    for index, node in enumerate(line):
        length = len(flat(node))
        if at <= start and end <= at + length and (shape(node).wraps or end - start < length):
            inner = at
            for field, held in _searched(node):
                if inner <= start and end <= inner + _length(held):
                    return _Inner(index, field, held, start - inner, end - inner)
                inner += _length(held)
        at += length
    return None


def _cuttable(line: Sequence[Inline], start: int, end: int) -> bool:
    """Return whether both ends fall between nodes or into nodes that can be cut."""
    inner = _inner(line, start, end)
    if inner is not None:
        return _cuttable(inner.held, inner.start, inner.end)
    return _whole(line, start) and _whole(line, end)


def _whole(line: Sequence[Inline], end: int) -> bool:
    at = 0
    for node in line:
        length = len(flat(node))
        if at < end < at + length:
            if shape(node).wraps:
                return _whole([each for _, held in _searched(node) for each in held], end - at)
            return isinstance(node, Text)
        at += length
    return True


def _with_correction(body: Blocks, place: Place, name: str, emendation: Emendation) -> Blocks:
    """Put the `Corrected` node into its place."""
    number = -1

    def corrected(inside: Inlines) -> Corrected:
        span = next((node.span for node in inside if node.span), None)
        kept = tuple(node for node in inside if not flat(node))
        facts = Facts(id=name, resp=emendation.resp)
        reading = Text(emendation.reading, span=datum_place(emendation, "reading"))
        return Corrected(inside, (reading, *kept), facts=facts, span=span)

    def change(line: Inlines) -> Inlines:
        nonlocal number
        number += 1
        return _surrounded(line, place.start, place.end, corrected) if number == place.line else line

    return walk.rebuild_lines(body, change)


def _surrounded(line: Inlines, start: int, end: int, surround: Callable[[Inlines], Inline]) -> Inlines:
    """Return a line of text in which a stretch of its words is surrounded, as deep down as it stands."""
    inner = _inner(line, start, end)
    if inner is None:
        before, rest = cut_inlines(line, start, behind=True)
        inside, after = cut_inlines(rest, end - start, behind=False)
        return (*before, surround(inside), *after)
    node = line[inner.index]
    held: Any = _surrounded(inner.held, inner.start, inner.end, surround)
    many = next(content.many for content in shape(node).contents if content.field == inner.field)
    changed: dict[str, Any] = {inner.field: held if many else held[0]}
    return (*line[: inner.index], replace(node, **changed), *line[inner.index + 1 :])


def cut_inlines(nodes: Inlines, at: int, behind: bool) -> tuple[Inlines, Inlines]:
    """Cut a line of text in two; marks without words that stand at the cut go before it if `behind`."""
    for index, node in enumerate(nodes):
        length = len(flat(node))
        if at > length or (at == length and (length or behind)):
            at -= length
            continue
        if at == 0:
            return nodes[:index], nodes[index:]
        first, second = _halves(node, at, behind)
        return (*nodes[:index], *first), (*second, *nodes[index + 1 :])
    return nodes, ()


def _halves(node: Inline, at: int, behind: bool) -> tuple[Inlines, Inlines]:
    if isinstance(node, Text):
        left, right = _cut_text(node, at)
        return (left,), (right,)
    if shape(node).wraps:
        ((field, held),) = _searched(node)
        before, after = cut_inlines(held, at, behind)
        parts: tuple[dict[str, Any], dict[str, Any]] = {field: before}, {field: after}
        return (replace(node, **parts[0]),), (replace(node, **parts[1]),)
    return (node,), ()


def _cut_text(node: Text, at: int) -> tuple[Text, Text]:
    span = node.span
    if span is None or span.line != span.end_line or span.end_column - span.column != len(node.value):
        return replace(node, value=node.value[:at]), replace(node, value=node.value[at:])
    middle = span.column + at
    return (
        replace(node, value=node.value[:at], span=replace(span, end_column=middle)),
        replace(node, value=node.value[at:], span=replace(span, column=middle)),
    )
