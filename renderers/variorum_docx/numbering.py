"""How Word is to count the footnotes of a book, and which labels of an edition agree with its count.

A footnote has Word's number, or a mark of its own that Word does not count (`w:customMarkFollows`). Numbers
that are Word's shift when an editor adds a note. Those that run through the whole book are left to Word in
any file. Those that begin anew in each document are left to it in a manuscript, whose sections say that they
begin anew; in the pages of a book they are marks, since Writer knows no such sections and counts on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from variorum.ooxml.numbering import formatted

DECIMAL = "decimal"
FORMS = (DECIMAL, "lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "chicago")
"""The forms of numbers that a series may have, as Word names them, in the order of trying."""
FURTHEST = 50
"""How far behind the count a label may be that is one of its form, out of its order."""


@dataclass(frozen=True, slots=True)
class NoteCount:
    """How Word counts the footnotes of a part of a book: in which form, anew or on, and which of them."""

    form: str
    anew: bool
    counted: tuple[bool, ...]


def note_counts(parts: Sequence[Sequence[str]], by_section: bool) -> tuple[NoteCount, ...]:
    """Return how Word counts the notes of the parts of a book, by their labels in the order of their calls.

    `by_section`: sections may begin anew; without, what does not run through all of them is not counted.
    """
    through = _agreeing([label for part in parts for label in part], DECIMAL)
    if through is not None and (not by_section or _runs_on(parts)):
        flags = iter(through)
        return tuple(NoteCount(DECIMAL, False, tuple(next(flags) for _ in part)) for part in parts)
    if not by_section:
        return tuple(NoteCount(DECIMAL, False, (False,) * len(part)) for part in parts)
    return tuple(map(_count_anew, parts))


def _runs_on(parts: Sequence[Sequence[str]]) -> bool:
    """Return whether there are several parts through which numbers can run."""
    begun = [part for part in parts if any(label.isdecimal() for label in part)]
    return len(begun) > 1


def _count_anew(labels: Sequence[str]) -> NoteCount:
    """Return how the notes of a part are counted from 1, in the form in which most of them agree."""
    found = [(form, flags) for form in FORMS if (flags := _agreeing(labels, form)) is not None]
    form, flags = max(found, key=lambda one: sum(one[1]), default=(DECIMAL, None))
    return NoteCount(form if flags and any(flags) else DECIMAL, True, flags or (False,) * len(labels))


def _agreeing(labels: Sequence[str], form: str) -> tuple[bool, ...] | None:
    """Return which labels are the numbers from 1 on; none if others of their form stand among them."""
    made = []
    following = 1
    strange = []
    for label in labels:
        agrees = label == formatted(following, form)
        following += agrees
        made.append(agrees)
        if not agrees:
            strange.append(label)
    known = {formatted(number, form) for number in range(1, following + FURTHEST)}
    is_number = str.isdecimal if form == DECIMAL else known.__contains__
    return None if any(map(is_number, strange)) else tuple(made)
