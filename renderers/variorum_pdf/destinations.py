"""Names of places in a PDF to which its parts lead, the same for who writes them and who reads them."""

from __future__ import annotations

PAGE = "page"
"""The user property of the words of a page mark, whose value is the label of the page that begins there."""


def page_name(document: str, label: str, before: int) -> str:
    """Name the place at which a page of the source begins; `before` earlier ones have its label."""
    return f"page/{document}/{label}" + (f"/{before + 1}" if before else "")
