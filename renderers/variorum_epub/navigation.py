"""The navigation document: contents, the list of the source's pages, landmarks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import jinja2
from markupsafe import Markup

from variorum.publication import Matter, PageMark, Publication, PublishedDocument, Title, note_list
from variorum_epub.survey import nodes
from variorum_html import Sheets, page


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the contents."""

    title: str
    href: str
    inside: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedPage:
    """An entry of the page list; `of` names the document where there are several with a page 2."""

    label: str
    href: str
    of: str


@dataclass(frozen=True, slots=True)
class Landmark:
    """A landmark, with its type of EPUB Structural Semantics."""

    type: str
    title: str
    href: str


def file_of(part: str) -> str:
    """Return the file of a document or a part of the matter."""
    return f"text/{part}.xhtml"


def navigation(publication: Publication, cover: str | None) -> bytes:
    """Return the navigation document; `cover` is the file of the cover, if there is one."""
    imprint = publication.imprint
    phrases = publication.phrases
    contents = next((part.title.text for part in publication.front if part.kind == "contents"), imprint.title)
    names = {"contents": contents, "pages": phrases.text("pages"), "landmarks": phrases.text("landmarks")}
    body = _template().render(
        names=names,
        toc=table_of_contents(publication),
        pages=tuple(_pages(publication)),
        landmarks=tuple(_landmarks(publication, cover)),
    )
    return page(imprint.title, imprint.language, Markup(body), Sheets(("style/book.css",))).encode()


def table_of_contents(publication: Publication) -> tuple[Entry, ...]:
    """Return the contents: parts of the matter that have a title, documents with their headings."""
    front = [Entry(part.title.text, file_of(part.id)) for part in publication.front if part.title]
    back = [Entry(part.title.text, file_of(part.id)) for part in publication.back if part.title]
    return (*front, *(_document(document) for document in publication.documents), *back)


def _document(document: PublishedDocument) -> Entry:
    file = file_of(document.id)
    titles = [
        title
        for title in nodes((document.head, document.body, document.after), Title)
        if title.listed and title.id and title.level > 1
    ]
    return Entry(document.title.text, file, _nested(titles, file))


def _nested(titles: Sequence[Title], file: str) -> tuple[Entry, ...]:
    """Put each heading into the one above it."""
    entries: list[Entry] = []
    start = 0
    while start < len(titles):
        end = start + 1
        while end < len(titles) and titles[end].level > titles[start].level:
            end += 1
        title = titles[start]
        entries.append(Entry(title.plain.text, f"{file}#{title.id}", _nested(titles[start + 1 : end], file)))
        start = end
    return tuple(entries)


def _pages(publication: Publication) -> Iterator[ListedPage]:
    several = len(publication.documents) > 1
    yield from _pages_of_matter(publication.front)
    for document in publication.documents:
        of = (document.running[0] or document.title).text if several else ""
        # In the order of the pages' places in the file: notes stand behind the text, series by series.
        notes = tuple(note_list(document, series) for series in publication.series)
        for mark in nodes((document.head, document.body, document.after, notes), PageMark):
            yield ListedPage(mark.label.text, f"{file_of(document.id)}#{mark.id}", of)
    yield from _pages_of_matter(publication.back)


def _pages_of_matter(parts: Sequence[Matter]) -> Iterator[ListedPage]:
    """Yield the pages that begin in texts of the edition."""
    for part in parts:
        for mark in nodes(part.blocks, PageMark):
            title = part.title.text if part.title else ""
            yield ListedPage(mark.label.text, f"{file_of(part.id)}#{mark.id}", title)


def _landmarks(publication: Publication, cover: str | None) -> Iterator[Landmark]:
    if cover is not None:
        yield Landmark("cover", publication.phrases.text("cover"), cover)
    for kind, name in (("title-page", "titlepage"), ("contents", "toc")):
        for part in publication.front:
            if part.kind == kind:
                yield Landmark(name, part.title.text or part.kind, file_of(part.id))
    for document in publication.documents[:1]:
        yield Landmark("bodymatter", document.title.text, file_of(document.id))


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("variorum_epub"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("nav.xhtml")
