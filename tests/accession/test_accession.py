"""From files to the folder of an edition: what is taken, what edition.toml says, what the report tells."""

from __future__ import annotations

import io
import json
import shutil
import tomllib
from pathlib import Path

import docx
import docx.oxml
import jsonschema
import pytest
from desk import LETTER, Desk
from press import ROOT

from variorum.accession.document_ids import id_of, unlike
from variorum.accession.edition_toml import text as as_toml
from variorum.accession.file_patterns import natural
from variorum.accession.identification import identify
from variorum.doors import Deposit
from variorum.registry import IMPORTERS, readers

SAVED = ROOT / "tests" / "accession" / "web" / "pages"

KINDS = {
    "TEI": [
        b"<TEI xmlns='http://www.tei-c.org/ns/1.0'/>",
        b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a --><?x y?><!DOCTYPE TEI [<!ENTITY a 'b>'>]><t:TEI>",
        "<?xml version='1.0' encoding='utf-16'?><teiCorpus>".encode("utf-16"),
    ],
    "web page": [
        b"<!DOCTYPE html>\n<p>x",
        b"<HTML><BODY>x",
        b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>",
        b"<p>One.<p>Two.<p>Three.",
    ],
    "plain text": [
        b"1 March 1918 (No 17) A letter",
        b"He wrote a < b and <u>this</u>.",
        "Маяк".encode("cp1251"),
        b"",
    ],
}


@pytest.mark.parametrize(("kind", "data"), [(kind, data) for kind, all_ in KINDS.items() for data in all_])
def test_a_file_is_what_is_in_it(kind: str, data: bytes) -> None:
    (known,) = identify([Deposit("file", data)], readers(IMPORTERS).value).value
    assert known.importer.thing.kind.name == kind


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("1977-08-26 (644-54).txt", "1977-08-26-644-54"),
        ("Bericht über Öl.html", "Bericht-uber-Ol"),
        ("Письмо Щукина.docx", "Pismo-Shchukina"),
        ("брl.00002.xml", "brl.00002"),
        ("…", "document"),
        ("_ _.txt", "document"),
    ],
)
def test_an_id_comes_from_the_name_of_the_file(name: str, own: str) -> None:
    assert id_of(name) == own


def test_ids_are_unlike_whatever_their_letters() -> None:
    assert unlike("One", ["one", "one-2"]) == "One-3"


def test_files_stand_in_the_order_of_their_numbers() -> None:
    assert sorted(["p10", "p9", "p", "P1"], key=natural) == ["p", "P1", "p9", "p10"]


def test_words_are_escaped_for_toml() -> None:
    words = 'A "b" \\ c\n\td\x7f\x01 é — “x”'
    assert tomllib.loads(f"a = {as_toml(words)}") == {"a": words}


def made(desk: Desk, *words: str) -> Path:
    said = desk.variorum("new", "lights", "--from", *words)
    assert said.status == 0, said.err
    return desk.folder / "lights"


