"""Pages by what they are painted with, so that one is known again: its content and all that it refers to.

A digest is taken of the content stream as it lies in the file, of resources with fonts, their programs and
ToUnicode maps, of boxes and annotations. What only leads to other pages has no part in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import pikepdf

ELSEWHERE = frozenset({"/Parent", "/StructParents", "/Annots"})
"""What of a page leads to others, or is looked at by itself."""
LEADING = frozenset({"/P", "/Parent", "/StructParent", "/Popup", "/A", "/Dest"})
"""What of an annotation says where it leads and belongs, not how it looks."""
INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
"""What a page may have from those above it (ISO 32000-1, 7.7.3.4)."""
HIGHEST = 64
"""How many nodes may stand above a page."""


class RingError(ValueError):
    """An object that holds itself: it has no digest."""


class Digests:
    """The digests of what is in a file, each object looked at once.

    `fonts` are the numbers of the fonts that were met, by their digests.
    """

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._known: dict[tuple[int, int], bytes] = {}
        self._open: set[tuple[int, int]] = set()
        self.fonts: dict[str, set[tuple[int, int]]] = {}
        self._layers = self.of(pdf.Root.get("/OCProperties"))

    def of_page(self, page: pikepdf.Page) -> str | None:
        """Return the digest of a page; none if it cannot be told what it is painted with."""
        holder: Any = page.obj
        found = hashlib.sha256(self._layers)
        try:
            for key, value in sorted(holder.items()):
                if key not in ELSEWHERE:
                    found.update(key.encode() + self.of(value))
            for key in INHERITED:
                found.update(key.encode() + self.of(_inherited(holder, key)))
            for one in holder.get("/Annots", ()):
                found.update(b"annotation")
                for key, value in sorted(one.items()):
                    if key not in LEADING:
                        found.update(key.encode() + self.of(value))
        except RingError:
            return None
        return found.hexdigest()

    def font(self, number: tuple[int, int]) -> str | None:
        """Return the digest of a font by its number, none if another font has it too."""
        found = self._known.get(number)
        return None if found is None or len(self.fonts.get(found.hex(), ())) != 1 else found.hex()

    def of(self, value: Any) -> bytes:
        """Return the digest of a value with all that it refers to."""
        if not isinstance(value, pikepdf.Object):
            return hashlib.sha256(f"{type(value).__name__} {value!r}".encode()).digest()
        number = value.objgen if value.is_indirect else None
        if number is None:
            return self._anew(value)
        if number in self._open:
            raise RingError(f"object {number[0]} holds itself")
        if number not in self._known:
            self._open.add(number)
            try:
                self._known[number] = self._anew(value)
            finally:
                self._open.remove(number)
            if isinstance(value, pikepdf.Dictionary) and value.get("/Type") == "/Font":
                self.fonts.setdefault(self._known[number].hex(), set()).add(number)
        return self._known[number]

    def _anew(self, value: pikepdf.Object) -> bytes:
        found = hashlib.sha256()
        for piece in self._pieces(value):
            found.update(b"%d:" % len(piece) + piece)
        return found.digest()

    def _pieces(self, value: Any) -> Iterator[bytes]:
        if isinstance(value, pikepdf.Stream):
            yield b"stream"
            yield value.read_raw_bytes()
        if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            yield b"dictionary"
            for key, held in sorted(value.items()):
                yield key.encode()
                yield self.of(held)
        elif isinstance(value, pikepdf.Array):
            yield b"array"
            yield from map(self.of, value)
        else:
            yield value.unparse()


def _inherited(holder: Any, key: str) -> Any:
    """Return what a page has of the nodes above it."""
    for _ in range(HIGHEST):
        if holder is None or key in holder:
            break
        holder = holder.get("/Parent")
    return None if holder is None else holder.get(key)
