"""Transcripts: constructs, notes, tables, pages and heads."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.findings.finding import Diagnostic, Severity


@dataclass(frozen=True, kw_only=True)
class ConstructUnknown(Diagnostic):
    """A construct or block has a name that variorum does not know.

    Its words are kept, but what was to be said of them would be lost; so nothing is built.
    """

    slug = "construct-unknown"
    severity = Severity.ERROR
    form = "there is no {kind} “{name}”"
    mend = "{nearest}"

    kind: str
    name: str
    nearest: str = ""


@dataclass(frozen=True, kw_only=True)
class ConstructFact(Diagnostic):
    """A construct is given a fact that such a thing cannot have.

    The fact would be lost, so nothing is built.
    """

    slug = "construct-fact"
    severity = Severity.ERROR
    form = "“{name}” cannot bear {fact}"
    mend = "{nearest}"

    name: str
    fact: str
    nearest: str = ""


@dataclass(frozen=True, kw_only=True)
class WordDivided(Diagnostic):
    """A line ends in a hyphen and the next begins with a letter: the word is taken to go on there.

    It is printed as one word: with the hyphen before a capital, where the text has it so elsewhere and not
    without, or behind "self" and "twenty"; else without.
    """

    slug = "word-divided"
    severity = Severity.WARNING
    form = "a word seems to be divided by the end of a line"
    mend = "Write it whole, end the line with a backslash to keep the line, or accept the finding."


@dataclass(frozen=True, kw_only=True)
class ConstructMalformed(Diagnostic):
    """A construct or mark is known, but not written in its form.

    It stays as characters of the text; so nothing is built.
    """

    slug = "construct-malformed"
    severity = Severity.ERROR
    form = "this {kind} cannot be read: {reason}"
    mend = "See seeds/README.md for its form."

    kind: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class BlockUnclosed(Diagnostic):
    """A block of the transcript, begun with “:::” and a name, has no end.

    It is taken to go on to the end of the file, with paragraphs that may not belong to it.
    """

    slug = "block-unclosed"
    severity = Severity.ERROR
    form = "the block “{name}” is never closed"
    mend = "Close it with a line “:::”."

    name: str


@dataclass(frozen=True, kw_only=True)
class NoteUndefined(Diagnostic):
    """A note is called, but its words are nowhere in the transcript.

    It would print as a call that leads nowhere.
    """

    slug = "note-undefined"
    severity = Severity.ERROR
    form = "the note “{note}” is called but nowhere written"
    mend = "Write a paragraph that begins “[^{note}]:”."

    note: str


@dataclass(frozen=True, kw_only=True)
class NoteLost(Diagnostic):
    """A number in brackets calls a note as the source prints it, but its words are nowhere in the transcript.

    It prints as it stands: the source may have lost the note, or the number is none of a note.
    """

    slug = "note-lost"
    severity = Severity.WARNING
    form = "“{call}” calls a note that is not there"
    mend = "Write the note; if the number is none of a note, escape its brackets."

    call: str


@dataclass(frozen=True, kw_only=True)
class NoteUnused(Diagnostic):
    """The words of a note stand in the transcript, but nothing calls it.

    It follows its document, under its own label; the call was most likely lost.
    """

    slug = "note-unused"
    severity = Severity.WARNING
    form = "the note “{note}” is written but never called"
    mend = "Put “[^{note}]” where it belongs."

    note: str


@dataclass(frozen=True, kw_only=True)
class NoteTwice(Diagnostic):
    """Two notes of a document have one name.

    Both are kept in one note, for which of them the calls mean cannot be told.
    """

    slug = "note-twice"
    severity = Severity.ERROR
    form = "the note “{note}” is written twice; first at {place}"
    mend = "Give one of them another name."

    note: str
    place: str


@dataclass(frozen=True, kw_only=True)
class NoteCalledTwice(Diagnostic):
    """Two places call the same note.

    That may be meant: both calls print with one number and lead to one note.
    """

    slug = "note-called-twice"
    severity = Severity.WARNING
    form = "the note “{note}” is called twice; first at {place}"
    mend = "Both calls get the same number."

    note: str
    place: str


@dataclass(frozen=True, kw_only=True)
class AnchorBroken(Diagnostic):
    """A range over several paragraphs has only one of its ends.

    How far the act reaches, as an insertion or a deletion, cannot be told.
    """

    slug = "anchor-broken"
    severity = Severity.ERROR
    form = "the range “{id}” has a {present} but no {absent}"
    mend = "Write both ends of the range."

    id: str
    present: str
    absent: str


@dataclass(frozen=True, kw_only=True)
class TableRagged(Diagnostic):
    """A row of a table is longer or shorter than the first.

    It prints with the cells that it has; a cell that was lost would move all behind it under wrong heads.
    """

    slug = "table-ragged"
    severity = Severity.WARNING
    form = "this row has {cells} cells where the first has {expected}"
    mend = "Add or take out a “|”."

    cells: int
    expected: int


@dataclass(frozen=True, kw_only=True)
class PageUnnumbered(Diagnostic):
    """Pages of the source have no number: an encoding gives none, or a form feed ends a page.

    They are counted on from the page before; in margin and page list their number stands in brackets: “[2]”.
    """

    slug = "page-unnumbered"
    severity = Severity.WARNING
    form = "{count} without a number, here the first"
    mend = "Give them their numbers; accept the finding if the source has none."

    count: str


@dataclass(frozen=True, kw_only=True)
class ActWordless(Diagnostic):
    """Additions, deletions, regular spellings and the like are marked where there are no words.

    Nothing is printed for them, and no note; of a choice the other form is printed. An encoder may have left
    them to be filled in. Omissions in an apparatus, and what the editor deletes or adds, are none of them.
    """

    slug = "act-wordless"
    severity = Severity.WARNING
    form = "{count} without words, here the first"
    mend = "Fill them in, or take them out."

    count: str


@dataclass(frozen=True, kw_only=True)
class ReferenceWordless(Diagnostic):
    """References, names, dates or glyphs have a target, a key or a day, but no words.

    A project that makes such words when it shows its pages knows a rule for them that is not in the file: “am
    <ref target="1899-05-03"/> fanden”. Nothing is printed in their places.
    """

    slug = "reference-wordless"
    severity = Severity.WARNING
    form = "{count} no words, so that nothing is printed in the place, here the first"
    mend = "Write the words that a reader is to see, or accept the finding."

    count: str


@dataclass(frozen=True, kw_only=True)
class NoteWordless(Diagnostic):
    """Notes hold nothing but stops, as where they only refer without words.

    They are neither called nor printed.
    """

    slug = "note-wordless"
    severity = Severity.WARNING
    form = "{count} left out for want of words, here the first"
    mend = "Write what a reader is to see, or take it out."

    count: str


@dataclass(frozen=True, kw_only=True)
class PageOrder(Diagnostic):
    """The page marks of a document do not count upwards.

    A page may have been misnumbered or transcribed at the wrong place. Behind a heading they may begin anew,
    as those of another paper.
    """

    slug = "page-order"
    severity = Severity.WARNING
    form = "page {label} follows page {previous}"
    mend = "Compare the source; accept the finding if its pages are so."

    label: str
    previous: str


@dataclass(frozen=True, kw_only=True)
class PageTwice(Diagnostic):
    """Two page marks of a document have the same number.

    A page may have been misnumbered or transcribed twice.
    """

    slug = "page-twice"
    severity = Severity.WARNING
    form = "page {label} is marked twice; first at {place}"
    mend = "Compare the source; accept the finding if its pages are so."

    label: str
    place: str


@dataclass(frozen=True, kw_only=True)
class PageCount(Diagnostic):
    """The head of a document counts other pages than its text marks.

    A page may be missing in the transcript, or a page mark.
    """

    slug = "page-count"
    severity = Severity.WARNING
    form = "the head counts {stated} pages, the text marks {marked}"
    mend = "Compare the source; accept the finding if it is so."

    stated: str
    marked: int


@dataclass(frozen=True, kw_only=True)
class ColumnsAsBlanks(Diagnostic):
    """Columns of a transcript are made with blanks.

    Their lines are kept, but blanks in print do not put words under one another.
    """

    slug = "columns-as-blanks"
    severity = Severity.WARNING
    form = "{lines} lines have columns that are made with blanks; they are printed as lines"
    mend = "Write them as a table, with “|” between the cells."

    lines: int


@dataclass(frozen=True, kw_only=True)
class HeadDisagrees(Diagnostic):
    """The head of a document and its opening lines say different things.

    One of the two is a slip, of the source or of the transcript.
    """

    slug = "head-disagrees"
    severity = Severity.WARNING
    form = "the head says {head}, the text {text}"
    mend = "Compare the source; accept the finding if it is so."

    head: str
    text: str
