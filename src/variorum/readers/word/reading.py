"""From the bytes of a Word file to paragraphs, lists, tables and notes, made of words in type styles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from variorum.codes import Code
from variorum.diagnostics import Result
from variorum.readers.manuscript.parts import (
    Cell,
    Items,
    LeftOut,
    Manuscript,
    Para,
    Part,
    Picture,
    Quoted,
    Rows,
    Ruled,
    Shown,
    Words,
)
from variorum.readers.word.names import MC, W, at, number, on, value, w
from variorum.readers.word.numbering import Numbering, place, read_numbering
from variorum.readers.word.package import Package, main_part, opened
from variorum.readers.word.revisions import Revisions, resolve
from variorum.readers.word.runs import CALLS, Runs, plain
from variorum.readers.word.styles import Styles, is_quoted, is_title, level, read_styles

KINDS = {"fn": ("footnotes", "footnote"), "en": ("endnotes", "endnote"), "c": ("comments", "comment")}
"""By the beginning of a note's name, the part that holds such notes, and their element."""
CONTAINERS = {w("sdt"), w("sdtContent"), w("smartTag"), w("customXml"), w("ins"), w("moveTo")}

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
    title: Para | None = None
    titled: bool = False

    def read(self, element: etree._Element) -> tuple[Part, ...]:
        """Return what stands in an element."""
        for child in _blocks(element):
            if child.tag == w("p"):
                self.paragraph(child)
            elif child.tag == w("tbl"):
                self.close()
                self.parts.append(self.table(child))
        self.close()
        return tuple(self.parts)

    def paragraph(self, paragraph: etree._Element) -> None:
        """Add a paragraph, to a list if it is an item."""
        depth = level(paragraph, self.styles)
        quoted, title = is_quoted(paragraph, self.styles), is_title(paragraph, self.styles)
        pieces = self.runs.pieces(paragraph, bare=bool(depth) or quoted or title)
        boxes, self.runs.boxes = self.runs.boxes, []
        where = place(paragraph, self.styles)
        says = any(not isinstance(piece, Words) or piece.text.strip() for piece in pieces)
        if where is not None and says:
            label = self.numbering.label(*where)
            if depth:
                pieces = (Words(f"{label} "), *pieces) if label else pieces
            else:
                self.item(where, label, Para(pieces, 1))
                self.beside(boxes)
                return
        if says or _is_rule(paragraph):
            self.close()
        if says and title and self.title is None and self.titled and not self.parts:
            self.title = Para(pieces, 1)
        elif says and quoted and self.parts and isinstance(self.parts[-1], Quoted):
            self.parts[-1] = Quoted((*self.parts[-1].parts, Para(pieces, 1)), 1)
        elif says and quoted:
            self.parts.append(Quoted((Para(pieces, 1),), 1))
        elif says and len(pieces) == 1 and isinstance(pieces[0], Picture):
            self.parts.append(Shown(pieces[0], ()))
        elif says:
            self.parts.append(Para(pieces, 1, depth or (1 if title else 0)))
        elif _is_rule(paragraph):
            self.parts.append(Ruled(1))
        self.beside(boxes)

    def beside(self, boxes: list[etree._Element]) -> None:
        """Add the text boxes of a paragraph behind it."""
        for box in boxes:
            self.close()
            inner = _Body(self.styles, self.numbering, self.runs)
            self.parts.extend(inner.read(box))

    def item(self, where: tuple[str, int], label: str | None, para: Para) -> None:
        """Add an item to the list that is open."""
        if self.items and self.list_id != where[0] and where[1] == 0:
            self.close()
        self.list_id = where[0]
        self.items.append((where[1], label, (para,)))

    def close(self) -> None:
        """End the list that is open."""
        if self.items:
            self.parts.append(Items(_nested(self.items), 1))
            self.items = []
            self.list_id = None

    def table(self, table: etree._Element) -> Rows:
        """Return a table; a cell that goes on downwards is one with several rows."""
        rows: list[list[tuple[int, Cell]]] = []
        for row in _rows(table):
            cells: list[tuple[int, Cell]] = []
            column = number(value(at(row, "trPr", "gridBefore")))
            head = at(row, "trPr", "tblHeader")
            for cell in _cells(row):
                wide = max(number(value(at(cell, "tcPr", "gridSpan")), 1), 1)
                merge = at(cell, "tcPr", "vMerge")
                inside = _Body(self.styles, self.numbering, self.runs).read(cell)
                above = _above(rows, column) if merge is not None and value(merge) != "restart" else None
                if above is not None:
                    line, place_in, held = above
                    grown = Cell((*held.parts, *inside), held.header, held.columns, held.rows + 1)
                    rows[line][place_in] = (column, grown)
                else:
                    cells.append((column, Cell(inside, head is not None and on(head), wide, 1)))
                column += wide
            rows.append(cells)
        return Rows(tuple(tuple(cell for _, cell in row) for row in rows if row), (), 1)


