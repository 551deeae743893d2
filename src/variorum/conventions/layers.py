"""A set laid over the set that it extends, and overrides of an edition over both: one table, with places."""

from __future__ import annotations

import importlib.resources
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from variorum import toml
from variorum.conventions.texts import ANY, TAG, by_language
from variorum.findings import Diagnostic
from variorum.findings.conventions import ConventionUnknown, SignUnknown
from variorum.findings.edition import ValueWrong
from variorum.folder import EditionFolder
from variorum.source import Source, Span
from variorum.words.language import LAST_RESORT

Entry: TypeAlias = tuple[dict[str, Any], toml.TomlText, toml.Path]
"""An entry of an array of tables, and where it stands: the file, and the way to it."""

MERGED = ("patterns", "head", "plain")
"""Tables of which a set changes single keys; of all others it replaces the whole."""


@dataclass(frozen=True, slots=True)
class Overrides:
    """Signs to change or to add: by id, the keys that change. `path` leads to them in `file`."""

    signs: Mapping[str, Mapping[str, Any]]
    file: toml.TomlText | None = None
    path: toml.Path = ()


def names() -> tuple[str, ...]:
    """Return the names of the sets that come with variorum."""
    folder = importlib.resources.files("variorum.conventions") / "sets"
    return tuple(sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml")))


@dataclass(slots=True)
class Layers:
    """The table of a set on its way, the places of what is in it, and the findings.

    `folder` is where sets of an edition's own are looked for, whose names end in ".toml"; `spoken` are the
    languages of its documents. `language` is the one that the set laid last says it is in; `written` has, by
    sign, that of the file that says how it is read.
    """

    folder: EditionFolder | None = None
    spoken: tuple[str, ...] = ()
    table: dict[str, Any] = field(default_factory=dict)
    signs: list[Entry] = field(default_factory=list)
    lines: list[Entry] = field(default_factory=list)
    last: toml.TomlText = field(default_factory=lambda: toml.TomlText(Source("", ""), {}))
    said: dict[toml.Path, toml.TomlText] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)
    language: str | None = None
    written: dict[str, str] = field(default_factory=dict)

    # ---- files

    def load(self, name: str, place: Span | None, seen: tuple[str, ...] = ()) -> bool:
        """Lay a set by its name over what is there; return whether it was found."""
        if name in seen:
            cycle = " → ".join((*seen, name))
            self.wrong(place, "extends", "a set that does not extend this one", cycle)
            return False
        source = self.source(name, place)
        if source is None:
            return False
        self.lay(source, (*seen, name))
        return True

    def source(self, name: str, place: Span | None) -> Source | None:
        """Return the text of a set: of one that comes with variorum, or of a file of the edition."""
        known = names()
        if name.endswith(".toml") and self.folder is not None:
            text = self.folder.text(name, place)
            self.found.extend(text.diagnostics)
            if text.value is not None:
                return Source(name, text.value)
            if text.errors:
                return None
            known += self.folder.tables_beside(name)
        elif name in known:
            folder = importlib.resources.files("variorum.conventions") / "sets"
            return Source(f"{name}.toml", (folder / f"{name}.toml").read_text("utf-8"))
        hint = toml.nearest(name, known)
        self.found.append(ConventionUnknown(place, convention=name, nearest=hint))
        return None

    def lay(self, source: Source, seen: tuple[str, ...] = ()) -> None:
        """Lay the set of a TOML text over what it extends."""
        read = toml.read(source)
        file = read.value
        self.found.extend(read.diagnostics)
        table = dict(file.table)
        base = table.pop("extends", None)
        if isinstance(base, str):
            self.load(base, file.value("extends"), seen)
        elif base is not None:
            self.wrong(file.value("extends"), "extends", "the name of a set", repr(base))
        self.last = file
        language = self.language_of(table.get("language"), seen[-1] if seen else "", base)
        self.leave_out(table.pop("without", ()), file)
        self.lay_signs(entries(table.pop("sign", ()), file, "sign"), language)
        self.lines = [*entries(table.pop("line", ()), file, "line"), *self.lines]
        for key, value in table.items():
            inner = value if key in MERGED and isinstance(value, dict) else {}
            self.said[key,] = file
            self.said |= {(key, name): file for name in inner}
            self.table[key] = {**self.table.get(key, {}), **inner} if inner else value

    def language_of(self, said: object, name: str, base: object) -> str:
        """Return the language of a file's words; where one of the edition's own says none, they fit any.

        The silent file of an edition takes that of a file of the edition that it extends, not of our sets.
        """
        is_own = self.folder is not None and name.endswith(".toml")
        if isinstance(said, str) and TAG.fullmatch(said):
            self.language = said
        elif not is_own:
            self.language = LAST_RESORT
        elif not (isinstance(base, str) and base.endswith(".toml")):
            self.language = None
        return self.language or ANY

    def leave_out(self, ids: object, file: toml.TomlText) -> None:
        """Take out signs of the set that is extended."""
        if not isinstance(ids, list | tuple):
            self.wrong(file.value("without"), "without", "a list of ids of signs", repr(ids))
            return
        for number, name in enumerate(map(str, ids)):
            kept = [entry for entry in self.signs if entry[0].get("id") != name]
            if len(kept) == len(self.signs):
                self.unknown(name, file.value("without", number))
            self.signs = kept

    # ---- signs

    def lay_signs(self, new: Sequence[Entry], language: str = ANY) -> None:
        """Change signs that are there, at their places; put the others before all."""
        first = []
        for said, file, path in new:
            entry = by_language(said, language)
            at = self.index(entry.get("id"))
            if "read" in entry and language != ANY:
                self.written[str(entry.get("id"))] = language
            if at is None:
                first.append((entry, file, path))
            else:
                self.signs[at] = ({**self.signs[at][0], **entry}, file, path)
        self.signs = [*first, *self.signs]

    def override(self, overrides: Overrides) -> None:
        """Lay overrides over the signs; one that changes a sign which is not there is a finding."""
        file = overrides.file or self.last
        new: list[Entry] = []
        for name, change in overrides.signs.items():
            path = (*overrides.path, name) if overrides.file else ()
            if self.index(name) is None and "means" not in change:
                self.unknown(name, file.value(*path))
            else:
                new.append(({**change, "id": name}, file, path))
        self.lay_signs(new)

    def index(self, name: object) -> int | None:
        """Return the place of a sign in the order, none if it is not there."""
        return next((at for at, entry in enumerate(self.signs) if entry[0].get("id") == name), None)

    # ---- findings

    def unknown(self, name: str, place: Span) -> None:
        """Note a sign that is not there."""
        hint = toml.nearest(name, [str(entry.get("id")) for entry, _, _ in self.signs])
        self.found.append(SignUnknown(place, sign=name, nearest=hint))

    def wrong(self, place: Span | None, key: str, expected: str, found: str, nearest: str = "") -> None:
        """Note a value that cannot be."""
        self.found.append(ValueWrong(place, key=key, expected=expected, found=found, nearest=nearest))

    def origin(self, path: toml.Path) -> tuple[toml.TomlText, toml.Path]:
        """Return where something of the whole table stands: its file, and the way to it there."""
        match path:
            case ("sign" | "line" as kind, int(number), *rest):
                entry = (self.signs if kind == "sign" else self.lines)[number]
                return entry[1], (*entry[2], *rest)
            case _:
                return self.said.get(path[:2]) or self.said.get(path[:1]) or self.last, path


def entries(found: object, file: toml.TomlText, name: str) -> list[Entry]:
    """Return the tables of an array with their places."""
    rows = found if isinstance(found, list) else ()
    return [(dict(row), file, (name, number)) for number, row in enumerate(rows) if isinstance(row, dict)]
