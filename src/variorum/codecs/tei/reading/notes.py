"""Reading notes: the call stands in the text, the note on the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from variorum.codecs.tei import attributes
from variorum.codecs.tei.attributes import own_words
from variorum.codecs.tei.reading.context import local
from variorum.codecs.tei.vocabulary import SERIES, VOICES
from variorum.model import Inline, Note, NoteRef, Remark, Voice
from variorum.model.schema import SHAPES, build

if TYPE_CHECKING:
    from variorum.codecs.tei.reading.context import Context


def voice(element: etree._Element) -> Voice:
    """Return who speaks in a note, as its type tells."""
    return VOICES.get(element.get("type", ""), Voice.EDITOR)


def series(element: etree._Element) -> str:
    """Return the series of a note, as its type tells."""
    return SERIES.get(element.get("type", ""), "editorial")


def minted(index: int) -> str:
    """Return the name of a note that has none: from its place among the notes of the document."""
    return f"note.{index + 1}"


def note(element: etree._Element, context: Context) -> list[Inline]:
    """Keep a note and return its call; one that stands in the line is a remark."""
    from variorum.codecs.tei.reading import blocks, inlines  # noqa: PLC0415 - notes hold blocks, which hold notes

    if element.get("place") == "inline" and not any(blocks.is_block(child) for child in element):
        values = {"voice": voice(element)} | attributes.read(element, SHAPES["Remark"], {})
        words = {"children": inlines.content(element, context)}
        remark: Remark = build(SHAPES["Remark"], values, words, context.span(element))
        return [remark]
    said = own_words(element)
    index = len(context.notes)
    context.notes.append(None)
    context.order.append(int(said["order"]) if said.get("order", "").isdigit() else None)
    values = attributes.read(element, SHAPES["Note"], {"id": "xml:id"})
    values = {"id": minted(index), "voice": voice(element), "series": series(element)} | values
    if values["id"] in context.named:
        # An id that another note has already names nothing; what is called is this note, not that one.
        values["id"] = minted(index)
    context.named.add(values["id"])
    waiting, context.waiting = context.waiting, []
    lemma: Any = ()
    held = list(element)
    if held and own_words(held[0]).get("part") == "lemma":
        lemma = inlines.content(held[0], context)
        element.text = held[0].tail
        element.remove(held[0])
    inside = {"blocks": blocks.flow(element, context), "lemma": lemma}
    context.waiting = waiting
    made: Note = build(SHAPES["Note"], values, inside, context.span(element))
    context.notes[index] = made
    return [] if said.get("called") == "no" else [NoteRef(made.id, span=made.span)]


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


__all__ = ["in_order", "local", "minted", "note", "series", "voice"]
