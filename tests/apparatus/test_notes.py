"""Notes: their numbers, their lemmas, who speaks in them, and how they are called."""

from __future__ import annotations

import pytest
from apparatus.printed import document, edition, line, lines, note_lines, one, p, published, t
from invented import a_run

from variorum.apparatus.numerals import mark
from variorum.apparatus.text.choices import sigla
from variorum.apparatus.text.flow import behind_words
from variorum.findings.edition import InitialsUnknown, PersonsUnmentioned, RegisterUnknown
from variorum.model import (
    Added,
    Cell,
    Deleted,
    Facts,
    Field,
    FieldKind,
    Gap,
    Head,
    Heading,
    Item,
    Line,
    LineKind,
    List,
    Name,
    Note,
    NoteRef,
    PageBreak,
    Person,
    Regularised,
    Remark,
    RemarkBlock,
    Row,
    Supplied,
    Table,
    Voice,
    Witness,
)
from variorum.publication import Call, Para, PBlocks, PInlines, PublishedDocument, Styled, Title

HAND = Facts(medium="hand")
KRYUCHKOV = Person(
    "kryuchkov", "Vladimir Kryuchkov", "Kryuchkov, Vladimir", ("Alyoshin",), about="head of a directorate"
)


def note(name: str, words: str = "Words.", voice: Voice = Voice.EDITOR, resp: tuple[str, ...] = ()) -> Note:
    return Note(name, (p(words),), voice=voice, facts=Facts(resp=resp))


def calls(blocks: PBlocks) -> list[Call]:
    found: list[Call] = []

    def walk(children: PInlines) -> None:
        for child in children:
            if isinstance(child, Call):
                found.append(child)
            elif isinstance(child, Styled):
                walk(child.children)

    for block in blocks:
        if isinstance(block, Para | Title):
            walk(block.children)
    return found


def test_two_series_are_numbered_in_the_order_of_their_calls() -> None:
    insertion = Added((t("w"),), facts=HAND)
    made = one(
        p(PageBreak("one", generated=True), "a", NoteRef("x"), " ", insertion, NoteRef("y"), " ", insertion),
        notes=(note("y", "Second."), note("x", "First.")),
    )
    assert note_lines(made) == [
        "editorial 1 p1: First.",
        "textual a p1: <lemma>w</><lemma-bracket>]</> <wording>inserted by hand</> "
        "<page-reference>(page 1)</>",
        "editorial 2 p1: Second.",
        "textual b p1: <lemma>w</><lemma-bracket>]</> <wording>inserted by hand</> "
        "<page-reference>(page 1)</>",
    ]


def test_letters_go_on_behind_z() -> None:
    assert [mark("a", number) for number in (1, 26, 27, 28, 52, 53, 703)] == [
        *("a", "z", "aa", "ab", "az", "ba", "aaa"),
    ]
    assert [mark("*", number) for number in (1, 2, 4, 5)] == ["*", "†", "§", "**"]
    assert [mark("i", number) for number in (4, 9, 14)] == ["iv", "ix", "xiv"]


def test_numbers_begin_anew_in_each_document() -> None:
    body = p("a", NoteRef("x"))
    made = published(
        edition(document(body, notes=[note("x")], name="d"), document(body, notes=[note("x")], name="e"))
    ).value
    assert [each.notes[0].label.text for each in made.documents] == ["1", "1"]
    assert made.documents[0].notes[0].id != made.documents[1].notes[0].id


def test_a_note_called_twice_keeps_its_number_and_is_printed_once() -> None:
    made = one(p("a", NoteRef("x"), " b", NoteRef("y"), " c", NoteRef("x")), notes=(note("x"), note("y")))
    found = calls(made.body)
    assert [(each.label.text, each.first) for each in found] == [("1", True), ("2", True), ("1", False)]
    assert len({each.id for each in found}) == 3
    assert [each.call for each in made.notes] == [found[0].id, found[1].id]


