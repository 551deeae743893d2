"""Write finished files whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from variorum.docket import FAILED, PREVIOUS
from variorum.findings import Diagnostic
from variorum.findings.machine import OutputUnwritable

TEMPORARY = re.compile(r"^\.variorum-(\d+)-.+\.part$")

MENDS = {
    errno.ENOSPC: "Make room on the disk, then build again; the files of the last build are untouched.",
    errno.EDQUOT: "Make room in your quota, then build again; the files of the last build are untouched.",
    errno.ENOTDIR: "Name a folder with --out, not a file.",
    errno.EEXIST: "Name a folder with --out, not a file.",
    errno.EISDIR: "A folder has the file's name; move it away.",
}
OWN_MEND = "Make room there, or change the permissions of the folder."
MEND = "Choose another folder with --out, or change its permissions."


def write_all(
    folder: Path, files: Mapping[str, bytes], failed: Mapping[str, bytes | None] | None = None
) -> Diagnostic | None:
    """Write files into a folder: all are on the disk before the first takes its place.

    `failed` are the files of the same build that failed their proof, None for what could not be made: they
    are written into the folder "failed" in it, and the last good ones move into "previous", so that files
    of two builds never stand side by side. A file that is there already is not touched. Return what
    prevented it; then no file has changed, and nothing else is left behind.
    """
    parts: dict[Path, Path] = {}
    path = folder
    apart = {name: data for name, data in (failed or {}).items() if data is not None}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _clear(folder)
        for name, data in [*files.items(), *apart.items()]:
            home = folder / FAILED if name in apart else folder
            path = home / name
            home.mkdir(exist_ok=True)
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            if path.is_file() and path.read_bytes() == data:
                continue
            part = home / f".variorum-{os.getpid()}-{name}.part"
            parts[part] = path
            _write(part, data)
        _set_aside(folder, failed or {})
        for part, target in parts.items():
            part.replace(target)
        _clean(folder, files)
        _settle(folder)
    except OSError as error:
        mend = MENDS.get(error.errno or 0, MEND)
        return OutputUnwritable(path=str(path), reason=_reason(error), advice=mend)
    finally:
        for part in parts:
            part.unlink(missing_ok=True)
    return None


def replace_all(files: Mapping[Path, bytes], copies: Mapping[Path, bytes]) -> Diagnostic | None:
    """Write files, in the place of others: all, and copies, are on the disk before the first takes its place.

    Return what prevented it; then no file has changed.
    """
    parts: dict[Path, Path] = {}
    path = Path()
    try:
        for path, data in copies.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, data)
        for path, data in files.items():
            part = path.parent / f".variorum-{os.getpid()}-{path.name}.part"
            parts[part] = path
            _write(part, data)
            if path.exists():
                shutil.copymode(path, part)
        for part, target in parts.items():
            part.replace(target)
        for folder in {one.parent for one in files}:
            _settle(folder)
    except OSError as error:
        return OutputUnwritable(path=str(path), reason=_reason(error), advice=OWN_MEND)
    finally:
        for part in parts:
            part.unlink(missing_ok=True)
    return None


def _set_aside(folder: Path, names: Iterable[str]) -> None:
    """Move the last good files of formats that failed into a folder of their own."""
    for name in names:
        if (folder / name).is_file():
            (folder / PREVIOUS).mkdir(exist_ok=True)
            (folder / name).replace(folder / PREVIOUS / name)


def _clean(folder: Path, names: Iterable[str]) -> None:
    """Remove what earlier builds have set aside of files that are good now."""
    for home in (folder / FAILED, folder / PREVIOUS):
        if home.is_dir():
            for name in names:
                (home / name).unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                home.rmdir()


def _write(path: Path, data: bytes) -> None:
    """Write a file and wait until it is on the disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Wait until the folder's new names are on the disk, where the system can tell."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _clear(folder: Path) -> None:
    """Remove what a build that was killed while writing has left."""
    for path in folder.iterdir():
        found = TEMPORARY.match(path.name)
        if found and not _alive(int(found.group(1))):
            path.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _reason(error: OSError) -> str:
    said = error.strerror or str(error)
    return said[:1].lower() + said[1:]
