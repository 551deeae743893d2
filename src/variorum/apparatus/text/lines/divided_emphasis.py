"""Emphasis of a word that a line of the source divides: its letter at the end of the line is part of it.

Encoders leave the last letter of a line out of letter-spacing, for no room is seen behind it there. In print
the word stands together again, and its letters are set alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from variorum.model import Emphasis, EmphasisKind, Inline, LineBreak, Text

Kinds = tuple[tuple[EmphasisKind, int], ...]
"""Kinds of emphasis around the same letter with their degrees, from without to within."""


def spread(nodes: Sequence[Inline]) -> Sequence[Inline]:
    """Return inlines in which emphasis goes on over a letter between it and the end of a line in its word."""
    made = list(nodes)
    for at in range(len(made) - 3, 0, -1):
        match made[at - 1 : at + 3]:
            case [Emphasis() as before, Text(value=letter) as text, LineBreak(joins_word=True), behind] if (
                len(letter) == 1 and letter.isalnum()
            ):
                depth = _depth(_kinds(before, -1), _kinds(behind, 0))
                if depth:
                    made[at - 1 : at + 1] = [_with(before, text, depth)]
            case _:
                pass
    return made if len(made) < len(nodes) else nodes


def _kinds(node: Inline | None, edge: int) -> Kinds:
    """Return the emphasis around the first letter of a node, or around its last (`edge` -1)."""
    if not isinstance(node, Emphasis) or not node.children:
        return ()
    return ((node.kind, node.degree), *_kinds(node.children[edge], edge))


def _depth(before: Kinds, behind: Kinds) -> int:
    """Return how much of the emphasis before a letter goes on behind it."""
    ends = (at for at, kind in enumerate(before) if kind not in behind)
    return next(ends, len(before))


def _with(node: Emphasis, text: Text, depth: int) -> Emphasis:
    """Return emphasis with a letter more at its end, so many levels deep."""
    *rest, last = node.children
    if depth > 1 and isinstance(last, Emphasis):
        return replace(node, children=(*rest, _with(last, text, depth - 1)))
    return replace(node, children=(*node.children, text))
