"""The legend: each sign in use with a sample and a sentence, then what only the notes tell of."""

from __future__ import annotations

from dataclasses import replace

from apparatus.printed import SET, document, edition, matter, note_lines, p, published, t

from variorum import conventions
from variorum import style as styles
from variorum.apparatus import annotate
from variorum.conventions.sign import Conventions, Read
from variorum.findings.conventions import SignSilent
from variorum.model import (
    Added,
    Corrected,
    Deleted,
    Emendation,
    Emphasis,
    EmphasisKind,
    Endorsement,
    EndorsementKind,
    Facts,
    Gap,
    Milestone,
    PageBreak,
    Paragraph,
    Regularised,
    Remark,
    RemarkBlock,
    Replaced,
    SignDeclaration,
    Supplied,
    Written,
)
from variorum.publication import SignCount

HAND = Facts(medium="hand")


def test_the_legend_shows_each_sign_in_use_with_a_sample_and_a_sentence() -> None:
    made = published(
        edition(
            document(
                p(
                    PageBreak("one", generated=True),
                    Added((t("w"),), facts=HAND),
                    " ",
                    Added((t("x"),), facts=HAND),
                ),
                p(PageBreak("two"), Gap("omitted")),
                RemarkBlock((p("The rest of this long paper concerns matters that are told of elsewhere."),)),
            ),
            document(p(Added((t("y"),), facts=HAND)), name="e"),
        )
    ).value
    assert matter(made, "legend") == [
        "matter-title: Signs used in this edition",
        "legend: ",
        "  <sample><page-mark>[page two]</></> | A page begins at its mark.",
        "  <sample><inserted>w</></> | Insertions are in underlined italic.",
        "  <sample><gap><upright>[…]</></></> | Omissions are in brackets.",
        "  <sample>[The rest of … of elsewhere.]</> | Paragraphs in brackets are remarks.",
    ]


def test_a_sample_is_a_whole_word_and_what_is_raised_stands_beside_something() -> None:
    def legend(*body: Paragraph) -> str:
        signs, style = conventions.load("soviet-archives").value, styles.load("house").value
        made = published(edition(document(*body)), signs=signs, style=style).value
        return "\n".join(matter(made, "legend"))

    raised = Emphasis(EmphasisKind.RAISED, (t("st"),))
    shown = legend(
        p("At Mir", Added((t("a"),), facts=HAND), "bel, “", Supplied((t("last"),)), "”, the 1", raised)
    )
    assert "<sample>Mir<inserted>a</>bel</>" in shown
    assert "<sample><supplied>" in shown
    assert "<sample>1<raised>st</></>" in shown
    assert "<sample>note <raised>st</></>" in legend(p("The note ", raised, " is lost."))
    assert "1<raised>st</>x<raised>st</></>" in legend(p("1", raised, "x", raised, " is."))


def test_the_mark_of_a_division_is_shown_without_the_word_behind_it() -> None:
    signs, style = conventions.load("tei").value, styles.load("house").value
    body = p("A rope", Milestone("sheet"), Milestone("part", facts=Facts(rend="horbar-full")), "and oil.")
    shown = matter(published(edition(document(body)), signs=signs, style=style).value, "legend")
    samples = [line.partition("<sample>")[2].partition("</> | ")[0] for line in shown if "<sample>" in line]
    assert samples == ["<sign>———</>", "<page-mark>|</>"]


def test_a_replacement_of_words_by_themselves_is_no_sample_where_there_is_another() -> None:
    signs, style = conventions.load("tei").value, styles.load("house").value
    same, other = (Replaced(Deleted((t("lamp"),)), Added((t(word),))) for word in ("lamp", "light"))
    made = published(edition(document(p(same), p(other))), signs=signs, style=style).value
    shown = "\n".join(matter(made, "legend"))
    assert "light" in shown
    assert "‹lamp›" not in shown.partition("In a replacement")[0].splitlines()[-1]


def test_a_choice_of_nothing_is_no_sample() -> None:
    signs, style = conventions.load("soviet-archives").value, styles.load("house").value
    lone, comma = Corrected((), ()), Corrected((t(","),), ())
    for body in (p("He came", comma, lone), p("He came", lone, comma)):
        made = published(edition(document(body)), signs=signs, style=style).value
        (shown,) = [line for line in matter(made, "legend") if "[sic] says" in line]
        assert ", <upright>[sic]" in shown or ", [sic]" in shown


def test_a_remark_without_words_of_its_own_is_no_sample() -> None:
    lost = RemarkBlock((p(Gap("omitted")),))
    shown = matter(published(edition(document(p("a"), lost))).value, "legend")
    assert [line for line in shown if "remarks" in line] == [
        "matter-text: Paragraphs in brackets are remarks."
    ]


def test_a_sample_without_its_middle_has_no_end_of_a_quotation_alone() -> None:
    words = 'Below in blue pencil, as on many others: "Written by the keeper O. Stone"'
    for said in (
        words,
        words.replace(': "', ": “").replace('"', "”"),
        words.replace('"', "(", 1).replace('"', ")"),
    ):
        shown = matter(published(edition(document(p("a"), RemarkBlock((p(said),))))).value, "legend")
        assert any("Below in blue … O. Stone]" in line for line in shown), shown
    kept = RemarkBlock((p('"Below in blue pencil, as on many others, is written" by O. "Stone"'),))
    shown = matter(published(edition(document(p("a"), kept))).value, "legend")
    assert any('[Below in blue … O. "Stone"]' in line for line in shown), shown


