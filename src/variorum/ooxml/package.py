"""The package of a Word file: its parts, read within bounds, and the relations between them.

ECMA-376 part 2 (packages) and part 1, clause 11 (the parts of a word-processing document).
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from variorum.archive import Archive, Bounds, Damage, Refusal, open_archive
from variorum.ooxml.names import RELATIONS, relation_kind
from variorum.ooxml.xml import Element, PartError, parse

BOUNDS = Bounds()
LARGEST_TREES = 700_000_000
"""Bytes that the trees of a file may take in memory, roughly: a million words of ours take 600 million."""
TAG, ATTRIBUTE = 120, 220
"""Bytes that a tag and an attribute take in a tree."""
OLD = b"\xd0\xcf\x11\xe0"
"""How Word files of before 2007 begin, and those with a password."""
RELATIONSHIP = f"{{{RELATIONS}}}Relationship"
DOCUMENT = "officeDocument"
USUAL_DOCUMENT = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part names under an id: its kind (the end of its type), the part or address, whether outside."""

    kind: str
    target: str
    outside: bool


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a part; the reason follows its name."""

    part: str
    reason: str


@dataclass(slots=True)
class Package:
    """A Word file: its parts by name, and what is wrong with those that were asked for."""

    archive: Archive
    complaints: list[Complaint] = field(default_factory=list)
    grown: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of its parts."""
        return self.archive.names

    def complain(self, part: str, reason: str) -> None:
        """Keep what is wrong with a part."""
        self.complaints.append(Complaint(part, reason))

    def data(self, name: str) -> bytes | None:
        """Return the bytes of a part; none if it is not there, or more than it may be."""
        data = self.archive.read(name)
        if isinstance(data, Damage):
            self.complain(name, data.reason)
            return None
        return data

    def xml(self, name: str) -> Element | None:
        """Return the tree of a part; none if it is missing or cannot be read, which is a complaint."""
        data = self.data(name)
        if data is None:
            return None
        grown = self.grown + TAG * data.count(b"<") + ATTRIBUTE * data.count(b"=")
        if grown > LARGEST_TREES:
            self.complain(name, f"has {len(data)} bytes, with too many elements to be read")
            return None
        self.grown = grown
        try:
            return parse(data)
        except PartError as error:
            self.complain(name, str(error))
            return None

    def relations(self, name: str) -> dict[str, Relation]:
        """Return what a part (none: the package) names, by the ids under which it does."""
        folder, file = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        made = {}
        for one in root.iter(RELATIONSHIP) if root is not None else ():
            outside = one.get("TargetMode") == "External"
            target = one.get("Target", "")
            place = target if outside else target.lstrip("/") if target.startswith("/") else ""
            resolved = place or posixpath.normpath(posixpath.join(folder, target))
            made[one.get("Id", "")] = Relation(relation_kind(one.get("Type", "")), resolved, outside)
        return made

    def related(self, name: str) -> dict[str, str]:
        """Return the parts inside the package that a part names, by their kinds; of one kind the first."""
        made: dict[str, str] = {}
        for one in self.relations(name).values():
            if not one.outside:
                made.setdefault(one.kind, one.target)
        return made


def open_package(data: bytes) -> Package | Refusal:
    """Return the package in some bytes, or why it is not to be trusted."""
    if data.startswith(OLD):
        return Refusal("it is a Word file of before 2007, or one with a password")
    archive = open_archive(data, BOUNDS)
    return archive if isinstance(archive, Refusal) else Package(archive)


def main_part(package: Package) -> str | None:
    """Return the name of the part that holds the text."""
    named = package.related("").get(DOCUMENT)
    return named or (USUAL_DOCUMENT if USUAL_DOCUMENT in package.names else None)
