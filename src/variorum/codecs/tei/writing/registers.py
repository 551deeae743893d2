"""Writing data that stands in a text: terms of an index, and lists of persons, places and bodies.

Reading puts a blank between what stands in a person or place, and between those in a list, and no other words
stand there; what the model holds otherwise has no such elements, and is a `seg` that says what it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from variorum.codecs.tei.vocabulary import BY_NODE
from variorum.model import Date, Inline, Name, NoteRef, Segment, Term, Text, walk

Ranks = tuple[frozenset[str], ...]


def _ranks(*names: str) -> Ranks:
    return tuple(frozenset(one.split()) for one in names)


ORDER: Mapping[str, Ranks] = MappingProxyType(
    {
        "listPerson": _ranks("head", "desc", "person personGrp org listPerson", "relation listRelation"),
        "listPlace": _ranks("head", "desc", "place listPlace", "relation listRelation"),
        "listOrg": _ranks("head", "desc", "org listOrg", "relation listRelation"),
        "place": _ranks(
            "placeName geogName settlement region country district bloc name location",
            "note idno bibl",
            "place",
        ),
        "org": _ranks("orgName name persName placeName", "note idno bibl", "person personGrp place org"),
    }
)
"""What stands in a list or an entry, in the order that TEI wants."""
LISTS = frozenset({"listOrg", "listPerson", "listPlace"})
"""Lists that hold an entry or another list."""
KINDS = frozenset({*ORDER, "index", "location", "person", "personGrp"})
"""Segments that are data, and the elements that they are written as."""
PARTS = frozenset(
    {
        *("birth", "death", "sex", "age", "faith", "nationality", "occupation", "education", "residence"),
        *("floruit", "socecStatus", "desc", "head", "geogFeat", "code", "ident", "val", "tag"),
        *("email", "street", "formula", "relation", "listRelation"),
    }
)
"""Segments with words that stand in data or in a line, which say nothing of blocks."""


def parts(node: Segment) -> Sequence[Inline] | None:
    """Return what stands in the element of data, none where TEI or its reading would have it otherwise."""
    held = [one for one in node.children if one != BLANK]
    between = [one for at, one in enumerate(held) if at and node.kind != "index" and _is_worded(one)]
    wanted = [each for one in held for each in ((BLANK, one) if one in between else (one,))]
    if wanted != list(node.children) or not all(map(_is_known, held)):
        return None
    names = [_element(one) for one in held]
    ranks = ORDER.get(node.kind)
    if ranks is None:
        return held
    places = [next((at for at, known in enumerate(ranks) if name in known), -1) for name in names]
    entries = node.kind not in LISTS or 2 in places
    return held if entries and min(places, default=0) >= 0 and places == sorted(places) else None


BLANK = Text(" ")


def _is_known(node: Inline) -> bool:
    """Return whether a node is an element with no blank at the ends of its words."""
    words = walk.plain(node)
    return isinstance(node, Name | Date | Term | Segment | NoteRef) and words == words.strip()


def _is_worded(node: Inline) -> bool:
    """Return whether reading puts a blank before a node in data."""
    return not isinstance(node, NoteRef) and any(
        not isinstance(one, Segment | NoteRef) for one in walk.descend(node)
    )


def _element(node: Inline) -> str:
    """Return the usual name of the element of a node."""
    if isinstance(node, Segment | NoteRef):
        return node.kind if isinstance(node, Segment) else "note"
    entry = BY_NODE[type(node)]
    by_kind = {said["kind"]: name for name, said in entry.fields.items() if "kind" in said}
    return by_kind.get(str(getattr(node, "kind", "")), entry.elements[0])
