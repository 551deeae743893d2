"""Files that edition.toml names: are they there, and what is the nearest name if not."""

from __future__ import annotations

import difflib
from pathlib import Path

from variorum.findings import Diagnostic, Result
from variorum.findings.files import FileMissing, FileNameUnfit, FileOutside
from variorum.folder import NOT_FETCHED, REMOTE, EditionFolder, short_name, unfit_name
from variorum.source import Span


def file_at(folder: EditionFolder, path: str, place: Span | None) -> tuple[Diagnostic, ...]:
    """Return the findings about a file that must be in the edition's folder."""
    if REMOTE.match(path):
        return (FileMissing(place, path=path, nearest=NOT_FETCHED),)
    located = folder.locate(path, place)
    if located.value is not None or located.errors:
        return located.diagnostics
    return (*located.diagnostics, missing(folder, path, place))


def missing(folder: EditionFolder, path: str, place: Span | None) -> Diagnostic:
    """Return the finding that a file is not there, with the nearest name in its folder."""
    return FileMissing(place, path=path, nearest=nearest_file(folder, path))


def nearest_file(folder: EditionFolder, path: str) -> str:
    """Return the hint which file may be meant by a name that no file has, empty if none is like it."""
    names = folder.names_beside(path)
    if names is None:
        shown = Path(path).parent.as_posix()
        return f"There is no folder {folder.root if shown == '.' else shown} either."
    near = difflib.get_close_matches(Path(path).name, names, 1)
    return f"Did you mean “{Path(path).with_name(near[0]).as_posix()}”?" if near else ""


def files_like(folder: EditionFolder, pattern: str, place: Span | None) -> Result[tuple[str, ...]]:
    """Return the files that fit a pattern, in the order of their names; none leads out of the folder."""
    unfit = unfit_name(pattern) if pattern.strip() else ""
    if unfit:
        return Result((), (FileNameUnfit(place, name=short_name(pattern), reason=unfit),))
    if ".." in Path(pattern).parts:
        hint = "Copy the files into the edition's folder, or name each by itself with file = …"
        reason = "“..” leads out of the edition's folder"
        return Result((), (FileOutside(place, own_hint=hint, path=pattern, reason=reason),))
    if REMOTE.match(pattern):
        return Result((), (FileMissing(place, path=pattern, nearest=NOT_FETCHED),))
    if Path(pattern).is_absolute() or not pattern.strip():
        hint = "A pattern counts from the edition's folder: documents/*.txt."
        return Result((), (FileMissing(place, path=pattern, nearest=hint),))
    found = folder.fitting(pattern)
    if not found:
        hint = "No file fits this pattern."
        return Result((), (FileMissing(place, path=pattern, nearest=hint),))
    return Result(tuple(found))
