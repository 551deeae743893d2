"""Convention sets from TOML, checked, with their words in the language in which they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, TypeVar

from variorum import toml
from variorum.conventions.layers import SETS, Layers, Overrides, layers_of
from variorum.conventions.normal_forms import is_read, named_patterns
from variorum.conventions.readable import faults, misspelt_field
from variorum.conventions.set_table import SetTable, SignTable
from variorum.conventions.sign import ConventionSet, Layout, Means, Show, Sign
from variorum.conventions.texts import ANY, SHOWN, by_language, fitting, has_words, nearest
from variorum.conventions.values import names_in
from variorum.findings import Diagnostic, Result
from variorum.findings.conventions import LanguageUnread, SignWordsMissing
from variorum.folder import EditionFolder
from variorum.source import Source, Span
from variorum.tables.declaration import short
from variorum.tables.layers import Layer
from variorum.tables.reading import Reading
from variorum.words.language import LAST_RESORT
from variorum.words.language import names as languages

T = TypeVar("T")


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
    if not overrides and name in SETS.names():
        known = _set_of_ours(name, language, tuple(spoken))
        if not known.diagnostics:
            return known
    chain = SETS.chain(name, place, folder)
    layers = layers_of(chain.value, place, own_folder=folder is not None, spoken=spoken)
    return _read(name, chain, layers, overrides, language)


@cache
def _set_of_ours(name: str, language: str | None, spoken: tuple[str, ...]) -> Result[ConventionSet]:
    """Load a set that comes with variorum: bringing files in asks for all of them by each file."""
    chain = SETS.chain(name)
    layers = layers_of(chain.value, None, own_folder=False, spoken=spoken)
    return _read(name, chain, layers, (), language)


def _read(
    name: str,
    chain: Result[tuple[Layer, ...]],
    layers: Layers,
    overrides: Sequence[Overrides],
    language: str | None,
) -> Result[ConventionSet]:
    if not chain.value:
        return Result(ConventionSet(name, "", ()), chain.diagnostics)
    return chain.then(lambda _: _loaded(name, layers, overrides, language))


def parse(
    name: str, source: Source, *overrides: Overrides, language: str | None = None
) -> Result[ConventionSet]:
    """Read a set from its TOML text."""
    chain = SETS.chain_of(source, name)
    layers = layers_of(chain.value, None, own_folder=False)
    return chain.then(lambda _: _loaded(name, layers, overrides, language))


def _loaded(
    name: str, layers: Layers, overrides: Iterable[Overrides], language: str | None
) -> Result[ConventionSet]:
    for each in overrides:
        layers.override(each)
    whole = layers.whole()
    whole.table["title"] = by_language({"title": whole.table.get("title", name)}, ANY)["title"]
    reading = _SetReading(whole, "the set", list(layers.found), _patterns(layers), whole.table)
    table = reading.record(SetTable, whole.table)
    assert table is not None, "a set has a default for every key"
    if not reading.found:
        reading.check(table)
    if layers.language is not None and not is_read(layers.language):
        reading.found.append(unread(whole.value(("language",)), layers.language))
    words = _Words(table.language or LAST_RESORT, language)
    signs = tuple(_sign(one, words, layers.written.get(one.id), whole.key(one.at)) for one in table.signs)
    layout = Layout(table.head, table.lines, table.closing, table.plain, table.notes, table.voices)
    layout = replace(
        layout,
        no_title=table.no_title,
        describes=table.describes,
        hallmarks=table.hallmarks,
        source_language=table.source_language,
    )
    title = words.choose(table.title, "title") or name
    missing = words.missing
    if missing:
        reading.found.append(
            SignWordsMissing(
                layers.place, convention=name, language=language or "", count=len(missing), first=missing[0]
            )
        )
    convention = ConventionSet(name, title, signs, layout, table.notation, layers.language)
    return Result(convention, tuple(reading.found))


def _patterns(layers: Layers) -> dict[str, str]:
    """Return the patterns that others may name: those of the set's language, and over them its own."""
    said = layers.table.get("patterns")
    own = said.items() if isinstance(said, dict) else ()
    spoken = (layers.language,) if layers.language else (*layers.spoken, LAST_RESORT)
    return named_patterns(spoken) | {key: one for key, one in own if isinstance(one, str)}


