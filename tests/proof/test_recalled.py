"""What is kept of a file that was read lets nothing pass: a part is known again only if it is the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import pytest
from damage import tricks
from damage.books import book
from damage.tricks import Damaged

from variorum.press.cache import digest


@dataclass(eq=False)
class Shelf:
    """Keeps parts for as long as a test runs, and what was found of them."""

    parts: dict[str, bytes] = field(default_factory=dict)
    found: list[str] = field(default_factory=list)

    def part(self, *content: object) -> bytes | None:
        """Return what was made of some content."""
        name = digest(content)
        self.found += [name] if name in self.parts else []
        return self.parts.get(name)

    def keep(self, data: bytes, *content: object) -> None:
        """Keep what is made of some content."""
        self.parts[digest(content)] = data


@cache
def shelf_of(name: str, format_: str) -> Shelf:
    """Return a shelf with what reading and comparing a book has kept."""
    whole, shelf = book(name, format_), Shelf()
    assert whole.faults(whole.data, shelf) == ()
    return shelf


@pytest.mark.parametrize("format_", tricks.TRICKS)
def test_a_whole_file_is_told_by_what_was_kept(format_: str) -> None:
    for name in tricks.TRICKS[format_]:
        whole, shelf = book(name, format_), shelf_of(name, format_)
        before = set(shelf.parts)
        shelf.found.clear()
        assert whole.faults(whole.data, shelf) == ()
        assert bool(shelf.found) == bool(before)
        assert set(shelf.parts) == before, "nothing was read anew"


@pytest.mark.parametrize(
    ("format_", "name", "change"),
    [pytest.param(of, name, change, id=f"{of}: {said}") for of, name, said, change in tricks.rows()],
)
def test_a_trick_is_told_though_all_else_is_known(format_: str, name: str, change: Damaged) -> None:
    whole = book(name, format_)
    shelf = Shelf(dict(shelf_of(name, format_).parts))
    assert whole.faults(change(whole.data), shelf)
