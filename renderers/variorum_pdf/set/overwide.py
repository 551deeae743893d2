"""What is wider than the page: tables get smaller type while it can be read, then words break anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from variorum_pdf.set.galley import Box, box_types
from variorum_pdf.set.markup import JOINER

SMALLEST = 0.62
"""How small the type of a table may become, in parts of what it is elsewhere."""
TIGHT = 0.97
"""A little less than what would just fit, for blanks do not shrink in the same measure."""
SMALLER, BROKEN = "data-smaller", "data-broken"
"""What was done to an element already."""
BREAK = "\u200b"
"""A place at which a line may end, of no width."""
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
        element.set("style", f"{element.get('style', '')}; {ANYWHERE}".lstrip("; "))
        _part(element)
    return bool(tables or lines)


def _part(element: Element) -> None:
    """Let a line end before any note call, and in a label: of three hundred calls there is else no end."""
    for inner in element.iter():
        if "entry-label" in (inner.get("class") or "").split():
            inner.set("style", f"white-space: normal; {ANYWHERE}")
        inner.text = inner.text and inner.text.replace(JOINER, BREAK)
        if inner is not element:
            inner.tail = inner.tail and inner.tail.replace(JOINER, BREAK)


def _right(page: Box) -> float:
    edge: float = page.content_box_x() + page.width
    return edge + 1


def _tables(page: Box) -> Iterator[tuple[Box, float]]:
    """Yield the tables that reach over the edge, and for what part of their width there is room."""
    right = _right(page)
    for box in page.descendants():
        if not isinstance(box, box_types().TableBox) or box.element is None:
            continue
        if box.position_x + box.width > right and box.element.get(BROKEN) is None:
            yield box, (right - box.position_x) / box.width


def _lines(page: Box) -> Iterator[Element]:
    """Yield the paragraphs, outside of tables, of which a line reaches over the edge."""
    right = _right(page)
    for block in page.descendants():
        if not isinstance(block, box_types().BlockContainerBox) or block.element is None:
            continue
        lines = (line for line in block.children if isinstance(line, box_types().LineBox))
        long = any(_end(line) > right for line in lines)
        if long and block.element.get(BROKEN) is None and not isinstance(block, box_types().TableCellBox):
            yield block.element


def _end(line: Box) -> float:
    """Return where the last ink of a line ends; blanks hang over the edge."""
    ends = (
        box.position_x + box.width
        for box in line.descendants()
        if isinstance(box, box_types().TextBox) and box.text.strip()
    )
    return max(ends, default=0.0)


def _set_smaller(table: Box, size: float) -> None:
    """Set the words of a table in smaller type: each paragraph has a size of its own."""
    table.element.set(SMALLER, "")
    for box in table.descendants():
        element = box.element
        if isinstance(box, box_types().BlockBox) and element is not None and element.tag == "p":
            element.set("style", f"font-size: {box.style['font_size'] * size:.3f}px")


def _break_in_table(table: Box) -> None:
    """Let the words of a table break anywhere, and its cells stand close."""
    table.element.set(BROKEN, "")
    table.element.set("style", "table-layout: fixed; width: 100%")
    for element in table.element.iter("p"):
        element.set("style", f"{element.get('style', '')}; {ANYWHERE}")
    for name in ("td", "th"):
        for element in table.element.iter(name):
            element.set("style", "padding-right: 0.2em")
