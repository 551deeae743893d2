"""What changed in the sources since a file was made: differences moved onto the edition of today."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from variorum import extract
from variorum.pull.file.comparison import Comparison, Difference, compare
from variorum.pull.file.items import END, Items, rejected
from variorum.pull.writing.places import Printed, rows_of
from variorum.returned import SIGN, Kind, Manuscript

BOTH = "the source has changed at the same words since the file was made: look at both"


@dataclass(frozen=True, slots=True)
class Rebasing:
    """A comparison with the edition of today in the place of the base, and what changed on both sides."""

    compared: Comparison
    conflicts: tuple[tuple[Difference, Difference | None], ...]
    since: Comparison
    """What has changed in the edition: the second of a pair of conflicts is one of its differences."""


def is_of_today(base: Items, printed: Mapping[str, Printed], before_ends: Collection[int]) -> bool:
    """Return whether a base says what the edition prints today; behind some items a line ends, or not."""
    rows: dict[str, list[int]] = {}
    for row in rows_of(base):
        rows.setdefault(base.leaf(row[0]).stream, []).extend(row)
    return all(
        [base.keys[item] for item in row] == printed[name].keys
        and not (_ends(base, row) ^ printed[name].ends) & _places(row, before_ends)
        for name, row in rows.items()
        if name in printed
    ) and all(name in rows for name, there in printed.items() if there.keys)


def _places(row: Sequence[int], items: Collection[int]) -> set[int]:
    """Return how many items of a stream stand before each end that would follow some of them."""
    return {count for count, item in enumerate(row, 1) if item in items}


def _ends(base: Items, row: Sequence[int]) -> set[int]:
    """Return how many of the items of a stream stand before each end of a paragraph or line."""
    made: set[int] = set()
    for count, (item, after) in enumerate(pairwise((*row, len(base.keys))), 1):
        beside = range(item + 1, after)
        if any(base.keys[one] == END or base.is_kind(one, Kind.LINE) for one in beside):
            made.add(count)
    return made


def onto_today(compared: Comparison, base: Manuscript, today: Manuscript) -> Rebasing:
    """Return a comparison whose differences are those of the edited file, at their places of today.

    What the edition says already is no difference any more.
    """
    since = compare(base, today)
    items = dict(since.kept)
    view = since.edited.view(rejected, not compared.without_pages, compared.notes.gone_streams)
    places = {item: place for place, item in enumerate(view)}
    done = {_key(one, since) for one in since.differences}
    moved, conflicts = [], []
    for one in compared.differences:
        if _key(one, compared) in done or any(
            _is_in(one, other, compared, since) for other in since.differences
        ):
            continue
        place = _place(one, compared, items, places)
        if one.restyled and place is not None and _looks_otherwise(one, compared, since, items):
            place = None
        if place is None:
            conflicts.append((one, _against(one, since)))
        else:
            moved.append(replace(one, start=place[0], end=place[1]))
    made = Comparison(
        since.edited,
        compared.edited,
        view,
        compared.accepted,
        moved,
        [(items[own], its) for own, its in compared.kept if own in items and _ends_alike(own, since, items)],
        compared.remarks,
        compared.without_pages,
        compared.notes,
    )
    return Rebasing(made, tuple(conflicts), since)


def _against(one: Difference, since: Comparison) -> Difference | None:
    """Return what the edition has changed at the words of a difference, or beside them."""
    view = since.base_view
    low, high = one.start, one.end
    while low > 0 and since.base.is_ink(view[low - 1]):
        low -= 1
    while high < len(view) and since.base.is_ink(view[high]):
        high += 1
    return next((each for each in since.differences if each.start <= high and low <= each.end), None)


def _key(one: Difference, compared: Comparison) -> tuple[int, int, tuple[str, ...]]:
    return one.start, one.end, tuple(_item_key(item, one.restyled, compared) for item in one.put_in)


def _item_key(item: int, restyled: bool, compared: Comparison) -> str:
    """Return what an item is known by: a call of a new note by what that says, words of a new look by it."""
    edited = compared.edited
    piece = edited.piece(item)
    if piece.kind is Kind.LINE and edited.leaf(item).stream.endswith(extract.head("")):
        return END  # a datum of a head that is parted is in lines
    if piece.kind is Kind.CALL and piece.text in compared.notes.new:
        return f"{SIGN}new:{compared.notes.words(piece.text)}"
    return f"{edited.keys[item]}{SIGN}{_sight(piece.style)}" if restyled else edited.keys[item]


def _is_in(one: Difference, other: Difference, compared: Comparison, since: Comparison) -> bool:
    """Return whether words of a new look have it already, among what has changed since."""
    if not one.restyled or not other.start <= one.start <= one.end <= other.end:
        return False
    own = [_item_key(item, True, compared) for item in one.put_in]
    its = [_item_key(item, True, since) for item in other.put_in]
    return any(its[at : at + len(own)] == own for at in range(len(its)))


def _ends_alike(own: int, since: Comparison, items: Mapping[int, int]) -> bool:
    """Return whether a paragraph of the base has the same style today; of other items it is not asked."""
    if since.base.keys[own] != END:
        return True
    return since.base.leaf(own).style == since.edited.leaf(items[own]).style


def _sight(look: str) -> str:
    return " ".join(one for one in look.split() if one.startswith("("))


def _looks_otherwise(
    one: Difference, compared: Comparison, since: Comparison, items: Mapping[int, int]
) -> bool:
    """Return whether the edition of today gives words another look than the base did."""
    own = compared.base_view[one.start : one.end]
    return any(
        since.base.piece(item).style != since.edited.piece(items[item]).style
        for item in own
        if since.base.is_ink(item)
    )


def _place(
    one: Difference, compared: Comparison, items: Mapping[int, int], places: Mapping[int, int]
) -> tuple[int, int] | None:
    """Return where a difference is today: the words that it touches must be there unchanged, and in touch."""
    view = compared.base_view
    low, high = (one.start, one.end) if one.start < one.end else (max(one.start - 1, 0), one.end + 1)
    while low > 0 and compared.base.is_ink(view[low - 1]):
        low -= 1
    while high < len(view) and compared.base.is_ink(view[high]):
        high += 1
    there = [places.get(items.get(item, -1)) for item in view[low:high]]
    if not there or None in there:
        return None
    found = [place for place in there if place is not None]
    if found != list(range(found[0], found[0] + len(found))):
        return None
    inside = one.start - low
    return found[0] + inside, found[0] + inside + one.end - one.start
