"""Published blocks as XHTML.

A block that holds words has its role as class (`p.signature`); a block that holds blocks has `box-` and its
role (`div.box-remark`). A plain paragraph in a container keeps its own indents and takes the container's
type: `p.first.as-remark`. `p.kept` stands on the page of what is before it.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TypeAlias, assert_never

from markupsafe import Markup

from variorum.endings import kept_blocks
from variorum.publication import (
    Box,
    Entry,
    Grid,
    Group,
    Listing,
    Para,
    PBlock,
    PBlocks,
    PInlines,
    Separator,
    Title,
    text_role,
)
from variorum.style import block_looks
from variorum_html.elements import EMPTY, element, join, text
from variorum_html.flow import PAINTED, Form, direction, inlines, language

Around: TypeAlias = tuple[str, ...]
Rows: TypeAlias = tuple[tuple[Box, ...], ...]

DEEP = 8
"""In how many boxes one more is no longer indented."""
LINE = Markup("\n")
SPACE = Markup(" ")


def blocks(nodes: PBlocks, form: Form, around: Around = ()) -> Markup:
    """Set blocks, each on lines of its own; `around` are the roles of their containers, outermost first."""
    kept = kept_blocks(nodes)
    return join(_block(node, form, around, EMPTY, at in kept) + LINE for at, node in enumerate(nodes))


def labelled(label: Markup, nodes: PBlocks, form: Form, around: Around = (), space: Markup = SPACE) -> Markup:
    """Set blocks with a label (of an entry, of a note) at the start of their first line.

    `space` parts the label from the words; a label that hangs has its space in itself, where no justified
    line can widen it.
    """
    if nodes and isinstance(nodes[0], Para):
        first = _block(nodes[0], form, around, label + space)
        return first + LINE + blocks(nodes[1:], form, around)
    return element("div", {"class": "lone-label"}, label) + LINE + blocks(nodes, form, around)


def hanging(label: Markup, nodes: PBlocks, form: Form, around: Around) -> Markup:
    """Set the blocks of an entry with a label that hangs before them, in the type of the list."""
    first = nodes[0] if nodes else None
    beside = text_role(first.role, around) if isinstance(first, Para) else "body"
    same = block_looks(form.style.block(beside)) == block_looks(form.style.block(around[-1]))
    kind = "entry-label" if same else f"entry-label as-{around[-1]}"
    hung = element("span", {"class": kind}, label + SPACE)
    if isinstance(first, Para):
        return labelled(hung, nodes, form, around, EMPTY)
    lone = element("div", {"class": f"lone-label as-{around[-1]}"}, hung)
    return lone + LINE + blocks(nodes, form, around)


def _block(node: PBlock, form: Form, around: Around, label: Markup, kept: bool = False) -> Markup:
    match node:
        case Para():
            return _para(node, form, around, label, kept)
        case Title(role=role, level=level):
            content = _words(role, node.children, form)
            attributes = {"class": role, "id": node.id, **direction(node.leftwards, form)}
            return element(f"h{min(max(level, 1), 6)}", attributes, content)
        case Listing(role=role):
            inside = form.within(node.leftwards)
            items = join(_entry(entry, inside, (*around, role)) for entry in node.entries)
            turned = direction(node.leftwards, form)
            attributes = {"class": f"box-{role}", "role": "list", "style": _indent(around), **turned}
            return element("ul", attributes, LINE, items)
        case Grid():
            return _grid(node, form, around)
        case Group():
            return _group(node, form, around)
        case Separator(role=role):
            return element("hr", {"class": role})
        case _:
            assert_never(node)


def _para(node: Para, form: Form, around: Around, label: Markup, kept: bool) -> Markup:
    type_of = text_role(node.role, around)
    kind = node.role if type_of == node.role else f"{node.role} as-{type_of}"
    kind += " kept" if kept else ""
    attributes = {"class": kind, "id": node.id, **language(node.lang), **direction(node.leftwards, form)}
    return element("p", attributes, label, _words(type_of, node.children, form))


def _words(role: str, children: PInlines, form: Form) -> Markup:
    return inlines(children, form, block_looks(form.style.block(role)) & PAINTED)


def _entry(entry: Entry, form: Form, around: Around) -> Markup:
    if entry.label is None:
        return element("li", {"id": entry.id}, blocks(entry.blocks, form, around)) + LINE
    content = hanging(text(entry.label.text), entry.blocks, form, around)
    return element("li", {"class": "labelled", "id": entry.id}, content) + LINE


def _indent(around: Around) -> str | None:
    """Return what a box says of its indent: deep in others none, for each would take more of the line."""
    return "margin-left: 0; margin-right: 0; padding-left: 0" if len(around) >= DEEP else None


def _group(node: Group, form: Form, around: Around) -> Markup:
    name = "blockquote" if node.role == "quote" else "div"
    spoken = {
        "role": "group" if node.say and name == "div" else None,
        "aria-label": node.say.text if node.say else None,
    }
    attributes = {"class": f"box-{node.role}", "id": node.id, **spoken, "style": _indent(around)}
    attributes |= direction(node.leftwards, form)
    inside = form.within(node.leftwards)
    return element(name, attributes, LINE, blocks(node.blocks, inside, (*around, node.role)))


def _grid(node: Grid, form: Form, around: Around) -> Markup:
    head = tuple(takewhile(lambda row: all(box.header for box in row), node.rows))
    body = node.rows[len(head) :]
    total = sum(node.widths)
    columns = join(
        element("col", {"style": f"width: {100 * width / total:.2f}%"}) for width in node.widths if total
    )
    caption = element("caption", {"class": "caption"}, _words("caption", node.caption, form))
    inside = form.within(node.leftwards)

    def rows(name: str, part: Rows, scope: str) -> Markup:
        lines = (_row(row, scope, inside, (*around, node.role)) for row in part)
        return element(name, {}, LINE, join(lines)) + LINE if part else EMPTY

    made = element(
        "table",
        {
            "class": f"box-{node.role} wide" if columns else f"box-{node.role}",
            **direction(node.leftwards, form),
        },
        LINE,
        caption + LINE if node.caption else EMPTY,
        element("colgroup", {}, columns) + LINE if columns else EMPTY,
        rows("thead", head, "col"),
        rows("tbody", body, "row"),
    )
    return form.table(node, made)


def _row(row: tuple[Box, ...], scope: str, form: Form, around: Around) -> Markup:
    return element("tr", {}, join(_cell(box, scope, form, around) for box in row)) + LINE


def _cell(box: Box, scope: str, form: Form, around: Around) -> Markup:
    heads = box.header and bool(box.blocks)  # an empty box heads nothing
    attributes = {
        "class": f"set-{box.side}" if box.side else None,
        "scope": scope if heads else None,
        "colspan": str(box.columns) if box.columns > 1 else None,
        "rowspan": str(box.rows) if box.rows > 1 else None,
    }
    inside = (*around[:-1], "table-head") if box.header else around
    return element("th" if heads else "td", attributes, blocks(box.blocks, form, inside))
