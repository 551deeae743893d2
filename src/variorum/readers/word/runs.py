"""The words of a paragraph: runs in their type styles, calls of notes, line ends, pictures.

ECMA-376 part 1, 17.3.3 (the content of runs) and 17.16 (fields).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from variorum.readers.manuscript.parts import BREAK, Call, Picture, Piece, Words
from variorum.readers.word.names import DRAWING, MATH, MC, VML, R, W, number, value, w
from variorum.readers.word.styles import Styles, look

NO_BREAK_HYPHEN = "\N{NON-BREAKING HYPHEN}"
SOFT_HYPHEN = "\N{SOFT HYPHEN}"
CALLS = {w("footnoteReference"): "fn", w("endnoteReference"): "en", w("commentReference"): "c"}
"""The calls of notes, and how the names of their notes begin."""
BOXES = w("txbxContent")
SKIPPED = {
    *map(w, ("pPr", "rPr", "instrText", "fldChar", "sdtPr", "sdtEndPr", "proofErr", "footnoteRef")),
    *map(w, ("endnoteRef", "annotationRef", "separator", "continuationSeparator", "lastRenderedPageBreak")),
    *map(w, ("smartTagPr", "customXmlPr", "rubyPr", "fldData", "bookmarkStart", "bookmarkEnd")),
}
SYMBOLS = {0xB7: "•", 0xA7: "▪", 0xA8: "◦", 0xFC: "✓", 0xD8: "➢", 0xE0: "→", 0xDF: "←", 0x2D: "−", 0xD7: "⋅"}
"""What the signs of Symbol and Wingdings that lists and prose use look like."""


@dataclass(slots=True)
class Runs:
    """What the reader of words knows: styles and relations; and what it meets on its way.

    `called` are the names of notes in the order of their calls; `boxes` the text boxes of the paragraph.
    """

    styles: Styles
    targets: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    called: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    unknown_signs: int = 0
    codes: list[bool] = field(default_factory=list)

    def pieces(self, paragraph: etree._Element, bare: bool = False) -> tuple[Piece, ...]:
        """Return the words of a paragraph; `bare`: the type of the paragraph's style says nothing."""
        style = value(paragraph.find(f"{W}pPr/{W}pStyle"))
        made = list(self._within(paragraph, style, bare, frozenset()))
        return _trimmed(_joined(made))

    def _within(
        self, element: etree._Element, style: str | None, bare: bool, look_of: frozenset[str]
    ) -> Iterator[Piece]:
        for child in element:
            if not isinstance(child.tag, str) or (child.tag in SKIPPED and child.tag != w("fldChar")):
                continue
            match child.tag.removeprefix(W):
                case "r":
                    yield from self._within(child, style, bare, look(child, style, self.styles, bare))
                case "fldChar":
                    self._field(child)
                case "t" | "delText":
                    yield from self._words(child.text or "", look_of)
                case "tab" | "ptab":
                    yield from self._words(" ", look_of)
                case "br" if child.get(w("type")) in (None, "textWrapping"):
                    yield from () if self._hidden() else (BREAK,)
                case "br":
                    yield from self._words(" ", look_of)
                case "cr":
                    yield from () if self._hidden() else (BREAK,)
                case "noBreakHyphen":
                    yield from self._words(NO_BREAK_HYPHEN, look_of)
                case "softHyphen":
                    yield from self._words(SOFT_HYPHEN, look_of)
                case "sym":
                    yield from self._words(self._sign(child), look_of)
                case "footnoteReference" | "endnoteReference" | "commentReference":
                    yield from self._call(child)
                case "hyperlink":
                    yield from self._link(child, style, bare, look_of)
                case "drawing" | "pict" | "object":
                    yield from self._drawn(child)
                case "ruby":
                    yield from self._within(child, style, bare, look_of)
                case _:
                    yield from self._other(child, style, bare, look_of)

    def _other(
        self, child: etree._Element, style: str | None, bare: bool, look_of: frozenset[str]
    ) -> Iterator[Piece]:
        """Yield what stands in an element that only surrounds words."""
        if child.tag == f"{MC}AlternateContent":
            chosen = child.find(f"{MC}Choice")
            chosen = chosen if chosen is not None else child.find(f"{MC}Fallback")
            if chosen is not None:
                yield from self._within(chosen, style, bare, look_of)
        elif child.tag == f"{MATH}t":
            yield from self._words(child.text or "", look_of)
        elif child.tag == BOXES:
            self.boxes.append(child)
        else:
            yield from self._within(child, style, bare, look_of)

    def _words(self, text: str, look_of: frozenset[str]) -> Iterator[Piece]:
        if text and not self._hidden():
            yield Words(text, look_of)

    def _field(self, mark: etree._Element) -> None:
        """Follow a field: its instructions are no words, its result is."""
        match mark.get(w("fldCharType")):
            case "begin":
                self.codes.append(True)
            case "separate" if self.codes:
                self.codes[-1] = False
            case "end" if self.codes:
                self.codes.pop()
            case _:
                pass

    def _hidden(self) -> bool:
        """Return whether words belong to the instructions of a field."""
        return any(self.codes)

    def _sign(self, sign: etree._Element) -> str:
        try:
            code = int(sign.get(w("char"), ""), 16)
        except ValueError:
            code = 0
        if 0xF000 <= code <= 0xF0FF:
            code -= 0xF000
            if code in SYMBOLS:
                return SYMBOLS[code]
            self.unknown_signs += 1
            return "\N{REPLACEMENT CHARACTER}"
        return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF else ""

    def _call(self, call: etree._Element) -> Iterator[Piece]:
        name = f"{CALLS[call.tag]}{call.get(w('id'), '')}"
        if name in self.names and not self._hidden():
            if name not in self.called:
                self.called.append(name)
            yield Call(self.names[name])

    def _link(
        self, link: etree._Element, style: str | None, bare: bool, look_of: frozenset[str]
    ) -> Iterator[Piece]:
        made = list(self._within(link, style, bare, look_of))
        target = self.targets.get(link.get(f"{R}id", ""))
        words = "".join(piece.text for piece in made if isinstance(piece, Words))
        if target and words.strip():
            self.links.append((target, " ".join(words.split())))
        # A link is blue and underlined because it is one; no hand has underlined it.
        for piece in made:
            yield Words(piece.text, piece.styles - {"underline"}) if isinstance(piece, Words) else piece

    def _drawn(self, drawing: etree._Element) -> Iterator[Piece]:
        """Yield a picture, and keep the text boxes."""
        self.boxes.extend(_outermost(drawing))
        blip = next(drawing.iter(f"{DRAWING}blip"), None)
        data = next(drawing.iter(f"{VML}imagedata"), None)
        relation = blip.get(f"{R}embed") if blip is not None else None
        relation = data.get(f"{R}id") if relation is None and data is not None else relation
        target = self.targets.get(relation or "")
        if target:
            described = (str(one.get("descr")) for one in drawing.iter() if one.get("descr"))
            picture = Picture(target, next(described, ""), 1)
            self.pictures.append(picture)
            yield picture


def _outermost(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes in an element, each once, of two forms of one the first."""
    for child in element:
        if child.tag == BOXES:
            yield child
        elif child.tag == f"{MC}AlternateContent":
            chosen = child.find(f"{MC}Choice")
            chosen = chosen if chosen is not None else child.find(f"{MC}Fallback")
            if chosen is not None:
                yield from _outermost(chosen)
        else:
            yield from _outermost(child)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Return pieces in which words of one look that follow each other are one."""
    made: list[Piece] = []
    for piece in pieces:
        last = made[-1] if made else None
        if isinstance(piece, Words) and isinstance(last, Words) and piece.styles == last.styles:
            made[-1] = Words(last.text + piece.text, last.styles)
        else:
            made.append(piece)
    return made


def _trimmed(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Return pieces without line ends at their own ends."""
    while pieces and pieces[0] is BREAK:
        pieces.pop(0)
    while pieces and pieces[-1] is BREAK:
        pieces.pop()
    return tuple(pieces)


def plain(pieces: tuple[Piece, ...]) -> str:
    """Return the words of pieces without their looks."""
    return "".join(piece.text if isinstance(piece, Words) else " " * (piece is BREAK) for piece in pieces)


__all__ = ["Runs", "number", "plain"]
