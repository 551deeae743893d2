"""What a Word file is made for: a manuscript or the book's pages; and how the proof tells them apart."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Literal

import docx
import judges
import pytest
from desk import Desk
from invented import a_run
from lxml import etree
from renderers.docx.manuscript import STYLES, TEXT, W, book, house, made, part
from sample_publication import sample

from variorum.contract import Setting
from variorum.style import Style, load
from variorum_docx import renderer

SETTINGS = "word/settings.xml"


def on(paper: Literal["A4", "letter"], name: str = "house") -> Style:
    """Return a style whose manuscripts are on a paper."""
    style = load(name).value
    return replace(style, page=replace(style.page, paper=paper))


def setting(purpose: str) -> Setting:
    whole = sample()
    return Setting(house(), whole.series, a_run(whole.imprint.title), whole.imprint.language, purpose=purpose)


@pytest.mark.parametrize(("paper", "width", "height"), [("A4", 210.0, 297.0), ("letter", 215.9, 279.4)])
def test_a_manuscript_has_the_paper_of_the_style(
    paper: Literal["A4", "letter"], width: float, height: float
) -> None:
    document = docx.Document(io.BytesIO(made(sample(), on(paper)).value))
    for section in document.sections:
        assert section.page_width is not None
        assert section.page_height is not None
        assert section.left_margin is not None
        assert section.right_margin is not None
        assert section.page_width.mm == pytest.approx(width, abs=0.1)
        assert section.page_height.mm == pytest.approx(height, abs=0.1)
        assert min(section.left_margin.mm, section.right_margin.mm) > 29


def looks(data: bytes, name: str) -> tuple[str, str, str, str]:
    """Return size, distance of lines, what that distance is, and alignment of a paragraph style."""
    for style in part(data, STYLES).iter(f"{W}style"):
        called = style.find(f"{W}name")
        if called is not None and called.get(f"{W}val") == name:
            found = (
                style.find(f"{W}rPr/{W}sz"),
                style.find(f"{W}pPr/{W}spacing"),
                style.find(f"{W}pPr/{W}spacing"),
                style.find(f"{W}pPr/{W}jc"),
            )
            keys = ("val", "line", "lineRule", "val")
            size, line, rule, side = (
                "" if one is None else one.get(f"{W}{key}", "") for one, key in zip(found, keys, strict=True)
            )
            return size, line, rule, side
    raise LookupError(name)


def test_words_of_a_manuscript_stand_apart_and_nothing_in_them_is_cut_off() -> None:
    assert looks(book(), "Variorum ¶ Body") == ("24", "360", "atLeast", "left")
    assert looks(book(), "Variorum ¶ Dateline")[3] == "left"
    assert looks(book(), "Variorum ¶ Classification")[3] == "right"
    assert looks(book("book"), "Variorum ¶ Body") == ("21", "281", "exact", "both")


def test_large_print_stays_large_in_a_manuscript() -> None:
    size = looks(made(sample(), load("large-print").value).value, "Variorum ¶ Body")[0]
    assert int(size) == round(10.5 * 1.72 * 2)


def test_a_manuscript_has_pages_of_one_side_and_each_document_its_own() -> None:
    names = {etree.QName(one).localname for one in part(book(), SETTINGS)}
    assert not names & {"mirrorMargins", "evenAndOddHeaders"}
    assert {etree.QName(one).localname for one in part(book("book"), SETTINGS)} > {"mirrorMargins"}
    starts = {one.get(f"{W}val") for one in part(book(), TEXT).iter(f"{W}type")}
    assert starts == {"nextPage"}
    assert "oddPage" in {one.get(f"{W}val") for one in part(book("book"), TEXT).iter(f"{W}type")}


@pytest.mark.parametrize("purpose", ["editing", "book"])
def test_the_proof_knows_the_looks_of_each_purpose_and_of_no_other(purpose: str) -> None:
    other = {"editing": "book", "book": "editing"}[purpose]
    assert renderer.unknown(book(purpose), sample(), setting(purpose)) == ()
    told = " ".join(one.what for one in renderer.unknown(book(purpose), sample(), setting(other)))
    assert f"made for the purpose “{purpose}”" in told
    assert "pages, running heads or folios other than those of the book" in told


@pytest.mark.parametrize("paper", ["A4", "letter"])
def test_the_validator_has_nothing_against_a_manuscript(
    tmp_path: Path, paper: Literal["A4", "letter"]
) -> None:
    path = tmp_path / "book.docx"
    path.write_bytes(made(sample(), on(paper)).value)
    assert [str(complaint) for complaint in judges.ooxml(path)] == []


def test_each_format_takes_the_purpose_that_it_knows(desk: Desk) -> None:
    desk.edition(one="No 1\n\nThe lamp was lit.\n")
    widths = {}
    for purpose in ("book", "editing"):
        made_ = desk.variorum("build", "letters", "--to", "docx,epub", "--for", purpose, "--out", "out")
        assert made_.status == 0, made_.out
        page = part(desk.files()["letters.docx"], TEXT).find(f".//{W}pgSz")
        assert page is not None
        widths[purpose] = int(page.get(f"{W}w", "0"))
        same = desk.variorum("proof", "out/letters.docx", "--against", "letters", "--for", purpose)
        assert same.status == 0, same.out
    assert widths["book"] < widths["editing"]
    other = desk.variorum("proof", "out/letters.docx", "--against", "letters", "--for", "book")
    assert other.status == 2
    assert "“--for editing”" in other.out


def test_a_purpose_that_no_format_has_is_wrong_usage(desk: Desk) -> None:
    desk.edition(one="No 1\n\nThe lamp was lit.\n")
    made_ = desk.variorum("build", "letters", "--to", "docx", "--for", "editting", "--out", "out")
    assert made_.status == 3
    assert "purpose-unknown" in made_.out
    assert "Did you mean “editing”?" in made_.out
    none = desk.variorum("build", "letters", "--to", "tei", "--for", "editing", "--out", "out")
    assert none.status == 3
    assert "Leave --for out" in none.out
