"""The logical structure of a document, as PDF tags it: built from the XHTML that was set.

WeasyPrint's own tags follow its boxes, so that a paragraph over two pages becomes two and a note becomes
nothing. Here each element of the XHTML is tagged once, however many lines and pages it takes, and gets
the marked content that was painted for its words, in the order of the text.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from xml.etree.ElementTree import Element

from variorum_pdf.paint.pages import POINTS, MarkedContent
from variorum_pdf.set.small_capitals import size_among

Leaf: TypeAlias = tuple[int, int]
"""Marked content: page and number."""

Kid: TypeAlias = "Node | Leaf"


@dataclass(slots=True, eq=False)
class Node:
    """A structure element; `facts` are its attributes by our own names, `kids` what it holds, in order."""

    tag: str
    facts: dict[str, Any] = field(default_factory=dict)
    kids: list[Kid] = field(default_factory=list)

    def nodes(self) -> Iterator[Node]:
        """Yield this node and all below it, in order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.nodes()

    def links(self) -> Iterator[Node]:
        """Yield the links, in order; an annotation names its link by its place among them."""
        return (node for node in self.nodes() if node.tag == "Link")

    def leaves(self) -> Iterator[Leaf]:
        """Yield the marked content below this node, in order."""
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.leaves()
            else:
                yield kid


def plain(node: Node) -> list[Any]:
    """Return a node as lists, for JSON."""
    return [node.tag, node.facts, [plain(kid) if isinstance(kid, Node) else list(kid) for kid in node.kids]]


def from_plain(data: Sequence[Any]) -> Node:
    """Return the node that `plain` wrote."""
    tag, facts, kids = data
    below = [from_plain(kid) if isinstance(kid[0], str) else (kid[0], kid[1]) for kid in kids]
    return Node(tag, facts, below)


BLOCKS: Mapping[str, str] = {
    "article": "Sect",
    "section": "Sect",
    "header": "Div",
    "div": "Div",
    "p": "P",
    "blockquote": "BlockQuote",
    "ul": "L",
    "ol": "L",
    "li": "LI",
    "table": "Table",
    "caption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "h4": "H4",
    "h5": "H5",
    "h6": "H6",
}
SPANS: Mapping[str, str] = {"ins": "Insertion", "del": "Deletion", "a": "Link", "img": "Figure"}
SHIFTS: Mapping[str, str] = {"sup": "super", "sub": "sub"}
NOTES = frozenset({"foot-note", "list-note"})
COLUMNS = frozenset({"text-column", "note-column"})
WORDS = frozenset({"P", "H1", "H2", "H3", "H4", "H5", "H6", "Caption"})
NONE_PLAIN: Mapping[str, frozenset[str]] = {"italic": frozenset(), "bold": frozenset()}
BOLD = 600
"""From which weight on type is bold."""
TIGHT = frozenset({"L", "LI", "Table", "THead", "TBody", "TR"})
"""Elements that may hold nothing but their own parts; a note cannot stand in them."""

ROLES: Mapping[str, str] = {"Insertion": "Span", "Deletion": "Span", "Folio": "Span"}
"""Our own structure types, and the standard ones a reader takes them for."""


def structure(
    root: Element,
    pieces: Sequence[MarkedContent],
    foot: Mapping[Element, str],
    plain: Mapping[str, frozenset[str]] = NONE_PLAIN,
) -> tuple[Node, Mapping[Element, Node]]:
    """Return the structure of what was painted, and the node of each element.

    The root is a `Document`, whose kids are parts of the book's. `pieces` come in the order of the text,
    notes last; `foot` are the elements of the notes at the page foot with their ids. Each of those is put
    behind the paragraph that calls it. `plain` are, for italic and bold, the characters that stand upright or
    light all the same, for their typeface has no such face.
    """
    parents = {child: parent for parent in root.iter() for child in parent}
    builder = _Builder(root, parents, plain)
    for piece in pieces:
        builder.add(piece)
    tree = builder.nodes[root] if root in builder.nodes else Node("Document")
    for table in [node for node in tree.nodes() if node.tag == "Table"]:
        _head_rows(table)
    known = builder.nodes
    _place_notes(tree, {name: known[element] for element, name in foot.items() if element in known})
    return tree, builder.nodes


