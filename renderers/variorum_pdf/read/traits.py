"""What the structure says beside the words of a stream: languages, spoken words, pictures, lists.

After ISO 32000-2, 14.7 and 14.8. What a screen reader says before words stands in titles of elements (`T`),
of pictures in their alternative texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pikepdf

from variorum.extract import Trait, TraitSeen

KINDS: Mapping[str, Trait] = {
    **dict.fromkeys(("H1", "H2", "H3", "H4", "H5", "H6"), Trait.HEADING),
    "L": Trait.LIST,
    "LI": Trait.ITEM,
    "Table": Trait.TABLE,
    "TR": Trait.ROW,
    **dict.fromkeys(("TH", "TD"), Trait.CELL),
}
"""The structure types of which there is one for each that the publication has."""
TOLD = frozenset({*KINDS.values(), Trait.LANGUAGE, Trait.SPOKEN, Trait.PICTURE})


def traits(pdf: pikepdf.Pdf) -> dict[str, tuple[TraitSeen, ...]]:
    """Return what the structure says of each stream, in reading order; where it begins is not told.

    The first of a stream is its language.
    """
    found: dict[str, list[TraitSeen]] = {}
    root: Any = pdf.Root.get("/StructTreeRoot", {})
    _walk_all(root.get("/K"), found, "", str(pdf.Root.get("/Lang", "")))
    return {name: tuple(seen) for name, seen in found.items() if name}


def _walk_all(kids: Any, found: dict[str, list[TraitSeen]], stream: str, lang: str) -> None:
    for kid in kids if isinstance(kids, pikepdf.Array) else () if kids is None else (kids,):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            _walk(kid, found, stream, lang)


def _walk(element: Any, found: dict[str, list[TraitSeen]], stream: str, lang: str) -> None:
    tag = str(element.S).removeprefix("/")
    own = str(element.get("/Lang", ""))
    name = str(element.get("/ID", ""))
    if "/" in name:
        stream = name
        found.setdefault(stream, [TraitSeen(Trait.LANGUAGE, own or lang, 0)])
    seen = found.setdefault(stream, [])
    if own and "/" not in name:
        seen.append(TraitSeen(Trait.LANGUAGE, own, 0))
    if "/T" in element:
        seen.append(TraitSeen(Trait.SPOKEN, str(element.T), 0))
    if tag == "Figure":
        seen.append(TraitSeen(Trait.PICTURE, str(element.get("/Alt", "")), 0))
    elif tag in KINDS:
        seen.append(TraitSeen(KINDS[tag], "", 0))
    _walk_all(element.get("/K"), found, stream, own or lang)
