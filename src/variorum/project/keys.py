"""The keys of edition.toml: reader, findings and JSON Schema come from these declarations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, TypeAlias

from variorum.conventions.set_table import SignTable
from variorum.conventions.values import BASE
from variorum.model import FieldKind, MatterPlace
from variorum.tables.declaration import (
    REQUIRED,
    WAY,
    Changes,
    Entries,
    Key,
    ListOf,
    Reader,
    Rows,
    Shape,
    table_at,
)
from variorum.tables.domains import (
    DATE,
    ID,
    LANGUAGE,
    LINE,
    PROSE,
    YEAR,
    Choice,
    FileName,
    Name,
    Text,
    Whole,
)
from variorum.toml import Path

Scheme: TypeAlias = Literal["isbn", "urn", "doi", "uri"]

WORDS = Text(2_000, least=1)
PASSAGE = Text(100_000, least=1, lines=True)
SHORT = Text(100, least=1)
COUNT = Whole(1, 1_000_000)
FILE = FileName("a text in quotes, the way to a file from the edition's folder")
PATTERN = FileName("a text in quotes, a pattern of files such as documents/*.txt")
NAMED = FileName("a text in quotes, a name or a TOML file of the edition", least=1)
ENCODING = Name(r"[A-Za-z0-9][A-Za-z0-9 ._:-]*", "the name of an encoding such as windows-1252")
PLACE = Text(1_200, least=1)
PLACE_OF_MATTER = Choice(tuple(MatterPlace), "front or back")
DATA = Choice(tuple(FieldKind), "a datum of a head")


@dataclass(frozen=True, slots=True)
class SignTables(Shape):
    """Signs by their ids, each a table of keys, which are read with the set that they are laid over."""

    def read(self, said: object, path: Path, reader: Reader) -> object:
        """Return the tables, or None with findings."""
        if not isinstance(said, dict):
            reader.wrong(path, f"tables of signs: [{path[-1]}.ID]", said)
            return None
        right: dict[str, Mapping[str, Any]] = {}
        for name, one in said.items():
            if ID.value(name) is None:
                reader.misnamed((*path, name), ID)
            elif not isinstance(one, dict):
                reader.wrong((*path, name), table_at((*path, name)), one)
            else:
                right[name] = one
        return right

    def schema(self) -> dict[str, Any]:
        """Return the keys of signs as JSON Schema."""
        return Entries(ID, Changes(SignTable)).schema()


@dataclass(frozen=True, slots=True)
class PhraseTables(Shape):
    """Tables of phrases as in a language file, which are read with the language that they are laid over."""

    def read(self, said: object, path: Path, reader: Reader) -> object:
        """Return the tables, or None with a finding."""
        if not isinstance(said, dict):
            reader.wrong(path, f"tables of phrases as in a language file: [{path[-1]}.note]", said)
            return None
        for name, one in said.items():
            if not isinstance(one, dict):
                reader.wrong((*path, name), "a table of phrases, as in a language file", one)
        return {name: one for name, one in said.items() if isinstance(one, dict)}

    def schema(self) -> dict[str, Any]:
        """Return what tables there may be as JSON Schema."""
        return {"type": "object", "additionalProperties": {"type": "object"}}


OVERRIDES = SignTables()
PHRASES = PhraseTables()
Overrides: TypeAlias = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A row of `[[document]]`."""

    id: Annotated[str | None, ID, "The document's id, for citation; it never changes."] = None
    file: Annotated[
        str | None,
        FILE,
        Key(example='file = "documents/1918-03-01.txt"'),
        "The transcript, from the edition's folder.",
    ] = None
    files: Annotated[
        str | None,
        PATTERN,
        "A pattern for several transcripts; each file's name without its ending is its id.",
    ] = None
    convention: Annotated[
        str | None, NAMED, "The convention set by which this document is read, where it is another."
    ] = None
    override: Annotated[
        Overrides,
        OVERRIDES,
        "Signs that differ in this document, or join those of its set: by id, the keys that change.",
    ] = field(default_factory=dict)
    encoding: Annotated[str | None, ENCODING, "The transcript's encoding, where it is not UTF-8."] = None
    base: Annotated[str | None, BASE, "How the base text of the source is written."] = None
    languages: Annotated[
        tuple[str, ...],
        ListOf(LANGUAGE, longest=100),
        "Languages, BCP 47 tags, that of the transcript first.",
    ] = ()
    full_line: Annotated[
        int | None,
        COUNT,
        "From how many characters on the end of a line is a wrap; shorter lines stand by themselves.",
    ] = None
    matter: Annotated[
        str | None,
        PLACE_OF_MATTER,
        "That it is no document but a part of the volume that they are from, before or behind them.",
    ] = None
    head: Annotated[
        Mapping[str, str], Entries(DATA, PASSAGE), "Data of the head that the transcript does not print."
    ] = field(default_factory=dict)
    at: Annotated[Path, WAY, "Where it stands"] = ()


