"""The base inside a Word file: our own file as our reader reads it, as custom XML, which other programs keep.

The part names what the file was made of; then there is an element for each stretch of paragraphs of one
stream, with JSON in it, for white space of JSON survives whatever a program does to XML.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from lxml import etree

from variorum.archive import Refusal
from variorum.contract import Setting
from variorum.ooxml.elements import printable
from variorum.ooxml.package import DOCUMENT, Package, open_package
from variorum.ooxml.xml import Element
from variorum.publication import Publication
from variorum.returned import SIGN, Base, Kind, Leaf, Manuscript, Piece, Returned
from variorum_docx.read.parts import open_parts
from variorum_docx.returning.manuscript import manuscript

SPACE = "urn:x-variorum:docx-base"
FORM = "1"
"""The form of the part; a reader says of any other that it does not know it."""
CUSTOM = "customXml/item"


def returned(data: bytes) -> Returned | Refusal:
    """Read a file that comes back, and the base in it; or say why it is no sound Word file."""
    opened = open_parts(data)
    if isinstance(opened, Refusal):
        return opened
    package = open_package(data)
    assert isinstance(package, Package), "it was opened just now"
    notes = package.related(package.related("").get(DOCUMENT, "")).get("endnotes")
    threads = package.related(package.related("").get(DOCUMENT, "")).get("commentsExtended")
    read = manuscript(
        opened,
        package.xml(notes) if notes is not None else None,
        package.xml(threads) if threads is not None else None,
    )
    for name in package.names:
        part = package.xml(name) if name.startswith(CUSTOM) and name.endswith(".xml") else None
        if part is None or part.tag != f"{{{SPACE}}}base":
            continue
        try:
            return Returned(read, base_of(part))
        except (ValueError, KeyError, IndexError, TypeError) as error:
            return Returned(read, fault=str(error) or type(error).__name__)
    return Returned(read)


def base_facts(publication: Publication, setting: Setting) -> dict[str, str]:
    """Return what a file says that it was made of."""
    facts = {"edition": publication.id, "profile": publication.profile, "style": setting.style.name}
    facts["purpose"] = setting.purpose
    return {name: printable(said) for name, said in facts.items()}


def part_of(base: Base) -> Element:
    """Return the part that holds a base."""
    leaves = base.manuscript.leaves
    styles = _numbered(leaf.style for leaf in leaves)
    looks = _numbered(piece.style for leaf in leaves for piece in leaf.pieces)
    made = etree.Element(f"{{{SPACE}}}base", {"form": FORM}, {"v": SPACE})
    for name, said in sorted(base.facts.items()):
        made.set(name, printable(said))
    for name, row in (("styles", styles), ("looks", looks)):
        etree.SubElement(made, f"{{{SPACE}}}{name}").text = _json(list(row))
    for stream, stretch in groupby(leaves, lambda one: one.stream):
        rows = [[styles[leaf.style], leaf.words, *_rows(leaf.pieces, looks)] for leaf in stretch]
        etree.SubElement(made, f"{{{SPACE}}}stream", {"name": printable(stream)}).text = _json(rows)
    return made


def base_of(part: Element) -> Base:
    """Return the base that a part holds; raise `ValueError` or a lookup error for what is none."""
    facts = {str(name): str(said) for name, said in part.attrib.items()}
    if facts.pop("form", "") != FORM:
        raise ValueError("it is of a form that this version does not know")
    styles, looks = (json.loads(part.findtext(f"{{{SPACE}}}{name}") or "") for name in ("styles", "looks"))
    leaves = []
    for stream in part.findall(f"{{{SPACE}}}stream"):
        for style, words, lengths, signs in json.loads(stream.text or ""):
            pieces = tuple(_pieces(words, lengths, signs, looks))
            leaves.append(Leaf(stream.get("name", ""), styles[style], pieces))
    return Base(facts, Manuscript(tuple(leaves)))


def _rows(pieces: Sequence[Piece], looks: Mapping[str, int]) -> tuple[list[int], list[str]]:
    """Return what is to be told of pieces: by turns look and length of words, 0 for a sign; and the signs."""
    lengths: list[int] = []
    signs: list[str] = []
    for one in pieces:
        if one.kind is Kind.WORDS:
            lengths += looks[one.style], len(one.text)
        else:
            lengths += looks[one.style], 0
            signs += one.kind.value, one.text
    return lengths, signs


def _pieces(words: str, lengths: list[int], signs: list[str], looks: list[str]) -> Iterator[Piece]:
    at, sign = 0, 0
    for look, length in zip(lengths[::2], lengths[1::2], strict=True):
        if length:
            yield Piece(words[at : at + length], looks[look])
            at += length
            continue
        if words[at] != SIGN:
            raise ValueError("its signs are not where they should be")
        yield Piece(signs[sign + 1], looks[look], Kind(signs[sign]))
        at, sign = at + 1, sign + 2
    if at != len(words):
        raise ValueError("its words have another length than it says")


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(dict.fromkeys(names))}


def _json(value: object) -> str:
    """Return JSON that XML can hold."""
    return printable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
