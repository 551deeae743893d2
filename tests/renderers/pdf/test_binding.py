"""The bound book: pages, furniture, links, structure, and the same bytes each time."""

from __future__ import annotations

import io
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pikepdf
import pytest
from invented import a_run
from random_document import RUNNING, publication
from sample_publication import sample

from variorum import style
from variorum.contract import Setting
from variorum.proof import prove
from variorum.publication import (
    NOTHING,
    Box,
    Call,
    Grid,
    PageMark,
    Para,
    PBlocks,
    Publication,
    PublishedDocument,
    PublishedNote,
)
from variorum.style import Style
from variorum_pdf import renderer
from variorum_pdf.font_program import Program
from variorum_pdf.paint.structure import WORDS
from variorum_pdf.read.canvas import Canvas
from variorum_pdf.read.content import canvas_of
from variorum_pdf.sheets import walk

HOUSE = style.load("house").value
MILLIMETRE = 72 / 25.4


def bound(book: Publication, look: Style = HOUSE) -> bytes:
    """Set and bind a publication."""
    setting = Setting(look, book.series, a_run(book.imprint.title), "en-GB")
    sheets = [renderer.typeset(document, setting) for document in book.documents]
    made = renderer.bind(book, [sheet.value for sheet in sheets], setting)
    assert not [found.message for sheet in sheets for found in sheet.diagnostics]
    assert not [found.message for found in made.diagnostics]
    return made.value


@pytest.fixture(scope="module")
def book() -> bytes:
    return bound(sample())


def canvases(data: bytes) -> list[Canvas]:
    """Return what the pages show."""
    programs: dict[object, Program] = {}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [canvas_of(page, programs) for page in pdf.pages]


def test_the_sample_passes_its_proof(book: bytes) -> None:
    proof = prove(sample(), HOUSE, renderer.extract(book), "sample.pdf")
    assert proof.passed, [found.message for found in proof.diagnostics]


def test_the_same_input_gives_the_same_bytes(book: bytes) -> None:
    assert bound(sample()) == book


def test_one_font_for_each_typeface(book: bytes) -> None:
    with pikepdf.open(io.BytesIO(book)) as pdf:
        fonts = {
            font.objgen: str(font.BaseFont)
            for page in pdf.pages
            for font in page.obj.Resources.get("/Font", {}).values()
        }
    assert len(set(fonts.values())) == len(fonts) > 3


def test_front_matter_is_counted_in_roman_and_the_text_begins_on_a_recto(book: bytes) -> None:
    with pikepdf.open(io.BytesIO(book)) as pdf:
        labels = [str(page.label) for page in pdf.pages]
    assert labels[:3] == ["i", "ii", "iii"]
    assert labels.index("1") % 2 == 0
    body = labels[labels.index("1") :]
    assert body == [str(number) for number in range(1, len(body) + 1)]


@pytest.mark.parametrize("in_text", [True, False])
def test_page_marks_that_the_text_does_not_print_stand_in_the_outer_margin(in_text: bool) -> None:
    wide = replace(HOUSE, page=replace(HOUSE.page, margin_inner_mm=16.0, margin_outer_mm=28.0))
    book = sample()
    documents = (*book.documents, *_renamed(book))
    if not in_text:
        documents = tuple(replace(one, body=_silent(one.body)) for one in documents)
    marks = [node for one in documents for node in walk(one) if isinstance(node, PageMark)]
    data = bound(replace(book, documents=documents), wide)
    found = 0
    for number, canvas in enumerate(canvases(data)):
        recto = number % 2 == 0
        edge = (HOUSE.page.width_mm - 28.0 if recto else 28.0) * MILLIMETRE
        for stretch in canvas.stretches:
            if stretch.artifact and stretch.size == pytest.approx(HOUSE.page.mark_size):
                found += 1
                left, right = stretch.glyphs[0].left, stretch.glyphs[-1].right
                assert left > edge + 5 if recto else right < edge - 5
    assert found == sum(not mark.printed for mark in marks)
    assert len(marks) == 5
    assert found < 5 if in_text else found == 5


def _silent(value: Any) -> Any:
    """Return what holds marks of pages, at whatever depth, so that none is printed."""
    match value:
        case tuple():
            return tuple(map(_silent, value))
        case PageMark():
            return replace(value, printed=NOTHING)
        case _ if is_dataclass(value) and not isinstance(value, type):
            names = {one.name for one in fields(value)} & {"children", "blocks", "entries", "rows"}
            return replace(value, **{name: _silent(getattr(value, name)) for name in names})
        case _:
            return value


