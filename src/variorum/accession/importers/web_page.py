"""Web pages: the text of a page saved from a site, without what stands around it, becomes a transcript."""

from __future__ import annotations

import re
from dataclasses import dataclass

from variorum.accession import web
from variorum.accession.file_opening import opening, outermost
from variorum.accession.manuscript.pictures import lying_beside
from variorum.doors import IMPORTER_CONTRACT, Deposit, DepositKind, Fit, IntakeRules
from variorum.findings import Result
from variorum.manuscript import Manuscript

__all__ = ["WebPageImporter", "importer"]

KIND = DepositKind("web page", "a web page")
DOCTYPE = re.compile(r"\s*<!doctype\s+html", re.IGNORECASE)
TAGS = re.compile(
    r"<(html|head|body|title|meta|div|p|h[1-6]|table|span|font|center|article|main|br|ul|ol)\b[^<>]*>",
    re.IGNORECASE,
)


BLOCK_FIRST = re.compile(
    r"(?:\s|<!--.*?-->)*<(?:p|div|h[1-6]|table|article|main|ul|ol|blockquote|center|pre|section)\b[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
"""What a part of a page begins with, that was saved without the rest of it."""


@dataclass(frozen=True, slots=True)
class WebPageImporter:
    """The importer of web pages; their pictures and style sheets lie beside them."""

    name: str = "web-page"
    kind: DepositKind = KIND
    contract: int = IMPORTER_CONTRACT

    def recognise(self, data: bytes, name: str) -> Fit:
        """Return whether a file is HTML, or has its tags."""
        root = outermost(data)
        if root is not None and root.lower() == "html":
            return Fit.SURE
        text = opening(data)
        is_html = DOCTYPE.match(text) or BLOCK_FIRST.match(text) or len(TAGS.findall(text)) >= 3
        return Fit.LIKELY if is_html else Fit.NONE

    def read(self, given: Deposit, rules: IntakeRules) -> Result[Manuscript | None]:
        """Read a page."""
        return web.read(given.name, given.data, lying_beside(given.beside))


importer = WebPageImporter()
