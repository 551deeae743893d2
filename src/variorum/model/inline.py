"""The inlines: what stands inside a line of text. Each names its TEI element.

The words that an inline surrounds are its `children`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from variorum.model.facts import NO_EXTENT, Extent, Node, Voice
from variorum.model.kinds import Act, EmphasisKind, FieldKind


@dataclass(frozen=True, slots=True)
class Text(Node):
    """Words as they stand, no-break and other special spaces too. TEI text.

    `value`: the characters.
    """

    value: str


@dataclass(frozen=True, slots=True)
class LineBreak(Node):
    """The end of a line of the source. TEI `lb`.

    `n`: the number of the line that begins; `joins_word`: the word goes on in it (`@break="no"`).
    """

    n: str | None = None
    joins_word: bool = False


@dataclass(frozen=True, slots=True)
class Space(Node):
    """Room that the source leaves, e.g. a blank for a signature. TEI `space`.

    `extent`: how much.
    """

    extent: Extent = NO_EXTENT


@dataclass(frozen=True, slots=True)
class Emphasis(Node):
    """Words that the source stresses. TEI `hi`.

    `kind`: how; `degree`: how strongly: an underline of degree 2 is double.
    """

    kind: EmphasisKind
    children: Inlines
    degree: int = 1


@dataclass(frozen=True, slots=True)
class Written(Node):
    """Words written otherwise than the base text: by hand, in pencil. TEI `handShift`, `hi`.

    The facts say in which hand and medium.
    """

    children: Inlines


@dataclass(frozen=True, slots=True)
class Added(Node):
    """Words inserted, by whatever hand, e.g. a handwritten word in a typed sentence. TEI `add`."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Deleted(Node):
    """Words deleted. TEI `del`.

    `how`: struck, overwritten, erased, overtyped, marked, … (`@rend`).
    """

    children: Inlines
    how: str | None = None


@dataclass(frozen=True, slots=True)
class Restored(Node):
    """Words whose deletion was taken back; a `Deleted` among the children is undone. TEI `restore`."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Replaced(Node):
    """Old words and the new ones put for them in one act. TEI `subst`.

    `new_first`: a foreign encoding gives the new ones first.
    """

    old: Deleted
    new: Added
    new_first: bool = False


@dataclass(frozen=True, slots=True)
class Transposed(Node):
    """Words that the source moves elsewhere. TEI `metamark`, `transpose`.

    `to`: the place or order to which.
    """

    children: Inlines
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Supplied(Node):
    """Words that the source lacks, supplied by the edition. TEI `supplied`.

    `reason`: omitted, lost, illegible, true-name, ….
    """

    children: Inlines
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Unclear(Node):
    """Words that are hard to read. TEI `unclear`.

    `reason`: faded, overbinding, ….
    """

    children: Inlines
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Damaged(Node):
    """Words in a damaged place that can yet be read. TEI `damage`.

    `agent`: water, fire, a hole, ….
    """

    children: Inlines
    agent: str | None = None


@dataclass(frozen=True, slots=True)
class Gap(Node):
    """A place at which words are lost, illegible or left out. TEI `gap`.

    `reason`: illegible, lost, omitted (by the editor), unstated (a bare ellipsis), classified, …; `extent`:
    how much; `summary`: what stood there, in the voice `by`.
    """

    reason: str | None = None
    extent: Extent = NO_EXTENT
    summary: Inlines = ()
    by: Voice | None = None


@dataclass(frozen=True, slots=True)
class Corrected(Node):
    """A slip of the source and its correction; either may be wanting. TEI `choice` of `sic` and `corr`.

    `corr_first`: a foreign encoding gives the correction first, as papyrology does.
    """

    sic: Inlines
    corr: Inlines
    corr_first: bool = False


@dataclass(frozen=True, slots=True)
class Regularised(Node):
    """A spelling of the source and the regular one; either may be wanting. TEI `choice` of `orig` and `reg`.

    `reg_first`: a foreign encoding gives the regular one first. Several regular spellings, or one with facts
    of its own, stand in `reg` as `Segment`s of the kind "reg".
    """

    orig: Inlines
    reg: Inlines
    reg_first: bool = False


@dataclass(frozen=True, slots=True)
class Expanded(Node):
    """An abbreviation and its expansion; either may be wanting. TEI `choice` of `abbr` and `expan`."""

    abbr: Inlines
    expan: Inlines


@dataclass(frozen=True, slots=True)
class Reading(Node):
    """What some witnesses have instead of the lemma. TEI `rdg`.

    `witnesses`: their sigla; `cause`: why it differs: homeoteleuton, ….
    """

    children: Inlines
    witnesses: tuple[str, ...] = ()
    cause: str | None = None


@dataclass(frozen=True, slots=True)
class Variant(Node):
    """The text as printed, and the readings of other witnesses. TEI `app` of `lem` and `rdg`.

    `witnesses`: the sigla of those that have the lemma.
    """

    lemma: Inlines
    readings: tuple[Reading, ...]
    witnesses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark(Node):
    """Words of another voice between those of the source. TEI `note[@place="inline"]`."""

    children: Inlines
    voice: Voice = Voice.TRANSLATOR_OR_EDITOR


@dataclass(frozen=True, slots=True)
class NoteRef(Node):
    """The call of a note, whose body is in `Document.notes`. TEI `ptr`, `ref`.

    `note`: the id of the note.
    """

    note: str


@dataclass(frozen=True, slots=True)
class AnchorStart(Node):
    """The beginning of a range that a note or an act covers, perhaps over blocks. TEI `addSpan`, ….

    `range`: its name, by which its `AnchorEnd` is known; `act`: what is said of the words in it; the facts
    are those of the act.
    """

    range: str
    act: Act = Act.NOTE


@dataclass(frozen=True, slots=True)
class AnchorEnd(Node):
    """The end of the range that the `AnchorStart` of the same `range` begins. TEI `anchor`."""

    range: str


@dataclass(frozen=True, slots=True)
class PageBreak(Node):
    """The beginning of a page of the source, first in what the page holds. TEI `pb`.

    `label`: its number as marked ("two", "12", "3r"); `of`: the stated count ("nine"); `system`: the counting
    it belongs to (page, sheet, folio, …; none is the plain page); `facsimile`: the name of an image; `leads`:
    the mark stands before the page's text; `generated`: no mark in the source, as for page one; `joins_word`:
    the word goes on over the break.
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
    """The beginning of a division of the source other than a page. TEI `milestone`, `cb`, `gb`.

    `unit`: column, gathering, …; `label`: its number.
    """

    unit: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class HandShift(Node):
    """A change of the hand: what follows, to the next one, is in the hand of the facts. TEI `handShift`."""


