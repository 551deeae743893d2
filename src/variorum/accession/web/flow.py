"""From the tree of a page to paragraphs with their type styles, headings, lists, tables and page marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from variorum.accession.languages import TAG
from variorum.accession.manuscript.symbol_fonts import in_characters
from variorum.accession.web.content import NEVER_SEEN
from variorum.accession.web.equations import in_line
from variorum.accession.web.line_ends import paragraphs, unfolded
from variorum.accession.web.notes import HEADING, PageNote
from variorum.accession.web.page import HEADINGS, Element, page_label
from variorum.css.values import is_bold, is_italic, is_small_caps
from variorum.manuscript import (
    BREAK,
    Call,
    Cell,
    Items,
    Mark,
    Para,
    Part,
    Picture,
    PictureBlock,
    Piece,
    Quotation,
    Rows,
    RuleLine,
    Words,
)

BY_TAG = {
    **dict.fromkeys(("i", "em", "cite", "dfn", "var", "address"), "italic"),
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strike"),
    "sup": "raised",
    "sub": "lowered",
}
KEEPS_SPACE = ("pre", "pre-wrap", "pre-line", "break-spaces")
BLANKS = re.compile(r"[ \t\n\f\r]+")
NUMBERS = {"1": "1", "a": "a", "A": "A", "i": "i", "I": "I"}
BULLET = "•"
"""What stands before the items of a list that is not counted, unless its style takes it away."""
LIST_STYLES = {
    "decimal": "1",
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}
ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
)
ROMAN_SMALL = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Look:
    """How words are set, as it has come down from the elements around them."""

    styles: frozenset[str] = frozenset()
    keeps_space: bool = False
    font: str = ""
    language: str = ""

    def inside(self, element: Element) -> Look:
        """Return the look inside an element."""
        styles = set(self.styles)
        style = element.style
        if element.tag in BY_TAG:
            styles.add(BY_TAG[element.tag])
        turned = {
            "italic": is_italic(style.get("font-style", "")),
            "bold": is_bold(style.get("font-weight", "")),
            "small-caps": is_small_caps(style.get("font-variant-caps", "")),
            "spaced": spaced(style.get("letter-spacing")),
        }
        for name, on in turned.items():
            if on is not None:
                (styles.add if on else styles.discard)(name)
        line = style.get("text-decoration-line", "")
        styles.update(
            name for name, word in (("underline", "underline"), ("strike", "line-through")) if word in line
        )
        if element.tag in ("u", "ins") and "none" in line:
            styles.discard("underline")
        match style.get("vertical-align", ""):
            case "super" | "text-top":
                styles.add("raised")
            case "sub" | "text-bottom":
                styles.add("lowered")
            case "baseline":
                styles -= {"raised", "lowered"}
        space = style.get("white-space", "pre" if element.tag in ("pre", "listing", "xmp") else "")
        keeps = space.startswith(KEEPS_SPACE) if space else self.keeps_space
        face = style.get("font-family") or (element.get("face") if element.tag == "font" else "")
        spoken = element.get("lang") or element.get("xml:lang")
        spoken = spoken if TAG.fullmatch(spoken) else self.language
        return Look(frozenset(styles), keeps, family(face) if face else self.font, spoken)

    def words(self, text: str) -> Words:
        """Return words in this look: white space folded where it says nothing, signs of symbol fonts read."""
        shown = text if self.keeps_space else BLANKS.sub(" ", text)
        characters = in_characters(shown, self.font) if self.font else shown
        return Words(characters, self.styles, language=self.language)


def family(names: str) -> str:
    """Return the first of the typefaces that a style or a tag names."""
    return names.partition(",")[0].strip(" \t\"'")


def spaced(value: str | None) -> bool | None:
    """Return whether letters are set apart so that it is seen; none if nothing is said."""
    if not value:
        return None
    found = re.match(r"([+-]?[\d.]+)(em|rem|ex|px|pt|mm|cm|ch)?$", value)
    if found is None:
        return False
    per_em = {"px": 16.0, "pt": 12.0, "mm": 4.2, "cm": 0.42}.get(found[2] or "px", 1.0)
    return float(found[1]) / per_em >= 0.06


@dataclass(slots=True)
class Flow:
    """A page on its way to paragraphs: what is left out, what calls a note, what no words show."""

    calls: Mapping[Element, PageNote]
    dropped: Mapping[Element, str]
    names: dict[PageNote, str] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    equations: int = 0
    explained: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)

    # ---- blocks

    def parts(self, element: Element, look: Look) -> tuple[Part, ...]:
        """Return what stands in an element, in paragraphs; rules at its edges are the page's."""
        made: list[Part] = []
        line: list[Piece] = []
        start = element.line

        def flush() -> None:
            made.extend(paragraphs(line, start))
            line.clear()

        for child in element.children:
            if isinstance(child, str):
                line.append(look.words(child))
            elif self.is_out(child):
                continue
            elif child in self.calls or not (child.is_block or holds_block(child)):
                if not line:
                    start = child.line
                line.extend(self.pieces(child, look))
            else:
                flush()
                made.extend(self.block(child, look.inside(child)))
        flush()
        while made and isinstance(made[0], RuleLine):
            made.pop(0)
        while made and isinstance(made[-1], RuleLine):
            made.pop()
        return tuple(made)

    def is_out(self, element: Element) -> bool:
        """Return whether nothing of an element belongs to the text."""
        return element in self.dropped or element.tag in NEVER_SEEN

    def block(self, element: Element, look: Look) -> Sequence[Part]:
        """Return a block by its kind."""
        match element.tag:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                return self.heading(element, look)
            case "hr":
                return (RuleLine(element.line),)
            case "ul" | "ol" | "menu" | "dir":
                return self.items(element, look)
            case "dl":
                return self.description_list(element, look)
            case "table":
                return self.table(element, look)
            case "blockquote":
                inside = self.parts(element, look)
                return (Quotation(inside, element.line),) if inside else ()
            case "figure":
                return self.figure(element, look)
            case _ if page_label(element):
                return (Para((Mark(page_label(element) or ""),), element.line),)
            case _:
                return self.parts(element, look)

    def heading(self, element: Element, look: Look) -> Sequence[Part]:
        """Return a heading; its bold type is not the source's, and that of notes is a line."""
        plain = replace(look, styles=look.styles - {"bold"})
        level = 0 if HEADING.fullmatch(element.text) else HEADINGS.index(element.tag) + 1
        return tuple(
            replace(part, level=level) if isinstance(part, Para) else part
            for part in self.parts(element, plain)
        )

    def items(self, element: Element, look: Look) -> Sequence[Part]:
        """Return a list with the labels that a browser shows."""
        style = element.style.get("list-style-type", "")
        kind = (
            NUMBERS.get(element.get("type")) or LIST_STYLES.get(style) or ("1" if element.tag == "ol" else "")
        )
        kind = "" if style == "none" else kind
        bullet = None if style == "none" or element.tag == "ol" else BULLET
        entries = [child for child in in_items(element) if not self.is_out(child)]
        step = -1 if "reversed" in element.attributes else 1
        number = whole(element.get("start"), len(entries) if step < 0 else 1)
        made: list[tuple[str | None, tuple[Part, ...]]] = []
        for child in entries:
            number = whole(child.get("value"), number)
            inside = self.parts(child, look.inside(child))
            if inside:
                counted = kind and child.tag == "li"
                made.append((f"{label(number, kind)}." if counted else bullet, inside))
            number += step if child.tag == "li" else 0
        return (Items(tuple(made), element.line),) if made else ()

    def description_list(self, element: Element, look: Look) -> Sequence[Part]:
        """Return terms and their descriptions as a list without labels: the term first in its item."""
        told = " ".join(child.text for child in element.walk() if child.tag in ("dt", "dd"))
        if told.replace(" ", "") != element.text.replace(" ", ""):
            return self.parts(element, look)
        made: list[tuple[str | None, tuple[Part, ...]]] = []
        for child in element.walk():
            if child.tag not in ("dt", "dd") or self.is_out(child):
                continue
            inside = self.parts(child, look.inside(child))
            if child.tag == "dt" or not made:
                made.append((None, inside))
            else:
                made[-1] = (None, (*made[-1][1], *inside))
        return (Items(tuple(one for one in made if one[1]), element.line),) if made else ()

    def figure(self, element: Element, look: Look) -> Sequence[Part]:
        """Return a figure with its caption; one that holds no picture is what it holds."""
        caption = next((child for child in element.walk() if child.tag == "figcaption"), None)
        pictures = [child for child in element.walk() if child.tag == "img" and not self.is_out(child)]
        words = caption.text if caption is not None else ""
        if len(pictures) != 1 or element.text != words:
            return self.parts(element, look)
        picture = self.picture(pictures[0])
        line = self.line_of(caption, look) if caption is not None else ()
        return (PictureBlock(picture, line),) if picture else self.parts(element, look)

    def line_of(self, element: Element, look: Look) -> tuple[Piece, ...]:
        """Return all words of an element as one line, whatever blocks they stand in."""
        made: list[Piece] = []
        for pieces in unfolded(self.parts(element, look.inside(element))):
            made.extend((*((BREAK,) if made else ()), *pieces))
        return tuple(made)

    # ---- tables

    def table(self, element: Element, look: Look) -> Sequence[Part]:
        """Return a table, or what stands in it where it only lays out the page."""
        rows = [one for one in element.walk() if one.tag == "tr" and nearest(one, "table") is element]
        cells = [[one for one in row.elements if one.tag in ("td", "th")] for row in rows]
        captions = [one for one in element.elements if one.tag == "caption" and not self.is_out(one)]
        if is_layout(element, cells):
            inside = [one for row in (captions, *cells) for one in row if not self.is_out(one)]
            return tuple(part for one in inside for part in self.parts(one, look))
        made = []
        for row in cells:
            line = tuple(self.cell(one, look) for one in row if not self.is_out(one))
            if line:
                made.append(line)
        if not made:
            return tuple(part for one in captions for part in self.parts(one, look))
        lines = [words for one in captions if (words := self.line_of(one, look))]
        caption = tuple(piece for words in lines for piece in (BREAK, *words))[1:]
        return (Rows(tuple(made), caption, element.line),)

    def cell(self, element: Element, look: Look) -> Cell:
        """Return a cell; the bold type of a head is not that of the source."""
        header = element.tag == "th" or nearest(element, "thead", "table").tag == "thead"
        columns, rows = (min(max(whole(element.get(name), 1), 1), 1000) for name in ("colspan", "rowspan"))
        return Cell(self.parts(element, look.inside(element)), header, columns, rows)

    # ---- lines

    def pieces(self, element: Element, look: Look) -> Iterator[Piece]:
        """Yield what stands in the line, in its type style."""
        note = self.calls.get(element)
        if note is not None:
            yield Call(self.name(note))
            return
        mark = page_label(element)
        if mark is not None:
            yield Mark(mark)
            return
        if self.is_out(element):
            return
        if element.tag == "br":
            yield BREAK
            return
        if element.tag == "img":
            picture = self.picture(element)
            if picture is not None:
                yield picture
            return
        self.remember(element)
        within = look.inside(element)
        if element.tag == "math":
            self.equations += 1
            yield Words(in_line(element), within.styles, literal=True)
            return
        if element.tag == "q":
            yield within.words("“")
        for child in element.children:
            if isinstance(child, str):
                yield within.words(child)
            else:
                yield from self.pieces(child, within)
        if element.tag == "q":
            yield within.words("”")

    def picture(self, element: Element) -> Picture | None:
        """Return the picture of an element; none if it is a dot that counts readers or has no source."""
        source = (element.get("src") or element.get("data-src")).strip()
        tiny = any(0 <= whole(element.get(side), 100) <= 2 for side in ("width", "height"))
        if tiny or not source:
            return None
        found = Picture(source, " ".join(element.get("alt").split()), element.line)
        return self.pictures.setdefault(source, found)

    def name(self, note: PageNote) -> str:
        """Return the name of a note: its mark, made unlike those of other notes."""
        if note not in self.names:
            mark = note.mark if re.fullmatch(r"[A-Za-z0-9]+", note.mark) else "note"
            number = self.used[mark] = self.used.get(mark, 0) + 1
            self.names[note] = mark if number == 1 else f"{mark}-{number}"
        return self.names[note]

    def remember(self, element: Element) -> None:
        """Keep what an element knows and its words do not show: an address, an explanation."""
        words = element.text
        if (
            element.tag == "a"
            and (words or next(element.elements, None))
            and element.get("href")
            and not element.get("href").startswith(("#", "javascript"))
        ):
            self.links.setdefault(element.get("href").strip(), words)
        elif element.tag in ("abbr", "acronym") and element.get("title").strip() and words:
            self.explained.setdefault(words, " ".join(element.get("title").split()))


