"""Print PDF: notes at the page foot, original pages in the margin, running heads, tags for PDF/UA-1.

`renderer` is what the registry asks for; its parts are imported when they are used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from variorum.carried import Carried
from variorum.contract import RENDERER_CONTRACT, Setting, Sheet, Shelf
from variorum.extract import Extract, Fault
from variorum.findings import Result
from variorum.origin import OriginRule
from variorum.pictures.typesetter import load_typesetter
from variorum.publication import Publication, PublishedDocument
from variorum.vocabulary import Unknown

__all__ = ["PdfRenderer", "renderer"]


ADDS = frozenset(
    {
        OriginRule.FOLIO,
        OriginRule.RUNNING_HEAD,
        OriginRule.MARGIN_LABEL,
        OriginRule.HYPHEN,
        OriginRule.MARK_SPACE,
        OriginRule.NOTE_LIST_TITLE,
        OriginRule.NAVIGATION,
        OriginRule.METADATA,
    }
)
"""By which rules the format prints what is in no run of the publication."""


CARRIES = frozenset({Carried.DRAWINGS, Carried.FOOT, Carried.SERIES, Carried.SPEECH})
"""What it carries beside what it prints itself (`variorum.carried`)."""


@dataclass(frozen=True, slots=True)
class PdfRenderer:
    """The format "pdf" (see `variorum.contract.Renderer`)."""

    name: str = "pdf"
    suffix: str = ".pdf"
    title: str = "Print PDF, tagged, with notes at the page foot and original pages in the margin"
    contract: int = RENDERER_CONTRACT
    adds: frozenset[OriginRule] = ADDS
    carries: frozenset[Carried] = CARRIES
    embeds_type: bool = True

    def typeset(self, document: PublishedDocument, setting: Setting) -> Result[Sheet]:
        """Set one document."""
        load_typesetter()
        from variorum_pdf.sheets import typeset  # noqa: PLC0415

        return typeset(document, setting)

    def bind(self, publication: Publication, sheets: Sequence[Sheet], setting: Setting) -> Result[bytes]:
        """Join the sheets with front and back matter."""
        load_typesetter()
        from variorum_pdf.bind.book import bind  # noqa: PLC0415

        return bind(publication, sheets, setting)

    def extract(self, data: bytes) -> Extract:
        """Read a finished PDF back."""
        from variorum_pdf.read.extraction import extract  # noqa: PLC0415

        return extract(data)

    def extract_known(self, data: bytes, shelf: Shelf) -> Extract:
        """Read a finished PDF back; pages that are painted as they were are told by the shelf."""
        from variorum_pdf.read.extraction import extract  # noqa: PLC0415

        return extract(data, shelf)

    def unknown(self, data: bytes, publication: Publication, setting: Setting) -> tuple[Unknown, ...]:
        """Return what of a file is not of the closed language of its pages."""
        from variorum_pdf.closed.language import unknown  # noqa: PLC0415

        return unknown(data, publication, setting)

    def mark(self, data: bytes, faults: Sequence[Fault]) -> bytes:
        """Highlight what is wrong, and list it first in the outline."""
        from variorum_pdf.marking import mark  # noqa: PLC0415

        return mark(data, faults)


renderer = PdfRenderer()
