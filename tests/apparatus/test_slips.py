"""Slips of keying that a text shows by itself are told, each kind once; what only looks like them is not."""

from __future__ import annotations

import pytest
from apparatus.printed import document, edition, p, published, t

from variorum.findings.edition import BlankLacking, BlankSpare, HyphenLeft, MarkupLeft
from variorum.model import (
    Added,
    Corrected,
    Deleted,
    Emphasis,
    EmphasisKind,
    Expanded,
    Inline,
    LineBreak,
    Name,
    Note,
    NoteRef,
    PageBreak,
    Paragraph,
    Reference,
    Regularised,
    Replaced,
)


def messages(kind: type, *body: Paragraph, notes: tuple[Note, ...] = ()) -> list[str]:
    found = published(edition(document(*body, notes=notes))).diagnostics
    return [one.message for one in found if isinstance(one, kind)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("They saw Mr.", Name((t("Kennedy"),), "person"), " again."), "“Mr.Kennedy”"),
        (("Source:", Emphasis(EmphasisKind.ITALIC, (t("Papers"),))), "“Source:Papers”"),
        (("The review.Jeffrey conducted research.",), "“review.Jeffrey”"),
        (("In 1961.End of text.",), "“1961.End”"),
        (("Sent to Bundy,Fisher and Tyler.",), "“Bundy,Fisher”"),
        (("Seen by Dr.Singer in »N.Fr.Presse«.",), "“Dr.Singer”, “N.Fr.Presse”"),
        (("It is due.", NoteRef("n"), "Next year, no."), "“due.Next”"),
    ],
)
def test_a_blank_that_lacks_behind_a_stop_is_told(words: tuple[Inline | str, ...], said: str) -> None:
    assert messages(BlankLacking, p(*words), notes=(Note("n", (p("N"),)),)) == [
        f"a blank seems to be lacking in {said}"
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("The U.S.Government, A.Gromyko and Ph.D students.",),
        ("In der »N.Fr.Pr.« und der Allg.Ztg. stand es.",),
        ("See www.Example.Com/The.Page and a@b.Com.", " Or 3.Op and 10:30."),
        ("the mill.", Added((t("The"),)), " lamp"),
        (Expanded((t("Capt."),), (t("Captain"),)), " Orlov"),
        (Corrected((t("mill."),), (t("Mill"),)), " wheel"),
    ],
)
def test_what_stands_close_by_right_is_not(words: tuple[Inline | str, ...]) -> None:
    assert messages(BlankLacking, p(*words)) == []


def test_blocks_and_all_places_are_one_finding() -> None:
    assert messages(BlankLacking, p("The end."), p("The next.")) == []
    assert messages(BlankLacking, p("Mr.Kennedy and Mr.Rusk."), p("Mr.Kennedy, Mr.Ball. Mr.Bundy")) == [
        "a blank seems to be lacking in “Mr.Kennedy”, “Mr.Rusk”, “Mr.Ball” and 2 more"
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("See ", Emphasis(EmphasisKind.ITALIC, (t("Lamps "),)), ", p. 2."), "“Lamps ,”"),
        (("Volumes ( one and two ) came .",), "“( one”, “two )”, “came .”"),
        ((Name((t("Reed, Lord, "),), "person"), ", 288; Stone ,and ,5 of it ./. so"), "“Lord, ,”, “Stone ,”"),
        (("The lamp ", Added((t("is"),)), " , lit."), "“is ,”"),
        (("It lie", Replaced(Deleted((t("s"),)), Added((t("d"),))), " , they say."), "“d ,”"),
        (
            (
                "The designate, a Keeper- designate of 1901- 02 had no stop in non- stop Baltic- ",
                Name((t("North"),), "place"),
                " trade.",
            ),
            "“Keeper- designate”, “1901- 02”, “non- stop” and 1 more",
        ),
    ],
)
def test_a_blank_that_is_too_many_is_told(words: tuple[Inline | str, ...], said: str) -> None:
    assert messages(BlankSpare, p(*words)) == [f"a blank seems to be too many in {said}"]


@pytest.mark.parametrize(
    "words",
    [
        ("On and on . . . and . .5 of it, (and) no. Orlov ./. Brown",),
        ("See ", Reference((), "#one"), "."),
        ("The lamp ", NoteRef("n"), ", they say."),
        ("the ", Added((t("lamp"),)), ", and (", Added((t("so"),)), ") on."),
        ("the lamp ", Added((t(","),)), " it is, ", Added((t(". So"),))),
        ("the lamp ", Regularised((), (t(","),)), " it is"),
        ("A medium- and a long-range lamp, two- to three-year terms, a Vor- bzw. Nachteil - so.",),
        (Corrected((t("mill"),), (t("Mill"),)), ", and so"),
    ],
)
def test_a_blank_that_is_not_too_many_is_not(words: tuple[Inline | str, ...]) -> None:
    assert messages(BlankSpare, p(*words), p(", and on."), notes=(Note("n", (p("N"),)),)) == []


def test_a_hyphen_that_a_line_left_is_told() -> None:
    told = p("The represent-ative sent a pres-ent; all representative things are present.")
    assert messages(HyphenLeft, told) == [
        "the hyphen of a line seems to be left in “represent-ative”, “pres-ent”"
    ]
    right = p("Non-aggression, nonaggression; aggression. Re-elected, elected. A well-known pres-ent.")
    assert messages(HyphenLeft, right) == []


def test_a_hyphen_before_a_page_or_a_blank_is_told() -> None:
    told = p("The har- ", PageBreak("2"), "bour and the ship- ping; ping is no word of ship-", "ping.")
    assert messages(HyphenLeft, told) == ["the hyphen of a line seems to be left in “har- bour”"]
    across = messages(HyphenLeft, p("What followed was con-"), p("fused."))
    assert across == ["the hyphen of a line seems to be left in “con- fused”"]


def test_a_hyphen_that_stands_for_a_word_or_at_the_end_of_a_line_that_is_kept_is_not() -> None:
    for words in (
        ("In May- and June, the long- or short-term and Vor- und Nachteile.",),
        ("A two- to three-year term, to the end.",),
        ("har-", LineBreak(), "bour"),
        ("har-", PageBreak("2", joins_word=True), "bour"),
        ("anti-", PageBreak("3"), "slavery"),
    ):
        assert messages(HyphenLeft, p(*words)) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("Oil &amp; wool, lamps amp; wicks, a caf&eacute;, &#160;so.",),
            "“&amp;”, “amp;”, “caf&eacute;,” and 1 more",
        ),
        (
            (Name((t("Reed"),), "person"), ">'s lamp and Stone>-", Name((t("Marsh"),), "person")),
            "“Reed>'s”, “Stone>-Marsh”",
        ),
    ],
)
def test_bits_of_markup_are_told(words: tuple[Inline | str, ...], said: str) -> None:
    assert messages(MarkupLeft, p(*words)) == [f"a bit of markup seems to be left in {said}"]


def test_angles_and_ands_by_right_are_not() -> None:
    assert (
        messages(MarkupLeft, p("A < b > c, 3>2, <lamp>, -> so, R&D; Orlov & Son; the amp and lt;s. &lamp;"))
        == []
    )
