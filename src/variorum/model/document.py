"""Documents with their heads and notes, and the edition that holds them."""

from __future__ import annotations

from dataclasses import dataclass, field

from variorum.model.block import Blocks, Paragraph
from variorum.model.facts import Node, Voice
from variorum.model.inline import Inlines
from variorum.source import Span


@dataclass(frozen=True, slots=True)
class Note(Node):
    """Hold a note; its call is a `NoteRef` in the text (TEI note).

    `id` is minted in the transcript and never ordinal; `series` names a series of the apparatus
    ("editorial" unless the source says otherwise); `lemma` is the text it explains.
    """

    id: str
    blocks: Blocks
    series: str = "editorial"
    voice: Voice = Voice.EDITOR
    lemma: Inlines = ()


@dataclass(frozen=True, slots=True)
class Declaration(Node):
    """Hold a statement that the source itself makes about its signs (TEI editorialDecl).

    `label` as printed ("1."); `sign` is the id of the sign of the convention set it speaks of, if known.
    """

    children: Inlines
    label: str | None = None
    sign: str | None = None


@dataclass(frozen=True, slots=True)
class Hand(Node):
    """Describe a hand that wrote in the document (TEI handNote); nodes name it by `id` in their facts.

    `scribe` is who wrote, as named or by an id of the register; medium, certainty and responsibility are
    facts; `main`: the base text is in this hand.
    """

    id: str
    children: Inlines = ()
    scribe: str | None = None
    main: bool = False


@dataclass(frozen=True, slots=True)
class Witness(Node):
    """Describe a copy whose readings the document gives (TEI witness); readings name it by `siglum`."""

    siglum: str
    children: Inlines = ()


@dataclass(frozen=True, slots=True)
class Head(Node):
    """Hold a document's head: its lines as printed, in which `Field` nodes mark the data (TEI teiHeader).

    Data that are not printed (given in edition.toml) stand in `added`, in paragraphs of the same form.
    """

    lines: tuple[Paragraph, ...] = ()
    added: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Document(Node):
    """Hold one document of an edition (TEI TEI, or a div of a volume).

    `id` is minted in edition.toml; `base` is how the base text is written: typed, handwritten, printed;
    `languages` are BCP 47 tags, the language of the transcript first.
    """

    id: str
    head: Head
    body: Blocks
    notes: tuple[Note, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    closing: Blocks = ()
    base: str | None = None
    languages: tuple[str, ...] = ()
    hands: tuple[Hand, ...] = ()
    witnesses: tuple[Witness, ...] = ()


@dataclass(frozen=True, slots=True)
class Agent:
    """Someone who works on the edition: name, role (editor, translator, …), initials as used in remarks."""

    id: str
    name: str
    role: str
    initials: tuple[str, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of whom the documents speak (TEI person): forms of the name, cover names, a line about them."""

    id: str
    name: str
    sort: str = ""
    cover_names: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    about: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Emendation:
    """A correction by the edition: in document `document` (on page `page`), `lemma` is printed as `reading`.

    `occurrence` counts from 1 and says which, where the lemma stands more than once.
    """

    document: str
    lemma: str
    reading: str
    page: str | None = None
    occurrence: int | None = None
    resp: tuple[str, ...] = ()
    reason: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class SignDeclaration:
    """What the edition itself says a sign means that the source leaves unexplained, e.g. the mark `*`."""

    sign: str
    meaning: str
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier of one format or of the whole edition: scheme (isbn, urn, doi), value, format or none."""

    scheme: str
    value: str
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Imprint:
    """What title pages and metadata say: all as given in edition.toml, dates as ISO 8601."""

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


@dataclass(frozen=True, slots=True)
class Edition:
    """Hold an edition: its imprint, the people, the documents in order, and the acts of the edition."""

    id: str
    imprint: Imprint
    documents: tuple[Document, ...]
    agents: tuple[Agent, ...] = ()
    persons: tuple[Person, ...] = ()
    emendations: tuple[Emendation, ...] = ()
    declared: tuple[SignDeclaration, ...] = ()
    notes: tuple[Note, ...] = ()