def in_items(element: Element) -> list[Element]:
    """Return the items of a list; what stands between them is as if it were in an element of its own."""
    made: list[Element] = []
    for child in element.children:
        if isinstance(child, Element) and (child.tag == "li" or child.is_block):
            made.append(child)
        elif isinstance(child, Element) or child.strip():
            if not made or made[-1].tag != "run":
                made.append(Element("run", {}, element.line, {}))
            made[-1].children.append(child)
    return made


def holds_block(element: Element) -> bool:
    """Return whether an element in the line has blocks in it."""
    return any(one.is_block for one in element.walk() if one is not element)


def nearest(element: Element, *tags: str) -> Element:
    """Return the innermost element of some kinds around an element."""
    return next((one for one in element.chain if one is not element and one.tag in tags), element)


def is_layout(table: Element, cells: Sequence[Sequence[Element]]) -> bool:
    """Return whether a table is there for the layout of the page and not for what it says."""
    if table.get("role") in ("presentation", "none"):
        return True
    if any(one.tag in ("th", "caption", "thead") and nearest(one, "table") is table for one in table.walk()):
        return False
    if all(len(row) <= 1 for row in cells):
        return True
    return any(
        one.tag in ("table", *HEADINGS) or sum(1 for child in one.elements if child.tag == "p") > 2
        for row in cells
        for cell in row
        for one in cell.walk()
    )


def whole(value: str, default: int) -> int:
    """Return a whole number, or the default where there is none."""
    found = re.match(r"\s*([+-]?\d{1,9})", value)
    return int(found[1]) if found else default


def label(number: int, kind: str) -> str:
    """Return the number of an item as the kind of its list shows it."""
    if kind in ("a", "A") and number > 0:
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord(kind) + rest) + letters
        return letters
    if kind in ("i", "I") and 0 < number < 4000:
        made = ""
        for worth, sign in (*ROMAN, *ROMAN_SMALL):
            count, number = divmod(number, worth)
            made += sign * count
        return made if kind == "i" else made.upper()
    return str(number)
