"""An edition's folder: what edition.toml says, with a finding for every fault of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from variorum import docket, toml
from variorum.doors import SignAt
from variorum.findings import Diagnostic
from variorum.folder import EditionFolder
from variorum.model import Agent, Emendation, Imprint, MatterPlace, Person, SignDeclaration
from variorum.source import Span
from variorum.toml import TomlText
from variorum.words.edition_language import LanguageChoice

NAME = docket.NAME


@dataclass(frozen=True, slots=True)
class NamedThing:
    """Something that edition.toml names and that is found elsewhere: a convention set, a style, a format."""

    name: str
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """A transcript of the edition: its path from the edition's folder, and how to read it.

    `head` are data of the head that the transcript does not print: name of the field, words and their place.
    `full_line` is the number of characters from which the end of a line is a wrap. `convention` is the set by
    which it is read, if it is not the edition's; `overrides` are signs that differ in it, found in
    edition.toml at `row`. `matter`: it is none of the documents, but stands before or behind them.
    """

    id: str
    path: str
    encoding: str | None = None
    base: str | None = None
    matter: MatterPlace | None = None
    languages: tuple[str, ...] = ()
    full_line: int | None = None
    head: tuple[tuple[str, str, Span], ...] = ()
    convention: NamedThing | None = None
    overrides: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    row: toml.Path = ()
    span: Span | None = field(default=None, compare=False)
    path_span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class MatterFile:
    """A text of the edition's own, before or behind the documents."""

    id: str
    title: str
    path: str
    before: bool
    span: Span | None = field(default=None, compare=False)
    title_span: Span | None = field(default=None, compare=False)
    path_span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A finding that the edition has looked at; `place` is a file, file:line, file:line:column or nothing."""

    record: type[Diagnostic]
    place: str | None
    reason: str
    span: Span | None = field(default=None, compare=False)

    def covers(self, finding: Diagnostic) -> bool:
        """Return whether a finding is the accepted one."""
        if type(finding) is not self.record:
            return False
        if self.place is None:
            return True
        span = finding.span
        return span is not None and self.place in (span.path, f"{span.path}:{span.line}", str(span))


@dataclass(frozen=True, slots=True)
class Project:
    """An edition's folder as edition.toml describes it. Paths in it count from `folder`, which opens them.

    `overrides` are signs of the convention set that the edition changes: by id, the keys that change;
    `places`, by document, marks that are another sign than the set says; `words` is the language in which the
    edition speaks.
    """

    folder: EditionFolder
    toml: TomlText
    id: str
    imprint: Imprint
    documents: tuple[DocumentFile, ...] = ()
    agents: tuple[Agent, ...] = ()
    persons: tuple[Person, ...] = ()
    emendations: tuple[Emendation, ...] = ()
    declared: tuple[SignDeclaration, ...] = ()
    accepted: tuple[Acceptance, ...] = ()
    places: Mapping[str, tuple[SignAt, ...]] = field(default_factory=dict)
    matter: tuple[MatterFile, ...] = ()
    convention: NamedThing = NamedThing("")
    overrides: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    printed_as: NamedThing | None = None
    words: LanguageChoice = field(default_factory=lambda: LanguageChoice("en"))
    profile: NamedThing = NamedThing("edition")
    style: NamedThing = NamedThing("house")
    formats: tuple[NamedThing, ...] = (NamedThing("pdf"), NamedThing("epub"), NamedThing("docx"))
