"""Page breaks in the blocks of a document: put first in what their page holds, page one implied."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from variorum.codecs.transcript.reading.tidying import tidy
from variorum.conventions.normal_forms import NormalForms
from variorum.model import Blocks, Inlines, PageBreak, Paragraph, Text
from variorum.model.schema import shape
from variorum.model.walk import descend, steps


def prepended(blocks: Blocks, pages: Inlines) -> Blocks:
    """Return blocks with inlines put first in what the first of them holds, or in a paragraph before it."""
    if not pages:
        return blocks
    begun = _with_first(blocks[0], pages) if blocks else None
    return (Paragraph(pages, span=pages[0].span), *blocks) if begun is None else (begun, *blocks[1:])


def _with_first(node: Any, pages: Inlines) -> Any:
    """Return a node that holds words, blocks or items with inlines first in them; none for others."""
    content = next((one for one in shape(node).contents if one.field in ("children", "blocks")), None)
    if content is None:
        return None
    held: Any = getattr(node, content.field)
    begun: Any
    match content.holds:
        case "inlines":
            begun = tidy((*pages, *held))
        case "blocks":
            begun = prepended(held, pages)
        case "nodes":
            first = _with_first(held[0], pages) if held else None
            if first is None:
                return None
            begun = (first, *held[1:])
    return replace(node, **{content.field: begun})


def first_page(body: Blocks, forms: NormalForms) -> Blocks:
    """Return a body that begins with a page mark, generated if the source marks only page two and later.

    A form feed ends a page, so that what stands before the first one is a page as well.
    """
    met = list(steps(body))
    first = next(
        (step for step in met if isinstance(step.node, PageBreak) and step.node.system is None), None
    )
    if first is None or not isinstance(first.node, PageBreak):
        return body
    label = first.node.label
    if forms.number(label) != 2 and (label or not _has_words_before(body, first.node)):
        return body
    place = next((node.span for part in body for node in descend(part) if node.span), None)
    start = replace(place, end_line=place.line, end_column=place.column) if place else None
    implied = PageBreak(forms.one_like(label) if label else "", first.node.of, generated=True, span=start)
    return prepended(body, (implied,))


def _has_words_before(body: Blocks, mark: PageBreak) -> bool:
    """Return whether words of a body stand before a page mark."""
    for part in body:
        for node in descend(part):
            if node is mark:
                return False
            if isinstance(node, Text) and node.value.strip():
                return True
    return False
