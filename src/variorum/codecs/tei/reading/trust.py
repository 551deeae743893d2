"""What a file says in the model's own words, looked at before it is believed.

The words `variorum:node=…` of `@ana` come from our own writer, but anyone may have changed the file since.
Where they say what cannot be, or would leave words of the element unread, they are taken out, and the element
is what TEI says it is.
"""

from __future__ import annotations

from lxml import etree

from variorum.codecs.tei import attributes
from variorum.codecs.tei.attributes import own_words
from variorum.codecs.tei.reading.context import local
from variorum.codecs.tei.reading.xml import HANDS, ID, TEI, looks_like_name
from variorum.codecs.tei.vocabulary import BY_ELEMENT, BY_NODE, OWN
from variorum.model.schema import BLOCKS, INLINES, SHAPES, Shape

TOLD_BLOCKS = frozenset(
    shape.node.__name__
    for shape in BLOCKS.values()
    if shape.stands == "block"
    and not shape.contents[1:]
    and all(one.holds != "nodes" for one in shape.contents)
)
"""The blocks of which our writer says what they are: those that hold words, or blocks, or nothing.

What holds parts, or two things, has an element of its own in TEI.
"""
TOLD_INLINES = frozenset(shape.node.__name__ for shape in INLINES.values())
EMPTY = frozenset({"item", "row", "cell", "l"})
"""Elements that say nothing where the model has nothing, since TEI wants one there."""
STANDS_FOR = {"Heading": ("type",), "Line": ("type",), "Rule": ("unit",)}
"""Attributes that say what a block is where its own element may not stand: they are none of its facts."""


def leave_lost_hands(root: etree._Element) -> None:
    """Let pointers that look like names be no hands in a file that lists none: they name nobody.

    Behind a blank it is the same pointer, which the model keeps as the attribute that it is.
    """
    if next(root.iter(f"{{{TEI}}}handNote"), None) is not None:
        return
    ids = {one.get(ID) for one in root.iter(etree.Element)}
    for one in root.iter(etree.Element):
        for name in HANDS:
            said = one.get(name, "")
            if said.startswith("#") and said[1:] not in ids and looks_like_name(said):
                one.set(name, f" {said}")


def own_attributes(node: str) -> dict[str, str]:
    """Return the attributes that a kind of node has besides its facts, by key."""
    entry = BY_NODE.get(SHAPES[node].node)
    return dict(entry.attributes) if entry is not None else {}


def distrust(root: etree._Element) -> None:
    """Take out what an element says of itself in the model's own words and cannot be."""
    for element in root.iter():
        if OWN not in element.get("ana", ""):
            continue
        said = own_words(element)
        if "node" in said and not _may_be(element, said):
            _strip(element)


def _strip(element: etree._Element) -> None:
    words = [word for word in element.get("ana", "").split() if not word.startswith(OWN)]
    if words:
        element.set("ana", " ".join(words))
    else:
        del element.attrib["ana"]


def _may_be(element: etree._Element, said: dict[str, str]) -> bool:
    node = said["node"]
    if node == "none":
        return local(element) not in EMPTY or not "".join(map(str, element.itertext())).strip()
    if node not in TOLD_BLOCKS | TOLD_INLINES:
        return False
    shape = SHAPES[node]
    values = attributes.read(element, shape, own_attributes(node), STANDS_FOR.get(node, ()))
    given = {*values, *({"value"} if node == "Text" else ()), *({"kind"} if node == "Segment" else ())}
    if any(one.required and one.key not in given for one in shape.attributes):
        return False
    return _holds(element, shape, said)


def _holds(element: etree._Element, shape: Shape, said: dict[str, str]) -> bool:
    """Return whether all that stands in an element is what a node of this kind holds."""
    name = shape.node.__name__
    words = (element.text or "").strip() or any((child.tail or "").strip() for child in element)
    parts = [own_words(child).get("part") for child in element]
    if name == "Text":
        return not len(element) and not (element.text and "value" in said)
    if not shape.contents:
        return not words and not len(element)
    if name == "FigureBlock":
        return not words and parts in ([], ["caption"])
    if len(shape.contents) == 1:
        return True
    if words:
        return False
    held = [_kind(child) for child, part in zip(element, parts, strict=True) if part is None]
    match name:
        case "Replaced":
            return parts == [None, None] and sorted(held) == ["Added", "Deleted"]
        case "Variant":
            return set(parts) <= {None, "lemma"} and set(held) <= {"Reading"}
        case _:
            fields = {one.field for one in shape.contents}
            return None not in parts and set(parts) <= fields and len(set(parts)) == len(parts)


def _kind(element: etree._Element) -> str:
    """Return what an element is read as, if that is plain."""
    told = own_words(element).get("node")
    entry = BY_ELEMENT.get(local(element))
    return told or (entry.node.__name__ if entry else "")
