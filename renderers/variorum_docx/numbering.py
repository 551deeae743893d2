"""The numbers that Word gives to footnotes, and which labels of an edition agree with them.

A footnote has Word's number, or a mark of its own that Word does not count (`w:customMarkFollows`). Where the
numbers of an edition run through the whole book they are left to Word, so that a note which an editor adds
shifts those behind it. Where they begin anew in each document they become marks of their own: Word could
count by sections, but Writer cannot, and shows 0 for every such note.
"""

from __future__ import annotations

from collections.abc import Sequence


def left_to_word(labels: Sequence[str]) -> tuple[bool, ...]:
    """Return for each footnote of the book, in order, whether its label is left to Word's count."""
    made = []
    following = 1
    for label in labels:
        agrees = label == str(following)
        following += agrees
        if label.isdecimal() and not agrees:
            return tuple(False for _ in labels)
        made.append(agrees)
    return tuple(made)


def number(value: int, form: str) -> str:
    """Return a footnote's number in one of Word's formats; an unknown one is read as decimal."""
    match form:
        case "lowerRoman":
            return roman(value).lower()
        case "upperRoman":
            return roman(value)
        case "lowerLetter":
            return letters(value)
        case "upperLetter":
            return letters(value).upper()
        case "chicago":
            return "*†‡§"[(value - 1) % 4] * ((value - 1) // 4 + 1)
        case _:
            return str(value)


def roman(value: int) -> str:
    """Return a number in Roman figures."""
    steps = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"))
    made = ""
    for worth, sign in (*steps, (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        made += sign * (value // worth)
        value %= worth
    return made


def letters(value: int) -> str:
    """Return a number as Word letters it: a to z, then aa, bb."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