def _renamed(book: Publication) -> tuple[PublishedDocument, ...]:
    """Return another document that begins on a left page."""
    letter = book.documents[1]
    body = tuple(block for block in letter.body if isinstance(block, Para) and block.role == "first")
    plain = tuple(
        replace(child, id="again_page") if isinstance(child, PageMark) else child
        for child in body[0].children
        if not isinstance(child, Call)
    )
    return (replace(letter, id="again", head=(), body=(replace(body[0], children=plain),), notes=()),)


def test_contents_name_the_pages(book: bytes) -> None:
    pages = ["".join(stretch.text for stretch in canvas.stretches) for canvas in canvases(book)]
    contents = next(text for text in pages if text.startswith("Contents"))
    with pikepdf.open(io.BytesIO(book)) as pdf:
        labels = [str(page.label) for page in pdf.pages]
    for title, opening in (("On the measuring of rain", "3 March 1951*"), ("Cloud to", "5 March 1951 (No")):
        page = next(label for label, text in zip(labels, pages, strict=True) if text.startswith(opening))
        assert f"{page}" in contents.split(title, 1)[1].split("March")[0]


def test_every_link_leads_to_a_place_in_the_book(book: bytes) -> None:
    with pikepdf.open(io.BytesIO(book)) as pdf:
        names = {str(name) for name in pikepdf.NameTree(pdf.Root.Names.Dests)}
        targets = [
            str(link.Dest) for page in pdf.pages for link in page.obj.get("/Annots", []) if "/Dest" in link
        ]
        assert len(targets) > 20
        assert set(targets) <= names
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
            assert {str(item.destination) for item in outline.root} <= names
    assert "On the measuring of rain" in titles
    assert "Signs used in this edition" in titles


def test_each_paragraph_and_note_is_tagged_once(book: bytes) -> None:
    with pikepdf.open(io.BytesIO(book)) as pdf:
        tags: dict[str, int] = {}
        stack = [pdf.Root.StructTreeRoot.K[0]]
        while stack:
            element = stack.pop()
            tag = str(element.S).lstrip("/")
            tags[tag] = tags.get(tag, 0) + 1
            kids: list[pikepdf.Object] = list(element.get("/K", []))
            stack += [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    assert tags["Note"] == sum(len(document.notes) for document in sample().documents)
    assert tags["Reference"] == sum(str(document).count("Call(") for document in sample().documents)
    assert sum(tags.get(tag, 0) for tag in WORDS) == paragraphs(sample())
    assert "NonStruct" not in tags


def paragraphs(book: Publication) -> int:
    """Return how many blocks of words a publication has: both documents have a list of notes with a title."""
    blocks = str((book.documents, book.front, book.back))
    titles, captions = 2, 1
    return blocks.count("Para(") + blocks.count("Title(") + titles + captions


def test_a_long_table_repeats_its_head() -> None:
    head = tuple(Box((Para("first", (a_run(word),)),), header=True) for word in ("Number", "Station", "Rain"))
    rows: list[tuple[Box, ...]] = [head]
    notes = []
    for number in range(70):
        call = (Call(f"c{number}", f"n{number}", a_run(str(number)), "editorial"),) if number % 9 == 4 else ()
        cells = ((a_run(str(number)),), (a_run("wind and rain " * (number % 4 + 1)), *call), (a_run("dry"),))
        rows.append(tuple(Box((Para("first", cell),)) for cell in cells))
        if call:
            text: PBlocks = (Para("first", (a_run("What the keeper says. " * 5),)),)
            notes.append(PublishedNote(f"n{number}", "editorial", a_run(str(number)), text, f"c{number}"))
    body: PBlocks = (Grid("table", tuple(rows), (a_run("A year of rain"),), (1.0, 4.0, 1.0)),)
    document = PublishedDocument("table", a_run("Rain"), RUNNING, (), body, tuple(notes), "en-GB")
    data = bound(publication(document))
    proof = prove(publication(document), HOUSE, renderer.extract(data), "table.pdf")
    assert proof.passed, [found.message for found in proof.diagnostics]
    pages = canvases(data)
    assert len(pages) > 2
    for page in pages:
        assert sum("Station" in stretch.text for stretch in page.stretches) == 1
