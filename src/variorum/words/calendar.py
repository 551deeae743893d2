"""Dates in words: the months of a language, and how it writes a day of one."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from variorum.words.language import load, tag_for
from variorum.words.numbers import Numbers, numbers, roman

WORD = re.compile(r"\w+")
SLOTS = {
    "day": r"(?P<day>\d{1,2})",
    "ordinal": r"(?P<ordinal>[^\W\d_]+)",
    "number": r"(?P<number>\d{1,2})",
    "roman": r"(?P<roman>[IVX]+)",
    "year": r"(?P<year>\d{4}|\d{2})\b",
    "full-year": r"(?P<year>\d{4})\b",
}
"""What the ways of writing a date name in braces, besides the month."""

IN_NUMBER = re.compile(r"[\d/№:.]\Z")
"""What stands before figures that are no day but the end of a number, as in "P102/33 June 14, 1963"."""
YEAR_BEHIND = re.compile(r",?\s*\d{4}(?!\d)")
"""What stands behind the day of a month, which then is no year: "33 June 14, 1963"."""
BEHIND_MONTH = r"(?![^\W\d_]|\s*\d)"
BEHIND_DAY = r"(?=[a-z]{2}\b|\s*(?:[.,;:!?)\]]|\Z))"
"""What may stand behind a month, or behind a day, that ends a date without a year."""
IN_FIGURES = re.compile(
    r"(?<![\w№:./-])(?<!\b[Nn][or][. ])(?<!\b[Nn][or]\. )"
    r"(?:(?P<one>\d{1,2})(?P<sign>[./])[ \u00a0]?(?P<other>\d{1,2})(?P=sign)[ \u00a0]?(?P<year>1\d{3}|20\d\d)"
    r"|(?P<iso>1\d{3}|20\d\d)-(?P<month>\d\d)-(?P<day>\d\d))(?![\w/-]|\.\d)"
)
"""A day in figures, in whatever order of day and month, or as ISO 8601 has it."""
LEAP_YEAR, LONGEST = 2000, 31
LEAP_DAY = (2, 29)
"""The day that every fourth year has in the Julian calendar, whatever ours says of it."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a language writes dates.

    `months` are the names of each month, which may be cut short to `shortest` letters and have one of
    `endings`; `whole` are names that may not, `short` the usual short forms. `ways` are patterns of dates,
    the fullest first, `days` those of them with a day, as far as they go without a year; `date` is that by
    which sets look for a day, in which `{{month}}` stands for a month.
    """

    months: tuple[tuple[str, ...], ...]
    whole: tuple[tuple[str, ...], ...]
    short: tuple[tuple[str, ...], ...]
    shortest: int
    endings: str
    ways: tuple[re.Pattern[str], ...]
    days: tuple[re.Pattern[str], ...]
    date: str
    numbers: Numbers | None

    def iso_date(self, text: str, century: str) -> str | None:
        """Return the first date of a text as ISO 8601 ("1977-08-26", "1977-08", "1977"), none if it has none.

        A year of two figures is of `century`.
        """
        dates = (self._date(found.groupdict(), century) for way in self.ways for found in _matches(way, text))
        return next((date for date in dates if date is not None), None)

    def impossible(self, text: str) -> tuple[str, ...]:
        """Return the words of the days of a text that their months have not, in their order."""
        found: dict[int, re.Match[str]] = {}
        for one in (*self._with_year(text), *self._without_year(text), *_in_figures(text)):
            if not any(one.start() < other.end() and other.start() < one.end() for other in found.values()):
                found[one.start()] = one
        return tuple(found[at].group() for at in sorted(found))

    def _with_year(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the days, each with its year, that their months have not."""
        for way in self.ways:
            if not {"day", "ordinal"} & way.groupindex.keys():
                continue
            for found in _matches(way, text):
                parts = found.groupdict()
                if IN_NUMBER.search(text, 0, found.start()) or (
                    len(parts["year"]) == 2 and YEAR_BEHIND.match(text, found.end())
                ):
                    continue
                month = self._month(parts)
                day = int(parts["day"]) if "day" in parts else self._ordinal(parts["ordinal"])
                if not month or day is None or self._date(parts, "19"):
                    continue
                if (month, day) != LEAP_DAY or int(parts["year"]) % 4:
                    yield found

    def _without_year(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the days without a year that their months have in no year."""
        for way in self.days:
            yield from filter(self._has_no_such_day, _matches(way, text))

    def _has_no_such_day(self, found: re.Match[str]) -> bool:
        """Return whether a day is named, without a year, that its month has in no year."""
        parts = found.groupdict()
        month = self.month(parts["month"])
        day = int(parts["day"]) if "day" in parts else self._ordinal(parts["ordinal"])
        if not month or not day or day > LONGEST or IN_NUMBER.search(found.string, 0, found.start()):
            return False
        return self._date({**parts, "year": str(LEAP_YEAR)}, "") is None

    def _date(self, parts: Mapping[str, str], century: str) -> str | None:
        year = parts["year"] if len(parts["year"]) == 4 else century + parts["year"]
        if not {"month", "number", "roman"} & parts.keys():
            return year
        month = self._month(parts)
        if month is None or not 1 <= month <= 12:
            return None
        if not {"day", "ordinal"} & parts.keys():
            return f"{year}-{month:02}"
        day = int(parts["day"]) if "day" in parts else self._ordinal(parts["ordinal"])
        try:
            return datetime.date(int(year), month, day or 0).isoformat()
        except ValueError:
            return None

    def _month(self, parts: Mapping[str, str]) -> int | None:
        if "number" in parts:
            return int(parts["number"])
        return roman(parts["roman"]) if "roman" in parts else self.month(parts["month"])

    def _ordinal(self, words: str) -> int | None:
        return self.numbers.ordinal(words) if self.numbers else None

    def month(self, word: str) -> int | None:
        """Return the number of a month, whole or short, as "Sept", "Augt" or "Decr"; none if it is none."""
        bare = word.lower()
        cut = {bare, bare[:-1]} if bare[-1:] in self.endings and len(bare) > self.shortest else {bare}
        for number, names in enumerate(self.months, 1):
            if len(bare) >= self.shortest and any(
                name.lower().startswith(one) for name in names for one in cut
            ):
                return number
        forms = zip(self.whole, self.short, strict=True)
        return next((n for n, (w, s) in enumerate(forms, 1) if bare in map(str.lower, w + s)), None)

    def month_pattern(self) -> str:
        """Return the regular expression of a month: names, and short forms with a stop or without."""
        short = {rf"{re.escape(name)}\.?" for row in self.short for name in row}
        return _either(self._names() | short)

    def name_pattern(self) -> str:
        """Return the regular expression of the whole name of a month."""
        return _either(self._names())

    def _names(self) -> set[str]:
        return {re.escape(name) for row in self.months + self.whole for name in row}


@cache
def calendar(language: str) -> Calendar | None:
    """Return how a language writes dates, none where it is not known."""
    table = load(language).tables.get("calendar") if tag_for(language) else None
    if table is None:
        return None
    months, whole, short = (_rows(table[key]) for key in ("months", "whole", "short"))
    every = [len(name) for rows in (months, whole, short) for row in rows for name in row]
    shortest = int(table["shortest"])
    word = rf"(?P<month>[^\W\d_]{{{min(shortest, *every)},{max(every)}}})"
    ways = tuple(re.compile(_with_slots(way, SLOTS | {"month": word})) for way in table["ways"])
    cut = (_cut_before_year(way) for way in table["ways"])
    days = tuple(re.compile(_with_slots(way, SLOTS | {"month": word})) for way in cut if way)
    ends, date = table["endings"], table["date"]
    return Calendar(months, whole, short, shortest, ends, ways, days, date, numbers(language))


def _in_figures(text: str) -> Iterator[re.Match[str]]:
    """Yield the days in figures that are none, whichever of the figures is the month."""
    for found in IN_FIGURES.finditer(text):
        if found["iso"]:
            year, pairs = int(found["iso"]), [(int(found["month"]), int(found["day"]))]
        else:
            one, other = int(found["one"]), int(found["other"])
            year, pairs = int(found["year"]), [(other, one), (one, other)]
        if max(pairs[0]) <= LONGEST and not any(_is_day(year, *pair) for pair in pairs):
            yield found


def _is_day(year: int, month: int, day: int) -> bool:
    """Return whether a month has a day, in our calendar or the Julian one."""
    if (month, day) == LEAP_DAY:
        return year % 4 == 0
    return 1 <= month <= 12 and 1 <= day <= monthrange(LEAP_YEAR + 1, month)[1]


def _cut_before_year(way: str) -> str:
    """Return a way of writing a date as far as its day and month go, empty if it lacks one of them."""
    month, day = way.find("{month}"), max(way.find("{day}"), way.find("{ordinal}"))
    if month < 0 or day < 0:
        return ""
    first, behind = (month, BEHIND_MONTH) if day < month else (day, BEHIND_DAY)
    return way[: way.index("}", first) + 1] + behind


def _matches(way: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield what fits a way of writing a date, at whatever word it begins."""
    found = way.search(text)
    while found is not None:
        yield found
        found = way.search(text, _next_word(text, found.start()))


def _next_word(text: str, at: int) -> int:
    """Return where the word ends that stands at a place."""
    word = WORD.match(text, at)
    return word.end() if word else at + 1


def _either(patterns: set[str]) -> str:
    return f"(?:{'|'.join(sorted(patterns, key=lambda form: (-len(form), form)))})"


def _rows(rows: Any) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in rows)


def _with_slots(way: str, slots: Mapping[str, str]) -> str:
    return re.sub(r"\{([a-z-]+)\}", lambda found: slots[found[1]], way)
