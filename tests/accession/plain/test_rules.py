"""The tables `[plain]` and `[[notes]]` of a set: what is wrong in them is a finding with its place."""

from __future__ import annotations

import pytest

from variorum import conventions
from variorum.accession import plain
from variorum.accession.plain.counting import Candidate, chain
from variorum.conventions.load import parse
from variorum.conventions.papers import CallRule, NoteRule
from variorum.model import Paragraph, RemarkBlock, Voice
from variorum.source import Source

RIGHT = """
[patterns]
figure = '''\\d{1,3}'''
[plain]
recognise = ['''No\\. {{figure}}''']
marks = ["~~"]
long = 90
[[plain.form]]
kind = "page-number"
match = '''^(?P<page>{{figure}})$'''
[[notes]]
begins = "heading"
heading = "NOTES"
voice = "translator"
label = '''^(?P<label>{{figure}})'''
call = [{ match = '''(?P<label>{{figure}})''', sure = true }]
"""


def test_patterns_may_name_others() -> None:
    layout = parse("mine", Source("mine.toml", RIGHT)).value.layout
    assert layout.plain is not None
    assert layout.plain.recognise == (r"No\. \d{1,3}",)
    assert (layout.plain.long, layout.plain.short, layout.plain.marks) == (90, 0, ("~~",))
    (rule,) = layout.notes
    assert rule == NoteRule(
        r"^(?P<label>\d{1,3})",
        "editorial",
        "heading",
        (CallRule(r"(?P<label>\d{1,3})", sure=True),),
        Voice.TRANSLATOR,
        heading="NOTES",
    )


@pytest.mark.parametrize(
    ("table", "place", "slug"),
    [
        ("plain = 3\n", "1:9", "value-wrong"),
        ("[plain]\nrecognize = []\n", "2:1", "key-unknown"),
        ("[plain]\nlong = 'x'\n", "2:8", "value-wrong"),
        ("[plain]\nsource = '''('''\n", "2:10", "value-wrong"),
        ("[plain]\nsource = ['''(''']\n", "2:11", "value-wrong"),
        ("[[plain.form]]\nkind = 'x'\nmatch = '''['''\n", "3:9", "value-wrong"),
        ("[[plain.document]]\nbegins = 'x'\ncount = true\n", "3:1", "key-unknown"),
        ("[[plain.document]]\ncounts = true\n", "1:9", "key-missing"),
        ("[[plain.document]]\nbegins = '(?P<n>x)'\nid = '{m}'\n", "3:6", "value-wrong"),
        ("[[notes]]\nlabel = '''\\d'''\n", "2:9", "value-wrong"),
        ("[[notes]]\nbegins = 'feet'\nlabel = '''(?P<label>x)'''\n", "2:10", "value-wrong"),
        ("[[notes]]\nlabel = '''(?P<label>x)'''\ncall = [{ match = '''x''' }]\n", "3:19", "value-wrong"),
        ("[[notes]]\nlabel = '''(?P<label>x)'''\ncalls = []\n", "3:1", "key-unknown"),
    ],
)
def test_what_is_wrong_is_found(table: str, place: str, slug: str) -> None:
    found = parse("mine", Source("mine.toml", table)).diagnostics
    told = [(f"{one.span.line}:{one.span.column}", one.slug) for one in found if one.span]
    assert told == [(place, slug)]


@pytest.mark.parametrize(
    "told",
    [
        'At the bottom of the page in pencil: "To be kept".',
        'At the top of the note in the left corner marked in ink "To the keeper 7/X-1963"',
        "On the first page a stamp.",
    ],
)
def test_what_is_told_of_the_paper_is_a_remark(told: str) -> None:
    convention = conventions.load("russian-archives").value
    text = f"No. 7\nNote on the lamp\n\nThe lamp is out.\n\n{told}\n\n22\n"
    (document,) = plain.read([("page_1.txt", text)], convention).value
    assert [type(block) for block in document.body] == [Paragraph, RemarkBlock]


def test_a_set_without_rules_reads_a_text_as_one_document() -> None:
    convention = parse("none", Source("none.toml", "")).value
    assert convention.layout.plain is None
    (document,) = plain.read([("a/letter.txt", "One (1) line.\n\n* * *\n")], convention).value
    assert document.id == "letter" and len(document.body) == 2
    assert plain.read([], convention).value == ()
    assert plain.read([("empty.txt", " \n")], convention).value == ()


def test_each_finding_stands_with_its_document() -> None:
    convention = parse(
        "none", Source("none.toml", "[[plain.document]]\nbegins = '''^(?P<title>#\\d)$'''\n")
    ).value
    made = plain.transcribe_files(
        [("a.txt", "#1\nA [.\n\n#2\nB ].\n"), ("b.txt", "and ].\n")], convention
    ).value
    assert [one.files for one in made] == [("a.txt",), ("a.txt", "b.txt")]
    assert [[finding.slug for finding in one.found] for one in made] == [
        ["unclosed-bracket"],
        ["unopened-bracket", "unopened-bracket"],
    ]


def test_counting_takes_no_longer_than_reading() -> None:
    numbers = [Candidate(at, at + 1, str(at % 7 + 1)) for at in range(20_000)]
    assert [one.label for one in chain(numbers).chosen] == list("1234567")


def test_the_best_chain_goes_on_by_one_where_it_can() -> None:
    labels = ["1", "2", "9", "2a", "3", "*", "a", "**", "b"]
    chosen = chain([Candidate(at, at + 1, label) for at, label in enumerate(labels)]).chosen
    assert [one.label for one in chosen] == ["1", "2", "2a", "3", "*", "a", "**", "b"]
