"""What of a PDF nobody knows: ISO 32000-2 as far as our pages are written in it, of the size of the style.

Keys, operators, inks and kinds of annotations that are not here are not proofed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

import pikepdf

from variorum.contract import Setting
from variorum.publication import Publication
from variorum.style import Style
from variorum.style.room import MM
from variorum.style.values import Color
from variorum.vocabulary import Unknown
from variorum_pdf.closed.furniture import strange_furniture
from variorum_pdf.closed.links import strange_links
from variorum_pdf.closed.navigation import strange_navigation
from variorum_pdf.closed.sizes import strange_sizes
from variorum_pdf.closed.structure import strange_structure
from variorum_pdf.closed.typefaces import strange_typefaces
from variorum_pdf.read.extraction import Reading, by_mark, reading_of
from variorum_pdf.set.landscape import landscape_of

MOST = 20
"""How many strange things of a file are told."""
CATALOG = frozenset(
    {
        *("/Type", "/Pages", "/Lang", "/MarkInfo", "/Metadata", "/Names", "/Outlines", "/PageLabels"),
        *("/PageMode", "/StructTreeRoot", "/ViewerPreferences", "/PageLayout"),
    }
)
"""7.7.2: no actions, no forms, no layers."""
NAMES = frozenset({"/Dests"})
PAGE = frozenset(
    {
        *("/Type", "/Parent", "/Tabs", "/MediaBox", "/TrimBox", "/Contents", "/Resources", "/StructParents"),
        "/Annots",
    }
)
"""7.7.3: not rotated, in no unit of its own, cut to no other box."""
SAMPLE = 40
EXACT = 0.01
"""Points by which a page may be of another size."""


def unknown(data: bytes, publication: Publication, setting: Setting) -> tuple[Unknown, ...]:
    """Return what is not known of a PDF that was made of a publication in a style."""
    reading = reading_of(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = chain(
            _unknown(pdf, setting),
            _painted(reading, setting.style),
            strange_furniture(reading, publication, setting),
            strange_typefaces(reading.reader.canvases),
            strange_structure(pdf),
            strange_links(pdf, reading),
            strange_sizes(reading, setting.style),
            strange_navigation(pdf, reading, publication, setting),
        )
        told = tuple(islice(found, MOST))
    reading_of.cache_clear()
    return told


def _painted(reading: Reading, style: Style) -> Iterator[Unknown]:
    """Yield what is strange of how pages are painted: operators, and inks that the style does not have."""
    inks = {_ink(color) for color in _colors(style)} | {(0.0,)}
    for label, canvas in zip(reading.reader.labels, reading.reader.canvases, strict=True):
        yield from (Unknown(said, f"page {label}") for said in canvas.strange)
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


def _unknown(pdf: pikepdf.Pdf, setting: Setting) -> Iterator[Unknown]:
    yield from _strange(pdf.Root, CATALOG, "the catalog")
    yield from _strange(pdf.Root.get("/Names", {}), NAMES, "the names")
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
        yield from _strange(holder, PAGE, at)
        for box in ("/MediaBox", "/TrimBox"):
            left, bottom, right, top = (float(side) for side in holder.get(box, (0, 0, 0, 0)))
            own = (right - left, top - bottom)
            if max(abs(left), abs(bottom)) > EXACT or not (_is_of(size, own) or _is_of(turned, own)):
                yield Unknown("a page of another size than the style says", at)


def _is_of(size: tuple[float, float], own: tuple[float, float]) -> bool:
    return max(abs(one - other) for one, other in zip(size, own, strict=True)) <= EXACT


def _strange(of: Any, known: frozenset[str], at: str) -> Iterator[Unknown]:
    yield from (Unknown(f"the key {key}", at) for key in sorted({*of.keys()} - known))
