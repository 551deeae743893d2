"""What the fields of a dataclass declare of a table: its keys, and of each the values that it may have."""

from __future__ import annotations

import types
import typing
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, Protocol, TypeVar

from variorum import toml
from variorum.tables.domains import LONGEST, SWITCH, Choice, Domain
from variorum.toml import Path

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Key:
    """What is said of a key besides its values: `name`, where TOML has another name for it than the field.

    `required`: the table is none without it, and unless it is `inherited` each file must say it itself;
    `example` is a line of TOML that shows it.
    """

    name: str = ""
    required: bool = False
    inherited: bool = False
    example: str = ""


REQUIRED = Key(required=True)


@dataclass(frozen=True, slots=True)
class Way:
    """Says of a field of type `toml.Path` that it is no key, but holds the way to the table that is read."""


WAY = Way()


@dataclass(frozen=True, slots=True)
class KeyDeclaration:
    """A key as it is declared: the field that holds its value, what it may be, what it is.

    `default` is None where there is none.
    """

    name: str
    field: str
    domain: Domain | Shape
    about: str
    default: object
    required: bool
    inherited: bool
    example: str


class Reader(Protocol):
    """What reads values, for shapes that hold others; `names` are texts that other values may name."""

    @property
    def names(self) -> Mapping[str, str]:
        """Return texts by the names by which other values may call them."""

    def entry(self, domain: Domain | Shape, said: object, path: Path) -> object:
        """Return the value, or None with a finding."""

    def record(self, kind: type[T], said: object, path: Path) -> T | None:
        """Return the record of a table, or None with findings."""

    def values(self, kind: type, said: Mapping[str, object], path: Path) -> dict[str, object]:
        """Return the values of a table that are right, by fields, with findings of the others."""

    def wrong(self, path: Path, expected: str, said: object, mend: str = "") -> None:
        """Note a wrong value."""

    def unknown(self, path: Path, known: Iterable[str]) -> None:
        """Note a key that the table does not have."""

    def misnamed(self, path: Path, names: Domain) -> None:
        """Note a key that cannot be called so."""


class Shape(ABC):
    """Values that hold others: they are read part by part, so that each fault has its own place."""

    __slots__ = ()

    @abstractmethod
    def read(self, said: object, path: Path, reader: Reader) -> object:
        """Return the value, or None with findings."""

    @abstractmethod
    def schema(self) -> dict[str, Any]:
        """Return the values as JSON Schema."""


@dataclass(frozen=True, slots=True)
class ListOf(Shape):
    """Lists whose entries are all of one kind; a wrong entry is left out. The value is a tuple."""

    entry: Domain | Shape
    longest: int = 10_000
    least: int = 0
    called: str = "a list of texts in quotes"

    def read(self, said: object, path: Path, reader: Reader) -> object:
        """Return the entries that are right, or None."""
        if not isinstance(said, list):
            mend = f"Write {path[-1]} = [{toml.excerpt(said)}]." if isinstance(said, str) else ""
            reader.wrong(path, self.called, said, mend)
            return None
        if not self.least <= len(said) <= self.longest:
            expected = f"{self.called}, from {self.least} to {self.longest:,} of them"
            reader.wrong(path, expected, said, f"It has {len(said):,}.")
            return None
        right = (reader.entry(self.entry, one, (*path, at)) for at, one in enumerate(said))
        return tuple(one for one in right if one is not None)

    def schema(self) -> dict[str, Any]:
        """Return the form as JSON Schema."""
        least = {"minItems": self.least} if self.least else {}
        return {"type": "array", "items": self.entry.schema(), **least, "maxItems": self.longest}


@dataclass(frozen=True, slots=True)
class Table(Shape):
    """Tables of the keys that a dataclass declares; the value is a record of it."""

    kind: type

    def read(self, said: object, path: Path, reader: Reader) -> object:
        """Return the record, or None where it is no table or lacks what it must have."""
        if not isinstance(said, dict):
            reader.wrong(path, table_at(path), said)
            return None
        return reader.record(self.kind, said, path)

    def schema(self) -> dict[str, Any]:
        """Return the keys as JSON Schema."""
        declared = keys(self.kind)
        required = [key.name for key in declared.values() if key.required and not key.inherited]
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                name: {"description": key.about, **key.domain.schema()} for name, key in declared.items()
            },
            **({"required": required} if required else {}),
        }


@dataclass(frozen=True, slots=True)
class Changes(Shape):
    """Tables of the keys that a dataclass declares, of which each that is said changes what is there.

    The value is a mapping of fields to values.
    """

    kind: type

    def read(self, said: object, path: Path, reader: Reader) -> object:
        """Return what is said and right, or None where it is no table."""
        if not isinstance(said, dict):
            reader.wrong(path, table_at(path), said)
            return None
        return reader.values(self.kind, said, path)

    def schema(self) -> dict[str, Any]:
        """Return the keys as JSON Schema."""
        return {key: value for key, value in Table(self.kind).schema().items() if key != "required"}


