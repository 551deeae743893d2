"""Join sheets into an EPUB: links between files, styles, fonts, navigation, cover, package."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from ebooklib import epub
from markupsafe import Markup

from variorum.contract import Setting, Sheet, Shelf
from variorum.extract import Look
from variorum.findings import Result
from variorum.findings.typesetting import LayoutWarning
from variorum.publication import Call, Link, Picture, Publication, Run
from variorum_epub import fonts
from variorum_epub.cover import cover
from variorum_epub.metadata import modified, statements, unique_identifier
from variorum_epub.navigation import Entry, file_of, navigation, table_of_contents
from variorum_epub.read.extraction import read_page
from variorum_epub.survey import nodes
from variorum_epub.typesetting import matter_page, picture_name
from variorum_html import Sheets, css, element, page, spoken_css

IDS = re.compile(r' id="([^"]+)"')
LINKS = re.compile(r' href="#([^"]+)"')
CLASSES = re.compile(r' class="([^"]+)"')
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XHTML = "application/xhtml+xml"
PROGRAM = "variorum"
"""What made the book: by this it is known where files are brought in."""
BOOK_CSS, SPOKEN_CSS, COVER_PAGE, COVER = "style/book.css", "style/spoken.css", "cover.xhtml", "cover.png"
EARLIEST, LATEST = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 23, 59, 58)
"""Between which times the files of a ZIP lie."""
COVER_STYLE = "body { margin: 0; text-align: center; } img { max-height: 100vh; max-width: 100%; }"


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of the package besides the pages of the spine."""

    path: str
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()


def bind(publication: Publication, sheets: Sequence[Sheet], setting: Setting) -> Result[bytes]:
    """Join the sheets, in the order of the documents, with all that makes them a book."""
    linked = _link(_pages(publication, sheets, setting), publication)
    known = {BOOK_CSS: style_sheet(linked.value, setting), SPOKEN_CSS: spoken_css().encode(), **linked.value}
    shelf = setting.shelf
    letters = (piece for path in linked.value for piece in _letters(path, known, shelf))
    embedded = fonts.embed(setting.style.font, _with_titles(publication, letters), publication, shelf)
    painted = cover(publication, setting.style, shelf)
    files = resources(publication, known[BOOK_CSS], embedded.value, painted.value)
    data = package_bytes(publication, linked.value, files)
    return Result(data, linked.diagnostics + embedded.diagnostics + painted.diagnostics)


def _letters(path: str, files: Mapping[str, bytes], shelf: Shelf) -> list[tuple[str, frozenset[Look]]]:
    """Return the characters of a page by their looks; they are kept by the page and its sheets."""
    content = "letters", files[path], files[BOOK_CSS], files[SPOKEN_CSS]
    known = shelf.part(*content)
    if known is not None:
        return [(text, frozenset(map(Look, looks))) for text, looks in json.loads(known)]
    met: dict[frozenset[Look], set[str]] = {}
    for piece in read_page(path, files):
        met.setdefault(piece.seen.looks, set()).update(piece.text)
    found = [("".join(sorted(text)), looks) for looks, text in met.items()]
    shelf.keep(json.dumps([(text, sorted(looks)) for text, looks in found]).encode(), *content)
    return found


def resources(
    publication: Publication, style: bytes, faces: Sequence[fonts.EmbeddedFace], painted: bytes | None
) -> tuple[Resource, ...]:
    """Return what the package holds beside the pages of its texts; without a cover `painted` is none."""
    rules = "".join(face.rule for face in faces).encode()
    covers = () if painted is None else (Resource(COVER_PAGE, XHTML, _cover_page(publication)),)
    return (
        Resource("nav.xhtml", XHTML, navigation(publication, COVER_PAGE if covers else None), ("nav",)),
        Resource(BOOK_CSS, "text/css", rules + style),
        Resource(SPOKEN_CSS, "text/css", spoken_css().encode()),
        *(Resource(face.name, face.media_type, face.data) for face in faces),
        *([] if painted is None else [Resource(COVER, "image/png", painted, ("cover-image",))]),
        *_pictures(publication),
        *covers,
    )


def _pages(publication: Publication, sheets: Sequence[Sheet], setting: Setting) -> dict[str, str]:
    """Return the pages of the book in order, by file."""
    title, style = publication.imprint.title, setting.style
    set_documents = {sheet.document: sheet.data for sheet in sheets}
    made = [(matter.id, matter_page(matter, title, True, style)) for matter in publication.front]
    made += [(document.id, set_documents[document.id]) for document in publication.documents]
    made += [(matter.id, matter_page(matter, title, False, style)) for matter in publication.back]
    return {file_of(name): data.decode() for name, data in made}


def _link(pages: Mapping[str, str], publication: Publication) -> Result[dict[str, bytes]]:
    """Give each link the file of its target; a link without a target loses its address and is a finding."""
    homes = {name: path for path, text in pages.items() for name in IDS.findall(text)}
    lost: list[str] = []

    def address(path: str, target: str) -> str:
        home = homes.get(target)
        if home is None:
            lost.append(target)
            return ""
        file = "" if home == path else home.rpartition("/")[2]
        return f' href="{file}#{target}"'

    # A text has no plain quotation mark in it, so what looks like an attribute is one.
    linked = {
        path: LINKS.sub(lambda found, path=path: address(path, found[1]), text).encode()  # type: ignore[misc]
        for path, text in pages.items()
    }
    return Result(linked, tuple(_loose_ends(publication, frozenset(lost))) if lost else ())


