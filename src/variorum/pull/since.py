"""What changed in the sources since a file was made: differences moved onto the edition of today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from variorum.pull.comparison import Comparison, Difference, compare
from variorum.pull.items import Items, rejected
from variorum.pull.places import Printed, rows_of
from variorum.returned import Manuscript

BOTH = "the source has changed at the same words since the file was made: look at both"


@dataclass(frozen=True, slots=True)
class Rebasing:
    """A comparison with the edition of today in the place of the base, and what changed on both sides."""

    compared: Comparison
    conflicts: tuple[Difference, ...]


def is_of_today(base: Items, printed: Mapping[str, Printed]) -> bool:
    """Return whether a base says what the edition prints today."""
    rows: dict[str, list[str]] = {}
    for row in rows_of(base):
        rows.setdefault(base.leaf(row[0]).stream, []).extend(base.keys[item] for item in row)
    return all(keys == printed[name].keys for name, keys in rows.items() if name in printed) and all(
        name in rows for name, there in printed.items() if there.keys
    )


def onto_today(compared: Comparison, base: Manuscript, today: Manuscript) -> Rebasing:
    """Return a comparison whose differences are those of the edited file, at their places of today.

    What the edition says already is no difference any more.
    """
    since = compare(base, today)
    items = dict(since.kept)
    view = since.edited.view(rejected, not compared.without_pages)
    places = {item: place for place, item in enumerate(view)}
    done = {_key(one, since) for one in since.differences}
    moved, conflicts = [], []
    for one in compared.differences:
        if _key(one, compared) in done:
            continue
        place = _place(one, compared, items, places)
        if place is None:
            conflicts.append(one)
        else:
            moved.append(replace(one, start=place[0], end=place[1]))
    made = Comparison(
        since.edited,
        compared.edited,
        view,
        compared.accepted,
        moved,
        [(items[own], its) for own, its in compared.kept if own in items],
        compared.remarks,
        compared.without_pages,
    )
    return Rebasing(made, tuple(conflicts))


def _key(one: Difference, compared: Comparison) -> tuple[int, int, tuple[str, ...]]:
    return one.start, one.end, tuple(compared.edited.keys[item] for item in one.put_in)


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
