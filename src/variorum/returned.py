"""A manuscript that comes back: what its file holds, as its reader reads it, and who has changed what in it.

A format for editing gives one with each file that it reads (`contract.ReturningFormat`), and puts the one
of its own file into that file, as its base: what is compared later was read by one and the same reader, so
that whatever the reader does not see cancels out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

SIGN = "\ufffc"
"""What stands in a sequence of characters for what is none: a call, a page."""
CHECK = "variorum check"
"""Who asks in comments what is found in an edition; such a question is none of its own."""
UNNAMED = "?"
"""What the id of a note begins with that is none of the edition's."""


class Kind(StrEnum):
    """What a piece is: words, or a sign that is no character."""

    WORDS = "words"
    CALL = "call"
    NOTE = "note"
    PAGE = "page"
    LINE = "line"
    PICTURE = "picture"
    CELL = "cell"
    END = "end"
    """The end of a paragraph: of a leaf, in no piece."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A tracked change: words were put in, or else taken out; who did so, and when; `moved`: in a move."""

    inserted: bool
    author: str = ""
    date: str = ""
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one look, or a sign; `text` is that of the words, or what the sign is of.

    A call and the beginning of a note have the id of the note, or what begins with `UNNAMED` if the file does
    not tell it; a page has its label. `style` names the inline styles and what is seen of them.
    """

    text: str
    style: str = ""
    kind: Kind = Kind.WORDS
    revision: Revision | None = None
    restyled: Revision | None = None
    """Who gave the words another look, if that was tracked."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A paragraph: its stream (as `extract` names it), its style, its pieces, who has changed its end."""

    stream: str
    style: str
    pieces: tuple[Piece, ...]
    end: Revision | None = None

    @property
    def words(self) -> str:
        """Return its characters, one for each sign."""
        return "".join(one.text if one.kind is Kind.WORDS else SIGN for one in self.pieces)


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment: who says what, when, in which leaf it is called, and which comment it answers, if one."""

    author: str
    date: str
    words: str
    leaf: int
    answers: str = ""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The text of a file in the order of reading, its notes behind it in the order of their calls."""

    leaves: tuple[Leaf, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Base:
    """Our own file as its reader read it, and what it was made of: `facts` are the edition's id and so on."""

    facts: Mapping[str, str]
    manuscript: Manuscript


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that comes back: what is in it now, and the base, if it still holds one."""

    manuscript: Manuscript
    base: Base | None = None
    fault: str = field(default="", kw_only=True)
    """Why the base in it is none, if there is one that cannot be read."""
