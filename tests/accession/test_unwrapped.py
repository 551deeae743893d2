"""Texts whose lines are paragraphs are parted into paragraphs; wrapped ones stay as they are."""

from __future__ import annotations

import textwrap

import pytest
from desk import Desk

from variorum.accession.unwrapped import parted

SENTENCE = "The keeper reports that the mechanism turns once in ninety seconds, and that the lamp is lit. "
LONG = (SENTENCE * 3).strip()
VERSE = "The lamp goes round,\nthe sea goes by,\nand nobody knows\nwhen it was dry."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{LONG}\n{LONG}", f"{LONG}\n\n{LONG}"),
        (f"{LONG}\nYours,\nA. Keeper\n{LONG}", f"{LONG}\n\nYours,\nA. Keeper\n\n{LONG}"),
        (f"{LONG}\n1. One.\n2. {LONG}\n3. Three.", f"{LONG}\n\n1. One.\n2. {LONG}\n3. Three."),
        (f"{LONG}\n\n# A heading\n{LONG}\n{LONG}", f"{LONG}\n\n# A heading\n{LONG}\n\n{LONG}"),
        (f"::: quote\n{LONG}\n{LONG}\n:::", f"::: quote\n{LONG}\n{LONG}\n:::"),
        (f"| {LONG} | b |\n| {LONG} | d |", f"| {LONG} | b |\n| {LONG} | d |"),
        (f"{VERSE}\n\n{LONG}\n\n{VERSE}\n{LONG}", f"{VERSE}\n\n{LONG}\n\n{VERSE}\n{LONG}"),
    ],
)
def test_lines_are_parted_where_they_are_paragraphs(text: str, expected: str) -> None:
    assert parted(text)[0] == expected


@pytest.mark.parametrize("width", [40, 72, 100, 130])
def test_wrapped_lines_stay(width: int) -> None:
    text = "\n\n".join(textwrap.fill(SENTENCE * number, width) for number in range(2, 9))
    assert parted(text) == (text, None, 0)


def test_what_was_parted_is_told_once(desk: Desk) -> None:
    (desk.folder / "letter.md").write_text(f"# A letter\n\n{LONG}\n{LONG}\n{LONG}\n", "utf-8")
    assert desk.variorum("new", "letters", "--from", "letter.md").status == 0
    assert f"{LONG}\n\n{LONG}\n\n{LONG}\n" in (desk.folder / "letters/documents/letter.txt").read_text(
        "utf-8"
    )
    report = (desk.folder / "letters/reading.md").read_text("utf-8")
    assert (
        "`letter.md:3`: lines are not wrapped here: the ends of 2 lines are taken for those of paragraphs"
        in report
    )
