"""The content of a TEI text as content of a document, and back: the two functions of this package's codec."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from variorum.codecs.tei import attributes, line_ends
from variorum.codecs.tei.attributes import own_words, say
from variorum.codecs.tei.reading import blocks as block_reader
from variorum.codecs.tei.reading import flow, inlines, notes
from variorum.codecs.tei.reading.context import Context, local
from variorum.codecs.tei.reading.inlines import joined
from variorum.codecs.tei.reading.places import Places
from variorum.codecs.tei.reading.space import fold, has_unparted_words
from variorum.codecs.tei.reading.trust import distrust
from variorum.codecs.tei.schema import TEI
from variorum.codecs.tei.vocabulary import SPANS
from variorum.codecs.tei.writing import blocks as block_writer
from variorum.codecs.tei.writing.blocks import fill_division
from variorum.codecs.tei.writing.inlines import written_note
from variorum.codecs.tei.writing.pen import Ids, Pen, make
from variorum.model import AnchorStart, Blocks, Document, Inlines, Note, Paragraph, walk

ID = attributes.qualified("xml:id")


@dataclass(frozen=True, slots=True)
class Content:
    """What a text holds. `unplaced` counts the elements that were kept without a node of their own."""

    blocks: Blocks
    notes: tuple[Note, ...] = ()
    unplaced: Counter[str] = field(default_factory=Counter)


def read_content(places: Places, element: etree._Element) -> Content:
    """Return what stands in a `text`, `body`, `div` or the like. The tree is changed in place."""
    context = prepare(places, element)
    context.depth = 1
    made = flow.blocks(element, context)
    left = context.flush()
    if left:
        made = flow.ended_with(made, flow.apart(left)) or (*made, Paragraph(joined(left)))
    return Content(made, notes.in_order(context.notes, context.order), context.unplaced)


def read_inlines(places: Places, element: etree._Element) -> tuple[Inlines, tuple[Note, ...]]:
    """Return the words in an element, and the notes called in them. The tree is changed in place."""
    context = prepare(places, element)
    return inlines.content(element, context), notes.in_order(context.notes, context.order)


def prepare(places: Places, element: etree._Element) -> Context:
    """Fold the white space of an element, drop its comments, and return what a reader has to know of it.

    A range may end at any element: it gets an end of its own before the element it points to. One that ends
    nowhere is none.
    """
    etree.strip_tags(element, etree.Comment, etree.ProcessingInstruction)
    distrust(element)
    line_ends.join(element)
    fold(element)
    by_id = {str(one.get(ID)): one for one in element.iter() if one.get(ID)}
    told = (own_words(one) for one in element.iter("{*}anchor", "{*}seg"))
    ended = {said["range"] for said in told if said.get("node") == "AnchorEnd" and "range" in said}
    ends, unended = set(), set()
    for start in [one for name in SPANS for one in element.iter(f"{{*}}{name}")]:
        name = start.get("spanTo", "").removeprefix("#")
        target = by_id.get(name)
        if target is not None and local(target) == "anchor":
            ends.add(name)
        elif target is None:
            unended |= {name} - ended
        elif name not in ended:
            ended.add(name)
            _end(name, start if target is element else target, False, places)
    return Context(places, block_reader, frozenset(ends), frozenset(unended), apart=notes.apart(element))


def _end(name: str, place: etree._Element, behind: bool, places: Places) -> None:
    """Put the end of a range before an element, or behind it."""
    anchor = etree.Element(f"{{{TEI}}}anchor")
    places.put(anchor, place)
    say(anchor, "node", "AnchorEnd")
    say(anchor, "range", name)
    if behind:
        place.addnext(anchor)
        anchor.tail, place.tail = place.tail, None
        places.move(places.stretch(place, True), anchor, tail=True)
    else:
        place.addprevious(anchor)


def write_content(document: Document, name: str = "div", ids: Ids | None = None) -> etree._Element:
    """Return a `div`, or a `body`, that holds what stands in a document, its notes where they are called.

    `ids` are those in use elsewhere in the file; those of the document are added. A block whose white space
    would not survive says that it is kept.
    """
    pen = pen_for(document, ids)
    made = make(name)
    fill_division(made, document.body, pen)
    for note in document.notes:
        if note.id not in pen.written:
            uncalled = written_note(note, pen)
            say(uncalled, "called", "no")
            made.append(uncalled)
    wanted = [note.id for note in document.notes]
    if list(pen.written) != wanted:
        for id, element in pen.written.items():
            say(element, "order", wanted.index(id))
    keep_spaces(made)
    line_ends.part(made)
    return made


def pen_for(document: Document, ids: Ids | None = None) -> Pen:
    """Return what is known of a document before it is written."""
    ends = frozenset(
        node.range
        for part in (*document.body, *document.notes)
        for node in walk.descend(part)
        if isinstance(node, AnchorStart) and node.act in SPANS.values()
    )
    notes: dict[str, Note] = {}
    for note in document.notes:
        notes.setdefault(note.id, note)
    return Pen(block_writer, notes, Ids() if ids is None else ids, ends=ends)


HOLDERS = frozenset({"div", "floatingText", "body", "postscript"})
"""Elements of ours that hold nothing but blocks."""


def keep_spaces(element: etree._Element) -> None:
    """Mark the blocks of an element whose white space a reader would fold.

    What holds blocks only is not marked itself where they can be: the lines between its blocks are no words.
    """
    for child in element:
        if local(child) in HOLDERS and _is_folded(child):
            keep_spaces(child)
        if _is_folded(child):
            say(child, "space", "kept")


def _is_folded(element: etree._Element) -> bool:
    """Return whether a reader would fold white space of an element, or put blanks between its words."""
    if has_unparted_words(element):
        return True
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    tried = etree.fromstring(etree.tostring(element, with_tail=False), parser)
    before = etree.tostring(tried)
    fold(tried)
    return etree.tostring(tried) != before


__all__ = ["Content", "read_content", "read_inlines", "write_content"]