@dataclass(slots=True)
class _Builder:
    root: Element
    parents: Mapping[Element, Element]
    plain: Mapping[str, frozenset[str]]
    nodes: dict[Element, Node] = field(default_factory=dict)

    def add(self, piece: MarkedContent) -> None:
        node = self.node(piece.element)
        if piece.picture:
            box = piece.box
            top, left = box.content_box_y() * POINTS, box.content_box_x() * POINTS
            node.facts["box"] = [left, top, left + box.width * POINTS, top + box.height * POINTS]
        css = {**_css(piece), **self.unpainted(piece), **self.shift(piece)}
        if css:
            span = Node("Span", {"css": css})
            node.kids.append(span)
            node = span
        node.kids.append((piece.page, piece.mcid))

    def unpainted(self, piece: MarkedContent) -> dict[str, str]:
        """Return the slope and weight that words should have and their typeface has not."""
        if piece.picture or not any(self.plain.values()):
            return {}
        style, letters = piece.box.style, piece.box.text
        css = {}
        if style["font_style"] != "normal" and not self.plain["italic"].isdisjoint(letters):
            css["font-style"] = "italic"
        if style["font_weight"] >= BOLD and not self.plain["bold"].isdisjoint(letters):
            css["font-weight"] = "bold"
        return css

    def shift(self, piece: MarkedContent) -> dict[str, str]:
        """Return whether words are raised or lowered: where none stand beside them, glyphs do not show it."""
        element: Element | None = None if piece.picture else piece.element
        while element is not None and element.tag not in BLOCKS and element.get("role") != "doc-noteref":
            if element.tag in SHIFTS:
                return {"vertical-align": SHIFTS[element.tag]}
            element = self.parents.get(element)
        return {}

    def node(self, element: Element) -> Node:
        """Return the node that takes the words of an element, made when first needed."""
        if element in self.nodes:
            return self.nodes[element]
        if element is self.root:
            made = Node("Document")
            self.nodes[element] = made
            return made
        parent = self.node(self.parents[element])
        made = self.child(element, parent)
        self.nodes[element] = made
        return made

    def child(self, element: Element, parent: Node) -> Node:
        names = (element.get("class") or "").split()
        if element.get("role") == "doc-noteref":
            reference = Node("Reference")
            parent.kids.append(reference)
            return _under(reference, Node("Link", _facts(element, "Link")))
        if "note-label" in names or "entry-label" in names:
            return self.label(element, parent)
        if "folio" in names:
            return _under(_under(parent, Node("Folio")), Node("Link", _facts(element, "Link")))
        tag = _tag(element, names)
        if tag is None:
            return parent
        made = Node(tag, _facts(element, tag))
        parent.kids.append(made)
        if tag == "LI":
            return _under(made, Node("LBody"))
        return made

    def label(self, element: Element, parent: Node) -> Node:
        """Put a label in front of the list body, or of the note's blocks, and not into the paragraph."""
        holder = self.parents[element]
        while holder.tag != "li" and (holder.get("class") or "") not in NOTES:
            holder = self.parents[holder]
        target = self.nodes[holder]
        made = Node("Lbl")
        if target.tag == "LBody":
            item = next(node for node in self.nodes[self.root].nodes() if target in node.kids)
            item.kids.insert(0, made)
        else:
            target.kids.insert(0, made)
        return _under(made, Node("Link", _facts(element, "Link"))) if element.tag == "a" else made


def _under(parent: Node, node: Node) -> Node:
    parent.kids.append(node)
    return node


def _tag(element: Element, names: Sequence[str]) -> str | None:
    """Return the tag of an element, or nothing for one whose words belong to its parent."""
    name = str(element.tag)
    if NOTES & set(names):
        return "Note"
    if element.get("id") in COLUMNS:
        return None
    if name in BLOCKS:
        return BLOCKS[name]
    if name in SPANS:
        return SPANS[name]
    return "Span" if element.get("lang") or _screen_reader_text(element) else None


