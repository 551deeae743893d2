"""The calls of notes on a page: links to a place below, raised marks, words that pop up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from variorum.accession.web.content import is_notes
from variorum.accession.web.page import HEADINGS, Element, Page, page_label

MARK = re.compile(
    r"[\s\[({]*(?:(?:n(?:ote)?|fn)\.?\s*)?(\d{1,4}[a-z]?|[a-z]{1,2}|[ivxl]{1,7}|\*{1,4}|[†‡§¶]{1,3})[\s\])}.:]*",
    re.IGNORECASE,
)
WORDED = re.compile(r"\s*(?:n(?:ote)?|fn)\.?\s*\d", re.IGNORECASE)
NAMES = re.compile(
    r"fn|ft?n(ote)?|edn|note|sdfoot|sdend|cite|^_?n\W?\d|^en\d|^r(ef)?\d|anm|reference|^[*†‡]", re.I
)
TITLES = ("title", "data-title", "data-content", "data-note", "data-footnote", "data-tippy-content")


@dataclass(slots=True)
class NoteLinks:
    """Calls and the elements to which they point, before anything is taken out of the page."""

    page: Page
    order: dict[Element, int]
    targets: dict[Element, Element] = field(default_factory=dict)
    broken: list[Element] = field(default_factory=list)

    @classmethod
    def of(cls, page: Page) -> NoteLinks:
        """Return the calls of a page."""
        made = cls(page, {element: at for at, element in enumerate(page.root.walk())})
        made.find()
        if not made.targets:
            made.targets.update(unlinked(page.root))
        return made

    def find(self) -> None:
        """Find the links that call a note."""
        for link in self.page.root.walk():
            if link.tag != "a" or page_label(link) or not is_mark(link):
                continue
            if not self.page.fragment(link):
                if by_name(link, link.get("href").partition("#")[2]) and not begins_block(link):
                    self.broken.append(link)  # its note is in another file
                continue
            target = self.page.target(link)
            if target is None:
                named = by_name(link, self.page.fragment(link)) or "[" in words_around(link)
                if named and not begins_block(link):
                    self.broken.append(link)
            elif self.calls(link, target):
                self.targets[link] = target
        called = {target for link, target in self.targets.items() if not is_worded(link)}
        self.targets = {
            link: target
            for link, target in self.targets.items()
            if target not in called or not is_worded(link)
        }

    def calls(self, link: Element, target: Element) -> bool:
        """Return whether a link calls a note rather than leads back from one or to a part of the text."""
        if target.tag in HEADINGS or target is link or link.is_within(target):
            return False
        known = by_name(link, self.page.fragment(link)) or is_raised(link) or is_notes(target)
        mark = MARK.fullmatch(link.text)
        begins = re.match(r"[\s\[(]*(\w+|[*†‡§])", text_from(target))
        same = (
            mark is not None
            and begins is not None
            and begins[1] == mark[1]
            and words_around(link)[:1] in "[("
        )
        if not known and not same:
            return False
        forward = self.order[target] > self.order[link]
        return forward or (is_notes(target) and not is_notes(block_of(link)))


def is_mark(element: Element) -> bool:
    """Return whether the words of an element are a mark of a note: a number, a letter, a sign."""
    text = element.text
    role = f"{element.get('role')} {element.get('epub:type')}"
    return MARK.fullmatch(text) is not None or "noteref" in role


def is_worded(link: Element) -> bool:
    """Return whether a link in a line says "note 1": where a mark calls the note, words refer to it."""
    role = f"{link.get('role')} {link.get('epub:type')}"
    return WORDED.match(link.text) is not None and not is_raised(link) and "noteref" not in role


def by_name(link: Element, fragment: str) -> bool:
    """Return whether a link says by role, class or target that it calls a note."""
    kinds = f"{link.get('role')} {link.get('epub:type')}"
    names = (fragment, *link.get("class").split())
    return "noteref" in kinds or any(NAMES.search(name) for name in names)


def is_raised(element: Element) -> bool:
    """Return whether the words of an element are raised."""
    inside = [one for one in element.walk() if one.tag == "sup" or one.style.get("vertical-align") == "super"]
    for one in element.chain:
        if one.is_block:
            break
        if one.tag == "sup" or one.style.get("vertical-align") == "super":
            return True
    return bool(inside) and inside[0].text == element.text


def is_glued(link: Element) -> bool:
    """Return whether a figure or letter would be one of the word before it, if nothing raised it."""
    before = words_around(link).partition(link.text)[0]
    return bool(before.strip(" \t\n\u00a0([{")) and link.text[:1].isalnum() and not is_raised(link)


def words_around(link: Element) -> str:
    """Return the words of a link with the signs that stand beside it."""
    if link.parent is None:
        return link.text
    before, after = "", ""
    for node in reversed(link.parent.children[: link.place]):
        before = before or (node if isinstance(node, str) else node.text)
    for node in link.parent.children[link.place + 1 :]:
        after = after or (node if isinstance(node, str) else node.text)
    return f"{before[-1:]}{link.text}{after[:1]}"


def text_from(element: Element, length: int = 16) -> str:
    """Return the first words from an element on, to the end of its block."""
    block = block_of(element)
    made = element.text
    one = element
    while len(made) < length and one is not block and one.parent is not None:
        for node in one.parent.children[one.place + 1 :]:
            made += node if isinstance(node, str) else node.text
            if len(made) >= length:
                break
        one = one.parent
    return made[:length]


def block_of(element: Element) -> Element:
    """Return the block in which an element stands, or itself."""
    return next((one for one in element.chain if one.is_block), element)


def begins_block(element: Element) -> bool:
    """Return whether nothing but signs stands before an element in its block."""
    block = block_of(element)
    before: list[str] = []
    for string, parent in block.strings():
        if parent.is_within(element):
            break
        before.append(string)
    else:
        return not block.text
    return not re.search(r"\w", "".join(before))


def whole_call(link: Element) -> Element:
    """Return a call with what wraps it alone: its `sup`, its brackets' span."""
    call = link
    while call.parent is not None and not call.parent.is_block and MARK.fullmatch(call.parent.text or "-"):
        call = call.parent
    return call


