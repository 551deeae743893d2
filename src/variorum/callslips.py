"""What was asked of an edition's folder and what was handed out: by it an edition is known as unchanged.

Whoever asks again asks the disk alone. What is in a file is known by its digest, which no time of a file can
belie.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ABSENT, THERE = "", "there"
"""Instead of a digest: there was no file of the name; there was one, and nobody read it."""


@dataclass(slots=True)
class CallSlips:
    """What was asked of a folder, and what was handed out.

    `files` are digests of files by the names that they were asked by, with the place where each lay;
    `patterns` the files that fitted, `folders` the names in a folder. `whole`: nothing was asked that cannot
    be told so.
    """

    files: dict[str, tuple[str, str]] = field(default_factory=dict)
    patterns: dict[str, list[str]] = field(default_factory=dict)
    folders: dict[str, list[str] | None] = field(default_factory=dict)
    whole: bool = True

    def file(self, name: str, lies: str, data: bytes | None) -> None:
        """Note a file that was handed out, or looked for and found (None)."""
        self._note(name, lies, THERE if data is None else hashlib.sha256(data).hexdigest())

    def no_file(self, name: str) -> None:
        """Note that there was no file of a name."""
        self._note(name, "", ABSENT)

    def odd(self) -> None:
        """Note an answer that is neither a file nor its absence."""
        self.whole = False

    def pattern(self, pattern: str, fitting: list[str]) -> None:
        """Note which files fitted a pattern."""
        self.whole = self.whole and self.patterns.setdefault(pattern, fitting) == fitting

    def folder(self, name: str, held: list[str] | None) -> None:
        """Note the names in a folder, None if there was none."""
        self.whole = self.whole and self.folders.setdefault(name, held) == held

    def _note(self, name: str, lies: str, digest: str) -> None:
        """Note an answer; two that differ are of a folder that changed meanwhile."""
        before = self.files.get(name)
        if before is None or (before == (lies, THERE) and digest != ABSENT):
            self.files[name] = lies, digest
        elif before != (lies, digest) and (digest != THERE or before[0] != lies):
            self.whole = False

    def as_json(self) -> dict[str, Any]:
        """Return the slips as they are kept."""
        return {"files": self.files, "patterns": self.patterns, "folders": self.folders}


def are_answered_alike(root: Path, kept: Mapping[str, Any]) -> bool:
    """Return whether a folder would hand out the same again."""
    return (
        all(_is_alike(root / name, *told) for name, told in kept["files"].items())
        and all(files_fitting(root, pattern) == told for pattern, told in kept["patterns"].items())
        and all(names_in(root / name) == told for name, told in kept["folders"].items())
    )


def _is_alike(path: Path, lies: str, digest: str) -> bool:
    try:
        if digest == ABSENT:
            return not os.path.lexists(os.path.realpath(path))
        if os.path.realpath(path) != lies or not stat.S_ISREG(Path(lies).stat().st_mode):
            return False
        return digest == THERE or hashlib.sha256(Path(lies).read_bytes()).hexdigest() == digest
    except OSError:
        return False


def files_fitting(root: Path, pattern: str) -> list[str]:
    """Return the files below a folder that fit a pattern, in the order of their names."""
    try:
        return sorted(one.relative_to(root).as_posix() for one in root.glob(pattern) if one.is_file())
    except (ValueError, OSError, IndexError):
        # The last for “.”, of which `glob` makes no pattern.
        return []


def names_in(folder: Path) -> list[str] | None:
    """Return the names in a folder, sorted; None if there is no such folder."""
    try:
        return sorted(one.name for one in folder.iterdir())
    except OSError:
        return None
