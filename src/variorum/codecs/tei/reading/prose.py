"""Reading paragraphs, headings, set lines, and what holds blocks and says little else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lxml import etree

from variorum.codecs.tei import attributes
from variorum.codecs.tei.reading import notes
from variorum.codecs.tei.reading.context import Context, Reader, local
from variorum.codecs.tei.reading.flow import Flow, blocks, flow
from variorum.codecs.tei.reading.header import tag
from variorum.codecs.tei.reading.inlines import content, joined
from variorum.codecs.tei.reading.xml import is_ours
from variorum.codecs.tei.vocabulary import ELEMENT, LINES, is_title
from variorum.model import (
    Block,
    EndorsementKind,
    Facts,
    Inline,
    Inlines,
    LineBreak,
    LineKind,
    NoteRef,
    Paragraph,
    Rule,
    Voice,
    walk,
)
from variorum.model.block import HEADS_LIST
from variorum.model.calls import HOLDS_NOTES
from variorum.model.schema import SHAPES, build

PROSE = frozenset(
    {
        *("p", "ab", "head", "trailer", "byline", "titlePart", "docImprint", "docAuthor", "docDate"),
        *("stage", "docEdition", "imprimatur", "castItem", "u", "entry", "entryFree"),
    }
)


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


# ---- prose


def read_prose(element: etree._Element, context: Context) -> list[Block]:
    """Return a paragraph, in parts where lists or tables stand in it."""
    name = local(element)
    values = read_values(element, "Paragraph", {}, "p")
    reading = Flow(context, container=False)
    found = list(reading.read(element))
    if (name == "p" and len(found) == 1 and isinstance(found[0], Paragraph)) or len(found) == 1:
        first = found[0]
        if isinstance(first, Paragraph) and not first.continues and first.facts == Facts():
            return [_words_of(element, values, first.children, context)]
    if not found:
        return [node_at("Paragraph", values, {"children": joined(context.flush())}, element, context)]
    parts: list[Block] = []
    begun = False
    for one in found:
        if isinstance(one, Paragraph) and one.facts == Facts() and not one.continues:
            begins = _words_of(element, values, one.children, context)
            parts.append(replace(one, continues=True) if begun else begins)
        else:
            if not begun and values:
                parts.append(node_at("Paragraph", values, {"children": ()}, element, context))
            parts.append(one)
        begun = True
    return parts


def _words_of(element: etree._Element, values: dict[str, Any], said: Inlines, context: Context) -> Block:
    """Return the words of an element of prose: a heading, if it says so, below that of its division.

    What ends as a sentence ("Begin text.") heads nothing.
    """
    kind = "Paragraph"
    if local(element) == "p" and _heads(element) and not walk.plain(said).rstrip().endswith("."):
        kind = "Heading"
        values = {"level": max(context.depth, 1) + 1} | attributes.read(element, SHAPES[kind], {})
    made: Block = node_at(kind, values, {"children": said}, element, context)
    return made


def _heads(element: etree._Element) -> bool:
    """Return whether a paragraph looks like a heading, in a file that has not its headings from us."""
    header = element.getroottree().getroot().find(tag("teiHeader"))
    return is_title(element) and not (header is not None and is_ours(header))


def read_head(element: etree._Element, context: Context, of_list: bool = False) -> list[Block]:
    """Return a heading; its level is the depth of the division it heads."""
    values = {"level": max(context.depth, 1)} | attributes.read(element, SHAPES["Heading"], {})
    if of_list:
        values["also"] = tuple(sorted({*values.get("also", ()), HEADS_LIST}))
    waited = context.flush()
    calls = [one for one in waited if isinstance(one, NoteRef)]  # of notes before the heading
    inside = joined([*(one for one in waited if one not in calls), *content(element, context), *calls])
    return [node_at("Heading", values, {"children": inside}, element, context)]


def read_line(element: etree._Element, context: Context) -> list[Block]:
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


def read_division(element: etree._Element, context: Context, known: bool = True) -> list[Block]:
    """Return a container with what stands in it; its headings count from its depth.

    `known`: a division is what TEI means by the element, not only the best that can be made of it.
    """
    name = local(element)
    is_div = name.rstrip("1234567") == "div"
    own = {"kind": "type", "label": "n"} if is_div else {"label": "n"}
    values = ({} if is_div else {"kind": name}) | read_values(element, "Division", own, "div")
    if not is_div and not known and element not in context.apart.holders:
        context.unplaced[name] += 1
    deeper = 1 if is_div or name in ("front", "back") else 0
    context.depth += deeper
    inside = blocks(element, context)
    context.depth -= deeper
    if element in context.apart.holders:
        if not inside:
            return []
        values["also"] = tuple(sorted({*values.get("also", ()), HOLDS_NOTES}))
    return [node_at("Division", values, {"blocks": inside}, element, context)]


def read_attachment(element: etree._Element, context: Context) -> list[Block]:
    """Return a text within the text; its headings are a level deeper."""
    context.depth += 1
    inside = blocks(element, context)
    context.depth -= 1
    values = read_values(element, "Attachment", {})
    return [node_at("Attachment", values, {"blocks": inside}, element, context)]


def holder(kind: str, usual: str) -> Reader:
    """Return the reader of an element that holds blocks and says nothing else."""

    def read(element: etree._Element, context: Context) -> list[Block]:
        values = read_values(element, kind, {}, usual)
        return [node_at(kind, values, {"blocks": flow(element, context)}, element, context)]

    return read


def read_quote(element: etree._Element, context: Context) -> list[Block]:
    """Return a quotation that holds blocks."""
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


def read_rule(element: etree._Element, context: Context) -> list[Block]:
    """Return a rule, and behind it what stands in its element."""
    skip = ("unit",) if element.get("unit") == "rule" else ()
    values = attributes.read(element, SHAPES["Rule"], {}, skip=skip)
    rule: Rule = node_at("Rule", values, {}, element, context)
    inside = flow(element, context)
    return [rule, *inside]
