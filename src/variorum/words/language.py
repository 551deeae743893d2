"""A language as its file says it, laid over the one that it extends: "en-US" over "en"."""

from __future__ import annotations

import importlib.resources
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

LAST_RESORT = "en"
"""The language in which variorum speaks where it has none that is asked for."""


@dataclass(frozen=True, slots=True)
class Language:
    """The tables of a language by their names; `tag` is the BCP 47 tag of the file, not of what was asked."""

    tag: str
    tables: Mapping[str, Mapping[str, Any]]


def names() -> tuple[str, ...]:
    """Return the tags of the languages that there are."""
    folder = importlib.resources.files("variorum.words")
    return tuple(sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml")))


def tag_for(tag: str) -> str | None:
    """Return the nearest language that there is: for "de-AT" "de" if it has no file of its own; else none."""
    parts = tag.split("-")
    for length in range(len(parts), 0, -1):
        wanted = "-".join(parts[:length]).casefold()
        for name in names():
            if name.casefold() == wanted:
                return name
    return None


@cache
def load(tag: str) -> Language:
    """Return a language by its tag, or the one of last resort."""
    name = tag_for(tag) or LAST_RESORT
    text = (importlib.resources.files("variorum.words") / f"{name}.toml").read_text("utf-8")
    table = tomllib.loads(text)
    base = table.pop("extends", None)
    under = load(base).tables if base else {}
    tables = {key: {**under.get(key, {}), **table.get(key, {})} for key in {**under, **table}}
    return Language(name, MappingProxyType(tables))
