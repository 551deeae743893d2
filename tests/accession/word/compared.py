"""The text of a Word file as pandoc reads it and as we do, brought to one form in which they can be compared.

The form is a list of paragraphs. In it

- white space is folded, and a line end within a paragraph is a blank;
- a note stands at its call, between ⟦ and ⟧, its paragraphs divided by ¶;
- cells of tables, items of lists and headings are paragraphs like others, and empty ones are not counted;
- paragraphs that pandoc takes for data of the document (title, author, date) stand at the beginning, captions
  that it ties to tables behind them;
- what pandoc does not give is left out on our side too: labels of items, comments, pictures;
- type styles are not looked at, nor are soft hyphens.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Literal

import pypandoc

from variorum.accession.word import read
from variorum.findings import Result
from variorum.manuscript import (
    BREAK,
    Call,
    Items,
    Manuscript,
    Para,
    Part,
    PictureBlock,
    Piece,
    Quotation,
    Rows,
    Words,
)

Manner = Literal["accept", "reject"]
Node = Mapping[str, Any]
UNSEEN = str.maketrans({"\N{SOFT HYPHEN}": None})


# ---- ours


@cache
def reading(path: Path, manner: Manner = "accept") -> Result[Manuscript | None]:
    """Return what the reader makes of a file."""
    return read(path.name, path.read_bytes(), manner)


def ours(path: Path, manner: Manner) -> list[str]:
    """Return the paragraphs of a file as we read it."""
    page = reading(path, manner).value
    assert page is not None
    notes = {name: parts for name, parts in page.notes if not name.startswith("c")}
    title = [page.title] if page.title is not None else []
    return list(_told(text for part in (*title, *page.parts) for text in part_texts(part, notes)))


def part_texts(part: Part, notes: Mapping[str, tuple[Part, ...]]) -> Iterator[str]:
    """Yield the paragraphs of a part."""
    match part:
        case Para(pieces):
            yield piece_text(pieces, notes)
        case Rows(rows):
            for row in rows:
                for cell in row:
                    yield from _inside(cell.parts, notes)
        case Items(items):
            for _, inside in items:
                yield from _inside(inside, notes)
        case Quotation(inside):
            yield from _inside(inside, notes)
        case PictureBlock(_, caption):
            yield piece_text(caption, notes)
        case _:
            pass


def piece_text(pieces: tuple[Piece, ...], notes: Mapping[str, tuple[Part, ...]]) -> str:
    """Return the words of a paragraph with its notes at their calls."""
    made = ""
    for piece in pieces:
        match piece:
            case Words(text):
                made += text
            case Call(name) if name in notes:
                made += noted(_inside(notes[name], notes))
            case _:
                made += " " * (piece is BREAK)
    return made


def _inside(parts: tuple[Part, ...], notes: Mapping[str, tuple[Part, ...]]) -> Iterator[str]:
    for part in parts:
        yield from part_texts(part, notes)


# ---- pandoc's


def pandocs(asked: Sequence[tuple[Path, Manner]]) -> list[list[str]]:
    """Return the paragraphs of files as pandoc reads them, all in one process, as each costs its start."""
    script = str(Path(__file__).with_name("pandoc.lua"))
    run = subprocess.run(
        [pypandoc.get_pandoc_path(), "lua", script],
        check=True,
        capture_output=True,
        encoding="utf-8",
        input="".join(f"{manner}\n{path}\n" for path, manner in asked),
    )
    return [list(tree_texts(json.loads(line))) for line in run.stdout.splitlines()]


def tree_texts(tree: Node) -> Iterator[str]:
    """Return the paragraphs of a tree, what became data of the document first."""
    data = [tree["meta"][name] for name in ("title", "subtitle", "author", "date") if name in tree["meta"]]
    return _told(chain(map(inline_text, data), block_texts(tree["blocks"])))


def block_texts(node: object) -> Iterator[str]:
    """Yield the paragraphs in a node of pandoc's tree, in whatever lists and tables."""
    match node:
        case {"t": "Plain" | "Para", "c": list(inlines)}:
            yield inline_text(inlines)
        case {"t": "Header", "c": [_, _, inlines]}:
            yield inline_text(inlines)
        case {"t": "LineBlock", "c": list(lines)}:
            yield " ".join(map(inline_text, lines))
        case {"t": "CodeBlock", "c": [_, str(text)]}:
            yield text
        case {"t": "Table", "c": [_, caption, *rows]}:
            yield from block_texts(rows)
            yield from block_texts(caption)
        case {"c": inside}:
            yield from block_texts(inside)
        case list(several):
            for one in several:
                yield from block_texts(one)
        case _:
            pass


def inline_text(node: object) -> str:
    """Return the words of a node within a paragraph of pandoc's tree."""
    match node:
        case {"t": "Str", "c": str(text)}:
            return text
        case {"t": "Space" | "SoftBreak" | "LineBreak"}:
            return " "
        case {"t": "Code" | "Math", "c": [_, str(text)]}:
            return text
        case {"t": "Note", "c": blocks}:
            return noted(block_texts(blocks))
        case {"t": "Image"}:
            return ""
        case {"c": inside}:
            return inline_text(inside)
        case list(several):
            return "".join(map(inline_text, several))
        case _:
            return ""


# ---- both


def noted(paragraphs: Iterable[str]) -> str:
    """Return a note between its signs."""
    return f"⟦{'¶'.join(_told(paragraphs))}⟧"


def _told(paragraphs: Iterable[str]) -> Iterator[str]:
    for text in paragraphs:
        folded = " ".join(text.translate(UNSEEN).split())
        if folded:
            yield folded
