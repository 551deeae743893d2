"""The flows of a publication: what it prints, stream by stream, as the account compares it with sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias, assert_never

from variorum import extract
from variorum.origin import Generated, Origin
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
    Publication,
    PublishedDocument,
    Run,
    Separator,
    Styled,
    Title,
)
from variorum.source import Span


class Joint(Enum):
    """What stands between words: the end of a block or line, a call, a picture, the mark of a page.

    Behind the mark of a page stands a blank, unless it is in a word.
    """

    BREAK = "break"
    LINE = "line"
    CALL = "call"
    PICTURE = "picture"
    PAGE = "page"
    JOINED_PAGE = "joined-page"


Piece: TypeAlias = tuple[str, Origin] | Joint


@dataclass(frozen=True, slots=True)
class Flow:
    """The pieces of a stream in the order of reading; `aside` are words that describe, in no line."""

    name: str
    pieces: list[Piece] = field(default_factory=list)
    aside: list[tuple[str, Origin]] = field(default_factory=list)

    def run(self, run: Run, cause: Span | None = None) -> None:
        """Add the characters of a run; `cause` is the place of the sign by which they are printed."""
        for text, origin in run.parts() if isinstance(run.origin, tuple) else ((run.text, run.origin),):
            if cause is not None and isinstance(origin, Generated) and origin.cause is None:
                self.pieces.append((text, Generated(origin.rule, origin.of, cause)))
            else:
                self.pieces.append((text, origin))

    def inlines(self, children: PInlines, cause: Span | None = None) -> None:
        """Add what stands in a line."""
        for child in children:
            match child:
                case Run():
                    self.run(child, cause)
                case Styled() | Link():
                    self.inlines(child.children, child.span or cause)
                case Call():
                    self.pieces.append(Joint.CALL)
                case LineEnd():
                    self.pieces.append(Joint.LINE)
                case PageMark():
                    if child.printed:
                        self.aside.extend(child.printed.parts())
                        self.pieces.append(Joint.JOINED_PAGE if child.joins_word else Joint.PAGE)
                case Picture():
                    self.pieces.append(Joint.PICTURE)
                    self.aside.extend(child.description.parts())
                case Anchor():
                    pass
                case _:
                    assert_never(child)

    def blocks(self, blocks: PBlocks) -> None:
        """Add blocks, each parted from what stands around it."""
        for block in blocks:
            match block:
                case Para() | Title():
                    self.inlines(block.children)
                case Listing():
                    for entry in block.entries:
                        if entry.label:
                            self.run(entry.label)
                            self.pieces.append(Joint.BREAK)
                        self.blocks(entry.blocks)
                case Grid():
                    self.inlines(block.caption)
                    self.pieces.append(Joint.BREAK)
                    for row in block.rows:
                        for box in row:
                            self.blocks(box.blocks)
                case Group():
                    self.blocks(block.blocks)
                case Separator():
                    pass
                case _:
                    assert_never(block)
            self.pieces.append(Joint.BREAK)


def flows(publication: Publication) -> Iterator[Flow]:
    """Yield the flows of a publication: each part of its documents, each note, each matter."""
    for matter in (*publication.front, *publication.back):
        yield _flow(extract.matter(matter.id), matter.blocks)
    for document in publication.documents:
        yield from document_flows(document)


def document_flows(document: PublishedDocument) -> Iterator[Flow]:
    """Yield the flows of a document."""
    yield _flow(extract.head(document.id), document.head)
    yield _flow(extract.body(document.id), document.body)
    for note in document.notes:
        yield _flow(extract.note(note.id), note.blocks)
    yield _flow(extract.after(document.id), document.after)


def _flow(name: str, blocks: PBlocks) -> Flow:
    flow = Flow(name)
    flow.blocks(blocks)
    return flow
