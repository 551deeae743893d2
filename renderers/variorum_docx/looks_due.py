"""Whether paragraphs, runs and tables of a Word file say of themselves what the style makes of the edition.

Styles make most of how words look; the rest stands on paragraph and run: the space around containers, what
two styles together would turn over, how wide columns are. A value of these that is another, or lacks, is not
the style's, be it however near. Words are compared with their looks, whatever runs they are cut into.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from lxml import etree

from variorum.contract import BareShelf, Setting, Sheet
from variorum.findings import Result
from variorum.ooxml.canonical import Canonical, usual
from variorum.ooxml.elements import at
from variorum.ooxml.names import WP, q
from variorum.ooxml.xml import Element
from variorum.publication import Matter, Publication, PublishedDocument
from variorum_docx.bind.book import note_labels
from variorum_docx.leads_due import LEADING, Leads, leads_within
from variorum_docx.names import Chain
from variorum_docx.write.guide import set_guide
from variorum_docx.write.sheets import Leaves, as_bytes, heading_levels, set_leaves, set_matter

PARAGRAPH, RUN, SECTION = q("p"), q("r"), q("sectPr")
OTHERS = (q("tblPr"), q("tblGrid"), q("trPr"), q("tcPr"), f"{{{WP}}}extent")
"""What tables and pictures say of their looks."""
NUMBERED = frozenset({"footnoteReference", "footnoteRef", "AlternateContent"})
"""The calls and labels of footnotes, which are numbered when the book is bound."""
SAMPLE = 40
LOOKS = "looks due"
"""Under what they are kept."""
DOCUMENT, FOOTNOTES, COMMENTS = (f"word/{name}.xml" for name in ("document", "footnotes", "comments"))

Look = tuple[str, str]
"""What is said of a look, and the words or the place that it is said of."""
Written = Callable[[Element | None], str]


@dataclass(frozen=True, slots=True)
class DueLooks:
    """What a part of the book has to look like: its looks by parts of the file, as they are told.

    `places` are the names that its places ask for, `labels` those of its footnotes, `about` its leaves
    without what stands on them.
    """

    looks: Mapping[str, Sequence[Look]]
    places: Sequence[str]
    labels: tuple[str, ...]
    about: Leaves

    @classmethod
    def of(cls, leaves: Leaves, written: Written) -> DueLooks:
        """Take the looks of leaves, which are changed by it."""
        places: list[str] = []
        leads = leads_within(leaves, places)
        labels = note_labels(leaves)
        rows = (
            (DOCUMENT, leaves.content),
            (FOOTNOTES, leaves.footnotes.values()),
            (COMMENTS, leaves.comments.values()),
        )
        told = {name: tuple(looks(map(usual, made), written, leads)) for name, made in rows}
        about = replace(leaves, content=(), footnotes={}, comments={}, pictures={})
        return cls(told, places, labels, about)

    def packed(self) -> bytes:
        """Return them as bytes."""
        chains = [[one.roles, level] for one, level in self.about.chains.items()]
        used = sorted(self.about.combinations), sorted(self.about.signs)
        return json.dumps([self.looks, self.places, self.labels, chains, *used]).encode()

    @classmethod
    def unpacked(cls, data: bytes) -> DueLooks:
        """Return them of their bytes."""
        told, places, labels, chains, combinations, signs = json.loads(data)
        rows = {name: [(look, said) for look, said in row] for name, row in told.items()}
        known = {Chain(tuple(roles)): level for roles, level in chains}
        used = frozenset(map(tuple, combinations)), frozenset((style, sign) for style, sign in signs)
        return cls(rows, places, tuple(labels), Leaves((), {}, {}, known, *used, {}))


def set_with_looks(document: PublishedDocument, setting: Setting) -> Result[Sheet]:
    """Set one document as a sheet, and keep how it has to look for the proof."""
    made = set_leaves(document, setting)
    sheet = Sheet(document.id, as_bytes(made.value))
    if not isinstance(setting.shelf, BareShelf):
        due = DueLooks.of(made.value, Canonical())
        setting.shelf.keep(due.packed(), LOOKS, document)
    return Result(sheet, made.diagnostics)


def looks_due(publication: Publication, setting: Setting, written: Written) -> Iterator[DueLooks]:
    """Yield how what edition and style make has to look, part by part."""
    levels = heading_levels(publication.documents, (*publication.front, *publication.back))
    depths = sorted(levels.items())

    def of(part: Matter | PublishedDocument) -> DueLooks:
        content = (LOOKS, part, depths) if isinstance(part, Matter) else (LOOKS, part)
        known = setting.shelf.part(*content)
        if known is not None:
            return DueLooks.unpacked(known)
        made = set_matter(part, setting, levels) if isinstance(part, Matter) else set_leaves(part, setting)
        found = DueLooks.of(made.value, written)
        setting.shelf.keep(found.packed(), *content)
        return found

    signs = []
    parts: tuple[Matter | PublishedDocument, ...]
    parts = (*publication.front, *publication.documents, *publication.back)
    for part in parts:
        due = of(part)
        signs.append(due.about)
        yield due
    guide = set_guide(publication, signs, setting)
    yield from (DueLooks.of(guide, written),) if guide is not None else ()


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
