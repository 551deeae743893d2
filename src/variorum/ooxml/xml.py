"""Parts as XML: parsed so that nothing is fetched and nothing grows, written without what is not used."""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

from variorum.ooxml.names import PURL, usual

Element: TypeAlias = etree._Element

STRICT_NAMES = PURL.encode()
PLAIN = {"UTF-8", "US-ASCII", "ISO-8859-1"}
"""Encodings in which ASCII is ASCII."""


class PartError(ValueError):
    """The bytes are no part of a Word file; the message says why, after the name of the part."""


def parse(data: bytes) -> Element:
    """Return the root of a part, with the names of the transitional form, or raise `PartError`.

    No entity is resolved, nothing is fetched; elements nest 256 deep at most, and no text is longer than ten
    million characters.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PartError(f"is not well-formed: {str(error)[:120]}") from error
    described = root.getroottree().docinfo
    if described.internalDTD is not None:
        raise PartError("declares a document type, as no Word file does")
    if STRICT_NAMES in data or (described.encoding or "UTF-8").upper() not in PLAIN:
        _rename(root)
    return root


def parse_own(data: bytes) -> Element:
    """Return the root of what we wrote ourselves, of whatever size."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def serialise(element: Element) -> bytes:
    """Return a part's bytes; the namespaces that nothing uses are not declared."""
    etree.cleanup_namespaces(element, keep_ns_prefixes=["w", "r", "w15"])
    made: bytes = etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _rename(root: Element) -> None:
    """Give elements and attributes of the strict form their usual names."""
    for element in root.iter(etree.Element):
        tag = str(element.tag)
        if (name := usual(tag)) != tag:
            element.tag = name
        for key, value in element.attrib.items():
            if (name := usual(str(key))) != key:
                del element.attrib[key]
                element.set(name, value)
