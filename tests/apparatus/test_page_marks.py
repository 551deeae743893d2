"""Where page marks are printed: between words and above headings, never as the first words of a document."""

from __future__ import annotations

from pathlib import Path

import pytest
from account.books import prepared
from apparatus.printed import document, edition, matter, p, published

from variorum.apparatus.text.flow import lines
from variorum.model import PageBreak
from variorum.publication import PageMark, Para, PBlocks, Title

CASES = {
    "the first words of a document are no mark": (
        "<body><pb n='1'/><p>One <pb n='2'/>two.</p></body>",
        ["1|One 2 [page 2] two."],
    ),
    "nor are those of a division": (
        "<body><div><pb n='1'/><pb n='2'/><p>One.</p></div></body>",
        ["1|2|One."],
    ),
    "nor are those of a list": (
        "<body><pb n='1'/><list><item><pb n='2'/>One.</item><item><pb n='3'/>Two.</item></list></body>",
        ["1|2|One.", "3 [page 3] Two."],
    ),
    "nor are those of a table": (
        "<body><table><row><cell><pb n='2'/>One.</cell><cell><pb n='3'/>Two.</cell></row></table></body>",
        ["2|One.", "3 [page 3] Two."],
    ),
    "nor are its last words one": (
        "<body><p>One.</p><p>Two.<pb n='2'/></p></body>",
        ["One.", "Two.2|"],
    ),
    "nor are those of a list at its end": (
        "<body><list><item>One.</item><item>Two.<pb n='2'/></item></list><pb n='3'/></body>",
        ["One.", "Two.2|3|"],
    ),
    "a stop close behind a mark stays close": (
        "<body><p>One<pb n='2'/>, (two<pb n='3'/>) three<pb n='4'/>—four <pb n='5'/>— five.</p></body>",
        ["One 2 [page 2], (two 3 [page 3]) three 4 [page 4]—four 5 [page 5] — five."],
    ),
    "a page that begins in a heading": (
        "<body><p>One.</p><div><head>Two <pb n='2'/>three</head><p>Four.</p></div></body>",
        ["One.", "# Two 2|three", "Four."],
    ),
    "a page that begins with a heading": (
        "<body><p>One.</p><div><pb n='2'/><head>Two</head><p>Three.</p></div></body>",
        ["One.", "2 [page 2]", "# Two", "Three."],
    ),
    "a page that begins with the heading of a document": (
        "<body><pb n='1'/><head>One</head><p>Two.</p></body>",
        ["# 1|One", "Two."],
    ),
    "a page that begins in a word of a heading": (
        "<body><p>One.</p><div><head>Gov<pb n='2'/>ernment</head><p>Two.</p></div></body>",
        ["One.", "# Gov2|ernment", "Two."],
    ),
    "a quotation mark that opens words does not": (
        "<body><p>A <pb n='2'/>»<rs>two</rs>« a «b<pb n='3'/>» c <pb n='4'/>”d” »e<pb n='5'/>«.</p></body>",
        ["A 2 [page 2] »two« a «b 3 [page 3]» c 4 [page 4] ”d” »e 5 [page 5]«."],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_page_marks_stand_between_words(tmp_path: Path, name: str) -> None:
    text, expected = CASES[name]
    prepared_edition = prepared(tmp_path, text, convention="soviet-archives")
    assert prepared_edition.account.diagnostics == ()
    assert prepared_edition.publication is not None
    assert list(shown(prepared_edition.publication.documents[0].body)) == expected


VOLUME = """\
<body><pb n="1"/><div type="compilation"><head>One</head><div type="document"><pb n="2"/><head>Two</head>
<p>Three.</p></div><div type="document"><head>Fo<pb n="3"/>ur</head><p>Five.</p></div></div></body>
<back><div type="index"><pb n="4"/><head>Index</head><list><item>Six, 1</item></list></div></back>"""


@pytest.mark.parametrize("profile", ["edition", "reading", "diplomatic"])
def test_no_mark_stands_in_the_heading_of_a_document(tmp_path: Path, profile: str) -> None:
    prepared_edition = prepared(tmp_path, VOLUME, profile, convention="tei")
    assert prepared_edition.account.diagnostics == ()
    assert prepared_edition.publication is not None
    heads = [shown(one.head)[-1] for one in prepared_edition.publication.documents]
    assert [head.removeprefix("# ") for head in heads] == ["1|One", "2|Two", "Fo3|ur"]
    index = [line for one in prepared_edition.publication.back for line in shown(one.blocks)]
    assert "4|Index" in [line.removeprefix("# ") for line in index]


def shown(blocks: PBlocks) -> list[str]:
    """Return lines with the labels of pages, behind each its mark or a bar where none is printed."""
    made: list[str] = []
    for block in lines(blocks):
        words = ""
        for child in block.children:
            if isinstance(child, PageMark):
                blank = "" if child.joins_word else " "
                words += f"{child.label} {child.printed}{blank}" if child.printed else f"{child.label}|"
            else:
                words += str(getattr(child, "text", ""))
        made.append(("# " if isinstance(block, Title) else "") + " ".join(words.split()))
    return made


def test_the_sample_of_pages_without_numbers_is_one_that_is_marked() -> None:
    first, second = p(PageBreak("", generated=True), "One."), p(PageBreak(""), "Two.")
    shown = " ".join(matter(published(edition(document(first, second))).value, "legend"))
    assert "[page 2]" in shown
    assert "[page 1]" not in shown


def test_a_paragraph_that_a_page_divides_goes_on_without_an_indent(tmp_path: Path) -> None:
    entries = "<p>one lamp</p><pb n='4'/><p>two lamps</p>"
    said = "<p>The keeper asks for a pendulum, and that when</p><pb n='2'/><p>the mail comes.</p><pb n='3'/>"
    text = f"<body>{said}<p>the mail came.</p>{entries}</body>"
    prepared_edition = prepared(tmp_path, text, convention="soviet-archives")
    assert prepared_edition.publication is not None
    body = prepared_edition.publication.documents[0].body
    assert [one.role for one in body if isinstance(one, Para)] == ["first", "first", "body", "body", "body"]
