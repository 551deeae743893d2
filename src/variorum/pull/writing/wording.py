"""Words of an edited file in the notation of a source: signs for their looks, calls of notes, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from variorum.codecs.transcript.writing.constructs import escaped
from variorum.pull.file.comparison import Comparison
from variorum.pull.file.items import BLANK, END, accepted
from variorum.pull.writing.edits import is_xml
from variorum.pull.writing.looks import Looks, Notation, Notations
from variorum.pull.writing.note_edits import NoteEdits
from variorum.pull.writing.places import Spot, is_page_mark
from variorum.returned import Kind
from variorum.source import Source

NOTE_LINE = re.compile(r"\[\^[^\]]+\]:")
TYPED = frozenset("\t\n ")
NOTE_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Position:
    """A place of a source, in a document; `home` is the look of the words around it."""

    source: Source
    at: int
    document: str
    home: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """Write items of an edited file; `calls` are the places of calls, by the names of their notes."""

    compared: Comparison
    notes: NoteEdits
    calls: Mapping[str, Sequence[Spot]]
    notations: Callable[[str], Notations | None]
    pages: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """The marks of pages as the sources have them, by stream and label."""

    def styles(self, items: Sequence[int]) -> set[str]:
        """Return the looks of items with ink."""
        edited = self.compared.edited
        inked = (item for item in items if edited.is_ink(item) and not is_page_mark(edited, item))
        return {edited.piece(item).style for item in inked}

    def text(self, items: Sequence[int], where: Position, way: int = 0) -> str | None:
        """Return items as a transcript writes them at a place, or XML.

        What looks otherwise than the words around is put into signs, by the notation of that number; none if
        there is no such.
        """
        made: list[str] = []
        for look, row in self._stretches(items):
            words = "".join(self._character(item, where) for item in row)
            notation = self._notation(look, where, way)
            if notation is None:
                return None
            inside = words.strip(" ")
            if inside:
                ahead, behind = words[: words.index(inside)], words[words.index(inside) + len(inside) :]
                words = f"{ahead}{notation.before}{inside}{notation.behind}{behind}"
            made.append(words)
        return "".join(made)

    def bare(self, items: Sequence[int], where: Position) -> str:
        """Return items as they are written without any sign."""
        return "".join(self._character(item, where) for item in items)

    def _notation(self, look: str | None, where: Position, way: int) -> Notation | None:
        if look is None or look == where.home:
            return Notation()
        notations = self.notations(where.document)
        wished = Looks.of(look).without(Looks.of(where.home))
        found = notations.of(wished) if notations is not None else ()
        return found[way] if way < len(found) else None

    def _stretches(self, items: Sequence[int]) -> Iterator[tuple[str | None, list[int]]]:
        """Yield items of one look; blanks go with those before them, ends of paragraphs stand alone."""
        edited = self.compared.edited
        row: list[int] = []
        look: str | None = None
        for item in items:
            is_word = edited.is_ink(item) and not is_page_mark(edited, item)
            own = edited.piece(item).style if is_word else look
            if edited.keys[item] == END:
                yield look, row
                yield None, [item]
                row, look = [], None
                continue
            if row and own != look and look is not None:
                yield look, row
                row = []
            row.append(item)
            look = own
        yield look, row

    def _character(self, item: int, where: Position) -> str:
        edited = self.compared.edited
        raw = edited.raw[item]
        if edited.keys[item] == END:
            return f"\n\n{_indent(where.source, where.at)}"
        if edited.is_kind(item, Kind.CALL):
            return self.call(edited.piece(item).text, where.document)
        if edited.is_kind(item, Kind.PAGE):
            return self.pages.get((edited.leaf(item).stream, edited.piece(item).text), "")
        if is_page_mark(edited, item):
            return ""
        if edited.is_kind(item, Kind.LINE):
            return f"\n{_indent(where.source, where.at)}"
        return " " if raw in TYPED else raw if raw.isspace() else _in_notation(raw, where.source)

    def call(self, name: str, document: str) -> str:
        """Return the call of a note as its source has it; of a new one with its new id."""
        words = self.compared.notes.words(name)
        if name in self.compared.notes.new:
            return f"[^{self.notes.mint(name, document, words)}]"
        spots = self.calls.get(name, ())
        return self.notes.sources[spots[0].path].text[spots[0].start : spots[0].end] if spots else ""

    def note(self, name: str, where: Position) -> list[str] | None:
        """Return the paragraphs of a new note."""
        edited = self.compared.edited
        stream = self.compared.notes.new[name][0].stream
        made: list[list[int]] = [[]]
        for item, key in enumerate(edited.keys):
            if edited.leaf(item).stream != stream or edited.is_kind(item, Kind.NOTE):
                continue
            if not accepted(edited.piece(item).revision) or not key:
                continue
            if key == END:
                made.append([])
            elif key != BLANK or made[-1]:
                made[-1].append(item)
        texts = [self.text(row, where) for row in made if row]
        return None if None in texts or not texts else [one.strip() for one in texts if one is not None]


def _in_notation(raw: str, source: Source) -> str:
    """Return a character as a source writes one that is no mark."""
    return escape(raw) if is_xml(source) else escaped(raw, ())


def _indent(source: Source, at: int) -> str:
    """Return what begins a further paragraph of the block at a place: those of notes are set in."""
    line = source.line(source.place(at)[0])
    return NOTE_INDENT if NOTE_LINE.match(line) else line[: len(line) - len(line.lstrip())]
