"""The law of transcripts: what is written is read back the same, for every node and fact of the model."""

from __future__ import annotations

import os
import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from models import BLOCKS, INLINES, PIECES, documents, node, words

from variorum.codecs import ReadOptions, read
from variorum.codecs.transcript.canonical import canonical
from variorum.codecs.transcript.writing.document import Form, Forms, compose, reread, write
from variorum.conventions import ConventionSet, load, names
from variorum.model import Document, Head, Paragraph, Text
from variorum.model.json import dump
from variorum.model.schema import SHAPES
from variorum.source import Source

SET = load("soviet-archives").value
SETS = st.sampled_from(
    [
        one
        for name in names()
        for one in (load(name).value, load(name, language="de").value)
        if not one.notation
    ]
)
"""The sets under which transcripts are written in the common form, each printed in two languages."""
EXAMPLES = int(os.environ.get("VARIORUM_EXAMPLES", "0"))
"""How many texts are made up instead of the usual number; set it to look further than a usual run does."""
slow = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@given(documents(), SETS)
@slow
def test_what_is_written_is_read_back(document: Document, convention: ConventionSet) -> None:
    wanted = canonical(document)
    assert reread(write(document, convention), wanted, convention) == wanted


@given(documents(), SETS)
@slow
def test_constructs_alone_say_everything(document: Document, convention: ConventionSet) -> None:
    wanted = canonical(document)
    text = compose(wanted, convention, Forms.all(Form.EXPLICIT, wanted))
    assert reread(text, wanted, convention) == wanted


@given(documents())
@slow
def test_the_canonical_form_is_its_own(document: Document) -> None:
    wanted = canonical(document)
    assert canonical(wanted) == wanted


@given(st.sampled_from(INLINES).flatmap(lambda name: node(SHAPES[name], 2)), SETS)
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_inline_survives(inline: object, convention: ConventionSet) -> None:
    document = Document("d", Head(), (Paragraph((Text("Before "), inline, Text(" after."))),))  # type: ignore[arg-type]
    assert reread(write(document, convention), document, convention) == canonical(document)


@given(st.sampled_from(BLOCKS).flatmap(lambda name: node(SHAPES[name], 3)), SETS)
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_block_survives(block: object, convention: ConventionSet) -> None:
    document = Document("d", Head(), (Paragraph((Text("A sentence goes before it."),)), block))  # type: ignore[arg-type]
    assert reread(write(document, convention), document, convention) == canonical(document)


@given(st.lists(words, max_size=12).map("\n".join), st.sampled_from(("typed", None)))
@settings(max_examples=EXAMPLES or 300, deadline=None)
def test_any_text_is_read(text: str, base: str | None) -> None:
    read(Source("any.txt", text), SET, ReadOptions(base=base))


MARKED = st.lists(
    st.sampled_from((*PIECES, "\n", "\n\n", "\n[page three]\n", "\n| ", "[A remark, ", ", VB]")), max_size=14
)


FENCES = (
    *("verse", "list", "list kind=x", "item", "table", "row", "cell", "head", "added", "declarations"),
    *(
        "declaration",
        "note id=a",
        "note",
        "closing-note",
        "speech",
        "speaker",
        "caption",
        "lemma",
        "line",
        "title",
    ),
    *("figure target=x", "heading", "paragraph", "stamp", "rule", "block-quote", "document hand=k", "remark"),
    *("verse-line", "nonsense"),
)
FENCED = st.lists(
    st.one_of(
        st.sampled_from(FENCES).map(lambda name: f"::: {name}\n"),
        st.just(":::\n"),
        st.sampled_from(("\n", "- ", "1. ", "| ", "a | ", "# ", "[^b]: ", "    ")),
    ),
    max_size=12,
)


@given(FENCED)
@example(["::: note id=a\n", ":::\n", "::: note id=a\n", "::: lemma\n"])
@settings(max_examples=EXAMPLES or 400, deadline=None)
def test_no_word_of_a_block_is_lost(pieces: list[str]) -> None:
    """Blocks in blocks where they do not belong, not closed, closed twice: words are kept, each once."""
    text = "".join(f"{piece}zq{index}q\n" for index, piece in enumerate(pieces))
    document = read(Source("any.txt", text), SET, ReadOptions(base="typed")).value.document
    dumped = re.sub(r'"key": "[^"]*"', "", dump(document))
    for index in range(len(pieces)):
        assert dumped.count(f"zq{index}q") == 1


@given(MARKED)
@settings(max_examples=EXAMPLES or 400, deadline=None)
def test_no_word_is_lost(pieces: list[str]) -> None:
    """Whatever marks stand between them, words are in the model, each once; normal forms do not count."""
    named = [f"{piece}zq{index}q" for index, piece in enumerate(pieces)]
    document = read(Source("any.txt", " ".join(named)), SET, ReadOptions(base="typed")).value.document
    dumped = re.sub(r'"key": "[^"]*"', "", dump(document))
    for index in range(len(pieces)):
        assert dumped.count(f"zq{index}q") == 1


@pytest.mark.parametrize(
    "piece", ["[", "*a ", "{added|", "<u>", "- ", "::: attachment\n", "[^a]: ", "“", "\\", "[x"]
)
def test_depth_without_end_is_read(piece: str) -> None:
    document = read(Source("deep.txt", piece * 1500 + "zqq"), SET).value.document
    assert "zqq" in dump(document)


@pytest.mark.parametrize("block", ["list", "table", "verse", "division", "row"])
def test_a_page_that_begins_with_an_empty_block_is_read(block: str) -> None:
    text = f"[page two]\n\n::: {block}\n:::\n\nMore of it.\n"
    document = read(Source("empty.txt", text), SET).value.document
    assert dump(document).count('"page-break"') + dump(document).count('"PageBreak"') == 2


def test_italics_of_an_editor_are_written_as_they_are_read() -> None:
    text = "*By hand.*[^a] [So *Trud*, VB]\n\n[It speaks of *Gudok*.]\n\n[^a]: See *Izvestia*.\n"
    options = ReadOptions(base="typed")
    assert write(read(Source("voices.txt", text), SET, options).value.document, SET) == text