def _above(rows: list[list[tuple[int, Cell]]], column: int) -> tuple[int, int, Cell] | None:
    """Return the cell of the rows above that begins in a column."""
    for line in range(len(rows) - 1, -1, -1):
        for index, (start, cell) in enumerate(rows[line]):
            if start == column:
                return (line, index, cell) if line + cell.rows == len(rows) else None
    return None


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


def _blocks(element: etree._Element) -> Iterator[etree._Element]:
    """Yield paragraphs and tables, in whatever only surrounds them."""
    for child in element:
        if child.tag in (w("p"), w("tbl")):
            yield child
        elif child.tag == f"{MC}AlternateContent":
            chosen = child.find(f"{MC}Choice")
            yield from _blocks(chosen if chosen is not None else child)
        elif isinstance(child.tag, str) and (child.tag in CONTAINERS or child.tag.startswith(MC)):
            yield from _blocks(child)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == w("tr"):
            yield child
        elif child.tag in CONTAINERS:
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == w("tc"):
            yield child
        elif child.tag in CONTAINERS:
            yield from _cells(child)


def _is_rule(paragraph: etree._Element) -> bool:
    """Return whether an empty paragraph is drawn as a line."""
    return (
        at(paragraph, "pPr", "pBdr", "bottom") is not None or at(paragraph, "pPr", "pBdr", "top") is not None
    )


# ---- the whole file


@dataclass(slots=True)
class _File:
    """A Word file that is being read."""

    package: Package
    main: str
    revisions: Revisions
    styles: Styles = field(default_factory=Styles)
    numbering: Numbering = field(default_factory=Numbering)
    places: dict[str, str] = field(default_factory=dict)

    def part(self, kind: str) -> etree._Element | None:
        """Return a part that the text names, with its changes resolved."""
        name = self.places.get(kind)
        root = self.package.xml(name) if name else None
        if root is not None:
            resolve(root, self.revisions)
        return root

    def targets(self, name: str) -> dict[str, str]:
        """Return the addresses and parts that a part names, by their ids."""
        return {key: one.target for key, one in self.package.relations(name).items()}

    def notes(self) -> dict[str, etree._Element]:
        """Return the notes and comments of the file by name."""
        held: dict[str, etree._Element] = {}
        for short, (kind, tag) in KINDS.items():
            root = self.part(kind)
            for one in root.iter(w(tag)) if root is not None else ():
                if one.get(w("type"), "normal") == "normal":
                    held[f"{short}{one.get(w('id'), '')}"] = one
        return held

    def body(self, runs: Runs) -> _Body:
        """Return a reader of paragraphs."""
        return _Body(self.styles, self.numbering, runs)


