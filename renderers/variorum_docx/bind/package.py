"""The package: parts, relations and content types by python-docx, in a zip without a clock."""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package
from lxml import etree

from variorum.model import Agent, Imprint
from variorum.ooxml.elements import printable
from variorum.ooxml.names import CORE, CUSTOM_XML, EXTENDED
from variorum.ooxml.xml import Element, serialise
from variorum_docx.returning.base import SPACE

EPOCH = (1980, 1, 1, 0, 0, 0)
DC = "http://purl.org/dc/elements/1.1/"
TERMS = "http://purl.org/dc/terms/"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"

FURNITURE = {
    "hdr": (CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, "header"),
    "ftr": (CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, "footer"),
}


@dataclass(slots=True)
class Folder:
    """A package in the making; relations of the document are made first, its text last."""

    package: Package
    document: Part
    footnotes: Part
    heads: dict[bytes, str]
    pictures: dict[str, Part]

    @classmethod
    def empty(cls) -> Folder:
        """Return a package with an empty document and empty footnotes."""
        package = Package()
        main = Part(PackURI("/word/document.xml"), CONTENT_TYPE.WML_DOCUMENT_MAIN, b"", package)
        notes = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, b"", package)
        package.relate_to(main, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
        main.relate_to(notes, RELATIONSHIP_TYPE.FOOTNOTES)
        return cls(package, main, notes, {}, {})

    def add(self, name: str, content_type: str, relation: str, element: Element) -> Part:
        """Add a part that belongs to the document."""
        part = Part(PackURI(name), content_type, serialise(element), self.package)
        self.document.relate_to(part, relation)
        return part

    def head(self, element: Element) -> str:
        """Add a running head or foot, once for the same content; return its relation."""
        kind = etree.QName(element).localname
        content_type, relation, name = FURNITURE[kind]
        blob = serialise(element)
        if blob not in self.heads:
            part = Part(PackURI(f"/word/{name}{len(self.heads) + 1}.xml"), content_type, blob, self.package)
            self.heads[blob] = self.document.relate_to(part, relation)
        return self.heads[blob]

    def picture(self, key: str, media_type: str, data: bytes, owner: Part) -> str:
        """Add a picture, once for the same bytes; return its relation to the part that shows it."""
        if key not in self.pictures:
            ending = media_type.rpartition("/")[2].replace("jpeg", "jpg").partition("+")[0]
            name = PackURI(f"/word/media/image{len(self.pictures) + 1}.{ending}")
            self.pictures[key] = Part(name, media_type, data, self.package)
        return owner.relate_to(self.pictures[key], RELATIONSHIP_TYPE.IMAGE)

    def add_base(self, base: Element, publication: str) -> None:
        """Add what an edited file needs to find its way back, as custom XML, which Writer keeps too."""
        part = Part(PackURI("/customXml/item1.xml"), "application/xml", serialise(base), self.package)
        self.document.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
        name = PackURI("/customXml/itemProps1.xml")
        content_type = CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES
        owned = Part(name, content_type, serialise(base_properties(publication)), self.package)
        part.relate_to(owned, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)

    def add_properties(self, imprint: Imprint, agents: Sequence[Agent], lang: str) -> None:
        """Add the properties of the file as the imprint has them; no clock and no program."""
        for name, content_type, relation, element in (
            (
                "/docProps/core.xml",
                CONTENT_TYPE.OPC_CORE_PROPERTIES,
                RELATIONSHIP_TYPE.CORE_PROPERTIES,
                core_properties(imprint, agents, lang),
            ),
            (
                "/docProps/app.xml",
                CONTENT_TYPE.OFC_EXTENDED_PROPERTIES,
                RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
                extended_properties(imprint),
            ),
        ):
            part = Part(PackURI(name), content_type, serialise(element), self.package)
            self.package.relate_to(part, relation)

    def close(self) -> bytes:
        """Return the package as a zip in which every date is the same."""
        made = io.BytesIO()
        self.package.save(made)
        fixed = io.BytesIO()
        with zipfile.ZipFile(made) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                entry = zipfile.ZipInfo(name, EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                new.writestr(entry, old.read(name))
        return fixed.getvalue()


def base_properties(publication: str) -> Element:
    """Return what the base of a publication is known by, where programs keep custom XML."""
    number = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{SPACE}/{publication}")).upper()
    made = etree.Element(
        f"{{{CUSTOM_XML}}}datastoreItem", {f"{{{CUSTOM_XML}}}itemID": f"{{{number}}}"}, {"ds": CUSTOM_XML}
    )
    held = etree.SubElement(made, f"{{{CUSTOM_XML}}}schemaRefs")
    etree.SubElement(held, f"{{{CUSTOM_XML}}}schemaRef", {f"{{{CUSTOM_XML}}}uri": SPACE})
    return made


def core_properties(imprint: Imprint, agents: Sequence[Agent], lang: str) -> Element:
    """Return the properties that every program shows of a file."""
    made = etree.Element(
        f"{{{CORE}}}coreProperties", nsmap={"cp": CORE, "dc": DC, "dcterms": TERMS, "xsi": INSTANCE}
    )
    editors = [agent.name for agent in agents if agent.role == "editor"] or [agent.name for agent in agents]
    identifier = next((i.value for i in imprint.identifiers if i.format in ("docx", None)), "")
    for name, value in (
        ("title", imprint.title),
        ("subject", imprint.subtitle),
        ("creator", "; ".join(editors)),
        ("description", imprint.description),
        ("identifier", identifier),
        ("language", lang),
    ):
        if value:
            etree.SubElement(made, f"{{{DC}}}{name}").text = printable(value)
    for name in ("created", "modified"):
        if date := _date(imprint.modified):
            element = etree.SubElement(made, f"{{{TERMS}}}{name}", {f"{{{INSTANCE}}}type": "dcterms:W3CDTF"})
            element.text = date
    return made


def _date(said: str) -> str:
    """Return an ISO date as Word reads it, with a time."""
    found = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(T[\d:]+)?", said)
    if not found:
        return ""
    year, month, day, time = found.groups()
    return f"{year}-{month or '01'}-{day or '01'}{time or 'T00:00:00'}Z"


def extended_properties(imprint: Imprint) -> Element:
    """Return the properties that Word shows beside them."""
    made = etree.Element(f"{{{EXTENDED}}}Properties", nsmap={"ep": EXTENDED})
    if imprint.publisher:
        etree.SubElement(made, f"{{{EXTENDED}}}Company").text = printable(imprint.publisher)
    return made
