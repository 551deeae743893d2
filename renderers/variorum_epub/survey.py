"""Find things in a publication: pictures, page marks, headings, the place of a character."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import TypeVar

from variorum.publication import Publication, PublishedNode, Run
from variorum.source import Span

P = TypeVar("P", bound=PublishedNode | Run)
FIELDS: dict[type, tuple[str, ...]] = {}
"""Of each class met, the names of the fields in which nodes may stand: asking dataclasses is slow."""


def nodes(value: object, kind: type[P]) -> Iterator[P]:
    """Yield the nodes of one kind inside a value of the publication, in reading order."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        met = type(one)
        if isinstance(one, tuple):
            waiting += reversed(one)
            continue
        if isinstance(one, kind):
            yield one
        names = FIELDS.get(met)
        if names is None:
            names = FIELDS[met] = _fields(one)
        if names:
            waiting += [getattr(one, name) for name in names]


def _fields(value: object) -> tuple[str, ...]:
    """Return the names of the fields in which nodes may stand, the last first."""
    if not dataclasses.is_dataclass(value) or isinstance(value, Span | Run):
        return ()
    return tuple(one.name for one in reversed(dataclasses.fields(value)))


def place_of(character: str, publication: Publication) -> Span | None:
    """Return where a character stands first in the sources."""
    runs = nodes((publication.front, publication.documents, publication.back), Run)
    return next((run.span for run in runs if character in run.text and run.span is not None), None)
