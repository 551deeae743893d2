"""The blocks: paragraphs and what stands beside them. Each names its TEI element."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from variorum.model.facts import Node, Voice
from variorum.model.inline import Inlines


class LineKind(StrEnum):
    """The set lines of a letter or paper (TEI opener, closer and what they hold)."""

    LETTERHEAD = "letterhead"
    CLASSIFICATION = "classification"
    COPY = "copy"
    REGISTER = "register"
    TITLE = "title"
    DATELINE = "dateline"
    ADDRESSEE = "addressee"
    DISTRIBUTION = "distribution"
    CHAIR = "chair"
    PRESENT = "present"
    SALUTATION = "salutation"
    CLOSING = "closing"
    SIGNATURE = "signature"
    ENCLOSURE = "enclosure"


class EndorsementKind(StrEnum):
    """What others put on a paper (TEI add, stamp, note[@place=margin])."""

    RESOLUTION = "resolution"
    VISA = "visa"
    STAMP = "stamp"
    MARGINAL = "marginal"


@dataclass(frozen=True, slots=True)
class Heading(Node):
    """Head a part of the document (TEI head); `level` counts from 1."""

    children: Inlines
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph(Node):
    """Hold a paragraph (TEI p).

    `continues`: it goes on with the paragraph before the list, table or quotation that stood inside it.
    """

    children: Inlines
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Line(Node):
    """Hold one or more set lines of one kind, parted by `LineBreak` (TEI opener/*, closer/*, address)."""

    kind: LineKind
    children: Inlines


@dataclass(frozen=True, slots=True)
class Item(Node):
    """Hold an item of a list with its label as printed ("1.", "a)"), if it has one (TEI item, label)."""

    blocks: Blocks
    label: str | None = None


@dataclass(frozen=True, slots=True)
class RemarkBlock(Node):
    """Speak in another voice in paragraphs of its own: a bridging summary, a comment (TEI note)."""

    blocks: Blocks
    voice: Voice = Voice.TRANSLATOR_OR_EDITOR


@dataclass(frozen=True, slots=True)
class List(Node):
    """Hold a list (TEI list); a remark may stand between two items and the list goes on behind it."""

    children: tuple[Item | RemarkBlock, ...]


@dataclass(frozen=True, slots=True)
class Cell(Node):
    """Hold a cell of a table (TEI cell); it may span columns and rows."""

    blocks: Blocks
    header: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Row(Node):
    """Hold a row of a table (TEI row)."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table(Node):
    """Hold a table or form (TEI table, head)."""

    rows: tuple[Row, ...]
    caption: Inlines = ()


@dataclass(frozen=True, slots=True)
class BlockQuote(Node):
    """Quote in paragraphs of its own (TEI quote)."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class VerseLine(Node):
    """Hold a line of verse (TEI l); `indent` counts steps."""

    children: Inlines
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Verse(Node):
    """Hold a stanza (TEI lg)."""

    lines: tuple[VerseLine, ...]


@dataclass(frozen=True, slots=True)
class FigureBlock(Node):
    """Show a picture between paragraphs (TEI figure); `target` is a file of the edition."""

    target: str
    description: str = ""
    caption: Inlines = ()


@dataclass(frozen=True, slots=True)
class Rule(Node):
    """Draw a rule, as the source does (TEI milestone[@rend=rule])."""


@dataclass(frozen=True, slots=True)
class Endorsement(Node):
    """Hold what others put on the paper: a resolution, visa, stamp, marginal note (TEI add, stamp)."""

    kind: EndorsementKind
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Attachment(Node):
    """Hold a paper attached to this one (TEI floatingText)."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Postscript(Node):
    """Hold a postscript (TEI postscript)."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Division(Node):
    """Hold a part of the document with what heads it (TEI div, front, back, ab, …).

    `kind` is what the source calls it (chapter, front, envelope, …), `label` its number as encoded (TEI @n).
    """

    blocks: Blocks
    kind: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Speech(Node):
    """Hold what one speaker says in minutes or an interview (TEI sp, speaker)."""

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