@dataclass(frozen=True, slots=True)
class Metamark(Node):
    """A mark that says how the text is to be read: a caret, a line to the margin. TEI `metamark`.

    `function`: insertion, transposition, confirmation, …; `target`: the id of what it marks.
    """

    children: Inlines = ()
    function: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Segment(Node):
    """A stretch for which the model has no node of its own. TEI `seg`, `num`, `surplus`, `measure`, ….

    `kind`: the name of the TEI element, `seg` where it says no more.
    """

    children: Inlines
    kind: str = "seg"


@dataclass(frozen=True, slots=True)
class Name(Node):
    """The name of a person, place or body. TEI `persName`, `placeName`, `orgName`.

    `kind`: person, place, org, cover (a cover name), …; `ref`: an id of a register.
    """

    children: Inlines
    kind: str = "person"
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Date(Node):
    """A date as written. TEI `date`.

    `when`: the same as ISO 8601 or EDTF.
    """

    children: Inlines
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Term(Node):
    """A technical term. TEI `term`.

    `ref`: where it is explained.
    """

    children: Inlines
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Quote(Node):
    """A quotation in the running text, its quotation marks in the text. TEI `q`, `quote`."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Foreign(Node):
    """Words in another language, which `facts.lang` names. TEI `foreign`."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Reference(Node):
    """Words that point elsewhere. TEI `ref`.

    `target`: a document by its id, `#id` in this one, `ID#id` in another, or an address.
    """

    children: Inlines
    target: str


@dataclass(frozen=True, slots=True)
class Figure(Node):
    """A picture in the line. TEI `graphic`.

    `target`: a file of the edition; `description`: its description in words (`desc`).
    """

    target: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Stamp(Node):
    """The words of a stamp. TEI `stamp`.

    `kind`: postmark, received, ….
    """

    children: Inlines
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class FormWork(Node):
    """Words of the page rather than the text: a running head, a catchword. TEI `fw`.

    `kind`: header, footer, pageNum, catch, sig, ….
    """

    children: Inlines
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Field(Node):
    """A datum of the document's head, its words as printed. TEI `teiHeader`, `docDate`, `idno`.

    `kind`: which datum; `key`: its normal form, an ISO date or a register key: "No 644/54" and "No. 644/54"
    have one.
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
    | Restored
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
