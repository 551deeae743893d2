"""The model as JSON and back: each node an object with its class under "node"; defaults are left out."""

from __future__ import annotations

import json
import typing
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from types import UnionType
from typing import Any

from variorum.model import document as documents
from variorum.model.document import Edition
from variorum.model.facts import Extent, Facts, Node
from variorum.model.schema import SHAPES
from variorum.source import Span

RECORDS: dict[str, type] = {
    **{name: kind.node for name, kind in SHAPES.items()},
    **{
        kind.__name__: kind
        for kind in vars(documents).values()
        if isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == documents.__name__
    },
    "Facts": Facts,
    "Extent": Extent,
    "Span": Span,
}


class DumpError(ValueError):
    """Say that JSON is not a dump of the model."""


def dump(value: Node | Edition, spans: bool = False, indent: int | None = None) -> str:
    """Return a node or an edition as JSON; places in the source only if asked for."""
    return json.dumps(_plain(value, spans), ensure_ascii=False, indent=indent)


def load(text: str) -> Any:
    """Return what `dump` was given. Raise `DumpError` for anything else."""
    try:
        return _node(json.loads(text))
    except (KeyError, TypeError, ValueError) as error:
        raise DumpError(str(error)) from error


def _plain(value: object, spans: bool) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        made: dict[str, object] = {"node": type(value).__name__}
        for f in fields(value):
            found = getattr(value, f.name)
            if f.name in ("span", "places") and not spans:
                continue
            if f.default is MISSING or found != f.default:
                made[f.name] = _plain(found, spans)
        return made
    if isinstance(value, tuple):
        return [_plain(entry, spans) for entry in value]
    if isinstance(value, StrEnum):
        return str(value)
    return value


def _node(data: Any) -> Any:
    kind = RECORDS[data["node"]]
    hints = typing.get_type_hints(kind)
    return kind(**{key: _field(hints[key], entry) for key, entry in data.items() if key != "node"})


def _field(hint: Any, data: Any) -> Any:
    if isinstance(data, dict):
        return _node(data)
    if isinstance(data, list):
        inner = typing.get_args(hint)[0]
        return tuple(_field(inner, entry) for entry in data)
    kinds = typing.get_args(hint) if typing.get_origin(hint) in (typing.Union, UnionType) else (hint,)
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, StrEnum) and isinstance(data, str):
            return kind(data)
    return data
