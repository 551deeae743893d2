"""The flow of published words: their plain text and their spaces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import assert_never

from variorum.apparatus.text.meanings.hyphens import cut_mark
from variorum.apparatus.text.meanings.word_ends import ends_in_word, goes_on, letters_ahead
from variorum.model import LineBreak, Text, walk
from variorum.origin import BLANK, Generated, OriginRule, of_source
from variorum.publication import (
    Anchor,
    Call,
    Grid,
    Group,
    LineEnd,
    Link,
    Listing,
    PageMark,
    Para,
    PBlock,
    PBlocks,
    Picture,
    PInline,
    PInlines,
    Run,
    Separator,
    Styled,
    Title,
    join_runs,
)

OPENING = "([{‹«“‘„"
DASH = "-"
"""The hyphen of a word that goes on where a page begins."""
CLOSING = ")]}›»”’,.;:!?…"
RULES = "—–"
"""Dashes that may stand close to words."""

QUOTES = "‹›«»“”"
"""Quotation marks that close words in some languages and open them in others: »so« in German."""
LINE_END = Generated(OriginRule.LINE_END_AS_BLANK)
OTHER_BLANKS = re.compile(r"(?! (?!\s))\s+")
"""Stretches of white space that are not one space."""
STARS = re.compile(r"(?:\*\s*){2,}|⁂")
BLANKS = (" ", "\xa0")
BLANKS_AGAIN = re.compile(r"(?<=[ \xa0]) +| +(?=\xa0)")


def plain(children: PInlines, marks: bool = False) -> str:
    """Return the words without calls and, unless `marks`, without page marks; a line end is a space."""
    return "".join(run.text for run in runs(children, marks))


def runs(children: PInlines, marks: bool = False) -> list[Run]:
    """Return the runs of the words that `plain` returns."""
    made: list[Run] = []
    for child in children:
        match child:
            case Run():
                made.append(child)
            case Styled() | Link():
                made += runs(child.children, marks)
            case LineEnd():
                made += [] if child.joins_word else [Run(" ", LINE_END)]
            case PageMark():
                made += [child.printed] if marks else []
            case Call() | Picture() | Anchor():
                pass
            case _:
                assert_never(child)
    return made


def one_run(children: PInlines, marks: bool = False) -> Run:
    """Return the words of `plain` as one run, in which they keep their origins."""
    return join_runs(*runs(children, marks))


def source_run(nodes: walk.Part | Iterable[walk.Part]) -> Run:
    """Return the plain words of the model as a run on one line."""
    return one_line(join_runs(*source_pieces(nodes)))


def source_pieces(nodes: walk.Part | Iterable[walk.Part]) -> Iterator[Run]:
    """Yield the plain words of the model; a blank for the end of a line or block is none."""
    for words, node in walk.plain_pieces(nodes):
        match node:
            case Text():
                yield Run(words, of_source(node.span))
            case LineBreak():
                yield Run(words, LINE_END)
            case _:
                yield Run(words, BLANK)


def one_line(run: Run) -> Run:
    """Return a run with every stretch of white space in it as one space, as `folded` does."""
    text = run.text.strip()
    if not text:
        return run.part(0, 0)
    run = run.part(run.text.index(text)).part(0, len(text))
    made, at = [], 0
    for blank in OTHER_BLANKS.finditer(run.text):
        made += [run.part(at, blank.start()), Run(" ", run.part(blank.start(), blank.start() + 1).origin)]
        at = blank.end()
    return join_runs(*made, run.part(at)) if made else run


def repeat(children: PInlines, rule: OriginRule) -> PInlines:
    """Return words as words that are printed again by a rule."""
    made: list[PInline] = []
    for child in children:
        match child:
            case Run():
                made.append(child.repeat(rule))
            case Styled() | Link():
                made.append(replace(child, children=repeat(child.children, rule)))
            case _:
                made.append(child)
    return tuple(made)


def join_neighbours(words: PInlines) -> PInlines:
    """Return words in which runs that follow each other are one."""
    made: PInlines = ()
    for word in words:
        match (made[-1:], word):
            case ((Run() as last,), Run()):
                made = (*made[:-1], join_runs(last, word))
            case _:
                made = (*made, word)
    return made


def without_calls(children: PInlines) -> PInlines:
    """Return the words as they look, but without calls, page marks and anchors."""
    kept: list[PInline] = []
    for child in children:
        match child:
            case Styled() | Link():
                inner = without_calls(child.children)
                if inner:
                    kept.append(replace(child, children=inner))
            case LineEnd():
                kept = [*cut_mark(tuple(kept))] if child.hyphened else kept
                kept += [] if child.joins_word else [Run(" ", LINE_END)]
            case Call() | PageMark() | Anchor():
                pass
            case _:
                kept.append(child)
    return tuple(kept)


def only_marks(children: PInlines) -> PInlines:
    """Return the page marks, calls and anchors alone: they are kept where words are left out."""
    kept: list[PInline] = []
    for child in children:
        match child:
            case Styled() | Link():
                kept += only_marks(child.children)
            case Call() | PageMark() | Anchor():
                kept.append(child)
            case _:
                pass
    return tuple(kept)


def is_drawn(words: PInlines) -> bool:
    """Return whether the words of a paragraph are stars alone, which part two pieces of a text."""
    return STARS.fullmatch(plain(words)) is not None


def folded(text: str) -> str:
    """Return text on one line: every run of white space, no-break spaces too, is one space."""
    return " ".join(text.split())


@dataclass
class _Spaces:
    """What stands before the next word: "" at a line's start, else the last character printed.

    `owed`: a space must come before the next word, unless that begins with closing punctuation.
    """

    last: str = ""
    owed: bool = False


def tidy(children: PInlines) -> PInlines:
    """Return a line of text with its spaces in order.

    One space between words, none at the ends of lines, one before a page mark that parts words. No-break
    spaces stay, without others beside them. A call inside a word moves behind it, "Mir*a*ᵇbel" reads as
    another name, unless its source has a mark of its own for it there. A call hangs on the word before it,
    with the blank behind.
    """
    return _trimmed(hanging(_spaced(before_stops(behind_words(children)), _Spaces())))


def before_stops(children: PInlines) -> PInlines:
    """Return a line of text in which no blank parts a page mark from the stop that stands close behind it.

    Brackets and quotation marks that close are such stops, and dashes with no blank on either side.
    """
    row = list(leaves(children))
    changed: dict[int, PInlines] = {}
    for index, leaf in enumerate(row):
        if not isinstance(leaf, PageMark) or not leaf.printed or leaf.joins_word:
            continue
        before = "".join(one.text for one in row[:index] if isinstance(one, Run))[-1:]
        behind = (one for one in row[index + 1 :] if not isinstance(one, Anchor | Call))
        said = takewhile(lambda one: isinstance(one, Run), behind)
        words = "".join(one.text for one in said if isinstance(one, Run))
        if before in ("", *f"\xa0{OPENING}{DASH}") or not stands_close(words, RULES):
            continue
        if before != " " or words[0] not in RULES:
            changed[index] = (Run(" ", BLANK), replace(leaf, joins_word=True))
    return exchanged(children, changed, iter(range(len(row)))) if changed else children


def stands_close(words: str, others: str = "") -> bool:
    """Return whether words begin with a sign that stands close to what is before it; `others` are more."""
    first, second = words[:1], words[1:2]
    if first and first in QUOTES:
        return not second.isalnum() if first in CLOSING else bool(second) and second in f" {CLOSING}"
    return bool(first) and first in f"{CLOSING}{others}"


def hanging(children: PInlines) -> PInlines:
    """Return a line of text in which each call stands at the word before it, the blank behind the call."""
    row = list(leaves(children))
    changed: dict[int, PInlines] = {}
    for index, leaf in enumerate(row):
        if not isinstance(leaf, Call) or (index and isinstance(row[index - 1], Call)):
            continue
        over = range(index - 1, -1, -1)
        before = next((at for at in over if not isinstance(row[at], Anchor | PageMark)), -1)
        run = row[before] if before >= 0 else None
        spaced = isinstance(run, Run) and run.text.endswith((" ", "\xa0"))
        if not isinstance(run, Run) or not spaced or not (before or run.text.strip()):
            continue
        words, blank = run.part(0, len(run.text) - 1), run.part(len(run.text) - 1)
        calls = [at for at in range(index, len(row)) if isinstance(row[at], Call | Anchor)]
        last = next((at for at in calls if at + 1 not in calls), index)
        if any(isinstance(leaf, PageMark) for leaf in row[before:index]):
            changed |= dict.fromkeys(range(index, last + 1), ())
            changed[before] = (words, *row[index : last + 1], blank)
            continue
        changed[before] = (words,) if words else ()
        if last + 1 < len(row) and _wants_blank(row[last + 1]) and not _closes(row[last + 1], row[:index]):
            changed[last] = (row[last], blank)
    return exchanged(children, changed, iter(range(len(row)))) if changed else children


def _wants_blank(leaf: PInline) -> bool:
    """Return whether a blank belongs before what stands behind a call."""
    match leaf:
        case Run(text=text):
            return not stands_close(text, " ")
        case Picture():
            return True
        case _:
            return False


def _closes(leaf: PInline, before: Sequence[PInline]) -> bool:
    """Return whether a straight quotation mark behind a call closes one that is open before it."""
    mark = leaf.text[:1] if isinstance(leaf, Run) and not leaf.text[1:2].isalnum() else ""
    said = "".join(one.text for one in before if isinstance(one, Run))
    return mark in ('"', "'") and len(re.findall(rf"(?<!\w){mark}|{mark}(?!\w)", said)) % 2 == 1


def leaves(children: Iterable[PInline]) -> Iterator[PInline]:
    """Yield what stands in a line, without what surrounds it."""
    for child in children:
        if isinstance(child, Styled | Link):
            yield from leaves(child.children)
        else:
            yield child


def exchanged(children: PInlines, changed: Mapping[int, PInlines], numbers: Iterator[int]) -> PInlines:
    """Return a line in which others stand for some of its leaves, by their numbers."""
    made: list[PInline] = []
    for child in children:
        if isinstance(child, Styled | Link):
            inner = exchanged(child.children, changed, numbers)
            if inner:
                made.append(replace(child, children=inner))
        else:
            made += changed.get(next(numbers), (child,))
    return tuple(made)


def behind_words(children: PInlines) -> PInlines:
    """Return a line of text with each call that stands inside a word behind that word."""
    made: list[PInline] = []
    waiting: list[Call] = []
    stood = 0
    for index, child in enumerate(children):
        inner = replace(child, children=behind_words(child.children)) if isinstance(child, Styled) else child
        if isinstance(inner, Call):
            stood = stood if waiting else len(made)
            waiting.append(inner)
            if inner.in_word:
                made += waiting
                waiting = []
            continue
        rest = letters_ahead(runs((inner,))) if waiting and ends_in_word(runs(tuple(made))) else 0
        if waiting and isinstance(inner, Run):
            made += [inner.part(0, rest)] if rest else []
            if rest < len(inner.text):
                made += [*waiting, inner.part(rest)]
                waiting = []
            continue
        whole = rest == len(plain((inner,))) > 0
        whole = whole and (len(made) > stood or goes_on(runs((inner,)), runs(children[index + 1 :])))
        if waiting and not (whole or _inside_word(children[index:])):
            made += waiting
            waiting = []
        made.append(inner)
    return (*made, *waiting)


def _inside_word(rest: PInlines) -> bool:
    """Return whether a line goes on with a mark inside a word, and behind it with letters."""
    mark = rest[0]
    parts = not isinstance(mark, Anchor) and not (isinstance(mark, PageMark) and mark.joins_word)
    behind = takewhile(lambda child: not isinstance(child, LineEnd), rest[1:])
    return not parts and letters_ahead(runs(tuple(behind))) > 0


def tidied(blocks: PBlocks) -> PBlocks:
    """Return blocks with every line of text in them tidy."""
    return with_lines(blocks, tidy)


def with_lines(blocks: PBlocks, change: Callable[[PInlines], PInlines]) -> PBlocks:
    """Return blocks with every line of text in them changed, in the order of `lines`."""
    made: list[PBlock] = []
    for block in blocks:
        match block:
            case Para() | Title():
                made.append(replace(block, children=change(block.children)))
            case Listing():
                entries = tuple(replace(one, blocks=with_lines(one.blocks, change)) for one in block.entries)
                made.append(replace(block, entries=entries))
            case Grid():
                caption = change(block.caption) if block.caption else ()
                rows = tuple(
                    tuple(replace(box, blocks=with_lines(box.blocks, change)) for box in row)
                    for row in block.rows
                )
                made.append(replace(block, rows=rows, caption=caption))
            case Group():
                made.append(replace(block, blocks=with_lines(block.blocks, change)))
            case Separator():
                made.append(block)
            case _:
                assert_never(block)
    return tuple(made)


def _spaced(children: PInlines, state: _Spaces) -> PInlines:
    kept: list[PInline] = []
    for child in children:
        match child:
            case Run():
                run = _words(child, state)
                if run:
                    kept.append(run)
            case Styled() | Link():
                inner = _spaced(child.children, state)
                if inner:
                    kept.append(replace(child, children=inner))
            case PageMark():
                if child.printed and not child.joins_word:
                    if state.last and state.last not in f" {OPENING}{DASH}":
                        kept.append(Run(" ", BLANK))
                    state.last = " "
                elif not child.joins_word:
                    state.owed = bool(state.last) and state.last not in f" {OPENING}{DASH}"
                kept.append(child)
            case LineEnd():
                state.last, state.owed = "", False
                kept.append(child)
            case Picture():
                state.last = "x"
                kept.append(child)
            case Call() | Anchor():
                kept.append(child)
            case _:
                assert_never(child)
    return tuple(kept)


def _words(run: Run, state: _Spaces) -> Run:
    if ("  " in run.text or "\xa0" in run.text) and BLANKS_AGAIN.search(run.text):
        cuts = [(0, 0), *(found.span() for found in BLANKS_AGAIN.finditer(run.text)), (len(run.text), 0)]
        run = join_runs(*(run.part(last[1], cut[0]) for last, cut in pairwise(cuts)))
    if state.last in ("", *BLANKS) and run.text.startswith(" "):
        run = run.part(1)
    if run and state.owed:
        run = run if stands_close(run.text, f" {RULES}") else join_runs(Run(" ", BLANK), run)
        state.owed = False
    state.last = run.text[-1] if run else state.last
    return run


def _trimmed(children: PInlines) -> PInlines:
    """Take the space before each line end and at the end away."""
    kept: list[PInline] = []
    for child in children:
        if isinstance(child, LineEnd):
            kept = list(cut_end(tuple(kept)))
        kept.append(child)
    return cut_end(tuple(kept))


def cut_end(children: PInlines) -> PInlines:
    """Take the spaces at the end away, also before calls and marks that stand there unseen."""
    for index in range(len(children) - 1, -1, -1):
        child = children[index]
        match child:
            case Run():
                run = child.part(0, len(child.text.rstrip(" ")))
                rest = (*children[:index], run, *children[index + 1 :])
                return rest if run else cut_end(children[:index]) + children[index + 1 :]
            case Styled() | Link():
                inner = cut_end(child.children)
                rest = ((replace(child, children=inner),) if inner else ()) + children[index + 1 :]
                return children[:index] + rest if plain(inner) else cut_end(children[:index]) + rest
            case PageMark() if child.printed and not child.joins_word:
                return children
            case Anchor() | Call() | PageMark():
                continue
            case LineEnd() | Picture():
                return children
            case _:
                assert_never(child)
    return children


def boxes_of(grid: Grid) -> PBlocks:
    """Return the blocks of all cells of a table, row by row."""
    return tuple(block for row in grid.rows for box in row for block in box.blocks)


def lines(blocks: PBlocks) -> Iterator[Para | Title]:
    """Yield every block that holds words, in reading order."""
    for block in blocks:
        match block:
            case Para() | Title():
                yield block
            case Listing():
                yield from lines(tuple(one for entry in block.entries for one in entry.blocks))
            case Grid():
                yield from (Para("caption", block.caption),) if block.caption else ()
                yield from lines(boxes_of(block))
            case Group():
                yield from lines(block.blocks)
            case Separator():
                pass
            case _:
                assert_never(block)
