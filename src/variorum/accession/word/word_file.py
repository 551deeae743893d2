"""From the bytes of a Word file to paragraphs, lists, tables and notes, made of words in type styles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml.etree import QName

from variorum.accession.word.comments import EDGES, CommentMarks
from variorum.accession.word.revisions import resolve
from variorum.accession.word.runs import Runs, calls_in_bookmarks
from variorum.accession.word.shown import show
from variorum.accession.word.styles import is_quoted, is_title, language_of_runs, level
from variorum.archive import Refusal
from variorum.doors import Comments, Revisions
from variorum.findings import Diagnostic, Result
from variorum.findings.accession import WordPart, WordUnreadable
from variorum.manuscript import (
    Cell,
    Items,
    LeftOut,
    Manuscript,
    Para,
    Part,
    Picture,
    PictureBlock,
    Quotation,
    Rows,
    RuleLine,
    Words,
)
from variorum.ooxml.elements import ALTERNATIVES, BOX, alternative, at, number, on, text_boxes, value
from variorum.ooxml.names import SCHEMAS, A, R, q
from variorum.ooxml.numbering import Numbering, place, read_numbering
from variorum.ooxml.package import Package, main_part, open_package
from variorum.ooxml.styles import Styles, read_styles
from variorum.ooxml.xml import Element
from variorum.source import Span

KINDS = {"fn": ("footnotes", "footnote"), "en": ("endnotes", "endnote"), "c": ("comments", "comment")}
"""By the beginning of a note's name, the part that holds such notes, and their element."""
BESIDE = {
    "header": "a running head",
    "footer": "a running foot",
    "chart": "words of a chart",
    "diagramData": "words of a diagram",
}
"""What parts with words are that are no part of the text, by the kinds of their relations."""
CHART = f"{SCHEMAS}/drawingml/2006/chart"
DRAWN = (f"{{{A}}}t", f"{{{CHART}}}v")
STRINGS = f"{{{CHART}}}strCache"
MOST_COLUMNS = 63
"""How many columns a table of Word can have."""
NAME = re.compile(r"[a-z]+-?\d{1,12}")
CONTAINERS = {q("sdt"), q("sdtContent"), q("smartTag"), q("customXml"), q("ins"), q("moveTo")}

Listed = tuple[str | None, tuple[Part, ...]]
"""An item: its label, and what belongs to it."""
Placed = tuple[int, str | None, tuple[Part, ...]]
"""An item with its depth before both."""


