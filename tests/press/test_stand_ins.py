"""Signs that the typeface of a style lacks come from those that stand in for it, or a finding says so."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest
from desk import LETTER, TOML, Desk

from variorum import fonts

BUILD = ("build", "letters", "--to", "pdf,epub,docx,tei", "--out", "out", "--jobs", "1")
OTHERS = LETTER.replace("Dear Colleague,", "Dear Colleague of שלום,") + (
    "\nHe wrote שָׁלוֹם (and السلام عليكم) in *שתי מילים* of **日本語**; ☺ ✓ 😀 stood beside them[^a].\n"
    "\n[^a]: In Greek ⹀ and Hebrew: לכל (1931), 12.\n"
)
STYLE = """\
extends = "house"
[font]
family = "Gentium Plus"
[[font.stand_in]]
family = "{family}"
scripts = ["Hebr"]
package = "fonts-of-nowhere"
"""


def test_words_of_other_scripts_are_set_embedded_and_named(desk: Desk) -> None:
    desk.edition(one=OTHERS)
    said = desk.variorum(*BUILD)
    assert said.status == 0, said.out
    files = desk.files()
    assert {"Gentium-Plus", "Noto-Serif-Hebrew", "Noto-Naskh-Arabic"} <= typefaces(files["letters.pdf"])
    with zipfile.ZipFile(io.BytesIO(files["letters.epub"])) as book:
        sheet = next(book.read(name).decode() for name in book.namelist() if name.endswith("book.css"))
    assert 'font-family: "Gentium Plus", "Noto Serif", "Noto Serif Hebrew", "Noto Naskh Arabic"' in sheet
    assert re.search(r'@font-face \{[^}]*"Noto Serif CJK SC"[^}]*font-weight: bold', sheet)
    with zipfile.ZipFile(io.BytesIO(files["letters.docx"])) as package:
        document, table = (package.read(f"word/{name}.xml").decode() for name in ("document", "fontTable"))
    assert re.search(
        r'w:cs="Noto Serif Hebrew"/><w:rtl/></w:rPr><w:t[^>]*>[\u0590-\u05ff]{7}</w:t>', document
    )
    assert re.search(r'w:cs="Noto Naskh Arabic"/><w:rtl/></w:rPr><w:t[^>]*>السلام عليكم</w:t>', document)
    assert '<w:font w:name="Noto Serif Hebrew"><w:altName w:val="Times New Roman"/>' in table


def test_an_edition_that_needs_none_names_none(desk: Desk) -> None:
    desk.edition()
    assert desk.variorum("build", "letters", "--to", "epub,docx", "--out", "out").status == 0
    for data in desk.files().values():
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert not any(b"Noto" in package.read(name) for name in package.namelist())


def test_a_typeface_that_should_stand_in_and_is_not_here_is_named_with_its_package(desk: Desk) -> None:
    (desk.edition(one=OTHERS) / "ours.toml").write_text(STYLE.format(family="No Such Hebrew"), "utf-8")
    said = desk.variorum("check", "letters", "--style", "ours.toml", "--to", "pdf")
    assert said.status == 4
    assert "one.txt:6:19 font-missing error: the font family “No Such Hebrew” is not installed" in said.out
    assert "Install the package fonts-of-nowhere." in said.out


def test_what_no_typeface_has_is_told_at_its_place(desk: Desk) -> None:
    (desk.edition(one=OTHERS) / "ours.toml").write_text(STYLE.format(family="Noto Serif Hebrew"), "utf-8")
    said = desk.variorum("check", "letters", "--style", "ours.toml", "--to", "pdf")
    assert said.status == 0
    assert "no typeface has a glyph for “ا” (arabic letter alef); [U+0627] is printed" in said.out
    assert "hebrew" not in said.out


@pytest.mark.parametrize("row", ['scripts = ["hebrew"]', "scripts = 3", 'family = "a;b"'])
def test_a_stand_in_is_read_as_it_is_declared(desk: Desk, row: str) -> None:
    text = STYLE.format(family="Noto Serif Hebrew").replace('scripts = ["Hebr"]', row)
    (desk.edition(TOML) / "ours.toml").write_text(text, "utf-8")
    assert desk.variorum("check", "letters", "--style", "ours.toml").status != 0


def test_a_file_of_a_family_that_is_no_opentype_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bitmap.pcf").write_bytes(b"\x01fcp" + bytes(99))
    files = (tmp_path / "bitmap.pcf", tmp_path / "gone.ttf", *fonts.faces("Noto Serif Hebrew"))
    monkeypatch.setattr(fonts, "faces", lambda _: files)
    assert "\u05d0" in fonts.characters("a family of this test")
    assert fonts.slopes_and_weights("a family of this test") == {"bold"}


def typefaces(data: bytes) -> set[str]:
    """Return the names of the typefaces in a PDF, without the marks of their parts."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        dictionaries = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        names = [str(one.BaseFont) for one in dictionaries if "/BaseFont" in one]
    return {name.rpartition("+")[2] for name in names}
