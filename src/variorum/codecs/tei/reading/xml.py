"""From the bytes of an XML file to a tree that may be read as TEI; nothing it names is ever fetched."""

from __future__ import annotations

import codecs
import html
import html.entities
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from lxml import etree

from variorum.codecs.tei.attributes import HTML, is_image
from variorum.codecs.tei.reading.places import Places, places_of
from variorum.decode import decode
from variorum.findings import Diagnostic, Result
from variorum.findings.files import FileEncoding
from variorum.findings.finding import row
from variorum.findings.tei import (
    PointerBroken,
    TeiHtml,
    TeiNamespace,
    TeiNoText,
    TeiNotShown,
    TeiRoot,
    XmlEntity,
    XmlLimit,
    XmlMalformed,
    XmlNotFollowed,
    XmlNotIncluded,
)
from variorum.source import Source, Span

TEI = "http://www.tei-c.org/ns/1.0"
PROGRAM = "variorum"
FORM = "1"
"""The form of what is written; `application/@version` bears it."""
XML = "http://www.w3.org/XML/1998/namespace"
XINCLUDE = "http://www.w3.org/2001/XInclude"
ID = f"{{{XML}}}id"

DEEPEST = 100
"""How deep elements may stand in each other; the parser itself would go to 256."""
LARGEST = 64_000_000
"""How many bytes a file may have."""
EXPANDED = 1_000_000
"""How many characters entities may add to a file."""

DECLARED = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
HREF = re.compile(r"""\bhref\s*=\s*["']([^"']*)["']""")
REFERENCE = re.compile(r"&(#\d+|#x[0-9A-Fa-f]+|[\w.:-]+);")
ATTRIBUTE = re.compile(r"""=\s*(?:"[^"<]*&[^"<]*"|'[^'<]*&[^'<]*')""")
PREDEFINED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
POINTERS = ("target", "targetEnd", "spanTo", "corresp", "next", "prev", "sameAs", "copyOf")
ENDS = ("from", "to")
"""Pointers of entries of the apparatus; elsewhere they are days."""
HANDS = ("hand", "new")
"""Pointers to hands, and what in them looks like a name, and prints nowhere."""
NOT_TEXT = {
    "PcGts": "its root is “PcGts”: only zones and lines of pages, with no order of reading",
    "alto": "its root is “alto”: only zones and lines of pages, with no order of reading",
    "TEI.2": "its root is “TEI.2”: TEI P4, whose pointers and attributes mean other things",
    "teiCorpus.2": "its root is “teiCorpus.2”: TEI P4, whose pointers and attributes mean other things",
}
HINTS = {
    "PcGts": "Export the text as TEI from the program that made the zones.",
    "alto": "Export the text as TEI from the program that made the zones.",
    "TEI.2": "Convert the file to TEI P5 first (stylesheet p4top5 of the TEI Consortium).",
    "teiCorpus.2": "Convert the file to TEI P5 first (stylesheet p4top5 of the TEI Consortium).",
}
ZONES = {"facsimile", "sourceDoc"}


@dataclass(frozen=True, slots=True)
class XmlFile:
    """A file as text, and its tree, none where it cannot be read as TEI, with its places in the text."""

    places: Places
    root: etree._Element | None = None

    @property
    def source(self) -> Source:
        """Return the text of the file."""
        return self.places.source


