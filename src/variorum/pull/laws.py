"""The laws that hold before anything is written: the edition with the edits says what the file says."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from variorum import extract
from variorum.account.imports import alignment
from variorum.contract import Renderer, ReturningFormat
from variorum.origin import Generated, Origin, OriginRule
from variorum.press.preparation import Preparation
from variorum.press.sheets import setting_of
from variorum.publication import Publication
from variorum.pull.file.comparison import Comparison, Difference, in_common
from variorum.pull.file.items import BLANK, END, Items, accepted, rejected
from variorum.pull.writing.places import in_document, is_page_mark, origins_of, printed_streams
from variorum.returned import SIGN, Kind, Manuscript, Returned
from variorum.source import Source, Span

BESIDE = 2
"""How many paragraphs beside a breach of a law are looked at for its cause."""
OF_HEAD = "document-"
"""How the styles of the paragraphs at the head of a document begin."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A paragraph as far as it is the source's: its style, its items with their looks, what differs in it."""

    style: str
    items: tuple[tuple[str, str], ...]
    marks: tuple[tuple[int, int], ...] = ()
    """Before which of its items there is a difference, by the number of that."""

    @property
    def of(self) -> frozenset[int]:
        """Return the numbers of the differences in it."""
        return frozenset(number for _, number in self.marks)

    @property
    def is_new(self) -> bool:
        """Return whether all its items were put in."""
        return {at for at, _ in self.marks} >= set(range(len(self.items)))

    @property
    def key(self) -> str:
        """Return what two paragraphs are compared by."""
        words, looks = "".join(key for key, _ in self.items), (look for _, look in self.items)
        return "\0".join((self.style, words, *looks))


@dataclass(slots=True)
class _Row:
    """Paragraphs being put together; of several blanks one stands, none at the edge of a paragraph."""

    made: list[Statement]
    items: list[tuple[str, str]]
    marks: list[tuple[int, int]]

    def mark(self, difference: int) -> None:
        """Note that a difference is here."""
        self.marks.append((len(self.items), difference))

    def add(self, key: str, look: str, difference: int | None) -> None:
        """Add an item with its look or the style of the paragraph that ends; `difference` put it in."""
        if difference is not None:
            self.mark(difference)
        if key == END:
            while self.items and self.items[-1][0] == BLANK:
                self.items.pop()
            if self.items:
                self.made.append(Statement(look, tuple(self.items), tuple(self.marks)))
                self.items, self.marks = [], []
            return
        if key == BLANK and (not self.items or self.items[-1][0] == BLANK or self.items[-1][0][0] == SIGN):
            return
        if key[0] == SIGN and self.items and self.items[-1][0] == BLANK:
            self.items.pop()
        self.items.append((key, look if key != BLANK and key[0] != SIGN else ""))


