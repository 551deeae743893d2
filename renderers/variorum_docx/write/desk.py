"""What is collected while a sheet is set: used styles, bookmarks, footnotes, pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from variorum.contract import Setting
from variorum.findings import Diagnostic
from variorum.ooxml.elements import w
from variorum.ooxml.names import q
from variorum.ooxml.xml import Element
from variorum.publication import Place, PublishedNote, PublishedQuery
from variorum.style import BlockStyle, Style
from variorum_docx.names import Chain
from variorum_docx.open_ends import BLOCK, PAGE, STREAM

PROPERTIES = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "pBdr", "tabs"),
    *("suppressAutoHyphens", "bidi", "spacing", "ind", "jc", "outlineLvl", "rPr", "sectPr"),
)
"""The order of the properties of a paragraph, as far as they are used here."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What surrounds an inline.

    The paragraph's type, the inline styles, the language if it is not the edition's, whether it stands in
    a footnote or in the contents, and whether the paragraph runs from right to left.
    """

    type: BlockStyle
    styles: tuple[str, ...] = ()
    lang: str | None = None
    in_footnote: bool = False
    in_contents: bool = False
    leftwards: bool = False


@dataclass(slots=True)
class Desk:
    """The compositor's desk: what the setting of one document or part uses and makes."""

    setting: Setting
    notes: dict[str, PublishedNote] = field(default_factory=dict)
    queries: Sequence[PublishedQuery] = ()
    chains: dict[str, tuple[Chain, int]] = field(default_factory=dict)
    combinations: set[tuple[str, ...]] = field(default_factory=set)
    pictures: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    footnotes: list[str] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    signs: set[tuple[str, str]] = field(default_factory=set)
    bookmarks: int = 0

    @property
    def style(self) -> Style:
        """Return the house style."""
        return self.setting.style

    def place(self, series: str) -> Place:
        """Return where the notes of a series stand."""
        return next((s.place for s in self.setting.series if s.id == series), Place.FOOT)

    def foreign(self, lang: str | None, current: str | None) -> str | None:
        """Return the language of an inner text, none where it is the edition's."""
        return current if lang is None else None if lang == self.setting.lang else lang

    def use(self, chain: Chain, level: int = 0) -> str:
        """Note that a paragraph style is used, and return its id; of several levels the highest counts."""
        before = self.chains.get(chain.id, (chain, 0))[1]
        levels = [known for known in (before, level) if known]
        self.chains[chain.id] = (chain, min(levels, default=0))
        return chain.id

    def bookmark(self, name: str) -> tuple[Element, Element]:
        """Return start and end of a bookmark."""
        start, end = self._range()
        start.set(q("name"), name)
        return start, end

    def hidden(self, attribute: str, value: str) -> tuple[Element, Element]:
        """Return start and end of a hidden bookmark, whose name `bind` makes from a value."""
        start, end = self._range()
        start.set(attribute, value)
        return start, end

    def query_marks(self, name: str) -> list[Element]:
        """Return the marks of comments at an anchor: where their words begin or end, where they are asked."""
        made = [w("commentRangeEnd", id=one.id) for one in self.queries if one.ends == name]
        made += [w("r", w("commentReference", id=one.id)) for one in self.queries if one.id == name]
        return made + [w("commentRangeStart", id=one.id) for one in self.queries if one.begins == name]

    def _range(self) -> tuple[Element, Element]:
        self.bookmarks += 1
        number = str(self.bookmarks)
        return w("bookmarkStart", id=number), w("bookmarkEnd", id=number)

    def page_marks(self, name: str, label: str) -> tuple[list[Element], list[Element]]:
        """Return the bookmarks around a page mark: its id for links, its label for reading back."""
        return _pairs(self.bookmark(name), self.hidden(PAGE, label))

    def block_marks(self, name: str | None) -> tuple[list[Element], list[Element]]:
        """Return the bookmarks around a block: its own id, and an anchor by which it is known."""
        anchor = self.hidden(BLOCK, "")
        return _pairs(*([self.bookmark(name)] if name else []), anchor)

    def in_stream(self, name: str, elements: Sequence[Element], *links: str) -> list[Element]:
        """Put bookmarks around the elements of a stream: its name, and ids by which it is linked to."""
        marks = _pairs(*(self.bookmark(link) for link in links), self.hidden(STREAM, name))
        return enclose(elements, *marks)


def _pairs(*pairs: tuple[Element, Element]) -> tuple[list[Element], list[Element]]:
    return [start for start, _ in pairs], [end for _, end in reversed(pairs)]


def enclose(elements: Sequence[Element], starts: Sequence[Element], ends: Sequence[Element]) -> list[Element]:
    """Put range marks around blocks: inside the outer paragraphs, or beside a table."""
    first, last = elements[0], elements[-1]
    made = list(elements)
    if first.tag == q("p"):
        after = 1 if len(first) and first[0].tag == q("pPr") else 0
        for index, start in enumerate(starts):
            first.insert(after + index, start)
    else:
        made = [*starts, *made]
    if last.tag == q("p"):
        last.extend(ends)
    else:
        made = [*made, *ends]
    return made


def properties(paragraph: Element) -> Element:
    """Return the properties of a paragraph, made if it has none."""
    found = paragraph.find(q("pPr"))
    if found is None:
        found = w("pPr")
        paragraph.insert(0, found)
    return found


def put(holder: Element, made: Element) -> Element:
    """Put a property where the schema wants it, in place of one of that name; return it."""
    old = holder.find(made.tag)
    if old is not None:
        holder.replace(old, made)
        return made
    rank = {q(name): index for index, name in enumerate(PROPERTIES)}
    behind = sum(rank[str(child.tag)] < rank[str(made.tag)] for child in holder)
    holder.insert(behind, made)
    return made


def set_space(desk: Desk, elements: Iterable[Element], before: float = 0.0, after: float = 0.0) -> None:
    """Give the outer paragraphs at least this space, in twentieths of a point; the larger space counts."""
    paragraphs = list(elements)
    for paragraph, side, least in ((paragraphs[:1], "before", before), (paragraphs[-1:], "after", after)):
        for found in paragraph:
            if found.tag == q("p") and least > _space(desk, found, side):
                holder = properties(found)
                spacing = holder.find(q("spacing"))
                put(holder, spacing if spacing is not None else w("spacing")).set(q(side), str(round(least)))


def _space(desk: Desk, paragraph: Element, side: str) -> float:
    direct = paragraph.find(f"{q('pPr')}/{q('spacing')}")
    if direct is not None and direct.get(q(side)) is not None:
        return float(direct.get(q(side), "0"))
    named = paragraph.find(f"{q('pPr')}/{q('pStyle')}")
    if named is None:
        return 0.0
    chain = desk.chains[named.get(q("val"), "")][0]
    value: float = getattr(desk.style.block(chain.roles[-1].rstrip("*|")), side)
    return value * 20
