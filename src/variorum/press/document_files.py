"""From a file of the edition to its documents: the codec that fits it best reads it."""

from __future__ import annotations

from collections.abc import Sequence

from variorum.conventions import ConventionSet
from variorum.decode import too_long
from variorum.doors import Codec, FileReading, ReadOptions
from variorum.findings import Result
from variorum.findings.files import FileTooLong, FileUnreadable
from variorum.folder import LONGEST, REMOTE
from variorum.model import FieldKind
from variorum.project import DocumentFile, MatterFile, Project
from variorum.registry import CODECS, Loaded, attempt, best_fits, names_of


def read_file(
    project: Project,
    one: DocumentFile | MatterFile,
    convention: ConventionSet,
    codecs: Sequence[Loaded[Codec]],
) -> Result[FileReading]:
    """Read a file of the edition; one that is not there is a finding of edition.toml already."""
    if REMOTE.match(one.path):
        return Result(FileReading(whole=False))
    opened = project.folder.read(one.path, one.path_span)
    data = opened.value
    if data is None:
        # One that is too long for its codec is told at its own head; so is one that is too long for all.
        found = (
            too_long(one.path, LONGEST) if isinstance(each, FileTooLong) else each
            for each in opened.diagnostics
        )
        return Result(FileReading(whole=False), tuple(found))
    fitting = best_fits(codecs, data, one.path)
    _, best = fitting.value
    if len(best) != 1:
        reason = f"the codecs {names_of(best)} both read it" if best else "no codec reads it"
        refused = _unreadable(one, reason, "“variorum formats” lists what can be read.")
        return Result(refused.value, opened.diagnostics + fitting.diagnostics + refused.diagnostics)
    (codec,) = best
    options = _options(project, one)
    refused = Result(FileReading(whole=False))
    return attempt(
        CODECS, codec, one.path, lambda: codec.thing.read(one.path, data, convention, options), refused
    ).noting(opened.diagnostics + fitting.diagnostics)


def _options(project: Project, one: DocumentFile | MatterFile) -> ReadOptions:
    """Return what edition.toml says of a file."""
    spoken = project.imprint.language
    if isinstance(one, MatterFile):
        return ReadOptions(one.id, declared=project.declared, span=one.span, spoken=spoken)
    return ReadOptions(
        one.id,
        one.base,
        one.languages,
        one.full_line or ReadOptions().full_line,
        project.declared,
        tuple((FieldKind(kind), words, place) for kind, words, place in one.head),
        project.places.get(one.id, ()),
        one.encoding,
        one.span,
        spoken,
    )


def _unreadable(one: DocumentFile | MatterFile, reason: str, hint: str | None = None) -> Result[FileReading]:
    found = FileUnreadable(one.span, own_hint=hint, path=one.path, reason=reason)
    return Result(FileReading(whole=False), (found,))
