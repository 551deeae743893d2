"""Compare a table of edition.toml with the keys it may have: unknown, missing, of the wrong kind."""

from __future__ import annotations

import datetime
import re
from typing import Any

from variorum.findings import Diagnostic
from variorum.findings.edition import KeyMissing, KeyUnknown, ValueWrong
from variorum.project.keys import Key, Kind, Table
from variorum.toml import Path, TomlText, nearest

BY_PATTERN = {
    "id": "letters, digits, “.”, “_” and “-”, a letter or digit first",
    "language": "a language tag such as en-GB",
    "languages": "language tags such as en-GB",
    "source_languages": "language tags such as en-GB",
}


class TableCheck:
    """The tables of a file as far as they are right, and the findings about the rest."""

    def __init__(self, text: TomlText) -> None:
        self.text = text
        self.found: list[Diagnostic] = []

    def table(self, table: Table, value: dict[str, Any], path: Path = ()) -> dict[str, Any]:
        """Return the right values of a table; every key of it that can be read is there."""
        known = {key.name: key for key in table.keys}
        right: dict[str, Any] = {}
        for name, entry in value.items():
            if name not in known:
                self.unknown(table, name, (*path, name), known)
                continue
            read = self.entry(known[name], entry, (*path, name))
            if read is not None:
                right[name] = read
        for key in table.keys:
            if key.required and key.name not in value:
                self.missing(table, key, path)
        return right

    def entry(self, key: Key | Table, value: Any, path: Path) -> Any:
        """Return a value in the form the project needs, or None where it is wrong."""
        match key, value:
            case Table(many=True), list() if all(isinstance(one, dict) for one in value):
                return [self.table(key, one, (*path, at)) | {"": (*path, at)} for at, one in enumerate(value)]
            case Table(many=True), dict():
                self.wrong(
                    key.name, path, f"an array of tables: {key.heading}", value, f"Write {key.heading}."
                )
                return None
            case Table(many=False), dict():
                return self.table(key, value, path)
            case Table(), _:
                self.wrong(key.name, path, f"a table: {key.heading}", value)
                return None
            case Key(), _:
                return self.value(key, value, path)

    def value(self, key: Key, value: Any, path: Path) -> Any:
        """Return the value of a key, or None with a finding where it is of the wrong kind."""
        match key.kind, value:
            case Kind.TEXT, str():
                return value if self.allowed(key, value, path) else None
            case Kind.TEXTS, list() if all(isinstance(one, str) for one in value):
                return tuple(one for at, one in enumerate(value) if self.allowed(key, one, (*path, at)))
            case Kind.TEXTS, str():
                self.wrong(key.name, path, key.kind.value, value, f"Write {key.name} = [{_in_toml(value)}].")
            case Kind.YEAR, str() | int() if not isinstance(value, bool):
                return str(value)
            case Kind.NUMBER, int() if not isinstance(value, bool) and value >= 1:
                return value
            case Kind.DATE, datetime.date() if not isinstance(value, datetime.datetime):
                return value.isoformat()
            case Kind.DATE, str() if _is_date(value):
                return value
            case Kind.MEANINGS, dict() if all(isinstance(one, str) for one in value.values()):
                return value
            case ((Kind.SIGNS | Kind.PHRASES), dict()) if all(
                isinstance(one, dict) for one in value.values()
            ):
                return value
            case _:
                self.wrong(key.name, path, key.kind.value, value)
        return None

    def allowed(self, key: Key, value: str, path: Path) -> bool:
        """Return whether a text is among the choices of its key and has its form."""
        if key.choices and value not in key.choices:
            choices = " or ".join(f"“{choice}”" for choice in key.choices)
            self.wrong(key.name, path, choices, value, nearest(value, key.choices))
            return False
        if key.pattern and not re.match(key.pattern, value):
            self.wrong(key.name, path, BY_PATTERN[key.name], value)
            return False
        if key.required and not value.strip():
            self.wrong(key.name, path, "a text that is not empty", value)
            return False
        return True

    def unknown(self, table: Table, name: str, path: Path, known: dict[str, Key | Table]) -> None:
        """Note a key that the table does not have."""
        hint = nearest(name, known)
        self.found.append(KeyUnknown(self.text.key(*path), table=table.heading, key=name, nearest=hint))

    def missing(self, table: Table, key: Key | Table, path: Path) -> None:
        """Note a key that the table must have."""
        example = key.example if isinstance(key, Key) else f"{key.heading} with id and file"
        hint = f"Write {example or f'{key.name} = …'}."
        self.found.append(KeyMissing(self.text.key(*path), table=table.heading, key=key.name, example=hint))

    def wrong(self, name: str, path: Path, expected: str, value: Any, hint: str = "") -> None:
        """Note a value that is not what its key asks for."""
        self.found.append(
            ValueWrong(
                self.text.value(*path),
                key=name,
                expected=expected,
                found=_in_toml(value),
                nearest=hint,
            )
        )


def _in_toml(value: Any) -> str:
    """Return a value as TOML would write it, or what it is where that is long."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{value}"' if len(value) <= 40 else f'"{value[:39]}…"'
        case list():
            return "a list"
        case dict():
            return "a table"
        case _:
            return str(value)


def _is_date(value: str) -> bool:
    try:
        return datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
