"""A translator's Word file: type styles carry the conventions, and the set decides what they mean."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import count

import docx
from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph as WordParagraph

from variorum import conventions
from variorum.accession.manuscript import TitleAs, transcript
from variorum.accession.manuscript.foreign_words import with_languages
from variorum.accession.word import read
from variorum.codecs import ReadOptions
from variorum.codecs import read as read_transcript
from variorum.model import Document
from variorum.model.notation import document_lines
from variorum.source import Source

SET = conventions.load("soviet-archives").value
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FOOTNOTES = (
    f'<w:footnotes {NAMESPACE}><w:footnote w:id="7"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>'
    "So the log of the </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>light</w:t></w:r><w:r><w:t>.</w:t></w:r>"
    "</w:p></w:footnote></w:footnotes>"
)


def set_runs(paragraph: WordParagraph, text: str) -> WordParagraph:
    """Fill a paragraph: _italic_, =underlined=, %underlined italic%, ^ where footnote 7 is called."""
    for part in re.split(r"(_[^_]+_|=[^=]+=|%[^%]+%|\^)", text):
        run = paragraph.add_run("" if part == "^" else part.strip("_=%") if part[:1] in "_=%" else part)
        run.italic = True if part[:1] in ("_", "%") and len(part) > 1 else None
        run.underline = True if part[:1] in ("=", "%") and len(part) > 1 else None
        if part == "^":
            run._r.append(parse_xml(f'<w:footnoteReference {NAMESPACE} w:id="7"/>'))
    return paragraph


def manuscript() -> bytes:
    """Return what a translator sends."""
    word = docx.Document()
    word.add_heading("On the lamp", 1)
    set_runs(
        word.add_paragraph(), "The keeper reports that the mechanism %which has not been cleaned% turns, […]"
    )
    set_runs(word.add_paragraph(), "as it did in [1975]; the cost is 2 * 3 = {six} roubles.^ _Agreed._")
    for words in ("the first thing", "the =second= thing"):
        set_runs(word.add_paragraph(style="List Number"), words)
    table = word.add_table(2, 2)
    for number, cell in zip(count(1), (cell for row in table.rows for cell in row.cells), strict=False):
        cell.text = f"c{number}"
    comment = set_runs(word.add_paragraph(), "It was never answered.")
    word.add_comment(comment.runs, text="Compare the copy.", author="V. Bukovsky", initials="VB")
    data = io.BytesIO()
    word.save(data)
    return with_footnotes(data.getvalue())


def with_footnotes(data: bytes) -> bytes:
    """Return a Word file with a part of footnotes, which python-docx cannot make."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name == "word/_rels/document.xml.rels":
                relation = (
                    b'<Relationship Id="rIdNotes" Target="footnotes.xml" Type="http://schemas.openxmlformats.org'
                    b'/officeDocument/2006/relationships/footnotes"/></Relationships>'
                )
                part = part.replace(b"</Relationships>", relation)
            after.writestr(name, part)
        after.writestr("word/footnotes.xml", FOOTNOTES)
    return made.getvalue()


TRANSCRIPT = """\
# On the lamp

The keeper reports that the mechanism <u>*which has not been cleaned*</u> turns, […]

as it did in [1975]; the cost is 2 * 3 = \\{six} roubles.[^fn7] *Agreed.*

1. the first thing

2. the <u>second</u> thing

| c1 | c2 |
| c3 | c4 |

It was never answered.[^c0]

[^fn7]: So the log of the **light**.

[^c0]: Compare the copy. (VB)
"""

MODEL = [
    'h1("On the lamp")',
    'p("The keeper reports that the mechanism " added(medium=hand "which has not been cleaned") " turns, " '
    "gap(reason=omitted))",
    'p("as it did in " supplied("1975") "; the cost is 2 * 3 = {six} roubles." note-ref(note=fn7) " " '
    'written(medium=hand "Agreed."))',
    'list(item(label=1. p("the first thing")) item(label=2. p("the " emphasis(kind=underline "second") '
    '" thing")))',
    'table(row(cell(p("c1")) cell(p("c2"))) row(cell(p("c3")) cell(p("c4"))))',
    'p("It was never answered." note-ref(note=c0))',
    'note(id=fn7 p("So the log of the " emphasis(kind=bold "light") "."))',
    'note(id=c0 p("Compare the copy. (VB)"))',
]


def test_a_translators_file_becomes_a_transcript_and_a_model() -> None:
    page = read("letter.docx", manuscript(), comments="notes").value
    assert page is not None
    text = transcript(with_languages(page)[0], {}, TitleAs.ELSEWHERE)
    assert text == TRANSCRIPT
    assert document_lines(read_again(text)) == MODEL


def read_again(text: str) -> Document:
    return read_transcript(Source("t", text), SET, ReadOptions("document", "typed")).value.document
