"""The machine: formats, components, processes, room to write."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.findings.finding import Diagnostic, Severity


@dataclass(frozen=True, kw_only=True)
class FormatUnknown(Diagnostic):
    """A format is asked for that nothing installed can make.

    “variorum formats” lists those that there are.
    """

    slug = "format-unknown"
    severity = Severity.ERROR
    form = "there is no format “{format}”"
    mend = "{nearest}"

    format: str
    nearest: str = ""


@dataclass(frozen=True, kw_only=True)
class PurposeUnknown(Diagnostic):
    """A purpose is asked for with `--for` that none of the formats has.

    A format may make its files for several purposes, a Word file for editing or as the book's pages. Each of
    the formats takes the purpose that it knows; one that no format knows would change nothing. “variorum
    formats --json” lists them.
    """

    slug = "purpose-unknown"
    severity = Severity.ERROR
    form = "none of the formats ({formats}) has the purpose “{purpose}”"
    mend = "{nearest}"

    purpose: str
    formats: str
    nearest: str = ""


@dataclass(frozen=True, kw_only=True)
class TemplateUnfit(Diagnostic):
    """The file that `--template` names gives no looks: it is no sound Word file, or no format takes one.

    A template is a Word file (DOCX, DOTX). Its styles give their looks to those of the edition that bear the
    same names, and Word's headings, footnotes and body text to what they stand for.
    """

    slug = "template-unfit"
    severity = Severity.ERROR
    form = "“{file}” gives no looks: {reason}"
    mend = "Give a DOCX or DOTX whose styles have the names of those in a Word file of the edition."

    file: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class FormatNotKept(Diagnostic):
    """What an edition says here cannot be written in a format so that it is read again as it is.

    A file of that format would fail its proof. The other formats are not concerned.
    """

    slug = "format-not-kept"
    severity = Severity.ERROR
    form = "written as {format}, {expected} would be read again as {found}"
    mend = "Write it otherwise here, or build without {format} (formats in edition.toml, or --to)."

    format: str
    expected: str
    found: str


@dataclass(frozen=True, kw_only=True)
class ForeignUnproofed(Diagnostic):
    """A file that another program saved holds what the proof does not know; its words are proofed.

    With --foreign such things are listed by their kind. Nobody can say what a reader perceives of them.
    """

    slug = "foreign-unproofed"
    severity = Severity.WARNING
    form = "{file}: not proofed: {what}, {count} ×, first at {at}"

    file: str
    what: str
    count: int
    at: str


@dataclass(frozen=True, kw_only=True)
class PlugInTwice(Diagnostic):
    """Two installed packages offer a format, a codec or an importer of the same name.

    Which of them is meant cannot be told, and neither is preferred in silence.
    """

    slug = "plug-in-twice"
    severity = Severity.ERROR
    form = "the {thing} “{name}” is offered by {first} and by {second}"
    mend = "Uninstall one of the two ({module} is the second)."

    thing: str
    name: str
    first: str
    second: str
    module: str


@dataclass(frozen=True, kw_only=True)
class PlugInContract(Diagnostic):
    """What an installed package offers was made for another version of variorum.

    What it would be asked for is not what it can do, so it is not asked.
    """

    slug = "plug-in-contract"
    severity = Severity.ERROR
    form = "the {thing} “{name}” of {distribution} keeps contract {theirs}, this variorum contract {ours}"
    mend = "Install a version of {distribution} that is made for this variorum."

    thing: str
    name: str
    distribution: str
    theirs: str
    ours: int


@dataclass(frozen=True, kw_only=True)
class PlugInUnfit(Diagnostic):
    """What an installed package offers does not have what its contract asks for.

    It is found out before it is asked for anything; the other packages work.
    """

    slug = "plug-in-unfit"
    severity = Severity.ERROR
    form = "the {thing} “{name}” of {distribution} lacks what its contract asks for: {lacking}"
    mend = "Install another version of {distribution}."

    thing: str
    name: str
    distribution: str
    lacking: str


@dataclass(frozen=True, kw_only=True)
class PlugInFailed(Diagnostic):
    """What an installed package offers failed at its work, by a fault of its own.

    It is no fault of the edition. If it happens in a build, nothing is written.
    """

    slug = "plug-in-failed"
    severity = Severity.ERROR
    form = "the {thing} “{name}” of {distribution} failed on {path}: {reason}"
    mend = "Tell those who make {distribution}, or uninstall it."

    thing: str
    name: str
    distribution: str
    path: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReaderLeftOut(Diagnostic):
    """A codec or an importer of an installed package cannot be used; the others read without it.

    A file that only it reads is not read.
    """

    slug = "reader-left-out"
    severity = Severity.WARNING
    form = "{fault}; it is left out"
    mend = "{advice}"

    fault: str
    advice: str


@dataclass(frozen=True, kw_only=True)
class ProcessLost(Diagnostic):
    """A process of the build ended before its work was done.

    Most often the system ended it, because memory was short. Nothing was written.
    """

    slug = "process-lost"
    severity = Severity.ERROR
    form = "a process that was setting documents ended before it was done"
    mend = "The machine may have too little memory: build with --jobs 1."


@dataclass(frozen=True, kw_only=True)
class ComponentMissing(Diagnostic):
    """A program or library that variorum needs is not on this machine, or broken.

    The other formats can be built without it; “variorum doctor” looks at all of them.
    """

    slug = "component-missing"
    severity = Severity.ERROR
    form = "{component} is missing: {reason}"
    mend = "{install}"

    component: str
    reason: str
    install: str


@dataclass(frozen=True, kw_only=True)
class OutputUnwritable(Diagnostic):
    """A finished file cannot be written where it should go.

    The files are written together or not at all: those of the last build stay.
    """

    slug = "output-unwritable"
    severity = Severity.ERROR
    form = "{path} cannot be written: {reason}"
    mend = "{advice}"

    path: str
    reason: str
    advice: str
