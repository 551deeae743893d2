"""Base and edited file compared: what was kept, and every change with who made it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from variorum.account.imports import alignment
from variorum.pull.file.items import (
    BLANK,
    END,
    OF_NOTES,
    Items,
    Words,
    accepted,
    has_pages,
    rejected,
    words,
)
from variorum.pull.file.note_streams import NoteStreams
from variorum.returned import SIGN, UNNAMED, Kind, Manuscript, Remark, Revision

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """Items of the base from `start` to `end` (in its view) that are replaced by items of the edited file.

    `restyled`: they are the same, but look otherwise; `freed`: the marks of a sign at both ends are gone;
    `typed`: what was put in, with the marks at its ends that its sign prints by itself.
    """

    start: int
    end: int
    put_in: tuple[int, ...]
    by: Revision | None
    moved: bool = False
    restyled: bool = False
    freed: bool = False
    typed: tuple[int, ...] = ()

    @property
    def has_marks(self) -> bool:
        """Return whether the file says with which marks the words of a sign stand, or without any."""
        return self.freed or bool(self.typed)


@dataclass(slots=True)
class Comparison:
    """The two files as items, the view of the base and of the edited file with all accepted, what differs.

    `kept` are pairs of items, of the base and of the edited file, that are the same; `without_pages`: the
    file has lost all marks of pages, which are not compared. `notes` are those that are new and those
    that are gone: their words are no items of the views, for they come and go with their calls.
    """

    base: Items
    edited: Items
    base_view: list[int]
    accepted: list[int]
    differences: list[Difference] = field(default_factory=list)
    kept: list[Pair] = field(default_factory=list)
    remarks: tuple[Remark, ...] = ()
    without_pages: bool = False
    notes: NoteStreams = field(default_factory=NoteStreams)

    @property
    def before_ends(self) -> frozenset[int]:
        """Return the characters of the base behind which ends of lines were put in, or taken out."""
        made: set[int] = set()
        for one in filter(self.has_ends, self.differences):
            low = one.start - 1
            while low > 0 and not self.base.is_ink(self.base_view[low]):
                low -= 1
            made.update(filter(self.base.is_ink, self.base_view[max(low, 0) : one.end]))
        return frozenset(made)

    def has_ends(self, one: Difference) -> bool:
        """Return whether a difference puts in ends of paragraphs or lines, or takes such out."""
        own = self.base_view[one.start : one.end]
        return any(
            items.keys[item] == END or items.is_kind(item, Kind.LINE)
            for items, view in ((self.base, own), (self.edited, one.put_in))
            for item in view
        )


def compare(base: Manuscript, edited: Manuscript) -> Comparison:
    """Compare a base with the file that came back."""
    are_lost = has_pages(base) and not has_pages(edited)
    notes, edited = NoteStreams.of(base, edited)
    own, its = Items.of(base, notes.are_named), Items.of(edited, notes.are_named)
    base_view = own.view(rejected, not are_lost, notes.gone_streams)
    apart = notes.gone_streams | notes.new_streams
    was, now = its.view(rejected, without=apart), its.view(accepted, without=apart)
    made = Comparison(own, its, base_view, now, remarks=edited.remarks, without_pages=are_lost, notes=notes)
    matched = _matched(own, base_view, its, was)
    steps = _Steps(made, set(was), set(now))
    reached = 0
    for item in sorted(steps.was | steps.now):
        place = matched.get(item)
        if place is not None:
            steps.take_out(range(reached, place), None)
            reached = place + 1
        steps.meet(item, place)
    steps.take_out(range(reached, len(base_view)), None)
    steps.close()
    made.differences = _in_touch(made, sorted((*made.differences, *_restyled(made)), key=_first))
    return made


def _matched(base: Items, base_view: Sequence[int], edited: Items, was: Sequence[int]) -> dict[int, int]:
    """Return for items of the edited file before its tracked changes their places in the view of the base."""
    rows = _Words(words(base, base_view), words(edited, was))
    own, its = [base.keys[item] for item in base_view], [edited.keys[item] for item in was]
    made: dict[int, int] = {}
    low = low_other = 0

    def pair(start: int, start_other: int, count: int) -> None:
        made.update((was[start_other + at], start + at) for at in range(count))

    for stretch in (*_told_apart(rows, own, its), rows.end):
        ahead, behind = in_common(own[low : stretch.start], its[low_other : stretch.start_other])
        pair(low, low_other, ahead)
        pair(stretch.start - behind, stretch.start_other - behind, behind)
        pair(stretch.start, stretch.start_other, stretch.count)
        low, low_other = stretch.start + stretch.count, stretch.start_other + stretch.count
    return made


@dataclass(frozen=True, slots=True)
class _Stretch:
    """As many items of two rows that are the same, and where they begin."""

    start: int
    start_other: int
    count: int


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of two views."""

    one: Words
    other: Words

    @property
    def end(self) -> _Stretch:
        """Return the end of both."""
        return _Stretch(self.one.starts[-1], self.other.starts[-1], 0)

    def stretches(self) -> Iterator[_Stretch]:
        """Yield the words that are the same, in their order."""
        for first, second, length in alignment.blocks(self.one.keys, self.other.keys):
            start = self.one.starts[first]
            yield _Stretch(start, self.other.starts[second], self.one.starts[first + length] - start)


