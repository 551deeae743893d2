"""Set sheets, and what is known of finished files, kept by the content that they were made from."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from variorum.contract import Sheet
from variorum.docket.filing import folder
from variorum.findings import Diagnostic, Result
from variorum.findings.catalogue import RECORDS
from variorum.fontconfig import faces
from variorum.publication import PublishedDocument
from variorum.source import Span

FORM = b"variorum sheet 1\n"
KEPT = 60 * 24 * 3600
"""How long a sheet is kept without being asked for, in seconds."""
OF_COPIES = "copies"
"""The folder of copies of finished files, by edition and format."""
COPIES = 8
"""How many copies are kept of the files of an edition in a format."""


def digest(value: Any) -> str:
    """Return a digest of a document, a setting or a whole publication, or of several digests.

    Places in the source do not count, so a document that only moves down its file is not set again.
    """
    pieces: list[bytes] = []
    _add_pieces(value, pieces)
    return hashlib.sha256(b"".join(pieces)).hexdigest()


def key(format_: str, package: str, *digests: str) -> str:
    """Return the name under which a sheet or a record is kept: a digest of all that bytes depend on."""
    return digest((machine(package), format_, *digests))


def load(name: str, document: PublishedDocument) -> Result[Sheet] | None:
    """Return a kept sheet; none where it is absent or damaged, or its findings point to places that moved."""
    try:
        path = _path(name)
        data = path.read_bytes()
        os.utime(path)
        form, told, body = data[: len(FORM)], *data[len(FORM) :].split(b"\n", 1)
        head = json.loads(told)
        if form != FORM or head["sha256"] != hashlib.sha256(body).hexdigest():
            return None
        found = tuple(_finding(one) for one in head["findings"])
        if any(one.span for one in found) and head["places"] != places(document):
            return None
        return Result(Sheet(head["document"], body, tuple(head["moved"])), found)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(name: str, document: PublishedDocument, set_: Result[Sheet]) -> None:
    """Keep a sheet; a cache that cannot be written is no fault of the edition and is left alone."""
    sheet = set_.value
    head = {
        "sha256": hashlib.sha256(sheet.data).hexdigest(),
        "document": sheet.document,
        "moved": sheet.moved,
        "findings": [_finding_as_json(one) for one in set_.diagnostics],
        "places": places(document),
    }
    _write(_path(name), FORM + json.dumps(head).encode() + b"\n" + sheet.data)


def _write(path: Path, data: bytes) -> None:
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink()


def load_record(name: str, content: Any) -> tuple[dict[str, Any], tuple[Diagnostic, ...]] | None:
    """Return what is known of a finished file, with its findings; none if a finding's place has moved.

    `content` is the publication or edition that the findings are of.
    """
    try:
        path = _path(name, "record")
        head = json.loads(path.read_bytes())
        os.utime(path)
        found = tuple(_finding(one) for one in head["findings"])
        moved = any(one.span for one in found) and head["places"] != places(content)
        return None if moved else (dict(head["facts"]), found)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep_record(name: str, content: Any, facts: Mapping[str, Any], found: Sequence[Diagnostic]) -> None:
    """Keep what is known of a finished file."""
    told = [_finding_as_json(one) for one in found]
    where = places(content) if any(one.span for one in found) else ""
    _write(_path(name, "record"), json.dumps({"facts": facts, "findings": told, "places": where}).encode())


@dataclass(frozen=True, slots=True)
class PartShelf:
    """Keeps parts of books of a format (`variorum.contract.Shelf`); `made_by` are its code and libraries."""

    format: str
    made_by: str

    @classmethod
    def of(cls, format_: str, package: str) -> PartShelf:
        """Return the shelf of a format whose renderer is in a package."""
        return cls(format_, machine(package))

    def part(self, *content: object) -> bytes | None:
        """Return what was made of some content, none if it is not there or damaged."""
        try:
            path = self._place(content)
            told, data = path.read_bytes().split(b"\n", 1)
            os.utime(path)
        except (OSError, ValueError):
            return None
        return data if told.decode("ascii", "replace") == hashlib.sha256(data).hexdigest() else None

    def keep(self, data: bytes, *content: object) -> None:
        """Keep what is made of some content."""
        _write(self._place(content), hashlib.sha256(data).hexdigest().encode() + b"\n" + data)

    def within(self, *content: object) -> PartShelf:
        """Return the shelf of what is made of this too: its digest is taken once, not for each part."""
        return replace(self, made_by=digest((self.made_by, *content)))

    def _place(self, content: Sequence[object]) -> Path:
        return _path(digest((self.made_by, self.format, *content)), "part")


def keep_docket(path: Path, data: bytes) -> None:
    """Keep what came of an edition."""
    _write(path, data)


def keep_copy(edition: str, format_: str, data: bytes) -> None:
    """Keep a copy of a finished file by its digest, for when one comes back that has lost its base."""
    path = _room(edition, format_) / hashlib.sha256(data).hexdigest()
    if path.exists():
        with contextlib.suppress(OSError):
            os.utime(path)
        return
    _write(path, data)
    for old in _newest(path.parent)[COPIES:]:
        with contextlib.suppress(OSError):
            old.unlink()


def copies(edition: str, format_: str) -> Iterator[bytes]:
    """Yield the copies of the files of an edition that are whole, the newest first."""
    for path in _newest(_room(edition, format_)):
        with contextlib.suppress(OSError):
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() == path.name:
                yield data


def _newest(room: Path) -> list[Path]:
    """Return the copies in a folder, the newest first; what another process is writing is none."""
    try:
        found = [(path.stat().st_mtime_ns, path.name, path) for path in room.iterdir() if not path.suffix]
    except OSError:
        return []
    return [path for *_, path in sorted(found, reverse=True)]


def _room(edition: str, format_: str) -> Path:
    """Return the folder of the copies of an edition's files in a format."""
    name = hashlib.sha256(f"{edition}\0{format_}".encode()).hexdigest()
    return folder() / OF_COPIES / name[:32]