def test_pages_and_transcripts_make_an_edition_that_can_be_built(desk: Desk) -> None:
    shutil.copytree(SAVED, desk.folder / "saved", ignore=shutil.ignore_patterns("*.md"))
    (desk.folder / "letter.txt").write_text(LETTER, "utf-8")
    root = made(desk, "letter.txt", "saved")
    toml = tomllib.loads((root / "edition.toml").read_text("utf-8"))
    assert [one["id"] for one in toml["document"]][:3] == ["letter", "archive-blog", "digital-archive"]
    assert toml["source_languages"] == ["en-GB", "fr", "en", "en-US", "de"]
    assert toml["document"][2]["head"] == {"title": "Telegram from the Legation at Port Ister, 4 March 1952"}
    assert (root / "documents" / "letter.txt").read_text("utf-8") == LETTER
    assert (root / "pictures" / "ebook-chapter-phare.png").read_bytes() == (SAVED / "phare.png").read_bytes()
    schema = json.loads((ROOT / "src" / "variorum" / "edition.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads(json.dumps(toml, default=str)), schema)
    assert desk.variorum("check", "lights").status == 0
    built = desk.variorum("build", "lights", "--to", "epub", "--out", "out")
    assert built.status == 0, built.out
    assert list(desk.files()) == ["lights.epub"]


def test_the_report_tells_what_was_read_and_what_was_left_out(desk: Desk) -> None:
    root = made(desk, str(SAVED / "archive-blog.html"))
    report = (root / "reading.md").read_text("utf-8")
    assert "| archive-blog |" in report and "| web page | 83 | 1 | 1 | 92 |" in report
    assert "From https://lights.example/archive/1931-05-02-547-a/." in report
    assert "- readers’ comments, line 34: 31 words, “2 thoughts on" in report
    assert "Signs that were read: Handwritten insertion (2), " in report
    assert "Text by hand (1)," in report  # italics in a note are the editor's, and none
    assert "`documents/archive-blog.txt:15`: the initials “NE” stand for nobody" in report


def test_the_terminal_shows_the_same_counts(desk: Desk) -> None:
    said = desk.variorum("new", "lights", "--from", str(SAVED / "wiki.html"))
    (row,) = (line.split() for line in said.out.splitlines() if line.startswith("wiki"))
    assert row[-5:] == ["50", "2", "2", "53", "1"]
    assert "Build it: variorum build lights" in said.out


def test_edition_toml_says_what_the_files_told(desk: Desk) -> None:
    (desk.folder / "one.html").write_text(
        '<html lang="en"><head><meta name="author" content="A &quot;B&quot; \\ C">'
        '<meta name="dc.date" content="1931">'
        "<title>x</title></head><body><h1>The &quot;lamp&quot; \\ out</h1><p>It is out.</p></body></html>",
        "utf-8",
    )
    toml = (made(desk, "one.html") / "edition.toml").read_text("utf-8")
    assert tomllib.loads(toml)["title"] == 'The "lamp" \\ out'
    assert '# the file names as its author: A "B" \\ C\n' in toml
    assert "# the file names as its date: 1931\n" in toml
    assert "# read from one.html\n" in toml


def test_edition_toml_asks_for_the_meaning_of_signs_that_nobody_declares(desk: Desk) -> None:
    (desk.folder / "one.txt").write_text(
        "1 May 1931* (No 1) A lamp\n\n\nThe *lamp* is [still?] [1 May] out, […] he said.\n"
    )
    toml = (made(desk, "one.txt") / "edition.toml").read_text("utf-8")
    assert '# "*" = "…"   # “*”, used once in documents/one.txt\n' in toml
    assert '# hand = "…"   # “Text by hand”, used once in documents/one.txt\n' in toml
    answered = toml.replace('# "*" = "…"', '"*" = "Registered."')
    assert tomllib.loads(answered)["signs"] == {"*": "Registered."}


def test_two_files_of_one_name_become_two_documents(desk: Desk) -> None:
    for folder in ("a", "b"):
        (desk.folder / folder).mkdir()
        (desk.folder / folder / "one.txt").write_text(f"The lamp of {folder}.\n")
    root = made(desk, "a/one.txt", "b/one.txt", "a/../a/one.txt")
    assert sorted(path.name for path in (root / "documents").iterdir()) == ["one-2.txt", "one.txt"]


def test_a_pattern_is_a_way_to_name_files(desk: Desk) -> None:
    for number in (1, 2, 10):
        (desk.folder / f"page {number}.txt").write_text("The lamp.\n")
    assert len(list((made(desk, "page*.txt") / "documents").iterdir())) == 3


def test_a_text_in_another_encoding_is_taken_as_utf_8(desk: Desk) -> None:
    (desk.folder / "one.txt").write_bytes("Маяк погас второго мая.\r\n".encode("cp1251"))
    root = made(desk, "one.txt")
    assert (root / "documents" / "one.txt").read_text("utf-8") == "Маяк погас второго мая.\n"
    assert "not UTF-8; it is read as windows-1251" in (root / "reading.md").read_text("utf-8")


TEI = """\
<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
<titleStmt><title>The lamp at Halcyon</title><editor>Vera Brown</editor></titleStmt>
<publicationStmt><publisher>Board of Lights</publisher><date>1931</date></publicationStmt>
<sourceDesc><p>A letter.</p></sourceDesc></fileDesc>
<profileDesc><langUsage><language ident="de">German</language></langUsage></profileDesc></teiHeader>
<text><body><p>The lamp<note>So the file.</note> is <add>out</add>.</p><pb n="2"/>
<figure><graphic url="lamp.png"/></figure></body></text></TEI>
"""


def test_tei_is_kept_as_tei_byte_for_byte(desk: Desk) -> None:
    (desk.folder / "papers").mkdir()
    (desk.folder / "papers" / "one.xml").write_text(TEI, "utf-8")
    shutil.copy(SAVED / "phare.png", desk.folder / "papers" / "lamp.png")
    root = made(desk, "papers/one.xml")
    assert (root / "documents" / "one.xml").read_text("utf-8") == TEI
    assert (root / "lamp.png").read_bytes() == (SAVED / "phare.png").read_bytes()
    text = (root / "edition.toml").read_text("utf-8")
    toml = tomllib.loads(text)
    assert (toml["title"], toml["source_languages"]) == ("The lamp at Halcyon", ["de"])
    assert toml["editor"] == [{"id": "vera-brown", "name": "Vera Brown"}]
    assert "# published by Board of Lights, 1931\n" in text
    assert "| one | one.xml | TEI | 11 | 1 | 1 | 0 | 0 |" in (root / "reading.md").read_text("utf-8")
    assert desk.variorum("check", "lights").findings == []


def test_tei_that_is_not_well_formed_makes_nothing(desk: Desk) -> None:
    (desk.folder / "one.xml").write_text(TEI.replace("</body>", ""), "utf-8")
    said = desk.variorum("new", "lights", "--from", "one.xml")
    assert said.status == 1
    assert "one.xml:8:" in said.err and "xml-malformed" in said.err
    assert not (desk.folder / "lights").exists()


def word_file() -> bytes:
    """Return a Word file with an underlined italic, a picture, a tracked deletion and insertion."""
    file = docx.Document()
    file.core_properties.author = "V. Brown"
    paragraph = file.add_paragraph("The lamp ")
    run = paragraph.add_run("which nobody trimmed")
    run.italic = run.underline = True
    names = f'xmlns:w="{paragraph._p.nsmap["w"]}"'
    for kind, word in (("del", "delText"), ("ins", "t")):
        run_xml = f'<w:r><w:{word} xml:space="preserve"> is {kind}</w:{word}></w:r>'
        change = f'<w:{kind} {names} w:id="1">{run_xml}</w:{kind}>'
        paragraph._p.append(docx.oxml.parse_xml(change))
    file.add_picture(str(SAVED / "phare.png"))
    made = io.BytesIO()
    file.save(made)
    return made.getvalue()


@pytest.mark.parametrize(("revisions", "words"), [("accept", "is ins"), ("reject", "is del")])
def test_a_word_file_becomes_a_transcript(desk: Desk, revisions: str, words: str) -> None:
    (desk.folder / "one.docx").write_bytes(word_file())
    root = made(desk, "one.docx", "--revisions", revisions)
    text = (root / "documents" / "one.txt").read_text("utf-8")
    assert text.startswith(
        f"The lamp <u>*which nobody trimmed*</u> {words}\n\n::: figure target=pictures/one-image1.png"
    )
    assert (root / "pictures" / "one-image1.png").read_bytes() == (SAVED / "phare.png").read_bytes()
    assert "# the file names as its author: V. Brown\n" in (root / "edition.toml").read_text("utf-8")
    assert desk.variorum("check", "lights").status == 0


LETTER_OF_A_DELEGATE = (
    "Volume 3 Letters of Keepers -- \nPeter Orlow to John Lampe Sir, The lamp is out.(1) I have the "
    "honour to be, Peter Orlow RC (TxU). 1 So in the copy.\n"
)


def test_plain_texts_of_a_known_kind_are_read_by_the_set_that_knows_them(desk: Desk) -> None:
    (desk.folder / "one.txt").write_text(LETTER_OF_A_DELEGATE)
    root = made(desk, "one.txt")
    assert tomllib.loads((root / "edition.toml").read_text("utf-8"))["convention"] == "delegates"
    (file,) = (root / "documents").iterdir()
    assert "The lamp is out.[^1]" in file.read_text("utf-8")
    shutil.rmtree(root)
    root = made(desk, "one.txt", "--convention", "soviet-archives")
    assert (root / "documents" / "one.txt").read_text("utf-8") == LETTER_OF_A_DELEGATE


def test_a_set_with_a_notation_of_its_own_takes_transcripts_alone(desk: Desk) -> None:
    (desk.folder / "one.txt").write_text("<=1. the lamp [is out]=>\n")
    said = desk.variorum(
        "new", "lights", "--from", "one.txt", str(SAVED / "wiki.html"), "--convention", "leiden"
    )
    assert said.status == 1
    assert "wiki.html cannot be brought in: transcripts of the set leiden are in a notation" in said.err
    assert len(list((made(desk, "one.txt", "--convention", "leiden") / "documents").iterdir())) == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("no.txt",), "there is no file no.txt"),
        (("one.tx",), "Did you mean “one.txt”?"),
        (("*.docx",), "No file fits this pattern."),
        (("empty",), "There is no file in this folder."),
        (("one.txt", "--convention", "soviet"), "there is no convention set “soviet”"),
    ],
)
def test_wrong_usage_makes_nothing(desk: Desk, words: tuple[str, ...], says: str) -> None:
    (desk.folder / "one.txt").write_text("The lamp.\n")
    (desk.folder / "empty").mkdir()
    said = desk.variorum("new", "lights", "--from", *words)
    assert said.status == 3
    assert says in said.err
    assert sorted(path.name for path in desk.folder.iterdir()) == ["empty", "one.txt"]


