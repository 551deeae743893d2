"""Break a galley of text and a galley of notes into pages.

The page is made as a compositor makes it: the text and the notes each come as one endless column of
lines, and every page takes some lines from the top of both. All ways to do so are weighed against each
other (after Knuth and Plass 1981), so that a note stands on the page of its call, whole if it can, and
no page is short without need. Nothing can be lost: a way that leaves a line unset is no way.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import inf
from typing import TypeVar

SPLIT_NOTE = 60.0
SPLIT_LONG_NOTE = 10.0
DEFERRED_NOTE = 3000.0
LATE_NOTE = 1e7
NOTES_ALONE = 2000.0
TOO_TALL = 1e9
GIVING_WAY = 5000.0
"""The cost of parting what should stay together, where no page holds all of it."""
FEW_LINES = 40.0
"""The cost of a page with hardly any text: one line above its notes, or a last page of two or three."""
HALF = 0.4


@dataclass(frozen=True, slots=True)
class Slab:
    """What a page break must not divide: a line of text, a row, a picture.

    `top` and `bottom` are heights in the galley; `penalty` weighs a page break before the slab (infinite:
    forbidden, minus infinite: required); `calls` is how many notes, counted from the first, it makes due (0
    if it calls none). `lead` is the room above a slab that begins a page: the head of its table, repeated;
    `turned`: it stands on a page that is turned.
    """

    top: float
    bottom: float
    penalty: float = 0.0
    calls: int = 0
    lead: float = 0.0
    turned: bool = False


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One line of a note; `note` is the note's place in the order of the calls."""

    top: float
    bottom: float
    note: int
    penalty: float = 0.0


P = TypeVar("P", Slab, NoteLine)


