"""What a walk through a page met, told again where the page and its style sheets are as they were."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from variorum.contract import BareShelf, Shelf
from variorum.extract import Look, Trait
from variorum_epub.read.cascade import Visibility
from variorum_epub.read.walk import Edge, Element, Letters, Mark, Page, walk

WALK = "page as it is read"
"""Under what the walks are kept."""


def walked(page: Page, shelf: Shelf) -> Iterator[Letters | Mark | Edge]:
    """Yield what a walk through a page meets."""
    if isinstance(shelf, BareShelf):
        yield from walk(page)
        return
    known = shelf.part(WALK, page.data, page.sheets)
    if known is not None:
        yield from _unpacked(known, page)
        return
    met = list(walk(page))
    shelf.keep(_packed(met, page), WALK, page.data, page.sheets)
    yield from met


def _packed(met: Sequence[Letters | Mark | Edge], page: Page) -> bytes:
    """Return what was met as bytes; elements are told by their numbers in the page."""
    numbers: dict[int | None, int] = {id(one): number for number, one in enumerate(page.root.iter())}
    seen: dict[Visibility, int] = {}
    rows: list[tuple[Any, ...]] = []
    for one in met:
        match one:
            case Letters(text=text, seen=own, stream=stream, home=home, is_tail=is_tail):
                number = -1 if home is None else numbers[id(home)]
                rows.append((stream, seen.setdefault(own, len(seen)), number, text, is_tail))
            case Mark(kind=kind, stream=stream, element=element, seen=own):
                rows.append((stream, seen.setdefault(own, len(seen)), numbers[id(element)], kind))
            case Edge(stream=stream, trait=trait, value=value, element=element):
                rows.append((stream, -1, numbers[id(element)], trait, value))
    shown = [
        (sorted(one.type), sorted(one.painted), one.own_line, one.hidden, one.color, one.ground)
        for one in seen
    ]
    return json.dumps((shown, rows)).encode()


def _unpacked(data: bytes, page: Page) -> Iterator[Letters | Mark | Edge]:
    """Yield what was met, at the elements of a page."""
    shown, rows = json.loads(data)
    seen = [
        Visibility(frozenset(map(Look, type_)), frozenset(map(Look, painted)), *others)
        for type_, painted, *others in shown
    ]
    elements: list[Element] = list(page.root.iter())
    traits: dict[str | None, Trait | None] = {None: None, **{one.value: one for one in Trait}}
    for stream, look, number, *said in rows:
        if look < 0:
            trait, value = said
            yield Edge(stream, traits[trait], value, elements[number])
        elif len(said) == 1:
            yield Mark(said[0], stream, elements[number], seen[look])
        else:
            text, is_tail = said
            yield Letters(text, seen[look], stream, None if number < 0 else elements[number], is_tail)
