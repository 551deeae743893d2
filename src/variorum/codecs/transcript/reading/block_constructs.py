"""Block constructs, `::: name key=value` to `:::`, as nodes of the model.

What a node holds stands between the lines. The first content that is not words is the main one; every other
content stands in a block of its own that bears the field's name, as `::: caption` in `::: table`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any, Protocol

from variorum import toml
from variorum.claim import ClaimRule
from variorum.codecs.transcript.construct_call import missing, values
from variorum.codecs.transcript.reading.block_lines import (
    RawBlock,
    RawBlocks,
    RawFence,
    RawParagraph,
    RawTable,
    is_blank,
)
from variorum.codecs.transcript.reading.meanings import Meanings, voiced
from variorum.codecs.transcript.reading.paragraphs import Prose, flow
from variorum.codecs.transcript.reading.pipe_tables import table
from variorum.codecs.transcript.reading.tidying import tidy
from variorum.codecs.transcript.strand import Strand
from variorum.findings.transcript import ConstructMalformed, ConstructUnknown
from variorum.model import (
    Block,
    Blocks,
    Declaration,
    EndorsementKind,
    Inline,
    Inlines,
    Item,
    LineKind,
    List,
    Paragraph,
    RemarkBlock,
    Row,
    Table,
    Text,
    VerseLine,
    walk,
)
from variorum.model.schema import BLOCKS, SHAPES, Content, Shape, build

BLOCK_NAMES = frozenset(name for name, shape in BLOCKS.items() if shape.stands == "block")
LISTS = tuple(
    content.field
    for content in BLOCKS["document"].contents
    if content.holds == "nodes" and content.many and content.field != "notes"
)
"""The parts of a document that a construct of this name lists; each note is a construct of its own."""


class BlockReader(Protocol):
    """What reads the blocks that stand in a construct, for blocks hold constructs, which hold blocks.

    `full_line` is the length from which a line end is a wrap, `positions` are those of words.
    """

    words: Meanings
    full_line: int
    positions: frozenset[str]

    def blocks(self, raws: RawBlocks, positions: frozenset[str] | None = None) -> Blocks:
        """Return what stands inside a construct; `positions` are those of its words."""


class Constructs:
    """Reads block constructs; what stands in them is read by the reader that met them."""

    def __init__(self, reader: BlockReader) -> None:
        self.reader, self.words = reader, reader.words

    def fence(self, raw: RawFence) -> Blocks:
        """Return a block construct as its block; one that cannot be read leaves its content."""
        name, given = class_named(raw)
        shape = BLOCKS.get(name)
        if shape is None:
            nearest = toml.nearest(name, [*sorted(BLOCK_NAMES), *LineKind, *EndorsementKind])
            self.words.found.append(ConstructUnknown(raw.head.span, kind="block", name=name, nearest=nearest))
            return self.line_as_text(raw)
        if name not in BLOCK_NAMES:
            self.misplaced(raw)
            return self.line_as_text(raw)
        node = self.node(raw, shape, given)
        if node is None:
            return self.line_as_text(raw)
        if shape.contents or not raw.blocks:
            return (node,)
        self.misplaced(raw)
        return (node, *self.reader.blocks(raw.blocks))

    def line_as_text(self, raw: RawFence) -> Blocks:
        """Return the line of a construct that cannot be read as text, and what is in the construct."""
        self.end(raw)
        span = raw.strand.span()
        line = Paragraph((Text(raw.strand.text.strip(), span=span),), span=span)
        return (line, *self.reader.blocks(raw.blocks))

    def node(self, raw: RawFence, shape: Shape, given: dict[str, str] | None = None) -> Any:
        """Return a construct as a node of a class, none if it lacks what the class cannot do without."""
        read = values(raw.head, shape, given)
        self.words.found.extend(read.diagnostics)
        lacking = missing(shape, read.value)
        if lacking is not None:
            self.malformed(raw, f"it lacks {lacking}")
            return None
        # A label is printed as it stands, so that the place of an item is that of its label.
        label = raw.head.words("label") if shape.node in (Item, Declaration) else None
        self.lines(raw, read.value, label)
        signs = read.value.get("kind") is LineKind.SIGNATURE
        return build(shape, read.value, self.contents(raw, shape, signs), (label or raw.strand).span())

    def lines(self, raw: RawFence, read: Collection[str] = (), label: Strand | None = None) -> None:
        """Claim the lines around a construct but for a label; `read` are the keys that the model has."""
        self.words.claims.fence(raw.strand, raw.head, read, label)
        self.end(raw)

    def end(self, raw: RawFence) -> None:
        """Claim the line that closes a construct."""
        if raw.end is not None:
            self.words.claims.claim(raw.end, ClaimRule.FENCE_END, raw.head.name)

    def contents(self, raw: RawFence, shape: Shape, signs: bool = False) -> dict[str, Any]:
        """Return what a construct holds, by field; `signs`: its words are a signature."""
        if len(shape.contents) == 1 and shape.contents[0].holds == "inlines":
            keep = shape.node.__name__ == "Line"
            return {shape.contents[0].field: self.inlines(raw.lines, keep, signs)}
        main = next((content for content in shape.contents if content.holds != "inlines"), None)
        apart = {content.field: content for content in shape.contents if content is not main}
        made: dict[str, Any] = {
            content.field: () for content in shape.contents if content.required or content is main
        }
        rest = []
        for child in raw.blocks:
            content = apart.get(child.head.name) if isinstance(child, RawFence) else None
            if content is None or not isinstance(child, RawFence):
                rest.append(child)
                continue
            self.lines(child)
            if content.holds == "inlines":
                before = made.get(content.field) or ()
                between = (Text(" ", span=child.strand.span(0, 0)),) if before else ()
                made[content.field] = tidy((*before, *between, *self.inlines(child.lines, keep=False)))
            else:
                made[content.field] = (*(made.get(content.field) or ()), *self.nodes(child, content))
        if main is not None:
            inside = RawFence(raw.head, raw.strand, tuple(rest), raw.lines)
            made[main.field] = (
                self.reader.blocks(inside.blocks, voiced(shape, self.reader.positions))
                if main.holds == "blocks"
                else self.nodes(inside, main)
            )
        return made

    def inlines(self, lines: tuple[Strand, ...], keep: bool, signs: bool = False) -> Inlines:
        """Return the words between the lines of a construct; `signs`: they are a signature."""
        there = tuple(line for line in lines if not is_blank(line))
        if not there:
            return ()
        strand = flow(Prose(there, (False,) * len(there)), keep, self.reader.full_line)
        positions = self.reader.positions
        return self.words.read(strand, positions | {"signature"} if signs else positions)

    def whole_parts(self, raw: RawFence, content: Content) -> tuple[RawFence, RawBlocks]:
        """Return a list of parts of a document, and the blocks in it that can be none: they go to the text.

        A hand without its id cannot be one, while any block can be the words of a declaration.
        """
        shape = next(one for one in BLOCKS.values() if one.node.__name__ in content.of)
        if missing(shape, {}) is None:
            return raw, ()

        def is_whole(one: RawBlock) -> bool:
            if not isinstance(one, RawFence) or BLOCKS.get(one.head.name) is not shape:
                return False
            return missing(shape, values(one.head, shape).value) is None

        others = tuple(one for one in raw.blocks if not is_whole(one))
        if others:
            self.misplaced(raw)
        return replace(raw, blocks=tuple(filter(is_whole, raw.blocks))), others

    def nodes(self, raw: RawFence, content: Content) -> tuple[Any, ...]:
        """Return the nodes of certain classes in a construct; what is none of them is reported."""
        made: list[Any] = []
        for child in raw.blocks:
            if isinstance(child, RawFence):
                name, given = class_named(child)
                shape = BLOCKS.get(name)
                if shape is not None and shape.node.__name__ in content.of:
                    node = self.node(child, shape, given)
                    made.extend(
                        self.adapt(self.line_as_text(child), content, raw) if node is None else (node,)
                    )
                    continue
            if isinstance(child, RawTable) and "Row" in content.of:
                made.extend(table(child.rows, self.words).rows)
            elif isinstance(child, RawParagraph) and "VerseLine" in content.of:
                made.extend(self.verse_line(line) for line in child.lines)
            else:
                made.extend(self.adapt(self.reader.blocks((child,)), content, raw))
        return tuple(made)

    def verse_line(self, line: Strand) -> VerseLine:
        """Return a line of verse; two blanks before it are a step of indentation."""
        indent = (len(line.text) - len(line.text.lstrip(" "))) // 2
        return VerseLine(self.words.read(line.strip()), indent, span=line.span())

    def adapt(self, blocks: Blocks, content: Content, raw: RawFence) -> list[Any]:
        """Return blocks as the nodes that are wanted, if they can be; else report them and wrap them."""
        made: list[Any] = []
        for block in blocks:
            match block:
                case List() if "Item" in content.of:
                    made.extend(block.children)
                case RemarkBlock() if "Item" in content.of:
                    made.append(block)
                case Table() if "Row" in content.of and not block.caption:
                    made.extend(block.rows)
                case _ if type(block).__name__ in content.of:
                    made.append(block)
                case _:
                    self.misplaced(raw)
                    made.append(self.wrap(block, content))
        return made

    def wrap(self, block: Block, content: Content) -> Any:
        """Return a block inside the nearest node that may stand here, so that its words are kept."""
        shape = SHAPES[content.of[0]]
        match shape.contents[0].holds:
            case "blocks":
                return build(shape, {}, {shape.contents[0].field: (block,)}, block.span)
            case "inlines":
                return build(shape, {}, {shape.contents[0].field: tuple(words_of(block))}, block.span)
            case _:
                return Row((build(SHAPES["Cell"], {}, {"blocks": (block,)}, block.span),), span=block.span)

    def misplaced(self, raw: RawFence) -> None:
        """Report a construct whose place or content is wrong."""
        self.malformed(raw, "this does not stand here, or not alone")

    def malformed(self, raw: RawFence, reason: str) -> None:
        """Report a construct that cannot be read."""
        kind = f"block “{raw.head.name}”"
        self.words.found.append(ConstructMalformed(raw.head.span, kind=kind, reason=reason))


def words_of(part: Any) -> Iterator[Any]:
    """Yield the inlines of a block in order, those of inner blocks parted by a space, labels of items too."""
    if isinstance(part, Item) and part.label:
        yield Text(f"{part.label} ", span=part.span)
    for number, child in enumerate(walk.children(part)):
        if isinstance(child, Inline):
            yield child
            continue
        if number:
            yield Text(" ", span=child.span)
        yield from words_of(child)


def class_named(raw: RawFence) -> tuple[str, dict[str, str] | None]:
    """Return the name of the class a construct means, and its kind where the construct is named by that."""
    name = raw.head.name
    if name in BLOCKS:
        return name, None
    if name in tuple(LineKind):
        return "line", {"kind": name}
    if name in tuple(EndorsementKind):
        return "endorsement", {"kind": name}
    return name, None