def parse(path: str, data: bytes, encoding: str | None = None, ours: bool = False) -> Result[XmlFile]:
    """Return the tree of a TEI file; `encoding` overrules what the file declares.

    `ours`: the file was written by variorum, which may nest deeper and leave a text without words.

    Entities declared in the file as plain text are put in their places. Whatever would have to be fetched
    (external entities, inclusions, document types, style sheets) is left alone and is a finding.
    """
    declared = DECLARED.match(data[:400])
    named = encoding or (declared.group(1).decode() if declared else None)
    wrong = None if encoding or named is None else _wrongly_declared(path, data, named)
    if wrong is not None:
        return Result(XmlFile(Places(Source(path, data.decode("utf-8", "replace")))), (wrong,))
    decoded = decode(path, data, named, longest=LARGEST, longest_line=LARGEST)
    source = decoded.value
    if decoded.errors:
        return Result(XmlFile(Places(source)), decoded.diagnostics)
    try:
        root = etree.fromstring(source.text.encode(), _parser())
    except etree.XMLSyntaxError as error:
        return Result(XmlFile(Places(source)), (*decoded.diagnostics, _malformed(path, source, error)))
    places = places_of(source, root)
    found = [
        *_attributes(source, root),
        *_doctype(places, root),
        *_instructions(places, root),
        *_inclusions(places, root),
        *_html(places, root),
    ]
    refused = _refusal(places, root, found, ours)
    if refused is not None:
        return Result(XmlFile(Places(source)), (*found, refused))
    found += [*_broken(places, root), *_unshown(places, root)]
    return Result(XmlFile(places, root), (*decoded.diagnostics, *found))


def named_xml(path: str) -> bool:
    """Return whether a file is called as XML is."""
    return path.lower().endswith((".xml", ".tei"))


def is_xml(path: str, data: bytes) -> bool:
    """Return whether a file is XML, by its name or its first characters."""
    start = data[:200].lstrip(codecs.BOM_UTF8 + b" \t\r\n")
    return named_xml(path) or start.startswith((b"<?xml", b"<TEI", b"<teiCorpus"))


def local(element: etree._Element) -> str:
    """Return the local name of an element, empty for comments, instructions and entities."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
    )


def _point(path: str, line: int = 1, column: int = 1) -> Span:
    return Span(path, line, column, line, column)


def _wrongly_declared(path: str, data: bytes, named: str) -> Diagnostic | None:
    """Return the finding that a file is UTF-8 though it declares an encoding that any bytes fit."""
    try:
        name = codecs.lookup(named).name
        text = data.decode("utf-8")
    except (LookupError, UnicodeDecodeError):
        return None
    wide = name.startswith(("utf-16", "utf-32"))
    if (
        name in {"utf-8", "utf-8-sig", "ascii"}
        or (text.isascii() and not wide)
        or (wide and "\0" in text[:8])
    ):
        return None
    at = next((number for number, character in enumerate(text) if not character.isascii()), 0)
    place = Source(path, text).span(at, at + 1)
    byte = f"0x{text[at].encode()[0]:02X}"
    return FileEncoding(place, path=path, encoding=named.upper(), byte=byte, likely="utf-8")


def _malformed(path: str, source: Source, error: etree.XMLSyntaxError) -> Diagnostic:
    """Return the finding that a file is not well-formed, or is more than the parser takes in."""
    line, column = error.position
    reason = re.sub(r", line \d+, column \d+$", "", error.msg or "it ends too early")
    code: Any = getattr(error, "code", None)
    if code == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        reason = re.sub(r",? (?:use|try|see) xml\w*.*$", "", reason, flags=re.IGNORECASE).rstrip(".")
        return XmlLimit(_point(path, line, column), reason=reason)
    return XmlMalformed(_point(path, line, column), reason=reason)


def _doctype(places: Places, root: etree._Element) -> Iterator[Diagnostic]:
    """Yield a finding for a document type that is not fetched, and put declared text in its places."""
    info: Any = root.getroottree().docinfo
    target = info.system_url or info.public_id
    if target:
        yield XmlNotFollowed(_point(places.path), what="document type", target=target)
    if info.internalDTD is None and not target:
        return
    declared = {} if info.internalDTD is None else {one.name: one for one in info.internalDTD.iterentities()}
    texts: dict[str, str | None] = {}
    left = EXPANDED
    nodes: list[Any] = list(root.iter(etree.Entity))
    for node in nodes:
        name = node.name
        entity = declared.get(name)
        if name not in texts:
            texts[name] = _expanded(name, {key: one.content for key, one in declared.items()})
        text = texts[name]
        if text is None and entity is None and f"{name};" in html.entities.html5:
            text = html.entities.html5[f"{name};"]
            done = f"it is read as “{text}”"
            yield _entity(places, node, "not declared in this file", done)
        elif text is None:
            outside = entity is not None and entity.content is None
            why = (
                "in another file" if outside else "not declared in this file" if entity is None else "markup"
            )
            yield _entity(places, node, why, "the reference is kept as text")
        left -= len(text or "")
        if left < 0:
            text = None
        _put(node, f"&{name};" if text is None else text)
    if left < 0:
        reason = f"its entities stand for more than {EXPANDED // 1_000_000} million characters"
        yield XmlLimit(_point(places.path), reason=reason)


def _attributes(source: Source, root: etree._Element) -> Iterator[Diagnostic]:
    """Yield a finding for each entity in an attribute that the file does not declare; the parser drops it."""
    info: Any = root.getroottree().docinfo
    if not (info.system_url or info.public_id):
        return
    known = set() if info.internalDTD is None else {one.name for one in info.internalDTD.iterentities()}
    for value in ATTRIBUTE.finditer(source.text):
        for one in REFERENCE.finditer(value.group()):
            name = one.group(1)
            if not name.startswith("#") and name not in known and name not in PREDEFINED:
                start = value.start() + one.start()
                place = source.span(start, start + len(one.group()))
                why, done = "not declared in this file", "the attribute loses it"
                yield XmlEntity(place, name=name, why=why, done=done)


def _entity(places: Places, node: etree._Entity, why: str, done: str) -> Diagnostic:
    return XmlEntity(places.span(node), name=node.name, why=why, done=done)


def _expanded(name: str, declared: dict[str, str | None], above: tuple[str, ...] = ()) -> str | None:
    """Return the text an entity stands for; none if it is not in the file, has markup or is too long."""
    content = declared.get(name)
    if content is None or "<" in content or name in above or len(above) > 8:
        return None
    made, at = "", 0
    for found in REFERENCE.finditer(content):
        inner = found.group(1)
        if inner.startswith("#") or inner in PREDEFINED:
            text: str | None = PREDEFINED.get(inner) or html.unescape(found.group())
        else:
            text = _expanded(inner, declared, (*above, name))
        if text is None:
            return None
        made += content[at : found.start()] + text
        at = found.end()
        if len(made) > EXPANDED:
            return None
    return made + content[at:]


def _put(node: Any, text: str) -> None:
    """Put text in the place of an entity's node."""
    parent, before = node.getparent(), node.getprevious()
    text += node.tail or ""
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    parent.remove(node)


