"""The right set, unasked: by which signs a file is known, and that the choice is told."""

from __future__ import annotations

import io
import tomllib

import docx
import pytest
from desk import LETTER, Desk

from variorum import conventions
from variorum.accession.recognition import set_of_text
from variorum.conventions.engine import compile_pattern

TEXTS = {
    "a head with a date and a number": ("soviet-archives", LETTER),
    "pages told in words": ("soviet-archives", "The lamp.\n\n[page three]\n\nIs out.\n"),
    "remarks with initials, twice": ("soviet-archives", "It [the lamp, VB] is out [in pencil, VB].\n"),
    "one remark that ends in capitals": ("plain", "It [the lamp, UK] is out.\n"),
    "a date like any other": ("plain", "2 May 1931\n\nDear Sir,\n\nThe *lamp* is out.\n"),
    "what is not declassified": ("frus", "We asked [*less than 1 line not declassified*] for more.\n"),
    "a manuscript and its library": ("guide", "The lamp is out.\n\nALS (NNC): Lampe Papers.\n"),
    "Leiden+": ("leiden", "<S=.grc<=\n1. [ἔδοξεν] τῇ βουλῇ\n=>\n"),
    "brackets that mean nothing known": ("plain", "The lamp [sic] is out [page 2] and lit.\n"),
    "nothing": ("plain", ""),
}


@pytest.mark.parametrize(("known", "text"), TEXTS.values(), ids=TEXTS)
def test_a_text_is_known_by_the_hallmarks_of_a_set(known: str, text: str) -> None:
    assert set_of_text(text).name == known


def test_hallmarks_are_those_of_a_set_alone() -> None:
    sets = {name: conventions.load(name).value.layout for name in conventions.names()}
    assert sets["guide"].hallmarks and sets["delegates"].hallmarks
    assert not set(sets["guide"].hallmarks) & {*sets["delegates"].hallmarks, *sets["frus"].hallmarks}
    assert sets["delegates"].source_language == sets["guide"].source_language == "en-US"
    for layout in sets.values():
        for mark in layout.hallmarks:
            assert not compile_pattern(mark.match).search("")


HEADED = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt>
<publicationStmt>{published}</publicationStmt><sourceDesc><p>A letter.</p></sourceDesc></fileDesc></teiHeader>
<text><body><p>The lamp is <hi rend="italic">out</hi>, and he knew that of the keeper.</p></body></text></TEI>
"""
HEADERS = {
    "the number of a volume": ("frus", "Papers", '<idno type="frus">frus1961-63v06</idno>'),
    "the title of a series": ("frus", "Foreign Relations of the United States, 1977", "<p>none</p>"),
    "a series that only sounds like it": ("tei", "On Foreign Relations of the United States", "<p>none</p>"),
    "a papyrus": ("leiden", "P. Lond. 1", '<idno type="ddb-hybrid">p.lond;1;1</idno>'),
    "any other": ("tei", "The lamp", "<publisher>Board of Lights</publisher>"),
}


@pytest.mark.parametrize(("known", "title", "published"), HEADERS.values(), ids=HEADERS)
def test_tei_is_known_by_its_header(desk: Desk, known: str, title: str, published: str) -> None:
    (desk.folder / "one.xml").write_text(HEADED.format(title=title, published=published))
    assert desk.variorum("new", "lights", "--from", "one.xml").status == 0
    toml = (desk.folder / "lights" / "edition.toml").read_text("utf-8")
    assert tomllib.loads(toml)["convention"] == known


def test_italics_of_tei_are_italics_unasked(desk: Desk) -> None:
    (desk.folder / "one.xml").write_text(HEADED.format(title="The lamp", published="<p>none</p>"))
    desk.variorum("new", "lights", "--from", "one.xml")
    assert desk.variorum("check", "lights").findings == []
    out = desk.variorum("check", "lights").out
    assert "hand" not in out


def word_file() -> bytes:
    file = docx.Document()
    paragraph = file.add_paragraph("The lamp of the ")
    paragraph.add_run("Gazette").italic = True
    paragraph.add_run(" is out [sic].")
    made = io.BytesIO()
    file.save(made)
    return made.getvalue()


def test_each_file_is_read_by_the_set_that_knows_it_and_the_report_says_why(desk: Desk) -> None:
    (desk.folder / "a.docx").write_bytes(word_file())
    (desk.folder / "b.xml").write_text(HEADED.format(title="The lamp", published="<p>none</p>"))
    (desk.folder / "c.txt").write_text(LETTER, "utf-8")
    (desk.folder / "d.txt").write_text("The *lamp* is out.\n")
    said = desk.variorum("new", "lights", "--from", "a.docx", "b.xml", "c.txt", "d.txt")
    assert said.status == 0
    toml = tomllib.loads((desk.folder / "lights" / "edition.toml").read_text("utf-8"))
    assert toml["convention"] == "plain"
    assert [one.get("convention") for one in toml["document"]] == [None, "tei", "soviet-archives", None]
    report = (desk.folder / "lights" / "reading.md").read_text("utf-8")
    assert "by the set `plain`, for it bears the signs of no other set" in report
    assert "by the set `soviet-archives`, for its text has “1 March 1918 (No 17”" in report
    built = desk.variorum("build", "lights", "--to", "epub", "--out", "out")
    assert built.status == 0, built.out


def test_the_set_that_is_named_wins(desk: Desk) -> None:
    (desk.folder / "b.xml").write_text(HEADED.format(title="The lamp", published="<p>none</p>"))
    (desk.folder / "c.txt").write_text(LETTER, "utf-8")
    desk.variorum("new", "lights", "--from", "b.xml", "c.txt", "--convention", "guide")
    toml = tomllib.loads((desk.folder / "lights" / "edition.toml").read_text("utf-8"))
    assert toml["convention"] == "guide"
    assert not any("convention" in one for one in toml["document"])


def test_papers_whose_names_differ_in_numbers_are_one_kind_and_others_are_not(desk: Desk) -> None:
    head = "Volume 3 Letters of Delegates -- \nPeter Orlow to John Lampe Sir, The lamp is out. RC (TxU). \n"
    (desk.folder / "v1.txt").write_text(head)
    (desk.folder / "v2.txt").write_text("Volume 3 -- \nPeter Orlow to John Lampe Sir, It is lit. ")
    (desk.folder / "other.txt").write_text("The *lamp* is out.\n")
    desk.variorum("new", "lights", "--from", "v1.txt", "other.txt", "v2.txt")
    toml = tomllib.loads((desk.folder / "lights" / "edition.toml").read_text("utf-8"))
    known = {one["id"]: one.get("convention", toml["convention"]) for one in toml["document"]}
    assert known == {"v1": "delegates", "v2": "delegates", "other": "plain"}
