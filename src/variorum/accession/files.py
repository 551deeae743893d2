"""Which files an editor means: files by name, folders, and patterns that the shell has left as they are."""

from __future__ import annotations

import glob
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from variorum.diagnostics import Code, Diagnostic, Result
from variorum.project.files import REMOTE, missing

PATTERN = frozenset("*?[")


def meant(named: Sequence[str], longest: int) -> Result[tuple[tuple[Path, bytes], ...]]:
    """Return the files that are named, each once, in the order in which they are named, with what is in them.

    A file that is longer than `longest` is read no further than that and one byte.
    """
    found: list[Diagnostic] = []
    paths: dict[Path, Path] = {}
    for name in named:
        one = _meant(name)
        found.extend(one.diagnostics)
        for path in one.value:
            paths.setdefault(path.resolve(), path)
    read: list[tuple[Path, bytes]] = []
    for path in paths.values():
        try:
            with path.open("rb") as file:
                read.append((path, file.read(longest + 1)))
        except OSError as error:
            reason = error.strerror or str(error)
            found.append(Diagnostic.of(Code.FILE_UNREADABLE, path=path, reason=reason))
    return Result(tuple(read), tuple(found))


def _meant(name: str) -> Result[tuple[Path, ...]]:
    path = Path(name)
    if REMOTE.match(name):
        hint = "Nothing is fetched: save the page from a browser and name the file."
        return Result((), (Diagnostic.of(Code.FILE_MISSING, path=name, nearest=hint),))
    if path.is_dir():
        within = tuple(_within(path))
        hint = "There is no file in this folder."
        return Result(within, () if within else (Diagnostic.of(Code.FILE_MISSING, path=name, nearest=hint),))
    if path.exists():
        return Result((path,))
    if PATTERN & set(name):
        fitting = tuple(Path(one) for one in sorted(glob.glob(name, recursive=True)) if Path(one).is_file())
        hint = "No file fits this pattern."
        return Result(fitting, () if fitting else (Diagnostic.of(Code.FILE_MISSING, path=name, nearest=hint),))
    return Result((), (missing(Path(), name, None),))


def _within(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and those below it, by name; hidden ones and a page's own parts are none."""
    for path in sorted(folder.iterdir(), key=lambda one: (natural(one.name), one.name)):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if not path.name.endswith(("_files", "-Dateien", "_fichiers", ".files")):
                yield from _within(path)
        elif path.is_file():
            yield path


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key by which `page_2` stands before `page_10`."""
    parts = re.findall(r"[0-9]+|[^0-9]", name.lower())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)
