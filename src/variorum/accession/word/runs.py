"""The words of a paragraph: runs in their type styles, calls of notes, line ends, pictures.

ECMA-376 part 1, 17.3.3 (the content of runs) and 17.16 (fields).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from variorum.accession.manuscript.symbol_fonts import FIRST, PRIVATE, UNKNOWN, in_characters, sign
from variorum.accession.word.comments import SHORT, CommentMarks
from variorum.accession.word.equations import EQUATION, in_line
from variorum.accession.word.references import TO_NOTE, TO_PLACE, Places, Spot
from variorum.accession.word.styles import Tongues, is_hidden, look, tongues, unkept_looks
from variorum.manuscript import BREAK, Call, Picture, Piece, Words
from variorum.model.calls import is_label
from variorum.ooxml.elements import ALTERNATIVES, BOX, alternative, at, is_on, text_boxes, value
from variorum.ooxml.names import VML, A, R, W, q
from variorum.ooxml.styles import Styles
from variorum.ooxml.xml import Element

NO_BREAK_HYPHEN = "\N{NON-BREAKING HYPHEN}"
SOFT_HYPHEN = "\N{SOFT HYPHEN}"
CALLS = {q("footnoteReference"): "fn", q("endnoteReference"): "en", q("commentReference"): SHORT}
"""The calls of notes, and how the names of their notes begin."""
FOLLOWED = (q("footnoteReference"), q("endnoteReference"))
SKIPPED = {
    *map(q, ("pPr", "rPr", "sdtPr", "sdtEndPr", "proofErr", "footnoteRef")),
    *map(q, ("endnoteRef", "annotationRef", "separator", "continuationSeparator", "lastRenderedPageBreak")),
    *map(q, ("smartTagPr", "customXmlPr", "rubyPr", "fldData", "bookmarkEnd")),
}
NOTE_AGAIN = re.compile(r"\s*NOTEREF\s+(\S+)(?!.*\\p)")
"""The instruction of a field that repeats the number of a note, not where it stands."""
ADDRESS = re.compile(r'\s*HYPERLINK\s+"([^"]+)"')
SHORT_MARK, SIGNS_OF_NOTES = re.compile(r"\S{1,3}"), re.compile(r"[*†‡§¶∗⁎⁑#]+")
"""What an editor sets as the mark of a note: a run by itself, or signs at the beginning of one."""
ENTRY = re.compile(r'\s*(?:XE|TC|TA)\b[^"]*"([^"]*)"', re.IGNORECASE)
"""The instruction of a field that marks words for a list that Word makes."""


NAME = re.compile(r"\s*([A-Za-z]+)")
RESULTLESS = re.compile(
    r"XE|T[CA]|RD|SET|ASK|PRIVATE|ADVANCE|SYMBOL|MACROBUTTON|GOTOBUTTON|EQ|NOTEREF|HYPERLINK"
    r"|FORM(?:TEXT|CHECKBOX|DROPDOWN)"
)
"""Fields that show nothing, or nothing but what is read of their instruction or data."""
MADE_BY_WORD = frozenset(
    {f"{what}{how}" for what in ("day", "month", "year") for how in ("Long", "Short")} | {"pgNum"}
)
"""Elements in whose place Word shows a day, or the number of a page."""


@dataclass(slots=True)
class _Field:
    """A field that is being read: its instructions until they are separated from its result, and this.

    `note`: its result is the number of this note, which it calls again; `leads`: where its result leads.
    """

    instructions: str = ""
    result: str = ""
    separated: bool = False
    note: str | None = None
    leads: str = ""


@dataclass(slots=True)
class Runs:
    """What the reader of words knows: styles and relations; and what it meets on its way.

    `called` are names of notes in the order of their calls, `lacking` those that the file does not have;
    `marks` what an editor set by hand as the call of a note, `bookmarks` the notes called in bookmarks;
    `boxes` the text boxes of the paragraph; `unseen` words that are shown to nobody; `unkept` words by looks
    that are not kept; `entries` what fields mark for lists, `unmade` the names of fields whose result Word
    makes; `leads` is where the link that is read leads,
    `unmarked` the note whose call by an editor's own mark has yet to come.
    """

    styles: Styles
    targets: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    called: list[str] = field(default_factory=list)
    tied: set[str] = field(default_factory=set)
    lacking: dict[str, None] = field(default_factory=dict)
    comments: CommentMarks = field(default_factory=CommentMarks)
    marks: dict[str, str] = field(default_factory=dict)
    bookmarks: Mapping[str, str] = field(default_factory=dict)
    boxes: list[Element] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    remote: dict[str, None] = field(default_factory=dict)
    unseen: list[str] = field(default_factory=list)
    places: Places = field(default_factory=Places)
    unkept: dict[str, list[str]] = field(default_factory=dict)
    entries: list[str] = field(default_factory=list)
    unmade: Counter[str] = field(default_factory=Counter)
    leads: str = ""
    unmarked: str = ""
    unknown_signs: dict[str, None] = field(default_factory=dict)
    equations: int = 0
    fields: list[_Field] = field(default_factory=list)
    instructing: int = 0
    invisible: bool = False
    tongues: Tongues = field(default_factory=Tongues)

    def pieces(self, paragraph: Element, bare: bool = False) -> tuple[Piece, ...]:
        """Return the words of a paragraph; `bare`: the type of the paragraph's style says nothing."""
        style = value(at(paragraph, "pPr", "pStyle"))
        self.unmarked = ""
        made = list(self._pieces_of(paragraph, style, bare, frozenset()))
        return _trimmed(self.places.in_paragraph(_joined(made)))

    def _pieces_of(
        self, element: Element, style: str | None, bare: bool, look_of: frozenset[str]
    ) -> Iterator[Piece | Spot]:
        for child in element:
            if not isinstance(child.tag, str) or child.tag in SKIPPED:
                continue
            match child.tag.removeprefix(f"{{{W}}}"):
                case "r":
                    yield from self._run(child, style, bare)
                case "fldChar":
                    yield from self._field(child)
                case "instrText" if self.fields:
                    self.fields[-1].instructions += child.text or ""
                case "instrText":
                    pass
                case "t":
                    yield from self._words(self._characters(child), look_of)
                case "tab" | "ptab":
                    yield from self._words(" ", look_of)
                case "br" if child.get(q("type")) in (None, "textWrapping"):
                    yield from (BREAK,) if self._is_shown() else ()
                case "br":
                    yield from self._words(" ", look_of)
                case "cr":
                    yield from (BREAK,) if self._is_shown() else ()
                case "noBreakHyphen":
                    yield from self._words(NO_BREAK_HYPHEN, look_of)
                case "softHyphen":
                    yield from self._words(SOFT_HYPHEN, look_of)
                case "sym":
                    yield from self._words(self._sign(child), look_of)
                case name if name in MADE_BY_WORD:
                    self.unmade[name] += 1
                case "bookmarkStart":
                    yield from self.places.spots(child)
                case "commentRangeStart" | "commentRangeEnd":
                    yield from self.comments.edge(child, self.names)
                case "footnoteReference" | "endnoteReference" | "commentReference":
                    yield from self._call(child)
                case "hyperlink":
                    yield from self._link(child, style, bare, look_of)
                case "drawing" | "pict" | "object":
                    yield from self._drawing(child)
                case _:
                    yield from self._other(child, style, bare, look_of)

    def _run(self, run: Element, style: str | None, bare: bool) -> Iterator[Piece | Spot]:
        """Yield the words of a run; the first behind a call that an editor marked by hand is its mark."""
        hidden, self.invisible = self.invisible, is_hidden(run, style, self.styles)
        self.tongues = tongues(run, style, self.styles)
        pieces = list(self._pieces_of(run, style, bare, look(run, style, self.styles, bare)))
        self.invisible = hidden
        words = plain(pieces).strip()
        for name in unkept_looks(run, style, self.styles) if words else ():
            self.unkept.setdefault(name, []).append(words)
        if any(is_on(value(call, "customMarkFollows"), unsaid=False) for call in run.iter(*FOLLOWED)):
            end = next((n for n, piece in enumerate(pieces, 1) if isinstance(piece, Call)), len(pieces))
            mark = next(iter(plain(pieces[end:]).split()), "")
            for call in (piece for piece in pieces[end - 1 : end] if isinstance(piece, Call)):
                self.marks[call.note] = mark
                self.unmarked = "" if mark else call.note
            yield from (*pieces[:end], *_behind(pieces[end:], mark))
        elif self.unmarked and pieces:
            yield from self._behind_mark(pieces)
        else:
            yield from pieces

    def _behind_mark(self, pieces: list[Piece | Spot]) -> Iterator[Piece | Spot]:
        """Yield the pieces of a run without the mark at its beginning of the note called before it."""
        note, self.unmarked = self.unmarked, ""
        match pieces:
            case [Words(text) as first, *others] if found := (
                SHORT_MARK.fullmatch(text) if not others else None
            ) or SIGNS_OF_NOTES.match(text):
                self.marks[note] = found.group()
                yield from (replace(first, text=text[found.end() :]), *others)
            case _:
                yield from pieces

    def _other(
        self, child: Element, style: str | None, bare: bool, look_of: frozenset[str]
    ) -> Iterator[Piece | Spot]:
        """Yield what stands in an element that only surrounds words."""
        if child.tag == ALTERNATIVES:
            chosen = alternative(child)
            if chosen is not None:
                yield from self._pieces_of(chosen, style, bare, look_of)
        elif child.tag == EQUATION:
            self.equations += 1
            for words in self._words(in_line(child), look_of):
                yield replace(words, literal=True) if isinstance(words, Words) else words
        elif child.tag == BOX:
            self.boxes.append(child)
        else:
            yield from self._pieces_of(child, style, bare, look_of)

    def _words(self, text: str, look_of: frozenset[str]) -> Iterator[Piece]:
        if self.invisible and text and not self.instructing:
            self.unseen.append(text)
        if text and self._is_shown():
            if self.fields:
                self.fields[-1].result += text
            leads = next((one.leads for one in reversed(self.fields) if one.leads), self.leads)
            number = bool(leads) and leads in self.names.values() and is_label(text)
            yield Words(text, look_of, leads=leads, number=number, language=self.tongues.of(text))

    def _field(self, mark: Element) -> Iterator[Piece]:
        """Follow a field: its instructions are no words, its result is, or calls a note again."""
        match mark.get(q("fldCharType")):
            case "begin":
                self.fields.append(_Field())
                self.instructing += 1
            case "separate" if self.fields and not self.fields[-1].separated:
                self.fields[-1].separated = True
                self.fields[-1].note = self._note_again(self.fields[-1].instructions)
                self.fields[-1].leads = self._place(self.fields[-1].instructions)
                self.instructing -= self.fields[-1].note is None
            case "end" if self.fields:
                ended = self.fields.pop()
                self.instructing -= not ended.separated or ended.note is not None
                if ended.note is not None:
                    yield from self._note_call(ended.note)
                self._keep_link(ended.instructions, ended.result)
                self._keep_place(ended)
                if self.fields:
                    self.fields[-1].result += ended.result
            case _:
                pass

    def _keep_link(self, instructions: str, words: str) -> None:
        """Keep the address of a field that is a link."""
        found = ADDRESS.match(instructions)
        if found is not None and words.strip():
            self.links.append((found[1], " ".join(words.split())))

    def _place(self, instructions: str) -> str:
        """Return where a field leads, if it leads to a place or a note of the file."""
        if found := TO_NOTE.match(instructions):
            return self.names.get(self.bookmarks.get(found[1], ""), "")
        found = TO_PLACE.match(instructions)
        return self.places.target(found[1]) if found is not None else ""

    def _keep_place(self, ended: _Field) -> None:
        """Keep what a field marks for a list of Word's, and the words of one that leads nowhere."""
        said = ended.instructions
        found, entry = TO_NOTE.match(said) or TO_PLACE.match(said), ENTRY.match(said)
        if found is not None and not ended.leads and ended.note is None:
            self.places.nowhere.setdefault(found[1], " ".join(ended.result.split()))
        if entry is not None:
            self.entries.append(" ".join(entry[1].split()))
        if not ended.separated and ended.note is None and (name := NAME.match(said)):
            self.unmade[name[1].upper()] += not RESULTLESS.fullmatch(name[1].upper())

    def _is_shown(self) -> bool:
        """Return whether words are the text's: not hidden, nor instructions of a field."""
        return not self.invisible and not self.instructing

    def _characters(self, words: Element) -> str:
        text = words.text or ""
        fonts = at(next(words.iterancestors(q("r")), words), "rPr", "rFonts")
        return self._in_characters(text, (value(fonts, "ascii") or value(fonts, "hAnsi")) or "")

    def _in_characters(self, text: str, font: str) -> str:
        """Return signs of a font as characters, and note those that are none."""
        made = in_characters(text, font)
        for one in PRIVATE.findall(made):
            self._note_unknown(one, font)
        return made

    def _note_unknown(self, character: str, font: str) -> None:
        self.unknown_signs[f"U+{ord(character):04X} of {font or 'an unnamed font'}"] = None

    def _sign(self, element: Element) -> str:
        try:
            code = int(element.get(q("char"), ""), 16)
        except ValueError:
            code = FIRST
        font = element.get(q("font"), "")
        made = sign(code, font)
        if PRIVATE.match(made) or made == UNKNOWN:
            self._note_unknown(made, font)
        return made

    def _note_again(self, instructions: str) -> str | None:
        """Return the note whose number a field repeats, if it is one that is called before the field."""
        found = NOTE_AGAIN.match(instructions)
        note = self.bookmarks.get(found[1]) if found else None
        return note if note in self.names and note in self.tied else None

    def _call(self, call: Element) -> Iterator[Piece]:
        yield from self._note_call(f"{CALLS[call.tag]}{call.get(q('id'), '')}")

    def _note_call(self, name: str) -> Iterator[Piece]:
        """Yield the call of a note by its name in the file."""
        if self.instructing or self.comments.passes(name):
            return
        if name in self.names:
            if name not in self.tied:
                self.tied.add(name)
                self.called.append(name)
            yield Call(self.names[name])
        else:
            self.lacking.setdefault(name)

    def _link(
        self, link: Element, style: str | None, bare: bool, look_of: frozenset[str]
    ) -> Iterator[Piece | Spot]:
        target, name = self.targets.get(link.get(f"{{{R}}}id", "")), link.get(q("anchor"))
        around, self.leads = self.leads, self.places.target(name) if name and not target else ""
        made = list(self._pieces_of(link, style, bare, look_of))
        words = plain(made)
        if name and not target and not self.leads:
            self.places.nowhere.setdefault(name, " ".join(words.split()))
        self.leads = around
        if target and words.strip():
            self.links.append((target, " ".join(words.split())))
        for piece in made:
            yield replace(piece, styles=piece.styles - {"underline"}) if isinstance(piece, Words) else piece

    def _drawing(self, drawing: Element) -> Iterator[Piece]:
        """Yield a picture, and keep the text boxes."""
        self.boxes.extend(text_boxes(drawing))
        blip = next(drawing.iter(f"{{{A}}}blip"), None)
        data = next(drawing.iter(f"{{{VML}}}imagedata"), None)
        relation = blip.get(f"{{{R}}}embed") if blip is not None else None
        relation = data.get(f"{{{R}}}id") if relation is None and data is not None else relation
        target = self.targets.get(relation or "")
        if blip is not None and blip.get(f"{{{R}}}link") in self.targets:
            self.remote.setdefault(self.targets[blip.get(f"{{{R}}}link", "")])
        if target:
            described = (str(one.get("descr")) for one in drawing.iter() if one.get("descr"))
            picture = Picture(target, next(described, ""), 1)
            self.pictures.append(picture)
            yield picture


