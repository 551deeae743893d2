"""Reading what stands in an element in its order: blocks, and the words between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from lxml import etree

from variorum.codecs.tei.attributes import own_words
from variorum.codecs.tei.reading.context import Context, local
from variorum.codecs.tei.reading.inlines import STOPPED, inline, joined, start
from variorum.codecs.tei.reading.notes import is_called_before
from variorum.codecs.tei.reading.space import ends_apart, is_parted, is_separate, parting, parts_before
from variorum.codecs.tei.vocabulary import BLOCK_ACTS, SPANS
from variorum.model import (
    NO_FACTS,
    Act,
    AnchorEnd,
    Block,
    Blocks,
    Facts,
    Inline,
    Inlines,
    Metamark,
    Milestone,
    Paragraph,
    Rule,
    Text,
    Verse,
)
from variorum.model.facts import LINES
from variorum.model.schema import shape
from variorum.source import Span

STATEMENTS = ("alt", "certainty", "interp", "join", "link", "precision", "respons", "span", "substJoin")
"""Elements that say something of others by pointing to them, wherever they stand."""
BREAKS = frozenset({"pb", "cb", "gb", "lb", "milestone", "fw", "anchor", "handShift", *SPANS, *STATEMENTS})
"""What waits between blocks for the words of the next one."""
MARKS = frozenset({"metamark"})
"""Marks of how a text is to be read: they wait as well, whatever they hold."""
NOTED = frozenset({"note", "noteGrp"})
QUOTED = frozenset({"q", "quote", "said"})
"""Quotations: in a line, or blocks where no words stand beside them."""
SPLIT = frozenset({"body", "text"})
"""Containers whose content stands in its place, as if they were not there."""


def blocks(element: etree._Element, context: Context) -> Blocks:
    """Return what stands in a container; words that stand loose in it are paragraphs."""
    return Flow(context, container=True).read(element)


def flow(element: etree._Element, context: Context) -> Blocks:
    """Return what stands in an element that may hold words as well as blocks."""
    return Flow(context, container=False).read(element)


class Flow:
    """The blocks of an element on their way, and the words since the last one.

    `container`: it holds blocks, and words that stand loose in it are paragraphs; `lined`: parts of a
    letterhead among them end lines.
    """

    def __init__(self, context: Context, container: bool) -> None:
        self.context, self.container = context, container
        self.words: list[Inline] = []
        self.lined = False
        self.made: list[Block] = []

    def read(self, element: etree._Element) -> Blocks:
        """Return what stands in an element."""
        if element.text:
            self.text(self.context.text(element))
        for child in element:
            self.child(child)
            self.behind(child)
        return self.take()

    def take(self) -> Blocks:
        """Return the blocks so far, and begin anew."""
        self.close()
        self.settle()
        made, self.made = self.made, []
        return tuple(made)

    def behind(self, child: etree._Element) -> None:
        """Add the words behind an element."""
        if child.tail:
            self.part_behind(child)
            self.text(self.context.tail(child))

    def text(self, text: Text) -> None:
        """Add words that stand loose; a blank between blocks is none."""
        if self.words or text.value.strip(" ") or not self.container:
            self.put([text])

    def put(self, inlines: Iterable[Inline]) -> None:
        """Add words, the first of them behind what waited for words."""
        if not self.words:
            self.words += self.context.flush()
        self.words += inlines

    def child(self, child: etree._Element) -> None:
        """Add what an element is: words, blocks, or a mark that waits for the words of the next block."""
        name = local(child)
        if name == "note" and (own_words(child).get("called") == "no" or child in self.context.apart.notes):
            inline(child, self.context)
        elif wrapped := self.context.apart.wrapped(child):
            for note in wrapped:
                inline(note, self.context)
        elif name in NOTED and self.container and not self.words and self.is_called(child):
            call_before(self.made, child, self.context)
        elif name == "note" and self.container and not self.words:
            self.note(child)
        elif name in SPLIT and own_words(child).get("node") is None:
            self.close()
            self.made += blocks(child, self.context)
        elif name in BLOCK_ACTS and self.context.reader.is_block(child):
            self.act(child, BLOCK_ACTS[name])
        elif self.is_block(child):
            self.close()
            made = self.context.reader.block(child, self.context)
            self.made += made if name != "l" else self.in_stanza(child, made)
        elif self.container and not self.words and (name in MARKS or _is_empty_break(child)):
            if name == "pb":
                self.settle()
            wait(self.made, child, self.context)
        else:
            read = inline(child, self.context)
            if read:
                self.part_before(child, read)
                self.put(read)

    def part_before(self, child: etree._Element, read: list[Inline]) -> None:
        """Add the blank before an element whose words are none of those before it."""
        if not is_parted(self.words) and parts_before(child, read):
            self.part(child)

    def part_behind(self, child: etree._Element) -> None:
        """Add the blank behind an element whose words stand in the line and would be a block elsewhere."""
        begins = (child.tail or "").startswith(STOPPED)
        if ends_apart(child) and not begins and not is_parted(self.words):
            self.part(child)

    def part(self, child: etree._Element) -> None:
        """Add what parts an element from the words beside it."""
        between = parting(child, self.context)
        self.lined = self.lined or not isinstance(between, Text)
        self.words.append(between)

    def is_called(self, child: etree._Element) -> bool:
        """Return whether a note or a group of them between blocks is called at the block before it."""
        if local(child) == "note":
            return is_called_before(child)
        return child not in self.context.apart.holders

    def is_block(self, child: etree._Element) -> bool:
        """Return whether an element is a block here.

        Behind words that stand loose a note is called, and beside them a quotation is words of their line.
        """
        reader, name = self.context.reader, local(child)
        if name == "noteGrp":
            return child in self.context.apart.holders
        if name == "note" and self.words and not is_separate(child):
            return False
        loose = self.words or (child.tail or "").strip()
        alone = self.container and reader.is_block_alone(child) and not (name in QUOTED and loose)
        return reader.is_block(child) or alone

    def in_stanza(self, child: etree._Element, read: list[Block]) -> list[Block]:
        """Return a line of verse, in one stanza with the line right before it."""
        before = child.getprevious()
        while before is not None and local(before) in ("", *BREAKS) and not (before.tail or "").strip():
            before = before.getprevious()
        loose = before is None or local(before) != "l" or (before.tail or "").strip()
        if loose or not self.made or not isinstance(self.made[-1], Verse):
            return read
        stanza = self.made.pop()
        assert isinstance(stanza, Verse)
        lines = [line for one in read if isinstance(one, Verse) for line in one.lines]
        return [replace(stanza, lines=(*stanza.lines, *lines))]

    def act(self, child: etree._Element, act: Act) -> None:
        """Read an act that covers blocks as a range over them."""
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

    def note(self, child: etree._Element) -> None:
        """Add a note as a block, over which marks of the text around it wait for its next words."""
        waiting = self.context.waiting
        marks = [one for one in waiting if isinstance(one, Metamark)]
        self.context.waiting = [one for one in waiting if one not in marks]
        self.made += self.context.reader.block(child, self.context)
        self.context.waiting += marks

    def settle(self) -> None:
        """Let marks that wait stand at the end of the last block: those of a page stand on it."""
        waiting = self.context.waiting
        marks = tuple(one for one in waiting if isinstance(one, Metamark))
        ended = ended_with(tuple(self.made[-1:]), marks) if self.container and marks else None
        if ended is not None:
            self.made[-1:] = ended
            self.context.waiting = [one for one in waiting if one not in marks]

    def close(self) -> None:
        """Make a paragraph of the words since the last block."""
        words = joined(self.words)
        if words:
            facts = Facts(rend=LINES) if self.container and self.lined else NO_FACTS
            self.made.append(Paragraph(words, facts=facts, span=_place(words)))
        self.words, self.lined = [], False


def _is_empty_break(element: etree._Element) -> bool:
    return local(element) in BREAKS and not len(element) and not element.text


def wait(before: list[Any], mark: etree._Element, context: Context) -> None:
    """Let a mark between blocks wait for the next words; a range ends behind the last ones, before a rule."""
    read = inline(mark, context)
    ends = bool(read) and isinstance(read[0], AnchorEnd) and not context.waiting
    last = next((at for at in reversed(range(len(before))) if not isinstance(before[at], Rule)), 0)
    ended = ended_with(tuple(before[last : last + 1]), tuple(read)) if ends else None
    if ended is None:
        context.waiting += read
    else:
        before[last : last + 1] = ended


def note_is_called(note: etree._Element, before: list[Any], context: Context) -> bool:
    """Read a note between parts of a block if it is called, elsewhere or by the part before; tell that."""
    if note in context.apart.notes:
        inline(note, context)
        return True
    if is_called_before(note):
        call_before(before, note, context)
        return True
    return False


def call_before(before: list[Any], note: etree._Element, context: Context) -> None:
    """Call a note at the end of what stands before it, or at the beginning of what follows."""
    call = tuple(inline(note, context))
    ended = ended_with(tuple(before[-1:]), call)
    if ended is None:
        context.waiting += call
    else:
        before[-1:] = ended


def _place(words: Inlines) -> Span | None:
    return next((word.span for word in words if word.span), None)


def apart(marks: list[Inline]) -> Inlines:
    """Return marks for the end of words, where those that print stand behind blanks."""
    made: list[Inline] = []
    for one in marks:
        made += (Text(" ", span=one.span), one) if isinstance(one, Milestone) else (one,)
    return tuple(made)


def ended_with(blocks: tuple[Any, ...], inlines: Inlines) -> tuple[Any, ...] | None:
    """Return blocks with inlines behind their last words; none if no words end them."""
    ended: tuple[Any, ...] | None = _ended(blocks, inlines)
    return ended


def _ended(nodes: tuple[Any, ...], inlines: Inlines) -> Any:
    """Return blocks or parts of blocks with inlines behind the words that stand last in the last of them."""
    if not nodes:
        return None
    *before, last = nodes
    content = next(reversed(shape(last).contents), None)
    if content is None:
        return None
    held = getattr(last, content.field)
    if content.holds != "inlines":
        ended = _ended(held, inlines)
    else:
        ended = joined((*held, *inlines)) if content.field == "children" else None
    return None if ended is None else (*before, replace(last, **{content.field: ended}))
