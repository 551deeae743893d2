"""What of a PDF nobody knows: ISO 32000-2 as far as our pages are written in it, of the size of the style.

Operators, inks and sizes of pages that are not here are not proofed; objects are in `objects.toml`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

import pikepdf

from variorum.contract import Setting
from variorum.extract import INVISIBLE
from variorum.publication import Matter, Publication, PublishedDocument, Run
from variorum.style import Style
from variorum.style.room import MM
from variorum.style.values import Color
from variorum.vocabulary import Unknown
from variorum_pdf.bind.furniture import shift
from variorum_pdf.bind.imposition import Leafside
from variorum_pdf.closed.edges import strange_edges
from variorum_pdf.closed.furniture import is_turned, strange_furniture
from variorum_pdf.closed.links import strange_links
from variorum_pdf.closed.navigation import strange_navigation
from variorum_pdf.closed.objects import strange_objects
from variorum_pdf.closed.sizes import strange_sizes
from variorum_pdf.closed.structure import strange_structure
from variorum_pdf.closed.typefaces import strange_typefaces
from variorum_pdf.read.content import SET
from variorum_pdf.read.extraction import Reading, by_mark, forget, reading_of
from variorum_pdf.set.landscape import landscape_of
from variorum_pdf.sheets import walk

MOST = 20
"""How many strange things of a file are told."""
SAMPLE = 40
APART = re.compile(f"(^|[ \u00a0])[{''.join(INVISIBLE)}\u00ad]+([ \u00a0]|$)")
"""Signs without ink between blanks, or at an edge beside which a blank may stand."""
EXACT = 0.01
"""Points by which a page may be of another size."""


def unknown(data: bytes, publication: Publication, setting: Setting) -> tuple[Unknown, ...]:
    """Return what is not known of a PDF that was made of a publication in a style."""
    reading = reading_of(data, setting.shelf)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = chain(
            strange_objects(pdf, reading.reader.labels),
            _pages(pdf, setting),
            _astray(reading, publication.leftwards, setting.style),
            _painted(reading, setting.style),
            _blanks_doubled(reading, publication),
            strange_furniture(reading, publication, setting),
            strange_typefaces(reading.reader.canvases),
            strange_structure(pdf),
            strange_links(pdf, reading),
            strange_sizes(reading, setting.style),
            strange_edges(reading, publication, setting),
            strange_navigation(pdf, reading, publication, setting),
        )
        told = tuple(islice(found, MOST))
    forget()
    return told


def _painted(reading: Reading, style: Style) -> Iterator[Unknown]:
    """Yield what is strange of how pages are painted: operators, and inks that the style does not have."""
    inks = {_ink(color) for color in _colors(style)} | {(0.0,)}
    for label, canvas in zip(reading.reader.labels, reading.reader.canvases, strict=True):
        yield from (Unknown(said, f"page {label}") for said in canvas.strange)
        if canvas.numbers != tuple(range(len(canvas.numbers))):
            yield Unknown("marked content that is not counted one by one", f"page {label}")
        for ink in sorted({_rounded(ink) for ink in canvas.inks} - inks):
            yield Unknown(f"the ink {' '.join(f'{part:g}' for part in ink)}", f"page {label}")
    yield from _inks_of_marks(reading, style)


def _inks_of_marks(reading: Reading, style: Style) -> Iterator[Unknown]:
    """Yield marks of pages in another ink than theirs."""
    own = style.inline("page-mark").color
    if own is None:
        return
    reader = reading.reader
    marked = [by_mark(canvas) for canvas in reader.canvases]
    for branch in reading.order:
        for piece in marked[branch.page].get(branch.mcid, ()):
            if branch.page_mark and piece.text.strip() and _rounded(piece.colour) != _ink(own):
                said = f"“{piece.text.strip()[:SAMPLE]}” in the ink of other words"
                yield Unknown(said, f"page {reader.labels[branch.page]}")


def _rounded(ink: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(round(part, 3) for part in ink)


def _colors(style: Style) -> Iterator[Color]:
    yield from (block.color for block in style.blocks.values())
    yield from (inline.color for inline in style.inlines.values() if inline.color is not None)


def _ink(color: Color) -> tuple[float, ...]:
    """Return a colour as it is painted: what is grey in black alone."""
    parts = tuple(round(part / 255, 3) for part in (color.red, color.green, color.blue))
    return parts[:1] if len(set(parts)) == 1 else parts


def _pages(pdf: pikepdf.Pdf, setting: Setting) -> Iterator[Unknown]:
    """Yield pages that are there twice, or of another size than the style says."""
    page = setting.style.page
    size = (page.width_mm / MM, page.height_mm / MM)
    turned = size[::-1] if landscape_of(setting.style) else size
    known: set[tuple[int, int]] = set()
    owners: set[int] = set()
    for number, one in enumerate(pdf.pages, 1):
        at = f"page {number}"
        holder: Any = one.obj
        owner = int(holder.get("/StructParents", -1))
        if holder.objgen in known or owner in owners:
            yield Unknown("a page that is there twice", at)
        known.add(holder.objgen)
        owners |= {owner} - {-1}
        for box in ("/MediaBox", "/TrimBox"):
            left, bottom, right, top = (float(side) for side in holder.get(box, (0, 0, 0, 0)))
            own = (right - left, top - bottom)
            if max(abs(left), abs(bottom)) > EXACT or not (_is_of(size, own) or _is_of(turned, own)):
                yield Unknown("a page of another size than the style says", at)


def _astray(reading: Reading, leftwards: bool, style: Style) -> Iterator[Unknown]:
    """Yield pages that are moved or drawn out otherwise than their side of the leaf wants it."""
    for number, (label, canvas) in enumerate(
        zip(reading.reader.labels, reading.reader.canvases, strict=True)
    ):
        side = Leafside(0, 1, number % 2 == 0, False, "", leftwards, is_turned(canvas.box, style))
        right = ((1, 0, 0, 1, shift(side, style), 0), (1, 0, 0, -1, 0, canvas.box[3]), (SET, 0, 0, SET, 0, 0))
        pairs = zip(right, canvas.placed, strict=False)
        exact = all(abs(a - b) <= EXACT for one, other in pairs for a, b in zip(one, other, strict=True))
        if not exact or len(canvas.placed) not in (0, len(right)):
            yield Unknown("a page that is moved or drawn out", f"page {label}")


def _blanks_doubled(reading: Reading, publication: Publication) -> Iterator[Unknown]:
    """Yield blanks behind blanks, where no sign without ink stands between blanks in the edition."""
    found = [
        Unknown(f"a blank behind a blank in “{stretch.text.strip()[:SAMPLE]}”", f"page {label}")
        for label, canvas in zip(reading.reader.labels, reading.reader.canvases, strict=True)
        for stretch in canvas.stretches
        if stretch.mcid is not None and "  " in stretch.text
    ]
    if found and not any(APART.search(run.text) for run in _runs(publication)):
        yield from found


def _runs(publication: Publication) -> Iterator[Run]:
    parts: tuple[Matter | PublishedDocument, ...] = (
        *publication.front,
        *publication.documents,
        *publication.back,
    )
    for part in parts:
        yield from (node for node in walk(part) if isinstance(node, Run))


def _is_of(size: tuple[float, float], own: tuple[float, float]) -> bool:
    return max(abs(one - other) for one, other in zip(size, own, strict=True)) <= EXACT
