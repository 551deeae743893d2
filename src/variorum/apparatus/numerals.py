"""The labels of notes."""

from __future__ import annotations

ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
SYMBOLS = "*†‡§"


def mark(marks: str, number: int) -> str:
    """Return the label of the note with this number, from 1, in a series of `1`, `a`, `i` or `*` marks."""
    match marks:
        case "a":
            return _letters(number)
        case "A":
            return _letters(number).upper()
        case "i":
            return _roman(number)
        case "I":
            return _roman(number).upper()
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
