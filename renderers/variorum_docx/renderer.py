"""The renderer that the registry finds: typeset, bind, extract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from variorum.archive import Refusal
from variorum.carried import Carried
from variorum.contract import RENDERER_CONTRACT, Setting, Sheet
from variorum.extract import Extract, Fault
from variorum.findings import Result
from variorum.origin import OriginRule
from variorum.publication import Publication, PublishedDocument
from variorum.returned import Returned
from variorum.vocabulary import Unknown
from variorum_docx.bind.book import bind_sheets
from variorum_docx.house_template import with_template
from variorum_docx.language import unknown
from variorum_docx.looks_due import set_with_looks
from variorum_docx.marking import mark as mark_faults
from variorum_docx.purposes import PURPOSES, for_purpose
from variorum_docx.read.extraction import read_back
from variorum_docx.returning.base import returned

ADDS = frozenset(
    {
        OriginRule.FOLIO,
        OriginRule.RUNNING_HEAD,
        OriginRule.CALL_SPACE,
        OriginRule.MARK_SPACE,
        OriginRule.HANGING_BLANK,
        OriginRule.NOTE_LIST_TITLE,
        OriginRule.METADATA,
        OriginRule.OWN_PHRASE,
    }
)
"""By which rules the format prints what is in no run of the publication."""


CARRIES = frozenset({Carried.FOOT, Carried.QUERIES})
"""What it carries beside what it prints itself (`variorum.carried`)."""


@dataclass(frozen=True, slots=True)
class DocxRenderer:
    """Word manuscripts (Office Open XML, ECMA-376)."""

    name: str = "docx"
    suffix: str = ".docx"
    title: str = "Word manuscript with named styles and real footnotes"
    contract: int = RENDERER_CONTRACT
    adds: frozenset[OriginRule] = ADDS
    carries: frozenset[Carried] = CARRIES
    purposes: Mapping[str, str] = field(default_factory=lambda: PURPOSES)
    sets_at_once: bool = True

    def typeset(self, document: PublishedDocument, setting: Setting) -> Result[Sheet]:
        """Set one document as WordprocessingML with symbolic ids."""
        return set_with_looks(document, for_purpose(setting))

    def bind(self, publication: Publication, sheets: Sequence[Sheet], setting: Setting) -> Result[bytes]:
        """Join the sheets into one package, with front and back matter."""
        return bind_sheets(publication, sheets, for_purpose(setting))

    def extract(self, data: bytes) -> Extract:
        """Read a package back from its WordprocessingML alone."""
        return read_back(data)

    def unknown(self, data: bytes, publication: Publication, setting: Setting) -> tuple[Unknown, ...]:
        """Return what of a package is not of the closed language of its text, or not made by the style."""
        return unknown(data, publication, for_purpose(setting))

    def with_template(self, setting: Setting, data: bytes) -> Setting | Refusal:
        """Return a setting with the looks that a Word file or template gives to styles of our names."""
        return with_template(setting, data)

    def returned(self, data: bytes) -> Returned | Refusal:
        """Read a file that comes back, and the base in it."""
        return returned(data)

    def mark(self, data: bytes, faults: Sequence[Fault]) -> bytes:
        """Mark in the text what is wrong, and list it at the beginning."""
        return mark_faults(data, faults)
