"""Normal forms of what papers print: dates and numbers by the language of a set, register numbers, gaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from variorum.words.calendar import Calendar, calendar
from variorum.words.language import LAST_RESORT, names
from variorum.words.numbers import Numbers, numbers, roman
from variorum.words.surnames import surnames_that_are_words, words_before_places, words_of_paper

CENTURY = "19"
"""The century of a year of two figures."""
COUNTED = {"dots": ".", "blanks": "_"}
"""Signs of which a gap has as many as letters or words are missing, by the field that prints them."""
UNCOUNTED, MANY = 3, 12
FIRST_FIGURES = re.compile(r"\d+")
BRACKETED = re.compile(r"\[([^][]+)\]")
LETTERS = frozenset("cdlmCDLM")
"""Roman numerals that are letters sooner: pages are counted a, b, c, d."""


@dataclass(frozen=True, slots=True)
class NormalForms:
    """Reads dates and numbers in words: in the first of some languages that can."""

    languages: tuple[str, ...] = (LAST_RESORT,)

    def iso_date(self, text: str, century: str = CENTURY) -> str | None:
        """Return the first date of a text as ISO 8601 ("1977-08-26", "1977-08", "1977"), none if it has none.

        What tells more goes before what an earlier language can say of it: a day before a year.
        """
        found = [one.iso_date(text, century) for one in self._calendars()]
        return max(filter(None, found), key=len, default=None)

    def number(self, text: str) -> int | None:
        """Return the number that words, figures or Roman numerals name ("two", "12", "xii"; "3r" is 3)."""
        counted = self.counted(text)
        return counted[1] if counted else None

    def counted(self, label: str) -> tuple[bool, int] | None:
        """Return the number of a label, and whether it is Roman, which is a count of its own."""
        bare = label.strip()
        figures = FIRST_FIGURES.match(bare)
        number = int(figures.group()) if figures else self.in_words(bare)
        if number is not None:
            return False, number
        numeral = None if bare in LETTERS else roman(bare)
        return None if numeral is None else (True, numeral)

    def in_words(self, text: str) -> int | None:
        """Return the number that words name, none where they are no number."""
        values = (one.value(text) for one in self._numbers())
        return next((value for value in values if value is not None), None)

    def figures(self, label: str) -> str:
        """Return a page label in figures: "two" is "2", "Twenty-one" is "21"; else it stays ("3r", "iv")."""
        number = self.in_words(label)
        return str(number) if number else label.strip()

    def bare_label(self, label: str) -> str:
        """Return the label of a page without what a page is called: "p. 6" is "6", "[p. 6]" is "[6]"."""
        said = " ".join(label.split())
        if found := BRACKETED.fullmatch(said):
            return f"[{self.bare_label(found[1])}]"
        for known in self._numbers():
            rest = re.match(known.page_name, said)
            if rest and self.counted(said[rest.end() :]):
                return said[rest.end() :].strip()
        return said

    def in_language(self, words: str, spoken: Numbers | None) -> str:
        """Return a number in words in those of a language; it stays where that has none, or has the same."""
        number = self.in_words(words)
        if spoken is None or number is None or spoken.value(words) == number:
            return words
        word = spoken.word(number) or words
        return word.capitalize() if words[:1].isupper() else word

    def figures_unless(self, words: str, spoken: Numbers | None) -> str:
        """Return a number in words in figures, where the words are not those of a language.

        Figures need not agree with what is counted: "one line" is "1 Zeile", not "eins Zeile".
        """
        number = self.in_words(words)
        return words if number is None or (spoken and spoken.value(words) == number) else str(number)

    def one_like(self, label: str) -> str:
        """Return the label of the first page where pages are counted as this one is: "one", "i", "1"."""
        for known in self._numbers():
            if known.value(label) is not None:
                return known.word(1) or "1"
        is_roman, _ = self.counted(label) or (False, 0)
        return ("I" if label.isupper() else "i") if is_roman else "1"

    def impossible_dates(self, text: str) -> tuple[str, ...]:
        """Return the words of the days that no month has, as "31 June 1977", each once."""
        return tuple(dict.fromkeys(day for known in self._calendars() for day in known.impossible(text)))

    def surnames_that_are_words(self) -> frozenset[str]:
        """Return surnames that are words as well, which begin sentences with a capital."""
        return frozenset(name for language in self.languages for name in surnames_that_are_words(language))

    def words_before_places(self) -> frozenset[str]:
        """Return words behind which a surname alone is rather the name of a place: "in London"."""
        return frozenset(word for language in self.languages for word in words_before_places(language))

    def _calendars(self) -> Iterator[Calendar]:
        yield from filter(None, map(calendar, self.languages))

    def _numbers(self) -> Iterator[Numbers]:
        yield from filter(None, map(numbers, self.languages))


OF_LAST_RESORT = NormalForms()


def normal_forms(
    language: str | None, spoken: Sequence[str] = (), else_spoken: str | None = None
) -> NormalForms:
    """Return the reader of dates and numbers of a set, which may say its language.

    A set that says none is read in the language of the document, the first of those `spoken` in it, or in
    that of its edition, and where that can read no date or number, in that of last resort.
    """
    if language is not None:
        return NormalForms((language,))
    first = spoken[0] if spoken else else_spoken
    return NormalForms(tuple(dict.fromkeys(filter(None, (first, LAST_RESORT)))))


def is_read(language: str) -> bool:
    """Return whether dates and numbers in words can be read in a language."""
    return calendar(language) is not None and numbers(language) is not None


def named_patterns(languages: Sequence[str]) -> dict[str, str]:
    """Return the patterns that a set may name without saying them itself, of any of some languages.

    `month` is a month, `month-name` one that is not cut short, `date` a day of one; `number-word` is any
    number in words, `few` one of one to ten; `page-name` is what a page is called, `of` what stands before
    the number of all pages, both in the language of last resort too; `describes` are words that say something
    of the paper, in any language that there is.
    """
    known = tuple(dict.fromkeys(one for one in languages if is_read(one))) or (LAST_RESORT,)
    dates = tuple(filter(None, map(calendar, known)))
    counted = tuple(filter(None, map(numbers, known)))
    of_pages = tuple(filter(None, map(numbers, dict.fromkeys((*known, LAST_RESORT)))))
    return {
        "month": _any_of(one.month_pattern() for one in dates),
        "month-name": _any_of(one.name_pattern() for one in dates),
        "date": _any_of(one.date for one in dates),
        "number-word": _any_of(one.pattern() for one in counted),
        "few": _any_of(one.few() for one in counted),
        "page-name": _any_of(one.page_name for one in of_pages),
        "of": _any_of(one.of for one in of_pages),
        "describes": _any_of(filter(None, map(words_of_paper, names()))),
    }


def _any_of(patterns: Iterable[str]) -> str:
    return f"(?:{'|'.join(dict.fromkeys(patterns))})"


def register_key(text: str) -> str:
    """Return a register number in its normal form: "No 644/54", "No. 644-54" and "644/54" are "644-54"."""
    bare = re.sub(r"^(?:N[or]?|№|N[º°])(?![A-Za-z-])[.:]?\s*(?=\S)", "", text.strip(), flags=re.IGNORECASE)
    return re.sub(r"[\s/\\–—-]+", "-", (bare or text).strip()).strip("-.,;")


def repeated_sign(field: str, quantity: str | None) -> str:
    """Return as many signs as a quantity says; three where it says nothing, or too many to be counted."""
    told = quantity is not None and quantity.isdecimal() and 0 < int(quantity) <= MANY
    return " ".join(COUNTED[field] * (int(quantity) if told and quantity else UNCOUNTED))
