"""The seed becomes what an editor sees in it, line by line; nothing of it is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from press import ROOT

from variorum.codecs import Reading, ReadOptions, read
from variorum.codecs.transcript.writing.document import reread, write, write_as_printed
from variorum.conventions import load
from variorum.decode import decode
from variorum.model import (
    Block,
    Date,
    Document,
    Emphasis,
    Field,
    FieldKind,
    Gap,
    Item,
    Line,
    LineBreak,
    LineKind,
    List,
    Name,
    PageBreak,
    Paragraph,
    RemarkBlock,
    Supplied,
    Text,
    Voice,
)
from variorum.model.walk import Part, descend, folded, plain, steps

PATH = ROOT / "seeds" / "socialist-international" / "documents" / "1977-08-26_644-54.txt"
SET = load("soviet-archives").value
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def text() -> str:
    return PATH.read_bytes().decode()


@pytest.fixture(scope="module")
def reading(text: str) -> Reading:
    source = decode(PATH.name, text.encode()).value
    return read(source, SET, ReadOptions("seed", "typed", ("en-GB", "ru"))).value


@pytest.fixture(scope="module")
def document(reading: Reading) -> Document:
    return reading.document


def findings(text: str) -> list[tuple[str, str]]:
    found = read(decode(PATH.name, text.encode()).value, SET, ReadOptions("seed", "typed")).diagnostics
    return [(f"{d.span.line}:{d.span.column}", d.slug) for d in found if d.span]


def all_of(kind: type, part: Part) -> list[Part]:
    return [node for node in descend(part) if isinstance(node, kind)]


def line_of(node: Part) -> int:
    assert node.span is not None
    return node.span.line


def block_at(document: Document, line: int) -> Block:
    return next(block for block in document.body if line_of(block) == line)


def fields(part: Part, kind: FieldKind) -> list[Field]:
    return [node for node in descend(part) if isinstance(node, Field) and node.kind is kind]


def test_it_is_the_seed_byte_for_byte(shared: object) -> None:
    original = ROOT.parent / "shared" / "seeds" / PATH.name
    assert PATH.read_bytes() == original.read_bytes()


def test_head_date_mark_register_title(document: Document) -> None:
    first = document.head.lines[0]
    date, mark = fields(first, FieldKind.DATE)[0], fields(first, FieldKind.MARK)[0]
    assert (plain(date.children), date.key) == ("26 August 1977", "1977-08-26")
    assert plain(mark.children) == "*"
    title = fields(first, FieldKind.TITLE)[0]
    assert plain(title.children) == f"Socialist{NBSP}International"
    assert title.key == "Socialist International"
    assert plain(first).rstrip("\n") == f"26 August 1977* (No 644/54) Socialist{NBSP}International"


def test_head_abstract_extent_archive_provenance(document: Document) -> None:
    second = document.head.lines[1]
    abstract = fields(second, FieldKind.ABSTRACT)[0]
    assert plain(abstract.children) == (
        "Instructions to KGB station chiefs abroad about work on Socialist International"
    )
    assert [(plain(f.children), f.key) for f in fields(second, FieldKind.EXTENT)] == [("(6 pp)", "6")]
    archive = fields(second, FieldKind.ARCHIVE)[0]
    assert plain(archive.children) == "26 August 1977, No 644-54"
    provenance = fields(second, FieldKind.PROVENANCE)[0]
    assert plain(provenance.children) == ("(Copy of Russian original kindly provided by Mr Oleg Gordievsky.)")
    assert f".{NBSP} " in plain(second)


def test_one_register_number_spelt_in_three_ways(document: Document) -> None:
    numbers = fields(document, FieldKind.REGISTER)
    assert [plain(f.children) for f in numbers] == ["No 644/54", "No 644-54", "No. 644/54", "No. 644/54"]
    assert {f.key for f in numbers} == {"644-54"}


def test_opening(document: Document) -> None:
    addressee, register, title = document.body[:3]
    assert [getattr(b, "kind", None) for b in (addressee, register, title)] == [
        LineKind.ADDRESSEE,
        LineKind.REGISTER,
        LineKind.TITLE,
    ]
    assert isinstance(addressee, Line)
    words = [n.value for n in addressee.children if isinstance(n, Text)]
    assert words == ["Station chiefs", "(as listed)"]
    assert len(all_of(LineBreak, addressee)) == 1
    assert folded(plain(title)) == "Guidance-task concerning the Socialist International"


def test_pages(document: Document) -> None:
    breaks = [n for block in document.body for n in all_of(PageBreak, block)]
    labels = [(n.label, n.generated, line_of(n)) for n in breaks if isinstance(n, PageBreak)]
    assert labels == [
        ("one", True, 6),
        ("two", False, 23),
        ("three", False, 33),
        ("four", False, 42),
        ("five", False, 53),
        ("six", False, 75),
    ]
    assert all(n.leads for n in breaks if isinstance(n, PageBreak))
    first = next(step for step in steps(document.body) if isinstance(step.node, Text | PageBreak))
    assert isinstance(first.node, PageBreak)


@pytest.mark.parametrize(
    ("label", "before", "after"), [("five", "Europe’, ", "to coop"), ("six", "agents ", "and conf")]
)
def test_two_pages_begin_inside_a_sentence(document: Document, label: str, before: str, after: str) -> None:
    for block in document.body:
        for paragraph in all_of(Paragraph, block):
            assert isinstance(paragraph, Paragraph)
            for one, two in pairwise(enumerate(paragraph.children)):
                if isinstance(two[1], PageBreak) and two[1].label == label:
                    following = paragraph.children[two[0] + 1]
                    assert isinstance(one[1], Text) and one[1].value.endswith(before)
                    assert isinstance(following, Text) and following.value.startswith(after)
                    return
    pytest.fail(f"page {label} begins no paragraph and stands in none")


def test_signs_in_the_line(document: Document) -> None:
    supplied = [n for n in all_of(Supplied, document) if isinstance(n, Supplied)]
    assert [(plain(n.children), n.reason, line_of(n)) for n in supplied] == [
        ("1975", None, 15),
        ("Kryuchkov", "true-name", 86),
    ]
    gaps = [n for n in all_of(Gap, document) if isinstance(n, Gap)]
    assert [(n.reason, line_of(n)) for n in gaps] == [
        ("unstated", 15),
        ("unstated", 28),
        ("omitted", 39),
        ("omitted", 66),
        ("unstated", 68),
        ("unstated", 68),
    ]


def test_remarks(document: Document) -> None:
    remarks = [n for n in all_of(RemarkBlock, document) if isinstance(n, RemarkBlock)]
    assert [(line_of(n), n.voice, n.facts.resp) for n in remarks] == [
        (26, Voice.TRANSLATOR_OR_EDITOR, ()),
        (30, Voice.TRANSLATOR_OR_EDITOR, ()),
        (48, Voice.TRANSLATOR_OR_EDITOR, ()),
        (70, Voice.TRANSLATOR_OR_EDITOR, ("VB",)),
    ]
    assert "“ambivalence in the political position of social democracy”" in plain(remarks[0])
    assert "“its agents abroad”" in plain(remarks[2])
    assert folded(plain(remarks[3])).endswith("an instrument of Soviet policy")


def test_the_list_without_numbers(document: Document) -> None:
    items = block_at(document, 50)
    assert isinstance(items, List)
    assert [(getattr(i, "label", ""), line_of(i)) for i in items.children] == [
        (None, 50),
        (None, 58),
        (None, 60),
        (None, 62),
    ]
    assert all_of(PageBreak, items.children[0])


def test_the_numbered_list_counts_on_over_the_remark(document: Document) -> None:
    tasks = block_at(document, 66)
    assert isinstance(tasks, List)
    assert [(type(c), getattr(c, "label", None)) for c in tasks.children] == [
        (Item, "1."),
        (Item, "2."),
        (RemarkBlock, None),
        (Item, "3."),
    ]
    third = tasks.children[3]
    assert all_of(PageBreak, third)
    assert len(third.blocks) == 1
    assert isinstance(block_at(document, 80), Paragraph)
    assert isinstance(block_at(document, 82), Paragraph)


def test_close(document: Document) -> None:
    register, signature, date = document.body[-3:]
    assert [getattr(b, "kind", None) for b in (register, signature, date)] == [
        LineKind.REGISTER,
        LineKind.SIGNATURE,
        LineKind.DATELINE,
    ]
    names = [n for n in all_of(Name, signature) if isinstance(n, Name)]
    assert [(plain(n.children), n.kind) for n in names] == [("Alyoshin", "cover")]
    dates = [n for n in all_of(Date, date) if isinstance(n, Date)]
    assert [n.when for n in dates] == ["1977-08-26"]


def test_declarations(document: Document) -> None:
    declared = document.declarations
    assert [(d.label, d.sign) for d in declared] == [
        ("1.", "remark-block"),
        ("2.", "hand"),
        ("3.", "inserted"),
    ]
    assert "thus [ ];" in plain(declared[0].children)
    assert plain(declared[2].children) == (
        "when a handwritten phrase, figure or word has been inserted in a previously typed document it is "
        "indicated by underlined italic script."
    )
    assert not any(all_of(Emphasis, d) for d in declared)


def test_findings(text: str) -> None:
    assert findings(text) == [
        ("1:15", "sign-undeclared"),
        ("15:250", "sign-undeclared"),
        ("28:456", "unopened-quotation"),
        ("94:1", "sign-unused"),
        ("95:1", "sign-unused"),
    ]


def test_the_closing_quotation_mark_is_no_special_case(text: str) -> None:
    opened = text.replace("the demagogic slogan: ‘Let", "“the demagogic slogan: ‘Let")
    assert ("28:456", "unopened-quotation") not in findings(opened)
    assert len(findings(opened)) == 4


def test_each_decision_is_recorded(reading: Reading) -> None:
    lines = [(d.span.line, d.sign) for d in reading.decisions]
    assert lines == [
        (1, "asterisk"),
        (3, "archive-reference"),
        (15, "supplied"),
        (15, "ellipsis"),
        (23, "page-mark"),
        (26, "remark-block"),
        (28, "ellipsis"),
        (30, "remark-block"),
        (33, "page-mark"),
        (39, "omission"),
        (42, "page-mark"),
        (48, "remark-block"),
        (53, "page-mark"),
        (66, "omission"),
        (68, "ellipsis"),
        (68, "ellipsis"),
        (70, "signed-remark-block"),
        (75, "page-mark"),
        (86, "true-name"),
    ]
    for decision in reading.decisions:
        assert decision.rule.split("/")[0] == decision.sign


def test_no_character_is_lost(text: str, document: Document) -> None:
    """The model, written under the set it was read with, gives the characters of the source."""
    assert "".join(write_as_printed(document, SET).split()) == "".join(text.split())
    assert "".join(write(document, SET).split()) == "".join(text.split())


def test_it_is_read_back_the_same(document: Document) -> None:
    assert reread(write_as_printed(document, SET), document, SET) == document


def test_every_node_stands_where_its_words_stand(text: str, document: Document) -> None:
    lines = text.split("\n")
    for node in descend(document):
        if isinstance(node, Text) and node.span is not None and node.span.line == node.span.end_line:
            shown = lines[node.span.line - 1][node.span.column - 1 : node.span.end_column - 1]
            assert shown.strip(" ") == node.value.strip(" ")
