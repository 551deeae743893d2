"""The JSON Schema of house styles, made from the declarations of tokens."""

from __future__ import annotations

import json
from typing import Any

from variorum.style.tokens import FAMILIES, ROLE, TABLES, Style, tokens

TABLE_ABOUTS = {
    "font": "The typeface and what stands in for it",
    "page": "The printed page, in millimetres",
    "notes": "The area of notes at the page foot",
    "blocks": "How blocks look, each named by what it is",
    "inlines": "How words look, each named by its sign or the source's own type",
}


def text() -> str:
    """Return the schema as it is published: `style.schema.json` in the package."""
    top = _table(Style)
    top["properties"] = {
        "extends": {
            "type": "string",
            "description": "The style that this one changes: its name or TOML file",
        },
        **top["properties"],
        **{name: {"description": TABLE_ABOUTS[name], **_table(kind)} for name, kind in TABLES.items()},
        **{name: _family(name, kind) for name, kind in FAMILIES.items()},
    }
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:variorum:style.schema.json",
        "title": "A house style",
        **top,
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _table(kind: type) -> dict[str, Any]:
    described = {}
    for name, token in tokens(kind).items():
        described[name] = {"description": token.about, **token.domain.schema()}
    return {"type": "object", "additionalProperties": False, "properties": described}


def _family(name: str, kind: type) -> dict[str, Any]:
    return {
        "description": TABLE_ABOUTS[name],
        "type": "object",
        "propertyNames": ROLE.schema(),
        "additionalProperties": _table(kind),
    }
