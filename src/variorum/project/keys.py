"""The keys of edition.toml: one table from which the reader, its findings and the JSON Schema come."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from variorum.model import FieldKind


class Kind(Enum):
    """What a value must be, in the words of a message."""

    TEXT = "a text in quotes"
    TEXTS = "a list of texts in quotes"
    YEAR = "a year"
    NUMBER = "a whole number from 1"
    DATE = "a date such as 2026-11-20"
    MEANINGS = "a table of texts"
    SIGNS = "tables of signs: [override.ID]"
    PHRASES = "tables of phrases as in a language file: [phrase.note]"


@dataclass(frozen=True, slots=True)
class Key:
    """A key: what it says, what its value must be; `choices` are the only values if there are any.

    `example` is a line of TOML that shows the key.
    """

    name: str
    about: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    pattern: str | None = None
    example: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or with `many` an array of tables, and what may stand in it."""

    name: str
    about: str
    keys: tuple[Entry, ...]
    many: bool = False
    required: bool = False

    @property
    def heading(self) -> str:
        """Return the table's heading as an editor writes it, or the file's name for the outermost."""
        if not self.name:
            return "edition.toml"
        return f"[[{self.name}]]" if self.many else f"[{self.name}]"


Entry: TypeAlias = Key | Table

ID = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
LANG = r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"
BASES = ("typed", "handwritten", "printed")
PROFILES = ("edition", "reading", "diplomatic")

_IDENTITY = (
    Key(
        "id",
        "The name of the edition's files and the stem of its identifiers; it never changes.",
        required=True,
        pattern=ID,
        example='id = "letters-1918"',
    ),
    Key("title", "The title.", required=True, example='title = "Letters, 1918"'),
    Key("subtitle", "The subtitle."),
    Key("description", "What the edition is, in a sentence or two, for catalogues."),
    Key("language", "The language of the edition, a BCP 47 tag.", pattern=LANG, example='language = "en-GB"'),
    Key("source_languages", "The languages of the sources, BCP 47 tags.", Kind.TEXTS, pattern=LANG),
    Key("cite", "How to cite the edition."),
    Key("modified", "The day of the last change; the files bear it in the place of the clock’s.", Kind.DATE),
    Key("publisher", "The publisher."),
    Key("place", "The place of publication."),
    Key("year", "The year of publication.", Kind.YEAR),
    Key("imprint", "Lines of the imprint, one text for each.", Kind.TEXTS),
    Key("rights", "Who holds which rights, and the licence."),
    Key("credits", "Credit lines, one text for each.", Kind.TEXTS),
)

_MAKING = (
    Key(
        "convention",
        "The convention set by which the transcripts are read and the edition is printed: its name, or a "
        "TOML file of the edition.",
        required=True,
        example='convention = "soviet-archives"',
    ),
    Key(
        "override",
        "Signs that differ from those of the set, or join them: by id, the keys that change.",
        Kind.SIGNS,
    ),
    Key(
        "printed_as",
        "The convention set by which the edition is printed, where it is not that by which they are read.",
        example='printed_as = "guide"',
    ),
    Key(
        "words",
        "A language file of the edition, for a language that variorum has not, or other words than it has.",
        example='words = "my-language.toml"',
    ),
    Key(
        "phrase",
        "Single phrases that the edition words otherwise, by the tables and keys of a language file.",
        Kind.PHRASES,
    ),
    Key("profile", "Which signs are printed, and how.", choices=PROFILES),
    Key("style", "The house style: its name, or a TOML file of the edition."),
    Key("formats", "The formats that a build makes.", Kind.TEXTS),
)

_PERSON = (
    Key("id", "The name by which transcripts and other tables refer to this one.", required=True, pattern=ID),
    Key("name", "The name as printed.", required=True, example='name = "A. N. Other"'),
)
_INITIALS = Key(
    "initials", "The initials that sign this one's remarks.", Kind.TEXTS, example='initials = ["AO"]'
)

