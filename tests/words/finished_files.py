"""What the finished files say besides the text: in navigation, to screen readers, to libraries and shops."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pikepdf
from lxml import etree

SPOKEN = ("aria-label", "alt", "title", "data-say-before", "data-say-after")
WORDS_OF_PACKAGE = frozenset({"schema:accessibilitySummary", "pageBreakSource"})
"""The properties of a package that are words; all others are terms of their vocabularies."""
CODES = frozenset({"language", "identifier"})
DRAWING, CORE, APP = "docPr", "docProps/core.xml", "docProps/app.xml"


def said_in(suffix: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Yield what a file says besides its text, each with the place where it does."""
    match suffix:
        case ".epub":
            yield from _in_epub(data)
        case ".docx":
            yield from _in_docx(data)
        case ".pdf":
            yield from _in_pdf(data)


def _in_epub(data: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if not name.endswith((".xhtml", ".opf")):
                continue
            for element in etree.fromstring(package.read(name)).iter(etree.Element):
                tag = etree.QName(element).localname
                yield from ((f"{name} {key}", element.get(key, "")) for key in SPOKEN if element.get(key))
                if tag == "title" or (name.endswith("nav.xhtml") and tag in ("h1", "h2", "a")):
                    yield f"{name} {tag}", "".join(map(str, element.itertext()))
                if name.endswith(".opf") and _is_words(element):
                    yield f"{name} {tag}", element.text or ""


def _is_words(element: etree._Element) -> bool:
    name = etree.QName(element)
    of_core = str(name.namespace).startswith("http://purl.org/dc/") and name.localname not in CODES
    return of_core or element.get("property") in WORDS_OF_PACKAGE


def _in_docx(data: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if not name.endswith(".xml"):
                continue
            for element in etree.fromstring(package.read(name)).iter(etree.Element):
                tag = etree.QName(element).localname
                if tag == DRAWING:
                    yield from ((f"{name} {key}", element.get(key, "")) for key in ("descr", "title"))
                heads = name.startswith(("word/header", "word/footer")) and tag == "t"
                if heads or (name in (CORE, APP) and tag not in (*CODES, "created", "modified")):
                    yield f"{name} {tag}", element.text or ""


def _in_pdf(data: bytes) -> Iterator[tuple[str, str]]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tree: Any = pdf.Root.StructTreeRoot
        yield from _of_structure(tree)
        with pdf.open_outline() as outline:
            yield from _of_outline(outline.root)
        for key, value in pdf.trailer.Info.items():
            if key in ("/Title", "/Subject", "/Author", "/Keywords"):
                yield f"Info {key}", str(value)


def _of_structure(node: Any) -> Iterator[tuple[str, str]]:
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting += list(one)
        elif isinstance(one, pikepdf.Dictionary):
            yield from (
                (f"{key}", str(one[key])) for key in ("/Alt", "/T", "/E", "/ActualText") if key in one
            )
            if one.get("/Type") != "/OBJR" and "/K" in one:
                waiting.append(one["/K"])


def _of_outline(items: Any) -> Iterator[tuple[str, str]]:
    for item in items:
        yield "bookmark", item.title
        yield from _of_outline(item.children)
