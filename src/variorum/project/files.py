"""Files that edition.toml names: are they there, and what is the nearest name if not."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from variorum.findings import Diagnostic, Result
from variorum.findings.files import FileMissing, ReferenceRemote
from variorum.source import Span

REMOTE = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]+://")

LONGEST = 64_000_000
"""How many bytes of a file are read at most; every reader has a bound of its own at or below it."""


def file_at(root: Path, path: str, place: Span | None) -> tuple[Diagnostic, ...]:
    """Return the findings about a file that must be in the edition's folder."""
    if REMOTE.match(path):
        remote = ReferenceRemote(place, target=path)
        return remote, FileMissing(place, path=path)
    return () if (root / path).exists() else (missing(root, path, place),)


def missing(root: Path, path: str, place: Span | None) -> Diagnostic:
    """Return the finding that a file is not there, with the nearest name in its folder."""
    return FileMissing(place, path=path, nearest=nearest_file(root, path))


def nearest_file(root: Path, path: str) -> str:
    """Return the hint which file may be meant by a name that no file has, empty if none is like it."""
    folder = (root / path).parent
    if not folder.is_dir():
        shown = Path(path).parent.as_posix()
        return f"There is no folder {root if shown == '.' else shown} either."
    names = sorted(one.name for one in folder.iterdir())
    near = difflib.get_close_matches(Path(path).name, names, 1)
    return f"Did you mean “{Path(path).with_name(near[0]).as_posix()}”?" if near else ""


def files_like(root: Path, pattern: str, place: Span | None) -> Result[tuple[str, ...]]:
    """Return the files that fit a pattern, in the order of their names."""
    if REMOTE.match(pattern) or Path(pattern).is_absolute() or not pattern.strip():
        hint = "A pattern counts from the edition's folder: documents/*.txt."
        return Result((), (FileMissing(place, path=pattern, nearest=hint),))
    found = sorted(one.relative_to(root).as_posix() for one in root.glob(pattern) if one.is_file())
    if not found:
        hint = "No file fits this pattern."
        return Result((), (FileMissing(place, path=pattern, nearest=hint),))
    return Result(tuple(found))
