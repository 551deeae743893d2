"""Profiles: what is printed how, sign by sign, for one kind of reader. Data in `profiles/*.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Literal, TypeAlias

from variorum.conventions.sign import Show, Sign
from variorum.conventions.values import TEMPLATE
from variorum.findings import Result
from variorum.findings.conventions import ProfileUnknown
from variorum.folder import EditionFolder
from variorum.model import Block, Inline
from variorum.model.schema import SHAPES
from variorum.publication import Place
from variorum.source import Span
from variorum.tables.declaration import Changes, Entries, Key
from variorum.tables.domains import ID, Choice, Text
from variorum.tables.layers import Shelf, layers_of
from variorum.tables.reading import Reading


@dataclass(frozen=True, slots=True)
class SeriesRule:
    """A series of notes: its marks (`1`, `a`, `i`, `*`) and its place; each document begins anew."""

    id: str
    marks: str
    place: Place


SERIES = (SeriesRule("editorial", "1", Place.FOOT), SeriesRule("textual", "a", Place.END))


@dataclass(frozen=True, slots=True)
class NodePrint(Show):
    """What a profile may say of a node or a sign: how it is printed, and how it is noted."""

    note: Annotated[str | None, TEMPLATE, "The textual note, or the key of a phrase of the language"] = None


NODES = Choice(tuple(SHAPES), "the name of a node of the model")
Change: TypeAlias = Mapping[str, Any]
"""The fields of `NodePrint` that a profile changes."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How an edition is printed; `id` is the name by which it was asked for."""

    id: str
    title: Annotated[str, Text(200), "What the profile is, in a few words"] = ""
    line_ends: Annotated[bool, "The lines of the source are kept"] = False
    head: Annotated[
        Literal["edited", "printed"], "Heads of documents: set by the edition, or as the source prints them"
    ] = "edited"
    declarations: Annotated[
        Literal["legend", "after"], "Where the source's statements about its signs stand"
    ] = "legend"
    emended: Annotated[bool, "The text has the reading of the edition, not of the source"] = True
    textual_notes: Annotated[bool, "Hands, losses and corrections are noted"] = True
    own_words: Annotated[bool, "The edition may put words of its own into the text: [Resolution]"] = True
    series: tuple[SeriesRule, ...] = SERIES
    nodes: Annotated[
        Mapping[str, Change],
        Key("node"),
        Entries(NODES, Changes(NodePrint)),
        "How signs are printed, by the node of the model that they mean",
    ] = field(default_factory=dict)
    signs: Annotated[
        Mapping[str, Change],
        Key("sign"),
        Entries(ID, Changes(NodePrint)),
        "How single signs are printed, by their id; this goes before what is said of their node",
    ] = field(default_factory=dict)
    places: Mapping[str, Span | None] = field(default_factory=dict, compare=False, repr=False)

    def applied(self, sign: Sign, node: Inline | Block) -> Sign:
        """Return the sign as this profile prints it: silent if only a note shows it and there are none."""
        change = {**self.nodes.get(type(node).__name__, {}), **self.signs.get(sign.id, {})}
        if change:
            note = change.pop("note", sign.note)
            sign = replace(sign, note=note, show=replace(sign.show, **change))
        if sign.note and not self.textual_notes and not sign.show.is_seen:
            return replace(sign, show=replace(sign.show, silent=True))
        return sign


PROFILES = Shelf(
    "variorum.apparatus",
    "profiles",
    "profile",
    lambda place, name, near: ProfileUnknown(place, profile=name, nearest=near),
)
LAST_RESORT = "edition"
"""The profile that stands in for one that is not there."""


def names() -> tuple[str, ...]:
    """Return the names of the profiles that come with variorum."""
    return PROFILES.names()


def load(name: str, place: Span | None = None, folder: EditionFolder | None = None) -> Result[Profile]:
    """Load a profile by name, or from a TOML file of the edition in `folder` when `name` ends in ".toml".

    Errors are findings, in the file where it has them, else at `place`; the value is then the profile as far
    as it could be read, or `edition`.
    """
    chain = PROFILES.chain(name, place, folder)
    whole = layers_of(chain.value or PROFILES.chain(LAST_RESORT).value, place)
    reading = Reading(whole, "the profile", list(chain.diagnostics))
    signs = whole.table.get("sign")
    places = {sign: whole.key(("sign", sign)) for sign in signs} if isinstance(signs, dict) else {}
    profile = reading.record(Profile, whole.table, id=name if chain.value else LAST_RESORT, places=places)
    assert profile is not None, "a profile has a default for every key"
    return Result(profile, tuple(reading.found))
