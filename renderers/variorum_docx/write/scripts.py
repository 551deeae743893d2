"""Stretches of words in one typeface and one direction: Word wants both said of a run."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from variorum.ooxml.elements import w
from variorum.ooxml.names import q
from variorum.ooxml.xml import Element
from variorum.style import FontFamily, StandIn

RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of one typeface, None for that of the style, and one direction."""

    characters: str
    typeface: StandIn | None = None
    right_to_left: bool = False


def stretches(text: str, font: FontFamily, leftwards: bool = False) -> Iterator[Stretch]:
    """Yield a text in stretches; blanks and signs between two of one kind belong to them.

    `leftwards`: the paragraph runs from right to left, as figures and signs by themselves then do in it (Word
    shows the figures of a number in their order).
    """
    if text.isascii() and not leftwards:
        yield Stretch(text)
        return
    taken = {character: one for one in font.stand_ins for character in one.characters}
    met = set(text)
    if not leftwards and met.isdisjoint(taken) and not any(map(_runs_leftwards, met)):
        yield Stretch(text)
        return
    kinds: list[tuple[StandIn | None, bool] | None] = []
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction == "NSM" and kinds:
            kinds.append(kinds[-1])  # an accent stands with its letter
        elif character in taken or direction in RIGHT_TO_LEFT:
            turned = direction in RIGHT_TO_LEFT or (leftwards and direction != "L")
            kinds.append((taken.get(character), turned))
        else:
            strong = direction == "L" or (not leftwards and (direction == "EN" or character.isalnum()))
            kinds.append((None, False) if strong else None)
    numbered = list(enumerate(_filled(kinds, (None, leftwards))))
    for (typeface, turned), part in groupby(numbered, key=lambda one: one[1]):
        places = [at for at, _ in part]
        yield Stretch(text[places[0] : places[-1] + 1], typeface, turned)


@cache
def _runs_leftwards(character: str) -> bool:
    return unicodedata.bidirectional(character) in RIGHT_TO_LEFT


def _filled(
    kinds: list[tuple[StandIn | None, bool] | None], otherwise: tuple[StandIn | None, bool]
) -> Iterator[tuple[StandIn | None, bool]]:
    """Yield the kind of each character; those that have none take that of both sides, or `otherwise`."""
    known = [at for at, kind in enumerate(kinds) if kind is not None]
    behind = iter([*known, None])
    before: tuple[StandIn | None, bool] | None = None
    after = next(behind)
    for kind in kinds:
        if kind is not None:
            before, after = kind, next(behind)
            yield kind
            continue
        following = kinds[after] if after is not None else None
        yield before if before is not None and before == following else otherwise


def say(properties: Element | None, stretch: Stretch) -> Element | None:
    """Return the properties of a run with its typeface and direction, in the order of CT_RPr."""
    if stretch.typeface is None and not stretch.right_to_left:
        return properties
    made = w("rPr") if properties is None else properties
    if stretch.typeface is not None:
        family = stretch.typeface.family
        fonts = w("rFonts", ascii=family, hAnsi=family, eastAsia=family, cs=family)
        made.insert(int(made.find(q("rStyle")) is not None), fonts)
    if stretch.right_to_left:
        last = made.find(q("lang"))
        if last is not None:
            last.set(q("bidi"), last.get(q("val"), ""))
        made.insert(len(made) if last is None else list(made).index(last), w("rtl"))
    return made
