"""Emendations: found by page, lemma and occurrence; printed in the text or in the note."""

from __future__ import annotations

from typing import Any

import pytest
from apparatus.printed import document, edition, lines, note_lines, p, published, t

from variorum.apparatus.text.meanings.emendation import cut_inlines, emend
from variorum.findings import Diagnostic
from variorum.findings.edition import EmendationAmbiguous, EmendationMissing
from variorum.model import (
    Added,
    Block,
    Corrected,
    Damaged,
    Emendation,
    Emphasis,
    EmphasisKind,
    FieldKind,
    Inline,
    Inlines,
    Item,
    LineBreak,
    List,
    Note,
    NoteRef,
    PageBreak,
    RemarkBlock,
    Supplied,
    Text,
    Verse,
    VerseLine,
    walk,
)
from variorum.model.schema import SHAPES, Shape, build
from variorum.publication import PublishedDocument
from variorum.source import Span

TEXT = (p(PageBreak("one"), "a cuntry"), p(PageBreak("two"), "no cuntry, old cuntry"))


def emend_blocks(
    *body: Block, lemma: str = "cuntry", reading: str = "country", profile: str = "edition", **where: object
) -> tuple[PublishedDocument, tuple[Diagnostic, ...]]:
    given = Emendation("d", lemma, reading, **where)  # type: ignore[arg-type]
    notes = [Note("x", (p("Note."),))]
    made = published(edition(document(*body, notes=notes), emendations=[given]), profile)
    return made.value.documents[0], made.diagnostics


def test_the_text_has_the_reading_and_the_note_the_source() -> None:
    made, findings = emend_blocks(*TEXT, page="1")
    assert findings == ()
    assert lines(made.body)[0] == "first: {1|}a <emendation>country</>^a"
    assert note_lines(made) == [
        "textual a p1: <lemma>country</><lemma-bracket>]</> cuntry <wording>source</> "
        "<page-reference>(page 1)</>"
    ]


def test_in_a_diplomatic_print_the_text_has_the_source_and_the_note_the_reading() -> None:
    made, _ = emend_blocks(*TEXT, page="one", profile="diplomatic")
    assert lines(made.body)[0] == "first: {1|}a <emendation>cuntry</>^a"
    assert note_lines(made)[0].startswith(
        "textual a p1: <lemma>cuntry</><lemma-bracket>]</> <wording>read</> country"
    )


def test_the_model_is_not_touched() -> None:
    given = document(*TEXT)
    marked = emend(given, {"e": Emendation("d", "cuntry", "country", "1")}).value
    assert given.body == TEXT
    assert marked.body != TEXT
    assert walk.plain(marked.body) == walk.plain(TEXT)


def test_a_lemma_found_twice_is_an_error_until_the_occurrence_is_named() -> None:
    _, findings = emend_blocks(*TEXT, page="2")
    assert [(type(each), dict(each.facts)["count"]) for each in findings] == [(EmendationAmbiguous, 2)]
    made, findings = emend_blocks(*TEXT, page="2", occurrence=2)
    assert findings == ()
    assert lines(made.body)[1] == "body: {2|[page two]}no cuntry, old <emendation>country</>^a"
    _, findings = emend_blocks(*TEXT, occurrence=4)
    assert [type(each) for each in findings] == [EmendationMissing]


def test_a_lemma_on_another_page_is_missing_and_the_hint_says_where_it_stands() -> None:
    _, findings = emend_blocks(*TEXT, page="3")
    assert [(type(each), each.hint) for each in findings] == [
        (EmendationMissing, "“cuntry” stands on page 1, 2.")
    ]
    _, findings = emend_blocks(*TEXT, lemma="contry")
    assert [type(each) for each in findings] == [EmendationMissing]


def test_an_emendation_of_no_document_is_missing() -> None:
    given = Emendation("other", "a", "b")
    made = published(edition(document(p("a")), emendations=[given]))
    assert [type(each) for each in made.diagnostics] == [EmendationMissing]


def test_a_whole_word_is_preferred_to_a_part_of_one() -> None:
    made, findings = emend_blocks(p("inside or in"), lemma="in", reading="on")
    assert (findings, lines(made.body)) == ((), ["first: inside or <emendation>on</>^a"])
    made, _ = emend_blocks(p("cuntrymen"))
    assert lines(made.body) == ["first: <emendation>country</>men^a"]


def test_a_lemma_may_run_over_inlines_line_ends_and_no_break_spaces() -> None:
    bold = Emphasis(EmphasisKind.BOLD, (t("try of"),))
    made, findings = emend_blocks(
        p("your cun", bold, LineBreak(), "the\u00a0sea"), lemma="cuntry of the", reading="coast of"
    )
    assert findings == ()
    assert lines(made.body) == ["first: your <emendation>coast of</>^a\u00a0sea"]
    part = emend_blocks(p("your cun", bold, " sea"))[0]
    assert lines(part.body) == ["first: your <emendation>country</>^a<bold> of</> sea"]


def test_calls_and_page_marks_inside_a_lemma_are_kept() -> None:
    made, _ = emend_blocks(p("a cun", NoteRef("x"), PageBreak("two", joins_word=True), "try"))
    assert lines(made.body) == ["first: a <emendation>country^1{2|[page two]}</>^a"]


