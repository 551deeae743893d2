"""Walk over the model: children, rebuilding, plain text, and the order in which a reader meets words.

What stands in a node, and in which order it is read, is told by `schema`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, TypeAlias, TypeVar, assert_never

from variorum.model.block import (
    Attachment,
    Block,
    BlockQuote,
    Blocks,
    Cell,
    Division,
    Endorsement,
    FigureBlock,
    Heading,
    Item,
    Line,
    List,
    Paragraph,
    Postscript,
    RemarkBlock,
    Row,
    Rule,
    Speech,
    Table,
    Verse,
    VerseLine,
)
from variorum.model.document import Declaration, Document, Hand, Head, Note, Witness
from variorum.model.facts import Node
from variorum.model.inline import (
    Added,
    AnchorEnd,
    AnchorStart,
    Corrected,
    Damaged,
    Date,
    Deleted,
    Emphasis,
    Expanded,
    Field,
    Figure,
    Foreign,
    FormWork,
    Gap,
    HandShift,
    Inline,
    Inlines,
    LineBreak,
    Metamark,
    Milestone,
    Name,
    NoteRef,
    PageBreak,
    Quote,
    Reading,
    Reference,
    Regularised,
    Remark,
    Replaced,
    Restored,
    Segment,
    Space,
    Stamp,
    Supplied,
    Term,
    Text,
    Transposed,
    Unclear,
    Variant,
    Written,
)
from variorum.model.schema import SHAPES, Content, Shape, act_of

Part: TypeAlias = (
    Inline
    | Block
    | Item
    | Row
    | Cell
    | VerseLine
    | Reading
    | Head
    | Note
    | Declaration
    | Hand
    | Witness
    | Document
)
OnInline: TypeAlias = Callable[[Inline], Inlines]
OnBlock: TypeAlias = Callable[[Block], Blocks]
OnLine: TypeAlias = Callable[[Inlines], Inlines]

REGISTERS = frozenset(
    {
        *("listEvent", "listNym", "listObject", "listOrg", "listPerson", "listPlace", "listRelation"),
        *("altGrp", "annotation", "fLib", "fs", "fvLib", "interp", "interpGrp", "joinGrp", "linkGrp"),
        *("listAnnotation", "listChange", "span", "spanGrp", "standOff", "timeline"),
    }
)
"""Kinds of segments that are data about persons and things, or about the text, and no words of it."""

P = TypeVar("P", bound=Part)

CONTENTS: dict[type, tuple[Content, ...]] = {shape.node: shape.contents for shape in SHAPES.values()}


def children(node: Part) -> tuple[Part, ...]:
    """Return the nodes directly below a node, in the order in which they are read."""
    return _CHILDREN[type(node)](node)


def _children_of(shape: Shape) -> Callable[[Any], tuple[Part, ...]]:
    """Return the function that gives the children of the nodes of a class."""
    fields = [(attrgetter(content.field), content.many) for content in shape.contents]
    if not fields:
        return lambda _: ()
    if shape.contents[0].many and len(fields) == 1:
        return fields[0][0]

    def joined(node: Any) -> tuple[Part, ...]:
        made: list[Part] = []
        for value, many in fields:
            if many:
                made += value(node)
            else:
                made.append(value(node))
        return tuple(made)

    return joined


_CHILDREN = {shape.node: _children_of(shape) for shape in SHAPES.values()}


def keep_inline(node: Inline) -> Inlines:
    """Return an inline as it is: what to pass where only blocks are changed."""
    return (node,)


def keep_block(node: Block) -> Blocks:
    """Return a block as it is: what to pass where only inlines are changed."""
    return (node,)


def _no_blocks(blocks: Blocks) -> Blocks:
    return blocks


def rebuilt(node: P, words: OnLine, blocks: Callable[[Blocks], Blocks] = _no_blocks) -> P:
    """Return a node with each stretch of words and of blocks in it changed, in reading order."""
    changed: dict[str, Any] = {}
    for content in CONTENTS[type(node)]:
        held = getattr(node, content.field)
        if content.holds == "inlines":
            changed[content.field] = words(held)
        elif content.holds == "blocks":
            changed[content.field] = blocks(held)
        elif content.many:
            changed[content.field] = tuple(rebuilt(each, words, blocks) for each in held)
        else:
            changed[content.field] = rebuilt(held, words, blocks)
    return replace(node, **changed) if changed else node


def rebuild_inlines(nodes: Iterable[Inline], change: OnInline) -> Inlines:
    """Return the inlines with `change` applied to each, innermost first; it may give none or several."""

    def deep(nodes: Inlines) -> Inlines:
        return rebuild_inlines(nodes, change)

    return tuple(new for node in nodes for new in change(rebuilt(node, deep)))


def rebuild_blocks(
    nodes: Iterable[Block], inline: OnInline = keep_inline, block: OnBlock = keep_block
) -> Blocks:
    """Return the blocks with the two changes applied everywhere in them, innermost first."""
    return _rebuilt_blocks(nodes, lambda words: rebuild_inlines(words, inline), block)


def rebuild_lines(nodes: Iterable[Block], change: OnLine) -> Blocks:
    """Return the blocks with `change` applied to every stretch of words in them, in reading order."""
    return _rebuilt_blocks(nodes, change, keep_block)


def _rebuilt_blocks(nodes: Iterable[Block], words: OnLine, block: OnBlock) -> Blocks:
    def deep(nodes: Blocks) -> Blocks:
        return _rebuilt_blocks(nodes, words, block)

    return tuple(new for node in nodes for new in block(rebuilt(node, words, deep)))


def rebuild(document: Document, inline: OnInline = keep_inline, block: OnBlock = keep_block) -> Document:
    """Return a document with the changes applied in all its parts; head lines stay paragraphs."""

    def words(nodes: Inlines) -> Inlines:
        return rebuild_inlines(nodes, inline)

    return rebuilt(document, words, lambda nodes: _rebuilt_blocks(nodes, words, block))


def lines(nodes: Iterable[Part]) -> Iterator[Inlines]:
    """Yield every stretch of words in blocks or other parts, in reading order."""
    for node in nodes:
        for content in CONTENTS[type(node)]:
            held = getattr(node, content.field)
            if content.holds == "inlines":
                yield held
            else:
                yield from lines(held if content.many else (held,))


def descend(node: Part) -> Iterator[Part]:
    """Yield a node and all below it, each before its children, in reading order."""
    waiting = [node]
    while waiting:
        first = waiting.pop()
        yield first
        waiting.extend(reversed(children(first)))


@dataclass(frozen=True, slots=True)
class Step:
    """A node met while reading, what it stands in (outermost first), and the page of the source it is on."""

    node: Part
    above: tuple[Part, ...]
    page: PageBreak | None


def holds_words(node: Part) -> bool:
    """Return whether words stand in a node, those too that are none of its line."""
    return any(isinstance(each, Text) and each.value.strip() for each in descend(node))


def steps(nodes: Iterable[Part]) -> Iterator[Step]:
    """Yield every node below `nodes` in reading order, with its page; a page break is on its own page.

    Only the plain pages count (`system` is none); pass a document's body, and notes keep the page
    of nothing unless they hold page breaks of their own.
    """
    page: PageBreak | None = None
    waiting: list[tuple[Part, tuple[Part, ...]]] = [(node, ()) for node in reversed(tuple(nodes))]
    while waiting:
        node, above = waiting.pop()
        if isinstance(node, PageBreak) and node.system is None:
            page = node
        yield Step(node, above, page)
        below = (*above, node)
        waiting.extend((child, below) for child in reversed(children(node)))


def meanings(node: Part) -> Iterator[Inline | Block]:
    """Yield whatever below a node a sign may stand for: inlines, blocks, and the acts of ranges."""
    for each in descend(node):
        if isinstance(each, Inline | Block):
            yield each
        if isinstance(each, AnchorStart) and (act := act_of(each)):
            yield act


def pictures(nodes: Iterable[Part]) -> Iterator[Figure | FigureBlock]:
    """Yield the pictures in documents or other parts."""
    return (each for node in nodes for each in descend(node) if isinstance(each, Figure | FigureBlock))


def plain(nodes: Part | Iterable[Part]) -> str:
    """Return the words as they stand: of a choice the source's form, no notes, gaps or marks.

    A line end is a space unless the word goes on; blocks are parted by a line end.
    """
    return "".join(words for words, _ in plain_pieces(nodes))


def plain_pieces(nodes: Part | Iterable[Part]) -> Iterator[tuple[str, Node]]:
    """Yield the words of `plain` piece by piece, each with the node that says where it stands."""
    if isinstance(nodes, Iterable):
        for node in nodes:
            yield from plain_pieces(node)
        return
    match nodes:
        case Text():
            yield nodes.value, nodes
        case LineBreak():
            yield ("" if nodes.joins_word else " "), nodes
        case Paragraph() | Heading() | Line() | VerseLine() | Declaration():
            yield from plain_pieces(nodes.children)
            yield "\n", nodes
        case Gap() | FormWork() | Hand() | Witness():
            pass
        case NoteRef() | PageBreak() | AnchorStart() | AnchorEnd() | Space() | Milestone() | HandShift():
            pass
        case Figure() | Rule():
            pass
        case Emphasis() | Written() | Added() | Deleted() | Restored() | Transposed() | Supplied():
            yield from plain_pieces(nodes.children)
        case Unclear() | Damaged() | Remark() | Metamark() | Segment() | Name() | Date() | Term():
            yield from plain_pieces(nodes.children)
        case Quote() | Foreign() | Reference() | Stamp() | Field() | Reading():
            yield from plain_pieces(nodes.children)
        case Replaced():
            yield from plain_pieces(nodes.old)
            yield from plain_pieces(nodes.new)
        case Corrected():
            yield from plain_pieces(nodes.sic)
        case Regularised():
            yield from plain_pieces(nodes.orig)
        case Expanded():
            yield from plain_pieces(nodes.abbr)
        case Variant():
            yield from plain_pieces(nodes.lemma)
        case List() | Item() | RemarkBlock() | Table() | Row() | Cell() | BlockQuote() | Verse():
            yield from plain_pieces(children(nodes))
        case FigureBlock() | Endorsement() | Attachment() | Postscript() | Division() | Speech():
            yield from plain_pieces(children(nodes))
        case Head() | Note() | Document():
            yield from plain_pieces(children(nodes))
        case _:
            assert_never(nodes)


def folded(words: str) -> str:
    """Return words for metadata: every run of white space, no-break spaces too, is one space."""
    return " ".join(words.split())