def _told_apart(rows: _Words, own: Sequence[str], its: Sequence[str]) -> list[_Stretch]:
    """Return the words that are the same, without those between changes that have more in common alone.

    Where a paragraph is parted before its last word, its own end could be either of two: it is the last.
    """
    found = [*rows.stretches(), rows.end]
    kept = [_Stretch(0, 0, 0)]
    for one, after in pairwise(found):
        before = kept[-1]
        low, low_other = before.start + before.count, before.start_other + before.count
        end, end_other = one.start + one.count, one.start_other + one.count
        apart = one.count + sum(
            (
                *in_common(own[low : one.start], its[low_other : one.start_other]),
                *in_common(own[end : after.start], its[end_other : after.start_other]),
            )
        )
        together = sum(in_common(own[low : after.start], its[low_other : after.start_other]))
        if together <= apart:
            kept.append(one)
    return kept[1:]


def in_common(one: Sequence[object], other: Sequence[object]) -> tuple[int, int]:
    """Return how many items of two rows are the same at the beginning, and of the rest at the end."""
    least = min(len(one), len(other))
    ahead = 0
    while ahead < least and one[ahead] == other[ahead]:
        ahead += 1
    behind = 0
    while behind < least - ahead and one[-1 - behind] == other[-1 - behind]:
        behind += 1
    return ahead, behind