@dataclass(slots=True)
class _Body:
    """The paragraphs of one part on their way; one list may go on over several."""

    styles: Styles
    numbering: Numbering
    runs: Runs
    parts: list[Part] = field(default_factory=list)
    items: list[Placed] = field(default_factory=list)
    list_id: str | None = None
    quoted: list[Para] = field(default_factory=list)
    title: Para | None = None
    titled: bool = False

    def read(self, element: Element) -> tuple[Part, ...]:
        """Return what stands in an element."""
        for child in _blocks(element):
            if child.tag in EDGES:
                self.runs.comments.waiting += self.runs.comments.edge(child, self.runs.names)
            elif child.tag == q("p"):
                self.paragraph(child)
            elif child.tag == q("tbl"):
                self.close()
                self.parts.append(self.table(child))
        self.close()
        return with_end(tuple(self.parts), self.runs.comments)

    def paragraph(self, paragraph: Element) -> None:
        """Add a paragraph, to a list if it is an item."""
        depth = level(paragraph, self.styles)
        quoted, title = is_quoted(paragraph, self.styles), is_title(paragraph, self.styles)
        bare = bool(depth) or quoted or title
        pieces = self.runs.comments.in_paragraph(self.runs.pieces(paragraph, bare))
        boxes, self.runs.boxes = self.runs.boxes, []
        where = place(paragraph, self.styles, self.numbering)
        # An item without words is not shown as one here, but Word has counted it.
        label = self.numbering.label(*where) if where is not None else None
        says = bool(pieces)
        if where is not None and says:
            if depth:
                pieces = (Words(f"{label} "), *pieces) if label else pieces
            else:
                self.item(where, label, Para(pieces, 1))
                self.text_boxes(boxes)
                return
        if (says or _is_rule(paragraph)) and not (quoted and self.quoted):
            self.close()
        if says and title and self.title is None and self.titled and not self.parts:
            self.title = Para(pieces, 1)
        elif says and quoted:
            self.quoted.append(Para(pieces, 1))
        elif says and len(pieces) == 1 and isinstance(pieces[0], Picture):
            self.parts.append(PictureBlock(pieces[0], ()))
        elif says:
            self.parts.append(Para(pieces, 1, depth or (1 if title else 0)))
        elif _is_rule(paragraph):
            self.parts.append(RuleLine(1))
        self.text_boxes(boxes)

    def text_boxes(self, boxes: list[Element]) -> None:
        """Add the text boxes of a paragraph behind it."""
        for box in boxes:
            self.close()
            inner = _Body(self.styles, self.numbering, self.runs)
            self.parts.extend(inner.read(box))

    def item(self, where: tuple[str, int], label: str | None, para: Para) -> None:
        """Add an item to the list that is open."""
        if self.quoted or (self.items and self.list_id != where[0] and where[1] == 0):
            self.close()
        self.list_id = where[0]
        self.items.append((where[1], label, (para,)))

    def close(self) -> None:
        """End the list or the quotation that is open."""
        if self.quoted:
            self.parts.append(Quotation(tuple(self.quoted), 1))
            self.quoted = []
        if self.items:
            self.parts.append(Items(_nested(self.items), 1))
            self.items = []
            self.list_id = None

    def table(self, table: Element) -> Rows:
        """Return a table; a cell that goes on downwards is one with several rows."""
        rows: list[list[_Growing]] = []
        begun: dict[int, _Growing] = {}
        for index, row in enumerate(_rows(table)):
            rows.append([])
            column = min(number(value(at(row, "trPr", "gridBefore"))), MOST_COLUMNS)
            head = at(row, "trPr", "tblHeader")
            for cell in _cells(row):
                wide = min(max(number(value(at(cell, "tcPr", "gridSpan")), 1), 1), MOST_COLUMNS)
                merge = at(cell, "tcPr", "vMerge")
                inside = _Body(self.styles, self.numbering, self.runs).read(cell)
                above = begun.get(column) if merge is not None and value(merge) != "restart" else None
                if above is not None and above.end == index:
                    above.parts.extend(inside)
                    above.end += 1
                else:
                    made = _Growing(list(inside), head is not None and on(head), wide, index, index + 1)
                    begun[column] = made
                    rows[-1].append(made)
                column += wide
        return Rows(tuple(tuple(growing.cell() for growing in row) for row in rows if row), (), 1)


@dataclass(slots=True)
class _Growing:
    """A cell that may go on in the rows below: its rows are from `start` up to `end`."""

    parts: list[Part]
    header: bool
    columns: int
    start: int
    end: int

    def cell(self) -> Cell:
        """Return the cell as it is in the end."""
        return Cell(tuple(self.parts), self.header, self.columns, self.end - self.start)


def _nested(items: list[Placed]) -> tuple[Listed, ...]:
    """Return items with those that are deeper inside the one before them."""
    made: list[Listed] = []
    index = 0
    least = min(depth for depth, _, _ in items)
    while index < len(items):
        depth, label, parts = items[index]
        index += 1
        deeper = []
        while index < len(items) and items[index][0] > max(depth, least):
            deeper.append(items[index])
            index += 1
        if deeper:
            parts = (*parts, Items(_nested(deeper), 1))
        made.append((label, parts))
    return tuple(made)


def _blocks(element: Element) -> Iterator[Element]:
    """Yield paragraphs and tables, in whatever only surrounds them."""
    for child in element:
        if child.tag in (q("p"), q("tbl")) or child.tag in EDGES:
            yield child
        elif child.tag == ALTERNATIVES:
            chosen = alternative(child)
            yield from _blocks(chosen) if chosen is not None else ()
        elif child.tag in CONTAINERS:
            yield from _blocks(child)


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == q("tr"):
            yield child
        elif child.tag in CONTAINERS:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == q("tc"):
            yield child
        elif child.tag in CONTAINERS:
            yield from _cells(child)


def _is_rule(paragraph: Element) -> bool:
    """Return whether an empty paragraph is drawn as a line."""
    return (
        at(paragraph, "pPr", "pBdr", "bottom") is not None or at(paragraph, "pPr", "pBdr", "top") is not None
    )


# ---- the whole file


@dataclass(frozen=True, slots=True)
class _Note:
    """A note or comment: its name in the transcript, its element, what the part of it names by id."""

    name: str
    element: Element
    targets: dict[str, str]


