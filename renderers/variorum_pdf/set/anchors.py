"""Empty elements, which mark a place, are set on the line of the word behind them.

WeasyPrint sees no place to break between a blank and a word if an empty element stands between them: the line
then ends a word too early, or in the middle of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element

FIRST_WORD = re.compile(r"\S+")
INLINES = frozenset({"span", "em", "strong", "i", "b", "u", "s", "del", "ins", "sub", "cite", "abbr", "q"})
"""What may hold a word with the mark of its place. Not `sup` and `a`: a call keeps to the word before it."""


def hang(root: Element) -> None:
    """Put each empty element behind a blank into the element of the next word, or into one with that word."""
    for parent in list(root.iter()):
        if any(_is_empty(child) for child in parent):
            parent[:] = list(_hung(parent))


def _hung(parent: Element) -> Iterator[Element]:
    """Yield the children of an element as they stand afterwards."""
    row: list[Element] = []
    before = parent.text or ""
    for child, following in pairwise([*parent, None]):
        assert child is not None
        if not _is_empty(child):
            yield child
            before = child.tail or _words(child)
            continue
        row.append(child)
        if not child.tail and following is not None and _is_empty(following):
            continue
        if not before[-1:].isspace():
            yield from row
        elif word := FIRST_WORD.match(child.tail or ""):
            yield _holder(row, word.end())
        elif not child.tail and following is not None and following.tag in INLINES and _words(following):
            _move(row, following)
        else:
            yield from row
        before, row = child.tail or before, []


def _is_empty(element: Element) -> bool:
    return element.tag == "span" and not len(element) and not element.text


def _words(element: Element) -> str:
    return "".join(element.itertext())


def _holder(row: Sequence[Element], length: int) -> Element:
    """Return an element with others and the first characters behind them."""
    holder, last = Element("span"), row[-1]
    tail = last.tail or ""
    holder.extend(row)
    last.tail, holder.tail = tail[:length], tail[length:]
    return holder


def _move(row: Sequence[Element], into: Element) -> None:
    """Put elements in front of the words of another."""
    row[-1].tail, into.text = into.text, None
    into[:0] = list(row)
