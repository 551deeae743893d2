"""Whether a rule of reading can make the node that its sign means, and its words name what that has."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from variorum.conventions.sign import Means, Read
from variorum.conventions.values import BRACKETS, PAIRS
from variorum.model.schema import SHAPES, Shape
from variorum.tables.domains import LONGEST
from variorum.words.template import names, parse

WRAPPED = "wrapped"
"""The group of `before` whose words go into the node `wraps`."""
REST = "content"
"""The group of `content` that holds what the groups of `EDGES` leave."""
EDGES = ("lead", "trail")
BLOCKS = ("RemarkBlock", "Endorsement")
"""The blocks that brackets around a paragraph, or at its beginning, can be."""
FIELDS = (
    *(
        "hand",
        "medium",
        "with",
        "place",
        "resp",
        "cert",
        "unsure",
        "rend",
        "page",
        "lemma",
        "extent",
        "quantity",
        "unit",
    ),
    *(
        "units",
        "at_least",
        "at_most",
        "what",
        "number",
        "ca",
        "few",
        "blanks",
        "dots",
        "sic_only",
        "lem_resp",
    ),
    *("readings", "how", "kind", "type", "label", "of", "words", "character"),
)
"""What words of a sign may name besides the data of its node."""


def misspelt_field(node: str, words: str) -> tuple[str, str] | None:
    """Return the first field of words that looks like a slip for one that the node has, and that one.

    Others that it has not may be data that a file of TEI gives it by names of its own; they print nothing.
    """
    known = dict.fromkeys((*SHAPES[node].node.__match_args__, *FIELDS))
    for name in sorted(names(parse(words)) - known.keys()):
        near = difflib.get_close_matches(name[:LONGEST], known, 1, cutoff=0.75)
        if near:
            return name, near[0]
    return None


def faults(means: Means, read: Read) -> Iterator[tuple[str, str]]:
    """Yield what is wrong in a rule: the key, and what it must be."""
    shape = SHAPES[means.node]
    groups = set(re.compile(read.content).groupindex) if read.content else set[str]()
    yield from (("before", fault) for fault in _before(shape, read))
    if not _is_made_of_mark(shape, read):
        yield "mark", f"a mark that can be the node {means.node}"
    elif means.node != "Text" and "head" not in read.position:
        for name in _missing(shape, means, groups):
            yield "content", f"a pattern with the group “{name}”, unless the sign says what that is"
    if read.part is not None:
        if SHAPES[read.part.node].stands != "inline" or not _is_whole(read.part, ()):
            yield "part", "an inline node that holds nothing and has all that it must have"
        if groups & set(EDGES) and REST not in groups:
            yield "content", f"a pattern with the group “{REST}” beside “lead” or “trail”"
    if read.wraps is not None:
        wraps = SHAPES[read.wraps.node]
        if wraps.stands != "inline" or not _is_whole(read.wraps, ("children",)):
            yield "wraps", "an inline node that holds words and has all that it must have"


def _before(shape: Shape, read: Read) -> Iterator[str]:
    """Yield what the pattern of the words before a mark must be, if it is not."""
    group = next(iter(re.compile(read.before).groupindex), None) if read.before else None
    fields = [one.field for one in shape.contents if one.holds == "inlines"]
    known = [*fields, *([WRAPPED] if read.wraps else [])]
    if group is not None and group not in known:
        yield f"a pattern whose first group is one that takes words: {', '.join(known) or 'here none does'}"


def _is_made_of_mark(shape: Shape, read: Read) -> bool:
    """Return whether a mark of this kind can be a node of the shape."""
    name, required = shape.node.__name__, [one for one in shape.contents if one.required]
    if name == "Text":
        return read.mark == BRACKETS
    if shape.stands == "block":
        return read.mark == BRACKETS and name in BLOCKS
    if shape.stands != "inline" or any(one.holds != "inlines" for one in required):
        return False
    if read.mark in PAIRS:
        return True
    fields = [one.field for one in required]
    return fields == ["children"] if read.mark is None else not fields or "head" in read.position


def _missing(shape: Shape, means: Means, groups: set[str]) -> Iterator[str]:
    """Yield the data that a node must have and that neither the sign nor a group gives."""
    given = {key for key, wanted in means.conditions.items() if not isinstance(wanted, bool)}
    for one in shape.attributes:
        key = one.key.replace("-", "_")
        if one.required and key not in given | groups:
            yield key


def _is_whole(means: Means, fields: tuple[str, ...]) -> bool:
    """Return whether a node is whole that has the conditions of a meaning, and words in some fields."""
    shape = SHAPES[means.node]
    required = tuple(one.field for one in shape.contents if one.required)
    return required == fields and not list(_missing(shape, means, set()))
