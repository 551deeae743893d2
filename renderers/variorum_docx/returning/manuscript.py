"""A Word file as a manuscript: each paragraph with its words, calls and pages, and all that was tracked.

Unlike the reading for the proof it keeps what was taken out, and who put in or took out what. It reads what
we wrote, what an editor made of it, and what another program saved, in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from variorum import extract
from variorum.ooxml.elements import ALTERNATIVES, alternative, at, is_on, text_boxes, value
from variorum.ooxml.names import W15, q
from variorum.ooxml.styles import RunProperties, Styles, read_styles, run_properties
from variorum.ooxml.xml import Element
from variorum.returned import SIGN, UNNAMED, Kind, Leaf, Manuscript, Piece, Remark, Revision
from variorum_docx.direction_marks import unmarked
from variorum_docx.names import GUIDE, HIDDEN, block_role, inline_styles, is_of_guide
from variorum_docx.read import visibility
from variorum_docx.read.parts import OpenPackage
from variorum_docx.read.survey import NOTE, Survey, number_of, page_of, stream_of, survey

REVISIONS = {
    q("ins"): (True, False),
    q("del"): (False, False),
    q("moveTo"): (True, True),
    q("moveFrom"): (False, True),
}
"""Tracked changes: whether words were put in, and whether they were moved (ECMA-376 part 1, 17.13.5)."""
AROUND = frozenset(map(q, ("smartTag", "sdt", "sdtContent", "customXml", "dir", "bdo", "tbl")))
FURNITURE = frozenset({"PAGE", "PAGEREF", "NUMPAGES", "SECTIONPAGES"})
CHARACTERS = {
    q("tab"): "\t",
    q("ptab"): "\t",
    q("noBreakHyphen"): "\u2011",
    q("softHyphen"): "\u00ad",
}
CALLS = {q("footnoteReference"): "footnote", q("endnoteReference"): "endnote"}
OWN_LABELS = frozenset(map(q, ("footnoteRef", "endnoteRef")))
PARAGRAPH_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
"""The attribute of a paragraph of a comment by which Word ties answers to it."""
LABEL, CALL = ("note-label",), ("note-call",)


def manuscript(
    opened: OpenPackage, endnotes: Element | None = None, threads: Element | None = None
) -> Manuscript:
    """Read the text, then the notes in the order of their calls; `threads` tie answers to comments."""
    return _Walk.of(opened, endnotes).read(opened, _answered(threads))


@dataclass(slots=True)
class _Field:
    """A field that is being read: its instruction, and whether its result has begun."""

    instruction: str = ""
    showing: bool = False
    words: str = ""

    @property
    def kind(self) -> str:
        return (self.instruction.split() or [""])[0].upper()


@dataclass(slots=True)
class _Walk:
    """Walk a file in reading order."""

    styles: Styles
    known: Survey
    notes: dict[tuple[str, str], Element]
    leaves: list[Leaf] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    stream: str = ""
    paragraph: str | None = None
    leftwards: bool = False
    in_note: bool = False
    marks: dict[str, str] = field(default_factory=dict)
    link: str | None = None
    linked: bool = False
    fields: list[_Field] = field(default_factory=list)
    changes: list[Revision] = field(default_factory=list)
    whole: Revision | None = None
    called: list[tuple[tuple[str, str], str, Revision | None]] = field(default_factory=list)
    awaited: str | None = None
    asked: dict[str, int] = field(default_factory=dict)
    opening: str = ""
    numbers: dict[str, int] = field(default_factory=dict)
    open_pages: dict[str, str] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    """Pages whose bookmarks have not ended, by the numbers of these; and those that wait for what follows."""
    restyled: Revision | None = None
    looks: dict[tuple[str | None, str | None], tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    @classmethod
    def of(cls, opened: OpenPackage, endnotes: Element | None) -> _Walk:
        """Prepare to read a file."""
        notes = {}
        plain = []
        for kind, part in (("footnote", opened.footnotes), ("endnote", endnotes)):
            for one in part.findall(q(kind)) if part is not None else ():
                if one.get(q("type"), "normal") == "normal":
                    notes[kind, one.get(q("id"), "")] = one
                    plain += [one] if kind == "footnote" else []
        return cls(read_styles(opened.styles), survey(opened.document, plain), notes)

    def read(self, opened: OpenPackage, answered: Mapping[str, str]) -> Manuscript:
        """Read all of it."""
        body = opened.document.find(q("body"))
        if body is not None:
            self.blocks(body)
        self.in_note = True
        for key, name, change in self.called:
            note = self.notes.get(key)
            if note is None:
                continue
            self.stream, self.whole = extract.note(name), change
            self.opening = ""
            begun = len(self.leaves)
            self.pieces = []
            self.blocks(note)
            sign = Piece(name, kind=Kind.NOTE, revision=change)
            if len(self.leaves) == begun:
                self.leaves.append(Leaf(self.stream, "", (sign,), change))
            else:
                first = self.leaves[begun]
                self.leaves[begun] = Leaf(first.stream, first.style, (sign, *first.pieces), first.end)
        return Manuscript(tuple(self.leaves), tuple(self.remarks(opened.comments, answered)))

    def remarks(self, comments: Element | None, answered: Mapping[str, str]) -> Iterator[Remark]:
        """Yield the comments that are asked somewhere, and those that answer them."""
        known = {_thread(one): one for one in comments.findall(q("comment"))} if comments is not None else {}
        for name, one in known.items():
            first = known.get(answered.get(name, ""))
            number = one.get(q("id"), "")
            place = self.asked.get(number) if first is None else self.asked.get(first.get(q("id"), ""))
            if place is not None:
                said = one.get(q("author"), ""), one.get(q("date"), ""), _words(one)
                yield Remark(*said, place, "" if first is None else _words(first))

    # ---- blocks

    def blocks(self, holder: Element) -> None:
        """Read paragraphs and tables."""
        for element in holder:
            if element.tag == q("p"):
                self.read_paragraph(element)
            elif element.tag in (q("tr"), q("tc")):
                self.cell(element)
            elif element.tag in AROUND:
                self.blocks(element)
            elif element.tag in REVISIONS:
                self.revised(element, self.blocks)
            elif element.tag == q("bookmarkStart"):
                self.bookmark(element.get(q("name"), ""))

    def cell(self, element: Element) -> None:
        """Read a row or a cell; a cell that only continues another shows nothing."""
        merged = at(element, "tcPr", "vMerge")
        if merged is not None and value(merged) != "restart":
            return
        change = _change_in(at(element, "trPr")) or _change_in(at(element, "tcPr"))
        around, self.whole = self.whole, change or self.whole
        self.opening = "row" if element.tag == q("tr") else self.opening or "cell"
        self.blocks(element)
        if at(element, "trPr", "gridAfter") is not None and not self.is_in_guide():
            # Where a row ends early, LibreOffice puts an empty cell.
            self.leaves.append(
                Leaf(self.stream, "", (Piece("cell", kind=Kind.CELL, revision=self.whole),), self.whole)
            )
        self.whole = around

    def revised(self, element: Element, read: object) -> None:
        """Read what stands in a tracked change."""
        inserted, moved = REVISIONS[str(element.tag)]
        self.changes.append(_revision(element, inserted, moved))
        (self.blocks if read == self.blocks else self.inlines)(element)
        self.changes.pop()

    def read_paragraph(self, element: Element) -> None:
        """Read a paragraph."""
        around, self.pieces = self.pieces, []
        styled = self.paragraph, self.leftwards
        self.paragraph = value(at(element, "pPr", "pStyle"))
        self.leftwards = at(element, "pPr", "bidi") is not None
        if self.opening:
            self.sign(Kind.CELL, self.opening)
            self.opening = ""
        for label in self.carried_over():
            self.page(label, self.numbers[label])
        self.inlines(element)
        self.carry_over()
        ended = _change_in(at(element, "pPr", "rPr")) or self.whole
        if not self.is_in_guide():
            style = _role(self.styles.name(self.paragraph))
            self.leaves.append(Leaf(self.stream, style, tuple(_joined(self.pieces)), ended))
        self.pieces = around
        self.paragraph, self.leftwards = styled

    def is_in_guide(self) -> bool:
        """Return whether one reads the page that tells how to edit, which is no part of the edition."""
        return self.stream == extract.matter(GUIDE) or is_of_guide(self.styles.name(self.paragraph))

    # ---- inlines

    def inlines(self, holder: Element | None) -> None:
        """Read what stands in a paragraph."""
        for element in holder if holder is not None else ():
            if element.tag == q("r"):
                self.run(element)
            elif element.tag == q("bookmarkStart"):
                self.bookmark(element.get(q("name"), ""), element.get(q("id"), ""))
            elif element.tag == q("bookmarkEnd"):
                self.open_pages.pop(element.get(q("id"), ""), None)
            elif element.tag == q("hyperlink"):
                around, self.link, self.linked = self.link, element.get(q("anchor"), self.link), False
                self.inlines(element)
                self.link = around
            elif element.tag == q("fldSimple"):
                self.fields.append(_Field(element.get(q("instr"), ""), True))
                self.inlines(element)
                self.end_field()
            elif element.tag == ALTERNATIVES:
                self.inlines(alternative(element))
            elif element.tag in AROUND:
                self.inlines(element)
            elif element.tag in REVISIONS:
                self.revised(element, self.inlines)

    def run(self, element: Element) -> None:
        """Read a run."""
        properties = at(element, "rPr")
        look, inner = self.look(properties)
        self.restyled = _restyled(properties)
        begun = self.awaited is not None
        for child in _children(element):
            if child.tag in (q("t"), q("delText")):
                said = child.text or ""
                self.text(unmarked(said) if self.leftwards else said, look, inner[-1:])
            elif child.tag == q("sym"):
                self.text(_symbol(child), look, inner[-1:])
            elif child.tag in (q("instrText"), q("delInstrText")):
                if self.fields:
                    self.fields[-1].instruction += child.text or ""
            elif child.tag == q("fldChar"):
                self.field_mark(child.get(q("fldCharType"), ""))
            elif child.tag in CALLS:
                self.call(child)
                begun = True
            elif child.tag in OWN_LABELS:
                continue
            elif child.tag == q("commentReference"):
                before = self.is_in_guide() and len(self.leaves) > 0
                self.asked[child.get(q("id"), "")] = len(self.leaves) - before
            elif child.tag in (q("drawing"), q("pict"), q("object")):
                self.drawing(child)
            elif child.tag in (q("br"), q("cr")):
                if child.get(q("type")) is None:
                    self.sign(Kind.LINE, "")
            else:
                self.text(CHARACTERS.get(child.tag, "") if isinstance(child.tag, str) else "", look, ())
        if begun and self.awaited and self.marks.get(self.awaited):
            self.awaited = None

    def look(self, holder: Element | None) -> tuple[str, tuple[str, ...]]:
        """Return how a run with such properties looks, and its inline styles; most have a style alone."""
        style = value(at(holder, "rStyle"))
        plain = holder is None or len(holder) == (style is not None)
        key = self.paragraph, style
        if plain and (known := self.looks.get(key)):
            return known
        inner = inline_styles(self.styles.name(style))
        look = _look(inner, self.styles.effective(self.paragraph, style, run_properties(holder))), inner
        if plain:
            self.looks[key] = look
        return look

    def drawing(self, element: Element) -> None:
        """Read a drawing: the paragraphs of a text box, or a picture."""
        boxes = list(text_boxes(element))
        for box in boxes:
            self.blocks(box)
        if not boxes:
            self.sign(Kind.PICTURE, "")

    def text(self, said: str, look: str, inner: tuple[str, ...]) -> None:
        """Add characters, unless they belong to a call, a label or the number of a printed page."""
        if not said or not all(one.showing for one in self.fields):
            return
        kinds = [one.kind for one in self.fields]
        if FURNITURE.intersection(kinds):
            return
        if "NOTEREF" in kinds:
            self.fields[kinds.index("NOTEREF")].words += said
            return
        if self.awaited is not None and said.strip():
            self.marks[self.awaited] += said.strip()
            return
        if said.strip() and self.is_label(said, inner):
            return
        if inner == CALL and self.link is not None and said.strip():
            if not self.linked:
                self.sign(Kind.CALL, self.known.note_of(self.link) or f"{UNNAMED}{self.link}")
            self.linked = True
            return
        self.add(Piece(said.replace(SIGN, ""), look))

    def is_label(self, said: str, inner: tuple[str, ...]) -> bool:
        """Return whether words are the label of a note, or its own mark in the style of another program."""
        if inner == LABEL:
            return True
        begun = any(one.kind is Kind.WORDS and one.text.strip() for one in self.pieces)
        own = said.strip() == self.marks.get(self.stream.removeprefix(NOTE))
        return self.in_note and own and not begun

    def call(self, element: Element) -> None:
        """Read the call of a note: with Word's number, or the mark that follows."""
        if not all(one.showing for one in self.fields):
            return
        kind, number = CALLS[str(element.tag)], element.get(q("id"), "")
        known = self.known.notes.get(number, "") if kind == "footnote" else ""
        note = f"{UNNAMED}{kind}-{number}" if known in ("", f"footnote-{number}") else known
        self.called.append(((kind, number), note, self.change()))
        self.sign(Kind.CALL, note)
        self.marks[note] = ""
        self.awaited = note if is_on(value(element, "customMarkFollows"), unsaid=False) else None

    def sign(self, kind: Kind, of: str) -> None:
        """Add a sign."""
        self.add(Piece(of, kind=kind))

    def add(self, piece: Piece) -> None:
        """Add a piece, with who has changed it; what was put in and taken out again is not there."""
        if {True, False} <= {one.inserted for one in self.changes}:
            return
        change = self.change()
        is_words = piece.kind is Kind.WORDS
        if change is not None or (is_words and self.restyled is not None):
            restyled = self.restyled if is_words else None
            piece = Piece(piece.text, piece.style, piece.kind, change, restyled)
        self.pieces.append(piece)

    def change(self) -> Revision | None:
        """Return the tracked change in which one stands."""
        return self.changes[-1] if self.changes else self.whole

    # ---- fields, bookmarks

    def field_mark(self, kind: str) -> None:
        """Follow the beginning, the middle and the end of a field."""
        if kind == "begin":
            self.fields.append(_Field())
        elif self.fields and kind == "separate":
            self.fields[-1].showing = True
        elif self.fields and kind == "end":
            self.end_field()

    def end_field(self) -> None:
        """Close a field; one that repeats the number of a note is a call."""
        ended = self.fields.pop()
        if ended.kind == "NOTEREF" and ended.words.strip():
            target = (*ended.instruction.split(), "")[1]
            self.sign(Kind.CALL, self.known.note_of(target) or f"{UNNAMED}{target}")

    def bookmark(self, name: str, number: str = "") -> None:
        """Follow a bookmark of ours: a stream or a page begins; `number` is that of its end."""
        if not HIDDEN.fullmatch(name):
            return
        self.stream = stream_of(name, self.known) or self.stream
        page = page_of(name, self.known)
        if page is not None:
            self.page(page, number_of(name))
            self.open_pages |= {number: page} if number else {}

    def carry_over(self) -> None:
        """Take the marks of pages off the end of a paragraph that have not ended there.

        Writer begins bookmarks that stand at the head of a section at the end of the one before.
        """
        while self.pieces and self.pieces[-1].kind is Kind.PAGE:
            if self.pieces[-1].text not in self.open_pages.values():
                break
            self.waiting.insert(0, self.pieces.pop().text)
        self.open_pages.clear()

    def carried_over(self) -> list[str]:
        """Return the pages that begin with the next paragraph."""
        labels, self.waiting = self.waiting, []
        return labels

    def page(self, label: str, number: int) -> None:
        """Add the mark of a page: of two at one place that with the smaller number comes first.

        One that is not there, as what is both put in and taken out again, moves no other.
        """
        last = len(self.pieces)
        self.sign(Kind.PAGE, label)
        self.numbers[label] = number
        while 0 < last < len(self.pieces) and self.pieces[last - 1].kind is Kind.PAGE:
            before, after = self.pieces[last - 1], self.pieces[last]
            if self.numbers[before.text] < number:
                break
            self.pieces[last - 1 : last + 1] = after, before
            last -= 1


