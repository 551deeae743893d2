"""Convention sets from TOML, checked: unknown keys, wrong values and broken patterns are findings."""

from __future__ import annotations

import importlib.resources
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeAlias

from variorum import toml
from variorum.conventions.sign import (
    ConventionSet,
    FieldRule,
    HeadRules,
    Layout,
    LineRule,
    Means,
    Read,
    Show,
    Sign,
    Wanted,
)
from variorum.diagnostics import Code, Diagnostic, Result
from variorum.model import EndorsementKind, FieldKind, LineKind
from variorum.model.schema import SHAPES
from variorum.source import Source, Span

Within: TypeAlias = tuple[toml.TomlText, toml.Path]
"""Where overrides stand: a TOML file, and the way to the table that has them."""

STYLES = ("italic", "underline", "bold", "struck", "raised")
POSITIONS = ("head", "paragraph", "line", "inline", "text", "word", "signature", "note")
SIGN_KEYS = (
    *("id", "title", "means", "when", "read", "show", "say", "note", "legend", "legend_match", "sample"),
    "needs_declaration",
)
SET_KEYS = ("title", "patterns", "notes_heading", "closing", "head", "line", "sign")


def names() -> tuple[str, ...]:
    """Return the names of the sets that come with variorum."""
    folder = importlib.resources.files("variorum.conventions") / "sets"
    return tuple(sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml")))


def load(
    name: str,
    overrides: Mapping[str, Mapping[str, Any]] | None = None,
    place: Span | None = None,
    within: Within | None = None,
) -> Result[ConventionSet]:
    """Load a set by name. `overrides` has by id keys of signs to change, and signs to put before all others.

    `place` is where the set was named, `within` where the overrides stand.
    """
    if name not in names():
        hint = toml.nearest(name, names())
        found = Diagnostic.of(
            Code.VALUE_WRONG, place, key="convention", expected="a convention set", found=name, nearest=hint
        )
        return Result(ConventionSet(name, "", ()), (found,))
    text = (importlib.resources.files("variorum.conventions") / "sets" / f"{name}.toml").read_text("utf-8")
    return parse(name, Source(f"{name}.toml", text), overrides or {}, within)


def parse(
    name: str,
    source: Source,
    overrides: Mapping[str, Mapping[str, Any]] | None = None,
    within: Within | None = None,
) -> Result[ConventionSet]:
    """Read a set from its TOML text."""
    read = toml.read(source)
    loader = _Loader(read.value)
    convention = loader.convention(name, overrides or {}, within)
    return Result(convention, read.diagnostics + tuple(loader.found))


@dataclass(slots=True)
class _Loader:
    """One TOML file on its way to a set, and the findings made on it."""

    file: toml.TomlText
    found: list[Diagnostic] = field(default_factory=list)
    patterns: dict[str, str] = field(default_factory=dict)
    within: Within | None = None

    def convention(
        self, name: str, overrides: Mapping[str, Mapping[str, Any]], within: Within | None
    ) -> ConventionSet:
        table = self.file.table
        self.known(table, SET_KEYS, "the set", ())
        for key, pattern in table.get("patterns", {}).items():
            self.patterns[key] = self.expanded(str(pattern))
        signs = [
            self.sign(entry, ("sign", index))
            for index, entry in enumerate(table.get("sign", ()))
            if isinstance(entry, dict)
        ]
        entries = {str(entry.get("id")): entry for entry in table.get("sign", ()) if isinstance(entry, dict)}
        new = []
        for sign_id, change in overrides.items():
            self.within = (within[0], (*within[1], sign_id)) if within else None
            if sign_id not in entries and "means" not in change:
                self.fault(Code.SIGN_UNKNOWN, (), sign=sign_id, nearest=toml.nearest(sign_id, entries))
                continue
            entry = {**entries.get(sign_id, {}), **change, "id": sign_id}
            sign = self.sign(entry, ())
            if sign_id in entries:
                signs = [sign if old.id == sign_id else old for old in signs]
            else:
                new.append(sign)
        self.within = None
        return ConventionSet(name, str(table.get("title", name)), (*new, *signs), self.layout(table))

    # ---- signs

    def sign(self, entry: dict[str, Any], path: toml.Path) -> Sign:
        where = f"sign “{entry.get('id', '?')}”"
        self.known(entry, SIGN_KEYS, where, path)
        for key in ("id", "means"):
            if key not in entry:
                self.fault(Code.KEY_MISSING, path, table=where, key=key, example="")
        say = entry.get("say")
        if say is not None and not (isinstance(say, list) and len(say) == 2):
            self.wrong((*path, "say"), "say", "two texts, before and after", say)
            say = None
        words = {key: self.text(entry, key, path) for key in ("title", "legend", "sample")}
        legend_match = self.pattern(entry.get("legend_match"), (*path, "legend_match"))
        return Sign(
            id=str(entry.get("id", "")),
            title=words["title"] or str(entry.get("id", "")),
            means=self.means(entry.get("means", {}), entry.get("when", {}), (*path, "means")),
            read=self.reads(entry.get("read", []), (*path, "read")),
            show=self.show(entry.get("show", {}), (*path, "show")),
            say=(str(say[0]), str(say[1])) if say else None,
            note=self.text(entry, "note", path) or None,
            legend=words["legend"],
            legend_match=legend_match,
            sample=words["sample"],
            needs_declaration=entry.get("needs_declaration", True) is True,
            span=self.span(path, of_key=True),
        )

    def means(self, entry: Any, when: Any, path: toml.Path) -> Means:
        if not isinstance(entry, dict) or entry.get("node") not in SHAPES:
            found = entry.get("node") if isinstance(entry, dict) else entry
            self.wrong(path, "node", "a node of the model", found, toml.nearest(str(found), SHAPES))
            return Means("Text", {"value": False})
        kind = SHAPES[entry["node"]]
        conditions: dict[str, Wanted] = {}
        for key, wanted in entry.items():
            if key == "node":
                continue
            attributes = {a.key.replace("-", "_") for a in kind.attributes} | {c.field for c in kind.contents}
            if key not in attributes:
                nearest = toml.nearest(key, sorted(attributes))
                self.fault(
                    Code.KEY_UNKNOWN,
                    (*path, key),
                    key=key,
                    table=f"the node {entry['node']}",
                    nearest=nearest,
                )
            elif isinstance(wanted, list):
                conditions[key] = tuple(map(str, wanted))
            elif isinstance(wanted, str | bool):
                conditions[key] = wanted
            else:
                self.wrong((*path, key), key, "a text, several, or true or false", wanted)
        base = when.get("base") if isinstance(when, dict) else None
        return Means(entry["node"], conditions, base)

    def reads(self, entries: Any, path: toml.Path) -> tuple[Read, ...]:
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self.wrong(path, "read", "a list of tables", entries)
            return ()
        return tuple(self.read(entry, (*path, number)) for number, entry in enumerate(entries))

    def read(self, entry: dict[str, Any], path: toml.Path) -> Read:
        self.known(entry, tuple(f.name for f in fields(Read)), "read", path)
        entry = dict(entry)
        for key, allowed in (("style", STYLES), ("position", POSITIONS)):
            if not isinstance(entry.get(key, []), list):
                self.wrong((*path, key), key, "a list of texts", entry.pop(key))
            for word in entry.get(key, ()):
                if word not in allowed:
                    near = toml.nearest(str(word), allowed)
                    self.wrong((*path, key), key, ", ".join(allowed), word, near)
        wraps = entry.get("wraps")
        return Read(
            mark=self.text(entry, "mark", path) or None,
            style=tuple(entry.get("style", ())),
            position=tuple(entry.get("position", ())),
            content=self.pattern(entry.get("content"), (*path, "content")),
            before=self.pattern(entry.get("before"), (*path, "before")),
            wraps=None if wraps is None else self.means(wraps, {}, (*path, "wraps")),
        )

    def show(self, entry: Any, path: toml.Path) -> Show:
        if not isinstance(entry, dict):
            self.wrong(path, "show", "a table", entry)
            return Show()
        flags = {f.name for f in fields(Show) if isinstance(f.default, bool)}
        known = {f.name for f in fields(Show)}
        self.known(entry, tuple(known), "show", path)
        right: dict[str, Any] = {}
        for key, value in entry.items():
            if key in known and isinstance(value, bool if key in flags else str):
                right[key] = value
            elif key in known:
                self.wrong((*path, key), key, "true or false" if key in flags else "a text", value)
        return replace(Show(), **right)

    # ---- layout

    def layout(self, table: Mapping[str, Any]) -> Layout:
        head = table.get("head", {})
        self.known(head, ("first", "field", "ends", "paragraphs"), "head", ("head",))
        rules = HeadRules(
            first=tuple(
                self.pattern(text, ("head", "first", number)) or ""
                for number, text in enumerate(head.get("first", ()))
            ),
            fields=tuple(
                FieldRule(self.kind(entry, FieldKind, ("head", "field", number)), pattern)
                for number, entry in enumerate(head.get("field", ()))
                if (pattern := self.pattern(entry.get("match"), ("head", "field", number, "match")))
            ),
            ends=tuple(head.get("ends", ())),
            paragraphs=int(head.get("paragraphs", 4)),
        )
        lines = []
        for number, entry in enumerate(table.get("line", ())):
            self.known(entry, tuple(f.name for f in fields(LineRule)), "line", ("line", number))
            pattern = self.pattern(entry.get("match"), ("line", number, "match"))
            if pattern:
                zone = tuple(entry.get("zone", ("opening", "closing")))
                kind = self.kind(entry, (*LineKind, *EndorsementKind), ("line", number))
                lines.append(LineRule(kind, pattern, zone, bool(entry.get("splits", True))))
        return Layout(
            rules,
            tuple(lines),
            self.pattern(table.get("notes_heading"), ("notes_heading",)),
            self.pattern(table.get("closing"), ("closing",)),
        )

    def kind(self, entry: Mapping[str, Any], allowed: Iterable[str], path: toml.Path) -> str:
        words = [str(word) for word in allowed]
        found = str(entry.get("kind"))
        if found not in words:
            self.wrong((*path, "kind"), "kind", "one of the model's kinds", found, toml.nearest(found, words))
            return words[0]
        return found

    # ---- values

    def expanded(self, pattern: str) -> str:
        """Return a pattern with the named patterns put in."""
        return re.sub(r"\{\{(\w+)\}\}", lambda m: self.patterns.get(m[1], m[0]), pattern)

    def pattern(self, text: Any, path: toml.Path) -> str | None:
        if text is None:
            return None
        try:
            expanded = self.expanded(str(text))
            re.compile(expanded)
        except re.error as error:
            self.wrong(path, str(path[-1]), f"a regular expression ({error})", text)
            return None
        return expanded

    def text(self, entry: Mapping[str, Any], key: str, path: toml.Path) -> str:
        value = entry.get(key, "")
        if not isinstance(value, str):
            self.wrong((*path, key), key, "a text", value)
            return ""
        return value

    def known(self, table: Mapping[str, Any], keys: Iterable[str], where: str, path: toml.Path) -> None:
        allowed = sorted(keys)
        for key in table:
            if key not in allowed:
                self.fault(
                    Code.KEY_UNKNOWN, (*path, key), table=where, key=key, nearest=toml.nearest(key, allowed)
                )

    def wrong(self, path: toml.Path, key: str, expected: str, found: object, nearest: str = "") -> None:
        self.fault(Code.VALUE_WRONG, path, key=key, expected=expected, found=repr(found), nearest=nearest)

    def fault(self, code: Code, path: toml.Path, **facts: str) -> None:
        self.found.append(Diagnostic.of(code, self.span(path, of_key=code is Code.KEY_UNKNOWN), **facts))

    def span(self, path: toml.Path, of_key: bool = False) -> Span:
        """Return the place of a value or key, in the overrides while they are read, else in the set."""
        file, above = self.within or (self.file, ())
        return file.key(*above, *path) if of_key else file.value(*above, *path)
