"""Writing the blocks of a document as TEI.

TEI's content models are strict: a head stands first in a division, an opener before and a closer behind the
text, a division behind all paragraphs. A block that may not stand where it is becomes an `ab` (if it holds
words), a `floatingText` (if it holds blocks) or stands in an `ab` of its own, and says so in `@ana`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from lxml import etree

from variorum.codecs.tei import attributes
from variorum.codecs.tei.attributes import say
from variorum.codecs.tei.schema import may_bear, may_hold
from variorum.codecs.tei.vocabulary import line_element
from variorum.codecs.tei.writing import lists
from variorum.codecs.tei.writing.inlines import fill
from variorum.codecs.tei.writing.pen import ILLEGAL, Pen, element_of, filler, make
from variorum.codecs.tei.writing.placing import DIVISIONS, hold, is_plain, put, write_note
from variorum.model import (
    Attachment,
    Block,
    BlockQuote,
    Blocks,
    Division,
    Endorsement,
    FigureBlock,
    Heading,
    Inlines,
    Line,
    LineBreak,
    LineKind,
    List,
    Node,
    Paragraph,
    Postscript,
    RemarkBlock,
    Rule,
    Speech,
    Table,
    Verse,
)

GLOBAL = frozenset({"note", "milestone", "figure"})
"""Elements that may stand anywhere, and so do not make a text of what holds them."""
FRAMING = frozenset({"dateline", "salute", "signed"})
"""Elements of set lines that may stand before the text of a division and behind it."""


def fill_division(parent: etree._Element, blocks: Sequence[Block], pen: Pen) -> None:
    """Put blocks into a `div` or `body`, each in the place where TEI wants it."""
    name = etree.QName(parent).localname
    top = 0
    while top < len(blocks) and (made := _at_top(blocks[top], pen)) is not None:
        parent.append(made)
        top += 1
    end = len(blocks)
    while end > top and _ends(blocks[end - 1]):
        end -= 1
    middle = blocks[top:end]
    divided = len(middle)
    while divided > 0 and is_div(middle[divided - 1]):
        divided -= 1
    for one in middle[:divided]:
        put(parent, one, pen)
    for one in middle[divided:]:
        parent.append(_division(one, pen))
    held = any(etree.QName(one).localname not in GLOBAL for one in list(parent)[top:])
    if not held and (name == "body" or end < len(blocks)):
        parent.append(filler("ab"))
    for one in blocks[end:]:
        made = _at_end(one, pen)
        if made is not None:
            parent.append(made)


def is_div(node: Block) -> bool:
    """Return whether a block is written as a `div` where one may stand."""
    return isinstance(node, Division) and element_of(node) is None


def _at_top(node: Block, pen: Pen) -> etree._Element | None:
    """Return a block as what may stand before the text of a division."""
    match node:
        case Heading():
            made = make("head")
            attributes.write(made, node, {}, pen.ids, {"level": pen.depth})
            fill(made, node.children, pen)
            return made
        case Line() if _frames(node, LineKind.SALUTATION):
            return set_line(node, LineKind.SALUTATION, pen)
        case Division() if element_of(node) == "opener":
            return _lines("opener", node, pen)
        case _:
            return None


def _frames(node: Line, salute: LineKind) -> bool:
    """Return whether set lines may stand beside the text of a division, where a `salute` is of that kind."""
    name = line_element(node.kind)
    return name in FRAMING and (name != "salute" or node.kind is salute)


def _ends(node: Block) -> bool:
    """Return whether a block may stand behind the text of a division."""
    match node:
        case Line():
            return _frames(node, LineKind.CLOSING)
        case Division():
            return element_of(node) == "closer" and _is_lines(node)
        case Postscript():
            return bool(node.blocks) and all(isinstance(one, Paragraph) for one in node.blocks)
        case _:
            return False


def _at_end(node: Block, pen: Pen) -> etree._Element | None:
    match node:
        case Line():
            return set_line(node, LineKind.SALUTATION, pen)
        case Division():
            return _lines("closer", node, pen)
        case Postscript():
            made = make("postscript")
            attributes.write(made, node, {}, pen.ids)
            for one in node.blocks:
                put(made, one, pen)
            return made
        case _:
            return None


def set_line(node: Line, salute: LineKind, pen: Pen) -> etree._Element:
    """Return a set line as its element; `salute` is what a `salute` is where it stands."""
    name = line_element(node.kind)
    assert name is not None, "what has no element of its own is no set line of TEI"
    made = make(name)
    implied = salute if name == "salute" else node.kind
    attributes.write(made, node, {}, pen.ids, {"kind": implied})
    if name == "address":
        for line in address(node.children):
            inner = make("addrLine")
            fill(inner, line, pen)
            made.append(inner)
    else:
        fill(made, node.children, pen)
    return made


def address(children: Inlines) -> list[Inlines]:
    """Return the lines between plain line breaks."""
    lines: list[Inlines] = [()]
    for child in children:
        if child == LineBreak():
            lines.append(())
        else:
            lines[-1] = (*lines[-1], child)
    return lines


def _is_lines(node: Division) -> bool:
    """Return whether an opener or closer holds set lines and words between them, and nothing else."""
    before: Block | None = None
    for one in node.blocks:
        match one:
            case Line() if line_element(one.kind) and one.children:
                pass
            case Paragraph() if is_plain(one) and one.children and not isinstance(before, Paragraph):
                pass
            case _:
                return False
        before = one
    return True


def _lines(name: str, node: Division, pen: Pen) -> etree._Element | None:
    """Return an opener or closer; none if TEI's cannot hold what stands in it."""
    if not _is_lines(node):
        return None
    salute = LineKind.CLOSING if name == "closer" else LineKind.SALUTATION
    made = make(name)
    attributes.write(made, node, {"label": "n"}, pen.ids, {"kind": name})
    for one in node.blocks:
        if isinstance(one, Line):
            made.append(set_line(one, salute, pen))
        elif isinstance(one, Paragraph):
            fill(made, one.children, pen)
    return made


