"""The sample publication as an EPUB, and ways to change the finished file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache

from invented import a_run
from sample_publication import sample

from variorum.contract import Setting
from variorum.findings import Diagnostic, Result
from variorum.proof import prove
from variorum.publication import Publication
from variorum.style import Style, load
from variorum_epub import renderer

MEMORANDUM = "EPUB/text/memorandum.xhtml"
BOOK_CSS = "EPUB/style/book.css"
NAVIGATION = "EPUB/nav.xhtml"


def made(publication: Publication, style: Style) -> Result[bytes]:
    """Set and bind a publication."""
    setting = Setting(
        style, publication.series, a_run(publication.imprint.title), publication.imprint.language
    )
    sheets = [renderer.typeset(document, setting) for document in publication.documents]
    bound = renderer.bind(publication, [sheet.value for sheet in sheets], setting)
    return bound.noting(finding for sheet in sheets for finding in sheet.diagnostics)


@cache
def house() -> Style:
    """Return the house style."""
    return load("house").value


@cache
def book() -> bytes:
    """Return the sample in the house style."""
    return made(sample(), house()).value


def contents(data: bytes) -> dict[str, bytes]:
    """Return the files of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(path: str, change: Callable[[str], str]) -> bytes:
    """Return the book with one of its files changed; a change that changes nothing is a fault of the test."""
    parts = contents(book())
    old = parts[path].decode()
    new = change(old)
    assert new != old, "the change found nothing to change"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, new.encode() if name == path else data)
    return target.getvalue()


def proofed(data: bytes) -> tuple[Diagnostic, ...]:
    """Return the findings of the proof."""
    return prove(sample(), house(), renderer.extract(data), "sample.epub").diagnostics
