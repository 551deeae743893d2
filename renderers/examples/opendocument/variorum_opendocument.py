"""OpenDocument texts (ODT): a manuscript of LibreOffice or another word processor becomes a transcript."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from variorum.doors import IMPORTER_CONTRACT, Deposit, DepositKind, Fit, IntakeRules
from variorum.findings import Result
from variorum.findings.accession import FileKind
from variorum.manuscript import (
    BREAK,
    Call,
    Cell,
    Items,
    LeftOut,
    Manuscript,
    Para,
    Part,
    Picture,
    PictureBlock,
    Piece,
    Rows,
    Words,
)

__all__ = ["OpenDocument", "importer"]

KIND = DepositKind("OpenDocument", "an OpenDocument text", has_lines=False)
TEXT = b"application/vnd.oasis.opendocument.text"
LARGEST = 64_000_000
SPACES = re.compile(r"[ \t\r\n]+")
SAVE_AGAIN = "Open it in a word processor and save it again."
UNREADABLE = (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, RuntimeError, ValueError, OSError)
SKIPPED = {
    "tracked-changes": "words that a tracked change deletes",
    "annotation": "a comment",
    "table-of-content": "a table of contents",
}
"""Elements that hold no words of the text, and what they are called."""


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """The importer of OpenDocument texts; their pictures lie in their packages."""

    name: str = "opendocument"
    kind: DepositKind = KIND
    contract: int = IMPORTER_CONTRACT

    def recognise(self, data: bytes, name: str) -> Fit:
        """Return whether the first part of a package says what it is, as the standard asks."""
        return Fit.SURE if data[:2] == b"PK" and data[30:].startswith(b"mimetype" + TEXT) else Fit.NONE

    def read(self, given: Deposit, rules: IntakeRules) -> Result[Manuscript | None]:
        """Read a text; one that is damaged, locked or too large is refused."""
        try:
            with zipfile.ZipFile(io.BytesIO(given.data)) as package:
                sizes = {one.filename: one.file_size for one in package.infolist()}
                if sum(sizes.values()) > LARGEST:
                    return refusal(given.name, "it would unpack to more than 64 MB", "Divide it.")
                parts = {name: package.read(name) for name in sizes}
            trees: dict[str, etree._Element] = {
                name: tree(parts[name]) for name in ("content.xml", "styles.xml", "meta.xml") if name in parts
            }
            content = trees["content.xml"]
            if rules.revisions == "reject" and any(True for _ in elements_of(content, "tracked-changes")):
                mend = "Reject them in the word processor, and save it."
                return refusal(given.name, "its tracked changes can only be accepted", mend)
            return Result(Text(trees).manuscript(parts))
        except UNREADABLE as error:
            return refusal(given.name, f"it cannot be read ({error})", SAVE_AGAIN)


def refusal(path: str, reason: str, mend: str) -> Result[Manuscript | None]:
    """Return the finding that a file cannot be brought in."""
    return Result(None, (FileKind(path=path, reason=reason, advice=mend),))


def tree(data: bytes) -> etree._Element:
    """Return the tree of a part; nothing it names is fetched."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("it declares a document type")
    return root


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def value(element: etree._Element, name: str) -> str:
    """Return an attribute by its name without its namespace, empty if it is not there."""
    return next((str(held) for key, held in element.attrib.items() if etree.QName(key).localname == name), "")


