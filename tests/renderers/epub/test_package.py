"""The package: what EPUBCheck and Ace say, the order of the archive, metadata, navigation, fonts, links."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import judges
import pytest
from fontTools.ttLib import TTFont
from invented import a_run
from press import ROOT
from renderers.epub.made import BOOK_CSS, MEMORANDUM, NAVIGATION, book, contents, house, made
from sample_publication import sample

from variorum.findings.machine import ComponentMissing
from variorum.findings.typesetting import FontMissing, GlyphMissing, LayoutWarning
from variorum.model import Identifier, Imprint
from variorum.proof import prove
from variorum.publication import Link, Para, Publication
from variorum.source import Span
from variorum_epub import cover, renderer

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB = "{http://www.idpf.org/2007/ops}"


def package(data: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(contents(data)["EPUB/content.opf"])


def said(data: bytes, name: str) -> list[str | None]:
    """Return the values of a property of the metadata."""
    return [meta.text for meta in package(data).iter(f"{OPF}meta") if meta.get("property") == name]


def with_first_words(text: str, place: Span | None = None) -> Publication:
    """Return the sample with a paragraph before its first document."""
    first, *others = sample().documents
    words = Para("body", (a_run(text).with_origins(lambda origin: place or origin),))
    return replace(sample(), documents=(replace(first, body=(words, *first.body)), *others))


def with_imprint(imprint: Imprint) -> Publication:
    return replace(sample(), imprint=imprint)


def test_judges_are_content(tmp_path: Path) -> None:
    path = tmp_path / "sample.epub"
    path.write_bytes(book())
    assert judges.epub_check(path) == ()
    assert judges.ace(path) == ()


def test_same_input_same_bytes() -> None:
    code = "import sys; from renderers.epub.made import book; sys.stdout.buffer.write(book())"
    tests = str(ROOT / "tests")
    other = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {tests!r}); {code}"],
        capture_output=True,
        check=True,
    )
    assert other.stdout == book()


def test_archive_begins_with_the_mimetype_and_has_the_date_of_the_edition() -> None:
    assert book()[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(io.BytesIO(book())) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2024, 5, 1, 0, 0, 0)}
    assert said(book(), "dcterms:modified") == ["2024-05-01T00:00:00Z"]


@pytest.mark.parametrize(
    ("day", "time"), [("1000-01-01", (1980, 1, 1, 0, 0, 0)), ("9999-12-31", (2107, 12, 31, 23, 59, 58))]
)
def test_an_archive_has_the_nearest_date_that_it_can_hold(day: str, time: tuple[int, ...]) -> None:
    written = made(with_imprint(replace(sample().imprint, modified=day)), house()).value
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {time}
    assert said(written, "dcterms:modified") == [f"{day}T00:00:00Z"]


def test_metadata_name_people_with_their_roles() -> None:
    names = {e.get("id"): (e.tag, e.text) for e in package(book()).iter() if e.tag.startswith(DC)}
    roles = {
        names[meta.attrib["refines"][1:]]: meta.text
        for meta in package(book()).iter(f"{OPF}meta")
        if meta.get("property") == "role"
    }
    assert roles == {(f"{DC}creator", "Irma Veselý"): "edt", (f"{DC}contributor", "Jonathan Doe"): "trl"}


def test_metadata_of_accessibility_say_no_more_than_is_true() -> None:
    assert said(book(), "schema:accessModeSufficient") == ["textual"]
    assert "pageBreakMarkers" in said(book(), "schema:accessibilityFeature")
    assert said(book(), "pageBreakSource") == ["Pages of the original documents"]
    assert said(book(), "dcterms:conformsTo") == []
    plain = replace(sample(), documents=sample().documents[1:], front=(), back=())
    assert said(made(plain, house()).value, "schema:accessMode") == ["textual"]


def test_identifier_is_that_of_the_e_book() -> None:
    isbn = (
        Identifier("isbn", "978-1", "pdf"),
        Identifier("urn", "urn:x:1"),
        Identifier("isbn", "978-2", "epub"),
    )
    publication = with_imprint(replace(sample().imprint, identifiers=isbn))
    found = package(made(publication, house()).value).find(f".//{DC}identifier")
    assert found is not None
    assert found.text == "urn:isbn:978-2"


def test_navigation_lists_documents_headings_and_original_pages() -> None:
    root = ElementTree.fromstring(contents(book())[NAVIGATION])
    lists = {
        nav.get(f"{EPUB}type"): ["".join(link.itertext()) for link in nav.iter(f"{XHTML}a")]
        for nav in root.iter(f"{XHTML}nav")
    }
    assert lists["toc"][3:] == [
        *("On the measuring of rain", "The stations", "Cloud to the Weather Office"),
        *("Signs used in this edition", "Persons"),
    ]
    assert lists["page-list"] == ["No 12/7: 1", "No 12/7: 2", "No 12/7: 3", "No 12/8: 1"]
    assert [link.get(f"{EPUB}type") for link in root.iter(f"{XHTML}a") if link.get(f"{EPUB}type")] == [
        *("cover", "titlepage", "toc", "bodymatter")
    ]


def test_embedded_fonts_have_the_characters_in_use_and_no_more() -> None:
    parts = contents(book())
    with TTFont(io.BytesIO(parts["EPUB/fonts/gentium-plus-regular.ttf"])) as font:
        characters = set(font.getBestCmap() or ())
    assert {ord(c) for c in "Москваὄμβρος"} <= characters
    assert ord("Ж") not in characters
    assert parts[BOOK_CSS].startswith(b'@font-face { font-family: "Gentium Plus";')


def test_a_character_without_a_glyph_is_found_at_its_place() -> None:
    place = Span("memorandum.txt", 3, 7, 3, 9)
    (finding,) = made(with_first_words("rain 雨", place), house()).diagnostics
    assert (type(finding), finding.span) == (GlyphMissing, place)
    assert "雨" in finding.message


def test_a_missing_family_is_found() -> None:
    style = replace(house(), font=replace(house().font, family="No Such Type", package="fonts-none"))
    result = made(sample(), style)
    assert {type(finding) for finding in result.diagnostics} == {FontMissing}
    assert not [name for name in contents(result.value) if name.startswith("EPUB/fonts/")]


def test_a_link_without_a_target_is_found_and_kept_as_text() -> None:
    first, *others = sample().documents
    words = Para("body", (Link("#nowhere", (a_run("astray"),)), Link("office/rain.txt", (a_run("local"),))))
    publication = replace(sample(), documents=(replace(first, body=(words, *first.body)), *others))
    result = made(publication, house())
    (finding,) = result.diagnostics
    assert isinstance(finding, LayoutWarning)
    assert finding.words == "the link “astray” leads nowhere"
    page = contents(result.value)[MEMORANDUM].decode()
    assert '<a>astray</a><span class="address">local</span>' in page


def test_a_machine_without_the_libraries_of_the_cover_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_library(html: str) -> bytes:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(cover, "_as_png", no_library)
    result = made(sample(), house())
    assert [type(finding) for finding in result.diagnostics] == [ComponentMissing]
    assert not [name for name in contents(result.value) if "cover" in name]
    assert prove(sample(), house(), renderer.extract(result.value), "sample.epub").passed


def test_spoken_words_stand_in_a_sheet_of_their_own() -> None:
    parts = contents(book())
    assert b"data-say-before" in parts["EPUB/style/spoken.css"]
    assert b"@supports" not in parts[BOOK_CSS]
    assert b'data-say-before="handwritten insertion"' in parts[MEMORANDUM]


def test_the_package_is_imported_without_its_libraries() -> None:
    heavy = {"ebooklib", "fontTools", "jinja2", "lxml", "weasyprint"}
    code = "import sys, variorum_epub; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert heavy & set(done.stdout.split()) == set()