_DOCUMENT = Table(
    "document",
    "A document, or with `files` the documents of a pattern, in the order of the book.",
    (
        Key("id", "The document's id, for citation; it never changes.", pattern=ID),
        Key(
            "file", "The transcript, from the edition's folder.", example='file = "documents/1918-03-01.txt"'
        ),
        Key("files", "A pattern for several transcripts; each file's name without its ending is its id."),
        Key("convention", "The convention set by which this document is read, where it is another."),
        Key(
            "override",
            "Signs that differ in this document, or join those of its set: by id, the keys that change.",
            Kind.SIGNS,
        ),
        Key("encoding", "The transcript's encoding, where it is not UTF-8."),
        Key("base", "How the base text of the source is written.", choices=BASES),
        Key("languages", "Languages, BCP 47 tags, that of the transcript first.", Kind.TEXTS, pattern=LANG),
        Key(
            "full_line",
            "From how many characters on the end of a line is a wrap; shorter lines stand by themselves.",
            Kind.NUMBER,
        ),
        Table(
            "head",
            "Data of the head that the transcript does not print.",
            tuple(Key(kind.value, f"The {kind.value} of the document.") for kind in FieldKind),
        ),
    ),
    many=True,
    required=True,
)

EDITION = Table(
    "",
    "An edition of documents for variorum.",
    (
        *_IDENTITY,
        *_MAKING,
        _DOCUMENT,
        Table(
            "identifier",
            "An identifier of the edition or of one format.",
            (
                Key(
                    "scheme", "The kind of identifier.", required=True, choices=("isbn", "urn", "doi", "uri")
                ),
                Key("value", "The identifier.", required=True, example='value = "urn:uuid:…"'),
                Key("format", "The format it belongs to; none means all."),
            ),
            many=True,
        ),
        Table("editor", "An editor.", (*_PERSON, _INITIALS), many=True),
        Table("translator", "A translator.", (*_PERSON, _INITIALS), many=True),
        Table(
            "contributor",
            "Someone else who worked on the edition.",
            (*_PERSON, _INITIALS, Key("role", "What they did.", required=True, example='role = "indexer"')),
            many=True,
        ),
        Table(
            "person",
            "Someone of whom the documents speak.",
            (
                *_PERSON,
                _INITIALS,
                Key("sort", "The name as sorted, surname first."),
                Key("cover_names", "Cover names in the documents.", Kind.TEXTS),
                Key("about", "A line about the person for notes and register."),
            ),
            many=True,
        ),
        Table(
            "emend",
            "A correction: the text prints `reading`, the apparatus keeps `lemma`.",
            (
                Key("document", "The id of the document.", required=True),
                Key("lemma", "The words of the source.", required=True),
                Key("reading", "The words that are printed.", required=True),
                Key("page", "The page of the source, as marked."),
                Key("occurrence", "Which of several places, counted from 1.", Kind.NUMBER),
                Key("resp", "Ids or initials of those responsible.", Kind.TEXTS),
                Key("reason", "Why."),
            ),
            many=True,
        ),
        Table(
            "sign_at",
            "A place at which a mark is another sign than its set says.",
            (
                Key("document", "The id of the document.", required=True),
                Key(
                    "lemma",
                    "The mark with all that is in it, as the transcript writes it.",
                    required=True,
                    example='lemma = "[Sergei]"',
                ),
                Key("sign", "The id of the sign that it is there.", required=True, example='sign = "remark"'),
                Key("page", "The page of the source, as marked."),
                Key("occurrence", "Which of several places, counted from 1.", Kind.NUMBER),
            ),
            many=True,
        ),
        Table(
            "accept",
            "A finding that the edition has looked at; it is then counted, not shown.",
            (
                Key("code", "The finding's code.", required=True, example='code = "sign-unused"'),
                Key("place", "Where: a file, file:line or file:line:column; none means anywhere."),
                Key(
                    "reason",
                    "Why it is right as it is.",
                    required=True,
                    example='reason = "so in the source"',
                ),
            ),
            many=True,
        ),
        Key(
            "signs",
            "What signs mean that the source leaves unexplained.",
            Kind.MEANINGS,
            example='[signs]\n"*" = "…"',
        ),
        *(
            Table(
                name,
                f"A text of the edition that stands {where} the documents.",
                (
                    Key("id", "Its id.", required=True, pattern=ID),
                    Key("title", "Its heading in contents and navigation.", required=True),
                    Key("file", "The text, from the edition's folder.", required=True),
                ),
                many=True,
            )
            for name, where in (("front", "before"), ("back", "behind"))
        ),
    ),
)
