"""Markdown: one CommonMark file, notes at the end of each document, signs as marks and elements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from variorum.contract import RENDERER_CONTRACT, Setting, Sheet
from variorum.extract import Extract
from variorum.findings import Result
from variorum.origin import OriginRule
from variorum.publication import Publication, PublishedDocument

__all__ = ["Markdown", "renderer"]

ADDS = frozenset(
    {OriginRule.MARGIN_LABEL, OriginRule.MARK_SPACE, OriginRule.HANGING_BLANK, OriginRule.NOTE_LIST_TITLE}
)
"""By which rules the format prints what is in no run of the publication."""


@dataclass(frozen=True, slots=True)
class Markdown:
    """The Markdown renderer. A sheet is the text of one document."""

    name: str = "markdown"
    suffix: str = ".md"
    title: str = "Markdown: one CommonMark file"
    contract: int = RENDERER_CONTRACT
    adds: frozenset[OriginRule] = ADDS

    def typeset(self, document: PublishedDocument, setting: Setting) -> Result[Sheet]:
        """Set one document."""
        from variorum_markdown.writing import document_text  # noqa: PLC0415

        return Result(Sheet(document.id, document_text(document, setting).encode()))

    def bind(self, publication: Publication, sheets: Sequence[Sheet], setting: Setting) -> Result[bytes]:
        """Join the sheets with front and back matter."""
        from variorum_markdown.writing import matter_text  # noqa: PLC0415

        front, back = (
            [matter_text(one, setting.style) for one in matter]
            for matter in (publication.front, publication.back)
        )
        return Result("\n".join((*front, *(sheet.data.decode() for sheet in sheets), *back)).encode())

    def extract(self, data: bytes) -> Extract:
        """Read a file back."""
        from variorum_markdown.reading import extract  # noqa: PLC0415

        return extract(data.decode())


renderer = Markdown()