@dataclass(frozen=True, slots=True)
class IdentifierRow:
    """A row of `[[identifier]]`."""

    scheme: Annotated[Scheme, REQUIRED, "The kind of identifier."]
    value: Annotated[str, WORDS, Key(required=True, example='value = "urn:uuid:…"'), "The identifier."]
    format: Annotated[str | None, SHORT, "The format it belongs to; none means all."] = None
    at: Annotated[Path, WAY, "Where it stands"] = ()


NAME = Key(required=True, example='name = "A. N. Other"')
INITIALS = ListOf(SHORT, longest=100)


@dataclass(frozen=True, slots=True)
class AgentRow:
    """A row of `[[editor]]` or `[[translator]]`."""

    id: Annotated[str, ID, REQUIRED, "The name by which transcripts and other tables refer to this one."]
    name: Annotated[str, WORDS, NAME, "The name as printed."]
    initials: Annotated[
        tuple[str, ...],
        INITIALS,
        Key(example='initials = ["AO"]'),
        "The initials that sign this one's remarks.",
    ] = ()
    at: Annotated[Path, WAY, "Where it stands"] = ()


@dataclass(frozen=True, slots=True)
class ContributorRow:
    """A row of `[[contributor]]`."""

    id: Annotated[str, ID, REQUIRED, "The name by which transcripts and other tables refer to this one."]
    name: Annotated[str, WORDS, NAME, "The name as printed."]
    role: Annotated[str, WORDS, Key(required=True, example='role = "indexer"'), "What they did."]
    initials: Annotated[tuple[str, ...], INITIALS, "The initials that sign this one's remarks."] = ()
    at: Annotated[Path, WAY, "Where it stands"] = ()


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A row of `[[person]]`."""

    id: Annotated[str, ID, REQUIRED, "The name by which transcripts and other tables refer to this one."]
    name: Annotated[str, WORDS, NAME, "The name as printed."]
    initials: Annotated[tuple[str, ...], INITIALS, "The initials that sign this one's remarks."] = ()
    sort: Annotated[str, LINE, "The name as sorted, surname first."] = ""
    cover_names: Annotated[tuple[str, ...], ListOf(WORDS), "Cover names in the documents."] = ()
    about: Annotated[str, PROSE, "A line about the person for notes and register."] = ""
    at: Annotated[Path, WAY, "Where it stands"] = ()


@dataclass(frozen=True, slots=True)
class EmendRow:
    """A row of `[[emend]]`."""

    document: Annotated[str, SHORT, REQUIRED, "The id of the document."]
    lemma: Annotated[str, PASSAGE, REQUIRED, "The words of the source."]
    reading: Annotated[str, PASSAGE, REQUIRED, "The words that are printed."]
    page: Annotated[str | None, SHORT, "The page of the source, as marked."] = None
    occurrence: Annotated[int | None, COUNT, "Which of several places, counted from 1."] = None
    resp: Annotated[tuple[str, ...], ListOf(SHORT), "Ids or initials of those responsible."] = ()
    reason: Annotated[str, PROSE, "Why."] = ""
    at: Annotated[Path, WAY, "Where it stands"] = ()


@dataclass(frozen=True, slots=True)
class SignAtRow:
    """A row of `[[sign_at]]`."""

    document: Annotated[str, SHORT, REQUIRED, "The id of the document."]
    lemma: Annotated[
        str,
        PASSAGE,
        Key(required=True, example='lemma = "[Sergei]"'),
        "The mark with all that is in it, as the transcript writes it.",
    ]
    sign: Annotated[
        str, SHORT, Key(required=True, example='sign = "remark"'), "The id of the sign that it is there."
    ]
    page: Annotated[str | None, SHORT, "The page of the source, as marked."] = None
    occurrence: Annotated[int | None, COUNT, "Which of several places, counted from 1."] = None
    at: Annotated[Path, WAY, "Where it stands"] = ()


@dataclass(frozen=True, slots=True)
class AcceptRow:
    """A row of `[[accept]]`."""

    code: Annotated[str, SHORT, Key(required=True, example='code = "sign-unused"'), "The finding's code."]
    reason: Annotated[
        str,
        PASSAGE,
        Key(required=True, example='reason = "so in the source"'),
        "Why it is right as it is.",
    ]
    place: Annotated[
        str | None, PLACE, "Where: a file, file:line or file:line:column; none means anywhere."
    ] = None
    at: Annotated[Path, WAY, "Where it stands"] = ()


@dataclass(frozen=True, slots=True)
class MatterRow:
    """A row of `[[front]]` or `[[back]]`."""

    id: Annotated[str, ID, REQUIRED, "Its id."]
    title: Annotated[str, WORDS, REQUIRED, "Its heading in contents and navigation."]
    file: Annotated[str, FILE, REQUIRED, "The text, from the edition's folder."]
    at: Annotated[Path, WAY, "Where it stands"] = ()


@dataclass(frozen=True, slots=True)
class EditionTable:
    """edition.toml; what is required and yet has a default is so that the rest can be looked at too."""

    id: Annotated[
        str,
        ID,
        Key(required=True, example='id = "letters-1918"'),
        "The name of the edition's files and the stem of its identifiers; it never changes.",
    ] = "edition"
    title: Annotated[str, WORDS, Key(required=True, example='title = "Letters, 1918"'), "The title."] = ""
    subtitle: Annotated[str, LINE, "The subtitle."] = ""
    description: Annotated[str, PROSE, "What the edition is, in a sentence or two, for catalogues."] = ""
    language: Annotated[
        str, LANGUAGE, Key(example='language = "en-GB"'), "The language of the edition, a BCP 47 tag."
    ] = "en"
    source_languages: Annotated[
        tuple[str, ...], ListOf(LANGUAGE, longest=100), "The languages of the sources, BCP 47 tags."
    ] = ()
    cite: Annotated[str, PROSE, "How to cite the edition."] = ""
    modified: Annotated[
        str, DATE, "The day of the last change; the files bear it in the place of the clock’s."
    ] = ""
    publisher: Annotated[str, LINE, "The publisher."] = ""
    place: Annotated[str, LINE, "The place of publication."] = ""
    year: Annotated[str, YEAR, "The year of publication."] = ""
    imprint: Annotated[tuple[str, ...], ListOf(PROSE), "Lines of the imprint, one text for each."] = ()
    rights: Annotated[str, PROSE, "Who holds which rights, and the licence."] = ""
    credits: Annotated[tuple[str, ...], ListOf(PROSE), "Credit lines, one text for each."] = ()
    convention: Annotated[
        str,
        NAMED,
        Key(required=True, example='convention = "soviet-archives"'),
        "The convention set by which the transcripts are read and the edition is printed: its name, or a "
        "TOML file of the edition.",
    ] = ""
    override: Annotated[
        Overrides,
        OVERRIDES,
        "Signs that differ from those of the set, or join them: by id, the keys that change.",
    ] = field(default_factory=dict)
    printed_as: Annotated[
        str | None,
        NAMED,
        Key(example='printed_as = "guide"'),
        "The convention set by which the edition is printed, where it is not that by which they are read.",
    ] = None
    words: Annotated[
        str | None,
        NAMED,
        Key(example='words = "my-language.toml"'),
        "A language file of the edition, for a language that variorum has not, or other words than it has.",
    ] = None
    phrase: Annotated[
        Mapping[str, Any],
        PHRASES,
        "Single phrases that the edition words otherwise, by the tables and keys of a language file.",
    ] = field(default_factory=dict)
    profile: Annotated[
        str, NAMED, "Which signs are printed, and how: a profile's name, or a TOML file of the edition."
    ] = "edition"
    style: Annotated[str, NAMED, "The house style: its name, or a TOML file of the edition."] = "house"
    formats: Annotated[tuple[str, ...], ListOf(SHORT, longest=100), "The formats that a build makes."] = (
        *("pdf", "epub", "docx"),
    )
    documents: Annotated[
        tuple[DocumentRow, ...],
        Rows(DocumentRow, least=1),
        Key("document", required=True, example="[[document]] with id and file"),
        "A document, or with `files` the documents of a pattern, in the order of the book.",
    ] = ()
    identifiers: Annotated[
        tuple[IdentifierRow, ...], Key("identifier"), "An identifier of the edition or of one format."
    ] = ()
    editors: Annotated[tuple[AgentRow, ...], Key("editor"), "An editor."] = ()
    translators: Annotated[tuple[AgentRow, ...], Key("translator"), "A translator."] = ()
    contributors: Annotated[
        tuple[ContributorRow, ...], Key("contributor"), "Someone else who worked on the edition."
    ] = ()
    persons: Annotated[tuple[PersonRow, ...], Key("person"), "Someone of whom the documents speak."] = ()
    emendations: Annotated[
        tuple[EmendRow, ...],
        Key("emend"),
        "A correction: the text prints `reading`, the apparatus keeps `lemma`.",
    ] = ()
    sign_places: Annotated[
        tuple[SignAtRow, ...], Key("sign_at"), "A place at which a mark is another sign than its set says."
    ] = ()
    accepted: Annotated[
        tuple[AcceptRow, ...],
        Key("accept"),
        "A finding that the edition has looked at; it is then counted, not shown.",
    ] = ()
    signs: Annotated[
        Mapping[str, str],
        Entries(SHORT, PROSE),
        Key(example='[signs]\n"*" = "…"'),
        "What signs mean that the source leaves unexplained.",
    ] = field(default_factory=dict)
    front: Annotated[tuple[MatterRow, ...], "A text of the edition that stands before the documents."] = ()
    back: Annotated[tuple[MatterRow, ...], "A text of the edition that stands behind the documents."] = ()
