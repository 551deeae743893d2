"""The comparison finds every kind of fault, says where, and finds none in a perfect file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sample_publication import sample

from variorum import extract, style
from variorum.extract import Extract, Kind, Look, PageSeen, Token
from variorum.findings import Diagnostic
from variorum.findings.proof import (
    ProofCall,
    ProofFault,
    ProofInvisible,
    ProofLook,
    ProofMore,
    ProofNoteMissing,
    ProofNoteTwice,
    ProofOrder,
    ProofPage,
    ProofPartExtra,
    ProofWordExtra,
    ProofWordMissing,
    ProofWordWrong,
)
from variorum.proof import Proof, expectation_of, prove

PUBLICATION = sample()
STYLE = style.load("house").value
PERFECT = expectation_of(PUBLICATION, STYLE).extract
BODY = extract.body(PUBLICATION.documents[0].id)
NOTE = extract.note(PUBLICATION.documents[0].notes[0].id)

Change = Callable[[list[Token]], list[Token]]


def proof_of(found: Extract) -> Proof:
    return prove(PUBLICATION, STYLE, found, "book.pdf")


def changed(stream: str, change: Change) -> Proof:
    tokens = change(list(PERFECT.streams[stream]))
    return proof_of(replace(PERFECT, streams={**PERFECT.streams, stream: tuple(tokens)}))


def without(index: int) -> Change:
    return lambda tokens: tokens[:index] + tokens[index + 1 :]


def swapped(index: int) -> Change:
    return lambda t: [*t[:index], t[index + 1], t[index], *t[index + 2 :]]


def put(index: int, **facts: object) -> Change:
    return lambda t: [*t[:index], replace(t[index], **facts), *t[index + 1 :]]  # type: ignore[arg-type]


def call_at(tokens: tuple[Token, ...]) -> int:
    return next(i for i, token in enumerate(tokens) if token.kind is Kind.CALL)


CALL = call_at(PERFECT.streams[BODY])


def test_a_perfect_file_passes_and_everything_is_counted() -> None:
    proof = proof_of(PERFECT)
    assert proof.passed
    assert all(count.found == count.expected > 0 for count in proof.counts)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (without(3), ProofWordMissing),
        (swapped(3), ProofOrder),
        (put(3, text="otherwise"), ProofWordWrong),
        (lambda t: [*t[:4], t[3], *t[4:]], ProofWordExtra),
        (put(3, looks=((3, frozenset({Look.STRUCK})),)), ProofLook),
        (put(3, hidden="white on white"), ProofInvisible),
        (without(CALL), ProofCall),
        (put(CALL, text="99"), ProofCall),
        (put(CALL, note="another"), ProofCall),
    ],
)
def test_a_fault_in_the_body_is_found_at_its_place(change: Change, code: type[Diagnostic]) -> None:
    proof = changed(BODY, change)
    assert code in {type(finding) for finding in proof.diagnostics}
    finding = next(finding for finding in proof.diagnostics if type(finding) is code)
    assert "book.pdf" in finding.message
    assert "body" in finding.message
    words = next(count for count in proof.counts if count.name == "words")
    assert code in (ProofCall, ProofWordExtra) or words.found < words.expected


def test_swapped_words_are_told_from_lost_ones() -> None:
    assert {type(f) for f in changed(BODY, swapped(3)).diagnostics} == {ProofOrder}


def test_a_lost_note_is_named_by_its_label() -> None:
    streams = {name: tokens for name, tokens in PERFECT.streams.items() if name != NOTE}
    (finding,) = proof_of(replace(PERFECT, streams=streams)).diagnostics
    assert isinstance(finding, ProofNoteMissing)
    assert f"note {PUBLICATION.documents[0].notes[0].label} " in finding.message


def test_a_doubled_note_is_one_finding() -> None:
    (finding,) = changed(NOTE, lambda tokens: tokens * 2).diagnostics
    assert isinstance(finding, ProofNoteTwice)


def test_a_part_that_nobody_wrote_is_found() -> None:
    streams = {**PERFECT.streams, "note/stray": (Token("stray"),)}
    (finding,) = proof_of(replace(PERFECT, streams=streams)).diagnostics
    assert isinstance(finding, ProofPartExtra)


def test_parts_in_another_order_are_found() -> None:
    order = (*PERFECT.order[1:], PERFECT.order[0])
    (finding,) = proof_of(replace(PERFECT, order=order)).diagnostics
    assert isinstance(finding, ProofFault)


def test_a_page_mark_must_be_there_in_order_and_in_place() -> None:
    document = PUBLICATION.documents[0].id
    marks = PERFECT.pages[document]

    def with_pages(seen: tuple[PageSeen, ...]) -> list[type[Diagnostic]]:
        proof = proof_of(replace(PERFECT, pages={**PERFECT.pages, document: seen}))
        return [type(finding) for finding in proof.diagnostics]

    assert with_pages(marks) == []
    assert with_pages(tuple(replace(mark, index=None) for mark in marks)) == []
    for wrong in (marks[1:], marks[::-1], (*marks, marks[0]), (replace(marks[0], index=0), *marks[1:])):
        assert ProofPage in with_pages(wrong)


def test_many_faults_of_one_stream_are_cut_short() -> None:
    proof = changed(BODY, lambda tokens: tokens[:2])
    assert len(proof.diagnostics) < 20
    assert type(proof.diagnostics[-1]) is ProofMore
    assert "more faults" in proof.diagnostics[-1].message


def test_what_a_word_is() -> None:
    plain = frozenset[Look]()
    italic = frozenset({Look.ITALIC})
    pieces = [("co\u00adoper\u2010", plain, None), ("ate", italic, None), (" — “so”\u00a0it", plain, None)]
    tokens = extract.words(pieces)
    assert [token.text for token in tokens] == ["cooper-ate", "—", "“so”", "it"]
    assert tokens[0].looks == ((7, plain), (3, italic))
    call = Token("1", kind=Kind.CALL, note="n")
    around: list[extract.Piece | Token] = [("a", plain, None), call, (",", plain, None)]
    assert [token.text for token in extract.words(around)] == ["a", "1", ","]
