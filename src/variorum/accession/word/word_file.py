"""From the bytes of a Word file to paragraphs, lists, tables and notes, made of words in type styles."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from lxml.etree import QName

from variorum.accession.word.beside import HEADS, beside, left_out, parts_beside, tell, tell_hints, words_in
from variorum.accession.word.comments import EDGES, CommentMarks, settled_comments
from variorum.accession.word.contents import take_out
from variorum.accession.word.references import Places
from variorum.accession.word.revisions import resolve
from variorum.accession.word.runs import Runs, calls_in_bookmarks
from variorum.accession.word.shown import show
from variorum.accession.word.styles import is_quoted, is_title, language_of_runs, level, shown_headings
from variorum.archive import Refusal
from variorum.doors import Comments, Revisions
from variorum.findings import Diagnostic, Result
from variorum.findings.accession import WordPart, WordUnreadable
from variorum.manuscript import (
    Cell,
    Items,
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
from variorum.ooxml.elements import ALTERNATIVES, alternative, at, number, on, value
from variorum.ooxml.names import R, q
from variorum.ooxml.numbering import Numbering, place, read_numbering
from variorum.ooxml.package import Package, main_part, open_package
from variorum.ooxml.styles import Styles, read_styles
from variorum.ooxml.xml import Element
from variorum.source import Span

KINDS = {"fn": ("footnotes", "footnote"), "en": ("endnotes", "endnote"), "c": ("comments", "comment")}
"""By the beginning of a note's name, the part that holds such notes, and their element."""
SHOWN = 2
"""The level of a heading that nothing but its look tells."""
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
    shown: Collection[Element] = ()

    def read(self, element: Element) -> tuple[Part, ...]:
        """Return what stands in an element."""
        for child in _blocks(element):
            if child.tag == q("bookmarkStart"):
                self.runs.places.waiting += (spot.place for spot in self.runs.places.spots(child))
            elif child.tag in EDGES:
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
        depth = level(paragraph, self.styles) or (SHOWN if paragraph in self.shown else 0)
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
                self.item(where, label or self.numbering.bullet(*where), Para(pieces, 1))
                self.text_boxes(boxes)
                return
        if (says or _is_rule(paragraph)) and not (quoted and self.quoted):
            self.close()
        if says and title and self.title is None and self.titled and not self.parts:
            self.title = Para(self.runs.places.taken_back(pieces), 1)
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
        """Return a table; a cell that goes on downwards or to the right is one cell."""
        grid = _Grid()
        self.spots(table)
        for row in _rows(table):
            self.spots(row)
            grid.begin(number(value(at(row, "trPr", "gridBefore"))))
            head = at(row, "trPr", "tblHeader")
            for cell in _cells(row):
                inside = _Body(self.styles, self.numbering, self.runs).read(cell)
                grid.add(cell, inside, head is not None and on(head))
        rows = (tuple(growing.cell() for growing in row) for row in grid.rows if row)
        return Rows(tuple(rows), (), 1)

    def spots(self, around: Element) -> None:
        """Let places that begin between paragraphs or cells wait for the next words."""
        for mark in around.iterchildren(q("bookmarkStart")):
            self.runs.places.waiting += (spot.place for spot in self.runs.places.spots(mark))


@dataclass(slots=True)
class _Growing:
    """A cell that may go on to the right, and in the rows below: its rows are from `start` up to `end`."""

    parts: list[Part]
    header: bool
    columns: int
    start: int
    end: int

    def cell(self) -> Cell:
        """Return the cell as it is in the end."""
        return Cell(tuple(self.parts), self.header, self.columns, self.end - self.start)


@dataclass(slots=True)
class _Grid:
    """The cells of a table on their way: its rows, those of the last by column, the column that comes next.

    `begun` has the cells that may go on downwards by their first columns, `last` the cell before.
    """

    rows: list[list[_Growing]] = field(default_factory=list)
    begun: dict[int, _Growing] = field(default_factory=dict)
    last: _Growing | None = None
    column: int = 0

    def begin(self, before: int) -> None:
        """Begin a row, with columns before its first cell."""
        self.rows.append([])
        self.column, self.last = min(before, MOST_COLUMNS), None

    def add(self, cell: Element, inside: tuple[Part, ...], header: bool) -> None:
        """Add a cell, or what goes on of one to the left or above; files of old programs say the former."""
        index = len(self.rows) - 1
        wide = min(max(number(value(at(cell, "tcPr", "gridSpan")), 1), 1), MOST_COLUMNS)
        down, right = at(cell, "tcPr", "vMerge"), at(cell, "tcPr", "hMerge")
        above = self.begun.get(self.column) if _goes_on(down) else None
        if _goes_on(right) and self.last is not None:
            self.last.parts.extend(inside)
            self.last.columns += wide if self.last.start == index else 0
        elif above is not None and above.end == index:
            above.parts.extend(inside)
            above.end += 1
            self.last = above
        else:
            self.last = _Growing(list(inside), header, wide, index, index + 1)
            self.begun[self.column] = self.last
            self.rows[-1].append(self.last)
        self.column += wide


