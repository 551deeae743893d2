"""Damages to where words and rules of a PDF stand, by a little: no word is gone, and none is hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pikepdf

from damage import LOOK, UNKNOWN, Damage
from damage.ink import FAULT
from damage.pdf import WORDS, Leaf, call_of, on_page_with

TITLE, TABLED, CALLED, CELL = "The Light at Cape Halcyon", "In hand", "night but", "Lacking"
"""Words alone on the first page; in a table with rules; before a call; in the middle of a row."""
KERNED = -39.0

Change = Callable[[Leaf], None]


def _last(one: Leaf, name: str, before: int) -> int:
    return next(at for at in range(before, -1, -1) if str(one.ops[at].operator) == name)


def _next(one: Leaf, name: str, behind: int = 0) -> int:
    return next(at for at in range(behind, len(one.ops)) if str(one.ops[at].operator) == name)


def changed_by(at: Callable[[Leaf], int], which: int, more: float) -> Change:
    """Return the change of a number of an instruction."""

    def change(one: Leaf) -> None:
        place = at(one)
        numbers = [*one.ops[place].operands]
        numbers[which] = float(numbers[which]) + more
        one.put(place, numbers, str(one.ops[place].operator))

    return change


def border_cut(one: Leaf) -> None:
    """Let the side of a border end in its middle."""
    at = _last(one, "l", _next(one, "W*"))
    x, y = one.ops[at].operands
    other = one.ops[_last(one, "m", at)].operands[0]
    one.put(at, [(float(x) + float(other)) / 2 - 20, y], "l")


def border_half(one: Leaf) -> None:
    """Let a border have an outer edge alone."""
    del one.ops[_last(one, "re", _next(one, "f*"))]


def numbers_alike(one: Leaf) -> None:
    """Mark content by the number of the content before it."""
    first = _next(one, "BDC")
    second = _next(one, "BDC", first + 1)
    one.ops[second] = one.ops[first]


def gaps(one: Leaf, index: int) -> tuple[list[Any], list[int]]:
    pieces = [*one.ops[index].operands[0]]
    return pieces, [at for at, piece in enumerate(pieces) if not isinstance(piece, pikepdf.String)]


def letters_apart(one: Leaf) -> None:
    """Let two letters stand apart by what kerning may be."""
    at = one.find(WORDS).index
    pieces, where = gaps(one, at)
    codes = [bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String)]
    words = "".join(shown.text for shown in one.shown() if shown.index == at)
    inside = next(n for n in range(1, len(codes) - 1) if words[n - 1 : n + 1].isalpha())
    before = [n for n in where if sum(isinstance(piece, pikepdf.String) for piece in pieces[:n]) == inside]
    pieces[before[-1]] = KERNED
    one.put(at, [pikepdf.Array(pieces)], "TJ")


def blank_wider(one: Leaf) -> None:
    """Draw one blank of a line out by a twentieth of a size more than the others."""
    shown = one.find(WORDS)
    pieces, where = gaps(one, shown.index)
    blank = shown.text.index(" ", 3) + 1
    at = next(n for n in where if sum(isinstance(piece, pikepdf.String) for piece in pieces[:n]) == blank)
    pieces[at] = float(pieces[at]) - 50
    one.put(shown.index, [pikepdf.Array(pieces)], "TJ")


def exchanged_in(first: str, second: str) -> Change:
    """Return the exchange of the places of two pieces of text."""

    def change(one: Leaf) -> None:
        here, there = (one.back_to(one.find(text).index, "Tm") for text in (first, second))
        one.ops[here], one.ops[there] = one.ops[there], one.ops[here]

    return change


def call_left(one: Leaf) -> None:
    """Move all pieces of the line that a call stands in, but for the call and what is raised with it."""
    call = one.ops[one.back_to(call_of(one).index, "Tm")].operands[5]
    places = [at for at, op in enumerate(one.ops) if str(op.operator) == "Tm"]
    line = next(y for at in reversed(places) if 0 < (y := one.ops[at].operands[5]) - call < 9)
    for at in places:
        if one.ops[at].operands[5] == line:
            one.put(at, [*one.ops[at].operands[:5], float(line) + 8], "Tm")


def rule_of_notes(one: Leaf) -> int:
    return next(
        at
        for at, op in enumerate(one.ops)
        if str(op.operator) == "re" and str(one.ops[at + 1].operator) == "f" and float(op.operands[2]) == 48
    )


def rows() -> Iterable[Damage]:
    """Yield the damages, each with the findings that it may cause."""
    some: Sequence[tuple[str, str, Change]] = (
        ("a title a little to the right", TITLE, changed_by(lambda one: _next(one, "Tm"), 4, 12)),
        ("a border that ends in its middle", TABLED, border_cut),
        ("a border without its inner edge", TABLED, border_half),
        ("content of the number of other content", WORDS, numbers_alike),
        ("two letters as if they were kerned", WORDS, letters_apart),
        ("a blank wider than others of its line", WORDS, blank_wider),
        ("words of two rows exchanged", CELL, exchanged_in(CELL, TABLED)),
        ("a line that leaves its call behind", CALLED, call_left),
        ("the rule above the notes further in", CALLED, changed_by(rule_of_notes, 0, 6)),
        ("the rule above the notes longer", CALLED, changed_by(rule_of_notes, 2, 9)),
        ("the rule above the notes off them", CALLED, changed_by(rule_of_notes, 1, 90)),
    )
    yield from (
        Damage(said, on_page_with(text, change), UNKNOWN | FAULT | LOOK) for said, text, change in some
    )