@dataclass(frozen=True, slots=True)
class SignEdit:
    """Where signs were made, changed or ended: the marks do not count, unless the file has them.

    `by_sight`: names of styles do not count; `has_marks`: the marks are in the file, or gone in it.
    """

    path: str
    start: int
    end: int
    by_sight: bool
    has_marks: bool = False

    def makes(self, cause: tuple[str, int, int]) -> bool:
        """Return whether a sign that stands at a place begins or ends here."""
        path, start, end = cause
        return path == self.path and (self.start <= start <= self.end or self.start <= end <= self.end)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the laws know of an edition: the origins of its items, its sources, where signs were edited.

    `own` are the notes of the sources, by their names in files; `names` has the new names of new notes.
    `texts` are the streams of the edition's own texts: other matter, as a legend, changes with the signs.
    `implied` are pages, by stream and label, that begin without a mark in a source: before what comes first.
    """

    origins: Mapping[int, Origin]
    sources: Mapping[str, Source]
    own: Collection[str]
    signs: Sequence[SignEdit] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    texts: Collection[str] = ()
    implied: Collection[tuple[str, str]] = ()

    def is_kept(self, items: Items, item: int) -> bool:
        """Return whether the laws hold for an item: it is of a source that is written, or a sign's mark."""
        if items.is_kind(item, Kind.CALL) or items.is_kind(item, Kind.NOTE):
            return items.piece(item).text in self.own
        if items.is_kind(item, Kind.PAGE) and page_of(items, item) in self.implied:
            return False
        if not items.is_ink(item):
            return items.keys[item] in (BLANK, END) or in_document(items.leaf(item).stream)
        origin = self.origins.get(item)
        stream = items.leaf(item).stream
        if self.signs and not in_document(stream) and stream not in self.texts:
            return False
        if isinstance(origin, Generated):
            is_mark = origin.rule is OriginRule.SIGN_MARK and in_document(items.leaf(item).stream)
            return is_mark and not self.is_edited(origin.cause)
        return isinstance(origin, Span) and origin.path in self.sources

    def is_edited(self, cause: Span | None) -> bool:
        """Return whether the sign at a place is one that was made, changed or ended."""
        place = self.place(cause)
        return place is not None and any(one.makes(place) and not one.has_marks for one in self.signs)

    def is_of_edit(self, cause: Span | None) -> bool:
        """Return whether a sign was edited with its marks, which look as the sign has them."""
        place = self.place(cause)
        return place is not None and any(one.makes(place) for one in self.signs)

    def place(self, span: Span | None) -> tuple[str, int, int] | None:
        """Return the offsets of a place in its source."""
        source = self.sources.get(span.path) if span is not None else None
        if span is None or source is None:
            return None
        start = source.starts[span.line - 1] + span.column - 1
        end = source.starts[min(span.end_line, len(source.starts)) - 1] + span.end_column - 1
        return span.path, start, end

    def look(self, items: Items, item: int) -> str:
        """Return the look of a character, or the style of the paragraph that ends."""
        if items.keys[item] == END:
            return items.leaf(item).style
        look, origin = items.piece(item).style, self.origins.get(item)
        if isinstance(origin, Generated) and self.is_of_edit(origin.cause):
            return ""
        place = self.place(origin) if self.signs and isinstance(origin, Span) else None
        if place is None:
            return look
        path, start, end = place
        inside = (one for one in self.signs if one.path == path and one.start <= start and end <= one.end)
        return by_sight(look) if any(one.by_sight for one in inside) else look

    def key(self, items: Items, item: int) -> str:
        """Return what an item is compared by: calls by the note that they are of."""
        if items.is_kind(item, Kind.NOTE):
            return f"{SIGN}note:"
        if not items.is_kind(item, Kind.CALL):
            return items.keys[item]
        name = items.piece(item).text
        return f"{SIGN}call:{self.names.get(name, name)}"

    def stream(self, name: str) -> str:
        """Return what a stream is called: that of a note by its new name."""
        prefix = extract.note("")
        if not name.startswith(prefix):
            return ""
        own = name.removeprefix(prefix)
        return extract.note(self.names.get(own, own))


def page_of(items: Items, item: int) -> tuple[str, str]:
    """Return the stream and the label of the mark of a page."""
    return items.leaf(item).stream, items.piece(item).text


def by_sight(look: str) -> str:
    """Return what is seen of a look."""
    return " ".join(one for one in look.split() if one.startswith("("))


@dataclass(slots=True)
class _Rows:
    """The paragraphs of the text, and of each note: notes stand where their calls are."""

    made: dict[str, _Row] = field(default_factory=dict)

    def row(self, stream: str) -> _Row:
        return self.made.setdefault(stream, _Row([], [], []))

    def statements(self) -> list[Statement]:
        """Return the text, then the notes by their names."""
        for row in self.made.values():
            row.add(END, "", None)
        return [one for stream in sorted(self.made) for one in self.made[stream].made]


@dataclass(frozen=True, slots=True)
class Carried:
    """A difference that is carried, if only by what is seen of it; notes that come and go with it."""

    difference: Difference
    by_sight: bool = False
    notes: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def expected_statements(
    compared: Comparison, carried: Mapping[int, Carried], ground: Ground
) -> list[Statement]:
    """Return what the edition has to say: the base with the differences that are carried, by number."""
    rows = _Rows()
    base, edited = compared.base, compared.edited
    at = 0
    for number, each in sorted(carried.items(), key=lambda pair: (pair[1].difference.start, pair[0])):
        one = each.difference
        _take(rows, base, compared.base_view[at : one.start], ground)
        row = rows.row(_stream_at(compared, one.start, ground))
        row.mark(number)
        for item in one.typed or one.put_in:
            if compared.notes.are_named:
                row = rows.row(ground.stream(edited.leaf(item).stream))
            is_made = edited.is_kind(item, Kind.CALL) and not _is_own(edited, item, ground)
            if not is_made and not is_page_mark(edited, item):
                look = _look(edited, item) if not one.typed or item in one.put_in else ""
                shown = by_sight(look) if each.by_sight and edited.keys[item] != END else look
                row.add(ground.key(edited, item), shown, number)
        row.mark(number)
        at = one.end
    _take(rows, base, compared.base_view[at:], ground)
    _take_notes(rows, compared, carried, ground)
    return rows.statements()


