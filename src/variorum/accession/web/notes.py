"""The notes of a page, tied to their calls.

A call is a link whose words are a mark of a note; its note is what stands at the link's target. Notes are
taken out of the tree wherever they stand, without their marks and the links that lead back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from variorum.accession.web.calls import (
    MARK,
    NoteLinks,
    block_of,
    is_glued,
    is_mark,
    is_raised,
    titled,
    unbracket,
    whole_call,
)
from variorum.accession.web.content import is_notes
from variorum.accession.web.page import Element, Page, count, words_of
from variorum.accession.web.regions import CallTargets, region
from variorum.findings import Diagnostic
from variorum.findings.accession import CallWithoutNote
from variorum.manuscript import LeftOut
from variorum.source import Span

BACK = re.compile(
    r"[\s^↑↩↵⏎⮐⤴⬆︎️\[\]()|]*|(go |jump )?(back|up|return)( to .*)?|a|b|c|d|e|f|g|h", re.IGNORECASE
)
ONE_NOTE = re.compile(r"\b(?:foot|end|rear)note\b")
HEADING = re.compile(
    r"[\W_]*(foot|end)?(notes?|references|anmerkungen|fußnoten|примечани[ея]|сноски|notas)[\W_]*"
    r"((and|&|und) (references|notes|sources)[\W_]*)?",
    re.IGNORECASE,
)
NOTES_HEADING, NOTE_AGAIN = "the heading of the notes", "a note that stands below as well"
ASIDE = re.compile(
    r"(?:.* )?(?:(?:foot|end) ?notes?|(?:side|margin) ?note)"
    r"(?: (?:note|text|content|body|tooltip|popup|popover))*"
)
"""What the class of a note is called that a style sheet puts into the margin, or shows over its call."""


@dataclass(slots=True, eq=False)
class PageNote:
    """A note: the mark that calls it, the line where it stands, what it holds."""

    mark: str
    line: int
    body: Element


@dataclass(slots=True)
class Notes:
    """The notes of a page by the elements that call them, and those calls that lead to nothing.

    `uncalled` are those that nothing on the page calls, `headings` those that were taken out of notes.
    """

    calls: dict[Element, PageNote] = field(default_factory=dict)
    uncalled: list[PageNote] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    headings: list[LeftOut] = field(default_factory=list)


def take(page: Page, linked: NoteLinks) -> Notes:
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
            notes.found.append(CallWithoutNote(span, call=link.text))
            if is_glued(link):
                link.style = {**link.style, "vertical-align": "super"}
    for element in list(page.root.walk()):
        made = in_place(element, notes)
        if made is not None:
            notes.calls[element] = made
    notes.uncalled += uncalled(page)
    home = around_calls((*notes.calls, *linked.targets))
    for note in (*dict.fromkeys(notes.calls.values()), *notes.uncalled):
        notes.headings += clean(note, home, page)
    return notes


def uncalled(page: Page) -> Iterator[PageNote]:
    """Yield the notes that say what they are, under a mark of their own, and that nothing calls."""
    for element in list(page.root.walk()):
        kinds = f"{element.get('role')} {element.get('epub:type')}"
        if not element.is_block or element.parent is None or not ONE_NOTE.search(kinds):
            continue
        first = next((one for one in element.walk() if one.tag in ("a", "sup") and one.text), None)
        mark = MARK.fullmatch(first.text) if first is not None else None
        said = element.text.removeprefix(first.text) if first is not None else ""
        if mark and said != element.text and re.match(r"\s*\w", said):
            yield PageNote(mark[1], element.line, detached([element], element.line))


def bodies_of(page: Page, linked: NoteLinks) -> dict[Element, PageNote]:
    """Return the notes by the elements to which calls point, taken out of the page."""
    targets = sorted(set(linked.targets.values()), key=linked.order.__getitem__)
    calls: dict[Element, list[Element]] = {}
    for link, target in linked.targets.items():
        calls.setdefault(target, []).append(link)
    held = CallTargets.of(targets)
    regions = {target: region(target, held, calls[target]) for target in targets}
    made: dict[Element, PageNote] = {}
    for target, nodes in regions.items():
        first = calls[target][0]
        mark = MARK.fullmatch(first.text)
        elements = [node for node in nodes if isinstance(node, Element)]
        if not elements or any(call.is_within(node) for call in calls[target] for node in elements):
            linked.broken.append(first)
            continue
        holder = detached(nodes, target.line)
        made[target] = PageNote(mark[1] if mark else "", target.line, holder)
    return made


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
        return aside(element, notes)
    return None


def aside(element: Element, notes: Notes) -> PageNote | None:
    """Return the note that stands in the line; if a mark stands before it, this calls it.

    Words that pop up over a mark which calls the same note below are left out, and told.
    """
    mark = mark_before(element)
    known = next((notes.calls[one] for one in mark.chain if one in notes.calls), None) if mark else None
    if known is not None and alike(known.body.text, element.text):
        words = element.text
        notes.headings.append(LeftOut(NOTE_AGAIN, element.line, count(words), words[:60]))
        element.children = []
        return None
    holder = Element("aside", {}, element.line, {}, children=list(element.children))
    for child in holder.elements:
        child.parent = holder
    element.children = []
    found = MARK.fullmatch(mark.text) if mark is not None and known is None else None
    made = PageNote(found[1] if found else "", element.line, holder)
    if mark is None or found is None:
        return made
    notes.calls[whole_call(mark)] = made
    return None


def mark_before(element: Element) -> Element | None:
    """Return the mark of a note right before an element, none if there are other words between."""
    before = element.parent.children[: element.place] if element.parent is not None else []
    for node in reversed(before):
        if isinstance(node, Element) and node.text:
            shared = set(node.attributes.items()) & set(element.attributes.items())
            tied = any(key.startswith("data-") for key, _ in shared)
            return node if is_mark(node) and (is_raised(node) or is_notes(node) or tied) else None
        if isinstance(node, str) and node.strip():
            return None
    return None


def alike(one: str, other: str) -> bool:
    """Return whether words are the same, whatever marks and signs stand around them."""
    first, second = ("".join(re.findall(r"[^\W\d]+", text)) for text in (one, other))
    return bool(second) and first.startswith(second[: len(first)]) and len(second) <= len(first)


def is_aside(element: Element) -> bool:
    """Return whether an element in the line is a note that a style sheet puts into the margin."""
    names = (" ".join(words_of(name)) for name in element.get("class").split())
    return any(ASIDE.fullmatch(name) for name in names)


def clean(note: PageNote, home: frozenset[Element], page: Page) -> list[LeftOut]:
    """Take the mark, the links that lead back and the heading out of a note; return the heading."""
    led_back = False
    headings: list[LeftOut] = []
    for link in list(note.body.walk()):
        if link.tag == "a" and page.fragment(link):
            target = page.target(link)
            if target in home and (BACK.fullmatch(link.text) or MARK.fullmatch(link.text) or not link.text):
                led_back = led_back or MARK.fullmatch(link.text) is not None
                link.children = []
                unbracket(link)
        elif link.is_block and link is not note.body and HEADING.fullmatch(link.text):
            words = link.text
            if words:
                headings.append(LeftOut(NOTES_HEADING, link.line, count(words), words[:60]))
            link.children = []
    first = next(note.body.elements, None)
    if first is not None and first.tag == "tr":
        cells = list(first.elements)
        note.body.children = [node for cell in cells[1:] or cells for node in (cell,)]
    strip_mark(note, led_back, first is not None and first.tag == "li")
    return headings


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
