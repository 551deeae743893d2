"""One edition in five scripts, with notes and page marks in each, in every format."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from random import Random

import pikepdf
import pytest
from desk import TOML, Desk
from invented import a_run
from lxml import etree

from variorum.directions import embedded
from variorum.ooxml.names import q
from variorum.publication import TONGUE, Styled

TEI = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt>
<publicationStmt><p>none</p></publicationStmt><sourceDesc><p>none</p></sourceDesc></fileDesc></teiHeader>
<text xml:lang="{language}"><body><div><head>{title}</head><pb n="1"/>
<p>{words}<note place="foot">{note}</note>
{words}</p>
<p>{words}<pb n="2"/>{words}</p>
<list type="ordered"><item n="{label}">{words}</item><item n="2.">{note}</item></list>
<table><row><cell>{note}</cell><cell>3</cell></row></table><quote><p>{words}</p></quote>
<p>An English paragraph with <foreign xml:lang="he"><hi rend="italic">שלום</hi> עולם</foreign>.</p>
</div></body></text></TEI>
"""
PAGES = {
    "he": (
        "מכתב",
        "א.",
        "מכתב נשלח בשנת 1931 אל <hi rend='italic'>Chaim</hi> Weizmann (London). ",
        "הערה, 12.",
    ),
    "ar": ("رسالة", "أ.", "كتب المدير إلى Société des Nations (Geneva) في ١٢ مارس. ", "حاشية (Geneva)."),
    "zh": ("信", "一、", "一九三一年三月，委员会收到来自上海的来信，信中谈到铁路工人。", "编者注：上海。"),
    "ka": ("წერილი", "ა.", "ქალაქ თბილისიდან გამოგზავნილი წერილი მიიღო კომიტეტმა 1931 წელს. ", "შენიშვნა."),
    "en": ("Signs ☺", "☑", "Smile ☺ 😀, &#xF04A; and \U000140d0, 👩\u200d👧, beside. ", "A &#xE123; sign."),
}


@pytest.fixture
def five(desk: Desk) -> Desk:
    """Return an editor's desk with the edition."""
    before, document, _ = TOML.partition("[[document]]")
    rows = "".join(
        f'{document}\nid = "{name}"\nfile = "documents/{name}.xml"\nbase = "typed"\n' for name in PAGES
    )
    root = desk.edition(before.replace('"soviet-archives"', '"tei"') + rows)
    for name, (title, label, words, note) in PAGES.items():
        page = TEI.format(title=title, language=name, label=label, words=words, note=note)
        (root / "documents" / f"{name}.xml").write_text(page, "utf-8")
    return desk


def test_five_scripts_in_one_edition(five: Desk) -> None:
    said = five.variorum("build", "letters", "--to", "pdf,epub,docx,tei", "--out", "out", "--jobs", "1")
    assert said.status == 0, said.out
    assert {one.split()[1] for one in said.findings} == {"glyph-replaced"}
    assert "letters/documents/en.xml" in said.out and "[U+140D0] is printed in its place" in said.out
    files = five.files()
    with zipfile.ZipFile(io.BytesIO(files["letters.epub"])) as book:
        pages = {Path(one).stem: book.read(one).decode() for one in book.namelist() if "/text/" in one}
    with zipfile.ZipFile(io.BytesIO(files["letters.docx"])) as package:
        parts = {name: package.read(f"word/{name}.xml").decode() for name in ("document", "footnotes")}
    e_book(pages)
    word_file(parts)
    tei = files["letters.xml"].decode()
    assert "\U000140d0" in tei and "U+140D0" not in tei and 'xml:lang="he"' in tei
    with pikepdf.open(io.BytesIO(files["letters.pdf"])) as pdf:
        assert len(pdf.pages) > len(PAGES)


