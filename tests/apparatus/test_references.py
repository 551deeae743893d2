"""References lead somewhere, or are told of and printed as words."""

from __future__ import annotations

import pytest
from desk import LETTER, TOML, Desk

TWO = TOML + '[[document]]\nid = "two"\nfile = "documents/two.txt"\nbase = "typed"\n'
PLACES = """

A slate{reference target=TARGET|, as told there}. {added id=slates|So the log}.[^n]

[^n]: A note.
"""


def said(desk: Desk, target: str) -> tuple[list[str], str]:
    """Return the findings of an edition with a reference, and its model as printed for where it leads."""
    one = LETTER + PLACES.replace("TARGET", f'"{target}"')
    desk.edition(TWO, one=one, two=LETTER)
    listed = [line for line in desk.variorum("check", "letters").out.splitlines() if "reference-" in line]
    desk.variorum("build", "letters", "--to", "epub", "--out", "out", "--jobs", "1")
    return listed, desk.variorum("check", "letters").out


@pytest.mark.parametrize(
    "target",
    ["two", "#slates", "one#slates", "#n", "https://example.org/x", "mailto:a@example.org", "#slates two"],
)
def test_what_leads_somewhere(desk: Desk, target: str) -> None:
    assert said(desk, target)[0] == []


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("three", "there is no such document"),
        ("#slate", "no place of the edition is called so"),
        ("two#slates", "no place of the edition is called so"),
        ("javascript:alert(1)", "“javascript:” is no address of a page or a paper"),
        ("data:text/html,x", "“data:” is no address of a page or a paper"),
        ("file:///etc/passwd", "“file:” is no address of a page or a paper"),
    ],
)
def test_what_leads_nowhere_is_told_once_in_the_words_of_the_source(
    desk: Desk, target: str, reason: str
) -> None:
    (listed,), _ = said(desk, target)
    assert listed.startswith("letters/documents/one.txt:")
    assert listed.endswith(f"reference-nowhere warning: the reference to “{target}” leads nowhere: {reason}")
    built = desk.variorum("build", "letters", "--to", "epub,docx", "--out", "out", "--jobs", "1")
    assert built.status == 0
    assert len([line for line in built.out.splitlines() if " warning: " in line]) == 1


def test_references_to_other_books_are_one_finding(desk: Desk) -> None:
    many = "".join(f"See {{reference target={name}|there}}.\n\n" for name in ("v1#d2", "v1#d3", "v2#d4"))
    desk.edition(TWO, one=many, two="See {reference target=thre|there}.\n")
    listed = [line for line in desk.variorum("check", "letters").out.splitlines() if "reference-" in line]
    assert sorted(listed) == [
        "letters/documents/one.txt:1:5 reference-elsewhere warning: 3 references lead to what is not in the "
        "edition: “v1”, “v2”; here the first",
        "letters/documents/two.txt:1:5 reference-nowhere warning: the reference to “thre” leads nowhere: "
        "there is no such document",
    ]


def test_the_nearest_place_is_named(desk: Desk) -> None:
    assert "Did you mean “#slates”?" in said(desk, "#slate")[1]


def test_the_next_of_a_series_is_no_misspelling(desk: Desk) -> None:
    desk.edition(one="{segment id=q08|Here} and {reference target=#q03|there}.\n")
    out = desk.variorum("check", "letters").out
    assert "reference to “#q03” leads nowhere" in out
    assert "Did you mean" not in out
