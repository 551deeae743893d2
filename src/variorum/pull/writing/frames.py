"""Parts of a transcript in constructs: where words alone say no more what a head, a line or a row is.

"14 April 1931 (No 3) The Answer" is the head of a document because of how it reads. Once an editor has made
"the spring of 1931" of the date, that has to be said: a frame puts the marks of constructs around what there
is, and leaves the words to the edits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from variorum.codecs.transcript.construct_call import quoted_value
from variorum.codecs.transcript.reading.head import normal_key
from variorum.codecs.transcript.reading.pipe_tables import split
from variorum.codecs.transcript.strand import Strand
from variorum.codecs.transcript.writing import constructs
from variorum.conventions.normal_forms import NormalForms
from variorum.model import NO_FACTS, Document, Field, FieldKind, Head, Line, Paragraph, Table, walk
from variorum.model.facts import LINES
from variorum.model.schema import shape
from variorum.model.walk import Part
from variorum.pull.writing.edits import PARTED, Edit, Way, apply_within, by_path, is_xml
from variorum.pull.writing.places import Spot
from variorum.source import Source, Span

FENCE = ":::"
CLOSED = f"\n{FENCE}"
FIELD_MARK = re.compile(r'(\{field(?: [\w-]+=(?:"(?:[^"\\]|\\.)*"|[^\s|"{}]+))*)\|')
"""What opens a datum in a construct."""
LINE_END = "\\\n"
"""What ends a line inside a paragraph."""
NEW = f"{FENCE} paragraph\n{{field kind={FieldKind.ABSTRACT}|", f"}}{CLOSED}"
"""What stands around a paragraph put in between the lines of a head: it belongs to the abstract."""
DASHES = re.compile(r"[ \t]*\|?[\s|-]+\n?")
"""The line under the head of a pipe table that sets no column to a side."""
NORMAL = (FieldKind.DATE, FieldKind.REGISTER, FieldKind.TITLE)
"""The data of which the words tell the normal form."""


@dataclass(frozen=True, slots=True)
class Datum:
    """What is said of a field in its mark: its kind, and its normal form, which changes with its words.

    `inner` are the data in it.
    """

    kind: FieldKind
    key: str | None
    of: Spot
    forms: NormalForms
    inner: tuple[Datum, ...] = ()
    is_outermost: bool = True

    def text(self, source: Source, edits: Sequence[Edit]) -> str:
        """Return the datum once its words are edited."""
        key = self.new_key(source, edits)
        said = f" kind={self.kind}" + (f" key={quoted_value(key)}" if key else "")
        in_lines = self.is_outermost and any(LINE_END in one.text for one in self.own(edits))
        return f"{said} rend={LINES}" if in_lines else said

    def own(self, edits: Sequence[Edit]) -> list[Edit]:
        """Return the edits in its words."""
        return [one for one in edits if self.of.start <= one.start and one.end <= self.of.end]

    def new_key(self, source: Source, edits: Sequence[Edit]) -> str | None:
        """Return its normal form once its words are edited: that of its data, if it has one of such."""
        before = source.text[self.of.start : self.of.end]
        words = apply_within(source, self.own(edits), self.of.start, self.of.end).replace(LINE_END, " ")
        if words.split() == before.split():
            return self.key
        if self.kind in NORMAL:
            is_plain = constructs.escaped(words, ()) == words
            return normal_key(self.kind, words, self.forms) if is_plain else None
        if self.key != _joined(one.key for one in self.inner):
            return None
        return _joined(one.new_key(source, edits) for one in self.inner)


@dataclass(frozen=True, slots=True)
class Mark:
    """Marks of constructs in the place of characters, or between two; `closes`: behind what is put in.

    `apart`: what stands around a paragraph that is put in outside of them.
    """

    start: int
    end: int
    parts: tuple[str | Datum, ...]
    closes: bool = False
    apart: tuple[str, str] = ("", "")

    def edit(self, source: Source, edits: Sequence[Edit]) -> Edit:
        """Return the edit that puts the marks there, beside other edits."""
        said = (one if isinstance(one, str) else one.text(source, edits) for one in self.parts)
        return Edit(source.path, self.start, self.end, "".join(said))

    def is_crossed(self, one: Edit) -> bool:
        """Return whether an edit takes out what is on both sides, or what the marks replace."""
        if self.start == self.end:
            return one.start < self.start < one.end
        return one.start < self.end and self.start < one.end


@dataclass(frozen=True, slots=True)
class Frame:
    """The marks of constructs around and in a part of a source."""

    path: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class FramedWay(Way):
    """A way that needs a frame around the part of the source in which it is."""

    frame: Frame = field(kw_only=True)


def framed(way: Way, frame: Frame) -> FramedWay:
    """Return a way in a frame."""
    return FramedWay(way.edits, way.signed, way.by_sight, way.notes, in_lines=way.in_lines, frame=frame)


def _in_lines(way: Way) -> Way:
    """Return a way that ends lines where it would end paragraphs: a datum is one paragraph."""
    edits = (replace(one, text=one.text.strip(" ").replace(PARTED, LINE_END)) for one in way.edits)
    return replace(way, edits=tuple(edits), in_lines=True)


def all_edits(ways: Iterable[Way], sources: Mapping[str, Source]) -> Mapping[str, list[Edit]]:
    """Return the edits of ways by path, each frame once; one whose marks an edit takes out is left out.

    Of what is put in at one place, notes come behind words: these may go on with the note before. Paragraphs
    stand outside of a frame at whose edge they are.
    """
    some = [*ways]
    words = (edit for way in some for edit in way.edits)
    made = dict(by_path((*words, *(edit for way in some for edit in way.notes))))
    marks: dict[str, dict[tuple[int, int, tuple[str | Datum, ...]], Mark]] = {}
    for way in some:
        if isinstance(way, FramedWay) and not any(
            mark.is_crossed(edit) for mark in way.frame.marks for edit in made[way.frame.path]
        ):
            own = marks.setdefault(way.frame.path, {})
            own.update(((mark.start, mark.end, mark.parts), mark) for mark in way.frame.marks)
    for path, found in marks.items():
        source, edits = sources[path], made[path]
        before, behind = _apart(found.values(), edits)
        inside = [one for one in edits if one not in before and one not in behind]
        opens = [mark.edit(source, inside) for mark in found.values() if not mark.closes]
        closes = [mark.edit(source, inside) for mark in found.values() if mark.closes]
        made[path] = [*before.values(), *opens, *inside, *closes, *behind.values()]
    return made


def _apart(marks: Iterable[Mark], edits: Sequence[Edit]) -> tuple[dict[Edit, Edit], dict[Edit, Edit]]:
    """Return the edits that put paragraphs in before marks, and behind such, each as it is written there."""
    before: dict[Edit, Edit] = {}
    behind: dict[Edit, Edit] = {}
    for mark in marks:
        for one in edits:
            if not one.start == one.end == mark.start == mark.end:
                continue
            is_outside = one.text.startswith(PARTED) if mark.closes else one.text.endswith(PARTED)
            ahead, after = mark.apart
            texts = (f"{ahead}{said}{after}" if said else "" for said in one.text.split(PARTED))
            if is_outside:
                (behind if mark.closes else before)[one] = replace(one, text=PARTED.join(texts))
    return before, behind


@dataclass
class Frames:
    """The frames that an edition's transcripts may have; `forms` read the dates of a document.

    A document for which there are none is in another notation.
    """

    sources: Mapping[str, Source]
    documents: Sequence[Document]
    forms: Callable[[Document], NormalForms | None]

    def ways(self, plain: Sequence[Way]) -> Iterator[Way]:
        """Yield ways in the frames around them, the narrowest first."""
        for way in plain:
            for whole, frame in sorted(self.around(way), key=lambda one: one[0].end - one[0].start):
                assert whole.path == frame.path
                yield framed(way, frame)
            if any(PARTED in edit.text for edit in way.edits):
                yield from self.in_lines(way)

    def in_lines(self, way: Way) -> Iterator[Way]:
        """Yield the way to end lines of a datum of a head where its paragraph would end."""
        made = _in_lines(way)
        yield from (framed(made, frame) for whole, frame in self.around(way) if self.is_head(whole))
        path, at = way.edits[0].path, way.edits[0].start
        lines = (line for document in self.documents for line in document.head.lines)
        for child in (child for line in lines for child in walk.children(line)):
            if not isinstance(child, Field) or child.span is None or child.span.path != path:
                continue
            whole = _spot(self.sources[path], child.span)
            mark = FIELD_MARK.match(self.sources[path].text, whole.start)
            if mark and child.facts == NO_FACTS and mark.end() < at < whole.end:
                opens = Edit(path, mark.end(1), mark.end(1), f" rend={LINES}")
                yield replace(made, edits=(opens, *made.edits))

    def is_head(self, whole: Spot) -> bool:
        """Return whether a part of a source is the head of a document."""
        parts = self.parts.get(whole.path, ())
        return any(of == whole and isinstance(node, Head) for of, node, _ in parts)

    def around(self, way: Way) -> Iterator[tuple[Spot, Frame]]:
        """Yield the parts of a source that hold all edits of a way, with the frame of each."""
        path = way.edits[0].path
        low, high = min(one.start for one in way.edits), max(one.end for one in way.edits)
        for whole, node, forms in self.parts.get(path, ()):
            if whole.start <= low and high <= whole.end and all(one.path == path for one in way.edits):
                frame = self.frame(whole, node, forms, low)
                if frame is not None:
                    yield whole, frame

    def frame(self, whole: Spot, node: Part, forms: NormalForms, at: int) -> Frame | None:
        """Return the frame of a part of a document, none if there is none."""
        source = self.sources[whole.path]
        match node:
            case Head():
                return _of_head(source, node, forms)
            case Line() | Paragraph():
                name = f"{FENCE} {shape(node).name}{constructs.data(node)}\n"
                return _fenced(whole, name, ())
            case Table():
                row = _of_row(source, node, at)
                return None if row is None else _fenced(whole, f"{FENCE} table\n", row)
            case _:
                return None

    def opening(self, path: str, at: int) -> str | None:
        """Return the line that opens the set lines, or verse, in which a place is, none if it is in none."""
        source = self.sources[path]
        for number in range(source.place(at)[0], 0, -1):
            line = source.line(number)
            if line.startswith((f"{FENCE} line ", f"{FENCE} verse")):
                return line
            if line.startswith(FENCE) or not line.strip():
                return None
        return None

    @cached_property
    def parts(self) -> Mapping[str, list[tuple[Spot, Part, NormalForms]]]:
        """Return heads, lines, paragraphs and tables by path: those that begin and end with lines."""
        made: dict[str, list[tuple[Spot, Part, NormalForms]]] = {}
        for document in self.documents:
            forms = self.forms(document)
            in_head = {id(line) for line in document.head.lines}
            for node in walk.descend(document) if forms is not None else ():
                if id(node) in in_head:
                    continue
                whole = self.lines_of(node) if isinstance(node, Head | Line | Paragraph | Table) else None
                if whole is not None and forms is not None:
                    made.setdefault(whole.path, []).append((whole, node, forms))
        return made

    def lines_of(self, node: Head | Line | Paragraph | Table) -> Spot | None:
        """Return the lines of a part of a document, none if it is not all that is on them."""
        place = node.span
        if place is None or place.path not in self.sources or place.column != 1:
            return None
        if isinstance(node, Table) and node.rows:
            place = place.to(node.rows[-1].span)
        source = self.sources[place.path]
        whole = _spot(source, place)
        if is_xml(source) or source.text.startswith(FENCE, whole.start):
            return None
        return whole if source.text[whole.end : whole.end + 1] in ("", "\n") else None


def _spot(source: Source, span: Span) -> Spot:
    start = source.starts[span.line - 1] + span.column - 1
    return Spot(source.path, start, source.starts[span.end_line - 1] + span.end_column - 1)


def _fenced(whole: Spot, name: str, inner: Iterable[Mark]) -> Frame:
    first = Mark(whole.start, whole.start, (name,))
    return Frame(whole.path, (first, *inner, Mark(whole.end, whole.end, (CLOSED,), closes=True)))


# ---- heads


def _of_head(source: Source, head: Head, forms: NormalForms) -> Frame | None:
    """Return the frame of a head: a construct with its paragraphs, each datum in a construct of its own."""
    plain = all(line.facts == NO_FACTS and line.span is not None for line in head.lines)
    if head.added or head.facts != NO_FACTS or not plain:
        return None
    made: list[Mark] = []
    for number, line in enumerate(head.lines):
        whole = _spot(source, line.span) if line.span is not None else None
        if whole is None:
            return None
        is_first, is_last = number == 0, number == len(head.lines) - 1
        ahead, behind = f"{FENCE} head\n" if is_first else "", CLOSED if is_last else ""
        before, after = ("", "") if is_first else NEW, ("", "") if is_last else NEW
        made.append(Mark(whole.start, whole.start, (f"{ahead}{FENCE} paragraph\n",), apart=before))
        made += _of_fields(source, line, forms)
        made.append(Mark(whole.end, whole.end, (f"{CLOSED}{behind}",), closes=True, apart=after))
    return Frame(source.path, tuple(_at_one_place(made)))


def _of_fields(source: Source, node: Part, forms: NormalForms, is_outermost: bool = True) -> Iterator[Mark]:
    """Yield the marks of the data in a line of a head; brackets around one are its sign."""
    for child, datum in _data(source, node, forms, is_outermost):
        whole = datum.of
        said = source.text[whole.start : whole.end]
        is_sign = said.startswith("[") and said.endswith("]") and not walk.plain(child).startswith("[")
        yield Mark(whole.start, whole.start + is_sign, ("{field", datum, "|"))
        yield from _of_fields(source, child, forms, is_outermost=False)
        yield Mark(whole.end - is_sign, whole.end, ("}",), closes=True)


def _data(
    source: Source, node: Part, forms: NormalForms, is_outermost: bool
) -> Iterator[tuple[Field, Datum]]:
    """Yield the data right in a part of a head."""
    for child in walk.children(node):
        if isinstance(child, Field) and child.span is not None and child.facts == NO_FACTS:
            inner = tuple(one for _, one in _data(source, child, forms, is_outermost=False))
            yield child, Datum(child.kind, child.key, _spot(source, child.span), forms, inner, is_outermost)


def _joined(keys: Iterable[str | None]) -> str | None:
    """Return the normal form of what holds data with such."""
    return " ".join(filter(None, keys)) or None


def _at_one_place(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Yield marks, those between the same characters as one: what ends goes before what begins."""
    rows: dict[tuple[int, int], list[Mark]] = {}
    for one in marks:
        rows.setdefault((one.start, one.end), []).append(one)
    for (start, end), row in rows.items():
        ordered = sorted(row, key=lambda one: not one.closes)
        apart = next((one.apart for one in ordered if any(one.apart)), ("", ""))
        yield Mark(start, end, tuple(part for one in ordered for part in one.parts), ordered[0].closes, apart)


