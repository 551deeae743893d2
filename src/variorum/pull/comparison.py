"""Base and edited file compared: what was kept, and every change with who made it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from variorum.account.imports import alignment
from variorum.pull.items import BLANK, END, Items, accepted, has_pages, rejected, words
from variorum.returned import SIGN, UNNAMED, Kind, Manuscript, Remark, Revision

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """Items of the base from `start` to `end` (in its view) that are replaced by items of the edited file."""

    start: int
    end: int
    put_in: tuple[int, ...]
    by: Revision | None
    moved: bool = False


@dataclass(slots=True)
class Comparison:
    """The two files as items, the view of the base and of the edited file with all accepted, what differs.

    `kept` are pairs of items, of the base and of the edited file, that are the same; `without_pages`: the
    file has lost all marks of pages, which are not compared.
    """

    base: Items
    edited: Items
    base_view: list[int]
    accepted: list[int]
    differences: list[Difference] = field(default_factory=list)
    kept: list[Pair] = field(default_factory=list)
    remarks: tuple[Remark, ...] = ()
    without_pages: bool = False


def compare(base: Manuscript, edited: Manuscript) -> Comparison:
    """Compare a base with the file that came back."""
    are_lost = has_pages(base) and not has_pages(edited)
    own, its = Items.of(base), Items.of(edited)
    base_view, was, now = own.view(rejected, not are_lost), its.view(rejected), its.view(accepted)
    made = Comparison(own, its, base_view, now, remarks=edited.remarks, without_pages=are_lost)
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
    return made


def _matched(base: Items, base_view: Sequence[int], edited: Items, was: Sequence[int]) -> dict[int, int]:
    """Return for items of the edited file before its tracked changes their places in the view of the base."""
    one, other = words(base, base_view), words(edited, was)
    made: dict[int, int] = {}
    low = low_other = 0

    def pair(start: int, start_other: int, count: int) -> None:
        made.update((was[start_other + at], start + at) for at in range(count))

    for first, second, length in (
        *alignment.blocks(one.keys, other.keys),
        (len(one.keys), len(other.keys), 0),
    ):
        start, start_other = one.starts[first], other.starts[second]
        keys = [base.keys[item] for item in base_view[low:start]]
        its = [edited.keys[item] for item in was[low_other:start_other]]
        ahead, behind = in_common(keys, its)
        pair(low, low_other, ahead)
        pair(start - behind, start_other - behind, behind)
        low, low_other = one.starts[first + length], other.starts[second + length]
        pair(start, start_other, low - start)
    return made


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
        if start < end or left:
            self.made.differences.append(Difference(start, end, left, by, by is not None and by.moved))


def _same(one: Revision | None, other: Revision | None) -> bool:
    """Return whether two changes are one person's; when they were made does not matter."""
    if one is None or other is None:
        return one is other
    return one.author == other.author and one.moved == other.moved


def look_changes(compared: Comparison) -> Iterator[tuple[list[Pair], str, str]]:
    """Yield stretches of words that are the same but look otherwise: the items, the look before and after."""
    waiting: list[Pair] = []
    looks = "", ""
    reached = -1
    for own, its in sorted(compared.kept):
        key = compared.base.keys[own]
        if key == BLANK and own == reached + 1:
            reached = own
            continue
        pair = compared.base.piece(own).style, compared.edited.piece(its).style
        goes_on = compared.base.is_ink(own) and pair == looks and own == reached + 1
        if waiting and not goes_on:
            yield waiting, *looks
            waiting = []
        if compared.base.is_ink(own) and pair[0] != pair[1]:
            waiting.append((own, its))
            looks = pair
        reached = own
    if waiting:
        yield waiting, *looks


def end_changes(compared: Comparison) -> Iterator[tuple[int, str, str]]:
    """Yield the ends of paragraphs that are of another style now: the item, and the styles."""
    for own, its in compared.kept:
        if compared.base.keys[own] != END:
            continue
        before, after = compared.base.leaf(own).style, compared.edited.leaf(its).style
        if before != after:
            yield own, before, after


def other_calls(compared: Comparison) -> Iterator[Pair]:
    """Yield calls, and beginnings of notes, that are of another note now, as far as the file tells."""
    for own, its in compared.kept:
        before, after = compared.base.piece(own), compared.edited.piece(its)
        is_told = not after.text.startswith(UNNAMED) and not before.text.startswith(UNNAMED)
        if before.kind in (Kind.CALL, Kind.NOTE) and before.text != after.text and is_told:
            yield own, its


def as_text(keys: Sequence[str]) -> str:
    """Return items as a report shows them."""
    said = {END: "¶", f"{SIGN}line:": "↵"}
    return "".join(said.get(key, f"⟨{key[1:]}⟩" if key.startswith(SIGN) else key) for key in keys)
