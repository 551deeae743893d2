"""The numbers of lines of verse: at the edge of the text where a style asks for them, else told."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise

import pikepdf
import pytest
from desk import Desk
from lxml import etree

from variorum_pdf.read.content import canvas_of

TOML = """\
id = "letters"
title = "Letters"
language = "en-GB"
modified = 2026-11-20
convention = "tei"
style = "own.toml"
[[identifier]]
scheme = "urn"
value = "urn:uuid:6c1d6b1e-8a5c-5f0e-9a53-1c8a41d0f27c"
[[document]]
id = "one"
file = "documents/one.xml"
"""
VERSE = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A song</title></titleStmt>
<publicationStmt><p>Unpublished</p></publicationStmt><sourceDesc><p>Invented</p></sourceDesc></fileDesc></teiHeader>
<text><body><lg>
<l n="4">The keeper walks about the stair</l><pb n="7"/>
<l n="5"><hi rend="italic">and counts the barrels and the oil</hi><note place="foot">Of whale.</note></l>
<l n="5a">that were not there</l>
<l n="10" rend="indent2">and a line that is so long that it goes on in the next line of the page,
as long lines of verse will do, in every book that is not as wide as they are</l>
<l>and a line without a number.</l></lg></body></text></TEI>
"""
MARGIN = 'extends = "house"\n[verse]\nnumbers = "margin"\n'
CASES = {"fifth": ("", ["5", "10"]), "each": ("every = 1\n", ["4", "5", "5a", "10"])}


def built(desk: Desk, style: str) -> tuple[str, dict[str, bytes]]:
    root = desk.edition(TOML)
    (root / "documents" / "one.xml").write_text(VERSE, "utf-8")
    (root / "own.toml").write_text(style, "utf-8")
    made = desk.variorum("build", "letters", "--to", "pdf,epub,docx,tei", "--out", "out", "--jobs", "1")
    assert made.status == 0, made.out
    return made.out, desk.files()


@pytest.mark.parametrize(("more", "expected"), CASES.values(), ids=list(CASES))
def test_numbers_stand_at_the_end_of_their_lines(desk: Desk, more: str, expected: list[str]) -> None:
    said, files = built(desk, MARGIN + more)
    assert "line-numbers-unprinted" not in said
    with pikepdf.open(io.BytesIO(files["letters.pdf"])) as pdf:
        canvases = [canvas_of(page, {}) for page in pdf.pages]
    shown = [one for page in canvases for one in page.stretches if one.text.strip() in expected]
    right = (148 - 20) / 25.4 * 72
    numbers = [one for one in shown if abs(one.glyphs[len(one.text.strip()) - 1].right - right) < 40]
    edges = {round(max(glyph.right for glyph in one.glyphs if glyph.text.strip())) for one in numbers}
    assert [one.text.strip() for one in numbers] == expected
    assert len(edges) == 1, "all at one edge"
    with zipfile.ZipFile(io.BytesIO(files["letters.epub"])) as package:
        page = etree.fromstring(package.read("EPUB/text/one.xhtml"))
        assert b".in-line-number { float: right; }" in package.read("EPUB/style/book.css")
    assert [one.text for one in page.iterfind(".//{*}span[@class='in-line-number']")] == expected
    with zipfile.ZipFile(io.BytesIO(files["letters.docx"])) as package:
        document = etree.fromstring(package.read("word/document.xml"))
    runs = list(document.iter("{*}r"))
    behind = [other for one, other in pairwise(runs) if one.find("{*}tab") is not None]
    words = ["".join(str(text.text) for text in one.iter("{*}t")) for one in behind]
    assert [one for one in words if one in expected] == expected


def test_else_they_are_told(desk: Desk) -> None:
    said, files = built(desk, 'extends = "house"\n')
    assert "line-numbers-unprinted" in said and "the numbers of 4 lines" in said
    with zipfile.ZipFile(io.BytesIO(files["letters.epub"])) as package:
        assert b"in-line-number" not in package.read("EPUB/text/one.xhtml")
    written = etree.fromstring(files["letters.xml"])
    assert [one.get("n") for one in written.iter("{*}l")] == ["4", "5", "5a", "10", None]
