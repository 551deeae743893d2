"""What both notations make nodes with: texts put together, certainty, attributes as facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from variorum.codecs.leiden.reading.machine import Hint, Item
from variorum.model import Block, Facts, Inline, Inlines, Segment, Text


def foreign_attributes(**attributes: str | None) -> tuple[str, ...]:
    """Return attributes as the facts keep them."""
    return tuple(sorted(f"{name.replace('_', ':')}={value}" for name, value in attributes.items() if value))


def joined(items: Sequence[Item]) -> tuple[Inline | Block, ...]:
    """Return items with adjacent texts as one; hints that have found nothing to stand behind are text."""
    made: list[Inline | Block] = []
    for each in with_doubts_placed(items):
        item = each.as_text() if isinstance(each, Hint) else each
        last = made[-1] if made else None
        if isinstance(item, Text) and isinstance(last, Text) and item.facts == last.facts:
            span = last.span.to(item.span) if last.span else item.span
            made[-1] = replace(last, value=last.value + item.value, span=span)
        else:
            made.append(item)
    return tuple(made)


def inlines(items: Sequence[Item]) -> Inlines:
    """Return items that are inlines; the dialect opens no block inside them."""
    return tuple(item for item in joined(items) if isinstance(item, Inline))


def certainty(locus: str, match: str = "..") -> Segment:
    """Return the statement that what it stands in is uncertain in name or value (TEI certainty)."""
    return Segment((), "certainty", facts=Facts(also=foreign_attributes(locus=locus, match=match)))


def unsure(items: Sequence[Item], takes_last: bool = False) -> tuple[bool, list[Item]]:
    """Return whether `(?)` ends the items, and the others.

    Behind a diaeresis it belongs to the diaeresis, unless the frame takes it (`takes_last`).
    """
    if not items or not isinstance(items[-1], Hint) or items[-1].kind != "unsure":
        return False, list(items)
    before = list(with_doubts_placed(items[:-1]))
    if not takes_last and before and _is_diaeresis(before[-1]):
        return False, list(items)
    return True, before


def with_doubts_placed(items: Sequence[Item]) -> Iterable[Item]:
    """Yield items, with each `(?)` behind a diaeresis put into it."""
    waiting: Item | None = None
    for item in items:
        if isinstance(item, Hint) and item.kind == "unsure" and _is_diaeresis(waiting):
            assert isinstance(waiting, Segment)
            waiting = replace(waiting, children=(*waiting.children, certainty("value")))
            continue
        if waiting is not None:
            yield waiting
        waiting = item
    if waiting is not None:
        yield waiting


def _is_diaeresis(item: Item | None) -> bool:
    if not isinstance(item, Segment) or item.kind != "hi" or item.facts.rend != "diaeresis":
        return False
    last = item.children[-1] if item.children else None
    return not (isinstance(last, Segment) and last.kind == "certainty")


def with_certainty(items: Sequence[Item], locus: str) -> Inlines:
    """Return items as inlines; `(?)` at their end becomes a statement inside."""
    doubtful, rest = unsure(items)
    return (*inlines(rest), certainty(locus)) if doubtful else inlines(rest)
