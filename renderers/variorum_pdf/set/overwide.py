"""What is wider than the page: tables get smaller type while it can be read, then words break anywhere.

What is set in so far that no room is left is set in less, all that surrounds it in the same measure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from variorum_pdf.set.galley import Box, box_types
from variorum_pdf.set.markup import JOINER

SMALLEST = 0.62
"""How small the type of a table may become, in parts of what it is elsewhere."""
TIGHT = 0.97
"""A little less than what would just fit, for blanks do not shrink in the same measure."""
SMALLER, BROKEN, PARTED, SHALLOW = "data-smaller", "data-broken", "data-parted", "data-shallow"
"""What was done to an element already."""
OF_WORDS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "caption", "figcaption"})
"""Elements in a table that hold words in type of their own."""
OF_BLOCKS = frozenset({"ul", "ol", "div", "blockquote", "section", "aside", "figure"})
FLUSH = "margin-left: 0; padding-left: 0; margin-right: 0; padding-right: 0; text-indent: 0"
DEEPEST = 0.66
"""How far words may be set in, in parts of the width of the text, where there is no room for them."""
BREAK = "\u200b"
"""A place to break that is as wide as nothing."""
ANYWHERE = "overflow-wrap: anywhere; hyphens: manual"


def narrowed(page: Box) -> bool:
    """Make what is too wide on a page narrower for the next setting of it; return whether there is any.

    A table gets smaller type first; if that does not do, its words break anywhere, as those of a line do.
    """
    tables = list(_tables(page))
    for table, share in tables:
        if table.element.get(SMALLER) is None:
            _set_smaller(table, max(SMALLEST, share * TIGHT))
        else:
            _break_in_table(table)
    lines = [] if tables else list(_lines(page))
    for element in lines:
        element.set(BROKEN, "")
        _say(element, ANYWHERE)
        _part(element)
    return bool(tables or lines) or _parted(page) or _set_in_less(page)


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
    """Where the text of a page ends to the left and to the right, and a little more."""

    left: float
    right: float

    def are_passed(self, begin: float, end: float, style: Any) -> bool:
        """Return whether something reaches over the edge to which it runs; labels may hang over the other."""
        return begin < self.left if style["direction"] == "rtl" else end > self.right


def _edges(page: Box) -> _Edges:
    left: float = page.content_box_x()
    return _Edges(left - 1, left + page.width + 1)


def _tables(page: Box) -> Iterator[tuple[Box, float]]:
    """Yield the tables that reach over the edge, and for what part of their width there is room."""
    edges = _edges(page)
    for box in page.descendants():
        if not isinstance(box, box_types().TableBox) or box.element is None:
            continue
        begin, end = box.position_x, box.position_x + box.width
        if edges.are_passed(begin, end, box.style) and box.element.get(BROKEN) is None:
            yield box, (min(end, edges.right) - max(begin, edges.left)) / box.width


def _lines(page: Box) -> Iterator[Element]:
    """Yield the paragraphs, outside of tables, of which a line reaches over the edge."""
    edges = _edges(page)
    for block in page.descendants():
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
        block.set(PARTED, "")
        for element in block.iter():
            if element is block or element.tag == "br":
                continue
            element.tail = BREAK + (element.tail or "")
            if element.get("role") != "doc-noteref" and element.text:
                element.text = BREAK + element.text
    return bool(waiting)


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
            yield from _deep(child, (*way, child) if block else way, edges)


def _say(element: Element, declarations: str) -> None:
    element.set("style", f"{element.get('style', '')}; {declarations}".lstrip("; "))


def _set_smaller(table: Box, size: float) -> None:
    """Set the words of a table in smaller type: each paragraph has a size of its own."""
    table.element.set(SMALLER, "")
    for box in table.descendants():
        element = box.element
        if isinstance(box, box_types().BlockBox) and element is not None and element.tag in OF_WORDS:
            element.set("style", f"font-size: {box.style['font_size'] * size:.3f}px")


def _break_in_table(table: Box) -> None:
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
    table.element.set("style", "table-layout: fixed; width: 100%")
    for element in table.element.iter():
        if element.tag in OF_WORDS:
            _say(element, ANYWHERE)
        if element.tag in OF_WORDS | OF_BLOCKS:
            _say(element, FLUSH)
    for name in ("td", "th"):
        for element in table.element.iter(name):
            element.set("style", "padding-right: 0.2em")
