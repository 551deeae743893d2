"""Where the elements of a tree, and the characters in and between them, stand in the text it was parsed of.

The parser tells a line for an element and nothing of characters. One pass over the text, which is known to be
well-formed, finds its tags; they are tied to the elements of the tree by their order, before anything changes
it. What moves characters from one element to another says so here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from lxml import etree

from variorum.source import Source, Span

WHITE = " \t\r\n"
MARKUP = re.compile(
    r"""<(?:
      [^!?"'>] [^"'>]*+ (?: (?: "[^"]*+" | '[^']*+' ) [^"'>]*+ )*+ >   # a tag, with values that may hold “>”
    | !-- .*? -->
    | \? .*? \?>
    | !\[CDATA\[ .*? \]\]>
    | !DOCTYPE [^\["'>]*+ (?: (?: "[^"]*+" | '[^']*+' ) [^\["'>]*+ )*+
      (?: \[ (?: <!--.*?--> | <\?.*?\?> | "[^"]*+" | '[^']*+' | [^\]"'<]++ | < )*+ \] \s*+ )? >
    )""",
    re.DOTALL | re.VERBOSE,
)
REFERENCE = re.compile(MARKUP.pattern + r"| &(?!(?:lt|gt|amp|quot|apos);) [^#;&]++ ;", MARKUP.flags)
"""Markup, and the references to entities that a file may declare."""
DECLARATION = re.compile(r"<\?xml\s")
LEADING = re.compile(r"(?:[ \t\r\n]++|<!--.*?-->|<\?.*?\?>)*+", re.DOTALL)

Stretch = tuple[int, int]


@dataclass(slots=True)
class Places:
    """The places of a tree in its source; those of a tree that was parsed of no source know none.

    `edges` are the stretches of the tags, in order; `opened` and `closed` the numbers of the tags of each
    element, and `numbers` the elements by their number. `others` are the stretches of what is no element:
    comments, instructions, references to entities. `moved` has the stretch of characters that stand elsewhere
    in the tree than in the source: behind an element, or in it before its first child.
    """

    source: Source
    edges: list[Stretch] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    numbers: dict[Any, int] = field(default_factory=dict)
    others: dict[Any, Stretch] = field(default_factory=dict)
    moved: dict[tuple[Any, bool], Stretch] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Return the name of the file."""
        return self.source.path

    def span(self, element: etree._Element) -> Span:
        """Return the start tag of an element; of what has none in the file, that of what it stands in."""
        stretch = self._tag(element)
        if stretch is not None:
            return self.source.span(*stretch)
        line: Any = getattr(element, "sourceline", None) or 1
        return Span(self.path, line, 1, line, 1)

    def before(self, element: etree._Element) -> Span:
        """Return the place before an element, in which nothing of the file stands."""
        place = self.span(element)
        return Span(place.path, *place.start, *place.start)

    def words(self, element: etree._Element, tail: bool, words: str) -> Span | None:
        """Return the stretch of the words in an element before its first child, or behind the element.

        It ends at the words, for which white space at their ends may have been folded or taken away.
        """
        stretch = self.stretch(element, tail)
        if stretch is None:
            return None
        if self.source.text[slice(*stretch)] != words:
            stretch = self._trimmed(stretch, words)
        return self.source.span(*stretch)

    def content(self, *elements: etree._Element) -> Span | None:
        """Return the stretch from the first words in elements to the last; none if they have none."""
        text = self.source.text
        held: list[Stretch] = []
        for number in (self.numbers[element] for element in elements if element in self.numbers):
            tags = self.edges[self.opened[number] : self.closed[number] + 1]
            gaps = ((before[1], behind[0]) for before, behind in pairwise(tags))
            held += (gap for gap in gaps if not LEADING.fullmatch(text, *gap))
        if not held:
            return None
        return self.source.span(_start(text, min(held), 0), _end(text, max(held), 0))

    def stretch(self, element: etree._Element, tail: bool) -> Stretch | None:
        """Return where the characters in an element before its first child stand, or those behind it.

        Comments and instructions among them are taken for nothing.
        """
        moved = self.moved.get((element, tail))
        number = self.numbers.get(element)
        if moved is not None or number is None:
            return moved
        edge = self.closed[number] if tail else self.opened[number]
        end = self.edges[edge + 1][0] if edge + 1 < len(self.edges) else len(self.source.text)
        return self.edges[edge][1], end

    def piece(self, node: etree._Element, tail: bool) -> Stretch | None:
        """Return such a stretch as far as the next markup of any kind; `node` may be a comment."""
        known = self.moved.get((node, tail))
        if known is not None or node not in self.numbers.keys() | self.others.keys():
            return known
        stretch = self.stretch(node, tail)
        start = self.others[node][1] if stretch is None else stretch[0]
        marks = MARKUP.finditer(self.source.text, start)
        return start, next(found.start() for found in marks if not found[0].startswith("<!["))

    def move(self, stretch: Stretch | None, element: etree._Element, tail: bool = False) -> None:
        """Say that the characters of a stretch stand now in an element, or behind it."""
        if stretch is not None:
            self.moved[element, tail] = stretch

    def put(self, made: etree._Element, place: etree._Element) -> None:
        """Say that an element that is in no file stands for the place of another."""
        made.sourceline = place.sourceline
        number = self.numbers.get(place)
        if number is not None:
            self.numbers[made] = number
            self.moved[made, False] = self.moved[made, True] = (self.edges[self.opened[number]][0],) * 2

    def _tag(self, element: etree._Element) -> Stretch | None:
        if element in self.others:
            return self.others[element]
        around: etree._Element | None = element
        while around is not None:
            number = self.numbers.get(around)
            if number is not None:
                return self.edges[self.opened[number]]
            around = around.getparent()
        return None

    def _trimmed(self, stretch: Stretch, words: str) -> Stretch:
        text = self.source.text
        start = _start(text, stretch, len(words) - len(words.lstrip(WHITE)))
        if not words.strip(WHITE):
            return start, stretch[1]
        return start, _end(text, (start, stretch[1]), len(words) - len(words.rstrip(WHITE)))


def places_of(source: Source, root: etree._Element) -> Places:
    """Return the places of a tree in the text that it was parsed of; it must still be as it was parsed."""
    places = Places(source)
    text, edges, opened, closed = source.text, places.edges, places.opened, places.closed
    open_ones: list[int] = []
    others: list[Stretch] = []
    for found in MARKUP.finditer(text):
        start, end = stretch = found.span()
        kind = text[start + 1]
        if kind in "!?":
            if text.startswith("<!--", start) or (kind == "?" and not DECLARATION.match(text, start)):
                others.append(stretch)
            continue
        if kind == "/":
            closed[open_ones.pop()] = len(edges)
        else:
            if text[end - 2] != "/":
                open_ones.append(len(opened))
            opened.append(len(edges))
            closed.append(len(edges))
        edges.append(stretch)
    elements = list(root.iter(etree.Element))
    nodes = [
        *reversed(list(root.itersiblings(etree.Comment, etree.PI, preceding=True))),
        *root.iter(etree.Comment, etree.PI),
        *root.itersiblings(etree.Comment, etree.PI),
    ]
    entities = list(root.iter(etree.Entity))
    if entities:
        nodes += entities
        others += [one.span() for one in REFERENCE.finditer(text) if one[0][0] == "&"]
    if len(elements) != len(opened) or len(nodes) != len(others):
        return Places(source)  # what is not the tree of the text has no places in it
    places.numbers = {element: number for number, element in enumerate(elements)}
    places.others = dict(zip(nodes, others, strict=True))
    return places


def _start(text: str, stretch: Stretch, blanks: int) -> int:
    """Return where the words of a stretch begin, with so many blanks before them."""
    start, end = stretch
    first = LEADING.match(text, start, end)
    words = first.end() if first is not None else start
    at = words
    while at > start and words - at < blanks and text[at - 1] in WHITE:
        at -= 1
    return at if words - at == blanks else start


def _end(text: str, stretch: Stretch, blanks: int) -> int:
    """Return where the words of a stretch end, with so many blanks behind them."""
    start, end = stretch
    words = end
    while True:
        while words > start and text[words - 1] in WHITE:
            words -= 1
        opening = max(_opening(text, start, words, "<!--", "-->"), _opening(text, start, words, "<?", "?>"))
        if opening < 0:
            break
        words = opening
    at = words
    while at < end and at - words < blanks and text[at] in WHITE:
        at += 1
    return at if at - words == blanks else end


def _opening(text: str, start: int, end: int, opening: str, closing: str) -> int:
    """Return where a comment or an instruction begins that ends a stretch, −1 if none does."""
    if not text.endswith(closing, start, end):
        return -1
    at = text.rfind(opening, start, end)
    return at if at >= 0 and text.find(closing, at + len(opening)) + len(closing) == end else -1