def _loose_ends(publication: Publication, lost: frozenset[str]) -> Iterator[LayoutWarning]:
    """Yield a finding for each link and call that leads nowhere, by its words and its place in the source."""
    for link in nodes(publication, Link):
        if link.target.removeprefix("#") in lost:
            words = "".join(run.text for run in nodes(link.children, Run))
            yield LayoutWarning(link.span, words=f"the link “{words}” leads nowhere")
    for call in nodes(publication, Call):
        if call.note in lost:
            yield LayoutWarning(call.span, words=f"the call of note {call.label.text} leads nowhere")


def style_sheet(pages: Mapping[str, bytes], setting: Setting) -> bytes:
    """Return the style sheet of the book, without rules that nothing uses."""
    used = {
        name for text in pages.values() for group in CLASSES.findall(text.decode()) for name in group.split()
    }
    own = files("variorum_epub").joinpath("templates/book.css").read_text(encoding="utf-8")
    return (css(setting.style, "epub", used) + own).encode()


def _with_titles(
    publication: Publication, letters: Iterator[tuple[str, frozenset[Look]]]
) -> Iterator[tuple[str, frozenset[Look]]]:
    """Yield the letters of the pages and those of the cover, which is a picture."""
    yield from letters
    imprint = publication.imprint
    yield imprint.title + imprint.publisher + imprint.place + imprint.year, frozenset()
    yield imprint.subtitle, frozenset({Look.ITALIC} if imprint.subtitle else ())
    yield "".join(agent.name for agent in publication.agents), frozenset()


def _cover_page(publication: Publication) -> bytes:
    imprint = publication.imprint
    described = publication.phrases.text("cover-picture")
    picture = element("img", {"role": "doc-cover", "src": COVER, "alt": described})
    body = element("section", {"epub:type": "cover", "class": "cover"}, picture)
    sheets = Sheets(css=COVER_STYLE)
    return page(imprint.title, imprint.language, Markup(body), sheets).encode()


def _pictures(publication: Publication) -> Iterator[Resource]:
    whole = (publication.front, publication.documents, publication.back)
    found = {picture_name(picture): picture for picture in nodes(whole, Picture)}
    for name, picture in sorted(found.items()):
        yield Resource(name, picture.media_type, picture.data)


_EpubWriter: Any = epub.EpubWriter


class _Writer(_EpubWriter):  # type: ignore[misc]
    """EbookLib's writer, with the language of the metadata."""

    def _write_opf_file(self, root: Any) -> None:
        root.set(XML_LANG, self.book.language)
        super()._write_opf_file(root)


def package_bytes(
    publication: Publication, texts: Mapping[str, bytes], resources: Sequence[Resource]
) -> bytes:
    """Write the package with EbookLib.

    Pages go in as plain items: `EpubHtml` would be parsed as HTML again and lose `epub:type` on the way.
    """
    front = {one.path: one.data for one in resources if one.path == COVER_PAGE}
    pages = {**front, **texts}
    book = epub.EpubBook()
    book.metadata.pop(epub.NAMESPACES["OPF"])
    book.set_identifier(unique_identifier(publication))
    book.title, book.language = publication.imprint.title, publication.imprint.language
    if publication.leftwards:
        book.direction = "rtl"
    for said in statements(publication):
        space = "OPF" if said.name == "meta" else "DC"
        attributes = {
            key.replace("xml:", f"{{{epub.NAMESPACES['XML']}}}"): v for key, v in said.attributes.items()
        }
        book.add_metadata(space, said.name, said.value, attributes)
    book.add_metadata("OPF", "meta", "", {"name": "generator", "content": PROGRAM})
    if COVER_PAGE in pages:
        # Reading systems of the time before EPUB 3 find the cover by this.
        book.add_metadata("OPF", "meta", "", {"name": "cover", "content": _item_id(COVER)})
    for resource in (one for one in resources if one.path not in pages):
        item: Any = epub.EpubItem(_item_id(resource.path), resource.path, resource.media_type, resource.data)
        item.properties = list(resource.properties)
        book.add_item(item)
    for path, data in pages.items():
        book.add_item(epub.EpubItem(_item_id(path), path, XHTML, data))
    book.spine = [_item_id(path) for path in pages]
    book.toc = [_ncx(entry) for entry in table_of_contents(publication)]
    book.add_item(epub.EpubNcx())
    target = io.BytesIO()
    options = {"epub3_pages": False, "epub3_landmark": False, "mtime": modified(publication.imprint)}
    writer: Any = _Writer(target, book, options)
    writer.write()
    return _with_dates(target.getvalue(), publication)


def _item_id(path: str) -> str:
    return "item-" + re.sub(r"[^A-Za-z0-9_-]", "-", path)


def _ncx(entry: Entry) -> Any:
    link = epub.Link(entry.href, entry.title, _item_id(f"ncx-{entry.href}"))
    return (link, [_ncx(inside) for inside in entry.inside]) if entry.inside else link


def _with_dates(data: bytes, publication: Publication) -> bytes:
    """Return the same archive with the edition's date, or the nearest that a ZIP can hold, on every file.

    The mimetype is first and stored.
    """
    when = min(max(modified(publication.imprint).timetuple()[:6], EARLIEST), LATEST)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as copy:
        for entry in source.infolist():
            info = zipfile.ZipInfo(entry.filename, when)
            info.compress_type = entry.compress_type
            info.external_attr = 0o644 << 16
            info.create_system = 3
            copy.writestr(info, source.read(entry))
    return target.getvalue()
