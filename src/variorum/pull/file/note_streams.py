"""Notes that are new in an edited file, and those that are gone: told by their calls, before all else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from variorum import extract
from variorum.pull.file.items import OF_NOTES, accepted
from variorum.returned import UNNAMED, Kind, Leaf, Manuscript, Piece

SAME = 0.5
"""How much of its words a note has that is another's, whose name the file has lost."""


@dataclass(frozen=True, slots=True)
class NoteStreams:
    """The notes of an edited file against those of its base.

    `are_named`: both files say which note a call is of. `new` are the paragraphs of new notes by name, `gone`
    the names of the notes that are called no more, `words` what new notes say.
    """

    are_named: bool = False
    new: Mapping[str, tuple[Leaf, ...]] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()

    @classmethod
    def of(cls, base: Manuscript, edited: Manuscript) -> tuple[NoteStreams, Manuscript]:
        """Find them; where a note that is still there has lost its name, it is in the manuscript again."""
        own, its = set(_calls(base)), set(_calls(edited))
        if own and its and not own & its:
            return cls(), edited
        lost = {name for name in own - its if _leaves(base, name)}
        known: dict[str, str] = {}
        for name in sorted(its - own):
            words = _words(_leaves(edited, name))
            alike = {other: _likeness(words, _words(_leaves(base, other))) for other in sorted(lost)}
            best = max(alike, key=lambda other: alike[other], default=None)
            if name.startswith(UNNAMED) and best is not None and alike[best] >= SAME:
                known[name] = best
                lost.remove(best)
        edited = _renamed(edited, known) if known else edited
        new = {name: _leaves(edited, name) for name in sorted(its - own - known.keys())}
        gone = own - its - set(known.values())
        return cls(True, {name: leaves for name, leaves in new.items() if leaves}, frozenset(gone)), edited

    @property
    def new_streams(self) -> frozenset[str]:
        """Return the names of the streams of new notes."""
        return frozenset(map(extract.note, self.new))

    @property
    def gone_streams(self) -> frozenset[str]:
        """Return the names of the streams of notes that are gone."""
        return frozenset(map(extract.note, self.gone))

    def words(self, name: str) -> str:
        """Return the words of a new note."""
        return _words(self.new.get(name, ()))


def _calls(manuscript: Manuscript) -> Iterator[str]:
    """Yield the names of the notes that are called once all tracked changes are accepted."""
    for leaf in manuscript.leaves:
        for piece in leaf.pieces:
            if piece.kind is Kind.CALL and accepted(piece.revision):
                yield piece.text


def _leaves(manuscript: Manuscript, name: str) -> tuple[Leaf, ...]:
    stream = extract.note(name)
    return tuple(one for one in manuscript.leaves if one.stream == stream)


def _words(leaves: tuple[Leaf, ...]) -> str:
    texts = (
        "".join(one.text for one in leaf.pieces if one.kind is Kind.WORDS and accepted(one.revision))
        for leaf in leaves
    )
    return " ¶ ".join(said for text in texts if (said := " ".join(text.split())))


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _renamed(manuscript: Manuscript, names: Mapping[str, str]) -> Manuscript:
    streams = {extract.note(name): extract.note(other) for name, other in names.items()}

    def piece(one: Piece) -> Piece:
        return replace(one, text=names.get(one.text, one.text)) if one.kind in OF_NOTES else one

    leaves = (
        replace(one, stream=streams.get(one.stream, one.stream), pieces=tuple(map(piece, one.pieces)))
        for one in manuscript.leaves
    )
    return replace(manuscript, leaves=tuple(leaves))