def test_notes_are_called_from_headings_cells_items_and_remarks() -> None:
    made = one(
        p("Before it. " * 160),
        Heading((t("H"), NoteRef("a"))),
        Table((Row((Cell((p("c", NoteRef("b")),)),)),), caption=(t("T"), NoteRef("f"))),
        List((Item((p("i", NoteRef("c")),), "1."),)),
        RemarkBlock((p("r", NoteRef("d")),)),
        Line(LineKind.SIGNATURE, (t("s"), NoteRef("e"))),
        notes=[note(name) for name in "abcdef"],
    )
    assert [each.label.text for each in made.notes] == ["1", "2", "3", "4", "5", "6"]
    assert lines(made.body)[1:4] == ["heading-1: H^1", "table: T^2", "  c^3"]
    assert lines(made.body)[-2:] == ["  first: <sign-mark>[</>r^5]", "signature: s^6"]


def test_a_long_lemma_keeps_its_ends() -> None:
    made = one(p(Added((t("one two three four five six seven"),), facts=HAND)))
    assert note_lines(made)[0].startswith("textual a pNone: <lemma>one two … six seven</>")


def test_a_lemma_holds_neither_calls_nor_page_marks() -> None:
    words = (t("a"), NoteRef("x"), PageBreak("two"), t("b"))
    made = one(p(Added(words, facts=HAND)), notes=[note("x")])
    assert note_lines(made)[1].startswith("textual a p2: <lemma>ab</>")


def test_a_note_with_a_lemma_of_its_own_prints_it() -> None:
    given = Note("x", (p("A plan."),), lemma=(t("task"),))
    made = one(p("task", NoteRef("x")), notes=[given])
    assert note_lines(made) == ["editorial 1 pNone: <lemma>task</><lemma-bracket>]</> A plan."]


def test_a_note_says_whose_it_is_unless_it_is_the_editions() -> None:
    given = [
        note("a"),
        note("b", voice=Voice.TRANSLATOR),
        note("c", voice=Voice.SOURCE),
        note("d", voice=Voice.TRANSLATOR, resp=("VB",)),
        note("e", "Signed, VB", resp=("VB",)),
    ]
    made = one(p("x", *(NoteRef(each.id) for each in given)), notes=given)
    assert [each.split(": ", 1)[1] for each in note_lines(made)] == [
        "Words.",
        "Words. <wording>[Translator’s note.]</>",
        "Words. <wording>[Note in the source.]</>",
        "Words. <wording>(VB)</>",
        "Signed, VB",
    ]


def test_no_note_calls_a_note() -> None:
    outer = Note("x", (p("See below", NoteRef("y"), "; ", Added((t("w"),), facts=HAND)),))
    made = one(p("a", NoteRef("x")), notes=[outer, note("y", "Inner.")])
    assert note_lines(made) == ["editorial 1 pNone: See below [Note: Inner.]; <inserted>w</>"]
    also = one(p("a", NoteRef("x"), " b", NoteRef("y")), notes=[outer, note("y", "Inner.")])
    reference = "((note 2 -> #d_note_y))"
    assert note_lines(also)[0] == f"editorial 1 pNone: See below {reference}; <inserted>w</>"


def test_notes_that_call_each_other_end() -> None:
    ring = [
        Note("x", (p("X", NoteRef("y")),)),
        Note("y", (p("Y", NoteRef("z")),)),
        Note("z", (p("Z", NoteRef("y")),)),
    ]
    assert note_lines(one(p("a", NoteRef("x")), notes=ring)) == ["editorial 1 pNone: X [Note: Y [Note: Z]]"]


def test_a_call_of_no_note_is_kept_as_text() -> None:
    assert line("a", NoteRef("lost")) == "a[^lost]"


def test_notes_of_the_head_come_first_and_have_no_page() -> None:
    title = Field(FieldKind.TITLE, (t("T"), NoteRef("y")))
    body = p(PageBreak("1", generated=True), "a", NoteRef("x"))
    given = document(body, notes=[note("x"), note("y")], head=Head((p(title),)))
    (made,) = published(edition(given)).value.documents
    assert [(each.label.text, each.page) for each in made.notes] == [("1", None), ("2", a_run("1"))]
    assert lines(made.head) == ["document-title: T^1"]
    assert made.title.text == "T"


# ---- people


def identified(*children: object, profile: str = "edition") -> PublishedDocument:
    body = p(*children)  # type: ignore[arg-type]
    return published(edition(document(body), persons=[KRYUCHKOV]), profile).value.documents[0]