def test_emendations_reach_every_line_of_text() -> None:
    for block in (
        List((Item((p("cuntry"),)),)),
        RemarkBlock((p("cuntry"),)),
        Verse((VerseLine((t("cuntry"),)),)),
        p(Supplied((t("cuntry"),))),
        p(Added((t("cuntry"),))),
    ):
        made, findings = emend_blocks(block)
        assert findings == ()
        assert "<emendation>country</>" in "".join(lines(made.body))


def sample(shape: Shape, words: dict[str, Inlines]) -> Any:
    """Return an inline with words in some of its fields."""
    given: dict[type, object] = {EmphasisKind: EmphasisKind.BOLD, FieldKind: FieldKind.TITLE}
    required = {one.key: given.get(one.kind, "a") for one in shape.attributes if one.required}
    held: dict[str, Any] = {}
    for one in shape.contents:
        inside = words.get(one.field, ())
        held[one.field] = inside if one.many else sample(SHAPES[one.of[0]], {"children": inside})
    return build(shape, required, held, None)


INSIDE: dict[str, Inline] = {
    f"{name}.{one.field}": sample(shape, {one.field: (t("the dear cuntry by"),)})
    for name, shape in SHAPES.items()
    for one in shape.contents
    if one.source
}
"""Every inline that has words of the source's text, with these as its words."""


@pytest.mark.parametrize("name", INSIDE)
def test_an_emendation_finds_its_words_inside_whatever_holds_words_of_the_source(name: str) -> None:
    given = document(p("He left ", INSIDE[name], " train."))
    marked = emend(given, {"e": Emendation("d", "cuntry", "country")})
    assert marked.diagnostics == ()
    (_, outer, _) = walk.children(marked.value.body[0])
    assert type(outer) is type(INSIDE[name])
    below = [each for each in walk.descend(outer) if isinstance(each, Corrected) and each.facts.id == "e"]
    assert [each.sic for each in below] == [(t("cuntry"),)]


def test_what_is_said_of_words_is_said_of_the_emended_ones_once() -> None:
    made, findings = emend_blocks(p("the ", Damaged((t("dear cuntry by"),)), " train"))
    assert findings == ()
    assert lines(made.body) == ["first: the <sign>dear <emendation>country</>^a by</>^b train"]
    assert [note.partition(": ")[2] for note in note_lines(made)] == [
        "<lemma>country</><lemma-bracket>]</> cuntry <wording>source</>",
        "<lemma>dear <emendation>country</> by</><lemma-bracket>]</> <wording>damaged</>",
    ]
    whole, _ = emend_blocks(p("the ", Emphasis(EmphasisKind.BOLD, (t("cuntry"),))))
    assert lines(whole.body) == ["first: the <bold><emendation>country</>^a</>"]


def test_an_emendation_cannot_cut_a_choice_in_two() -> None:
    choice = Corrected((t("teh dear"),), (t("the dear"),))
    _, findings = emend_blocks(p("by ", choice, " cuntry"), lemma="dear cuntry")
    assert [type(each) for each in findings] == [EmendationMissing]
    made, findings = emend_blocks(p("by ", choice, " cuntry"), lemma="teh dear", reading="that")
    assert (findings, lines(made.body)) == ((), ["first: by <emendation>that</>^a cuntry"])


def test_several_emendations_of_one_line() -> None:
    given = [
        Emendation("d", "cuntry", "country"),
        Emendation("d", "teh", "the", resp=("VB",), reason="Slip."),
    ]
    made = published(edition(document(p("teh cuntry")), emendations=given)).value.documents[0]
    assert lines(made.body) == ["first: <emendation>the</>^a <emendation>country</>^b"]
    assert note_lines(made)[0] == (
        "textual a pNone: <lemma>the</><lemma-bracket>]</> teh <wording>source</> (VB). Slip."
    )


def test_initials_and_page_share_one_bracket_in_one_type() -> None:
    given = [Emendation("d", "teh", "the", resp=("VB",), reason="Slip.")]
    made = published(edition(document(p(PageBreak("2"), "teh")), emendations=given)).value.documents[0]
    assert note_lines(made) == [
        "textual a p2: <lemma>the</><lemma-bracket>]</> teh <wording>source</> (VB; "
        "<page-reference>page 2)</>. Slip."
    ]


def test_cutting_a_line_keeps_words_and_places() -> None:
    span = Span("f", 1, 1, 1, 7)
    line: tuple[Inline, ...] = (
        Text("abcdef", span=span),
        NoteRef("x"),
        Emphasis(EmphasisKind.BOLD, (t("gh"),)),
    )
    for at in range(9):
        before, after = cut_inlines(line, at, behind=True)
        assert walk.plain(before) + walk.plain(after) == "abcdefgh"
        assert len(walk.plain(before)) == at
    before, after = cut_inlines(line, 2, behind=True)
    assert [each.span for each in (*before, after[0])] == [Span("f", 1, 1, 1, 3), Span("f", 1, 3, 1, 7)]
    assert cut_inlines(line, 6, behind=True)[0][-1] == NoteRef("x")
    assert cut_inlines(line, 6, behind=False)[1][0] == NoteRef("x")
