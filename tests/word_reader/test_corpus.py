"""Word files that others made: our words are those of pandoc, notes stand at their calls."""

from __future__ import annotations

import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from word_reader.spoken import calls, ours, pandocs, words

from variorum.readers.manuscript.parts import Manuscript
from variorum.readers.word import Revisions, read

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

DIFFERENT = {
    ("openxml-powertools/RA001-Tracked-Revisions-01.docx", "reject"): (
        "a row that was inserted goes when insertions are rejected, with the words in it that are not marked "
        "themselves; pandoc keeps all rows",
        ("21", ""),
    ),
    ("open-xml-sdk/Comment042.docx", "accept"): (
        "pandoc loses the words of a text box that was inserted",
        ("", None),
    ),
    ("poi/stress010.docx", "accept"): ("pandoc loses the words of text boxes", ("", None)),
    ("teic-stylesheets/test29.docx", "accept"): (
        "pandoc has title, author, date and captions in other places, and the same words",
        ("", ""),
    ),
}
"""Where our words and pandoc's differ: why, and the words that only pandoc and only we have (None: any)."""


def files(shared: Path) -> list[Path]:
    return sorted((shared / "corpus" / "docx").rglob("*.docx"))


@cache
def page(path: Path, revisions: Revisions = "accept") -> Manuscript:
    read_page = read(path.name, path.read_bytes(), revisions)
    assert read_page.value is not None, read_page.diagnostics
    return read_page.value


def is_revised(path: Path) -> bool:
    """Return whether a file has tracked changes, so that rejecting them may differ from accepting."""
    with zipfile.ZipFile(path) as package:
        parts = [package.read(name) for name in package.namelist() if name.startswith("word/")]
    return any(b"<w:ins " in part or b"<w:del " in part or b"<w:move" in part for part in parts)


def test_the_words_are_those_of_pandoc(shared: Path) -> None:
    unlike: dict[tuple[str, str], tuple[str, str]] = {}
    compared = 0
    for path in files(shared):
        for revisions in ("accept", "reject") if is_revised(path) else ("accept",):
            mine, theirs = "".join(ours(page(path, revisions))), "".join(pandocs(path, revisions))
            compared += 1
            if mine != theirs:
                only_theirs = "".join((Counter(theirs) - Counter(mine)).elements())
                only_mine = "".join((Counter(mine) - Counter(theirs)).elements())
                name = str(path.relative_to(shared / "corpus" / "docx"))
                unlike[name, revisions] = (only_theirs, only_mine)
    assert compared >= 50
    assert unlike.keys() == DIFFERENT.keys()
    for which, (only_theirs, only_mine) in unlike.items():
        _, (expected_theirs, expected_mine) = DIFFERENT[which]
        assert sorted(only_theirs) == sorted(expected_theirs), which
        assert expected_mine is None or sorted(only_mine) == sorted(expected_mine), which


@pytest.mark.parametrize(("revisions", "result"), [("accept", "Accepted"), ("reject", "Rejected")])
def test_a_note_goes_or_stays_with_its_call(shared: Path, revisions: Revisions, result: str) -> None:
    folder = shared / "corpus" / "docx" / "openxml-powertools"
    made = page(folder / "RP050-Deleted-Footnote.docx", revisions)
    expected = page(folder / f"RP050-Deleted-Footnote-{result}.docx")
    assert ours(made) == ours(expected)
    assert [list(words(parts)) for _, parts in made.notes] == [
        list(words(parts)) for _, parts in expected.notes
    ]
    assert [before for _, before in calls(made.parts)] == [before for _, before in calls(expected.parts)]


def test_all_notes_of_a_book_stand_at_their_calls(shared: Path) -> None:
    path = shared / "corpus" / "docx" / "poi" / "stress008.docx"
    made = page(path)
    found = list(calls(made.parts))
    wanted = list(calls_by_hand(path))
    assert len(made.notes) == len(found) == len(wanted) == 182
    assert [name for name, _ in found] == [f"fn{number}" for number, _ in wanted]
    for (_, before), (number, text) in zip(found, wanted, strict=True):
        assert "".join(before.split()) == "".join(text.split()), number


def calls_by_hand(path: Path) -> list[tuple[str, str]]:
    """Return the footnote calls of a file with the words before each in its paragraph, by its XML alone."""
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    found = []
    for paragraph in root.iter(f"{W}p"):
        before = ""
        for element in paragraph.iter(f"{W}t", f"{W}softHyphen", f"{W}footnoteReference"):
            if element.tag == f"{W}t":
                before += element.text or ""
            elif element.tag == f"{W}softHyphen":
                before += "\N{SOFT HYPHEN}"
            else:
                found.append((element.get(f"{W}id", ""), before))
    return found