def _revision(element: Element, inserted: bool, moved: bool) -> Revision:
    return Revision(inserted, element.get(q("author"), ""), element.get(q("date"), ""), moved)


def _words(comment: Element) -> str:
    words = " ".join("".join(t.text or "" for t in p.iter(q("t"))) for p in comment.iter(q("p")))
    return " ".join(words.split())


def _thread(comment: Element) -> str:
    """Return the name by which answers know a comment: that of its last paragraph; else its number."""
    names = [name for row in comment.iter(q("p")) if (name := row.get(PARAGRAPH_ID))]
    return names[-1] if names else f"#{comment.get(q('id'), '')}"


def _answered(threads: Element | None) -> dict[str, str]:
    """Return of the comments that answer another the name of that."""
    rows = threads.iter(f"{{{W15}}}commentEx") if threads is not None else ()
    pairs = ((one.get(f"{{{W15}}}paraId"), one.get(f"{{{W15}}}paraIdParent")) for one in rows)
    return {own: parent for own, parent in pairs if own and parent}


def _restyled(properties: Element | None) -> Revision | None:
    """Return who gave a run another look, if that is tracked."""
    change = properties.find(q("rPrChange")) if properties is not None else None
    return None if change is None else _revision(change, True, False)


def _change_in(properties: Element | None) -> Revision | None:
    """Return the tracked change of a paragraph's mark, a row or a cell, which its properties tell."""
    for child in properties if properties is not None else ():
        if child.tag in REVISIONS:
            return _revision(child, *REVISIONS[str(child.tag)])
        if child.tag in (q("cellIns"), q("cellDel")):
            return _revision(child, child.tag == q("cellIns"), False)
    return None


