"""Whether names and numbers lead where they should: ISO 32000-2, 7.9.6, 7.9.7 and 14.7.5.4.

A reader seeks in these trees by what each branch says that it holds; the parent tree leads from what is on a
page back to the element that holds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, TypeAlias

import pikepdf

Number: TypeAlias = tuple[int, int]
"""The number of an object in its file."""
DEEPEST = 20
"""How many branches a tree may have between its root and its leaves."""


@dataclass(slots=True)
class Owners:
    """What elements of the structure hold: marked content by page and number, annotations; and their ids."""

    content: dict[Number, dict[int, Number]] = field(default_factory=dict)
    annotations: dict[Number, Number] = field(default_factory=dict)
    ids: dict[str, Number] = field(default_factory=dict)


def strange_tree(root: Any, key: str, what: str) -> Iterator[str]:
    """Yield what is strange of a tree of names or numbers, which are under that key."""
    if not isinstance(root, pikepdf.Dictionary) or "/Limits" in root:
        yield f"a tree of {what} that does not begin"
        return
    try:
        limits = list(_limits(root, key, 0))
    except (ValueError, TypeError, KeyError, AttributeError):
        yield f"a tree of {what} that is broken"
        return
    if any(one[1] >= other[0] for one, other in pairwise(limits)):
        yield f"a tree of {what} in no order"


def _limits(node: Any, key: str, depth: int) -> Iterator[tuple[Any, Any]]:
    """Yield the first and last of each leaf, in order; ValueError if a branch says otherwise."""
    if depth > DEEPEST or (key in node) == ("/Kids" in node):
        raise ValueError(depth)
    if key in node:
        keys = [_plain(one) for one in list(node[key])[::2]]
        if keys != sorted(set(keys)):
            raise ValueError(key)
        found = [(keys[0], keys[-1])] if keys else []
    else:
        found = [one for kid in node.Kids for one in _limits(kid, key, depth + 1)]
    if depth and found:
        first, last = node.Limits
        if (_plain(first), _plain(last)) != (found[0][0], found[-1][1]):
            raise ValueError("/Limits")
    yield from found


def _plain(one: Any) -> Any:
    return bytes(one) if isinstance(one, pikepdf.String) else int(one)


def strange_parents(pdf: pikepdf.Pdf, root: Any, owners: Owners) -> Iterator[str]:
    """Yield what leads from pages and annotations to other elements than hold them."""
    numbers = dict(pikepdf.NumberTree(root.ParentTree).items())
    if int(root.get("/ParentTreeNextKey", 0)) <= max(numbers, default=-1):
        yield "a parent tree that is counted otherwise"
    for page in pdf.pages:
        held = numbers.pop(int(page.obj.get("/StructParents", -1)), None)
        if not _are_of(held, owners.content.get(page.obj.objgen, {})):
            yield f"content of the page {page.label} that leads to other elements"
        for link in page.obj.get("/Annots", ()):
            element = numbers.pop(int(link.get("/StructParent", -1)), None)
            if _number(element) != owners.annotations.get(link.objgen):
                yield f"a link of the page {page.label} that leads to another element"
    if numbers:
        yield "a parent tree of what is nowhere"


def _are_of(held: Any, content: Mapping[int, Number]) -> bool:
    """Return whether a row of elements is that of the marked content of a page."""
    if held is None or not content:
        return held is None and not content
    if not isinstance(held, pikepdf.Array):
        return False
    return {at: number for at, one in enumerate(held) if (number := _number(one))} == content


def _number(element: Any) -> Number | None:
    return element.objgen if isinstance(element, pikepdf.Dictionary) else None


def strange_ids(root: Any, owners: Owners) -> Iterator[str]:
    """Yield the ids that lead to other elements than have them."""
    found = {str(name): _number(one) for name, one in pikepdf.NameTree(root.IDTree).items()}
    yield from (
        f"the id {name} of another element"
        for name in sorted(found.keys() | owners.ids.keys())
        if found.get(name) != owners.ids.get(name)
    )
