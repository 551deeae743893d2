"""A set laid over the set that it extends, and overrides of an edition over both: one table, with places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from variorum import toml
from variorum.conventions.texts import ANY, TAG, by_language
from variorum.findings import Diagnostic
from variorum.findings.conventions import ConventionUnknown, SignUnknown
from variorum.findings.edition import IdTwice, ValueWrong
from variorum.source import Span
from variorum.tables.declaration import short
from variorum.tables.domains import LONGEST
from variorum.tables.layers import EXTENDS, Layer, LayeredTable, Shelf
from variorum.toml import Path, TomlText
from variorum.words.language import LAST_RESORT

SETS = Shelf(
    "variorum.conventions",
    "sets",
    "set",
    lambda place, name, near: ConventionUnknown(place, convention=name, nearest=near),
)
MERGED = ("patterns", "head", "plain")
"""Tables of which a set changes single keys; of all others it replaces the whole."""

UNSHARED = ("hallmark",)
"""Keys that a set does not take over from the one that it extends: its texts are not those of that one."""


@dataclass(frozen=True, slots=True)
class Overrides:
    """Signs to change or to add: by id, the keys that change. `path` leads to them in `file`."""

    signs: Mapping[str, Mapping[str, Any]]
    file: TomlText | None = None
    path: Path = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of an array of tables: what it says, where it stands, and where those of its keys that differ."""

    table: Mapping[str, Any]
    file: TomlText
    path: Path
    keys: Mapping[str, tuple[TomlText, Path]]

    @classmethod
    def of(cls, table: Mapping[str, Any], file: TomlText, path: Path) -> Row:
        """Return a row as one file says it."""
        return cls(table, file, path, {key: (file, (*path, key)) for key in table})

    def over(self, under: Row) -> Row:
        """Return this row laid over another: its keys take the place of those."""
        return Row({**under.table, **self.table}, self.file, self.path, {**under.keys, **self.keys})


