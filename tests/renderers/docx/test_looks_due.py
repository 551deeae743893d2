"""What paragraphs, runs and tables of a Word file say of looks is what the style makes of the edition."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from damage import direct
from damage.books import book

from variorum.press.binding import what_is_unknown

DAMAGES = [
    pytest.param(name, change, id=f"{name}: {said}")
    for name in ("specimen", "sample")
    for said, change in direct.rows(name)
]


@pytest.mark.parametrize(("name", "change"), DAMAGES)
def test_looks_of_its_own_are_found(name: str, change: Callable[[bytes], bytes]) -> None:
    whole = book(name, "docx")
    assert what_is_unknown(whole.renderer, change(whole.data), whole.publication, whole.setting)


@pytest.mark.parametrize("name", ["specimen", "sample", "queries"])
def test_the_looks_of_an_edition_are_its_own(name: str) -> None:
    whole = book(name, "docx")
    assert what_is_unknown(whole.renderer, whole.data, whole.publication, whole.setting) == ()