def test_a_cover_name_is_identified_at_its_first_mention_in_each_document() -> None:
    made = published(
        edition(
            document(p("Alyoshin, with Alyoshin and Kryuchkov"), name="d"),
            document(p("To Alyoshin."), name="e"),
            persons=[KRYUCHKOV],
        )
    ).value
    assert [lines(each.body) for each in made.documents] == [
        ["first: Alyoshin,^1 with Alyoshin and Kryuchkov"],
        ["first: To Alyoshin.^1"],
    ]
    assert note_lines(made.documents[0]) == [
        "editorial 1 pNone: <wording>Cover name of</> Vladimir Kryuchkov, head of a directorate."
    ]


def test_a_cover_name_is_a_whole_word() -> None:
    assert lines(identified("Alyoshina").body) == ["first: Alyoshina"]


def test_a_cover_name_known_by_its_reference_only_is_identified_too() -> None:
    made = identified(Name((t("our friend"),), "cover", "kryuchkov"), " says")
    assert lines(made.body) == ["first: our friend^1 says"]


def test_a_reference_into_no_register_is_found_with_the_nearest() -> None:
    made = published(edition(document(p(Name((t("K"),), ref="kryuchkow"))), persons=[KRYUCHKOV]))
    (finding,) = (one for one in made.diagnostics if not isinstance(one, PersonsUnmentioned))
    assert (type(finding), finding.hint) == (
        RegisterUnknown,
        "Add it to edition.toml. Did you mean “kryuchkov”?",
    )


def test_unknown_initials_are_found_and_printed() -> None:
    remark = Remark((t("so"),), facts=Facts(resp=("VX",)))
    made = published(edition(document(p(remark)), persons=[Person("b", "V B", initials=("VB",))]))
    (finding,) = (one for one in made.diagnostics if not isinstance(one, PersonsUnmentioned))
    assert (type(finding), dict(finding.facts)["initials"]) == (InitialsUnknown, "VX")
    assert "“VB”" in finding.hint
    assert lines(made.value.documents[0].body) == ["first: <remark><upright>[</>so<upright>, VX]</></>"]


def test_one_who_is_named_by_an_id_signs_by_initials() -> None:
    people = [Person("b", "V B", initials=("VB",)), Person("c", "Anna C")]
    remarks = (Remark((t("so"),), facts=Facts(resp=(name,))) for name in ("b", "c", "VB"))
    (made,) = published(edition(document(p(*remarks)), persons=people)).value.documents
    said = "".join(lines(made.body))
    assert [said.count(name) for name in ("so<upright>, VB]", "so<upright>, Anna C]", ", b]")] == [2, 1, 0]


# ---- remarks as notes


def test_in_a_reading_print_remarks_become_notes_and_signs_are_silent() -> None:
    made = one(
        p("a ", Added((t("b"),), facts=HAND), " ", Remark((t("so"),), facts=Facts(resp=("VB",)))),
        RemarkBlock((p("A summary."),)),
        List((Item((p("i"),), "1."), RemarkBlock((p("Between."),)), Item((p("j"),), "2."))),
        p(Supplied((t("c"),)), Gap("omitted")),
        profile="reading",
    )
    assert lines(made.body) == [
        "first: a b^1^2",
        "list 1.",
        "  first: i^3",
        "list 2.",
        "  first: j",
        "first: <supplied>[c]</><gap><upright>[…]</></>",
    ]
    assert note_lines(made) == [
        "editorial 1 pNone: So. <wording>(VB)</>",
        "editorial 2 pNone: A summary.",
        "editorial 3 pNone: Between.",
    ]


def test_the_call_of_a_remark_stands_against_the_word_before_it() -> None:
    assert line("a ", Remark((t("so"),)), " b", profile="reading") == "a^1 b"


