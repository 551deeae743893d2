"""Pairs of Leiden+ and the EpiDoc XML it must give, as published: notation, model, XML.

What the comparison takes as equal, besides the canonical form of XML: composed and decomposed letters (the
pairs mix them), and blanks between blocks (in `div` and `body`, and beside blocks), which the model does not
keep, for there they are no text.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from leiden.epidoc import xml
from lxml import etree

from variorum.model import Block, Inline
from variorum.readers.leiden import parse
from variorum.readers.leiden.transcript import flowing
from variorum.readers.leiden.write import block, inlines
from variorum.readers.strand import Strand
from variorum.source import Source

FILES = {"leiden-plus": 488, "leiden-translation": 22}
EXCEPTIONS = {
    ".${n}": "a template of the tests the pairs were taken from, its number not filled in",
    "vestig.${n}lin": "a template, its number not filled in",
    "vestig.ca.${n}lin": "a template, its number not filled in",
    "(ex(pan?))": "the XML of the pair is not well-formed",
}
BLOCKS = frozenset({"div", "body", "p", "ab"})


def canonical(text: str) -> str | None:
    """Return XML in the form that is compared, none if it is not well-formed."""
    try:
        root = etree.fromstring(f"<whole>{unicodedata.normalize('NFC', text)}</whole>")
    except etree.XMLSyntaxError:
        return None
    for element in root.iter():
        children = list(element)
        if element.tag in ("div", "body") or any(child.tag in BLOCKS for child in children):
            element.text = element.text if (element.text or "").strip() else None
            for child in children:
                child.tail = child.tail if (child.tail or "").strip() else None
    return etree.tostring(root, method="c14n").decode()


def pairs(shared: Path, notation: str) -> list[tuple[str, str]]:
    path = shared / "corpus" / "plain" / "leiden-plus" / f"{notation}_pairs.jsonl"
    entries = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [(entry["leiden"], entry["epidoc"]) for entry in entries]


def given(text: str, notation: str) -> str:
    return xml(parse(Strand.of(Source("pair", text), 0, len(text)), notation).value)


@pytest.mark.parametrize("notation", FILES)
def test_every_pair_gives_its_xml(shared: Path, notation: str) -> None:
    wrong = {
        leiden: (given(leiden, notation), epidoc)
        for leiden, epidoc in pairs(shared, notation)
        if leiden not in EXCEPTIONS and canonical(given(leiden, notation)) != canonical(epidoc)
    }
    assert wrong == {}


def test_the_exceptions_are_few_and_needed(shared: Path) -> None:
    every = [pair for notation in FILES for pair in pairs(shared, notation)]
    assert len(every) == sum(FILES.values())
    failing = [leiden for leiden, epidoc in every if leiden in EXCEPTIONS]
    assert len(failing) == len(EXCEPTIONS) <= len(every) * 3 // 100
    assert all(
        canonical(given(leiden, "leiden-plus")) != canonical(e) for leiden, e in every if leiden in failing
    )


@pytest.mark.parametrize("notation", FILES)
def test_no_pair_has_a_fault(shared: Path, notation: str) -> None:
    for leiden, _ in pairs(shared, notation):
        if leiden not in EXCEPTIONS:
            assert not parse(Strand.of(Source("pair", leiden), 0, len(leiden)), notation).diagnostics, leiden


def test_what_was_read_is_written_back(shared: Path) -> None:
    wrong = {}
    for leiden, _ in pairs(shared, "leiden-plus"):
        nodes = read(leiden)
        written = "".join(block(node) if isinstance(node, Block) else inlines((node,)) for node in nodes)
        if read(written) != nodes:
            wrong[leiden] = written
    assert wrong == {}


def read(text: str) -> tuple[Inline | Block, ...]:
    """Read a text as a transcript does: a line end of the file is a blank."""
    return parse(flowing(Strand.of(Source("pair", text), 0, len(text)))).value
