"""What must be in a finished file: the extract that a perfect file of a publication would give."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never
from urllib.parse import unquote

from variorum import extract
from variorum.extract import (
    NO_LOOKS,
    Extract,
    Kind,
    Look,
    PageSeen,
    Piece,
    QuerySeen,
    Token,
    TokenPlace,
    Trait,
    TraitSeen,
)
from variorum.proof.sequence import TraitInOrder, in_order
from variorum.publication import (
    Anchor,
    Call,
    Grid,
    Group,
    LineEnd,
    Link,
    Listing,
    PageMark,
    Para,
    PBlocks,
    Picture,
    PInlines,
    Place,
    Publication,
    PublishedDocument,
    PublishedQuery,
    Run,
    Separator,
    Styled,
    Title,
    is_foreign,
    note_list,
    text_role,
)
from variorum.style import Style, block_looks, inline_looks

ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
"""How an address begins that leads out of the edition; any other is printed, and leads nowhere."""


@dataclass(frozen=True, slots=True)
class SignPlace:
    """A sign of the publication: which tokens of which stream it covers."""

    sign: str
    stream: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Expectation:
    """The extract of a perfect file, where its signs stand, and the traits of each of its streams."""

    extract: Extract
    signs: tuple[SignPlace, ...]
    labels: dict[str, str]
    traits: Callable[[str], tuple[TraitSeen, ...]]
    in_order: Callable[[str], tuple[TraitInOrder, ...]]
    labels_alone: frozenset[str] = frozenset()
    """The streams in which a label stands before what is no paragraph."""


class _Stream:
    """Collect the pieces of one stream while the publication is walked."""

    def __init__(self, name: str, style: Style, lang: str = "") -> None:
        self.name = name
        self.style = style
        self.pieces: list[Piece | Token] = []
        self.signs: list[tuple[str, int, int]] = []
        self.pages: list[tuple[PageMark, int]] = []
        self.anchors: dict[str, int] = {}
        self.traits: list[tuple[Trait, str | None, int]] = []
        self.label_alone = False
        self.labels: set[int] = set()
        self.counted: list[tuple[int, bool]] = []
        self.begin(Trait.LANGUAGE, lang)

    def begin(self, trait: Trait, value: str | None) -> None:
        """Note a trait that begins here, or ends if it has no value."""
        self.traits.append((trait, value, len(self.pieces)))

    def anchor(self, name: str | None) -> None:
        """Note a place to which links may lead."""
        if name:
            self.anchors.setdefault(name, len(self.pieces))

    def gap(self) -> None:
        """Part words, as blocks and line ends do."""
        self.pieces.append((" ", NO_LOOKS, None))

    def blocks(
        self, blocks: PBlocks, around: tuple[str, ...] = (), label: Piece | Token | None = None
    ) -> None:
        """Collect blocks; `around` are the roles of the containers, outermost first.

        The label of an entry or a note stands in the first of its blocks, if that is a paragraph.
        """
        if label is not None and not (blocks and isinstance(blocks[0], Para)):
            self.label_alone = True
            self.label(label)
            label = None
        for block in blocks:
            self.gap()
            match block:
                case Para():
                    self.para(block, around, label)
                    label = None
                case Title(role=role, level=level, leftwards=leftwards):
                    self.begin(Trait.BLOCK, extract.block(role, leftwards))
                    self.begin(Trait.HEADING, extract.heading(level))
                    self.anchor(block.id)
                    self.text(block.children, role)
                case Listing():
                    self.listing(block, around)
                case Grid():
                    self.grid(block, around)
                case Group(role=role):
                    self.begin(Trait.GROUP, extract.block(role, leftwards=block.leftwards))
                    self.anchor(block.id)
                    if block.say and role != "quote":
                        self.begin(Trait.SPOKEN, block.say.text)
                    self.blocks(block.blocks, (*around, role))
                    self.begin(Trait.GROUP, None)
                case Separator(role=role):
                    self.begin(Trait.RULE, role)
                case _:
                    assert_never(block)
            self.gap()

    def label(self, label: Piece | Token) -> None:
        """Collect the label of an entry or a note."""
        self.labels.add(len(self.pieces))
        if isinstance(label, Token):
            self.begin(Trait.STYLE, "note-label")
            self.pieces.append(label)
            self.begin(Trait.STYLE, None)
        else:
            self.pieces.append(label)
            self.gap()

    def para(self, para: Para, around: tuple[str, ...], label: Piece | Token | None) -> None:
        """Collect a paragraph."""
        self.begin(Trait.BLOCK, extract.block(para.role, leftwards=para.leftwards))
        self.anchor(para.id)
        if para.lang:
            self.begin(Trait.LANGUAGE, para.lang)
        if label is not None:
            self.label(label)
        self.text(para.children, text_role(para.role, around))
        if para.lang:
            self.begin(Trait.LANGUAGE, None)

    def listing(self, listing: Listing, around: tuple[str, ...]) -> None:
        """Collect a list."""
        self.begin(Trait.LIST, extract.block(listing.role, leftwards=listing.leftwards))
        for entry in listing.entries:
            self.gap()
            self.begin(Trait.ITEM, "labelled" if entry.label else "plain")
            self.anchor(entry.id)
            label = (entry.label.text, self.looks(listing.role), entry.span) if entry.label else None
            self.blocks(entry.blocks, (*around, listing.role), label)
        self.begin(Trait.LIST, None)

    def grid(self, grid: Grid, around: tuple[str, ...]) -> None:
        """Collect a table."""
        self.begin(Trait.TABLE, extract.block(grid.role, leftwards=grid.leftwards))
        if grid.caption:
            self.begin(Trait.BLOCK, "caption")
        self.text(grid.caption, "caption")
        total = sum(grid.widths)
        for width in grid.widths if total else ():
            self.begin(Trait.COLUMN, f"{100 * width / total:.2f}")
        in_head = True
        for row in grid.rows:
            in_head = in_head and all(box.header for box in row)
            self.begin(Trait.ROW, "head" if in_head else "")
            for box in row:
                heads = box.header and bool(box.blocks)  # an empty box heads nothing
                self.begin(Trait.CELL, extract.cell(box.columns, box.rows, heads, box.side))
                self.blocks(box.blocks, (*around, "table-head" if box.header else grid.role))
        self.begin(Trait.TABLE, None)

    def looks(self, role: str) -> frozenset[Look]:
        """Return the looks of words in a block style."""
        return block_looks(self.style.block(role))

    def text(self, children: PInlines, role: str) -> None:
        """Collect the inlines of one block."""
        self.inlines(children, self.looks(role))
        self.gap()

    def inlines(self, children: PInlines, look: frozenset[Look]) -> None:
        """Collect inlines that stand in words of this look."""
        for child in children:
            match child:
                case Run():
                    self.pieces.append((child.text, look, child.span))
                case Styled():
                    self.styled(child, look)
                case PageMark():
                    self.page_mark(child, look)
                case Call():
                    call = Token(child.label.text, kind=Kind.CALL, note=child.note, span=child.span)
                    self.begin(Trait.STYLE, "note-call")
                    self.pieces.append(call)
                    self.anchor(child.id)
                    self.begin(Trait.STYLE, None)
                case LineEnd():
                    self.begin(Trait.LINE, "")
                    self.gap()
                case Link():
                    self.begin(Trait.LINK, child.target)
                    self.inlines(child.children, look)
                    self.begin(Trait.LINK, None)
                case Anchor():
                    self.anchor(child.id)
                case Picture():
                    self.begin(Trait.PICTURE, extract.picture(child.data, child.description.text))
                case _:
                    assert_never(child)

    def styled(self, node: Styled, look: frozenset[Look]) -> None:
        """Collect words of an inline style, with what is said of them."""
        start = len(self.pieces)
        said = extract.speech(*(words.text for words in node.say)) if node.say else ""
        turned = extract.block(node.style, leftwards=node.leftwards is True)
        self.begin(Trait.STYLE, turned if node.leftwards is not False else f"{node.style} ltr")
        if node.lang:
            self.begin(Trait.LANGUAGE, node.lang)
        if said:
            self.begin(Trait.SPOKEN, said)
        self.inlines(node.children, inline_looks(self.style.inline(node.style), look))
        if node.lang:
            self.begin(Trait.LANGUAGE, None)
        self.begin(Trait.STYLE, None)
        if node.sign:
            self.signs.append((node.sign, start, len(self.pieces)))

    def page_mark(self, mark: PageMark, look: frozenset[Look]) -> None:
        """Collect a page mark with the words it prints."""
        self.pages.append((mark, len(self.pieces)))
        self.begin(Trait.PAGE, extract.speech(mark.label.text, (mark.name or mark.label).text))
        self.anchor(mark.id)
        if mark.printed:
            start = len(self.pieces)
            self.begin(Trait.STYLE, "page-mark")
            marked = inline_looks(self.style.inline("page-mark"), look)
            printed = mark.printed.text if mark.joins_word else f"{mark.printed} "
            self.pieces.append((printed, marked, mark.span))
            self.begin(Trait.STYLE, None)
            self.signs.append(("page", start, len(self.pieces)))

    def unseen(self) -> str:
        """Return the signs without ink of the stream."""
        return extract.unseen(piece[0] for piece in self.pieces if not isinstance(piece, Token))

    def in_order(self) -> tuple[TraitInOrder, ...]:
        """Return the traits of the stream, and which of them hold nothing that is seen."""
        inked = (isinstance(one, Token) or any(map(extract.has_ink, one[0])) for one in self.pieces)
        return tuple(in_order(self.traits, inked, frozenset(self.labels)))

    def tokens(self) -> tuple[Token, ...]:
        """Return the words of the stream."""
        return tuple(extract.words(self.pieces))

    def counts_before(self) -> list[int]:
        """Return for each piece how many tokens begin before it; a word it cuts counts as before."""
        return [count for count, _ in self.token_counts()]

    def covered(self, counted: list[tuple[int, bool]], start: int, end: int) -> tuple[int, int]:
        """Return the tokens that pieces cover, the end exclusive; a word they cut is covered."""
        count, inside = counted[start]
        piece = self.pieces[start] if start < end else None
        text = "" if piece is None or isinstance(piece, Token) else extract.normal(piece[0])
        first = count - 1 if inside and text and not text[0].isspace() else count
        return first, max(first + 1, counted[end][0])

    def token_counts(self) -> list[tuple[int, bool]]:
        """Return for each piece how many tokens begin before it, and whether the last of them goes on."""
        if len(self.counted) != len(self.pieces) + 1:
            self.counted = extract.token_counts(self.pieces)
        return self.counted


def expectation_of(publication: Publication, style: Style) -> Expectation:
    """Return what a perfect file of this publication in this style gives when it is read back."""
    book = _Book(style)
    pages: dict[str, tuple[PageSeen, ...]] = {}
    for matter in publication.front:
        book.part(extract.matter(matter.id), matter.blocks, matter.lang, matter.id)
    for document in publication.documents:
        marks: list[PageSeen] = []
        for name, blocks in (
            (extract.head(document.id), document.head),
            (extract.body(document.id), document.body),
            (extract.after(document.id), document.after),
        ):
            owner = document.id if blocks is document.head else None
            stream = book.part(name, blocks, document.lang, owner)
            marks += _pages(stream, exact=name == extract.body(document.id))
        for stream in _notes(publication, document, style):
            book.collect(stream, ordered=False)
            marks += _pages(stream, exact=False)
        pages[document.id] = tuple(marks)
    for matter in publication.back:
        book.part(extract.matter(matter.id), matter.blocks, matter.lang, matter.id)
    around = (*publication.front, *publication.back)
    labels = {one.id: one.title.text or one.kind.replace("-", " ") for one in around}
    labels |= {note.id: f"{note.label}" for document in publication.documents for note in document.notes}
    asked = [one for matter in around for one in matter.queries]
    asked += [one for document in publication.documents for one in document.queries]
    queries = tuple(_query(one, book.anchors, style) for one in asked)
    unseen = {name: stream.unseen() for name, stream in book.parts.items()}
    found = Extract(book.streams, pages, tuple(book.order), queries=queries, unseen=unseen)
    alone = frozenset(name for name, stream in book.parts.items() if stream.label_alone)
    return Expectation(found, tuple(book.signs), labels, book.traits_of, book.in_order, alone)


class _Book:
    """Collect the streams of a publication."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.streams: dict[str, tuple[Token, ...]] = {}
        self.parts: dict[str, _Stream] = {}
        self.signs: list[SignPlace] = []
        self.order: list[str] = []
        self.anchors: dict[str, TokenPlace] = {}

    def part(self, name: str, blocks: PBlocks, lang: str, owner: str | None) -> _Stream:
        """Collect blocks as a stream; `owner` is the id of what begins with it."""
        stream = _Stream(name, self.style, lang)
        stream.anchor(owner)
        stream.blocks(blocks)
        self.collect(stream)
        return stream

    def collect(self, stream: _Stream, ordered: bool = True) -> None:
        """Take in a stream, if it has words; links may lead to it even if it has none."""
        tokens = stream.tokens()
        counted = stream.token_counts()
        for name, piece in stream.anchors.items():
            self.anchors[name] = TokenPlace(stream.name, counted[piece][0])
        if not tokens:
            return
        self.streams[stream.name] = tokens
        self.parts[stream.name] = stream
        if ordered:
            self.order.append(stream.name)
        for sign, start, end in stream.signs:
            first, last = stream.covered(counted, start, end)
            self.signs.append(SignPlace(sign, stream.name, first, min(last, len(tokens))))

    def traits_of(self, name: str) -> tuple[TraitSeen, ...]:
        """Return the traits of a stream; a link that leads nowhere is none."""
        return tuple(self._traits(self.parts[name]))

    def in_order(self, name: str) -> tuple[TraitInOrder, ...]:
        """Return the traits of a stream for a format that tells their order alone."""
        return self.parts[name].in_order()

    def _traits(self, stream: _Stream) -> Iterator[TraitSeen]:
        begun = stream.counts_before()
        is_link: list[bool] = []
        for trait, value, piece in stream.traits:
            if trait is Trait.LINK:
                led = self._led(value) if value is not None else None
                if value is not None:
                    is_link.append(led is not None)
                if not (is_link[-1] if value is not None else is_link.pop()):
                    continue
                yield TraitSeen(trait, led, begun[piece])
            else:
                yield TraitSeen(trait, value, begun[piece])

    def _led(self, target: str) -> str | None:
        """Return where a link leads, or nothing: to no place of the publication, and to no address."""
        if target.startswith("#"):
            place = self.anchors.get(target.removeprefix("#"))
            return None if place is None else extract.link(place, "")
        return extract.link(None, unquote(target)) if ADDRESS.match(target) else None


