"""How the nodes of the model print."""

from __future__ import annotations

from dataclasses import replace

import pytest
from apparatus.printed import SET, body, document, edition, line, lines, note_lines, one, p, published, t
from invented import a_run

from variorum import style
from variorum.apparatus import Holdings, annotate
from variorum.apparatus.text.flow import behind_words, plain
from variorum.conventions.sign import ConventionSet, Means, Show, Sign
from variorum.findings.conventions import SignInvisible
from variorum.model import (
    Act,
    Added,
    AnchorEnd,
    AnchorStart,
    Attachment,
    BlockQuote,
    Cell,
    Certainty,
    Corrected,
    Damaged,
    Date,
    Deleted,
    Emphasis,
    EmphasisKind,
    Endorsement,
    EndorsementKind,
    Expanded,
    Extent,
    Facts,
    Figure,
    FigureBlock,
    Foreign,
    FormWork,
    Gap,
    Hand,
    HandShift,
    Heading,
    Inline,
    Item,
    Line,
    LineBreak,
    LineKind,
    List,
    Metamark,
    Milestone,
    Name,
    Note,
    NoteRef,
    PageBreak,
    Paragraph,
    Person,
    Postscript,
    Quote,
    Reading,
    Reference,
    Regularised,
    Remark,
    RemarkBlock,
    Replaced,
    Restored,
    Row,
    Rule,
    Segment,
    Space,
    Speech,
    Stamp,
    Supplied,
    Table,
    Term,
    Transposed,
    Unclear,
    Variant,
    Verse,
    VerseLine,
    Voice,
    Written,
)
from variorum.pictures import PictureForm, StillPicture
from variorum.publication import Call, Group, Link, PageMark, Para, Picture, Styled, Title
from variorum.roles import Role

HAND = Facts(medium="hand")

INLINES: tuple[tuple[Inline, str], ...] = (
    (t("words"), "words"),
    (Space(Extent("3", "letters")), "<gap-mark><sign>[blank: 3 letters]</></>"),
    (Emphasis(EmphasisKind.ITALIC, (t("w"),)), "<italic>w</>"),
    (Emphasis(EmphasisKind.UNDERLINE, (t("w"),), 2), "<double-underline>w</>"),
    (Written((t("w"),), facts=HAND), "<hand>w</>^a"),
    (Added((t("w"),), facts=HAND), "<inserted>w</>^a"),
    (Added((t("w"),)), "<sign><upright>‹</>w<upright>›</></>"),
    (Deleted((t("w"),)), "<deleted>w</>"),
    (Transposed((t("w"),)), "<sign><upright>‹</>w<upright>›</></>^a"),
    (Supplied((t("w"),)), "<supplied>[w]</>"),
    (Unclear((t("w"),)), "<sign><upright>[</>w<upright>?]</></>"),
    (Gap("omitted"), "<gap><upright>[…]</></>"),
    (Gap("illegible", Extent("1", "words")), "<gap-mark><sign>[1 word illegible]</></>"),
    (Gap("lost", Extent("3", "character")), "<gap-mark><sign>[3 characters lost]</></>"),
    (
        Gap("lost", Extent(at_most="1", unit="line")),
        "<gap-mark><sign>[at most 1 line lost]</></>",
    ),
    (
        Gap("lost", Extent(at_least="2", unit="lines")),
        "<gap-mark><sign>[at least 2 lines lost]</></>",
    ),
    (Gap("unstated"), "<sign>…</>"),
    (Gap(), "<sign><gap-mark>[</>…<gap-mark>]</></>"),
    (Gap("cut", summary=(t("a list"),)), "<sign><gap-mark>[</>a list<gap-mark>]</></>"),
    (Corrected((t("cuntry"),), (t("country"),)), "<emendation>cuntry <upright>[</>country<upright>]</></>"),
    (Corrected((t("cuntry"),), ()), "<emendation>cuntry <upright>[sic]</></>"),
    (Regularised((t("colour"),), (t("color"),)), "<sign>colour <upright>[</>color<upright>]</></>"),
    (
        Expanded((t("CC"),), (t("Central Committee"),)),
        "<sign>CC <upright>[</>Central Committee<upright>]</></>",
    ),
    (Variant((t("in May"),), (Reading((t("in June"),), ("B", "C")),)), "<sign>in May</>^a"),
    (Remark((t("so"),), facts=Facts(resp=("VB",))), "<remark><upright>[</>so<upright>, VB]</></>"),
    (Milestone("column", "2"), "<page-mark>|2|</>"),
    (Damaged((t("w"),), "water"), "<sign>w</>^a"),
    (Metamark((t("x"),), "insertion"), ""),
    (Metamark((t("x"),), "transposition"), "^a"),
    (Segment((t("w"),), "num"), "w"),
    (Name((t("w"),)), "w"),
    (Date((t("May"),), "1977-05"), "May"),
    (Term((t("w"),)), "w"),
    (Quote((t("‘w’"),)), "‘w’"),
    (Foreign((t("Москва"),), facts=Facts(lang="ru")), "<foreign>Москва</>"),
    (Reference((t("there"),), "https://example.org/a"), "(there -> https://example.org/a)"),
    (Reference((t("here"),), "d"), "(here -> #d)"),
    (Figure("map.png", "A map"), "[Figure: A map]"),
    (Stamp((t("Secret"),)), "<stamp><upright>[Stamp: </>Secret<upright>]</></>"),
    (FormWork((t("12"),), "header"), ""),
)