def _stream_at(compared: Comparison, start: int, ground: Ground) -> str:
    """Return the stream into which words come that are put in at a place."""
    view, base = compared.base_view, compared.base
    before = base.leaf(view[start - 1]) if start else None
    if before is not None and (start == len(view) or base.keys[view[start - 1]] != END):
        return ground.stream(before.stream)
    return ground.stream(base.leaf(view[min(start, len(view) - 1)]).stream)


def _is_own(items: Items, item: int, ground: Ground) -> bool:
    name = items.piece(item).text
    return name in ground.own or name in ground.names


def _take_notes(rows: _Rows, compared: Comparison, carried: Mapping[int, Carried], ground: Ground) -> None:
    """Take the notes that come with differences that are carried, and those that go with others."""
    gone = {name for each in carried.values() for name in each.gone}
    base, edited = compared.base, compared.edited
    streams = {extract.note(name) for name in compared.notes.gone - gone}
    if streams:
        view = base.view(rejected)
        _take(rows, base, [item for item in view if base.leaf(item).stream in streams], ground)
    new = {extract.note(name): number for number, each in carried.items() for name in each.notes}
    for item in edited.view(accepted) if new else ():
        number = new.get(edited.leaf(item).stream)
        if number is not None and not edited.is_kind(item, Kind.NOTE):
            row = rows.row(ground.stream(edited.leaf(item).stream))
            is_end = edited.keys[item] == END
            row.add(ground.key(edited, item), "" if is_end else by_sight(_look(edited, item)), number)


def statements(
    manuscript: Manuscript, publication: Publication, ground: Ground, with_pages: bool = True
) -> list[Statement]:
    """Return what a file of ours says, as far as it is the sources'."""
    items = Items.of(manuscript)
    ground = replace(ground, origins=origins_of(items, printed_streams(publication, ground.sources)))
    rows = _Rows()
    _take(rows, items, items.view(rejected, with_pages), ground)
    return rows.statements()


def _take(rows: _Rows, items: Items, view: Sequence[int], ground: Ground) -> None:
    new = {extract.note(name) for name in ground.names.values()}
    for item in view:
        if not ground.is_kept(items, item):
            continue
        stream = items.leaf(item).stream
        look = ground.look(items, item)
        if stream in new:
            look = "" if items.keys[item] == END else by_sight(look)
        if not (stream in new and items.is_kind(item, Kind.NOTE)):
            rows.row(ground.stream(stream)).add(ground.key(items, item), look, None)


def _look(items: Items, item: int) -> str:
    """Return the look of a character, or the style of the paragraph that ends."""
    return items.leaf(item).style if items.keys[item] == END else items.piece(item).style


@dataclass(frozen=True, slots=True)
class Breach:
    """Where two rows of paragraphs differ: what one has from `start` on, and what the other has there."""

    start: int
    expected: Sequence[Statement]
    found: Sequence[Statement]

    @property
    def is_of_shape(self) -> bool:
        """Return whether words and signs are the same, and only what they are taken for is not.

        That is the style of paragraphs or of words that look alike; or where a paragraph ends. What is the
        head of a document has to stay it; a paragraph put in there may be any part of it.
        """
        before, after = self.styles
        if _flat(self.expected) != _flat(self.found):
            return False
        if before == after:
            return _sights(self.expected) == _sights(self.found)
        return OF_HEAD not in before + after or self.only_new_differ

    @property
    def is_of_lines(self) -> bool:
        """Return whether all is the same but that lines end in the place of paragraphs of one style."""
        return _lines(self.expected) == _lines(self.found)

    @property
    def only_new_differ(self) -> bool:
        """Return whether the paragraphs are the same, and none but new ones are of another style."""
        pairs = list(zip(self.expected, self.found, strict=False))
        alike = [_flat((one,)) == _flat((other,)) for one, other in pairs]
        same = [one.is_new or one.style == other.style for one, other in pairs]
        return len(self.expected) == len(self.found) and all(alike) and all(same)

    @property
    def keeps_ends(self) -> bool:
        """Return whether paragraphs and lines end at the same places."""
        one, other = (
            [[key for key, _ in each.items] for each in side] for side in (self.expected, self.found)
        )
        return one == other

    @property
    def styles(self) -> tuple[str, str]:
        """Return the styles of the paragraphs on both sides."""
        sides = ([one.style for one in side] for side in (self.expected, self.found))
        before, after = (" ¶ ".join(one or "plain" for one in side) for side in sides)
        return before, after

    @property
    def shapes(self) -> tuple[str, str]:
        """Return what both sides are taken for, as a report names it: paragraphs, or words in them."""
        before, after = self.styles
        if before != after:
            return before, after
        names = [
            {name for one in side for _, look in one.items for name in look.split() if name[0] != "("}
            for side in (self.expected, self.found)
        ]
        here, there = (" ".join(sorted(one - other)) for one, other in (names, names[::-1]))
        return here or "plain", there or "plain"


