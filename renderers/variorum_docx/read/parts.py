"""The parts of a package that hold what a reader sees, found through its relations."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.archive import Refusal
from variorum.ooxml.names import q
from variorum.ooxml.package import DOCUMENT, open_package
from variorum.ooxml.xml import Element


@dataclass(frozen=True, slots=True)
class OpenPackage:
    """The parts of a package that bear on its text."""

    name: str
    document: Element
    footnotes: Element | None
    styles: Element | None
    settings: Element | None
    comments: Element | None
    notes: str | None = None
    """The name of the part of the footnotes."""


def open_parts(data: bytes) -> OpenPackage | Refusal:
    """Open a package, or say why it is no sound Word file: nothing in it is guessed at."""
    package = open_package(data)
    if isinstance(package, Refusal):
        return package
    name = package.related("").get(DOCUMENT)
    document = package.xml(name) if name is not None else None
    related = package.related(name) if name is not None else {}
    beside = [related.get(kind) for kind in ("footnotes", "styles", "settings", "comments")]
    footnotes, styles, settings, comments = (
        package.xml(part) if part is not None else None for part in beside
    )
    if package.complaints:
        first = package.complaints[0]
        return Refusal(f"it is damaged ({first.part} {first.reason})")
    if name is None:
        return Refusal("it holds no document")
    missing = [part for part in (name, *beside) if part is not None and part not in package.names]
    if document is None or missing:
        return Refusal(f"it is damaged ({(missing or [name])[0]} is missing)")
    if document.tag != q("document"):
        return Refusal("its main part is no text document")
    return OpenPackage(name, document, footnotes, styles, settings, comments, related.get("footnotes"))
