"""The words of a Word file: as our reader has them, and as pandoc has them, which knows nothing of ours."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pypandoc

from variorum.readers.manuscript.parts import (
    BREAK,
    Call,
    Items,
    Manuscript,
    Para,
    Part,
    Piece,
    Quoted,
    Rows,
    Words,
)


def words(parts: Iterable[Part]) -> Iterator[str]:
    """Yield the words of parts, one text for each paragraph, without labels of items."""
    for part in parts:
        match part:
            case Para(pieces):
                yield plain(pieces)
            case Items(items):
                for _, inside in items:
                    yield from words(inside)
            case Rows(rows):
                for row in rows:
                    for cell in row:
                        yield from words(cell.parts)
            case Quoted(inside):
                yield from words(inside)


def plain(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text if isinstance(piece, Words) else " " * (piece is BREAK) for piece in pieces)


def calls(parts: Iterable[Part]) -> Iterator[tuple[str, str]]:
    """Yield for each call the note's name and the words before the call in its paragraph."""
    for part in parts:
        match part:
            case Para(pieces):
                for at, piece in enumerate(pieces):
                    if isinstance(piece, Call):
                        yield piece.note, plain(pieces[:at])
            case Items(items):
                for _, inside in items:
                    yield from calls(inside)
            case Rows(rows):
                for row in rows:
                    for cell in row:
                        yield from calls(cell.parts)
            case Quoted(inside):
                yield from calls(inside)


def ours(page: Manuscript) -> list[str]:
    """Return the words that we read: text, then notes; no comments, which pandoc leaves out."""
    title = plain(page.title.pieces) if page.title else ""
    notes = (text for name, parts in page.notes if not name.startswith("c") for text in words(parts))
    return " ".join((title, *words(page.parts), *notes)).split()


def pandocs(path: Path, revisions: str) -> list[str]:
    """Return the words that pandoc reads: its metadata and text, then its notes."""
    said = pypandoc.convert_file(
        str(path), "json", format="docx", extra_args=[f"--track-changes={revisions}"]
    )
    tree = json.loads(said)
    text: list[str] = []
    notes: list[list[str]] = []
    _walk([*tree["meta"].values(), tree["blocks"]], text, notes)
    return "".join((*text, *(word for note in notes for word in note))).split()


def _walk(node: Any, text: list[str], notes: list[list[str]]) -> None:
    match node:
        case {"t": "Str", "c": str(word)}:
            text.append(word)
        case {"t": "Space" | "SoftBreak" | "LineBreak"}:
            text.append(" ")
        case {"t": "Math" | "Code", "c": [_, str(word)]}:
            text.append(word)
        case {"t": "Note", "c": inside}:
            notes.append([])
            _walk(inside, notes[-1], notes)
        case {"t": "Para" | "Plain" | "Header", "c": inside}:
            _walk(inside, text, notes)
            text.append(" ")
        case {"c": inside}:
            _walk(inside, text, notes)
        case list():
            for one in node:
                _walk(one, text, notes)
        case _:
            pass
