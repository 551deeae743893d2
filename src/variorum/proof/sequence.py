"""The traits of a stream in their order, for formats that do not tell where each begins.

Such a format has no place for what holds no words: a trait of it may lack in the file, any other may not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from variorum.extract import SPEECH, Trait, TraitSeen

BLOCKS = frozenset({Trait.BLOCK, Trait.GROUP, Trait.LIST, Trait.TABLE, Trait.RULE})
CLOSED = frozenset({Trait.GROUP, Trait.LIST, Trait.TABLE, Trait.STYLE, Trait.LINK, Trait.LANGUAGE})
"""What ends where it says; anything else ends with what it stands in, or where its like begins."""
PARTS = {
    Trait.ITEM: frozenset({Trait.LIST}),
    Trait.ROW: frozenset({Trait.TABLE}),
    Trait.CELL: frozenset({Trait.TABLE, Trait.ROW}),
}
"""What ends where its like begins, and what it stands in."""

PRINTED_MARK = (Trait.STYLE, "page-mark")
"""What follows the mark of a page that stands in the words; one in the margin is not among them."""


@dataclass(frozen=True, slots=True)
class TraitInOrder:
    """A trait that begins in a stream; `may_lack`: it holds nothing that is seen, and may lack in a file."""

    trait: Trait
    value: str
    may_lack: bool

    def is_told_by(self, seen: TraitSeen) -> bool:
        """Return whether a file tells it; of words for the ear, those before or those behind others."""
        if seen.trait is not (Trait.SPOKEN if self.trait is Trait.PAGE else self.trait):
            return False
        value = seen.value or ""
        match self.trait:
            case Trait.LANGUAGE:
                return value == self.value
            case Trait.SPOKEN:
                return value == self.value or self.value.startswith(value + SPEECH)
            case Trait.PAGE:
                return value == self.value or self.value.endswith(SPEECH + value)
            case Trait.PICTURE:
                return self.described in ("", value)
            case _:
                return True

    @property
    def described(self) -> str:
        """Return the description of a picture; one that has none may be given any."""
        return self.value.partition(" ")[2]


@dataclass(slots=True)
class _Extents:
    """Find which traits of a stream hold ink: `inked` counts for each piece those with ink before it."""

    inked: Sequence[int]
    labels: frozenset[int]
    open: list[tuple[int, Trait, int]] = field(default_factory=list)
    full: set[int] = field(default_factory=set)

    def begin(self, number: int, trait: Trait, piece: int) -> None:
        """Open a trait, and close what ends where it begins."""
        while self.open and trait in BLOCKS and self.open[-1][1] is Trait.HEADING:
            self.close(piece)
        while trait in PARTS and self.open and self.open[-1][1] not in PARTS[trait]:
            self.close(piece)
        self.open.append((number, trait, piece))
        if trait is Trait.PICTURE:
            self.full |= {one for one, _, _ in self.open}

    def end(self, trait: Trait, piece: int) -> None:
        """Close a trait, and what stands in it."""
        while self.open and self.open[-1][1] is not trait:
            self.close(piece)
        self.close(piece)

    def close(self, piece: int) -> None:
        """Close the innermost trait. The label before a paragraph has no part in the language of that."""
        if self.open:
            number, trait, begun = self.open.pop()
            begun += trait is Trait.LANGUAGE and begun in self.labels
            if self.inked[min(begun, piece)] < self.inked[piece]:
                self.full.add(number)


def in_order(
    traits: Sequence[tuple[Trait, str | None, int]], inked: Iterable[bool], labels: frozenset[int]
) -> Iterator[TraitInOrder]:
    """Yield the traits of a stream, given with the pieces before which they begin or end.

    `inked` says of each piece whether it has ink, `labels` which are the labels of entries and notes.
    """
    before = [0, *accumulate(inked)]
    extents = _Extents(before, labels)
    for number, (trait, value, piece) in enumerate(traits):
        if value is None:
            extents.end(trait, piece)
        elif trait is not Trait.PAGE:
            extents.begin(number, trait, piece)
    while extents.open:
        extents.close(len(before) - 1)
    for number, (trait, value, piece) in enumerate(traits):
        if value is not None:
            printed = trait is Trait.PAGE and (*PRINTED_MARK, piece) in traits[number + 1 : number + 2]
            yield TraitInOrder(trait, value, (number + printed) not in extents.full)


def are_told(wanted: Sequence[TraitInOrder], seen: Sequence[TraitSeen]) -> bool:
    """Return whether a file tells these traits in this order, some of those that may lack left out."""
    reached = _with_lacking({0}, wanted)
    for one in seen:
        told = {at + 1 for at in reached if at < len(wanted) and wanted[at].is_told_by(one)}
        reached = _with_lacking(told, wanted)
    return len(wanted) in reached


def _with_lacking(places: set[int], wanted: Sequence[TraitInOrder]) -> set[int]:
    """Return places in a row with those to which one comes over what may lack."""
    reached = set(places)
    for place in places:
        at = place
        while at < len(wanted) and wanted[at].may_lack:
            at += 1
            reached.add(at)
    return reached
