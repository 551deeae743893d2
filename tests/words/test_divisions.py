"""Hyphens at the ends of lines: which divide a word, and which are of the word itself."""

from __future__ import annotations

import pytest

from variorum.words.divisions import divides, keeps_hyphen

TEXT = "A wind-mill by the har-\nbour; a tooth-pick, a toothpick. I saw her, and some thing of my self.\n"


@pytest.mark.parametrize(
    ("before", "behind", "whole"),
    [
        ("the har-", "bour.", "harbour"),
        ("May-", "and June", None),
        ("North-", "South", "North-South"),
        ("a wind-", "mill", "wind-mill"),
        ("a wind\u00ac", "mill", "windmill"),
        ("a tooth-", "pick", "toothpick"),
        ("she her-", "self", "herself"),
        ("some-", "thing", "something"),
        ("self-", "made", "self-made"),
        ("twenty-", "one", "twenty-one"),
    ],
)
def test_a_word_over_the_end_of_a_line(before: str, behind: str, whole: str | None) -> None:
    assert divides(before, behind) == (whole is not None)
    if whole is not None:
        assert keeps_hyphen(before, behind, TEXT) == ("-" in whole)
