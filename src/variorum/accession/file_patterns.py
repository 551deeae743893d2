"""Which files an editor means: files by name, folders, and patterns that the shell has left as they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from variorum.doors import Deposit
from variorum.findings import Diagnostic, Result
from variorum.findings.files import FileMissing, FileUnreadable
from variorum.folder import LONGEST, REMOTE, EditionFolder
from variorum.project.files import missing

PATTERN = frozenset("*?[")


def deposits(named: Sequence[str]) -> Result[tuple[Deposit, ...]]:
    """Return the files that are named, each once, in the order in which they are named.

    Of a file that is too long for any reader no more is read than tells so.
    """
    found: list[Diagnostic] = []
    paths: dict[Path, tuple[Path, bool]] = {}
    for name in named:
        one = _paths(name)
        found.extend(one.diagnostics)
        for path in one.value:
            known = paths.get(path.resolve())
            paths[path.resolve()] = (
                (known or (path, False))[0],
                not Path(name).is_dir() or bool(known and known[1]),
            )
    given: list[Deposit] = []
    for path, by_name in paths.values():
        try:
            data = bounded(path)
        except OSError as error:
            reason = error.strerror or str(error)
            found.append(FileUnreadable(path=path.as_posix(), reason=reason))
            continue
        given.append(Deposit(path.as_posix(), data, files_below(path.parent), by_name))
    return Result(tuple(given), tuple(found))


def bounded(path: Path) -> bytes:
    """Return what is in a file, up to one byte more than any file may have."""
    with path.open("rb") as file:
        return file.read(LONGEST + 1)


def files_below(folder: Path) -> Callable[[str], bytes | None]:
    """Return how files below a folder are found by their names; no link leads out of it."""
    home = EditionFolder(folder)
    return lambda name: home.read(name, None).value


def _paths(name: str) -> Result[tuple[Path, ...]]:
    path = Path(name)
    if REMOTE.match(name):
        hint = "Nothing is fetched: save the page from a browser and name the file."
        return Result((), (FileMissing(path=name, nearest=hint),))
    if path.is_dir():
        within = tuple(_files_within(path))
        hint = "There is no file in this folder."
        return Result(within, () if within else (FileMissing(path=name, nearest=hint),))
    if path.exists():
        return Result((path,))
    if PATTERN & set(name):
        base, pattern = (
            (Path(path.anchor), str(path.relative_to(path.anchor))) if path.anchor else (Path(), name)
        )
        fitting = tuple(one for one in sorted(base.glob(pattern)) if one.is_file())
        none = FileMissing(path=name, nearest="No file fits this pattern.")
        return Result(fitting, () if fitting else (none,))
    return Result((), (missing(EditionFolder(Path()), name, None),))


def _files_within(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and those below it, by name; hidden ones and a page's parts are none."""
    for path in sorted(folder.iterdir(), key=lambda one: (natural(one.name), one.name)):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if not path.name.endswith(("_files", "-Dateien", "_fichiers", ".files")):
                yield from _files_within(path)
        elif path.is_file():
            yield path


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key by which `page_2` stands before `page_10`."""
    parts = re.findall(r"[0-9]+|[^0-9]", name.lower())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)
