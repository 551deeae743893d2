"""A publisher's template: its styles give their looks to those of the same names, and the proof sees it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import judges
import pytest
from desk import Desk
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor
from renderers.docx.manuscript import STYLES, W, book, part, parts

TEXT = (
    "No 1\n\nThe lamp <u>*that was new*</u> was [1904] lit at **dusk** on the pier, where all could see it.\n"
)


def saved(document: Any, path: Path) -> Path:
    document.save(str(path))
    return path


def restyled(path: Path) -> Path:
    """Make a template of the sample's own file, as a designer would: other looks, the same names."""
    document = docx.Document(io.BytesIO(book()))
    body = document.styles["Variorum ¶ Body"]
    for each in (body, document.styles["Variorum ¶ First"]):
        each.font.size = Pt(13)
        each.paragraph_format.space_after = Pt(7)
        each.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    inserted = document.styles["Variorum Inserted"]
    inserted.font.italic, inserted.font.bold, inserted.font.underline = False, True, False
    inserted.font.color.rgb = RGBColor(0xC0, 0, 0)
    document.sections[-1].left_margin = Mm(35)
    return saved(document, path)


def of_word(path: Path) -> Path:
    """Make a template with Word's own styles alone."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Georgia"
    document.styles["Normal"].font.size = Pt(11)
    document.styles["Heading 1"].font.size = Pt(30)
    return saved(document, path)


def styles(data: bytes) -> dict[str, Any]:
    tree = part(data, STYLES)
    return {str(one.find(f"{W}name").get(f"{W}val")): one for one in tree.iter(f"{W}style")}  # type: ignore[union-attr]


def built(desk: Desk, template: Path, *more: str) -> bytes:
    desk.edition(one=TEXT)
    said = desk.variorum(
        "build", "letters", "--to", "docx", "--template", str(template), "--out", "out", *more
    )
    assert said.status == 0, said.out
    return desk.files()["letters.docx"]


def test_our_own_file_as_template_changes_no_style(desk: Desk, tmp_path: Path) -> None:
    desk.edition(one=TEXT)
    assert desk.variorum("build", "letters", "--to", "docx", "--out", "out").status == 0
    plain = desk.files()["letters.docx"]
    own = tmp_path / "own.docx"
    own.write_bytes(plain)
    again = built(desk, own)
    for name in ("word/styles.xml", "word/document.xml", "word/fontTable.xml"):
        assert parts(again)[name] == parts(plain)[name]


def test_styles_of_the_same_names_look_as_the_template_has_them(desk: Desk, tmp_path: Path) -> None:
    found = styles(built(desk, restyled(tmp_path / "house.docx")))
    body, inserted = found["Variorum ¶ Body"], found["Variorum Inserted"]
    assert body.find(f"{W}rPr/{W}sz").get(f"{W}val") == "26"
    assert body.find(f"{W}pPr/{W}spacing").get(f"{W}after") == "140"
    assert body.find(f"{W}pPr/{W}jc").get(f"{W}val") == "both"
    assert inserted.find(f"{W}rPr/{W}color").get(f"{W}val") == "C00000"
    assert [inserted.find(f"{W}rPr/{W}{one}").get(f"{W}val") for one in ("i", "u")] == ["0", "none"]
    assert inserted.find(f"{W}rPr/{W}b").get(f"{W}val") is None
    margins = {
        one.get(f"{W}left")
        for one in part(desk.files()["letters.docx"], "word/document.xml").iter(f"{W}pgMar")
    }
    assert margins == {str(round(35 / 25.4 * 1440))}


def test_words_own_styles_give_their_looks_to_what_they_stand_for(desk: Desk, tmp_path: Path) -> None:
    found = styles(built(desk, of_word(tmp_path / "word.docx")))
    assert found["Variorum ¶ Body"].find(f"{W}rPr/{W}sz").get(f"{W}val") == "22"
    title = found["Variorum ¶ Document Title"]
    assert title.find(f"{W}rPr/{W}sz").get(f"{W}val") == "60"
    assert part(desk.files()["letters.docx"], "word/fontTable.xml")[0].get(f"{W}name") == "Georgia"


@pytest.mark.parametrize("make", [restyled, of_word])
@pytest.mark.parametrize("purpose", ["editing", "book"])
def test_a_file_with_a_template_is_sound(
    desk: Desk, tmp_path: Path, make: Callable[[Path], Path], purpose: str
) -> None:
    template = make(tmp_path / "house.dotx")
    path = tmp_path / "letters.docx"
    path.write_bytes(built(desk, template, "--for", purpose))
    assert [str(complaint) for complaint in judges.ooxml(path)] == []
    said = desk.variorum("pull", str(path), "--into", "letters")
    assert "no change" in said.err
    command = ["proof", str(path), "--against", "letters", "--for", purpose]
    assert desk.variorum(*command, "--template", str(template)).status == 0
    without = desk.variorum(*command)
    assert without.status == 2
    assert "than the house style makes" in without.out


def test_a_template_that_is_none_is_refused(desk: Desk, tmp_path: Path) -> None:
    desk.edition(one=TEXT)
    text = tmp_path / "house.dotx"
    text.write_text("No template at all.", "utf-8")
    old = tmp_path / "old.dot"
    old.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    command = ["build", "letters", "--out", "out", "--to"]
    for path in (text, old):
        said = desk.variorum(*command, "docx", "--template", str(path))
        assert said.status == 3
        assert "template-unfit" in said.out
    assert desk.variorum(*command, "docx", "--template", str(tmp_path / "absent.dotx")).status == 3
    assert desk.variorum(*command, "docx", "--template", str(tmp_path)).status == 3
    said = desk.variorum(*command, "tei", "--template", str(restyled(tmp_path / "house.docx")))
    assert said.status == 3
    assert "none of the formats takes a template" in said.out


def test_a_template_gives_its_looks_to_word_files_alone(desk: Desk, tmp_path: Path) -> None:
    desk.edition(one=TEXT)
    assert desk.variorum("build", "letters", "--to", "epub", "--out", "out").status == 0
    plain = desk.files()["letters.epub"]
    template = str(restyled(tmp_path / "house.docx"))
    said = desk.variorum("build", "letters", "--to", "docx,epub", "--template", template, "--out", "out")
    assert said.status == 0, said.out
    assert desk.files()["letters.epub"] == plain
