"""The contract between the pipeline and a renderer: two pure functions and one that reads back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from variorum.diagnostics import Result
from variorum.extract import Extract
from variorum.publication import Publication, PublishedDocument, Series
from variorum.style import Style

CONTRACT = 1
"""The version of this contract; a renderer says which one it was written for."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a renderer needs besides the text."""

    style: Style
    series: tuple[Series, ...]
    title: str
    lang: str


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

    def typeset(self, document: PublishedDocument, setting: Setting) -> Result[Sheet]:
        """Set one document."""

    def bind(self, publication: Publication, sheets: Sequence[Sheet], setting: Setting) -> Result[bytes]:
        """Join the sheets, in the order of the documents, with front and back matter."""

    def extract(self, data: bytes) -> Extract:
        """Read a finished file back: only what a reader perceives."""