def e_book(pages: dict[str, str]) -> None:
    """Ask the pages of an e-book for their directions."""
    for name in ("he", "ar"):
        assert re.search(r'<article [^>]*dir="rtl"', pages[name])
        assert re.search(r'<p [^>]*dir="ltr"[^>]*>An English', pages[name])
    for name in ("zh", "ka", "en"):
        assert 'dir="rtl"' not in re.sub(r"<span[^>]*>", "", pages[name])
    assert re.search(r'dir="ltr"[^>]*><(em|i)[^>]*>(<[^>]*>)*Chaim', pages["he"])
    assert not re.search(r"\(London(<[^>]*>)*</span>", pages["he"])  # what closes stands with what opens
    assert "[U+140D0]" in pages["en"] and "[U+F04A]" in pages["en"] and "☺" in pages["en"]
    assert "[U+1F469+200D+1F467]" in pages["en"]  # a family is one sign
    for name, page in pages.items():
        if name in PAGES:
            assert page.count('epub:type="noteref"') == 1, name
            assert page.count('epub:type="pagebreak"') == 2, name


def word_file(parts: dict[str, str]) -> None:
    """Ask a Word file for the directions of paragraphs, runs, tables and sections."""
    tree = etree.fromstring(parts["document"].encode())
    for paragraph in tree.iter(q("p")):
        words = _letters(paragraph)
        leftwards = paragraph.find(f"{q('pPr')}/{q('bidi')}") is not None
        if "PAGEREF" in etree.tostring(paragraph, encoding="unicode"):
            assert not leftwards, words  # contents run as one, whatever their titles
        elif letters := re.sub(r"\[page\s.\]|[\W\d]", "", words):
            assert leftwards == bool(re.match("[\u0590-\u06ff]", letters)), words
        for run in paragraph.iter(q("r")) if leftwards else ():
            letters = _letters(run)
            if re.search(r"[\u0590-\u06ff]", letters):
                assert run.find(f"{q('rPr')}/{q('rtl')}") is not None, letters
            if re.search(r"[A-Za-zé]", letters):
                assert run.find(f"{q('rPr')}/{q('rtl')}") is None, letters
    tables = [table.find(f"{q('tblPr')}/{q('bidiVisual')}") is not None for table in tree.iter(q("tbl"))]
    assert tables[: len(PAGES)] == [name in ("he", "ar") for name in PAGES]
    widths = [
        sum(int(one.get(q("w"), "")) for one in table.iter(q("gridCol"))) for table in tree.iter(q("tbl"))
    ]
    assert widths[0] == widths[1] > 2 * max(widths[2:5])  # Writer sets a narrow one at the left margin
    assert sum(one.find(q("bidi")) is not None for one in tree.iter(q("sectPr"))) == 2
    stops = re.findall(r"\.\s*\u200f?(?=(?:<[^>]*>)*\[page\s2\])", parts["document"])
    assert [stop.endswith("\u200f") for stop in stops[:2]] == [True, False]  # Writer knows no run of a stop
    assert len(re.findall("<w:bidi/>", parts["footnotes"])) == 2
    label = re.search(r"<w:r>(?:(?!</w:r>).)*?<w:t[^>]*>一、</w:t>", parts["document"])
    assert label and "Noto Serif CJK" in label[0]


def _letters(element: etree._Element) -> str:
    return "".join(one.text or "" for one in element.iter(q("t")))


def test_an_edition_in_hebrew_is_bound_on_its_right(desk: Desk) -> None:
    title, label, words, note = PAGES["he"]
    root = desk.edition(
        re.sub('language = "[^"]+"', 'language = "he"', TOML.replace('"soviet-archives"', '"tei"'))
        .replace("one.txt", "one.xml")
        .replace("[[identifier]]", 'style = "wide.toml"\n[[identifier]]')
    )
    (root / "wide.toml").write_text(
        'extends = "house"\n[page]\nmargin_inner_mm = 15.0\nmargin_outer_mm = 30.0\n'
    )
    page = TEI.format(title=title, language="he", label=label, words=words, note=note)
    (root / "documents" / "one.xml").write_text(page, "utf-8")
    said = desk.variorum("build", "letters", "--to", "pdf,epub,docx", "--out", "out", "--jobs", "1")
    assert said.status == 0, said.out
    files = desk.files()
    with zipfile.ZipFile(io.BytesIO(files["letters.epub"])) as book:
        (package,) = (book.read(one).decode() for one in book.namelist() if one.endswith(".opf"))
    assert 'page-progression-direction="rtl"' in package
    with pikepdf.open(io.BytesIO(files["letters.pdf"])) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == pikepdf.Name.R2L