@dataclass(slots=True)
class _Steps:
    """Walk along the edited file and gather what differs, by who did it."""

    made: Comparison
    was: set[int]
    now: set[int]
    gone: list[int] = field(default_factory=list)
    new: list[int] = field(default_factory=list)
    by: Revision | None = None
    is_loose: bool = False
    reached: int = 0

    def meet(self, item: int, place: int | None) -> None:
        """Take an item of the edited file that stands at this place of the base, if at any."""
        change = self.made.edited.piece(item).revision
        if place is not None and item in self.now:
            self.close()
            self.made.kept.append((self.made.base_view[place], item))
            self.reached = place + 1
        elif place is not None:
            # A blank may go because of what went beside it: it goes with that.
            self.take_out(range(place, place + 1), change, is_bound=change is None)
        elif item in self.now:
            self.of(change, is_bound=False)
            self.new.append(item)

    def take_out(self, places: range, by: Revision | None, is_bound: bool = False) -> None:
        """Take places of the base that are there no more."""
        if places:
            self.of(by, is_bound)
            self.gone += places

    def of(self, by: Revision | None, is_bound: bool) -> None:
        """Go on with what the same person did, or begin a difference; what is bound goes with any."""
        if not self.gone and not self.new:
            self.is_loose = is_bound
        elif is_bound or _same(by, self.by):
            return
        elif self.is_loose:
            self.is_loose = False
        else:
            self.close()
        self.by = by

    def close(self) -> None:
        """Close the difference: what is the same at the ends of what went and what came is kept."""
        gone, new, by = self.gone, self.new, self.by
        self.gone, self.new = [], []
        if not gone and not new:
            return
        for some, others in self.parts(gone, new):
            self.add(some, others, by)
        if gone:
            self.reached = gone[-1] + 1

    def parts(self, gone: list[int], new: list[int]) -> list[tuple[list[int], list[int]]]:
        """Return what went and what came as one, or paragraphs beside a word by themselves."""
        view, base, edited = self.made.base_view, self.made.base, self.made.edited
        keys, others = [base.keys[view[place]] for place in gone], [edited.keys[item] for item in new]
        if gone and END in others and END not in keys:
            at, is_ahead = _beside(keys, others)
            halves = [([], new[:at]), (gone, new[at:])] if is_ahead else [(gone, new[:at]), ([], new[at:])]
            return halves if at else [(gone, new)]
        if new and END in keys and END not in others:
            at, is_ahead = _beside(others, keys)
            halves = [(gone[:at], []), (gone[at:], new)] if is_ahead else [(gone[:at], new), (gone[at:], [])]
            return halves if at else [(gone, new)]
        return [(gone, new)]

    def add(self, gone: list[int], new: list[int], by: Revision | None) -> None:
        """Add a difference: what is the same at the ends of what went and what came is kept."""
        base, edited = self.made.base, self.made.edited
        view = self.made.base_view
        ahead, behind = in_common(
            [base.keys[view[place]] for place in gone], [edited.keys[item] for item in new]
        )
        kept = [*range(ahead), *range(-behind, 0)]
        self.made.kept += ((view[gone[at]], new[at]) for at in kept)
        start = gone[0] + ahead if gone else self.reached
        end = gone[-1] + 1 - behind if gone else self.reached
        left = tuple(new[ahead : len(new) - behind])
        if gone:
            self.reached = gone[-1] + 1
        if start == end and by is None:
            start, left = self.slid(start, left)
            end = start
        if start < end or left:
            self.made.differences.append(Difference(start, end, left, by, by is not None and by.moved))

    def slid(self, start: int, new: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
        """Return what was put in, and where, as whole paragraphs if it can be seen as such.

        "The lamp. ¶" before "The glass" is told as "lamp. ¶ The" behind "The" by what comes first.
        """
        made = self.made
        keys = [made.edited.keys[item] for item in new]
        before = [made.base.keys[item] for item in made.base_view[max(start - len(new), 0) : start]]
        if END not in keys or keys[0] == END:
            return start, new
        for count in range(min(len(new), len(before), len(made.kept)) + 1):
            if keys[len(keys) - count :] != before[len(before) - count :]:
                break
            ends_whole = keys[: len(keys) - count][-1:] == [END]
            begins_whole = before[: len(before) - count][-1:] in ([END], [])
            if ends_whole and begins_whole:
                return self.moved_back(start, new, count)
        return start, new

    def moved_back(self, start: int, new: tuple[int, ...], count: int) -> tuple[int, tuple[int, ...]]:
        """Take as many items before what was put in for its last ones, if just these were kept."""
        kept = self.made.kept[len(self.made.kept) - count :]
        own = self.made.base_view[start - count : start]
        if [item for item, _ in kept] != own:
            return start, new
        last = new[len(new) - count :]
        self.made.kept[len(self.made.kept) - count :] = zip(own, last, strict=True)
        return start - count, (*(its for _, its in kept), *new[: len(new) - count])


def _beside(word: Sequence[str], row: Sequence[str]) -> tuple[int, bool]:
    """Return where in a row with paragraphs their part ends, or begins, that is no word; 0 if none is.

    The other part is nearly the word, and begins, or ends, as that does; `True`: it stands behind.
    """
    last = len(row) - [*reversed(row)].index(END)
    for at, is_ahead, rest in ((last, True, row[last:]), (row.index(END), False, row[: row.index(END)])):
        ahead, behind = in_common(word, rest)
        if (ahead if is_ahead else behind) and 2 * (ahead + behind) >= len(word):
            return at, is_ahead
    return 0, False


def _same(one: Revision | None, other: Revision | None) -> bool:
    """Return whether two changes are one person's; when they were made does not matter."""
    if one is None or other is None:
        return one is other
    return one.author == other.author and one.moved == other.moved


def _first(one: Difference) -> tuple[int, int]:
    return one.start, one.end


def _restyled(compared: Comparison) -> Iterator[Difference]:
    """Yield stretches of words that are the same but look otherwise; a call in them parts no stretch."""
    places = {item: place for place, item in enumerate(compared.base_view)}
    filled = {one.start for one in compared.differences if one.put_in}
    waiting: list[Pair] = []
    looks = "", ""
    reached = -1
    for own, its in sorted(pair for pair in compared.kept if pair[0] in places):
        place = places[own]
        goes_on = bool(waiting) and place == reached + 1 and place not in filled
        if goes_on and (compared.base.keys[own] == BLANK or compared.base.is_kind(own, Kind.CALL)):
            reached = place
            waiting.append((own, its))
            continue
        pair = compared.base.piece(own).style, compared.edited.piece(its).style
        if compared.base.leaf(own).style != compared.edited.leaf(its).style:
            pair = "", ""
        if waiting and not (goes_on and compared.base.is_ink(own) and pair == looks):
            yield _stretch(compared, waiting, places)
            waiting = []
        if compared.base.is_ink(own) and pair[0] != pair[1]:
            waiting.append((own, its))
            looks = pair
        reached = place
    if waiting:
        yield _stretch(compared, waiting, places)


def _stretch(compared: Comparison, pairs: list[Pair], places: dict[int, int]) -> Difference:
    while not compared.base.is_ink(pairs[-1][0]):
        pairs.pop()
    start, end = places[pairs[0][0]], places[pairs[-1][0]] + 1
    by = next((change for _, its in pairs if (change := compared.edited.piece(its).restyled)), None)
    return Difference(start, end, tuple(its for _, its in pairs), by, restyled=True)


def _in_touch(compared: Comparison, differences: Sequence[Difference]) -> list[Difference]:
    """Return differences in which words of a new look, and words put in beside them in that, are one."""
    made: list[Difference] = []
    for one in differences:
        last = made[-1] if made else None
        if last is not None and (last.restyled or one.restyled) and _touch(compared, last, one):
            between = _between(compared, last, one)
            put_in = (*last.put_in, *between, *one.put_in)
            by = last.by or one.by
            made[-1] = replace(last, end=one.end, put_in=put_in, by=by, restyled=False)
        else:
            made.append(one)
    return made


def _touch(compared: Comparison, one: Difference, other: Difference) -> bool:
    """Return whether nothing but a blank stands between two differences that put in words of one look."""
    if one.by is not None and other.by is not None and one.by.author != other.by.author:
        return False
    between = [compared.base.keys[item] for item in compared.base_view[one.end : other.start]]
    looks = [
        {edited.piece(item).style for item in each.put_in if edited.is_ink(item)}
        for each in (one, other)
        for edited in (compared.edited,)
    ]
    return between in ([], [BLANK]) and len(looks[0]) == 1 and looks[0] == looks[1]


def _between(compared: Comparison, one: Difference, other: Difference) -> tuple[int, ...]:
    """Return the items of the edited file for what stands between two differences."""
    kept = dict(compared.kept)
    items = (kept.get(item) for item in compared.base_view[one.end : other.start])
    return tuple(item for item in items if item is not None)


def end_changes(compared: Comparison) -> Iterator[tuple[int, str, str]]:
    """Yield the ends of paragraphs that are of another style now: the item, and the styles."""
    for own, its in compared.kept:
        if compared.base.keys[own] != END:
            continue
        leaf, other = compared.base.leaf(own), compared.edited.leaf(its)
        before, after = leaf.style, other.style
        if before != after and leaf.words.strip(SIGN):
            yield own, before, after


def other_calls(compared: Comparison) -> Iterator[Pair]:
    """Yield calls, and beginnings of notes, that are of another note now, as far as the file tells."""
    if compared.notes.are_named:
        return
    for own, its in compared.kept:
        before, after = compared.base.piece(own), compared.edited.piece(its)
        is_told = not after.text.startswith(UNNAMED) and not before.text.startswith(UNNAMED)
        if before.kind in OF_NOTES and before.text != after.text and is_told:
            yield own, its


def as_text(keys: Sequence[str]) -> str:
    """Return items as a report shows them."""
    return "".join(map(_as_text, keys))


def _as_text(key: str) -> str:
    if not key.startswith(SIGN):
        return "¶" if key == END else key
    kind, _, of = key[1:].partition(":")
    match kind:
        case "line":
            return "↵"
        case "call" | "note":
            return f"⟨{kind}⟩"
        case _:
            return f"⟨{kind}{of and ' '}{of}⟩"
