"""The inlines: what stands inside a line of text. Each names its TEI element and gives an example."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from variorum.model.facts import NO_EXTENT, Extent, Node, Voice


class EmphasisKind(StrEnum):
    """The source's own ways to stress (TEI hi/@rend)."""

    ITALIC = "italic"
    BOLD = "bold"
    UNDERLINE = "underline"
    SPACED = "spaced"
    SMALL_CAPS = "small-caps"
    RAISED = "raised"
    LOWERED = "lowered"
    CIRCLED = "circled"


class FieldKind(StrEnum):
    """The data of a document's head."""

    DATE = "date"
    MARK = "mark"
    REGISTER = "register"
    TITLE = "title"
    ABSTRACT = "abstract"
    EXTENT = "extent"
    ARCHIVE = "archive"
    PROVENANCE = "provenance"
    SECRECY = "secrecy"
    COPY = "copy"
    PHYSICAL = "physical"
    LANGUAGE = "language"
    EXCERPT = "excerpt"


@dataclass(frozen=True, slots=True)
class Text(Node):
    """Words as they stand (TEI text). No-break and other special spaces are kept."""

    value: str


@dataclass(frozen=True, slots=True)
class LineBreak(Node):
    """End a line of the source (TEI lb); `joins_word`: the word goes on in the next line (lb/@break="no")."""

    n: str | None = None
    joins_word: bool = False


@dataclass(frozen=True, slots=True)
class Space(Node):
    """Leave room, as the source does (TEI space), e.g. a blank for a signature."""

    extent: Extent = NO_EXTENT


@dataclass(frozen=True, slots=True)
class Emphasis(Node):
    """Stress words as the source does (TEI hi); `degree` counts underlines: 2 is double."""

    kind: EmphasisKind
    children: Inlines
    degree: int = 1


@dataclass(frozen=True, slots=True)
class Written(Node):
    """Say that words are written otherwise than the base text: by hand, in pencil (TEI handShift, hi)."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Added(Node):
    """Insert words, by whatever hand (TEI add), e.g. a handwritten word in a typed sentence."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Deleted(Node):
    """Delete words; `how`: struck, overwritten, erased, overtyped, marked, … (TEI del/@rend)."""

    children: Inlines
    how: str | None = None


@dataclass(frozen=True, slots=True)
class Replaced(Node):
    """Put new words for old ones in one act (TEI subst); `new_first`: a foreign encoding gives them first."""

    old: Deleted
    new: Added
    new_first: bool = False


@dataclass(frozen=True, slots=True)
class Transposed(Node):
    """Mark words that the source moves elsewhere; `to` names the place or order (TEI metamark, transpose)."""

    children: Inlines
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Supplied(Node):
    """Supply words that the source lacks (TEI supplied); `reason`: omitted, lost, illegible, true-name, …."""

    children: Inlines
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Unclear(Node):
    """Give words that are hard to read (TEI unclear)."""

    children: Inlines
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Damaged(Node):
    """Give words that stand where the source is damaged and can yet be read (TEI damage).

    `agent`: water, fire, a hole, …
    """

    children: Inlines
    agent: str | None = None


@dataclass(frozen=True, slots=True)
class Gap(Node):
    """Leave out what is lost, illegible or omitted (TEI gap).

    `reason`: illegible, lost, omitted (by the editor), unstated (a bare ellipsis), classified, …;
    `summary` says in the voice `by` what stood there.
    """

    reason: str | None = None
    extent: Extent = NO_EXTENT
    summary: Inlines = ()
    by: Voice | None = None


@dataclass(frozen=True, slots=True)
class Corrected(Node):
    """Give a slip of the source and its correction (TEI choice/sic, corr); either may be wanting.

    `corr_first`: a foreign encoding gives the correction first, as papyrology does.
    """

    sic: Inlines
    corr: Inlines
    corr_first: bool = False


@dataclass(frozen=True, slots=True)
class Regularised(Node):
    """Give the source's spelling and the regular one (TEI choice/orig, reg); either may be wanting.

    `reg_first`: a foreign encoding gives the regular spelling first. Several regular spellings, or one with
    facts of its own, stand in `reg` as `Segment`s of the kind "reg".
    """

    orig: Inlines
    reg: Inlines
    reg_first: bool = False


@dataclass(frozen=True, slots=True)
class Expanded(Node):
    """Give an abbreviation and its expansion (TEI choice/abbr, expan)."""

    abbr: Inlines
    expan: Inlines


@dataclass(frozen=True, slots=True)
class Reading(Node):
    """Give what some witnesses have instead of the lemma (TEI rdg)."""

    children: Inlines
    witnesses: tuple[str, ...] = ()
    cause: str | None = None


