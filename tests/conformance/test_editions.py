"""What the judges say of the finished seed editions: nothing."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from pathlib import Path

import judges
import pytest
from judges.tags import tag_faults
from lxml import etree
from press import Press, Version

VERSIONS = (
    Version("socialist-international"),
    Version("socialist-international", profile="diplomatic"),
    Version("specimen"),
    Version("specimen", profile="diplomatic"),
    Version("specimen", profile="reading"),
    Version("specimen", style="large-print"),
)
every_version = pytest.mark.parametrize("version", VERSIONS, ids=str)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LABEL = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
PIECES = (f"{W}t", f"{W}tab")
CHUNK = 6
"""Words of a note that are looked for in one piece."""


def told(complaints: tuple[judges.Complaint, ...]) -> list[str]:
    return [str(complaint) for complaint in complaints]


@every_version
def test_epubcheck_has_nothing_against_the_epub(press: Press, version: Version) -> None:
    assert told(judges.epub_check(press.finished(version, "epub"))) == []


@every_version
def test_ace_has_nothing_against_the_epub(press: Press, version: Version) -> None:
    assert told(judges.ace(press.finished(version, "epub"))) == []


@every_version
def test_the_ooxml_validator_has_nothing_against_the_docx(press: Press, version: Version) -> None:
    assert told(judges.ooxml(press.finished(version, "docx"))) == []


@every_version
def test_docx_integrity_has_nothing_against_the_docx(press: Press, version: Version) -> None:
    assert told(judges.integrity(press.finished(version, "docx"))) == []


@every_version
def test_qpdf_and_pdfua_have_nothing_against_the_pdf(press: Press, version: Version) -> None:
    pdf = press.finished(version, "pdf")
    assert told(judges.qpdf(pdf) + judges.pdf_ua(pdf)) == []


@every_version
def test_everything_in_the_pdf_is_tagged_once_or_an_artefact(press: Press, version: Version) -> None:
    assert tag_faults(press.finished(version, "pdf")) == []


def run_together(text: str) -> str:
    """Return text without what a line end changes: spaces, hyphens, ligatures, capitals."""
    return re.sub(r"[\s\u00ad\u2010\u2011-]+", "", unicodedata.normalize("NFKC", text)).casefold()


def footnotes(docx: Path) -> list[str]:
    """Return the texts of a DOCX's footnotes without their labels, read from its XML alone."""
    with zipfile.ZipFile(docx) as package:
        if "word/footnotes.xml" not in package.namelist():
            return []
        tree = etree.fromstring(package.read("word/footnotes.xml"))
    # A label is raised, so poppler may put it before or after its line; and LibreOffice counts for itself.
    for label in tree.findall(f".//{LABEL}"):
        parent = label.getparent()
        assert parent is not None
        parent.remove(label)
    notes = [note for note in tree.iter(f"{W}footnote") if note.get(f"{W}type", "normal") == "normal"]
    return [
        " ".join("".join(piece.text or "" for piece in p.iter(f"{W}t")) for p in note.iter(f"{W}p"))
        for note in notes
    ]


def listed_notes(docx: Path) -> list[str]:
    """Return the texts of a DOCX's listed notes, without the label that stands before the tab."""
    with zipfile.ZipFile(docx) as package:
        tree = etree.fromstring(package.read("word/document.xml"))
    notes = []
    for paragraph in tree.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and str(style.get(f"{W}val")).startswith("VP-note-list-entry"):
            pieces = [
                "\t" if piece.tag == f"{W}tab" else piece.text or "" for piece in paragraph.iter(*PIECES)
            ]
            label, tab, words = "".join(pieces).partition("\t")
            assert label, "a listed note begins with its label"
            assert tab, "a listed note has a tab behind its label"
            notes.append(words)
    return notes


@every_version
def test_libreoffice_shows_every_note(press: Press, version: Version, tmp_path: Path) -> None:
    docx = press.finished(version, "docx")
    shown = run_together(judges.pdf_text(judges.libreoffice_pdf(docx, tmp_path)))
    listed = listed_notes(docx)
    notes = footnotes(docx) + listed
    lost = {}
    for note in notes:
        words = note.split()
        chunks = [" ".join(words[start : start + CHUNK]) for start in range(0, len(words), CHUNK)]
        missing = [chunk for chunk in chunks if run_together(chunk) not in shown]
        # A long note may run over two page ends, and each parts one chunk.
        if len(missing) > (2 if len(words) > 200 else 0):
            lost[note[:60]] = missing
    assert lost == {}
    assert footnotes(docx), "an edition with notes at the foot should have been asked for"
    assert listed, "an edition with listed notes should have been asked for"


@pytest.mark.parametrize("seed", ["socialist-international", "specimen"])
def test_chromium_shows_every_page_of_the_epub(press: Press, seed: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(press.finished(Version(seed), "epub")) as book:
        book.extractall(tmp_path / "book")
    pages = sorted((tmp_path / "book").rglob("*.xhtml"))
    assert pages
    for page in pages:
        etree.parse(page)
        picture = judges.screenshot(page, tmp_path / "page.png")
        assert picture.stat().st_size > 2000, f"{page.name} is blank in Chromium"
        picture.unlink()
