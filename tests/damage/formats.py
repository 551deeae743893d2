"""The kinds of damage by format, and the rewritings that change nothing."""

from __future__ import annotations

from collections.abc import Mapping

from damage.chance import Kind, docx, epub, harmless, pdf

KINDS: Mapping[str, tuple[Kind, ...]] = {"pdf": pdf.KINDS, "epub": epub.KINDS, "docx": docx.KINDS}
HARMLESS: Mapping[str, tuple[Kind, ...]] = {
    "pdf": harmless.PDF,
    "epub": harmless.EPUB,
    "docx": harmless.DOCX,
}
