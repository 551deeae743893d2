"""A house style on its way from TOML: what it extends, its tokens as they are declared, its findings."""

from __future__ import annotations

import difflib
import importlib.resources
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar

from variorum import toml
from variorum.findings import Diagnostic, Result
from variorum.findings.edition import ValueWrong
from variorum.findings.typesetting import StyleUnknown, TokenUnknown
from variorum.folder import EditionFolder
from variorum.source import Source, Span
from variorum.style.room import cramped
from variorum.style.tokens import (
    FAMILIES,
    ROLE,
    TABLES,
    BlockStyle,
    InlineStyle,
    Style,
    tokens,
)

D = TypeVar("D")

LONGEST_KEY = 100
"""As much of a key as is compared with others, or shown."""


def names() -> tuple[str, ...]:
    """Return the names of the house styles that come with variorum."""
    folder = importlib.resources.files("variorum_styles")
    return tuple(sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml")))


def load(name: str, place: Span | None = None, folder: EditionFolder | None = None) -> Result[Style]:
    """Load a house style by name, or from a TOML file of the edition in `folder` when `name` ends in ".toml".

    Errors are findings, in the file where it has them, else at `place`; the value is then the house style as
    far as it could be read.
    """
    reading = _Reading(place, folder)
    said = reading.style(name, reading.table(name, ()))
    reading.misspelt(said)
    reading.heirs(said)
    style = _inherit(said)
    if not reading.found:
        reading.found.extend(cramped(style, name, reading.where))
    return Result(style, tuple(reading.found))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A style on its way from TOML: where it was asked for, where its keys and values stand, its findings."""

    place: Span | None
    folder: EditionFolder | None
    keys: dict[toml.Path, Span] = field(default_factory=dict)
    values: dict[toml.Path, Span] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)

    def table(self, name: str, seen: tuple[str, ...]) -> dict[str, Any]:
        """Return a style's table with what it extends laid under it; `seen` are the styles that extend it."""
        asked = self.values.get(("extends",), self.place)
        if name in seen:
            cycle = " → ".join((*seen, name))
            expected = "a style that does not extend this one"
            self.found.append(ValueWrong(asked, key="extends", expected=expected, found=cycle))
            return {}
        text = self.text(name, asked)
        if text is None:
            return {} if name == "house" else self.table("house", (*seen, name))
        read = toml.read(Source(name if name.endswith(".toml") else f"{name}.toml", text))
        self.found.extend(read.diagnostics)
        table = dict(read.value.table)
        for known, new in ((self.keys, read.value.keys), (self.values, read.value.values)):
            known.update({path: span for path, span in new.items() if path not in known})
        parent = table.pop("extends", None)
        if parent is None:
            return table
        if not isinstance(parent, str):
            expected, place = "the name of a style", read.value.value("extends")
            self.found.append(ValueWrong(place, key="extends", expected=expected, found=toml.excerpt(parent)))
            return table
        self.values["extends",] = read.value.value("extends")
        return _merge(self.table(parent, (*seen, name)), table)

    def text(self, name: str, asked: Span | None) -> str | None:
        """Return the TOML of a style, or None with a finding."""
        known = names()
        if name.endswith(".toml") and self.folder is not None:
            text = self.folder.text(name, asked)
            self.found.extend(text.diagnostics)
            if text.value is not None or text.errors:
                return text.value
            known += self.folder.tables_beside(name)
        elif name in known:
            return (importlib.resources.files("variorum_styles") / f"{name}.toml").read_text(encoding="utf-8")
        shown = _cut(name if name.isprintable() else repr(name)[1:-1])
        self.found.append(StyleUnknown(asked, style=shown, nearest=toml.nearest(_cut(name), known)))
        return None

    def style(self, name: str, table: dict[str, Any]) -> Style:
        """Return the style of a table, with a finding for each unknown key or wrong value."""
        values = self.entries(Style, table, (), (*TABLES, *FAMILIES))
        for key, kind in TABLES.items():
            if key in table:
                values[key] = kind(**self.entries(kind, self.subtable(table, (key,)), (key,)))
        for key, kind in FAMILIES.items():
            values[key] = {
                role: kind(**self.entries(kind, self.subtable(entries, (key, role)), (key, role)))
                for entries in (self.subtable(table, (key,)),)
                for role in entries
                if self.is_role(key, role)
            }
        return Style(name, **values)

    def subtable(self, table: dict[str, Any], path: toml.Path) -> dict[str, Any]:
        """Return the table at the end of a path; what is no table is a finding, and empty."""
        value = table.get(str(path[-1]), {})
        if isinstance(value, dict):
            return value
        self.wrong(path, "a table", value)
        return {}

    def is_role(self, key: str, role: str) -> bool:
        """Return whether a block or inline style can be called so; if not, it is a finding."""
        if ROLE.value(role) is not None:
            return True
        place, token = self.keys.get((key, role), self.place), f"{key}.{_cut(role)}"
        mend = f"{key.title()} are called by {ROLE.expected}."
        self.found.append(TokenUnknown(place, token=token, nearest=mend))
        return False

    def entries(
        self, kind: type, table: dict[str, Any], path: toml.Path, tables: tuple[str, ...] = ()
    ) -> dict[str, Any]:
        """Return the tokens of a table that are what they are declared to be; others are findings."""
        known = tokens(kind)
        values: dict[str, Any] = {}
        for key, said in table.items():
            here = (*path, key)
            if key in known:
                domain = known[key].domain
                value = domain.value(said)
                if value is None:
                    self.wrong(here, domain.expected, said, domain.mend(said))
                else:
                    values[key] = value
            elif key not in tables:
                token = _cut(".".join(map(str, here)))
                hint = toml.nearest(key[:LONGEST_KEY], [*known, *tables])
                self.found.append(TokenUnknown(self.keys.get(here, self.place), token=token, nearest=hint))
        return values

    def wrong(self, path: toml.Path, expected: str, value: Any, mend: str = "") -> None:
        """Note a wrong value."""
        key, found = _cut(".".join(map(str, path))), toml.excerpt(value)
        self.found.append(ValueWrong(self.where(path), key=key, expected=expected, found=found, nearest=mend))

    def where(self, path: toml.Path) -> Span | None:
        """Return where a value stands, or its key, or else where the style was asked for."""
        return self.values.get(path, self.keys.get(path, self.place))

    def heirs(self, style: Style) -> None:
        """Note what inherits from a name that there is not, or from itself."""
        groups: tuple[tuple[str, Mapping[str, BlockStyle | InlineStyle]], ...] = (
            ("blocks", style.blocks),
            ("inlines", style.inlines),
        )
        for group, entries in groups:
            for name, entry in entries.items():
                path, parent = (group, name, "inherits"), entry.inherits
                if parent is None:
                    continue
                if parent not in entries:
                    expected = f"the name of one of the {group}"
                    self.wrong(path, expected, parent, toml.nearest(parent, entries))
                elif _inherits_itself(entries, name):
                    self.wrong(path, "a name that does not inherit from this one", parent)

    def misspelt(self, style: Style) -> None:
        """Note the names of blocks and inlines that look like a slip for one of the house style's."""
        known = tomllib.loads(
            (importlib.resources.files("variorum_styles") / "house.toml").read_text("utf-8")
        )
        for group, entries in (("blocks", style.blocks), ("inlines", style.inlines)):
            for name in entries:
                near = difflib.get_close_matches(name[:LONGEST_KEY], known[group], 1, cutoff=0.8)
                if name not in known[group] and near:
                    hint = f"Did you mean “{near[0]}”?"
                    place = self.keys.get((group, name), self.place)
                    self.found.append(TokenUnknown(place, token=f"{group}.{name}", nearest=hint))


def _merge(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    merged = dict(under)
    for key, value in over.items():
        old = merged.get(key)
        merged[key] = _merge(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_KEY else f"{name[:LONGEST_KEY]}…"


def _inherits_itself(entries: Mapping[str, BlockStyle | InlineStyle], name: str) -> bool:
    """Return whether the way up from a name comes back to it."""
    above, seen = entries[name].inherits, set[str]()
    while above is not None and above in entries and above not in seen:
        if above == name:
            return True
        seen.add(above)
        above = entries[above].inherits
    return False


def _inherit(style: Style) -> Style:
    """Fill block and inline styles from those they inherit from, values they do not set themselves."""
    return replace(
        style, blocks=_resolved(style.blocks, BlockStyle()), inlines=_resolved(style.inlines, InlineStyle())
    )


def _resolved(table: Mapping[str, D], default: D) -> dict[str, D]:
    """Return the entries laid over those they inherit from, however long the way up is."""
    whole: dict[str, D] = {}
    for name in table:
        way = {name: None}
        parent = _parent(table[name])
        while parent in table and parent not in whole and parent not in way:
            way[parent] = None
            parent = _parent(table[parent])
        above = whole.get(parent)
        for one in reversed(way):
            above = whole[one] = table[one] if above is None else _over(above, table[one], default)
    return {name: whole[name] for name in table}


def _parent(entry: object) -> str:
    """Return the name that a block or inline style inherits from; no name is that of nothing."""
    parent = getattr(entry, "inherits")  # noqa: B009 - one of two dataclasses that both have it
    return parent or ""


def _over(under: D, entry: D, default: D) -> D:
    """Return what an entry sets itself laid over what it inherits."""
    changed = {
        f.name: getattr(entry, f.name)
        for f in fields(entry)  # type: ignore[arg-type]
        if getattr(entry, f.name) != getattr(default, f.name)
    }
    return replace(under, **changed)  # type: ignore[type-var]
