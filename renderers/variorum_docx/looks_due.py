"""Whether paragraphs, runs and tables of a Word file say of themselves what the style makes of the edition.

Styles make most of how words look; the rest stands on paragraph and run: the space around containers, what
two styles together would turn over, how wide columns are. A value of these that is another, or lacks, is not
the style's, be it however near. Words are compared with their looks, whatever runs they are cut into.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest

from lxml import etree

from variorum.contract import Setting
from variorum.ooxml.elements import at
from variorum.ooxml.names import WP, A, q
from variorum.ooxml.xml import Element
from variorum.publication import Publication
from variorum_docx.write.guide import set_guide
from variorum_docx.write.sheets import Leaves, heading_levels, set_leaves, set_matter

PARAGRAPH, RUN, SECTION = q("p"), q("r"), q("sectPr")
OTHERS = (q("tblPr"), q("tblGrid"), q("trPr"), q("tcPr"), f"{{{WP}}}extent")
"""What tables and pictures say of their looks."""
NUMBERED = frozenset({"footnoteReference", "footnoteRef", "AlternateContent"})
"""The calls and labels of footnotes, which are numbered when the book is bound."""
LEADING = (*map(q, ("bookmarkStart", "bookmarkEnd", "hyperlink", "instrText")), f"{{{A}}}blip")
"""What leads somewhere, or is led to: its look is where."""
SAMPLE = 40

Look = tuple[str, str]
"""What is said of a look, and the words or the place that it is said of."""
Written = Callable[[Element | None], str]
Leads = Callable[[Element], str]


def leaves_due(publication: Publication, setting: Setting) -> Iterator[Leaves]:
    """Yield what edition and style make, part by part."""
    signs = []
    for leaves in _edition_leaves(publication, setting):
        signs.append(replace(leaves, content=(), footnotes={}, comments={}))
        yield leaves
    guide = set_guide(publication, signs, setting)
    yield from (guide,) if guide is not None else ()


def _edition_leaves(publication: Publication, setting: Setting) -> Iterator[Leaves]:
    levels = heading_levels(publication.documents, (*publication.front, *publication.back))
    yield from (set_matter(part, setting, levels).value for part in publication.front)
    yield from (set_leaves(document, setting).value for document in publication.documents)
    yield from (set_matter(part, setting, levels).value for part in publication.back)


def other_looks(found: Iterable[Look], due: Iterable[Look]) -> str | None:
    """Return the words at which looks begin to differ, if they do."""
    before = ""
    for one, other in zip_longest(found, due):
        if one != other:
            return (one[1] if one and one[1].strip() else before).strip()[:SAMPLE]
        before = one[1] if one[1].strip() else before
    return None


def looks(elements: Iterable[Element], written: Written, leads: Leads) -> Iterator[Look]:
    """Yield the looks of blocks in their order; words that look alike and adjoin are one.

    Of what leads somewhere `leads` says where; what says the same right behind it counts as one.
    """
    waiting: list[str] = []
    look = led = ""
    for element in elements:
        for one in element.iter(PARAGRAPH, RUN, *OTHERS, *LEADING):
            if one.tag == RUN:
                own = written(one.find(q("rPr")))
                if waiting and own != look:
                    yield look, "".join(waiting)
                    waiting = []
                look, led = own, ""
                waiting.append(_words_in(one))
                continue
            if one.tag == PARAGRAPH and _closes_a_section(one):
                continue
            leading = leads(one) if one.tag in LEADING else None
            repeated, led = leading is not None and leading == led, leading or ""
            if repeated:
                continue
            if waiting:
                yield look, "".join(waiting)
                waiting = []
            yield leading or (written(_properties(one)) if one.tag == PARAGRAPH else written(one)), ""
    if waiting:
        yield look, "".join(waiting)


def _properties(paragraph: Element) -> Element | None:
    """Return the properties of a paragraph without those of the section that ends in it."""
    properties = paragraph.find(q("pPr"))
    if properties is None or properties.find(SECTION) is None:
        return properties
    own = copy.deepcopy(properties)
    for section in own.findall(SECTION):
        own.remove(section)
    return own


def _closes_a_section(paragraph: Element) -> bool:
    """Return whether a paragraph is there for the section alone that ends in it, or behind it."""
    behind = paragraph.getnext()
    ends = at(paragraph, "pPr", "sectPr") is not None or (behind is not None and behind.tag == SECTION)
    if not ends or paragraph.find(f".//{RUN}") is not None:
        return False
    style = at(paragraph, "pPr", "pStyle")
    return style is not None and style.get(q("val")) == "Normal"


def _words_in(run: Element) -> str:
    """Return what a run holds, its words as they are."""
    held = []
    for child in run:
        name = etree.QName(child).localname
        if name in NUMBERED:
            return "*"
        if name != "rPr":
            held.append((child.text or "") if name == "t" else f"<{name}{_attributes(child)}>")
    return "".join(held)


def _attributes(element: Element) -> str:
    """Return what an element says of itself; numbers are given when the book is bound."""
    said = sorted((etree.QName(str(key)).localname, str(value)) for key, value in element.items())
    return "".join(f" {key}={value}" for key, value in said if key != "id")
