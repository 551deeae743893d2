"""Page breaks in the blocks of a document: put first in what their page holds, page one implied."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from variorum.codecs.transcript.reading.meanings import tidy
from variorum.conventions.normal_forms import NUMBER, number
from variorum.model import Blocks, Heading, Inlines, Line, List, PageBreak, Paragraph
from variorum.model.walk import descend, steps


def prepended(blocks: Blocks, pages: Inlines) -> Blocks:
    """Return blocks with inlines put first in what the first of them holds, or in a paragraph before it."""
    if not pages:
        return blocks
    first: Any = blocks[0] if blocks else None
    span = pages[0].span
    match first:
        case Heading() | Paragraph() | Line():
            return (replace(first, children=tidy((*pages, *first.children))), *blocks[1:])
        case _ if first is not None and hasattr(first, "blocks"):
            return (replace(first, blocks=prepended(first.blocks, pages)), *blocks[1:])
        case List():
            child = first.children[0]
            items = (replace(child, blocks=prepended(child.blocks, pages)), *first.children[1:])
            return (replace(first, children=items), *blocks[1:])
        case _:
            return (Paragraph(pages, span=span), *blocks)


def first_page(body: Blocks) -> Blocks:
    """Return a body that begins with a page mark, generated if the source marks only page two and later."""
    met = list(steps(body))
    first = next(
        (step for step in met if isinstance(step.node, PageBreak) and step.node.system is None), None
    )
    if first is None or not isinstance(first.node, PageBreak) or number(first.node.label) != 2:
        return body
    label = "one" if first.node.label.lower() in NUMBER else "1"
    place = next((node.span for part in body for node in descend(part) if node.span), None)
    start = replace(place, end_line=place.line, end_column=place.column) if place else None
    return prepended(body, (PageBreak(label, first.node.of, generated=True, span=start),))
