"""What a set knows of papers that come as plain text: words of the page, beginnings of documents, notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from variorum.model import Voice
from variorum.toml import Path, nearest

BEGINS = ("source", "foot", "heading")
SCOPES = ("document", "page", "volume")
CALL_KEYS = ("match", "sure", "likely")
PLAIN_KEYS = ("recognise", "page_end", "marks", "long", "short", "form", "document", "head", "source")


@dataclass(frozen=True, slots=True)
class FormRule:
    """How words of the page are recognised that belong to no document: heads, watermarks, page numbers.

    The named group `page` gives the number of the page on which they stand.
    """

    kind: str
    match: str


@dataclass(frozen=True, slots=True)
class DocumentRule:
    """How the beginning of a document is recognised; named groups are kinds of data of its head.

    `id` is made of the groups ("no-{number}"), without one of the name of the file. With `counts` the group
    `number` must be the next one, so that a number inside a document begins none.
    """

    begins: str
    id: str = ""
    counts: bool = False


@dataclass(frozen=True, slots=True)
class CallRule:
    """How calls of a series look: the group `label`, or the label behind a `word` that is used elsewhere too.

    A call that is `sure` is one by its form alone, even where no note answers it; one that is `likely` is one
    without an answer only where its label fits into the sequence.
    """

    match: str
    sure: bool = False
    likely: bool = False


@dataclass(frozen=True, slots=True)
class NoteRule:
    """One series of notes: how its calls look, where the notes begin, how a note is labelled.

    `begins`: behind the provenance (`source`), at the `foot` of each page, or under a `heading`. `restart`:
    the labels are those of a document, a page or a volume. `sign` is how a call is printed, `id` how a note
    is named, both made of `label` and `page`. `unlabelled` are the words of notes at the foot that have lost
    their label.
    """

    series: str
    begins: str
    label: str
    calls: tuple[CallRule, ...] = ()
    voice: Voice = Voice.EDITOR
    restart: str = "document"
    sign: str = "{label}"
    id: str = "{label}"
    heading: str | None = None
    unlabelled: str | None = None


@dataclass(frozen=True, slots=True)
class PlainRules:
    """How papers are read that come as plain text.

    `recognise`: patterns that all occur in such a text. `marks` are those marks of a transcript that are
    signs here too; others are characters, but for the pairs that the set itself reads.

    Where several pages stand in one file, one ends behind the group `page` of `page_end`, its number.

    A line longer than `long` is a paragraph of its own, as lines are not wrapped there; behind a line shorter
    than `short` a paragraph ends, unless the next goes on in lower case. `head` gives further lines of a
    document's head, `source` its provenance.
    """

    recognise: tuple[str, ...] = ()
    page_end: str | None = None
    marks: tuple[str, ...] = ()
    long: int = 0
    short: int = 0
    forms: tuple[FormRule, ...] = ()
    documents: tuple[DocumentRule, ...] = ()
    head: tuple[str, ...] = ()
    source: tuple[str, ...] = ()


class Tables(Protocol):
    """What the reader of a set's tables offers: values checked, faults noted."""

    def pattern(self, text: Any, path: Path) -> str | None:
        """Return a pattern that can be used."""

    def text(self, entry: Mapping[str, Any], key: str, path: Path) -> str:
        """Return a text, empty if there is none."""

    def report_unknown(self, table: Mapping[str, Any], keys: Iterable[str], where: str, path: Path) -> None:
        """Report keys that a table must not have."""

    def wrong(self, path: Path, key: str, expected: str, found: object, nearest: str = "") -> None:
        """Report a value that cannot be."""


