"""How the words of a finished file are put together, compared with how those of the publication are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from variorum.extract import Extract, Token, Trait, TraitSeen
from variorum.proof.expectation import Expectation
from variorum.proof.sequence import TraitInOrder, are_told

MOST = 5
"""How many differences of a stream are told."""


@dataclass(frozen=True, slots=True)
class FormDifference:
    """What stands before a token of a stream, and what should; in words, `index` counts tokens."""

    stream: str
    index: int
    expected: str
    found: str


def differences(wanted: Expectation, found: Extract, name: str) -> Iterator[FormDifference]:
    """Yield where a stream whose words are right is put together otherwise than it should be."""
    if found.unseen is not None and wanted.extract.unseen is not None:
        right, seen = wanted.extract.unseen.get(name, ""), found.unseen.get(name, "")
        if right != seen:
            yield FormDifference(name, 0, _unseen(right), _unseen(seen))
    yield from _of_traits(wanted, found, name)


def _unseen(signs: str) -> str:
    """Describe signs without ink."""
    named = " ".join(f"U+{ord(sign):04X}" for sign in signs[:6])
    return f"signs without ink ({named})" if named else "no signs without ink"


def _of_traits(wanted: Expectation, found: Extract, name: str) -> Iterator[FormDifference]:
    if name not in found.traits:
        return
    if not found.places_traits:
        yield from _in_order(wanted.in_order(name), found, name)
        return
    if name in wanted.labels_alone and not found.blank_blocks:
        return  # without paragraphs of its own a format puts such a label into the next one
    right = _perceived(wanted.traits(name), found, name)
    seen = _perceived(found.traits.get(name, ()), found, name)
    if right == seen:
        return
    told = 0
    for tag, a, b, c, d in SequenceMatcher(None, right, seen, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        at = right[a].index if a < len(right) else seen[c].index if c < len(seen) else 0
        yield FormDifference(name, at, _description(right[a:b]), _description(seen[c:d]))
        told += 1
        if told == MOST:
            return


def _in_order(right: Sequence[TraitInOrder], found: Extract, name: str) -> Iterator[FormDifference]:
    """Yield where the traits of a stream are not those that they should be, whatever words they are of."""
    told = {*found.perceived, *([Trait.PAGE] if Trait.SPOKEN in found.perceived else ())}
    wanted, seen = [one for one in right if one.trait in told], found.traits[name]
    if are_told(wanted, seen):
        return
    pairs = [next((n for n, one in enumerate(seen) if by.is_told_by(one)), -1) for by in wanted]
    kinds = [next(n for n, other in enumerate(seen) if other == one) for one in seen]
    for tag, a, b, c, d in SequenceMatcher(None, pairs, kinds, autojunk=False).get_opcodes():
        if tag != "equal" and (c != d or not all(one.may_lack for one in wanted[a:b])):
            expected = [TraitSeen(one.trait, one.value, 0) for one in wanted[a:b]]
            yield FormDifference(name, 0, _description(expected), _description(seen[c:d]))


def _perceived(traits: Sequence[TraitSeen], found: Extract, name: str) -> list[TraitSeen]:
    """Return the traits that the format lets a reader perceive."""
    seen = [one for one in traits if one.trait in found.perceived]
    if found.blank_blocks:
        return seen
    blocks = [one for one in seen if one.trait is Trait.BLOCK]
    ends = [*(one.index for one in blocks[1:]), len(found.streams.get(name, ()))]
    blank = {id(one) for one, end in zip(blocks, ends, strict=False) if one.index == end}
    return [one for one in seen if id(one) not in blank]


def _description(traits: Sequence[TraitSeen]) -> str:
    """Describe traits: 'paragraph “signature”', "the end of a link", "nothing"."""
    described = [
        f"the end of a {one.trait}" if one.value is None else f"{one.trait} “{one.value}”".replace(" “”", "")
        for one in traits[:3]
    ]
    return ", ".join(described) or "nothing"


def near(tokens: Sequence[Token], index: int) -> str:
    """Say before which words a place stands."""
    words = " ".join(token.text for token in tokens[index : index + 4])
    return f"before “{words}”" if words else "at the end"
