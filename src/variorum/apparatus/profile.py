"""Profiles: what is printed how, sign by sign, for one kind of reader. Data in `profiles/*.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Literal, TypeAlias

from variorum.conventions.set_table import TEMPLATES, ShowTable, Words
from variorum.conventions.sign import Sign
from variorum.conventions.texts import ANY, SHOWN, TAG, fitting, has_words, nearest
from variorum.findings import Result
from variorum.findings.conventions import ProfileUnknown, SignWordsMissing
from variorum.folder import EditionFolder
from variorum.model import Block, Inline
from variorum.model.schema import SHAPES
from variorum.publication import Place
from variorum.source import Span
from variorum.tables.declaration import Changes, Entries, Key
from variorum.tables.domains import ID, LANGUAGE, Choice, Text
from variorum.tables.layers import Layer, Shelf, layers_of
from variorum.tables.reading import Reading
from variorum.words.language import LAST_RESORT as ENGLISH


@dataclass(frozen=True, slots=True)
class SeriesRule:
    """A series of notes: its marks (`1`, `a`, `i`, `*`) and its place; each document begins anew."""

    id: str
    marks: str
    place: Place


SERIES = (SeriesRule("editorial", "1", Place.FOOT), SeriesRule("textual", "a", Place.END))


@dataclass(frozen=True, slots=True)
class NodePrint(ShowTable):
    """What a profile may say of a node or a sign: how it is printed, and how it is noted."""

    note: Annotated[Words | None, TEMPLATES, "The textual note"] = None


NODES = Choice(tuple(SHAPES), "the name of a node of the model")
WORDS = (*SHOWN, "note")
"""The keys that hold words: a text in the language of the profile, or a table with one for each."""
Change: TypeAlias = Mapping[str, Any]
"""The fields of `Show`, and `note`, that a profile changes."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How an edition is printed; `id` is the name by which it was asked for."""

    id: str
    title: Annotated[str, Text(200), "What the profile is, in a few words"] = ""
    language: Annotated[str | None, LANGUAGE, "The language of its words, a BCP 47 tag"] = None
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


def load(
    name: str, place: Span | None = None, folder: EditionFolder | None = None, language: str | None = None
) -> Result[Profile]:
    """Load a profile by name, or from a TOML file of the edition in `folder` when `name` ends in ".toml".

    Errors are findings, in the file where it has them, else at `place`; the value is then the profile as far
    as it could be read, or `edition`. `language` is the one to print in, none that of the profile.
    """
    chain = PROFILES.chain(name, place, folder)
    layers = chain.value or PROFILES.chain(LAST_RESORT).value
    whole = layers_of(map(_by_language, layers), place)
    reading = Reading(whole, "the profile", list(chain.diagnostics))
    signs = whole.table.get("sign")
    places = {sign: whole.key(("sign", sign)) for sign in signs} if isinstance(signs, dict) else {}
    profile = reading.record(Profile, whole.table, id=name if chain.value else LAST_RESORT, places=places)
    assert profile is not None, "a profile has a default for every key"
    missing: list[str] = []
    chosen = replace(
        profile,
        nodes=_in_words(profile.nodes, profile, language, missing),
        signs=_in_words(profile.signs, profile, language, missing),
    )
    if missing:
        first = missing[0]
        lacks = SignWordsMissing(
            place,
            own_hint=f'Say them in a profile of your own: {first} = {{ {language} = "…" }}.',
            convention=name,
            language=language or "",
            count=len(missing),
            first=first,
        )
        reading.found.append(lacks)
    return Result(chosen, tuple(reading.found))


def _by_language(layer: Layer) -> Layer:
    """Return a profile in which words that stand alone are a table with those of one language."""
    table = dict(layer.file.table)
    said = table.get("language")
    own = ANY if layer.is_own else ENGLISH
    language = said if isinstance(said, str) and TAG.fullmatch(said) else own
    for group in ("node", "sign"):
        entries = table.get(group)
        if isinstance(entries, dict):
            table[group] = {name: _tables(entry, language) for name, entry in entries.items()}
    return replace(layer, file=replace(layer.file, table=table))


def _tables(entry: Any, language: str) -> Any:
    if not isinstance(entry, dict):
        return entry
    return {
        key: {language: value} if key in WORDS and isinstance(value, str) else value
        for key, value in entry.items()
    }


def _in_words(
    changes: Mapping[str, Change], profile: Profile, language: str | None, missing: list[str]
) -> Mapping[str, Change]:
    """Return changes with the words of a language; which it has none of is noted, its own stand for them."""
    made: dict[str, dict[str, Any]] = {}
    for name, change in changes.items():
        made[name] = {key: value for key, value in change.items() if key not in WORDS}
        for key in (key for key in WORDS if change.get(key)):
            texts = change[key]
            words = fitting(texts, language) if language else None
            if words is None:
                words = nearest(texts, profile.language or ENGLISH)
                if language and has_words(words):
                    missing.append(f"{name}.{key}")
            made[name] |= {key: words}
    return made