@pytest.mark.parametrize(("node", "printed"), INLINES, ids=lambda each: type(each).__name__)
def test_an_inline_prints(node: Inline, printed: str) -> None:
    wanted = (
        f"in {printed} out" if printed[:1] not in ("", "^") else f"in{printed} out"
    )  # calls hang on words
    assert line("in ", node, " out") == wanted


def test_a_change_of_hand_lasts_to_the_next() -> None:
    pencil, main = HandShift(facts=Facts(hand="k", medium="pencil")), HandShift(facts=Facts(hand="h1"))
    hands = (Hand("h1", main=True), Hand("k", scribe="Karl Kraus"))
    written = replace(document(p("typed ", pencil, "by hand ", main, "typed")), hands=hands)
    made = published(edition(written)).value.documents[0]
    assert lines(made.body) == ["first: typed <hand>by hand</>^a typed"]
    (note,) = made.notes
    assert [plain(para.children) for para in note.blocks if isinstance(para, Para)] == [
        "by hand] written in pencil by Karl Kraus"
    ]


@pytest.mark.parametrize("node", [node for node, _ in INLINES], ids=lambda node: type(node).__name__)
def test_no_editorial_act_is_invisible_where_the_set_has_no_sign(node: Inline) -> None:
    nothing = ConventionSet("none", "No signs", ())
    made = published(edition(document(p("a ", node))), signs=nothing, style=style.load("house").value)
    assert not [each for each in made.diagnostics if isinstance(each, SignInvisible)]


def test_blocks_are_seen_by_the_style_of_their_block() -> None:
    nothing = ConventionSet("none", "No signs", ())
    blocks = (Endorsement(EndorsementKind.VISA, (p("a"),)), RemarkBlock((p("b"),)))
    made = published(edition(document(*blocks)), signs=nothing, style=style.load("house").value)
    assert made.diagnostics == ()


def test_a_style_that_shows_nothing_is_found_once() -> None:
    plain_set = ConventionSet(
        "plain", "", (Sign("s", "Supplied word", Means("Supplied"), show=Show(style="supplied")),)
    )
    node = Supplied((t("w"),))
    made = published(edition(document(p(node, " ", node))), signs=plain_set, style=style.load("house").value)
    assert [(type(each), dict(each.facts)["sign"]) for each in made.diagnostics] == [
        (SignInvisible, "Supplied word")
    ]


