"""The one door to the files of an edition: whatever it names is opened here, or refused with a finding.

A name counts from the edition's folder and stays in it, whatever links stand on the way; what is no file or
has no possible name is refused before it is opened, and no more is read than a file may have.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath, PureWindowsPath

from variorum.callslips import CallSlips, files_fitting, names_in
from variorum.findings import Result
from variorum.findings.files import (
    FileFromOutside,
    FileNameUnfit,
    FileNotText,
    FileOutside,
    FileTooLong,
    FileUnreadable,
    ReferenceRemote,
)
from variorum.source import Span

REMOTE = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]+://")
NOT_FETCHED = "Nothing is fetched from the network: keep a copy in the edition's folder, and name that."

LONGEST = 64_000_000
"""How many bytes of a file are read at most; every reader has a bound of its own at or below it."""

LONGEST_TABLE = 16_000_000
"""How many bytes a TOML file may have, as any other text (`decode.LONGEST_FILE`)."""

LONGEST_NAME = 1_000
"""How many characters the way to a file may have; common systems open none beyond four thousand bytes."""

LONGEST_STEP = 255
"""How many bytes a folder's or file's own name may have: what file systems hold."""

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
SHOWN = 80
"""How many characters of a name are shown at the most where it is too long to be one."""

NO_FILES = (
    (stat.S_ISDIR, "it is a directory"),
    (stat.S_ISFIFO, "it is a pipe"),
    (stat.S_ISCHR, "it is a device"),
    (stat.S_ISBLK, "it is a device"),
    (stat.S_ISSOCK, "it is a socket"),
)
OTHER_TABLE = "A table has some hundred lines: this is another file than the one that is meant."
NAME_A_FILE = "Name a file: the way to it from the edition's folder."


@dataclass(frozen=True, slots=True)
class EditionFolder:
    """The folder of an edition as its files are read; `allow_outside`: what lies elsewhere too, and is told.

    `instead` are the bytes of files that are read in the place of those that lie there: what an edition would
    be is tried before it is written. `slips` note what is asked and handed out.

    That a file is not there is no finding here: who asked for it knows what it was to be, and what else
    may be meant.
    """

    root: Path
    allow_outside: bool = False
    instead: Mapping[str, bytes] = field(default_factory=dict, compare=False, repr=False)
    slips: CallSlips = field(default_factory=CallSlips, compare=False, repr=False)

    def read(self, path: str, place: Span | None, longest: int = LONGEST) -> Result[bytes | None]:
        """Return the bytes of a file, None if it is not there or is refused; `place` is where it is named."""
        located = self.locate(path, place)
        if located.value is None:
            return Result(None, located.diagnostics)
        if path in self.instead:
            return Result(self.instead[path], located.diagnostics)
        try:
            with open(located.value, "rb", opener=_without_waiting) as file:
                # Looked at again, for another may have been put in its place.
                status = os.fstat(file.fileno())
                lies = _way_to(file.fileno())
                if lies is not None and not self.allow_outside and (reason := self._outside(path, lies)):
                    self.slips.odd()
                    return Result(None, (FileOutside(place, path=path, reason=reason),))
                kind, is_long = _no_file(status.st_mode), status.st_size > longest
                data = b"" if kind or is_long else file.read(longest + 1)
        except OSError as error:
            self.slips.odd()
            return Result(None, (_unreadable(path, place, error),))
        if kind:
            self.slips.odd()
            return Result(None, (FileUnreadable(place, own_hint=NAME_A_FILE, path=path, reason=kind),))
        if is_long or len(data) > longest:
            self.slips.odd()
            return Result(None, (FileTooLong(place, path=path, limit=f"{longest / 1e6:g} MB"),))
        self.slips.file(path, str(located.value), data)
        return Result(data, located.diagnostics)

    def text(self, path: str, place: Span | None) -> Result[str | None]:
        """Return the text of a TOML file, which is UTF-8, None if it is not there or is refused."""
        read = self.read(path, place, LONGEST_TABLE)
        if read.value is None:
            told = (
                replace(one, own_hint=OTHER_TABLE) if isinstance(one, FileTooLong) else one
                for one in read.diagnostics
            )
            return Result(None, tuple(told))
        try:
            text = read.value.decode("utf-8")
        except UnicodeDecodeError as error:
            reason = f"byte {error.start} is no UTF-8, which TOML is written in"
            return Result(None, (*read.diagnostics, FileNotText(place, path=path, reason=reason)))
        return Result(text.replace("\r\n", "\n").replace("\r", "\n"), read.diagnostics)

    def locate(self, path: str, place: Span | None) -> Result[Path | None]:
        """Return where a file lies, all links followed, None if it is not there or is refused."""
        if REMOTE.match(path):
            return Result(None, (ReferenceRemote(place, target=path),))
        unfit = unfit_name(path)
        if unfit:
            return Result(None, (FileNameUnfit(place, name=short_name(path), reason=unfit),))
        real = Path(os.path.realpath(self.root / path))
        outside = self._outside(path, real)
        if outside and not self.allow_outside:
            self.slips.odd()
            return Result(None, (FileOutside(place, path=path, reason=outside),))
        try:
            kind = _no_file(real.stat().st_mode)
        except (FileNotFoundError, NotADirectoryError):
            self.slips.no_file(path)
            return Result(None)
        except OSError as error:
            self.slips.odd()
            return Result(None, (_unreadable(path, place, error),))
        if kind:
            self.slips.odd()
            return Result(None, (FileUnreadable(place, own_hint=NAME_A_FILE, path=path, reason=kind),))
        self.slips.file(path, str(real), None)
        return Result(real, (FileFromOutside(place, path=path, reason=outside),) if outside else ())

    def tables_beside(self, path: str) -> tuple[str, ...]:
        """Return the names of the TOML files in the folder of one that is not there, without edition.toml."""
        found = self.names_beside(path) or ()
        return tuple(name for name in found if name.endswith(".toml") and name != "edition.toml")

    def names_beside(self, path: str) -> list[str] | None:
        """Return the names in the folder of a file, sorted; None if there is no such folder."""
        beside = PurePosixPath(path).parent.as_posix()
        held = names_in(self.root / beside)
        self.slips.folder(beside, held)
        return held

    def fitting(self, pattern: str) -> list[str]:
        """Return the names of the files that fit a pattern, in their order."""
        found = files_fitting(self.root, pattern)
        self.slips.pattern(pattern, found)
        return found

    def _outside(self, path: str, real: Path) -> str:
        """Return why a name leads out of the folder, empty if it does not."""
        if PurePosixPath(path).is_absolute() or PureWindowsPath(path).is_absolute():
            return "it is an absolute path"
        if real.is_relative_to(os.path.realpath(self.root)):
            return ""
        if Path(os.path.normpath(path)).parts[:1] == (os.pardir,):
            return "“..” leads out of the edition's folder"
        return "a link leads out of the edition's folder"


def unfit_name(path: str) -> str:
    """Return why no file can have a name, empty if one can."""
    control = CONTROL.search(path)
    if control is not None:
        return f"it holds the character U+{ord(control.group()):04X}"
    if not path.strip():
        return "it is empty"
    if len(path) > LONGEST_NAME:
        return f"it has {len(path):,} characters, more than {LONGEST_NAME:,}"
    if max(len(os.fsencode(step)) for step in path.split("/")) > LONGEST_STEP:
        return f"a step of it has more than {LONGEST_STEP} bytes"
    return ""


def short_name(name: str) -> str:
    """Return a name as a message can show it: not beyond measure, control characters by their numbers."""
    short = name if len(name) <= SHOWN else f"{name[: SHOWN - 20]} … {name[-15:]}"
    return CONTROL.sub(lambda found: f"\\u{ord(found.group()):04x}", short)


def _no_file(mode: int) -> str:
    """Return what something is that is no file, empty for a file."""
    return next((kind for test, kind in NO_FILES if test(mode)), "")


def _way_to(descriptor: int) -> Path | None:
    """Return where an open file lies, whatever its name led over when it was opened; None if none can say."""
    try:
        return Path(f"/proc/self/fd/{descriptor}").readlink()
    except OSError:
        return None


def _without_waiting(path: str, flags: int) -> int:
    """Open a file; a pipe that nobody writes to would else be waited for."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))


def _unreadable(path: str, place: Span | None, error: OSError) -> FileUnreadable:
    reason = error.strerror or str(error)
    return FileUnreadable(place, path=path, reason=reason[:1].lower() + reason[1:])
