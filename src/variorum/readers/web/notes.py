"""The notes of a page, tied to their calls: links to a place below, titles that pop up, notes in the margin.

A call is a link whose words are a mark of a note; its note is what stands at the link's target. Notes are
taken out of the tree wherever they stand, without their marks and the links that lead back.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from variorum.diagnostics import Code, Diagnostic
from variorum.readers.web.content import is_notes, seen
from variorum.readers.web.page import HEADINGS, Element, Page, count, page_label, words_of
from variorum.source import Span

MARK = re.compile(
    r"[\s\[({]*(?:(?:n(?:ote)?|fn)\.?\s*)?(\d{1,4}[a-z]?|[a-z]{1,2}|[ivxl]{1,7}|\*{1,4}|[†‡§¶]{1,3})[\s\])}.:]*",
    re.IGNORECASE,
)
NAMES = re.compile(
    r"fn|ft?n(ote)?|edn|note|sdfoot|sdend|cite|^_?n\W?\d|^en\d|^r(ef)?\d|anm|reference|^[*†‡]", re.I
)
BACK = re.compile(
    r"[\s^↑↩↵⏎⮐⤴⬆︎️\[\]()|]*|(go |jump )?(back|up|return)( to .*)?|a|b|c|d|e|f|g|h", re.IGNORECASE
)
HEADING = re.compile(
    r"[\W_]*(foot|end)?(notes?|references|anmerkungen|fußnoten|примечани[ея]|сноски|notas)[\W_]*"
    r"((and|&|und) (references|notes|sources)[\W_]*)?",
    re.IGNORECASE,
)
TITLES = ("title", "data-title", "data-content", "data-note", "data-footnote", "data-tippy-content")


@dataclass(slots=True, eq=False)
class PageNote:
    """A note: the mark that calls it, the line where it stands, what it holds."""

    mark: str
    line: int
    body: Element


@dataclass(slots=True)
class Notes:
    """The notes of a page by the elements that call them, and those calls that lead to nothing."""

    calls: dict[Element, PageNote] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)


@dataclass(slots=True)
class Linked:
    """Calls and the elements to which they point, before anything is taken out of the page."""

    page: Page
    order: dict[Element, int]
    targets: dict[Element, Element] = field(default_factory=dict)
    broken: list[Element] = field(default_factory=list)

    @classmethod
    def of(cls, page: Page) -> Linked:
        """Return the calls of a page."""
        made = cls(page, {element: at for at, element in enumerate(page.root.walk())})
        made.find()
        if not made.targets:
            made.targets.update(unlinked(page.root))
        return made

    def find(self) -> None:
        """Find the links that call a note."""
        for link in self.page.root.walk():
            if link.tag != "a" or not self.page.fragment(link) or page_label(link):
                continue
            if not is_mark(link):
                continue
            target = self.page.target(link)
            if target is None:
                named = by_name(link, self.page.fragment(link)) or "[" in around(link)
                if named and not begins_block(link):
                    self.broken.append(link)
            elif self.calls(link, target):
                self.targets[link] = target

    def calls(self, link: Element, target: Element) -> bool:
        """Return whether a link calls a note rather than leads back from one or to a part of the text."""
        if target.tag in HEADINGS or target is link or link.within(target):
            return False
        known = by_name(link, self.page.fragment(link)) or is_raised(link) or is_notes(target)
        mark = MARK.fullmatch(link.text)
        begins = re.match(r"[\s\[(]*(\w+|[*†‡§])", text_from(target))
        same = mark is not None and begins is not None and begins[1] == mark[1] and around(link)[:1] in "[("
        if not known and not same:
            return False
        forward = self.order[target] > self.order[link]
        return forward or (is_notes(target) and not is_notes(block_of(link)))


def take(page: Page, linked: Linked) -> Notes:
    """Take the notes out of a page; what calls them stays in its place."""
    notes = Notes()
    bodies = bodies_of(page, linked)
    for link, target in linked.targets.items():
        body = bodies.get(target)
        if body is not None:
            call = whole_call(link)
            notes.calls[call] = body
            unbracket(call)
    for link in linked.broken:
        if not titled(link):
            span = Span(page.path, link.line, 1, link.line, 1)
            notes.found.append(Diagnostic.of(Code.CALL_WITHOUT_NOTE, span, call=link.text))
    for element in list(page.root.walk()):
        made = in_place(element, notes)
        if made is not None:
            notes.calls[element] = made
    home = around_calls((*notes.calls, *linked.targets))
    for note in dict.fromkeys(notes.calls.values()):
        clean(note, home, page)
    return notes


# ---- calls


def is_mark(element: Element) -> bool:
    """Return whether the words of an element are a mark of a note: a number, a letter, a sign."""
    text = element.text
    role = f"{element.get('role')} {element.get('epub:type')}"
    return MARK.fullmatch(text) is not None or "noteref" in role


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


def around(link: Element) -> str:
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
        if parent.within(element):
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


# ---- what notes hold


@dataclass(frozen=True, slots=True)
class Held:
    """The elements to which calls point, and how many of them each element holds."""

    targets: frozenset[Element]
    counts: Counter[Element]

    @classmethod
    def of(cls, targets: Sequence[Element]) -> Held:
        """Return what elements hold of some targets."""
        return cls(frozenset(targets), Counter(around for target in targets for around in target.chain))

    def sole(self, element: Element) -> bool:
        """Return whether an element holds no more than one note."""
        return self.counts[element] <= 1


def bodies_of(page: Page, linked: Linked) -> dict[Element, PageNote]:
    """Return the notes by the elements to which calls point, taken out of the page."""
    targets = sorted(set(linked.targets.values()), key=linked.order.__getitem__)
    calls: dict[Element, list[Element]] = {}
    for link, target in linked.targets.items():
        calls.setdefault(target, []).append(link)
    held = Held.of(targets)
    regions = {target: region(target, held, calls[target]) for target in targets}
    made: dict[Element, PageNote] = {}
    for target, nodes in regions.items():
        first = calls[target][0]
        mark = MARK.fullmatch(first.text)
        elements = [node for node in nodes if isinstance(node, Element)]
        if not elements or any(call.within(node) for call in calls[target] for node in elements):
            linked.broken.append(first)
            continue
        holder = detached(nodes, target.line)
        made[target] = PageNote(mark[1] if mark else "", target.line, holder)
    return made


def region(target: Element, held: Held, calls: Sequence[Element]) -> list[Element | str]:
    """Return the nodes of a note, from the element to which its call points."""
    if target.tag == "dt":
        return [target, *described(target, held)]
    if target.tag in ("td", "th"):
        target = target.parent or target
    if target.tag == "tr" or target.is_block:
        whole = widened(target, held, calls)
        return [whole, *continuation(whole, held)]
    block = block_of(target)
    if block.tag in ("td", "th") and block.parent is not None and held.sole(block.parent):
        return [block.parent]
    if not block.text or (not target.text and not holds_text(block)):
        return list(next_block(block, held))
    if held.sole(block) and begins_block(target) and not holds_blocks(block):
        whole = widened(block, held, calls)
        return [whole, *continuation(whole, held)]
    return slice_of(block, target, held)


def holds_text(block: Element) -> bool:
    """Return whether a block has words of its own rather than blocks."""
    return not holds_blocks(block) or any(isinstance(c, str) and c.strip() for c in block.children)


def holds_blocks(block: Element) -> bool:
    """Return whether a block has other blocks in it."""
    return any(one.is_block for one in block.walk() if one is not block)


def widened(block: Element, held: Held, calls: Sequence[Element]) -> Element:
    """Return a block with what holds this note alone and says that it is a note."""
    while (
        block.parent is not None
        and block.tag != "li"
        and is_notes(block.parent)
        and held.sole(block.parent)
        and not any(call.within(block.parent) for call in calls)
    ):
        block = block.parent
    return block


def continuation(block: Element, held: Held) -> Iterator[Element | str]:
    """Yield the blocks that go on with a note: up to the next, or to the end of what holds notes alone."""
    parent = block.parent
    if parent is None or block.tag in ("li", "tr", "aside", "dd", "section") or block in held.targets:
        return
    following: list[Element | str] = []
    for node in parent.children[block.place + 1 :]:
        if isinstance(node, Element):
            if held.counts[node]:
                yield from following
                return
            if node.tag in (*HEADINGS, "hr") or not seen(node):
                break
        following.append(node)
    if is_notes(parent):
        yield from following


def described(target: Element, held: Held) -> Iterator[Element]:
    """Yield the elements behind a term that describe it."""
    assert target.parent is not None
    for node in target.parent.children[target.place + 1 :]:
        if isinstance(node, Element):
            if node.tag != "dd" or held.counts[node]:
                return
            yield node


def next_block(block: Element, held: Held) -> Iterator[Element | str]:
    """Yield the block behind an empty anchor, and what goes on with it."""
    if block.parent is None:
        return
    for node in block.parent.children[block.place + 1 :]:
        if isinstance(node, Element) and node.text:
            if not held.counts[node] and node.is_block:
                yield node
                yield from continuation(node, held)
            return


def slice_of(block: Element, target: Element, held: Held) -> list[Element | str]:
    """Return the part of a block from the mark of one note to that of the next."""
    start = next(one for one in target.chain if one.parent is block or not held.sole(one.parent or one))
    holder = start.parent or block
    nodes: list[Element | str] = [start]
    after = holder.children[start.place + 1 :]
    empty = not start.text
    for at, node in enumerate(after):
        if isinstance(node, Element) and (held.counts[node] or node.tag in (*HEADINGS, "hr")):
            if nodes and isinstance(nodes[-1], str) and re.fullmatch(r"\s*[\[(]\s*", nodes[-1]):
                nodes.pop()
            break
        if empty and isinstance(node, Element) and node.is_block:
            # An empty anchor before a paragraph names that paragraph.
            return [start, node, *continuation(node, held)]
        nodes.append(node)
        if at > 4000:
            break
    return nodes


def detached(nodes: Sequence[Element | str], line: int) -> Element:
    """Take nodes, children of one element in their order, out of the page into a holder of their own."""
    holder = Element("aside", {}, line, {})
    first = nodes[0]
    assert isinstance(first, Element) and first.parent is not None
    parent, at = first.parent, first.place
    before = parent.children[at - 1] if at else None
    if isinstance(before, str):
        # The bracket that opens before a mark goes with it.
        parent.children[at - 1] = re.sub(r"[\[(]\s*$", "", before)
    for node in nodes:
        while parent.children[at] is not node:
            at += 1
        del parent.children[at]
        if isinstance(node, Element):
            node.parent = holder
        holder.children.append(node)
    return holder


def in_place(element: Element, notes: Notes) -> PageNote | None:
    """Return the note that an element is or that pops up over it, where it stands in the line."""
    if element.is_block or any(one in notes.calls for one in element.chain):
        return None
    title = titled(element)
    if title and is_mark(element) and element.text and (is_raised(element) or is_notes(element)):
        mark = MARK.fullmatch(element.text)
        holder = Element("aside", {}, element.line, {}, children=[title])
        return PageNote(mark[1] if mark else "", element.line, holder)
    if is_aside(element) and count(element.text) > 1 and block_of(element).text != element.text:
        holder = Element("aside", {}, element.line, {}, children=list(element.children))
        for child in holder.elements:
            child.parent = holder
        element.children = []
        return PageNote("", element.line, holder)
    return None


def is_aside(element: Element) -> bool:
    """Return whether an element in the line is a note that a style sheet puts into the margin."""
    plain = {" ".join(words_of(name)) for name in element.get("class").split()}
    return bool(
        plain & {"sidenote", "marginnote", "side note", "margin note", "footnote", "foot note", "endnote"}
    )


def clean(note: PageNote, home: frozenset[Element], page: Page) -> None:
    """Take the mark, the links that lead back and the heading out of a note."""
    led_back = False
    for link in list(note.body.walk()):
        if link.tag == "a" and page.fragment(link):
            target = page.target(link)
            if target in home and (BACK.fullmatch(link.text) or MARK.fullmatch(link.text) or not link.text):
                led_back = led_back or MARK.fullmatch(link.text) is not None
                link.children = []
        elif link.is_block and link is not note.body and HEADING.fullmatch(link.text):
            link.children = []
    first = next(note.body.elements, None)
    if first is not None and first.tag == "tr":
        cells = list(first.elements)
        note.body.children = [node for cell in cells[1:] or cells for node in (cell,)]
    strip_mark(note, led_back, first is not None and first.tag == "li")


def around_calls(calls: Iterable[Element]) -> frozenset[Element]:
    """Return the elements to which a link back may point: calls, what is in, around or before them."""
    found: set[Element] = set()
    for call in calls:
        found.update((*call.walk(), *call.chain))
        if call.parent is not None:
            before = call.parent.children[max(call.place - 2, 0) : call.place]
            found.update(one for one in before if isinstance(one, Element) and not one.text)
    return frozenset(found)


def strip_mark(note: PageNote, led_back: bool, counted: bool) -> None:
    """Take the mark of a note off its beginning; in a counted list a bare number may be a word."""
    strings: list[tuple[Element, int, str]] = []
    length = 0
    for string, parent in note.body.strings():
        at = next(i for i, child in enumerate(parent.children) if child is string)
        strings.append((parent, at, string))
        length += len(string.strip())
        if length > 24:
            break
    text = "".join(string for _, _, string in strings)
    left = mark_end(text, note.mark, own_element(note, strings), counted)
    if left == 0:
        led = re.match(r"[\s^↑↩]*[\])}.:]?" if led_back else r"[\s^↑↩]*", text)
        left = led.end() if led else 0
    for parent, at, string in strings:
        cut = min(left, len(string))
        parent.children[at] = string[cut:].lstrip() if cut == left or string.isspace() else string[cut:]
        left -= cut
        if left == 0 and string[cut:].strip():
            return


def mark_end(text: str, mark: str, apart: bool, counted: bool) -> int:
    """Return where the mark at the beginning of a note ends, 0 where there is none.

    It is one if brackets stand around it or a point behind it, or if it stands in an element `apart`.
    """
    opening = re.match(r"\s*[\[(]?\s*", text)
    start = opening.end() if opening else 0
    if not mark or not text.startswith(mark, start):
        return 0
    behind = text[start + len(mark) :]
    closing = re.match(r"\s*[\])}]?\s*[.:]?", behind)
    closed = closing.group().strip() if closing else ""
    if apart or closed:
        return start + len(mark) + (closing.end() if closing else 0)
    return start + len(mark) if not counted and not re.match(r"\w", behind) else 0


def own_element(note: PageNote, strings: Sequence[tuple[Element, int, str]]) -> bool:
    """Return whether the mark of a note stands in an element of its own."""
    first = next((entry for entry in strings if entry[2].strip()), None)
    return first is not None and not first[0].is_block and first[0].text.strip("[]().: ") == note.mark
