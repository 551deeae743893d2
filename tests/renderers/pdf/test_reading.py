"""What is read back from a PDF: words over line ends, looks, and type that no glyph can show."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from invented import a_run
from random_document import RUNNING, SERIES, publication

from variorum import extract, style
from variorum.contract import Setting
from variorum.extract import Extract
from variorum.findings.typesetting import FontMissing, GlyphMissing
from variorum.proof import prove
from variorum.publication import LineEnd, PageMark, Para, PInline, PublishedDocument, Styled
from variorum.style import Style
from variorum_pdf import renderer
from variorum_pdf.read.content import canvas_of

HOUSE = style.load("house").value


def document(*paragraphs: tuple[PInline, ...], role: str = "body") -> PublishedDocument:
    """Return a document of paragraphs."""
    body = tuple(Para(role, children) for children in paragraphs)
    return PublishedDocument("paper", a_run("A paper"), RUNNING, (), body, (), "en-GB")


def read(made: PublishedDocument, look: Style = HOUSE) -> Extract:
    """Set, bind and read back a document, and prove it."""
    setting = Setting(look, SERIES, a_run("A volume"), "en-GB")
    sheet = renderer.typeset(made, setting)
    assert not sheet.diagnostics, [found.message for found in sheet.diagnostics]
    found = renderer.extract(renderer.bind(publication(made), [sheet.value], setting).value)
    proof = prove(publication(made), look, found, "paper.pdf")
    assert proof.passed, [fault.message for fault in proof.diagnostics]
    return found


@pytest.mark.parametrize("pad", range(0, 60, 7))
def test_a_line_end_neither_parts_a_word_nor_joins_two(pad: int) -> None:
    """The same words at other places of their lines: dashes, hyphens and syllables meet the line end."""
    words = (
        "well-known North-South Marxist-Leninist uncompromising internationalisation one—two three—four "
        "1977–1979 and/or 644/54 “quoted”—thus co-operation antidisestablishmentarianism … end… more "
    )
    read(document((a_run("x" * (pad % 13) + " " + "lead " * (pad // 6) + words * 6),)))


def test_spaces_between_styles_are_words_ends() -> None:
    found = read(
        document(
            (Styled("italic", (a_run("one"),)), a_run(" "), Styled("bold", (a_run("two"),)), a_run(" three"))
        )
    )
    assert [token.text for token in found.streams[extract.body("paper")]] == ["one", "two", "three"]


LOOKS = ("italic", "bold", "underline", "double-underline", "spaced", "small-caps", "raised", "lowered")
WORDS = ("Some words here", "1977", "NKVD", "x", "— 2 —", "слово", "λόγος")


@pytest.mark.parametrize("name", LOOKS)
@pytest.mark.parametrize("words", WORDS)
def test_looks(name: str, words: str) -> None:
    read(document((a_run("Before "), Styled(name, (a_run(words),)), a_run(" after and so on."))))


def test_the_two_lines_of_a_double_underline_can_be_told() -> None:
    made = document((a_run("The "), Styled("double-underline", (a_run("words"),)), a_run(" are.")))
    setting = Setting(HOUSE, SERIES, a_run("A volume"), "en-GB")
    data = renderer.bind(publication(made), [renderer.typeset(made, setting).value], setting).value
    with pikepdf.open(io.BytesIO(data)) as pdf:
        lines = [line for page in pdf.pages for line in canvas_of(page, {}).rulings if line.mcid is not None]
    upper, lower = sorted(lines, key=lambda line: -line.height)
    gap = upper.height - lower.height - (upper.weight + lower.weight) / 2
    assert min(gap, upper.weight, lower.weight) >= 0.04 * HOUSE.body_size


def test_letters_with_dots_and_lines_that_the_typeface_sets_by_themselves() -> None:
    words = "Θεοδώ̣ρῳ̣ ᾄ̣ν ἐ̣ξ ạẉ w̄ōr̄d̄ κ̣̄ ϊ̣ ώ"
    found = read(document((a_run(words), a_run(" and so on."))))
    assert [token.text for token in found.streams[extract.body("paper")]][:8] == words.split()


def test_looks_inside_a_word_and_over_lines() -> None:
    read(
        document(
            (
                a_run("un"),
                Styled("underline", (a_run("be"),)),
                Styled("deleted", (a_run("liev"),)),
                a_run("able "),
                Styled("inserted", (a_run("a long insertion that goes over the end of the line " * 3),)),
            )
        )
    )


def test_a_page_that_begins_inside_a_word() -> None:
    found = read(
        document(
            (
                a_run("The words of the first page are these. A regis"),
                PageMark("p2", a_run("2")),
                a_run("ter goes on."),
            ),
            (
                PageMark("p3r", a_run("3r")),
                a_run("A new paragraph "),
                PageMark("p3v", a_run("3v")),
                a_run("and its end."),
            ),
        )
    )
    assert [(mark.label, mark.index) for mark in found.pages["paper"]] == [("2", 10), ("3r", 12), ("3v", 15)]


def test_lines_that_are_ended() -> None:
    found = read(
        document((a_run("one"), LineEnd(), a_run("two—"), LineEnd(), a_run("three")), role="addressee")
    )
    assert [token.text for token in found.streams[extract.body("paper")]] == ["one", "two—", "three"]


def test_a_sign_without_a_glyph_is_an_error() -> None:
    setting = Setting(HOUSE, SERIES, a_run("A volume"), "en-GB")
    sheet = renderer.typeset(document((a_run("Ink and 中 paper"),)), setting)
    assert [type(found) for found in sheet.diagnostics] == [GlyphMissing]
    assert "中" in sheet.diagnostics[0].message


def test_a_missing_typeface_is_an_error() -> None:
    other = replace(HOUSE, font=replace(HOUSE.font, family="No Such Face"))
    sheet = renderer.typeset(document((a_run("Ink"),)), Setting(other, SERIES, a_run("A volume"), "en-GB"))
    assert [type(found) for found in sheet.diagnostics] == [FontMissing]


def painted(over: str) -> Extract:
    """Return what is read from a page over which more is painted."""
    setting = Setting(HOUSE, SERIES, a_run("A volume"), "en-GB")
    made = document((a_run("Some words that are there to be read."),))
    data = renderer.bind(publication(made), [renderer.typeset(made, setting).value], setting).value
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[0].contents_add(f"/Artifact BMC q {over} Q EMC".encode())
        pdf.save(target)
    return renderer.extract(target.getvalue())


@pytest.mark.parametrize("colour", ["1 g", "0 g", "0.5 g"])
def test_words_that_are_covered_are_hidden(colour: str) -> None:
    words = painted(f"{colour} 0 0 130 800 re f").streams[extract.body("paper")]
    assert [token.text for token in words if token.hidden][:2] == ["Some", "words"]
    assert not words[-1].hidden


def test_what_covers_nothing_hides_nothing() -> None:
    words = painted("1 g 0 0 30 30 re f").streams[extract.body("paper")]
    assert not [token.hidden for token in words if token.hidden]
