"""Differences as edits of the sources: where each goes, in their notation, or why it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from variorum.pull.file.comparison import Comparison, Difference
from variorum.pull.file.items import BLANK, END
from variorum.pull.writing.edits import Edit, Refusal, Way, is_xml
from variorum.pull.writing.looks import Looks
from variorum.pull.writing.paragraphs import Paragraphs
from variorum.pull.writing.places import DIVIDED, Places, Spot, is_page_mark
from variorum.pull.writing.restyling import Restyling
from variorum.pull.writing.rows import Rows
from variorum.pull.writing.wording import Position, Wording
from variorum.returned import SIGN, Kind
from variorum.source import Source

WHITE = re.compile(r"\s+")
BARE = re.compile(rf"\s*(?:{DIVIDED}\s*)?")
"""What stands between words, or in one that a line divides, and is no mark."""
SIGNS = {
    "note": "a note",
    "picture": "a picture",
    "cell": "a row or cell of a table",
}
"""What is not carried back, by the kind of its sign."""
PAGE = "the mark of a page was put in, taken out or changed: do so in the source"
LINE_END = "the end of a line that no line of the source ends was taken out: change it there"
MARKS_AHEAD = re.compile(r"[^\w\s]+")
MARKS_BEHIND = re.compile(r"[^\w\s]+(?=[ \t]*(?:\n|\Z))")
NOTATIONS = 3
"""How many notations of a sign are tried."""
OF_EDITION = "the edition makes this note of what it notes: change that"
UNKNOWN_NOTE = "the file does not say any more which note this is the call of: move it in the source"


@dataclass(frozen=True, slots=True)
class Rebase:
    """Find the edits for differences; `calls` are the places of calls, pages and ends of lines."""

    compared: Comparison
    places: Places
    calls: Mapping[int, Spot]
    wording: Wording
    restyling: Restyling
    rows: Rows
    paragraphs: Paragraphs

    def ways(self, one: Difference) -> tuple[Way, ...] | Refusal:
        """Return the ways in which a difference may be written, the likeliest first."""
        rows = self.rows.ways(one)
        if rows is not None:
            return rows
        if one.restyled or one.freed:
            return self.restyling.ways(one) if one.restyled else self.restyling.free(one)
        refusal = self.not_carried(one)
        if refusal is not None:
            return refusal
        one = self.without_made_calls(one)
        if not one.put_in and one.start == one.end:
            return Refusal(OF_EDITION)
        spots = self.spots(one)
        if isinstance(spots, Refusal):
            return spots
        if any(two.path != first.path or two.start < first.end for first, two in pairwise(spots)):
            return Refusal("the source has these words in another order")
        refusal = self.not_in_xml(one, spots)
        if refusal is not None:
            return refusal
        found = self.replacing(one, spots) if spots else self.between(one)
        ways = tuple(dict.fromkeys(each for way in found for each in self.with_notes(one, way)))
        return ways or self.nowhere(one)

    def not_carried(self, one: Difference) -> Refusal | None:
        """Return why a difference is not carried because of its signs, if it is not."""
        base, edited = self.compared.base, self.compared.edited
        old = [base.keys[item] for item in self.compared.base_view[one.start : one.end]]
        for key in (*old, *(edited.keys[item] for item in one.put_in)):
            sign = key[1:].partition(":")[0] if key.startswith(SIGN) else ""
            if sign in SIGNS:
                return Refusal(f"{SIGNS[sign]} was put in, taken out or changed: do so in the source")
        for item in one.put_in:
            name = edited.piece(item).text
            is_known = name in self.compared.notes.new or name in self.wording.calls
            if edited.is_kind(item, Kind.CALL) and not is_known:
                is_made = self.compared.notes.are_named and name in self.made_calls
                return Refusal(OF_EDITION if is_made and len(one.put_in) == 1 else UNKNOWN_NOTE)
        for item in self.compared.base_view[one.start : one.end]:
            if base.is_kind(item, Kind.CALL) and not self.compared.notes.are_named:
                return Refusal(UNKNOWN_NOTE)
            if base.is_kind(item, Kind.LINE) and item not in self.calls:
                return Refusal(LINE_END)
        return self.not_of_pages(one)

    def not_of_pages(self, one: Difference) -> Refusal | None:
        """Return why marks of pages are not carried, if they are not: none but one that moves whole is."""
        base, edited = self.compared.base, self.compared.edited
        for items, view in ((base, self.compared.base_view[one.start : one.end]), (edited, one.put_in)):
            has_page = any(items.is_kind(item, Kind.PAGE) for item in view)
            has_mark = any(is_page_mark(items, item) for item in view)
            if (has_page and not one.moved) or (has_mark and not has_page):
                return Refusal(PAGE)
        old = self.compared.base_view[one.start : one.end]
        is_known = all(item in self.calls for item in old if base.is_kind(item, Kind.PAGE))
        return None if is_known else Refusal(PAGE)

    @property
    def made_calls(self) -> frozenset[str]:
        """Return the names of the notes that are called in the base, but in no source."""
        base = self.compared.base
        own = (base.piece(item) for item in self.compared.base_view)
        return frozenset(one.text for one in own if one.kind is Kind.CALL) - self.wording.calls.keys()

    def without_made_calls(self, one: Difference) -> Difference:
        """Return a difference without calls at its ends that the edition makes: they go by themselves."""
        base, view = self.compared.base, self.compared.base_view
        start, end = one.start, one.end
        while start < end and self.is_made(view[start]):
            start += 1
        while start < end and self.is_made(view[end - 1]):
            end -= 1
        if (start, end) == (one.start, one.end):
            return one
        return replace(one, start=start, end=end) if base.keys else one

    def is_made(self, item: int) -> bool:
        """Return whether an item is the call of a note that the edition makes."""
        return self.compared.base.is_kind(item, Kind.CALL) and item not in self.calls

    def not_in_xml(self, one: Difference, spots: Sequence[Spot]) -> Refusal | None:
        """Return why a difference is not carried into XML, if it is not."""
        base, edited = self.compared.base, self.compared.edited
        beside = [*spots, *self.beside(one)]
        if not any(is_xml(self.places.sources[spot.path]) for spot in beside):
            return None
        old = self.compared.base_view[one.start : one.end]
        touched = {*(base.keys[item] for item in old), *(edited.keys[item] for item in one.put_in)}
        if END in touched:
            return Refusal("paragraphs of TEI are not carried back: change them in the source")
        if any(key.startswith(SIGN) for key in touched):
            return Refusal("notes of TEI are not put in or taken out: do so in the source")
        return None

    def spots(self, one: Difference) -> list[Spot] | Refusal:
        """Return where the words that go stand; a sign that goes with all that it prints goes as a whole."""
        base = self.compared.base
        items = self.compared.base_view[one.start : one.end]
        inked = [
            item
            for item in items
            if (base.is_ink(item) and not is_page_mark(base, item)) or item in self.calls
        ]
        signs = {sign for item in inked if (sign := self.places.sign(item)) and self.is_whole(one, sign)}
        found: list[Spot] = []
        for item in inked:
            own = self.spot(item) or self.places.sign(item)
            sign = next((each for each in signs if own is not None and _holds(each, own)), None)
            if sign is None and self.spot(item) is None:
                return Refusal(*self.places.why_not(item))
            spot = sign or own
            if spot is not None and spot not in found[-1:]:
                found.append(spot)
        return found

    def spot(self, item: int) -> Spot | None:
        """Return where a character or a call stands."""
        return self.calls.get(item) or self.places.spot(item)

    def is_whole(self, one: Difference, sign: Spot) -> bool:
        """Return whether all that a sign prints goes: nothing of it stands on either side."""
        view = self.compared.base_view
        for places in (range(one.start - 1, -1, -1), range(one.end, len(view))):
            beside = next((view[at] for at in places if self.compared.base.is_ink(view[at])), None)
            own = None if beside is None else self.places.spot(beside) or self.places.sign(beside)
            if own is not None and _holds(sign, own):
                return False
        return True

    def beside(self, one: Difference) -> list[Spot]:
        """Return where the words on both sides stand."""
        items = self.before(one.start), self.behind(one.end)
        spots = (self.spot(item) for item in items if item is not None)
        return [spot for spot in spots if spot is not None]

    # ---- ways

    def texts(self, put_in: Sequence[int], where: Position) -> Iterator[tuple[str, bool, bool]]:
        """Yield what is put in as it is written at a place; whether signs are in it, and by sight."""
        home = where.home or ""
        styles = self.wording.styles(put_in) - {home}
        by_sight = bool(styles) and all(Looks.of(style).names == Looks.of(home).names for style in styles)
        for number in range(NOTATIONS if styles else 1):
            text = self.wording.text(put_in, where, number)
            if text is not None:
                signed = text != self.wording.bare(put_in, where)
                forms = dict.fromkeys(self.paragraphs.forms(text, put_in, where))
                yield from ((said, signed, by_sight and signed) for said in forms)

    def replacing(self, one: Difference, spots: Sequence[Spot]) -> Iterator[Way]:
        """Yield the ways to put words in the place of others."""
        view, base = self.compared.base_view, self.compared.base
        source = self.places.sources[spots[0].path]
        start, end = spots[0].start, spots[-1].end
        if base.keys[view[one.start]] in (BLANK, END):
            start = _back_over_white(source.text, start)
        if base.keys[view[one.end - 1]] in (BLANK, END):
            end = _over_white(source.text, end)
        if (start == 0 < spots[0].start) or (end == len(source.text) > spots[-1].end):
            return
        if not one.put_in and all(
            self.compared.base.is_kind(item, Kind.PAGE) for item in self.taken_items(one)
        ):
            yield from _without_page(source, spots[0])
        document = self.document(view[one.start])
        for text, signed, by_sight in self.texts(
            one.put_in, Position(source, start, document, self.home(one))
        ):
            if _is_bare(source.text, start, end, spots):
                yield Way((Edit(source.path, start, end, text),), signed, by_sight)
                continue
            runs = list(_runs(source.text, spots))
            runs[0] = (start, runs[0][1])
            runs[-1] = (runs[-1][0], end)
            for chosen in dict.fromkeys((0, len(runs) - 1)):
                edits = (
                    Edit(source.path, low, high, text if number == chosen else "")
                    for number, (low, high) in enumerate(runs)
                )
                yield Way(tuple(edits), signed, by_sight)
        yield from self.with_its_sign(one, spots, source)

    def taken_items(self, one: Difference) -> list[int]:
        """Return what a difference takes out, but for blanks and what the mark of a page prints."""
        base = self.compared.base
        items = self.compared.base_view[one.start : one.end]
        return [
            item for item in items if base.keys[item] not in (BLANK, END) and not is_page_mark(base, item)
        ]

    def with_its_sign(self, one: Difference, spots: Sequence[Spot], source: Source) -> Iterator[Way]:
        """Yield the way to put words of another look in the place of all words of a sign, and of that."""
        whole = Spot(source.path, spots[0].start, spots[-1].end)
        if self.wording.styles(one.put_in) == {self.home(one)}:
            return
        document = self.document(self.compared.base_view[one.start])
        for around in self.restyling.signs.around(whole):
            if (around.inner.start, around.inner.end) == (whole.start, whole.end):
                place = around.whole
                for text, _, _ in self.texts(one.put_in, Position(source, place.start, document)):
                    yield Way((Edit(source.path, place.start, place.end, text),), True)

    def home(self, one: Difference) -> str:
        """Return the look of the words that go, or of what stands beside."""
        base, view = self.compared.base, self.compared.base_view
        beside = (self.before(one.start), self.behind(one.end))
        items = [*view[one.start : one.end], *(item for item in beside if item is not None)]
        looks = [base.piece(item).style for item in items if base.is_ink(item)]
        put_in = self.wording.styles(one.put_in)
        return next((look for look in looks if {look} == put_in), looks[0] if looks else "")

    def document(self, item: int) -> str:
        """Return the document in which an item of the base stands."""
        return self.restyling.document(self.compared.base.leaf(item).stream)

    def between(self, one: Difference) -> Iterator[Way]:
        """Yield the ways to put words, blanks or ends of paragraphs between others."""
        view, base = self.compared.base_view, self.compared.base
        old = [base.keys[item] for item in view[one.start : one.end]]
        before, behind = self.before(one.start), self.behind(one.end)
        left = self.spot(before) if before is not None else None
        right = self.spot(behind) if behind is not None else None
        if old:
            if left is None or right is None or left.path != right.path or before is None:
                return
            source = self.places.sources[left.path]
            gap = source.text[left.end : right.start]
            where = Position(source, left.end, self.document(before), self.home(one))
            for text, signed, by_sight in self.texts(one.put_in, where):
                if not gap.strip() and gap:
                    yield Way((Edit(left.path, left.end, right.start, text),), signed, by_sight)
                elif END not in old:
                    for white in WHITE.finditer(source.text, left.end, right.start):
                        yield Way((Edit(left.path, *white.span(), text),), signed, by_sight)
            return
        styles = self.wording.styles(one.put_in)
        ways: list[tuple[bool, Way]] = []
        for spot, item, at_end in ((left, before, True), (right, behind, False)):
            edge = self.edge(one, item, at_end) if spot is None and item is not None else spot
            turned = self.turned(one, list(one.put_in), at_end) if edge is not None else None
            if edge is None or item is None or turned is None:
                continue
            source, look = self.places.sources[edge.path], self.look(item) if spot is not None else ""
            at = edge.end if at_end else edge.start
            far = {look} != styles if styles else False
            for place in dict.fromkeys((at, self.over_marks(turned, source.text, at, at_end))):
                where = Position(source, place, self.document(item), look)
                for text, signed, by_sight in self.texts(turned, where):
                    ways.append((far, Way((Edit(edge.path, place, place, text),), signed, by_sight)))
            ways += [(far, way) for way in self.outside(edge, turned, at_end, item)]
        yield from (way for _, way in sorted(ways, key=lambda one: one[0]))

    def over_marks(self, put_in: Sequence[int], text: str, at: int, at_end: bool) -> int:
        """Return the edge of a line where paragraphs are put in and only marks stand between."""
        if all(self.compared.edited.keys[item] != END for item in put_in):
            return at
        if at_end:
            marks = MARKS_BEHIND.match(text, at)
            return marks.end() if marks else at
        line = text.rfind("\n", 0, at) + 1
        return line if MARKS_AHEAD.fullmatch(text, line, at) else at

    def edge(self, one: Difference, item: int, at_end: bool) -> Spot | None:
        """Return the sign whose mark ends or begins beside a paragraph that is put in, if it is one."""
        keys = [self.compared.edited.keys[each] for each in one.put_in]
        sign = self.places.sign(item)
        other = self.behind(one.end) if at_end else self.before(one.start)
        beyond = None if other is None else self.spot(other) or self.places.sign(other)
        is_within = sign is not None and beyond is not None and _holds(sign, beyond)
        return sign if END in keys and not is_within else None

    def look(self, item: int) -> str:
        """Return the look of a character, or of the words before a call."""
        base = self.compared.base
        while not base.is_ink(item) and item > 0 and base.keys[item - 1] != END:
            item -= 1
        return base.piece(item).style if base.is_ink(item) else ""

    def outside(self, spot: Spot, put_in: Sequence[int], at_end: bool, item: int) -> Iterator[Way]:
        """Yield the ways to put words of another look beside the sign that a character ends or begins."""
        styles = self.wording.styles(put_in)
        source = self.places.sources[spot.path]
        for around in self.restyling.signs.around(spot):
            if (around.inner.end if at_end else around.inner.start) != (spot.end if at_end else spot.start):
                continue
            at = around.whole.end if at_end else around.whole.start
            home = "" if len(styles) != 1 else next(iter(styles))
            for text, signed, by_sight in self.texts(put_in, Position(source, at, self.document(item), home)):
                yield Way((Edit(spot.path, at, at, text),), signed, by_sight)

    def with_notes(self, one: Difference, way: Way) -> Iterator[Way]:
        """Yield a way with the definitions of the notes that come and go with their calls."""
        notes, base = self.compared.notes, self.compared.base
        edits = self.wording.notes
        names = [base.piece(item).text for item in self.compared.base_view[one.start : one.end]]
        out = [
            edits.removal(name) for name in dict.fromkeys(names) if name in notes.gone & edits.defined.keys()
        ]
        gone = tuple(each for each in out if each is not None)
        new = [
            name
            for item in one.put_in
            if (name := self.compared.edited.piece(item).text) in notes.new
            and self.compared.edited.is_kind(item, Kind.CALL)
        ]
        if not new:
            yield replace(way, notes=gone) if gone else way
            return
        at = way.edits[0]
        source = self.places.sources[at.path]
        beside = self.before(one.start) or self.behind(one.end) or self.compared.base_view[one.start]
        document = self.document(beside)
        put_in: list[list[Edit]] = []
        for name in dict.fromkeys(new):
            paragraphs = self.wording.note(name, Position(source, 0, document))
            label = edits.mint(name, document, notes.words(name))
            place = Spot(at.path, at.start, at.end)
            put_in.append(list(edits.insertions(label, paragraphs, place)) if paragraphs is not None else [])
        for row in zip(*put_in, strict=False):
            yield replace(way, notes=(*gone, *row))

    def turned(self, one: Difference, put_in: list[int], at_end: bool) -> list[int] | None:
        """Return what is put in as it stands at the word before it or behind it.

        Where a blank or the end of a paragraph stands between, one at the other end of it is as good.
        """
        view, base, edited = self.compared.base_view, self.compared.base, self.compared.edited
        next_to = view[one.start - 1 if at_end else one.end]
        if base.keys[next_to] not in (BLANK, END):
            return put_in
        if edited.keys[put_in[-1 if at_end else 0]] != base.keys[next_to]:
            return None
        return [put_in[-1], *put_in[:-1]] if at_end else [*put_in[1:], put_in[0]]

    def before(self, place: int) -> int | None:
        """Return the character or call before a place, over a blank or the end of a paragraph."""
        return self._beside(place - 1, -1)

    def behind(self, place: int) -> int | None:
        """Return the character or call behind a place, over a blank or the end of a paragraph."""
        return self._beside(place, 1)

    def _beside(self, at: int, step: int) -> int | None:
        view, base = self.compared.base_view, self.compared.base
        is_over = False
        while 0 <= at < len(view):
            item = view[at]
            if base.is_ink(item) or item in self.calls:
                return item
            if base.keys[item] in (BLANK, END) and not is_over:
                is_over = True
            elif not self.is_made(item):
                return None
            at += step
        return None

    def nowhere(self, one: Difference) -> Refusal:
        """Return why there is no way: what stands on both sides is none of a source."""
        base = self.compared.base
        beside = (self.before(one.start), self.behind(one.end))
        for item in beside:
            if item is not None and self.spot(item) is None:
                return Refusal(*self.places.why_not(item))
        there = {base.piece(item).style for item in beside if item is not None}
        odd = self.wording.styles(one.put_in) - there
        if odd:
            named = ", ".join(one or "plain" for one in sorted(odd))
            return Refusal(
                f"no sign of the set is printed in such a type style ({named}): write it in the source"
            )
        return Refusal("it is not clear where in the source this stands: change it there")


def _without_page(source: Source, spot: Spot) -> Iterator[Way]:
    """Yield the ways to take the mark of a page out, with the blank lines around it."""
    start, end = _back_over_white(source.text, spot.start), _over_white(source.text, spot.end)
    if "\n\n" in source.text[start : spot.start] and "\n\n" in source.text[spot.end : end]:
        yield Way((Edit(spot.path, start, end, " "),))
        yield Way((Edit(spot.path, start, end, "\n\n"),))


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
