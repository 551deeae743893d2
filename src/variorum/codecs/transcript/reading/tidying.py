"""Inlines put side by side: texts joined, no blanks beside line ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from variorum.codecs.transcript.strand import BLANKS, Strand
from variorum.model import (
    NO_FACTS,
    Deleted,
    Emphasis,
    EmphasisKind,
    FormWork,
    Inline,
    Inlines,
    LineBreak,
    PageBreak,
    Text,
)

EMPHASIS = {
    "italic": EmphasisKind.ITALIC,
    "bold": EmphasisKind.BOLD,
    "underline": EmphasisKind.UNDERLINE,
    "raised": EmphasisKind.RAISED,
}


def in_plain_style(style: str, inside: Inlines, strand: Strand) -> Inline:
    """Return words in a type style that is no sign of the set."""
    if style == "struck":
        return Deleted(inside, "struck", span=strand.span())
    return Emphasis(EMPHASIS[style], inside, span=strand.span())


def tidy(nodes: Iterable[Inline]) -> Inlines:
    """Return inlines with adjacent plain texts as one and no blanks beside line ends."""
    made: list[Inline] = []
    for node in nodes:
        last = made[-1] if made else None
        if isinstance(node, Text) and isinstance(last, Text) and plain_text(node) and plain_text(last):
            span = last.span.to(node.span) if last.span else node.span
            made[-1] = Text(last.value + node.value, span=span)
        else:
            made.append(node)
    for index, node in enumerate(made):
        if isinstance(node, LineBreak | PageBreak):
            if index > 0:
                made[index - 1] = trimmed_end(made[index - 1], node)
            after = index + 1
            while after < len(made):
                made[after] = trimmed_start(made[after])
                of_page = is_empty(made[after]) or isinstance(made[after], FormWork)
                if not (isinstance(node, PageBreak) and of_page):
                    break
                after += 1
    return tuple(node for node in made if not is_empty(node))


def is_empty(node: Inline) -> bool:
    """Return whether a node is a text without characters."""
    return isinstance(node, Text) and not node.value and plain_text(node)


def trimmed_end(node: Inline, before: LineBreak | PageBreak) -> Inline:
    """Return what stands before a line end without blanks, before a page break with one at most."""
    if not isinstance(node, Text) or not plain_text(node):
        return node
    bare = node.value.rstrip(BLANKS)
    blank = " " if isinstance(before, PageBreak) and not before.joins_word and bare != node.value else ""
    return replace(node, value=bare + blank)


def trimmed_start(node: Inline) -> Inline:
    """Return what stands behind a line end or page break without blanks."""
    if not isinstance(node, Text) or not plain_text(node):
        return node
    return replace(node, value=node.value.lstrip(BLANKS))


def plain_text(node: Text) -> bool:
    """Return whether a text bears no facts of its own."""
    return node.facts == NO_FACTS
