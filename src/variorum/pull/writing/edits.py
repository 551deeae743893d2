"""Edits of sources: what is replaced by what, and the ways in which a difference may be written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from variorum.source import Source, Span

PARTED = "\n\n"
"""What parts paragraphs of a transcript."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the characters of a source between two offsets."""

    path: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a difference is not carried back, and the place of what makes the words, if there is one."""

    reason: str
    place: Span | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """The edits by which a difference is written.

    `signed`: they make, change or end signs, whose marks the edition prints by itself; `by_sight`: the file
    says how words look, not by which style. `notes` put in definitions of notes, or take them out.
    `reshapes`: the conventions may make other paragraphs of it than the file has; `in_lines`: lines end in it
    in the place of paragraphs.
    """

    edits: tuple[Edit, ...]
    signed: bool = False
    by_sight: bool = False
    notes: tuple[Edit, ...] = ()
    reshapes: bool = False
    in_lines: bool = False

    @property
    def all(self) -> tuple[Edit, ...]:
        """Return all its edits."""
        return (*self.edits, *self.notes)


def is_xml(source: Source) -> bool:
    """Return whether a source is XML: no other begins with a tag."""
    return source.text.lstrip("\ufeff \t\r\n").startswith("<")


def apply(source: Source, edits: Iterable[Edit]) -> str:
    """Return the text of a source with edits, which do not overlap."""
    return apply_within(source, edits, 0, len(source.text))


def apply_within(source: Source, edits: Iterable[Edit], start: int, end: int) -> str:
    """Return some characters of a source with the edits in them, which do not overlap."""
    at = start
    made: list[str] = []
    for one in sorted(edits, key=lambda one: (one.start, one.end)):
        made += source.text[at : one.start], one.text
        at = one.end
    return "".join((*made, source.text[at:end]))


def new_stretch(of: Sequence[Edit], edits: Iterable[Edit]) -> tuple[int, int]:
    """Return from where to where some of the edits of a source reach in its new text."""
    low, high = min(one.start for one in of), max(one.end for one in of)
    before = inside = 0
    for one in edits:
        more = len(one.text) - (one.end - one.start)
        if one in of or low <= one.start < high:
            inside += more
        elif one.start < low or (one.start == low and one.end <= low and one not in of):
            before += more
    return low + before, high + before + inside


def overlap(one: Iterable[Edit], other: Sequence[Edit]) -> bool:
    """Return whether edits touch the same characters, or put words in at one place."""
    return any(
        mine.path == its.path and ((mine.start < its.end and its.start < mine.end) or mine.start == its.start)
        for mine in one
        for its in other
    )


def by_path(edits: Iterable[Edit]) -> Mapping[str, list[Edit]]:
    """Return edits by the files that they are of."""
    made: dict[str, list[Edit]] = {}
    for one in edits:
        made.setdefault(one.path, []).append(one)
    return made
