"""Read an EPUB back: the words of its spine, as they look by the sheets in the file itself.

Metadata and words that stand in the navigation alone are not counted. A part of the text is known by
`data-stream`, a note by what a call's link leads to.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, TypeAlias
from urllib.parse import unquote, urldefrag, urlsplit
from xml.etree import ElementTree

import cssselect2

from variorum.archive import Archive, Bounds, Damage, Refusal, open_archive
from variorum.extract import (
    NO_LOOKS,
    Extract,
    Kind,
    PageSeen,
    Token,
    Trait,
    TraitSeen,
    beginnings,
    body,
    link,
    picture,
    token_counts,
    unseen,
    words,
)
from variorum.extract import TokenPlace as TextPlace
from variorum_epub.read.cascade import PLAIN, BookCascade, Visibility, cascade_of
from variorum_epub.read.traits import ENDING, traits_of

XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB = "{http://www.idpf.org/2007/ops}"
OPF = "{http://www.idpf.org/2007/opf}"
CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"

INLINE = frozenset(f"{XHTML}{name}" for name in ("span", "em", "strong", "u", "ins", "del", "sup", "sub"))
"""Elements whose direction is that of words in a line."""

Wrapped: TypeAlias = Any
Element: TypeAlias = ElementTree.Element
Target: TypeAlias = tuple[str, str]
"""A file of the package and an id in it."""


@dataclass(frozen=True, slots=True)
class Page:
    """An XHTML file of the spine with the style sheets it names."""

    path: str
    root: Element
    sheets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letters:
    """Characters of one text node and what is seen of them; `home` bears them, as its text or its tail."""

    text: str
    seen: Visibility
    stream: str
    home: Element | None = None
    is_tail: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A page mark, a note call or the way back from a note, met between letters."""

    kind: str
    stream: str
    element: Element
    seen: Visibility


@dataclass(frozen=True, slots=True)
class Edge:
    """The beginning or, without a value, the end of a trait, or a place with an id to which links lead."""

    stream: str
    trait: Trait | None
    value: str | None
    element: Element


@dataclass(frozen=True, slots=True)
class Around:
    """What an element inherits: what is seen, the stream, language and direction, the head of a table."""

    seen: Visibility
    stream: str = ""
    lang: str = ""
    leftwards: bool = False
    in_head: bool = False

    def within(self, element: Element, seen: Visibility) -> Around:
        """Return what the content of an element inherits."""
        turned = element.get("dir")
        leftwards = self.leftwards if turned is None or _is_inline(element) else turned == "rtl"
        return Around(
            seen,
            element.get("data-stream", self.stream),
            element.get("lang", self.lang),
            leftwards,
            element.tag == f"{XHTML}thead" or (self.in_head and element.tag != f"{XHTML}tbody"),
        )


@dataclass(frozen=True, slots=True)
class TokenPlace:
    """Where a token begins: at a character of an element's text, or of its tail; without one the element."""

    home: Element | None
    is_tail: bool = False
    offset: int | None = None


@dataclass(slots=True)
class _Part:
    """What a stream has gathered: letters, and tokens that are ready."""

    path: str
    pieces: list[Letters | Token] = field(default_factory=list)
    marks: dict[int, Element] = field(default_factory=dict)
    edges: list[tuple[Edge, int]] = field(default_factory=list)

    def texts(self) -> Iterator[str]:
        """Yield the text of all pieces that are no ready tokens."""
        return (piece.text for piece in self.pieces if isinstance(piece, Letters))

    def counts_before(self) -> list[int]:
        """Return for each piece how many tokens begin before it."""
        parts = (p if isinstance(p, Token) else (p.text, NO_LOOKS, None) for p in self.pieces)
        return [count for count, _ in token_counts(parts)]

    def places(self) -> list[TokenPlace]:
        """Return where each of the tokens begins."""
        found: list[TokenPlace] = []
        done = 0
        for _, group in groupby(self.pieces, _hidden):
            pieces = list(group)
            parts = [p if isinstance(p, Token) else (p.text, p.seen.looks, None) for p in pieces]
            for number, offset in beginnings(parts):
                piece = pieces[number]
                if isinstance(piece, Token):
                    found.append(TokenPlace(self.marks[done + number]))
                else:
                    found.append(TokenPlace(piece.home, piece.is_tail, offset))
            done += len(pieces)
        return found

    def tokens(self) -> tuple[Token, ...]:
        """Return the tokens; a word ends where ink begins to be hidden."""
        found: list[Token] = []
        for hidden, group in groupby(self.pieces, _hidden):
            parts = (p if isinstance(p, Token) else (p.text, p.seen.looks, None) for p in group)
            tokens = words(parts, self.path)
            found.extend((replace(token, hidden=hidden) for token in tokens) if hidden else tokens)
        return tuple(found)


