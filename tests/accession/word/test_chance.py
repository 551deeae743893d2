"""Word files by chance: whatever stands in whatever, each word is read once or is gone with its change."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import count

from accession.accounts import account_of
from accession.word.packed import parts_of, zipped
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from variorum.accession import word
from variorum.accession.manuscript import transcripts
from variorum.accession.manuscript.foreign_words import with_languages
from variorum.codecs import read as read_transcript
from variorum.conventions import load
from variorum.doors import Deposit, Revisions
from variorum.model.walk import plain
from variorum.source import Source

SET = load("soviet-archives").value
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NEW = (f"{W}ins", f"{W}moveTo")
OLD = (f"{W}del", f"{W}moveFrom")
SIGNS = (
    "",
    "",
    "[",
    "]",
    "*",
    "^",
    "{",
    "}",
    "|",
    "~~",
    "\\",
    "[^a]",
    "# ",
    "- ",
    "1. ",
    "::: ",
    "&amp;",
    "[1975] ",
)
LOOKS = (
    "",
    "<w:i/>",
    "<w:b/>",
    '<w:i/><w:u w:val="single"/>',
    "<w:strike/>",
    "<w:smallCaps/>",
    '<w:rStyle w:val="x"/>',
)
PROPERTIES = (
    *("", "", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>', '<w:outlineLvl w:val="1"/>'),
    *(
        '<w:pStyle w:val="Quote"/>',
        '<w:pStyle w:val="Title"/>',
        "<w:rPr><w:del/></w:rPr>",
        "<w:rPr><w:ins/></w:rPr>",
    ),
)
OPEN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>'
SEPARATED = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
ENDED = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
AROUND = (
    *(("<w:ins>", "</w:ins>"), ("<w:del>", "</w:del>"), ("<w:moveFrom>", "</w:moveFrom>")),
    *(("<w:moveTo>", "</w:moveTo>"), ("<w:hyperlink>", "</w:hyperlink>"), ("<w:smartTag>", "</w:smartTag>")),
    *(("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"), (f"{OPEN}{SEPARATED}", ENDED)),
)
ROWS = ("", "", "<w:trPr><w:ins/></w:trPr>", "<w:trPr><w:del/></w:trPr>", "<w:trPr><w:tblHeader/></w:trPr>")
CELLS = (
    "",
    "",
    '<w:vMerge w:val="restart"/>',
    "<w:vMerge/>",
    '<w:gridSpan w:val="2"/>',
    "<w:cellDel/>",
    "<w:cellIns/>",
)
ALONE = (
    *('<w:r><w:footnoteReference w:id="1"/></w:r>', '<w:r><w:footnoteReference w:id="2"/></w:r>'),
    *('<w:r><w:commentReference w:id="1"/></w:r>', '<w:r><w:footnoteReference w:id="77"/></w:r>'),
    *("<w:r><w:br/></w:r>", "<w:r><w:tab/></w:r>", "<w:proofErr/>", SEPARATED, ENDED),
)
NOTES = {
    "footnotes": '<w:footnote w:id="1"><w:p><w:r><w:t>\0 </w:t></w:r></w:p></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:t>\0 </w:t></w:r></w:p>'
    "<w:p><w:del><w:r><w:delText>\0 </w:delText></w:r></w:del></w:p></w:footnote>",
    "comments": '<w:comment w:id="1" w:initials="VB"><w:p>'
    "<w:ins><w:r><w:t>\0 </w:t></w:r></w:ins></w:p></w:comment>",
    "numbering": '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%2."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    "styles": '<w:style w:type="character" w:styleId="x"><w:name w:val="x"/><w:basedOn w:val="x"/></w:style>',
}

runs = st.builds(
    "<w:r><w:rPr>{}</w:rPr><w:t>{}\0{} </w:t></w:r>".format,
    st.sampled_from(LOOKS),
    st.sampled_from(SIGNS),
    st.sampled_from(SIGNS),
)
inlines = st.recursive(
    st.one_of(runs, runs, st.sampled_from(ALONE)),
    lambda inner: st.builds(
        lambda around, inside: f"{around[0]}{''.join(inside)}{around[1]}",
        st.sampled_from(AROUND),
        st.lists(inner, max_size=3),
    ),
    max_leaves=6,
)
paragraphs = st.builds(
    lambda properties, inside: f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inside)}</w:p>",
    st.sampled_from(PROPERTIES),
    st.lists(inlines, max_size=4),
)


def table(rows: list[tuple[str, list[tuple[str, str]]]]) -> str:
    """Return a table of rows with their properties."""
    made = ""
    for row, cells in rows:
        inside = "".join(f"<w:tc><w:tcPr>{cell}</w:tcPr>{content}</w:tc>" for cell, content in cells)
        made += f"<w:tr>{row}{inside}</w:tr>"
    return f"<w:tbl>{made}</w:tbl>"


blocks = st.recursive(
    paragraphs,
    lambda inner: st.one_of(
        st.builds(
            table,
            st.lists(
                st.tuples(
                    st.sampled_from(ROWS),
                    st.lists(st.tuples(st.sampled_from(CELLS), inner), min_size=1, max_size=3),
                ),
                min_size=1,
                max_size=3,
            ),
        ),
        st.builds("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>".format, inner),
        st.builds("<w:p><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>".format, inner),
    ),
    max_leaves=5,
)


def staying(root: etree._Element, revisions: Revisions) -> Iterator[str]:
    """Yield the words of a part that are not gone with their changes, and the notes that it still calls."""
    going = OLD if revisions == "accept" else NEW
    gone_cell = f"{W}tcPr/{W}cellDel" if revisions == "accept" else f"{W}tcPr/{W}cellIns"
    gone_row = f"{W}trPr/{going[0]}"
    for element in root.iter(f"{W}t", f"{W}delText", f"{W}footnoteReference", f"{W}commentReference"):
        above = list(element.iterancestors())
        if not any(
            one.tag in going or one.find(gone_cell) is not None or one.find(gone_row) is not None
            for one in above
        ):
            yield from re.findall(r"w\d+w", element.text or "")
            if element.get(f"{W}id"):
                yield f"{element.tag.removeprefix(W).removesuffix('Reference')} {element.get(f'{W}id')}"


@settings(max_examples=120, deadline=None)
@given(st.lists(blocks, max_size=4), st.sampled_from(["accept", "reject"]))
def test_the_account_of_each_file_balances(body: list[str], revisions: Revisions) -> None:
    numbers = count(1)
    filled = {
        name: re.sub(b"\0", lambda _: f"w{next(numbers)}w".encode(), part)
        for name, part in parts_of("".join(body), NOTES).items()
    }
    account = account_of("word", Deposit("one.docx", zipped(filled)), revisions)
    # Of calls of one note that stand side by side in merged cells, which is which nobody can tell.
    assert [one.message for one in account.faults if one.slug != "import-order"] == []


@settings(max_examples=120, deadline=None)
@given(st.lists(blocks, max_size=4), st.sampled_from(["accept", "reject"]))
def test_each_word_is_read_once_or_gone(body: list[str], revisions: Revisions) -> None:
    numbers = count(1)
    filled = {
        name: re.sub(b"\0", lambda _: f"w{next(numbers)}w".encode(), part)
        for name, part in parts_of("".join(body), NOTES).items()
    }
    result = word.read("one.docx", zipped(filled), revisions)
    page = result.value
    assert page is not None
    text = transcripts.with_marks_escaped(
        "one.txt", transcripts.page_transcript(with_languages(page)[0], SET, {})[0], SET
    ).value
    reading = read_transcript(Source("one.txt", text), SET)
    assert reading.errors == ()
    title = page.plain_title if page.title is not None and not reading.value.document.head.lines else ""
    found = re.findall(r"w\d+w", f"{title} {plain(reading.value.document)}")

    wanted = list(staying(etree.fromstring(filled["word/document.xml"]), revisions))
    called = {one for one in wanted if " " in one}
    for kind in ("footnote", "comment"):
        for note in etree.fromstring(filled[f"word/{kind}s.xml"]):
            if f"{kind} {note.get(f'{W}id')}" in called:
                wanted += staying(note, revisions)
    assert Counter(found) == Counter(one for one in wanted if " " not in one)
