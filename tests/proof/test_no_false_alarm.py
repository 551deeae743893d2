"""What a finished file may look like without being wrong: each of these was once refused by the proof."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from random import Random

import pytest
from invented import a_run
from random_document import RUNNING, publication

from variorum import fonts, registry
from variorum.contract import Setting
from variorum.extract import INVISIBLE
from variorum.findings.proof import ProofLook, ProofPage, ProofWordWrong
from variorum.press.binding import what_is_unknown
from variorum.proof import Proof, prove
from variorum.publication import (
    Box,
    Call,
    Entry,
    Grid,
    Group,
    LineEnd,
    Link,
    Listing,
    PageMark,
    Para,
    PBlock,
    PInline,
    PInlines,
    Place,
    PublishedDocument,
    PublishedNote,
    Series,
    Styled,
    Title,
)
from variorum.style import Style, load

HOUSE = load("house").value
FORMATS = ("pdf", "epub", "docx")
SERIES = (Series("editorial", a_run("Notes"), Place.FOOT), Series("textual", a_run("Readings"), Place.END))


def paper(*blocks: PBlock, notes: tuple[PublishedNote, ...] = ()) -> PublishedDocument:
    return PublishedDocument("paper", a_run("A paper"), RUNNING, (), blocks, notes, "en-GB")


def para(*children: PInline | str, role: str = "body") -> Para:
    return Para(role, tuple(a_run(one) if isinstance(one, str) else one for one in children))


def raised(words: str) -> Styled:
    return Styled("raised", (a_run(words),))


def page(number: int, label: str = "2") -> PageMark:
    return PageMark(f"p{number}", a_run(label))


def call(series: str = "editorial", label: str = "1") -> Call:
    return Call(f"call_{series}{label}", f"{series}{label}", a_run(label), series)


def note(series: str = "editorial", label: str = "1") -> PublishedNote:
    name = f"{series}{label}"
    return PublishedNote(name, series, a_run(label), (para("A note."),), f"call_{name}")


def proof(
    document: PublishedDocument, name: str, against: PublishedDocument | None = None, style: Style = HOUSE
) -> Proof:
    """Make a file of a document and prove it, against itself or another; of itself all has to be known."""
    renderer = registry.renderer(name).value
    assert renderer is not None
    whole = replace(publication(document), series=SERIES)
    setting = Setting(style, SERIES, a_run("A volume"), "en-GB")
    sheet = renderer.typeset(document, setting)
    assert not sheet.diagnostics
    data = renderer.bind(whole, [sheet.value], setting).value
    assert not what_is_unknown(renderer, data, whole, setting)
    wanted = whole if against is None else replace(publication(against), series=SERIES)
    return prove(wanted, style, renderer.extract(data), f"paper.{name}")


def faults(document: PublishedDocument, name: str, style: Style = HOUSE) -> list[str]:
    return [one.message for one in proof(document, name, style=style).diagnostics]


TURNING = "\u202b\u202e\u2067"


@pytest.mark.parametrize("name", FORMATS)
def test_what_cannot_be_seen(name: str) -> None:
    """Joiners, places to break and marks of direction stand in a word, at its ends and by themselves.

    Those that turn the order of letters until another ends them turn it on the page.
    """
    kept = [one for one in sorted(INVISIBLE) if one not in TURNING and one < "\U000e0004"]
    blocks = [para(f"The lamp{one}house {one}keeper{one} wrote {one} it.") for one in kept]
    assert faults(paper(*blocks), name) == []


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("style", ["raised", "lowered"])
def test_raised_and_lowered_words_that_stand_alone(style: str, name: str) -> None:
    alone = para(Styled(style, (a_run("b"),)))
    grid = Grid("table", ((Box((para("a"),)), Box((alone,))), (Box((alone,)), Box((para("d"),)))))
    long = Styled(style, (a_run("words of more than a line, all of them set apart from it " * 3),))
    assert faults(paper(alone, grid, para("Then ", long, " and so on."), para(long)), name) == []


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("style", ["raised", "lowered"])
def test_raised_and_lowered_words_in_one_another(style: str, name: str) -> None:
    words = (Styled(style, (Styled(style, (a_run("b"),)), a_run("c"))), a_run("dd"))
    assert faults(paper(para(*words), para("Before ", *words, " after.")), name) == []


def test_a_raised_word_that_is_plain_is_found_all_the_same() -> None:
    blocks = (para("Before ", raised("b"), " after."), para(raised("c")))
    plain = (para("Before b after."), para("c"))
    found = proof(paper(*plain), "pdf", against=paper(*blocks)).diagnostics
    assert [type(one) for one in found] == [ProofLook, ProofLook]


BEFORE: dict[str, PInlines] = {
    "a call": (a_run("The keeper said."), call()),
    "two calls": (a_run("The keeper"), call(), call("textual", "a")),
    "a word and a call": (a_run("Said."), call(), a_run(" ")),
    "a raised word": (a_run("The 2"), raised("nd")),
    "a raised word alone": (raised("nd"),),
    "raised words": (a_run("On 2"), raised("nd"), a_run(" and 3"), raised("rd")),
}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("blank", ["", " "])
def test_a_page_that_begins_behind(before: str, blank: str, name: str) -> None:
    calls = [one for one in BEFORE[before] if isinstance(one, Call)]
    notes = tuple(note(one.series, one.label.text) for one in calls)
    text = para(*BEFORE[before], blank, page(1), a_run("And again a word or two."))
    assert faults(paper(text, notes=notes), name) == []


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("between", ["", "and a word ", "and words that fill more than a line of it " * 3])
def test_pages_of_one_label(between: str, name: str) -> None:
    text = para("The first page of it ", page(1), between, page(2), "and the second.")
    assert faults(paper(text, para("More ", page(3), "of it.")), name) == []


@pytest.mark.parametrize("name", FORMATS)
def test_pages_whose_labels_together_are_another(name: str) -> None:
    text = para("The keeper.", page(1), page(2))
    assert faults(paper(text, para("More ", page(3, "22"), "of it.")), name) == []


@pytest.mark.parametrize("name", FORMATS)
def test_pages_that_begin_wherever_a_line_ends(name: str) -> None:
    first, second = (replace(page(number, "iv"), printed=a_run("[page iv]")) for number in (1, 2))
    blocks = [
        para("i" * length + " a.", replace(first, id=f"a{length}"), replace(second, id=f"b{length}"))
        for length in range(1, 81)
    ]
    assert faults(paper(*blocks), name, load("large-print").value) == []


def test_a_page_at_another_word_is_found_all_the_same() -> None:
    here = paper(para("The keeper", call(), " said ", page(1), "again."), notes=(note(),))
    there = paper(para("The keeper", call(), page(1), " said again."), notes=(note(),))
    (found,) = proof(here, "pdf", against=there).diagnostics
    assert isinstance(found, ProofPage)


WORDS = ("t", "Pt.", "It", "MS. t", "Mt. 5", "tt", "St.", "not", "mn", "ø", "ēīū")


@pytest.mark.parametrize("name", FORMATS)
def test_letters_as_high_as_small_capitals(name: str) -> None:
    styles = ("italic", "bold", "small-caps")
    blocks = [
        para("He wrote ", Styled(style, (a_run(word),)), " and so on.")
        for style, word in product(styles, WORDS)
    ]
    assert faults(paper(*blocks), name) == []


def test_lost_small_capitals_are_found_all_the_same() -> None:
    words = ("bread", "hope", "face", "upset", "quill", "Vow")
    small = paper(*(para(Styled("small-caps", (a_run(word),))) for word in words))
    plain = paper(*(para(word) for word in words))
    assert len(proof(plain, "pdf", against=small).diagnostics) == len(words)
    assert len(proof(small, "pdf", against=plain).diagnostics) == len(words)


FAMILIES = (
    "DejaVu Serif",
    "Noto Serif",
    "Cardo",
    "Junicode Two Beta",
    "Libertinus Serif",
    "Linux Libertine O",
)
LOOKS = (
    "italic",
    "bold",
    "small-caps",
    "underline",
    "double-underline",
    "struck",
    "spaced",
    "raised",
    "lowered",
)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("size", [(90, 140), (148, 210), (297, 420)], ids=lambda size: f"{size[0]} mm")
def test_other_typefaces_and_pages(family: str, size: tuple[int, int]) -> None:
    """Small capitals that a typeface lacks are capitals of smaller type."""
    if not fonts.faces(family):
        pytest.skip(f"{family} is not on this machine")
    width, height = size
    font, sheet = replace(HOUSE.font, family=family), replace(HOUSE.page, width_mm=width, height_mm=height)
    narrow = replace(sheet, margin_inner_mm=12.0, margin_outer_mm=15.0) if width < 100 else sheet
    words = (*WORDS, "Some words Here", "1977", "NKVD", "Été", "“quoted”")
    blocks = [
        para("He wrote ", Styled(style, (a_run(word),)), " and so on.")
        for style, word in product(LOOKS, words)
    ]
    assert faults(paper(*blocks), "pdf", replace(HOUSE, font=font, page=narrow)) == []


SCRIPTS = (
    *("маяк", "Саша abc Москва", "Ελλάς", "ᾧ", "détente", "Łódź", "mātā", "ß STRASSE", "Straße", "ſo", "ŉ"),
    *("Iİıi", "ﬁnd ﬀ", "e\u0301t q\u0303 н\u0306", "n\u0323\u0307 Ж\u0301", "ĸ", "1977 б", "No 5 ½", "ΐ ŏ"),
)


@pytest.mark.parametrize("family", ["Gentium Plus", *FAMILIES])
@pytest.mark.parametrize("more", [None, "italic", "bold"])
def test_small_capitals_of_all_letters(family: str, more: str | None) -> None:
    """Typefaces have them for some letters; others are smaller capitals, or plain if no capital is theirs."""
    if not fonts.faces(family):
        pytest.skip(f"{family} is not on this machine")
    known = fonts.characters(family) | set("\u0301\u0303\u0306\u0323\u0307")

    def written(words: str, *looks: str | None) -> PublishedDocument:
        """Return the words of a script that the typeface shows, in some looks."""
        made: PInline = a_run("".join(one for one in words if one in known))
        for look in filter(None, looks):
            made = Styled(look, (made,))
        return paper(para("He wrote ", made, " so."))

    style = replace(HOUSE, font=replace(HOUSE.font, family=family))
    small = paper(*(block for words in SCRIPTS for block in written(words, "small-caps", more).body))
    assert faults(small, "pdf", style) == []
    for word in filter(known.issuperset, ("маяк", "Ελλάς", "bread")):
        lost = proof(written(word, more), "pdf", written(word, "small-caps", more), style)
        assert [type(one) for one in lost.diagnostics] == [ProofLook]


@pytest.mark.parametrize("name", FORMATS)
def test_a_replacement_character_of_the_source(name: str) -> None:
    """What an importer could not read stands as U+FFFD, which typefaces have a sign for."""
    assert faults(paper(para("Smile \ufffd box\ufffd hand.")), name) == []


LEFTWARDS = {
    "Hebrew": "\u05e9\u05dc\u05d5\u05dd \u05dc\u05da",
    "Hebrew with points": "\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd",
    "Arabic": "\u0643\u062a\u0627\u0628 \u0644\u0627",
    "a year and brackets in it": "\u05e9\u05dc\u05d5\u05dd (1977) \u05dc\u05da [\u05d0\u05d1] \u05d2",
    "Latin words in it": '\u05e9\u05dc\u05d5\u05dd "abc def" \u05dc\u05da!',
    "lines of it": "\u05e9\u05dc\u05d5\u05dd \u05dc\u05da \u05d0\u05d3\u05d5\u05e0\u05d9 " * 15,
    "brackets around it": "(\u05e9\u05dc\u05d5\u05dd), «\u05dc\u05da»",
}
TURNED = {f"U+{ord(mark):04X}": mark for mark in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("words", LEFTWARDS)
def test_words_that_run_from_right_to_left(words: str, name: str) -> None:
    if not fonts.faces("DejaVu Sans"):
        pytest.skip("DejaVu Sans is not on this machine")
    text = LEFTWARDS[words]
    font = replace(HOUSE, font=replace(HOUSE.font, family="DejaVu Sans"))
    blocks = (para(f"He wrote {text} (so) in the letter."), para(Styled("bold", (a_run(text),))), para(text))
    assert faults(paper(*blocks), name, font) == []


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("mark", TURNED)
def test_marks_that_turn_words_round(mark: str, name: str) -> None:
    end = "\u202c" if TURNED[mark] < "\u2066" else "\u2069"
    words = f"three (plain) words, 1977{end}"
    assert (
        faults(paper(para(f"He wrote {TURNED[mark]}{words} in it."), para(TURNED[mark], words[:-1])), name)
        == []
    )


def test_words_that_are_painted_from_their_end_are_found() -> None:
    wanted = paper(para("He wrote \u202ethree plain words\u202c in it."))
    assert proof(paper(para("He wrote sdrow nialp eerht in it.")), "pdf", against=wanted).diagnostics


UNBREAKABLE = ("https://archive.example.org/" + "series-00000012/" * 14, "-" * 120, "_" * 120, "m" * 200)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("words", UNBREAKABLE, ids=["address", "hyphens", "underscores", "letters"])
def test_words_longer_than_a_line_break_anywhere(words: str, name: str) -> None:
    grid = Grid("table", ((Box((para("a"),)), Box((para(words),))),))
    item = Listing("list", (Entry((para("See ", words, "."),), a_run("1.")),))
    assert faults(paper(para("See ", words, " there."), item, grid), name) == []


@pytest.mark.parametrize("columns", [6, 14, 24])
@pytest.mark.parametrize("name", FORMATS)
def test_tables_wider_than_the_page_are_set_smaller(columns: int, name: str) -> None:
    row = tuple(Box((para(f"Column{number}word"),)) for number in range(columns))
    assert faults(paper(para("Before."), Grid("table", (row, row)), para("After.")), name) == []


@pytest.mark.parametrize("role", ["signature", "addressee", "title"])
def test_lines_that_are_kept_together_give_way_where_no_page_holds_them(role: str) -> None:
    names = [para(f"A. N. Orlov {number}, keeper of the light", role=role) for number in range(80)]
    assert faults(paper(*names, para("The meeting began at nine.")), "pdf") == []


SMALL = replace(
    HOUSE,
    page=replace(HOUSE.page, width_mm=105.0, height_mm=148.0, margin_inner_mm=14.0, margin_outer_mm=14.0),
)
LETTERS = "abdeilnorstu" * 8


@pytest.mark.parametrize("depth", [12, 30])
def test_lists_deeper_than_the_page_is_wide(depth: int) -> None:
    block: PBlock = para("The keeper ", LETTERS, " in ninety seconds.")
    for _ in range(depth):
        block = Listing("list", (Entry((block,)),))
    assert faults(paper(para("Before."), block), "pdf", SMALL) == []


def test_a_wide_table_with_longer_rows_below_its_first_with_headings_and_lists() -> None:
    heading = Title("heading-1", 1, (a_run(LETTERS),), a_run(LETTERS), "d_head")
    deep = Listing("list", (Entry((Listing("list", (Entry((para("seconds asked it"),)),)),)),))
    first = (Box((para("x"),)), Box((para("y"),)))
    rows = (first, (Box((heading,), columns=3), Box((deep,))))
    assert faults(paper(para("Before."), Grid("table", rows)), "pdf", SMALL) == []


def test_a_long_word_with_an_inline_inside_it() -> None:
    inside = Styled("italic", (a_run("."),))
    words = para("17 wordlamptword ", inside, ".wordwordlampt17St.t17lampSt. lamp", role="heading-1")
    assert faults(paper(words, para("More.")), "pdf", SMALL) == []


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("pages", [3, 6])
def test_many_pages_that_begin_in_one_line(pages: int, name: str) -> None:
    marks = [page(number, str(number % 4)) for number in range(pages)]
    text = para("The first page of it ", *marks, "and the last.")
    assert faults(paper(text, para("More ", page(9), "of it."), para(*marks_of("x"), "More.")), name) == []
    assert faults(paper(para("All of it.", *marks)), name) == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_page_alone_in_the_last_paragraph(name: str) -> None:
    alone = para(page(1, "1"))
    assert faults(paper(para("All of it."), alone), name) == []
    head = (Title("document-title", 1, (a_run("A paper"),), a_run("A paper"), "paper_title"),)
    assert faults(replace(paper(alone), head=head), name) == []
    assert faults(paper(para("All."), para(), Group("quote", (alone,)), para()), name) == []


def marks_of(label: str) -> list[PageMark]:
    return [page(number, label) for number in (20, 21, 22)]


@pytest.mark.parametrize("name", FORMATS)
def test_a_mark_of_direction_between_blanks(name: str) -> None:
    read = Styled("italic", (a_run("read"),))
    assert faults(paper(para(read, " ", "\u200e", " ", Styled("bold", (a_run("(page 1)"),)))), name) == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_raised_word_and_a_call_alone_in_a_row(name: str) -> None:
    word = Styled("italic", (Styled("raised", (a_run("It"),)),))
    grid = Grid("table", ((Box((para(word, call()),)), Box((para("x"),))),))
    assert faults(paper(grid, notes=(note(),)), name) == []


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("family", ["Gentium Plus", *FAMILIES])
def test_accents_without_a_letter_and_letters_in_one_sign(family: str, name: str) -> None:
    """A typesetter puts a circle under such an accent; “ff” and “ﬀ” may be one glyph of a typeface."""
    if not fonts.faces(family):
        pytest.skip(f"{family} is not on this machine")
    text = para("An ff of stuff, a ﬀ, a find or ﬁnd … or ..., then \u0301 and \u0301.")
    struck = para(
        "war", Styled("deleted", (a_run("q\u0303"),)), " so ", Styled("deleted", (a_run("nx\u0306"),))
    )
    small = Styled("small-caps", (Styled("italic", (a_run("xiv"),)),))
    assert (
        faults(
            paper(text, struck, para("† ", small, " ", Styled("small-caps", (a_run("xiv"),)))),
            name,
            replace(HOUSE, font=replace(HOUSE.font, family=family)),
        )
        == []
    )


@pytest.mark.parametrize("family", ["Cardo", "DejaVu Sans"])
def test_words_from_right_to_left(family: str) -> None:
    """They are compared as they are read, with their accents, and the numbers between them."""
    if not fonts.faces(family):
        pytest.skip(f"{family} is not on this machine")
    style = replace(HOUSE, font=replace(HOUSE.font, family=family))
    texts = ("שלום", "A שלום עולם and (שלום) b", "He wrote שָׁלוֹם, שלום 17 עולם there.")
    assert faults(paper(*map(para, texts)), "pdf", style) == []
    turned = proof(paper(para("A שלום.")), "pdf", paper(para("A םולש.")), style)
    assert [type(one) for one in turned.diagnostics] == [ProofWordWrong]


@pytest.mark.parametrize("name", FORMATS)
def test_a_raised_link_that_stands_alone(name: str) -> None:
    link = Link("https://archive.example/", (a_run("x"),))
    assert faults(paper(para("A word."), para(Styled("raised", (link,)))), name) == []


def test_a_page_below_another_of_the_line_above() -> None:
    """Its number stands between two lines, near to a call in the second."""
    large = load("large-print").value
    above = (page(1, "1"), "The keeper", page(2, "2"), " said again", LineEnd())
    below = ("and ", page(3, "3"), "again", call(), " and ", page(4, "4"), "more.")
    assert faults(paper(para(*above, *below), notes=(note(),)), "pdf", large) == []


PIECES = ("word", " . ", "]", "[", "St. ", " ", ": ", "a" * 29, "lamp ", "keeper reports ", " 1717")


@pytest.mark.parametrize("seed", [4, 5, 7, 10])
def test_blanks_between_inlines_in_narrow_lines(seed: int) -> None:
    """The typesetter drops a blank where the inline behind it has room, but not with the blank."""
    chance = Random(seed)
    width = chance.choice((60.0, 75.0, 90.0, 105.0))
    sheet = replace(HOUSE.page, width_mm=width, margin_inner_mm=14.0, margin_outer_mm=14.0)

    def line() -> Para:
        some = [chance.choice(PIECES) for _ in range(chance.randint(3, 9))]
        return para("x", *(one if chance.random() < 0.5 else Styled("italic", (a_run(one),)) for one in some))

    rows = tuple(tuple(Box((line(),)) for _ in range(3)) for _ in range(20))
    lines = paper(*(line() for _ in range(20)), Grid("table", rows))
    assert faults(lines, "pdf", replace(HOUSE, page=sheet)) == []


@pytest.mark.parametrize("family", ["Gentium Plus", *FAMILIES])
@pytest.mark.parametrize("spacing", [-0.03, 0.01, 0.3])
def test_letters_that_a_typeface_sets_apart_and_those_that_the_style_does(
    family: str, spacing: float
) -> None:
    if not fonts.faces(family):
        pytest.skip(f"{family} is not on this machine")
    look = replace(HOUSE.inline("spaced"), spaced=spacing)
    font = replace(HOUSE.font, family=family)
    style = replace(HOUSE, font=font, inlines={**HOUSE.inlines, "spaced": look})
    words = ("as far as it", "its sails", "AVAT LT", "1917", "fafafa", "[f]")
    blocks = [
        para("So ", Styled("italic", (a_run(one),)), " and ", Styled("spaced", (a_run(one),)), ".")
        for one in words
    ]
    lines = [para(one) for one in words]
    assert faults(paper(*blocks, *lines), "pdf", style) == []
    plain = proof(
        paper(para("as far as it is")),
        "pdf",
        paper(para(Styled("spaced", (a_run("as far as it is"),)))),
        style,
    )
    assert {type(one) for one in plain.diagnostics} == {ProofLook}


@pytest.mark.parametrize("more", [None, "italic"])
def test_small_capitals_of_letters_that_another_typeface_stands_in_for(more: str | None) -> None:
    if not fonts.faces("Cardo"):
        pytest.skip("Cardo is not on this machine")
    small = Styled("small-caps", (a_run("Саша abc маяк, Ελλάς"),))
    words = para("He wrote ", Styled(more, (small,)) if more else small, ".")
    font = fonts.fitted(replace(HOUSE.font, family="Cardo"), set("Саша маяк"))
    assert [one.family for one in font.stand_ins] == ["Noto Serif"]
    assert faults(paper(words), "pdf", replace(HOUSE, font=font)) == []
