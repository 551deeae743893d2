"""In which direction what is printed runs: from left to right, or from right to left.

The language of words tells it, by the script in which it is written where nothing else is said. A paragraph
that begins in the other direction runs that way, if it ends in it too or most of its letters are of it. (By
its first strong character alone, as Unicode Standard Annex #9 has it in P2 and P3 where nothing is known of
words, an English sentence that begins with a Hebrew word would be turned.)
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import assert_never

from babel.core import get_global
from fontTools.unicodedata import script_horizontal_direction

from variorum.publication import (
    NOTHING,
    TONGUE,
    Entry,
    Grid,
    Group,
    LineEnd,
    Link,
    Listing,
    Matter,
    Para,
    PBlock,
    PBlocks,
    PInline,
    PInlines,
    Publication,
    PublishedDocument,
    PublishedNote,
    Run,
    Separator,
    Styled,
    Title,
    join_runs,
)

LEFTWARDS = frozenset({"R", "AL"})
PAIRS = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "“": "”", "«": "»", "‹": "›"}
"""What opens, with what closes it."""
SCRIPT_LENGTH = 4
"""How many letters the subtag of a script has (BCP 47)."""


def with_directions(publication: Publication) -> Publication:
    """Return a publication in which all that runs from right to left says so."""
    return replace(
        publication,
        documents=tuple(map(_document, publication.documents)),
        front=tuple(map(_matter, publication.front)),
        back=tuple(map(_matter, publication.back)),
        leftwards=is_leftwards(publication.imprint.language),
    )


@cache
def is_leftwards(language: str) -> bool:
    """Return whether a language is written from right to left."""
    return bool(script_horizontal_direction(script_of(language), "LTR") == "RTL")


@cache
def script_of(language: str) -> str:
    """Return the script, by its code of ISO 15924, that the tag of a language says or implies."""
    subtags = language.replace("_", "-").split("-")
    said = [one for one in subtags[1:] if len(one) == SCRIPT_LENGTH and one.isalpha()]
    likely = get_global("likely_subtags")
    whole = likely.get("_".join(subtags)) or likely.get(subtags[0].lower()) or ""
    implied = [one for one in whole.split("_")[1:] if len(one) == SCRIPT_LENGTH]
    return next(iter((*said, *implied)), "Latn").title()


def runs_leftwards(words: str, language: str) -> bool:
    """Return whether a paragraph of these words in this language runs from right to left."""
    home = is_leftwards(language)
    if words.isascii():
        return home and not any(map(str.isalpha, words))
    met = {way for way in map(_way, set(words)) if way is not None}
    if met <= {home}:
        return home
    strong = [way for way in map(_way, words) if way is not None]
    against = sum(one != home for one in strong)
    turned = bool(strong) and strong[0] != home and (strong[-1] != home or 2 * against > len(strong))
    return home != turned


def _document(document: PublishedDocument) -> PublishedDocument:
    home = document.lang
    return replace(
        document,
        head=_blocks(document.head, home),
        body=_blocks(document.body, home),
        after=_blocks(document.after, home),
        notes=tuple(_note(note, home) for note in document.notes),
        leftwards=runs_leftwards(" ".join(_words_of(document.body)), home),
    )


def _note(note: PublishedNote, home: str) -> PublishedNote:
    return replace(note, blocks=_blocks(note.blocks, home))


def _matter(matter: Matter) -> Matter:
    return replace(matter, blocks=_blocks(matter.blocks, matter.lang))


def _blocks(blocks: PBlocks, home: str) -> PBlocks:
    return tuple(_block(block, home) for block in blocks)


def _block(block: PBlock, home: str) -> PBlock:
    match block:
        case Para():
            turned = runs_leftwards(_words(block.children), block.lang or home)
            return replace(block, children=embedded(block.children, turned), leftwards=turned)
        case Title():
            turned = runs_leftwards(_words(block.children), home)
            return replace(block, children=embedded(block.children, turned), leftwards=turned)
        case Listing(role="contents"):
            return _facing(block, _is_turned((block,), home))
        case Listing():
            entries = tuple(_entry(entry, home) for entry in block.entries)
            return replace(block, entries=entries, leftwards=_is_turned((block,), home))
        case Grid():
            rows = tuple(
                tuple(replace(box, blocks=_blocks(box.blocks, home)) for box in row) for row in block.rows
            )
            return replace(block, rows=rows, leftwards=_is_turned((block,), home))
        case Group():
            return replace(block, blocks=_blocks(block.blocks, home), leftwards=_is_turned((block,), home))
        case Separator():
            return block
        case _:
            assert_never(block)


def _facing(block: PBlock, leftwards: bool) -> PBlock:
    """Return a block of contents that runs as all do, so that page numbers stand under one another."""
    match block:
        case Para():
            return replace(block, children=embedded(block.children, leftwards), leftwards=leftwards)
        case Listing():
            entries = tuple(
                replace(entry, blocks=tuple(_facing(one, leftwards) for one in entry.blocks))
                for entry in block.entries
            )
            return replace(block, entries=entries, leftwards=leftwards)
        case _:
            return block


def embedded(children: PInlines, leftwards: bool) -> PInlines:
    """Return inlines in which those that run on in the other direction stand together in one.

    A typesetter that sets each inline by itself would else put them in the order of the words around.
    """
    if not _turns(_words(children), leftwards):
        return children
    pieces = [piece for child in children for piece in _pieces(child) if piece != NOTHING]
    made: list[PInline] = []
    at = 0
    while at < len(pieces):
        end = _end_of_other(pieces, at + _is_figure_of_other(pieces, at, leftwards), leftwards)
        end = _with_closing(pieces, at, end)
        together = _joined(pieces[at:end])
        if len(together) > 1:
            made.append(Styled(TONGUE, together, leftwards=not leftwards))
        elif end > at + 1:
            made.extend(together)
        else:
            made.append(_within(pieces[at], leftwards))
        at = max(end, at + 1)
    return _joined(made)


def _with_closing(pieces: list[PInline], start: int, end: int) -> int:
    """Return the end of a stretch, moved behind the brackets and quotation marks that close what it opens."""
    behind = pieces[end] if start < end < len(pieces) else None
    if not isinstance(behind, Run):
        return end
    missing: list[str] = []
    for character in _words(pieces[start:end]):
        if character in PAIRS:
            missing.append(PAIRS[character])
        elif missing and character == missing[-1]:
            missing.pop()
    count = 0
    while missing and behind.text[count : count + 1] == missing[-1]:
        missing.pop()
        count += 1
    if not count:
        return end
    pieces[end : end + 1] = [behind.part(0, count), behind.part(count)]
    return end + 1


def _is_figure_of_other(pieces: Sequence[PInline], at: int, leftwards: bool) -> bool:
    """Return whether a figure belongs to words of the other direction behind it: “2 words illegible”."""
    match pieces[at : at + 2]:
        case [Run(text=figure), Styled(lang=str() as tongue)]:
            return figure.isdigit() and is_leftwards(tongue) != leftwards
        case _:
            return False


def _within(piece: PInline, leftwards: bool) -> PInline:
    match piece:
        case Styled() | Link():
            return replace(piece, children=embedded(piece.children, leftwards))
        case _:
            return piece


def _pieces(child: PInline) -> Iterator[PInline]:
    """Yield an inline in pieces: letters of one direction, with figures behind them, and what is between."""
    if not isinstance(child, Run):
        yield child
        return
    start = end = 0
    held: bool | None = None
    for at, character in enumerate(child.text):
        way = _way(character)
        if way is not None and way != held:
            yield from (child.part(start, end), child.part(end, at))
            start, held = at, way
        if way is not None or (held is not None and character.isdigit()):
            end = at + 1
    yield from (child.part(start, end), child.part(end))


def _joined(pieces: Iterable[PInline]) -> PInlines:
    """Return pieces without empty ones, and with runs side by side as one."""
    made: list[PInline] = []
    for piece in pieces:
        if isinstance(piece, Run) and made and isinstance(made[-1], Run):
            made[-1] = join_runs(made[-1], piece)
        elif piece != NOTHING:
            made.append(piece)
    return tuple(made)


def _end_of_other(pieces: list[PInline], start: int, leftwards: bool) -> int:
    """Return where pieces of the other direction end that begin at a place: behind the last with letters."""
    end = start
    for at in range(start, len(pieces)):
        ways = {way for way in map(_way, _words((pieces[at],))) if way is not None}
        if leftwards in ways or isinstance(pieces[at], LineEnd):
            break
        if ways:
            end = at + 1
        elif at == start:
            break
    return end


def _turns(words: str, leftwards: bool) -> bool:
    return not (words.isascii() and not leftwards) and any(_way(one) is (not leftwards) for one in set(words))


@cache
def _way(character: str) -> bool | None:
    """Return whether a letter is one from right to left; None for what has no direction of its own."""
    bidirectional = unicodedata.bidirectional(character)
    return None if bidirectional not in {"L", *LEFTWARDS} else bidirectional in LEFTWARDS


def _entry(entry: Entry, home: str) -> Entry:
    return replace(entry, blocks=_blocks(entry.blocks, home))


def _is_turned(blocks: PBlocks, home: str) -> bool:
    return runs_leftwards(" ".join(_words_of(blocks)), home)


def _words_of(blocks: PBlocks) -> Iterator[str]:
    """Yield the words of paragraphs."""
    for block in blocks:
        match block:
            case Para() | Title():
                yield _words(block.children)
            case Listing():
                for entry in block.entries:
                    yield from _words_of(entry.blocks)
            case Grid():
                yield _words(block.caption)
                yield from (words for row in block.rows for box in row for words in _words_of(box.blocks))
            case Group():
                yield from _words_of(block.blocks)
            case Separator():
                pass
            case _:
                assert_never(block)


def _words(children: Sequence[PInline]) -> str:
    """Return the words of a line; the labels of pages and notes have no say in its direction."""
    parts = []
    for child in children:
        match child:
            case Run():
                parts.append(child.text)
            case Styled() | Link():
                parts.append(_words(child.children))
            case _:
                pass
    return "".join(parts)
