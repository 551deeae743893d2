"""The package: ours from the first byte, valid, and the same each time."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import judges
import pytest
from invented import a_run
from lxml import etree
from renderers.docx.manuscript import TEXT, W, book, house, made, of, part, parts
from sample_publication import sample

from variorum.contract import Setting
from variorum.model import Imprint
from variorum.publication import Link, Para, Styled
from variorum.returned import Returned
from variorum.style import load
from variorum_docx import renderer

STYLES = ("house", "large-print")


def test_the_package_is_imported_without_its_libraries() -> None:
    code = "import sys, variorum_docx; sys.exit(any(name in sys.modules for name in ('docx', 'lxml')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_same_input_same_bytes_and_no_clock() -> None:
    again = made(sample(), house()).value
    assert again == book()
    with zipfile.ZipFile(io.BytesIO(again)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_nothing_is_left_of_a_foreign_template() -> None:
    held = parts(book())
    assert not [name for name in held if "theme" in name or "thumbnail" in name]
    everything = b"".join(held.values())
    for trace in (b"python-docx", b"en-US", b"asciiTheme", b"urn:x-variorum:docx-sheet"):
        assert trace not in everything, trace


@pytest.mark.parametrize("name", STYLES)
def test_the_validator_has_nothing_against_it(tmp_path: Path, name: str) -> None:
    path = tmp_path / "book.docx"
    path.write_bytes(made(sample(), load(name).value).value)
    assert [str(complaint) for complaint in judges.ooxml(path)] == []


@pytest.mark.parametrize("name", STYLES)
def test_page_and_language_come_from_style_and_edition(name: str) -> None:
    style = load(name).value
    document = docx.Document(io.BytesIO(made(sample(), style, "book").value))
    for section in document.sections:
        assert section.page_width is not None
        assert section.page_height is not None
        assert section.left_margin is not None
        assert section.page_width.mm == pytest.approx(style.page.width_mm, abs=0.1)
        assert section.page_height.mm == pytest.approx(style.page.height_mm, abs=0.1)
        assert section.left_margin.mm == pytest.approx(style.page.margin_inner_mm, abs=0.1)
    languages = document.styles.element.findall(f"{W}docDefaults//{W}lang")
    assert [lang.get(f"{W}val") for lang in languages] == ["en-GB"]


def test_the_properties_are_those_of_the_imprint() -> None:
    properties = docx.Document(io.BytesIO(book())).core_properties
    assert properties.title == "Papers of the Weather Office"
    assert properties.author == "Irma Veselý"
    assert properties.language == "en-GB"
    assert properties.modified is not None
    assert properties.modified.isoformat().startswith("2024-05-01T00:00:00")


@pytest.mark.parametrize("modified", ["", "2024", "2024-05-01", "2024-05-01T10:00:00Z"])
def test_every_form_of_a_date_is_one_that_word_reads(tmp_path: Path, modified: str) -> None:
    whole = sample()
    path = tmp_path / "dated.docx"
    imprint = replace(whole.imprint, modified=modified)
    path.write_bytes(made(replace(whole, imprint=imprint), house()).value)
    assert [str(complaint) for complaint in judges.ooxml(path)] == []


def test_an_imprint_with_nothing_but_a_title_will_do(tmp_path: Path) -> None:
    path = tmp_path / "bare.docx"
    publication = replace(of((Para("body", (a_run("Word."),)),)), imprint=Imprint("Bare"), agents=())
    path.write_bytes(made(publication, house()).value)
    assert [str(complaint) for complaint in judges.ooxml(path)] == []


def test_word_knows_what_stands_in_for_the_font() -> None:
    font = part(book(), "word/fontTable.xml")[0]
    assert font.get(f"{W}name") == "Gentium Plus"
    assert [name.get(f"{W}val") for name in font.iter(f"{W}altName")] == ["Cambria"]


def test_each_document_has_its_running_head_and_numbers_begin_with_the_text() -> None:
    document = docx.Document(io.BytesIO(book("book")))
    assert document.settings.odd_and_even_pages_header_footer
    heads = [section.header.paragraphs[0].text for section in document.sections]
    assert "\tNo 12/7 · 3 March 1951\t1" in heads
    assert "\tNo 12/8 · 5 March 1951\t1" in heads
    starts = [number.get(f"{W}start") for number in part(book(), TEXT).iter(f"{W}pgNumType")]
    assert starts == [None, None, None, None, "1", None, None, None]


def test_no_page_is_broken_by_hand() -> None:
    assert [br.attrib for br in part(book(), TEXT).iter(f"{W}br") if br.attrib] == []


def test_deletions_of_the_source_are_no_tracked_changes() -> None:
    tree = part(book(), TEXT)
    assert not list(tree.iter(f"{W}del", f"{W}ins", f"{W}delText"))


def test_bookmarks_are_such_as_word_keeps() -> None:
    names, numbers = [], []
    for name in (TEXT, "word/footnotes.xml"):
        for start in part(book(), name).iter(f"{W}bookmarkStart"):
            names.append(start.get(f"{W}name") or "")
            numbers.append(start.get(f"{W}id"))
    assert len({name.casefold() for name in names}) == len(names)
    assert len(set(numbers)) == len(numbers)
    assert max(map(len, names)) <= 40


def test_every_block_is_anchored_for_the_way_back() -> None:
    held = parts(book())
    there = {
        start.get(f"{W}name", "")
        for name in (TEXT, "word/footnotes.xml")
        for start in part(book(), name).iter(f"{W}bookmarkStart")
    }
    assert any(re.fullmatch(r"_b\d+", name) for name in there)
    base = etree.fromstring(held["customXml/item1.xml"])
    streams = {one.get("name", "") for one in base.iter("{urn:x-variorum:docx-base}stream")}
    assert base.get("edition") == "sample"
    assert {"memorandum/body", "letter/head", "matter/matter_legend"} <= streams
    assert any(stream.startswith("note/") for stream in streams)


def test_the_base_is_the_file_as_its_reader_reads_it() -> None:
    read = renderer.returned(book())
    assert isinstance(read, Returned)
    assert read.base is not None
    assert read.base.manuscript == read.manuscript
    assert read.base.facts == {
        "edition": "sample",
        "profile": sample().profile,
        "style": "house",
        "purpose": "editing",
    }
    assert len(read.manuscript.leaves) > 50


def test_the_contents_are_a_field_with_its_entries_in_it() -> None:
    tree = part(book(), TEXT)
    code = next(code for code in tree.iter(f"{W}instrText") if "TOC" in (code.text or ""))
    assert code.text == ' TOC \\o "1-1" \\h \\z \\u '
    entries = [
        p.text for p in docx.Document(io.BytesIO(book())).paragraphs if p.style and p.style.name == "toc 1"
    ]
    assert entries[0].startswith("3 March 1951 On the measuring of rain")
    assert len(entries) == 4
    assert b"updateFields" not in parts(book())["word/settings.xml"]
    assert b"w:dirty" not in parts(book())[TEXT]


def test_a_line_that_heads_words_in_a_part_of_the_volume_stands_on_their_page() -> None:
    publication = sample()
    lines = (
        Para("body", (Styled("bold", (a_run("The glass"),)),)),
        Para("body", (a_run("It turns."),)),
    )
    last = replace(publication.back[-1], blocks=(*publication.back[-1].blocks, *lines))
    document = etree.fromstring(
        parts(made(replace(publication, back=(*publication.back[:-1], last)), house()).value)[TEXT]
    )
    kept = [
        one.find(f"{W}pPr/{W}keepNext") is not None
        for one in document.iter(f"{W}p")
        if "".join(map(str, one.itertext())) in ("The glass", "It turns.")
    ]
    assert kept == [True, False]


def test_a_link_that_leads_nowhere_is_a_finding() -> None:
    link = Link("#nowhere", (a_run("there"),))
    (finding,) = made(of((Para("body", (link,)),)), house()).diagnostics
    assert finding.message == "the typesetter says: the link “there” leads nowhere"


def test_a_link_to_an_address_is_a_relation() -> None:
    link = Link("https://example.org/", (a_run("there"),))
    data = made(of((Para("body", (link,)),)), house()).value
    document = docx.Document(io.BytesIO(data))
    assert document.paragraphs[0].hyperlinks[0].address == "https://example.org/"


def test_a_base_of_another_edition_is_no_part_of_the_book() -> None:
    setting = Setting(house(), sample().series, a_run(sample().imprint.title), sample().imprint.language)
    assert renderer.unknown(book(), sample(), setting) == ()
    for before, after in ((b'edition="sample"', b'edition="other"'), (b'form="1"', b'form="0"')):
        held = {**parts(book())}
        held["customXml/item1.xml"] = held["customXml/item1.xml"].replace(before, after)
        spoilt = io.BytesIO()
        with zipfile.ZipFile(spoilt, "w") as package:
            for name, data in held.items():
                package.writestr(name, data)
        (found,) = renderer.unknown(spoilt.getvalue(), sample(), setting)
        assert found.at == "customXml/item1.xml"