def test_a_number_on_the_paper_is_no_sample_where_words_are() -> None:
    signs, style = conventions.load("tei").value, styles.load("house").value
    said = ("15", "16", "To the board", "17")
    notes = (Endorsement(EndorsementKind.MARGINAL, (p(words),)) for words in said)
    made = published(edition(document(p("a"), *notes)), signs=signs, style=style).value
    (shown,) = [line for line in matter(made, "legend") if "marginal notes" in line]
    assert "To the board" in shown


def test_the_edition_may_say_what_a_sign_means() -> None:
    given = replace(
        edition(document(p(Supplied((t("w"),))))), declared=(SignDeclaration("supplied", "Added in 1992"),)
    )
    assert "The edition declares: Added in 1992." in "\n".join(matter(published(given).value, "legend"))


def test_the_edition_may_say_what_a_mark_means() -> None:
    node = p(Supplied((t("w"),)))
    signs = replace(SET, signs=tuple(replace(each, read=(Read("[]"),)) for each in SET.signs))
    ours = (SignDeclaration("[]", "Ours"), SignDeclaration("<>", "No"))
    alone = replace(edition(document(node)), declared=ours)
    row = matter(published(alone, signs=signs).value, "legend")[2]
    said = "Supplied words are in brackets. The edition declares: Ours."
    assert row == f"  <sample><supplied>[w]</></> | {said}"
    given = replace(edition(document(node, p(Gap("omitted")))), declared=ours)
    assert matter(published(given, signs=signs).value, "legend")[-3:] == [
        "matter-text: The edition also declares:",
        "matter-list -",
        "  first: [ ] – Ours.",
    ]


def test_what_a_profile_prints_otherwise_is_no_matter_of_the_legend_but_a_finding() -> None:
    body = (
        p(PageBreak("two"), Added((t("w"),), facts=HAND), " ", Remark((t("so"),))),
        p(PageBreak("three"), "a"),
    )
    made = published(edition(document(*body)), "reading")
    assert made.value.back == ()
    assert [each.message for each in made.diagnostics if isinstance(each, SignSilent)] == [
        "the sign “Page” is printed without a sign 2 times",
        "the sign “Insertion” is printed without a sign once",
        "the sign “Remark” is printed as a note once",
    ]
    assert made.value.sign_counts == (
        SignCount("Page", 0, silent=2),
        SignCount("Insertion", 0, silent=1),
        SignCount("Remark", 0, noted=1),
    )


def test_the_legend_says_of_signs_without_a_mark_that_the_notes_tell_of_them() -> None:
    body = p(
        Regularised((t("publick"),), (t("public"),)), " ", Written((t("Form"),), facts=Facts(medium="print"))
    )
    signs = conventions.load("soviet-archives").value
    made = published(edition(document(body)), signs=signs).value
    assert matter(made, "legend") == [
        "matter-title: Signs used in this edition",
        "matter-text: Words printed or stamped on the paper are noted. The spelling of the source is kept.",
    ]
    assert note_lines(made.documents[0]) == [
        "textual a pNone: <lemma>publick</><lemma-bracket>]</> <wording>i.e.</> public",
        "textual b pNone: <lemma>Form</><lemma-bracket>]</> <wording>printed on the paper</>",
    ]


def test_signs_of_some_documents_only_stand_together() -> None:
    own = conventions.load("tei").value
    many = [document(p(PageBreak("2"), Supplied((t("e"),))), name=f"d{at}") for at in range(6)]
    few = [document(p(Emphasis(EmphasisKind.ITALIC, (t("f"),))), name=f"e{at}") for at in range(5)]
    mixed = Conventions(SET, {one.id: own for one in few})
    made = annotate(edition(*many, *few), mixed, "edition", None).value
    shown = matter(made, "legend")
    assert [line for line in shown if "some of the documents" in line] == [
        "matter-text: These signs stand in some of the documents only:"
    ]
    alone = annotate(edition(*many[:4], *few[:1]), mixed, "edition", None).value
    assert not [line for line in matter(alone, "legend") if line.startswith("matter-text")]


def test_the_legend_tells_of_emendations() -> None:
    made = published(edition(document(p("cuntry")), emendations=[Emendation("d", "cuntry", "country")])).value
    assert matter(made, "legend")[-1].endswith("a textual note gives the words of the source.")


def test_without_signs_there_is_no_legend() -> None:
    made = published(edition(document(p("a")))).value
    assert [each.kind for each in made.back] == []
    assert made.signs == {}


def test_marks_of_last_resort_are_explained_too() -> None:
    made = published(edition(document(p(Emphasis(EmphasisKind.ITALIC, (t("a"),)), Gap("unstated"))))).value
    assert matter(made, "legend")[2] == "  <sample><sign>…</></> | An ellipsis stands as in the source."
    assert made.signs == {"default-ellipsis": "Ellipsis"}
