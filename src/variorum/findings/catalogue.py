"""The closed catalogue of findings: each has a code, a severity, a message and a way to mend it."""

from __future__ import annotations

from enum import Enum

from variorum.findings.severity import Kind, Severity

__all__ = ["Code", "Kind", "Severity"]

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741


class Code(Enum):
    """Every finding variorum can make; editors quote the slug in `edition.toml` to accept one."""

    # files
    FILE_MISSING = Kind("file-missing", E, "there is no file {path}", "{nearest}")
    FILE_UNREADABLE = Kind(
        "file-unreadable", E, "{path} cannot be read: {reason}", "Check the file's permissions."
    )
    FILE_EMPTY = Kind(
        "file-empty",
        E,
        "{path} is empty",
        "Put the transcript of the document into it, or take it out of [[document]].",
    )
    FILE_NOT_TEXT = Kind(
        "file-not-text", E, "{path} is not a text file ({reason})", "A transcript is plain text in UTF-8."
    )
    FILE_ENCODING = Kind(
        "file-encoding",
        E,
        "{path} is not {encoding}: byte {byte} at this place; it looks like {likely}",
        'Save the file as UTF-8, or set encoding = "{likely}" for the document in edition.toml.',
    )
    FILE_TOO_LONG = Kind(
        "file-too-long",
        E,
        "{path} has more than the {limit} that such a file may have",
        "Part it: one file for each document.",
    )
    LINE_TOO_LONG = Kind(
        "line-too-long",
        E,
        "this line has {length} characters, more than the {limit} that a line may have",
        "Part it into paragraphs, with a blank line between them.",
    )
    FILE_KIND = Kind("file-kind", E, "{path} cannot be brought in: {reason}", "{mend}")
    FILE_PASSED_OVER = Kind("file-passed-over", I, "{path} is passed over: {reason}", "{mend}")
    # Word files
    WORD_UNREADABLE = Kind(
        "word-unreadable",
        E,
        "{path} cannot be read as a Word file: {reason}",
        "Open it in a word processor and save it as DOCX.",
    )
    WORD_PART = Kind(
        "word-part",
        W,
        "the part {part} of the Word file {reason}",
        "Open the file in a word processor, save it again, and compare.",
    )
    # web pages
    NESTING_TOO_DEEP = Kind(
        "nesting-too-deep",
        E,
        "{path} nests elements more than {levels} deep from this line on",
        "Open the page in a browser and save it again, or save its text.",
    )
    TAG_TOO_LONG = Kind(
        "tag-too-long",
        E,
        "a tag on this line has more than {limit} attributes",
        "Open the page in a browser and save it again, or save its text.",
    )
    ENCODING_TAKEN = Kind(
        "encoding-taken",
        W,
        "from here on {path} has bytes that are not {claimed}; it is read as {taken}",
        "Compare the letters beyond plain Latin with the source.",
    )
    PAGE_EMPTY = Kind(
        "page-empty",
        E,
        "{path} has no words that a reader of the page would see",
        "The page may be made by a program: open it in a browser and save it from there.",
    )
    CALL_WITHOUT_NOTE = Kind(
        "call-without-note",
        W,
        "“{call}” calls a note that is not in the file; the call is kept as text",
        "Compare the source, and write the note or take the call out.",
    )
    MATTER_LEFT_OUT = Kind(
        "matter-left-out",
        W,
        "{words} words beside the text are left out: “{begins}…”",
        "Compare the page in a browser; put them into the transcript if they are text of the source.",
    )
    MARK_ESCAPED = Kind(
        "mark-escaped",
        W,
        "a mark without its partner is kept as a character: “{words}”",
        "Compare the source; take the backslash away where the mark is to be a sign.",
    )
    PICTURE_MISSING = Kind(
        "picture-missing", W, "there is no picture {path}; its description is printed instead", "{nearest}"
    )
    PICTURE_LEFT_OUT = Kind(
        "picture-left-out",
        W,
        "the picture {target} is left out: {reason}",
        "Put a copy into the edition's folder, and a figure where it belongs.",
    )
    # brackets, type styles and quotations
    UNCLOSED_BRACKET = Kind(
        "unclosed-bracket",
        E,
        "this “{mark}” is never closed",
        "Close it with “{close}”, or write “\\{mark}” for a bracket of the source.",
    )
    UNOPENED_BRACKET = Kind(
        "unopened-bracket",
        E,
        "this “{mark}” closes nothing",
        "Open it with “{open}”, or write “\\{mark}” for a bracket of the source.",
    )
    CROSSING_MARKS = Kind(
        "crossing-marks",
        E,
        "“{outer}” opened at {place} is still open where “{inner}” closes",
        "Close the inner mark first, then the outer one.",
    )
    NOTATION_UNREAD = Kind(
        "notation-unread",
        W,
        "“{mark}” is kept as text: {reason}",
        "See seeds/README.md for the marks of the notation.",
    )
    STYLE_ACROSS_BRACKET = Kind(
        "style-across-bracket",
        E,
        "{style} begins on one side of a bracket and ends on the other",
        "End the {style} before the bracket and begin it again behind it.",
    )
    UNCLOSED_STYLE = Kind(
        "unclosed-style",
        W,
        "{style} is opened by “{mark}” and never closed; the sign is kept as text",
        "Close it with “{mark}”, or write “\\{mark}” for the sign itself.",
    )
    UNOPENED_QUOTE = Kind(
        "unopened-quotation",
        W,
        "this closing quotation mark has no opening one",
        "Compare the source; accept the finding if the source has it so.",
    )
    UNCLOSED_QUOTE = Kind(
        "unclosed-quotation",
        W,
        "this opening quotation mark is never closed",
        "Compare the source; accept the finding if the source has it so.",
    )
    # constructs of the transcript
    CONSTRUCT_UNKNOWN = Kind("construct-unknown", E, "there is no {kind} “{name}”", "{nearest}")
    CONSTRUCT_FACT = Kind("construct-fact", E, "“{name}” cannot bear {fact}", "{nearest}")
    CONSTRUCT_MALFORMED = Kind(
        "construct-malformed", E, "this {kind} cannot be read: {reason}", "See seeds/README.md for its form."
    )
    BLOCK_UNCLOSED = Kind(
        "block-unclosed", E, "the block “{name}” is never closed", "Close it with a line “:::”."
    )
    NOTE_UNDEFINED = Kind(
        "note-undefined",
        E,
        "the note “{note}” is called but nowhere written",
        "Write a paragraph that begins “[^{note}]:”.",
    )
    NOTE_UNUSED = Kind(
        "note-unused", E, "the note “{note}” is written but never called", "Put “[^{note}]” where it belongs."
    )
    NOTE_TWICE = Kind(
        "note-twice",
        E,
        "the note “{note}” is written twice; first at {place}",
        "Give one of them another name.",
    )
    NOTE_CALLED_TWICE = Kind(
        "note-called-twice",
        W,
        "the note “{note}” is called twice; first at {place}",
        "Both calls get the same number.",
    )
    CALL_UNANSWERED = Kind(
        "call-unanswered",
        W,
        "the call “{call}” has no note in these files",
        "It stands as it was printed; write the note, and “[^…]” for the call, if you have it.",
    )
    NOTE_UNCALLED = Kind(
        "note-uncalled",
        W,
        "nothing calls the note “{note}”",
        "It stands as a remark where it was found; compare the source.",
    )
    NOTE_REPEATED = Kind(
        "note-repeated",
        W,
        "the note “{note}” is printed again here",
        "The words are kept in the note before them; take them out if the source has them once.",
    )
    LABEL_AMBIGUOUS = Kind(
        "label-ambiguous",
        W,
        "“{label}” may be the {kind} as well as the one at {place}, which was taken",
        "Compare the source.",
    )
    NOTES_WITHOUT_SOURCE = Kind(
        "notes-without-source",
        W,
        "no provenance stands before these notes; they are taken to begin here",
        "Compare the source.",
    )
    DOCUMENT_NUMBER = Kind(
        "document-number",
        W,
        "the number {number} stands outside the sequence and begins no document",
        "If a document begins here, part the transcript by hand.",
    )
    DOCUMENT_GAP = Kind(
        "document-gap",
        W,
        "document {number} follows document {last}",
        "Compare the source; a page may be missing.",
    )
    ANCHOR_BROKEN = Kind(
        "anchor-broken",
        E,
        "the range “{id}” has a {present} but no {absent}",
        "Write both ends of the range.",
    )
    TABLE_RAGGED = Kind(
        "table-ragged",
        W,
        "this row has {cells} cells where the first has {expected}",
        "Add or take out a “|”.",
    )
    # pages
    PAGE_ORDER = Kind(
        "page-order",
        W,
        "page {label} follows page {previous}",
        "Compare the source; accept the finding if its pages are so.",
    )
    PAGE_TWICE = Kind(
        "page-twice",
        W,
        "page {label} is marked twice; first at {place}",
        "Compare the source; accept the finding if its pages are so.",
    )
    PAGE_COUNT = Kind(
        "page-count",
        W,
        "the head counts {stated} pages, the text marks {marked}",
        "Compare the source; accept the finding if it is so.",
    )
    # XML and TEI
    XML_MALFORMED = Kind(
        "xml-malformed", E, "this is not well-formed XML: {reason}", "Mend it in an XML editor."
    )
    XML_LIMIT = Kind("xml-limit", E, "this XML is too much to read: {reason}", "Divide the file.")
    XML_ENTITY = Kind(
        "xml-entity",
        W,
        "the entity “&{name};” is {why}; {done}",
        "Write the characters themselves in its place.",
    )
    XML_NOT_FOLLOWED = Kind("xml-not-followed", I, "the {what} “{target}” is not read")
    XML_NOT_INCLUDED = Kind(
        "xml-not-included",
        W,
        "“{target}” is not included",
        "Put its text into this file, or make it a document of its own.",
    )
    TEI_ROOT = Kind(
        "tei-root",
        E,
        "this XML is no TEI: {reason}",
        "A document is a TEI file (TEI or teiCorpus) or a transcript.",
    )
    TEI_NAMESPACE = Kind(
        "tei-namespace",
        W,
        "this TEI lacks its namespace; it is read as TEI P5",
        'Write <TEI xmlns="http://www.tei-c.org/ns/1.0">.',
    )
    TEI_NO_TEXT = Kind(
        "tei-no-text", E, "this TEI has no text: {reason}", "Put the transcription into its text element."
    )
    POINTER_BROKEN = Kind(
        "pointer-broken",
        W,
        "{element}/@{attribute} points to “{target}”, which is nowhere in this file",
        "Mend the pointer; what it stands in is kept.",
    )
    # signs
    SIGN_UNDECLARED = Kind(
        "sign-undeclared",
        W,
        "the sign “{sign}” is used {count} but its meaning is nowhere declared",
        'Declare it under [signs] in edition.toml, {key} = "…", or accept the finding with a reason.',
    )
    SIGN_UNUSED = Kind(
        "sign-unused",
        W,
        "the source declares “{statement}”, but no such sign is used",
        "The transcript may have lost its type styles; compare the source.",
    )
    SIGN_INVISIBLE = Kind(
        "sign-invisible",
        W,
        "the sign “{sign}” would print without a visible mark",
        "Give its style a visible property in the house style, or brackets in the convention set.",
    )
    CONVENTION_UNKNOWN = Kind(
        "convention-unknown",
        E,
        "there is no convention set “{convention}”",
        "{nearest} A TOML file of one's own is looked for in the edition's folder.",
    )
    SIGN_UNKNOWN = Kind("sign-unknown", E, "the convention set has no sign “{sign}”", "{nearest}")
    MARK_MISSING = Kind(
        "mark-missing",
        E,
        "there is no “{lemma}” where a sign is said to be",
        "Check document, page and lemma of [[sign_at]]; the lemma is the mark with all that is in it, as the "
        "transcript writes it.",
    )
    MARK_AMBIGUOUS = Kind(
        "mark-ambiguous",
        E,
        "“{lemma}” stands {count} times where one sign is said to be",
        "Say which with occurrence = 1, 2 …, or name the page.",
    )
    MARK_UNFIT = Kind(
        "mark-unfit",
        E,
        "“{lemma}” cannot be the sign “{sign}”",
        "The lemma must be a whole mark that holds what the sign needs; a construct can say it too.",
    )
    DECLARATION_UNKNOWN = Kind(
        "declaration-unknown",
        W,
        "no sign of the set answers to this statement of the source",
        "Add legend_match to a sign of the set.",
    )
    # registers and acts of the edition
    INITIALS_UNKNOWN = Kind(
        "initials-unknown",
        W,
        "the initials “{initials}” stand for nobody in the register",
        "Add them to an [[editor]], [[translator]] or [[person]] of edition.toml. {nearest}",
    )
    REGISTER_UNKNOWN = Kind(
        "register-unknown", W, "“{ref}” is in no register", "Add it to edition.toml. {nearest}"
    )
    EMENDATION_MISSING = Kind(
        "emendation-missing",
        E,
        "the emendation of “{lemma}” finds no such words",
        "Check document, page and lemma in edition.toml; the lemma is the source's own spelling.",
    )
    EMENDATION_AMBIGUOUS = Kind(
        "emendation-ambiguous",
        E,
        "the emendation of “{lemma}” finds them {count} times",
        "Say which with occurrence = 1, 2 …, or name the page.",
    )
    HEAD_DISAGREES = Kind(
        "head-disagrees",
        W,
        "the head says {head}, the text {text}",
        "Compare the source; accept the finding if it is so.",
    )
    # edition.toml and other TOML files
    TOML_MALFORMED = Kind("toml-malformed", E, "this is not well-formed TOML: {reason}")
    KEY_UNKNOWN = Kind("key-unknown", E, "{table} has no key “{key}”", "{nearest}")
    KEY_MISSING = Kind("key-missing", E, "{table} lacks “{key}”", "{example}")
    VALUE_WRONG = Kind("value-wrong", E, "“{key}” must be {expected}, not {found}", "{nearest}")
    ID_TWICE = Kind(
        "id-twice",
        E,
        "the id “{id}” is used twice; first at {place}",
        "Ids are for citation: give each document, person and note one of its own.",
    )
    ACCEPTED_UNUSED = Kind(
        "accepted-unused", W, "the accepted finding “{code}” no longer occurs", "Take it out of edition.toml."
    )
    REFERENCE_REMOTE = Kind(
        "reference-remote",
        W,
        "the remote reference “{target}” is not fetched",
        "Keep a copy in the edition's folder.",
    )
    # style, fonts, layout
    STYLE_UNKNOWN = Kind(
        "style-unknown",
        E,
        "there is no house style “{style}”",
        "{nearest} A TOML file of one's own is looked for in the edition's folder.",
    )
    TOKEN_UNKNOWN = Kind("token-unknown", E, "the house style has no token “{token}”", "{nearest}")
    FONT_MISSING = Kind(
        "font-missing", E, "the font family “{family}” is not installed", "Install the package {package}."
    )
    GLYPH_MISSING = Kind(
        "glyph-missing",
        E,
        "“{family}” has no glyph for “{character}” ({name})",
        "Choose a house style whose font has it.",
    )
    LAYOUT_WARNING = Kind("layout-warning", W, "the typesetter says: {message}")
    NOTE_NOT_SET = Kind(
        "note-not-set",
        E,
        "the note {label} could not be set on the page of its call or the next",
        "Shorten the notes of this line, or call some of them elsewhere.",
    )
    NOTE_MOVED = Kind(
        "note-moved", I, "the note {label} is longer than half a page and stands at the document's end"
    )
    # the proof
    PROOF_WORD_MISSING = Kind("proof-word-missing", E, "{file}: {stream}: “{word}” is missing {context}")
    PROOF_WORD_EXTRA = Kind(
        "proof-word-extra", E, "{file}: {stream}: “{word}” is not in the edition {context}"
    )
    PROOF_WORD_WRONG = Kind(
        "proof-word-wrong", E, "{file}: {stream}: “{found}” stands where “{word}” should {context}"
    )
    PROOF_ORDER = Kind("proof-order", E, "{file}: {stream}: “{word}” stands out of order {context}")
    PROOF_LOOK = Kind(
        "proof-look", E, "{file}: {stream}: “{word}” should be {expected} and is {found} {context}"
    )
    PROOF_CALL = Kind("proof-call", E, "{file}: {stream}: the call {expected} is {found} {context}")
    PROOF_NOTE_MISSING = Kind("proof-note-missing", E, "{file}: the note {label} is missing")
    PROOF_NOTE_TWICE = Kind("proof-note-twice", E, "{file}: the note {label} stands {count} times")
    PROOF_STREAM_MISSING = Kind("proof-part-missing", E, "{file}: {stream} is missing")
    PROOF_STREAM_EXTRA = Kind("proof-part-extra", E, "{file}: {stream} is not in the edition")
    PROOF_PAGE = Kind("proof-page", E, "{file}: {document}: the page mark {expected} is {found}")
    PROOF_INVISIBLE = Kind(
        "proof-invisible", E, "{file}: {stream}: “{word}” cannot be seen ({reason}) {context}"
    )
    PROOF_FAULT = Kind("proof-fault", E, "{file}: {fault}")
    PROOF_UNREADABLE = Kind("proof-unreadable", E, "{file} cannot be read back: {reason}")
    PROOF_MODEL = Kind("proof-model", E, "{file}: {document}: {place}: {expected} is read back as {found}")
    # the machine
    FORMAT_UNKNOWN = Kind("format-unknown", E, "there is no format “{format}”", "{nearest}")
    FORMAT_TWICE = Kind(
        "format-twice",
        E,
        "the format “{format}” is offered by {first} and by {second}",
        "Uninstall one of the two ({module} is the second).",
    )
    FORMAT_CONTRACT = Kind(
        "format-contract",
        E,
        "the renderer of “{format}” keeps contract {theirs}, this variorum contract {ours}",
        "Install a version of {distribution} that is made for this variorum.",
    )
    PROCESS_LOST = Kind(
        "process-lost",
        E,
        "a process that was setting documents ended before it was done",
        "The machine may have too little memory: build with --jobs 1.",
    )
    COMPONENT_MISSING = Kind("component-missing", E, "{component} is missing: {reason}", "{install}")
    OUTPUT_UNWRITABLE = Kind("output-unwritable", E, "{path} cannot be written: {reason}", "{mend}")

    @property
    def slug(self) -> str:
        """Return the name that users see and quote."""
        return self.value.slug

    @property
    def severity(self) -> Severity:
        """Return the severity."""
        return self.value.severity

    @property
    def message(self) -> str:
        """Return the message with its placeholders."""
        return self.value.message

    @property
    def hint(self) -> str:
        """Return the hint with its placeholders."""
        return self.value.hint
