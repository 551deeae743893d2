"""The characters and elements of a TEI file, by expat, which knows where each of them stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.entities import html5
from urllib.parse import unquote
from xml.parsers import expat

from variorum.account.elements import line_ends
from variorum.account.elements.table import (
    ASIDE,
    BLOCKS,
    CHOICES,
    EDGES,
    HOLD_BLOCKS,
    HOLD_DATA,
    HOLDS_NO_WORDS,
    HTML,
    HTML_SPACE,
    JOINS,
    LINE_ENDS,
    NO_TEXT,
    OTHER_FORMS,
    PARTING,
    QUOTED,
    SET_ASIDE,
    SET_LINE_TYPES,
    SET_LINES,
    SIDES,
    STAMPED,
    UNWRITTEN,
)
from variorum.account.source_text import PART, SourceText
from variorum.source import Source


@dataclass(frozen=True, slots=True)
class ElementTree:
    """The elements of a file, in the order of their start tags, as columns.

    `parents` has for each the number of the element around it (-1: none), `starts` and `ends` from where to
    where in the characters of the file its content stands, `attributes` names and values in turn, `tags` the
    offset of its start tag in the file.
    """

    names: Sequence[str]
    parents: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]
    attributes: Sequence[Sequence[str]]
    tags: Sequence[int]

    def attribute(self, element: int, name: str) -> str:
        """Return the value of an attribute, empty if it is not there."""
        pairs = self.attributes[element]
        for index in range(0, len(pairs), 2):
            if pairs[index] == name:
                return pairs[index + 1]
        return ""

    def name_around(self, element: int) -> str:
        """Return the name of the element around another, empty for the outermost."""
        return self.names[self.parents[element]] if self.parents[element] >= 0 else ""

    def around(self, element: int) -> Iterator[int]:
        """Yield an element and those around it, from the inside out."""
        while element >= 0:
            yield element
            element = self.parents[element]


@dataclass(frozen=True, slots=True)
class CountedFile:
    """A TEI file as the account has it: its characters, its elements, and of each piece its element."""

    text: SourceText
    tree: ElementTree
    owners: Sequence[int]

    def owner(self, index: int) -> int:
        """Return the element in which a character stands."""
        return self.owners[bisect_right(self.text.at, index) - 1]

    def outermost(self, start: int, end: int) -> int | None:
        """Return the outermost element around the character at `start` that lies wholly between both."""
        found = None
        for element in self.tree.around(self.owner(start)):
            if self.tree.starts[element] < start or self.tree.ends[element] > end:
                break
            found = element
        return found

    def is_aside(self, element: int) -> bool:
        """Return whether the words of an element are none of the line around it."""
        return self.tree.names[element] in ASIDE | {"metamark"}

    def in_one(self, first: int, last: int, names: frozenset[str]) -> bool:
        """Return whether one element of these names is around two characters."""
        both = set(self.tree.around(self.owner(first))) & set(self.tree.around(self.owner(last)))
        return any(self.tree.names[element] in names for element in both)

    def is_added(self, index: int) -> bool:
        """Return whether a character begins an addition, or a regular form beside an empty one."""
        for element in self.tree.around(self.owner(index)):
            if self.tree.starts[element] < index:
                return False
            if self.tree.names[element] == "add":
                return True
            if self.tree.names[element] == "reg":
                others = (at for at, name in enumerate(self.tree.names) if name == "orig")
                around = self.tree.parents[element]
                beside = [at for at in others if self.tree.parents[at] == around]
                return any(self.tree.starts[at] == self.tree.ends[at] for at in beside)
        return False

    def is_block_edge(self, start: int, end: int) -> bool:
        """Return whether from one place to another an element begins or ends that parts words.

        That is one that stands in no line, or one in line that holds blocks.
        """
        tree = self.tree
        return any(
            name in PARTING or self.holds_blocks(element)
            for element, name in enumerate(tree.names)
            if start <= tree.starts[element] <= end or start <= tree.ends[element] <= end
        )

    def holds_blocks(self, element: int) -> bool:
        """Return whether an element holds blocks, however deep."""
        for one in range(element + 1, len(self.tree.names)):
            if element not in self.tree.around(one):
                return False
            if self.tree.names[one] in BLOCKS:
                return True
        return False

    def value_at(self, offset: int, words: str) -> bool:
        """Return whether the start tag at an offset in the file has an attribute with these words."""
        element = bisect_right(self.tree.tags, offset) - 1
        values = self.tree.attributes[element][1::2] if element >= 0 else ()
        words = " ".join(words.split())
        return any(words in " ".join(each.split()) for value in values for each in (value, unquote(value)))


def count(source: Source) -> CountedFile:
    """Return the characters and elements of a TEI file that is well-formed.

    Raises `expat.ExpatError` for one that is not: its codec has told that, and nothing of it prints.
    """
    return _Counter(source).counted()


class _Counter:
    """One file on its way through the parser."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.data = source.text.encode("utf-8", "surrogatepass")
        self.pieces: list[str] = []
        self.bytes: list[int] = []
        self.at: list[int] = []
        self.owners: list[int] = []
        self.length = 0
        self.marked = False
        self.empty: set[int] = set()
        self.edges: set[int] = set()
        self.names: list[str] = []
        self.spaces: list[dict[str, str]] = [{}]
        self.parents: list[int] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.attributes: list[list[str]] = []
        self.tags: list[int] = []
        self.open: list[int] = [-1]
        self.flow: list[line_ends.Token] = []
        self.flows: list[list[line_ends.Token]] = [self.flow]
        self.around: list[list[line_ends.Token]] = []
        self.parting: list[bool] = []
        self.waiting: list[tuple[str, int]] = []
        self.in_words = False
        self.parser = expat.ParserCreate("utf-8")
        self.parser.ordered_attributes = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.words
        self.parser.SkippedEntityHandler = self.reference
        self.parser.ExternalEntityRefHandler = self.outside
        self.parser.UseForeignDTD(True)

    def counted(self) -> CountedFile:
        self.parser.Parse(self.data, True)
        raw, tags = self.in_characters(self.bytes), self.in_characters(self.tags)
        chars = "".join(self.pieces)
        data = [(self.starts[at], self.ends[at]) for at, name in enumerate(self.names) if name in NO_TEXT]
        joins = line_ends.joins(self.flows)
        empty, edges = frozenset(self.empty), frozenset(self.edges)
        filled = frozenset(tag for tag, at, to in zip(tags, self.starts, self.ends, strict=True) if at < to)
        text = SourceText(self.source, chars, raw, self.at, joins, data, empty, edges, filled=filled)
        tree = ElementTree(self.names, self.parents, self.starts, self.ends, self.attributes, tags)
        return CountedFile(text, tree, self.owners)

    def in_characters(self, offsets: list[int]) -> list[int]:
        """Return offsets in characters instead of bytes."""
        if self.source.text.isascii():
            return offsets
        made, before, count = [], 0, 0
        for offset in offsets:
            count += len(self.data[before:offset].decode("utf-8", "surrogatepass"))
            before = offset
            made.append(count)
        return made

    def start(self, name: str, attributes: list[str]) -> None:
        """Begin an element; unless it stands in line, it parts the words before from those in it."""
        name = self.local(name, attributes)
        self.waiting, self.in_words = [], False
        number = len(self.names)
        parts = self.parts(name) or _is_placed(name, attributes)
        self.parting.append(parts and not self.is_in_gap())
        if parts:
            self.part()
        else:
            self.marked = True
            if name in LINE_ENDS:
                self.line_end(name, attributes)
        self.enter(name)
        self.names.append(name)
        self.parents.append(self.open[-1])
        self.starts.append(self.length)
        self.ends.append(self.length)
        self.attributes.append(attributes)
        self.tags.append(self.parser.CurrentByteIndex)
        self.open.append(number)

    def end(self, name: str) -> None:
        """End an element."""
        self.waiting, self.in_words = [], False
        element = self.open.pop()
        if self.is_apart(self.names[element]) and self.starts[element] < self.length:
            self.marked = True  # blocks in a note part none of the words around it
        self.leave(self.names[element])
        self.ends[element] = self.length
        if self.starts[element] == self.length:
            self.empty.add(self.length)
            if self.names[element] in EDGES:
                self.edges.add(self.length)
        self.spaces.pop()
        if self.parting.pop():
            self.part()

    def local(self, name: str, attributes: list[str]) -> str:
        """Return the local name of an element that begins, of all of HTML one name; keep its namespaces."""
        declared = {
            key[6:]: value
            for key, value in zip(attributes[::2], attributes[1::2], strict=True)
            if key.startswith("xmlns")
        }
        self.spaces.append({**self.spaces[-1], **declared} if declared else self.spaces[-1])
        prefix, _, bare = name.rpartition(":")
        return HTML if self.spaces[-1].get(prefix) == HTML_SPACE else bare

    def parts(self, name: str) -> bool:
        """Return whether an element that begins parts words: it stands in no line, or beside other data."""
        around = self.names[self.open[-1]] if self.open[-1] >= 0 else ""
        loose = name == "note" or name in QUOTED
        if loose and (around in HOLD_BLOCKS or (name == "note" and around == "noteGrp")):
            return not self.is_behind_words()
        if self.is_in_gap() and self.length == self.starts[self.open[-1]]:
            return False
        if name in PARTING or (around in HOLD_DATA and name not in LINE_ENDS):
            return True
        stamped = (around == "stamp" and name in STAMPED) or (around == "desc" and name == "stamp")
        return stamped and "incident" in {self.names[one] for one in self.open if one >= 0}

    def is_in_gap(self) -> bool:
        """Return whether an element says what is lost in a gap, whose mark stands in the line."""
        return self.open[-1] >= 0 and self.names[self.open[-1]] == "gap"

    def is_behind_words(self) -> bool:
        """Return whether words stand before this place in the same line."""
        last = next((one for one in reversed(self.pieces) if one is PART or not one.isspace()), PART)
        return last is not PART

    def line_end(self, name: str, attributes: list[str]) -> None:
        """End a line or page of the source: inside a word, or between two."""
        said = dict(zip(attributes[::2], attributes[1::2], strict=True))
        if name == "lb" and said.get("break") not in JOINS:
            self.part()
        if name == "milestone":
            if said.get("break") in JOINS:
                self.flow.append(line_ends.Mark(self.length, False, "no", "", False))
            return
        look = f"{said.get('rend', '')} {said.get('rendition', '')} {said.get('type', '')}"
        around = [self.names[at] for at in self.open if at >= 0]
        set_lines = any(each in SET_LINES for each in around)
        self.flow.append(line_ends.Mark(self.length, name == "lb", said.get("break"), look, set_lines))

    def enter(self, name: str) -> None:
        """Begin an element in the flow of words around it, or a flow of its own."""
        if self.is_apart(name):
            self.around.append(self.flow)
            self.flow = []
            if name not in UNWRITTEN:
                self.flows.append(self.flow)
        elif self.parts(name):
            self.flow.append(None)
        elif name == "w":
            self.flow.append(line_ends.WordEdge.BEGINNING)

    def is_apart(self, name: str) -> bool:
        """Return whether the words of an element are none of the line around: aside, or for others in it."""
        around = self.names[self.open[-1]] if self.open[-1] >= 0 else ""
        return name in ASIDE or (around in CHOICES and name in OTHER_FORMS)

    def leave(self, name: str) -> None:
        """End an element in the flow of words around it."""
        if self.is_apart(name):
            self.flow = self.around.pop()
        elif self.parts(name):
            self.flow.append(None)
        elif name == "w":
            self.flow.append(line_ends.WordEdge.END)

    def part(self) -> None:
        """Part words at this place, once between two words or marks."""
        if self.length and (self.marked or self.pieces[-1] is not PART):
            self.put(PART)
            self.marked = False

    def words(self, text: str) -> None:
        """Add characters of the text, or a reference that stands for them."""
        holds_none = self.open[-1] >= 0 and self.names[self.open[-1]] in HOLDS_NO_WORDS
        if holds_none and not self.in_words and text.isspace():
            self.waiting.append((text, self.parser.CurrentByteIndex))
            return
        for blank, at in self.waiting:
            self.put(blank, at)
        self.waiting, self.in_words = [], True
        self.flow.append(text)
        self.put(text)

    def reference(self, name: str, is_parameter: bool) -> None:
        """Add a reference that the file does not declare: what HTML has for it, or as it stands."""
        if not is_parameter:
            self.put(html5.get(f"{name};", f"&{name};"))

    def outside(self, context: str | None, *where: str | None) -> int:
        """Add a reference to another file as it stands: nothing outside of the file is read."""
        at = self.parser.CurrentByteIndex
        if context is not None and self.data[at : at + 1] == b"&":
            self.put(self.data[at : self.data.index(b";", at) + 1].decode("utf-8", "surrogatepass"))
        return 1

    def put(self, text: str, at: int | None = None) -> None:
        self.pieces.append(text)
        self.bytes.append(self.parser.CurrentByteIndex if at is None else at)
        self.at.append(self.length)
        self.owners.append(self.open[-1])
        self.length += len(text)


def _is_placed(name: str, attributes: list[str]) -> bool:
    """Return whether an element says that its words stand apart: on a side of the paper, or as set lines."""
    said = dict(zip(attributes[::2], attributes[1::2], strict=True))
    sides = not SIDES.isdisjoint(said.get("rend", "").split())
    return name in SET_ASIDE and (sides or said.get("type") in SET_LINE_TYPES)
