"""Names of styles and of hidden bookmarks, in both directions.

Word has no nested character styles, no containers around paragraphs and no ids for parts of a text. So what
nests is written into the name of a style ("Variorum Hand + Deleted", "Variorum ¶ Remark / First"), and what a
stretch of text is into the name of a hidden bookmark around it. Names survive, private attributes
do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

PREFIX = "Variorum "
PARAGRAPH = "Variorum ¶ "
ENTRY = " Entry"
NOTE_TEXT = "footnote text"
GUIDE = "editing-guide"
"""The part of a manuscript that tells how to edit it, and the container of its paragraphs."""
LIMIT = 40
"""The characters that Word allows in the name of a bookmark."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The block styles around a paragraph's words, outermost first, the paragraph's own role last.

    A list is written with a star ("list*"), since its entries hang and those of a group do not; a cell's
    container with a bar ("table|"), since indents do not reach into cells.
    """

    roles: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return the name of the paragraph style."""
        return PARAGRAPH + " / ".join(_shown_name(role) for role in self.roles)

    @property
    def id(self) -> str:
        """Return the id of the paragraph style."""
        return "VP-" + ".".join(_plain(role.replace("*", "-entry").replace("|", "")) for role in self.roles)


def _shown_name(token: str) -> str:
    bare = token.rstrip("*|").replace("-", " ").title()
    return bare + ENTRY if token.endswith("*") else bare


def _plain(token: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", token).strip("-")


def block_role(name: str) -> str | None:
    """Return the role of a paragraph by the name of its style; none if it is not one of ours."""
    if name == NOTE_TEXT:
        return "note"
    if not name.startswith(PARAGRAPH):
        return None
    return "-".join(name.removeprefix(PARAGRAPH).split(" / ")[-1].removesuffix(ENTRY).split()).lower()


def is_of_guide(name: str) -> bool:
    """Return whether a paragraph stands in the page that tells how to edit, by the name of its style."""
    return name.startswith(f"{PARAGRAPH}{_shown_name(GUIDE)} / ")


def depths(chains: Iterable[Chain]) -> dict[Chain, int]:
    """Return the chains of lines of the contents, the first of each depth, with it: the lists around it."""
    found: dict[Chain, int] = {}
    for chain in sorted(chains, key=lambda one: one.roles):
        depth = sum(role.endswith("*") for role in chain.roles)
        if depth and depth not in found.values():
            found[chain] = depth
    return found


def character_name(styles: Iterable[str]) -> str:
    """Return the name of the character style for inline styles inside one another, outermost first."""
    return PREFIX + " + ".join(_shown_name(style) for style in styles)


def character_id(styles: Iterable[str]) -> str:
    """Return the id of that character style."""
    return "VC-" + ".".join(_plain(style) for style in styles)


def inline_styles(name: str) -> tuple[str, ...]:
    """Return the inline styles that the name of a character style encodes; none if it is not one of ours."""
    if not name.startswith(PREFIX) or name.startswith(PARAGRAPH):
        return ()
    parts = name.removeprefix(PREFIX).split("+")
    return tuple("-".join(part.split()).lower() for part in parts)


def hidden_names(kind: str, number: int, text: str) -> tuple[str, ...]:
    """Return the bookmark names that carry a text: as many as its length needs.

    A name is `_`, a letter for the kind, the number of what is marked, the number of the piece, and the
    piece: letters and digits as they are, anything else as `_` and its code point in base 16 with a further
    `_`. Word hides bookmarks that begin with `_` from editors, and keeps them.
    """
    coded = [c if c.isascii() and c.isalnum() else f"_{ord(c):x}_" for c in text]
    names = [f"_{kind}{number}_0_"]
    for piece in coded:
        if len(names[-1]) + len(piece) > LIMIT:
            names.append(f"_{kind}{number}_{len(names)}_")
        names[-1] += piece
    return tuple(names)


HIDDEN = re.compile(r"_([a-z])(\d+)_(\d+)_(.*)", re.DOTALL)
CODED = re.compile(r"_([0-9a-f]+)_")


def hidden_text(names: Iterable[str]) -> str:
    """Return the text that bookmark names carry, whatever their order."""
    pieces: dict[int, str] = {}
    for name in names:
        if found := HIDDEN.fullmatch(name):
            pieces[int(found[3])] = found[4]
    return CODED.sub(lambda code: chr(int(code[1], 16)), "".join(pieces[key] for key in sorted(pieces)))