@dataclass(slots=True)
class Layers:
    """The table of a set on its way, the places of what is in it, and the findings.

    `language` is the one that the set laid last says it is in; `written` has, by sign, that of the file that
    says how it is read. `spoken` are the languages of the documents.
    """

    place: Span | None = None
    spoken: tuple[str, ...] = ()
    table: dict[str, Any] = field(default_factory=dict)
    origins: dict[Path, tuple[TomlText, Path]] = field(default_factory=dict)
    signs: list[Row] = field(default_factory=list)
    lines: list[Row] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    language: str | None = None
    written: dict[str, str] = field(default_factory=dict)

    def whole(self) -> LayeredTable:
        """Return the table as it is to be read, every value with its place."""
        table, origins = dict(self.table), dict(self.origins)
        for name, rows in (("sign", self.signs), ("line", self.lines)):
            table[name] = [dict(row.table) for row in rows]
            for at, row in enumerate(rows):
                origins[name, at] = (row.file, row.path)
                origins |= {(name, at, key): origin for key, origin in row.keys.items()}
        return LayeredTable(table, origins, self.place)

    # ---- files

    def lay(self, layer: Layer, own_folder: bool) -> None:
        """Lay a set over what is there; `own_folder`: its file may be the edition's own."""
        file = layer.file
        table = dict(file.table)
        base = table.pop(EXTENDS, None)
        for key in UNSHARED:
            self.table.pop(key, None)
        self.origins[()] = (file, ())
        language = self.language_of(table.get("language"), own_folder and layer.is_own, base)
        self.leave_out(table.pop("without", []), file)
        signs = self.rows(table, file, "sign")
        self.found.extend(_twice(signs))
        self.lay_signs(signs, language)
        self.lines = [*self.rows(table, file, "line"), *self.lines]
        for key, value in table.items():
            self.origins[key,] = (file, (key,))
            under = self.table.get(key)
            if key in MERGED and isinstance(under, dict) and not isinstance(value, dict):
                # What is extended stays whole: its rules would lack the patterns that they name.
                self.wrong(file.value(key), key, f"a table: [{key}]", value)
            elif key in MERGED and isinstance(value, dict) and isinstance(under, dict):
                self.table[key] = {**under, **value}
            else:
                self.table[key] = value
            if key in MERGED and isinstance(value, dict):
                self.origins |= {(key, name): (file, (key, name)) for name in value}

    def rows(self, table: dict[str, Any], file: TomlText, name: str) -> list[Row]:
        """Take the tables of an array out of a table; what is none is a finding."""
        said = table.pop(name, [])
        if not isinstance(said, list) or not all(isinstance(row, dict) for row in said):
            mend = f"Write [[{name}]]." if isinstance(said, dict) else ""
            self.wrong(file.value(name), name, f"an array of tables: [[{name}]]", said, mend)
            return []
        return [Row.of(row, file, (name, number)) for number, row in enumerate(said)]

    def language_of(self, said: object, is_own: bool, base: object) -> str:
        """Return the language of a file's words; where one of the edition's own says none, they fit any.

        The silent file of an edition takes that of a file of the edition that it extends, not of our sets.
        """
        if isinstance(said, str) and TAG.fullmatch(said):
            self.language = said
        elif not is_own:
            self.language = LAST_RESORT
        elif not (isinstance(base, str) and base.endswith(".toml")):
            self.language = None
        return self.language or ANY

    def leave_out(self, ids: object, file: TomlText) -> None:
        """Take out signs of the set that is extended."""
        if not isinstance(ids, list):
            self.wrong(file.value("without"), "without", "a list of ids of signs", ids)
            return
        for number, name in enumerate(ids):
            kept = [row for row in self.signs if row.table.get("id") != name]
            if not isinstance(name, str):
                self.wrong(file.value("without", number), "without", "the id of a sign", name)
            elif len(kept) == len(self.signs):
                self.unknown(name, file.value("without", number))
            self.signs = kept

    # ---- signs

    def lay_signs(self, new: Sequence[Row], language: str = ANY) -> None:
        """Change signs that are there, at their places; put the others before all."""
        first = []
        for said in new:
            row = Row(by_language(said.table, language), said.file, said.path, said.keys)
            name = row.table.get("id")
            at = self.index(name)
            if "read" in row.table and language != ANY:
                self.written[str(name)] = language
            if at is None:
                first.append(row)
            else:
                self.signs[at] = row.over(self.signs[at])
        self.signs = [*first, *self.signs]

    def override(self, overrides: Overrides) -> None:
        """Lay overrides over the signs; one that changes a sign which is not there is a finding."""
        file = overrides.file or self.origins.get((), (TomlText.empty(), ()))[0]
        new: list[Row] = []
        for name, change in overrides.signs.items():
            path = (*overrides.path, name) if overrides.file else ()
            if self.index(name) is None and "means" not in change:
                self.unknown(name, file.value(*path))
            else:
                if "id" in change:
                    self.renamed(name, str(change["id"]), file.key(*path, "id"))
                new.append(Row.of({**change, "id": name}, file, path))
        self.lay_signs(new)

    def index(self, name: object) -> int | None:
        """Return the place of a sign in the order, none if it is not there."""
        return next((at for at, row in enumerate(self.signs) if row.table.get("id") == name), None)

    # ---- findings

    def unknown(self, name: str, place: Span) -> None:
        """Note a sign that is not there."""
        hint = toml.nearest(name[:LONGEST], self.ids())
        self.found.append(SignUnknown(place, sign=short(name), nearest=hint))

    def renamed(self, name: str, said: str, place: Span) -> None:
        """Note an override that gives a sign another name than that by which it is overridden."""
        if said != name:
            hint = f"Take it out. A sign of another name is one more: [override.{short(said)}] with `means`."
            expected = f"the name of the sign, {short(name)}, or not there"
            self.found.append(
                ValueWrong(place, key="id", expected=expected, found=toml.excerpt(said), nearest=hint)
            )

    def ids(self) -> Iterator[str]:
        """Yield the ids of the signs that are there."""
        return (str(row.table.get("id")) for row in self.signs)

    def wrong(self, place: Span, key: str, expected: str, said: object, nearest: str = "") -> None:
        """Note a value that cannot be."""
        found = toml.excerpt(said)
        self.found.append(ValueWrong(place, key=key, expected=expected, found=found, nearest=nearest))


def layers_of(
    files: Iterable[Layer], place: Span | None, *, own_folder: bool, spoken: Sequence[str] = ()
) -> Layers:
    """Return sets laid one over the other, the first undermost."""
    layers = Layers(place, spoken=tuple(spoken))
    for each in files:
        layers.lay(each, own_folder)
    return layers


def names() -> tuple[str, ...]:
    """Return the names of the sets that come with variorum."""
    return SETS.names()


def _twice(rows: Sequence[Row]) -> Iterator[Diagnostic]:
    """Yield a finding for each sign of a file whose id another has: it would take its place."""
    first: dict[str, Span] = {}
    for row in rows:
        id, place = row.table.get("id"), row.file.key(*row.path)
        if isinstance(id, str) and id in first:
            hint = "Give it an id of its own, or take one of the two out."
            yield IdTwice(place, own_hint=hint, id=short(id), place=str(first[id]))
        elif isinstance(id, str):
            first[id] = place
