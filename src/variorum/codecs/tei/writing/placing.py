"""Putting blocks into elements in which their order does not count: notes, items, cells."""

from __future__ import annotations

from lxml import etree

from variorum.codecs.tei import attributes
from variorum.codecs.tei.attributes import say
from variorum.codecs.tei.schema import may_hold
from variorum.codecs.tei.vocabulary import told_voice
from variorum.codecs.tei.writing.inlines import fill
from variorum.codecs.tei.writing.pen import Pen, filler, make, note_hand, note_type
from variorum.model import NO_FACTS, Block, Blocks, Endorsement, Paragraph, RemarkBlock, Voice

DIVISIONS = frozenset({"div", "body"})
"""Elements whose content has an order: heads, text, divisions, closers."""


def hold(parent: etree._Element, blocks: Blocks, pen: Pen) -> None:
    """Put blocks into an element that may also hold words; a plain paragraph alone is its words."""
    only = blocks[0] if len(blocks) == 1 else None
    if isinstance(only, Paragraph) and is_plain(only) and only.children:
        fill(parent, only.children, pen)
        return
    for one in blocks:
        put(parent, one, pen)


def is_plain(node: Paragraph) -> bool:
    """Return whether a paragraph has no facts and goes on with none."""
    return node.facts == NO_FACTS and not node.continues


def put(parent: etree._Element, node: Block, pen: Pen) -> None:
    """Put a block into an element in which the order of blocks does not count."""
    name = etree.QName(parent).localname
    made = pen.writer.block(node, name, pen)
    if may_hold(name, etree.QName(made).localname):
        parent.append(made)
        return
    if not may_hold("ab", etree.QName(made).localname):
        body = make("body")
        body.append(made)
        made = filler("floatingText")
        made.append(body)
        if may_hold(name, "floatingText"):
            parent.append(made)
            return
    around = filler("ab")
    around.append(made)
    parent.append(around)


def write_note(node: RemarkBlock | Endorsement, parent: str, pen: Pen) -> etree._Element:
    """Return a note that stands between blocks."""
    made = make("note")
    told = note_type(node)
    voice = told_voice(told, note_hand(node))
    aside = voice in (Voice.SOURCE, Voice.KEEPER)
    if parent not in (*DIVISIONS, "list") or aside is isinstance(node, RemarkBlock):
        say(made, "node", type(node).__name__)
        attributes.write(made, node, {}, pen.ids)
    elif isinstance(node, Endorsement):
        attributes.write(made, node, {}, pen.ids, {"kind": "marginal"})
    else:
        attributes.write(made, node, {}, pen.ids, {"voice": voice})
    hold(made, node.blocks, pen)
    return made
