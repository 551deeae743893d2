"""The package of a Word file: its parts, read within bounds, and the relations between them.

ECMA-376 part 2 (packages) and part 1, clause 11 (the parts of a word-processing document).
"""

from __future__ import annotations

import io
import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from variorum.findings import Diagnostic, Result
from variorum.findings.accession import WordPart, WordUnreadable
from variorum.source import Span

MOST_PARTS = 5_000
LARGEST_PART = 64_000_000
LARGEST_FILE = 256_000_000
"""Bytes that a part, and all parts together, may have when they are unpacked."""
LARGEST_TEXT = 32_000_000
"""Bytes of a part that is read as XML: its tree takes up to 25 times as much; a long book has a third."""
CLOSEST = 500
"""How many times its packed size a part above a megabyte may have."""

STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
}
"""The names of the strict form of the standard, and those that all else uses."""
UNPACKING = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError),
    *(NotImplementedError, RuntimeError, ValueError),
)
"""What is raised where a part cannot be unpacked."""
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
DOCUMENT = "officeDocument"


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part names under an id: its kind (the end of its type), the part or address, whether outside."""

    kind: str
    target: str
    outside: bool


@dataclass(slots=True)
class Package:
    """A Word file: its parts by name, what was found about them."""

    path: str
    zip: zipfile.ZipFile
    found: list[Diagnostic] = field(default_factory=list)
    unpacked: int = 0

    @property
    def span(self) -> Span:
        """Return the place of what is found about the file: it has no lines to point to."""
        return Span(self.path, 1, 1, 1, 1)

    def tell_of_part(self, name: str, reason: str) -> None:
        """Keep a finding about a part."""
        self.found.append(WordPart(self.span, part=name, reason=reason))

    def data(self, name: str) -> bytes | None:
        """Return the bytes of a part; none if it is not there, or more than it may be."""
        try:
            info = self.zip.getinfo(name)
        except KeyError:
            return None
        try:
            with self.zip.open(info) as part:
                data = part.read(LARGEST_PART + 1)
        except UNPACKING as error:
            self.tell_of_part(name, f"cannot be unpacked: {error}")
            return None
        self.unpacked += len(data)
        if len(data) > LARGEST_PART or self.unpacked > LARGEST_FILE:
            self.tell_of_part(name, "is larger than a part may be")
            return None
        return data

    def xml(self, name: str) -> etree._Element | None:
        """Return the tree of a part; none if it is missing or cannot be read, which is a finding."""
        data = self.data(name)
        if data is None:
            return None
        if len(data) > LARGEST_TEXT:
            self.tell_of_part(name, f"has {len(data)} bytes, too many to be read")
            return None
        for strict, usual in STRICT.items():
            data = data.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            self.tell_of_part(name, f"is not well-formed: {str(error)[:120]}")
            return None
        if root.getroottree().docinfo.internalDTD is not None:
            self.tell_of_part(name, "declares a document type, as no Word file does")
            return None
        return root

    def relations(self, name: str) -> dict[str, Relation]:
        """Return what a part names, by the ids under which it does."""
        folder, file = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        made = {}
        for one in root.iter(RELATIONS) if root is not None else ():
            outside = one.get("TargetMode") == "External"
            target = one.get("Target", "")
            place = target if outside else target.lstrip("/") if target.startswith("/") else ""
            resolved = place or posixpath.normpath(posixpath.join(folder, target))
            made[one.get("Id", "")] = Relation(one.get("Type", "").rpartition("/")[2], resolved, outside)
        return made


def open_package(path: str, data: bytes) -> Result[Package | None]:
    """Return the package in some bytes; none, with the reason, if it is not to be trusted."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _refusal(path, "it is a Word file of before 2007, or one with a password")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        return _refusal(path, f"it is no package ({str(error)[:80].lower()})")
    reason = next(_untrusted(entries), None)
    if reason is not None:
        return _refusal(path, reason)
    return Result(Package(path, archive))


def main_part(package: Package) -> str | None:
    """Return the name of the part that holds the text."""
    for relation in package.relations("").values():
        if relation.kind == DOCUMENT and not relation.outside:
            return relation.target
    names = set(package.zip.namelist())
    return "word/document.xml" if "word/document.xml" in names else None


def _untrusted(entries: list[zipfile.ZipInfo]) -> Iterator[str]:
    """Yield reasons why a package is not opened."""
    if len(entries) > MOST_PARTS:
        yield f"it has {len(entries)} parts, more than {MOST_PARTS}"
    for entry in entries:
        parts = entry.filename.replace("\\", "/").split("/")
        if ".." in parts or entry.filename.startswith(("/", "\\")) or ":" in parts[0]:
            yield f"its part “{entry.filename[:60]}” lies outside of it"
        if entry.flag_bits & 1:
            yield "its parts are encrypted"
        close = entry.file_size > CLOSEST * max(entry.compress_size, 1)
        if entry.file_size > LARGEST_PART or (close and entry.file_size > 1_000_000):
            yield f"its part “{entry.filename[:60]}” would unpack to {entry.file_size} bytes"
    if sum(entry.file_size for entry in entries) > LARGEST_FILE:
        yield f"it would unpack to more than {LARGEST_FILE} bytes"


def _refusal(path: str, reason: str) -> Result[Package | None]:
    return Result(None, (WordUnreadable(Span(path, 1, 1, 1, 1), path=path, reason=reason),))