def test_a_sign_is_carried_by_its_element_and_its_spoken_words() -> None:
    (made,) = one(p(Added((t("w"),), facts=HAND))).body
    assert isinstance(made, Para)
    (shown, _call) = made.children
    assert isinstance(shown, Styled)
    assert (shown.role, shown.sign) == (Role.INSERTION, "inserted")
    assert shown.say == (a_run("inserted"), a_run("end"))


def test_low_certainty_shows_in_the_bracket() -> None:
    nothing = ConventionSet("none", "No signs", ())
    node = Supplied((t("May"),), facts=Facts(cert=Certainty.LOW))
    (made,) = published(edition(document(p(node))), signs=nothing).value.documents[0].body
    assert isinstance(made, Para)
    assert plain(made.children) == "[May?]"


def test_a_hand_is_named_by_the_register() -> None:
    nothing = ConventionSet("none", "No signs", ())
    node = Added((t("w"),), facts=Facts(hand="k", medium="pencil", place="above"))
    made = published(edition(document(p(node)), persons=[Person("k", "Ivan K.")]), signs=nothing)
    assert note_lines(made.value.documents[0]) == [
        "textual a pNone: <lemma>w</><lemma-bracket>]</> <wording>added</> <wording>above the line</> "
        "<wording>by</> Ivan K. <wording>in pencil</>"
    ]


# ---- pages and lines


def test_a_space_of_one_character_is_a_blank_unless_lines_are_kept() -> None:
    one, three = Space(Extent("1", "chars")), Space(Extent("3", "chars"))
    assert line("Seen", one, "so") == "Seen so"
    assert line("Seen ", one, " so") == "Seen so"
    assert line("Seen", one, "so", profile="diplomatic") != "Seen so"
    assert line("Seen", three, "so") != "Seen so"


def test_a_page_mark_parts_words_or_stands_in_one() -> None:
    assert line("agents", PageBreak("two"), "and") == "agents {2|[page two]}and"
    assert line("agents ", PageBreak("two"), " and") == "agents {2|[page two]}and"
    assert line("regis", PageBreak("two", joins_word=True), "ter") == "regis{2|[page two]}ter"
    assert line("agents", PageBreak("two", generated=True), "and") == "agents{2|} and"
    assert line("agents", PageBreak("two", generated=True), ", and") == "agents{2|}, and"
    assert line("(", PageBreak("two"), "and)") == "({2|[page two]}and)"


def test_a_page_marked_twice_has_two_ids() -> None:
    (made,) = one(p(PageBreak("2"), "a ", PageBreak("two"), "b")).body
    assert isinstance(made, Para)
    marks = [child for child in made.children if isinstance(child, PageMark)]
    assert [mark.label.text for mark in marks] == ["2", "2"]
    assert len({mark.id for mark in marks}) == 2
    assert [mark.name.text for mark in marks] == ["page 2", "page two"]


def test_line_ends_are_kept_in_set_lines_and_in_a_diplomatic_print() -> None:
    words = (t("Station"), LineBreak(), t("chiefs ab"), LineBreak(joins_word=True), t("road"))
    assert body(Line(LineKind.ADDRESSEE, words)) == ["addressee: Station/chiefs abroad"]
    assert body(p(*words)) == ["first: Station chiefs abroad"]
    assert body(p(*words), profile="diplomatic") == ["first: Station/chiefs ab/road"]


def test_spaces_are_single_and_never_at_the_ends() -> None:
    assert line("  a  ", Emphasis(EmphasisKind.BOLD, (t(" b "),)), " c ") == "a <bold>b </>c"
    assert line("No\u00a0644 ", Gap("omitted"), " ") == "No\u00a0644 <gap><upright>[…]</></>"


def test_whole_words_that_are_replaced_stand_apart_but_letters_do_not() -> None:
    change = Replaced(Deleted((t("May"),)), Added((t("June"),), facts=HAND))
    assert line("in ", change, ".") == "in <sign><deleted>May</> <inserted>June</></>^a."
    inside = Replaced(Deleted((t("a"),)), Added((t("o"),), facts=HAND))
    assert line("m", inside, "re") == "m<sign><deleted>a</><inserted>o</></>re^a"


