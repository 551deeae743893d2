"""The pipeline: an edition's folder becomes files, each proofed before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from variorum.callslips import CallSlips
from variorum.docket import DONE, FAULTY, MISSING, UNPROVED, USAGE, Request, Template
from variorum.findings import Diagnostic, Severity
from variorum.findings.conventions import ConventionUnknown, ProfileUnknown
from variorum.findings.files import FileOutside
from variorum.findings.machine import (
    ComponentMissing,
    FormatUnknown,
    OutputUnwritable,
    PlugInContract,
    PlugInFailed,
    PlugInTwice,
    PlugInUnfit,
    ProcessLost,
    PurposeUnknown,
    TemplateUnfit,
)
from variorum.findings.proof import ProofFinding
from variorum.findings.typesetting import FontMissing, NoteNotSet, StyleUnknown
from variorum.proof import Count, Proof
from variorum.publication import SignCount
from variorum.source import Source

__all__ = [
    "DONE",
    "FAULTY",
    "MISSING",
    "OF_FORMAT",
    "UNPROVED",
    "USAGE",
    "Outcome",
    "PressedFile",
    "Request",
    "Template",
    "Watch",
    "status",
]


@dataclass(frozen=True, slots=True)
class PressedFile:
    """A file that was made: its proof, how many notes had to leave their page, and whether it was written.

    `leaves` counts its printed pages, None where the format has none. `source` counts the characters of the
    edition's sources, and of them those that the account has found printed or left out by a rule. `current`:
    it lay there, byte for byte as it was proofed, and nothing that it is made from has changed. `sha256` is
    the digest of its bytes.
    """

    format: str
    path: Path
    size: int
    proof: Proof
    moved: int
    leaves: int | None
    written: bool
    source: Count | None = None
    current: bool = False
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an edition: its findings, the texts they point into, the files.

    `folder` is the edition's folder as the user named it; `signs` are those in use, where they are asked for.
    `slips` are those of its folder, `formats` all that were asked for.
    """

    folder: str
    name: str
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]
    made: tuple[PressedFile, ...] = ()
    signs: tuple[SignCount, ...] = ()
    slips: CallSlips = field(default_factory=CallSlips, compare=False, repr=False)
    formats: tuple[str, ...] = ()


class Watch(Protocol):
    """Follow a build: `stage` begins a stage of `total` steps, `step` says that one is done."""

    def stage(self, edition: str, what: str, total: int) -> None:
        """Begin a stage."""

    def step(self) -> None:
        """Finish a step of the stage."""


MACHINE = (
    ComponentMissing,
    FontMissing,
    OutputUnwritable,
    PlugInContract,
    PlugInFailed,
    PlugInTwice,
    PlugInUnfit,
    ProcessLost,
)
"""Findings about the machine: a library, a font, room or a writable folder is missing."""

ASKED = (
    FormatUnknown,
    PurposeUnknown,
    TemplateUnfit,
    StyleUnknown,
    ProfileUnknown,
    ConventionUnknown,
    FileOutside,
)
"""Findings that are wrong usage where the command line, not edition.toml, named the thing."""

OF_PROOF = (ProofFinding, NoteNotSet)
"""Findings that a file is not what the edition says; that a page cannot hold a note is found in setting."""

OF_FORMAT = (*OF_PROOF, ComponentMissing, PlugInFailed)
"""Findings after which the files of the other formats are as good as ever."""


def status(diagnostics: tuple[Diagnostic, ...], strict: bool) -> int:
    """Return the exit status that findings ask for; what is wrong first in the pipeline decides."""
    open_ = [one for one in diagnostics if one.accepted is None]
    errors = [one for one in open_ if one.severity is Severity.ERROR]
    if any(isinstance(one, MACHINE) for one in errors):
        return MISSING
    if any(isinstance(one, ASKED) and one.span is None for one in errors):
        return USAGE
    if any(not isinstance(one, OF_PROOF) for one in errors):
        return FAULTY
    if errors:
        return UNPROVED
    return FAULTY if strict and any(one.severity is Severity.WARNING for one in open_) else DONE