@dataclass(frozen=True, slots=True)
class Measure:
    """The height of the type area, the leading, and the room that parts the notes from the text.

    A note higher than `long` may go on over the page at little cost; `turned` is the height of a turned page.
    """

    height: float
    leading: float
    separation: float
    long: float = inf
    turned: float = 0.0

    def height_for(self, part: Slab | NoteLine) -> float:
        """Return the height of a page that begins with a slab, or of one of notes alone."""
        return self.turned if isinstance(part, Slab) and part.turned else self.height


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page: slabs `start` to `end` of the text, lines `notes_start` to `notes_end` of the notes."""

    start: int
    end: int
    notes_start: int
    notes_end: int


@dataclass(frozen=True, slots=True)
class _Way:
    cost: float
    state: tuple[int, int]
    leaf: Leaf


@dataclass(frozen=True, slots=True)
class _Galley:
    slabs: Sequence[Slab]
    lines: Sequence[NoteLine]
    measure: Measure
    due: Sequence[int]
    heights: Mapping[int, float]

    def text(self, start: int, end: int) -> float:
        if end <= start:
            return 0.0
        first = self.slabs[start]
        return self.slabs[end - 1].bottom - first.top + first.lead

    def notes(self, start: int, end: int) -> float:
        if end <= start:
            return 0.0
        return self.lines[end - 1].bottom - self.lines[start].top + self.measure.separation

    def height(self, start: int, end: int) -> float:
        """Return the height of the type area of a page of some slabs."""
        return self.measure.height_for(self.slabs[start]) if end > start else self.measure.height

    def begins_note(self, line: int) -> bool:
        return line >= len(self.lines) or line == 0 or self.lines[line].note != self.lines[line - 1].note


def make_pages(slabs: Sequence[Slab], lines: Sequence[NoteLine], measure: Measure) -> tuple[Leaf, ...]:
    """Divide text and notes into the cheapest sequence of pages.

    A slab that is higher than the page gets a page of its own and overflows; the caller can tell by
    comparing heights.
    """
    slabs = _yielding(slabs, measure, 0.0)
    lines = _yielding(lines, measure, measure.separation)
    galley = _Galley(slabs, lines, measure, _lines_due(slabs, lines), _note_heights(lines))
    end = (len(slabs), len(lines))
    reached: dict[tuple[int, int], _Way] = {}
    settled: set[tuple[int, int]] = set()
    frontier: list[tuple[float, tuple[int, int]]] = [(0.0, (0, 0))]
    while frontier:
        cost, state = heapq.heappop(frontier)
        if state == end:
            break
        if state in settled:
            continue
        settled.add(state)
        for leaf, price in _leaves(galley, state):
            ahead, total = (leaf.end, leaf.notes_end), cost + price
            if ahead not in reached or total < reached[ahead].cost:
                reached[ahead] = _Way(total, state, leaf)
                heapq.heappush(frontier, (total, ahead))
    return tuple(reversed(list(_trace(reached, end))))


def _yielding(parts: Sequence[P], measure: Measure, less: float) -> Sequence[P]:
    """Return parts of which those that must not be parted, and are together higher than a page, give way.

    The page is by so much less high.
    """
    made = list(parts)
    start = 0
    for end in range(1, len(parts) + 1):
        if end < len(parts) and parts[end].penalty == inf:
            continue
        first = parts[start]
        lead = first.lead if isinstance(first, Slab) else 0.0
        if parts[end - 1].bottom - first.top + lead > measure.height_for(first) - less:
            made[start + 1 : end] = [replace(one, penalty=GIVING_WAY) for one in parts[start + 1 : end]]
        start = end
    return made


def _lines_due(slabs: Sequence[Slab], lines: Sequence[NoteLine]) -> list[int]:
    """Return for each number of slabs how many lines of notes are due with them; with all slabs, all."""
    ends = [0, *(index for index in range(1, len(lines)) if lines[index].note != lines[index - 1].note)]
    ends.append(len(lines))
    called = accumulate((slab.calls for slab in slabs), max, initial=0)
    due = [ends[min(count, len(ends) - 1)] for count in called]
    return [*due[:-1], len(lines)]


def _note_heights(lines: Sequence[NoteLine]) -> dict[int, float]:
    tops: dict[int, float] = {}
    for line in lines:
        tops.setdefault(line.note, line.top)
    return {line.note: line.bottom - tops[line.note] for line in lines}


def _trace(best: dict[tuple[int, int], _Way], end: tuple[int, int]) -> Iterator[Leaf]:
    state = end
    while state != (0, 0):
        way = best[state]
        yield way.leaf
        state = way.state


def _leaves(galley: _Galley, state: tuple[int, int]) -> Iterator[tuple[Leaf, float]]:
    """Yield every page that can follow a state, with its cost; at least one.

    Pages that are half empty are looked at only where there are no others.
    """
    full = list(_fitting(galley, state, HALF))
    return iter(full or list(_fitting(galley, state, inf)) or [_overfull(galley, state)])


def _fitting(galley: _Galley, state: tuple[int, int], most: float) -> Iterator[tuple[Leaf, float]]:
    """Yield the pages that fit and leave less than `most` of the page empty."""
    start, notes_start = state
    for end in range(start, len(galley.slabs) + 1):
        if end - start > 1 and galley.slabs[end - 1].penalty == -inf:
            return
        height = galley.height(start, end)
        room = height - galley.text(start, end)
        if room < 0:
            return
        forced = end == len(galley.slabs) or galley.slabs[end].penalty == -inf
        if not forced and room - galley.notes(notes_start, galley.due[end]) > most * height:
            continue
        for notes_end in _note_ends(galley, notes_start, galley.due[end], room):
            if end == start and notes_end == notes_start:
                continue
            leaf = Leaf(start, end, notes_start, notes_end)
            cost = _cost(galley, leaf)
            if cost < inf:
                yield leaf, cost


def _overfull(galley: _Galley, state: tuple[int, int]) -> tuple[Leaf, float]:
    """Return a page that is too full: of a slab higher than the page, or of lines that must not be parted.

    Behind the text it is one of the notes that are left.
    """
    start, notes_start = state
    if start == len(galley.slabs):
        until = notes_start + 1
        while until < len(galley.lines) and galley.lines[until].penalty == inf:
            until += 1
        return Leaf(start, start, notes_start, min(until, len(galley.lines))), TOO_TALL
    end = start + 1
    while end < len(galley.slabs) and galley.slabs[end].penalty == inf:
        end += 1
    return Leaf(start, min(end, len(galley.slabs)), notes_start, notes_start), TOO_TALL


def _note_ends(galley: _Galley, start: int, due: int, room: float) -> Iterator[int]:
    """Yield where the notes of a page may stop: all set, as many whole ones as fit, or a split one."""
    if galley.notes(start, due) <= room + 1e-6:
        yield due
        return
    if room < 0:
        return
    most = start
    while most < due and galley.notes(start, most + 1) <= room + 1e-6:
        most += 1
    yield start
    whole = most
    while whole > start and not galley.begins_note(whole):
        whole -= 1
    if whole > start:
        yield whole
    for split in range(most, max(whole, start), -1):
        if not galley.begins_note(split):
            yield split
            if galley.lines[split].penalty == 0:
                break


def _cost(galley: _Galley, leaf: Leaf) -> float:
    slabs, measure = galley.slabs, galley.measure
    last = leaf.end == len(slabs) and leaf.notes_end == len(galley.lines)
    used = galley.text(leaf.start, leaf.end) + galley.notes(leaf.notes_start, leaf.notes_end)
    blank = (galley.height(leaf.start, leaf.end) - used) / measure.leading
    cost = 1.0 if last else 1.0 + blank * blank
    if leaf.end < len(slabs) and leaf.end > leaf.start:
        penalty = slabs[leaf.end].penalty
        if penalty == inf:
            return inf
        cost += 0.0 if penalty == -inf else penalty
    if leaf.end == leaf.start:
        cost += NOTES_ALONE
    elif galley.text(leaf.start, leaf.end) < 2.9 * measure.leading and leaf.start:
        cost += FEW_LINES
    return cost + _note_cost(galley, leaf)


def _note_cost(galley: _Galley, leaf: Leaf) -> float:
    """Weigh the notes that this page leaves to the next."""
    due = galley.due[leaf.end]
    if leaf.notes_end >= due:
        return 0.0
    lines = galley.lines
    cost = 0.0
    first_waiting = lines[leaf.notes_end].note
    if not galley.begins_note(leaf.notes_end):
        line = lines[leaf.notes_end]
        long = galley.heights[line.note] > galley.measure.long
        cost += (SPLIT_LONG_NOTE if long else SPLIT_NOTE) + line.penalty
        first_waiting += 1
    owed = galley.due[leaf.start]
    if leaf.notes_end < owed and first_waiting <= lines[owed - 1].note:
        cost += LATE_NOTE
    waiting = lines[due - 1].note - first_waiting + 1
    return cost + DEFERRED_NOTE * max(0, waiting)
