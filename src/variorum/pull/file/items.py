"""A manuscript as one row of items: characters with their accents, blanks, signs, ends of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from variorum.extract import SPACES, WITHOUT_INK, normal
from variorum.returned import SIGN, Kind, Leaf, Manuscript, Piece, Revision

END = "\n"
BLANK = " "
ACCENTS = "\u0300-\u036f\u0483-\u0487\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
CLUSTER = re.compile(
    f".[{ACCENTS}{''.join(f'{chr(first)}-{chr(last)}' for first, last in WITHOUT_INK)}]*", re.DOTALL
)
"""A character with the accents and the signs without ink that follow it: one item."""
CLOSED = ("line", "cell", "note")
"""Signs beside which no blank is seen."""
OF_NOTES = (Kind.CALL, Kind.NOTE)


def clusters(text: str) -> list[str]:
    """Return characters, each with what belongs to it."""
    return CLUSTER.findall(text)


def key_of(cluster: str) -> str:
    """Return what an item is compared by."""
    if len(cluster) == 1 and cluster.isascii() and not cluster.isspace():
        return cluster
    return BLANK if SPACES.fullmatch(cluster) else normal(cluster)


@dataclass(slots=True)
class Items:
    """The items of a manuscript: as written, as compared, and of which piece and leaf each is."""

    raw: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    owner: list[int] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    leaf_of: list[int] = field(default_factory=list)
    leaves: Sequence[Leaf] = ()

    @classmethod
    def of(cls, manuscript: Manuscript, is_named: bool = False) -> Items:
        """Take a manuscript; calls are alike whatever their notes unless both files say it (`is_named`)."""
        made = cls(leaves=manuscript.leaves)
        for number, leaf in enumerate(manuscript.leaves):
            for piece in leaf.pieces:
                made._take(piece, number, is_named)
            made._take(Piece("", kind=Kind.END, revision=leaf.end), number, is_named)
        return made

    def _take(self, piece: Piece, leaf: int, is_named: bool) -> None:
        owner = len(self.pieces)
        self.pieces.append(piece)
        self.leaf_of.append(leaf)
        if piece.kind is Kind.WORDS:
            found = clusters(piece.text)
            self.raw += found
            self.keys += map(key_of, found)
            self.owner += [owner] * len(found)
            return
        of = "" if piece.kind in OF_NOTES and not is_named else piece.text
        key = END if piece.kind is Kind.END else f"{SIGN}{piece.kind.value}:{of}"
        self.raw.append("")
        self.keys.append(key)
        self.owner.append(owner)

    def piece(self, item: int) -> Piece:
        """Return the piece of an item."""
        return self.pieces[self.owner[item]]

    def leaf(self, item: int) -> Leaf:
        """Return the leaf of an item."""
        return self.leaves[self.leaf_of[self.owner[item]]]

    def is_ink(self, item: int) -> bool:
        """Return whether an item is a character that is seen."""
        key = self.keys[item]
        return key not in (END, BLANK, "") and not key.startswith(SIGN)

    def is_kind(self, item: int, kind: Kind) -> bool:
        """Return whether an item is a sign of this kind."""
        return self.piece(item).kind is kind

    def view(
        self,
        shows: Callable[[Revision | None], bool],
        with_pages: bool = True,
        without: Collection[str] = (),
    ) -> list[int]:
        """Return the items that are there if the tracked changes that are shown are, pages if asked for.

        Of several blanks the first is there, none at the end of a paragraph or line, and no paragraph
        without anything in it; nor are the streams `without` which it is asked for.
        """
        shown = [
            shows(one.revision)
            and (with_pages or one.kind is not Kind.PAGE)
            and (not without or self.leaves[leaf].stream not in without)
            for one, leaf in zip(self.pieces, self.leaf_of, strict=True)
        ]
        made: list[int] = []
        for item, key in enumerate(self.keys):
            if not shown[self.owner[item]] or not key:
                continue
            last = self.keys[made[-1]] if made else END
            if key == BLANK and (last in (BLANK, END) or _is_closed(last)):
                continue
            if (key == END or _is_closed(key)) and last == BLANK:
                made.pop()
                last = self.keys[made[-1]] if made else END
            if key == END and last == END:
                continue
            made.append(item)
        return made


def has_pages(manuscript: Manuscript) -> bool:
    """Return whether a manuscript has marks of pages."""
    return any(piece.kind is Kind.PAGE for leaf in manuscript.leaves for piece in leaf.pieces)


def accepted(change: Revision | None) -> bool:
    """Return whether words are there when all tracked changes are accepted."""
    return change is None or change.inserted


def rejected(change: Revision | None) -> bool:
    """Return whether words are there when all tracked changes are rejected."""
    return change is None or not change.inserted


def _is_closed(key: str) -> bool:
    return key.startswith(SIGN) and key[1:].partition(":")[0] in CLOSED


@dataclass(frozen=True, slots=True)
class Words:
    """A view as words: the key of each, and where it begins in the view; a blank belongs to what follows."""

    keys: list[str]
    starts: list[int]


def words(items: Items, view: Sequence[int]) -> Words:
    """Part a view into words and signs."""
    keys: list[str] = []
    starts: list[int] = []
    for start, stop in _stretches(items, view):
        made = "".join(items.keys[item] for item in view[start:stop])
        # Of a ligature and of its letters the keys are alike, but not the items.
        keys.append(made if len(made) == stop - start or made.startswith((SIGN, f" {SIGN}")) else f"{made}\0")
        starts.append(start)
    starts.append(len(view))
    return Words(keys, starts)


def _stretches(items: Items, view: Sequence[int]) -> Iterator[tuple[int, int]]:
    begun: int | None = None
    inked = False
    for at, item in enumerate(view):
        key = items.keys[item]
        is_sign = key == END or key.startswith(SIGN)
        if begun is not None and (key == BLANK or (is_sign and inked)):
            yield begun, at
            begun, inked = None, False
        begun = at if begun is None else begun
        inked = inked or (key != BLANK and not is_sign)
        if is_sign:
            yield begun, at + 1
            begun, inked = None, False
    if begun is not None:
        yield begun, len(view)
