"""What belongs to a note: from the place to which its call points to the next note, or as far as is told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from variorum.accession.web.calls import begins_block, block_of
from variorum.accession.web.content import holds_words, is_notes
from variorum.accession.web.page import HEADINGS, Element


@dataclass(frozen=True, slots=True)
class CallTargets:
    """The elements to which calls point, and how many of them each element holds."""

    targets: frozenset[Element]
    counts: Counter[Element]

    @classmethod
    def of(cls, targets: Sequence[Element]) -> CallTargets:
        """Return what elements hold of some targets."""
        return cls(frozenset(targets), Counter(around for target in targets for around in target.chain))

    def sole(self, element: Element) -> bool:
        """Return whether an element holds no more than one note."""
        return self.counts[element] <= 1


def region(target: Element, held: CallTargets, calls: Sequence[Element]) -> list[Element | str]:
    """Return the nodes of a note, from the element to which its call points."""
    if target.tag == "dt":
        return [target, *descriptions(target, held)]
    if target.tag in ("td", "th"):
        target = target.parent or target
    if target.tag == "tr" or target.is_block:
        whole = widened(target, held, calls)
        return [whole, *continuation(whole, held)]
    block = block_of(target)
    if block.tag in ("td", "th") and block.parent is not None and held.sole(block.parent):
        return [block.parent]
    if not block.text or (not target.text and not holds_text(block)):
        return list(next_block(block, held))
    if held.sole(block) and begins_block(target) and not holds_blocks(block):
        whole = widened(block, held, calls)
        return [whole, *continuation(whole, held)]
    return slice_of(block, target, held)


def holds_text(block: Element) -> bool:
    """Return whether a block has words of its own rather than blocks."""
    return not holds_blocks(block) or any(isinstance(c, str) and c.strip() for c in block.children)


def holds_blocks(block: Element) -> bool:
    """Return whether a block has other blocks in it."""
    return any(one.is_block for one in block.walk() if one is not block)


def widened(block: Element, held: CallTargets, calls: Sequence[Element]) -> Element:
    """Return a block with what holds this note alone and says that it is a note."""
    while (
        block.parent is not None
        and block.tag != "li"
        and is_notes(block.parent)
        and held.sole(block.parent)
        and not any(call.is_within(block.parent) for call in calls)
    ):
        block = block.parent
    return block


def continuation(block: Element, held: CallTargets) -> Iterator[Element | str]:
    """Yield the blocks that go on with a note: up to the next, or to the end of what holds notes alone."""
    parent = block.parent
    if parent is None or block.tag in ("li", "tr", "aside", "dd", "section") or block in held.targets:
        return
    following: list[Element | str] = []
    for node in parent.children[block.place + 1 :]:
        if isinstance(node, Element):
            if held.counts[node]:
                yield from following
                return
            if node.tag in (*HEADINGS, "hr") or not holds_words(node):
                break
        following.append(node)
    if is_notes(parent):
        yield from following


def descriptions(target: Element, held: CallTargets) -> Iterator[Element]:
    """Yield the elements behind a term that describe it."""
    assert target.parent is not None
    for node in target.parent.children[target.place + 1 :]:
        if isinstance(node, Element):
            if node.tag != "dd" or held.counts[node]:
                return
            yield node


def next_block(block: Element, held: CallTargets) -> Iterator[Element | str]:
    """Yield the block behind an empty anchor, and what goes on with it."""
    if block.parent is None:
        return
    for node in block.parent.children[block.place + 1 :]:
        if isinstance(node, Element) and node.text:
            if not held.counts[node] and node.is_block:
                yield node
                yield from continuation(node, held)
            return


def slice_of(block: Element, target: Element, held: CallTargets) -> list[Element | str]:
    """Return the part of a block from the mark of one note to that of the next."""
    start = next(one for one in target.chain if one.parent is block or not held.sole(one.parent or one))
    holder = start.parent or block
    nodes: list[Element | str] = [start]
    after = holder.children[start.place + 1 :]
    empty = not start.text
    for at, node in enumerate(after):
        if isinstance(node, Element) and (held.counts[node] or node.tag in (*HEADINGS, "hr")):
            if nodes and isinstance(nodes[-1], str) and re.fullmatch(r"\s*[\[(]\s*", nodes[-1]):
                nodes.pop()
            break
        if empty and isinstance(node, Element) and node.is_block:
            # An empty anchor before a paragraph names that paragraph.
            return [start, node, *continuation(node, held)]
        nodes.append(node)
        if at > 4000:
            break
    return nodes