def test_spaces_at_the_ends_of_a_sign_stand_outside_it() -> None:
    assert line("a", Supplied((t(" b "),)), "c") == "a <supplied>[b]</> c"
    assert line("a", Added((t(" b"),), facts=HAND), ".") == "a <inserted>b</>^a."


def test_a_range_covers_paragraphs_and_is_noted_at_its_end() -> None:
    made = one(
        p("He ", AnchorStart("r", Act.DELETED, facts=HAND), "went"),
        p("away", AnchorEnd("r"), " soon"),
    )
    assert lines(made.body) == ["first: He <deleted>went</>", "body: <deleted>away</> soon"]
    added = one(p(AnchorStart("r", Act.ADDED, facts=HAND), "a"), p("b", AnchorEnd("r"), "."))
    assert lines(added.body) == ["first: <inserted>a</>", "body: <inserted>b</>^a."]
    assert note_lines(added) == [
        "textual a pNone: <lemma>a b</><lemma-bracket>]</> <wording>inserted by hand</>"
    ]


def test_a_remark_in_a_range_that_is_left_out_is_called_where_it_stood() -> None:
    item = Item((RemarkBlock((p("so"),), voice=Voice.EDITOR),))
    made = one(
        p("He ", AnchorStart("r", Act.DELETED, facts=HAND), "went"),
        List((item,)),
        p("away", AnchorEnd("r"), " soon"),
        profile="reading",
    )
    assert "^1" in "".join(lines(made.body))
    assert [note.label.text for note in made.notes] == ["1"]


def test_a_name_of_the_transcript_can_be_reached() -> None:
    made = one(p("see ", Reference((t("there"),), "#x")), Paragraph((t("here"),), facts=Facts(id="x")))
    first, second = made.body
    assert isinstance(first, Para) and isinstance(second, Para)
    link = first.children[1]
    assert isinstance(link, Link)
    assert link.target == f"#{second.id}"


def test_words_that_the_text_of_a_sign_has_no_place_for_stand_before_it() -> None:
    doubt = Sign("doubt", "Doubt", Means("Segment", {"kind": "certainty"}), show=Show(text="(?)"))
    signs = replace(SET, signs=(*SET.signs, doubt))
    note = Note("n", blocks=(p("so"),))
    body = p("a ", Segment((t("word"), NoteRef("n")), "certainty"), " and ", Segment((), "certainty"))
    (made,) = published(edition(document(body, notes=(note,))), signs=signs).value.documents
    assert lines(made.body) == ["first: a <sign>word^1(?)</> and <sign>(?)</>"]


ELSEWHERE = "https://example.org/a"


def test_a_reference_is_parted_where_its_words_lead_elsewhere() -> None:
    """No format has links in links; signs around them stay whole."""
    there = Reference((t("there"),), "https://example.org/b")
    seen = f"(see  -> {ELSEWHERE})(there -> https://example.org/b)( too -> {ELSEWHERE})"
    assert line(Reference((t("see"), t(" "), there, t(" too")), ELSEWHERE)) == seen
    hand = Reference((Added((t("w"),), facts=HAND), t(" soon")), ELSEWHERE)
    assert line("a ", hand) == f"a (<inserted>w</> -> {ELSEWHERE})^a( soon -> {ELSEWHERE})"
    around = Reference((Stamp((Added((t("w"),), facts=HAND), t("x"))), t("y")), ELSEWHERE)
    stamp = f"<stamp>(<upright>[Stamp: </><inserted>w</> -> {ELSEWHERE})^a(x<upright>]</> -> {ELSEWHERE})</>"
    assert line(around) == f"{stamp}(y -> {ELSEWHERE})"


# ---- blocks


def test_the_first_paragraph_behind_an_interruption_is_not_indented() -> None:
    long = " ".join(["a"] * 41)
    parts = Heading((t("H"),)), p("c"), p("d"), Rule(), p("e"), Heading((t("I"),))
    assert body(p(long), p("b"), *parts) == [
        f"first: {long}",
        "body: b",
        "heading-1: H",
        "first: c",
        "body: d",
        "---",
        "first: e",
        "heading-1: I",
    ]


