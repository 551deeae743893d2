"""What can be done to a zipped file as a file: to its members and its bytes."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Mapping
from random import Random

from damage import packed_alike, parts
from damage.chance import Change


def _written(files: list[tuple[str, bytes]]) -> bytes:
    into = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # that a name is written twice is what is meant
        for name, data in files:
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), data, kind)
    return into.getvalue()


def member_dropped(random: Random, data: bytes) -> bytes | None:
    files = parts(data)
    files.pop(random.choice([*files]))
    return packed_alike(data, files)


def members_swapped(random: Random, data: bytes) -> bytes | None:
    files = parts(data)
    one, other = random.sample([*files], 2)
    files[one], files[other] = files[other], files[one]
    return packed_alike(data, files)


def member_replaced(random: Random, data: bytes) -> bytes | None:
    """Put one member's content into another of its kind."""
    files = parts(data)
    one = random.choice([*files])
    alike = [name for name in files if name != one and name.rpartition(".")[2] == one.rpartition(".")[2]]
    return packed_alike(data, {**files, one: files[random.choice(alike)]}) if alike else None


def member_renamed(random: Random, data: bytes) -> bytes | None:
    files = parts(data)
    one = random.choice([*files])
    other = random.choice((one.upper(), f"{one}x", f"x/{one}", one.rpartition("/")[2] + "0"))
    return packed_alike(data, {other if name == one else name: part for name, part in files.items()})


def member_doubled(random: Random, data: bytes) -> bytes | None:
    """Add a second member of a name with the content of another."""
    files = parts(data)
    one, other = random.sample([*files], 2)
    added = (one, files[other])
    return _written([*files.items(), added] if random.random() < 0.5 else [added, *files.items()])


def member_cut(random: Random, data: bytes) -> bytes | None:
    files = parts(data)
    one = random.choice([*files])
    end = random.randrange(len(files[one]) + 1)
    return packed_alike(data, {**files, one: files[one][:end]})


def member_added(pool: Mapping[str, bytes]) -> Change:
    def change(random: Random, data: bytes) -> bytes | None:
        name = random.choice([*pool])
        return packed_alike(data, {**parts(data), name: pool[name]})

    return change


def bytes_changed(random: Random, data: bytes) -> bytes | None:
    """Change bytes of a member, as a broken disk does before it is zipped."""
    files = parts(data)
    one = random.choice([*files])
    if not files[one]:
        return None
    changed = bytearray(files[one])
    for _ in range(random.randint(1, 4)):
        changed[random.randrange(len(changed))] = random.choice(b'aeQ 0<>"&;}\xff\x00')
    return packed_alike(data, {**files, one: bytes(changed)})


def archive_spoilt(random: Random, data: bytes) -> bytes | None:
    """Change a byte of the archive itself."""
    at = random.randrange(len(data))
    return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]


def local_name_changed(random: Random, data: bytes) -> bytes | None:
    """Give a member another name where it lies than in the directory."""
    files = parts(data)
    one = random.choice([*files])
    at = data.find(b"PK\x03\x04")
    while at >= 0 and data[at + 30 : at + 30 + len(one)] != one.encode():
        at = data.find(b"PK\x03\x04", at + 4)
    if at < 0:
        return None
    place = at + 30 + random.randrange(len(one))
    return data[:place] + b"q" + data[place + 1 :]