@dataclass(frozen=True, slots=True)
class PlainTables:
    """The tables `[plain]` and `[[notes]]` of a set on their way to rules."""

    tables: Tables

    def rules(self, entry: Any) -> PlainRules:
        """Return the rules of `[plain]`."""
        if not isinstance(entry, dict):
            self.tables.wrong(("plain",), "plain", "a table", entry)
            return PlainRules()
        self.tables.report_unknown(entry, PLAIN_KEYS, "plain", ("plain",))
        return PlainRules(
            self.patterns(entry, "recognise"),
            self.tables.pattern(entry.get("page_end"), ("plain", "page_end")),
            tuple(str(mark) for mark in self.list_value(entry, "marks", ("plain",))),
            self.number(entry, "long"),
            self.number(entry, "short"),
            tuple(self.forms(entry)),
            tuple(self.documents(entry)),
            self.patterns(entry, "head"),
            self.patterns(entry, "source"),
        )

    def number(self, entry: Mapping[str, Any], key: str) -> int:
        """Return a number of characters, 0 where none is given."""
        found = entry.get(key, 0)
        if isinstance(found, int):
            return found
        self.tables.wrong(("plain", key), key, "a number of characters", found)
        return 0

    def list_value(self, entry: Mapping[str, Any], key: str, path: Path) -> list[Any]:
        """Return a list; anything else is reported."""
        found = entry.get(key, [])
        if not isinstance(found, list):
            self.tables.wrong((*path, key), key, "a list", found)
            return []
        return found

    def rows(self, entry: Mapping[str, Any], key: str, path: Path) -> Iterable[tuple[dict[str, Any], Path]]:
        """Yield the tables of an array with their paths."""
        for index, row in enumerate(self.list_value(entry, key, path)):
            if isinstance(row, dict):
                yield row, (*path, key, index)
            else:
                self.tables.wrong((*path, key, index), key, "a table", row)

    def patterns(self, entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
        """Return the patterns of a list that can be used."""
        made = (
            self.tables.pattern(text, ("plain", key, index))
            for index, text in enumerate(self.list_value(entry, key, ("plain",)))
        )
        return tuple(pattern for pattern in made if pattern)

    def forms(self, entry: Mapping[str, Any]) -> Iterable[FormRule]:
        """Yield the rules of `[[plain.form]]`."""
        for row, path in self.rows(entry, "form", ("plain",)):
            self.tables.report_unknown(row, ("kind", "match"), "plain.form", path)
            pattern = self.tables.pattern(row.get("match"), (*path, "match"))
            if pattern:
                yield FormRule(self.tables.text(row, "kind", path) or "form-work", pattern)

    def documents(self, entry: Mapping[str, Any]) -> Iterable[DocumentRule]:
        """Yield the rules of `[[plain.document]]`."""
        for row, path in self.rows(entry, "document", ("plain",)):
            self.tables.report_unknown(row, ("begins", "id", "counts"), "plain.document", path)
            pattern = self.tables.pattern(row.get("begins"), (*path, "begins"))
            if pattern:
                yield DocumentRule(pattern, self.tables.text(row, "id", path), row.get("counts") is True)

    def notes(self, table: Mapping[str, Any]) -> tuple[NoteRule, ...]:
        """Return the rules of `[[notes]]`."""
        keys = (
            "series",
            "voice",
            "begins",
            "heading",
            "label",
            "call",
            "restart",
            "sign",
            "id",
            "unlabelled",
        )
        made = []
        for row, path in self.rows(table, "notes", ()):
            self.tables.report_unknown(row, keys, "notes", path)
            label = self.tables.pattern(row.get("label"), (*path, "label"))
            if not label or "(?P<label>" not in label:
                self.tables.wrong(
                    (*path, "label"), "label", "a pattern with a group “label”", row.get("label")
                )
                continue
            made.append(
                NoteRule(
                    self.tables.text(row, "series", path) or "editorial",
                    self.word(row, "begins", BEGINS, path),
                    label,
                    tuple(self.calls(row, path)),
                    Voice(self.word(row, "voice", (Voice.EDITOR, *Voice), path)),
                    self.word(row, "restart", SCOPES, path),
                    self.tables.text(row, "sign", path) or "{label}",
                    self.tables.text(row, "id", path) or "{label}",
                    self.tables.pattern(row.get("heading"), (*path, "heading")),
                    self.tables.pattern(row.get("unlabelled"), (*path, "unlabelled")),
                )
            )
        return tuple(made)

    def calls(self, row: Mapping[str, Any], path: Path) -> Iterable[CallRule]:
        """Yield the forms of calls that a rule for notes names."""
        for call, place in self.rows(row, "call", path):
            self.tables.report_unknown(call, CALL_KEYS, "notes.call", place)
            pattern = self.tables.pattern(call.get("match"), (*place, "match"))
            if pattern and "(?P<label>" in pattern:
                yield CallRule(pattern, call.get("sure") is True, call.get("likely") is True)
            else:
                self.tables.wrong(
                    (*place, "match"), "match", "a pattern with a group “label”", call.get("match")
                )

    def word(self, row: Mapping[str, Any], key: str, words: Iterable[str], path: Path) -> str:
        """Return one of some words, the first of them where none is given or it is none of them."""
        allowed = [str(word) for word in words]
        found = str(row.get(key, allowed[0]))
        if found not in allowed:
            self.tables.wrong((*path, key), key, ", ".join(allowed), found, nearest(found, allowed))
            return allowed[0]
        return found