def _query(query: PublishedQuery, anchors: Mapping[str, TokenPlace], style: Style) -> QuerySeen:
    """Return a query as it is seen in a file that has a place for it."""
    stream = _Stream(query.id, style)
    for line in query.lines:
        stream.text(line, "note")
    words = " ".join(token.text for token in stream.tokens())
    return QuerySeen(
        words,
        query.author,
        query.initials,
        query.date,
        at=anchors.get(query.id),
        begins=anchors.get(query.begins or ""),
        ends=anchors.get(query.ends or ""),
        span=query.span,
    )


def _pages(stream: _Stream, exact: bool) -> list[PageSeen]:
    begun = stream.counts_before()
    return [
        PageSeen(mark.label.text, begun[piece] if exact else None, span=mark.span)
        for mark, piece in stream.pages
    ]


def _notes(publication: Publication, document: PublishedDocument, style: Style) -> Iterator[_Stream]:
    """Yield a stream for each note and for each title over a list of notes."""
    for series in publication.series:
        notes = note_list(document, series)
        role = "note" if series.place is Place.FOOT else "note-list"
        if notes and series.place is Place.END:
            home = publication.imprint.language
            tongue = home if is_foreign(home, document.lang) else document.lang
            title = _Stream(extract.note_title(document.id, series.id), style, tongue)
            title.begin(Trait.BLOCK, extract.block("note-title"))
            title.begin(Trait.HEADING, extract.heading(2))
            title.text((series.title,), "note-title")
            yield title
        for note in notes:
            stream = _Stream(extract.note(note.id), style, document.lang)
            stream.anchor(note.id)
            label = Token(note.label.text, kind=Kind.CALL, note=note.id, span=note.span)
            stream.blocks(note.blocks, (role,), label)
            yield stream