def test_a_page_that_begins_in_a_remark_stays_in_the_text() -> None:
    remark = RemarkBlock((p(PageBreak("two"), "A summary."),))
    made = one(p("a"), remark, p("b"), profile="reading")
    assert lines(made.body) == ["first: a^1", "body: {2|}b"]
    assert note_lines(made)[0].endswith(": A summary.")
    assert lines(one(p("a"), remark, profile="reading").body) == ["first: a^1{2|}"]
    listed = List((Item((p("i"),), "1."), remark, Item((p("j"),), "2.")))
    assert lines(one(listed, profile="reading").body) == [
        "list 1.",
        "  first: i^1",
        "list 2.",
        "  first: {2|}j",
    ]
    last = List((Item((p("i"),), "1."), remark))
    assert lines(one(last, profile="reading").body) == ["list 1.", "  first: i^1{2|}"]
    inline = Remark((t("so "), PageBreak("two"), t("far")))
    assert line("a ", inline, " b", profile="reading") == "a^1{2|} b"


def test_calls_and_pages_outlive_the_words_that_a_profile_leaves_out() -> None:
    words = (t("x"), PageBreak("two", joins_word=True), NoteRef("n"))
    deleted = one(p("a ", Deleted(words), "b"), notes=[note("n")], profile="reading")
    assert lines(deleted.body) == ["first: a^1 {2|}b"]
    regular = one(p("a ", Regularised(words, (t("y"),))), notes=[note("n")], profile="reading")
    assert lines(regular.body) == ["first: a y{2|}^1"]
    both = one(p("a ", Regularised(words, (t("y"), *words[1:]))), notes=[note("n")], profile="reading")
    assert lines(both.body) == ["first: a y{2|}^1"]


def test_a_remark_that_nothing_precedes_is_called_behind_the_first_word() -> None:
    made = one(RemarkBlock((p("Before."),)), p("a b"), profile="reading")
    assert lines(made.body) == ["first: a^1 b"]
    alone = one(RemarkBlock((p("Alone."),)), profile="reading")
    assert lines(alone.body) == ["first: ^1"]


def test_witnesses_that_have_a_key_are_cited_by_letters() -> None:
    listed = [Witness("A"), Witness("D_000193-wit01"), Witness("Vat. lat. 3"), Witness("D_000193-wit02")]
    assert sigla(listed) == {"D_000193-wit01": "B", "D_000193-wit02": "C"}


@pytest.mark.parametrize(
    ("title", "dated"),
    [("Ann to Ben, 3 May 1901", False), ("Ann to Ben, 13 May 1901", True), ("Ann to Ben", True)],
)
def test_a_date_that_a_file_adds_to_a_title_with_it_is_not_printed_again(title: str, dated: bool) -> None:
    fields = (Field(FieldKind.TITLE, (t(title),)), Field(FieldKind.DATE, (t("3 May 1901"),)))
    given = document(p("Dear Ben."), head=Head(added=tuple(map(p, fields))))
    (made,) = published(edition(given)).value.documents
    roles = [block.role for block in made.head]
    assert ("document-date" in roles) is dated


def test_a_call_between_letters_stays_where_its_source_marks_it_or_no_blanks_part_words() -> None:
    own = Call("c", "n", a_run("*"), "editorial", in_word=True)
    assert behind_words((a_run("Star"), own, a_run("next"))) == (a_run("Star"), own, a_run("next"))
    number = Call("c", "n", a_run("1"), "editorial")
    for before, behind in (("他昨天", "去了北京。"), ("นายเวียง", "กลับมา"), ("かれは", "きた")):
        kept = (a_run(before), number, a_run(behind))
        assert behind_words(kept) == kept
    assert behind_words((a_run("동"), number, a_run("해 물"))) == (
        a_run("동"),
        a_run("해"),
        number,
        a_run(" 물"),
    )


def test_notes_that_nothing_calls_name_their_pages_where_they_share_a_label() -> None:
    def lost(name: str, page: str) -> Note:
        facts = Facts(rend="a", also=(f"page={page}",))
        return Note(name, (p(f"On {name}."),), "textual", facts=facts)

    body = p("One", NoteRef("n"), " two.", PageBreak("25"), " Three.")
    called = Note("n", (p("On one."),), "textual")
    made = one(body, notes=[called, lost("x", "25"), lost("y", "26")])
    on = "  first: On {}. <page-reference>(page {})</>"
    assert lines(made.after) == ["list a", on.format("x", 25), "list a", on.format("y", 26)]
    made = one(body, notes=[called, lost("x", "25")])
    assert lines(made.after) == ["list a", on.format("x", 25)]
    made = one(body, notes=[lost("x", "25")])
    assert lines(made.after) == ["list a", "  first: On x."]
