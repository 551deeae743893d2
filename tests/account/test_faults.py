"""What is said of each kind of fault: its finding, and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from account.books import account_of, prepared, told
from account.mutants import (
    Change,
    add_a_blank,
    change_a_letter,
    lose_a_blank,
    lose_a_run,
    lose_a_word,
    mutants,
    print_twice,
)

from variorum.account import account
from variorum.claim import Claim, ClaimRule
from variorum.origin import LeftOut, OmissionRule
from variorum.press.preparation import Preparation
from variorum.publication import Call, PageMark, Para, PInlines, Publication, Run
from variorum.source import Span

LETTER = "A letter of **great** length[^a] and [page two] more of it.\n\n[^a]: A note of some words.\n"


@pytest.fixture
def letter(tmp_path: Path) -> Preparation:
    return prepared(tmp_path, LETTER, convention="soviet-archives")


def said(letter: Preparation, publication: Publication) -> list[str]:
    """Return the findings of the account on a publication that is not what the letter became."""
    found = account(publication, letter.sources, letter.claims).diagnostics
    return [f"{one.span and one.span.start} {one.slug}: {one.message}" for one in found]


def of_first(letter: Preparation, fault: Change, text: str) -> Publication:
    """Return the publication with a fault in the first run that has these characters."""
    assert letter.publication is not None
    return next(made for run, made in mutants(letter.publication, fault) if text in run.text)


@pytest.mark.parametrize(
    ("fault", "text", "expected"),
    [
        (lose_a_run, "great", ["(1, 15) account-lost: “great” is not printed, and no rule leaves it out"]),
        (
            print_twice,
            "great",
            [
                "(1, 15) account-twice: “great” is printed twice: in one/body and in one/body",
                "(1, 15) account-order: “great” is printed behind “great”, before which it stands in the"
                " source",
            ],
        ),
        (
            change_a_letter,
            "great",
            [
                "(1, 15) account-lost: “great” is not printed, and no rule leaves it out",
                "(1, 15) account-foreign: “xreat” is printed in one/body as of the source, which has “great”"
                " here",
            ],
        ),
        (
            lose_a_blank,
            "more of it",
            ["(1, 49) account-blank-missing: “more” and “of” are printed without the blank between them"],
        ),
        (
            add_a_blank,
            "great",
            [
                "(1, 15) account-blank-extra: “gr” and “eat” are printed with a blank between them that the"
                " source does not have"
            ],
        ),
    ],
)
def test_a_fault_in_a_run_is_told(letter: Preparation, fault: Change, text: str, expected: list[str]) -> None:
    assert said(letter, of_first(letter, fault, text)) == expected


def test_words_that_are_left_out_in_part_are_told(letter: Preparation) -> None:
    made = of_first(letter, lose_a_word, "more of it")
    (document,) = made.documents
    place = Span("one.txt", 1, 48, 1, 59)
    left = LeftOut(place, OmissionRule.SIGN_OMITTED, "deleted")
    told = said(letter, replace(made, documents=(replace(document, left_out=(left,)),)))
    assert any("account-partly" in one for one in told)


def changed(letter: Preparation, change: Callable[[PInlines], PInlines]) -> Publication:
    """Return the publication with the inlines of its first paragraph changed."""
    assert letter.publication is not None
    (document,) = letter.publication.documents
    first, *rest = document.body
    assert isinstance(first, Para)
    body = (replace(first, children=change(first.children)), *rest)
    return replace(letter.publication, documents=(replace(document, body=body),))


def test_a_call_behind_a_blank_is_told(letter: Preparation) -> None:
    def move(children: PInlines) -> PInlines:
        call = next(each for each in children if isinstance(each, Call))
        at = children.index(call)
        behind = children[at + 1]
        assert isinstance(behind, Run) and behind.text.startswith(" ")
        return (*children[:at], behind.part(0, 1), call, behind.part(1), *children[at + 2 :])

    assert said(letter, changed(letter, move)) == [
        "(1, 34) account-call: the call before “and” does not hang on the word before it"
    ]


def test_a_page_mark_against_a_word_is_told(letter: Preparation) -> None:
    def join(children: PInlines) -> PInlines:
        at = next(at for at, each in enumerate(children) if isinstance(each, PageMark) and each.printed)
        before = children[at - 1]
        assert isinstance(before, Run)
        return (*children[: at - 1], before.part(0, len(before.text.rstrip())), *children[at:])

    assert any("account-page" in one for one in said(letter, changed(letter, join)))


def test_words_in_another_order_are_told(letter: Preparation) -> None:
    told = said(letter, changed(letter, lambda children: (*children[2:], *children[:2])))
    assert any("account-order" in one for one in told)


def test_a_claim_on_a_word_and_one_made_twice_are_told(letter: Preparation) -> None:
    assert letter.publication is not None
    claims = letter.claims["one.txt"]
    assert claims
    on_a_word = Claim(Span("one.txt", 1, 1, 1, 2), ClaimRule.STYLE_MARK)
    for more in (on_a_word, claims[0]):
        found = account(letter.publication, letter.sources, {"one.txt": (*claims, more)}).diagnostics
        assert "account-claim" in {one.slug for one in found}


def test_a_file_without_claims_that_is_no_tei_is_told_as_not_counted(letter: Preparation) -> None:
    assert letter.publication is not None
    found = account(letter.publication, letter.sources, {"one.txt": None}).diagnostics
    assert [one.slug for one in found] == ["account-uncounted"]


@pytest.mark.parametrize("profile", ["edition", "reading", "diplomatic"])
def test_a_form_that_is_empty_parts_no_word(tmp_path: Path, profile: str) -> None:
    for text in ("Cape{corrected||die das}.", "A {regularised||b}c and {corrected|d|}e."):
        assert told(account_of(tmp_path, text, profile, "tei")) == ""


def test_letters_under_marks_keep_their_accents_behind_a_blank(tmp_path: Path) -> None:
    text = "<body><p>a <unclear> ε͂ and x̆</unclear> b</p></body>"
    assert told(account_of(tmp_path, text, "edition", "leiden")) == ""
