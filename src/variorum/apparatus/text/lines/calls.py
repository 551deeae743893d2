"""Calls that are on words of another line: they move to the last words before them, wherever those stand."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from variorum.apparatus.text.flow import OPENING, leaves, lines, with_lines
from variorum.origin import Generated, OriginRule
from variorum.publication import Call, Link, PBlocks, PInline, PInlines, Run, Styled

NO_WORDS = f" \xa0|{OPENING}"
"""What stands before words and is none itself: blanks, the brackets that open, the mark of a division."""


def at_last_words(blocks: PBlocks, names: Collection[str]) -> PBlocks:
    """Return blocks in which the calls of these ids stand behind the last words printed before them.

    A change of hand is met where the next words begin, in the next paragraph or inside a bracket; the note
    is on the words before.
    """
    if not names:
        return blocks
    found = [tuple(leaves(line.children)) for line in lines(blocks)]
    moved: list[dict[int, PInlines]] = [{} for _ in found]
    gone: list[set[int]] = [set() for _ in found]
    last: tuple[int, int] | None = None
    for at, line in enumerate(found):
        for index, leaf in enumerate(line):
            beside = last == (at, index - 1)
            if isinstance(leaf, Call) and leaf.id in names and last is not None and not beside:
                moved[last[0]][last[1]] = (*moved[last[0]].get(last[1], ()), leaf)
                gone[at].add(index)
            elif _is_said(leaf) or (beside and isinstance(leaf, Call)):
                last = (at, index)
    changes = iter(zip(moved, gone, strict=True))
    return with_lines(blocks, lambda children: _changed(children, *next(changes)))


def _is_said(leaf: PInline) -> bool:
    """Return whether a call may hang on what is printed: words, or the bracket that closes them."""
    if not isinstance(leaf, Run):
        return False
    said = (text for text, origin in leaf.parts() if not _is_label(origin))
    return any(text.strip(NO_WORDS) for text in said)


def _is_label(origin: object) -> bool:
    return isinstance(origin, Generated) and origin.rule is OriginRule.WORDING


def _changed(
    children: PInlines, moved: Mapping[int, PInlines], gone: Collection[int], at: int = 0
) -> PInlines:
    """Return a line without some of its leaves, and with others behind what its leaves close."""
    made: list[PInline] = []
    for child in children:
        if isinstance(child, Styled | Link):
            end = at + sum(1 for _ in leaves(child.children))
            within = {index: calls for index, calls in moved.items() if index != end - 1}
            inner = _changed(child.children, within, gone, at)
            made += [replace(child, children=inner)] if inner else []
        else:
            end = at + 1
            made += [] if at in gone else [child]
        made += moved.get(end - 1, ()) if end > at else ()
        at = end
    return tuple(made)
