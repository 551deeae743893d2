"""A web page as its reader sees it: elements with places, what style sheets say of each, links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_BLOCKS = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav "
    "ol p pre search section summary table tbody td tfoot th thead tr ul"
)
BLOCKS = frozenset(_BLOCKS.split())
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
WORD = re.compile(r"\w[\w’'-]*")


@dataclass(slots=True, eq=False)
class Element:
    """An element: `line` is that of its tag in the file, `style` what the page's sheets declare for it."""

    tag: str
    attributes: Mapping[str, str]
    line: int
    style: Mapping[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        """Return an attribute, empty if there is none."""
        return self.attributes.get(name, "")

    @property
    def elements(self) -> Iterator[Element]:
        """Yield the children that are elements."""
        return (child for child in self.children if isinstance(child, Element))

    @property
    def is_block(self) -> bool:
        """Return whether the element begins a line of its own."""
        display = self.style.get("display", "")
        if display:
            return not display.startswith(("inline", "contents", "none", "ruby"))
        return self.tag in BLOCKS

    @property
    def names(self) -> tuple[str, ...]:
        """Return the words of classes and id, in small letters: `postFooter share-bar` gives four."""
        return words_of(f"{self.get('class')} {self.get('id')}")

    @property
    def is_hidden(self) -> bool:
        """Return whether a browser shows nothing of the element."""
        display = self.style.get("display", "none" if "hidden" in self.attributes else "")
        return display == "none" or self.style.get("visibility") in ("hidden", "collapse")

    def walk(self) -> Iterator[Element]:
        """Yield the element and all below it, in the order of the page."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed([child for child in element.children if isinstance(child, Element)]))

    def strings(self) -> Iterator[tuple[str, Element]]:
        """Yield the strings below the element, each with the element that it stands in."""
        waiting: list[tuple[Element | str, Element]] = [(self, self)]
        while waiting:
            node, around = waiting.pop()
            if isinstance(node, str):
                yield node, around
            else:
                waiting.extend((child, node) for child in reversed(node.children))

    @property
    def text(self) -> str:
        """Return the words below the element, white space folded."""
        return " ".join("".join(string for string, _ in self.strings()).split())

    @property
    def chain(self) -> Iterator[Element]:
        """Yield the element and those around it, outwards."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent

    def is_within(self, other: Element) -> bool:
        """Return whether the element is another or below it."""
        return any(one is other for one in self.chain)

    @property
    def place(self) -> int:
        """Return the place among the parent's children."""
        assert self.parent is not None
        return self.parent.children.index(self)


def words_of(names: str) -> tuple[str, ...]:
    """Return the parts of names as people write them: `postFooter`, `post-footer` and `post_footer` alike."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", names)
    return tuple(re.findall(r"[a-z]+|\d+", parted.lower()))


def count(text: str) -> int:
    """Return the number of words of a text."""
    return sum(1 for _ in WORD.finditer(text))


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its root, the elements that links can name, and the addresses under which it knows itself.

    `address` is that from which a browser says it has saved the page.
    """

    path: str
    root: Element
    anchors: Mapping[str, Element]
    own: frozenset[str]
    address: str = ""

    def target(self, link: Element) -> Element | None:
        """Return the element of this page that a link points to."""
        name = self.fragment(link)
        return self.anchors.get(name) if name else None

    def fragment(self, link: Element) -> str:
        """Return what a link names in this page, empty if it leads elsewhere."""
        address, mark, fragment = link.get("href").strip().partition("#")
        return fragment if mark and (not address or bare_address(address) in self.own) else ""

    def first(self, tag: str) -> Element | None:
        """Return the first element of a kind."""
        return next((element for element in self.root.walk() if element.tag == tag), None)

    def meta(self, *names: str) -> str:
        """Return what the head says under the first of some names that it uses."""
        said: dict[str, str] = {}
        for element in self.root.walk():
            if element.tag == "meta":
                name = element.get("name") or element.get("property") or element.get("itemprop")
                said.setdefault(name.lower(), " ".join(element.get("content").split()))
        return next((said[name] for name in names if said.get(name)), "")


def bare_address(address: str) -> str:
    """Return an address so that its variants are equal: without scheme, query and last slash."""
    plain = re.sub(r"^[a-z]+://(www\.)?", "", address.strip(), flags=re.IGNORECASE)
    return plain.partition("?")[0].rstrip("/").removeprefix("./")


def anchors(root: Element) -> dict[str, Element]:
    """Return the elements that links can name: by id, and by the old `name` of an anchor."""
    found: dict[str, Element] = {}
    for element in root.walk():
        for name in (element.get("id"), element.get("name") if element.tag == "a" else ""):
            if name:
                found.setdefault(name, element)
    return found


PAGE_NAMES = re.compile(r"(ws )?(page ?(num(ber)?|break|mark|no)?s?|pb|pn|folio)( \d+)?")
PAGE_WORDS = re.compile(
    r"[\[({]?\s*(?:page|pg?\.?|pp?\.?|s\.|seite|стр\.?|с\.|f\.|fol\.)?\s*([0-9]+[a-z]?|[ivxlcdm]+)\s*[\])}]?",
    re.I,
)
PAGE_ANCHOR = re.compile(r"page[_.-]?([0-9]+[a-z]?|[ivxlcdm]+)", re.IGNORECASE)
"""The name of an empty anchor that marks a page, as books of Project Gutenberg have it."""


def page_label(element: Element) -> str | None:
    """Return the number of the page of the source that an element marks, none if it marks none."""
    return _said_label(element) or _anchor_label(element)


def _anchor_label(element: Element) -> str | None:
    """Return the number of a page of which only an empty anchor tells, not the element beside it as well."""
    found = PAGE_ANCHOR.fullmatch(element.get("id") or element.get("name"))
    if found is None or element.tag != "a" or element.text or element.get("href") or element.parent is None:
        return None
    beside = (*_neighbours(element), element.parent)
    return None if any(_said_label(one) == found[1] for one in beside) else found[1]


def _neighbours(element: Element) -> Iterator[Element]:
    """Yield the nearest element on either side of one that has words or says that it marks a page."""
    around = element.parent.children if element.parent is not None else []
    at = element.place
    for places in (range(at - 1, -1, -1), range(at + 1, len(around))):
        for node in (around[place] for place in places):
            if isinstance(node, str) and node.strip():
                break
            if isinstance(node, Element) and (node.text or _said_label(node)):
                yield node
                break


def _said_label(element: Element) -> str | None:
    kinds = f"{element.get('role')} {element.get('epub:type')}".lower()
    by_role = "pagebreak" in kinds
    names = (*element.get("class").split(), *(("page",) if element.get("data-page-number") else ()))
    if not by_role and not any(PAGE_NAMES.fullmatch(" ".join(words_of(name))) for name in names):
        return None
    said = (element.get("data-page-number"), element.text, element.get("title"), element.get("aria-label"))
    for words in (*said, element.get("id")):
        found = PAGE_WORDS.fullmatch(words.strip()) or (
            re.fullmatch(r"\D*?([0-9]+[a-z]?|[ivxlcdm]+)", words.strip()) if not element.text else None
        )
        if found:
            return found[1]
    return None
