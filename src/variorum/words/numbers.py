"""Numbers in words: what a language has for 0 to 999 and how it composes them, read and written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from variorum.words.language import load, tag_for

Words: TypeAlias = tuple[tuple[str, ...], ...]
"""Of each of some numbers its words; the first is the one that is written."""

LAST = 999
ROMAN = re.compile(r"(?=.)m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)
WORTH = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@dataclass(frozen=True, slots=True)
class Numbers:
    """The number words of a language.

    `words` are those of 0 to 19, `units` those of 1 to 9 inside a longer word, `tens` of 20 to 90, `hundreds`
    of 100 to 900; `tens_units` and `hundreds_rest` are the ways in which these are composed. `ordinals` are
    endings with what they become in an ordinal, tried in their order, `declined` what may follow it;
    `ordinal_figures` is the pattern of what makes an ordinal of figures. `page_name` and `of` are
    the patterns of the words around the numbers of pages.
    """

    words: Words
    units: Words
    tens: Words
    hundreds: Words
    tens_units: tuple[str, ...]
    hundreds_rest: tuple[str, ...]
    ordinals: Words
    declined: tuple[str, ...]
    ordinal_figures: str
    page_name: str
    of: str

    def value(self, text: str) -> int | None:
        """Return the number from 0 to 999 that words name ("two", "Twenty-one"), none if they name none."""
        return _value(self, " ".join(text.casefold().split()))

    def ordinal(self, text: str) -> int | None:
        """Return the number that an ordinal in words or figures names ("first", "21st")."""
        bare = " ".join(text.casefold().split())
        figures = re.fullmatch(rf"(\d+){self.ordinal_figures}", bare)
        if figures:
            return int(figures[1])
        for declined in self.declined:
            stem = bare.removesuffix(declined) if bare.endswith(declined) else ""
            for ending, *becomes in self.ordinals:
                for become in becomes:
                    word = stem.removesuffix(become) + ending
                    value = _value(self, word) if stem.endswith(become) else None
                    if value is not None and self.ordinal_ending(word) == ending:
                        return value
        return None

    def ordinal_ending(self, word: str) -> str:
        """Return the ending of a number word that changes in its ordinal."""
        return next(ending for ending, *_ in self.ordinals if word.endswith(ending))

    def word(self, number: int) -> str | None:
        """Return the words for a number, none beyond 999."""
        if not 0 <= number <= LAST:
            return None
        hundreds, rest = divmod(number, 100)
        if not hundreds:
            return self._small(rest)
        above = self.hundreds[hundreds - 1][0]
        return self.hundreds_rest[0].format(hundreds=above, rest=self._small(rest)) if rest else above

    def _small(self, number: int) -> str:
        if number < len(self.words):
            return self.words[number][0]
        tens, units = divmod(number, 10)
        above = self.tens[tens - 2][0]
        return self.tens_units[0].format(tens=above, units=self.units[units - 1][0]) if units else above

    def pattern(self) -> str:
        """Return the regular expression of the words for 0 to 999."""
        tens, words = _either(*self.tens), _either(*self.words)
        between = (way.format(tens=tens, units=_either(*self.units)) for way in self.tens_units)
        small = f"(?:{'|'.join((*between, tens, words))})"
        hundreds = _either(*self.hundreds)
        beyond = (way.format(hundreds=hundreds, rest=small) for way in self.hundreds_rest)
        return f"(?:{'|'.join((*beyond, hundreds, small))})"

    def few(self) -> str:
        """Return the regular expression of the words for one to ten."""
        return _either(*self.words[1:11])


@cache
def numbers(language: str) -> Numbers | None:
    """Return the number words of a language, none where there are none."""
    table = load(language).tables.get("numbers") if tag_for(language) else None
    return None if table is None else numbers_of(table)


def numbers_of(table: Mapping[str, Any]) -> Numbers:
    """Return the number words that the table `numbers` of a language file has."""
    words = _rows(table["words"])
    return Numbers(
        words,
        _rows(table.get("units", ())) or words[1:10],
        _rows(table["tens"]),
        _rows(table["hundreds"]),
        tuple(table["tens-units"]),
        tuple(table["hundreds-rest"]),
        tuple(tuple(map(str.casefold, row)) for row in table["ordinals"]),
        tuple(table["declined"]),
        table["ordinal-figures"],
        table["page-name"],
        table["of"],
    )


def roman(text: str) -> int | None:
    """Return the number of a Roman numeral, none if it is none."""
    if not ROMAN.fullmatch(text):
        return None
    worth = [WORTH[letter] for letter in text.lower()]
    after = (*worth[1:], 0)
    return sum(-one if one < other else one for one, other in zip(worth, after, strict=True))


def _rows(rows: Iterable[Any]) -> Words:
    return tuple((row,) if isinstance(row, str) else tuple(row) for row in rows)


def _either(*words: Sequence[str]) -> str:
    """Return the regular expression of some words, the longest first."""
    every = sorted({word for row in words for word in row}, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, every))})"


@cache
def _lexicon(words: Words, first: int, step: int) -> Mapping[str, int]:
    """Return the numbers of words by the words, in small letters."""
    return {
        word.casefold(): number
        for number, row in zip(range(first, LAST + 1, step), words, strict=False)
        for word in row
    }


@cache
def _splits(ways: tuple[str, ...], above: Words, below: Words | None) -> tuple[re.Pattern[str], ...]:
    """Return patterns that part a composed word into what names hundreds or tens, and the rest."""
    first = _either(*above).casefold()
    last = _either(*below).casefold() if below else ".+"
    return tuple(
        re.compile(
            way.format(
                hundreds=f"(?P<above>{first})",
                tens=f"(?P<above>{first})",
                units=f"(?P<below>{last})",
                rest=f"(?P<below>{last})",
            )
        )
        for way in ways
    )


def _value(known: Numbers, bare: str) -> int | None:
    hundreds = _lexicon(known.hundreds, 100, 100)
    if bare in hundreds:
        return hundreds[bare]
    for way in _splits(known.hundreds_rest, known.hundreds, None):
        parts = way.fullmatch(bare)
        below = _small_value(known, parts["below"]) if parts else None
        if parts and below:
            return hundreds[parts["above"]] + below
    return _small_value(known, bare)


def _small_value(known: Numbers, bare: str) -> int | None:
    words, tens = _lexicon(known.words, 0, 1), _lexicon(known.tens, 20, 10)
    units = _lexicon(known.units, 1, 1)
    found = words.get(bare, tens.get(bare))
    composed: Iterator[re.Match[str] | None] = (
        way.fullmatch(bare) for way in _splits(known.tens_units, known.tens, known.units)
    )
    parts = next(filter(None, composed), None) if found is None else None
    return tens[parts["above"]] + units[parts["below"]] if parts else found
