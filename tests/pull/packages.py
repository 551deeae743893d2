"""Finished Word files as others leave them: parts changed, saved by python-docx, written as Word does."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import docx
from lxml import etree

from variorum.ooxml.names import q
from variorum.ooxml.xml import Element

TEXT = "word/document.xml"
NOTES = "word/footnotes.xml"
BASE = "customXml/item1.xml"


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(held: dict[str, bytes]) -> bytes:
    """Return a package of parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in held.items():
            package.writestr(name, data)
    return made.getvalue()


def changed(data: bytes, change: Callable[[Element], None], *names: str) -> bytes:
    """Return a file with the trees of parts changed, of text and notes if none is named."""
    held = parts(data)
    for name in names or (TEXT, NOTES):
        if name in held:
            tree = etree.fromstring(held[name])
            change(tree)
            held[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed(held)


def with_text(data: bytes, *pairs: tuple[str, str]) -> bytes:
    """Return a file in which words of single runs are others, as somebody types who tracks nothing."""

    def change(tree: Element) -> None:
        for before, after in pairs:
            found = (one for one in tree.iter(q("t")) if before in (one.text or ""))
            for one in list(found)[:1]:
                one.text = (one.text or "").replace(before, after, 1)

    return changed(data, change)


def without_base(data: bytes) -> bytes:
    """Return a file without custom XML, as Google Docs exports one."""
    held = {name: part for name, part in parts(data).items() if not name.startswith("customXml/")}
    for name in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
        held[name] = re.sub(rb"<[^>]*(?:customXml|item1\.xml)[^>]*/>", b"", held[name])
    return packed(held)


def without_bookmarks(data: bytes) -> bytes:
    """Return a file without any bookmark."""

    def change(tree: Element) -> None:
        for name in ("bookmarkStart", "bookmarkEnd"):
            for one in list(tree.iter(q(name))):
                parent = one.getparent()
                assert parent is not None
                parent.remove(one)

    return changed(data, change)


def by_python_docx(data: bytes) -> bytes:
    """Return a file as python-docx saves it."""
    made = io.BytesIO()
    docx.Document(io.BytesIO(data)).save(made)
    return made.getvalue()


def as_word_writes(data: bytes) -> bytes:
    """Return a file with runs split and numbered, marks of proofing, and the bookmarks numbered anew."""

    def change(tree: Element) -> None:
        numbers: dict[str, str] = {}
        for one in tree.iter(q("bookmarkStart"), q("bookmarkEnd")):
            own = one.get(q("id"), "")
            one.set(q("id"), numbers.setdefault(own, str(len(numbers) + 7000)))
        for number, one in enumerate(list(tree.iter(q("p")))):
            one.set(q("rsidR"), f"{number:08X}")
        for run in list(tree.iter(q("r"))):
            run.set(q("rsidRPr"), "00A1B2C3")
            words = [child for child in run if child.tag == q("t")]
            if [child.tag for child in run if child.tag != q("rPr")] != [q("t")] or not words[0].text:
                continue
            said = words[0].text
            if len(said) < 8:
                continue
            other = etree.fromstring(etree.tostring(run))
            words[0].text = said[: len(said) // 2]
            rest = other.find(q("t"))
            assert rest is not None
            rest.text = said[len(said) // 2 :]
            other.tail = None
            run.addnext(other)
            run.addnext(etree.Element(q("proofErr"), {q("type"): "spellStart"}))
            run.insert(len(run) - 1, etree.Element(q("lastRenderedPageBreak")))

    return changed(data, change)


def as_google_writes(data: bytes) -> bytes:
    """Return a file without custom XML and with bookmarks renamed, as Google Docs is known to export one."""

    def change(tree: Element) -> None:
        names: dict[str, str] = {}
        for one in tree.iter(q("bookmarkStart")):
            own = one.get(q("name"), "")
            one.set(q("name"), names.setdefault(own, f"id.{len(names):x}gdocs"))
        for one in tree.iter(q("hyperlink")):
            one.set(q("anchor"), names.get(one.get(q("anchor"), ""), ""))

    return changed(without_base(data), change)


def with_pages_begun_before(data: bytes) -> bytes:
    """Return a file in which pages that begin with a paragraph begin at the end of the one before.

    So LibreOffice leaves them at the head of a section: they end where they ended.
    """

    def change(tree: Element) -> None:
        for one in list(tree.iter(q("bookmarkStart"))):
            paragraph = one.getparent()
            before = paragraph.getprevious() if paragraph is not None else None
            ahead = [each.tag for each in one.itersiblings(preceding=True)]
            is_page = one.get(q("name"), "").startswith("_p") and q("r") not in ahead
            if is_page and before is not None and before.tag == q("p"):
                before.append(one)

    return changed(data, change, TEXT)


def chapter(data: bytes, document: str) -> bytes:
    """Return a file of which one document alone is left, cut out of the text."""

    def change(tree: Element) -> None:
        body = tree.find(q("body"))
        assert body is not None
        inside = False
        for one in list(body):
            names = [mark.get(q("name"), "") for mark in one.iter(q("bookmarkStart"))]
            begins = [name for name in names if re.match(r"_s\d+_0_", name) and "note" not in name]
            inside = any(f"_{document}_" in name for name in begins) if begins else inside
            if not inside and one.tag != q("sectPr"):
                body.remove(one)

    return changed(data, change, TEXT)


def with_other_style_names(data: bytes) -> bytes:
    """Return a file in which every style has another name, as a program leaves it that translates them."""

    def change(tree: Element) -> None:
        for number, one in enumerate(tree.iter(q("style"))):
            own = one.find(q("name"))
            assert own is not None
            own.set(q("val"), f"Stil {number}")
            one.set(q("styleId"), names.setdefault(one.get(q("styleId"), ""), f"a{number}"))

    def follow(tree: Element) -> None:
        for one in tree.iter(q("pStyle"), q("rStyle"), q("tblStyle"), q("basedOn"), q("link"), q("next")):
            one.set(q("val"), names.get(one.get(q("val"), ""), ""))

    names: dict[str, str] = {}
    return changed(changed(data, change, "word/styles.xml"), follow, "word/styles.xml", TEXT, NOTES)
