"""The words of a set by language: a text stands in the language of its file, a table has one for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from variorum.words.language import LAST_RESORT

T = TypeVar("T")

ANY = "*"
"""Stands for the language of words that an edition says of its own signs, whatever it prints in."""
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
TEXTS = ("title", "legend", "note", "say", "sample")
"""The keys of a sign that hold words, besides those of `show`."""
SHOWN = ("open", "close", "text")
FIELD = re.compile(r"\{[\w…]+(?::[\w-]+)?\??")


def by_language(entry: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Return the entry of a sign in which words that stand alone are a table with those of one language."""
    tables = {key: _table(value, language) if key in TEXTS else value for key, value in entry.items()}
    if isinstance(show := entry.get("show"), dict):
        tables["show"] = {
            key: _table(value, language) if key in SHOWN else value for key, value in show.items()
        }
    return tables


def _table(value: Any, language: str) -> Any:
    return {language: value} if is_text(value) or is_pair(value) else value


def is_text(value: object) -> bool:
    """Return whether a value is a text."""
    return isinstance(value, str)


def is_pair(value: object) -> bool:
    """Return whether a value is two texts."""
    return isinstance(value, list) and len(value) == 2 and all(map(is_text, value))


def fitting(texts: Mapping[str, T], language: str) -> T | None:
    """Return what is said in a language or in the wider one it belongs to: for "de-AT" what "de" says."""
    if ANY in texts:
        return texts[ANY]
    said = {tag.casefold(): text for tag, text in texts.items()}
    return next((said[tag] for tag in _widening(language.casefold()) if tag in said), None)


def nearest(texts: Mapping[str, T], *languages: str) -> T | None:
    """Return what is said in the first of some languages, else in that of last resort, else in any."""
    for language in (*languages, LAST_RESORT):
        found = fitting(texts, language)
        if found is not None:
            return found
    return next(iter(texts.values()), None)


def _widening(tag: str) -> Iterator[str]:
    while tag:
        yield tag
        tag = tag.rpartition("-")[0]


def has_words(text: object) -> bool:
    """Return whether letters stand in a text, or in one of several, outside of its fields."""
    if isinstance(text, str):
        return any(map(str.isalpha, FIELD.sub("", text)))
    return isinstance(text, list | tuple) and any(map(has_words, text))
