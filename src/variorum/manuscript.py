"""What web pages and Word files are turned into: paragraphs, lists, tables, of words in type styles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Words:
    """Words in one type style; of line ends only those that are seen are in them.

    `literal`: brackets in them are characters, whatever a set makes of brackets, as in an equation; `places`:
    names under which other words lead to these; `leads`: the place, or note, to which these lead; `number`:
    they are the number of that note; `language`: the BCP 47 tag of what language the file says they are in.
    """

    text: str
    styles: frozenset[str] = frozenset()
    literal: bool = False
    places: frozenset[str] = frozenset()
    leads: str = ""
    number: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """The call of a note."""

    note: str


@dataclass(frozen=True, slots=True)
class Edge:
    """The beginning, or the end, of the words that a query is on."""

    query: str
    ends: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark where a page of the source begins."""

    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: where it lies, and what it is said to show."""

    source: str
    shows: str
    line: int


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line within a paragraph."""


BREAK = Break()
Piece = Words | Call | Edge | Mark | Picture | Break


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
class Quotation:
    """A quotation in paragraphs of its own."""

    parts: tuple[Part, ...]
    line: int


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule."""

    line: int


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """A picture between paragraphs."""

    picture: Picture
    caption: tuple[Piece, ...]


Part = Para | Rows | Items | Quotation | RuleLine | PictureBlock


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Matter of a file that is no part of its text: what it is, where it stands, how it begins."""

    what: str
    line: int
    words: int
    begins: str


@dataclass(frozen=True, slots=True)
class Query:
    """Who asks a question to those who work on the edition, with initials, and when; as the file says.

    `on_words`: its edges stand around the words that it is on.
    """

    author: str = ""
    initials: str = ""
    date: str = ""
    on_words: bool = False


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A text in type styles: the notes by the names that call them, and what the head of the file tells.

    `address`, `site`, `author` and `date` are as the file says. `links` are addresses to which words lead,
    with the words; `explained` the explanations that pop up over words: neither is in the text. `held` are
    the pictures that lie in the file itself, by their sources; none where pictures lie beside it. `queries`
    tells which notes are questions that no page prints, `marks` by which marks of their own notes are called.
    `by_program`: the languages of its words were set by a program as they were typed, so that many are wrong.
    """

    parts: tuple[Part, ...]
    notes: tuple[tuple[str, tuple[Part, ...]], ...]
    title: Para | None = None
    language: str = ""
    author: str = ""
    date: str = ""
    address: str = ""
    site: str = ""
    left_out: tuple[LeftOut, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    explained: tuple[tuple[str, str], ...] = ()
    pictures: tuple[Picture, ...] = ()
    held: Mapping[str, bytes] | None = None
    queries: Mapping[str, Query] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    by_program: bool = False

    @property
    def plain_title(self) -> str:
        """Return the title without styles and calls, empty if there is none."""
        pieces = self.title.pieces if self.title is not None else ()
        words = "".join(
            piece.text if isinstance(piece, Words) else " " * (piece is BREAK) for piece in pieces
        )
        return " ".join(words.split())