def extract(data: bytes) -> Extract:
    """Read an EPUB back; raise `ValueError` for bytes that are no EPUB."""
    return _reading_of(data).extract()


def places_of_tokens(data: bytes) -> tuple[list[Page], dict[str, list[TokenPlace]]]:
    """Return the pages of the spine, and for each stream where in them its tokens begin."""
    reading = _reading_of(data)
    reading.extract()
    return reading.pages, {name: part.places() for name, part in reading.parts.items()}


def _reading_of(data: bytes) -> _Reading:
    archive = open_archive(data, Bounds())
    if isinstance(archive, Refusal):
        raise ValueError(f"this is no EPUB: {archive.reason}")
    files = _Files(archive)
    try:
        spine, navigation = _package(files)
        return _Reading([_page(path, files) for path in spine], _labels(navigation, files), files)
    except KeyError as error:
        raise ValueError(f"this is no whole EPUB: {error.args[0]} is lacking") from error
    except (ElementTree.ParseError, StopIteration) as error:
        raise ValueError(f"this is no EPUB: {error}") from error


class _Files(Mapping[str, bytes]):
    """The files of a package, unpacked when they are asked for."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._known: dict[str, bytes] = {}

    def __getitem__(self, name: str) -> bytes:
        if name not in self._known:
            data = self._archive.read(name)
            if data is None:
                raise KeyError(name)
            if isinstance(data, Damage):
                raise ValueError(f"{name} {data.reason}")
            self._known[name] = data
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._archive.names)

    def __len__(self) -> int:
        return len(self._archive.names)


def read_page(path: str, files: Mapping[str, bytes]) -> Iterator[Letters]:
    """Yield the letters of one XHTML file."""
    for piece in _walk(_page(path, files)):
        if isinstance(piece, Letters):
            yield piece


class _Reading:
    """Join what the pages of a spine hold into streams."""

    def __init__(self, pages: list[Page], labels: Mapping[Target, str], files: Mapping[str, bytes]) -> None:
        self.pages = pages
        self.files = files
        self.labels = labels
        self.parts: dict[str, _Part] = {}
        self.marks: dict[str, list[tuple[str, int | None, str]]] = {}
        self.faults: list[str] = []
        self.owners: dict[Target, str] = {}
        self.calls: dict[Target, Target] = {}
        self.documents: dict[str, str] = {}
        for page in pages:
            self._survey(page)

    def _survey(self, page: Page) -> None:
        """Note where each id stands, which note each call leads to, and which document the page holds."""
        for element, stream in _streams(page.root, ""):
            if stream.endswith("/body"):
                self.documents[page.path] = stream.removesuffix("/body")
            name = element.get("id")
            if name is None:
                continue
            if (page.path, name) in self.owners:
                self.faults.append(f"{page.path}: the id {name} is used twice")
            self.owners[page.path, name] = stream
            if _is(element, "doc-noteref"):
                self.calls[page.path, name] = _target(page.path, element)

    def extract(self) -> Extract:
        """Read all pages."""
        for page in self.pages:
            for piece in _walk(page):
                part = self.parts.setdefault(piece.stream or f"stray/{page.path}", _Part(page.path))
                if isinstance(piece, Letters):
                    part.pieces.append(piece)
                elif isinstance(piece, Edge):
                    part.edges.append((piece, len(part.pieces)))
                elif piece.kind == "page":
                    self._page_mark(piece, part)
                else:
                    part.marks[len(part.pieces)] = piece.element
                    part.pieces.append(self._note_token(piece, page.path))
            self._links(page)
        streams = {name: tokens for name, part in self.parts.items() if (tokens := part.tokens())}
        order = tuple(name for name in streams if not name.startswith("note/"))
        for target in self.labels.keys() - self.owners.keys():
            self.faults.append(f"the page list has {target[0]}#{target[1]}, which does not exist")
        counts = {name: part.counts_before() for name, part in self.parts.items()}
        pages = {
            document: tuple(
                PageSeen(label, None if piece is None else counts[body(document)][piece], path)
                for label, piece, path in marks
            )
            for document, marks in self.marks.items()
        }
        traits = self._traits(streams, counts)
        signs = {name: unseen(self.parts[name].texts()) for name in streams}
        faults = tuple(self.faults)
        perceived = frozenset(Trait)
        return Extract(streams, pages, order, faults, traits=traits, perceived=perceived, unseen=signs)

    def _traits(
        self, streams: Mapping[str, tuple[Token, ...]], counts: Mapping[str, list[int]]
    ) -> dict[str, tuple[TraitSeen, ...]]:
        """Return the traits of all streams, with the places to which links lead."""
        homes: dict[Target, TextPlace] = {}
        for name, part in self.parts.items():
            for edge, piece in part.edges:
                if edge.trait is None and edge.value is not None:
                    homes[part.path, edge.value] = TextPlace(name, counts[name][piece])
        return {
            name: tuple(
                TraitSeen(edge.trait, self._value(edge, self.parts[name].path, homes), counts[name][piece])
                for edge, piece in self.parts[name].edges
                if edge.trait is not None
            )
            for name in streams
        }

    def _value(self, edge: Edge, path: str, homes: Mapping[Target, TextPlace]) -> str | None:
        """Return what a trait says: of a link where it leads, of a picture which one it is."""
        if edge.value is None:
            return None
        if edge.trait is Trait.LINK and not urlsplit(edge.value).scheme:
            target = _target(path, edge.element)
            return link(homes.get(target), f"nowhere ({edge.value})")
        if edge.trait is Trait.LINK:
            return link(None, unquote(edge.value))
        if edge.trait is Trait.PICTURE:
            file = posixpath.normpath(posixpath.join(posixpath.dirname(path), edge.element.get("src", "")))
            return picture(self.files.get(file, b""), edge.value)
        return edge.value

    def _page_mark(self, mark: Mark, part: _Part) -> None:
        document = self.documents.get(part.path, "")
        name = mark.element.get("id", "")
        label = mark.element.get("title", "")
        listed = self.labels.get((part.path, name))
        if mark.seen.hidden:
            self.faults.append(f"{part.path}: the page mark {label} cannot be seen ({mark.seen.hidden})")
        if listed is None or listed.split() != label.split():
            said = "not in the page list" if listed is None else f"“{listed}” in the page list"
            self.faults.append(f"{part.path}: the page mark {label} is {said}")
        piece = len(part.pieces) if mark.stream == body(document) else None
        self.marks.setdefault(document, []).append((label, piece, part.path))

    def _note_token(self, mark: Mark, path: str) -> Token:
        """Return the token of a call, or of the label that leads back to one."""
        target = _target(path, mark.element)
        if mark.kind == "back":
            target = self.calls.get(target, ("", ""))
        stream = self.owners.get(target, "")
        label = "".join(mark.element.itertext()).strip()
        note = stream.removeprefix("note/") if stream.startswith("note/") else f"#{target[1]}"
        return Token(label, kind=Kind.CALL, note=note, place=path, hidden=mark.seen.hidden)

    def _links(self, page: Page) -> None:
        for element in page.root.iter(f"{XHTML}a"):
            href = element.get("href", "")
            if urlsplit(href).scheme:
                continue
            target = _target(page.path, element)
            if target not in self.owners and (target[1] or target[0] not in {p.path for p in self.pages}):
                self.faults.append(f"{page.path}: the link “{''.join(element.itertext())}” leads nowhere")


def _package(files: Mapping[str, bytes]) -> tuple[list[str], str]:
    """Return the files of the spine in order, and the navigation document."""
    container = ElementTree.fromstring(files["META-INF/container.xml"])
    opf = next(container.iter(f"{CONTAINER}rootfile")).attrib["full-path"]
    package = ElementTree.fromstring(files[opf])
    items = {item.attrib["id"]: item for item in package.iter(f"{OPF}item")}

    def path(item: Element) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(opf), unquote(item.attrib["href"])))

    spine = [path(items[reference.attrib["idref"]]) for reference in package.iter(f"{OPF}itemref")]
    navigation = next(item for item in items.values() if "nav" in item.get("properties", "").split())
    return spine, path(navigation)


def _page(path: str, files: Mapping[str, bytes]) -> Page:
    root = ElementTree.fromstring(files[path])
    sheets = []
    for element in root.iter():
        if element.tag == f"{XHTML}link" and "stylesheet" in element.get("rel", "").split():
            sheets.append(files[_target(path, element)[0]].decode("utf-8", "replace"))
        elif element.tag == f"{XHTML}style":
            sheets.append("".join(element.itertext()))
    return Page(path, root, tuple(sheets))


def _labels(navigation: str, files: Mapping[str, bytes]) -> dict[Target, str]:
    """Return the labels of the page list; what stands before the label (of which document) is left out."""
    labels = {}
    for nav in ElementTree.fromstring(files[navigation]).iter(f"{XHTML}nav"):
        if nav.get(f"{EPUB}type") == "page-list":
            for link in nav.iter(f"{XHTML}a"):
                own = link.find(f"{XHTML}span[@class='page']")
                labels[_target(navigation, link)] = "".join((link if own is None else own).itertext()).strip()
    return labels


def _walk(page: Page) -> Iterator[Letters | Mark | Edge]:
    """Yield the letters and marks of a page in reading order, each with the stream it stands in."""
    wrapper = cssselect2.ElementWrapper.from_xml_root(page.root)
    waiting: list[Element] = []
    yield from _content(wrapper, cascade_of(page.sheets), Around(PLAIN), waiting)


def _content(
    wrapped: Wrapped, cascade: BookCascade, around: Around, waiting: list[Element]
) -> Iterator[Letters | Mark | Edge]:
    """Yield what an element holds; `waiting` are elements with an id before which no stream has begun."""
    element: Element = wrapped.etree_element
    seen = cascade.visibility(wrapped, around.seen)
    if element.tag in (f"{XHTML}head", f"{XHTML}script", f"{XHTML}style"):
        return
    inside = around.within(element, seen)
    stream = inside.stream
    apart = seen.own_line or element.tag == f"{XHTML}br"
    if apart:
        yield Letters(" ", PLAIN, stream)
    ending = []
    for edge in _edges(element, inside, waiting):
        yield edge
        if edge.trait in ENDING and edge.value is not None:
            ending.append(replace(edge, value=None))
    if _is(element, "doc-noteref") or _is(element, "doc-backlink"):
        yield Mark("call" if _is(element, "doc-noteref") else "back", stream, element, seen)
        return
    if _is(element, "doc-pagebreak"):
        yield Mark("page", stream, element, seen)
    if element.text:
        yield Letters(element.text, seen, stream, element)
    for child in wrapped.iter_children():
        yield from _content(child, cascade, inside, waiting)
        if child.etree_element.tail:
            yield Letters(child.etree_element.tail, seen, stream, child.etree_element, is_tail=True)
    # The language of a stream is that of all of it.
    yield from (one for one in reversed(ending) if "data-stream" not in element.attrib)
    if apart:
        yield Letters(" ", PLAIN, stream)


def _edges(element: Element, inside: Around, waiting: list[Element]) -> Iterator[Edge]:
    """Yield the ids and traits with which an element begins, and those of which no stream had them."""
    if "id" in element.attrib:
        waiting.append(element)
    if not inside.stream:
        return
    if "data-stream" in element.attrib:
        yield Edge(inside.stream, Trait.LANGUAGE, inside.lang, element)
    yield from (
        Edge(inside.stream, *one, element) for one in traits_of(element, inside.leftwards, inside.in_head)
    )
    yield from (Edge(inside.stream, None, one.get("id"), one) for one in waiting)
    waiting.clear()


def _streams(element: Element, stream: str) -> Iterator[tuple[Element, str]]:
    stream = element.get("data-stream", stream)
    yield element, stream
    for child in element:
        yield from _streams(child, stream)


def _is_inline(element: Element) -> bool:
    return element.tag in INLINE


def _is(element: Element, role: str) -> bool:
    return role in element.get("role", "").split()


def _target(path: str, element: Element) -> Target:
    """Return the file and the id that a link leads to."""
    href, fragment = urldefrag(element.get("href", ""))
    folder = posixpath.dirname(path)
    file = posixpath.normpath(posixpath.join(folder, unquote(href))) if href else path
    return file, unquote(fragment)


def _hidden(piece: Letters | Token) -> str | None:
    return piece.hidden if isinstance(piece, Token) else piece.seen.hidden