@dataclass(frozen=True, slots=True)
class Rows(Shape):
    """Arrays of tables; a row that lacks what it must have is left out. The value is a tuple of records."""

    kind: type
    least: int = 0
    longest: int = 100_000

    def read(self, said: object, path: Path, reader: Reader) -> object:
        """Return the records that are right, or None."""
        heading = heading_of(path, "[[", "]]")
        called = f"an array of tables: {heading}" if heading else "a list of tables"
        if not isinstance(said, list) or not all(isinstance(one, dict) for one in said):
            reader.wrong(
                path, called, said, f"Write {heading}." if heading and isinstance(said, dict) else ""
            )
            return None
        return ListOf(Table(self.kind), self.longest, self.least, called).read(said, path, reader)

    def schema(self) -> dict[str, Any]:
        """Return the form as JSON Schema."""
        return ListOf(Table(self.kind), self.longest, self.least).schema()


@dataclass(frozen=True, slots=True)
class Entries(Shape):
    """Tables whose keys are any names of a kind, and whose values are of another. The value is a mapping."""

    names: Domain
    entry: Domain | Shape

    def read(self, said: object, path: Path, reader: Reader) -> object:
        """Return the entries that are right, or None."""
        if not isinstance(said, dict):
            reader.wrong(path, table_at(path), said)
            return None
        right: dict[str, object] = {}
        for name, one in said.items():
            if self.names.value(name) is None:
                reader.misnamed((*path, name), self.names)
                continue
            value = reader.entry(self.entry, one, (*path, name))
            if value is not None:
                right[name] = value
        return right

    def schema(self) -> dict[str, Any]:
        """Return names and values as JSON Schema."""
        return {
            "type": "object",
            "propertyNames": self.names.schema(),
            "additionalProperties": self.entry.schema(),
        }


def keys(kind: type) -> Mapping[str, KeyDeclaration]:
    """Return the keys that a dataclass declares, by their names in TOML.

    A field is one if its type is `Annotated`: with the values where they do not follow from the type, with a
    `Key` where more is to be said, and last with a line that says what it is.
    """
    return _keys(kind)


@cache
def _keys(kind: type) -> Mapping[str, KeyDeclaration]:
    hints = typing.get_type_hints(kind, include_extras=True)
    declared = {}
    for one in fields(kind):
        hint = hints[one.name]
        if typing.get_origin(hint) is Annotated and WAY not in typing.get_args(hint):
            key = _key_declaration(one, hint)
            declared[key.name] = key
    return types.MappingProxyType(declared)


@cache
def _way_field(kind: type) -> str | None:
    hints = typing.get_type_hints(kind, include_extras=True)
    return next((one.name for one in fields(kind) if WAY in typing.get_args(hints[one.name])), None)


def way_field(kind: type) -> str | None:
    """Return the name of the field that holds the way to the table, if there is one."""
    return _way_field(kind)


def _key_declaration(one: Field[Any], hint: Any) -> KeyDeclaration:
    plain, *said = typing.get_args(hint)
    about = said.pop()
    key = next((each for each in said if isinstance(each, Key)), Key())
    domain = next((each for each in said if not isinstance(each, Key)), None) or _by_type(plain)
    default = None if one.default is MISSING else one.default
    return KeyDeclaration(
        name=key.name or one.name,
        field=one.name,
        domain=domain,
        about=about,
        default=default,
        required=key.required,
        inherited=key.inherited,
        example=key.example,
    )


def _by_type(kind: Any) -> Domain | Shape:
    """Return the values that follow from a type."""
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        (kind,) = (one for one in typing.get_args(kind) if one is not type(None))
    if typing.get_origin(kind) is tuple and is_dataclass(typing.get_args(kind)[0]):
        return Rows(typing.get_args(kind)[0])
    if typing.get_origin(kind) is Literal:
        return Choice(typing.get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return Choice(tuple(kind))
    if is_dataclass(kind):
        return Table(typing.cast(type, kind))
    assert kind is bool, f"{kind} needs a domain"
    return SWITCH


def table_at(path: Path) -> str:
    """Return what is expected where a table must stand."""
    heading = heading_of(path, "[", "]")
    return f"a table: {heading}" if heading else "a table"


def heading_of(path: Path, opening: str, closing: str) -> str:
    """Return a heading as it is written, empty for what stands in a row of an array."""
    return "" if any(isinstance(part, int) for part in path) else f"{opening}{heading_words(path)}{closing}"


def heading_words(path: Path) -> str:
    """Return the way to a table as its heading has it, cut where a name is beyond measure."""
    return ".".join(short(part) for part in path if isinstance(part, str))


def short(name: str) -> str:
    """Return a name as a finding shows it: on one line, not beyond measure."""
    shown = name if name.isprintable() else repr(name)[1:-1]
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"
