"""How much is drawn when a picture refers to its own parts: each part as often as it is used."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from variorum.pictures.svg_vocabulary import FRAGMENT, HREF, NUMBER, REFERENCE, SVG

GRADIENTS = (f"{{{SVG}}}linearGradient", f"{{{SVG}}}radialGradient")
"""Parts that are drawn at no cost, however often they are used."""

LONGEST_CHAIN = 150
"""How many parts may be drawn within each other."""


class _RingError(Exception):
    """A part refers to itself, by whatever way; the message says it of the picture."""


def weight(root: etree._Element, most: int) -> str:
    """Return why a picture is too much to draw, empty if it is not."""
    parts = {str(one.get("id")): one for one in root.iter() if one.get("id")}
    known: dict[etree._Element, int] = {}
    try:
        drawn = _weight(root, parts, known, set())
    except _RingError as ring:
        return str(ring)
    return f"it draws its parts more than {most:,} times" if drawn > most else ""


def _weight(
    element: etree._Element,
    parts: dict[str, etree._Element],
    known: dict[etree._Element, int],
    open_parts: set[etree._Element],
) -> int:
    """Return how many elements are drawn for one, with all that it holds and refers to."""
    if element in known:
        return known[element]
    if element in open_parts:
        raise _RingError("parts of it refer to each other in a ring")
    if len(open_parts) > LONGEST_CHAIN:
        raise _RingError(f"more than {LONGEST_CHAIN} parts of it refer each to the next")
    open_parts.add(element)
    # What a group refers to is drawn for each element in it, and a marker at each point of a path.
    referred = 0
    for name in _references(element):
        weighed = _weight(parts[name], parts, known, open_parts)
        referred += 0 if parts[name].tag in GRADIENTS else weighed
    points = 1
    if referred and any(str(name).startswith("marker-") for name in element.attrib):
        points = 1 + len(NUMBER.findall(f"{element.get('d', '')} {element.get('points', '')}"))
    inside = sum(_weight(child, parts, known, open_parts) for child in element)
    open_parts.remove(element)
    known[element] = 1 + inside + referred * points * (1 + inside)
    return known[element]


def _references(element: etree._Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        found = FRAGMENT.fullmatch(str(value)) if name == HREF else REFERENCE.search(str(value))
        if found is not None:
            yield found[1] if name == HREF else found[2]
