"""Calls that stand before words: they move behind the words they are on.

Those on words of another line move to the last words before them, wherever these stand; those that begin a
line of the source in a paragraph end the line before it; those that begin a block or a line of verse move
behind its first word. The model has them where the source has them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from variorum.apparatus.text.flow import OPENING, exchanged, leaves, lines, one_run, stands_close, with_lines
from variorum.origin import BLANK, Generated, OriginRule
from variorum.publication import (
    Anchor,
    Call,
    Group,
    LineEnd,
    Link,
    PageMark,
    PBlocks,
    PInline,
    PInlines,
    Run,
    Styled,
)
from variorum.roles import Role
from variorum.source import Span

NO_WORDS = f" \xa0|{OPENING}"
"""What stands before words and is none itself: blanks, the brackets that open, the mark of a division."""
WORD = re.compile(r"\S*\w\S*")
"""A word with the stops and brackets around it."""
BETWEEN_CALLS = "\N{THIN SPACE}"
"""What parts two calls that no format sets as calls, or 1 and 2 would be read as 12."""
TEXTUAL = "textual"
"""The series of notes that the edition makes of what was done to words: such a note keeps its place."""


def at_last_words(blocks: PBlocks, names: Collection[str], beside: Collection[Span]) -> PBlocks:
    """Return blocks in which the calls of these ids stand behind the last words printed before them.

    A change of hand is met where the next words begin, in the next paragraph or inside a bracket; the note
    is on the words before, not on those of groups `beside` them, which are in a hand of their own.
    """
    if not names:
        return blocks
    every = [*lines(blocks)]
    found = [tuple(leaves(line.children)) for line in every]
    passed = (lines(one.blocks) for one in _groups(blocks) if one.span in beside and not _calls(one, names))
    apart = {id(line) for each in passed for line in each}
    moved: list[dict[int, PInlines]] = [{} for _ in found]
    gone: list[set[int]] = [set() for _ in found]
    last: tuple[int, int] | None = None
    for at, line in enumerate(found):
        for index, leaf in enumerate(line):
            close = last == (at, index - 1)
            if isinstance(leaf, Call) and leaf.id in names and last is not None and not close:
                moved[last[0]][last[1]] = (*moved[last[0]].get(last[1], ()), leaf)
                gone[at].add(index)
            elif id(every[at]) not in apart and (_is_said(leaf) or (close and isinstance(leaf, Call))):
                last = (at, index)
    changes = iter(zip(moved, gone, strict=True))
    return with_lines(blocks, lambda children: _changed(children, *next(changes)))


def _calls(group: Group, names: Collection[str]) -> bool:
    """Return whether a group calls notes but those of these ids: their labels would not be in order."""
    every = (leaf for line in lines(group.blocks) for leaf in leaves(line.children))
    return any(isinstance(leaf, Call) and leaf.id not in names for leaf in every)


def _groups(blocks: PBlocks) -> Iterator[Group]:
    for one in blocks:
        if isinstance(one, Group):
            yield one
            yield from _groups(one.blocks)


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


def before_line_ends(children: PInlines) -> PInlines:
    """Return a line of text in which the calls that begin a line of the source end the one before it."""
    row = tuple(leaves(children))
    moved: dict[int, PInlines] = {}
    gone: set[int] = set()
    last: int | None = None
    ended = False
    for index, leaf in enumerate(row):
        match leaf:
            case LineEnd(joins_word=False):
                ended = True
            case Call(series=series) if ended and last is not None and series != TEXTUAL:
                moved[last] = (*moved.get(last, ()), leaf)
                gone.add(index)
            case Run(text=text) if not text.strip():
                pass
            case PageMark() | Anchor():
                pass
            case _:
                last, ended = index, False
    return _changed(children, moved, gone) if gone else children


def before_openings(children: PInlines) -> PInlines:
    """Return a line of text in which no call stands right behind a bracket, or first in other type.

    It hangs on the word before, if there is one. A bracket or quotation mark with no word behind it opens
    nothing: writers put „ for “ as well.
    """
    row = tuple(_placed(children, ()))
    changed: dict[int, PInlines] = {}
    for is_call, some in groupby(enumerate(row), lambda one: _is_authored(one[1][0])):
        calls = tuple(index for index, _ in some) if is_call else ()
        behind = row[calls[-1] + 1][0] if calls and calls[-1] + 1 < len(row) else None
        closes = isinstance(behind, Run) and stands_close(behind.text)  # nothing else is in the brackets
        opens = isinstance(behind, Run) and behind.text[:1].strip() != ""
        at = _before_openings(row, calls[0]) if calls and not closes else None
        at = at if at is not None and (opens or not _has_openings(row[at : calls[0]])) else None
        run = row[at][0] if at is not None and at not in changed else None
        if at is not None and isinstance(run, Run):
            cut = len(run.text.rstrip(OPENING)) - 1
            words, rest = run.part(0, cut), run.part(cut)
            changed |= dict.fromkeys(calls, ())
            changed[at] = (*((words,) if words else ()), *(row[one][0] for one in calls), rest)
    return exchanged(children, changed, iter(range(len(row)))) if changed else children


def _has_openings(row: Sequence[tuple[PInline, tuple[int, ...]]]) -> bool:
    """Return whether any piece of a line ends with what opens brackets or a quotation."""
    return any(isinstance(one, Run) and one.text.endswith(tuple(OPENING)) for one, _ in row)


def _before_openings(row: Sequence[tuple[PInline, tuple[int, ...]]], call: int) -> int | None:
    """Return which piece of a line has the blank before the brackets or the look with which a call begins."""
    around, passed = row[call][1], False
    for at in range(call - 1, -1, -1):
        before, outer = row[at]
        if isinstance(before, Anchor | PageMark):
            continue
        if not isinstance(before, Run):
            return None
        bare = before.text.rstrip(OPENING)
        passed = passed or bare != before.text or around != outer
        if bare:
            said = bare.strip() or any(_is_said(one) for one, _ in row[:at])
            fits = passed and said and bare.endswith(" ") and around[: len(outer)] == outer
            return at if fits else None
    return None


def _is_authored(leaf: PInline) -> bool:
    return isinstance(leaf, Call) and leaf.series != TEXTUAL and not leaf.in_word


def _placed(children: PInlines, around: tuple[int, ...]) -> Iterator[tuple[PInline, tuple[int, ...]]]:
    """Yield what stands in a line, each with what is around it, as numbers."""
    for number, child in enumerate(children):
        if isinstance(child, Styled | Link):
            yield from _placed(child.children, (*around, number))
        else:
            yield child, around


def behind_first_words(blocks: PBlocks) -> PBlocks:
    """Return blocks in which the calls of authored notes that begin a line stand behind its first word.

    Notes hang on the word before them; here there is none.
    """
    return with_lines(blocks, _behind_first_words)


def _behind_first_words(children: PInlines) -> PInlines:
    """Change a line of text, of which verse has several in one."""
    made: PInlines = ()
    for is_end, some in groupby(children, lambda child: isinstance(child, LineEnd)):
        line = tuple(some)
        made += line if is_end else _behind_first_word(line)
    return made


def _behind_first_word(children: PInlines) -> PInlines:
    early: set[str] = set()
    for leaf in leaves(children):
        match leaf:
            case Call(id=name, series=series):
                early |= {name} if series != TEXTUAL else set()
            case Run(text=text) if all(map(_opens, text)):
                pass
            case PageMark() | Anchor():
                pass
            case _:
                break
    rest = _without(children, early) if early else ()
    word = WORD.search("".join(map(_letters_of, leaves(rest))))
    calls = tuple(leaf for leaf in leaves(children) if isinstance(leaf, Call) and leaf.id in early)
    return tuple(_with_calls(rest, word.end(), calls)) if word else children


def _opens(sign: str) -> bool:
    """Return whether a sign is a blank, or stands before the words that it encloses."""
    return sign in NO_WORDS or unicodedata.category(sign) in ("Ps", "Pi")


def _letters_of(leaf: PInline) -> str:
    """Return the words of a leaf; where a line ends or a note is called, a word ends."""
    match leaf:
        case Run(text=text):
            return text
        case LineEnd():
            return " "
        case Call(series=series) if series != TEXTUAL:
            return " "
        case _:
            return ""


def _without(children: PInlines, calls: Collection[str]) -> PInlines:
    made: list[PInline] = []
    for child in children:
        if isinstance(child, Styled | Link):
            inner = _without(child.children, calls)
            made += [replace(child, children=inner)] if inner or not child.children else []
        elif not (isinstance(child, Call) and child.id in calls):
            made.append(child)
    return tuple(made)


def _is_of_source(words: Styled, at: int) -> bool:
    """Return whether the character before a place is one of the source."""
    for text, origin in one_run(words.children).parts():
        at -= len(text)
        if at <= 0:
            return not isinstance(origin, Generated)
    return False


def _with_calls(children: PInlines, at: int, calls: PInlines) -> Iterable[PInline]:
    """Yield a line with calls behind a character; none stands inside a link or words of the edition."""
    left = at
    for child in children:
        length = sum(len(_letters_of(leaf)) for leaf in leaves((child,)))
        within = 0 < left < length
        match child:
            case Run() if within:
                yield from (child.part(0, left), *calls, child.part(left))
            case Styled() if within and _is_of_source(child, left):
                yield replace(child, children=tuple(_with_calls(child.children, left, calls)))
            case _:
                yield child
                yield from calls if 0 < left <= length else ()
        left -= length


def as_links(blocks: PBlocks) -> PBlocks:
    """Return blocks of matter with links to the notes listed behind it: no format sets a call there."""
    return with_lines(blocks, _with_links)


def _with_links(children: PInlines) -> PInlines:
    made: list[PInline] = []
    for child in children:
        match child:
            case Call():
                beside = made and isinstance(made[-1], Link)
                made += (Styled("raised", (Run(BETWEEN_CALLS, BLANK),), Role.SUPERSCRIPT),) if beside else ()
                made.append(link_of(child))
            case Styled() | Link():
                made.append(replace(child, children=_with_links(child.children)))
            case _:
                made.append(child)
    return tuple(made)


def link_of(call: Call) -> Link:
    """Return a link to a note that looks as its call."""
    return Link(f"#{call.note}", (Styled("raised", (call.label,), Role.SUPERSCRIPT),), span=call.span)
