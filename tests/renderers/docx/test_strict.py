"""The strict form of the standard (ISO/IEC 29500-1): the same file under other names, read like any."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from desk import Desk
from press import SEEDS, Press, Version
from renderers.docx.manuscript import NOTES, TEXT, book, faults, parts

from variorum.accession.word import read
from variorum.findings.accession import WordPart
from variorum.ooxml.xml import parse
from variorum_docx import renderer

SCHEMAS, PURL = "http://schemas.openxmlformats.org", "http://purl.oclc.org/ooxml"
NAMES = {
    f"{SCHEMAS}/wordprocessingml/2006/main": f"{PURL}/wordprocessingml/main",
    f"{SCHEMAS}/officeDocument/2006/relationships": f"{PURL}/officeDocument/relationships",
    f"{SCHEMAS}/officeDocument/2006/customXml": f"{PURL}/officeDocument/customXml",
    f"{SCHEMAS}/officeDocument/2006/extended-properties": f"{PURL}/officeDocument/extendedProperties",
    f"{SCHEMAS}/drawingml/2006/main": f"{PURL}/drawingml/main",
    f"{SCHEMAS}/drawingml/2006/picture": f"{PURL}/drawingml/picture",
    f"{SCHEMAS}/drawingml/2006/wordprocessingDrawing": f"{PURL}/drawingml/wordprocessingDrawing",
    "relationships/extended-properties": "relationships/extendedProperties",
}
"""Annex A of part 1 and of part 4: what each form calls the namespaces and relations that our files have."""
SWITCHES = "b|bCs|i|iCs|caps|smallCaps|strike|vanish|keepNext|keepLines|widowControl|suppressAutoHyphens"
VALUES = (
    (rf'<w:({SWITCHES}) w:val="0"/>', r'<w:\1 w:val="false"/>'),
    (rf"<w:({SWITCHES})/>", r'<w:\1 w:val="true"/>'),
    (r'(w:customMarkFollows|w:default)="1"', r'\1="true"'),
    (r'w:percent="(\d+)"', r'w:percent="\1%"'),
    (r'w:w="5000" w:type="pct"', 'w:w="100%" w:type="pct"'),
    (r'<w:(jc|tab) w:val="left"', r'<w:\1 w:val="start"'),
    (r'<w:(jc|tab) w:val="right"', r'<w:\1 w:val="end"'),
    (r'(<w:ind [^>]*)w:left=("[^"]*" )w:right=', r"\1w:start=\2w:end="),
)
"""Values that the strict form writes otherwise; lengths without a unit stay."""


def strict(data: bytes) -> bytes:
    """Return a Word file in the strict form."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts(data).items():
            of_office = name.endswith((".xml", ".rels")) and name != "[Content_Types].xml"
            package.writestr(name, renamed(part.decode()).encode() if of_office else part)
    return out.getvalue()


def renamed(text: str) -> str:
    """Return a part in the strict form."""
    for usual, other in NAMES.items():
        text = text.replace(usual, other)
    for usual, other in VALUES:
        text = re.sub(usual, other, text)
    return text


def words_of(data: bytes) -> list[bytes]:
    """Return the words of a file as its bytes have them, whatever its form."""
    return [word for name in (TEXT, NOTES) for word in re.findall(rb"<w:t\b[^>]*>([^<]*)", parts(data)[name])]


def test_the_sample_in_strict_form_proves_as_it_does_otherwise() -> None:
    data = strict(book())
    assert b"schemas.openxmlformats.org/wordprocessingml" not in b"".join(parts(data).values())
    assert b'w:val="false"' in parts(data)["word/styles.xml"]
    assert renderer.extract(data) == renderer.extract(book())
    assert faults(data) == []


def test_the_specimen_in_strict_form_passes_the_proof(press: Press, desk: Desk) -> None:
    usual = press.finished(Version("specimen"), "docx").read_bytes()
    (desk.folder / "strict.docx").write_bytes(strict(usual))
    said = desk.variorum("proof", "strict.docx", "--against", str(SEEDS / "specimen"))
    assert (said.status, said.out.count("passed")) == (0, 1)


def test_the_importer_reads_the_same_of_both_forms(press: Press) -> None:
    usual = press.finished(Version("specimen"), "docx").read_bytes()
    assert read("book.docx", strict(usual)) == read("book.docx", usual)


def test_the_specimen_that_lies_beside_the_repository_passes_too(
    shared: Path, press: Press, desk: Desk
) -> None:
    path = shared / "cases" / "word" / "20-strict-specimen.docx"
    usual = press.finished(Version("specimen"), "docx").read_bytes()
    if words_of(path.read_bytes()) != words_of(usual):
        pytest.skip("the specimen is another than when the file was made")
    said = desk.variorum("proof", str(path), "--against", str(SEEDS / "specimen"))
    assert said.status == 0


def test_an_address_in_the_text_is_no_name() -> None:
    """Names are translated in the tree: what a text says of them stays as it is."""
    word = f"{PURL}/wordprocessingml/main"
    root = parse(f'<w:p xmlns:w="{word}" xmlns:o="urn:other"><o:p w:x="{word}">{word}</o:p></w:p>'.encode())
    usual = f"{{{SCHEMAS}/wordprocessingml/2006/main}}"
    assert root.tag == f"{usual}p"
    assert root[0].tag == "{urn:other}p"
    assert root[0].items() == [(f"{usual}x", word)]
    assert root[0].text == word


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "iso-8859-1"])
def test_names_are_known_in_any_encoding(encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding.rpartition("-be")[0] or encoding}"?>'
    text = f'{declared}<w:p xmlns:w="{PURL}/wordprocessingml/main"/>'
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    assert parse(mark + text.encode(encoding)).tag == f"{{{SCHEMAS}/wordprocessingml/2006/main}}p"


@pytest.mark.parametrize(
    ("kind", "known"),
    [(f"{PURL}/officeDocument/relationships/footnotes", True), ("urn:other/footnotes", False)],
)
def test_a_relation_is_known_by_its_whole_type(kind: str, known: bool) -> None:
    """The proof reads what Word reads: a relation that only ends like one of the standard is none."""

    def change(name: str, part: bytes) -> bytes:
        usual = f"{SCHEMAS}/officeDocument/2006/relationships/footnotes"
        return part.replace(usual.encode(), kind.encode()) if name.endswith("document.xml.rels") else part

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, part in parts(book()).items():
            package.writestr(name, change(name, part))
    assert (faults(out.getvalue()) == []) is known


def test_a_strict_file_that_is_damaged_is_told(press: Press) -> None:
    held = parts(strict(press.finished(Version("specimen"), "docx").read_bytes()))
    del held["word/footnotes.xml"]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, part in held.items():
            package.writestr(name, part)
    found = read("book.docx", out.getvalue()).diagnostics
    assert WordPart in [type(one) for one in found]
    with pytest.raises(ValueError, match=r"no Word file: it is damaged \(word/footnotes.xml is missing\)"):
        renderer.extract(out.getvalue())
