"""Signs survive: in elements where style sheets are dropped, and in any nesting where they are not."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from invented import a_run

from variorum.extract import Look, Piece, words
from variorum.publication import Anchor, Box, Call, Grid, Link, PageMark, Para, PInline, PInlines, Run, Styled
from variorum.roles import Role
from variorum.style import Style, inline_looks, load
from variorum_epub.read.extraction import read_page
from variorum_epub.typesetting import form_of
from variorum_html import Form, Sheets, blocks, css, element, inlines, note_link, page, page_break, plain_link

HOUSE = load("house").value
SHEET = css(HOUSE, "epub", {"body", *(f"in-{name}" for name in HOUSE.inlines)})
CARRIED = frozenset(Look) - {Look.SMALL_CAPS, Look.SPACED}
"""The looks that an element has without a style sheet; of a double line, one."""


def form(style: Style = HOUSE) -> Form:
    return Form(style, lambda picture: picture.name, note_link, page_break, plain_link)


def markup(*nodes: PInline) -> str:
    return str(inlines(nodes, form()))


def seen(nodes: PInlines, sheet: str) -> list[tuple[str, frozenset[Look]]]:
    """Return the letters that show, run by run, with their looks."""
    body = element("p", {"class": "body"}, inlines(nodes, form()))
    data = page("Title", "en", body, Sheets(css=sheet)).encode()
    pieces: list[Piece] = [
        (letters.text, letters.seen.looks, None) for letters in read_page("page.xhtml", {"page.xhtml": data})
    ]
    return [(token.text, looks) for token in words(pieces) for _, looks in token.looks]


def test_text_is_escaped() -> None:
    assert markup(a_run('<b> & "x"')) == "&lt;b&gt; &amp; &#34;x&#34;"


def test_white_space_is_kept() -> None:
    assert markup(a_run("a   b")) == "a\u00a0\u00a0 b"


def test_a_character_that_xml_cannot_hold_is_seen() -> None:
    assert markup(a_run("a\fb")) == "a\ufffdb"


def test_an_underline_ends_at_a_note_call() -> None:
    call = Call("c1", "n1", a_run("1"), "editorial")
    assert markup(Styled("underline", (a_run("a"), call, a_run("b")), Role.UNDERLINE)) == (
        '<span class="in-underline"><u>a</u><sup class="in-note-call">'
        '<a id="c1" href="#n1" role="doc-noteref">1</a></sup><u>b</u></span>'
    )


def test_calls_side_by_side_are_parted_whatever_they_stand_in() -> None:
    one, two, three = (Call(f"c{i}", f"n{i}", a_run(str(i)), "editorial") for i in (1, 2, 3))
    words = (a_run("a"), Styled("italic", (a_run("b"), one)), Anchor("x"), two, three, a_run(" c"))
    said = re.sub("<[^>]*>", "", str(inlines(words, form_of(HOUSE))))
    assert said == "ab1\u202f2\u202f3 c"
    beside = (Styled("italic", (a_run("b"), one, Anchor("x"))), Styled("underline", (two, a_run("c"))))
    assert re.sub("<[^>]*>", "", str(inlines(beside, form_of(HOUSE)))) == "b1\u202f2c"


def test_an_element_is_used_only_for_a_look_that_the_style_has() -> None:
    assert markup(Styled("deleted", (a_run("a"),), Role.DELETION)) == '<del class="in-deleted">a</del>'
    assert markup(Styled("supplied", (a_run("a"),), Role.DELETION)) == '<span class="in-supplied">a</span>'


def test_spoken_words_are_no_text() -> None:
    node = Styled("supplied", (a_run("a"),), say=(a_run("supplied"), a_run("end")))
    assert 'data-say-before="supplied" data-say-after="end"' in markup(node)
    assert seen((node,), SHEET) == [("a", frozenset())]


def test_an_empty_box_heads_no_column_or_row() -> None:
    def box(word: str, *, header: bool = True) -> Box:
        return Box((Para("first", (a_run(word),)),) if word else (), header)

    rows = ((box(""), box("Rain")), (box("May"), box("4", header=False)), (box(""), box("5", header=False)))
    table = str(blocks((Grid("table", rows),), form()))
    assert table.count("<thead>") == 1
    assert re.findall("<(t[hd][^>]*)>", table.replace("<thead>", "")) == [
        *("td", 'th scope="col"'),
        *('th scope="row"', "td"),
        *("td", "td"),
    ]


def test_space_behind_a_page_mark() -> None:
    apart = PageMark("p", a_run("2"), a_run("[page two]"))
    inside = replace(apart, joins_word=True)
    assert markup(a_run("a "), apart, a_run("b")).endswith("</span></span> b")
    assert markup(a_run("a"), inside, a_run("b")).endswith("</span></span>b")


@pytest.mark.parametrize("name", sorted(HOUSE.inlines))
@pytest.mark.parametrize("role", Role)
def test_signs_survive_without_a_style_sheet(name: str, role: Role) -> None:
    wanted = inline_looks(HOUSE.inline(name), frozenset()) & CARRIED
    if Look.DOUBLE_UNDERLINE in wanted:
        wanted = wanted - {Look.DOUBLE_UNDERLINE} | {Look.UNDERLINE}
    assert seen((Styled(name, (a_run("word"),), role),), "") == [("word", wanted)]


STYLES = some.sampled_from(sorted(HOUSE.inlines))
LETTERS = some.text("ab ", min_size=1, max_size=4)
RUNS = LETTERS.map(a_run)
MARKS = some.just(PageMark("p", a_run("2"), a_run("[2]"), joins_word=True))


def styled(children: some.SearchStrategy[PInline]) -> some.SearchStrategy[PInline]:
    inside = some.lists(children, min_size=1, max_size=3).map(tuple)
    signs = some.builds(Styled, STYLES, inside, some.sampled_from(Role))
    return signs | some.builds(Link, some.just("#x"), inside)


NESTS = some.lists(some.recursive(RUNS | MARKS, styled, max_leaves=8), min_size=1, max_size=3).map(tuple)


def wanted(nodes: PInlines, around: frozenset[Look]) -> list[Piece]:
    """Return the text of inlines with the looks that the style gives it."""
    pieces: list[Piece] = []
    for node in nodes:
        match node:
            case Run(text=text):
                pieces.append((text, around, None))
            case Styled(style=name, children=children):
                pieces += wanted(children, inline_looks(HOUSE.inline(name), around))
            case PageMark(printed=printed):
                pieces.append((printed.text, inline_looks(HOUSE.inline("page-mark"), around), None))
            case Link(children=children):
                pieces += wanted(children, around)
            case _:
                raise AssertionError(node)
    return pieces


@given(NESTS)
@settings(max_examples=150, deadline=None)
def test_any_nesting_looks_as_the_style_says(nodes: PInlines) -> None:
    expected = [
        (token.text, looks) for token in words(wanted(nodes, frozenset())) for _, looks in token.looks
    ]
    assert seen(nodes, SHEET) == expected
