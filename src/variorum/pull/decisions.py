"""What was decided before: changes that were refused, known by place, words and author."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Annotated

from variorum import toml
from variorum.findings import Diagnostic, Result
from variorum.folder import EditionFolder
from variorum.pull.changes import Change
from variorum.source import Source, Span
from variorum.tables.declaration import REQUIRED, WAY, Key
from variorum.tables.domains import LINE, PROSE
from variorum.tables.layers import LayeredTable
from variorum.tables.reading import Reading

FILE = "decisions.toml"
"""The file in the folder of an edition."""
OPENING = """\
# Changes of editors that were refused: `variorum pull` does not offer them again. To take that back, take the
# entry out, or name the number of the change with --accept.
"""
ENTRY = re.compile(r"(?m)^\[\[refused\]\]")


@dataclass(frozen=True, slots=True)
class Decision:
    """A change that was refused: in which stream, behind which words, what was to be, and whose it was."""

    stream: Annotated[str, LINE, REQUIRED, "The text or note in which it was made"]
    before: Annotated[str, PROSE, REQUIRED, "The words as they were"]
    after: Annotated[str, PROSE, REQUIRED, "The words as they were to be"]
    around: Annotated[str, PROSE, "The words before them"] = ""
    author: Annotated[str, LINE, "Who made the change, if it was tracked"] = ""
    page: Annotated[str, LINE, "The page of the source"] = ""
    kind: Annotated[str, LINE, "What kind of change it was"] = ""
    at: Annotated[toml.Path, WAY, "Where it stands"] = field(default=(), compare=False, repr=False)

    @property
    def key(self) -> tuple[str, ...]:
        """Return what a change is known by."""
        return self.stream, self.around, self.before, self.after, self.author


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """All decisions of an edition."""

    refused: Annotated[tuple[Decision, ...], Key("refused"), "Changes that were refused"] = ()


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions of an edition, the text they stand in, and where each does."""

    text: str | None = None
    refused: Sequence[Decision] = ()
    spans: Sequence[Span | None] = ()

    def of(self, change: Change) -> tuple[int, Span | None] | None:
        """Return the number and place of the decision on a change."""
        wanted = decision(change).key
        found = (number for number, one in enumerate(self.refused) if one.key == wanted)
        number = next(found, None)
        return None if number is None else (number, self.spans[number])

    def text_with(self, more: Iterable[Change], without: Collection[int] = ()) -> str | None:
        """Return the text with more changes, without decisions of these numbers; none if it is the same."""
        kept = self.text if self.text is not None else OPENING
        starts = [*(one.start() for one in ENTRY.finditer(kept)), len(kept)]
        stretches = [
            kept[: starts[0]],
            *(kept[low:high] for low, high in pairwise(starts)),
        ]
        left = "".join(one for number, one in enumerate(stretches, -1) if number not in without)
        known = {one.key for number, one in enumerate(self.refused) if number not in without}
        rows = {one.key: one for one in map(decision, more) if one.key not in known}
        made = left.rstrip("\n") + "\n" + "".join(f"\n{_entry(one)}" for one in rows.values())
        return made if rows or without else None


def decision(change: Change) -> Decision:
    """Return what is remembered of a change."""
    return Decision(
        change.stream,
        change.before,
        change.after,
        change.around,
        change.author,
        change.page,
        change.kind,
    )


def _entry(one: Decision) -> str:
    rows = ("kind", "stream", "page", "author", "around", "before", "after")
    said = ((name, str(getattr(one, name))) for name in rows)
    lines = (
        f"{name} = {json.dumps(value, ensure_ascii=False)}\n"
        for name, value in said
        if value or name in ("before", "after")
    )
    return "[[refused]]\n" + "".join(lines)


def decisions(folder: EditionFolder) -> Result[Decisions]:
    """Read the decisions in the folder of an edition; there need be none."""
    read = folder.text(FILE, None)
    if read.value is None:
        return Result(Decisions(), read.diagnostics)
    parsed = toml.read(Source(FILE, read.value))
    found: list[Diagnostic] = [*read.diagnostics, *parsed.diagnostics]
    if parsed.diagnostics:
        return Result(Decisions(read.value), tuple(found))
    whole = LayeredTable()
    whole.lay(parsed.value)
    reading = Reading(whole, FILE)
    table = reading.record(DecisionTable, whole.table)
    refused = table.refused if table is not None else ()
    spans = tuple(parsed.value.key("refused", number) for number in range(len(refused)))
    return Result(Decisions(read.value, refused, spans), (*found, *reading.found))
