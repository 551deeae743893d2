"""Documents with their heads and notes, and the edition that holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from variorum.model.block import Blocks, Paragraph
from variorum.model.facts import Node, Voice
from variorum.model.inline import Inlines
from variorum.model.kinds import MatterPlace
from variorum.source import Span

QUERIES = "query"
"""The series of questions to those who work on the edition, which no page prints."""


@dataclass(frozen=True, slots=True)
class Note(Node):
    """A note, called by a `NoteRef` in the text. TEI `note`.

    `id`: minted in the transcript and never ordinal; `lemma`: the text it explains, read before it; `series`:
    a series of the apparatus ("editorial" unless the source says otherwise); `voice`: whose note it is;
    `label`: the mark by which its source calls it ("*"), which is printed in the place of a number.
    One of the series `query` is a question to those who work on the edition: a comment of the Word file,
    which no page prints; of the words it is on, a range of its name tells where they begin and end.
    """

    id: str
    lemma: Inlines = field(default=(), kw_only=True)
    blocks: Blocks
    series: str = "editorial"
    voice: Voice = Voice.EDITOR
    label: str | None = None

    @property
    def is_query(self) -> bool:
        """Return whether this is a question to those who work on the edition."""
        return self.series == QUERIES


@dataclass(frozen=True, slots=True)
class Declaration(Node):
    """A statement that the source itself makes about its signs. TEI `editorialDecl`.

    `label`: as printed ("1."); `sign`: the id of the sign of the convention set it speaks of, if known.
    """

    children: Inlines
    label: str | None = None
    sign: str | None = None


@dataclass(frozen=True, slots=True)
class Hand(Node):
    """A hand that wrote in the document, with a description. TEI `handNote`.

    `id`: how the facts of nodes name it; `scribe`: who wrote, as named or by an id of the register; `main`:
    the base text is in this hand. Medium, certainty and responsibility are facts.
    """

    id: str
    children: Inlines = ()
    scribe: str | None = None
    main: bool = False


@dataclass(frozen=True, slots=True)
class Witness(Node):
    """A copy whose readings the document gives, with a description. TEI `witness`.

    `siglum`: how readings name it.
    """

    siglum: str
    children: Inlines = ()


@dataclass(frozen=True, slots=True)
class Head(Node):
    """The head of a document. TEI `teiHeader`.

    `lines`: its paragraphs as printed, in which `Field` nodes mark the data; `added`: data that are not
    printed (given in edition.toml), in paragraphs of the same form.
    """

    lines: tuple[Paragraph, ...] = ()
    added: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Document(Node):
    """One document of an edition. TEI `TEI`, or a `div` of a volume.

    `id`: minted in edition.toml; `closing`: the note about the paper at the end; `declarations`: what the
    source says of its signs; `notes`, `hands`, `witnesses`: what the text names by their ids; `base`: how the
    base text is written: typed, handwritten, printed; `languages`: BCP 47 tags, the language of the
    transcript first; `matter`: it is none of the documents of its volume, but a part before or behind them.
    """

    id: str
    head: Head
    body: Blocks
    closing: Blocks = ()
    declarations: tuple[Declaration, ...] = ()
    notes: tuple[Note, ...] = ()
    hands: tuple[Hand, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    base: str | None = None
    languages: tuple[str, ...] = ()
    matter: MatterPlace | None = None


Places: TypeAlias = tuple[tuple[str, Span], ...]
"""Where the data of a record stand: the name of a field ("name", "initials/0" for the first of several)."""


@dataclass(frozen=True, slots=True)
class Agent:
    """Someone who works on the edition.

    `id`, `name`; `role`: editor, translator, …; `initials`: as used in remarks.
    """

    id: str
    name: str
    role: str
    initials: tuple[str, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)
    places: Places = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of whom the documents speak. TEI `person`.

    `name`: as the register prints it, in its place by `sort`; `cover_names`, `initials`: what else they are
    called; `about`: a line about them; `pseudonyms`: under what they published, which no text has to explain.
    """

    id: str
    name: str
    sort: str = ""
    cover_names: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    about: str = ""
    pseudonyms: tuple[str, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)
    places: Places = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Emendation:
    """A correction by the edition: in `document` (on `page`), `lemma` is printed as `reading`.

    `occurrence`: which, counted from 1, where the lemma stands more than once; `resp`: the initials or ids of
    those responsible; `reason`: why.
    """

    document: str
    lemma: str
    reading: str
    page: str | None = None
    occurrence: int | None = None
    resp: tuple[str, ...] = ()
    reason: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)
    places: Places = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class SignDeclaration:
    """What the edition itself says a sign means that the source leaves unexplained.

    `sign`: the id of a sign or a mark, e.g. `*`; `meaning`: in words.
    """

    sign: str
    meaning: str
    span: Span | None = field(default=None, compare=False, repr=False)
    places: Places = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier of one format or of the whole edition.

    `scheme`: isbn, urn, doi; `value`; `format`: of which format, none for all.
    """

    scheme: str
    value: str
    format: str | None = None
    places: Places = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Imprint:
    """What title pages and metadata say, as given in edition.toml; dates are ISO 8601."""

    title: str
    subtitle: str = ""
    publisher: str = ""
    place: str = ""
    year: str = ""
    text: tuple[str, ...] = ()
    rights: str = ""
    credits: tuple[str, ...] = ()
    cite: str = ""
    modified: str = ""
    language: str = "en"
    source_languages: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    description: str = ""
    places: Places = field(default=(), compare=False, repr=False)


Record: TypeAlias = Agent | Person | Emendation | SignDeclaration | Identifier | Imprint


def datum_place(record: Record, name: str) -> Span | None:
    """Return where a datum of a record stands, nothing where the record was read from no edition.toml."""
    return dict(record.places).get(name)


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition: its imprint, its people, its documents in order, and what it does to them.

    `agents`: who works on it; `persons`: of whom it speaks; `emendations`, `declared`: its corrections and
    what it says of signs; `texts`: its own, such as a preface, each in front or back.
    """

    id: str
    imprint: Imprint
    documents: tuple[Document, ...]
    agents: tuple[Agent, ...] = ()
    persons: tuple[Person, ...] = ()
    emendations: tuple[Emendation, ...] = ()
    declared: tuple[SignDeclaration, ...] = ()
    texts: tuple[Document, ...] = ()

    @property
    def notes(self) -> tuple[Note, ...]:
        """Return the notes of its own texts."""
        return tuple(note for text in self.texts for note in text.notes)
