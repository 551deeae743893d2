"""Opening a package: the parts that hold what a reader sees, found through its relations."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass

from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from variorum_docx.ooxml import Element, parse

STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
LOOSE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class NotWordError(ValueError):
    """The bytes are no Word file; the message says why."""


@dataclass(frozen=True, slots=True)
class OpenPackage:
    """The parts of a package that bear on its text."""

    name: str
    document: Element
    footnotes: Element | None
    styles: Element | None
    settings: Element | None


def open_parts(data: bytes) -> OpenPackage:
    """Open a package, or raise `NotWordError`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            name = _related(archive, "").get(RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
            if name is None:
                raise NotWordError("it holds no document")
            document = parse(archive.read(name))
            if etree.QName(document).localname != "document":
                raise NotWordError("its main part is no text document")
            found = _related(archive, name)
            others = [
                parse(archive.read(found[kind])) if kind in found else None
                for kind in (
                    RELATIONSHIP_TYPE.FOOTNOTES,
                    RELATIONSHIP_TYPE.STYLES,
                    RELATIONSHIP_TYPE.SETTINGS,
                )
            ]
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, etree.XMLSyntaxError) as error:
        raise NotWordError(f"it is damaged ({error})") from error
    return OpenPackage(name, document, *others)


def _related(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """Return the parts to which a part (none: the package) is related, by kind."""
    folder, base = posixpath.split(name)
    relations = posixpath.join(folder, "_rels", f"{base}.rels")
    if relations not in archive.namelist():
        return {}
    found: dict[str, str] = {}
    for relation in parse(archive.read(relations)):
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            found.setdefault(relation.get("Type", "").replace(STRICT, LOOSE), target)
    return found