# ---- tables


def _of_row(source: Source, table: Table, at: int) -> list[Mark] | None:
    """Return the marks for a row of a pipe table in full, so that its cells may hold paragraphs."""
    number = source.place(at)[0]
    row = next((one for one in table.rows if one.span is not None and one.span.line == number), None)
    if row is None or row.facts != NO_FACTS:
        return None
    start = source.starts[number - 1]
    line = source.line(number)
    cells, bars = split(Strand.of(source, start, start + len(line)))
    if len(cells) != len(row.cells) or any(one.facts != NO_FACTS for one in row.cells):
        return None
    if len(bars) != len(cells) + 1 or not line.endswith("|") or "{cell" in line:
        return None
    made: list[Mark] = []
    for index, bar in enumerate(bars):
        ahead = f"{FENCE} row" if index == 0 else FENCE
        names = [f"{FENCE} cell{constructs.data(one)}\n" for one in row.cells[index : index + 1]]
        opens = "".join(names) or FENCE
        before = "" if index == 0 else "\n"
        made.append(Mark(bar.offsets[0], bar.offsets[0] + 1, (f"{before}{ahead}\n{opens}",)))
    if row.cells[0].header:
        under = source.line(number + 1)
        if not DASHES.fullmatch(under):
            return None
        made.append(Mark(source.starts[number], source.starts[number] + len(under), ("",)))
    return made
