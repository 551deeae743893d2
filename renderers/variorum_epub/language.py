"""What of an e-book nobody knows: pages beyond their table, files that edition and style do not make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files as resource_files
from xml.etree import ElementTree

from variorum import extract
from variorum.archive import Archive, Bounds, Damage, open_archive
from variorum.contract import Setting
from variorum.publication import Matter, Publication, note_list
from variorum.style import Style
from variorum.vocabulary import Unknown, Vocabulary, read_vocabulary
from variorum_epub import fonts
from variorum_epub.binding import package_bytes, resources, style_sheet
from variorum_epub.composition import strange
from variorum_epub.cover import cover
from variorum_epub.navigation import file_of
from variorum_epub.typesetting import MATTER_TYPES, SHEETS

FOLDER = "EPUB/"
MIMETYPE = "mimetype"
PROLOGUE = re.compile(rb"\s*(<\?xml [^>]*\?>)?\s*<!DOCTYPE html>\s*")
INSTRUCTION = re.compile(rb"<\?|<!(?!--)")
COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
OPF = "{http://www.idpf.org/2007/opf}"


def unknown(data: bytes, publication: Publication, setting: Setting) -> tuple[Unknown, ...]:
    """Return what is not known of an e-book that was made of a publication in a style."""
    archive = open_archive(data, Bounds())
    if not isinstance(archive, Archive):
        return ()  # the reading says why
    found = _contents(archive)
    return tuple(_unknown(archive, found, publication, setting))


def _contents(archive: Archive) -> dict[str, bytes]:
    read = ((name, archive.read(name)) for name in archive.names if not name.endswith("/"))
    return {name: b"" if part is None or isinstance(part, Damage) else part for name, part in read}


def _unknown(
    archive: Archive, found: Mapping[str, bytes], publication: Publication, setting: Setting
) -> Iterator[Unknown]:
    first = archive.zip.infolist()[0]
    if first.filename != MIMETYPE or first.compress_type:
        yield Unknown("a package that does not begin with its type", MIMETYPE)
    names = (
        *(one.id for one in publication.front),
        *(one.id for one in publication.documents),
        *(one.id for one in publication.back),
    )
    texts = [file_of(name) for name in names]
    pages = {path: found.get(FOLDER + path, b"") for path in texts}
    own = {name.removeprefix(FOLDER): part for name, part in found.items()}
    faces = fonts.faces_among(setting.style.font, own)
    painted = cover(publication, setting.style, setting.shelf).value
    generated = resources(publication, style_sheet(pages, setting), faces, painted)
    package = open_archive(package_bytes(publication, dict.fromkeys(texts, b" "), generated), Bounds())
    assert isinstance(package, Archive)
    expected = _contents(package)
    for name in sorted(expected.keys() | found.keys()):
        if name not in expected:
            yield Unknown("a file that is no part of the book", name)
        elif name not in found:
            yield Unknown("a package that lacks a file", name)
        elif name.removeprefix(FOLDER) not in pages and _canonical(found[name]) != _canonical(expected[name]):
            yield Unknown("another file than the edition and its style make", name)
    for face in faces:
        fault = fonts.strange_face(setting.style.font, face, setting.shelf)
        if fault:
            yield Unknown(fault, FOLDER + face.name)
    for page in _pages(publication):
        language = _language().with_values(page.values)
        yield from _of_page(pages[page.path], page, language, setting.style)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of the book, the values that only it may have, and the streams of its notes in their order."""

    path: str
    values: Mapping[str, Iterable[str]]
    part: Matter | None = None
    notes: tuple[str, ...] = ()


def _pages(publication: Publication) -> Iterator[_Page]:
    """Yield the pages of a publication."""
    book = publication.imprint.title
    series = [one.title.text for one in publication.series]
    for document in publication.documents:
        listed = (note for one in publication.series for note in note_list(document, one))
        notes = tuple(extract.note(note.id) for note in listed)
        values: dict[str, Iterable[str]] = {
            "page-title": [document.title.text.strip()],
            "series-title": series,
        }
        yield _Page(file_of(document.id), values, notes=notes)
    for part in (*publication.front, *publication.back):
        kind, role = MATTER_TYPES.get(part.kind, (None, None))
        title = part.title.text or book
        said = {
            "page-title": title.strip(),
            "matter-title": title,
            "matter-type": kind or "",
            "matter-role": role or "",
        }
        yield _Page(file_of(part.id), {name: [value] for name, value in said.items() if value}, part)


def _of_page(data: bytes, page: _Page, language: Vocabulary, style: Style) -> Iterator[Unknown]:
    """Yield what is not known of a page."""
    at = FOLDER + page.path
    begun = PROLOGUE.match(data)
    if begun is None or INSTRUCTION.search(COMMENT.sub(b"", data[begun.end() :])):
        yield Unknown("an instruction or a declaration", at)
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError:
        return  # the reading says so
    yield from language.unknown(root, at)
    for what, element in strange(root, style):
        yield Unknown(what, f"{at}, at “{' '.join(''.join(element.itertext()).split())[:40]}”")
    if [link.get("href") for link in root.iter(f"{XHTML}link")] != list(SHEETS.addresses):
        yield Unknown("other style sheets", at)
    for element in root.iter():
        if element.get("lang") != element.get("{http://www.w3.org/XML/1998/namespace}lang"):
            yield Unknown(f"two languages of one element, “{element.get('lang')}”", at)
    streams = (one.get("data-stream", "") for one in root.iter())
    if (
        page.part is None
        and tuple(name for name in streams if name.startswith(extract.note(""))) != page.notes
    ):
        yield Unknown("notes in another order than the edition has them", at)
    kind, role = MATTER_TYPES.get(page.part.kind, (None, None)) if page.part else (None, None)
    for section in root.iterfind(f"{XHTML}body/{XHTML}section"):
        if (section.get(TYPE), section.get("role")) != (kind, role):
            yield Unknown("a part of the matter that is said to be another", at)


@cache
def _language() -> Vocabulary:
    text = resource_files("variorum_epub").joinpath("pages.toml").read_text(encoding="utf-8")
    return read_vocabulary(text)


def _canonical(data: bytes) -> bytes:
    """Return a file in one form: XML as its canonical form, with the files of a package by their ids."""
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError:
        return data
    for manifest in root.iter(f"{OPF}manifest"):
        manifest[:] = sorted(manifest, key=lambda item: item.get("id", ""))
    return ElementTree.canonicalize(ElementTree.tostring(root), strip_text=True).encode()
