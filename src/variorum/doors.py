"""What can be read: the contracts of a codec and of an importer, which a package of anyone may offer.

A codec reads a file of an edition where it lies, and writes it back. An importer makes documents of an
edition of the files that an editor has: `variorum new --from`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal, Protocol, TypeGuard

from variorum.claim import Claim
from variorum.findings import Diagnostic, Result
from variorum.manuscript import LeftOut, Manuscript
from variorum.model import Document, FieldKind, MatterPlace, Person, SignDeclaration
from variorum.source import Source, Span

if TYPE_CHECKING:
    # A list of what can be read takes these contracts, and no convention set.
    from variorum.conventions import ConventionSet, Decision

CODEC_CONTRACT = 1
"""The version of the contract of codecs; a codec says which one it was written for."""
IMPORTER_CONTRACT = 1
"""The version of the contract of importers."""


class Fit(IntEnum):
    """How well a file fits a codec or an importer; the best fit reads it.

    `REST` is for what reads anything that nobody knows better, as plain text is; `LIKELY` for signs that
    other files may have too; `SURE` for a signature, an outermost element, a part of a package.
    """

    NONE = 0
    REST = 1
    LIKELY = 2
    SURE = 3


# ---- codecs


@dataclass(frozen=True, slots=True)
class SignAt:
    """A place and its sign: `lemma` is the mark with all that is in it, as the transcript writes it."""

    lemma: str
    sign: str
    page: str | None = None
    occurrence: int | None = None
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read a file of documents: what edition.toml says of it, which has the last word.

    `id`, `base` and `languages` become the document's, `head` data of its head, each with its place;
    `full_line` is the number of characters from which the end of a line is a wrap and not a line of its own
    (1: every line end is a wrap);
    `declared` are the meanings that the edition itself states, `places` the signs that it names at places.
    `span` is the place in edition.toml that says so; `spoken` is the language of a document of which nobody
    says one: that of its edition.
    """

    id: str = "document"
    base: str | None = None
    languages: tuple[str, ...] = ()
    full_line: int = 60
    declared: tuple[SignDeclaration, ...] = ()
    head: tuple[tuple[FieldKind, str, Span | None], ...] = ()
    places: tuple[SignAt, ...] = ()
    encoding: str | None = None
    span: Span | None = field(default=None, compare=False)
    spoken: str | None = None


@dataclass(frozen=True, slots=True)
class FileReading:
    """What a file holds: its documents in order, the persons of its register, and its text for messages.

    `decisions` are, by document, the rules that decided what the signs of a transcript mean. `claims` say of
    the characters of a notation that print no words by which rule they do not; none of a file that is counted
    by its elements. `whole`: the file could be read.
    """

    documents: tuple[Document, ...] = ()
    persons: tuple[Person, ...] = ()
    decisions: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)
    source: Source | None = None
    claims: tuple[Claim, ...] | None = None
    whole: bool = True


class Codec(Protocol):
    """What a file of an edition is read through where it lies, and written back.

    The law: a document that was read is the same after `write` and `read`, up to its id and to forms that
    mean the same. Reading raises nothing: what has no place is kept as text, and told.
    """

    @property
    def name(self) -> str:
        """Return the name of the encoding ("tei")."""

    @property
    def contract(self) -> int:
        """Return the contract version this codec was written for."""

    def recognise(self, data: bytes, name: str) -> Fit:
        """Return how well a file fits, by what is in it and by its name."""

    def read(
        self, path: str, data: bytes, convention: ConventionSet, options: ReadOptions
    ) -> Result[FileReading]:
        """Read a file; `path` is its name in the edition's folder, for the places of nodes and findings."""

    def write(self, document: Document, convention: ConventionSet) -> Result[bytes]:
        """Write a document as a file."""


# ---- importers

Revisions = Literal["accept", "reject"]
"""What becomes of the tracked changes of a file."""
Comments = Literal["queries", "notes", "none"]
"""What becomes of the comments of a file: questions that no page prints, notes, or nothing."""


@dataclass(frozen=True, slots=True)
class DepositKind:
    """Files of a kind in the words of a report: in a table ("Word"), in a sentence ("a Word file").

    `has_lines`: a place in such a file is a line that its owner can find.
    """

    name: str
    singular: str
    has_lines: bool = True


