"""The JSON Schema of house styles, made from the declarations of tokens."""

from __future__ import annotations

from variorum.style.tokens import Style
from variorum.tables import schema


def text() -> str:
    """Return the schema as it is published: `style.schema.json` in the package."""
    extends = "The style that this one changes: its name, or a TOML file of the edition"
    return schema.text(Style, "style", "A house style", extends)
