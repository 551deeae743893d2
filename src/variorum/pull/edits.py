"""Differences as edits of the sources: where each goes, in their notation, or why it does not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape

from variorum.codecs.transcript.writing.constructs import escaped
from variorum.pull.comparison import Comparison, Difference
from variorum.pull.items import BLANK, END
from variorum.pull.places import DIVIDED, Places, Spot
from variorum.returned import SIGN
from variorum.source import Source, Span

WHITE = re.compile(r"\s+")
BARE = re.compile(rf"\s*(?:{DIVIDED}\s*)?")
"""What stands between words, or in one that a line divides, and is no mark."""
NOTE_LINE = re.compile(r"\[\^[^\]]+\]:")
TYPED = frozenset("\t\n ")
NOTE_INDENT = "    "
SIGNS = {
    "call": "a note or its call",
    "note": "a note or its call",
    "page": "the mark of a page",
    "line": "the end of a line",
    "picture": "a picture",
    "cell": "a row or cell of a table",
}
"""What is not carried back yet, by the kind of its sign."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the characters of a source between two offsets."""

    path: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a difference is not carried back, and the place of what makes the words, if there is one."""

    reason: str
    place: Span | None = None


Way = tuple[Edit, ...]


def is_xml(source: Source) -> bool:
    """Return whether a source is XML: no other begins with a tag."""
    return source.text.lstrip("\ufeff \t\r\n").startswith("<")


def apply(source: Source, edits: Iterable[Edit]) -> str:
    """Return the text of a source with edits, which do not overlap."""
    text, at = source.text, 0
    made: list[str] = []
    for one in sorted(edits, key=lambda one: (one.start, one.end)):
        made += text[at : one.start], one.text
        at = one.end
    return "".join((*made, text[at:]))


def overlap(one: Iterable[Edit], other: Sequence[Edit]) -> bool:
    """Return whether edits touch the same characters, or put words in at one place."""
    return any(
        mine.path == its.path and ((mine.start < its.end and its.start < mine.end) or mine.start == its.start)
        for mine in one
        for its in other
    )


@dataclass(frozen=True, slots=True)
class Rebase:
    """Find the edits for differences."""

    compared: Comparison
    places: Places

    def ways(self, one: Difference) -> tuple[Way, ...] | Refusal:
        """Return the ways in which a difference may be written, the likeliest first."""
        view, base, edited = self.compared.base_view, self.compared.base, self.compared.edited
        old = view[one.start : one.end]
        for keys in ([base.keys[item] for item in old], [edited.keys[item] for item in one.put_in]):
            sign = next((key[1:].partition(":")[0] for key in keys if key.startswith(SIGN)), None)
            if sign is not None:
                return Refusal(f"{SIGNS[sign]} was put in, taken out or changed: do so in the source")
        spots = self.spots(one)
        if isinstance(spots, Refusal):
            return spots
        if any(two.path != first.path or two.start < first.end for first, two in pairwise(spots)):
            return Refusal("the source has these words in another order")
        touched = {*(base.keys[item] for item in old), *(edited.keys[item] for item in one.put_in)}
        beside = [*spots, *self.beside(one)]
        if END in touched and any(is_xml(self.places.sources[spot.path]) for spot in beside):
            return Refusal("paragraphs of TEI are not carried back: change them in the source")
        style = self.style_of(one)
        if isinstance(style, Refusal):
            return style
        found = self.replacing(one, spots) if spots else self.between(one, style)
        return tuple(dict.fromkeys(found)) or self.nowhere(one)

    def spots(self, one: Difference) -> list[Spot] | Refusal:
        """Return where the words that go stand; a sign that goes with all that it prints goes as a whole."""
        base = self.compared.base
        inked = [item for item in self.compared.base_view[one.start : one.end] if base.is_ink(item)]
        signs = {sign for item in inked if (sign := self.places.sign(item)) and self.is_whole(one, sign)}
        found: list[Spot] = []
        for item in inked:
            own = self.places.spot(item) or self.places.sign(item)
            sign = next((each for each in signs if own is not None and _holds(each, own)), None)
            if sign is None and self.places.spot(item) is None:
                return Refusal(*self.places.why_not(item))
            spot = sign or own
            if spot is not None and spot not in found[-1:]:
                found.append(spot)
        return found

    def is_whole(self, one: Difference, sign: Spot) -> bool:
        """Return whether all that a sign prints goes: nothing of it stands on either side."""
        view = self.compared.base_view
        for places in (range(one.start - 1, -1, -1), range(one.end, len(view))):
            beside = next((view[at] for at in places if self.compared.base.is_ink(view[at])), None)
            own = None if beside is None else self.places.spot(beside) or self.places.sign(beside)
            if own is not None and _holds(sign, own):
                return False
        return True

    # ---- styles

    def style_of(self, one: Difference) -> str | Refusal | None:
        """Return the style of the words that are put in, which must be that of words beside them."""
        edited = self.compared.edited
        styles = {edited.piece(item).style for item in one.put_in if edited.is_ink(item)}
        if not styles:
            return None
        view, base = self.compared.base_view, self.compared.base
        beside = self.ink_before(one.start), self.ink_behind(one.end)
        there = {base.piece(item).style for item in (*view[one.start : one.end], *beside) if item is not None}
        if len(styles) > 1 or not styles <= there:
            named = ", ".join(one or "plain" for one in sorted(styles))
            return Refusal(
                f"the words are in a type style of their own ({named}): write the sign in the source"
            )
        return styles.pop()

    def beside(self, one: Difference) -> list[Spot]:
        """Return where the words on both sides stand."""
        items = self.ink_before(one.start), self.ink_behind(one.end)
        spots = (self.places.spot(item) for item in items if item is not None)
        return [spot for spot in spots if spot is not None]

    # ---- ways

    def replacing(self, one: Difference, spots: Sequence[Spot]) -> Iterator[Way]:
        """Yield the ways to put words in the place of others."""
        view, base = self.compared.base_view, self.compared.base
        source = self.places.sources[spots[0].path]
        start, end = spots[0].start, spots[-1].end
        text = self.text(one.put_in, source, start)
        if not base.is_ink(view[one.start]):
            start = _back_over_white(source.text, start)
        if not base.is_ink(view[one.end - 1]):
            end = _over_white(source.text, end)
        if start == 0 or end == len(source.text):
            return
        if _is_bare(source.text, start, end, spots):
            yield (Edit(source.path, start, end, text),)
            return
        runs = list(_runs(source.text, spots))
        runs[0] = (start, runs[0][1])
        runs[-1] = (runs[-1][0], end)
        for chosen in dict.fromkeys((0, len(runs) - 1)):
            yield tuple(
                Edit(source.path, low, high, text if number == chosen else "")
                for number, (low, high) in enumerate(runs)
            )

    def between(self, one: Difference, style: str | None) -> Iterator[Way]:
        """Yield the ways to put words, blanks or ends of paragraphs between others."""
        view, base = self.compared.base_view, self.compared.base
        old = [base.keys[item] for item in view[one.start : one.end]]
        before, behind = self.ink_before(one.start), self.ink_behind(one.end)
        left = self.places.spot(before) if before is not None else None
        right = self.places.spot(behind) if behind is not None else None
        if old:
            if left is None or right is None or left.path != right.path:
                return
            source = self.places.sources[left.path]
            text = self.text(one.put_in, source, left.end)
            gap = source.text[left.end : right.start]
            if not gap.strip() and gap:
                yield (Edit(left.path, left.end, right.start, text),)
            elif END not in old:
                for white in WHITE.finditer(source.text, left.end, right.start):
                    yield (Edit(left.path, *white.span(), text),)
            return
        put_in = list(one.put_in)
        ways: list[tuple[bool, Way]] = []
        for spot, item, at_end in ((left, before, True), (right, behind, False)):
            if spot is None or item is None:
                continue
            turned = self.turned(one, put_in, at_end)
            if turned is None:
                continue
            source = self.places.sources[spot.path]
            at = spot.end if at_end else spot.start
            way = (Edit(spot.path, at, at, self.text(turned, source, at)),)
            ways.append((style is None or base.piece(item).style == style, way))
        yield from (way for _, way in sorted(ways, key=lambda one: not one[0]))

    def turned(self, one: Difference, put_in: list[int], at_end: bool) -> list[int] | None:
        """Return what is put in as it stands at the word before it or behind it.

        Where a blank or the end of a paragraph stands between, one at the other end of it is as good.
        """
        view, base, edited = self.compared.base_view, self.compared.base, self.compared.edited
        next_to = view[one.start - 1 if at_end else one.end]
        if base.is_ink(next_to):
            return put_in
        if edited.keys[put_in[-1 if at_end else 0]] != base.keys[next_to]:
            return None
        return [put_in[-1], *put_in[:-1]] if at_end else [*put_in[1:], put_in[0]]

    def ink_before(self, place: int) -> int | None:
        """Return the item with ink before a place, over a blank or the end of a paragraph."""
        return self._ink(place - 1, -1)

    def ink_behind(self, place: int) -> int | None:
        """Return the item with ink behind a place, over a blank or the end of a paragraph."""
        return self._ink(place, 1)

    def _ink(self, at: int, step: int) -> int | None:
        view, base = self.compared.base_view, self.compared.base
        if 0 <= at < len(view) and base.keys[view[at]] in (BLANK, END):
            at += step
        return view[at] if 0 <= at < len(view) and base.is_ink(view[at]) else None

    def nowhere(self, one: Difference) -> Refusal:
        """Return why there is no way: what stands on both sides is none of a source."""
        beside = (self.ink_before(one.start), self.ink_behind(one.end))
        for item in beside:
            if item is not None and self.places.spot(item) is None:
                return Refusal(*self.places.why_not(item))
        return Refusal("it is not clear where in the source this stands: change it there")

    # ---- words of the source

    def text(self, put_in: Sequence[int], source: Source, at: int) -> str:
        """Return what is put in as a transcript writes it at a place, or XML."""
        edited = self.compared.edited
        made = []
        for item in put_in:
            raw = edited.raw[item]
            if edited.keys[item] == END:
                made.append(f"\n\n{_indent(source, at)}")
            else:
                made.append(" " if raw in TYPED else raw if raw.isspace() else _in_notation(raw, source))
        return "".join(made)


def _in_notation(raw: str, source: Source) -> str:
    """Return a character as a source writes one that is no mark."""
    return escape(raw) if is_xml(source) else escaped(raw, ())


def _indent(source: Source, at: int) -> str:
    """Return what begins a further paragraph of the block at a place: those of notes are set in."""
    line = source.line(source.place(at)[0])
    return NOTE_INDENT if NOTE_LINE.match(line) else line[: len(line) - len(line.lstrip())]


def _holds(one: Spot, other: Spot) -> bool:
    return one.path == other.path and one.start <= other.start and other.end <= one.end


def _back_over_white(text: str, at: int) -> int:
    while at and text[at - 1].isspace():
        at -= 1
    return at


def _over_white(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _is_bare(text: str, start: int, end: int, spots: Sequence[Spot]) -> bool:
    """Return whether nothing but blanks stands among words."""
    gaps = [text[start : spots[0].start], text[spots[-1].end : end]]
    gaps += [text[one.end : two.start] for one, two in pairwise(spots)]
    return all(map(BARE.fullmatch, gaps))


def _runs(text: str, spots: Sequence[Spot]) -> Iterator[tuple[int, int]]:
    """Yield stretches of words with nothing but blanks among them."""
    low, high = spots[0].start, spots[0].end
    for one, two in pairwise(spots):
        if not BARE.fullmatch(text, one.end, two.start):
            yield low, high
            low = two.start
        high = two.end
    yield low, high


def by_path(edits: Iterable[Edit]) -> Mapping[str, list[Edit]]:
    """Return edits by the files that they are of."""
    made: dict[str, list[Edit]] = {}
    for one in edits:
        made.setdefault(one.path, []).append(one)
    return made
