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
from variorum.pull.comparison import Comparison, Difference
from variorum.pull.items import BLANK, END, Items, rejected
from variorum.pull.places import in_document, origins_of, printed_streams
from variorum.returned import SIGN, Manuscript, Returned
from variorum.source import Source, Span


@dataclass(frozen=True, slots=True)
class Statement:
    """A paragraph as far as it is the source's: its style, its items with their looks, what differs in it."""

    style: str
    items: tuple[tuple[str, str], ...]
    of: frozenset[int] = frozenset()

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
    of: set[int]

    def add(self, key: str, look: str, difference: int | None) -> None:
        """Add an item with its look or the style of the paragraph that ends; `difference` put it in."""
        if difference is not None:
            self.of.add(difference)
        if key == END:
            while self.items and self.items[-1][0] == BLANK:
                self.items.pop()
            if self.items:
                self.made.append(Statement(look, tuple(self.items), frozenset(self.of)))
                self.items, self.of = [], set()
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
    row = _Row([], [], set())
    base, edited = compared.base, compared.edited
    at = 0
    for number, one in sorted(carried.items(), key=lambda pair: (pair[1].start, pair[0])):
        _take(row, base, compared.base_view[at : one.start], origins, paths)
        row.of.add(number)
        for item in one.put_in:
            row.add(edited.keys[item], _look(edited, item), number)
        row.of.add(number)
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
    row = _Row([], [], set())
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


def unlike(one: Sequence[Statement], other: Sequence[Statement]) -> Iterator[Sequence[Statement]]:
    """Yield the stretches of the first row of paragraphs that the second does not have, with what is around.

    Where only the second has something, what stands before and behind is yielded.
    """
    keys, others = [each.key for each in one], [each.key for each in other]
    low = low_other = 0
    for first, second, count in (*alignment.blocks(keys, others), (len(one), len(other), 0)):
        if first > low:
            yield one[low:first]
        elif second > low_other:
            yield one[max(low - 1, 0) : first + 1]
        low, low_other = first + count, second + count


def set_in_memory(prepared: Preparation, chosen: Renderer) -> Manuscript | None:
    """Set an edition as it is prepared, and read the file back; none if it cannot be set."""
    if prepared.publication is None or prepared.style is None or not isinstance(chosen, ReturningFormat):
        return None
    setting = setting_of(prepared.publication, prepared.style)
    sheets = [chosen.typeset(one, setting).value for one in prepared.publication.documents]
    bound = chosen.bind(prepared.publication, sheets, setting)
    read = chosen.returned(bound.value)
    return read.manuscript if isinstance(read, Returned) else None
