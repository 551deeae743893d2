"""What must be in a finished file: the extract that a perfect file of a publication would give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from variorum import extract
from variorum.extract import NO_LOOKS, Extract, Kind, Look, PageSeen, Piece, QuerySeen, Token, TokenPlace
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
    note_list,
    text_role,
)
from variorum.style import Style, block_looks, inline_looks


@dataclass(frozen=True, slots=True)
class SignPlace:
    """A sign of the publication: which tokens of which stream it covers."""

    sign: str
    stream: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Expectation:
    """The extract of a perfect file, and where its signs stand."""

    extract: Extract
    signs: tuple[SignPlace, ...]
    labels: dict[str, str]


class _Stream:
    """Collect the pieces of one stream while the publication is walked."""

    def __init__(self, name: str, style: Style) -> None:
        self.name = name
        self.style = style
        self.pieces: list[Piece | Token] = []
        self.signs: list[tuple[str, int, int]] = []
        self.pages: list[tuple[PageMark, int]] = []
        self.anchors: dict[str, int] = {}

    def gap(self) -> None:
        """Part words, as blocks and line ends do."""
        self.pieces.append((" ", NO_LOOKS, None))

    def blocks(self, blocks: PBlocks, around: tuple[str, ...] = ()) -> None:
        """Collect blocks; `around` are the roles of the containers, outermost first."""
        for block in blocks:
            self.gap()
            match block:
                case Para():
                    self.text(block.children, text_role(block.role, around))
                case Title():
                    self.text(block.children, block.role)
                case Listing(role=role, entries=entries):
                    for entry in entries:
                        self.gap()
                        if entry.label:
                            self.pieces.append((entry.label.text, self.looks(role), entry.span))
                            self.gap()
                        self.blocks(entry.blocks, (*around, role))
                case Grid(role=role):
                    self.text(block.caption, "caption")
                    for row in block.rows:
                        for box in row:
                            self.blocks(box.blocks, (*around, "table-head" if box.header else role))
                case Group():
                    self.blocks(block.blocks, (*around, block.role))
                case Separator():
                    pass
                case _:
                    assert_never(block)
            self.gap()

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
                    start = len(self.pieces)
                    self.inlines(child.children, inline_looks(self.style.inline(child.style), look))
                    if child.sign:
                        self.signs.append((child.sign, start, len(self.pieces)))
                case PageMark():
                    self.page_mark(child, look)
                case Call():
                    call = Token(child.label.text, kind=Kind.CALL, note=child.note, span=child.span)
                    self.pieces.append(call)
                    self.anchors.setdefault(child.id, len(self.pieces))
                case LineEnd():
                    self.gap()
                case Link():
                    self.inlines(child.children, look)
                case Anchor():
                    self.anchors[child.id] = len(self.pieces)
                case Picture():
                    pass
                case _:
                    assert_never(child)

    def page_mark(self, mark: PageMark, look: frozenset[Look]) -> None:
        """Collect a page mark with the words it prints."""
        self.pages.append((mark, len(self.pieces)))
        if mark.printed:
            start = len(self.pieces)
            marked = inline_looks(self.style.inline("page-mark"), look)
            printed = mark.printed.text if mark.joins_word else f"{mark.printed} "
            self.pieces.append((printed, marked, mark.span))
            self.signs.append(("page", start, len(self.pieces)))

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
        first = count - 1 if inside and text and not extract.SPACES.match(text) else count
        return first, max(first + 1, counted[end][0])

    def token_counts(self) -> list[tuple[int, bool]]:
        """Return for each piece how many tokens begin before it, and whether the last of them goes on."""
        counts, count, inside = [], 0, False
        for piece in (*self.pieces, (" ", NO_LOOKS, None)):
            counts.append((count, inside))
            if isinstance(piece, Token):
                count, inside = count + 1, False
                continue
            for index, part in enumerate(extract.SPACES.split(extract.normal(piece[0]))):
                inside = inside and not index
                if part and not inside:
                    count, inside = count + 1, True
        return counts


def expectation_of(publication: Publication, style: Style) -> Expectation:
    """Return what a perfect file of this publication in this style gives when it is read back."""
    streams: dict[str, tuple[Token, ...]] = {}
    pages: dict[str, tuple[PageSeen, ...]] = {}
    signs: list[SignPlace] = []
    order: list[str] = []
    anchors: dict[str, TokenPlace] = {}

    def collect(stream: _Stream, ordered: bool = True) -> None:
        tokens = stream.tokens()
        begun = stream.counts_before() if stream.anchors else []
        anchors.update(
            {name: TokenPlace(stream.name, begun[piece]) for name, piece in stream.anchors.items()}
        )
        if not tokens:
            return
        streams[stream.name] = tokens
        if ordered:
            order.append(stream.name)
        counted = stream.token_counts()
        for sign, start, end in stream.signs:
            first, last = stream.covered(counted, start, end)
            signs.append(SignPlace(sign, stream.name, first, min(last, len(tokens))))

    def part(name: str, blocks: PBlocks, around: tuple[str, ...] = ()) -> _Stream:
        stream = _Stream(name, style)
        stream.blocks(blocks, around)
        collect(stream)
        return stream

    for matter in publication.front:
        part(extract.matter(matter.id), matter.blocks)
    for document in publication.documents:
        marks: list[PageSeen] = []
        for name, blocks in (
            (extract.head(document.id), document.head),
            (extract.body(document.id), document.body),
            (extract.after(document.id), document.after),
        ):
            stream = part(name, blocks)
            marks += _pages(stream, exact=name == extract.body(document.id))
        for stream in _notes(publication, document, style):
            collect(stream, ordered=False)
            marks += _pages(stream, exact=False)
        pages[document.id] = tuple(marks)
    for matter in publication.back:
        part(extract.matter(matter.id), matter.blocks)
    around = (*publication.front, *publication.back)
    labels = {one.id: one.title.text or one.kind.replace("-", " ") for one in around}
    labels |= {note.id: f"{note.label}" for document in publication.documents for note in document.notes}
    asked = [one for matter in around for one in matter.queries]
    asked += [one for document in publication.documents for one in document.queries]
    queries = tuple(_query(one, anchors, style) for one in asked)
    return Expectation(Extract(streams, pages, tuple(order), queries=queries), tuple(signs), labels)


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
            title = _Stream(extract.note_title(document.id, series.id), style)
            title.text((series.title,), "note-title")
            yield title
        for note in notes:
            stream = _Stream(extract.note(note.id), style)
            stream.pieces.append(Token(note.label.text, kind=Kind.CALL, note=note.id, span=note.span))
            stream.blocks(note.blocks, (role,))
            yield stream
