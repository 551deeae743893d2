"""Extract: what a reader perceives in a Word file, read from its WordprocessingML alone.

Headers, footers, document properties and custom XML are not looked at. Tracked insertions are read and
tracked deletions are not, as in the final view. Runs may be split anywhere.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from variorum import extract
from variorum.archive import Refusal
from variorum.extract import NO_LOOKS, Extract, Kind, PageSeen, Piece, Token, Trait, TraitSeen
from variorum.ooxml.elements import ALTERNATIVES, alternative, at, is_on, text_boxes, value
from variorum.ooxml.names import q
from variorum.ooxml.styles import RunProperties, Styles, read_styles, run_properties
from variorum.ooxml.xml import Element
from variorum.source import Span
from variorum_docx.direction_marks import unmarked
from variorum_docx.names import GUIDE, block_role, inline_styles
from variorum_docx.read import visibility
from variorum_docx.read.comments import CHARACTERS, MARKS, CommentMarks
from variorum_docx.read.note_count import NoteNumbers, Rule
from variorum_docx.read.parts import OpenPackage, open_parts
from variorum_docx.read.survey import NOTE, Survey, number_of, page_of, stream_of, survey

INSIDE = frozenset(
    q(name)
    for name in ("ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "dir", "bdo", "hyperlink")
)
FURNITURE = frozenset({"PAGE", "PAGEREF", "NUMPAGES", "SECTIONPAGES"})
"""Fields whose result is no text of the edition."""
PERCEIVED = frozenset({Trait.BLOCK, Trait.ROW, Trait.LINE})
"""What the styles and tables of a Word file say of its words; containers of paragraphs it does not have."""
LABEL_ALONE = "item"
"""The role of a paragraph that is made for a label before what is no paragraph."""
MAIN = "word/document.xml"
OF_FORMAT = extract.matter(GUIDE)
"""The stream of words that are none of the edition: the closed language of the format knows them."""
OUTSIDE = "outside"
"""The stream of text that no bookmark of ours precedes."""


def read_back(data: bytes) -> Extract:
    """Read a package back; raise `ValueError` for bytes that are no Word file."""
    opened = open_parts(data)
    if isinstance(opened, Refusal):
        raise ValueError(f"this is no Word file: {opened.reason}")
    return _Reader.of(opened).read(opened)


def runs_of_tokens(opened: OpenPackage) -> dict[str, list[Element]]:
    """Return for each stream of a package the runs in which its tokens begin."""
    reader = _Reader.of(opened)
    reader.read(opened)
    return {name: stream.runs_of_tokens() for name, stream in reader.streams.items() if stream.runs}


@dataclass(slots=True)
class _Field:
    """A field that is being read: its instruction, and whether its result has begun."""

    instruction: str = ""
    showing: bool = False
    result: str = ""

    @property
    def kind(self) -> str:
        return (self.instruction.split() or [""])[0].upper()


@dataclass(slots=True)
class _Stream:
    """A stream that is being read."""

    document: str
    place: str
    pieces: list[Piece | Token] = field(default_factory=list)
    pages: list[tuple[str, int]] = field(default_factory=list)
    runs: list[tuple[int, Element]] = field(default_factory=list)
    traits: list[tuple[Trait, str | None, int]] = field(default_factory=list)

    def texts(self) -> Iterator[str]:
        """Yield the text of all pieces that are no ready tokens."""
        return (piece[0] for piece in self.pieces if not isinstance(piece, Token))

    def runs_of_tokens(self) -> list[Element]:
        """Return for each token the run in which it begins."""
        starts = [start for start, _ in self.runs]
        return [self.runs[bisect_right(starts, piece) - 1][1] for piece, _ in extract.beginnings(self.pieces)]


@dataclass(slots=True)
class _Reader:
    """Walk a file in reading order, and put what is seen into streams."""

    styles: Styles
    known: Survey
    footnotes: dict[str, Element]
    comments: Element | None = None
    marked: CommentMarks = field(default_factory=CommentMarks)
    numbers: NoteNumbers = field(default_factory=lambda: NoteNumbers((Rule(),)))
    place: str = MAIN
    streams: dict[str, _Stream] = field(default_factory=dict)
    current: str = OUTSIDE
    document: str = ""
    paragraph: str | None = None
    leftwards: bool = False
    waiting: list[tuple[Trait, str | None]] = field(default_factory=list)
    ground: str | None = None
    link: str | None = None
    fields: list[_Field] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    called: list[tuple[str, str]] = field(default_factory=list)
    reading: str = ""
    call: Token | None = None
    awaited: str | None = None

    @classmethod
    def of(cls, opened: OpenPackage) -> _Reader:
        """Prepare to read a file."""
        notes = [] if opened.footnotes is None else opened.footnotes.findall(q("footnote"))
        plain = [note for note in notes if note.get(q("type"), "normal") == "normal"]
        styles = read_styles(opened.styles)
        footnotes = {note.get(q("id"), ""): note for note in plain}
        made = cls(styles, survey(opened.document, plain), footnotes, opened.comments)
        made.numbers = NoteNumbers.of(opened.document, opened.settings)
        return made

    def read(self, opened: OpenPackage) -> Extract:
        """Read the text, then the footnotes that are called in it, in the order of their calls."""
        body = opened.document.find(q("body"))
        if body is not None:
            self.blocks(body)
        self.place = "word/footnotes.xml"
        for name, document in self.called:
            footnote = self.footnotes.get(name)
            if footnote is not None:
                self.reading, self.document = name, document
                self.begin(extract.note(self.known.notes[name]))
                self.blocks(footnote)
        return self.result()

    def result(self) -> Extract:
        """Return what was read."""
        streams: dict[str, tuple[Token, ...]] = {}
        pages: dict[str, list[PageSeen]] = {}
        counts: dict[str, list[int]] = {}
        for name, stream in self.streams.items():
            tokens = tuple(map(_with_hiding, extract.words(stream.pieces, stream.place)))
            if tokens and name != OF_FORMAT:
                streams[name] = tokens
            begun = counts[name] = [count for count, _ in extract.token_counts(stream.pieces)]
            if name.startswith(extract.matter("")):
                continue  # pages are proofed by the documents in which they begin
            for label, piece in stream.pages:
                exact = name == extract.body(stream.document)
                seen = PageSeen(label, begun[piece] if exact else None, stream.place)
                pages.setdefault(stream.document, []).append(seen)
        order = tuple(name for name in streams if not name.startswith(NOTE))
        traits = {name: tuple(self.traits_of(name, counts[name])) for name in streams if self.is_told(name)}
        marks = {name: tuple(marks) for name, marks in pages.items()}
        return Extract(
            streams,
            marks,
            order,
            queries=self.marked.queries(self.comments, counts),
            traits=traits,
            perceived=PERCEIVED,
            unseen={name: extract.unseen(self.streams[name].texts()) for name in streams},
            blank_blocks=False,
        )

    def is_told(self, name: str) -> bool:
        """Return whether the styles of all paragraphs of a stream say what they are; Word's own do not."""
        return all(value is not None for _, value, _ in self.streams[name].traits)

    def traits_of(self, name: str, counts: list[int]) -> Iterator[TraitSeen]:
        """Yield the traits of a stream."""
        for trait, said, piece in self.streams[name].traits:
            yield TraitSeen(trait, said, counts[piece])

    # ---- blocks

    def blocks(self, holder: Element) -> None:
        """Read paragraphs and tables."""
        for element in holder:
            if element.tag == q("p"):
                self.read_paragraph(element)
            elif element.tag == q("tc"):
                self.cell(element)
            elif element.tag in (q("tbl"), q("tr")) or element.tag in INSIDE:
                if element.tag == q("tr"):
                    head = at(element, "trPr", "tblHeader") is not None
                    self.waiting.append((Trait.ROW, "head" if head else ""))
                self.blocks(element)
            elif element.tag == q("bookmarkStart"):
                self.bookmark(element.get(q("name"), ""))
            elif element.tag in MARKS:
                self.comment_mark(element)

    def cell(self, element: Element) -> None:
        """Read a cell; one that only continues another shows nothing."""
        merged = at(element, "tcPr", "vMerge")
        if merged is not None and value(merged) != "restart":
            return
        shade = at(element, "tcPr", "shd")
        around, self.ground = self.ground, shade.get(q("fill")) if shade is not None else self.ground
        self.blocks(element)
        self.ground = around

    def read_paragraph(self, element: Element) -> None:
        """Read a paragraph; it parts words from those before and behind it."""
        self.paragraph = value(at(element, "pPr", "pStyle"))
        self.leftwards = at(element, "pPr", "bidi") is not None
        role = block_role(self.styles.name(self.paragraph))
        if role != LABEL_ALONE:
            leftwards = self.leftwards
            self.waiting.append((Trait.BLOCK, None if role is None else extract.block(role, leftwards)))
        shade = at(element, "pPr", "shd")
        around, self.ground = self.ground, shade.get(q("fill")) if shade is not None else self.ground
        self.gap()
        self.inlines(element)
        self.gap()
        self.open_blocks()
        self.ground = around
        if at(element, "pPr", "sectPr") is not None:
            self.numbers.end_section()

    # ---- inlines

    def inlines(self, holder: Element | None) -> None:
        """Read what stands in a paragraph."""
        for element in holder if holder is not None else ():
            if element.tag == q("r"):
                self.run(element)
            elif element.tag == q("bookmarkStart"):
                self.bookmark(element.get(q("name"), ""))
            elif element.tag in MARKS:
                self.comment_mark(element)
            elif element.tag == q("hyperlink"):
                around, self.link = self.link, element.get(q("anchor"), self.link)
                self.inlines(element)
                self.link = around
            elif element.tag == q("fldSimple"):
                self.fields.append(_Field(element.get(q("instr"), ""), True))
                self.inlines(element)
                self.end_field()
            elif element.tag == ALTERNATIVES:
                self.inlines(alternative(element))
            elif element.tag in INSIDE:
                self.inlines(element)

    def run(self, element: Element) -> None:
        """Read a run."""
        self.stream().runs.append((len(self.stream().pieces), element))
        holder = at(element, "rPr")
        style = value(at(holder, "rStyle"))
        properties = self.styles.effective(self.paragraph, style, run_properties(holder))
        inner = inline_styles(self.styles.name(style))[-1:]
        for child in _run_children(element):
            if child.tag == q("t"):
                said = child.text or ""
                self.text(unmarked(said) if self.leftwards else said, properties, inner)
            elif child.tag == q("sym"):
                self.text(_symbol(child), properties, inner)
            elif child.tag == q("instrText"):
                if self.fields:
                    self.fields[-1].instruction += child.text or ""
            elif child.tag == q("fldChar"):
                self.field_mark(child.get(q("fldCharType"), ""))
            elif child.tag == q("footnoteReference"):
                self.reference(child, properties)
            elif child.tag == q("footnoteRef"):
                own = self.known.notes[self.reading]
                label = self.labels.get(self.reading, "")
                self.add_call(label, own, properties, counted=self.reading in self.labels)
            elif child.tag in MARKS:
                self.comment_mark(child)
            elif child.tag in (q("drawing"), q("pict")):
                for box in text_boxes(child):
                    self.blocks(box)
            elif child.tag == q("br") and child.get(q("type")) is None:
                self.waiting.append((Trait.LINE, ""))
                self.text(CHARACTERS["br"], properties, ())
            else:
                said = CHARACTERS.get(child.tag.rpartition("}")[2], "") if isinstance(child.tag, str) else ""
                self.text(said, properties, ())
        if self.awaited and self.call:
            self.awaited = None

    def text(self, said: str, properties: RunProperties, inner: tuple[str, ...]) -> None:
        """Add characters to the stream, unless they belong to a call, a label or a page number."""
        if not said or not all(open_.showing for open_ in self.fields):
            return
        kinds = [open_.kind for open_ in self.fields]
        if FURNITURE.intersection(kinds):
            return
        if "NOTEREF" in kinds:
            self.fields[kinds.index("NOTEREF")].result += said
            return
        if self.awaited is not None and said.strip():
            awaited = self.awaited
            self.marks[self.called[-1][0]] += said.strip()
            self.add_call(said, awaited, properties)
            self.awaited = awaited  # the mark may go on in its run
            return
        note = self.note_of(said, inner)
        if note is not None and said.strip():
            self.add_call(said, note, properties)
            return
        self.end_call()
        if said.strip():
            self.open_blocks()
        reason = visibility.hidden(properties, self.ground)
        # What hides a piece travels as its span, which `extract.words` hands on to the word.
        where = Span(reason, 0, 0, 0, 0) if reason else None
        self.stream().pieces.append((said, visibility.looks(properties), where))

    def note_of(self, said: str, inner: tuple[str, ...]) -> str | None:
        """Return the note that is called, or labelled, by words in this inline style."""
        if self.current.startswith(NOTE) and (inner == ("note-label",) or self.is_own_mark(said)):
            return self.current.removeprefix(NOTE)
        if inner == ("note-call",) and self.link is not None:
            return self.known.note_of(self.link) or f"#{self.link}"
        return None

    def is_own_mark(self, said: str) -> bool:
        """Return whether words are the footnote's own mark: Writer writes it in a style of its own."""
        begun = any(isinstance(piece, Token) or piece[0].strip() for piece in self.stream().pieces)
        return self.place != MAIN and not begun and said.strip() == self.marks.get(self.reading)

    # ---- calls

    def reference(self, element: Element, properties: RunProperties) -> None:
        """Read the call of a footnote: with Word's number, or the mark that follows."""
        if not all(open_.showing for open_ in self.fields):
            return
        self.end_call()
        name = element.get(q("id"), "")
        note = self.known.notes.get(name, f"footnote-{name}")
        self.called.append((name, self.document))
        if is_on(value(element, "customMarkFollows"), unsaid=False):
            self.awaited, self.marks[name] = note, ""
            return
        self.labels[name] = self.numbers.next_label()
        self.add_call(self.labels[name], note, properties, counted=True)

    def add_call(self, label: str, note: str, properties: RunProperties, counted: bool = False) -> None:
        """Read a piece of a call; pieces of the same one are joined."""
        hidden = visibility.hidden(properties, self.ground)
        if self.call is not None and self.call.note == note:
            self.call = replace(self.call, text=self.call.text + label, hidden=self.call.hidden or hidden)
            return
        self.end_call()
        self.open_blocks()
        self.call = Token(label, kind=Kind.CALL, note=note, place=self.place, hidden=hidden, counted=counted)

    def end_call(self) -> None:
        """Put the call that was being read into the stream."""
        if self.call is not None:
            self.stream().pieces.append(replace(self.call, text=self.call.text.strip()))
            self.call = None
        self.awaited = None

    # ---- fields, bookmarks, streams

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
        if ended.kind == "NOTEREF" and ended.result.strip():
            target = (*ended.instruction.split(), "")[1]
            self.end_call()
            self.call = Token(
                ended.result,
                kind=Kind.CALL,
                note=self.known.note_of(target) or f"#{target}",
                place=self.place,
                counted=self.known.references.get(target) in self.labels,
            )
            self.end_call()

    def bookmark(self, name: str) -> None:
        """Follow a bookmark of ours: a stream or a page begins."""
        stream = stream_of(name, self.known)
        if stream is not None:
            self.begin(stream)
        page = page_of(name, self.known)
        if page is not None:
            self.end_call()
            self.page(page, number_of(name))

    def page(self, label: str, number: int) -> None:
        """Note where a page begins: of two at one place that with the smaller number comes first."""
        pages = self.stream().pages
        pages.append((label, len(self.stream().pieces)))
        self.places[label] = number
        last = len(pages) - 1
        while last > 0 and pages[last - 1][1] == pages[last][1]:
            if self.places[pages[last - 1][0]] < number:
                break
            pages[last - 1 : last + 1] = pages[last], pages[last - 1]
            last -= 1

    def comment_mark(self, mark: Element) -> None:
        """Note where a comment is asked, or where the words that it is on begin or end."""
        self.end_call()
        self.marked.meet(mark, self.current, len(self.stream().pieces))

    def begin(self, stream: str) -> None:
        """Turn to a stream."""
        self.end_call()
        self.current = stream
        if not stream.startswith((NOTE, extract.matter(""))):
            self.document = stream.split("/", maxsplit=1)[0]
        self.gap()

    def stream(self) -> _Stream:
        """Return the stream that is being read."""
        return self.streams.setdefault(self.current, _Stream(self.document, self.place))

    def open_blocks(self) -> None:
        """Put the traits that wait for the first words of a paragraph into its stream."""
        stream = self.stream()
        stream.traits += [(*one, len(stream.pieces)) for one in self.waiting]
        self.waiting = []

    def gap(self) -> None:
        """Part words."""
        self.end_call()
        self.stream().pieces.append((" ", NO_LOOKS, None))


def _run_children(element: Element) -> Iterator[Element]:
    """Yield what stands in a run; of alternatives the first."""
    for child in element:
        if child.tag == ALTERNATIVES:
            chosen = alternative(child)
            yield from chosen if chosen is not None else ()
        else:
            yield child


def _symbol(element: Element) -> str:
    """Return the character of a symbol; those of symbol fonts stand in the private area."""
    code = element.get(q("char"), "")
    try:
        return chr(int(code, 16))
    except ValueError:
        return ""


def _with_hiding(token: Token) -> Token:
    """Give a word the reason that hides it."""
    return token if token.span is None else replace(token, hidden=token.span.path, span=None)
