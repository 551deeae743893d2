"""Which blocks stand on the page of the one before them: how a text ends, and what a line of type leads.

A signature alone on a page signs nothing, and a line in bold at the foot of one leads nothing. What ends a
text is not always said: "Sincerely,", "End text." and an initialled name are paragraphs of many encodings. So
a paragraph of one line at the end, or before a closing, signature or enclosure, is kept as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from variorum.publication import Anchor, Call, Link, PageMark, Para, PBlock, PInlines, Run, Styled

__all__ = ["kept_blocks"]

ENDING = frozenset({"closing", "signature", "enclosure"})
"""What ends a text, and never stands alone on a page."""
PLAIN = frozenset({"body", "first"})
MIDDLE = "figure"
"""What stands in the middle of its page."""
LINE = 64
"""How many characters stand in a line that is set in one."""
LINES = 4
"""How many paragraphs of a line before an ending are kept with it; more are a list."""
TYPES = frozenset({"bold", "italic"})
"""Type styles of which a line alone is a heading."""


def kept_blocks(nodes: Sequence[PBlock]) -> frozenset[int]:
    """Return which of some blocks, by their index, stand on the page of the block before them."""
    ends = [at for at, node in enumerate(nodes) if isinstance(node, Para) and node.role in ENDING]
    kept = {*ends, *(at + 1 for at, node in enumerate(nodes) if _is_heading(node))}
    for end in (*ends, len(nodes)):
        lines = takewhile(lambda at: _is_line(nodes[at]), range(end - 1, max(end - 1 - LINES, -1), -1))
        kept |= set(lines)
    return frozenset(kept - {0, len(nodes)})


def _is_line(node: PBlock) -> bool:
    """Return whether a block is a paragraph of running text that is set in one line."""
    return isinstance(node, Para) and node.role in PLAIN and 0 < len(_words(node.children)) <= LINE


def _is_heading(node: PBlock) -> bool:
    """Return whether a paragraph is a line in bold, italics or the middle that ends as no sentence does."""
    if isinstance(node, Para) and node.role == MIDDLE:
        words = _words(node.children)
        return 0 < len(words) <= LINE and words[-1] not in ".,;" and any(map(str.isalpha, words))
    if not isinstance(node, Para) or not _is_line(node) or _words(node.children)[-1] in ".,;":
        return False
    seen = [one for one in node.children if not isinstance(one, Anchor | Call | PageMark)]
    return all(
        one.style in TYPES if isinstance(one, Styled) else not _words((one,)) and isinstance(one, Run)
        for one in seen
    )


def _words(nodes: PInlines) -> str:
    """Return what is printed of inlines in the line, without calls and marks of pages."""
    told = (
        one.text if isinstance(one, Run) else _words(one.children) if isinstance(one, Styled | Link) else ""
        for one in nodes
    )
    return "".join(told).strip()
