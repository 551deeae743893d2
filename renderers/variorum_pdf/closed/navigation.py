"""Whether a file says of itself what it is, and its bookmarks, links and names lead where they say.

After ISO 32000-2, 7.7.4, 12.3 and 14.3. Bookmarks are the titles of the book in their order; a name is that
of a part, a heading, a page of the source or a call of a note, and stands where that begins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pikepdf

from variorum.contract import Setting
from variorum.publication import Group, Listing, Matter, PBlocks, Publication, Title
from variorum.vocabulary import Unknown
from variorum_pdf.bind.metadata import describe
from variorum_pdf.closed.trees import strange_tree
from variorum_pdf.destinations import page_name
from variorum_pdf.read.extraction import Reader, Reading
from variorum_pdf.read.margin import Line
from variorum_pdf.sheets import walk

SAID = ("/Lang", "/MarkInfo", "/ViewerPreferences", "/PageMode")
"""What the catalog says of the file as a whole."""
DEEPEST = 8
"""How deep bookmarks may stand in one another."""
MOST = 100_000
"""How many may follow one another."""
WORDS = re.compile(rb">([^<]+)<")
NEAR = 3.0
"""Sizes of its type by which a name may stand beside the words that it names."""


class Bookmark(NamedTuple):
    """A bookmark: how deep it stands, what it is called, to which name it leads."""

    depth: int
    title: str
    name: str


def strange_navigation(
    pdf: pikepdf.Pdf, reading: Reading, publication: Publication, setting: Setting
) -> Iterator[Unknown]:
    """Yield what is strange of bookmarks, names of places, names of links, and what is said of the file."""
    yield from (Unknown(said, "the catalog") for said in _described(pdf, publication, setting))
    names = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    yield from (Unknown(said, "the names") for said in strange_tree(names, "/Names", "names"))
    yield from (Unknown(said, "the bookmarks") for said in strange_bookmarks(pdf.Root.get("/Outlines")))
    wanted, seen = list(_bookmarks_due(publication)), list(_bookmarks(pdf))
    for one in dict.fromkeys((*_without(seen, wanted), *_without(wanted, seen))):
        yield Unknown(f"the bookmark “{one.title}”", "the bookmarks")
    if sorted(wanted) == sorted(seen) and wanted != seen:
        yield Unknown("bookmarks in another order", "the bookmarks")
    titles = {one.name: one.title for one in wanted if not one.depth}
    yield from _links_called(pdf, reading.reader.labels, titles)
    astray = dict.fromkeys((*_names_astray(reading), *_parts_astray(reading.reader, publication)))
    yield from (Unknown(f"the name {name} at another place", "the names") for name in astray)


def _described(pdf: pikepdf.Pdf, publication: Publication, setting: Setting) -> Iterator[str]:
    """Yield what the file says of itself otherwise than it should."""
    with pikepdf.new() as right:
        title = publication.imprint.title or setting.title.text
        describe(right, publication, title, setting.lang or publication.imprint.language)
        for key in SAID:
            if _plain(right.Root.get(key)) != _plain(pdf.Root.get(key)):
                yield f"another {key[1:]}"
        if _statements(right.Root.Metadata) != _statements(pdf.Root.get("/Metadata")):
            yield "other metadata"
        if _plain(right.trailer.get("/Info")) != _plain(pdf.trailer.get("/Info")):
            yield "other information on the document"


def _plain(value: Any) -> object:
    """Return a value as one that can be compared, with what it holds."""
    if isinstance(value, pikepdf.Dictionary):
        return {key: _plain(one) for key, one in value.items()}
    return str(value)


def _statements(metadata: Any) -> Sequence[bytes]:
    """Return the words of metadata, element by element: a library writes the elements its own way."""
    held = bytes(metadata.read_bytes()) if isinstance(metadata, pikepdf.Stream) else b""
    return [words.strip() for words in WORDS.findall(held) if words.strip()]


def _bookmarks_due(publication: Publication) -> Iterator[Bookmark]:
    """Yield the bookmarks of the book: its parts and documents, and the headings in these."""
    yield from _of_matter(publication.front)
    for document in publication.documents:
        if document.title.text:
            yield Bookmark(0, document.title.text, document.id)
            for node in walk(document):
                if isinstance(node, Title) and node.listed and node.id and node.level > 1:
                    yield Bookmark(1, node.plain.text, node.id)
    yield from _of_matter(publication.back)


def _of_matter(parts: Iterable[Matter]) -> Iterator[Bookmark]:
    yield from (Bookmark(0, part.title.text, part.id) for part in parts if part.title.text)


def _bookmarks(pdf: pikepdf.Pdf) -> Iterator[Bookmark]:
    waiting = [(0, pdf.Root.get("/Outlines", pikepdf.Dictionary()).get("/First"))]
    passed = set()
    while waiting:
        depth, item = waiting.pop()
        if item is None or item.objgen in passed:
            continue
        passed.add(item.objgen)
        yield Bookmark(depth, str(item.get("/Title", "")), str(item.get("/Dest", "")))
        waiting += [(depth, item.get("/Next")), (depth + 1, item.get("/First"))]


def strange_bookmarks(holder: Any, depth: int = 0) -> Iterator[str]:
    """Yield what is strange of how bookmarks hang together (12.3.3): readers follow them either way."""
    before, one = None, holder.get("/First") if isinstance(holder, pikepdf.Dictionary) else None
    count = 0
    while one is not None and count < MOST and depth < DEEPEST:
        count += 1
        if not _is_same(one.get("/Parent"), holder) or not _is_same(one.get("/Prev"), before):
            yield "a bookmark that hangs on another"
        if "/First" in one or "/Last" in one:
            yield from strange_bookmarks(one, depth + 1)
        before, one = one, one.get("/Next")
    if holder is not None and not _is_same(holder.get("/Last"), before):
        yield "bookmarks that end elsewhere"


def _is_same(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return one is other
    return isinstance(one, pikepdf.Dictionary) and bool(one.objgen == other.objgen)


def _without(ones: Iterable[Bookmark], others: Sequence[Bookmark]) -> Iterator[Bookmark]:
    known = set(others)
    yield from (one for one in ones if one not in known)


def _links_called(pdf: pikepdf.Pdf, labels: Sequence[str], titles: Mapping[str, str]) -> Iterator[Unknown]:
    """Yield the links that are called otherwise than the title to which they lead, its name or address."""
    for number, page in enumerate(pdf.pages):
        for link in page.obj.get("/Annots", ()):
            name = str(link.get("/Dest", ""))
            action: Any = link.get("/A", {})
            called = titles.get(name, name) if name else str(action.get("/URI", ""))
            if str(link.get("/Contents", "")) != called:
                yield Unknown(f"a link called “{link.get('/Contents', '')}”", f"page {labels[number]}")


def _names_astray(reading: Reading) -> Iterator[str]:
    """Yield the names that do not stand where the words begin that they name."""
    for name, lines in _places_due(reading.reader):
        place = reading.reader.places.get(name)
        if place is None or not any(_is_near(place, line) for line in lines):
            yield name


def _parts_astray(reader: Reader, publication: Publication) -> Iterator[str]:
    """Yield the names of parts that lead to other pages than these begin on, and of headings in no order."""
    begun: dict[str, int] = {}
    for stream, lines in reader.lines.items():
        first, _, rest = stream.partition("/")
        if lines and "/notes/" not in stream:
            begun.setdefault(rest if first == "matter" else first, lines[0].page)
    before = (-1, 0.0)
    for name, is_part in _names_due(publication):
        place = reader.places.get(name)
        if place is None:
            continue
        if is_part and begun.get(name, place[0]) != place[0]:
            yield name
        here = (place[0], -place[2])
        if here < before:
            yield name
        before = here


def _names_due(publication: Publication) -> Iterator[tuple[str, bool]]:
    """Yield the names of parts and of headings in the order of the book; whether each is that of a part."""
    yield from ((part.id, True) for part in publication.front)
    for document in publication.documents:
        yield document.id, True
        titles = (*_titles(document.head), *_titles(document.body), *_titles(document.after))
        yield from ((title, False) for title in titles)
    yield from ((part.id, True) for part in publication.back)


def _titles(nodes: PBlocks) -> Iterator[str]:
    """Yield the names of headings; those in tables stand beside one another."""
    for node in nodes:
        if isinstance(node, Title) and node.id:
            yield node.id
        elif isinstance(node, Group):
            yield from _titles(node.blocks)
        elif isinstance(node, Listing):
            yield from (name for entry in node.entries for name in _titles(entry.blocks))


def _is_near(place: tuple[int, float, float], line: Line) -> bool:
    page, _, top = place
    return page == line.page and -line.size < top - line.baseline < NEAR * line.size


def _number_at(reader: Reader, page: tuple[str, str], first: int, line: Line) -> int:
    """Return which of the pages of one label begins at a line: some may begin before it without a mark."""
    number = first
    while place := reader.places.get(page_name(*page, number)):
        if _is_near(place, line):
            return number
        number += 1
    return first


def _places_due(reader: Reader) -> Iterator[tuple[str, Sequence[Line]]]:
    """Yield what has a name by rule, with the lines at which it may stand: pages, and calls of notes."""
    before: Counter[tuple[str, str]] = Counter()
    for mark in reader.page_marks:
        first, second, *_ = mark.stream.split("/")
        if first == "note":
            continue  # marks in notes are counted behind those of all texts
        key = (second if first == "matter" else first, mark.label)
        number = _number_at(reader, key, before[key], mark.line)
        yield page_name(*key, number), (mark.line,)
        before[key] = number + 1
    calls: dict[str, list[Line]] = {}
    for stream, index, _ in reader.calls:
        if note := reader.streams[stream][index].note:
            calls.setdefault(note, []).append(reader.lines[stream][index])
    yield from ((str(name), calls.get(note, [])) for note, name in reader.returns if name is not None)
