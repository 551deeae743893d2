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

COUNTED = {"dots": ".", "blanks": "_"}
"""Signs of which a gap has as many as letters or words are missing, by the field that prints them."""
UNCOUNTED, MANY = 3, 12

WRITTEN_DATE = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|d)?\.?\s+(?:of\s+)?(?P<month>[A-Za-z]{3,9})\.?,?\s+(?P<year>\d{4}|\d{2})\b"
)
MONTH_FIRST = re.compile(
    r"(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th|d)?\.?,?\s+(?P<year>\d{4})\b"
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
        month = month_of(parts["month"])
        if month is None:
            continue
        if "day" not in parts:
            return f"{year}-{month:02}"
        try:
            return datetime.date(int(year), month, int(parts["day"])).isoformat()
        except ValueError:
            continue
    return None


def month_of(word: str) -> int | None:
    """Return the number of a month, whole or short, as "Sept", "Augt" or "Decr"; none if it is none."""
    bare = word.lower()
    month = MONTH.get(bare[:3])
    name = MONTHS[month - 1] if month else ""
    short = bare[:-1] if len(bare) > 3 and bare[-1] in "yrt" else bare
    return month if name and (name.startswith(bare) or name.startswith(short)) else None


def register_key(text: str) -> str:
    """Return a register number in its normal form: "No 644/54", "No. 644-54" and "644/54" are "644-54"."""
    bare = re.sub(r"^(?:N[or]?|№|N[º°])(?![A-Za-z-])[.:]?\s*(?=\S)", "", text.strip(), flags=re.IGNORECASE)
    return re.sub(r"[\s/\\–—-]+", "-", (bare or text).strip()).strip("-.,;")


def repeated_sign(field: str, quantity: str | None) -> str:
    """Return as many signs as a quantity says; three where it says nothing, or too many to be counted."""
    told = quantity is not None and quantity.isdecimal() and 0 < int(quantity) <= MANY
    return " ".join(COUNTED[field] * (int(quantity) if told and quantity else UNCOUNTED))


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
