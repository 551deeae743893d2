"""Word files that others made: changes give the files that they must give, notes stand at their calls."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from accession.word.compared import ours, piece_text, reading
from lxml import etree

from variorum import conventions
from variorum.accession.manuscript import TitleAs, transcript
from variorum.accession.manuscript.foreign_words import with_languages
from variorum.accession.manuscript.transcripts import with_marks_escaped
from variorum.codecs import ReadOptions
from variorum.codecs import read as read_transcript
from variorum.codecs.transcript.canonical import canonical
from variorum.codecs.transcript.writing.document import write
from variorum.doors import Revisions
from variorum.manuscript import Call, Items, Para, Part, Quotation, Rows
from variorum.model import Document
from variorum.source import Source

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SET = conventions.load("soviet-archives").value
ENOUGH = 120
"""Parts of a book that are written and read again: the rest is of the same kinds, and takes long."""


@pytest.mark.parametrize(("revisions", "result"), [("accept", "Accepted"), ("reject", "Rejected")])
def test_a_note_goes_or_stays_with_its_call(shared: Path, revisions: Revisions, result: str) -> None:
    folder = shared / "corpus" / "docx" / "openxml-powertools"
    made = ours(folder / "RP050-Deleted-Footnote.docx", revisions)
    assert made == ours(folder / f"RP050-Deleted-Footnote-{result}.docx", "accept")
    assert ("⟦" in "".join(made)) == (revisions == "reject")


def test_all_notes_of_a_book_stand_at_their_calls(shared: Path) -> None:
    path = shared / "corpus" / "docx" / "poi" / "stress008.docx"
    made = reading(path).value
    assert made is not None
    found = list(calls(made.parts))
    wanted = list(calls_by_hand(path))
    assert len(made.notes) == len(found) == len(wanted) == 182
    assert [name for name, _ in found] == [f"fn{number}" for number, _ in wanted]
    for (_, before), (number, text) in zip(found, wanted, strict=True):
        assert "".join(before.split()) == "".join(text.split()), number


def calls(parts: Iterable[Part]) -> Iterator[tuple[str, str]]:
    """Yield for each call the note's name and the words before the call in its paragraph."""
    for part in parts:
        match part:
            case Para(pieces):
                for at, piece in enumerate(pieces):
                    if isinstance(piece, Call):
                        yield piece.note, piece_text(pieces[:at], {})
            case Items(items):
                for _, inside in items:
                    yield from calls(inside)
            case Rows(rows):
                for row in rows:
                    for cell in row:
                        yield from calls(cell.parts)
            case Quotation(inside):
                yield from calls(inside)


def calls_by_hand(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the footnote calls of a file with the words before each in its paragraph, by its XML alone."""
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    for paragraph in root.iter(f"{W}p"):
        before = ""
        for element in paragraph.iter(f"{W}t", f"{W}softHyphen", f"{W}footnoteReference"):
            if element.tag == f"{W}t":
                before += element.text or ""
            elif element.tag == f"{W}softHyphen":
                before += "\N{SOFT HYPHEN}"
            else:
                yield element.get(f"{W}id", ""), before


def test_what_is_read_is_stable(shared: Path, subtests: pytest.Subtests) -> None:
    """Written as a transcript and read again, the model of every Word file stays what it is."""
    folder = shared / "corpus" / "docx"
    for path in sorted(folder.rglob("*.docx")):
        with subtests.test(path.relative_to(folder).as_posix()):
            page = reading(path).value
            assert page is not None
            page, _ = with_languages(page)
            parts = page.parts[:ENOUGH]
            called = {name for name, _ in calls(parts)}
            notes = tuple(note for note in page.notes if note[0] in called)
            page = replace(page, parts=parts, notes=notes)
            text = with_marks_escaped(path.name, transcript(page, {}, TitleAs.ELSEWHERE), SET).value
            first = model(text)
            assert model(write(first, SET)) == canonical(first)


def model(text: str) -> Document:
    return canonical(read_transcript(Source("t", text), SET, ReadOptions("document", "typed")).value.document)