def _division(node: Block, pen: Pen) -> etree._Element:
    """Return a division as a `div`."""
    assert isinstance(node, Division)
    made = make("div")
    attributes.write(made, node, {"kind": "type", "label": "n"}, pen.ids)
    pen.depth += 1
    fill_division(made, node.blocks, pen)
    pen.depth -= 1
    return made


# ---- blocks that stand among others


def block(node: Block, parent: str, pen: Pen) -> etree._Element:
    """Return a block as an element that may stand in `parent`, or in an `ab` there."""
    match node:
        case Paragraph():
            own = element_of(node)
            made = make("ab" if own == "ab" or not may_hold(parent, "p") else "p")
            attributes.write(made, node, {}, pen.ids)
            if etree.QName(made).localname == "ab" and own != "ab":
                say(made, "node", "Paragraph")
            fill(made, node.children, pen)
            return made
        case Heading() | Line():
            return _told_words(node, node.children, "head" if isinstance(node, Heading) else node.kind, pen)
        case List():
            return lists.write_list(node, pen)
        case Table():
            return lists.write_table(node, pen)
        case Verse():
            return lists.write_verse(node, pen)
        case BlockQuote():
            return _quote(node, parent, pen)
        case RemarkBlock() | Endorsement():
            return write_note(node, parent, pen)
        case Speech():
            return _speech(node, pen)
        case FigureBlock():
            return _figure(node, parent, pen)
        case Rule():
            made = make("milestone")
            attributes.write(made, node, {}, pen.ids)
            if made.get("unit") is None:
                made.set("unit", "rule")
            if parent not in DIVISIONS:
                say(made, "node", "Rule")
            return made
        case Attachment() if element_of(node) is None:
            return _floating(node, node.blocks, pen, told=False)
        case Attachment() | Postscript() | Division():
            return _floating(node, node.blocks, pen, told=True)
        case _:
            assert_never(node)


def _told_words(node: Node, children: Inlines, kind: str, pen: Pen) -> etree._Element:
    """Return a block of words as an `ab` that says what it is."""
    made = make("ab")
    made.set("type", str(kind))
    say(made, "node", type(node).__name__)
    attributes.write(made, node, {}, pen.ids)
    fill(made, children, pen)
    return made


def _floating(node: Node, blocks: Blocks, pen: Pen, told: bool) -> etree._Element:
    """Return a block that holds blocks as a text within the text."""
    made = make("floatingText")
    if told:
        say(made, "node", type(node).__name__)
    attributes.write(made, node, {}, pen.ids)
    body = make("body")
    made.append(body)
    depth = pen.depth
    pen.depth = depth if told else depth + 1
    fill_division(body, blocks, pen)
    pen.depth = depth
    return made


def _quote(node: BlockQuote, parent: str, pen: Pen) -> etree._Element:
    own = element_of(node)
    name = own if own in ("q", "said", "cit") and own != "cit" else "quote"
    if not node.blocks or own == "cit" or not may_hold(parent, name):
        return _floating(node, node.blocks, pen, told=True)
    made = make(name)
    attributes.write(made, node, {}, pen.ids)
    for one in node.blocks:
        put(made, one, pen)
    if parent not in DIVISIONS:
        say(made, "node", "BlockQuote")
    return made


def _speech(node: Speech, pen: Pen) -> etree._Element:
    made = make("sp")
    attributes.write(made, node, {}, pen.ids)
    if node.speaker:
        speaker = make("speaker")
        fill(speaker, node.speaker, pen)
        made.append(speaker)
    for one in node.blocks:
        put(made, one, pen)
    if not node.blocks:
        made.append(filler("ab"))
    return made


def _figure(node: FigureBlock, parent: str, pen: Pen) -> etree._Element:
    made = make("figure")
    words = ILLEGAL.intersection(node.description) or node.description != " ".join(node.description.split())
    if not may_bear("graphic", "url", node.target) or words or parent not in DIVISIONS or node.facts.also:
        say(made, "node", "FigureBlock")
        attributes.write(made, node, {}, pen.ids)
        if node.caption:
            head = make("head")
            say(head, "part", "caption")
            fill(head, node.caption, pen)
            made.append(head)
        return made
    attributes.write(made, node, {}, pen.ids, {"target": node.target, "description": node.description})
    graphic = make("graphic")
    graphic.set("url", node.target)
    if node.caption:
        head = make("head")
        fill(head, node.caption, pen)
        made.append(head)
    made.append(graphic)
    if node.description:
        described = make("figDesc")
        described.text = node.description
        made.append(described)
    return made


__all__ = ["block", "fill_division", "hold"]
