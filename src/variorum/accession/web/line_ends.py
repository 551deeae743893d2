"""From what stands in a line of a page to its paragraphs, as a browser shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from variorum.manuscript import (
    BREAK,
    Break,
    Call,
    Items,
    Para,
    Part,
    Picture,
    PictureBlock,
    Piece,
    Quotation,
    Rows,
    RuleLine,
    Words,
)

LABEL_SPACE = re.compile(r"^(\S{1,6})[\xa0 ]*\xa0[\xa0 ]+(?=\S|$)")
"""A label with the blanks that set its paragraph off, as word processors write them."""


def paragraphs(pieces: Sequence[Piece], line: int) -> Iterator[Part]:
    """Yield the paragraphs of a line of pieces: two line ends part them, as they do on old pages."""
    for stretch in stretches(pieces):
        words = folded(stretch)
        alone = [piece for piece in words if isinstance(piece, Picture)]
        if len(alone) == 1 and len(words) == 1:
            yield PictureBlock(alone[0], ())
        elif words:
            yield Para(words, line)


def unfolded(parts: Iterable[Part]) -> Iterator[tuple[Piece, ...]]:
    """Yield the lines of words in parts and in all that they hold."""
    for part in parts:
        match part:
            case Para():
                yield part.pieces
            case Quotation():
                yield from unfolded(part.parts)
            case Items():
                for label, inside in part.items:
                    first, *rest = unfolded(inside) if inside else ((),)
                    yield (Words(f"{label} "), *first) if label else first
                    yield from rest
            case Rows():
                if part.caption:
                    yield part.caption
                yield from (line for row in part.rows for cell in row for line in unfolded(cell.parts))
            case PictureBlock():
                yield (part.picture, *part.caption)
            case RuleLine():
                continue


def stretches(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces between two line ends that only blanks part."""
    current: list[Piece] = []
    ends = 0
    for piece in split(pieces):
        if piece is BREAK:
            ends += 1
        elif isinstance(piece, Words) and not piece.text.strip() and ends:
            continue
        else:
            if ends > 1:
                yield current
                current = []
            elif ends:
                current.append(BREAK)
            ends = 0
            current.append(piece)
    yield current


def split(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield pieces with the line ends of preformatted words as pieces of their own."""
    for piece in pieces:
        if isinstance(piece, Words) and "\n" in piece.text:
            first, *rest = piece.text.split("\n")
            yield replace(piece, text=first)
            for words in rest:
                yield BREAK
                yield replace(piece, text=words)
        else:
            yield piece


def folded(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return pieces as shown: one blank for many, none at the ends of lines, equal styles joined."""
    made: list[Piece] = []
    blank = True
    for piece in pieces:
        if not isinstance(piece, Words):
            if isinstance(piece, Break | Call) and not (made and made[-1] is BREAK):
                trim(made)
            made.append(piece)
            blank = piece is BREAK or (blank and not isinstance(piece, Call))
            continue
        text = piece.text.translate(UNSEEN)
        text = text.lstrip(" \t") if blank else text
        if not text:
            continue
        last = made[-1] if made else None
        if isinstance(last, Words) and replace(last, text="") == replace(piece, text=""):
            made[-1] = replace(last, text=last.text + text)
        else:
            made.append(replace(piece, text=text))
        blank = text.endswith((" ", "\t"))
    trim(made)
    if made and isinstance(made[0], Words):
        made[0] = replace(made[0], text=LABEL_SPACE.sub(r"\1 ", made[0].text))
    words = [
        piece.text if isinstance(piece, Words) else "x" for piece in made if not isinstance(piece, Break)
    ]
    shown = any(text.strip(" \xa0") for text in words)
    return tuple(made) if shown else ()


def trim(pieces: list[Piece]) -> None:
    """Take blanks away at the end of a line."""
    while pieces and isinstance(pieces[-1], Words):
        last = pieces[-1]
        text = last.text.rstrip(" \t")
        if text:
            pieces[-1] = replace(last, text=text)
            return
        pieces.pop()


UNSEEN = dict.fromkeys((0xAD, 0x200B, 0xFEFF))
"""Soft hyphens and spaces of no width: the page is broken into lines anew."""
