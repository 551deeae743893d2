"""Convention sets from TOML, checked: unknown keys, wrong values and broken patterns are findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any
from unicodedata import category

from variorum import toml
from variorum.conventions.layers import Layers, Overrides
from variorum.conventions.normal_forms import is_read, named_patterns
from variorum.conventions.papers import PlainTables
from variorum.conventions.sign import (
    NOTATIONS,
    PAIRS,
    ConventionSet,
    FieldRule,
    HeadRules,
    Layout,
    LineRule,
    Means,
    Read,
    Show,
    Sign,
    VoiceRule,
    Wanted,
)
from variorum.conventions.texts import (
    ANY,
    SHOWN,
    TAG,
    by_language,
    fitting,
    has_words,
    is_pair,
    is_text,
    nearest,
)
from variorum.findings import Diagnostic, Result
from variorum.findings.conventions import LanguageUnread, SignWordsMissing
from variorum.findings.edition import KeyMissing, KeyUnknown, ValueWrong
from variorum.folder import EditionFolder
from variorum.model import EndorsementKind, FieldKind, LineKind, Voice
from variorum.model.schema import SHAPES
from variorum.source import Source, Span
from variorum.words.language import LAST_RESORT
from variorum.words.language import names as languages

STYLES = ("italic", "underline", "bold", "struck", "raised")
POSITIONS = ("head", "paragraph", "line", "inline", "text", "word", "signature", "note", "editor")
SIGN_KEYS = (
    *("id", "title", "means", "when", "read", "show", "say", "note", "legend", "legend_match", "sample"),
    "needs_declaration",
)
BRACKETING = ("Ps", "Pe", "Pi", "Pf")
"""What Unicode calls the signs that open and close."""
NONE = Means("Text", {"value": False})
"""What a sign means that cannot be read: nothing."""
NAMED = re.compile(r"\{\{([\w-]+)\}\}")
SET_KEYS = (
    *("title", "language", "patterns", "closing", "head", "plain", "notes", "note_voice"),
    "notation",
)
TEXT, PAIR = "a text", "two texts, before and after"


def load(
    name: str,
    *overrides: Overrides,
    place: Span | None = None,
    folder: EditionFolder | None = None,
    language: str | None = None,
    spoken: Sequence[str] = (),
) -> Result[ConventionSet]:
    """Load a set by name, or from a TOML file of the edition in `folder` when `name` ends in ".toml".

    Each of `overrides` is laid over what is there before it. `place` is where the set was named. `language`
    is the one in which it is printed, none the set's own; how transcripts are read does not depend on it.
    `spoken` are the languages of the documents, of which a set may name patterns that says none itself.
    """
    layers = Layers(folder, tuple(spoken))
    if not layers.load(name, place):
        return Result(ConventionSet(name, "", ()), tuple(layers.found))
    return _loaded(name, layers, overrides, language, place)


def parse(
    name: str, source: Source, *overrides: Overrides, language: str | None = None
) -> Result[ConventionSet]:
    """Read a set from its TOML text."""
    layers = Layers()
    layers.lay(source, (name,))
    return _loaded(name, layers, overrides, language, None)


def _loaded(
    name: str, layers: Layers, overrides: Iterable[Overrides], language: str | None, place: Span | None
) -> Result[ConventionSet]:
    for each in overrides:
        layers.override(each)
    loader = _Loader(layers, language)
    convention = loader.convention(name)
    missing = loader.missing
    if missing:
        loader.found.append(
            SignWordsMissing(
                place, convention=name, language=language or "", count=len(missing), first=missing[0]
            )
        )
    return Result(convention, (*layers.found, *loader.found))


def unread(place: Span | None, language: str) -> Diagnostic:
    """Return the finding that dates and numbers cannot be read in a language."""
    return LanguageUnread(
        place, language=language, nearest=toml.nearest(language, filter(is_read, languages()))
    )


@dataclass(slots=True)
class _Loader:
    """The table of a set on its way to the set, and the findings made on it.

    `language` is the one to print in, none the set's own; `missing` are the words that it has none of.
    """

    layers: Layers
    language: str | None = None
    found: list[Diagnostic] = field(default_factory=list)
    patterns: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def convention(self, name: str) -> ConventionSet:
        table = self.layers.table
        self.report_unknown(table, SET_KEYS, "the set", ())
        if self.layers.language is not None and not is_read(self.layers.language):
            self.found.append(unread(self.span(("language",)), self.layers.language))
        own = {key: str(pattern) for key, pattern in table.get("patterns", {}).items()}
        spoken = (*self.layers.spoken, LAST_RESORT)
        self.patterns = named_patterns((self.layers.language,) if self.layers.language else spoken) | own
        signs = [self.sign(entry, ("sign", at)) for at, (entry, _, _) in enumerate(self.layers.signs)]
        notation, language = table.get("notation"), table.get("language")
        if language is not None and not (isinstance(language, str) and TAG.fullmatch(language)):
            self.wrong(("language",), "language", "a language tag such as en or de-AT", language)
        if notation is not None and notation not in NOTATIONS:
            near = toml.nearest(str(notation), NOTATIONS)
            self.wrong(("notation",), "notation", "a notation that variorum reads", notation, near)
            notation = None
        title = self.words(by_language(table, ANY), "title", ()) or name
        return ConventionSet(name, title, tuple(signs), self.layout(table), notation, self.layers.language)

    # ---- signs

    def sign(self, entry: dict[str, Any], path: toml.Path) -> Sign:
        where = f"sign “{entry.get('id', '?')}”"
        self.report_unknown(entry, SIGN_KEYS, where, path)
        for key in ("id", "means"):
            if key not in entry:
                self.found.append(KeyMissing(self.span(path), table=where, key=key))
        say = self.words(entry, "say", path, PAIR)
        words = {key: self.words(entry, key, path) or "" for key in ("title", "legend", "sample", "note")}
        show, written = self.shows(entry, path)
        legend_match = self.pattern(entry.get("legend_match"), (*path, "legend_match"))
        return Sign(
            id=str(entry.get("id", "")),
            title=words["title"] or str(entry.get("id", "")),
            means=self.means(entry["means"], entry.get("when", {}), (*path, "means"))
            if "means" in entry
            else NONE,
            read=self.reads(entry.get("read", []), (*path, "read")),
            show=show,
            say=(say[0], say[1]) if say else None,
            note=words["note"] or None,
            legend=words["legend"],
            legend_match=legend_match,
            sample=words["sample"],
            needs_declaration=entry.get("needs_declaration", True) is True,
            span=self.span(path, of_key=True),
            written=None if written == show else written,
        )

    def words(self, entry: Mapping[str, Any], key: str, path: toml.Path, kind: str = TEXT) -> Any:
        """Return words in the language to print in, or in that of the set; none where there are none."""
        texts = self.texts(entry, key, path, kind)
        found = fitting(texts, self.language) if self.language else None
        if found is not None or not texts:
            return found
        found = nearest(texts, self.own)
        if self.language and key != "sample" and has_words(found):
            self.missing.append(f"{entry.get('id', '?')}.{key}" if path else key)
        return found

    def texts(self, entry: Mapping[str, Any], key: str, path: toml.Path, kind: str) -> dict[str, Any]:
        """Return words by their languages; what is none is reported."""
        value = entry.get(key)
        if value is None:
            return {}
        if not isinstance(value, dict) or not value:
            self.wrong((*path, key), key, kind, value)
            return {}
        right = {}
        for tag, text in value.items():
            if tag != ANY and not TAG.fullmatch(tag):
                self.wrong((*path, key, tag), key, "language tags such as en or de-AT", tag)
            elif not (is_pair if kind == PAIR else is_text)(text):
                self.wrong((*path, key, tag), key, kind, text)
            else:
                right[tag] = text
        return right

    @property
    def own(self) -> str:
        """Return the language of the set."""
        return str(self.layers.table.get("language", LAST_RESORT))

    def means(self, entry: Any, when: Any, path: toml.Path) -> Means:
        if not isinstance(entry, dict) or entry.get("node") not in SHAPES:
            found = entry.get("node") if isinstance(entry, dict) else entry
            self.wrong(path, "node", "a node of the model", found, toml.nearest(str(found), SHAPES))
            return NONE
        kind = SHAPES[entry["node"]]
        conditions: dict[str, Wanted] = {}
        for key, wanted in entry.items():
            if key == "node":
                continue
            attributes = {a.key.replace("-", "_") for a in kind.attributes} | {c.field for c in kind.contents}
            if key not in attributes:
                nearest = toml.nearest(key, sorted(attributes))
                self.unknown((*path, key), f"the node {entry['node']}", nearest)
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
        self.report_unknown(entry, tuple(f.name for f in fields(Read)), "read", path)
        entry = dict(entry)
        for key, allowed in (("style", STYLES), ("position", POSITIONS)):
            if not isinstance(entry.get(key, []), list):
                self.wrong((*path, key), key, "a list of texts", entry.pop(key))
            for word in entry.get(key, ()):
                if word not in allowed:
                    near = toml.nearest(str(word), allowed)
                    self.wrong((*path, key), key, ", ".join(allowed), word, near)
        wraps = entry.get("wraps")
        mark = self.text(entry, "mark", path)
        if mark not in PAIRS and [category(one) in BRACKETING for one in mark] == [True, True]:
            self.wrong((*path, "mark"), "mark", f"one of the pairs {' '.join(PAIRS)}", mark)
        part = entry.get("part")
        return Read(
            mark=mark or None,
            style=tuple(entry.get("style", ())),
            position=tuple(entry.get("position", ())),
            content=self.pattern(entry.get("content"), (*path, "content")),
            before=self.pattern(entry.get("before"), (*path, "before")),
            after=self.pattern(entry.get("after"), (*path, "after")),
            wraps=None if wraps is None else self.means(wraps, {}, (*path, "wraps")),
            part=None if part is None else self.means(part, {}, (*path, "part")),
        )

    def shows(self, entry: Mapping[str, Any], path: toml.Path) -> tuple[Show, Show]:
        """Return how a sign is printed, and how that is in transcripts, which are in the set's language."""
        said, path = entry.get("show", {}), (*path, "show")
        if not isinstance(said, dict):
            self.wrong(path, "show", "a table", said)
            return Show(), Show()
        flags = {f.name for f in fields(Show) if isinstance(f.default, bool)}
        known = {f.name for f in fields(Show)}
        self.report_unknown(said, tuple(known), "show", path)
        printed: dict[str, Any] = {}
        written: dict[str, Any] = {}
        own = self.layers.written.get(str(entry.get("id")), self.own)
        for key, value in said.items():
            if key in SHOWN:
                texts = self.texts(said, key, path, TEXT)
                if texts:
                    printed[key] = self.words({"id": f"{entry.get('id')}.show", key: texts}, key, path)
                    written[key] = nearest(texts, own)
            elif key in known and isinstance(value, bool if key in flags else str):
                printed[key] = written[key] = value
            elif key in known:
                self.wrong((*path, key), key, "true or false" if key in flags else "a text", value)
        return replace(Show(), **printed), replace(Show(), **written)

    # ---- layout

    def layout(self, table: Mapping[str, Any]) -> Layout:
        head = table.get("head", {})
        self.report_unknown(head, ("first", "field", "ends", "paragraphs"), "head", ("head",))
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
        for number, (entry, _, _) in enumerate(self.layers.lines):
            self.report_unknown(entry, tuple(f.name for f in fields(LineRule)), "line", ("line", number))
            pattern = self.pattern(entry.get("match"), ("line", number, "match"))
            if pattern:
                zone = tuple(entry.get("zone", ("opening", "closing")))
                kind = self.kind(entry, (*LineKind, *EndorsementKind), ("line", number))
                lines.append(LineRule(kind, pattern, zone, bool(entry.get("splits", True))))
        return Layout(
            rules,
            tuple(lines),
            self.pattern(table.get("closing"), ("closing",)),
            PlainTables(self).rules(table["plain"]) if "plain" in table else None,
            PlainTables(self).notes(table),
            tuple(self.voices(table.get("note_voice", ()))),
        )

    def voices(self, entries: Iterable[dict[str, Any]]) -> Iterator[VoiceRule]:
        for number, entry in enumerate(entries):
            path = ("note_voice", number)
            self.report_unknown(entry, tuple(f.name for f in fields(VoiceRule)), "note_voice", path)
            voice = self.kind(entry, Voice, path, "voice")
            pattern = self.pattern(entry.get("match"), (*path, "match"))
            if pattern:
                yield VoiceRule(voice, pattern)

    def kind(
        self, entry: Mapping[str, Any], allowed: Iterable[str], path: toml.Path, key: str = "kind"
    ) -> str:
        words = [str(word) for word in allowed]
        found = str(entry.get(key))
        if found not in words:
            self.wrong((*path, key), key, "one of the model's kinds", found, toml.nearest(found, words))
            return words[0]
        return found

    # ---- values

    def expanded(self, pattern: str) -> str:
        """Return a pattern with the named patterns put in, and those that are named in them."""
        for _ in range(len(self.patterns) + 1):
            pattern = NAMED.sub(lambda m: self.patterns.get(m[1], m[0]), pattern)
        return pattern

    def pattern(self, text: Any, path: toml.Path) -> str | None:
        if text is None:
            return None
        expanded = self.expanded(str(text))
        left = NAMED.search(expanded)
        if left is not None:
            near = toml.nearest(left[1], self.patterns)
            self.wrong(path, str(path[-1]), "a pattern whose names stand under [patterns]", left[1], near)
            return None
        try:
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

    def report_unknown(
        self, table: Mapping[str, Any], keys: Iterable[str], where: str, path: toml.Path
    ) -> None:
        allowed = sorted(keys)
        for key in table:
            if key not in allowed:
                self.unknown((*path, key), where, toml.nearest(key, allowed))

    def wrong(self, path: toml.Path, key: str, expected: str, found: object, nearest: str = "") -> None:
        place = self.span(path)
        self.found.append(ValueWrong(place, key=key, expected=expected, found=repr(found), nearest=nearest))

    def unknown(self, path: toml.Path, where: str, nearest: str) -> None:
        place = self.span(path, of_key=True)
        self.found.append(KeyUnknown(place, table=where, key=str(path[-1]), nearest=nearest))

    def span(self, path: toml.Path, of_key: bool = False) -> Span:
        """Return the place of a value or key in the file that says it."""
        file, way = self.layers.origin(path)
        return file.key(*way) if of_key else file.value(*way)
