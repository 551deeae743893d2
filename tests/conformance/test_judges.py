"""Each judge acquits a sound file and convicts a broken one: a judge that never complains is none."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

import docx
import judges
import pikepdf
import pytest
import weasyprint
from judges.tags import tag_faults
from PIL import Image

from variorum.ooxml.names import q

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>"""
PACKAGE = """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en"
 prefix="a11y: http://www.idpf.org/epub/vocab/package/a11y/#">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:x-variorum:judge</dc:identifier><dc:title>A letter</dc:title>
<dc:language>en</dc:language><dc:source>Archive</dc:source>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">Text alone.</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>
</manifest>
<spine><itemref idref="a"/></spine></package>"""
PAGE = """<?xml version="1.0"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>A letter</title></head><body>{}</body></html>"""
NAVIGATION = PAGE.format(
    '<nav epub:type="toc" role="doc-toc" aria-label="Contents"><h1>Contents</h1>'
    '<ol><li><a href="a.xhtml">A letter</a></li></ol></nav>'
)


def write_zip(path: Path, files: Mapping[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def letter(folder: Path, body: str) -> Path:
    """Write an EPUB of one page."""
    return write_zip(
        folder / "letter.epub",
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "p.opf": PACKAGE,
            "nav.xhtml": NAVIGATION,
            "a.xhtml": PAGE.format(body),
        },
    )


def test_epubcheck(tmp_path: Path) -> None:
    assert judges.epub_check(letter(tmp_path, "<h1>A letter</h1><p>Dear friend</p>")) == ()
    (complaint,) = judges.epub_check(letter(tmp_path, '<p>See <a href="#nowhere">there</a></p>'))
    assert (complaint.severity, complaint.code) == ("ERROR", "RSC-012")
    assert "a.xhtml:3" in complaint.place


def test_ace(tmp_path: Path) -> None:
    good = "<main><h1>A letter</h1><p>Dear friend</p></main>"
    assert judges.ace(letter(tmp_path, good)) == ()
    faint = good.replace("<p>", '<p style="color: #ccc; background: #fff">')
    (complaint,) = judges.ace(letter(tmp_path, faint))
    assert complaint.code == "color-contrast"
    assert "a.xhtml" in complaint.place


def test_ooxml_validator(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.docx", tmp_path / "bad.docx"
    document = docx.Document()
    paragraph = document.add_paragraph("Dear friend")
    document.save(str(good))
    assert judges.ooxml(good) == ()
    properties = paragraph._p.get_or_add_pPr()
    properties.append(properties.makeelement(paragraph._p.tag))
    document.save(str(bad))
    (complaint,) = judges.ooxml(bad)
    assert "/word/document.xml" in complaint.place


def test_docx_integrity(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.docx", tmp_path / "bad.docx"
    document = docx.Document()
    paragraph = document.add_paragraph("Dear friend")
    document.save(str(good))
    assert judges.integrity(good) == ()
    call = paragraph.add_run()._r
    call.append(call.makeelement(q("footnoteReference"), {q("id"): "7"}))
    document.save(str(bad))
    assert {complaint.severity for complaint in judges.integrity(bad)} == {"error"}


def test_qpdf(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    weasyprint.HTML(string="<p>Dear friend").write_pdf(good)
    assert judges.qpdf(good) == ()
    bad.write_bytes(good.read_bytes()[:-200])
    assert judges.qpdf(bad)


def test_pdfua(tmp_path: Path) -> None:
    page = "<html lang=en><title>A letter</title><h1>A <i>let</i>ter</h1><p>Dear friend"
    good, plain = tmp_path / "good.pdf", tmp_path / "plain.pdf"
    weasyprint.HTML(string=page).write_pdf(good, pdf_variant="pdf/ua-1")
    assert judges.pdf_ua(good) == ()
    weasyprint.HTML(string=page).write_pdf(plain)
    assert {complaint.severity for complaint in judges.pdf_ua(plain)} >= {"error"}


def test_pdfua_sees_an_empty_heading(tmp_path: Path) -> None:
    """The rule that pdfua itself cannot run with pikepdf 10: the judge must run it."""
    tagged, emptied = tmp_path / "tagged.pdf", tmp_path / "emptied.pdf"
    page = "<html lang=en><title>A letter</title><h1>A letter</h1><p>Dear friend"
    weasyprint.HTML(string=page).write_pdf(tagged, pdf_variant="pdf/ua-1")
    with pikepdf.open(tagged) as pdf:
        heading = next(item for item in pdf.objects if _is_element(item, "/H1"))
        heading["/K"] = pikepdf.Array([])
        pdf.save(emptied)
    assert "UA-14-001" in {complaint.code for complaint in judges.pdf_ua(emptied)}


def test_the_judge_of_tags(tmp_path: Path) -> None:
    page = "<html lang=en><title>A letter</title><h1>A letter</h1><p>Dear friend"
    plain, good, twice, loose = (tmp_path / f"{name}.pdf" for name in ("plain", "good", "twice", "loose"))
    weasyprint.HTML(string=page).write_pdf(plain)
    assert tag_faults(plain) == ["the PDF has no tag tree"]
    weasyprint.HTML(string=page).write_pdf(good, pdf_variant="pdf/ua-1")
    assert tag_faults(good) == []
    with pikepdf.open(good) as pdf:
        heading, paragraph = (next(i for i in pdf.objects if _is_element(i, role)) for role in ("/H1", "/P"))
        heading["/K"], kept = paragraph["/K"], heading["/K"]
        pdf.save(twice)
        heading["/K"] = kept
        painted = b"0 0 9 9 re f " + pdf.pages[0].Contents.read_bytes()
        pdf.pages[0].Contents = pdf.make_stream(painted)
        pdf.save(loose)
    assert any("2 times in the tag tree" in fault for fault in tag_faults(twice))
    assert any("not in the tag tree" in fault for fault in tag_faults(twice))
    assert tag_faults(loose) == ["page 1: f outside the tag tree, and no artefact"]


def _is_element(item: object, role: str) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name(role)


def test_libreoffice(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.docx", tmp_path / "bad.docx"
    document = docx.Document()
    document.add_paragraph("Dear friend")
    document.save(str(good))
    made = judges.libreoffice_pdf(good, tmp_path)
    assert judges.pdf_text(made).split() == ["Dear", "friend"]
    assert judges.page_count(made) == 1
    shutil.copy(good, bad)
    bad.write_bytes(good.read_bytes()[:2000])
    with pytest.raises(RuntimeError, match="made no PDF"):
        judges.libreoffice_pdf(bad, tmp_path)


def test_chromium(tmp_path: Path) -> None:
    page = tmp_path / "page.xhtml"
    page.write_text(PAGE.format('<div style="background: #f00; height: 99em"></div>'))
    with Image.open(judges.screenshot(page, tmp_path / "page.png", width=200, height=100)) as picture:
        assert picture.size == (200, 100)
        assert picture.convert("RGB").getpixel((100, 50)) == (255, 0, 0)


def test_a_missing_judge_is_named() -> None:
    with pytest.raises(RuntimeError, match="no-such-judge is not installed"):
        judges.run(("no-such-judge",))