def test_a_list_goes_on_over_a_remark() -> None:
    made = List(
        (Item((p("a"),), "1."), RemarkBlock((p("so"),), facts=Facts(resp=("VB",))), Item((p("b"),), "2."))
    )
    assert body(made) == [
        "list 1.",
        "  first: a",
        "remark",
        "  first: <sign-mark>[</>so, VB]",
        "list 2.",
        "  first: b",
    ]


def test_a_remark_is_bracketed_once_behind_its_page_mark() -> None:
    assert body(p("x"), RemarkBlock((p(PageBreak("two"), "a"), p("b")))) == [
        "first: x",
        "remark",
        "  first: {2|[page two]}<sign-mark>[</>a",
        "  body: b]",
    ]


def test_initials_are_never_lost() -> None:
    bare = ConventionSet("bare", "", (Sign("r", "R", Means("Remark"), show=Show(open="[", close="]")),))
    node = Remark((t("so"),), facts=Facts(resp=("VB",)))
    (made,) = published(edition(document(p(node))), signs=bare).value.documents[0].body
    assert isinstance(made, Para)
    assert plain(made.children) == "[so, VB]"


def test_a_damaged_range_is_noted_as_damaged_words_are() -> None:
    facts = Facts(also=("agent=water",))
    made = one(p("One ", AnchorStart("r", Act.DAMAGED, facts=facts), "two words", AnchorEnd("r"), "."))
    assert lines(made.body) == ["first: One two words^a."]
    assert [note.partition(": ")[2] for note in note_lines(made)] == [
        "<lemma>two words</><lemma-bracket>]</> <wording>damaged</> <wording>by</> water"
    ]
    assert one(p("One", AnchorStart("r", Act.DAMAGED), AnchorEnd("r"))).notes == ()


def test_a_range_of_deleted_blocks_is_left_out_where_deletions_are() -> None:
    blocks = (
        p("He ", AnchorStart("r", Act.DELETED), "went"),
        List((Item((p("away"),), "1."), Item((p("soon"),), "2."))),
        p("and ", PageBreak("two"), "far", AnchorEnd("r"), " back"),
    )
    assert body(*blocks, profile="reading") == ["first: He", "body: {2|}back"]
    assert body(*blocks)[1:3] == ["list 1.", "  first: <deleted>away</>"]


def test_a_restored_deletion_is_not_struck_and_the_note_says_both() -> None:
    node = Restored((Deleted((t("seven"),), facts=Facts(id="x")), t(" lamps")), facts=Facts(hand="Orlov"))
    made = one(p("a ", node, " z", Reference((t("there"),), "#x")))
    assert lines(made.body) == ["first: a <sign>#seven lamps</>^a z(there -> #d_at_x)"]
    assert [note.partition(": ")[2] for note in note_lines(made)] == [
        "<lemma>seven lamps</><lemma-bracket>]</> <wording>deleted, then restored</> <wording>by</> Orlov"
    ]
    assert line("a ", node, " z", profile="reading") == "a #seven lamps z"


def test_words_of_the_page_are_named_in_words() -> None:
    for kind, said in (("pageNum", "page number"), ("catch", "catchword"), ("quireMark", "quire mark")):
        printed = one(p("a ", FormWork((t("17"),), kind)), profile="diplomatic")
        assert lines(printed.notes[0].blocks) == [f"first: <wording>{said}</><wording>:</> 17"]


def test_tables_verse_and_speeches() -> None:
    table = Table((Row((Cell((p("A"),), header=True), Cell((p("1"),)))),), caption=(t("Rain"),))
    verse = Verse((VerseLine((t("It rained"),)), VerseLine((t("by night"),), 1)))
    assert body(table) == ["table: Rain", "  A | 1"]
    assert body(verse) == ["verse", "  first: It rained/\u2003by night"]
    assert body(Speech((t("CHAIR"),), (p("Yes."),))) == ["speech", "  speaker: CHAIR", "  first: Yes."]
    assert body(BlockQuote((p("q"),)), Postscript((p("s"),)), Attachment((p("t"),))) == [
        *("quote", "  first: q", "postscript", "  first: s", "attachment", "  first: t"),
    ]


