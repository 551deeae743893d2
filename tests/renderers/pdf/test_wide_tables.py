"""Tables that are too wide: which are set smaller, which are turned, and what of them breaks then."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise

import pikepdf
import pytest
from desk import Desk

from variorum.style import load
from variorum_pdf.read.canvas import Canvas
from variorum_pdf.read.content import canvas_of
from variorum_pdf.set.overwide import SMALLEST

WORDS = ("Hafenmeister", "Versicherungsgesellschaft", "Leuchtturmwärter", "lamp", "1,234.50", "Jahre")
LINE = "Some plain words stand here, and they go on for a while so that the line is a full one. "
SMALL = 'extends = "house"\n[page]\nwidth_mm = 120\nheight_mm = 180\nmargin_inner_mm = 15\n'
HOUSE = 'extends = "house"\n'
HEBREW = ("אוניברסיטאות", "ממשלותיהם", "והמוסדותיהם", "שלוםשלוםשלוםשלום")
TOML = """\
id = "letters"
title = "Letters"
language = "{lang}"
modified = 2026-11-20
convention = "plain"
style = "own.toml"
[[identifier]]
scheme = "urn"
value = "urn:uuid:6c1d6b1e-8a5c-5f0e-9a53-1c8a41d0f27c"
[[document]]
id = "one"
file = "documents/one.txt"
"""


def table(columns: int, rows: int, words: Sequence[str] = WORDS, note: str = "") -> str:
    cells = [[words[(row + column) % len(words)] for column in range(columns)] for row in range(rows)]
    cells[-1][-1] += note
    return "\n".join(f"| {' | '.join(row)} |" for row in [cells[0], ["---"] * columns, *cells])


def canvases(desk: Desk, text: str, style: str = HOUSE, lang: str = "en-GB") -> list[Canvas]:
    """Return the pages of an edition of a text, which has been proofed."""
    root = desk.edition(TOML.format(lang=lang), one=text)
    (root / "own.toml").write_text(style, "utf-8")
    made = desk.variorum("build", "letters", "--to", "pdf", "--out", "out", "--jobs", "1")
    assert made.status == 0, made.out
    with pikepdf.open(io.BytesIO(desk.files()["letters.pdf"])) as pdf:
        return [canvas_of(page, {}) for page in pdf.pages]


def turned(pages: Sequence[Canvas]) -> list[Canvas]:
    return [one for one in pages if one.box[2] > one.box[3]]


def words(page: Canvas) -> list[str]:
    """Return the words of a page, furniture apart, each as it is painted."""
    text = " ".join(one.text for one in page.stretches if not one.artifact)
    return text.split()


def report(made: str) -> str:
    return f"A report\n\n{LINE}\n\n{made}\n\n{LINE}\n\n[^a]: The remark on a cell.\n"


@pytest.mark.parametrize(("columns", "style"), [(5, HOUSE), (6, HOUSE), (4, SMALL), (5, SMALL)])
def test_no_word_of_a_turned_table_breaks(desk: Desk, columns: int, style: str) -> None:
    pages = canvases(desk, report(table(columns, 9, note="[^a]")), style)
    said = [word for page in turned(pages) for word in words(page)]
    assert {*WORDS} <= {*said}
    assert {"remark", "cell."} <= {*said}, "the note stands on the page of its call"
    assert "plain" not in said
    assert not [one for one in said if one.endswith(("-", "\u00ad", "\u2010"))]


def test_a_turned_page_has_head_and_folio(desk: Desk) -> None:
    (page,) = turned(canvases(desk, report(table(6, 9))))
    _, _, right, top = page.box
    furniture = {one.text.strip(): one for one in page.stretches if one.artifact and one.text.strip()}
    assert "Letters" in furniture or "A report" in furniture
    for one in furniture.values():
        assert one.baseline > top - 20 / 25.4 * 72
        assert 0 < one.glyphs[0].left < one.glyphs[-1].right < right


def test_a_heading_stands_with_its_turned_table(desk: Desk) -> None:
    text = report(f"## The barrels\n\n{table(6, 9)}")
    said = [word for page in turned(canvases(desk, text)) for word in words(page)]
    assert "barrels" in said


@pytest.mark.parametrize(
    "made",
    [table(3, 5), table(4, 5), table(3, 3, ("lamp", f"https://archive.example.org/{'0' * 90}", "oil"))],
    ids=["narrow", "smaller", "a long string"],
)
def test_a_table_that_fits_otherwise_is_not_turned(desk: Desk, made: str) -> None:
    assert not turned(canvases(desk, report(made)))


def test_a_table_from_the_right_is_turned(desk: Desk) -> None:
    pages = turned(canvases(desk, table(7, 5, HEBREW), lang="he"))
    assert pages
    for page in pages:
        ink = [one for each in page.stretches for one in each.glyphs if one.text.strip()]
        assert 0 < min(one.left for one in ink) < max(one.right for one in ink) < page.box[2]


@pytest.mark.parametrize("columns", [12, 30])
def test_a_table_for_which_there_is_no_room_is_made_all_the_same(desk: Desk, columns: int) -> None:
    assert turned(canvases(desk, report(table(columns, 3))))


@pytest.mark.parametrize("begun", ["{page-break label=5}", "*Le*", "*L*eu*ch*"])
def test_a_word_behind_a_mark_or_other_type_keeps_to_its_narrow_cell(desk: Desk, begun: str) -> None:
    row = [f"{begun}hafenmeister", *["Leuchtturm"] * 19]
    text = "\n".join(f"| {' | '.join(one)} |" for one in (row, row[1:]))
    for page in canvases(desk, text):
        rows: dict[int, list[tuple[float, float]]] = {}
        for one in page.stretches:
            if extent := one.extent:
                rows.setdefault(round(one.baseline), []).append(extent)
        for row_of_cells in rows.values():
            for (_, end), (begin, _) in pairwise(sorted(row_of_cells)):
                assert end < begin + 1


def test_a_table_as_small_as_a_sign_makes_its_words_is_not_taken_for_that_sign(desk: Desk) -> None:
    """Its words are in black, though the sign has an ink of its own."""
    style = f'{SMALL}[inlines.page-mark]\nsize = {SMALLEST}\ncolor = "#555555"\n'
    pages = canvases(desk, report(table(8, 9)), style)
    small = [one for page in turned(pages) for one in page.stretches if not one.artifact]
    cell = load("house").value.block("table").size or 0
    assert {round(one.size, 2) for one in small} == {round(cell * SMALLEST, 2)}