@dataclass(slots=True)
class _File:
    """A Word file that is being read."""

    package: Package
    main: str
    revisions: Revisions
    comments: CommentMarks
    styles: Styles = field(default_factory=Styles)
    numbering: Numbering = field(default_factory=Numbering)
    places: dict[str, str] = field(default_factory=dict)

    def part(self, kind: str) -> Element | None:
        """Return a part that the text names, with its changes resolved."""
        name = self.places.get(kind)
        root = self.package.xml(name) if name else None
        if root is not None:
            resolve(root, self.revisions)
            show(root)
        return root

    def targets(self, name: str) -> dict[str, str]:
        """Return the addresses and parts that a part names, by their ids."""
        return {key: one.target for key, one in self.package.relations(name).items()}

    def notes(self) -> dict[str, _Note]:
        """Return the notes and comments of the file by the names under which runs call them."""
        held: dict[str, _Note] = {}
        for short, (kind, tag) in KINDS.items():
            root = self.part(kind)
            targets = self.targets(self.places[kind]) if root is not None else {}
            for one in root.iter(q(tag)) if root is not None else ():
                if one.get(q("type"), "normal") == "normal":
                    name = f"{short}{one.get(q('id'), '')}"
                    sound = NAME.fullmatch(name) is not None
                    held[name] = _Note(name if sound else f"{short}x{len(held)}", one, targets)
        return held

    def tell_beside(self, text: Element) -> None:
        """Keep a finding about each other file that the text takes in: it is no part of the manuscript."""
        targets = self.targets(self.main)
        for chunk in text.iter(q("altChunk"), q("subDoc")):
            target = targets.get(chunk.get(f"{{{R}}}id", ""), "")
            reason = f"takes in another file, {target[:200]}, which is not read"
            self.package.complain(self.main, reason)

    def body(self, runs: Runs) -> _Body:
        """Return a reader of paragraphs."""
        return _Body(self.styles, self.numbering, runs)


def read(
    path: str, data: bytes, revisions: Revisions = "accept", comments: Comments = "queries"
) -> Result[Manuscript | None]:
    """Read a Word file; its tracked changes are accepted or rejected first."""
    package = open_package(data)
    if isinstance(package, Refusal):
        return Result(None, (_unreadable(path, package.reason),))
    main = main_part(package)
    root = package.xml(main) if main is not None else None
    text = at(root, "body")
    if main is None or root is None or text is None:
        reason = "the part with its text is missing or not readable"
        return Result(None, (*_findings(path, package), _unreadable(path, reason)))
    resolve(root, revisions)
    show(root)
    file = _File(package, main, revisions, CommentMarks(comments), places=package.related(main))
    file.styles = read_styles(package.xml(file.places.get("styles", "")))
    file.numbering = read_numbering(package.xml(file.places.get("numbering", "")))
    page = _page(file, text)
    there = set(package.names)
    for name in sorted(name for kind, name in file.places.items() if kind in NEEDED and name not in there):
        package.complain(name, "is missing")
    return Result(page, _findings(path, package))


def _findings(path: str, package: Package) -> tuple[Diagnostic, ...]:
    """Return what is wrong with parts of a file, each once."""
    place = Span(path, 1, 1, 1, 1)
    return tuple(
        WordPart(place, part=one.part, reason=one.reason) for one in dict.fromkeys(package.complaints)
    )


def _unreadable(path: str, reason: str) -> Diagnostic:
    return WordUnreadable(Span(path, 1, 1, 1, 1), path=path, reason=reason)


NEEDED = {"styles", "numbering", "footnotes", "endnotes", "comments"}
"""Kinds of parts without which words or their looks are lost."""


def _page(file: _File, text: Element) -> Manuscript:
    """Return the text with the notes that it calls."""
    held = file.notes()
    names = {name: note.name for name, note in held.items()}
    runs = Runs(file.styles, file.targets(file.main), names, comments=file.comments)
    runs.bookmarks = calls_in_bookmarks(text)
    body = file.body(runs)
    body.titled = True
    parts = body.read(text)
    notes: list[tuple[str, tuple[Part, ...]]] = []
    while len(notes) < len(runs.called):
        called = runs.called[len(notes)]
        note = held[called]
        runs.targets, file.comments.flow = note.targets, note.name
        inside = file.body(runs).read(note.element)
        bare = _unmarked(inside, runs.marks.get(note.name, ""))
        notes.append(
            (note.name, bare if file.comments.is_query(note.name) else _with_initials(note.element, bare))
        )
    _tell(file, runs)
    file.tell_beside(text)
    uncalled = (note for name, note in held.items() if name not in runs.tied)
    left = [_left_out("hidden words", "".join(runs.unseen)), *_beside(file)]
    left += (_left_out(_uncalled(note, file), "".join(_text(note.element))) for note in uncalled)
    return Manuscript(
        parts,
        tuple(notes),
        body.title,
        language=language_of_runs(text, file.styles),
        author=_core(file, "creator"),
        date=_core(file, "created")[:10],
        left_out=tuple(one for one in left if one is not None),
        links=tuple(dict.fromkeys(runs.links)),
        pictures=tuple(runs.pictures),
        queries=file.comments.queries((held[name].name, held[name].element) for name in runs.called),
    )


