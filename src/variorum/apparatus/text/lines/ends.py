"""The ends of blocks: what is printed before their first words and behind their last."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar, assert_never

from variorum.apparatus.text.flow import boxes_of, lines
from variorum.publication import (
    Anchor,
    Grid,
    Group,
    LineEnd,
    Listing,
    PageMark,
    Para,
    PBlock,
    PBlocks,
    PInline,
    PInlines,
    Run,
    Separator,
    Styled,
    Title,
)

B = TypeVar("B")


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


def without_line_end(printed: PInlines) -> PInlines:
    """Return a line of text without the end of a line that begins it, which ends no other."""
    first = next((at for at, each in enumerate(printed) if isinstance(each, LineEnd | Styled | Run)), -1)
    ended = first >= 0 and isinstance(printed[first], LineEnd)
    return printed[:first] + printed[first + 1 :] if ended else printed


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
            return replace(block, children=_in_line(block.children, mark, start))
        case Group():
            return replace(block, blocks=at(block.blocks, mark))
        case Listing():
            index = _edge_index([bool([*lines(entry.blocks)]) for entry in block.entries], start)
            entry = replace(block.entries[index], blocks=at(block.entries[index].blocks, mark))
            return replace(block, entries=_put(block.entries, index, entry))
        case Grid() if block.caption and (start or not any(True for _ in lines(boxes_of(block)))):
            return replace(block, caption=_in_line(block.caption, mark, start))
        case Grid():
            full = [[bool([*lines(box.blocks)]) for box in row] for row in block.rows]
            row = _edge_index(list(map(any, full)), start)
            column = _edge_index(full[row], start)
            box = replace(block.rows[row][column], blocks=at(block.rows[row][column].blocks, mark))
            return replace(block, rows=_put(block.rows, row, _put(block.rows[row], column, box)))
        case Separator():
            return block
        case _:
            assert_never(block)


def _in_line(children: PInlines, mark: PInlines, start: bool) -> PInlines:
    """Return a line with marks at its end or start: pages begin before those of the line, calls behind.

    A mark stands close before the first word, behind the blanks by which the line is set in.
    """
    if not start:
        return children + mark
    words = (at for at, child in enumerate(children) if not _is_before_words(child))
    at = next(words, len(children))
    pages = tuple(one for one in mark if isinstance(one, PageMark))
    others = tuple(one for one in mark if not isinstance(one, PageMark))
    return pages + children[:at] + others + children[at:]


def _is_before_words(child: PInline) -> bool:
    return isinstance(child, PageMark | Anchor) or (isinstance(child, Run) and child.text.isspace())


def _edge_index(full: list[bool], start: bool) -> int:
    return full.index(True) if start else len(full) - 1 - full[::-1].index(True)


def _put(items: tuple[B, ...], index: int, item: B) -> tuple[B, ...]:
    return (*items[:index], item, *items[index + 1 :])