def _behind(pieces: list[Piece | Spot], mark: str) -> Iterator[Piece | Spot]:
    """Yield what of a run stands behind the mark of a note."""
    left = len(mark)
    for piece in pieces:
        if not isinstance(piece, Words):
            yield piece
            continue
        text = piece.text.lstrip() if left == len(mark) else piece.text
        left, text = max(0, left - len(text)), text[left:]
        if text:
            yield replace(piece, text=text)


def calls_in_bookmarks(text: Element) -> dict[str, str]:
    """Return the notes that are called in bookmarks, by the names of these; fields repeat their numbers."""
    made: dict[str, str] = {}
    inside: dict[str, str] = {}
    for one in text.iter(q("bookmarkStart"), q("bookmarkEnd"), *FOLLOWED):
        if one.tag == q("bookmarkStart"):
            inside[one.get(q("id"), "")] = one.get(q("name"), "")
        elif one.tag == q("bookmarkEnd"):
            inside.pop(one.get(q("id"), ""), None)
        else:
            for name in inside.values():
                made.setdefault(name, f"{CALLS[one.tag]}{one.get(q('id'), '')}")
    return made


def _joined(pieces: list[Piece | Spot]) -> list[Piece | Spot]:
    """Return pieces in which words of one look that follow each other are one."""
    made: list[Piece | Spot] = []
    for piece in pieces:
        last = made[-1] if made else None
        if isinstance(piece, Words) and isinstance(last, Words) and _alike(piece, last):
            made[-1] = replace(last, text=last.text + piece.text)
        else:
            made.append(piece)
    return made


def _alike(one: Words, other: Words) -> bool:
    return replace(one, text="") == replace(other, text="")


def _trimmed(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Return pieces without line ends at their own ends."""
    while pieces and pieces[0] is BREAK:
        pieces.pop(0)
    while pieces and pieces[-1] is BREAK:
        pieces.pop()
    return tuple(pieces)


def plain(pieces: Iterable[Piece | Spot]) -> str:
    """Return the words of pieces without their looks."""
    return "".join(piece.text if isinstance(piece, Words) else " " * (piece is BREAK) for piece in pieces)


__all__ = ["Runs", "plain"]
