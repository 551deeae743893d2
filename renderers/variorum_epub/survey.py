"""Find things in a publication: pictures, page marks, headings, the place of a character."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import TypeVar

from variorum.publication import Publication, PublishedNode, Run
from variorum.source import Span

P = TypeVar("P", bound=PublishedNode | Run)


def nodes(value: object, kind: type[P]) -> Iterator[P]:
    """Yield the nodes of one kind inside a value of the publication, in reading order."""
    if isinstance(value, tuple):
        for part in value:
            yield from nodes(part, kind)
        return
    if isinstance(value, kind):
        yield value
    if dataclasses.is_dataclass(value) and not isinstance(value, Span | Run):
        for field in dataclasses.fields(value):
            yield from nodes(getattr(value, field.name), kind)


def place_of(character: str, publication: Publication) -> Span | None:
    """Return where a character stands first in the sources."""
    runs = nodes((publication.front, publication.documents, publication.back), Run)
    return next((run.span for run in runs if character in run.text and run.span is not None), None)
