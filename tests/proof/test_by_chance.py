"""Damages by chance of which each is found, and rewritings that change nothing: the proof tells them apart.

The readers that are not ours are asked by `make torture`; here only kinds that need no asking are made again:
those of which each damage is seen, and those of which, by the table of verdicts, the proof told every one.
"""

from __future__ import annotations

import pytest
from damage import verdicts
from damage.books import book
from damage.chance import Kind
from damage.formats import HARMLESS, KINDS

BOOKS = {"epub": ("sample", "specimen"), "docx": ("sample", "queries"), "pdf": ("sample",)}
NUMBER = {"epub": 8, "docx": 8, "pdf": 10}
"""How many damages of each kind are made in each book."""
FEWEST = 200
"""How many damages are made again at the least."""
SURE = [
    pytest.param(format_, kind, id=f"{format_}: {kind.name}")
    for format_, books in BOOKS.items()
    for kind in KINDS[format_]
    if kind.sure or kind.name in verdicts.are_closed(format_)
]
REWRITINGS = [
    pytest.param(format_, kind, id=f"{format_}: {kind.name}")
    for format_, kinds in HARMLESS.items()
    for kind in kinds
]


@pytest.mark.parametrize(("format_", "kind"), SURE)
def test_what_must_be_found_is_found(format_: str, kind: Kind) -> None:
    for name in BOOKS[format_]:
        whole = book(name, format_)
        made = [kind.damaged(format_, name, seed, whole.data) for seed in range(NUMBER[format_])]
        passed = [seed for seed, data in enumerate(made) if data is not None and not whole.faults(data)]
        assert any(made)
        assert not passed, f"{name}: numbers {passed} are passed over"


def test_two_hundred_damages_are_made_again() -> None:
    rows = [str(one.values[0]) for one in SURE]
    assert sum(len(BOOKS[format_]) * NUMBER[format_] for format_ in rows) >= FEWEST


@pytest.mark.parametrize(("format_", "kind"), REWRITINGS)
def test_what_changes_nothing_is_no_fault(format_: str, kind: Kind) -> None:
    whole = book("sample", format_)
    for seed in range(3):
        data = kind.damaged(format_, "sample", seed, whole.data)
        if data is not None:
            assert whole.faults(data) == ()


def test_readers_that_are_not_ours_saw_each_sure_damage() -> None:
    """The table of what they said bears out that these kinds need no asking."""
    for format_, rows in verdicts.read().items():
        sure = {kind.name for kind in KINDS[format_] if kind.sure}
        judged = {name: row for name, row in rows.items() if name in sure}
        assert {name: row for name, row in judged.items() if row[0] != row[1]} == {}


def test_the_same_number_makes_the_same_damage() -> None:
    for format_ in BOOKS:
        whole = book("sample", format_)
        for kind in KINDS[format_][::7]:
            once, again = (kind.damaged(format_, "sample", 3, whole.data) for _ in range(2))
            assert once == again
