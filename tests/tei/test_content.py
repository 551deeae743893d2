"""The content of TEI to the model and back: cases side by side, laws on generated documents and trees."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from cases import Case, Expectations, Kind, Output, each, read_cases
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from models import documents
from press import ROOT
from tei.trees import schema, texts

from variorum import conventions
from variorum.codecs import ReadOptions, read
from variorum.codecs.tei.content import Content, read_content, write_content
from variorum.codecs.tei.reading.places import Places
from variorum.codecs.transcript.canonical import canonical
from variorum.model import Document, Figure, FigureBlock, Head, Item, Paragraph, Reference, Text
from variorum.model.notation import document_lines
from variorum.model.walk import descend
from variorum.source import Source

TEI = "http://www.tei-c.org/ns/1.0"
KIND = Kind(frozenset({"xml"}), frozenset({"model"}))
CASES = read_cases(Path(__file__).with_name("cases.md"), KIND)
SHELL = (
    f'<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt><title/></titleStmt><publicationStmt><p/>'
    "</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text/></TEI>"
)
EXAMPLES = int(os.environ.get("VARIORUM_EXAMPLES", "60"))
"""How many documents and trees are made up; set it to look further than a usual run does."""
generated = settings(
    max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


def parsed(text: str | bytes) -> etree._Element:
    return etree.fromstring(text, etree.XMLParser(collect_ids=False))


def document(content: Content) -> Document:
    return Document("d", Head(), content.blocks, notes=content.notes)


def again(document: Document) -> tuple[Content, etree._Element]:
    """Return what is read of a document that has been written, and what was written."""
    written = write_content(document, "body")
    data = etree.tostring(written)
    return read_content(Places(Source("again.xml", "")), parsed(data)), parsed(data)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("http://a.example/ü?x=[1]", "http://a.example/%C3%BC?x=%5B1%5D"),
        ("http://a.example/%C3%BC", "http://a.example/%C3%BC"),
        ("#a #b", "#a #b"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
    ],
)
def test_where_a_reference_leads_is_written_for_any_reader(said: str, written: str | None) -> None:
    given = Document("d", Head(), (Paragraph((Reference((Text("there"),), said),)),))
    content, root = again(given)
    assert [one.get("target") for one in root.iter(f"{{{TEI}}}ref")] == [written]
    assert b"javascript:" not in etree.tostring(root)
    assert content.blocks == given.body


def content_of(case: Case) -> Content:
    root = parsed(f'<div xmlns="{TEI}">{case.input.body}</div>')
    return read_content(Places(Source("case.xml", "")), root)


@each(CASES)
def test_case(case: Case, expectations: Expectations) -> None:
    content = content_of(case)
    expectations.hold(case, [Output.of_lines("model", document_lines(document(content)))])


@each(CASES)
def test_a_case_is_read_back(case: Case) -> None:
    content = content_of(case)
    back, _ = again(document(content))
    assert (back.blocks, back.notes) == (content.blocks, content.notes)


@generated
@given(documents())
def test_any_document_is_read_back_from_what_is_written(made: Document) -> None:
    wanted = canonical(made)
    content, _ = again(wanted)
    assert (content.blocks, content.notes) == (wanted.body, wanted.notes)


@generated
@given(texts())
def test_no_tree_of_tei_loses_a_character(data: bytes) -> None:
    root = parsed(data)
    letters = Counter("".join("".join(map(str, root.itertext())).split()))
    content = read_content(Places(Source("tree.xml", "")), root)
    words = Counter("".join("".join(held(document(content))).split()))
    assert not letters - words
    first = document(content)
    back, _ = again(first)
    assert (back.blocks, back.notes) == (first.body, first.notes)


def held(document: Document) -> list[str]:
    """Return the words of a document wherever the model has them."""
    found = []
    for node in descend(document):
        match node:
            case Text(value):
                found.append(value)
            case Item(label=str(label)):
                found.append(label)
            case Figure() | FigureBlock():
                found.append(node.description)
            case _:
                pass
    return found


def faults(written: etree._Element, rules: etree.RelaxNG) -> list[str]:
    """Return what the schema holds against a body."""
    whole = parsed(SHELL)
    whole[-1].append(written)
    return [] if rules.validate(whole) else [str(one.message) for one in rules.error_log]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("<p>On apples<index><term>Fruit</term><index><term>Apples</term></index></index>.</p>", "index"),
        ("<p>A <listPerson><person xml:id='p'><persName>Ann</persName></person></listPerson></p>", "person"),
        (
            "<listPerson><head>People</head><person role='x'><persName><forename>A</forename>"
            " <surname>B</surname></persName><birth>in <date>1900</date></birth><note>A note.</note>"
            "</person><listPerson><person/></listPerson><listRelation><relation name='y' active='#a'/>"
            "</listRelation></listPerson>",
            "listPerson",
        ),
        ("<p><listPlace><place><placeName>N</placeName></place></listPlace></p>", "place"),
        ("<note>Of <listOrg><org><orgName>O</orgName></org></listOrg>.</note>", "org"),
    ],
)
def test_data_in_a_text_keeps_its_elements(shared: Path, said: str, kept: str) -> None:
    root = parsed(f'<div xmlns="{TEI}">{said}</div>')
    content = read_content(Places(Source("case.xml", "")), root)
    back, written = again(document(content))
    assert (back.blocks, back.notes) == (content.blocks, content.notes)
    assert len(list(written.iter(f"{{{TEI}}}{kept}"))) == len(list(root.iter(f"{{{TEI}}}{kept}")))
    assert faults(written, schema(shared)) == []


@pytest.mark.parametrize(
    "said",
    [
        "<p>x <listPerson/> <listPerson>loose <person/></listPerson> <index>loose <term>t</term></index></p>",
        "<p><listPlace><place><p>words</p></place></listPlace></p>",
    ],
)
def test_data_that_tei_would_have_otherwise_is_valid_all_the_same(shared: Path, said: str) -> None:
    content = read_content(Places(Source("case.xml", "")), parsed(f'<div xmlns="{TEI}">{said}</div>'))
    back, written = again(document(content))
    assert (back.blocks, back.notes) == (content.blocks, content.notes)
    assert faults(written, schema(shared)) == []


@settings(generated, max_examples=EXAMPLES // 2)
@given(data=st.data())
def test_what_is_written_is_valid(shared: Path, data: st.DataObject) -> None:
    _, written = again(canonical(data.draw(documents())))
    assert faults(written, schema(shared)) == []


@pytest.mark.parametrize("seed", ["socialist-international", "specimen"])
def test_the_seeds_come_back_from_tei(shared: Path, seed: str) -> None:
    convention = conventions.load("soviet-archives").value
    for path in sorted((ROOT / "seeds" / seed / "documents").iterdir()):
        source = Source(path.name, path.read_text("utf-8"))
        first = read(source, convention, ReadOptions("d", "typed")).value.document
        content, written = again(first)
        assert (content.blocks, content.notes) == (first.body, first.notes)
        assert faults(written, schema(shared)) == []
