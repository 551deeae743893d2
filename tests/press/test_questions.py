"""`build --queries`: what `check` finds is asked at its place, in files for editing alone."""

from __future__ import annotations

from desk import Desk

from variorum.extract import QuerySeen
from variorum.returned import CHECK
from variorum_docx import renderer

LETTER = """\
1 March 1918 (No 17) A letter

Put down on paper as it stood. (2 pp)

The lamp was lit at dusk; it burned well.[^a] Then the keeper went home.

[page two] He came back. [page five] He saw the [illegibel] word <u>under</u> the lamp.

[^a]: The oil was good, said the [illegibel] keeper.
[^b]: Nobody calls it.
"""
"""A text with findings in head, body and note, and one of a note that nothing calls."""
WHERE = {
    "the head counts 2 pages, the text marks 3.": ("one/head", "2 pp"),
    "page five follows page two.": ("one/body", "page five"),
    "“[illegibel]” is nearly the sign “Illegible”: “[illegible]”.": ("one/body", "word under"),
}
"""Where they are asked, and what words follow; a sign is asked inside of its brackets."""


def built(desk: Desk, *more: str) -> bytes:
    desk.edition(one=LETTER)
    said = desk.variorum("build", "letters", "--to", "docx,epub", "--out", "out", *more)
    assert said.status == 0, said.out
    return desk.files()["letters.docx"]


def asked(data: bytes) -> tuple[QuerySeen, ...]:
    queries = renderer.extract(data).queries
    assert queries is not None
    return queries


def words_at(data: bytes, query: QuerySeen) -> tuple[str, str]:
    """Return the stream in which a question is asked, and the words behind it."""
    assert query.at is not None
    tokens = renderer.extract(data).streams[query.at.stream][query.at.index :]
    return query.at.stream, " ".join(token.text for token in tokens)


def test_what_check_finds_is_asked_where_it_is_found(desk: Desk) -> None:
    data = built(desk, "--queries")
    found = asked(data)
    assert {one.author for one in found} == {CHECK}
    for said, (stream, words) in WHERE.items():
        places = [words_at(data, one) for one in found if one.words.startswith(said)]
        assert [place for place in places if place[0] == stream and words in place[1][:40]], (said, places)
    in_note = [words_at(data, one) for one in found if "illegibel" in one.words]
    assert any(words.startswith("Then the keeper") for _, words in in_note), "asked at the call of its note"
    assert len(found) == 4
    assert not [one for one in found if "never called" in one.words], "nothing is printed in its place"


def test_it_is_asked_nowhere_else_and_only_if_it_is_wished(desk: Desk) -> None:
    assert asked(built(desk)) == ()
    plain = desk.files()["letters.epub"]
    built(desk, "--queries")
    assert desk.files()["letters.epub"] == plain


def test_the_proof_and_pull_know_the_questions(desk: Desk) -> None:
    built(desk, "--queries")
    command = ["proof", "out/letters.docx", "--against", "letters"]
    assert desk.variorum(*command, "--queries").status == 0
    assert desk.variorum(*command).status == 2
    assert "no change" in desk.variorum("pull", "out/letters.docx", "--into", "letters").err
