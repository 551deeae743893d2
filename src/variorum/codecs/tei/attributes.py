"""Attributes of TEI as facts of the model, and back; none is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote, unquote

from lxml import etree

from variorum.addresses import ADDRESS, encoded, is_script
from variorum.codecs.tei.schema import XML, elements, may_bear
from variorum.codecs.tei.vocabulary import ELEMENT, FACTS, OWN, POINTED
from variorum.conventions.typed_text import join_list, typed_value
from variorum.model import Certainty, Inline, Node, Note, walk
from variorum.model.calls import is_sign
from variorum.model.schema import Shape, attributes, shape
from variorum.model.schema import value as value_of
from variorum.words.language import usual_tag

XML_PREFIX = f"{{{XML}}}"
HTML = "{http://www.w3.org/1999/xhtml}"
"""Before the local names of elements of HTML, which show a file on a site and are no text of it."""


def prefixed_name(attribute: str) -> str:
    """Return an attribute's name with the prefix `xml:` for the namespace of XML."""
    return attribute.replace(XML_PREFIX, "xml:")


def qualified(attribute: str) -> str:
    """Return the name that the tree has for an attribute."""
    return attribute.replace("xml:", XML_PREFIX)


def own_words(element: etree._Element) -> dict[str, str]:
    """Return what the model itself has said in `@ana`, by key."""
    said = {}
    for word in element.get("ana", "").split():
        if word.startswith(OWN):
            key, _, value = word.removeprefix(OWN).partition("=")
            said[key] = unquote(value)
    return said


def is_image(element: etree._Element) -> bool:
    """Return whether what an element brings besides words is a still picture."""
    return element.get("mimeType", "").startswith("image/")


def read(
    element: etree._Element, shape: Shape, own: Mapping[str, str], skip: Iterable[str] = ()
) -> dict[str, Any]:
    """Return the values of a node's attributes by key; `own` are those with attributes of their own names.

    What no field holds is in `also`; `skip` are attributes that have been understood already.
    """
    keys = {attribute: key for key, attribute in ({**FACTS, **own}).items()}
    keys = {attribute: key for attribute, key in keys.items() if shape.attribute(key) is not None}
    values: dict[str, Any] = {}
    others: list[str] = []
    skipped = set(skip)
    for raw, given in element.items():
        name, value = prefixed_name(str(raw)), str(given)
        if name in skipped:
            continue
        if name == "ana":
            value = " ".join(word for word in value.split() if not word.startswith(OWN))
            if not value:
                continue
        key = keys.get(name)
        understood = None if key is None else _understood(shape, key, name, value)
        if understood is None:
            others.append(f"{name}={value}")
        else:
            values[str(key)] = understood
    if others:
        values["also"] = tuple(sorted(others))
    return values | own_values(shape, own_words(element))


def own_values(shape: Shape, said: Mapping[str, str]) -> dict[str, Any]:
    """Return the attributes of a node that the model itself has said."""
    values = {}
    for key, value in said.items():
        attribute = shape.attribute(key)
        if attribute is not None:
            try:
                values[key] = typed_value(attribute, value)
            except ValueError:
                continue
    return values


def _understood(shape: Shape, key: str, name: str, value: str) -> Any:
    """Return a value in the model's type, none if the model would not give the same value back."""
    attribute = shape.attribute(key)
    assert attribute is not None
    if name in POINTED:
        words = value.split()
        if not words or any(len(word) < 2 or not word.startswith("#") for word in words):
            return None
        names = tuple(word[1:] for word in words)
        if attribute.many:
            return names if " ".join(words) == value else None
        return names[0] if len(names) == 1 and words[0] == value else None
    if key == "joins-word":
        return True if value == "no" else None
    if key == "about":
        return True if value == "low" else None
    if key == "lang":
        return usual_tag(value) if value else None
    if key == "label" and shape.node is Note:
        return value if is_sign(value) else None  # a number is that of the encoding, not of its print
    if key == "cert":
        return Certainty(value) if value in set(Certainty) else None
    if attribute.kind is int:
        return int(value) if value.isascii() and value.isdigit() and str(int(value)) == value else None
    return value if value else None


