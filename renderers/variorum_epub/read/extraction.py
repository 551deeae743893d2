"""Read an EPUB back: the words of its spine, as they look by the sheets in the file itself.

Metadata and words that stand in the navigation alone are not counted. A part of the text is known by
`data-stream`, a note by what a call's link leads to.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TypeAlias
from urllib.parse import unquote, urldefrag, urlsplit
from xml.etree import ElementTree

from variorum.archive import Archive, Bounds, Damage, Refusal, open_archive
from variorum.contract import BareShelf, Shelf
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
from variorum_epub.read.known_pages import walked
from variorum_epub.read.walk import XHTML, Edge, Element, Letters, Mark, Page, has_role, walk

EPUB = "{http://www.idpf.org/2007/ops}"
OPF = "{http://www.idpf.org/2007/opf}"
CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"

NOTHING_KEPT = BareShelf()
Target: TypeAlias = tuple[str, str]
"""A file of the package and an id in it."""


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


def extract(data: bytes, shelf: Shelf = NOTHING_KEPT) -> Extract:
    """Read an EPUB back; raise `ValueError` for bytes that are no EPUB.

    Pages that were walked before, with the same style sheets, are told by the shelf.
    """
    return _reading_of(data, shelf).extract()


def places_of_tokens(data: bytes) -> tuple[list[Page], dict[str, list[TokenPlace]]]:
    """Return the pages of the spine, and for each stream where in them its tokens begin."""
    reading = _reading_of(data)
    reading.extract()
    return reading.pages, {name: part.places() for name, part in reading.parts.items()}


def _reading_of(data: bytes, shelf: Shelf = NOTHING_KEPT) -> _Reading:
    archive = open_archive(data, Bounds())
    if isinstance(archive, Refusal):
        raise ValueError(f"this is no EPUB: {archive.reason}")
    files = _Files(archive)
    try:
        spine, navigation = _package(files)
        pages = [_page(path, files) for path in spine]
        return _Reading(pages, _labels(navigation, files), files, shelf)
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
    for piece in walk(_page(path, files)):
        if isinstance(piece, Letters):
            yield piece


class _Reading:
    """Join what the pages of a spine hold into streams."""

    def __init__(
        self, pages: list[Page], labels: Mapping[Target, str], files: Mapping[str, bytes], shelf: Shelf
    ) -> None:
        self.pages = pages
        self.files = files
        self.shelf = shelf
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
            if has_role(element, "doc-noteref"):
                self.calls[page.path, name] = _target(page.path, element)

    def extract(self) -> Extract:
        """Read all pages."""
        for page in self.pages:
            for piece in walked(page, self.shelf):
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
    return Page(path, root, tuple(sheets), files[path])


def _labels(navigation: str, files: Mapping[str, bytes]) -> dict[Target, str]:
    """Return the labels of the page list; what stands before the label (of which document) is left out."""
    labels = {}
    for nav in ElementTree.fromstring(files[navigation]).iter(f"{XHTML}nav"):
        if nav.get(f"{EPUB}type") == "page-list":
            for link in nav.iter(f"{XHTML}a"):
                own = link.find(f"{XHTML}span[@class='page']")
                labels[_target(navigation, link)] = "".join((link if own is None else own).itertext()).strip()
    return labels


def _streams(element: Element, stream: str) -> Iterator[tuple[Element, str]]:
    stream = element.get("data-stream", stream)
    yield element, stream
    for child in element:
        yield from _streams(child, stream)


def _target(path: str, element: Element) -> Target:
    """Return the file and the id that a link leads to."""
    href, fragment = urldefrag(element.get("href", ""))
    folder = posixpath.dirname(path)
    file = posixpath.normpath(posixpath.join(folder, unquote(href))) if href else path
    return file, unquote(fragment)


def _hidden(piece: Letters | Token) -> str | None:
    return piece.hidden if isinstance(piece, Token) else piece.seen.hidden