def _instructions(places: Places, root: etree._Element) -> Iterator[Diagnostic]:
    """Yield a finding for each style sheet or schema that the file asks for."""
    before = list(root.itersiblings(etree.PI, preceding=True))
    instructions: list[Any] = [*reversed(before), *root.iter(etree.PI)]
    for one in instructions:
        target = HREF.search(one.text or "")
        if target is not None:
            what = "style sheet" if one.target == "xml-stylesheet" else f"“{one.target}”"
            place = places.span(one)
            yield XmlNotFollowed(place, what=what, target=target.group(1))


def _inclusions(places: Places, root: etree._Element) -> Iterator[Diagnostic]:
    for one in root.iter(f"{{{XINCLUDE}}}include"):
        target = one.get("href") or one.get("xpointer") or ""
        yield XmlNotIncluded(places.span(one), target=target)


def _html(places: Places, root: etree._Element) -> Iterator[Diagnostic]:
    """Yield a finding for the elements of HTML in a file, counted, at the first of them."""
    inside = etree.XPath("ancestor::html:*", namespaces={"html": HTML.strip("{}")})
    every = [one for one in root.iter(f"{HTML}*") if not inside(one)]
    if every:
        what = "1 element" if len(every) == 1 else f"{len(every):,} elements"
        yield TeiHtml(places.span(every[0]), what=what, element=local(every[0]))


