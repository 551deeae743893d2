"""Files that edition.toml names: are they there, and what is the nearest name if not."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from variorum.findings import Code, Diagnostic, Result
from variorum.source import Span

REMOTE = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]+://")


def file_at(root: Path, path: str, place: Span | None) -> tuple[Diagnostic, ...]:
    """Return the findings about a file that must be in the edition's folder."""
    if REMOTE.match(path):
        remote = Diagnostic.of(Code.REFERENCE_REMOTE, place, target=path)
        return remote, Diagnostic.of(Code.FILE_MISSING, place, path=path, nearest="")
    return () if (root / path).exists() else (missing(root, path, place),)


def missing(root: Path, path: str, place: Span | None) -> Diagnostic:
    """Return the finding that a file is not there, with the nearest name in its folder."""
    folder = (root / path).parent
    if not folder.is_dir():
        shown = Path(path).parent.as_posix()
        hint = f"There is no folder {root if shown == '.' else shown} either."
        return Diagnostic.of(Code.FILE_MISSING, place, path=path, nearest=hint)
    names = sorted(one.name for one in folder.iterdir())
    near = difflib.get_close_matches(Path(path).name, names, 1)
    hint = f"Did you mean “{Path(path).with_name(near[0]).as_posix()}”?" if near else ""
    return Diagnostic.of(Code.FILE_MISSING, place, path=path, nearest=hint)


def files_like(root: Path, pattern: str, place: Span | None) -> Result[tuple[str, ...]]:
    """Return the files that fit a pattern, in the order of their names."""
    if REMOTE.match(pattern) or Path(pattern).is_absolute() or not pattern.strip():
        hint = "A pattern counts from the edition's folder: documents/*.txt."
        return Result((), (Diagnostic.of(Code.FILE_MISSING, place, path=pattern, nearest=hint),))
    found = sorted(one.relative_to(root).as_posix() for one in root.glob(pattern) if one.is_file())
    if not found:
        hint = "No file fits this pattern."
        return Result((), (Diagnostic.of(Code.FILE_MISSING, place, path=pattern, nearest=hint),))
    return Result(tuple(found))
