"""JSON Schemas of tables, made from their declarations."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from variorum.tables.declaration import Table
from variorum.tables.layers import EXTENDS


def text(kind: type, name: str, title: str, extends: str = "") -> str:
    """Return the schema of a file as it is published: `NAME.schema.json` in the package.

    `extends` says what the key of that name is, for files that have it.
    """
    return page(outermost_table(kind, extends), name, title)


def outermost_table(kind: type, extends: str = "") -> dict[str, Any]:
    """Return the schema of the outermost table."""
    top = Table(kind).schema()
    if extends:
        parent = {"description": extends, "type": "string", "minLength": 1, "maxLength": 1000}
        top["properties"] = {EXTENDS: parent, **top["properties"]}
    return top


def page(top: Mapping[str, Any], name: str, title: str) -> str:
    """Return a schema as a file has it."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:variorum:{name}.schema.json",
        "title": title,
        **top,
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
