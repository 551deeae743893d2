"""Which words of a manuscript are in another language than the rest, of those that the file says are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from variorum.accession.languages import bear_out, document_languages, is_in_script, primary
from variorum.manuscript import (
    Cell,
    Items,
    Manuscript,
    Para,
    Part,
    PictureBlock,
    Piece,
    Quotation,
    Rows,
    RuleLine,
    Words,
)

SHOWN = 40
"""How many characters of words are told."""
LETTER = re.compile(r"[^\W\d_]")


def with_languages(page: Manuscript) -> tuple[Manuscript, tuple[str, ...]]:
    """Return a manuscript in which only words in another language bear one, and what is told of that.

    A whole paragraph, or several words in it, that look like the language they are said to be in are in it;
    of others the report tells that they are not.
    """
    words = "\n".join(_texts(page.parts))
    stated = (page.language,) if page.language else ()
    main = next(iter(document_languages(stated, words, None, by_program=True).tags), "")
    reader = _Reader(main, page.by_program)
    parts = tuple(map(reader.part, page.parts))
    notes = tuple((name, tuple(map(reader.part, held))) for name, held in page.notes)
    title = (
        replace(page.title, pieces=_in_languages(page.title.pieces, {})) if page.title is not None else None
    )
    return replace(page, parts=parts, notes=notes, title=title), tuple(reader.sentences())


def _texts(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        match part:
            case Para(pieces):
                yield "".join(one.text for one in pieces if isinstance(one, Words))
            case Quotation(inside):
                yield from _texts(inside)
            case Items(items):
                for _, inside in items:
                    yield from _texts(inside)
            case Rows(rows):
                for row in rows:
                    for cell in row:
                        yield from _texts(cell.parts)
            case RuleLine() | PictureBlock():
                pass


def _in_languages(pieces: Sequence[Piece], spoken: Mapping[int, str]) -> tuple[Piece, ...]:
    """Return pieces in the languages given for their places; like words beside each other are one."""
    made: list[Piece] = []
    for at, piece in enumerate(pieces):
        one = replace(piece, language=spoken.get(at, "")) if isinstance(piece, Words) else piece
        last = made[-1] if made else None
        if isinstance(one, Words) and isinstance(last, Words) and replace(last, text=one.text) == one:
            made[-1] = replace(last, text=last.text + one.text)
        else:
            made.append(one)
    return tuple(made)


@dataclass(slots=True)
class _Reader:
    """Gives words their languages, and keeps those that were believed and those that were not, by tags."""

    main: str
    by_program: bool
    kept: dict[str, list[str]] = field(default_factory=dict)
    doubted: dict[str, list[str]] = field(default_factory=dict)

    def part(self, part: Part) -> Part:
        """Return a part in which only words in another language bear one."""
        match part:
            case Para():
                return replace(part, pieces=self.line(part.pieces))
            case Quotation(inside):
                return replace(part, parts=tuple(map(self.part, inside)))
            case Items(items):
                listed = tuple((label, tuple(map(self.part, inside))) for label, inside in items)
                return replace(part, items=listed)
            case Rows(rows, caption):
                made = tuple(tuple(map(self.cell, row)) for row in rows)
                return replace(part, rows=made, caption=self.line(caption))
            case PictureBlock(_, caption):
                return replace(part, caption=self.line(caption))
            case RuleLine():
                return part

    def cell(self, cell: Cell) -> Cell:
        """Return a cell in which only words in another language bear one."""
        return replace(cell, parts=tuple(map(self.part, cell.parts)))

    def line(self, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
        """Return pieces; words in one other language are together over signs, calls and line ends."""
        spoken: dict[int, str] = {}
        for start, end in self.stretches(pieces) if self.main else ():
            inside = [one for one in pieces[start:end] if isinstance(one, Words)]
            tag = inside[0].language
            words = " ".join("".join(one.text for one in inside).split())
            believed = bear_out(words, tag, self.main, self.by_program)
            if believed or is_in_script(words, tag):  # a template says one for all letters
                (self.kept if believed else self.doubted).setdefault(tag, []).append(words)
            spoken |= dict.fromkeys(range(start, end), tag) if believed else {}
        return _in_languages(pieces, spoken)

    def stretches(self, pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
        """Yield where words said to be in one other language begin and end."""
        start, end, open_ = 0, 0, ""
        for at, one in enumerate(pieces):
            if not isinstance(one, Words) or not LETTER.search(one.text):
                continue
            tag = primary(one.language)
            if tag != open_:
                if open_:
                    yield start, end
                start, open_ = at, tag if tag != primary(self.main) else ""
            end = at + 1
        if open_:
            yield start, end

    def sentences(self) -> Iterator[str]:
        """Yield which words bear another language now, and which do not though the file says one."""
        for held, what in (
            (self.kept, "words in another language, which bear it"),
            (self.doubted, "words that the file says are in another language, and do not look it"),
        ):
            if held:
                yield f"{what}: {'; '.join(_few(tag, words) for tag, words in held.items())}"


def _few(tag: str, words: Sequence[str]) -> str:
    first = words[0] if len(words[0]) <= SHOWN else f"{words[0][:SHOWN].rstrip()}…"
    more = f" and {len(words) - 1} more" if len(words) > 1 else ""
    return f"{tag} (“{first}”{more})"
