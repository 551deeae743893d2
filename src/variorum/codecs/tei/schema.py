"""What TEI allows: the attributes and the content of elements, from the schema `tei_all` (see schema.json).

Only elements that the writer may use are in the table. A content is the set of elements that may stand in an
element, whatever their order; where the order counts (in `div`, `list`, `choice`, …) the writer knows it.
"""

from __future__ import annotations

import importlib.resources
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"

WORD = re.compile(
    r"[^\s\x00-\x1f\x7f-\xa0\u2028\u2029\u2000-\u200a\u3000\ufeff\ue000-\uf8ff\u200b-\u200f\u202a-\u202e]+"
)
POINTER = re.compile(r"(?:[A-Za-z0-9_.:/?&=;,~!$'()*+@#-]|%[0-9A-Fa-f]{2})+")
NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
COUNT = re.compile(r"\d+", re.ASCII)
ZONE = r"(Z|[+-](0\d|1[0-3]):[0-5]\d)?"
CLOCK = r"T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?" + ZONE
MOMENT = re.compile(
    r"-?\d{4}(-(0[1-9]|1[0-2]))?"
    rf"|-?\d{{4}}-((0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)({CLOCK})?",
    re.ASCII,
)
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
CERTAINTY = re.compile("high|medium|low|unknown")

NUMBERS = {"quantity", "atLeast", "atMost", "min", "max"}
COUNTS = {"seq", "cols", "rows"}
POINTERS = {
    "hand",
    "resp",
    "ref",
    "wit",
    "facs",
    "spanTo",
    "target",
    "url",
    "new",
    "corresp",
    "ana",
    "targetEnd",
}
MOMENTS = {"when", "from", "to", "notBefore", "notAfter"}
FREE = {"n", "key", "extent", "style", "sortKey", "loc"}
LISTS = {
    *("rend", "rendition", "place", "reason", "resp", "wit", "facs", "target", "targetEnd", "ana", "corresp"),
    *("medium", "ref", "change", "source", "edRef", "decls", "new", "sameAs", "next", "prev", "select"),
}
"""Attributes that may have several words."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the schema: its own attributes, the elements that may stand in it, whether text may."""

    attributes: frozenset[str]
    content: frozenset[str]
    text: bool


@cache
def elements() -> dict[str, Element]:
    """Return the table of elements by name."""
    text = (importlib.resources.files("variorum.codecs.tei") / "schema.json").read_text("utf-8")
    data = json.loads(text)
    everywhere = frozenset(data["global"])
    contents = [frozenset(names.split()) for names in data["contents"]]
    return {
        name: Element(everywhere | frozenset(own.split()), contents[content], has_text)
        for name, (own, content, has_text) in data["elements"].items()
    }


def may_hold(parent: str, child: str) -> bool:
    """Return whether an element may stand in another."""
    found = elements().get(parent)
    return found is not None and child in found.content


def may_bear(element: str, attribute: str, value: str) -> bool:
    """Return whether an element may bear an attribute with this value."""
    found = elements().get(element)
    return found is not None and attribute in found.attributes and _well_formed(attribute, value)


def _well_formed(attribute: str, value: str) -> bool:
    if not value or value != " ".join(value.split()) or not value.isprintable():
        return False
    if attribute in FREE:
        return True
    parts = value.split(" ")
    if attribute not in LISTS and len(parts) > 1:
        return False
    return all(_test(attribute)(part) is not None for part in parts)


@cache
def _test(attribute: str) -> Callable[[str], re.Match[str] | None]:
    """Return the test of one word of an attribute's value."""
    match attribute:
        case "xml:id" | "scribe" | "script":
            return NAME.fullmatch
        case "xml:lang":
            return LANGUAGE.fullmatch
        case "cert" | "precision":
            return CERTAINTY.fullmatch
        case "xml:space":
            return re.compile("preserve|default").fullmatch
        case _ if attribute in NUMBERS:
            return NUMBER.fullmatch
        case _ if attribute in COUNTS:
            return COUNT.fullmatch
        case _ if attribute in POINTERS:
            return POINTER.fullmatch
        case _ if attribute in MOMENTS:
            return MOMENT.fullmatch
        case _:
            return WORD.fullmatch