def read(path: str, data: bytes, revisions: Revisions = "accept") -> Result[Manuscript | None]:
    """Read a Word file; its tracked changes are accepted or rejected first."""
    package = opened(path, data)
    if package.value is None:
        return Result(None, package.diagnostics)
    held = package.value
    main = main_part(held)
    root = held.xml(main) if main is not None else None
    text = at(root, "body")
    if main is None or root is None or text is None:
        held.say(Code.WORD_UNREADABLE, path=path, reason="the part with its text is missing or not readable")
        return Result(None, tuple(held.found))
    resolve(root, revisions)
    related = held.relations(main)
    file = _File(held, main, revisions, places={one.kind: one.target for one in related.values()})
    file.styles = read_styles(held.xml(file.places.get("styles", "")))
    file.numbering = read_numbering(held.xml(file.places.get("numbering", "")))
    page = _page(file, text)
    missing = sorted(
        one.target
        for one in related.values()
        if not one.outside and one.kind in NEEDED and one.target not in held.zip.namelist()
    )
    for name in missing:
        held.say(Code.WORD_PART, part=name, reason="is missing")
    return Result(page, tuple(dict.fromkeys(held.found)))


NEEDED = {"styles", "numbering", "footnotes", "endnotes", "comments"}
"""Kinds of parts without which words or their looks are lost."""


def _page(file: _File, text: etree._Element) -> Manuscript:
    """Return the text with the notes that it calls."""
    held = file.notes()
    names = {name: name for name in held}
    runs = Runs(file.styles, file.targets(file.main), names)
    body = file.body(runs)
    body.titled = True
    parts = body.read(text)
    notes: list[tuple[str, tuple[Part, ...]]] = []
    pictures = list(runs.pictures)
    at_note = 0
    while at_note < len(runs.called):
        name = runs.called[at_note]
        at_note += 1
        kind = next(kind for short, (kind, _) in KINDS.items() if name.rstrip("-0123456789") == short)
        runs.targets = file.targets(file.places.get(kind, ""))
        inside = file.body(runs).read(held[name])
        notes.append((name, _signed(held[name], inside)))
    pictures = list(runs.pictures)
    if runs.unknown_signs:
        file.package.say(
            Code.WORD_PART, part=file.main, reason=f"has {runs.unknown_signs} signs of a symbol font"
        )
    uncalled = [name for name in held if name not in runs.called and not name.startswith("c")]
    left = [*_running(file), *(_unused(held[name]) for name in uncalled)]
    return Manuscript(
        parts,
        tuple(notes),
        body.title,
        language=_language(file),
        author=_core(file, "creator"),
        date=_core(file, "created")[:10],
        left_out=tuple(one for one in left if one is not None),
        links=tuple(dict.fromkeys(runs.links)),
        pictures=tuple(pictures),
    )


def _signed(note: etree._Element, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return a comment with the initials of its author behind it; a note as it is."""
    who = note.get(w("initials")) or note.get(w("author"))
    if note.tag != w("comment") or not who or not parts or not isinstance(parts[-1], Para):
        return parts
    last = parts[-1]
    return (*parts[:-1], Para((*last.pieces, Words(f" ({who})")), last.line, last.level))


def _running(file: _File) -> Iterator[LeftOut]:
    """Yield the running heads and feet: they are the file's, not the text's."""
    seen = set()
    for relation in file.package.relations(file.main).values():
        if relation.kind in ("header", "footer") and relation.target not in seen:
            seen.add(relation.target)
            root = file.package.xml(relation.target)
            words = " ".join(_text(one) for one in root.iter(w("p"))) if root is not None else ""
            if words.strip():
                kind = "a running head" if relation.kind == "header" else "a running foot"
                yield LeftOut(kind, 1, len(words.split()), " ".join(words.split())[:60])


def _text(element: etree._Element) -> str:
    return "".join(one.text or "" for one in element.iter(w("t")))


def _unused(note: etree._Element) -> LeftOut | None:
    words = " ".join(_text(note).split())
    return LeftOut("a note that nothing calls", 1, len(words.split()), words[:60]) if words else None


def _language(file: _File) -> str:
    lang = at(file.styles.default_run, "lang")
    return value(lang) or ""


def _core(file: _File, name: str) -> str:
    """Return a datum of the file's own properties."""
    relation = next(
        (one for one in file.package.relations("").values() if one.kind == "core-properties"), None
    )
    root = file.package.xml(relation.target) if relation is not None and not relation.outside else None
    found = (
        next((one for one in root if etree.QName(one).localname == name), None) if root is not None else None
    )
    return (found.text or "").strip() if found is not None else ""


__all__ = ["CALLS", "W", "plain", "read"]
