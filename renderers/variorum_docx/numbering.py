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
