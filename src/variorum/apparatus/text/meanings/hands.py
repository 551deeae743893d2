"""Hands: words in one that their encoding parts are one range; which names of hands say nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from variorum.model import (
    Act,
    AnchorEnd,
    AnchorStart,
    Blocks,
    Inline,
    Inlines,
    LineBreak,
    PageBreak,
    Space,
    Text,
    Written,
    walk,
)

PREFIX = "\0hand"
"""How the names of these ranges begin; no range of a source has such a name."""
BETWEEN = (LineBreak, PageBreak, Space)
"""What may stand between words that were written at once."""
KEY = re.compile(
    r"[\W\d_]*|.*[\d_].*|[a-zäöüß]{1,2}|(?:h|hd|(?i:hand|scribe|schreiber|manus))[-. ]?[A-Za-z]?"
)
"""What a list of hands calls one of them: figures, a letter or two, "hand-B"."""
CAPITAL_WITHIN = re.compile(r"\b(?!(?:Del|Fitz|Mac|Van|Von)[A-Z])\w*[a-zäöüß]{2}[A-ZÄÖÜ]")
"""Words written as one: "AnnLee"; "McCoy" and "MacDonald" are names."""


@dataclass
class _Runs:
    """The runs of neighbours in one hand in a stretch of words, as far as it was walked."""

    is_joined: Callable[[Written], bool]
    runs: list[list[Written]] = field(default_factory=list)
    is_open: bool = False

    def walk(self, nodes: Inlines) -> None:
        for node in nodes:
            match node:
                case Written() if self.is_joined(node):
                    last = self.runs[-1][-1] if self.is_open else None
                    if last is not None and last.facts == node.facts:
                        self.runs[-1].append(node)
                    else:
                        self.runs.append([node])
                    self.is_open = True
                case Text(value=value) if not value.strip():
                    pass
                case _ if isinstance(node, BETWEEN):
                    pass
                case _ if inner := tuple(_inlines(node)):
                    self.walk(inner)
                case _:
                    self.is_open = False


def _inlines(node: Inline) -> Iterator[Inline]:
    """Yield what stands in a node in line, if it holds one stretch of words."""
    held = [stretch for stretch in walk.lines((node,)) if stretch]
    if len(held) == 1:
        yield from held[0]


def in_one_hand(blocks: Blocks, is_joined: Callable[[Written], bool]) -> Blocks:
    """Return blocks in which words that one hand wrote, one behind the other, are one range.

    Only blanks and ends of lines and pages stand between them. `is_joined` tells of which words this is
    asked: of those whose sign has no marks, which would be there once instead of twice.
    """
    return walk.rebuild_lines(blocks, lambda line: _joined(line, is_joined))


def _joined(line: Inlines, is_joined: Callable[[Written], bool]) -> Inlines:
    found = _Runs(is_joined)
    found.walk(line)
    starts: dict[int, AnchorStart] = {}
    ends: dict[int, AnchorEnd] = {}
    joined: set[int] = set()
    for run in found.runs:
        if len(run) > 1:
            span = run[0].span
            name = f"{PREFIX}{id(run[0])}"
            starts[id(run[0])] = AnchorStart(name, Act.WRITTEN, facts=run[0].facts, span=span)
            ends[id(run[-1])] = AnchorEnd(name, span=run[-1].span)
            joined |= {id(one) for one in run}
    if not joined:
        return line

    def change(nodes: Inlines) -> Inlines:
        return tuple(new for node in nodes for new in one(node))

    def one(node: Inline) -> Inlines:
        if id(node) not in joined:
            return (walk.rebuilt(node, change),)
        assert isinstance(node, Written)
        start, end = starts.get(id(node)), ends.get(id(node))
        return (*((start,) if start else ()), *change(node.children), *((end,) if end else ()))

    return change(line)


def is_key(name: str) -> bool:
    """Return whether a name is the key of a list, which says nothing to a reader: "D_193-hand03", "scribe".

    A name has a capital at the beginning of each of its words, or is a phrase ("an unknown hand").
    """
    is_word = " " not in name and (name.islower() or CAPITAL_WITHIN.search(name) is not None)
    return is_word or KEY.fullmatch(name) is not None