def test_a_figure_goes_with_the_words_of_another_language_behind_it() -> None:
    unit = Styled(TONGUE, (a_run(" words illegible"),), lang="en-GB")
    printed = embedded((a_run("שלום ["), a_run("2"), unit, a_run("] עולם")), leftwards=True)
    assert Styled(TONGUE, (a_run("2"), unit), leftwards=False) in printed
    alone = embedded((a_run("שלום "), a_run("2"), a_run(" London")), leftwards=True)
    assert a_run("2") not in [one.children[0] for one in alone if isinstance(one, Styled)]


SIGNS = """\
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Signs of the lamp room</title></head><body>
<h1>Signs of the lamp room</h1>
<p><span class="pagenum">[Pg 1]</span>The keeper smiles <font face="Wingdings">J</font>,
ticks the box
<span style="font-family: Wingdings">&#254;</span> and draws a face 😀 beside
it.<sup><a href="#n1" id="c1">1</a>
</sup></p>
<p>His family 👩\u200d👧 is on <span class="pagenum">[Pg 2]</span>the next page, beside a hand
<span style="font-family: Wingdings">F</span> and alpha <font face="Symbol">a</font>.</p>
<hr><ol><li id="n1">The sign <font face="Wingdings">R</font> is a sun.
<a href="#c1">↩</a></li></ol></body></html>
"""


def test_a_page_with_wingdings_and_emoji_in_all_formats(desk: Desk) -> None:
    (desk.folder / "signs.html").write_text(SIGNS, "utf-8")
    assert desk.variorum("new", "letters", "--from", "signs.html").status == 0
    said = desk.variorum("build", "letters", "--to", "pdf,epub,docx,tei", "--out", "out", "--jobs", "1")
    assert said.status == 0, said.out
    files = desk.files()
    with zipfile.ZipFile(io.BytesIO(files["letters.epub"])) as book:
        page = book.read(next(one for one in book.namelist() if one.endswith("signs.xhtml"))).decode()
    with zipfile.ZipFile(io.BytesIO(files["letters.docx"])) as package:
        parts = [package.read(f"word/{name}.xml") for name in ("document", "footnotes")]
    words = "".join(map(_letters, map(etree.fromstring, parts)))
    for text in (re.sub("<[^>]*>", "", page), words, files["letters.xml"].decode()):
        assert all(sign in text for sign in "☺☑😀☞α☼"), text
        assert "smiles J" not in text
    assert page.count('epub:type="noteref"') == 1 and page.count('epub:type="pagebreak"') == 2
    assert "[U+1F469+200D+1F467]" in page and "[U+1F469+200D+1F467]" in words
    assert "👩\u200d👧" in files["letters.xml"].decode()


def test_figures_beside_brackets_in_hebrew_pass(desk: Desk) -> None:
    """Where directions change, points stand beside figures otherwise than in a word."""
    chance = Random(2)
    hebrew = ("מכתב", "ספר", "ארכיון", "תרגום")
    words = (*hebrew, *("(5)", "5(", "1945).", "12-15", "A.5", "C/5(a)", "5:", "[5]", "(a)", "5.", "Rev.5)"))
    root = desk.edition(TOML.replace('language = "en-GB"', 'language = "he"'))
    paragraphs = (" ".join(chance.choices(words, k=chance.randrange(8, 60))) for _ in range(40))
    (root / "documents" / "one.txt").write_text("\n\n".join(("1 March 1918 A letter", *paragraphs)), "utf-8")
    built = desk.variorum("build", str(root), "--to", "pdf", "--out", str(desk.out))
    assert " passed" in built.out, built.out