def _role(style: str) -> str:
    """Return what a paragraph is by the name of its style; the first of a text is like those behind it."""
    role = block_role(style) or style
    return "body" if role == "first" else role.casefold()


def _look(styles: tuple[str, ...], seen: RunProperties) -> str:
    """Return the names of inline styles, and what is seen of them."""
    return " ".join((*styles, *sorted(f"({look.value})" for look in visibility.looks(seen))))


def _children(element: Element) -> Iterator[Element]:
    """Yield what stands in a run; of alternatives the first."""
    for child in element:
        if child.tag == ALTERNATIVES:
            chosen = alternative(child)
            yield from chosen if chosen is not None else ()
        else:
            yield child


def _symbol(element: Element) -> str:
    """Return the character of a symbol."""
    try:
        return chr(int(element.get(q("char"), ""), 16))
    except ValueError:
        return ""


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield pieces, words of one look and one change as one."""
    waiting: Piece | None = None
    for one in pieces:
        alike = waiting is not None and waiting.kind is one.kind is Kind.WORDS
        if waiting is not None and alike and _facts(waiting) == _facts(one):
            waiting = Piece(waiting.text + one.text, one.style, one.kind, one.revision, one.restyled)
            continue
        if waiting is not None:
            yield waiting
        waiting = one
    if waiting is not None:
        yield waiting


def _facts(piece: Piece) -> tuple[str, Revision | None, Revision | None]:
    return piece.style, piece.revision, piece.restyled
