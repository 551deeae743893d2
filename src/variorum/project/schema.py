"""The JSON Schema of edition.toml, made from the table of its keys."""

from __future__ import annotations

import json
from typing import Any

from variorum.project.keys import EDITION, Entry, Key, Kind, Table


def text() -> str:
    """Return the schema as it is published: `edition.schema.json` beside this package."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:variorum:edition.schema.json",
        "title": "edition.toml",
        **_table(EDITION),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _table(table: Table) -> dict[str, Any]:
    described: dict[str, Any] = {
        "description": table.about,
        "type": "object",
        "additionalProperties": False,
        "properties": {key.name: _entry(key) for key in table.keys},
    }
    required = [key.name for key in table.keys if key.required]
    if required:
        described["required"] = required
    if table.name == "document":
        described["oneOf"] = [{"required": ["id", "file"]}, {"required": ["files"]}]
        described["not"] = {"required": ["id", "files"]}
    return described


def _entry(entry: Entry) -> dict[str, Any]:
    match entry:
        case Key():
            return {"description": entry.about, **_kind(entry)}
        case Table(many=True):
            return {"type": "array", "items": _table(entry)} | ({"minItems": 1} if entry.required else {})
        case Table():
            return _table(entry)


def _kind(key: Key) -> dict[str, Any]:
    """Return what the schema says of a value. Dates come from a TOML parser as text in ISO form."""
    one: dict[str, Any] = {"type": "string"}
    if key.choices:
        one["enum"] = list(key.choices)
    if key.pattern:
        one["pattern"] = key.pattern
    match key.kind:
        case Kind.TEXT:
            return one
        case Kind.TEXTS:
            return {"type": "array", "items": one}
        case Kind.YEAR:
            return {"type": ["string", "integer"]}
        case Kind.NUMBER:
            return {"type": "integer", "minimum": 1}
        case Kind.DATE:
            return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
        case Kind.MEANINGS:
            return {"type": "object", "additionalProperties": {"type": "string"}}
        case Kind.SIGNS | Kind.PHRASES:
            return {"type": "object", "additionalProperties": {"type": "object"}}
