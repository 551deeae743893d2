"""What is wider than the page: tables get smaller type while it can be read, or are turned, or both.

Where that will not do, strings that are no words break in them, then words are divided; they break
anywhere only where nothing else will do.

What is set in so far that no room is left is set in less, all that surrounds it in the same measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element

from variorum.style import Style
from variorum_pdf.set.galley import Box, box_types
from variorum_pdf.set.landscape import TURNED, landscape_of, turned_area
from variorum_pdf.set.markup import JOINER, NOTES

SMALLEST = 0.62
"""How small the type of a table may become, in parts of what it is elsewhere."""
CELL_GAP = 0.8
"""The room behind a cell, in sizes of its type."""
TIGHT = 0.97
"""A little less than what would just fit, for blanks do not shrink in the same measure."""
SMALLER, DIVIDED, BROKEN = "data-smaller", "data-divided", "data-broken"
PARTED, SHALLOW = "data-parted", "data-shallow"
"""What was done to an element already; of smaller type how small it is."""
STRING = re.compile(r"[^\s\u200b\u2060]{31,}")
"""A row of signs that is longer than words are."""
OF_WORDS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "caption", "figcaption"})
"""Elements in a table that hold words in type of their own."""
OF_BLOCKS = frozenset({"ul", "ol", "div", "blockquote", "section", "aside", "figure"})
FLUSH = "margin-left: 0; padding-left: 0; margin-right: 0; padding-right: 0; text-indent: 0"
DEEPEST = 0.66
"""How far words may be set in, in parts of the width of the text, where there is no room for them."""
BREAK = "\u200b"
"""A place to break that is as wide as nothing."""
ANYWHERE = "overflow-wrap: anywhere; hyphens: manual"
HYPHENATED = "hyphens: auto"


def narrowed(page: Box, style: Style) -> bool:
    """Make what is too wide on a page narrower for the next setting of it; return whether there is any."""
    tables = list(_tables(page))
    for table, edges in tables:
        _make_room(table, edges, style)
    lines = [] if tables else list(_lines(page))
    for element in lines:
        element.set(BROKEN, "")
        _say(element, ANYWHERE)
        _part(element)
    return bool(tables or lines) or _parted(page) or _set_in_less(page)


def _make_room(table: Box, edges: _Edges, style: Style) -> None:
    """Set a table smaller, turn it, part what is no word in it, divide its words, or let them break.

    Each is tried only where nothing before it will do, and keeps what was done before.
    """
    element = table.element
    room = edges.room(table)
    size = float(element.get(SMALLER, 1)) * TIGHT * room / table.width
    landscape = landscape_of(style) if edges.turns and element.get(TURNED) is None else None
    wide = landscape.width - edges.width + room if landscape else room
    if size >= SMALLEST:
        _set_smaller(table, size)
    elif _has_strings(element) and size / room * wide < SMALLEST:
        _part_strings(element)
    elif landscape:
        landscape.turn(element)
        element.set("style", f"width: {wide:.3f}px")
        _set_smaller(table, min(1.0, max(SMALLEST, size / room * wide)))
    elif style.language_hyphenation and element.get(DIVIDED) is None:
        element.set(DIVIDED, "")
        _set_smaller(table, SMALLEST, HYPHENATED)
    else:
        _set_smaller(table, SMALLEST)
        _break_in_table(table, style)


def _has_strings(table: Element) -> bool:
    return any(map(STRING.search, table.itertext()))


def _part_strings(table: Element) -> None:
    """Let lines end anywhere in strings that are no words."""
    for inner in table.iter():
        inner.text = inner.text and STRING.sub(_parts, inner.text)
        if inner is not table:
            inner.tail = inner.tail and STRING.sub(_parts, inner.tail)


def _parts(string: re.Match[str]) -> str:
    return BREAK.join(string[0])


def _part(element: Element) -> None:
    """Let a line end before any note call, and in a label: of three hundred calls there is else no end."""
    for inner in element.iter():
        if "entry-label" in (inner.get("class") or "").split():
            inner.set("style", f"white-space: normal; {ANYWHERE}")
        inner.text = inner.text and inner.text.replace(JOINER, BREAK)
        if inner is not element:
            inner.tail = inner.tail and inner.tail.replace(JOINER, BREAK)


@dataclass(frozen=True, slots=True)
class _Edges:
    """Where the text of a page ends to the left and to the right, and a little more.

    `turns`: a table there can be turned.
    """

    left: float
    right: float
    turns: bool = True

    @property
    def width(self) -> float:
        """Return how wide the text is."""
        return self.right - self.left - 2

    def are_passed(self, begin: float, end: float, style: Any) -> bool:
        """Return whether something reaches over the edge to which it runs; labels may hang over the other."""
        return begin < self.left if style["direction"] == "rtl" else end > self.right

    def room(self, table: Box) -> float:
        """Return for how much of a table there is room."""
        begin: float = table.position_x
        end: float = begin + table.width
        return min(end, self.right) - max(begin, self.left)

    def within(self, box: Box) -> _Edges:
        """Return the edges for what is in a box of the text."""
        if self.turns and (area := turned_area(box.element)):
            return _Edges(self.right - 2 - area.width, self.left + 2 + area.width, turns=False)
        element = box.element
        held = isinstance(box, box_types().TableBox) or (element is not None and element.get("id") == NOTES)
        return replace(self, turns=False) if held else self


def _edges(page: Box) -> _Edges:
    left: float = page.content_box_x()
    return _Edges(left - 1, left + page.width + 1)


def _boxes(box: Box, edges: _Edges) -> Iterator[tuple[Box, _Edges]]:
    """Yield what a box holds, with the edges of the text around each."""
    for child in getattr(box, "children", ()):
        yield child, edges
        yield from _boxes(child, edges.within(child))


def _tables(page: Box) -> Iterator[tuple[Box, _Edges]]:
    """Yield the tables that reach over the edge, with the edges."""
    for box, edges in _boxes(page, _edges(page)):
        if not isinstance(box, box_types().TableBox) or box.element is None:
            continue
        own = edges.within(box) if turned_area(box.element) else edges
        begin, end = box.position_x, box.position_x + box.width
        if own.are_passed(begin, end, box.style) and box.element.get(BROKEN) is None:
            yield box, own


def _lines(page: Box) -> Iterator[Element]:
    """Yield the paragraphs, outside of tables, of which a line reaches over the edge."""
    for block, edges in _boxes(page, _edges(page)):
        if not isinstance(block, box_types().BlockContainerBox) or block.element is None:
            continue
        lines = (line for line in block.children if isinstance(line, box_types().LineBox))
        long = any(_is_over(line, edges, block) for line in lines)
        if long and block.element.get(BROKEN) is None and not isinstance(block, box_types().TableCellBox):
            yield block.element


def _is_over(line: Box, edges: _Edges, block: Box) -> bool:
    """Return whether ink of a line of a block reaches over the edge; blanks hang over it."""
    return any(
        edges.are_passed(box.position_x, box.position_x + box.width, block.style)
        for box in line.descendants()
        if isinstance(box, box_types().TextBox) and box.text.strip()
    )


def _parted(page: Box) -> bool:
    """Let lines break also between the inlines of words that break anywhere; return whether any now do.

    WeasyPrint sees no place to break where an inline begins or ends inside a word. Calls stay with words.
    """
    blocks = [way[-1].element for way in _deep(page, (), _edges(page))]
    waiting = [one for one in blocks if one.get(PARTED) is None and len(one)]
    for block in waiting:
        _loosen(block)
    return bool(waiting)


def _loosen(block: Element) -> None:
    """Let lines of a block break where an inline begins or ends; a word behind an empty one breaks as others.

    The blank that lets it is none: it stands at the beginning of a line, or behind another.
    """
    block.set(PARTED, "")
    said = block.text or ""
    for element in list(block.iter()):
        if element is block:
            continue
        tail = element.tail or ""
        if element.tag != "br" and not len(element) and not element.text:
            element.tail = (" " if not said.strip() or said[-1:].isspace() else BREAK) + tail
        elif element.tag != "br":
            element.tail = BREAK + tail
            if element.get("role") != "doc-noteref" and element.text:
                element.text = BREAK + element.text
        said += (element.text or "") + tail


def _set_in_less(page: Box) -> bool:
    """Set what surrounds words that are beside the page in less; return whether there are such words."""
    changed = False
    for way in list(_deep(page, (), _edges(page))):
        depth = sum(box.margin_left + box.padding_left + box.margin_right + box.padding_right for box in way)
        share = DEEPEST * page.width / depth if depth else 1
        for box in way:
            if share < 1 and box.element.get(SHALLOW) is None:
                box.element.set(SHALLOW, "")
                indents = (box.margin_left, box.padding_left, box.margin_right, box.padding_right)
                names = ("margin-left", "padding-left", "margin-right", "padding-right")
                said = [f"{name}: {value * share:.3f}px" for name, value in zip(names, indents, strict=True)]
                first = box.style["text_indent"]
                said += [f"text-indent: {first.value * share:.3f}px"] if first.unit == "px" else []
                _say(box.element, "; ".join(said))
                changed = True
    return changed


def _deep(box: Box, way: tuple[Box, ...], edges: _Edges) -> Iterator[tuple[Box, ...]]:
    """Yield the way to each block of which a line is beside the page though its words break anywhere."""
    for child in getattr(box, "children", ()):
        if isinstance(child, box_types().LineBox):
            if way and way[-1].element.get(BROKEN) is not None and _is_over(child, edges, way[-1]):
                yield way
                return
        else:
            block = isinstance(child, box_types().BlockLevelBox) and child.element is not None
            yield from _deep(child, (*way, child) if block else way, edges.within(child))


def _say(element: Element, declarations: str) -> None:
    element.set("style", f"{element.get('style', '')}; {declarations}".lstrip("; "))


def _set_smaller(table: Box, size: float, more: str = "") -> None:
    """Set the words of a table in type that is so much smaller: each paragraph has a size of its own."""
    share = size / float(table.element.get(SMALLER, 1))
    table.element.set(SMALLER, str(size))
    for box in table.descendants():
        element = box.element
        if isinstance(box, box_types().BlockBox) and element is not None and element.tag in OF_WORDS:
            said = f"font-size: {box.style['font_size'] * share:.3f}px"
            element.set("style", "; ".join(filter(None, (said, more))))
    for name in ("td", "th"):
        for element in table.element.iter(name):
            element.set("style", f"padding-inline-end: {CELL_GAP * size:.3f}em")


def _break_in_table(table: Box, style: Style) -> None:
    """Let the words of a table break anywhere, and its cells stand close.

    Columns of one width are as many as the first row has, if nothing says how many there are.
    """
    if table.element.find("colgroup") is None:
        cells = [box for box in table.descendants() if isinstance(box, box_types().TableCellBox)]
        columns = Element("colgroup")
        number = max((one.grid_x + one.colspan for one in cells), default=0)
        columns.extend(Element("col") for _ in range(number))
        first = next((at for at, one in enumerate(table.element) if one.tag != "caption"), 0)
        table.element.insert(first, columns)
    table.element.set(BROKEN, "")
    area = turned_area(table.element)
    width = table.element.get("style") if area else "width: 100%"
    table.element.set("style", f"{width}; table-layout: fixed")
    for element in table.element.iter():
        if element.tag in OF_WORDS:
            _say(element, ANYWHERE)
            _loosen(element)
        if element.tag in OF_WORDS and style.language_hyphenation:
            _say(element, HYPHENATED)
        if element.tag in OF_WORDS | OF_BLOCKS:
            _say(element, FLUSH)
    for name in ("td", "th"):
        for element in table.element.iter(name):
            element.set("style", "padding-inline-end: 0.2em")
