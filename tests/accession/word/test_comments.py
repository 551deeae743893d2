"""Comments of Word files: queries, notes, or left out; whatever becomes of them, the account balances."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from accession.accounts import account_of, slugs
from accession.word.packed import packed
from accession.word.test_cases import CASES
from desk import Desk

from variorum.accession.manuscript import TitleAs, transcript
from variorum.accession.manuscript.foreign_words import with_languages
from variorum.accession.word import read
from variorum.account.imports.rules import Omission
from variorum.doors import Comments, Deposit

MANNERS: tuple[Comments, ...] = ("queries", "notes", "none")
CASE = next(case for case in CASES if any("The [whole]" in fence.body for fence in case.standing))
FILE = packed(CASE.input.body, {fence.info: fence.body for fence in CASE.standing})


def words(comments: Comments) -> str:
    page = read("letter.docx", FILE, comments=comments).value
    assert page is not None
    return transcript(with_languages(page)[0], {}, TitleAs.ELSEWHERE)


def test_as_notes_they_print_with_the_initials_of_who_wrote_them() -> None:
    text = words("notes")
    assert "Dear Sir,[^c0]" in text
    assert "[^c0]: The [whole] salutation? (VB)" in text
    assert "query" not in text
    assert "anchor" not in text


def test_left_out_each_is_told() -> None:
    text = words("none")
    assert "Dear Sir,\n" in text
    assert "[^c" not in text
    page = read("letter.docx", FILE, comments="none").value
    assert page is not None
    told = [one.begins for one in page.left_out if one.what == "a comment"]
    assert len(told) == 10
    assert "The [whole] salutation?" in told


@pytest.mark.parametrize("comments", MANNERS)
def test_the_account_of_each_manner_balances(comments: Comments) -> None:
    for case in CASES:
        file = packed(case.input.body, {fence.info: fence.body for fence in case.standing})
        account = account_of("word", Deposit("one.docx", file), comments=comments)
        assert slugs(account) == set(), case


def test_the_account_counts_what_is_left_out() -> None:
    account = account_of("word", Deposit("one.docx", FILE), comments="none")
    assert account.omitted[Omission.COMMENT_CALL] == 10
    assert account.omitted[Omission.COMMENT] == 26


@pytest.mark.parametrize("comments", MANNERS)
def test_an_edition_is_made_checked_and_built(desk: Desk, tmp_path: Path, comments: Comments) -> None:
    """The report and `check` tell of each query, with its place; each file passes its proof."""
    given = tmp_path / "letter.docx"
    given.write_bytes(FILE)
    with zipfile.ZipFile(given, "a") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
    root = tmp_path / comments
    made = desk.variorum("new", str(root), "--from", str(given), "--comments", comments)
    assert made.status == 0
    report = (root / "reading.md").read_text("utf-8")
    open_ = [line for line in desk.variorum("check", str(root)).out.splitlines() if " query-open " in line]
    if comments == "queries":
        assert "Queries that stand open, which no page prints: 10." in report
        assert all(f": query {number} of 10" in report for number in range(1, 11))
        assert len(open_) == 10
        assert "query 1 of 10, by Vera Bell: “The [whole] salutation?”" in open_[0]
    else:
        assert "Queries" not in report
        assert not open_
    built = desk.variorum("build", str(root), "--to", "pdf,epub,docx,tei", "--out", str(tmp_path / "out"))
    assert built.status == 0
    assert built.out.count(" passed") == 4
