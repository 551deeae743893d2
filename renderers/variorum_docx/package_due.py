"""Whether a package has the parts of ours: each of its kind of content, named by the part that it belongs to.

ECMA-376 part 2 (packages), part 1 clause 11 (the parts of a document). What a program reads of a package it
finds through kinds of content and relations: a part of another kind is none.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from docx.opc.constants import CONTENT_TYPE

from variorum.ooxml.names import METADATA, PURL, RELATIONS, R, relation_kind
from variorum.ooxml.package import Package
from variorum.ooxml.xml import Element
from variorum.vocabulary import Unknown

TYPES = "[Content_Types].xml"
CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
DEFAULT, OVERRIDE = f"{{{CONTENT}}}Default", f"{{{CONTENT}}}Override"
RELATIONSHIP = f"{{{RELATIONS}}}Relationship"
DOCUMENT, FOOTNOTES, BASE = "word/document.xml", "word/footnotes.xml", "customXml/item1.xml"
SPACES = (f"{R}/", f"{METADATA}/", f"{PURL}/officeDocument/relationships/")
"""What the types of relations begin with in our files, and in the strict form of the standard."""
TEXTS = (DOCUMENT, FOOTNOTES)
"""The parts that may name pictures and addresses."""


@dataclass(frozen=True, slots=True)
class Row:
    """Parts of a package by their names: of which content, which parts name them, by which relation."""

    names: re.Pattern[str]
    content: str
    owners: tuple[str, ...]
    relation: str


def _row(names: str, content: str, relation: str, *owners: str) -> Row:
    return Row(re.compile(names), content, owners or (DOCUMENT,), relation)


ROWS: Final = (
    _row(r"word/document\.xml", CONTENT_TYPE.WML_DOCUMENT_MAIN, "officeDocument", ""),
    _row(r"word/footnotes\.xml", CONTENT_TYPE.WML_FOOTNOTES, "footnotes"),
    _row(r"word/comments\.xml", CONTENT_TYPE.WML_COMMENTS, "comments"),
    _row(r"word/styles\.xml", CONTENT_TYPE.WML_STYLES, "styles"),
    _row(r"word/settings\.xml", CONTENT_TYPE.WML_SETTINGS, "settings"),
    _row(r"word/fontTable\.xml", CONTENT_TYPE.WML_FONT_TABLE, "fontTable"),
    _row(r"word/header\d+\.xml", CONTENT_TYPE.WML_HEADER, "header"),
    _row(r"word/footer\d+\.xml", CONTENT_TYPE.WML_FOOTER, "footer"),
    _row(r"word/media/image\d+\.png", CONTENT_TYPE.PNG, "image", *TEXTS),
    _row(r"word/media/image\d+\.jpg", CONTENT_TYPE.JPEG, "image", *TEXTS),
    _row(r"word/media/image\d+\.gif", CONTENT_TYPE.GIF, "image", *TEXTS),
    _row(r"customXml/item1\.xml", "application/xml", "customXml"),
    _row(r"customXml/itemProps1\.xml", CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, "customXmlProps", BASE),
    _row(r"docProps/core\.xml", CONTENT_TYPE.OPC_CORE_PROPERTIES, "core-properties", ""),
    _row(r"docProps/app\.xml", CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, "extended-properties", ""),
)
OWNERS = tuple(dict.fromkeys(owner for row in ROWS for owner in row.owners))
"""The parts that name others; the package itself is none of them and has no name."""
NEEDED = (
    *(DOCUMENT, FOOTNOTES, BASE, "customXml/itemProps1.xml", "docProps/core.xml", "docProps/app.xml"),
    *(f"word/{name}.xml" for name in ("styles", "settings", "fontTable")),
)
"""The parts that every file of ours has."""


def unknown_parts(package: Package) -> Iterator[Unknown]:
    """Yield parts, kinds of content and relations that are not those of a book of ours."""
    relations = {_relations_of(owner): owner for owner in OWNERS}
    for name in package.names:
        if name != TYPES and name not in relations and _row_of(name) is None:
            yield Unknown("a part that is none of the book's", name)
    for name in NEEDED:
        if name not in package.names:
            yield Unknown("a package that lacks a part", name)
    yield from _other_contents(package)
    named: set[str] = set()
    for part, owner in relations.items():
        if part in package.names:
            yield from _other_relations(package, part, owner, named)
    for name in package.names:
        if _row_of(name) is not None and name not in named:
            yield Unknown("a part that no other names", name)


def _row_of(name: str) -> Row | None:
    return next((row for row in ROWS if row.names.fullmatch(name)), None)


def _relations_of(owner: str) -> str:
    folder, file = posixpath.split(owner)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _other_contents(package: Package) -> Iterator[Unknown]:
    """Yield what the package says of the content of its parts, and should not."""
    root = package.xml(TYPES)
    elements = [] if root is None else list(root)
    known = {(DEFAULT, "Extension"): Counter[str](), (OVERRIDE, "PartName"): Counter[str]()}
    contents = {}
    for one in elements:
        key = next((key for tag, key in known if tag == one.tag), "")
        if not key or {*one.keys()} != {key, "ContentType"}:
            yield Unknown("a kind of content of no part", TYPES)
            continue
        known[str(one.tag), key][one.get(key, "").casefold()] += 1
        contents[one.get(key, "")] = one.get("ContentType", "")
    if any(count > 1 for counts in known.values() for count in counts.values()):
        yield Unknown("two kinds of content of one part", TYPES)
    for name in package.names:
        row = _row_of(name)
        ending = contents.get(name.rpartition(".")[2])
        if row is not None and contents.get(f"/{name}", ending) != row.content:
            yield Unknown(f"another kind of content than “{row.content.rpartition('.')[2]}”", name)
        elif (
            row is None
            and name != TYPES
            and contents.get(f"/{name}", ending) != CONTENT_TYPE.OPC_RELATIONSHIPS
        ):
            yield Unknown("another kind of content than that of relations", name)
    for named in contents:
        if named.startswith("/") and named[1:] not in package.names:
            yield Unknown("the kind of content of a part that is not there", named[1:])


def _other_relations(package: Package, part: str, owner: str, named: set[str]) -> Iterator[Unknown]:
    """Yield relations of a part that it should not have; note the parts that it names."""
    root = package.xml(part)
    elements = [] if root is None else list(root)
    ids = Counter(one.get("Id") for one in elements)
    if max(ids.values(), default=1) > 1:
        yield Unknown("two relations of one name", part)
    relations = package.relations(owner)
    for one in elements:
        kind = relation_kind(one.get("Type", ""))
        relation = relations.get(one.get("Id", ""))
        if relation is None or not _is_relation(one):
            yield Unknown("a relation that is none", part)
        elif not one.get("Type", "").startswith(SPACES):
            yield Unknown(f"a relation of the kind “{kind[-60:]}”", part)
        elif relation.outside:
            if kind != "hyperlink" or owner not in TEXTS:
                yield Unknown(f"a relation of the kind “{kind}” to what lies outside", part)
        else:
            named.add(relation.target)
            yield from _other_target(package.names, part, owner, relation.target, kind)


def _other_target(names: Collection[str], part: str, owner: str, target: str, kind: str) -> Iterator[Unknown]:
    row = _row_of(target)
    if target not in names:
        yield Unknown("a package that lacks a part", target)
    elif row is None or (row.relation != kind or owner not in row.owners):
        yield Unknown(f"a relation of the kind “{kind}” to “{target[-60:]}”", part)


def _is_relation(one: Element) -> bool:
    """Return whether an element says what a relation says, and no more."""
    keys = {*one.keys()}
    whole = one.tag == RELATIONSHIP and not len(one) and {"Id", "Type", "Target"} <= keys
    modes = ("Internal", "External")
    return (
        whole and keys <= {"Id", "Type", "Target", "TargetMode"} and one.get("TargetMode", modes[0]) in modes
    )
