"""Words of a transcript or a set as values of the model's types."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any

from variorum.model.schema import Attribute


def typed_value(attribute: Attribute, text: str) -> Any:
    """Return a text as the model's type of an attribute. Raise ValueError if it is none."""
    if attribute.many:
        return tuple(attribute.kind(part) for part in split_list(text))
    if attribute.kind is bool:
        if text not in ("yes", "no"):
            raise ValueError(text)
        return text == "yes"
    if attribute.kind is int and not re.fullmatch(r"-?\d+", text, re.ASCII):
        raise ValueError(text)
    return attribute.kind(text)


def split_list(text: str) -> list[str]:
    r"""Return the entries of a list written with commas; `\,` is a comma inside an entry."""
    entries = [""]
    for token in re.findall(r"\\.|.|\\$", text, re.DOTALL):
        if token == ",":
            entries.append("")
        else:
            entries[-1] += token[1:] if len(token) == 2 else token
    return entries


def join_list(entries: tuple[str, ...]) -> str:
    """Return entries as a list that `split_list` splits again."""
    return ",".join(entry.replace("\\", "\\\\").replace(",", "\\,") for entry in entries)


def choices(attribute: Attribute) -> tuple[str, ...]:
    """Return the words an attribute may be, none if it is free."""
    if attribute.kind is bool:
        return ("yes", "no")
    return tuple(str(word) for word in attribute.kind) if issubclass(attribute.kind, StrEnum) else ()
