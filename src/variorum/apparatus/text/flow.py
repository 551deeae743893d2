"""The flow of published words: their plain text, their spaces, and what stands at the ends of blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar, assert_never

from variorum.publication import (
    Anchor,
    Call,
    Entry,
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
)

OPENING = "([{‹«“‘„"
CLOSING = ")]}›»”’,.;:!?…"

B = TypeVar("B")


def plain(children: PInlines, marks: bool = False) -> str:
    """Return the words without calls and, unless `marks`, without page marks; a line end is a space."""
    text = ""
    for child in children:
        match child:
            case Run():
                text += child.text
            case Styled() | Link():
                text += plain(child.children, marks)
            case LineEnd():
                text += " "
            case PageMark():
                text += child.text if marks else ""
            case Call() | Picture() | Anchor():
                pass
            case _:
                assert_never(child)
    return text


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
                kept.append(Run(" "))
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
    spaces stay as they are. A call inside a word moves behind it: "Mir*a*ᵇbel" reads as another name.
    """
    return _trimmed(_spaced(behind_words(children), _Spaces()))


def behind_words(children: PInlines) -> PInlines:
    """Return a line of text with each call that stands inside a word behind that word."""
    made: list[PInline] = []
    waiting: list[Call] = []
    for index, child in enumerate(children):
        inner = replace(child, children=behind_words(child.children)) if isinstance(child, Styled) else child
        if isinstance(inner, Call):
            waiting.append(inner)
            continue
        rest = _letters(plain((inner,))) if waiting and plain(tuple(made))[-1:].isalpha() else 0
        if waiting and isinstance(inner, Run):
            made += [replace(inner, text=inner.text[:rest])] if rest else []
            if rest < len(inner.text):
                made += [*waiting, replace(inner, text=inner.text[rest:])]
                waiting = []
            continue
        if waiting and not (rest == len(plain((inner,))) > 0 or _inside_word(children[index:])):
            made += waiting
            waiting = []
        made.append(inner)
    return (*made, *waiting)


def _letters(text: str) -> int:
    """Return with how many letters a text begins."""
    return next((index for index, character in enumerate(text) if not character.isalpha()), len(text))


def _inside_word(rest: PInlines) -> bool:
    """Return whether a line goes on with a mark inside a word, and behind it with letters."""
    mark = rest[0]
    parts = not isinstance(mark, Anchor) and not (isinstance(mark, PageMark) and mark.joins_word)
    return not parts and plain(rest[1:])[:1].isalpha()


def tidied(blocks: PBlocks) -> PBlocks:
    """Return blocks with every line of text in them tidy."""
    made: list[PBlock] = []
    for block in blocks:
        match block:
            case Para() | Title():
                made.append(replace(block, children=tidy(block.children)))
            case Listing():
                entries = tuple(replace(entry, blocks=tidied(entry.blocks)) for entry in block.entries)
                made.append(replace(block, entries=entries))
            case Grid():
                rows = tuple(
                    tuple(replace(box, blocks=tidied(box.blocks)) for box in row) for row in block.rows
                )
                made.append(replace(block, rows=rows, caption=tidy(block.caption)))
            case Group():
                made.append(replace(block, blocks=tidied(block.blocks)))
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
                text = _text(child.text, state)
                if text:
                    kept.append(replace(child, text=text))
            case Styled() | Link():
                inner = _spaced(child.children, state)
                if inner:
                    kept.append(replace(child, children=inner))
            case PageMark():
                if child.text and not child.joins_word:
                    if state.last and state.last not in f" {OPENING}":
                        kept.append(Run(" "))
                    state.last = " "
                elif not child.joins_word:
                    state.owed = bool(state.last) and state.last not in f" {OPENING}"
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


def _text(text: str, state: _Spaces) -> str:
    while "  " in text:
        text = text.replace("  ", " ")
    if state.last in ("", " "):
        text = text.removeprefix(" ")
    if text and state.owed:
        text = text if text[0] in f" {CLOSING}" else f" {text}"
        state.owed = False
    state.last = text[-1] if text else state.last
    return text


def _trimmed(children: PInlines) -> PInlines:
    """Take the space before each line end and at the end away."""
    kept: list[PInline] = []
    for child in children:
        if isinstance(child, LineEnd):
            kept = list(cut_end(tuple(kept)))
        kept.append(child)
    return cut_end(tuple(kept))


