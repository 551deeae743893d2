"""The sample publication as a Word file, and ways to change the finished file.

The folder is not called `docx`: that is the name of the library.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from invented import a_run
from lxml import etree
from sample_publication import EDITORIAL, TEXTUAL, sample

from variorum.contract import Setting
from variorum.extract import Extract, Token
from variorum.findings import Result
from variorum.proof import prove
from variorum.publication import PBlocks, Publication, PublishedNote
from variorum.style import Style, load
from variorum_docx import renderer

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "word/document.xml"
NOTES = "word/footnotes.xml"
STYLES = "word/styles.xml"


def made(publication: Publication, style: Style, purpose: str = "") -> Result[bytes]:
    """Set and bind a publication, for editing if no other purpose is named."""
    setting = Setting(
        style,
        publication.series,
        a_run(publication.imprint.title),
        publication.imprint.language,
        purpose=purpose,
    )
    sheets = [renderer.typeset(document, setting) for document in publication.documents]
    bound = renderer.bind(publication, [sheet.value for sheet in sheets], setting)
    return bound.noting(finding for sheet in sheets for finding in sheet.diagnostics)


@cache
def house() -> Style:
    """Return the house style."""
    return load("house").value


@cache
def book(purpose: str = "") -> bytes:
    """Return the sample in the house style."""
    result = made(sample(), house(), purpose)
    assert result.diagnostics == ()
    return result.value


def of(
    body: PBlocks, notes: tuple[PublishedNote, ...] = (), head: PBlocks = (), after: PBlocks = ()
) -> Publication:
    """Return a publication of one document with this text."""
    whole = sample()
    document = replace(whole.documents[1], head=head, body=body, notes=notes, after=after)
    return replace(whole, documents=(document,), front=(), back=(), series=(EDITORIAL, TEXTUAL))


def faults(data: bytes, publication: Publication | None = None, style: Style | None = None) -> list[str]:
    """Return what the proof says of a file."""
    proof = prove(publication or sample(), style or house(), renderer.extract(data), "book.docx")
    return [finding.message for finding in proof.diagnostics]


def parts(data: bytes) -> dict[str, bytes]:
    """Return the files of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def part(data: bytes, name: str) -> etree._Element:
    """Return a part of a package as a tree."""
    return etree.fromstring(parts(data)[name])


def changed(data: bytes, name: str, change: Callable[[etree._Element], None]) -> bytes:
    """Return a package with one part changed."""
    held = parts(data)
    tree = etree.fromstring(held[name])
    change(tree)
    held[name] = etree.tostring(tree)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for each, content in held.items():
            archive.writestr(each, content)
    return out.getvalue()


def word(extract: Extract, stream: str, text: str) -> Token:
    """Return the only token of a stream with this text."""
    (found,) = [token for token in extract.streams[stream] if token.text == text]
    return found


def runs(tree: etree._Element, text: str) -> list[etree._Element]:
    """Return the runs that hold a text."""
    return [run for run in tree.iter(f"{W}r") if text in "".join(t.text or "" for t in run.iter(f"{W}t"))]
