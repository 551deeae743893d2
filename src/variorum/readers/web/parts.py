"""What a page is turned into: paragraphs, lists, tables and pictures, made of words in type styles."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Words in one type style; of line ends only those that the page shows are in them."""

    text: str
    styles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Call:
    """The call of a note."""

    note: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark where a page of the source begins."""

    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: where it lies, and what the page says that it shows."""

    source: str
    shows: str
    line: int


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line within a paragraph."""


BREAK = Break()
Piece = Words | Call | Mark | Picture | Break


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; with `level` a heading."""

    pieces: tuple[Piece, ...]
    line: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: rows of cells."""

    rows: tuple[tuple[Cell, ...], ...]
    caption: tuple[Piece, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    parts: tuple[Part, ...]
    header: bool
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list: each item with its label, if it has one."""

    items: tuple[tuple[str | None, tuple[Part, ...]], ...]
    line: int


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation in paragraphs of its own."""

    parts: tuple[Part, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Ruled:
    """A rule."""

    line: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture between paragraphs."""

    picture: Picture
    caption: tuple[Piece, ...]


Part = Para | Rows | Items | Quoted | Ruled | Shown
