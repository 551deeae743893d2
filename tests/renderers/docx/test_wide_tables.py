"""Tables that are too wide for a page: what becomes of them in Word files and e-books."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import judges
import pytest
from desk import Desk
from lxml import etree

from variorum.ooxml.elements import w
from variorum.publication import Box
from variorum_docx.write import tables
from variorum_docx.write.tables import lay_out

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LINE = "Some plain words stand here, and they go on for a while so that the line is a full one.\n\n"
WORDS = ("Hafenmeister", "Versicherungsgesellschaft", "Leuchtturmwärter", "lamp", "1,234.50", "Jahre")


def table(columns: int, rows: int = 5) -> str:
    cells = [[WORDS[(row + column) % len(WORDS)] for column in range(columns)] for row in range(rows)]
    cells[-1][-1] += "[^a]"
    return "\n".join(f"| {' | '.join(row)} |" for row in [cells[0], ["---"] * columns, *cells]) + "\n\n"


def built(desk: Desk, text: str) -> dict[str, bytes]:
    """Return an edition of a text as Word file and e-book, both proofed."""
    desk.edition(one=f"No 1\n\n{LINE}{text}\n\n[^a]: A note.\n")
    made = desk.variorum("build", "letters", "--to", "docx,epub", "--out", "out", "--jobs", "1")
    assert made.status == 0, made.out
    return desk.files()


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def turned(data: bytes) -> list[bool]:
    """Return which sections stand on turned pages."""
    sizes = part(data, "word/document.xml").iter(f"{W}pgSz")
    return [int(size.get(f"{W}w", "0")) > int(size.get(f"{W}h", "0")) for size in sizes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LINE + table(3) + LINE, 0),
        (LINE + table(4) + LINE, 0),
        (LINE + table(7) + LINE, 1),
        (table(7) + LINE + table(7), 2),
        (LINE + table(30), 1),
        ("> " + table(7).strip().replace("\n", "\n> ") + "\n\n" + LINE, 0),
    ],
    ids=["narrow", "smaller", "wide", "twice", "too wide", "as lines"],
)
def test_a_wide_table_has_a_section(desk: Desk, tmp_path: Path, text: str, expected: int) -> None:
    data = built(desk, text)["letters.docx"]
    assert sum(turned(data)) == expected
    path = tmp_path / "letters.docx"
    path.write_bytes(data)
    assert [str(complaint) for complaint in judges.ooxml(path)] == []


def test_a_row_that_ends_early_says_by_how_much() -> None:
    """Word lays a table out anew of which a row has fewer columns than the grid and does not say so."""
    rows = lay_out([[Box(()), Box(()), Box((), columns=2)], [Box(())], [Box((), rows=2), Box(())], [Box(())]])
    made = tables.table(rows, [100, 200, 300, 400], 0, lambda _, head: [w("p")], leftwards=False)
    said = [
        [one.get(f"{W}val") or one.get(f"{W}w") for one in row[0] if "After" in str(one.tag)]
        for row in made
        if len(row) and row.tag == f"{W}tr"
    ]
    assert said == [[], ["3", "900"], ["2", "700"], ["2", "700"]]


def test_a_section_goes_on_counting_without_a_first_page(desk: Desk) -> None:
    document = part(built(desk, LINE + table(7) + LINE)["letters.docx"], "word/document.xml")
    sections = list(document.iter(f"{W}sectPr"))
    at = next(n for n, one in enumerate(sections) if one.find(f"{W}pgSz[@{W}orient]") is not None)
    before, wide, behind = sections[at - 1 : at + 2]
    assert before.find(f"{W}titlePg") is not None
    for one in (wide, behind):
        assert one.find(f"{W}titlePg") is None
        assert one.find(f"{W}pgNumType[@{W}start]") is None
    tables = list(document.iter(f"{W}tbl"))
    sizes = {int(size.get(f"{W}val", "0")) for size in tables[0].iter(f"{W}sz")}
    assert max(sizes) < 2 * 9.5 * 12 / 10.5, "all words of the table are set smaller"
    runs = [run for run in tables[0].iter(f"{W}r") if run.find(f"{W}t") is not None]
    assert all(run.find(f"{W}rPr/{W}sz") is not None for run in runs)


def test_in_an_e_book_a_wide_table_moves_in_its_place(desk: Desk) -> None:
    files = built(desk, table(3).replace("[^a]", "") + LINE + table(7))
    page = part(files["letters.epub"], "EPUB/text/one.xhtml")
    assert len(page.findall(".//{*}div[@class='wide-table']/{*}table")) == 2
    narrow = part(built(desk, "| a[^a] | b |\n|---|---|\n| c | d |\n")["letters.epub"], "EPUB/text/one.xhtml")
    assert len(narrow.findall(".//{*}div[@class='document-body']/{*}table")) == 1


def test_a_head_in_bold_has_the_room_that_it_needs(desk: Desk) -> None:
    """Gentium Plus Bold sets “In hand” in 3.351 sizes of its type."""
    data = built(desk, f"{LINE}| Work | In hand |\n|---|---|\n| Lamp | 900[^a] |\n\n{LINE}")["letters.docx"]
    widths = [int(column.get(f"{W}w", "0")) for column in part(data, "word/document.xml").iter(f"{W}gridCol")]
    assert widths[-1] >= 3.36 * 20 * 9.5 + 2 * 80
