"""Profiles: what is printed how, sign by sign, for one kind of reader. Data in `profiles/*.toml`."""

from __future__ import annotations

import importlib.resources
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from variorum.conventions.sign import Sign
from variorum.findings import Result
from variorum.findings.edition import ValueWrong
from variorum.model import Block, Inline
from variorum.publication import Place
from variorum.source import Span


@dataclass(frozen=True, slots=True)
class SeriesRule:
    """A series of notes: its marks (`1`, `a`, `i`, `*`) and its place; each document begins anew."""

    id: str
    marks: str
    place: Place


SERIES = (SeriesRule("editorial", "1", Place.FOOT), SeriesRule("textual", "a", Place.END))


@dataclass(frozen=True, slots=True)
class Profile:
    """How an edition is printed.

    `line_ends` keeps the lines of the source; `head`: set by the edition, or as printed in the source;
    `declarations`: where the source's statements about its signs stand; `emended`: the text has the reading
    of the edition, not of the source; `textual_notes`: hands, losses and corrections are noted;
    `own_words`: the edition may put words of its own into the text ("[Resolution]").
    `nodes` and `signs` change how a class of nodes, or one sign, is printed: keys of `Show`, or `note`, which
    may be the key of a phrase of the edition's language.
    """

    id: str
    title: str = ""
    line_ends: bool = False
    head: Literal["edited", "printed"] = "edited"
    declarations: Literal["legend", "after"] = "legend"
    emended: bool = True
    textual_notes: bool = True
    own_words: bool = True
    series: tuple[SeriesRule, ...] = SERIES
    nodes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    signs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def applied(self, sign: Sign, node: Inline | Block) -> Sign:
        """Return the sign as this profile prints it: silent if only a note shows it and there are none."""
        change = {**self.nodes.get(type(node).__name__, {}), **self.signs.get(sign.id, {})}
        if change:
            note = change.pop("note", sign.note)
            sign = replace(sign, note=note, show=replace(sign.show, **change))
        if sign.note and not self.textual_notes and not sign.show.is_seen:
            return replace(sign, show=replace(sign.show, silent=True))
        return sign


def names() -> tuple[str, ...]:
    """Return the names of the profiles."""
    folder = importlib.resources.files("variorum.apparatus") / "profiles"
    return tuple(sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml")))


def load(name: str, place: Span | None = None) -> Result[Profile]:
    """Return a profile by its name; for an unknown name a finding and the profile `edition`."""
    known = names()
    if name not in known:
        wrong = ValueWrong(
            place,
            key="profile",
            expected=", ".join(known),
            found=repr(name),
            nearest="",
        )
        return Result(load("edition").value, (wrong,))
    path = importlib.resources.files("variorum.apparatus") / "profiles" / f"{name}.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    changes = {f"{key}s": table.pop(key) for key in ("node", "sign") if key in table}
    return Result(Profile(name, **table, **changes))