def _goes_on(merge: Element | None) -> bool:
    return merge is not None and value(merge) != "restart"


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
        if child.tag in (q("p"), q("tbl"), q("bookmarkStart")) or child.tag in EDGES:
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

    def notes(self, places: Places) -> dict[str, _Note]:
        """Return the notes and comments of the file by the names under which runs call them."""
        held: dict[str, _Note] = {}
        for short, (kind, tag) in KINDS.items():
            root = self.part(kind)
            places.learn(root)
            targets = self.targets(self.places[kind]) if root is not None else {}
            for one in root.iter(q(tag)) if root is not None else ():
                if one.get(q("type"), "normal") == "normal":
                    name = f"{short}{one.get(q('id'), '')}"
                    sound = NAME.fullmatch(name) is not None
                    held[name] = _Note(name if sound else f"{short}x{len(held)}", one, targets)
                    marks = (mark.get(q("name"), "") for mark in one.iter(q("bookmarkStart")))
                    places.notes |= dict.fromkeys(marks, held[name].name)
        return held

    def tell_beside(self, text: Element) -> None:
        """Keep a finding about each other file that the text takes in: it is no part of the manuscript."""
        targets = self.targets(self.main)
        for chunk in text.iter(q("altChunk"), q("subDoc")):
            target = targets.get(chunk.get(f"{{{R}}}id", ""), "which it does not name")
            reason = f"takes in another file, {target[:200]}, which is not read"
            self.package.complain(self.main, reason)
        tell_hints(self.package, self.main, text)

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
    listed = take_out(text)
    show(text)
    places = Places()
    places.learn(text)
    file.comments.settled = settled_comments(file.part("comments"), file.part("commentsExtended"))
    held = file.notes(places)
    names = {name: note.name for name, note in held.items()}
    runs = Runs(file.styles, file.targets(file.main), names, comments=file.comments, places=places)
    runs.bookmarks = calls_in_bookmarks(text)
    body = file.body(runs)
    body.titled, body.shown = True, shown_headings(text, file.styles)
    parts = body.read(text)
    heads = bool(parts or body.title)
    parts = parts if heads else _running(file, runs)
    parts = _with_last_places(parts, places)
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
    tell(file.package, file.main, runs, body.shown)
    file.tell_beside(text)
    uncalled = ((name, note) for name, note in held.items() if name not in runs.tied)
    left = [*left_out("hidden words", "".join(runs.unseen)), *left_out("contents that Word makes", listed)]
    left += beside(file.package, file.main, file.revisions, heads)
    for name, note in uncalled:
        left += left_out(_uncalled(name, file), "".join(words_in(note.element)))
    return Manuscript(
        parts,
        tuple(notes),
        body.title,
        language=language_of_runs(text, file.styles),
        author=_core(file, "creator"),
        date=_core(file, "created")[:10],
        left_out=tuple(left),
        links=tuple(dict.fromkeys(runs.links)),
        pictures=tuple(runs.pictures),
        queries=file.comments.queries((held[name].name, held[name].element) for name in runs.called),
        marks={note: mark for note, mark in runs.marks.items() if mark},
        by_program=True,
    )


def _with_last_places(parts: tuple[Part, ...], places: Places) -> tuple[Part, ...]:
    """Return parts in which places behind all words are in the last paragraph."""
    match parts:
        case (*before, Para() as last) if places.waiting:
            parts = (*before, replace(last, pieces=tuple(places.in_paragraph(last.pieces))))
        case _:
            pass
    places.waiting.clear()
    return parts


def _running(file: _File, runs: Runs) -> tuple[Part, ...]:
    """Return running heads and feet: they are the text of a file that has no words but these."""
    made: list[Part] = []
    for _, name, root in parts_beside(file.package, file.main, file.revisions, HEADS):
        runs.targets = file.targets(name)
        made += file.body(runs).read(root)
    if made:
        file.package.complain(file.main, "has no words: those of its running heads and feet are the text")
    return tuple(made)


def _uncalled(name: str, file: _File) -> str:
    """Return what a note is that stands nowhere in the transcript."""
    if name in file.comments.settled:
        return "a comment that is marked as resolved"
    return "a comment" if file.comments.passes(name) else "a note that nothing calls"


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


def _unmarked(parts: tuple[Part, ...], mark: str) -> tuple[Part, ...]:
    """Return a note without the mark that an editor set at its head by hand, as it is set at the call."""
    match parts:
        case (Para((Words(text, styles) as words, *pieces)) as first, *others) if (
            mark and text.lstrip().startswith(mark)
        ):
            bare = Words(text.lstrip().removeprefix(mark).lstrip(), styles, language=words.language)
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


def _core(file: _File, name: str) -> str:
    """Return a datum of the file's own properties."""
    part = file.package.related("").get("core-properties")
    root = file.package.xml(part) if part is not None else None
    found = next((one for one in root if QName(one).localname == name), None) if root is not None else None
    return (found.text or "").strip() if found is not None else ""
