"""Walk over the model: children, rebuilding, plain text, and the order in which a reader meets words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar, assert_never

from variorum.model import (
    Added,
    AnchorEnd,
    AnchorStart,
    Attachment,
    Block,
    BlockQuote,
    Blocks,
    Cell,
    Corrected,
    Damaged,
    Date,
    Declaration,
    Deleted,
    Division,
    Document,
    Emphasis,
    Endorsement,
    Expanded,
    Field,
    Figure,
    FigureBlock,
    Foreign,
    FormWork,
    Gap,
    Hand,
    HandShift,
    Head,
    Heading,
    Inline,
    Inlines,
    Item,
    Line,
    LineBreak,
    List,
    Metamark,
    Milestone,
    Name,
    Note,
    NoteRef,
    PageBreak,
    Paragraph,
    Postscript,
    Quote,
    Reading,
    Reference,
    Regularised,
    Remark,
    RemarkBlock,
    Replaced,
    Row,
    Rule,
    Segment,
    Space,
    Speech,
    Stamp,
    Supplied,
    Table,
    Term,
    Text,
    Transposed,
    Unclear,
    Variant,
    Verse,
    VerseLine,
    Witness,
    Written,
)

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

N = TypeVar("N", Deleted, Added)


def children(node: Part) -> tuple[Part, ...]:
    """Return the nodes directly below a node, in the order in which they are read."""
    match node:
        case Text() | LineBreak() | Space() | NoteRef() | AnchorStart() | AnchorEnd():
            return ()
        case PageBreak() | Milestone() | HandShift() | Figure() | Rule():
            return ()
        case Emphasis() | Written() | Added() | Deleted() | Transposed() | Supplied() | Unclear():
            return node.children
        case Remark() | Name() | Date() | Term() | Quote() | Foreign() | Reference() | Stamp():
            return node.children
        case FormWork() | Field() | Reading() | Heading() | Paragraph() | Line() | VerseLine():
            return node.children
        case Damaged() | Metamark() | Segment() | List() | Declaration() | Hand() | Witness():
            return node.children
        case Replaced():
            return (node.old, node.new)
        case Gap():
            return node.summary
        case Corrected():
            return node.sic + node.corr
        case Regularised():
            return node.orig + node.reg
        case Expanded():
            return node.abbr + node.expan
        case Variant():
            return (*node.lemma, *node.readings)
        case Item() | Cell() | RemarkBlock() | BlockQuote() | Endorsement() | Attachment() | Postscript():
            return node.blocks
        case Division():
            return node.blocks
        case Speech():
            return (*node.speaker, *node.blocks)
        case Note():
            return (*node.lemma, *node.blocks)
        case Row():
            return node.cells
        case Table():
            return (*node.caption, *node.rows)
        case Verse():
            return node.lines
        case FigureBlock():
            return node.caption
        case Head():
            return (*node.lines, *node.added)
        case Document():
            front = (node.head, *node.body, *node.closing, *node.declarations, *node.notes)
            return (*front, *node.hands, *node.witnesses)
        case _:
            assert_never(node)


def keep_inline(node: Inline) -> Inlines:
    """Return an inline as it is: what to pass where only blocks are changed."""
    return (node,)


def keep_block(node: Block) -> Blocks:
    """Return a block as it is: what to pass where only inlines are changed."""
    return (node,)


def rebuild_inlines(nodes: Iterable[Inline], change: OnInline) -> Inlines:
    """Return the inlines with `change` applied to each, innermost first; it may give none or several."""
    return tuple(new for node in nodes for new in change(_inside(node, change)))


def _inside(node: Inline, change: OnInline) -> Inline:
    """Return an inline with its content rebuilt."""

    def deep(nodes: Inlines) -> Inlines:
        return rebuild_inlines(nodes, change)

    match node:
        case Text() | LineBreak() | Space() | NoteRef() | AnchorStart() | AnchorEnd():
            return node
        case PageBreak() | Milestone() | HandShift() | Figure():
            return node
        case Emphasis() | Written() | Added() | Deleted() | Transposed() | Supplied() | Unclear():
            return replace(node, children=deep(node.children))
        case Remark() | Name() | Date() | Term() | Quote() | Foreign() | Reference() | Stamp():
            return replace(node, children=deep(node.children))
        case FormWork() | Field() | Damaged() | Metamark() | Segment():
            return replace(node, children=deep(node.children))
        case Replaced():
            return replace(
                node,
                old=replace(node.old, children=deep(node.old.children)),
                new=replace(node.new, children=deep(node.new.children)),
            )
        case Gap():
            return replace(node, summary=deep(node.summary))
        case Corrected():
            return replace(node, sic=deep(node.sic), corr=deep(node.corr))
        case Regularised():
            return replace(node, orig=deep(node.orig), reg=deep(node.reg))
        case Expanded():
            return replace(node, abbr=deep(node.abbr), expan=deep(node.expan))
        case Variant():
            readings = tuple(replace(r, children=deep(r.children)) for r in node.readings)
            return replace(node, lemma=deep(node.lemma), readings=readings)
        case _:
            assert_never(node)


def rebuild_blocks(
    nodes: Iterable[Block], inline: OnInline = keep_inline, block: OnBlock = keep_block
) -> Blocks:
    """Return the blocks with the two changes applied everywhere in them, innermost first."""
    return tuple(new for node in nodes for new in block(_inside_block(node, inline, block)))


def _inside_block(node: Block, inline: OnInline, block: OnBlock) -> Block:
    """Return a block with its content rebuilt."""

    def words(nodes: Inlines) -> Inlines:
        return rebuild_inlines(nodes, inline)

    def deep(nodes: Blocks) -> Blocks:
        return rebuild_blocks(nodes, inline, block)

    match node:
        case Rule():
            return node
        case Heading() | Paragraph() | Line():
            return replace(node, children=words(node.children))
        case RemarkBlock() | BlockQuote() | Endorsement() | Attachment() | Postscript() | Division():
            return replace(node, blocks=deep(node.blocks))
        case Speech():
            return replace(node, speaker=words(node.speaker), blocks=deep(node.blocks))
        case List():
            return replace(node, children=tuple(replace(c, blocks=deep(c.blocks)) for c in node.children))
        case Table():
            rows = tuple(
                replace(row, cells=tuple(replace(cell, blocks=deep(cell.blocks)) for cell in row.cells))
                for row in node.rows
            )
            return replace(node, caption=words(node.caption), rows=rows)
        case Verse():
            return replace(node, lines=tuple(replace(v, children=words(v.children)) for v in node.lines))
        case FigureBlock():
            return replace(node, caption=words(node.caption))
        case _:
            assert_never(node)


def rebuild(document: Document, inline: OnInline = keep_inline, block: OnBlock = keep_block) -> Document:
    """Return a document with the changes applied in all its parts; head lines stay paragraphs."""

    def words(nodes: Inlines) -> Inlines:
        return rebuild_inlines(nodes, inline)

    def deep(nodes: Blocks) -> Blocks:
        return rebuild_blocks(nodes, inline, block)

    head = replace(
        document.head,
        lines=tuple(replace(line, children=words(line.children)) for line in document.head.lines),
        added=tuple(replace(line, children=words(line.children)) for line in document.head.added),
    )
    return replace(
        document,
        head=head,
        body=deep(document.body),
        closing=deep(document.closing),
        notes=tuple(replace(n, lemma=words(n.lemma), blocks=deep(n.blocks)) for n in document.notes),
        declarations=tuple(replace(d, children=words(d.children)) for d in document.declarations),
        hands=tuple(replace(h, children=words(h.children)) for h in document.hands),
        witnesses=tuple(replace(w, children=words(w.children)) for w in document.witnesses),
    )


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


def plain(nodes: Part | Iterable[Part]) -> str:
    """Return the words as they stand: of a choice the source's form, no notes, gaps or marks.

    A line end is a space unless the word goes on; blocks are parted by a line end.
    """
    if isinstance(nodes, Iterable):
        return "".join(plain(node) for node in nodes)
    match nodes:
        case Text():
            return nodes.value
        case LineBreak():
            return "" if nodes.joins_word else " "
        case Gap() | NoteRef() | FormWork() | Hand() | Witness():
            return ""
        case Corrected():
            return plain(nodes.sic)
        case Regularised():
            return plain(nodes.orig)
        case Expanded():
            return plain(nodes.abbr)
        case Variant():
            return plain(nodes.lemma)
        case Heading() | Paragraph() | Line() | VerseLine() | Declaration():
            return plain(nodes.children) + "\n"
        case _:
            return plain(children(nodes))


def folded(words: str) -> str:
    """Return words for metadata: every run of white space, no-break spaces too, is one space."""
    return " ".join(words.split())
