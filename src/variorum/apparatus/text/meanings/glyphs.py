"""Characters that an encoding describes ("five dots"), and the type of those that its source stresses."""

from __future__ import annotations

from types import MappingProxyType
from typing import assert_never

from variorum.apparatus.ledger import Ledger
from variorum.apparatus.wording import fact
from variorum.model import Emphasis, EmphasisKind, Figure, FigureBlock, Segment, walk
from variorum.publication import NOTHING, PInlines, Run, Styled
from variorum.roles import Role

CHARACTERS = MappingProxyType(
    {
        **dict.fromkeys(("dot", "dots", "points", "punkte"), "."),
        **dict.fromkeys(("dash", "dashes", "striche"), "–"),
        **dict.fromkeys(("hyphen", "hyphens"), "-"),
        **dict.fromkeys(("star", "stars", "asterisk", "asterisks"), "*"),
        **dict.fromkeys(("underscore", "underscores"), "_"),
    }
)
"""What is drawn, by words of the `@rendition`, `@rend` or `@type` of an empty element."""
KINDS = frozenset({"c", "g", "pc"})
"""Elements of a character."""
MOST = 200
"""How many characters a count may ask for."""


def drawn(node: Segment) -> Run:
    """Return the characters that an empty element stands for, as many as its `@n` says; empty if none."""
    if node.kind not in KINDS or node.children:
        return NOTHING
    said = dict(one.partition("=")[::2] for one in node.facts.also)
    words = f"{said.get('rendition', '')} {node.facts.rend or ''} {said.get('type', '')}".lower().split()
    names = (word.removeprefix("#").removeprefix("simple:") for word in words)
    character = next((CHARACTERS[name] for name in names if name in CHARACTERS), "")
    count = said.get("n", "1")
    number = min(int(count), MOST) if count.isdecimal() else 1
    return fact("rendition", character * number).with_cause(node.span) if character else NOTHING


def is_captioned(node: Figure | FigureBlock, ledger: Ledger) -> bool:
    """Return whether the caption of a picture that is not there says what its description does."""
    if not isinstance(node, FigureBlock) or not node.description or node.target in ledger.terms.pictures:
        return False
    one, other = node.description, "".join(map(walk.plain, node.caption))
    letters, others = ("".join(filter(str.isalnum, said)).casefold() for said in (one, other))
    return bool(letters) and letters == others


def in_its_type(node: Emphasis, words: PInlines) -> Styled:
    """Return words in the type that their source has for them."""
    double = node.kind is EmphasisKind.UNDERLINE and node.degree > 1
    return Styled("double-underline" if double else node.kind.value, words, _role(node.kind))


def _role(kind: EmphasisKind) -> Role:
    """Return what a stress of the source is."""
    match kind:
        case EmphasisKind.BOLD:
            return Role.STRONG
        case EmphasisKind.UNDERLINE:
            return Role.UNDERLINE
        case EmphasisKind.RAISED:
            return Role.SUPERSCRIPT
        case EmphasisKind.LOWERED:
            return Role.SUBSCRIPT
        case EmphasisKind.ITALIC | EmphasisKind.SPACED | EmphasisKind.SMALL_CAPS | EmphasisKind.CIRCLED:
            return Role.EMPHASIS
        case _:
            assert_never(kind)
