"""Queries: the proof misses one, finds one too many, and sees whatever is otherwise of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from query_edition import publication

from variorum import style
from variorum.extract import QuerySeen, TokenPlace
from variorum.findings.proof import ProofQuery
from variorum.proof import expectation_of, prove

PUBLICATION = publication()
STYLE = style.load("house").value
PERFECT = expectation_of(PUBLICATION, STYLE).extract
QUERIES = PERFECT.queries or ()
AT = next(at for at, one in enumerate(QUERIES) if one.words == "Which? There are two.")

Change = Callable[[QuerySeen], Sequence[QuerySeen]]


def faults(queries: tuple[QuerySeen, ...] | None) -> list[str]:
    """Return what the proof says of a file in which these queries are seen."""
    proof = prove(PUBLICATION, STYLE, replace(PERFECT, queries=queries), "book.docx")
    assert all(type(one) is ProofQuery for one in proof.diagnostics)
    return [one.message.removeprefix("book.docx: the query ") for one in proof.diagnostics]


def elsewhere(place: TokenPlace | None) -> TokenPlace:
    assert place is not None
    return replace(place, index=place.index + 1)


def test_a_perfect_file_passes_and_so_does_a_format_without_a_place_for_queries() -> None:
    assert len(QUERIES) == 9
    assert faults(QUERIES) == faults(tuple(reversed(QUERIES))) == faults(None) == []


def test_each_is_asked_where_it_stands() -> None:
    """The words of a range are those between its ends; what is asked in a note is asked at its call."""
    body = PERFECT.streams["d/body"]

    def words(one: QuerySeen) -> str:
        assert one.begins is not None
        assert one.ends is not None
        assert one.begins.stream == one.ends.stream
        stream = PERFECT.streams[one.begins.stream]
        return " ".join(token.text for token in stream[one.begins.index : one.ends.index])

    on_words = {one.words: words(one) for one in QUERIES if one.begins}
    assert on_words == {
        "Is this his title?": "A letter",
        "Which? There are two.": "of the Board.",
        "Over two paragraphs.": "here 1 on the 24th. So",
        "In a cell.": "One",
        "His hand?": "A. Clerk",
    }
    points = {one.words: one.at.index for one in QUERIES if one.at and not one.begins}
    before = [token.text for token in body]
    assert before[: points["A word lost?"]] == ["The"]
    assert before[points["In a note."] - 1] == "1"
    assert points["Where is the rest?"] == 0


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda one: (), "is missing"),
        (lambda one: (one, one), "is in word/comments.xml, and nobody asked it"),
        (lambda one: (replace(one, words="Who?"),), "is missing"),
        (lambda one: (replace(one, author="V. Bell"),), "has the author “V. Bell”, not “Vera Brown”"),
        (lambda one: (replace(one, initials=""),), "has the initials “”, not “VB”"),
        (lambda one: (replace(one, date=""),), "has the date “”, not “2026-11-02T09:30:00Z”"),
        (lambda one: (replace(one, at=elsewhere(one.at)),), "is asked 6 words into d/body, not 5"),
        (lambda one: (replace(one, at=None),), "is asked nowhere, not 5"),
        (lambda one: (replace(one, begins=elsewhere(one.begins)),), "is on words that begin 3 words into"),
        (lambda one: (replace(one, ends=None),), "on words that end nowhere, not"),
    ],
)
def test_a_query_must_be_there_as_it_was_asked(change: Change, says: str) -> None:
    here = change(replace(QUERIES[AT], place="word/comments.xml"))
    assert says in " | ".join(faults((*QUERIES[:AT], *here, *QUERIES[AT + 1 :])))


def test_of_two_alike_each_is_known_by_its_place() -> None:
    alike = [one for one in QUERIES if one.words == "Over two paragraphs."]
    assert len(alike) == 2
    others = [one for one in QUERIES if one.words != "Over two paragraphs."]
    assert faults((*others, alike[1], alike[0])) == []
    assert len(faults((*others, alike[0]))) == 1