def _uncalled(note: _Note, file: _File) -> str:
    """Return what a note is that stands nowhere in the transcript."""
    passed = note.element.tag == q("comment") and file.comments.manner == "none"
    return "a comment" if passed else "a note that nothing calls"


def with_end(parts: tuple[Part, ...], comments: CommentMarks) -> tuple[Part, ...]:
    """Return parts with the marks of comments that have found no words behind them at their end."""
    waiting = (*comments.parting, *comments.waiting)
    comments.waiting = []
    match parts:
        case _ if not waiting:
            return parts
        case (*before, Para() as last):
            return (*before, replace(last, pieces=(*last.pieces, *waiting)))
        case _:
            return (*parts, Para(waiting, 1))


def _tell(file: _File, runs: Runs) -> None:
    """Keep findings about what the text names and the file does not have or cannot show."""
    complain = file.package.complain
    if runs.unknown_signs:
        complain(file.main, f"has {runs.unknown_signs} signs of a symbol font")
    if runs.equations:
        complain(file.main, f"has equations, each of which is written in one line: {runs.equations}")
    if runs.lacking:
        names = ", ".join(list(runs.lacking)[:5])
        complain(file.main, f"calls notes that are not there: {names[:80]}")
    for target in list(runs.remote)[:5]:
        complain(file.main, f"names a picture outside of the file, which is not fetched: {target[:200]}")


def _unmarked(parts: tuple[Part, ...], mark: str) -> tuple[Part, ...]:
    """Return a note without the mark that an editor set at its head by hand, as it is set at the call."""
    match parts:
        case (Para((Words(text, styles), *pieces)) as first, *others) if mark and text.lstrip().startswith(
            mark
        ):
            bare = Words(text.lstrip().removeprefix(mark).lstrip(), styles)
            return (replace(first, pieces=(bare, *pieces)), *others)
        case _:
            return parts


def _with_initials(note: Element, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return a comment with the initials of its author behind it; a note as it is."""
    who = note.get(q("initials")) or note.get(q("author"))
    if note.tag != q("comment") or not who or not parts or not isinstance(parts[-1], Para):
        return parts
    last = parts[-1]
    return (*parts[:-1], Para((*last.pieces, Words(f" ({who})")), last.line, last.level))


def _beside(file: _File) -> Iterator[LeftOut]:
    """Yield what stands beside the text: running heads and feet, charts, diagrams."""
    seen = set()
    for relation in file.package.relations(file.main).values():
        what = BESIDE.get(relation.kind)
        if what is None or relation.outside or relation.target in seen:
            continue
        seen.add(relation.target)
        root = file.package.xml(relation.target)
        if root is not None:
            resolve(root, file.revisions)
            drawn = " ".join(one.text or "" for one in root.iter(*DRAWN) if _is_shown(one))
            left = _left_out(what, f"{''.join(_text(root))} {drawn}")
            yield from (left,) if left is not None else ()


def _is_shown(drawn: Element) -> bool:
    """Return whether characters of a chart or diagram are words, not figures from which it is drawn."""
    return drawn.tag != DRAWN[1] or next(drawn.iterancestors(STRINGS), None) is not None


def _text(element: Element) -> Iterator[str]:
    """Yield the characters in an element; the boxes of a paragraph stand behind it."""
    for child in element:
        if child.tag == q("p"):
            yield from _text(child)
            yield " "
            for box in text_boxes(child):
                yield from _text(box)
        elif child.tag == q("t"):
            yield child.text or ""
        elif child.tag in (q("tab"), q("ptab"), q("br"), q("cr")):
            yield " "
        elif child.tag == ALTERNATIVES:
            chosen = alternative(child)
            yield from _text(chosen) if chosen is not None else ()
        elif child.tag not in (q("pPr"), q("rPr"), BOX):
            yield from _text(child)


def _left_out(what: str, text: str) -> LeftOut | None:
    words = " ".join(text.split())
    return LeftOut(what, 1, len(words.split()), words[:60]) if words else None


def _core(file: _File, name: str) -> str:
    """Return a datum of the file's own properties."""
    part = file.package.related("").get("core-properties")
    root = file.package.xml(part) if part is not None else None
    found = next((one for one in root if QName(one).localname == name), None) if root is not None else None
    return (found.text or "").strip() if found is not None else ""
