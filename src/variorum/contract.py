"""The contract between the pipeline and a format: pure functions make a file, and one reads it back.

A format to be looked at is a `Renderer`: it sets the publication, in which every sign is decided. A format to
be worked with is a `Writer`: it writes the edition itself, in which a sign still is what it means.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeGuard, runtime_checkable

from variorum.archive import Refusal
from variorum.carried import Carried
from variorum.extract import Extract, Fault
from variorum.findings import Result
from variorum.model import Edition
from variorum.origin import OriginRule
from variorum.publication import FormatPhrases, Publication, PublishedDocument, Run, Series
from variorum.returned import Returned
from variorum.style import Style
from variorum.vocabulary import Unknown

RENDERER_CONTRACT = 3
"""The version of this contract; a format says which one it was written for.

Since 3 what prints is a `Run`, each stretch of which has its origin, and a renderer says what it adds itself.
"""


class Shelf(Protocol):
    """Where a renderer may keep what it makes of parts of a book, from one build to the next.

    A part is known by all that it is made from; the setting and versions of code and libraries are added.
    """

    def part(self, *content: object) -> bytes | None:
        """Return what was made of some content, none if it is not there or damaged."""

    def keep(self, data: bytes, *content: object) -> None:
        """Keep what is made of some content."""

    def __hash__(self) -> int:
        """Return a number that is the same for the same shelf."""


@dataclass(frozen=True, slots=True)
class BareShelf:
    """Keeps nothing."""

    def part(self, *content: object) -> bytes | None:
        """Return nothing."""
        return None

    def keep(self, data: bytes, *content: object) -> None:
        """Keep nothing."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a renderer needs besides the text.

    `phrases` are the words that it prints or says itself, in the edition's language. `purpose` is the one of
    the format's purposes (`PurposefulFormat`) that the file is made for; most formats have none. What stands
    on the `shelf` has no part in what a file becomes.
    """

    style: Style
    series: tuple[Series, ...]
    title: Run
    lang: str
    phrases: FormatPhrases = field(default_factory=FormatPhrases)
    purpose: str = ""
    shelf: Shelf = field(default=BareShelf(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document, set: bytes in the renderer's own form, independent of its position in the book.

    `moved` are the ids of notes that had to go to the document's end; the proof table counts them.
    """

    document: str
    data: bytes = field(repr=False)
    moved: tuple[str, ...] = ()


class Renderer(Protocol):
    """A format: three pure functions.

    Same input, same style and same versions of the libraries give the same bytes.
    """

    @property
    def name(self) -> str:
        """Return the name by which the format is asked for ("pdf")."""

    @property
    def suffix(self) -> str:
        """Return the ending of its files (".pdf")."""

    @property
    def title(self) -> str:
        """Return one line for the list of formats."""

    @property
    def contract(self) -> int:
        """Return the contract version this renderer was written for."""

    @property
    def adds(self) -> frozenset[OriginRule]:
        """Return by which rules the format prints what is in no run of the publication."""

    def typeset(self, document: PublishedDocument, setting: Setting) -> Result[Sheet]:
        """Set one document."""

    def bind(self, publication: Publication, sheets: Sequence[Sheet], setting: Setting) -> Result[bytes]:
        """Join the sheets, in the order of the documents, with front and back matter."""

    def extract(self, data: bytes) -> Extract:
        """Read a finished file back: only what a reader perceives."""


@runtime_checkable
class Marker(Protocol):
    """What a renderer may do besides: show in a file that failed its proof where that is.

    Without it the failed file is set aside as it is.
    """

    def mark(self, data: bytes, faults: Sequence[Fault]) -> bytes:
        """Return the file with its faults marked at their places, and listed where the file begins."""


@runtime_checkable
class RecallingFormat(Protocol):
    """What a renderer may do besides: read a part of a file that it has read before by what it kept of it.

    A part is the same only if its bytes are, cut from the finished file anew with all that they refer to;
    what is of the whole file is always read. Only builds have a shelf: a file from elsewhere is read.
    """

    def extract_known(self, data: bytes, shelf: Shelf) -> Extract:
        """Return what `extract` does."""


@runtime_checkable
class ClosedFormat(Protocol):
    """What a renderer may do besides: say what of a file nobody knows, so that nothing is passed over.

    It walks the file against a closed table of what its files are made of, written from the specifications of
    the format, and compares what the style alone makes with what the style makes.
    """

    def unknown(self, data: bytes, publication: Publication, setting: Setting) -> tuple[Unknown, ...]:
        """Return all of a file that is not proofed."""


@runtime_checkable
class ReturningFormat(Protocol):
    """What a renderer may do besides: read a file that comes back from an editor, with all that was changed.

    Its files bear what the same reader makes of them (`Returned.base`), so that two files are compared that
    were read alike.
    """

    def returned(self, data: bytes) -> Returned | Refusal:
        """Return what a file holds, and the base in it, or why it is none of the format."""


@runtime_checkable
class Bearer(Protocol):
    """What a format may do besides: say what it carries of that which not every format does."""

    @property
    def carries(self) -> frozenset[Carried]:
        """Return what it carries; the rest it carries less than the model (`variorum formats --less`)."""


@runtime_checkable
class PurposefulFormat(Protocol):
    """What a format may do besides: make files for several purposes, as for editing or as a book.

    `Setting.purpose` names the one that is wanted, in `typeset`, `bind` and `unknown`; where it is empty, the
    first is meant.
    """

    @property
    def purposes(self) -> Mapping[str, str]:
        """Return the purposes by their names, each with what the file is then, in a few words."""


@runtime_checkable
class TemplateFormat(Protocol):
    """What a format may do besides: take the looks of a publisher's template in the place of the style's."""

    def with_template(self, setting: Setting, data: bytes) -> Setting | Refusal:
        """Return a setting whose style looks as the template does, or why it is none."""


@runtime_checkable
class QuickFormat(Protocol):
    """What a renderer may do besides: say that it sets a document as soon as it is handed over.

    For its sake no process is started; one that is there may set for it.
    """

    @property
    def sets_at_once(self) -> bool:
        """Return whether it does."""


class Writer(Protocol):
    """A format that is made from the edition, not from the publication: two pure functions."""

    @property
    def name(self) -> str:
        """Return the name by which the format is asked for ("tei")."""

    @property
    def suffix(self) -> str:
        """Return the ending of its files (".xml")."""

    @property
    def title(self) -> str:
        """Return one line for the list of formats."""

    @property
    def contract(self) -> int:
        """Return the contract version this writer was written for."""

    def write(self, edition: Edition) -> Result[bytes]:
        """Write the whole edition."""

    def read(self, data: bytes, file: str) -> Result[Edition | None]:
        """Read a finished file back; the proof compares what it holds with the edition."""


def purposes_of(one: object) -> Mapping[str, str]:
    """Return the purposes of a format, none of most."""
    return one.purposes if isinstance(one, PurposefulFormat) else {}


def chosen_purpose(one: object, asked: Sequence[str]) -> str:
    """Return which of its purposes a format is to be made for: the first that is asked for, or its own."""
    known = purposes_of(one)
    return next((name for name in asked if name in known), next(iter(known), ""))


def sets_at_once(one: object) -> bool:
    """Return whether a format sets a document sooner than a process is started."""
    return isinstance(one, QuickFormat) and one.sets_at_once


def is_writer(one: Renderer | Writer) -> TypeGuard[Writer]:
    """Return whether a format is made from the edition."""
    return hasattr(one, "write")