def cut_end(children: PInlines) -> PInlines:
    """Take the spaces at the end away, also before calls and marks that stand there."""
    for index in range(len(children) - 1, -1, -1):
        child = children[index]
        match child:
            case Run():
                text = child.text.rstrip(" ")
                cut: PInlines = (replace(child, text=text),) if text else ()
                rest = children[:index] + cut + children[index + 1 :]
                return rest if text else cut_end(children[:index]) + children[index + 1 :]
            case Styled() | Link():
                inner = cut_end(child.children)
                rest = ((replace(child, children=inner),) if inner else ()) + children[index + 1 :]
                return children[:index] + rest if plain(inner) else cut_end(children[:index]) + rest
            case Anchor() | Call() | PageMark():
                continue
            case LineEnd() | Picture():
                return children
            case _:
                assert_never(child)
    return children


def enclose(blocks: PBlocks, before: PInlines, after: PInlines) -> PBlocks:
    """Print `before` at the start of the first line of text and `after` at the end of the last."""
    if not any(True for _ in lines(blocks)):
        return (*blocks, Para("first", before + after)) if before or after else blocks
    return _at_end(_at_start(blocks, before), after)


def append(blocks: PBlocks, after: PInlines) -> PBlocks | None:
    """Print `after` at the end of the last line of text; return none if there is no text."""
    return _at_end(blocks, after) if any(True for _ in lines(blocks)) else None


def prepend(blocks: PBlocks, before: PInlines) -> PBlocks | None:
    """Print `before` at the start of the first line of text; return none if there is no text."""
    return _at_start(blocks, before) if any(True for _ in lines(blocks)) else None


def _at_start(blocks: PBlocks, before: PInlines) -> PBlocks:
    index = next(i for i, block in enumerate(blocks) if any(True for _ in lines((block,))))
    return (*blocks[:index], _edge(blocks[index], before, start=True), *blocks[index + 1 :])


def _at_end(blocks: PBlocks, after: PInlines) -> PBlocks:
    index = max(i for i, block in enumerate(blocks) if any(True for _ in lines((block,))))
    return (*blocks[:index], _edge(blocks[index], after, start=False), *blocks[index + 1 :])


def _edge(block: PBlock, mark: PInlines, start: bool) -> PBlock:
    at = _at_start if start else _at_end
    match block:
        case Para() | Title():
            at_words = _first_word(block.children) if start else len(block.children)
            return replace(block, children=block.children[:at_words] + mark + block.children[at_words:])
        case Group():
            return replace(block, blocks=at(block.blocks, mark))
        case Listing():
            index = _edge_index([bool([*lines(entry.blocks)]) for entry in block.entries], start)
            entry: Entry = replace(block.entries[index], blocks=at(block.entries[index].blocks, mark))
            return replace(block, entries=_put(block.entries, index, entry))
        case Grid():
            row = _edge_index([any([*lines(box.blocks)] for box in row) for row in block.rows], start)
            column = _edge_index([bool([*lines(box.blocks)]) for box in block.rows[row]], start)
            box = replace(block.rows[row][column], blocks=at(block.rows[row][column].blocks, mark))
            return replace(block, rows=_put(block.rows, row, _put(block.rows[row], column, box)))
        case Separator():
            return block
        case _:
            assert_never(block)


def _first_word(children: PInlines) -> int:
    """Return how many page marks and anchors lead: what begins a line of text stands behind them."""
    leading = (isinstance(child, PageMark | Anchor) for child in children)
    return next((index for index, leads in enumerate(leading) if not leads), len(children))


def _edge_index(full: list[bool], start: bool) -> int:
    return full.index(True) if start else len(full) - 1 - full[::-1].index(True)


def _put(items: tuple[B, ...], index: int, item: B) -> tuple[B, ...]:
    return (*items[:index], item, *items[index + 1 :])


def lines(blocks: PBlocks) -> Iterator[Para | Title]:
    """Yield every block that holds words, in reading order."""
    for block in blocks:
        match block:
            case Para() | Title():
                yield block
            case Listing():
                for entry in block.entries:
                    yield from lines(entry.blocks)
            case Grid():
                for row in block.rows:
                    for box in row:
                        yield from lines(box.blocks)
            case Group():
                yield from lines(block.blocks)
            case Separator():
                pass
            case _:
                assert_never(block)
