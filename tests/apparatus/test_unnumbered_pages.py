"""Pages that have no number are counted, and told of; form feeds of a text end pages."""

from __future__ import annotations

import pytest
from desk import TOML, Desk

FEEDS: dict[str, tuple[str, list[str]]] = {
    "between paragraphs": ("One.\n\n\fTwo.\n\n\fThree.\n", ["[1]", "[2]", "[3]"]),
    "in a line": ("One two\fthree four.\n", ["[1]", "[2]"]),
    "on a line of its own": ("One.\n\f\nTwo.\n", ["[1]", "[2]"]),
    "behind the last page": ("One.\n\n\fTwo.\n\f", ["[1]", "[2]"]),
    "behind a numbered page": ("[page five]\n\nOne.\n\n\fTwo.\n", ["5", "[6]"]),
    "before the first words": ('{page-break label=""}One.\n\n\fTwo.\n', ["[1]", "[2]"]),
    "two in a row": ("One.\n\n\f\fThree.\n", ["[1]", "[2]", "[3]"]),
}


@pytest.mark.parametrize("name", FEEDS)
def test_pages_are_counted(desk: Desk, name: str) -> None:
    text, labels = FEEDS[name]
    desk.edition(TOML, one=text)
    said = desk.variorum(
        "build", "letters", "--to", "pdf,epub,docx,tei", "--out", "out", "--jobs", "1", "--json"
    )
    assert said.status == 0, said.out
    (edition,) = said.json["editions"]
    for file in edition["files"]:
        assert file["passed"]
        assert file["counts"]["pages"]["found"] == len(labels)
    assert [one["code"] for one in edition["findings"]].count("page-unnumbered") == 1
    shown = desk.variorum("model", "letters", "--origins").out
    for label in labels:
        assert f" {label} " in shown


@pytest.mark.parametrize("end", ["\u2028", "\x0b", "\x85"])
def test_other_line_ends_end_lines(desk: Desk, end: str) -> None:
    desk.edition(TOML, one=f"The first line of it{end}and the second.\n")
    assert "line-break()" in desk.variorum("model", "letters").out


def test_a_paragraph_separator_parts_paragraphs(desk: Desk) -> None:
    words = (
        "One paragraph goes on to here.",
        "The second one does as well.",
        "And the third.",
        "A fourth, last.",
    )
    desk.edition(TOML, one="\u2029".join(words))
    shown = [line for line in desk.variorum("model", "letters").out.splitlines() if "p(" in line]
    assert shown == [f'  p("{one}")' for one in words]
    assert desk.variorum("build", "letters", "--out", "out", "--jobs", "1").status == 0
