"""Normal forms of what papers print: dates, register numbers, numbers in words."""

from __future__ import annotations

import datetime
import re

MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
    *("november", "december"),
)
MONTH = {name[:3]: number for number, name in enumerate(MONTHS, 1)}

ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBER = {
    **{word: value for value, word in enumerate(ONES)},
    **{word: value for value, word in zip(range(20, 100, 10), TENS, strict=True)},
}

WRITTEN_DATE = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?P<month>[A-Za-z]{3,9})\.?,?\s+(?P<year>\d{4}|\d{2})\b"
)
MONTH_FIRST = re.compile(
    r"(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})\b"
)
MONTH_YEAR = re.compile(r"(?P<month>[A-Za-z]{3,9})\.?\s+(?P<year>\d{4})\b")
YEAR = re.compile(r"(?P<year>\d{4})\b")


def iso_date(text: str, century: str = "19") -> str | None:
    """Return the first date of a text as ISO 8601 ("1977-08-26", "1977-08", "1977"), none if it has none.

    A year of two digits is of `century`.
    """
    for pattern in (WRITTEN_DATE, MONTH_FIRST, MONTH_YEAR, YEAR):
        found = pattern.search(text)
        if found is None:
            continue
        parts = found.groupdict()
        year = parts["year"] if len(parts["year"]) == 4 else century + parts["year"]
        if "month" not in parts:
            return year
        month = MONTH.get(parts["month"][:3].lower())
        if month is None or not MONTHS[month - 1].startswith(parts["month"].lower()):
            continue
        if "day" not in parts:
            return f"{year}-{month:02}"
        try:
            return datetime.date(int(year), month, int(parts["day"])).isoformat()
        except ValueError:
            continue
    return None


def register_key(text: str) -> str:
    """Return a register number in its normal form: "No 644/54", "No. 644-54" and "644/54" are "644-54"."""
    bare = re.sub(r"^(?:N[or]?|№|N[º°])(?![A-Za-z-])[.:]?\s*(?=\S)", "", text.strip(), flags=re.IGNORECASE)
    return re.sub(r"[\s/\\–—-]+", "-", (bare or text).strip()).strip("-.,;")


def number(text: str) -> int | None:
    """Return the number that a word or digits name ("two", "twenty-one", "12"; "3r" is 3), if any."""
    bare = text.strip().lower()
    digits = re.match(r"\d+", bare)
    if digits:
        return int(digits.group())
    if bare in NUMBER:
        return NUMBER[bare]
    tens, _, ones = bare.replace(" ", "-").partition("-")
    if tens in TENS and ones in ONES[1:10]:
        return NUMBER[tens] + NUMBER[ones]
    return None
