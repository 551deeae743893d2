"""Looks of words as data, and the notation that gives words a look: signs of the set, type styles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from variorum.codecs.transcript.sign_form import in_style
from variorum.codecs.transcript.writing import signs
from variorum.codecs.transcript.writing.constructs import inline as construct
from variorum.codecs.transcript.writing.signs import Manner
from variorum.conventions import ConventionSet, Sign
from variorum.conventions.engine import attributes_of, special_marks
from variorum.extract import Look
from variorum.model import Emphasis, EmphasisKind, Inline, Text
from variorum.model.schema import SHAPES, build

WORDS = "\ue000"
"""What stands in a notation for the words that are put into it."""
TYPED = (Look.UNDERLINE, Look.BOLD, Look.ITALIC, Look.STRUCK, Look.RAISED)
"""Type styles that transcripts have, the outermost first."""
AS_EMPHASIS = {
    Look.DOUBLE_UNDERLINE: Emphasis(EmphasisKind.UNDERLINE, (Text(WORDS),), degree=2),
    Look.SMALL_CAPS: Emphasis(EmphasisKind.SMALL_CAPS, (Text(WORDS),)),
    Look.SPACED: Emphasis(EmphasisKind.SPACED, (Text(WORDS),)),
    Look.LOWERED: Emphasis(EmphasisKind.LOWERED, (Text(WORDS),)),
}


@dataclass(frozen=True, slots=True)
class Looks:
    """A look as the file tells it: the names of inline styles, outermost first, and what is seen of them."""

    names: tuple[str, ...] = ()
    seen: frozenset[str] = frozenset()

    @classmethod
    def of(cls, style: str) -> Looks:
        """Take the style of a piece."""
        parts = style.split()
        seen = frozenset(one[1:-1] for one in parts if one.startswith("("))
        return cls(tuple(one for one in parts if not one.startswith("(")), seen)

    def without(self, other: Looks) -> Looks:
        """Return what this look has and another has not."""
        return Looks(tuple(one for one in self.names if one not in other.names), self.seen - other.seen)

    @property
    def words(self) -> str:
        """Return what a report says of it: its styles, and what is seen besides their names."""
        return ", ".join((*self.names, *sorted(self.seen.difference(self.names)))) or "plain"

    def __bool__(self) -> bool:
        return bool(self.names or self.seen)


@dataclass(frozen=True, slots=True)
class Notation:
    """What stands before and behind words so that they are printed in a look."""

    before: str = ""
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Notations:
    """The notations of a document: by which set it is read, by which it is printed, on what base it is."""

    reading: ConventionSet
    printing: ConventionSet
    base: str | None

    def of(self, wished: Looks) -> tuple[Notation, ...]:
        """Return notations for a look, the likeliest first; none if there is none."""
        if not wished:
            return (Notation(),)
        if self.reading.notation is not None:
            return ()
        found = self._by_name(wished.names[-1]) if wished.names else self._by_type(wished.seen)
        return tuple(dict.fromkeys(found))

    def _by_name(self, style: str) -> Iterator[Notation]:
        """Yield the signs that are printed in an inline style: in the marks of the set, then in full."""
        marks = special_marks(self.reading, self.base)
        manner = Manner(self.reading, self.base, marks, bare=True)
        nodes = [
            node
            for sign in self.printing.signs
            if sign.show.style == style
            for node in _nodes(sign)
            if self.printing.sign_for(node, self.base) is sign
        ]
        for node in nodes:
            yield from _parts(signs.inline(node, manner))
        for node in nodes:
            yield from _parts(construct(node, marks))

    def _by_type(self, seen: frozenset[str]) -> Iterator[Notation]:
        """Yield type styles of transcripts, inside one another."""
        words = WORDS
        for look in reversed(TYPED):
            words = in_style(words, look.value) if look.value in seen else words
        marks = special_marks(self.reading, self.base)
        for look, node in AS_EMPHASIS.items():
            if look.value in seen:
                words = construct(node, marks).replace(WORDS, words)
        if all(look in {*map(str, TYPED), *map(str, AS_EMPHASIS)} for look in seen):
            yield from _parts(words)


def _nodes(sign: Sign) -> Iterator[Inline]:
    """Yield the node that a sign means, if it is nothing but words."""
    shape = SHAPES[sign.means.node]
    if [one.field for one in shape.contents if one.required] != ["children"] or sign.show.omit:
        return
    values = attributes_of(sign.means)
    if all(one.key in values for one in shape.attributes if one.required):
        yield build(shape, values, {"children": (Text(WORDS),)}, None)


def _parts(notation: str) -> Iterator[Notation]:
    before, words, behind = notation.partition(WORDS)
    if words:
        yield Notation(before, behind)
