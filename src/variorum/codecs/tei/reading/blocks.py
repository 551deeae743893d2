"""Reading the blocks of TEI: what each element is read by, where words stand around it and where none do."""

from __future__ import annotations

from typing import Any

from lxml import etree

from variorum.codecs.tei import attributes
from variorum.codecs.tei.attributes import own_words
from variorum.codecs.tei.reading import lists, prose
from variorum.codecs.tei.reading.context import Context, Reader, local
from variorum.codecs.tei.reading.flow import blocks, flow
from variorum.codecs.tei.reading.inlines import content
from variorum.codecs.tei.reading.prose import PROSE
from variorum.codecs.tei.reading.space import is_within_line
from variorum.codecs.tei.reading.trust import STANDS_FOR, TOLD_BLOCKS
from variorum.codecs.tei.vocabulary import ELEMENT, LINES, drawn
from variorum.model import Block, walk
from variorum.model.schema import SHAPES, build

READERS: dict[str, Reader] = {
    "p": prose.read_prose,
    "ab": prose.read_prose,
    "head": prose.read_head,
    **dict.fromkeys(("div", "div1", "div2", "div3", "div4", "div5", "div6", "div7"), prose.read_division),
    **dict.fromkeys(
        ("front", "back", "group", "opener", "closer", "argument", "epigraph"), prose.read_division
    ),
    "floatingText": prose.read_attachment,
    "postscript": prose.holder("Postscript", "postscript"),
    "list": lists.read_list,
    "listBibl": lists.read_books,
    "table": lists.read_table,
    "lg": lists.read_verse,
    "l": lists.read_lone_line,
    "sp": lists.read_speech,
}
"""Elements that are blocks wherever they stand."""
NEVER = frozenset({"noteGrp", *walk.REGISTERS})
"""Elements that are no blocks, whatever they hold: calls of notes, and data."""
LOOSE: dict[str, Reader] = {
    **dict.fromkeys(LINES, prose.read_line),
    **dict.fromkeys(("quote", "q", "said", "cit"), prose.read_quote),
    "note": prose.read_note,
    "milestone": prose.read_rule,
    "noteGrp": prose.read_division,
    "figure": lists.read_figure,
    **dict.fromkeys(PROSE, prose.read_prose),
}
"""Elements that are blocks where no words stand around them."""


def is_block(element: etree._Element) -> bool:
    """Return whether an element is a block where it stands: by its name, or by what it holds."""
    name = local(element)
    if name in NEVER or is_within_line(element) or (name == "list" and lists.is_in_line(element)):
        return False
    said = own_words(element).get("node")
    if said is not None:
        return said in TOLD_BLOCKS or said == "none"
    if name in READERS or (name in PROSE and name != "stage"):
        return True
    if not name or name == "note":
        return False
    return any(is_block(child) for child in element)


def is_block_alone(element: etree._Element) -> bool:
    """Return whether an element is a block in a container, though in a paragraph it is words."""
    if local(element) == "noteGrp":
        return True
    if local(element) == "milestone":
        return drawn(element) is not None
    return local(element) in LOOSE


def block(element: etree._Element, context: Context) -> list[Block]:
    """Return a block of TEI as blocks of the model."""
    name = local(element)
    said = own_words(element)
    if said.get("node") == "none":
        return list(blocks(element, context))
    if said.get("node") in TOLD_BLOCKS:
        return [own_word_block(element, said, context)]
    reader = READERS.get(name) or LOOSE.get(name)
    if reader is not None:
        return reader(element, context)
    if name in PROSE or not any(is_block(child) for child in element):
        return prose.read_prose(element, context)
    return prose.read_division(element, context, known=False)


def own_word_block(element: etree._Element, said: dict[str, str], context: Context) -> Any:
    """Return a block that the model itself has said, since TEI could not."""
    shape = SHAPES[said["node"]]
    values = attributes.read(element, shape, {}, skip=STANDS_FOR.get(said["node"], ()))
    if said["node"] == "BlockQuote" and local(element) in ("q", "said"):
        values["also"] = tuple(sorted({*values.get("also", ()), ELEMENT + local(element)}))
    inside = element
    if local(element) == "floatingText":
        inside = next((child for child in element if local(child) == "body"), element)
    contents: dict[str, Any] = {}
    for one in shape.contents:
        part = next((child for child in inside if own_words(child).get("part") == one.field), None)
        if part is not None:
            contents[one.field] = content(part, context)
            inside.remove(part)
        elif one.holds == "inlines":
            contents[one.field] = prose.words(inside, context) if len(shape.contents) == 1 else ()
        else:
            contents[one.field] = blocks(inside, context)
    return build(shape, values, contents, context.span(element))


__all__ = ["block", "flow", "is_block", "is_block_alone"]
