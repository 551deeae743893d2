"""Which numbers and letters before paragraphs are labels of items, and which are words, as in “12. März”.

A file says of its own lists that they are some. What is typed before a paragraph is a label if the next one
goes on to count, or the one before does; one alone is a day, an abbreviation (“s. ebda”), a volume’s number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from variorum.manuscript import Items, Manuscript, Para, Part, Quotation, Rows, Words

LABEL = re.compile(r"\s*(?:(?P<number>\d{1,3})|(?P<letter>[a-zа-яё]))\.\s")


def lone_labels(manuscript: Manuscript) -> frozenset[int]:
    """Return the paragraphs, by identity, whose number or letter stands in no row with another."""
    flows = (manuscript.parts, *(parts for _, parts in manuscript.notes))
    return frozenset(one for flow in flows for inside in _flows(flow) for one in _lone(inside))


def _flows(parts: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """Yield parts, and those inside them that stand one after the other."""
    yield parts
    for part in parts:
        match part:
            case Quotation(inside):
                yield from _flows(inside)
            case Items(items):
                for _, inside in items:
                    yield from _flows(inside)
            case Rows(rows):
                for row in rows:
                    for cell in row:
                        yield from _flows(cell.parts)
            case _:
                pass


def _lone(parts: Sequence[Part]) -> Iterator[int]:
    counted: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
    for part in parts:
        if isinstance(part, Para) and not part.level:
            words = "".join(one.text for one in part.pieces[:2] if isinstance(one, Words))
            if found := LABEL.match(words):
                number = found["number"]
                value = int(number) if number else ord(found["letter"])
                counted[bool(number)].append((id(part), value))
    for row in counted.values():
        pairs = ((one, other) for (one, first), (other, next_) in pairwise(row) if next_ == first + 1)
        counting = {at for pair in pairs for at in pair}
        yield from (one for one, _ in row if one not in counting)


def as_words(line: str) -> str:
    """Return the line of a transcript whose first number or letter is no label."""
    return re.sub(r"\A(\d{1,3}|[a-zа-яё])\.", r"\1\\.", line)
