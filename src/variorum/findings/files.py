"""Files: what is read, before anything is known of what it says."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.findings.finding import Diagnostic, Severity


@dataclass(frozen=True, kw_only=True)
class FileMissing(Diagnostic):
    """A file that the edition or the command line names is not there.

    What it holds is not in the edition, so nothing is built.
    """

    slug = "file-missing"
    severity = Severity.ERROR
    form = "there is no file {path}"
    mend = "{nearest}"

    path: str
    nearest: str = ""


@dataclass(frozen=True, kw_only=True)
class FileUnreadable(Diagnostic):
    """A file is there, but the system does not let it be read.

    It may be a folder, a pipe or a device, or of another user, or nothing installed reads such files. Nothing
    is built without it.
    """

    slug = "file-unreadable"
    severity = Severity.ERROR
    form = "{path} cannot be read: {reason}"
    mend = "Check the file's permissions."

    path: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class FileNameUnfit(Diagnostic):
    """What stands for the name of a file is none that a file can have.

    It is not looked for, so nothing is built. Most often other words have come into the place of the name.
    """

    slug = "file-name-unfit"
    severity = Severity.ERROR
    form = "“{name}” is no name of a file: {reason}"
    mend = "Write the way to the file from the edition's folder: documents/one.txt."

    name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class FileOutside(Diagnostic):
    """The edition names a file that does not lie in its folder, by an absolute path, by “..” or by a link.

    It is not read, so nothing is built: an edition from elsewhere could else print what is on this machine,
    and one's own would not build on another.
    """

    slug = "file-outside"
    severity = Severity.ERROR
    form = "{path} is not read: {reason}"
    mend = "Copy it into the edition's folder and name it from there; --allow-outside reads it where it lies."

    path: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class FileFromOutside(Diagnostic):
    """A file that does not lie in the edition's folder was read, as --allow-outside says.

    What it holds may be in the finished files. The edition does not build where the file is not.
    """

    slug = "file-from-outside"
    severity = Severity.WARNING
    form = "{path} is read from outside of the edition ({reason})"
    mend = "Copy it into the edition's folder, so that the edition is whole."

    path: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class FileEmpty(Diagnostic):
    """A file of the edition holds nothing, or only blanks.

    An edition that printed a document without words would hide that a transcript was lost, so nothing is
    built.
    """

    slug = "file-empty"
    severity = Severity.ERROR
    form = "{path} is empty"
    mend = "Put the transcript of the document into it, or take it out of [[document]]."

    path: str


@dataclass(frozen=True, kw_only=True)
class FileNotText(Diagnostic):
    """What should be plain text holds bytes that no text has.

    It is not read as a transcript: it may be a scan, a Word file or a PDF by a wrong name.
    """

    slug = "file-not-text"
    severity = Severity.ERROR
    form = "{path} is not a text file ({reason})"
    mend = "A transcript is plain text in UTF-8."

    path: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class FileEncoding(Diagnostic):
    """A file has bytes that the encoding it is read in does not have.

    Read on, its letters would be others than those that were written; so it is not read until the encoding
    is named.
    """

    slug = "file-encoding"
    severity = Severity.ERROR
    form = "{path} is not {encoding}: byte {byte} at this place; it looks like {likely}"
    mend = 'Save the file as UTF-8, or set encoding = "{likely}" for the document in edition.toml.'

    path: str
    encoding: str
    byte: str
    likely: str


@dataclass(frozen=True, kw_only=True)
class FileTooLong(Diagnostic):
    """A file is longer than any transcript, table or picture can be.

    It is refused unread, so that no file by mistake fills the memory of the machine.
    """

    slug = "file-too-long"
    severity = Severity.ERROR
    form = "{path} has more than the {limit} that such a file may have"
    mend = "Part it: one file for each document."

    path: str
    limit: str


@dataclass(frozen=True, kw_only=True)
class LineTooLong(Diagnostic):
    """A line is longer than a paragraph of any document can be.

    It is refused, for such a line is most often a whole file that has lost its line ends.
    """

    slug = "line-too-long"
    severity = Severity.ERROR
    form = "this line has {length} characters, more than the {limit} that a line may have"
    mend = "Part it into paragraphs, with a blank line between them."

    length: str
    limit: str


@dataclass(frozen=True, kw_only=True)
class PictureMissing(Diagnostic):
    """A figure names a picture that is not in the edition's folder.

    The edition is built, and its readers see the description where the picture should be.
    """

    slug = "picture-missing"
    severity = Severity.WARNING
    form = "there is no picture {path}; its description is printed instead"
    mend = "{nearest}"

    path: str
    nearest: str = ""


@dataclass(frozen=True, kw_only=True)
class PictureOutside(Diagnostic):
    """A figure names a picture that does not lie in the edition's folder.

    The picture is not read, and its readers see the description where the picture should be.
    """

    slug = "picture-outside"
    severity = Severity.WARNING
    form = "the picture {path} is not read: {reason}; its description is printed instead"
    mend = "Copy it into the edition's folder and name it from there; --allow-outside reads it where it lies."

    path: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PictureDamaged(Diagnostic):
    """A figure names a file that is there, but of which no picture can be made.

    It may be none, be cut short, be of a kind that is not read, or have more dots than a picture can have.
    The edition is built, and its readers see the description where the picture should be.
    """

    slug = "picture-damaged"
    severity = Severity.WARNING
    form = "the picture {path} cannot be shown: {reason}; its description is printed instead"
    mend = "Save it anew as PNG or JPEG, in no more dots than can be seen, and look at it in another program."

    path: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PictureMisnamed(Diagnostic):
    """A picture is of another kind than the ending of its name says.

    It is shown as what it is. Other programs go by the name, and may show nothing.
    """

    slug = "picture-misnamed"
    severity = Severity.WARNING
    form = "the picture {path} is of the kind {kind}, whatever its name says"
    mend = "Call it {better}, here too."

    path: str
    kind: str
    better: str


@dataclass(frozen=True, kw_only=True)
class PictureFirstOnly(Diagnostic):
    """A file holds several pictures: the frames of a moving one, or pages.

    The first is shown in all formats, for print shows no more, and what moves must not flash before readers.
    """

    slug = "picture-first-only"
    severity = Severity.WARNING
    form = "of the pictures in {path} only the first is shown"
    mend = "Save each that is to be seen as a file of its own, and put a figure where it belongs."

    path: str


@dataclass(frozen=True, kw_only=True)
class PictureConverted(Diagnostic):
    """A picture is stored anew in the finished files, for not every format can show it as it is.

    It should look as before, and is as large in print; the file in the edition stays as it is.
    """

    slug = "picture-converted"
    severity = Severity.INFO
    form = "the picture {path} is {reason}; it is stored as {stored} in the finished files"
    mend = "Nothing is to be done; save it so yourself if you want to decide how it looks."

    path: str
    reason: str
    stored: str


@dataclass(frozen=True, kw_only=True)
class PictureCleaned(Diagnostic):
    """A picture in SVG holds what does more than draw, or what not every format draws; it is taken out.

    Scripts and handlers would run on a reader's device, references would fetch what lies elsewhere, and what
    only some programs draw would make the formats differ. The file in the edition stays as it is.
    """

    slug = "picture-cleaned"
    severity = Severity.WARNING
    form = "of the picture {path} is left out what does not simply draw: {removed}"
    mend = (
        "Look at the picture in a finished file; save it as “plain SVG”, or as PNG if something is missing."
    )

    path: str
    removed: str


@dataclass(frozen=True, kw_only=True)
class ReferenceNowhere(Diagnostic):
    """A reference leads to a document or a place that the edition does not have.

    Its words are printed; they lead nowhere. Those of a file for which no name is near are told once.
    """

    slug = "reference-nowhere"
    severity = Severity.WARNING
    form = "{what}: {reason}"
    mend = "{nearest}"

    what: str
    reason: str
    nearest: str


@dataclass(frozen=True, kw_only=True)
class NoteNumbered(Diagnostic):
    """Words of the text name a note by its number, and in print the note has another.

    Word files number footnotes and endnotes apart; an edition counts all notes of a document together. The
    words are printed as they stand, and lead to the note.
    """

    slug = "note-numbered"
    severity = Severity.WARNING
    form = "the text names note {said}, which is note {label} in print"
    mend = "Write the number that the note has in print, or words that name none."

    said: str
    label: str


@dataclass(frozen=True, kw_only=True)
class ReferenceElsewhere(Diagnostic):
    """References lead to other books or files, which are not in the edition, as to other volumes of a series.

    Their words are printed; they lead nowhere.
    """

    slug = "reference-elsewhere"
    severity = Severity.WARNING
    form = "{count} to what is not in the edition: {names}"
    mend = "Bring in what they lead to, or accept the finding if it is another book."

    count: str
    names: str


@dataclass(frozen=True, kw_only=True)
class ReferenceRemote(Diagnostic):
    """Something of the edition is named by an address on the network.

    Nothing is ever fetched, so that the same edition gives the same files everywhere and for ever.
    """

    slug = "reference-remote"
    severity = Severity.WARNING
    form = "the remote reference “{target}” is not fetched"
    mend = "Keep a copy in the edition's folder."

    target: str


@dataclass(frozen=True, kw_only=True)
class PullUnreadable(Diagnostic):
    """A file that is to be pulled is no sound file that comes back, or its styles have other names.

    Nothing is taken from it, and nothing is written: signs and calls are known by the names of styles.
    """

    slug = "pull-unreadable"
    severity = Severity.ERROR
    form = "{file} cannot be read: {reason}"
    mend = "Ask for the file again, or open it in a word processor and save it as DOCX."

    file: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PullForeign(Diagnostic):
    """A file that is to be pulled was not made of this edition.

    What an editor did in it cannot be told from what the edition says otherwise; nothing is written.
    """

    slug = "pull-foreign"
    severity = Severity.ERROR
    form = "{file} does not come from the edition “{edition}”: {reason}"
    mend = "{advice}"

    file: str
    edition: str
    reason: str
    advice: str


@dataclass(frozen=True, kw_only=True)
class PullLost(Diagnostic):
    """A file that comes back has lost what was in it as it was made: its base, marks of pages, documents.

    Without its base it is compared with the likest of the copies that this machine has kept of what it built
    of the edition. Where there is none, it is compared with what the edition would be today: where the
    sources have changed since, that too is taken for a change of the editor's. Marks of pages that are all
    gone are not compared, nor documents of which nothing is left: a part of an edition may have been sent.
    """

    slug = "pull-lost"
    severity = Severity.WARNING
    form = "{file}: {reason}"
    mend = "Look at each change before it is applied."

    file: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PullOpen(Diagnostic):
    """A file that is to be pulled is open in a word processor, which keeps a lock beside it.

    What is not saved yet is not in it, and is not pulled.
    """

    slug = "pull-open"
    severity = Severity.WARNING
    form = "{file} is open in a word processor: there is {lock} beside it"
    mend = "Save it, close it, and pull again."

    file: str
    lock: str


@dataclass(frozen=True, kw_only=True)
class PullLaw(Diagnostic):
    """The edition with the changes in it would not say what the edited file says.

    Nothing is written. It is a fault of variorum.
    """

    slug = "pull-law"
    severity = Severity.ERROR
    form = "with the changes the edition would say “{found}”, the file says “{wanted}”"
    mend = "Make this change by hand in the source, and take it back in the file."

    wanted: str
    found: str


@dataclass(frozen=True, kw_only=True)
class PullUnwritten(Diagnostic):
    """A source has changed while the changes of a file that comes back were tried.

    Nothing is written.
    """

    slug = "pull-unwritten"
    severity = Severity.ERROR
    form = "{path} is not written: it has changed while it was read"
    mend = "Pull again."

    path: str
