"""Paragraphs all of short lines in an encoding that marks the end of each line: an address, a closing.

Where the running text of a document fills lines of one measure, lines far shorter than that end because they
are to end there, and print as lines everywhere. A document that shows no measure tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from statistics import median

from variorum.model import Block, Blocks, Emphasis, EmphasisKind, Gap, LineBreak, Paragraph, walk
from variorum.model.facts import LINES

RUNNING = 4
"""How many lines a paragraph has at the least that shows the measure of a text."""
FEWEST = 12
"""How many lines show a measure."""
NEAR = 0.25
"""How far from the measure, as a part of it, a full line ends."""
MOST = 0.7
"""How many of the lines are full where there is a measure."""
SHORT = 0.75
"""How much of the measure a short line fills."""
COLUMN = 0.8
"""How much of its longest line each fills where a paragraph is set in a narrow column."""


def with_short_lines(blocks: Blocks) -> Blocks:
    """Return blocks in which paragraphs all of short lines say that they are."""
    measure = _measure(one for block in blocks for one in walk.descend(block) if isinstance(one, Paragraph))
    if not measure:
        return blocks

    def change(block: Block) -> Blocks:
        if isinstance(block, Paragraph) and not block.facts.rend and _is_of_lines(block, measure):
            return (replace(block, facts=replace(block.facts, rend=LINES)),)
        return (block,)

    return walk.rebuild_blocks(blocks, block=change)


def _measure(paragraphs: Iterable[Paragraph]) -> float:
    """Return how many characters a full line of the running text has; nothing if its lines are uneven."""
    found = [each for one in paragraphs if len(lengths := _lengths(one)) >= RUNNING for each in lengths[:-1]]
    if len(found) < FEWEST:
        return 0
    measure = median(found)
    full = sum(abs(each - measure) <= NEAR * measure for each in found)
    return measure if full >= MOST * len(found) else 0


def _is_of_lines(paragraph: Paragraph, measure: float) -> bool:
    """Return whether all lines of a paragraph are short, and none because it is set in a narrow column."""
    lengths = _lengths(paragraph)
    if len(lengths) < 2 or max(lengths) > SHORT * measure:
        return False
    before = lengths[:-1]
    if len(lengths) >= RUNNING and min(before) >= COLUMN * max(before):
        return False
    held = walk.descend(paragraph)
    return not any(isinstance(one, Gap) or (isinstance(one, LineBreak) and one.joins_word) for one in held)


def _lengths(paragraph: Paragraph) -> list[int]:
    """Return how many characters wide each line of a paragraph is in its source."""
    spaced = {
        id(one)
        for node in walk.descend(paragraph)
        if isinstance(node, Emphasis) and node.kind is EmphasisKind.SPACED
        for one in walk.descend(node)
    }
    lines = [0]
    for words, node in walk.plain_pieces(paragraph.children):
        if isinstance(node, LineBreak):
            lines.append(0)
        else:
            width = len(" ".join(f".{words}.".split())) - 2
            lines[-1] += 2 * width if id(node) in spaced else width
    return [width for width in lines if width > 1]