def prune() -> None:
    """Remove the sheets, parts, records and copies that no build has asked for in two months."""
    oldest = time.time() - KEPT
    for path in (*folder().glob("??/*"), *folder().glob(f"{OF_COPIES}/*/*")):
        with contextlib.suppress(OSError):
            if path.stat().st_mtime < oldest:
                path.unlink()


def places(content: Any) -> str:
    """Return a digest of the places of the nodes of a document or a book, to which findings point."""
    spans: list[Span] = []
    _add_spans(content, spans)
    told = "".join(f"{span}-{span.end_line}:{span.end_column};" for span in spans)
    return hashlib.sha256(told.encode()).hexdigest()


@functools.cache
def machine(package: str) -> str:
    """Return what the bytes of a sheet depend on besides its text: code, libraries, fonts."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(_code(package)):
        digest.update(path.name.encode() + path.read_bytes())
    for entry in sys.path:
        for path in sorted(Path(entry).glob("*.dist-info")):
            digest.update(path.name.encode())
    digest.update(_pango().encode())
    for path in _fonts():
        told = path.stat()
        digest.update(f"{path}:{told.st_size}:{told.st_mtime_ns};".encode(errors="surrogateescape"))
    return digest.hexdigest()


def _code(package: str) -> Iterator[Path]:
    """Yield the files of a renderer's package, of those it may share beside it, and of the core."""
    roots = {Path(__file__).parents[1]}
    spec = find_spec(package)
    if spec is not None and spec.origin is not None:
        own = Path(spec.origin).parent
        roots |= {own, *own.parent.glob("variorum_*/")} if own.name.startswith("variorum_") else {own}
    for root in roots:
        yield from (path for path in root.rglob("*") if path.suffix != ".pyc" and path.is_file())


def _fonts() -> tuple[Path, ...]:
    try:
        return tuple(path for path in faces("") if path.exists())
    except OSError:
        return ()


def _pango() -> str:
    try:
        version = ctypes.CDLL("libpango-1.0.so.0").pango_version
    except (OSError, AttributeError):
        return ""
    return str(version())


def _add_pieces(value: Any, pieces: list[bytes]) -> None:
    """Add the bytes that stand for a value; fields that do not count for equality are left out."""
    kind = type(value)
    if kind is str:
        data = value.encode()
        pieces.append(b"%d:" % len(data) + data)
    elif kind is tuple or kind is list:
        pieces.append(b"(")
        for one in value:
            _add_pieces(one, pieces)
        pieces.append(b")")
    elif names := _fields(kind, counting=True):
        pieces.append(kind.__name__.encode() + b"{")
        for name in names:
            _add_pieces(getattr(value, name), pieces)
        pieces.append(b"}")
    else:
        _add_odd_pieces(value, pieces)


def _add_odd_pieces(value: Any, pieces: list[bytes]) -> None:
    match value:
        case Enum():
            pieces.append(f"{type(value).__name__}.{value.name};".encode())
        case str():
            _add_pieces(str(value), pieces)
        case bytes():
            pieces.append(b"%d#" % len(value) + value)
        case Mapping():
            _add_pieces(sorted(value.items()), pieces)
        case frozenset():
            _add_pieces(sorted(value), pieces)
        case _:
            pieces.append(repr(value).encode() + b";")


def _add_spans(value: Any, spans: list[Span]) -> None:
    if isinstance(value, Span):
        spans.append(value)
    elif isinstance(value, tuple | list):
        for one in value:
            _add_spans(one, spans)
    else:
        for name in _fields(type(value), counting=False):
            _add_spans(getattr(value, name), spans)


FIELDS: dict[tuple[type, bool], tuple[str, ...]] = {}


def _fields(kind: type, counting: bool) -> tuple[str, ...]:
    """Return the fields of a data class, all or those that count for equality; none of any other class."""
    names = FIELDS.get((kind, counting))
    if names is None:
        every = fields(kind) if is_dataclass(kind) else ()
        names = FIELDS[kind, counting] = tuple(one.name for one in every if one.compare or not counting)
    return names


def _finding_as_json(finding: Diagnostic) -> list[Any]:
    span = finding.span
    where = None if span is None else [span.path, span.line, span.column, span.end_line, span.end_column]
    return [finding.slug, where, list(finding.facts), finding.own_hint]


def _finding(told: list[Any]) -> Diagnostic:
    slug, where, facts, hint = told
    span = None if where is None else Span(*where)
    return RECORDS[slug](span, own_hint=hint, **dict(facts))


def _path(name: str, kind: str = "sheet") -> Path:
    return folder() / name[:2] / f"{name[2:]}.{kind}"
