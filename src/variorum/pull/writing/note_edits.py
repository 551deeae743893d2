"""Notes in the sources: where each is defined, and how one is put in, taken out and named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from variorum.pull.writing.edits import Edit
from variorum.pull.writing.places import Spot
from variorum.source import Source

FENCE = re.compile(r":::(?P<opens>[ \t]*\S)?")
SET_IN = re.compile(r" {4}|\t")
INDENT = "    "
WORD = re.compile(r"[a-z]{4,14}")


@dataclass(slots=True)
class NoteEdits:
    """The notes of the sources: by their names in a publication where they are defined and called.

    `document` has of each its document, `labels` the ids that are taken, by document. `minted` are the ids of
    new notes, by their names in the file and the document.
    """

    sources: Mapping[str, Source]
    defined: Mapping[str, Spot]
    calls: Mapping[str, Sequence[Spot]]
    document: Mapping[str, str]
    labels: Mapping[str, set[str]]
    minted: dict[str, tuple[str, str]] = field(default_factory=dict)

    def mint(self, name: str, document: str, words: str) -> str:
        """Return the id of a new note: a word of it that names no other note of the document."""
        if name in self.minted:
            return self.minted[name][1]
        taken = self.labels.get(document, set()) | {
            label for of, label in self.minted.values() if of == document
        }
        ways = [*WORD.findall(words.casefold()), *(f"note-{number}" for number in range(1, len(taken) + 3))]
        label: str = next(one for one in ways if one not in taken)
        self.minted[name] = document, label
        return label

    def removal(self, name: str) -> Edit | None:
        """Return the edit that takes the definition of a note out, none if its place is not known."""
        place = self.defined.get(name)
        if place is None:
            return None
        text = self.sources[place.path].text
        start = len(text[: place.start].rstrip())
        if start:
            return Edit(place.path, start, place.end, "")
        return Edit(place.path, 0, place.end + len(text[place.end :]) - len(text[place.end :].lstrip()), "")

    def insertions(self, label: str, paragraphs: Sequence[str], call: Spot) -> Iterator[Edit]:
        """Yield where a new note may be defined: beside those called around, at the end, behind its call."""
        definition = f"[^{label}]: " + f"\n\n{INDENT}".join(paragraphs)
        text = self.sources[call.path].text
        around = [
            (spot.start, self.defined[name])
            for name, spots in self.calls.items()
            for spot in spots[:1]
            if spot.path == call.path and name in self.defined and self.defined[name].path == call.path
        ]
        before = max((one for one in around if one[0] < call.start), default=None, key=lambda one: one[0])
        behind = min((one for one in around if one[0] >= call.start), default=None, key=lambda one: one[0])
        if before is not None:
            yield Edit(call.path, before[1].end, before[1].end, f"\n\n{definition}")
        if behind is not None:
            yield Edit(call.path, behind[1].start, behind[1].start, f"{definition}\n\n")
        end = len(text.rstrip())
        yield Edit(call.path, end, end, f"\n\n{definition}")
        end = _paragraph_end(text, call.end)
        yield Edit(call.path, end, end, f"\n\n{definition}")


def definition(source: Source, start: int) -> Spot:
    """Return all of the definition of a note that begins at a place: its paragraphs, or its construct."""
    text = source.text
    if text.startswith(":::", start):
        return Spot(source.path, start, _fence_end(text, start))
    end = _paragraph_end(text, start)
    while True:
        behind = len(text) - len(text[end:].lstrip("\n\r"))
        if behind == len(text) or not SET_IN.match(text, behind):
            return Spot(source.path, start, end)
        end = _paragraph_end(text, behind)


def _paragraph_end(text: str, at: int) -> int:
    found = re.compile(r"\s*(?:\n[ \t]*\r?\n|\Z)").search(text, at)
    return found.start() if found is not None else len(text)


def _fence_end(text: str, start: int) -> int:
    """Return where a block construct ends that begins at a place."""
    depth, at = 0, start
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        fence = FENCE.match(text, at)
        if fence is not None:
            depth += 1 if fence["opens"] else -1
            if depth == 0:
                return end
        at = end + 1
    return len(text)