@dataclass(frozen=True, slots=True)
class Variant(Node):
    """Give the text as printed and the readings of other witnesses (TEI app/lem, rdg)."""

    lemma: Inlines
    readings: tuple[Reading, ...]
    witnesses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark(Node):
    """Speak between the words of the source in another voice (TEI note[@place=inline])."""

    children: Inlines
    voice: Voice = Voice.TRANSLATOR_OR_EDITOR


@dataclass(frozen=True, slots=True)
class NoteRef(Node):
    """Call a note of the document (TEI ptr, ref); its body is in `Document.notes`."""

    note: str


@dataclass(frozen=True, slots=True)
class AnchorStart(Node):
    """Begin a range that a note or an act covers, perhaps over blocks (TEI anchor, addSpan, delSpan).

    `act`: note, added, deleted, …; the facts are those of the act.
    """

    range: str
    act: str = "note"


@dataclass(frozen=True, slots=True)
class AnchorEnd(Node):
    """End a range begun by the `AnchorStart` with the same name."""

    range: str


@dataclass(frozen=True, slots=True)
class PageBreak(Node):
    """Begin a page of the source (TEI pb). It stands first in what the page holds.

    `label` as marked ("two", "12", "3r"); `of` the stated count ("nine"); `system` tells several countings
    apart (page, sheet, folio, …; none is the plain page); `facsimile` names an image; `leads`: the mark
    stands before the page's text; `generated`: no mark in the source, as for page one;
    `joins_word`: the word goes on over the break.
    """

    label: str
    of: str | None = None
    system: str | None = None
    facsimile: str | None = None
    leads: bool = True
    generated: bool = False
    joins_word: bool = False


@dataclass(frozen=True, slots=True)
class Milestone(Node):
    """Mark a division of the source other than a page (TEI milestone, cb, gb)."""

    unit: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class HandShift(Node):
    """Change the hand: what follows, to the next change, has the hand of the facts (TEI handShift)."""


@dataclass(frozen=True, slots=True)
class Metamark(Node):
    """Give a mark that says how the text is to be read (TEI metamark): a caret, a line to the margin.

    `function`: insertion, transposition, confirmation, …; `target` the id of what it marks.
    """

    children: Inlines = ()
    function: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Segment(Node):
    """Mark a stretch for which the model has no node of its own (TEI seg, num, surplus, measure, …).

    `kind` is the name of the TEI element, `seg` where it says no more.
    """

    children: Inlines
    kind: str = "seg"


@dataclass(frozen=True, slots=True)
class Name(Node):
    """Name a person, place or body (TEI persName, placeName, orgName); `ref` is an id of a register.

    `kind`: person, place, org, cover (a cover name), …
    """

    children: Inlines
    kind: str = "person"
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Date(Node):
    """Give a date as written and as ISO 8601 or EDTF (TEI date/@when)."""

    children: Inlines
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Term(Node):
    """Mark a technical term (TEI term)."""

    children: Inlines
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Quote(Node):
    """Quote, in the running text (TEI q, quote); the quotation marks stay in the text."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Foreign(Node):
    """Give words in another language, which `facts.lang` names (TEI foreign)."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Reference(Node):
    """Point (TEI ref) to a document by its id, to `#id` in this one, `ID#id` in another, or to an address."""

    children: Inlines
    target: str


@dataclass(frozen=True, slots=True)
class Figure(Node):
    """Show a picture in the line: a file of the edition and its description (TEI graphic, figDesc)."""

    target: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Stamp(Node):
    """Give the words of a stamp (TEI stamp)."""

    children: Inlines
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class FormWork(Node):
    """Give words of the page rather than the text: a running head, a catchword (TEI fw)."""

    children: Inlines
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Field(Node):
    """Mark a datum of the document's head; `key` is its normal form (an ISO date, a register key).

    The words stay as printed: "No 644/54" and "No. 644/54" have one key. (TEI teiHeader, docDate, idno)
    """

    kind: FieldKind
    children: Inlines
    key: str | None = None


Inline: TypeAlias = (
    Text
    | LineBreak
    | Space
    | Emphasis
    | Written
    | Added
    | Deleted
    | Replaced
    | Transposed
    | Supplied
    | Unclear
    | Damaged
    | Gap
    | Corrected
    | Regularised
    | Expanded
    | Variant
    | Remark
    | NoteRef
    | AnchorStart
    | AnchorEnd
    | PageBreak
    | Milestone
    | HandShift
    | Metamark
    | Segment
    | Name
    | Date
    | Term
    | Quote
    | Foreign
    | Reference
    | Figure
    | Stamp
    | FormWork
    | Field
)
Inlines: TypeAlias = tuple[Inline, ...]
