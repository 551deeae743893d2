"""Which parts of the back matter share a page with the one before them: those of a few lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from variorum.apparatus.text.flow import plain
from variorum.publication import Grid, Group, Listing, Matter, Para, PBlocks, Title

FEW = 14
"""How many lines a part may have that shares a page."""
ROOM = 26
"""How many lines all parts may have that share one."""
WIDTH, COLUMN = 66, 34
"""How many characters a line holds about, and one in the second column of the legend."""
TITLE = 4
"""How many lines a title takes, with the blank above and below it."""


def on_shared_pages(parts: Sequence[Matter], kinds: frozenset[str]) -> tuple[Matter, ...]:
    """Return parts, of which those of some kinds that have a few lines run on behind the part before."""
    made: list[Matter] = []
    room = 0
    for part in parts:
        wanted = lines(part.blocks)
        runs_on = bool(made) and made[-1].kind in kinds and part.kind in kinds
        runs_on = runs_on and wanted <= FEW and wanted <= room
        room = (room if runs_on else ROOM) - wanted
        made.append(replace(part, runs_on=runs_on))
    return tuple(made)


def lines(blocks: PBlocks) -> int:
    """Return how many lines blocks take, about."""
    count = 0
    for block in blocks:
        match block:
            case Title():
                count += TITLE
            case Para():
                count += 1 + len(plain(block.children)) // WIDTH
            case Group():
                count += lines(block.blocks)
            case Listing():
                count += sum(lines(entry.blocks) for entry in block.entries)
            case Grid():
                count += sum(_height(row) for row in block.rows)
            case _:
                count += 1
    return count


def _height(row: Sequence[object]) -> int:
    """Return how many lines a row of the legend takes: its sentences are in the second column."""
    blocks = [getattr(box, "blocks", ()) for box in row]
    return max(sum(1 + len(plain(line.children)) // COLUMN for line in box) for box in blocks)
