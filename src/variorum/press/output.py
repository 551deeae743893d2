"""Write finished files whole or not at all."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Mapping
from pathlib import Path

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
MEND = "Choose another folder with --out, or change its permissions."


def write_all(folder: Path, files: Mapping[str, bytes]) -> Diagnostic | None:
    """Write files into a folder: all are on the disk before the first takes its place.

    Return what prevented it; then no file has changed, and nothing else is left behind.
    """
    parts: dict[Path, Path] = {}
    path = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _clear(folder)
        for name, data in files.items():
            path = folder / name
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            part = folder / f".variorum-{os.getpid()}-{name}.part"
            parts[part] = path
            _write(part, data)
        for part, target in parts.items():
            part.replace(target)
        _settle(folder)
    except OSError as error:
        mend = MENDS.get(error.errno or 0, MEND)
        return OutputUnwritable(path=str(path), reason=_reason(error), advice=mend)
    finally:
        for part in parts:
            part.unlink(missing_ok=True)
    return None


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
