"""Damages that leave all words in the file, and hide, move, cover, add to or re-order what is seen of them.

Each is of a book and of a format; it is asked only that the proof says something of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from damage import packed, parts
from damage.ink import in_file
from damage.tricks.docx import DOCX
from damage.tricks.epub import EPUB
from damage.tricks.pdf import PDF

Damaged = Callable[[bytes], bytes]
TRICKS: Mapping[str, Mapping[str, Mapping[str, Damaged]]] = {"pdf": PDF, "epub": EPUB, "docx": DOCX}


def rows() -> Iterator[tuple[str, str, str, Damaged]]:
    """Yield the damages: format, book, what is done, and the change."""
    for format_, books in TRICKS.items():
        for book, damages in books.items():
            for said, change in damages.items():
                yield format_, book, said, change


def untouched(format_: str, data: bytes) -> bytes:
    """Return a file taken apart and put together again."""
    if format_ == "pdf":
        return in_file(lambda _: None)(data)
    return packed(parts(data))
