"""The model: walked, rebuilt, dumped, loaded, written in one line."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from models import documents

from variorum.model import (
    Act,
    Added,
    Block,
    Cell,
    Corrected,
    Declaration,
    Deleted,
    Document,
    Facts,
    Gap,
    Head,
    Inline,
    Line,
    LineBreak,
    LineKind,
    Note,
    NoteRef,
    PageBreak,
    Paragraph,
    Replaced,
    Row,
    Speech,
    Supplied,
    Table,
    Text,
    block,
    inline,
)
from variorum.model.facts import Extent, Node
from variorum.model.json import DumpError, dump, load
from variorum.model.notation import notation
from variorum.model.schema import ACTS, BLOCKS, INLINES, SHAPES
from variorum.model.walk import Part, children, descend, lines, plain, rebuild, rebuild_lines, steps
from variorum.source import Span

quick = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))


def words(*parts: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(part) if isinstance(part, str) else part for part in parts))


@given(documents())
@quick
def test_load_undoes_dump(document: Document) -> None:
    assert load(dump(document)) == document


def test_spans_are_dumped_when_asked_for_and_do_not_count() -> None:
    here = Text("a", span=Span("f.txt", 1, 2, 1, 3))
    assert load(dump(here, spans=True)).span == here.span
    assert load(dump(here)).span is None
    assert here == Text("a")
    assert hash(here) == hash(Text("a"))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"node": "Nothing"}', '{"node": "Text", "words": "a"}'])
def test_what_is_no_dump_is_refused(text: str) -> None:
    with pytest.raises(DumpError):
        load(text)


def test_notation() -> None:
    paragraph = words(
        "The ", Supplied((Text("1975"),)), ' "Conference" ', Gap("omitted", Extent("3", "words"))
    )
    assert notation(paragraph) == (
        r'p("The " supplied("1975") " \"Conference\" " gap(reason=omitted quantity=3 unit=words))'
    )
    corrected = Corrected((Text("a"),), (Text("b"),), facts=Facts(resp=("VB", "AK")))
    assert notation(corrected) == 'corrected(resp="VB,AK" "a" | "b")'
    assert notation(Text("x", facts=Facts(hand="k"))) == "text(value=x hand=k)"


def test_every_class_of_the_vocabulary_has_a_shape() -> None:
    for union, module, table in ((Inline, inline, INLINES), (Block, block, BLOCKS)):
        for kind in get_args(union):
            assert kind.__module__ == module.__name__
            assert kind in {shape.node for shape in table.values()}
    assert all(issubclass(shape.node, Node) for shape in SHAPES.values())


def test_what_stands_in_a_node_is_told_by_the_schema_alone() -> None:
    assert set(get_args(Part)) == {shape.node for shape in SHAPES.values()}
    held = {name for shape in SHAPES.values() for content in shape.contents for name in content.of}
    parts = {name for name, shape in SHAPES.items() if shape.stands == "part"}
    assert parts - held == {"Document"}
    for shape in SHAPES.values():
        declared = [one.name for one in fields(shape.node)]
        assert sorted(shape.contents, key=lambda one: declared.index(one.field)) == list(shape.contents)


def test_the_words_of_the_source_are_told_from_those_of_others() -> None:
    told = {name: [one.field for one in shape.contents if one.source] for name, shape in SHAPES.items()}
    assert (told["Corrected"], told["Variant"], told["Replaced"]) == (["sic"], ["lemma"], ["old", "new"])
    assert (told["Gap"], told["Metamark"], told["Note"]) == ([], ["children"], [])
    assert [name for name, shape in SHAPES.items() if shape.speaks] == [
        "Gap",
        "Remark",
        "RemarkBlock",
        "Note",
    ]
    assert not any(
        SHAPES[name].wraps for name in ("Text", "Gap", "Variant", "Replaced", "Reading", "Paragraph")
    )


def test_every_act_of_a_range_is_that_of_an_inline() -> None:
    assert set(ACTS) == set(Act) - {Act.NOTE}
    assert all(shape.wraps and shape.name == act for act, shape in ACTS.items())


@given(documents())
@quick
def test_rebuilding_without_change_changes_nothing(document: Document) -> None:
    assert rebuild(document) == document


@given(documents())
@quick
def test_every_text_is_met_once_and_in_order(document: Document) -> None:
    met = [node.value for node in descend(document) if isinstance(node, Text)]
    read: list[str] = []

    def visit(node: Inline) -> tuple[Inline, ...]:
        if isinstance(node, Text):
            read.append(node.value)
        return (node,)

    rebuild(document, inline=visit)
    assert sorted(met) == sorted(read)


def test_children_come_in_reading_order() -> None:
    replaced = Replaced(Deleted((Text("May"),)), Added((Text("June"),)))
    assert children(replaced) == (replaced.old, replaced.new)
    assert [n.value for n in descend(words("in ", replaced)) if isinstance(n, Text)] == ["in ", "May", "June"]


def test_captions_lemmas_and_closings_are_read_in_their_places() -> None:
    def said(part: Part) -> list[str]:
        return [node.value for node in descend(part) if isinstance(node, Text)]

    table = Table((Row((Cell((words("cell"),)),)),), caption=(Text("caption"),))
    assert said(table) == ["caption", "cell"]
    note = Note("n", (words("note"),), lemma=(Text("lemma"),))
    assert said(note) == ["lemma", "note"]
    whole = Document(
        "d",
        Head((words("head"),)),
        (words("body"),),
        notes=(note,),
        declarations=(Declaration((Text("stated"),)),),
        closing=(words("closing"),),
    )
    assert said(whole) == ["head", "body", "closing", "stated", "lemma", "note"]
    assert notation(note) == 'note(id=n "lemma" | p("note"))'
    assert notation(replace(note, lemma=())) == 'note(id=n p("note"))'


def test_lines_are_changed_where_they_stand() -> None:
    block = Speech((Text("who"),), (Table((Row((Cell((words("cell"),)),)),), caption=(Text("caption"),)),))
    assert [plain(line) for line in lines((block,))] == ["who", "caption", "cell"]
    changed = rebuild_lines((block,), lambda line: (Text(plain(line).upper()),))
    assert [plain(line) for line in lines(changed)] == ["WHO", "CAPTION", "CELL"]


def test_rebuild_takes_out_and_puts_in() -> None:
    def change(node: Inline) -> tuple[Inline, ...]:
        match node:
            case NoteRef():
                return ()
            case Text("cuntry"):
                return (Text("country"), Text("!"))
            case _:
                return (node,)

    inside = Supplied((Text("cuntry"), NoteRef("a")))
    document = Document("d", Head(), (words("the ", inside),))
    made = rebuild(document, inline=change)
    assert made.body == (words("the ", Supplied((Text("country"), Text("!")))),)


def test_each_step_knows_its_page() -> None:
    body = (
        words(PageBreak("one", generated=True), "first"),
        words("second", PageBreak("3r", system="sheet"), "still", PageBreak("two"), "third"),
    )
    pages = {
        step.node.value: step.page.label if step.page else None
        for step in steps(body)
        if isinstance(step.node, Text)
    }
    assert pages == {"first": "one", "second": "one", "still": "one", "third": "two"}


def test_plain_words() -> None:
    line = Line(LineKind.TITLE, (Text("On"), LineBreak(), Text("Lights"), NoteRef("a"), Gap("omitted")))
    assert plain(line) == "On Lights\n"
    assert plain(words("out", LineBreak(joins_word=True), "side")) == "outside\n"
    assert plain(Corrected((Text("cuntry"),), (Text("country"),))) == "cuntry"
