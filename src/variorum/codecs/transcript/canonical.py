"""The canonical form of a document: what a reader makes of any transcript that says the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from variorum.codecs.transcript.reading.page_starts import first_page
from variorum.codecs.transcript.reading.tidying import tidy
from variorum.conventions.normal_forms import OF_LAST_RESORT, NormalForms
from variorum.model import Document, Node, Text
from variorum.model.schema import shape

N = TypeVar("N", bound=Node)

BLANK = str.maketrans(dict.fromkeys("\t\n\r\v\f", " "))


def canonical(document: Document, forms: NormalForms = OF_LAST_RESORT) -> Document:
    """Return a document in canonical form.

    Adjacent plain texts are one, empty ones are gone; white space in a text is blanks, of which none stand
    beside a line end, none behind a page break and at most one before it; a document that marks page two
    before any other begins with a generated page one. `forms` reads the numbers of pages.
    """
    tidied = canonical_node(document)
    return replace(tidied, body=first_page(tidied.body, forms))


def canonical_node(node: N) -> N:
    """Return a node in canonical form, with all below it."""
    if isinstance(node, Text):
        return replace(node, value=node.value.translate(BLANK))
    changes: dict[str, Any] = {}
    for content in shape(node).contents:
        found = getattr(node, content.field)
        if content.holds == "inlines":
            changes[content.field] = tidy(canonical_node(child) for child in found)
        elif content.many:
            changes[content.field] = tuple(canonical_node(child) for child in found)
        else:
            changes[content.field] = canonical_node(found)
    return replace(node, **changes)
