"""Documents that are not in an edited file at all: a chapter was cut out, nothing else was deleted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from variorum import extract
from variorum.pull.file.comparison import Comparison
from variorum.returned import Kind, Leaf, Manuscript

LEAST = 0.05
"""How much of a document must be in a file that has any of it."""
SMALLEST = 40
"""Characters that a document has at least of which that is asked."""


def absent(compared: Comparison, documents: Sequence[str]) -> tuple[str, ...]:
    """Return the documents of which nothing is in the file; none if nothing of any is."""
    base = compared.base
    parts = {stream: _part(stream, documents) for stream in {leaf.stream for leaf in base.leaves}}
    of_leaf = [parts[leaf.stream] for leaf in base.leaves]
    whole = Counter(
        of_leaf[base.leaf_of[base.owner[item]]] for item in compared.base_view if base.is_ink(item)
    )
    kept = Counter(of_leaf[base.leaf_of[base.owner[own]]] for own, _ in compared.kept if base.is_ink(own))
    gone = tuple(one for one in documents if whole[one] >= SMALLEST and kept[one] < LEAST * whole[one])
    return gone if len(gone) < sum(whole[one] > 0 for one in documents) else ()


def without(base: Manuscript, gone: Collection[str], compared: Comparison) -> Manuscript:
    """Return a base without documents and their notes, and without matter that is not in the file either."""
    matter = {compared.base.leaf(own).stream for own, _ in compared.kept if compared.base.is_ink(own)}
    left = [
        leaf
        for leaf in base.leaves
        if not _part(leaf.stream, gone)
        and (not leaf.stream.startswith(extract.matter("")) or leaf.stream in matter)
    ]
    called = set(_calls(left))
    lost = set(_calls([leaf for leaf in base.leaves if _part(leaf.stream, gone)])) - called
    streams = {extract.note(name) for name in lost}
    return replace(base, leaves=tuple(leaf for leaf in left if leaf.stream not in streams))


def _part(stream: str, documents: Collection[str]) -> str:
    """Return the document of the stream of a text; of a note, none."""
    return next((one for one in documents if stream.startswith(f"{one}/")), "")


def _calls(leaves: Sequence[Leaf]) -> Iterator[str]:
    for leaf in leaves:
        yield from (piece.text for piece in leaf.pieces if piece.kind is Kind.CALL)
