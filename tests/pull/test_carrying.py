"""`variorum pull`: what breaks a law is found among the others; what makes other paragraphs is told."""

from __future__ import annotations

import pytest
from desk import Desk
from press import Press, Version
from pull.packages import with_text
from pull.test_pull import LETTER, SPECIMEN, book, came_back, letter, pulled, read

from variorum.pull.carrying import MISREAD
from variorum.pull.file.comparison import compare
from variorum.pull.file.items import BLANK, END
from variorum.returned import Leaf, Manuscript, Piece


def test_one_edit_that_the_source_would_misread_takes_no_other_with_it(desk: Desk) -> None:
    """Without its date at the beginning, the first line is no head, and every paragraph is read otherwise."""
    data = with_text(
        book(desk),
        ("1 March 1918", "Perhaps 1 March 1918"),
        ("Dear Colleague", "Dear Friend"),
        ("a small", "a very small"),
    )
    found = came_back(desk, data, "--apply")
    assert [one for one in found if not one[3]] == [("words added", "1", "Perhaps 1", False)]
    assert letter(desk) == LETTER.replace("Dear Colleague", "Dear Friend").replace("a small", "a very small")


def test_words_come_back_that_are_taken_for_something_else(press: Press) -> None:
    """The words are in the source as the editor typed them; what they are taken for there is told beside."""
    data = read(press.finished(Version(SPECIMEN), "docx"))
    one = pulled(SPECIMEN, with_text(data, ("No. 27/3", "Number 27/3")))
    words, style = one.changes
    assert (words.before, words.after, words.carried) == ("No.", "Number", True)
    assert (style.kind, style.before, style.after, style.carried) == (
        "paragraph style",
        "register",
        "title",
        False,
    )
    assert style.reason != MISREAD
    (text,) = one.texts.values()
    assert "Number 27/3" in text


def manuscript(*paragraphs: str) -> Manuscript:
    return Manuscript(tuple(Leaf("one/body", "body", (Piece(words),)) for words in paragraphs))


@pytest.mark.parametrize(
    ("before", "after", "gone", "put_in"),
    [
        (("S. Lindqvist", "Lindqvist.", "Is"), ("S.", "Lindqvist", "Lindqvist.", "Is"), BLANK, END),
        (("S.", "Lindqvist", "Lindqvist", "Is"), ("S. Lindqvist", "Lindqvist", "Is"), END, BLANK),
        (("one two", "two three"), ("one", "two", "two three"), BLANK, END),
    ],
)  # fmt: skip
def test_a_paragraph_is_parted_where_it_is_though_the_next_begins_alike(
    before: tuple[str, ...], after: tuple[str, ...], gone: str, put_in: str
) -> None:
    compared = compare(manuscript(*before), manuscript(*after))
    (one,) = compared.differences
    assert [compared.base.keys[item] for item in compared.base_view[one.start : one.end]] == [gone]
    assert [compared.edited.keys[item] for item in one.put_in] == [put_in]
