"""Where the characters of a base stand in the sources of today: by the origins of what is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from variorum import extract
from variorum.account.flows import Flow, Joint, flows
from variorum.account.imports import alignment
from variorum.origin import Derived, Generated, Origin, place_of
from variorum.publication import Publication
from variorum.pull.file.items import BLANK, Items, clusters, key_of
from variorum.returned import Kind
from variorum.source import Source, Span
from variorum.words.divisions import DIVIDING

DIVIDED = rf"[{DIVIDING}][ \t]*\r?\n"
"""The end of a line that divides a word, in a source."""
DIVISION = re.compile(DIVIDED)
PAGE_MARK = "page-mark"
"""The inline style of the mark of a page, which is no word of the text."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Characters of a source between two offsets of its text."""

    path: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Printed:
    """A stream of the publication: its items with ink, the origin of each, where its words begin.

    `ends` are the places before which a paragraph or line ends.
    """

    keys: list[str]
    origins: list[Origin]
    begins: list[int]
    ends: set[int] = field(default_factory=set)


def printed_streams(publication: Publication, sources: Mapping[str, Source]) -> dict[str, Printed]:
    """Return the streams of a publication by name; places are as exact as the sources let them be."""
    locator = Locator(sources)
    return {flow.name: _printed(flow, locator) for flow in flows(publication)}


def _printed(flow: Flow, locator: Locator) -> Printed:
    made = Printed([], [], [])
    parted = True
    for piece in flow.pieces:
        if isinstance(piece, Joint):
            parted = True
            if piece in (Joint.BREAK, Joint.LINE):
                made.ends.add(len(made.keys))
            continue
        text, origin = piece
        found = clusters(text)
        for cluster, own in zip(found, locator.origins(found, origin), strict=True):
            key = key_of(cluster)
            if key in (BLANK, ""):
                parted = parted or key == BLANK
                continue
            if parted:
                made.begins.append(len(made.keys))
            parted = False
            made.keys.append(key)
            made.origins.append(own)
    return made


@dataclass(slots=True)
class Locator:
    """Find where each character of a run stands in its source, where the run knows the stretch alone.

    Runs of one stretch come in its order; `reached` is how far those before have gone.
    """

    sources: Mapping[str, Source]
    reached: dict[Span, int] = field(default_factory=dict)

    def origins(self, found: Sequence[str], origin: Origin) -> list[Origin]:
        """Return the origin of each item of a run."""
        if not isinstance(origin, Span) or origin.path not in self.sources:
            return [origin] * len(found)
        if origin.line == origin.end_line and origin.end_column - origin.column == sum(map(len, found)):
            return list(_spans(origin, found))
        return self._sought(found, origin)

    def _sought(self, found: Sequence[str], origin: Span) -> list[Origin]:
        """Look the words of a run up in their stretch: between them stand blanks, line ends and escapes."""
        source = self.sources[origin.path]
        low = source.starts[origin.line - 1] + origin.column - 1
        high = source.starts[min(origin.end_line, len(source.starts)) - 1] + origin.end_column - 1
        inked = [cluster for cluster in found if key_of(cluster) not in (BLANK, "")]
        there = _places(inked, source.text, max(low, self.reached.get(origin, low)), high)
        if not there:
            return [origin] * len(found)
        self.reached[origin] = there[-1] + len(inked[-1])
        spans = iter([source.span(at, at + len(cluster)) for at, cluster in zip(there, inked, strict=True)])
        return [origin if key_of(cluster) in (BLANK, "") else next(spans) for cluster in found]


def _places(inked: Sequence[str], text: str, low: int, high: int) -> list[int]:
    """Return where characters stand one behind the other between two offsets; none if they do not."""
    begin = text.find(inked[0], low, high) if inked else -1
    while begin >= 0:
        there = [begin]
        at: int | None = begin + len(inked[0])
        for cluster in inked[1:]:
            at = None if at is None else _behind(cluster, text, at, high)
            if at is None:
                break
            there.append(at)
            at += len(cluster)
        if at is not None:
            return there
        begin = text.find(inked[0], begin + 1, high)
    return []


def _behind(cluster: str, text: str, at: int, high: int) -> int | None:
    """Return where a character stands behind a place, over what may stand between, none if it does not."""
    if text.startswith(cluster, at, high):
        return at
    at = _over(text, at, high)
    division = DIVISION.match(text, at, high)
    if division is not None:
        behind = _over(text, division.end(), high)
        if text.startswith(cluster, behind, high):
            return behind
    return at if text.startswith(cluster, at, high) else None


def _over(text: str, at: int, high: int) -> int:
    while at < high and (text[at].isspace() or text[at] == "\\"):
        at += 1
    return at


