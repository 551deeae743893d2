"""What a build is asked for and what came of it, as it is told: light enough to be had before all else.

An edition of which nothing has changed is told by its docket, and nothing else is imported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from variorum.findings import Diagnostic, Severity
from variorum.source import Source, Span

NAME = "edition.toml"
"""The table that makes a folder that of an edition."""

DONE, FAULTY, UNPROVED, USAGE, MISSING = 0, 1, 2, 3, 4
"""Exit status: done; errors in the manuscript; a file failed its proof; wrong usage; something is missing."""

FAILED, PREVIOUS = "failed", "previous"
"""Beside the finished files: those that failed their proof, and the last good ones of their formats."""


@dataclass(frozen=True, slots=True)
class Template:
    """A publisher's template: its name as the user says it, and its bytes."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asks for; None leaves it to edition.toml.

    `formats`, `profile`, `style` and `conventions` are names, the last of the set by which all is printed;
    `out` is the folder for the files, `jobs` the number of processes; `purposes` are what files are made for,
    for each format the first that it knows; `template` gives its looks to formats that take one;
    `questions`: what is found is asked in formats that have comments;
    `strict`: warnings count as errors; `allow_outside`: files outside of the edition's folder are read too.
    """

    formats: tuple[str, ...] | None = None
    profile: str | None = None
    style: str | None = None
    conventions: str | None = None
    out: Path = Path("dist")
    jobs: int = 1
    strict: bool = False
    purposes: tuple[str, ...] = ()
    template: Template | None = None
    questions: bool = False
    allow_outside: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding as it is told."""

    slug: str
    severity: Severity
    message: str
    hint: str
    span: Span | None
    accepted: str | None
    place_in_order: tuple[int, str, int]

    @classmethod
    def of(cls, found: Diagnostic) -> Remark:
        """Return a finding as it is told."""
        own = (found.slug, found.severity, found.message, found.hint, found.span, found.accepted)
        return cls(*own, found.place_in_order)


Told = TypeVar("Told", bound=Diagnostic | Remark)


def in_order(findings: Iterable[Told]) -> list[Told]:
    """Return findings without repetition, those with a place first, in the order of the text.

    What is wrong with a finished file stands behind, file by file, what may be the cause of the rest first.
    """
    return sorted(
        dict.fromkeys(findings),
        key=lambda one: (
            one.place_in_order,
            one.span is None,
            *((one.span.path, one.span.line, one.span.column) if one.span else ()),
        ),
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """How many things of a kind the proof expected and found."""

    name: str
    expected: int
    found: int


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A finished file as it is told; `less` is what its format carries less than an edition has."""

    format: str
    path: Path
    size: int
    tallies: tuple[Tally, ...]
    source: Tally | None
    passed: bool
    moved: int
    leaves: int | None
    written: bool
    current: bool
    less: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignEntry:
    """How often a sign is used: printed with its mark, without it, as a note, or with its words left out."""

    title: str
    shown: int
    silent: int
    noted: int
    omitted: int


@dataclass(frozen=True, slots=True)
class Docket:
    """What came of an edition: `folder` is that which the user named; `remarks` stand in their order."""

    folder: str
    name: str
    status: int
    remarks: tuple[Remark, ...]
    sources: Mapping[str, Source]
    files: tuple[FileEntry, ...] = ()
    signs: tuple[SignEntry, ...] = ()
