"""Words that look otherwise in the edited file: signs put around them, taken off, or changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from variorum.pull.file.comparison import Comparison, Difference
from variorum.pull.writing.edits import Edit, Refusal, Way, is_xml
from variorum.pull.writing.looks import Looks, Notation, Notations
from variorum.pull.writing.places import Places, Spot, in_document
from variorum.pull.writing.sign_places import Enclosure, SignPlaces
from variorum.source import Source

MARKS_LEFT = "the marks of the sign are still in the file: take them out too"
NO_SIGN = "no sign of the set is printed so: write what is meant in the source"
IN_TEI = "type styles of TEI are not carried back: write the element in the source"


@dataclass(frozen=True, slots=True)
class Restyling:
    """Find the edits for words of another look; `document` tells the document of a stream."""

    compared: Comparison
    places: Places
    signs: SignPlaces
    notations: Callable[[str], Notations | None]
    document: Callable[[str], str]
    marked: frozenset[Spot] = frozenset()

    def free(self, one: Difference) -> tuple[Way, ...] | Refusal:
        """Return the way to take off a sign of which both marks are gone."""
        item = self.compared.base_view[one.start]
        if not in_document(self.compared.base.leaf(item).stream):
            return Refusal(*self.places.why_not(item))
        sign = self.places.sign(item)
        around = next((each for each in self.signs.enclosures if each.whole == sign), None)
        if sign is None or around is None or is_xml(self.places.sources[sign.path]):
            return Refusal(IN_TEI if sign and is_xml(self.places.sources[sign.path]) else NO_SIGN)
        first = Edit(sign.path, sign.start, around.inner.start, "")
        return (Way((first, Edit(sign.path, around.inner.end, sign.end, "")), True, True),)

    def ways(self, one: Difference) -> tuple[Way, ...] | Refusal:
        """Return the ways in which a new look may be written, the likeliest first."""
        base = self.compared.base
        items = [item for item in self.compared.base_view[one.start : one.end] if base.is_ink(item)]
        spots: list[Spot] = []
        for item in items:
            spot = self.places.spot(item)
            if spot is None:
                return Refusal(*self.places.why_not(item))
            spots.append(spot)
        if any(two.path != first.path or two.start < first.end for first, two in pairwise(spots)):
            return Refusal("the source has these words in another order")
        source = self.places.sources[spots[0].path]
        if is_xml(source):
            return Refusal(IN_TEI)
        notations = self.notations(self.document(base.leaf(items[0]).stream))
        if notations is None:
            return Refusal(NO_SIGN)
        before = Looks.of(base.piece(items[0]).style)
        after = Looks.of(self.compared.edited.piece(one.put_in[0]).style)
        stretch = Spot(source.path, spots[0].start, spots[-1].end)
        found = tuple(dict.fromkeys(self.find(stretch, before, after, notations, source)))
        is_left = any(each.whole in self.marked for each in self.signs.around(stretch))
        return found or Refusal(MARKS_LEFT if is_left else NO_SIGN)

    def find(
        self, stretch: Spot, before: Looks, after: Looks, notations: Notations, source: Source
    ) -> Iterator[Way]:
        """Yield ways: a sign put around the words, or the one around them changed or taken off."""
        by_sight = before.names == after.names
        around = self.signs.around(stretch)
        if not before.without(after):
            for notation in notations.of(after.without(before)):
                yield _around(stretch, notation, by_sight)
        is_typed = by_sight or not after.names
        for count in dict.fromkeys((1, len(around)) if around else ()):
            if any(each.whole in self.marked for each in around[:count]):
                continue
            for notation in notations.of(after):
                yield from _instead(stretch, around[:count], notation, bool(after) and is_typed, source)
        if before.without(after) and after:
            for notation in notations.of(after.without(before)):
                yield _around(stretch, notation, by_sight)


def _around(stretch: Spot, notation: Notation, by_sight: bool) -> Way:
    first = Edit(stretch.path, stretch.start, stretch.start, notation.before)
    last = Edit(stretch.path, stretch.end, stretch.end, notation.behind)
    return Way((first, last), True, by_sight)


def _instead(
    stretch: Spot, around: Sequence[Enclosure], notation: Notation, by_sight: bool, source: Source
) -> Iterator[Way]:
    """Yield the way to write words without signs around them; words beside them keep these."""
    whole, inner = around[-1].whole, around[0].inner
    text = source.text
    opens, closes = text[whole.start : inner.start], text[inner.end : whole.end]
    ahead, behind = text[inner.start : stretch.start], text[stretch.end : inner.end]
    if len(around) > 1 and (ahead.strip() or behind.strip()):
        return
    left = f"{ahead}{notation.before}"
    if ahead.strip():
        kept = ahead.rstrip()
        left = f"{opens}{kept}{closes}{ahead[len(kept) :]}{notation.before}"
    right = f"{notation.behind}{behind}"
    if behind.strip():
        kept = behind.lstrip()
        right = f"{notation.behind}{behind[: len(behind) - len(kept)]}{opens}{kept}{closes}"
    first = Edit(whole.path, whole.start, stretch.start, left)
    last = Edit(whole.path, stretch.end, whole.end, right)
    yield Way((first, last), True, by_sight)
