"""Accession: what an editor has, on its way to become an edition."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.findings.finding import Diagnostic, Severity


@dataclass(frozen=True, kw_only=True)
class FileKind(Diagnostic):
    """A file that was given by name is of no kind that can be brought in.

    No edition is made until it is left out or saved in another form.
    """

    slug = "file-kind"
    severity = Severity.ERROR
    form = "{path} cannot be brought in: {reason}"
    mend = "{advice}"

    path: str
    reason: str
    advice: str


@dataclass(frozen=True, kw_only=True)
class FilePassedOver(Diagnostic):
    """A file of a folder or pattern is of no kind that can be brought in.

    The others are brought in without it, and the report names it.
    """

    slug = "file-passed-over"
    severity = Severity.INFO
    form = "{path} is passed over: {reason}"
    mend = "{advice}"

    path: str
    reason: str
    advice: str


@dataclass(frozen=True, kw_only=True)
class WordUnreadable(Diagnostic):
    """A file is no Word file, or too damaged to give its text.

    No edition is made until it is mended or left out.
    """

    slug = "word-unreadable"
    severity = Severity.ERROR
    form = "{path} cannot be read as a Word file: {reason}"
    mend = "Open it in a word processor and save it as DOCX."

    path: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class WordPart(Diagnostic):
    """A part of a Word file is missing, damaged, or holds what cannot be kept.

    The rest of the file is read; what the part held, as list labels or signs, may be missing in the
    transcript.
    """

    slug = "word-part"
    severity = Severity.WARNING
    form = "the part {part} of the Word file {reason}"
    mend = "Open the file in a word processor, save it again, and compare."

    part: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class NestingTooDeep(Diagnostic):
    """A web page nests elements, or the rules of a style sheet, deeper than any text needs.

    It was made by a broken program, or to do harm, and is refused.
    """

    slug = "nesting-too-deep"
    severity = Severity.ERROR
    form = "{path} nests elements or style rules more than {levels} deep from this line on"
    mend = "Open the page in a browser and save it again, or save its text."

    path: str
    levels: int


@dataclass(frozen=True, kw_only=True)
class TagTooLong(Diagnostic):
    """A tag of a web page has more attributes than any page needs.

    It was made by a broken program, or to do harm, and is refused.
    """

    slug = "tag-too-long"
    severity = Severity.ERROR
    form = "a tag on this line has more than {limit} attributes"
    mend = "Open the page in a browser and save it again, or save its text."

    limit: int


@dataclass(frozen=True, kw_only=True)
class EncodingTaken(Diagnostic):
    """A file is not in the encoding that it claims, and is read in another.

    If the guess is wrong, letters beyond plain Latin are others than in the source.
    """

    slug = "encoding-taken"
    severity = Severity.WARNING
    form = "from here on {path} has bytes that are not {claimed}; it is read as {taken}"
    mend = "Compare the letters beyond plain Latin with the source."

    path: str
    claimed: str
    taken: str


@dataclass(frozen=True, kw_only=True)
class EquationsInLine(Diagnostic):
    """A saved web page has equations, which are written in a line: a/b for a fraction, x^2 for a power.

    A transcript has no other form for them; all their characters are there.
    """

    slug = "equations-in-line"
    severity = Severity.WARNING
    form = "{path} has equations, each of which is written in one line: {count}"
    mend = "Compare them with the page."

    path: str
    count: int


@dataclass(frozen=True, kw_only=True)
class PageEmpty(Diagnostic):
    """A saved web page holds no text.

    What a browser shows of it may be made by a program when the page is opened, and was not saved.
    """

    slug = "page-empty"
    severity = Severity.ERROR
    form = "{path} has no words that a reader of the page would see"
    mend = "The page may be made by a program: open it in a browser and save it from there."

    path: str


@dataclass(frozen=True, kw_only=True)
class PageFrames(Diagnostic):
    """A saved web page is a set of frames: a browser shows other files in it, and it holds no text itself.

    No edition is made until the files of its frames are named instead.
    """

    slug = "page-frames"
    severity = Severity.ERROR
    form = "{path} holds no text, but frames that show other files: {frames}"
    mend = "Bring in those files that hold the text."

    path: str
    frames: str


@dataclass(frozen=True, kw_only=True)
class CallWithoutNote(Diagnostic):
    """A web page calls a note that was not saved with it.

    The number stays in the transcript as words of the text, so that nothing is lost in silence.
    """

    slug = "call-without-note"
    severity = Severity.WARNING
    form = "“{call}” calls a note that is not in the file; the call is kept as text"
    mend = "Compare the source, and write the note or take the call out."

    call: str


@dataclass(frozen=True, kw_only=True)
class MatterLeftOut(Diagnostic):
    """Words of a web page stand beside its text and were not brought in.

    They look like running text rather than a menu; only an editor can say whether they belong to the
    source.
    """

    slug = "matter-left-out"
    severity = Severity.WARNING
    form = "{words} words beside the text are left out: “{begins}…”"
    mend = "Compare the page in a browser; put them into the transcript if they are text of the source."

    words: int
    begins: str


@dataclass(frozen=True, kw_only=True)
class MarkEscaped(Diagnostic):
    """A bracket or mark of what was brought in has no partner, and is kept as a character.

    As a mark it would change the meaning of all that follows, so the transcript has a backslash before it.
    """

    slug = "mark-escaped"
    severity = Severity.WARNING
    form = "a mark without its partner is kept as a character: “{words}”"
    mend = "Compare the source; take the backslash away where the mark is to be a sign."

    words: str


@dataclass(frozen=True, kw_only=True)
class LinesNotWrapped(Diagnostic):
    """The lines of a text are longer than any wrapped ones, so that each is a paragraph.

    They are parted by blank lines in the transcript, as its paragraphs are; short lines that follow each
    other stay together.
    """

    slug = "lines-not-wrapped"
    severity = Severity.WARNING
    form = "lines are not wrapped here: {count} taken for {ends}"
    mend = "Compare the source; take the blank line away where a paragraph goes on."

    count: str
    ends: str


@dataclass(frozen=True, kw_only=True)
class PictureLeftOut(Diagnostic):
    """A picture of what was brought in does not come with it.

    Its caption is in the transcript, but no figure.
    """

    slug = "picture-left-out"
    severity = Severity.WARNING
    form = "the picture {target} is left out: {reason}"
    mend = "Put a copy into the edition's folder, and a figure where it belongs."

    target: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CallUnanswered(Diagnostic):
    """A number or letter in plain text calls a note that is not in the files.

    It stays in the transcript as words of the text; the note may be on a page that was not saved.
    """

    slug = "call-unanswered"
    severity = Severity.WARNING
    form = "the call “{call}” has no note in these files"
    mend = "It stands as it was printed; write the note, and “[^…]” for the call, if you have it."

    call: str


@dataclass(frozen=True, kw_only=True)
class NoteUncalled(Diagnostic):
    """A note of plain text is called by nothing in its document.

    It may be the note of a call that was misread, so its words are kept: under its own label they follow the
    document, without a label they are a remark where they stand.
    """

    slug = "note-uncalled"
    severity = Severity.WARNING
    form = "nothing calls the note “{note}”"
    mend = "It is {where}; compare the source."

    note: str
    where: str


@dataclass(frozen=True, kw_only=True)
class NoteRepeated(Diagnostic):
    """A note of plain text is printed a second time, as at the head of a page.

    Its words are kept, at the end of the note before them, where they may be one time too many.
    """

    slug = "note-repeated"
    severity = Severity.WARNING
    form = "the note “{note}” is printed again here"
    mend = "The words are kept in the note before them; take them out if the source has them once."

    note: str


@dataclass(frozen=True, kw_only=True)
class LabelAmbiguous(Diagnostic):
    """Two places of plain text may be the same call or note, and one was taken.

    The first that keeps the numbers ascending is taken; the other stays as words of the text.
    """

    slug = "label-ambiguous"
    severity = Severity.WARNING
    form = "“{label}” may be the {kind} as well as the one at {place}, which was taken"
    mend = "Compare the source."

    label: str
    kind: str
    place: str


@dataclass(frozen=True, kw_only=True)
class NotesWithoutSource(Diagnostic):
    """Notes of plain text begin without the line of provenance that stands before others.

    Where the text ends and the notes begin is a guess, made from the calls.
    """

    slug = "notes-without-source"
    severity = Severity.WARNING
    form = "no provenance stands before these notes; they are taken to begin here"
    mend = "Compare the source."


@dataclass(frozen=True, kw_only=True)
class DocumentNumber(Diagnostic):
    """A number looks like that of a document, but does not fit in the sequence.

    It stays as words of the document before it; two documents may have become one.
    """

    slug = "document-number"
    severity = Severity.WARNING
    form = "the number {number} stands outside the sequence and begins no document"
    mend = "If a document begins here, part the transcript by hand."

    number: str


@dataclass(frozen=True, kw_only=True)
class DocumentGap(Diagnostic):
    """Numbers of documents are left out in plain text.

    A document may be missing in what was brought in, or its number was not known for one.
    """

    slug = "document-gap"
    severity = Severity.WARNING
    form = "document {number} follows document {last}"
    mend = "Compare the source; a page may be missing."

    number: str
    last: str


@dataclass(frozen=True, kw_only=True)
class ImportLost(Diagnostic):
    """Words of a file are not in the transcript that was made of it, and no rule leaves them out.

    The edition is made all the same; write the words into the transcript, if they are the text's.
    """

    slug = "import-lost"
    severity = Severity.ERROR
    form = "“{words}” in {where} is not in the transcript, and nothing says why"
    mend = "Write it into the transcript, if it is part of the text."

    words: str
    where: str


@dataclass(frozen=True, kw_only=True)
class ImportForeign(Diagnostic):
    """Words of a transcript that was made of a file do not stand in the file, or stand there once less.

    They were changed on the way, written twice, or made up.
    """

    slug = "import-foreign"
    severity = Severity.ERROR
    form = "“{words}” in line {line} of the transcript is not in the file there"
    mend = "Compare the file, and take it out of the transcript."

    words: str
    line: int


@dataclass(frozen=True, kw_only=True)
class ImportOrder(Diagnostic):
    """Words of a file stand in another place in the transcript that was made of it.

    The transcript would say something else than the file.
    """

    slug = "import-order"
    severity = Severity.ERROR
    form = "“{words}” in {where} stands in another place in the transcript, in line {line}"
    mend = "Compare the file, and move it."

    words: str
    where: str
    line: int


@dataclass(frozen=True, kw_only=True)
class ImportBlank(Diagnostic):
    """Two words that a file parts are one in the transcript that was made of it, or the other way round.

    A word would be read as two, or two as one.
    """

    slug = "import-blank"
    severity = Severity.ERROR
    form = "“{before}” and “{behind}” in {where} are {fault} in the transcript"
    mend = "Compare the file, and write the transcript as it is there."

    before: str
    behind: str
    where: str
    fault: str


@dataclass(frozen=True, kw_only=True)
class ImportTold(Diagnostic):
    """Words that the report tells as left out do not stand so in the file, or stand in the transcript.

    The report would be wrong about the file.
    """

    slug = "import-told"
    severity = Severity.ERROR
    form = "“{words}” is told as left out ({what}), and the file has no such words that are left out"
    mend = "Compare the file with the transcript."

    words: str
    what: str
