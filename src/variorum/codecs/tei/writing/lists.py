"""Writing lists, tables and verse as TEI."""

from __future__ import annotations

from lxml import etree

from variorum.codecs.tei import attributes
from variorum.codecs.tei.attributes import say
from variorum.codecs.tei.writing.inlines import fill
from variorum.codecs.tei.writing.pen import ILLEGAL, Pen, element_of, filler, make
from variorum.codecs.tei.writing.placing import hold, is_plain, put, write_note
from variorum.model import Item, List, Paragraph, RemarkBlock, Table, Verse


def write_list(node: List, pen: Pen) -> etree._Element:
    """Return a list; its labels stand before the items only if all items have one."""
    made = make("list")
    attributes.write(made, node, {}, pen.ids)
    items = [child for child in node.children if isinstance(child, Item)]
    paired = bool(items) and all(labelled(item) for item in items)
    for child in node.children:
        if isinstance(child, RemarkBlock):
            made.append(write_note(child, "list", pen))
            continue
        if paired:
            made.append(_label(child, pen))
        made.append(_item(child, not paired, pen))
    if not items:
        made.append(filler("item"))
    return made


def labelled(item: Item) -> bool:
    """Return whether an item has a label: plain words, or words that bear facts."""
    return item.label is not None or lead(item) is not None


def lead(item: Item) -> Paragraph | None:
    """Return the label of an item that is more than plain words: its first paragraph."""
    first = item.blocks[0] if item.blocks and item.label is None else None
    return first if isinstance(first, Paragraph) and element_of(first) == "label" else None


def _label(item: Item, pen: Pen) -> etree._Element:
    made = make("label")
    paragraph = lead(item)
    if paragraph is not None:
        attributes.write(made, paragraph, {}, pen.ids)
        fill(made, paragraph.children, pen)
        if not len(made) and not made.attrib:
            say(made, "plain", "no")
    else:
        made.text = item.label or None
    return made


def _item(item: Item, with_label: bool, pen: Pen) -> etree._Element:
    made = make("item")
    label = item.label
    if label is not None and ILLEGAL.intersection(label):
        attributes.write(made, item, {}, pen.ids)
    else:
        attributes.write(made, item, {}, pen.ids, {"label": label})
    behind = item.blocks[1:] if lead(item) is not None else item.blocks
    if with_label and labelled(item):
        made.append(_label(item, pen))
        for one in behind:
            put(made, one, pen)
        return made
    first = behind[0] if behind else None
    if isinstance(first, Paragraph) and is_plain(first) and begins_with_label(first):
        for one in behind:
            put(made, one, pen)
    else:
        hold(made, behind, pen)
    return made


def begins_with_label(node: Paragraph) -> bool:
    """Return whether the words of a paragraph would be taken for a label if they stood in an item."""
    first = node.children[0] if node.children else None
    return first is not None and getattr(first, "kind", None) == "label"


def write_table(node: Table, pen: Pen) -> etree._Element:
    """Return a table."""
    made = make("table")
    attributes.write(made, node, {}, pen.ids)
    if node.caption:
        head = make("head")
        fill(head, node.caption, pen)
        made.append(head)
    for row in node.rows:
        line = make("row")
        attributes.write(line, row, {}, pen.ids)
        for cell in row.cells:
            box = make("cell")
            own = {"columns": "cols", "rows": "rows"}
            attributes.write(box, cell, own, pen.ids, {"header": cell.header})
            if cell.header:
                box.set("role", "label")
            hold(box, cell.blocks, pen)
            line.append(box)
        if not row.cells:
            line.append(filler("cell"))
        made.append(line)
    if not node.rows:
        empty = filler("row")
        empty.append(filler("cell"))
        made.append(empty)
    return made


def write_verse(node: Verse, pen: Pen) -> etree._Element:
    """Return a stanza."""
    made = make("lg")
    attributes.write(made, node, {}, pen.ids)
    for line in node.lines:
        verse = make("l")
        attributes.write(verse, line, {}, pen.ids)
        fill(verse, line.children, pen)
        made.append(verse)
    if not node.lines:
        made.append(filler("l"))
    return made
