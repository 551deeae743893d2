"""What a note of TEI says of itself, and the order of the notes of a document."""

from __future__ import annotations

from lxml import etree

from variorum.codecs.tei.reading.context import Context
from variorum.codecs.tei.vocabulary import SERIES, VOICES
from variorum.model import Note, Voice


def voice(element: etree._Element) -> Voice:
    """Return who speaks in a note, as its type tells."""
    return VOICES.get(element.get("type", ""), Voice.EDITOR)


def series(element: etree._Element) -> str:
    """Return the series of a note, as its type tells."""
    return SERIES.get(element.get("type", ""), "editorial")


def in_order(context: Context) -> tuple[Note, ...]:
    """Return the notes in the order of the document: as met, or as they say themselves."""
    placed = [
        (index if order is None else order, at, one)
        for at, (index, order, one) in enumerate(
            zip(range(len(context.notes)), context.order, context.notes, strict=True)
        )
        if one is not None
    ]
    return tuple(one for _, _, one in sorted(placed, key=lambda entry: entry[:2]))