def test_an_endorsement_says_what_it_is_but_not_in_a_diplomatic_print() -> None:
    node = Endorsement(EndorsementKind.RESOLUTION, (p("To the files."),))
    assert body(node) == ["endorsement", "  first: [Resolution] To the files."]
    assert body(node, profile="diplomatic") == ["endorsement", "  first: To the files."]


def test_an_endorsement_in_another_hand_is_noted() -> None:
    facts = Facts(medium="red pencil", place="margin-left")
    made = one(Endorsement(EndorsementKind.MARGINAL, (p("Who pays?"),), facts=facts))
    assert lines(made.body) == ["endorsement", "  first: [Marginal note] Who pays?^a"]
    assert note_lines(made) == [
        "textual a pNone: <wording>marginal note</> <wording>in red pencil</> <wording>in the left margin</>"
    ]


def test_a_picture_that_is_not_there_is_described() -> None:
    assert body(FigureBlock("map.png", "A map", (t("The coast"),))) == [
        "first: [Figure: A map]",
        "caption: The coast",
    ]


def test_pictures_of_the_edition_are_shown() -> None:
    still = StillPicture(PictureForm.PNG, b"\x89", 1, 1)
    made = annotate(
        edition(document(FigureBlock("map.png", "A map"))),
        SET,
        "edition",
        holdings=Holdings({"map.png": still}),
    )
    (shown,) = made.value.documents[0].body
    assert isinstance(shown, Para)
    assert shown.children == (Picture("map.png", still, a_run("A map")),)


def test_a_heading_is_listed_without_its_calls_and_page_marks() -> None:
    heading = Heading((t("The "), PageBreak("2"), Added((t("Stations"),), facts=HAND)), 2)
    other = Heading((t("The others"),), 2)
    _, made, _ = one(p("Before it, so far that it names no document. " * 5), heading, other).body
    assert isinstance(made, Title)
    assert (made.plain.text, made.level, made.listed) == ("The Stations", 2, True)


def test_a_whole_paragraph_by_hand_looks_so() -> None:
    assert body(Paragraph((t("w"),), facts=HAND)) == ["first: <hand>w</>^a"]


def test_a_remark_group_is_named_for_a_screen_reader() -> None:
    (made,) = one(RemarkBlock((p("so"),), voice=Voice.EDITOR)).body
    assert isinstance(made, Group)
    assert made.say == a_run("remark")


def test_a_call_inside_a_word_moves_behind_it() -> None:
    def call(label: str) -> Call:
        return Call(f"c{label}", f"n{label}", a_run(label), "textual")

    sign = Styled("inserted", (a_run("a"),))
    assert behind_words((a_run("Mir"), sign, call("b"), a_run("bel, and"))) == (
        *(a_run("Mir"), sign, a_run("bel"), call("b"), a_run(", and")),
    )
    kept = (a_run("the log."), call("c"), a_run("The glass"), call("d"), a_run(" is"), call("e"))
    assert behind_words(kept) == kept
    mark = PageMark("p", a_run("4"), a_run("[page four]"), joins_word=True)
    assert behind_words((a_run("li"), call("a"), mark, a_run("ght"), sign, a_run("house"))) == (
        *(a_run("li"), mark, a_run("ght"), sign, a_run("house"), call("a")),
    )


@pytest.mark.parametrize("profile", ["edition", "reading", "diplomatic"])
def test_a_slip_without_correction_keeps_its_words(profile: str) -> None:
    printed = " ".join(body(p("asks what ", Corrected((t("Janaury"),), ()), " is."), profile=profile))
    assert "Janaury" in printed
    assert "{" not in printed
