"""Records of tables: each value that is right, and a finding for each that is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from variorum import toml
from variorum.findings import Diagnostic
from variorum.findings.edition import KeyMissing, KeyUnknown, ValueWrong
from variorum.source import Span
from variorum.tables.declaration import KeyDeclaration, Shape, heading_words, keys, short, way_field
from variorum.tables.domains import LONGEST, Domain
from variorum.toml import Path

T = TypeVar("T")


class Places(Protocol):
    """Where keys and values stand."""

    def key(self, path: Path) -> Span | None:
        """Return the place of a key, or of the nearest table around it that has one."""

    def value(self, path: Path) -> Span | None:
        """Return the place of a value, or of the nearest table around it that has one."""


@dataclass(slots=True)
class Reading:
    """A table on its way to a record, and the findings; `outermost` is what these call the whole."""

    places: Places
    outermost: str
    found: list[Diagnostic] = field(default_factory=list)
    names: Mapping[str, str] = field(default_factory=dict)

    def record(self, kind: type[T], said: object, path: Path = (), **given: Any) -> T | None:
        """Return the record of a table, None if it lacks what it must have; `given` are no keys.

        What is wrong is left out, so that the default stands in its place.
        """
        table = said if isinstance(said, dict) else {}
        values = {**given, **self.values(kind, table, path)}
        whole = True
        for key in keys(kind).values():
            if key.required and key.name not in table:
                self.missing(path, key)
            whole = whole and (not key.required or key.field in values or key.default is not None)
        way = way_field(kind)
        return kind(**values, **({way: path} if way else {})) if whole else None

    def values(self, kind: type, said: Mapping[str, object], path: Path) -> dict[str, Any]:
        """Return the values of a table that are right, by fields, with findings of the others."""
        declared = keys(kind)
        values: dict[str, Any] = {}
        for name, value in said.items():
            if name not in declared:
                self.unknown((*path, name), declared)
                continue
            right = self.entry(declared[name].domain, value, (*path, name))
            if right is not None:
                values[declared[name].field] = right
        return values

    def entry(self, domain: Domain | Shape, said: object, path: Path) -> object:
        """Return the value, or None with a finding."""
        if isinstance(domain, Shape):
            return domain.read(said, path, self)
        value = domain.value(said)
        if value is None:
            self.wrong(path, domain.expected, said, domain.mend(said))
        return value

    # ---- findings

    def heading(self, path: Path) -> str:
        """Return what a table is called: as its heading is heading_words, or what the whole is."""
        if not path:
            return self.outermost
        return f"[[{heading_words(path)}]]" if isinstance(path[-1], int) else f"[{heading_words(path)}]"

    def name_of(self, path: Path) -> str:
        """Return what a value is called: the last key on the way to it."""
        return short(next((part for part in reversed(path) if isinstance(part, str)), ""))

    def wrong(self, path: Path, expected: str, said: object, mend: str = "") -> None:
        """Note a wrong value, at its place."""
        found = toml.excerpt(said)
        self.found.append(
            ValueWrong(
                self.places.value(path), key=self.name_of(path), expected=expected, found=found, nearest=mend
            )
        )

    def unknown(self, path: Path, known: Iterable[str]) -> None:
        """Note a key that the table does not have."""
        key = str(path[-1])
        self.found.append(
            KeyUnknown(
                self.places.key(path),
                table=self.heading(path[:-1]),
                key=short(key),
                nearest=toml.nearest(key[:LONGEST], known),
            )
        )

    def misnamed(self, path: Path, names: Domain) -> None:
        """Note a key that cannot be called so."""
        key = str(path[-1])
        mend = names.mend(key) or f"Such a key is {names.expected}."
        self.found.append(
            KeyUnknown(self.places.key(path), table=self.heading(path[:-1]), key=short(key), nearest=mend)
        )

    def missing(self, path: Path, key: KeyDeclaration) -> None:
        """Note a key that the table must have."""
        hint = f"Write {key.example or f'{key.name} = …'}."
        self.found.append(
            KeyMissing(self.places.key(path), table=self.heading(path), key=key.name, example=hint)
        )
