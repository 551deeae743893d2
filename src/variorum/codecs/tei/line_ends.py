"""Line ends inside words: as an encoding says, or as its hyphens and blanks let one guess.

A word goes on over a line end, or over a row of ends of lines, columns and pages, where one of them says
`break="no"`. Where none says anything it goes on

* if its `@rend`, `@rendition` or `@type` is a word for it (`hyphen`, `noBreak`, …);
* if a hyphen stands before the line end and a letter behind it, unless in "May- and June";
* if a hyphen or a dash stands between figures, as in "1914-18": it is one of the word, and stays;
* if small letters stand on its sides without a blank, and the text nowhere ends a line so between words.

It does not where one `w` ends right before it and another begins right behind it.

A page begins between two words, though no blank parts them, where the text has both elsewhere, never as one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from variorum.codecs.tei.attributes import HYPHENS
from variorum.codecs.tei.reading.space import ASIDE, BLOCKS, PICTURES, are_words
from variorum.words.divisions import CONJUNCTIONS

ENDS = frozenset({"lb", "pb", "cb", "gb"})
"""Elements that end a line, a column or a page."""
APART = ASIDE | {"fw"}
"""Elements whose words are none of the words around them."""
OTHER_FORMS = frozenset({"corr", "reg", "expan", "ex", "rdg"})
"""Elements of a choice or an entry of the apparatus that stand for words beside them: none goes on in one."""
HOLDS_ELEMENTS = frozenset({"app", "choice", "rdgGrp", "ruby", "subst"})
"""Elements in line that hold elements alone."""
UNWRITTEN = frozenset({"anchor", "addSpan", "damageSpan", "delSpan", "handShift", "index", "milestone"})
"""Elements that may stand at a line end and print no words."""
WORDLESS = frozenset({"gap", *PICTURES})
UNWORDED = "\ufffc"
"""Elements that stand for what is no word, and the sign that stands for them here."""
JOINING = frozenset(
    {
        "-",
        "¬",
        "hyphen",
        "hyphenated",
        "hypheninword",
        "inword",
        "nobreak",
        "no-break",
        "worddiv",
        "word-division",
    }
)
"""Words by which encodings say that a word goes on."""
FIRST_WORD = re.compile(r"[^\W\d_]+")
LAST_WORD = re.compile(r"[^\W\d_]+\Z")
SET_LINES = frozenset(
    {"addrLine", "address", "byline", "closer", "dateline", "docImprint", "head", "l", "opener", "salute"}
) | {"signed", "titlePart", "trailer"}
"""Elements whose lines are set: they end between words."""

BETWEEN_FIGURES = ("–", "/")

Piece = str | etree._Element | None
"""Words, the end of a line or page, or the end of a block."""


@dataclass(frozen=True, slots=True)
class LineEnd:
    """A row of ends of lines and pages with nothing between them, and the words on its sides.

    `is_worded`: nothing that is no word stands between it and them.
    """

    elements: tuple[etree._Element, ...]
    before: str
    behind: str
    is_worded: bool

    @property
    def answer(self) -> str | None:
        """Return what one of the elements says of the word, the one that says it goes on before others."""
        breaks = [one.get("break") for one in self.elements if one.get("break") is not None]
        return "no" if "no" in breaks else (breaks[0] if breaks else None)

    @property
    def is_bare(self) -> bool:
        """Return whether no blank stands beside it."""
        return bool(self.before and self.behind) and not (
            self.before[-1].isspace() or self.behind[0].isspace()
        )

    @property
    def is_hyphened(self) -> bool:
        """Return whether a word is divided by a hyphen."""
        before, behind = self.before.rstrip(), self.behind.lstrip()
        first = FIRST_WORD.match(behind)
        divided = _is_line(self) and before.endswith(HYPHENS) and before[-2:-1].isalpha()
        return divided and first is not None and first[0] not in CONJUNCTIONS

    @property
    def is_in_figures(self) -> bool:
        """Return whether two figures are one number or a pair, with a hyphen, dash or stroke between them."""
        before, behind = self.before.rstrip(), self.behind.lstrip()
        ends = before.endswith((*HYPHENS, *BETWEEN_FIGURES)) and before[-2:-1].isdigit()
        return _is_line(self) and ends and behind[:1].isdigit()

    @property
    def is_named(self) -> bool:
        """Return whether the encoding has a word of its own for it."""
        said = (one.get(name, "") for one in self.elements for name in ("rend", "rendition", "type"))
        return any(word.removeprefix("#").lower() in JOINING for words in said for word in words.split())

    @property
    def parts_words(self) -> bool:
        """Return whether it stands between two words that the encoding says are words. TEI `w`."""
        first, last = self.elements[0], self.elements[-1]
        before, behind = first.getprevious(), last.getnext()
        if before is None or behind is None or before.tail or last.tail:
            return False
        return are_words(before, behind)

    @property
    def parts_letters(self) -> bool:
        """Return whether small letters stand against it, where lines are none of their own."""
        set_ = any(_name(around) in SET_LINES for around in self.elements[0].iterancestors())
        return self.is_bare and not set_ and self.before[-1].isalpha() and self.behind[0].islower()


@dataclass(frozen=True, slots=True)
class Guesses:
    """Ends of lines over which words seem to go on, and beginnings of pages at which a blank is lacking."""

    joined: tuple[etree._Element, ...]
    parted: tuple[etree._Element, ...]


def join(root: etree._Element) -> Guesses:
    """Say of all line ends whether words go on over them; return those of which that is a guess."""
    flows = _flows(root)
    ends = [end for flow in flows for end in _of_flow(flow)]
    parted = _between_words(flows, ends)
    for one in (*parted, *(end for end in ends if end.answer is None and end.parts_words)):
        one.elements[0].set("break", "yes")
    guessed = _guesses(ends)
    known = set(map(id, guessed))
    for one in ends:
        goes_on = id(one) in known or one.answer == "no"
        for element in one.elements:
            if element.get("break") is None and (goes_on or _name(element) == "lb"):
                element.set("break", "no" if goes_on else "yes")
    return Guesses(
        tuple(one.elements[0] for one in guessed),
        tuple(one.elements[0] for one in parted),
    )


def _between_words(flows: Sequence[Sequence[Piece]], ends: Sequence[LineEnd]) -> list[LineEnd]:
    """Return the beginnings of pages between words of the text that stand side by side without a blank."""
    pages = [one for one in ends if one.is_bare and one.answer is None and _is_page(one)]
    sides = [
        (one, before[0].lower(), behind[0].lower())
        for one in pages
        if one.is_worded
        and not one.is_named
        and (before := LAST_WORD.search(one.before))
        and (behind := FIRST_WORD.match(one.behind))
    ]
    if not sides:
        return []
    asked = {word for _, before, behind in sides for word in (before, behind, before + behind)}
    words = Counter(
        word
        for flow in flows
        for piece in flow
        if isinstance(piece, str)
        for word in filter(asked.__contains__, map(str.lower, FIRST_WORD.findall(piece)))
    )
    return [
        one
        for one, before, behind in sides
        if words[before] > 1 and words[behind] > 1 and not words[before + behind]
    ]


def part(root: etree._Element) -> None:
    """Say of line ends between words that they are, where a reader would guess that a word goes on."""
    for one in _guesses([end for flow in _flows(root) for end in _of_flow(flow)]):
        for element in one.elements:
            if element.get("break") is None:
                element.set("break", "yes")


def _guesses(ends: Sequence[LineEnd]) -> list[LineEnd]:
    """Return the line ends over which words seem to go on, though nothing says so."""
    unsaid = [one for one in ends if one.answer is None]
    bare = [one for one in unsaid if one.is_bare and not one.is_named and not one.before.endswith(HYPHENS)]
    parted = any(not one.parts_letters for one in bare)
    return [
        one
        for one in unsaid
        if not one.parts_words
        and (
            one.is_named
            or one.is_hyphened
            or one.is_in_figures
            or (not parted and one.parts_letters and _is_line(one))
        )
    ]


def _is_page(end: LineEnd) -> bool:
    """Return whether a page begins there, and no element holds words of its own."""
    return all(_name(one) == "pb" and not one.text and not len(one) for one in end.elements)


def _is_line(end: LineEnd) -> bool:
    return any(_name(one) == "lb" for one in end.elements)


def _flows(root: etree._Element) -> list[list[Piece]]:
    """Return the words and line ends of a text, those of each note by themselves."""
    flows: list[list[Piece]] = [[]]
    _gather(root, flows[0], flows)
    return flows


def _of_flow(flow: Sequence[Piece]) -> Iterator[LineEnd]:
    """Yield the line ends of a flow."""
    row: list[etree._Element] = []
    before = behind = ""
    for piece in (*flow, None):
        if isinstance(piece, str):
            behind += piece
            continue
        if piece is not None and row and not behind.replace(UNWORDED, "").strip():
            row.append(piece)
            continue
        if row:
            beside = before[-1:], behind[:1]
            left, right = before.replace(UNWORDED, ""), behind.replace(UNWORDED, "")
            yield LineEnd(tuple(row), left, right, UNWORDED not in beside)
        before = behind if piece is not None else ""
        behind, row = "", [piece] if piece is not None else []


def _gather(element: etree._Element, flow: list[Piece], flows: list[list[Piece]]) -> None:
    """Add what stands in an element to a flow of pieces."""
    between = _name(element) in HOLDS_ELEMENTS  # blanks there are none of the text
    if element.text and not (between and element.text.isspace()):
        flow.append(element.text)
    for child in element:
        name = _name(child)
        if name in APART or (name in OTHER_FORMS and _name(element) in ("choice", "app")):
            flows.append([])
            _gather(child, flows[-1], flows)
        elif name in ENDS:
            flow.append(child)
        elif name in BLOCKS:
            flow.append(None)
            _gather(child, flow, flows)
            flow.append(None)
        elif name == "space" and not len(child):
            flow.append(" ")
        elif name in WORDLESS:
            flow.append(UNWORDED)
        elif name not in UNWRITTEN:
            _gather(child, flow, flows)
        if child.tail and not (between and child.tail.isspace()):
            flow.append(child.tail)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
