"""What an edition has that not every format carries, as a closed list: how a file stays behind the model.

What a format prints or embeds, its contract tells anyway (`adds`, `embeds_type`, whether it writes the
edition itself); the rest it declares (`contract.Bearer`). What is left of the list it carries less than the
model.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from variorum.origin import OriginRule


class Carried(Enum):
    """What a format may carry, and in a sentence what is so where it does not."""

    MEANING = "What signs mean (who added words, in which hand, how surely) is said in words, not as data."
    LOOKS = "Nothing is printed: no look of a sign, no label of a note, no contents, legend or register."
    LEAVES = "There are no printed pages: no running heads, no folios, no page to cite."
    MARGIN = "Pages of the source are marked in the text alone, not in the margin too."
    FOOT = "Notes stand at no page foot: they are shown where they are called, or in a list."
    SERIES = "Of several series of notes the program counts one at the most; labels of others are typed."
    SPEECH = "What a screen reader says of a sign is lost: brackets and marks are all that tells it."
    DRAWINGS = "Drawings (SVG) are pictures of dots."
    TYPE = "Typefaces are named, not brought along: on a machine without them words look otherwise."
    QUERIES = "Open queries of the editors are left out."

    @property
    def slug(self) -> str:
        """Return its name as it is shown."""
        return self.name.lower()


BY_RULE: Mapping[OriginRule, Carried] = {
    OriginRule.FOLIO: Carried.LEAVES,
    OriginRule.MARGIN_LABEL: Carried.MARGIN,
}
"""What a format carries by what it says that it prints itself."""


def carries(one: object) -> frozenset[Carried]:
    """Return what a format carries, by its contract."""
    found: set[Carried] = {BY_RULE[rule] for rule in getattr(one, "adds", ()) if rule in BY_RULE}
    found |= getattr(one, "carries", frozenset())
    found.add(Carried.MEANING if hasattr(one, "write") else Carried.LOOKS)
    if getattr(one, "embeds_type", False):
        found.add(Carried.TYPE)
    return frozenset(found)


def less(one: object) -> tuple[Carried, ...]:
    """Return what a format carries less than the model; of one that prints nothing not how it prints."""
    known = carries(one)
    printing = {Carried.LEAVES, Carried.MARGIN, Carried.FOOT, Carried.SPEECH, Carried.TYPE}
    moot = frozenset[Carried]() if Carried.LOOKS in known else printing
    return tuple(each for each in Carried if each not in known | moot)
