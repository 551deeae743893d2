"""The laws that hold before anything is written: the edition with the edits says what the file says."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from variorum.account.imports import alignment
from variorum.contract import Renderer, ReturningFormat
from variorum.origin import Generated, Origin, OriginRule
from variorum.press.preparation import Preparation
from variorum.press.sheets import setting_of
from variorum.publication import Publication
from variorum.pull.comparison import Comparison, Difference, in_common
from variorum.pull.items import BLANK, END, Items, rejected
from variorum.pull.places import in_document, origins_of, printed_streams
from variorum.returned import SIGN, Manuscript, Returned
from variorum.source import Source, Span

BESIDE = 2
"""How many paragraphs beside a breach of a law are looked at for its cause."""


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


def is_kept(base: Items, item: int, origins: Mapping[int, Origin], paths: Collection[str]) -> bool:
    """Return whether the laws hold for an item: it is of a source that is written, or a mark of a sign."""
    if not base.is_ink(item):
        return base.keys[item] in (BLANK, END) or in_document(base.leaf(item).stream)
    origin = origins.get(item)
    if isinstance(origin, Generated):
        return origin.rule is OriginRule.SIGN_MARK and in_document(base.leaf(item).stream)
    return isinstance(origin, Span) and origin.path in paths


def expected_statements(
    compared: Comparison,
    carried: Mapping[int, Difference],
    origins: Mapping[int, Origin],
    paths: Collection[str],
) -> list[Statement]:
    """Return what the edition has to say: the base with the differences that are carried, by number."""
    row = _Row([], [], [])
    base, edited = compared.base, compared.edited
    at = 0
    for number, one in sorted(carried.items(), key=lambda pair: (pair[1].start, pair[0])):
        _take(row, base, compared.base_view[at : one.start], origins, paths)
        row.mark(number)
        for item in one.put_in:
            row.add(edited.keys[item], _look(edited, item), number)
        row.mark(number)
        at = one.end
    _take(row, base, compared.base_view[at:], origins, paths)
    row.add(END, "", None)
    return row.made


def statements(
    manuscript: Manuscript, publication: Publication, sources: Mapping[str, Source], with_pages: bool = True
) -> list[Statement]:
    """Return what a file of ours says, as far as it is the sources'."""
    items = Items.of(manuscript)
    origins = origins_of(items, printed_streams(publication, sources))
    row = _Row([], [], [])
    _take(row, items, items.view(rejected, with_pages), origins, sources)
    row.add(END, "", None)
    return row.made


def _take(
    row: _Row, base: Items, view: Sequence[int], origins: Mapping[int, Origin], paths: Collection[str]
) -> None:
    for item in view:
        if is_kept(base, item, origins, paths):
            row.add(base.keys[item], _look(base, item), None)


def _look(items: Items, item: int) -> str:
    """Return the look of a character, or the style of the paragraph that ends."""
    return items.leaf(item).style if items.keys[item] == END else items.piece(item).style


@dataclass(frozen=True, slots=True)
class Breach:
    """Where two rows of paragraphs differ: what one has from `start` on, and what the other has there."""

    start: int
    expected: Sequence[Statement]
    found: Sequence[Statement]


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
