"""Reading the blocks of TEI: paragraphs, set lines, lists, tables, verse and what holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Literal

from lxml import etree

from variorum.codecs.tei import attributes
from variorum.codecs.tei.attributes import own_words
from variorum.codecs.tei.reading import lists, notes
from variorum.codecs.tei.reading.context import Context, local
from variorum.codecs.tei.reading.inlines import content, inline, joined, start
from variorum.codecs.tei.reading.trust import STANDS_FOR, TOLD_BLOCKS
from variorum.codecs.tei.vocabulary import ELEMENT, LINES
from variorum.model import (
    AnchorEnd,
    AnchorStart,
    Attachment,
    Block,
    BlockQuote,
    Blocks,
    Division,
    Endorsement,
    EndorsementKind,
    Facts,
    Heading,
    Inline,
    Inlines,
    Line,
    LineBreak,
    LineKind,
    Paragraph,
    Postscript,
    RemarkBlock,
    Rule,
    Text,
    Voice,
)
from variorum.model.schema import SHAPES, build

Loose = Literal["paragraph", "goes-on"]

ACTS = {"add": "added", "del": "deleted"}
"""Acts that may cover blocks: they become ranges."""
CHILDREN_ONLY = frozenset({"div", "body", "text", "front", "back", "group"})
BREAKS = frozenset(
    {"pb", "cb", "gb", "lb", "milestone", "fw", "anchor", "handShift", "addSpan", "delSpan", "damageSpan"}
)
"""What waits between blocks for the words of the next one."""
PROSE = frozenset(
    {
        *("p", "ab", "head", "trailer", "byline", "titlePart", "docImprint", "docAuthor", "docDate"),
        *("stage", "docEdition", "imprimatur"),
    }
)
SPLIT = frozenset({"body", "text"})
"""Containers whose content stands in its place, as if they were not there."""


def is_block(element: etree._Element) -> bool:
    """Return whether an element is a block where it stands: by its name, or by what it holds."""
    name = local(element)
    said = own_words(element).get("node")
    if said is not None:
        return said in TOLD_BLOCKS or said == "none"
    if name in READERS or (name in PROSE and name != "stage"):
        return True
    if not name or name == "note":
        return False
    return any(is_block(child) for child in element)


def blocks(element: etree._Element, context: Context) -> Blocks:
    """Return what stands in a container; words that stand loose in it are paragraphs."""
    return _Flow(context, container=True).read(element)


def flow(element: etree._Element, context: Context) -> Blocks:
    """Return what stands in an element that may hold words as well as blocks."""
    return _Flow(context, container=False).read(element)


class _Flow:
    """The blocks of an element on their way, and the words since the last one."""

    def __init__(self, context: Context, container: bool, first: Facts | None = None) -> None:
        self.context, self.container = context, container
        self.words: list[Inline] = []
        self.made: list[Block] = []
        self.ends: list[Inline] = []

    def read(self, element: etree._Element) -> Blocks:
        self.text(element.text)
        for child in element:
            self.child(child)
            self.text(child.tail)
        self.close()
        return tuple(self.made)

    def text(self, text: str | None) -> None:
        if text and (self.words or text.strip(" ") or not self.container):
            self.put([Text(text)])

    def put(self, inlines: Iterable[Inline]) -> None:
        if not self.words:
            self.words += self.context.flush()
        self.words += inlines

    def child(self, child: etree._Element) -> None:
        name = local(child)
        if name == "note" and own_words(child).get("called") == "no":
            inline(child, self.context)
        elif name == "note" and self.container and not self.words:
            self.made += block(child, self.context)
        elif name in SPLIT and own_words(child).get("node") is None:
            self.close()
            self.made += blocks(child, self.context)
        elif name in ACTS and is_block(child):
            self.act(child, ACTS[name])
        elif is_block(child) or (self.container and own_block(child)):
            self.close()
            self.made += block(child, self.context)
        elif self.container and not self.words and name in BREAKS and not len(child) and not child.text:
            self.context.waiting += inline(child, self.context)
        else:
            read = inline(child, self.context)
            if read:
                self.put(read)

    def act(self, child: etree._Element, act: str) -> None:
        """Read an addition or deletion of blocks as a range over them."""
        self.context.ranges += 1
        name = f"{local(child)}.{self.context.ranges}"
        self.close()
        self.context.waiting.append(start(act, name, child, self.context))
        end = AnchorEnd(name)
        held = flow(child, self.context)
        ended = ended_with(held, (end,))
        if ended is None:
            self.context.waiting.append(end)
        self.made += held if ended is None else ended

    def close(self) -> None:
        """Make a paragraph of the words since the last block."""
        words = trimmed(self.words)
        if words:
            self.made.append(Paragraph(words, span=_place(words)))
        self.words = []


def _place(words: Inlines) -> Any:
    return next((word.span for word in words if word.span), None)


def trimmed(words: Iterable[Inline]) -> Inlines:
    """Return the words of a block without the blanks at its ends."""
    return joined(words)


def ended_with(blocks: Blocks, inlines: Inlines) -> Blocks | None:
    """Return blocks with inlines behind their last words; none if no words end them."""
    if not blocks:
        return None
    *before, last = blocks
    match last:
        case Paragraph() | Heading() | Line():
            return (*before, replace(last, children=joined((*last.children, *inlines))))
        case Division() | BlockQuote() | RemarkBlock() | Endorsement() | Attachment() | Postscript():
            inside = ended_with(last.blocks, inlines)
            return None if inside is None else (*before, replace(last, blocks=inside))
        case _:
            return None


def own_block(element: etree._Element) -> bool:
    """Return whether an element is a block in a container, though in a paragraph it is words."""
    if local(element) == "milestone":
        return element.get("unit") == "rule"
    return local(element) in LOOSE


def block(element: etree._Element, context: Context) -> list[Block]:
    """Return a block of TEI as blocks of the model."""
    name = local(element)
    said = own_words(element)
    if said.get("node") == "none":
        return list(blocks(element, context))
    if said.get("node") in TOLD_BLOCKS:
        return [own_word_block(element, said, context)]
    reader = READERS.get(name) or LOOSE.get(name)
    if reader is not None:
        return reader(element, context)
    if name in PROSE or not any(is_block(child) for child in element):
        return read_prose(element, context)
    return read_division(element, context)


def node_at(
    kind: str, values: dict[str, Any], contents: dict[str, Any], element: Any, context: Context
) -> Any:
    """Return a node of a class with its place."""
    return build(SHAPES[kind], values, contents, context.span(element))


def read_values(
    element: etree._Element, kind: str, own: dict[str, str], usual: str | None = None
) -> dict[str, Any]:
    """Return the attributes of a block; an element of another name than the usual one is named."""
    values = attributes.read(element, SHAPES[kind], own)
    if usual is not None and local(element) != usual:
        values["also"] = tuple(sorted({*values.get("also", ()), ELEMENT + local(element)}))
    return values


def words(element: etree._Element, context: Context) -> Inlines:
    """Return the words of a block, behind the page breaks that waited for them."""
    return joined([*context.flush(), *content(element, context)])


def own_word_block(element: etree._Element, said: dict[str, str], context: Context) -> Any:
    """Return a block that the model itself has said, since TEI could not."""
    shape = SHAPES[said["node"]]
    values = attributes.read(element, shape, {}, skip=STANDS_FOR.get(said["node"], ()))
    if said["node"] == "BlockQuote" and local(element) in ("q", "said"):
        values["also"] = tuple(sorted({*values.get("also", ()), ELEMENT + local(element)}))
    inside = element
    if local(element) == "floatingText":
        inside = next((child for child in element if local(child) == "body"), element)
    contents: dict[str, Any] = {}
    for one in shape.contents:
        part = next((child for child in inside if own_words(child).get("part") == one.field), None)
        if part is not None:
            contents[one.field] = content(part, context)
            inside.remove(part)
        elif one.holds == "inlines":
            contents[one.field] = words(inside, context) if len(shape.contents) == 1 else ()
        else:
            contents[one.field] = blocks(inside, context)
    return build(shape, values, contents, context.span(element))


# ---- prose


def read_prose(element: etree._Element, context: Context) -> list[Block]:
    """Return a paragraph, in parts where lists or tables stand in it."""
    name = local(element)
    values = read_values(element, "Paragraph", {}, "p")
    reading = _Flow(context, container=False)
    found = list(reading.read(element))
    if (name == "p" and len(found) == 1 and isinstance(found[0], Paragraph)) or len(found) == 1:
        first = found[0]
        if isinstance(first, Paragraph) and not first.continues and first.facts == Facts():
            return [node_at("Paragraph", values, {"children": first.children}, element, context)]
    if not found:
        return [node_at("Paragraph", values, {"children": joined(context.flush())}, element, context)]
    parts: list[Block] = []
    begun = False
    for one in found:
        if isinstance(one, Paragraph) and one.facts == Facts() and not one.continues:
            if begun:
                one = replace(one, continues=True)  # noqa: PLW2901
            else:
                one = node_at("Paragraph", values, {"children": one.children}, element, context)  # noqa: PLW2901
        elif not begun and values:
            parts.append(node_at("Paragraph", values, {"children": ()}, element, context))
        begun = True
        parts.append(one)
    return parts


def read_head(element: etree._Element, context: Context) -> list[Block]:
    """Return a heading; its level is the depth of the division it heads."""
    values = {"level": max(context.depth, 1)} | attributes.read(element, SHAPES["Heading"], {})
    return [node_at("Heading", values, {"children": words(element, context)}, element, context)]


def _line(element: etree._Element, context: Context) -> list[Block]:
    """Return a set line; a salute in a closer is the closing."""
    parent = element.getparent()
    kind = LINES[local(element)]
    if local(element) == "salute" and parent is not None and local(parent) == "closer":
        kind = LineKind.CLOSING
    values = {"kind": kind} | attributes.read(element, SHAPES["Line"], {})
    inside = _address(element, context) if local(element) == "address" else words(element, context)
    return [node_at("Line", values, {"children": inside}, element, context)]


def _address(element: etree._Element, context: Context) -> Inlines:
    """Return the lines of an address, parted by line breaks."""
    lines = list(element)
    plain = not element.text and all(
        local(line) == "addrLine" and not line.attrib and not line.tail for line in lines
    )
    if not plain:
        return words(element, context)
    found: list[Inline] = context.flush()
    for at, line in enumerate(lines):
        found += [LineBreak()] if at else []
        found += content(line, context)
    return joined(found)


# ---- containers


def read_division(element: etree._Element, context: Context) -> list[Block]:
    """Return a container with what stands in it; its headings count from its depth."""
    name = local(element)
    is_div = name.rstrip("1234567") == "div"
    own = {"kind": "type", "label": "n"} if is_div else {"label": "n"}
    values = ({} if is_div else {"kind": name}) | read_values(element, "Division", own, "div")
    if not is_div and name not in KNOWN:
        context.unplaced[name] += 1
    deeper = 1 if is_div or name in ("front", "back") else 0
    context.depth += deeper
    inside = blocks(element, context)
    context.depth -= deeper
    return [node_at("Division", values, {"blocks": inside}, element, context)]


def _attachment(element: etree._Element, context: Context) -> list[Block]:
    context.depth += 1
    inside = blocks(element, context)
    context.depth -= 1
    values = read_values(element, "Attachment", {})
    return [node_at("Attachment", values, {"blocks": inside}, element, context)]


def _holder(kind: str, usual: str) -> Callable[[etree._Element, Context], list[Block]]:
    """Return the reader of an element that holds blocks and says nothing else."""

    def read(element: etree._Element, context: Context) -> list[Block]:
        values = read_values(element, kind, {}, usual)
        return [node_at(kind, values, {"blocks": flow(element, context)}, element, context)]

    return read


def _quote(element: etree._Element, context: Context) -> list[Block]:
    values = read_values(element, "BlockQuote", {}, "quote")
    return [node_at("BlockQuote", values, {"blocks": flow(element, context)}, element, context)]


def read_note(element: etree._Element, context: Context) -> list[Block]:
    """Return a note between blocks: a remark, or what the source or its keepers put there."""
    said = notes.voice(element)
    kind = "Endorsement" if said in (Voice.SOURCE, Voice.KEEPER) else "RemarkBlock"
    values = attributes.read(element, SHAPES[kind], {})
    if kind == "Endorsement":
        values = {"kind": EndorsementKind.MARGINAL} | values
    else:
        values = {"voice": said} | values
    return [node_at(kind, values, {"blocks": flow(element, context)}, element, context)]


def _rule(element: etree._Element, context: Context) -> list[Block]:
    values = attributes.read(element, SHAPES["Rule"], {}, skip=("unit",))
    rule: Rule = node_at("Rule", values, {}, element, context)
    inside = flow(element, context)
    return [rule, *inside]


READERS: dict[str, Callable[[etree._Element, Context], list[Block]]] = {
    "p": read_prose,
    "ab": read_prose,
    "head": read_head,
    **dict.fromkeys(("div", "div1", "div2", "div3", "div4", "div5", "div6", "div7"), read_division),
    **dict.fromkeys(("front", "back", "group", "opener", "closer", "argument", "epigraph"), read_division),
    "floatingText": _attachment,
    "postscript": _holder("Postscript", "postscript"),
    "list": lists.read_list,
    "table": lists.read_table,
    "lg": lists.read_verse,
    "l": lists.read_lone_line,
    "sp": lists.read_speech,
}
"""Elements that are blocks wherever they stand."""
KNOWN = frozenset(READERS)
LOOSE: dict[str, Callable[[etree._Element, Context], list[Block]]] = {
    **dict.fromkeys(LINES, _line),
    **dict.fromkeys(("quote", "q", "said", "cit"), _quote),
    "note": read_note,
    "milestone": _rule,
    "figure": lists.read_figure,
    **dict.fromkeys(PROSE, read_prose),
}
"""Elements that are blocks where no words stand around them."""

__all__ = ["AnchorStart", "Attachment", "BlockQuote", "block", "blocks", "flow", "is_block"]
