"""The page of a manuscript that tells how to edit it: there for an editor, no part of the edition."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from pathlib import Path

import docx
import judges
import pytest
from desk import Desk
from lxml import etree
from press import SEEDS, Press, Version
from pull.packages import changed, packed, parts, without_bookmarks
from renderers.docx.manuscript import TEXT, W
from renderers.docx.test_notes import office

from variorum.press import Request
from variorum.press.preparation import prepare, with_stand_ins
from variorum.press.sheets import setting_of
from variorum.pull.pulling import EditedFile, pull
from variorum_docx import renderer
from variorum_docx.bind.template import comments_part
from variorum_docx.names import is_of_guide

TITLE = "How to edit this file"
GERMAN = "Wie man diese Datei bearbeitet"
SEED = "specimen"


def paragraphs(path: Path) -> list[tuple[str, str]]:
    """Return style and words of the paragraphs of a file, those of tables too."""
    document = docx.Document(str(path))
    tree = document.element.body
    names = {style.style_id: style.name or "" for style in document.styles}
    found = []
    for one in tree.iter(f"{W}p"):
        style = one.find(f"{W}pPr/{W}pStyle")
        said = "".join(text.text or "" for text in one.iter(f"{W}t"))
        found.append((names[style.get(f"{W}val")] if style is not None else "", said))
    return found


def guide(path: Path) -> list[str]:
    return [said for name, said in paragraphs(path) if is_of_guide(name)]


def of_guide(tree: etree._Element) -> list[etree._Element]:
    """Return the paragraphs of the guide."""
    found = []
    for one in tree.iter(f"{W}p"):
        style = one.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val", "").startswith("VP-editing-guide"):
            found.append(one)
    return found


def type_in(tree: etree._Element) -> None:
    """Change a word in the guide."""
    text = next(of_guide(tree)[1].iter(f"{W}t"))
    assert text.text is not None
    text.text = text.text.replace("manuscript", "typescript")


def add_to(tree: etree._Element) -> None:
    """Put a paragraph into the guide."""
    one = of_guide(tree)[2]
    new = copy.deepcopy(one)
    for mark in [*new.iter(f"{W}bookmarkStart"), *new.iter(f"{W}bookmarkEnd")]:
        holder = mark.getparent()
        assert holder is not None
        holder.remove(mark)
    one.addnext(new)


def lose(tree: etree._Element) -> None:
    """Take a paragraph out of the guide."""
    one = of_guide(tree)[2]
    holder = one.getparent()
    assert holder is not None
    holder.remove(one)


def test_a_manuscript_ends_with_a_page_that_tells_how_to_edit_it(press: Press) -> None:
    path = press.finished(Version(SEED), "docx")
    said = guide(path)
    assert said[0] == TITLE
    assert paragraphs(path)[-1][1] == said[-1]
    assert any("tracked" in one for one in said)
    assert "DOCX" in said[-1]
    rows = dict(zip(said[9:-1:2], said[10:-1:2], strict=True))
    assert rows["Variorum Inserted"] == "Handwritten insertion"
    assert rows["Variorum Deleted"] == "Deleted"


def test_it_names_the_styles_that_the_signs_of_the_edition_have(press: Press) -> None:
    said = guide(press.finished(Version("socialist-international"), "docx"))
    named = {one for one in said if one.startswith("Variorum ")}
    assert "Variorum Supplied" in named
    assert "Variorum Inserted" not in named


def test_it_speaks_the_language_of_the_edition(desk: Desk) -> None:
    root = desk.edition(one="No 1\n\nThe lamp was [1904] lit.\n")
    toml = root / "edition.toml"
    toml.write_text(toml.read_text("utf-8").replace('language = "en-GB"', 'language = "de"'), "utf-8")
    assert desk.variorum("build", "letters", "--to", "docx", "--out", "out").status == 0
    assert guide(desk.out / "letters.docx")[0] == GERMAN


def test_the_book_has_no_such_page(desk: Desk) -> None:
    desk.edition(one="No 1\n\nThe lamp was lit.\n")
    assert desk.variorum("build", "letters", "--to", "docx", "--for", "book", "--out", "out").status == 0
    assert guide(desk.out / "letters.docx") == []


def test_its_words_are_none_of_the_edition(press: Press) -> None:
    read = renderer.extract(press.finished(Version(SEED), "docx").read_bytes())
    words = {token.text for tokens in read.streams.values() for token in tokens}
    assert "manuscript," not in words
    assert not [name for name in read.streams if "guide" in name]


@pytest.mark.parametrize("change", [type_in, add_to, lose])
def test_the_proof_knows_it_word_by_word(press: Press, change: Callable[[etree._Element], None]) -> None:
    prepared = with_stand_ins(prepare(str(SEEDS / SEED), Request()))
    assert prepared.publication is not None
    assert prepared.style is not None
    setting = setting_of(prepared.publication, prepared.style)
    data = press.finished(Version(SEED), "docx").read_bytes()
    assert renderer.unknown(data, prepared.publication, setting) == ()
    told = renderer.unknown(changed(data, change, TEXT), prepared.publication, setting)
    assert any("other looks or links than the edition has" in one.what for one in told)


@pytest.mark.parametrize("change", [type_in, add_to, lose])
def test_pull_does_not_look_at_it(press: Press, change: Callable[[etree._Element], None]) -> None:
    data = changed(press.finished(Version(SEED), "docx").read_bytes(), change, TEXT)
    for edited in (data, without_bookmarks(data)):
        found = pull(str(SEEDS / SEED), Request(), renderer, EditedFile("edited.docx", edited))
        assert found.changes == ()


def test_a_question_asked_in_it_is_told(press: Press) -> None:
    data = press.finished(Version(SEED), "docx").read_bytes()
    comment = etree.fromstring(
        f'<w:comment xmlns:w="{W[1:-1]}" w:id="900" w:author="Ida">'
        "<w:p><w:r><w:t>What is a sign?</w:t></w:r></w:p></w:comment>"
    )

    def ask(tree: etree._Element) -> None:
        if tree.tag == f"{W}comments":
            tree.append(comment)
            return
        run = etree.SubElement(of_guide(tree)[1], f"{W}r")
        etree.SubElement(run, f"{W}commentReference").set(f"{W}id", "900")

    held = parts(data)
    if "word/comments.xml" not in held:
        held["word/comments.xml"] = etree.tostring(comments_part(()))
        held["[Content_Types].xml"] = held["[Content_Types].xml"].replace(
            b"</Types>",
            b'<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-'
            b'officedocument.wordprocessingml.comments+xml"/></Types>',
        )
        held["word/_rels/document.xml.rels"] = held["word/_rels/document.xml.rels"].replace(
            b"</Relationships>",
            b'<Relationship Id="rId900" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships'
            b'/comments" Target="comments.xml"/></Relationships>',
        )
    asked = changed(packed(held), ask, TEXT, "word/comments.xml")
    queries = renderer.extract(asked).queries
    assert queries is not None
    assert queries[-1].author == "Ida"
    found = pull(str(SEEDS / SEED), Request(), renderer, EditedFile("edited.docx", asked))
    (one,) = found.changes
    assert (one.kind, one.after) == ("comment", "What is a sign?")


def test_writer_keeps_it_and_the_validator_has_nothing_against_it(press: Press, tmp_path: Path) -> None:
    path = press.finished(Version(SEED), "docx")
    assert [str(complaint) for complaint in judges.ooxml(path)] == []
    saved = office(path, "docx", tmp_path)
    assert re.sub(r"\W", "", guide(saved)[0]) == re.sub(r"\W", "", TITLE)
    found = pull(str(SEEDS / SEED), Request(), renderer, EditedFile(saved.name, saved.read_bytes()))
    assert found.changes == ()
