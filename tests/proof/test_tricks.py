"""What leaves all words in a file, and hides, moves or covers what is seen of them, is told."""

from __future__ import annotations

import pytest
from damage import tricks
from damage.books import book
from damage.tricks import Damaged


@pytest.mark.parametrize(
    ("format_", "name", "change"),
    [pytest.param(of, name, change, id=f"{of}: {said}") for of, name, said, change in tricks.rows()],
)
def test_a_trick_is_told(format_: str, name: str, change: Damaged) -> None:
    whole = book(name, format_)
    damaged = change(whole.data)
    assert damaged != whole.data
    assert whole.faults(damaged)


@pytest.mark.parametrize("format_", tricks.TRICKS)
def test_what_no_trick_touches_is_no_fault(format_: str) -> None:
    """The file taken apart and put together as the tricks do it: what is told above is their own doing."""
    for name in tricks.TRICKS[format_]:
        whole = book(name, format_)
        assert whole.faults(tricks.untouched(format_, whole.data)) == ()
