"""The language in which an edition speaks: one of variorum's, a file of its own, single phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from babel.plural import PluralRule, RuleError

from variorum import toml
from variorum.findings import Diagnostic, Result
from variorum.findings.edition import KeyUnknown, LanguageMissing, PhraseMissing, ValueWrong
from variorum.folder import EditionFolder
from variorum.source import Source, Span
from variorum.tables.declaration import short
from variorum.tables.layers import Shelf
from variorum.toml import TomlText
from variorum.words.language import (
    LAST_RESORT,
    NO_PHRASES,
    OTHER,
    Language,
    Phrase,
    categories_wanted,
    fields_of,
    load,
    phrases_in,
    tag_for,
)
from variorum.words.numbers import numbers_of
from variorum.words.template import Template

OPEN = frozenset(
    {
        *("people", "role", "series", "place", "amount", "medium", "with", "deletion", "reason", "agent"),
        *("division", "form-work", "amount", "unit", "unit-name"),
    }
)
"""Tables of words for what editions and encodings name; a language may have more of them than English."""

LONGEST = 2000
LONGEST_RULE = 500
"""How many characters a plural rule may have; one is read part in part, without end."""
WORDS = Template(LONGEST)
PLURAL = "plural"
NUMBERS = "numbers"
WAY = re.compile(r"(?:[^{}]|\{(?:hundreds|tens|units|rest)\})*")
"""How number words are put together: fields and letters."""
TRIED = (1, 19, 21, 90, 105, 999)
WORDED = "number words as variorum's own language files have them, by which 1 to 999 are written and read"
RULES = 'plural rules as the Unicode CLDR has them, { one = "i = 1 and v = 0" }'


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """What edition.toml says of the language: its tag, a file of the edition's own, phrases in `toml`."""

    tag: str
    place: Span | None = None
    file: str | None = None
    file_place: Span | None = None
    toml: TomlText = field(default_factory=lambda: TomlText(Source("", ""), {}))
    phrases: Mapping[str, Any] = field(default_factory=dict)


def _unknown(place: Span | None, name: str, nearest: str) -> Diagnostic:
    return LanguageMissing(place, language=name, nearest=nearest)


SHELF = Shelf("variorum", "words", "language", _unknown)


def edition_language(choice: LanguageChoice, folder: EditionFolder) -> Result[Language]:
    """Return the language of an edition; what is missing or wrong in it is English, and told."""
    spoken = _own(choice, folder) if choice.file else _shipped(choice)
    if not choice.phrases:
        return spoken
    checked = _checked(choice.toml, ("phrase",), choice.phrases, spoken.value.plural)
    language = replace(spoken.value, phrases={**spoken.value.phrases, **checked.value})
    return Result(language, spoken.diagnostics + checked.diagnostics)


def _shipped(choice: LanguageChoice) -> Result[Language]:
    """Return the nearest language that comes with variorum."""
    name = tag_for(choice.tag)
    if name is not None:
        return Result(load(name))
    missing = LanguageMissing(choice.place, language=choice.tag)
    return Result(load(LAST_RESORT), (missing,))


def _own(choice: LanguageChoice, folder: EditionFolder) -> Result[Language]:
    """Return the language of a file of the edition's own, laid over what it extends."""
    chain = SHELF.chain(choice.file or "", choice.file_place, folder)
    if not chain.value:
        return Result(load(LAST_RESORT), chain.diagnostics)
    files = tuple(layer.file for layer in chain.value)
    rules = _plural(files)
    found = [*chain.diagnostics, *rules.diagnostics]
    tables: dict[str, Any] = {}
    phrases: dict[str, Phrase] = {}
    for file in files:
        checked = _checked(file, (), file.table, rules.value)
        found += checked.diagnostics
        phrases |= checked.value
        tables |= {name: rows for name, rows in file.table.items() if isinstance(rows, dict)}
    last = files[-1]
    found += _number_words(tables, files)
    english = load(LAST_RESORT)
    missing = [key for key in english.phrases if key not in phrases]
    found += [_missing(key, english, last) for key in missing]
    return Result(Language(choice.tag, tables, {**english.phrases, **phrases}, rules.value), tuple(found))


