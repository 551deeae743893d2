"""Pages from two galleys: nothing is lost, nothing stands twice, no page is too full."""

from __future__ import annotations

from itertools import pairwise
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum_pdf.set.paging import Leaf, Measure, NoteLine, Slab, make_pages

PAGE = Measure(400.0, 14.0, 16.0)


def galleys(lines: list[tuple[int, bool]], lengths: list[int]) -> tuple[list[Slab], list[NoteLine]]:
    """Return a text of lines of 14 with a number of calls each, and notes of some lines of 10."""
    slabs: list[Slab] = []
    called = 0
    for index, (calls, kept) in enumerate(lines):
        more = min(calls, len(lengths) - called)
        called += more
        penalty = inf if kept and index and index % 3 else 0.0
        slabs.append(Slab(index * 14.0, index * 14.0 + 14.0, penalty, called if more else 0))
    notes: list[NoteLine] = []
    for number, length in enumerate(lengths[:called]):
        for _ in range(length):
            top = len(notes) * 10.0
            notes.append(NoteLine(top, top + 10.0, number))
    return slabs, notes


def height(leaf: Leaf, slabs: list[Slab], notes: list[NoteLine]) -> float:
    """Return how much of a page is used."""
    used = slabs[leaf.end - 1].bottom - slabs[leaf.start].top if leaf.end > leaf.start else 0.0
    if leaf.notes_end > leaf.notes_start:
        used += notes[leaf.notes_end - 1].bottom - notes[leaf.notes_start].top + PAGE.separation
    return used


calls = st.sampled_from([0, 0, 0, 0, 1, 1, 2, 3])
texts = st.lists(st.tuples(calls, st.booleans()), min_size=1, max_size=150)
lengths = st.lists(st.integers(1, 12) | st.integers(1, 60), max_size=60)


@settings(max_examples=60, deadline=None)
@given(texts, lengths)
def test_every_line_stands_once_and_fits(lines: list[tuple[int, bool]], sizes: list[int]) -> None:
    slabs, notes = galleys(lines, sizes)
    leaves = make_pages(slabs, notes, PAGE)
    assert (leaves[0].start, leaves[0].notes_start) == (0, 0)
    assert (leaves[-1].end, leaves[-1].notes_end) == (len(slabs), len(notes))
    for before, after in pairwise(leaves):
        assert (before.end, before.notes_end) == (after.start, after.notes_start)
    assert all(height(leaf, slabs, notes) <= PAGE.height + 1e-6 for leaf in leaves)


@settings(max_examples=60, deadline=None)
@given(texts, st.lists(st.integers(1, 9), max_size=40))
def test_a_note_begins_where_it_is_called(lines: list[tuple[int, bool]], sizes: list[int]) -> None:
    slabs, notes = galleys([(min(calls, 1), False) for calls, _ in lines], sizes)
    leaves = make_pages(slabs, notes, PAGE)
    called = {
        note: page
        for page, leaf in enumerate(leaves)
        for slab in slabs[leaf.start : leaf.end]
        if slab.calls
        for note in [slab.calls - 1]
    }
    begun: dict[int, int] = {}
    for page, leaf in enumerate(leaves):
        for line in notes[leaf.notes_start : leaf.notes_end]:
            begun.setdefault(line.note, page)
    assert begun == called


def test_a_required_break_is_made_and_a_forbidden_one_is_not() -> None:
    slabs = [Slab(n * 14.0, n * 14.0 + 14.0, {10: -inf, 20: inf, 38: inf}.get(n, 0.0)) for n in range(60)]
    starts = {leaf.start for leaf in make_pages(slabs, [], PAGE)}
    assert 10 in starts
    assert not starts & {20, 38}


def test_a_picture_higher_than_the_page_does_not_stop_the_press() -> None:
    slabs = [Slab(0.0, 14.0), Slab(14.0, 900.0), Slab(900.0, 914.0)]
    leaves = make_pages(slabs, [], PAGE)
    assert [(leaf.start, leaf.end) for leaf in leaves] == [(0, 1), (1, 2), (2, 3)]


@pytest.mark.parametrize("penalty", [0.0, inf], ids=["one after the other", "kept together"])
@pytest.mark.parametrize("size", [10.0, 390.0, 900.0], ids=["small", "as the page", "higher than the page"])
def test_notes_that_fit_on_no_page_do_not_stop_the_press(size: float, penalty: float) -> None:
    notes = [NoteLine(n * size, n * size + size, n // 60, penalty if n % 60 else 0.0) for n in range(120)]
    slabs = [Slab(0.0, 14.0, calls=1), Slab(14.0, 28.0, calls=2)]
    leaves = make_pages(slabs, notes, PAGE)
    for before, after in pairwise(leaves):
        assert (before.end, before.notes_end) == (after.start, after.notes_start)
    assert (leaves[-1].end, leaves[-1].notes_end) == (2, 120)


def test_notes_that_nothing_calls_are_not_lost() -> None:
    notes = [NoteLine(n * 10.0, n * 10.0 + 10.0, n) for n in range(4)]
    leaves = make_pages([Slab(0.0, 14.0)], notes, PAGE)
    assert leaves[-1].notes_end == 4
