"""The JSON Schema of edition.toml, made from the declarations of its keys."""

from __future__ import annotations

from variorum.project.keys import EditionTable
from variorum.tables import schema


def text() -> str:
    """Return the schema as it is published: `edition.schema.json` in the package."""
    top = schema.outermost_table(EditionTable)
    document = top["properties"]["document"]["items"]
    document["oneOf"] = [{"required": ["id", "file"]}, {"required": ["files"]}]
    document["not"] = {"required": ["id", "files"]}
    return schema.page(top, "edition", "edition.toml")
