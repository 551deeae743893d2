"""Which objects a PDF is made of: each is of a kind of a closed table (`objects.toml`), or it is not known.

What lacks a key that it must have is as strange as what has one too many: readers differ in what they do.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

import pikepdf

from variorum.vocabulary import Unknown

Rule: TypeAlias = Callable[[Any], bool]
FIRST = "trailer"
FILTERS = frozenset({"/Filter", "/DecodeParms"})
"""How the bytes of a stream are written."""


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _are_numbers(value: Any) -> bool:
    return isinstance(value, pikepdf.Array) and all(map(_is_number, value))


def _are(value: Any, said: Sequence[str]) -> bool:
    """Return whether a value is a number, or an array of numbers."""
    row = value if isinstance(value, pikepdf.Array) else [value]
    return all(map(_is_number, row)) and [float(one) for one in row] == [float(one) for one in said]


RULES: Mapping[str, Rule] = {
    "any": lambda value: value is not None,
    "text": lambda value: isinstance(value, pikepdf.String),
    "number": _is_number,
    "whole": _is_whole,
    "positive": lambda value: _is_whole(value) and value > 0,
    "numbers": _are_numbers,
}


@dataclass(frozen=True, slots=True)
class Value:
    """What a key may have: a value that obeys a rule, or objects of kinds, one, in a row or by names."""

    rule: Rule | None
    kinds: tuple[str, ...]
    many: str
    needed: bool


@dataclass(frozen=True, slots=True)
class ObjectKind:
    """A kind of object: its keys with their values, whether it is a stream, its Subtype."""

    name: str
    keys: Mapping[str, Value]
    stream: bool
    subtype: str


@cache
def object_kinds() -> Mapping[str, ObjectKind]:
    """Return the kinds of objects by their names."""
    written = files("variorum_pdf").joinpath("closed", "objects.toml").read_text("utf-8")
    kinds = {}
    for name, rows in tomllib.loads(written).items():
        keys = {f"/{key.rstrip('?')}": _value(said, key[-1] != "?") for key, said in rows.items()}
        kinds[name] = ObjectKind(name, keys, "Length" in rows and name != FIRST, rows.get("Subtype", ""))
    return kinds


def _value(said: str, needed: bool) -> Value:
    many = said[0] if said[0] in "[{" else ""
    if "@" in said:
        kinds = tuple(one.lstrip("@") for one in said.strip("[]{}").split())
        return Value(None, kinds, many, needed)
    if said[0] == "/":
        names = frozenset(said.split())
        return Value(lambda value: isinstance(value, pikepdf.Name) and str(value) in names, (), "", needed)
    if said[0].isdecimal():
        return Value(lambda value: _are(value, said.split()), (), "", needed)
    return Value(RULES[said], (), "", needed)


@dataclass(slots=True)
class Objects:
    """The objects of a file, walked from its trailer; `met` are the kinds and keys that it has."""

    pages: Mapping[tuple[int, int], str]
    met: set[tuple[str, str]] = field(default_factory=set)

    def strange(self, pdf: pikepdf.Pdf) -> Iterator[Unknown]:
        """Yield what is not known of the objects of a file, or lacks in them."""
        passed: set[tuple[str, tuple[int, int]]] = set()
        waiting: list[tuple[Any, tuple[str, ...], str]] = [(pdf.trailer, (FIRST,), "the objects of the file")]
        while waiting:
            one, names, at = waiting.pop()
            kind = _kind_of(one, names)
            if kind is None:
                yield Unknown(f"something else in the place of {' or '.join(names)}", at)
                continue
            if one.is_indirect:
                if (kind.name, one.objgen) in passed:
                    continue
                passed.add((kind.name, one.objgen))
                at = self.pages.get(one.objgen, at)
            yield from (Unknown(said, at) for said in self._keys(one, kind))
            for key, value in kind.keys.items():
                held = _objects_in(one.get(key), value.many) if value.kinds else None
                waiting += [(each, value.kinds, at) for each in held or ()]

    def _keys(self, one: Any, kind: ObjectKind) -> Iterator[str]:
        """Yield what is strange of the keys of an object."""
        keys = set(one.keys()) - (FILTERS if kind.stream else frozenset())
        yield from (f"the key {key} of {kind.name}" for key in sorted(keys - kind.keys.keys()))
        for key, value in kind.keys.items():
            if key not in keys:
                if value.needed:
                    yield f"{kind.name} without the key {key}"
                continue
            self.met.add((kind.name, key))
            held = one[key]
            if not value.rule(held) if value.rule is not None else _objects_in(held, value.many) is None:
                yield f"the key {key} of {kind.name} with another value"


def _kind_of(one: Any, names: tuple[str, ...]) -> ObjectKind | None:
    stream = isinstance(one, pikepdf.Stream)
    if not stream and not isinstance(one, pikepdf.Dictionary):
        return None
    known = [kind for kind in map(object_kinds().__getitem__, names) if kind.stream == stream]
    if len(names) > 1:
        known = [kind for kind in known if kind.subtype == str(one.get("/Subtype", ""))]
    return known[0] if known else None


def _objects_in(held: Any, many: str) -> list[Any] | None:
    """Return the objects that a value holds; None if it is not of that form."""
    if not many:
        return None if held is None else [held]
    if many == "[":
        return list(held) if isinstance(held, pikepdf.Array) else None
    return [*held.as_dict().values()] if isinstance(held, pikepdf.Dictionary) else None


def strange_objects(pdf: pikepdf.Pdf, labels: Sequence[str]) -> Iterator[Unknown]:
    """Yield what is strange of the objects of a file, each once of a page."""
    pages = {page.obj.objgen: f"page {label}" for page, label in zip(pdf.pages, labels, strict=True)}
    yield from dict.fromkeys(Objects(pages).strange(pdf))