def elements_of(root: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """Yield the elements of a name."""
    yield from (one for one in (root.iter() if root is not None else ()) if local(one) == name)


def words_of(element: etree._Element) -> str:
    """Return all words in an element, white space folded."""
    return " ".join(" ".join(map(str, element.itertext())).split())


@dataclass(slots=True)
class Text:
    """A text on its way: what its styles say, and what was met that stands elsewhere."""

    trees: dict[str, etree._Element]
    styles: dict[str, etree._Element] = field(default_factory=dict)
    lists: dict[str, etree._Element] = field(default_factory=dict)
    notes: list[tuple[str, tuple[Part, ...]]] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    title: Para | None = None

    def manuscript(self, files: dict[str, bytes]) -> Manuscript:
        """Return the whole of it."""
        roots = (self.trees.get("styles.xml"), self.trees["content.xml"])
        self.styles = {value(one, "name"): one for root in roots for one in elements_of(root, "style")}
        self.lists = {value(one, "name"): one for root in roots for one in elements_of(root, "list-style")}
        body = next(elements_of(self.trees["content.xml"], "text"), None)
        parts = self.parts(body) if body is not None else ()
        for head in (*elements_of(roots[0], "header"), *elements_of(roots[0], "footer")):
            self.leave_out(head, f"a running {'head' if local(head) == 'header' else 'foot'}")
        held = {one.source: files[one.source] for one in self.pictures if one.source in files}
        return Manuscript(
            parts,
            tuple(self.notes),
            self.title,
            self.datum("language"),
            self.datum("creator"),
            self.datum("date"),
            left_out=tuple(self.left_out),
            links=tuple(self.links),
            pictures=tuple(self.pictures),
            held=held,
        )

    def datum(self, name: str) -> str:
        """Return what the file says of itself."""
        return next((words_of(one) for one in elements_of(self.trees.get("meta.xml"), name)), "")

    def leave_out(self, element: etree._Element, what: str) -> None:
        """Note words that are no part of the text."""
        words = words_of(element)
        if words:
            self.left_out.append(LeftOut(what, 1, len(words.split()), words[:60]))

    def parts(self, element: etree._Element, list_style: str = "", depth: int = 1) -> tuple[Part, ...]:
        """Return the blocks in an element."""
        made: list[Part] = []
        for child in element:
            match local(child):
                case "p" | "h" as kind:
                    level = int(value(child, "outline-level") or 1) if kind == "h" else 0
                    made += self.paragraph(child, level)
                case "list":
                    made.append(self.items(child, value(child, "style-name") or list_style, depth))
                case "table":
                    made.append(Rows(tuple(row for row in self.rows(child) if row), (), 1))
                case name if name in SKIPPED:
                    self.leave_out(child, SKIPPED[name])
                case _:
                    made += self.parts(child, list_style, depth)
        return tuple(made)

    def paragraph(self, element: etree._Element, level: int) -> Iterator[Part]:
        """Yield a paragraph, and the boxes that hang on it; the first that is styled as a title is that."""
        chain = list(self.chain(value(element, "style-name")))
        is_title = any(value(one, "name") == "Title" for one in chain)
        own = frozenset() if level or is_title else self.looks(value(element, "style-name"), frozenset())
        pieces = tuple(self.pieces(element, own))
        if is_title and self.title is None:
            self.title = Para(pieces, 1)
        elif len(pieces) == 1 and isinstance(pieces[0], Picture):
            yield PictureBlock(pieces[0], ())
        elif any(not isinstance(one, Words) or one.text.strip() for one in pieces):
            yield Para(pieces, 1, level)
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            yield from self.parts(box)

    def pieces(self, element: etree._Element, looks: frozenset[str]) -> Iterator[Piece]:
        """Yield what stands in a line; white space is folded, as the standard says."""
        if element.text:
            yield Words(SPACES.sub(" ", element.text), looks)
        for child in element:
            match local(child):
                case "span":
                    yield from self.pieces(child, self.looks(value(child, "style-name"), looks))
                case "s":
                    yield Words(" " * min(int(value(child, "c") or 1), 100), looks)
                case "tab":
                    yield Words(" ", looks)
                case "line-break":
                    yield BREAK
                case "note":
                    name = f"{value(child, 'note-class')[:1]}n{len(self.notes) + 1}"
                    self.notes.append((name, ()))
                    at = len(self.notes) - 1
                    body = next(elements_of(child, "note-body"))
                    self.notes[at] = (name, self.parts(body))
                    yield Call(name)
                case "image":
                    shown = next((words_of(one) for one in elements_of(element, "title")), "")
                    self.pictures.append(Picture(value(child, "href"), shown, 1))
                    yield self.pictures[-1]
                case "text-box":
                    self.boxes.append(child)
                case "title" | "desc":
                    pass
                case name if name in SKIPPED:
                    self.leave_out(child, SKIPPED[name])
                case name:
                    if name == "a":
                        self.links.append((value(child, "href"), words_of(child)))
                    yield from self.pieces(child, looks)
            if child.tail:
                yield Words(SPACES.sub(" ", child.tail), looks)

    def chain(self, name: str) -> Iterator[etree._Element]:
        """Yield a style and those that it inherits from."""
        seen: set[str] = set()
        while name in self.styles and name not in seen:
            seen.add(name)
            yield self.styles[name]
            name = value(self.styles[name], "parent-style-name")

    def looks(self, name: str, around: frozenset[str]) -> frozenset[str]:
        """Return the type styles of words in a style; the nearest that says something of one has its way."""
        looks = set(around)
        for style in reversed(list(self.chain(name))):
            for said in elements_of(style, "text-properties"):
                for key, held in said.attrib.items():
                    for look, has in looks_of(etree.QName(key).localname, str(held)):
                        looks = looks | {look} if has else looks - {look}
        return frozenset(looks)

    def items(self, element: etree._Element, style: str, depth: int) -> Items:
        """Return a list, each item with its label."""
        level = next((one for one in self.lists.get(style, ()) if value(one, "level") == str(depth)), None)
        form = value(level, "num-format") if level is not None else ""
        number = int(value(level, "start-value") or 1) if level is not None else 1
        made: list[tuple[str | None, tuple[Part, ...]]] = []
        for item in element:
            number = int(value(item, "start-value") or number)
            label = None
            if form and level is not None and local(item) == "list-item":
                label = f"{value(level, 'num-prefix')}{figure(number, form)}{value(level, 'num-suffix')}"
                number += 1
            made.append((label, self.parts(item, style, depth + 1)))
        return Items(tuple(made), 1)

    def rows(self, element: etree._Element, header: bool = False) -> Iterator[tuple[Cell, ...]]:
        """Yield the rows of a table; of cells that others cover there are none."""
        for child in element:
            if local(child) == "table-row":
                yield tuple(self.cell(one, header) for one in child if local(one) == "table-cell")
            elif local(child).startswith("table-"):
                yield from self.rows(child, local(child) == "table-header-rows")

    def cell(self, cell: etree._Element, header: bool) -> Cell:
        """Return a cell."""
        columns = int(value(cell, "number-columns-spanned") or 1)
        return Cell(self.parts(cell), header, columns, int(value(cell, "number-rows-spanned") or 1))


def looks_of(key: str, held: str) -> Iterator[tuple[str, bool]]:
    """Yield the type styles that a property gives or takes away."""
    match key:
        case "font-style":
            yield "italic", held in ("italic", "oblique")
        case "font-weight":
            yield "bold", held == "bold" or (held.isdigit() and int(held) >= 600)
        case "font-variant":
            yield "small-caps", held == "small-caps"
        case "text-underline-style":
            yield "underline", held != "none"
        case "text-line-through-style":
            yield "strike", held != "none"
        case "text-position":
            yield "raised", held.startswith("super")
            yield "lowered", held.startswith("sub")
        case "letter-spacing":
            yield "spaced", held[:1].isdigit() and float(re.sub(r"[a-z]+$", "", held)) > 0


def figure(number: int, form: str) -> str:
    """Return a number as a figure or a letter."""
    if form in "aA" and 0 < number <= 26:
        return chr(ord(form) + number - 1)
    return str(number)


importer = OpenDocument()