def _spans(whole: Span, found: Sequence[str]) -> Iterator[Span]:
    """Yield the place of each item of a stretch on one line."""
    column = whole.column
    for cluster in found:
        yield Span(whole.path, whole.line, column, whole.line, column + len(cluster))
        column += len(cluster)


def is_page_mark(items: Items, item: int) -> bool:
    """Return whether an item is a character of the mark of a page, which is no word of the text."""
    return PAGE_MARK in items.piece(item).style.split()


def origins_of(base: Items, printed: Mapping[str, Printed]) -> dict[int, Origin]:
    """Return the origins of the items of a base that today's edition prints in the same streams.

    Where the edition has changed since the base was made, words that are the same are found by those around
    them; what is not there any more has no origin.
    """
    rows: dict[str, list[list[int]]] = {}
    for row in rows_of(base):
        rows.setdefault(base.leaf(row[0]).stream, []).append(row)
    made: dict[int, Origin] = {}
    for stream, own in rows.items():
        there = printed.get(stream)
        if there is None:
            continue
        items = [item for row in own for item in row]
        if [base.keys[item] for item in items] == there.keys:
            made.update(zip(items, there.origins, strict=True))
        else:
            made.update(_aligned(base, own, there))
    return made


def rows_of(base: Items) -> Iterator[list[int]]:
    """Yield the words of a base: items with ink in touch; what a page prints where it begins is none."""
    row: list[int] = []
    in_mark = False
    for item, key in enumerate(base.keys):
        piece = base.piece(item)
        in_mark = piece.kind is Kind.PAGE or (in_mark and PAGE_MARK in piece.style.split())
        if not key or in_mark:
            continue
        if base.is_ink(item):
            row.append(item)
        elif row:
            yield row
            row = []
    if row:
        yield row


def _aligned(base: Items, rows: Sequence[list[int]], there: Printed) -> Iterator[tuple[int, Origin]]:
    one = ["".join(base.keys[item] for item in row) for row in rows]
    ends = [*there.begins[1:], len(there.keys)]
    places = [*zip(there.begins, ends, strict=True)]
    other = ["".join(there.keys[start:end]) for start, end in places]
    for first, second, count in alignment.blocks(one, other):
        for at in range(count):
            start, end = places[second + at]
            if end - start == len(rows[first + at]):
                yield from zip(rows[first + at], there.origins[start:end], strict=True)


@dataclass(frozen=True, slots=True)
class Places:
    """For the items of a base, where they stand, if they are words of a source that can be written."""

    base: Items
    origins: Mapping[int, Origin]
    sources: Mapping[str, Source]

    def spot(self, item: int) -> Spot | None:
        """Return where an item stands, exactly, in a source that can be written."""
        origin = self.origins.get(item)
        if not isinstance(origin, Span) or origin.path not in self.sources or origin.line != origin.end_line:
            return None
        source = self.sources[origin.path]
        start = source.starts[origin.line - 1] + origin.column - 1
        end = start + origin.end_column - origin.column
        if source.text[start:end] != self.base.raw[item]:
            return None
        return Spot(origin.path, start, end)

    def sign(self, item: int) -> Spot | None:
        """Return where the sign stands whose mark or wording an item is, with all that is in it."""
        origin = self.origins.get(item)
        if not isinstance(origin, Generated) or origin.cause is None or origin.cause.path not in self.sources:
            return None
        source, place = self.sources[origin.cause.path], origin.cause
        start = source.starts[place.line - 1] + place.column - 1
        end = source.starts[min(place.end_line, len(source.starts)) - 1] + place.end_column - 1
        return Spot(place.path, start, end) if start < end else None

    def why_not(self, item: int) -> tuple[str, Span | None]:
        """Return why an item cannot be written, and the place that makes it."""
        origin = self.origins.get(item)
        match origin:
            case None if not self.base.leaf(item).stream:
                return "they stand before all text of the edition", None
            case None:
                return "the edition prints these words no longer, or nothing of a source there", None
            case Span():
                if origin.path not in self.sources:
                    what = "data of the edition" if origin.path.endswith(".toml") else "not a transcript"
                    return f"the words are {what}: change them there", origin
                return "the source writes these words in other characters: change them there", origin
            case Derived(span, rule):
                return f"printed by a rule, not from its place: {rule.sentence}", span
            case Generated(rule):
                return f"not words of a source: {rule.sentence}", place_of(origin)


def in_document(stream: str) -> bool:
    """Return whether a stream is of a document, not of the matter around."""
    return bool(stream) and not stream.startswith(extract.matter(""))