def _screen_reader_text(element: Element) -> str | None:
    """Return what the words of an element are, as a screen reader says it."""
    before = element.get("data-say-before") or element.get("aria-label")
    return before or element.get("data-say-after")


def _facts(element: Element, tag: str) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    if stream := element.get("data-stream"):
        facts["stream"] = stream
    if lang := element.get("lang"):
        facts["lang"] = lang
    if turned := element.get("dir"):
        facts["mode"] = "RlTb" if turned == "rtl" else "LrTb"
    if spoken := _screen_reader_text(element):
        facts["title"] = spoken
    if element.get("role") == "doc-pagebreak" and (label := element.get("data-page")):
        facts["page"] = label
    if tag == "Figure":
        facts["alt"] = element.get("alt") or ""
    if tag == "L":
        facts["numbering"] = _numbering(element)
    if tag == "Link":
        facts["href"] = element.get("href") or ""
    if tag in ("TH", "TD"):
        for name in ("colspan", "rowspan"):
            if value := element.get(name):
                facts[name] = int(value)
        if tag == "TH":
            facts["scope"] = "Row" if element.get("scope") == "row" else "Column"
    return facts


def _numbering(element: Element) -> str:
    """Return how a list counts, by its first label (ISO 32000-1, table 347)."""
    labels = (one for one in element.iter("span") if "entry-label" in (one.get("class") or ""))
    label = "".join("".join(one.itertext()) for one in itertools.islice(labels, 1)).strip("().[] ")
    if label.isdecimal():
        return "Decimal"
    if len(label) == 1 and label.isalpha():
        return "LowerAlpha" if label.islower() else "UpperAlpha"
    return "None"


def _css(piece: MarkedContent) -> dict[str, str]:
    """Return looks that capitals and figures do not show, as CSS says them."""
    if piece.picture:
        return {}
    style = piece.box.style
    css = {}
    around = size_among(piece.box)
    if around is not None:
        css["font-variant"] = "small-caps"
        css["font-size"] = f"{around * POINTS:.2f}pt"
    if style["letter_spacing"] not in ("normal", 0):
        css["letter-spacing"] = f"{style['letter_spacing'] / style['font_size']:.3f}em"
    return css


def _head_rows(table: Node) -> None:
    """Let the first cell of each row name the row where a table has no head cells (ISO 14289-1, 7.5)."""
    if any(node.tag == "TH" for node in table.nodes()):
        return
    for row in [node for node in table.nodes() if node.tag == "TR"]:
        cell = next((kid for kid in row.kids if isinstance(kid, Node)), None)
        if cell is not None:
            cell.tag = "TH"
            cell.facts["scope"] = "Row"


def _place_notes(tree: Node, notes: Mapping[str, Node]) -> None:
    """Move each note behind the block that calls it first; a second note of a block goes behind the first."""
    parents = {id(kid): node for node in tree.nodes() for kid in node.kids if isinstance(kid, Node)}
    behind: dict[int, Node] = {}
    calls = [node for node in tree.nodes() if node.tag == "Reference"]
    waiting = dict(notes)
    for call in calls:
        link = call.kids[0]
        note = waiting.pop(link.facts["href"].removeprefix("#"), None) if isinstance(link, Node) else None
        if note is None:
            continue
        block = _host(call, parents)
        after = behind.get(id(block), block)
        _remove(parents[id(note)], note)
        home = parents[id(block)]
        home.kids.insert(_index(home, after) + 1, note)
        parents[id(note)] = home
        behind[id(block)] = note


def _host(call: Node, parents: Mapping[int, Node]) -> Node:
    """Return the block behind which a note of this call may stand."""
    node = call
    while node.tag not in WORDS and id(parents[id(node)]) in parents:
        node = parents[id(node)]
    while parents[id(node)].tag in TIGHT:
        node = parents[id(node)]
    return node


def _index(home: Node, node: Node) -> int:
    return next(index for index, kid in enumerate(home.kids) if kid is node)


def _remove(home: Node, node: Node) -> None:
    del home.kids[_index(home, node)]
