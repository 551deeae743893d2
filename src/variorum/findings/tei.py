"""XML and TEI: files that are read as they are."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.findings.finding import Diagnostic, Severity


@dataclass(frozen=True, kw_only=True)
class XmlMalformed(Diagnostic):
    """A file is no well-formed XML.

    The elements behind the fault cannot be told apart, so the file is not read. Every XML editor shows the
    place.
    """

    slug = "xml-malformed"
    severity = Severity.ERROR
    form = "this is not well-formed XML: {reason}"
    mend = "Mend it in an XML editor."

    reason: str


@dataclass(frozen=True, kw_only=True)
class XmlLimit(Diagnostic):
    """An XML file asks for more than can be read safely.

    Entities that name each other and elements without end can fill any memory; no edition needs them.
    """

    slug = "xml-limit"
    severity = Severity.ERROR
    form = "this XML is too much to read: {reason}"
    mend = "Divide the file."

    reason: str


@dataclass(frozen=True, kw_only=True)
class XmlEntity(Diagnostic):
    """An entity is not written out in the file itself.

    What it stands for is in another file, which is not fetched, or nowhere. Known signs are put in its
    place; of another the reference stays as words of the text.
    """

    slug = "xml-entity"
    severity = Severity.WARNING
    form = "the entity “&{name};” is {why}; {done}"
    mend = "Write the characters themselves in its place."

    name: str
    why: str
    done: str


@dataclass(frozen=True, kw_only=True)
class XmlNotFollowed(Diagnostic):
    """An XML file names something outside itself, which is not read.

    A style sheet, a schema or a document type says nothing of the text, and nothing is fetched.
    """

    slug = "xml-not-followed"
    severity = Severity.INFO
    form = "the {what} “{target}” is not read"

    what: str
    target: str


@dataclass(frozen=True, kw_only=True)
class XmlNotIncluded(Diagnostic):
    """An XML file asks for the text of another one.

    Nothing is fetched, so these words are not in the edition.
    """

    slug = "xml-not-included"
    severity = Severity.WARNING
    form = "“{target}” is not included"
    mend = "Put its text into this file, or make it a document of its own."

    target: str


@dataclass(frozen=True, kw_only=True)
class TeiRoot(Diagnostic):
    """An XML file is not TEI, or not of a kind that can be read.

    What its elements mean is not known, so nothing is built.
    """

    slug = "tei-root"
    severity = Severity.ERROR
    form = "this XML is no TEI: {reason}"
    mend = "A document is a TEI file (TEI or teiCorpus) or a transcript."

    reason: str


@dataclass(frozen=True, kw_only=True)
class TeiNamespace(Diagnostic):
    """A TEI file does not say that it is one.

    Without its namespace other programs do not take it for TEI.
    """

    slug = "tei-namespace"
    severity = Severity.WARNING
    form = "this TEI lacks its namespace; it is read as TEI P5"
    mend = 'Write <TEI xmlns="http://www.tei-c.org/ns/1.0">.'


@dataclass(frozen=True, kw_only=True)
class TeiHtml(Diagnostic):
    """A TEI file holds elements of HTML, with which a site shows it: players, scripts, hidden boxes.

    They are no text of the source, and neither printed nor written.
    """

    slug = "tei-html"
    severity = Severity.WARNING
    form = "left out of this TEI, with all words in it: {what} of HTML, first “{element}”"
    mend = "Encode in TEI what belongs to the text."

    what: str
    element: str


@dataclass(frozen=True, kw_only=True)
class TeiNoText(Diagnostic):
    """A TEI file has a header, but no words.

    It may be a description of scans, whose zones have no order of reading, or a file that was never filled
    in.
    """

    slug = "tei-no-text"
    severity = Severity.ERROR
    form = "this TEI has no text: {reason}"
    mend = "Put the transcription into its text element."

    reason: str


@dataclass(frozen=True, kw_only=True)
class TeiNotShown(Diagnostic):
    """A TEI file holds a sound, a film or another thing that is no picture, which no page shows.

    Its words are printed, the thing is not; bytes that stand in the file itself are left out. Pictures are
    known by their `mimeType`.
    """

    slug = "tei-not-shown"
    severity = Severity.WARNING
    form = "what this {element} brings ({kind}) is not shown"
    mend = 'If it is a picture, say so: mimeType="image/png"; else describe it in words.'

    element: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class PointerBroken(Diagnostic):
    """Pointers of a TEI file lead to no element of it; those of one attribute of one element are told once.

    What they were to be tied to, as a note or the end of a range, stands alone.
    """

    slug = "pointer-broken"
    severity = Severity.WARNING
    form = "{element}/@{attribute} points to {targets} nowhere in this file"
    mend = "Mend the pointer, or bring in the list that it points into; what it stands in is kept."

    element: str
    attribute: str
    targets: str


@dataclass(frozen=True, kw_only=True)
class NoteCallLost(Diagnostic):
    """Notes stand apart from the text, and nothing in it calls them.

    No reference leads to them, and they name no place in the text that they are on.
    They follow their document, under the labels that they have in the file, as words of the source.
    """

    slug = "note-call-lost"
    severity = Severity.WARNING
    form = "nothing calls {count}, here the first"
    mend = "Point to each with a ref, or name in its target what it is on."

    count: str


@dataclass(frozen=True, kw_only=True)
class ReferenceKeyed(Diagnostic):
    """References have the key of a document, but no words, and nothing in the edition names that document.

    “[not in this edition]” is printed in the place. A document of the edition has its title there, and so has
    one that a header names with its key, as the letter before (`correspContext`).
    """

    slug = "reference-keyed"
    severity = Severity.WARNING
    form = "{count} a key but no words, and nothing names the document meant, here the first"
    mend = "Write the words that a reader is to see, or accept the finding."

    count: str


@dataclass(frozen=True, kw_only=True)
class ReferenceCircular(Diagnostic):
    """References without words have the key of the document in which they stand.

    The title of the document is printed in the place, where it tells a reader nothing: another is meant.
    """

    slug = "reference-circular"
    severity = Severity.WARNING
    form = "{count}, here the first"
    mend = "Name the document meant, or accept the finding."

    count: str


@dataclass(frozen=True, kw_only=True)
class NotesHeadingEmpty(Diagnostic):
    """A heading stands over notes that are all called elsewhere in the text.

    They are printed where the style has notes, with no need of a heading, so it is left out.
    """

    slug = "notes-heading-empty"
    severity = Severity.WARNING
    form = "the heading “{heading}” is left out: the notes under it stand where they are called"
    mend = "Nothing is to be mended; accept the finding."

    heading: str


@dataclass(frozen=True, kw_only=True)
class RegisterInText(Diagnostic):
    """A list of persons, places, bodies or events stands among the words of a text.

    It is data about them, which no text prints. A list in the back of a file is the register of the edition.
    """

    slug = "register-in-text"
    severity = Severity.WARNING
    form = "this {element} is data, and is not printed"
    mend = "Put it into the back of the text, or write it as a list if it is to be read."

    element: str


@dataclass(frozen=True, kw_only=True)
class LineNumbersUnprinted(Diagnostic):
    """Lines of verse, or of the page, have numbers in a TEI file.

    They are kept, in the TEI that is written too. Those of verse are printed if the house style asks for it.
    """

    slug = "line-numbers-unprinted"
    severity = Severity.WARNING
    form = "the numbers of {count} are not printed, here the first"
    mend = 'Write numbers = "margin" under [verse] in a style for those of verse; or accept the finding.'

    count: str


@dataclass(frozen=True, kw_only=True)
class LookUnknown(Diagnostic):
    """The encoding says how words look by a word that no look of the edition has.

    They are printed plainly; each such word is told once for an edition.
    """

    slug = "look-unknown"
    severity = Severity.INFO
    form = "the edition has no look for “{look}”, and prints the words plainly"
    mend = "Say it by a word that is known, as “italic” or “spaced”, or accept the finding."

    look: str


@dataclass(frozen=True, kw_only=True)
class VerseIndentUnclear(Diagnostic):
    """The indent of a line of verse is encoded in a way of which nobody can tell how far it goes.

    Known are `indent`, and `indent` with the number of steps: `indent2`, `indent(2)`, `indent-2`. No line
    begins left of its stanza.
    """

    slug = "verse-indent-unclear"
    severity = Severity.WARNING
    form = "“{rend}” is no indent of a line of verse; the line is not set in"
    mend = "Give the number of steps, as in indent2."

    rend: str


@dataclass(frozen=True, kw_only=True)
class LineEndGuessed(Diagnostic):
    """Nothing but a hyphen, or that no blank stands there, tells that a word goes on over the end of a line.

    It is printed as one word, without the hyphen of the line, where the lines of the source are not kept. A
    hyphen of the word itself is `<pc force="strong">`, or before a capital, in a word that the text has so
    elsewhere, or behind "self" and "twenty"; a line that ends between words has a blank beside it.
    """

    slug = "line-end-guessed"
    severity = Severity.WARNING
    form = "a word seems to go on over the end of a line"
    mend = 'Say so: break="no", or break="yes" where it ends.'


@dataclass(frozen=True, kw_only=True)
class PageBlankLacking(Diagnostic):
    """A page begins between two words without a blank, and the text has both words elsewhere, never as one.

    They are printed as two words. Where nothing tells that there are two, letters on both sides of the
    beginning of a page are one word.
    """

    slug = "page-blank-lacking"
    severity = Severity.WARNING
    form = "a page begins between words that no blank parts"
    mend = 'Put a blank beside it, or say break="no" if it is one word.'
