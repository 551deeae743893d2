"""Queries: nothing of them prints, whatever the profile, and check tells each that is open."""

from __future__ import annotations

import pytest
from apparatus.printed import lines, note_lines, published
from query_edition import EDITION, publication

from variorum.apparatus.registers import registers
from variorum.findings.edition import QueryOpen
from variorum.model import Facts, Note

PROFILES = ("edition", "reading", "diplomatic")


@pytest.mark.parametrize("profile", PROFILES)
def test_no_word_of_a_query_prints(profile: str) -> None:
    printed = publication(profile).documents[0]
    text = "\n".join(line.replace("#", "") for line in lines((*printed.head, *printed.body, *printed.after)))
    assert "Which" not in text
    assert "The papers of the" in text
    assert "here^1 on the 24th." in text
    assert "So it was." in text
    assert note_lines(printed) == ["editorial 1 pNone: By rail."]


def test_each_has_its_words_and_who_asks_and_when() -> None:
    queries = publication().documents[0].queries
    assert len(queries) == 9
    assert {(one.author, one.initials, one.date) for one in queries} == {
        ("Vera Brown", "VB", "2026-11-02T09:30:00Z"),
        ("", "", ""),
    }


def test_each_that_is_open_is_told_with_its_number() -> None:
    found = [one for one in published(EDITION).diagnostics if isinstance(one, QueryOpen)]
    assert [one.message for one in found][:3] == [
        "query 1 of 9, by Vera Brown: “Is this his title?”",
        "query 2 of 9: “A word lost?”",
        "query 3 of 9, by Vera Brown: “Which? There are two.”",
    ]
    assert len(found) == 9


@pytest.mark.parametrize(
    ("when", "moment"),
    [
        ("2026-11-02T09:30:00Z", "2026-11-02T09:30:00Z"),
        ("2026-11-02T09:30:00.5+02:00", "2026-11-02T09:30:00.5+02:00"),
        ("2026-11-02", "2026-11-02T00:00:00Z"),
        ("2026-13-45T09:30:00Z", ""),
        ("2026-02-30", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_a_moment_is_one_that_word_can_read_or_none(when: str, moment: str) -> None:
    query = Note("q", (), series="query", facts=Facts(also=(f"when={when}",)))
    assert registers(EDITION).asker(query) == ("", "", moment)
