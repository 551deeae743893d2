"""The machine: formats, components, processes, room to write."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.findings.finding import Diagnostic, Severity


@dataclass(frozen=True, kw_only=True)
class FormatUnknown(Diagnostic):
    """A format is asked for that nothing installed can make."""

    slug = "format-unknown"
    severity = Severity.ERROR
    form = "there is no format “{format}”"
    mend = "{nearest}"

    format: str
    nearest: str = ""


@dataclass(frozen=True, kw_only=True)
class FormatTwice(Diagnostic):
    """Two installed packages offer the same format."""

    slug = "format-twice"
    severity = Severity.ERROR
    form = "the format “{format}” is offered by {first} and by {second}"
    mend = "Uninstall one of the two ({module} is the second)."

    format: str
    first: str
    second: str
    module: str


@dataclass(frozen=True, kw_only=True)
class FormatContract(Diagnostic):
    """An installed renderer was made for another version of variorum."""

    slug = "format-contract"
    severity = Severity.ERROR
    form = "the renderer of “{format}” keeps contract {theirs}, this variorum contract {ours}"
    mend = "Install a version of {distribution} that is made for this variorum."

    format: str
    theirs: int
    ours: int
    distribution: str


@dataclass(frozen=True, kw_only=True)
class ProcessLost(Diagnostic):
    """A process of the build ended before its work was done."""

    slug = "process-lost"
    severity = Severity.ERROR
    form = "a process that was setting documents ended before it was done"
    mend = "The machine may have too little memory: build with --jobs 1."


@dataclass(frozen=True, kw_only=True)
class ComponentMissing(Diagnostic):
    """A program or library that variorum needs is not on this machine, or broken."""

    slug = "component-missing"
    severity = Severity.ERROR
    form = "{component} is missing: {reason}"
    mend = "{install}"

    component: str
    reason: str
    install: str


@dataclass(frozen=True, kw_only=True)
class OutputUnwritable(Diagnostic):
    """A finished file cannot be written where it should go."""

    slug = "output-unwritable"
    severity = Severity.ERROR
    form = "{path} cannot be written: {reason}"
    mend = "{advice}"

    path: str
    reason: str
    advice: str
