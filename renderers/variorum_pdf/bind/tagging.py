"""Write the logical structure of the book: one tree, with its parent tree, links and languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from variorum_pdf.destinations import PAGE
from variorum_pdf.paint.structure import ROLES, Node

DEPTH = {f"H{level}": level for level in range(1, 7)}


@dataclass(slots=True)
class Tree:
    """The structure tree while it is written; `pages` are the pages of the book."""

    pdf: pikepdf.Pdf
    pages: list[Any]
    lang: str
    root: Any = None
    document: Any = None
    owners: dict[int, dict[int, Any]] = field(default_factory=dict)
    annotations: list[tuple[Any, Any]] = field(default_factory=list)
    ids: dict[str, Any] = field(default_factory=dict)
    level: int = 0

    def open(self) -> None:
        """Make the root and the one document element."""
        self.root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = self._element("Document", self.root)
        self.root.K = Array([self.document])
        self.root.RoleMap = Dictionary({f"/{own}": Name(f"/{standard}") for own, standard in ROLES.items()})
        self.document.K = Array()
        self.document.Lang = String(self.lang)

    def _element(self, tag: str, parent: Any) -> Any:
        return self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{tag}"), P=parent))

    def add(self, tree: Node, first: int, links: Mapping[int, list[Any]]) -> None:
        """Add the structure of one part.

        `first` is the page of the book on which the part begins; `links` are the annotations of its links,
        by the place of the link in the part.
        """
        places = {id(node): index for index, node in enumerate(tree.links())}
        for kid in tree.kids:
            if isinstance(kid, Node):
                self.document.K.append(self._node(kid, self.document, first, links, places))

    def _node(
        self, node: Node, parent: Any, first: int, links: Mapping[int, list[Any]], places: Mapping[int, int]
    ) -> Any:
        made = self._element(self._tag(node), parent)
        self._describe(made, node)
        kids = Array()
        own = self._page_of(node, first)
        if own is not None:
            made.Pg = self.pages[own].obj
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append(self._node(kid, made, first, links, places))
                continue
            page, mcid = first + kid[0], kid[1]
            self.owners.setdefault(page, {})[mcid] = made
            if page == own:
                kids.append(mcid)
            else:
                kids.append(Dictionary(Type=Name.MCR, Pg=self.pages[page].obj, MCID=mcid))
        for annotation in links.get(places.get(id(node), -1), ()):
            self.annotations.append((annotation, made))
            kids.append(Dictionary(Type=Name.OBJR, Obj=annotation, Pg=annotation.P))
        made.K = kids
        return made

    def _tag(self, node: Node) -> str:
        """Return a node's tag; no heading is more than one step below the heading before it."""
        if node.tag not in DEPTH:
            return node.tag
        self.level = min(DEPTH[node.tag], self.level + 1)
        return f"H{self.level}"

    def _page_of(self, node: Node, first: int) -> int | None:
        return next((first + kid[0] for kid in node.kids if not isinstance(kid, Node)), None)

    def _describe(self, made: Any, node: Node) -> None:
        facts = node.facts
        if stream := facts.get("stream"):
            made.ID = String(stream)
            self.ids[stream] = made
        if lang := facts.get("lang"):
            made.Lang = String(lang)
        if title := facts.get("title"):
            made.T = String(title)
        if "alt" in facts:
            made.Alt = String(facts["alt"])
        attributes = list(_attributes(node))
        if attributes:
            made.A = attributes[0] if len(attributes) == 1 else Array(attributes)

    def close(self) -> None:
        """Write the parent tree and the table of ids, and tie pages and annotations to them."""
        numbers = pikepdf.NumberTree.new(self.pdf)
        for page, owners in sorted(self.owners.items()):
            self.pages[page].obj.StructParents = page
            row = Array([owners.get(mcid, pikepdf.Object.parse(b"null")) for mcid in range(max(owners) + 1)])
            numbers[page] = self.pdf.make_indirect(row)
        for offset, (annotation, owner) in enumerate(self.annotations):
            annotation.StructParent = len(self.pages) + offset
            numbers[len(self.pages) + offset] = owner
        self.root.ParentTree = numbers.obj
        self.root.ParentTreeNextKey = len(self.pages) + len(self.annotations)
        names = pikepdf.NameTree.new(self.pdf)
        for name, element in sorted(self.ids.items()):
            names[name] = element
        self.root.IDTree = names.obj
        self.pdf.Root.StructTreeRoot = self.root


def _attributes(node: Node) -> Any:
    facts = node.facts
    layout = Dictionary()
    if "box" in facts:
        layout = Dictionary(BBox=Array(facts["box"]), Placement=Name.Block)
    if "mode" in facts:
        layout.WritingMode = Name(f"/{facts['mode']}")
    if len(layout):
        layout.O = Name.Layout
        yield layout
    stated = {**facts.get("css", {}), **({PAGE: facts["page"]} if "page" in facts else {})}
    if stated:
        properties = [Dictionary(N=String(key), V=String(value)) for key, value in stated.items()]
        yield Dictionary(O=Name.UserProperties, P=Array(properties))
    if node.tag in ("TH", "TD"):
        table = Dictionary(O=Name.Table)
        if "scope" in facts:
            table.Scope = Name(f"/{facts['scope']}")
        if "colspan" in facts:
            table.ColSpan = facts["colspan"]
        if "rowspan" in facts:
            table.RowSpan = facts["rowspan"]
        if len(table) > 1:
            yield table
    if node.tag == "L":
        yield Dictionary(O=Name.List, ListNumbering=Name(f"/{facts.get('numbering', 'None')}"))
