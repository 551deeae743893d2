"""Reading lists, tables, verse, speeches and pictures of TEI."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from variorum.codecs.tei import attributes
from variorum.codecs.tei.attributes import own_words
from variorum.codecs.tei.reading import prose
from variorum.codecs.tei.reading.context import Context, local
from variorum.codecs.tei.reading.flow import (
    BREAKS,
    MARKS,
    Flow,
    blocks,
    call_before,
    flow,
    note_is_called,
    wait,
)
from variorum.codecs.tei.reading.inlines import content, inline, joined, segment
from variorum.codecs.tei.reading.notes import is_called_before
from variorum.codecs.tei.vocabulary import indent
from variorum.model import (
    Block,
    Blocks,
    Cell,
    Inlines,
    Item,
    List,
    Paragraph,
    RemarkBlock,
    Row,
    Segment,
    Table,
    Verse,
    VerseLine,
)
from variorum.model.schema import SHAPES, build
from variorum.source import Span


def read_list(element: etree._Element, context: Context) -> list[Block]:
    """Return a list behind what heads it; page breaks between items begin the next one."""
    values = attributes.read(element, SHAPES["List"], {})
    before: list[Block] = []
    items: list[Item | RemarkBlock] = []
    label: etree._Element | None = None
    loose = Flow(context, container=True)
    loose.text(context.text(element))
    for child in element:
        name = local(child)
        if name in OF_LISTS or loose.is_block(child):
            items += _loose_items(loose)
        if own_words(child).get("node") == "none":
            pass
        elif name in LABELS:
            if label is not None:
                items.append(_item(None, label, context))
            label = child
        elif name in ITEMS:
            items.append(_item(child, label, context))
            label = None
        elif name in BREAKS and not loose.words:
            wait(items, child, context)
        elif name == "note" and not loose.words and note_is_called(child, items or before, context):
            pass
        elif name == "note" and not loose.words:
            items += [
                one if isinstance(one, RemarkBlock) else Item((one,))
                for one in prose.read_note(child, context)
            ]
        elif name == "head" and not items:
            context.depth += 1
            before += prose.read_head(child, context, of_list=True)
            context.depth -= 1
        elif name:
            loose.child(child)
        loose.behind(child)
    items += _loose_items(loose)
    if label is not None:
        items.append(_item(None, label, context))
    whole: List = prose.node_at("List", values, {"children": tuple(items)}, element, context)
    return [*before, whole]


def is_in_line(element: etree._Element) -> bool:
    """Return whether a list says that its items are words of a line."""
    said = f"{element.get('rend', '')} {element.get('type', '')}".split()
    return "inline" in said and not any(local(child) == "list" for child in element.iterdescendants())


def read_books(element: etree._Element, context: Context) -> list[Block]:
    """Return a list of books, each a paragraph, behind what heads it."""
    made: list[Block] = []
    values = prose.read_values(element, "Division", {}, "div") | {"kind": "listBibl"}
    context.depth += 1
    for child in element:
        name = local(child)
        if name == "head":
            made += prose.read_head(child, context)
        elif name in BREAKS:
            wait(made, child, context)
        elif name == "note" or context.reader.is_block(child):
            made += context.reader.block(child, context)
        elif name:
            said = prose.read_values(child, "Paragraph", {}, "p")
            made.append(prose.node_at("Paragraph", said, {"children": _book(child, context)}, child, context))
    context.depth -= 1
    made += _stray_words(element, context)
    return [prose.node_at("Division", values, {"blocks": tuple(made)}, element, context)]


def _stray_words(element: etree._Element, context: Context) -> list[Paragraph]:
    """Return the words that stand between the parts of an element."""
    texts = (context.text(element), *(context.tail(child) for child in element))
    return [Paragraph((text,)) for text in texts if text.value.strip()]


def _book(element: etree._Element, context: Context) -> Inlines:
    """Return the words of a book; one in parts is a segment of its kind, so that they are told apart."""
    said = (element.text, *(child.tail for child in element))
    in_parts = len(element) > 1 and not any(words and words.strip() for words in said)
    if local(element) == "bibl" and not in_parts:
        return prose.words(element, context)
    children = content(element, context)
    return joined([*context.flush(), Segment(children, local(element), span=context.span(element))])


LABELS = frozenset({"label", "headLabel"})
ITEMS = frozenset({"item", "headItem"})
"""The two columns of a list of labels and what they are of, and what heads them."""
OF_LISTS = frozenset({"head", *LABELS, *ITEMS})
"""What a list is made of; whatever else stands in one is an item too."""


def _loose_items(loose: Flow) -> list[Item]:
    """Return what stands loose in a list, an item for each block."""
    return [Item((block,)) for block in loose.take()]


def _item(element: etree._Element | None, label: etree._Element | None, context: Context) -> Item:
    """Return an item with its label, which stands before it or first in it."""
    values = {} if element is None else prose.read_values(element, "Item", {}, "item")
    first = element[0] if element is not None and len(element) else None
    if element is not None and first is not None and label is None and _leads(first, element):
        label = first
        element.text = (first.tail or "").lstrip(" ") or None
        context.places.move(context.places.stretch(first, True), element)
        element.remove(first)
    lead: Blocks = ()
    if label is not None:
        if len(label) == 0 and not label.attrib:
            values["label"] = label.text or ""
        else:
            lead = tuple(prose.read_prose(label, context))
    inside = lead if element is None else (*lead, *flow(element, context))
    place = label if element is None else element
    item: Item = prose.node_at("Item", values, {"blocks": inside}, place, context)
    if "label" not in values or label is None or item.span is None:
        return item
    words = context.text(label).span or context.span(label)
    end = max(words.end, item.span.end)
    return replace(item, span=Span(item.span.path, *words.start, *end))


def _leads(child: etree._Element, item: etree._Element) -> bool:
    """Return whether an element is the label of the item in which it stands."""
    return local(child) == "label" and not (item.text or "").strip()


def read_table(element: etree._Element, context: Context) -> list[Block]:
    """Return a table; in parts, where something stands between its rows that cannot stand in one."""
    table = _TableParts(element, context, attributes.read(element, SHAPES["Table"], {}))
    loose = Flow(context, container=True)
    loose.text(context.text(element))
    for child in element:
        name = local(child)
        if own_words(child).get("node") == "none":
            continue
        if name == "row":
            table.between(loose.take())
            table.rows.append(_row(child, context))
        elif name == "head" and not table.caption and not table.rows:
            table.between(loose.take())
            table.caption = prose.words(child, context)
        elif name in BREAKS and not loose.words:
            wait(table.rows, child, context)
        elif name == "note" and not loose.words and table.is_on_caption(child):
            table.caption = joined([*table.caption, *inline(child, context)])
        elif name == "note" and not loose.words and note_is_called(child, table.rows, context):
            pass
        elif name:
            loose.child(child)
        loose.behind(child)
    behind = loose.take()
    table.close()
    return [*table.made, *behind]


@dataclass(slots=True)
class _TableParts:
    """A table that is being read, as far as it has come; `values` are those of its first part."""

    element: etree._Element
    context: Context
    values: dict[str, Any]
    made: list[Block] = field(default_factory=list)
    caption: Inlines = ()
    rows: list[Row] = field(default_factory=list)

    def is_on_caption(self, note: etree._Element) -> bool:
        """Return whether a note behind the head of a table is called by that, whose words are its caption."""
        begun = bool(self.caption) and not self.rows
        return begun and note not in self.context.apart.notes and is_called_before(note)

    def between(self, blocks: Blocks) -> None:
        """Put blocks behind the rows so far."""
        if blocks:
            if self.rows or self.caption:
                self.close()
            self.made += blocks

    def close(self) -> None:
        """End the table, or this part of it."""
        if self.rows or self.caption or not any(isinstance(one, Table) for one in self.made):
            held = {"rows": tuple(self.rows), "caption": self.caption}
            self.made.append(prose.node_at("Table", self.values, held, self.element, self.context))
            self.values, self.rows, self.caption = {}, [], ()


def _row(element: etree._Element, context: Context) -> Row:
    """Return a row; whatever element stands in it is a cell, but one in line beside loose words."""
    cells: list[Cell] = []
    loose = Flow(context, container=True)
    loose.text(context.text(element))
    mixed = any((text or "").strip() for text in (element.text, *(child.tail for child in element)))
    for child in element:
        if own_words(child).get("node") == "none":
            continue
        if local(child) in BREAKS and not loose.words:
            wait(cells, child, context)
        elif local(child) == "note" and not loose.words and note_is_called(child, cells, context):
            pass
        elif local(child) in BREAKS or (mixed and local(child) != "cell" and not loose.is_block(child)):
            loose.child(child)
        elif local(child):
            cells += [Cell((block,)) for block in loose.take()]
            cells.append(_cell(child, context))
        loose.behind(child)
    cells += [Cell((block,)) for block in loose.take()]
    values = attributes.read(element, SHAPES["Row"], {})
    row: Row = prose.node_at("Row", values, {"cells": tuple(cells)}, element, context)
    return row


def _cell(element: etree._Element, context: Context) -> Cell:
    own = {"columns": "cols", "rows": "rows"}
    values = attributes.read(element, SHAPES["Cell"], own, skip=("role",) if _is_head(element) else ())
    if _is_head(element):
        values["header"] = True
    if local(element) != "cell":
        context.unplaced[local(element)] += 1
    cell: Cell = prose.node_at("Cell", values, {"blocks": flow(element, context)}, element, context)
    return cell


def _is_head(element: etree._Element) -> bool:
    """Return whether a cell is a heading: by its own role, or by that of its row, which it may undo."""
    row = element.getparent()
    of_row = row.get("role") if row is not None and local(row) == "row" else None
    return (element.get("role") or of_row) == "label"


def read_verse(element: etree._Element, context: Context) -> list[Block]:
    """Return a stanza; one that holds more than lines, or a note and no line, is a division."""
    names = [local(child) for child in element]
    known = {"l", "", "note", *BREAKS, *MARKS} if "l" in names else {"", *BREAKS, *MARKS}
    if (
        not known.issuperset(names)
        or (element.text or "").strip()
        or any((child.tail or "").strip() for child in element)
    ):
        return prose.read_division(element, context)
    lines: list[VerseLine] = []
    for child in element:
        if own_words(child).get("node") == "none":
            continue
        if local(child) == "l":
            lines.append(_verse_line(child, context))
        elif local(child) == "note":
            if not note_is_called(child, lines, context):
                call_before(lines, child, context)
        elif local(child):
            wait(lines, child, context)
    values = attributes.read(element, SHAPES["Verse"], {})
    return [prose.node_at("Verse", values, {"lines": tuple(lines)}, element, context)]


def _verse_line(element: etree._Element, context: Context) -> VerseLine:
    looks = (element.get(name) for name in ("rend", "style", "rendition"))
    steps = next(filter(None, map(indent, looks)), None)
    values = ({"indent": steps} if steps else {}) | attributes.read(element, SHAPES["VerseLine"], {})
    line: VerseLine = prose.node_at(
        "VerseLine", values, {"children": prose.words(element, context)}, element, context
    )
    return line


def read_lone_line(element: etree._Element, context: Context) -> list[Block]:
    """Return a line of verse without a stanza."""
    line = _verse_line(element, context)
    return [Verse((line,), span=line.span)]


def read_speech(element: etree._Element, context: Context) -> list[Block]:
    """Return what a speaker says."""
    values = attributes.read(element, SHAPES["Speech"], {})
    speaker: Inlines = ()
    first = next((child for child in element if local(child)), None)
    if first is not None and local(first) == "speaker" and not (element.text or "").strip():
        speaker = prose.words(first, context)
        if first.tail and element.text is None:
            element.text = first.tail
            context.places.move(context.places.stretch(first, True), element)
        element.remove(first)
    inside = blocks(element, context)
    return [prose.node_at("Speech", values, {"speaker": speaker, "blocks": inside}, element, context)]


def read_figure(element: etree._Element, context: Context) -> list[Block]:
    """Return a picture with its caption and description, if that is all there is."""
    names = [local(child) for child in element]
    plain = sorted(names) in (
        ["graphic"],
        ["graphic", "head"],
        ["figDesc", "graphic"],
        ["figDesc", "graphic", "head"],
    )
    loose = (element.text or "").strip() or any((child.tail or "").strip() for child in element)
    plain = plain and not loose
    parts = {local(child): child for child in element}
    graphic = parts.get("graphic")
    if graphic is None and "figDesc" in parts and not any(map(context.reader.is_block, element)):
        return [Paragraph(joined([*context.flush(), segment(element, context)]), span=context.span(element))]
    if not plain or graphic is None or graphic.keys() != ["url"] or len(graphic) or not graphic.get("url"):
        return prose.read_division(element, context, known=False)
    described = parts.get("figDesc")
    if described is not None and (len(described) or described.attrib):
        return prose.read_division(element, context, known=False)
    caption = prose.words(parts["head"], context) if "head" in parts else ()
    if "head" in parts and parts["head"].attrib:
        return prose.read_division(element, context, known=False)
    values = attributes.read(element, SHAPES["FigureBlock"], {}) | {"target": graphic.get("url")}
    if described is not None:
        values["description"] = described.text or ""
    place = context.described(element, described)
    return [build(SHAPES["FigureBlock"], values, {"caption": caption}, place)]
