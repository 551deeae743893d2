"""Pairs of Leiden+ and the EpiDoc XML they must give, as published: notation, model, TEI.

What the comparison takes out or takes as equal, besides the canonical form of XML:

- the namespace of TEI, which the pairs leave out, and the element `body` around a translation, which is no
  part of a document's content;
- the model's own additions: words of `@ana` that begin with `variorum:`, and `@place="inline"` of a note
  in the line;
- composed and decomposed letters, which the pairs mix;
- blanks between blocks (in `div`, and beside blocks), where they are no text.
"""

from __future__ import annotations

import json
import unicodedata
from itertools import groupby
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from variorum.codecs.leiden.reading.document import flowing
from variorum.codecs.leiden.reading.edition_spans import blocks
from variorum.codecs.leiden.reading.notations import parse
from variorum.codecs.leiden.writing import edition, translation
from variorum.codecs.tei.content import read_inlines, write_content
from variorum.codecs.tei.reading.places import Places
from variorum.codecs.tei.schema import TEI
from variorum.codecs.tei.vocabulary import OWN
from variorum.codecs.transcript.strand import Strand
from variorum.model import Block, Document, Head, Inline, Paragraph
from variorum.model.notation import notation as notation_of
from variorum.source import Source

FILES = {"leiden-plus": 488, "leiden-translation": 22}
EXCEPTIONS = {
    ".${n}": "a template of the tests the pairs were taken from, its number not filled in",
    "vestig.${n}lin": "a template, its number not filled in",
    "vestig.ca.${n}lin": "a template, its number not filled in",
    "(ex(pan?))": "the XML of the pair is not well-formed",
}
BLOCKS = frozenset({"div", "body", "p", "ab"})


def canonical(root: etree._Element) -> bytes:
    """Return XML in the form that is compared."""
    for body in list(root.iter("body")):
        for child in body:
            body.addprevious(child)
        parent = body.getparent()
        assert parent is not None
        parent.remove(body)
    for element in root.iter():
        name = etree.QName(element).localname
        element.tag = name
        words = [word for word in str(element.attrib.pop("ana", "")).split() if not word.startswith(OWN)]
        if words:
            element.set("ana", " ".join(words))
        if name == "note" and element.get("place") == "inline":
            del element.attrib["place"]
        children = list(element)
        if name == "div" or any(etree.QName(child).localname in BLOCKS for child in children):
            element.text = element.text if (element.text or "").strip() else None
            for child in children:
                child.tail = child.tail if (child.tail or "").strip() else None
    etree.cleanup_namespaces(root)
    return etree.tostring(root, method="c14n")


def wanted(epidoc: str) -> bytes | None:
    """Return the XML of a pair as it is compared, none if it is not well-formed."""
    try:
        return canonical(etree.fromstring(f"<whole>{unicodedata.normalize('NFC', epidoc)}</whole>"))
    except etree.XMLSyntaxError:
        return None


def given(leiden: str, notation: str) -> bytes:
    """Return what the codec writes of what the notation means."""
    nodes = parse(Strand.of(Source("pair", leiden), 0, len(leiden)), notation).value
    is_text = all(isinstance(node, Inline) for node in nodes)
    body = (Paragraph(nodes),) if is_text else blocks(nodes)  # type: ignore[arg-type]
    root = write_content(Document("pair", Head(), body))
    made = root[0] if is_text else root
    made.tag = "whole"
    written = etree.tostring(made, encoding="unicode", with_tail=False)
    return canonical(etree.fromstring(unicodedata.normalize("NFC", written)))


def pairs(shared: Path, notation: str) -> list[tuple[str, str]]:
    path = shared / "corpus" / "plain" / "leiden-plus" / f"{notation}_pairs.jsonl"
    entries = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [(entry["leiden"], entry["epidoc"]) for entry in entries]


@pytest.mark.parametrize("notation", FILES)
def test_every_pair_gives_its_xml(shared: Path, notation: str) -> None:
    wrong = {
        leiden: (given(leiden, notation), epidoc)
        for leiden, epidoc in pairs(shared, notation)
        if leiden not in EXCEPTIONS and given(leiden, notation) != wanted(epidoc)
    }
    assert wrong == {}


def test_the_exceptions_are_few_and_needed(shared: Path) -> None:
    every = [pair for notation in FILES for pair in pairs(shared, notation)]
    assert len(every) == sum(FILES.values())
    failing = [leiden for leiden, epidoc in every if leiden in EXCEPTIONS]
    assert len(failing) == len(EXCEPTIONS) <= len(every) * 3 // 100
    assert all(given(leiden, "leiden-plus") != wanted(e) for leiden, e in every if leiden in failing)


@pytest.mark.parametrize("notation", FILES)
def test_no_pair_has_a_fault(shared: Path, notation: str) -> None:
    for leiden, _ in pairs(shared, notation):
        if leiden not in EXCEPTIONS:
            assert not parse(Strand.of(Source("pair", leiden), 0, len(leiden)), notation).diagnostics, leiden


def test_the_notation_means_what_its_xml_means(shared: Path) -> None:
    """Reading the XML gives the same nodes; a note in the line is a note there, an empty lemma nothing."""
    differ = {}
    for leiden, epidoc in pairs(shared, "leiden-plus"):
        if leiden in EXCEPTIONS or "/*" in leiden or "<lem/>" in epidoc or "<ab" in epidoc:
            continue
        text = f'<p xmlns="{TEI}" xml:space="preserve">{epidoc}</p>'
        element = etree.fromstring(unicodedata.normalize("NFC", text))
        words, _ = read_inlines(Places(Source("pair", "")), element)
        composed = unicodedata.normalize("NFC", " ".join(map(notation_of, read_as_it_stands(leiden))))
        if composed != " ".join(map(notation_of, words)):
            differ[leiden] = composed
    assert differ == {}


@pytest.mark.parametrize("notation", FILES)
def test_what_was_read_is_written_back(shared: Path, notation: str) -> None:
    by = edition if notation == "leiden-plus" else translation
    wrong = {}
    for leiden, _ in pairs(shared, notation):
        nodes = read(leiden, notation)
        # Inlines are written together: the number of a line begins a line, so that no figure runs into it.
        stretches = (list(some) for _, some in groupby(nodes, lambda node: isinstance(node, Block)))
        written = "".join(text for some in stretches for text in written_stretch(some, by))
        if solid(read(written, notation)) != solid(nodes):
            wrong[leiden] = written
    assert wrong == {}


def written_stretch(nodes: list[Inline | Block], by: ModuleType) -> list[str]:
    """Return blocks, or inlines that stand side by side, as they are written."""
    if isinstance(nodes[0], Block):
        return [by.block(node) for node in nodes]
    return [by.inlines(tuple(nodes))]


def solid(nodes: tuple[Inline | Block, ...]) -> tuple[Inline | Block, ...]:
    """Return what was read without the blanks between blocks."""
    return blocks(nodes) if any(isinstance(node, Block) for node in nodes) else nodes


def read_as_it_stands(text: str) -> tuple[Inline | Block, ...]:
    return parse(Strand.of(Source("pair", text), 0, len(text))).value


def read(text: str, notation: str) -> tuple[Inline | Block, ...]:
    """Read a text as a transcript does: a line end of the file is a blank."""
    return parse(flowing(Strand.of(Source("pair", text), 0, len(text))), notation).value