def _flat(row: Sequence[Statement]) -> str:
    """Return the words and signs of paragraphs; a blank stands for the end of one, or of a line."""
    made: list[str] = []
    for one in row:
        for key, _ in (*one.items, (BLANK, "")):
            if key not in (BLANK, f"{SIGN}{Kind.LINE.value}:"):
                if key[0] == SIGN and made and made[-1] == BLANK:
                    made.pop()
                made.append(key)
            elif made and made[-1] != BLANK and made[-1][0] != SIGN:
                made.append(BLANK)
    return "".join(made)


def _lines(row: Sequence[Statement]) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """Return the lines of paragraphs, each with the style of its paragraph and its items with their looks."""
    made: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    for one in row:
        line: list[tuple[str, str]] = []
        for key, look in (*one.items, (f"{SIGN}{Kind.LINE.value}:", "")):
            if key == f"{SIGN}{Kind.LINE.value}:":
                made.append((one.style, tuple(line)))
                line = []
            else:
                line.append((key, look))
    return made


def _sights(row: Sequence[Statement]) -> list[str]:
    """Return what is seen of the looks of words."""
    return [by_sight(look) for one in row for key, look in one.items if key != BLANK and key[0] != SIGN]


def breaches(one: Sequence[Statement], other: Sequence[Statement]) -> Iterator[Breach]:
    """Yield where the second row of paragraphs is not as the first."""
    keys, others = [each.key for each in one], [each.key for each in other]
    low = low_other = 0
    for first, second, count in (*alignment.blocks(keys, others), (len(one), len(other), 0)):
        if first > low or second > low_other:
            yield Breach(low, one[low:first], other[low_other:second])
        low, low_other = first + count, second + count


def to_blame(one: Breach, expected: Sequence[Statement]) -> frozenset[int]:
    """Return the differences that a breach of a law may come from: those in it, else those beside it."""
    own = [*_positions(one.expected)]
    its = [*_positions(one.found)]
    ahead, behind = in_common([item for item, _ in own], [item for item, _ in its])
    near = frozenset().union(*(numbers for _, numbers in own[max(ahead - 1, 0) : len(own) - behind + 1]))
    here = near or frozenset().union(*(each.of for each in one.expected))
    if here:
        return here
    around = expected[max(one.start - BESIDE, 0) : one.start + len(one.expected) + BESIDE]
    return frozenset().union(*(each.of for each in around))


def _positions(row: Sequence[Statement]) -> Iterator[tuple[tuple[str, str], frozenset[int]]]:
    """Yield the items of paragraphs and their ends, each with the differences before it."""
    for one in row:
        places: dict[int, set[int]] = {}
        for at, number in one.marks:
            places.setdefault(at, set()).add(number)
        for at, item in enumerate((*one.items, (END, one.style))):
            yield item, frozenset(places.get(at, ()))


def set_in_memory(prepared: Preparation, chosen: Renderer) -> Manuscript | None:
    """Set an edition as it is prepared, and read the file back; none if it cannot be set."""
    if prepared.publication is None or prepared.style is None or not isinstance(chosen, ReturningFormat):
        return None
    setting = setting_of(prepared.publication, prepared.style)
    sheets = [chosen.typeset(one, setting).value for one in prepared.publication.documents]
    bound = chosen.bind(prepared.publication, sheets, setting)
    read = chosen.returned(bound.value)
    return read.manuscript if isinstance(read, Returned) else None
