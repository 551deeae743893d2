"""How a file opens, by which importers know it: its first characters, its outermost element, its parts."""

from __future__ import annotations

import io
import re
import zipfile

from variorum.decode import MARKS

OPENING = 8192
ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)[\s/>]")
BEFORE_ROOT = re.compile(
    r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^\[>]|(?>\[.*?\]))*+>", re.DOTALL | re.IGNORECASE
)
PACKED = (b"PK\x03\x04", b"PK\x05\x06")


def opening(data: bytes) -> str:
    """Return the first characters of a file, for its tags."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return data[: 2 * OPENING].decode(name, "ignore")
    if data[:2] in (b"<\x00", b"\x00<"):
        return data[: 2 * OPENING].decode("utf-16-le" if data[:1] == b"<" else "utf-16-be", "ignore")
    return data[:OPENING].decode("utf-8", "replace")


def outermost(data: bytes) -> str | None:
    """Return the local name of the outermost element, none where a file does not begin with markup."""
    text = opening(data)
    at = 0
    while found := BEFORE_ROOT.match(text, at):
        at = found.end()
    root = ROOT.match(text, at)
    return root[1] if root else None


def is_xml(data: bytes) -> bool:
    """Return whether a file says that it is XML, or is one element from its beginning to its end.

    A transcript may begin with a mark that looks like one, `<u>`.
    """
    text, root = opening(data).lstrip(), outermost(data)
    ending = re.search(rb"</(?:[\w.-]+:)?([\w.-]+)\s*>\s*\Z", data[-OPENING:].replace(b"\0", b""))
    whole = ending is not None and root not in (None, "u") and ending[1].decode("utf-8", "replace") == root
    return text.startswith("<?xml") or whole


def is_packed(data: bytes) -> bool:
    """Return whether a file begins as a zip archive does."""
    return data.startswith(PACKED)


def packed_names(data: bytes) -> frozenset[str] | None:
    """Return the names of the parts in a zip archive, none if it is no sound one; nothing is unpacked."""
    if not is_packed(data):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return None


def is_text(data: bytes) -> bool:
    """Return whether a file opens with characters: no zeros, unless its byte order mark allows for them."""
    return "\x00" not in opening(data) or any(data.startswith(mark) for mark, _ in MARKS)