def put(element: etree._Element, name: str, attribute: str, value: str) -> bool:
    """Give an element an attribute if TEI allows it there; return whether it did."""
    if not may_bear(name, attribute, value) or element.get(qualified(attribute)) is not None:
        return False
    element.set(qualified(attribute), value)
    return True


def say(element: etree._Element, key: str, value: Any) -> None:
    """Say something of the model's own in `@ana`."""
    match value:
        case bool():
            text = "yes" if value else "no"
        case tuple():
            text = join_list(value)
        case _:
            text = str(value)
    before = element.get("ana")
    word = f"{OWN}{key}={quote(text, safe='')}"
    element.set("ana", f"{before} {word}" if before else word)


def write(
    element: etree._Element,
    node: Node,
    own: Mapping[str, str],
    ids: set[str],
    implied: Mapping[str, Any] | None = None,
) -> None:
    """Give an element all attributes of a node: TEI's where they are allowed, else words of `@ana`.

    `implied` are values that the element itself says; `ids` those in use, to which new ones are added.
    """
    name = etree.QName(element).localname
    keys = {key: attribute for key, attribute in FACTS.items() if attribute not in own.values()} | dict(own)
    said: list[tuple[str, Any]] = []
    for attribute, value in attributes(node):
        key = attribute.key
        if implied is not None and key in implied and implied[key] == value:
            continue
        if key == "also":
            known = {attribute: key for key, attribute in keys.items()}
            rest = [
                entry
                for entry in value
                if _is_known(shape(node), known, entry) or not _foreign(element, name, entry)
            ]
            if rest or list(value) != sorted(value):
                said.append((key, value))
            continue
        unwritten = isinstance(node, Note) and key == "label" and not is_sign(value)
        if unwritten or not _natural(element, name, keys.get(key), value, ids):
            said.append((key, value))
    for key, meant in (implied or {}).items():
        attribute_of = shape(node).attribute(key)
        if attribute_of is not None and value_of(node, attribute_of) == attribute_of.default != meant:
            said.append((key, attribute_of.default))
    for key, value in said:
        if value is not None:
            say(element, key, value)


def _is_known(shape: Shape, known: Mapping[str, str], entry: str) -> bool:
    """Return whether an attribute of a foreign encoding would be read as one of the node's own."""
    attribute, _, value = entry.partition("=")
    key = known.get(attribute)
    told = key is not None and shape.attribute(key) is not None
    return told and _understood(shape, str(key), attribute, value) is not None


def _foreign(element: etree._Element, name: str, entry: str) -> bool:
    """Give an element an attribute of a foreign encoding; return whether that says it all."""
    attribute, _, value = entry.partition("=")
    if entry.startswith(ELEMENT):
        return value == name
    return put(element, name, attribute, value)


def _natural(element: etree._Element, name: str, attribute: str | None, value: Any, ids: set[str]) -> bool:
    if attribute is None or name not in elements():
        return False
    match value:
        case bool():
            text = {"break": "no", "precision": "low"}.get(attribute, "") if value else ""
        case tuple():
            text = " ".join(f"#{word}" for word in value)
            if any(not word or " " in word for word in value):
                return False
        case _ if attribute in POINTED:
            text = f"#{value}"
            if not value or " " in str(value):
                return False
        case _ if attribute == "target" and is_script(str(value)):
            return False  # no reader of the file is to run it
        case _ if attribute == "target" and ADDRESS.match(str(value)) and encoded(str(value)) != value:
            put(element, name, attribute, encoded(str(value)))
            return False  # the model says how the source writes it
        case _:
            text = str(value)
    if attribute == "xml:id":
        if text in ids:
            return False
        if put(element, name, attribute, text):
            ids.add(text)
            return True
        return False
    return put(element, name, attribute, text)


HYPHENS = ("-", "\u00ad", "\u00ac", "\u2010", "\u2e17", "=")
"""What may divide a word at the end of a line."""
PARTS = "break=yes"
"""What the beginning of a page says that parts the letters on its two sides."""


def is_in_word(nodes: Sequence[Inline], index: int) -> bool:
    """Return whether letters stand on both sides of a node."""
    if not 0 < index < len(nodes) - 1:
        return False
    before, behind = walk.plain(nodes[index - 1]), walk.plain(nodes[index + 1])
    return before[-1:].isalpha() and behind[:1].isalpha()
