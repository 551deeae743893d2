"""Numbers: words into figures for page labels, counts into words, labels of notes."""

from __future__ import annotations

import re

ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *(
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
SYMBOLS = "*†‡§"


def figures(label: str) -> str:
    """Return a page label in figures: "two" is "2", "Twenty-one" is "21"; else it stays ("3r")."""
    parts = re.split(r"[\s-]+", label.strip().lower())
    total = 0
    for part in parts:
        if part in ONES:
            total += ONES.index(part)
        elif part in TENS:
            total += 10 * (TENS.index(part) + 2)
        elif part == "hundred" and total:
            total *= 100
        elif part != "and":
            return label.strip()
    return str(total) if total else label.strip()


def mark(marks: str, number: int) -> str:
    """Return the label of the note with this number, from 1, in a series of `1`, `a`, `i` or `*` marks."""
    match marks:
        case "a":
            return _letters(number)
        case "i":
            return _roman(number)
        case "*":
            return SYMBOLS[(number - 1) % len(SYMBOLS)] * ((number - 1) // len(SYMBOLS) + 1)
        case _:
            return str(number)


def _letters(number: int) -> str:
    """Return a … z, aa, ab … az, ba …."""
    label = ""
    while number:
        number, rest = divmod(number - 1, 26)
        label = chr(ord("a") + rest) + label
    return label


def _roman(number: int) -> str:
    label = ""
    for value, sign in ROMAN:
        count, number = divmod(number, value)
        label += sign * count
    return label