def unread(place: Span | None, language: str) -> Diagnostic:
    """Return the finding that dates and numbers cannot be read in a language."""
    return LanguageUnread(
        place, language=language, nearest=toml.nearest(language, filter(is_read, languages()))
    )


@dataclass(slots=True)
class _SetReading(Reading):
    """A set on its way from TOML: findings call a sign by its id; patterns must fit what they fill."""

    table: Mapping[str, Any] = field(default_factory=dict)

    def heading(self, path: toml.Path) -> str:
        """Return what a table is called: a sign by its id, what a sign means by its node."""
        match path:
            case ("sign", int(at), *way):
                sign = f"sign “{short(str(self.table['sign'][at].get('id', '?')))}”"
                return f"“{self.name_of(path)}” of {sign}" if way else sign
            case _:
                return Reading.heading(self, path)

    def name_of(self, path: toml.Path) -> str:
        """Return what a value is called; words that stand for all languages are called by their key."""
        return Reading.name_of(self, path[:-1] if path[-1:] == (ANY,) else path)

    def check(self, table: SetTable) -> None:
        """Note the rules of reading that can make no node, and patterns that lack what is made of them."""
        for sign in table.signs:
            for read in sign.read:
                for key, expected in faults(sign.means, read):
                    said = getattr(read, key)
                    found = said.node if isinstance(said, Means) else said or "none"
                    self.wrong((*read.at, key), expected, found)
            for path, words in _templates(sign):
                slip = misspelt_field(sign.means.node, words)
                if slip is not None:
                    expected = f"words with fields of a {sign.means.node}"
                    self.wrong(path, expected, f"{{{slip[0]}}}", f"Did you mean “{{{slip[1]}}}”?")
        for rule in table.plain.documents if table.plain else ():
            unknown = names_in(rule.id) - set(re.compile(rule.begins).groupindex)
            if unknown:
                expected = "made of groups of the pattern that says how documents begin"
                self.wrong((*rule.at, "id"), expected, f"{{{min(unknown)}}}")


def _templates(sign: SignTable) -> Iterator[tuple[toml.Path, str]]:
    """Yield the words of a sign that name fields, and where they stand."""
    tables: dict[toml.Path, Mapping[str, str]] = {("note",): sign.note}
    tables |= {("show", key): sign.show.get(key, {}) for key in SHOWN}
    for way, texts in tables.items():
        yield from (((*sign.at, *way, language), words) for language, words in texts.items())


@dataclass(slots=True)
class _Words:
    """Words chosen by language: that in which a set is printed, else its `own`; `missing` it has none of."""

    own: str
    language: str | None
    missing: list[str] = field(default_factory=list)

    def choose(self, texts: Mapping[str, T], name: str) -> T | None:
        """Return words in the language to print in, or in that of the set; none where there are none."""
        found = fitting(texts, self.language) if self.language else None
        if found is not None or not texts:
            return found
        found = nearest(texts, self.own)
        if self.language and not name.endswith(".sample") and has_words(found):
            self.missing.append(name)
        return found


def _sign(table: SignTable, words: _Words, written: str | None, place: Span | None) -> Sign:
    """Return a sign with its words; `written` is the language of the file that says how it is read."""
    said = {
        key: words.choose(getattr(table, key), f"{table.id}.{key}")
        for key in ("title", "legend", "sample", "note")
    }
    printed, in_transcripts = _shows(table, words, written or words.own)
    return Sign(
        id=table.id,
        title=said["title"] or table.id,
        means=replace(table.means, base=table.when.base),
        read=table.read,
        show=printed,
        say=words.choose(table.say, f"{table.id}.say"),
        note=said["note"] or None,
        legend=said["legend"] or "",
        legend_match=table.legend_match,
        sample=said["sample"] or "",
        needs_declaration=table.needs_declaration,
        span=place,
        written=None if in_transcripts == printed else in_transcripts,
    )


def _shows(table: SignTable, words: _Words, written: str) -> tuple[Show, Show]:
    """Return how a sign is printed, and how that is in transcripts, which are in the set's language."""
    printed, in_transcripts = dict(table.show), dict(table.show)
    for key in SHOWN:
        texts: Mapping[str, str] = printed.pop(key, {})
        in_transcripts.pop(key, None)
        if texts:
            printed[key] = words.choose(texts, f"{table.id}.show.{key}")
            in_transcripts[key] = nearest(texts, written)
    return Show(**printed), Show(**in_transcripts)
