"""What paragraphs, runs and tables of a Word file say of looks is what the style makes of the edition.

So is where it leads: links, the places that they reach, pictures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from damage import direct, packages
from damage.books import book
from invented import a_run

from variorum.press.binding import what_is_unknown
from variorum.publication import Box, Grid, Para

DAMAGES = [
    pytest.param(name, change, id=f"{name}: {said}")
    for name in ("specimen", "sample")
    for said, change in (*direct.rows(name), *(packages.SAMPLE.items() if name == "sample" else ()))
]


@pytest.mark.parametrize(("name", "change"), DAMAGES)
def test_looks_of_its_own_are_found(name: str, change: Callable[[bytes], bytes]) -> None:
    whole = book(name, "docx")
    assert what_is_unknown(whole.renderer, change(whole.data), whole.publication, whole.setting)


def test_a_book_that_ends_in_a_table_has_a_paragraph_behind_it() -> None:
    """The properties of its last section stand behind that, and not in it."""
    whole = book("sample", "docx")
    rows = ((Box((Para("body", (a_run("Rain"),)),)),),)
    document = replace(whole.publication.documents[0], body=(Grid("table", rows),), after=(), notes=())
    publication = replace(whole.publication, documents=(document,), back=())
    setting = whole.setting
    sheet = whole.renderer.typeset(document, setting).value
    data = whole.renderer.bind(publication, [sheet], setting).value
    assert what_is_unknown(whole.renderer, data, publication, setting) == ()


@pytest.mark.parametrize("name", ["specimen", "sample", "queries"])
def test_the_looks_of_an_edition_are_its_own(name: str) -> None:
    whole = book(name, "docx")
    assert what_is_unknown(whole.renderer, whole.data, whole.publication, whole.setting) == ()