@dataclass(frozen=True, slots=True)
class Deposit:
    """A file as it is given: how the user named it, what is in it, and what lies beside it.

    `by_name`: the user named the file itself, not a folder in which it lies.
    """

    name: str
    data: bytes = field(repr=False)
    beside: Callable[[str], bytes | None] = lambda name: None
    by_name: bool = True

    @property
    def file_name(self) -> str:
        """Return the name of the file without its folder."""
        return PurePosixPath(self.name).name


@dataclass(frozen=True, slots=True)
class IntakeRules:
    """How files are taken: under which convention set, and what becomes of tracked changes and comments."""

    convention: ConventionSet
    revisions: Revisions = "accept"
    comments: Comments = "queries"


@dataclass(frozen=True, slots=True)
class KnownSet:
    """The convention set that knows files, and by what: "its header says …"."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Accession:
    """A file on its way into an edition, and what it told besides its text.

    `file` is where it will lie, `is_transcript` whether it is a transcript under the edition's set.
    `collection` is the title of the series or collection that it names as its own.
    `said` are lines about it for edition.toml; `links` and `explained` are what the words do not show;
    `pictures` are files that its text shows, by the names under which it does; `unplaced` are elements
    that mean nothing to the model, with their numbers: their words are kept.
    `documents` is how many documents it holds. `language_reason` says how its languages are known where the
    file itself does not tell an edition; `known_set` is filled in by the intake. `matter`: it is a part
    of the volume, before or behind the documents; `names_volume`: and its title is that of the volume.
    """

    name: str
    kind: DepositKind
    id: str
    file: str
    data: bytes = field(repr=False)
    is_transcript: bool = True
    documents: int = 1
    title: str = ""
    collection: str = ""
    date: str = ""
    languages: tuple[str, ...] = ()
    language_reason: str = ""
    people: tuple[tuple[str, str], ...] = ()
    head: tuple[tuple[str, str], ...] = ()
    said: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    explained: tuple[tuple[str, str], ...] = ()
    pictures: tuple[tuple[str, bytes], ...] = ()
    unplaced: tuple[tuple[str, int], ...] = ()
    found: tuple[Diagnostic, ...] = field(default=(), compare=False)
    known_set: KnownSet = KnownSet("", "")
    matter: MatterPlace | None = None
    names_volume: bool = False


class ManuscriptImporter(Protocol):
    """An importer of files that hold words in type styles: each is a manuscript, and becomes a transcript.

    The edition's convention set decides how the transcript is written; the importer does not know it.
    """

    @property
    def name(self) -> str:
        """Return the name of the importer ("word")."""

    @property
    def kind(self) -> DepositKind:
        """Return what its files are called."""

    @property
    def contract(self) -> int:
        """Return the contract version this importer was written for."""

    def recognise(self, data: bytes, name: str) -> Fit:
        """Return how well a file fits, by what is in it; its name says nothing that counts."""

    def read(self, given: Deposit, rules: IntakeRules) -> Result[Manuscript | None]:
        """Read a file; none if it cannot be read at all, with the reason as a finding. Nothing is fetched."""


class DocumentImporter(Protocol):
    """An importer that says itself how files lie in the edition: as they are, or several as one text."""

    @property
    def name(self) -> str:
        """Return the name of the importer ("tei")."""

    @property
    def kind(self) -> DepositKind:
        """Return what its files are called."""

    @property
    def contract(self) -> int:
        """Return the contract version this importer was written for."""

    def recognise(self, data: bytes, name: str) -> Fit:
        """Return how well a file fits, by what is in it; its name says nothing that counts."""

    def convention_for(self, given: Sequence[Deposit]) -> KnownSet | None:
        """Return the set that knows such files, all of them together, where the user names none."""

    def are_together(self, given: Sequence[Deposit], rules: IntakeRules) -> bool:
        """Return whether all these files are taken as one: pages of one text."""

    def take(
        self, given: Sequence[Deposit], ids: Sequence[str], rules: IntakeRules
    ) -> Result[tuple[Accession, ...]]:
        """Return the documents that a file makes, or files together; `ids` are in use, another's are unlike.

        What was found in a file that makes one stands with it.
        """


Importer = ManuscriptImporter | DocumentImporter


def is_of_documents(one: Importer) -> TypeGuard[DocumentImporter]:
    """Return whether an importer says itself how files lie in the edition."""
    return hasattr(one, "take")


def is_of_manuscripts(one: Importer) -> TypeGuard[ManuscriptImporter]:
    """Return whether an importer makes manuscripts."""
    return not is_of_documents(one)
