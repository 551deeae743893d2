"""EPUB 3.3: pop-up notes, a page list of the source's pages, embedded fonts, accessibility metadata.

The modules that need libraries are imported when they are used, so that a list of formats costs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from variorum.carried import Carried
from variorum.contract import RENDERER_CONTRACT, Setting, Sheet, Shelf
from variorum.extract import Extract, Fault
from variorum.findings import Result
from variorum.origin import OriginRule
from variorum.publication import Publication, PublishedDocument
from variorum.vocabulary import Unknown

__all__ = ["Epub", "renderer"]


ADDS = frozenset(
    {
        OriginRule.CALL_SPACE,
        OriginRule.MARK_SPACE,
        OriginRule.HANGING_BLANK,
        OriginRule.NOTE_LIST_TITLE,
        OriginRule.NAVIGATION,
        OriginRule.OWN_PHRASE,
        OriginRule.COVER,
        OriginRule.METADATA,
    }
)
"""By which rules the format prints what is in no run of the publication."""


CARRIES = frozenset({Carried.DRAWINGS, Carried.SERIES, Carried.SPEECH})
"""What it carries beside what it prints itself (`variorum.carried`)."""


@dataclass(frozen=True, slots=True)
class Epub:
    """The EPUB renderer. A sheet is the XHTML of one document; links to other documents wait for `bind`."""

    name: str = "epub"
    suffix: str = ".epub"
    title: str = "EPUB 3.3: e-book with pop-up notes and a page list of the original pages"
    contract: int = RENDERER_CONTRACT
    adds: frozenset[OriginRule] = ADDS
    carries: frozenset[Carried] = CARRIES
    embeds_type: bool = True
    sets_at_once: bool = True

    def typeset(self, document: PublishedDocument, setting: Setting) -> Result[Sheet]:
        """Set one document as XHTML."""
        from variorum_epub.typesetting import typeset  # noqa: PLC0415

        return typeset(document, setting)

    def bind(self, publication: Publication, sheets: Sequence[Sheet], setting: Setting) -> Result[bytes]:
        """Join the sheets with front and back matter, navigation, fonts and a cover."""
        from variorum_epub.binding import bind  # noqa: PLC0415

        return bind(publication, sheets, setting)

    def extract(self, data: bytes) -> Extract:
        """Read the spine's pages back, with the looks that their own style sheets give."""
        from variorum_epub.read.extraction import extract  # noqa: PLC0415

        return extract(data)

    def extract_known(self, data: bytes, shelf: Shelf) -> Extract:
        """Read the spine's pages back; those that are as they were are told by the shelf."""
        from variorum_epub.read.extraction import extract  # noqa: PLC0415

        return extract(data, shelf)

    def unknown(self, data: bytes, publication: Publication, setting: Setting) -> tuple[Unknown, ...]:
        """Return what of a package is not of the closed language of its pages, or not made by the style."""
        from variorum_epub.language import unknown  # noqa: PLC0415

        return unknown(data, publication, setting)

    def mark(self, data: bytes, faults: Sequence[Fault]) -> bytes:
        """Mark in the text what is wrong, and list it on the first page."""
        from variorum_epub.marking import mark  # noqa: PLC0415

        return mark(data, faults)


renderer = Epub()
