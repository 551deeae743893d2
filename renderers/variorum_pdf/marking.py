"""Show in a PDF that failed its proof what is wrong: highlighted, and listed first in the outline."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

import pikepdf

from variorum.extract import Fault
from variorum_pdf.read.extraction import places_of_tokens
from variorum_pdf.read.margin import Line

COLOUR = (1.0, 0.85, 0.2)
LETTER = 0.5
"""How wide a letter is taken to be, in sizes of its type, where a word ends a line."""
LETTERS = 6
ASCENT, DESCENT = 0.8, 0.25
TITLE = "What is wrong in this file"


def mark(data: bytes, faults: Sequence[Fault]) -> bytes:
    """Return a PDF with its faults marked; those without a place stand at the head of the first page."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        lines = places_of_tokens(data)
        placed = [(fault, _area(fault, lines)) for fault in faults]
        pages = len(pdf.pages)
        entries = []
        for fault, area in placed:
            page, box = area if area is not None and area[0] < pages else (0, None)
            annotation = _note(pdf, fault.says) if box is None else _highlight(fault.says, box)
            leaf = pdf.pages[page]
            if "/Annots" not in leaf:
                leaf.Annots = pdf.make_indirect(pikepdf.Array())
            leaf.Annots.append(pdf.make_indirect(annotation))
            entries.append(pikepdf.OutlineItem(fault.says, page))
        with pdf.open_outline() as outline:
            head = pikepdf.OutlineItem(TITLE, 0)
            head.children.extend(entries)
            outline.root.insert(0, head)
        into = io.BytesIO()
        pdf.save(into, deterministic_id=True)
    return into.getvalue()


def _area(
    fault: Fault, lines: Mapping[str, Sequence[Line]]
) -> tuple[int, tuple[float, float, float, float]] | None:
    """Return the page of a fault, and the edges of the word at which it stands."""
    found = lines.get(fault.stream or "", ())
    if not found:
        return None
    at = min(fault.index, len(found) - 1)
    word = found[at]
    right = next(_beside(word, found[at + 1 : at + 2]), word.left + LETTERS * LETTER * word.size)
    low, high = word.baseline - DESCENT * word.size, word.baseline + ASCENT * word.size
    return word.page, (word.left, low, right, high)


def _beside(word: Line, following: Sequence[Line]) -> Iterator[float]:
    """Yield where the next word of the same line begins."""
    for one in following:
        if one.page == word.page and one.left > word.left and abs(one.baseline - word.baseline) < word.size:
            yield one.left


def _highlight(says: str, box: tuple[float, float, float, float]) -> pikepdf.Dictionary:
    left, low, right, high = (round(edge, 2) for edge in box)
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Highlight,
        Rect=[left, low, right, high],
        QuadPoints=[left, high, right, high, left, low, right, low],
        Contents=pikepdf.String(says),
        C=list(COLOUR),
        F=4,
    )


def _note(pdf: pikepdf.Pdf, says: str) -> pikepdf.Dictionary:
    """Return a note for what has no place, at the head of the first page."""
    left, top = (float(pdf.pages[0].cropbox[edge]) for edge in (0, 3))
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Text,
        Rect=[left + 12, top - 30, left + 30, top - 12],
        Contents=pikepdf.String(says),
        Name=pikepdf.Name.Note,
        C=list(COLOUR),
        F=4,
    )