def test_a_folder_that_is_not_empty_is_left_alone(desk: Desk) -> None:
    (desk.folder / "one.txt").write_text("The lamp.\n")
    (desk.folder / "lights").mkdir()
    (desk.folder / "lights" / "mine").write_text("mine")
    assert desk.variorum("new", "lights", "--from", "one.txt").status == 3
    assert [path.name for path in (desk.folder / "lights").iterdir()] == ["mine"]


def test_a_bad_file_among_good_ones_makes_nothing(desk: Desk) -> None:
    (desk.folder / "one.txt").write_text("The lamp.\n")
    (desk.folder / "two.txt").write_bytes(b"%PDF-1.4")
    said = desk.variorum("new", "deep/lights", "--from", "one.txt", "two.txt")
    assert said.status == 1
    assert "two.txt cannot be brought in: it is a PDF" in said.err
    assert not (desk.folder / "deep").exists()


def test_a_failure_on_the_way_leaves_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk.folder / "one.txt").write_text("The lamp.\n")

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "move", fails)
    said = desk.variorum("new", "lights", "--from", "one.txt")
    assert said.status == 4
    assert "No space left on device" in said.err
    assert [path.name for path in desk.folder.iterdir() if path.name != "sheets"] == ["one.txt"]


FOREIGN = "The **lamp *is** lit*.\n\n<V 3> EIQ' [WFEL', as the [1](#S1) keeper *said.\n"


