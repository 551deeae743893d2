"""`variorum pull` of files from other hands: as Google Docs exports them, cut out, merged, with macros."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk
from lxml import etree
from press import Press, Version
from pull.packages import (
    TEXT,
    as_google_writes,
    changed,
    chapter,
    packed,
    parts,
    with_other_style_names,
    with_text,
)
from pull.test_pull import INTERNATIONAL, SPECIMEN, book, letter, pulled, read, told
from pull.test_pull import LETTER as LETTERS

from variorum.archive import Refusal as BadFile
from variorum.ooxml.names import q
from variorum.ooxml.xml import Element
from variorum_docx import renderer

MEMORANDUM = ("fourteen miles", "fifteen miles"), ("The glass is sound", "The pane is sound")
LETTER = ("the boat brought", "the ship brought"), ("The third I have begun", "The third is begun")


def finished(press: Press, seed: str) -> bytes:
    return read(press.finished(Version(seed), "docx"))


@pytest.mark.parametrize("seed", [SPECIMEN, INTERNATIONAL])
def test_an_untouched_file_from_google_brings_nothing(press: Press, seed: str) -> None:
    one = pulled(seed, as_google_writes(finished(press, seed)))
    assert (told(one), one.texts) == ([], {})
    assert {each.slug for each in one.diagnostics} == {"pull-lost"}


def test_words_come_back_from_google(press: Press) -> None:
    data = as_google_writes(with_text(finished(press, SPECIMEN), *MEMORANDUM, *LETTER))
    one = pulled(SPECIMEN, data)
    assert [each.carried for each in one.changes] == [True] * 4, told(one)
    assert {"documents/memorandum.txt", "documents/letter.txt"} == set(one.texts)


def test_a_chapter_that_was_cut_out_comes_back_alone(press: Press) -> None:
    data = chapter(with_text(finished(press, SPECIMEN), *LETTER), "letter")
    words = "".join(map(str, etree.fromstring(parts(data)[TEXT]).itertext()))
    assert "fourteen miles" not in words
    assert "the ship brought" in words
    one = pulled(SPECIMEN, data)
    assert [each.carried for each in one.changes] == [True] * 2, told(one)
    (lost,) = (each for each in one.diagnostics if "memorandum" in each.message)
    assert lost.slug == "pull-lost"
    assert set(one.texts) == {"documents/letter.txt"}


def test_two_files_that_were_merged_come_back_as_one(press: Press) -> None:
    plain = finished(press, SPECIMEN)
    by_ann, by_ben = with_text(plain, *MEMORANDUM), with_text(plain, *LETTER)
    its = etree.fromstring(parts(by_ben)[TEXT]).find(q("body"))
    assert its is not None

    def merge(tree: Element) -> None:
        body = tree.find(q("body"))
        assert body is not None
        for own, other in zip(list(body), list(its), strict=True):
            if "the ship brought" in "".join(map(str, other.itertext())):
                body.replace(own, other)

    one = pulled(SPECIMEN, changed(by_ann, merge, TEXT))
    assert [each.carried for each in one.changes] == [True] * 3, told(one)


def test_macros_are_left_alone(press: Press) -> None:
    held = parts(with_text(finished(press, SPECIMEN), *MEMORANDUM))
    held["word/vbaProject.bin"] = b"\xd0\xcf\x11\xe0" + bytes(64)
    one = pulled(SPECIMEN, packed(held))
    assert [each.carried for each in one.changes] == [True] * 2


WORDS = {q("t"), q("delText")}
MARKS = {
    q("ins"): (True, False),
    q("del"): (False, False),
    q("moveTo"): (True, True),
    q("moveFrom"): (False, True),
}


def tracked(data: bytes) -> set[tuple[str, str, bool, bool]]:
    """Return who has put words in or taken them out, and when, by the innermost mark around each word."""
    found = set()
    for one in etree.fromstring(parts(data)[TEXT]).iter(*WORDS):
        around = [each for each in one.iterancestors() if each.tag in MARKS]
        drawn = any(
            etree.QName(each).localname in ("Fallback", "drawing", "pict") for each in one.iterancestors()
        )
        if around and one.text and one.text.strip() and not drawn and len(around) == 1:
            mark = around[0]
            found.add((mark.get(q("author"), ""), mark.get(q("date"), ""), *MARKS[str(mark.tag)]))
    return found


def test_revisions_of_other_programs_are_read_with_author_and_date(shared: Path) -> None:
    counts = {"files": 0, "moves": 0}
    for path in sorted((shared / "corpus" / "docx").rglob("*.docx")):
        data = path.read_bytes()
        read = renderer.returned(data)
        if isinstance(read, BadFile):
            continue
        try:
            wanted = tracked(data)
        except (KeyError, etree.XMLSyntaxError):
            continue
        pieces = [piece for leaf in read.manuscript.leaves for piece in leaf.pieces]
        own = {
            (one.author, one.date, one.inserted, one.moved)
            for piece in pieces
            if (one := piece.revision) is not None
        }
        assert wanted <= own, (path, wanted - own)
        counts["files"] += bool(wanted)
        counts["moves"] += any(moved for *_, moved in wanted)
    assert counts["files"] >= 10
    assert counts["moves"] >= 1


def test_a_file_whose_styles_have_other_names_is_told_and_left(press: Press) -> None:
    data = read(press.finished(Version(SPECIMEN), "docx"))
    one = pulled(SPECIMEN, with_other_style_names(data))
    assert [each.slug for each in one.diagnostics] == ["pull-unreadable"]
    assert "styles" in str(one.diagnostics[0])
    assert (one.changes, one.texts) == ((), {})


@pytest.mark.parametrize("lock", ["~$edited.docx", "~$ited.docx", ".~lock.edited.docx#"])
def test_a_file_that_is_open_elsewhere_is_told(desk: Desk, lock: str) -> None:
    path = desk.folder / "edited.docx"
    path.write_bytes(with_text(book(desk), ("small", "tiny")))
    (desk.folder / lock).write_bytes(b"Ann" + bytes(159))
    said = desk.variorum("pull", str(path), "--into", "letters")
    assert (said.status, "pull-open" in said.out, "1 carried back" in said.err) == (0, True, True), said.out
    said = desk.variorum("pull", str(desk.folder / "~$edited.docx"), "--into", "letters")
    assert said.status in (1, 3), "the lock itself is no file of ours, or not there"


def test_a_source_that_is_write_protected_is_not_written(desk: Desk) -> None:
    path = desk.folder / "edited.docx"
    path.write_bytes(with_text(book(desk), ("small", "tiny")))
    source = desk.folder / "letters" / "documents" / "one.txt"
    source.chmod(0o444)
    said = desk.variorum("pull", str(path), "--into", "letters", "--apply")
    assert (said.status, "it is write-protected" in said.out) == (4, True), said.out
    assert letter(desk) == LETTERS
    assert not (desk.folder / "letters" / "before-pull").exists()
