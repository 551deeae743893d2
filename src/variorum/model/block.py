"""The blocks: paragraphs and what stands beside them. Each names its TEI element.

The words of a block are its `children`, the blocks in it its `blocks`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from variorum.model.facts import Node, Voice
from variorum.model.inline import Inlines
from variorum.model.kinds import EndorsementKind, LineKind

HEADS_LIST = "heads=list"
"""What a heading says that stands over a list."""


@dataclass(frozen=True, slots=True)
class Heading(Node):
    """What heads a part of the document. TEI `head`.

    `level`: its depth, counted from 1.
    """

    children: Inlines
    level: int = 1

    @property
    def heads_list(self) -> bool:
        """Return whether it stands over the items of a list alone, and heads no part of the document."""
        return HEADS_LIST in self.facts.also


@dataclass(frozen=True, slots=True)
class Paragraph(Node):
    """A paragraph. TEI `p`.

    `continues`: it goes on with the paragraph before the list, table or quotation that stood inside it.
    """

    children: Inlines
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Line(Node):
    """One or more set lines of one kind, parted by `LineBreak`. TEI `opener`, `closer`, `address`.

    `kind`: which lines.
    """

    kind: LineKind
    children: Inlines


@dataclass(frozen=True, slots=True)
class Item(Node):
    """An item of a list. TEI `item`, `label`.

    `label`: as printed ("1.", "a)"), if it has one.
    """

    blocks: Blocks
    label: str | None = None


@dataclass(frozen=True, slots=True)
class RemarkBlock(Node):
    """Paragraphs of another voice: a bridging summary, a comment. TEI `note`."""

    blocks: Blocks
    voice: Voice = Voice.TRANSLATOR_OR_EDITOR


@dataclass(frozen=True, slots=True)
class List(Node):
    """A list. TEI `list`.

    `children`: its items; a remark may stand between two, and the list goes on behind it.
    """

    children: tuple[Item | RemarkBlock, ...]


@dataclass(frozen=True, slots=True)
class Cell(Node):
    """A cell of a table. TEI `cell`.

    `header`: it heads a row or column; `columns`, `rows`: over how many it goes.
    """

    blocks: Blocks
    header: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Row(Node):
    """A row of a table. TEI `row`."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table(Node):
    """A table or form. TEI `table`.

    `caption`: what heads it (`head`), read before the rows.
    """

    caption: Inlines = field(default=(), kw_only=True)
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class BlockQuote(Node):
    """A quotation in paragraphs of its own. TEI `quote`."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class VerseLine(Node):
    """A line of verse. TEI `l`.

    `indent`: by how many steps it is set in.
    """

    children: Inlines
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Verse(Node):
    """A stanza. TEI `lg`."""

    lines: tuple[VerseLine, ...]


@dataclass(frozen=True, slots=True)
class FigureBlock(Node):
    """A picture between paragraphs. TEI `figure`.

    `target`: a file of the edition; `description`: its description in words (`figDesc`); `caption`: what is
    printed below it (`head`).
    """

    target: str
    description: str = ""
    caption: Inlines = ()


@dataclass(frozen=True, slots=True)
class Rule(Node):
    """A rule drawn by the source. TEI `milestone[@unit="rule"]`."""


@dataclass(frozen=True, slots=True)
class Endorsement(Node):
    """What others put on the paper: a resolution, visa, stamp, marginal note. TEI `add`, `stamp`, `note`.

    `kind`: which of these.
    """

    kind: EndorsementKind
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Attachment(Node):
    """A paper attached to this one. TEI `floatingText`."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Postscript(Node):
    """A postscript. TEI `postscript`."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Division(Node):
    """A part of the document with what heads it. TEI `div`, `front`, `back`, `ab`, ….

    `kind`: what the source calls it: chapter, front, envelope, …; `label`: its number as encoded (`@n`).
    """

    blocks: Blocks
    kind: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Speech(Node):
    """What one speaker says in minutes or an interview. TEI `sp`.

    `speaker`: who speaks, as printed.
    """

    speaker: Inlines
    blocks: Blocks


Block: TypeAlias = (
    Heading
    | Paragraph
    | Line
    | List
    | RemarkBlock
    | Table
    | BlockQuote
    | Verse
    | FigureBlock
    | Rule
    | Endorsement
    | Attachment
    | Postscript
    | Division
    | Speech
)
Blocks: TypeAlias = tuple[Block, ...]