def test_marks_without_partners_in_plain_text_are_characters_and_reported(desk: Desk) -> None:
    (desk.folder / "one.txt").write_text(FOREIGN)
    root = made(desk, "one.txt", "--convention", "soviet-archives")
    words = (root / "documents" / "one.txt").read_text("utf-8")
    assert words.replace("\\", "") == FOREIGN
    assert words != FOREIGN
    assert "\\[WFEL" in words
    assert "EIQ" in (root / "reading.md").read_text("utf-8")
    assert desk.variorum("check", "lights").status == 0


@pytest.mark.parametrize("named", ["letters.docx", "letters.epub", "again.docx"])
def test_files_that_variorum_made_are_not_brought_in_again(desk: Desk, named: str) -> None:
    desk.edition()
    assert desk.variorum("build", "letters", "--to", "docx,epub", "--out", "out").status == 0
    file = docx.Document(str(desk.folder / "out" / "letters.docx"))
    file.core_properties.author = "A copy-editor"
    file.save(str(desk.folder / "out" / "again.docx"))
    said = desk.variorum("new", "lights", "--from", f"out/{named}")
    assert said.status == 1
    assert "that variorum made of an edition" in said.err
    assert "Work in the folder of its edition" in said.err
    (desk.folder / "out" / "one.txt").write_text("The lamp.\n")
    assert desk.variorum("new", "lights", "--from", "out").status == 0
    assert "that variorum made of an edition" in (desk.folder / "lights" / "reading.md").read_text("utf-8")