def unbracket(call: Element) -> None:
    """Take away the brackets right before and behind a call."""
    parent = call.parent
    if parent is None:
        return
    at = call.place
    before = next((i for i in range(at - 1, -1, -1) if not isinstance(parent.children[i], Element)), None)
    after = next(
        (i for i in range(at + 1, len(parent.children)) if isinstance(parent.children[i], str)), None
    )
    if before is None or after is None or any(one.text for one in parent.children[before + 1 : at]):  # type: ignore[union-attr]
        return
    opening, closing = str(parent.children[before]), str(parent.children[after])
    if (opening[-1:], closing[:1]) in (("(", ")"), ("[", "]")):
        parent.children[before], parent.children[after] = opening[:-1], closing[1:]


def titled(element: Element) -> str:
    """Return the words that pop up over an element, empty if they are none or repeat it."""
    said = next((element.get(name) for name in TITLES if element.get(name).strip()), "")
    return "" if said.strip() == element.text else said.strip()


def unlinked(root: Element) -> Iterator[tuple[Element, Element]]:
    """Yield raised marks and the blocks that begin with them, where numbers alone tie notes."""
    marks: dict[str, list[Element]] = {}
    for element in root.walk():
        found = MARK.fullmatch(element.text) if element.tag == "sup" else None
        if found and found[1][0].isdigit() and not any(one.tag == "a" for one in element.chain):
            marks.setdefault(found[1], []).append(element)
    for pair in marks.values():
        if len(pair) == 2 and begins_block(pair[1]) and not begins_block(pair[0]):
            yield pair[0], pair[1]
