"""Zip archives opened within bounds: nothing is unpacked before its size is known to be sane."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

ENTRY = b"PK\x01\x02"
"""What each entry of the directory of an archive begins with."""
UNPACKING = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError),
    *(NotImplementedError, RuntimeError, ValueError),
)
"""What is raised where a part cannot be unpacked."""
SMALL = 1_000_000
"""Bytes up to which a part may be packed as tightly as it likes."""
LOOSE = 4
"""How many times its packed size a part may have that packing hardly makes smaller, as pictures are."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What an archive may hold: how many parts, how many bytes one has, and all have, when unpacked.

    `ratio` is how many times its packed size a part above a megabyte may have. What packing hardly makes
    smaller may lie there in any size, and is not unpacked beyond `part`.
    """

    parts: int = 5_000
    part: int = 64_000_000
    whole: int = 256_000_000
    ratio: int = 500


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is not opened; the reason follows the name of the file and a colon."""

    reason: str


@dataclass(frozen=True, slots=True)
class Damage:
    """Why a part cannot be had; the reason follows its name."""

    reason: str


@dataclass(slots=True)
class Archive:
    """An archive whose directory is sane; what was unpacked of it is counted."""

    zip: zipfile.ZipFile
    bounds: Bounds
    unpacked: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of its parts."""
        return tuple(self.zip.namelist())

    def read(self, name: str) -> bytes | Damage | None:
        """Return the bytes of a part, or why they cannot be had; none if there is no such part."""
        try:
            info = self.zip.getinfo(name)
        except KeyError:
            return None
        try:
            with self.zip.open(info) as part:
                data = part.read(self.bounds.part + 1)
        except UNPACKING as error:
            return Damage(f"cannot be unpacked: {error}")
        self.unpacked += len(data)
        if len(data) > self.bounds.part or self.unpacked > self.bounds.whole:
            return Damage("is larger than a part may be")
        return data


def repacked(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return an archive with other bytes in some of its parts; all else stays as it is."""
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(into, "w") as new:
        for info in old.infolist():
            new.writestr(info, parts.get(info.filename, old.read(info)))
    return into.getvalue()


def open_archive(data: bytes, bounds: Bounds) -> Archive | Refusal:
    """Return the archive in some bytes, or why it is not to be trusted."""
    # Each entry costs half a kilobyte before one can be looked at; a part may be an archive itself.
    if data.count(ENTRY) > 10 * bounds.parts:
        return Refusal(f"it has more than {bounds.parts} parts")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        return Refusal(f"it is no package ({str(error)[:80].lower()})")
    reason = next(_untrusted(entries, bounds), None)
    return Archive(archive, bounds) if reason is None else Refusal(reason)


def _untrusted(entries: list[zipfile.ZipInfo], bounds: Bounds) -> Iterator[str]:
    """Yield reasons why an archive is not opened."""
    if len(entries) > bounds.parts:
        yield f"it has {len(entries)} parts, more than {bounds.parts}"
    seen: set[str] = set()
    for entry in entries:
        parts = entry.filename.replace("\\", "/").split("/")
        if ".." in parts or entry.filename.startswith(("/", "\\")) or ":" in parts[0]:
            yield f"its part “{entry.filename[:60]}” lies outside of it"
        if entry.filename in seen:
            yield f"it has two parts “{entry.filename[:60]}”, and which of them is read is left to chance"
        seen.add(entry.filename)
        if entry.flag_bits & 1:
            yield "its parts are encrypted"
        close = entry.file_size > bounds.ratio * max(entry.compress_size, 1)
        large = entry.file_size > bounds.part and entry.file_size > LOOSE * entry.compress_size
        if large or (close and entry.file_size > SMALL):
            yield f"its part “{entry.filename[:60]}” would unpack to {entry.file_size} bytes"
    packed = sum(entry.compress_size for entry in entries)
    if sum(entry.file_size for entry in entries) > max(bounds.whole, LOOSE * packed):
        yield f"it would unpack to more than {bounds.whole} bytes"