def _number_words(tables: dict[str, Any], files: Sequence[TomlText]) -> Iterator[Diagnostic]:
    """Yield the finding that the number words cannot be used, and leave these out."""
    if NUMBERS not in tables:
        return
    try:
        known = numbers_of(tables[NUMBERS])
        plain = all(map(WAY.fullmatch, (*known.tens_units, *known.hundreds_rest)))
        if plain and [known.value(known.word(number) or "") for number in TRIED] == list(TRIED):
            return
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, re.error):
        pass
    file = next(one for one in reversed(files) if NUMBERS in one.table)
    said = toml.excerpt(tables.pop(NUMBERS))
    yield ValueWrong(file.key(NUMBERS), key=NUMBERS, expected=WORDED, found=said)


def _missing(key: str, english: Language, file: TomlText) -> Diagnostic:
    table, _, name = key.rpartition(".")
    there = file.key(*table.split("."))
    words = english.form(key)
    # A blank that keeps words together looks like any other: TOML has an escape for it.
    seen = words.replace("\u00a0", "\\u00a0")
    return PhraseMissing(there, file=file.source.path, phrase=key, table=table, key=name, english=seen)


def _plural(files: Sequence[TomlText]) -> Result[PluralRule]:
    """Return the plural rule of the last file that has one; where that is wrong or none has, English's."""
    english = load(LAST_RESORT).plural
    file = next((one for one in reversed(files) if PLURAL in one.table), None)
    if file is None:
        return Result(english)
    said = file.table[PLURAL]
    try:
        if isinstance(said, dict) and all(
            isinstance(rule, str) and len(rule) <= LONGEST_RULE for rule in said.values()
        ):
            return Result(PluralRule(said))
    except (RuleError, ValueError):
        pass
    expected, found = RULES, toml.excerpt(said)
    wrong = ValueWrong(file.value(PLURAL), key=PLURAL, expected=expected, found=found)
    return Result(english, (wrong,))


def _checked(
    file: TomlText, path: toml.Path, table: Mapping[str, Any], plural: PluralRule
) -> Result[dict[str, Phrase]]:
    """Return the phrases of a table that can be printed, and a finding for each that cannot."""
    english = load(LAST_RESORT).phrases
    right: dict[str, Phrase] = {}
    found: list[Diagnostic] = []
    for name, rows in table.items():
        if name not in NO_PHRASES and not isinstance(rows, dict):
            heading = short(".".join(map(str, path))) or file.source.path
            tables = dict.fromkeys(key.partition(".")[0] for key in english)
            hint = toml.nearest(name[:LONGEST], tables)
            found.append(KeyUnknown(file.key(*path, name), table=heading, key=short(name), nearest=hint))
    for key, phrase in phrases_in(table):
        way = (*path, *key.split("."))
        if key not in english and key.partition(".")[0] not in OPEN:
            heading, _, name = key.rpartition(".")
            hint = toml.nearest(key[:LONGEST], english)
            found.append(
                KeyUnknown(file.key(*way), table=f"[{short(heading)}]", key=short(name), nearest=hint)
            )
        elif wanted := expectation(key, phrase, plural):
            said = toml.excerpt(phrase)
            found.append(ValueWrong(file.value(*way), key=short(key), expected=wanted, found=said))
        else:
            right[key] = phrase
    return Result(right, tuple(found))


def expectation(key: str, phrase: Any, plural: PluralRule) -> str:
    """Return what a phrase must be; empty if it has the fields of English, and all forms of its language."""
    english = load(LAST_RESORT).phrases
    table = key.partition(".")[0]
    like = [one for name, one in english.items() if name == key] or [
        one for name, one in english.items() if name.startswith(f"{table}.")
    ]
    counted = any(not isinstance(one, str) for one in like)
    if isinstance(phrase, dict) and not counted:
        return "one text: nothing is counted here"
    forms = phrase.values() if isinstance(phrase, dict) else (phrase,)
    if not all(WORDS.value(form) is not None for form in forms):
        return WORDS.expected
    if isinstance(phrase, dict):
        lacking = categories_wanted(plural, phrase) - phrase.keys()
        if lacking:
            return f"words for each number: {', '.join(sorted(lacking))} is lacking"
    fields = frozenset[str]().union(*map(fields_of, like))
    there = fields_of(phrase if isinstance(phrase, str) else phrase[OTHER]) | (fields_of(phrase) - fields)
    if there == fields or (key not in english and there <= fields and ("count" in there or not counted)):
        return ""
    named = " and ".join(f"{{{name}}}" for name in sorted(fields))
    return f"a phrase with {named} and no other field" if named else "a phrase without fields"