def _refusal(places: Places, root: etree._Element, found: list[Diagnostic], ours: bool) -> Diagnostic | None:
    """Return why a tree cannot be read as TEI; one that only forgot the namespace is given it."""
    if any(isinstance(one, XmlLimit) for one in found):
        return next(found.pop(at) for at, one in enumerate(found) if isinstance(one, XmlLimit))
    deep = root.xpath(f"(//*[count(ancestor::*) >= {DEEPEST}])[1]")
    if not ours and isinstance(deep, list) and deep and isinstance(deep[0], etree._Element):
        reason = f"more than {DEEPEST} elements stand in each other"
        return XmlLimit(places.span(deep[0]), reason=reason)
    name, place = local(root), places.span(root)
    if name not in {"TEI", "teiCorpus"} or root.tag not in {name, f"{{{TEI}}}{name}"}:
        reason = NOT_TEXT.get(name, f"its root is “{name}”")
        return TeiRoot(place, own_hint=HINTS.get(name), reason=reason)
    if root.tag == name:
        found.append(TeiNamespace(place))
        for element in root.iter(etree.Element):
            if not element.tag.startswith("{"):
                element.tag = f"{{{TEI}}}{element.tag}"
    texts = list(root.iter(f"{{{TEI}}}text"))
    if ours:
        return None
    if not texts:
        zones = [local(one) for one in root.iter(*(f"{{{TEI}}}{zone}" for zone in ZONES))]
        reason = f"only zones and lines ({zones[0]})" if zones else "only a header"
        return TeiNoText(place, reason=reason)
    if not any(
        "".join(map(str, text.itertext())).strip() or text.find(".//{*}pb") is not None for text in texts
    ):
        return TeiNoText(places.span(texts[0]), reason="elements without a word")
    return None


def _unshown(places: Places, root: etree._Element) -> Iterator[Diagnostic]:
    """Yield a finding for each sound, film or other thing of a text that no page shows."""
    for one in root.iter(f"{{{TEI}}}media", f"{{{TEI}}}binaryObject"):
        if next(one.iterancestors(f"{{{TEI}}}text"), None) is not None and not is_image(one):
            kind = one.get("mimeType", "no mimeType")
            yield TeiNotShown(places.span(one), element=local(one), kind=kind)


def _broken(places: Places, root: etree._Element) -> Iterator[Diagnostic]:
    """Yield a finding for each kind of pointer into the file of which ends are not there, at the first."""
    ids = {one.get(ID) for one in root.iter(etree.Element)}
    texts = [text for text in root.iter(f"{{{TEI}}}text") if next(text.iterancestors(text.tag), None) is None]
    lost: dict[tuple[str, str], list[tuple[etree._Element, str]]] = {}
    listed = next(root.iter(f"{{{TEI}}}handNote"), None) is not None  # then that list is asked
    hands = () if listed else HANDS
    order = {attribute: at for at, attribute in enumerate((*POINTERS, *ENDS, *hands))}
    for one in (one for text in texts for one in text.iter(etree.Element)):
        for attribute, said in cast("list[tuple[str, str]]", one.items()):
            if attribute not in order or "#" not in said or (attribute in ENDS and local(one) != "app"):
                continue
            if local(one) == "ref" and attribute == "target":
                continue  # told where it is printed, with the places that there are
            for target in said.split():
                if attribute in HANDS and not looks_like_name(target):
                    continue  # a key, which prints nowhere: told with the hands
                if target.startswith("#") and target[1:] not in ids:
                    lost.setdefault((local(one), attribute), []).append((one, target))
    for (element, attribute), found in sorted(lost.items(), key=lambda item: order[item[0][1]]):
        targets = [target for _, target in found]
        which = ", which is" if len(found) == 1 else f" ({len(found):,} pointers, here the first), which are"
        yield PointerBroken(
            places.span(found[0][0]), element=element, attribute=attribute, targets=row(targets) + which
        )


def looks_like_name(target: str) -> bool:
    """Return whether a pointer to a hand has a capital, as names have; a letter is a siglum."""
    return len(target) > len("#A") and any(map(str.isupper, target))


def is_ours(header: etree._Element) -> bool:
    """Return whether variorum wrote a header, so that all it holds is read back exactly."""
    told = header.iter(f"{{{TEI}}}application")
    return any(one.get("ident") == PROGRAM and one.get("version") == FORM for one in told)
