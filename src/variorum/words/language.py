"""A language as its files say it: rules, and phrases with fields to fill in. "en-US" lies over "en"."""

from __future__ import annotations

import importlib.resources
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any, TypeAlias

from babel.core import get_global
from babel.plural import PluralRule

from variorum.words.template import names as field_names
from variorum.words.template import parse

Phrase: TypeAlias = str | Mapping[str, str]
"""The words of a phrase; or by plural category, and by single numbers, the words for a count of that."""

LAST_RESORT = "en"
"""The language in which variorum speaks where it has none that is asked for."""

NO_PHRASES = frozenset({"extends", "plural", "calendar", "numbers", "paper-words", "surnames"})
"""What a language file has besides phrases."""

OTHER = "other"
CATEGORIES = ("zero", "one", "two", "few", "many", OTHER)
"""The plural categories of the Unicode CLDR."""
LONG_CODE = 3
"""How many letters the code of a language has that may have a shorter one, which BCP 47 wants."""
COUNTED = 201
"""Up to which number it is tried which plural categories a language has for whole numbers."""


@dataclass(frozen=True, slots=True)
class Language:
    """What is known of a language; `tag` is the BCP 47 tag of its file, not of what was asked.

    `tables` are those of the file; `phrases` have keys as "note.cover"; `plural` gives the plural category of
    a number.
    """

    tag: str
    tables: Mapping[str, Mapping[str, Any]]
    phrases: Mapping[str, Phrase]
    plural: PluralRule

    def form(self, key: str, number: Decimal | int | None = None) -> str:
        """Return the words under a key, of a counted phrase those for the number; none means not known."""
        phrase = self.phrases[key]
        if isinstance(phrase, str):
            return phrase
        if number is None:
            return phrase[OTHER]
        return phrase.get(str(number)) or phrase.get(self.plural(number)) or phrase[OTHER]


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
def usual_tag(tag: str) -> str:
    """Return a tag as BCP 47 has it where an encoding does not: "fr" for "fra", "en-GB" for "en-UK"."""
    code, *rest = tag.split("-")
    short = get_global("language_aliases").get(code.lower(), "") if len(code) == LONG_CODE else ""
    regions = get_global("territory_aliases")
    known = [(regions.get(part.upper()) or [part])[0] if len(part) == 2 else part for part in rest]
    return "-".join((short if len(short) == 2 else code, *known))


@cache
def load(tag: str) -> Language:
    """Return a language by its tag, or the one of last resort."""
    name = tag_for(tag) or LAST_RESORT
    text = (importlib.resources.files("variorum.words") / f"{name}.toml").read_text("utf-8")
    table = tomllib.loads(text)
    base = table.pop("extends", None)
    return lay_over(name, table, load(base) if base else None)


def lay_over(tag: str, tables: Mapping[str, Any], under: Language | None) -> Language:
    """Return the language of these tables, laid over another."""
    below: Mapping[str, Mapping[str, Any]] = under.tables if under else {}
    whole = {key: {**below.get(key, {}), **tables.get(key, {})} for key in {**below, **tables}}
    phrases = {**(under.phrases if under else {}), **dict(phrases_in(tables))}
    plural = PluralRule(tables["plural"]) if "plural" in tables or under is None else under.plural
    return Language(tag, MappingProxyType(whole), MappingProxyType(phrases), plural)


def phrases_in(tables: Mapping[str, Any]) -> Iterator[tuple[str, Phrase]]:
    """Yield the phrases of a language file with their keys."""
    for name, rows in tables.items():
        if name not in NO_PHRASES and isinstance(rows, Mapping):
            for key, value in rows.items():
                yield from _phrases(f"{name}.{key}", value)


def _phrases(key: str, value: Any) -> Iterator[tuple[str, Phrase]]:
    if isinstance(value, Mapping) and not is_counted(value):
        for name, inner in value.items():
            yield from _phrases(f"{key}.{name}", inner)
    else:
        yield key, value


def is_counted(value: Mapping[str, Any]) -> bool:
    """Return whether a table is a phrase by plural categories and numbers, not a table of phrases."""
    return all(key in CATEGORIES or key.isdecimal() for key in value)


def fields_of(phrase: Phrase) -> frozenset[str]:
    """Return the names of the fields that a phrase has, in whichever of its forms."""
    forms = (phrase,) if isinstance(phrase, str) else phrase.values()
    return frozenset(name for form in forms for name in field_names(parse(form)))


def categories_wanted(plural: PluralRule, phrase: Mapping[str, str]) -> frozenset[str]:
    """Return the plural categories that a phrase needs: those of whole numbers without words of their own."""
    free = (number for number in range(COUNTED) if str(number) not in phrase)
    return frozenset({OTHER, *(plural(number) for number in free)})
