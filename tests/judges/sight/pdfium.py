"""A PDF as pdfium shows it: the raster and the text of each page, what is spoken, where links lead."""

from __future__ import annotations

import ctypes
import importlib
import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2

from judges.sight import Sight, closed, digest, inked

raw: Any = importlib.import_module("pypdfium2.raw")
opened: Any = pypdfium2.PdfDocument
SCALE = 1.0
"""Points of the raster to a point of the page."""
DEEPEST = 60


class Pdfium:
    """The reader that Chromium shows PDFs with."""

    def sights(self, files: list[bytes]) -> list[Sight]:
        """Return what is seen of each of the files."""
        return [sight(one) for one in files]


def sight(data: bytes) -> Sight:
    """Return what is seen and heard of a PDF."""
    try:
        seen = _pages(data)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            seen["beside"] = digest(repr(_beside(pdf)))
    except (pypdfium2.PdfiumError, pikepdf.PdfError, ValueError, OSError, RuntimeError) as error:
        return closed(type(error).__name__)
    return seen


def _pages(data: bytes) -> dict[str, str]:
    seen = {}
    with opened(data) as document:
        for at, page in enumerate(document):
            picture = bytes(page.render(scale=SCALE).buffer)
            size = repr(page.get_size())
            words = page.get_textpage()
            text = inked(words.get_text_bounded())
            words.close()
            seen[str(at)] = digest(picture, size, text, repr(_spoken(page)), document.get_page_label(at))
            page.close()
    return seen


def _text_of(function: Any, element: Any) -> str:
    """Return what a function of pdfium that fills a buffer in UTF-16 says."""
    length = function(element, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    function(element, buffer, length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")


def _spoken(page: Any) -> list[tuple[object, ...]]:
    """Return the structure of a page in its order: kinds, alternatives, languages and words."""
    words = _marked_words(page)
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return []
    try:
        count = raw.FPDF_StructTree_CountChildren(tree)
        children = [raw.FPDF_StructTree_GetChildAtIndex(tree, at) for at in range(max(count, 0))]
        return [line for child in children if child for line in _element(child, words, 0)]
    finally:
        raw.FPDF_StructTree_Close(tree)


def _element(element: Any, words: dict[int, str], depth: int) -> Iterator[tuple[object, ...]]:
    said = [
        _text_of(function, element)
        for function in (
            raw.FPDF_StructElement_GetType,
            raw.FPDF_StructElement_GetAltText,
            raw.FPDF_StructElement_GetActualText,
            raw.FPDF_StructElement_GetLang,
        )
    ]
    yield depth, *said
    for at in range(max(raw.FPDF_StructElement_CountChildren(element), 0)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, at)
        if child and depth < DEEPEST:
            yield from _element(child, words, depth + 1)
        else:
            yield depth, words.get(raw.FPDF_StructElement_GetChildMarkedContentID(element, at), "")


def _marked_words(page: Any) -> dict[int, str]:
    """Return the words of each marked content of a page."""
    found: dict[int, list[str]] = {}
    holder = raw.FPDFText_LoadPage(page.raw)
    for at in range(raw.FPDFPage_CountObjects(page.raw)):
        one = raw.FPDFPage_GetObject(page.raw, at)
        number = raw.FPDFPageObj_GetMarkedContentID(one)
        if number >= 0 and raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_TEXT:
            length = raw.FPDFTextObj_GetText(one, holder, None, 0)
            buffer = ctypes.create_string_buffer(max(length, 2))
            raw.FPDFTextObj_GetText(one, holder, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
            found.setdefault(number, []).append(
                buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")
            )
    raw.FPDFText_ClosePage(holder)
    return {number: inked("".join(pieces)) for number, pieces in found.items()}


def _beside(pdf: pikepdf.Pdf) -> list[object]:
    """Return what stands beside the pages: bookmarks, links, notes of annotations, title and language."""
    pages = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}

    def place(item: Any) -> object:
        if isinstance(item, pikepdf.Dictionary):
            return [(key, place(item[key])) for key in ("/S", "/URI", "/D", "/JS", "/F") if key in item]
        if isinstance(item, pikepdf.Array):
            return [
                pages.get(one.objgen, "?") if isinstance(one, pikepdf.Dictionary) else str(one)
                for one in item
            ]
        return str(item)

    found: list[object] = [str(pdf.Root.get("/Lang")), str(pdf.docinfo.get("/Title"))]
    for at, page in enumerate(pdf.pages):
        for one in page.obj.get("/Annots", ()):
            rectangle = [round(float(side)) for side in one.get("/Rect", ())]
            leads = [place(one[key]) for key in ("/Dest", "/A") if key in one]
            found.append((at, str(one.get("/Subtype")), rectangle, leads, str(one.get("/Contents"))))
    found += _bookmarks(pdf.Root.get("/Outlines"), place, 0)
    names = pdf.Root.get("/Names")
    if names is not None and "/Dests" in names:
        tree = pikepdf.NameTree(names.Dests)
        found += [(key, place(tree[key])) for key in tree]
    return found


def _bookmarks(item: Any, place: Any, depth: int) -> list[object]:
    found: list[object] = []
    child = item.get("/First") if item is not None else None
    while child is not None and depth < DEEPEST and len(found) < 5_000:
        leads = [place(child[key]) for key in ("/Dest", "/A") if key in child]
        found.append((depth, str(child.get("/Title")), leads))
        found += _bookmarks(child, place, depth + 1)
        child = child.get("/Next")
    return found
