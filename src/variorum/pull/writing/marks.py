"""Marks that signs print, and an editor takes out or types: they go and come with their signs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from variorum.origin import Generated, OriginRule
from variorum.pull.file.comparison import Comparison, Difference
from variorum.pull.writing.looks import Looks, Notations
from variorum.pull.writing.places import Places, Spot


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of signs among the differences of a file."""

    compared: Comparison
    places: Places
    notations: Callable[[str], Notations | None]
    document: Callable[[str], str]

    def settle(self, differences: Sequence[Difference]) -> list[Difference]:
        """Return differences in which marks that were taken out, or typed, go with what their sign does."""
        freed = list(self.free([self.bare(self.without_typed(one)) for one in differences]))
        return sorted(freed, key=lambda one: (one.start, one.end))

    def mark(self, item: int) -> Spot | None:
        """Return where the sign stands whose mark an item is."""
        origin = self.places.origins.get(item)
        is_mark = isinstance(origin, Generated) and origin.rule is OriginRule.SIGN_MARK
        return self.places.sign(item) if is_mark else None

    def marks_left(self, differences: Sequence[Difference]) -> frozenset[Spot]:
        """Return the signs whose marks are still there."""
        view = self.compared.base_view
        gone = {at for one in differences if not one.restyled for at in range(one.start, one.end)}
        found = (self.mark(item) for at, item in enumerate(view) if at not in gone)
        return frozenset(spot for spot in found if spot is not None)

    def free(self, differences: list[Difference]) -> Iterator[Difference]:
        """Yield differences, of two that take out the marks at both ends of a sign one."""
        waiting = list(differences)
        while waiting:
            one = waiting.pop(0)
            sign = self.sign_of(one)
            last = next(
                (at for at, other in enumerate(waiting) if sign and self.sign_of(other) == sign), None
            )
            if last is None or any(not each.restyled for each in waiting[:last]):
                yield one
                continue
            other = waiting[last]
            del waiting[: last + 1]
            kept = dict(self.compared.kept)
            view = self.compared.base_view
            between = [kept.get(view[at]) for at in range(one.end, other.start)]
            put_in = tuple(item for item in between if item is not None)
            yield Difference(one.start, other.end, put_in, one.by or other.by, freed=True)

    def bare(self, one: Difference) -> Difference:
        """Return a difference that takes out the marks around words and nothing else as one that does so."""
        view, edited = self.compared.base_view, self.compared.edited
        old = [item for item in view[one.start : one.end] if self.compared.base.is_ink(item)]
        signs = [self.mark(item) for item in old]
        new = [edited.keys[item] for item in one.put_in if edited.is_ink(item)]
        words = [self.compared.base.keys[item] for item, sign in zip(old, signs, strict=True) if sign is None]
        is_whole = bool(signs) and signs[0] is not None and signs[0] == signs[-1]
        if not is_whole or len({*signs} - {None}) > 1 or words != new:
            return one
        return replace(one, restyled=False, freed=True)

    def sign_of(self, one: Difference) -> Spot | None:
        """Return the sign of which a difference takes out a mark, and nothing else."""
        if one.put_in or one.restyled:
            return None
        items = self.compared.base_view[one.start : one.end]
        signs = {self.mark(item) for item in items if self.compared.base.is_ink(item)}
        return signs.pop() if len(signs) == 1 else None

    def is_inside(self, one: Difference, style: str) -> bool:
        """Return whether words of a look stand on both sides of a difference: its marks are there already."""
        view, base = self.compared.base_view, self.compared.base
        if not 0 < one.start <= one.end < len(view):
            return False
        beside = (view[one.start - 1], view[one.end])
        return all(style in Looks.of(base.piece(item).style).names for item in beside)

    def without_typed(self, one: Difference) -> Difference:
        """Return a difference without marks at both ends of its words that their sign prints."""
        edited = self.compared.edited
        inked = [item for item in one.put_in if edited.is_ink(item)]
        looks = {edited.piece(item).style for item in inked}
        if one.restyled or len(looks) != 1 or len(inked) < 3:
            return one
        names = Looks.of(looks.pop()).names
        view = self.compared.base_view
        near = view[min(one.start, len(view) - 1)]
        notations = self.notations(self.document(self.compared.base.leaf(near).stream))
        if not names or notations is None or self.is_inside(one, names[-1]):
            return one
        text = "".join(edited.keys[item] for item in inked)
        for sign in notations.printing.signs:
            opens, closes = sign.show.open, sign.show.close
            if sign.show.style == names[-1] and opens and text.startswith(opens) and text.endswith(closes):
                marks = {*inked[: len(opens)], *inked[len(inked) - len(closes) :]}
                words = tuple(item for item in one.put_in if item not in marks)
                return replace(one, put_in=words, typed=one.put_in)
        return one
