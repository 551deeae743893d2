"""An edition as TEI: valid, read back equal, and a proof that can fail."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from desk import TOML, Desk
from lxml import etree
from press import SEEDS
from tei.trees import schema

from variorum.apparatus.registers import about as said_of
from variorum.apparatus.wording import wording
from variorum.codecs.tei.corpus import read_edition, write_edition
from variorum.codecs.tei.reading.header import described, person
from variorum.codecs.tei.volume import read_volume
from variorum.model import (
    Agent,
    Document,
    Edition,
    Emendation,
    Head,
    Identifier,
    Imprint,
    Note,
    NoteRef,
    Paragraph,
    Person,
    SignDeclaration,
    Text,
)
from variorum.press import Request
from variorum.press.preparation import prepare
from variorum.proof import prove_edition

TEI = "http://www.tei-c.org/ns/1.0"
EDITIONS = ("socialist-international", "specimen")


def seed(name: str) -> Edition:
    edition = prepare(str(SEEDS / name), Request()).edition
    assert edition is not None
    return edition


FULL = Edition(
    "letters-1918",
    Imprint(
        "Letters & papers",
        "A  <small> edition",
        "The Press",
        "Leipzig",
        "1926",
        ("First line", "Second line"),
        "All rights",
        ("Photo: N. N.",),
        "Letters, 1926",
        "2026-11-20",
        "en-GB",
        ("ru", "de"),
        (Identifier("urn", "urn:uuid:1"), Identifier("isbn", "978", "pdf")),
        "What it is",
    ),
    (
        Document(
            "1918-03-01",
            Head(),
            (Paragraph((Text("See"), NoteRef("1"), Text("."))),),
            notes=(Note("1", (Paragraph((Text("There."),)),)),),
        ),
        Document(
            "two",
            Head(),
            (Paragraph((Text("And"), NoteRef("1"), Text("."))),),
            notes=(Note("1", (Paragraph((Text("Here."),)),)),),
        ),
    ),
    (Agent("vb", "Vera Brown", "editor", ("VB", "V")),),
    (Person("ivanov", "Ivan Ivanov", "Ivanov, Ivan", ("Sokolov",), ("II",), "A clerk", ("Boz",)),),
    (Emendation("two", "And", "An", "3r", 2, ("VB", "N. N."), "A slip"), Emendation("gone", "a", "b")),
    (SignDeclaration("*", "A mark"), SignDeclaration("[ ]", "An addition")),
)


def test_all_that_an_edition_holds_comes_back() -> None:
    read = read_edition("x.xml", write_edition(FULL))
    assert read.value == FULL
    assert read.diagnostics == ()


@pytest.mark.parametrize("name", EDITIONS)
def test_a_seed_comes_back_equal(name: str) -> None:
    edition = seed(name)
    assert read_edition("x.xml", write_edition(edition)).value == edition


def test_what_is_written_is_valid_tei(shared: Path) -> None:
    rules = schema(shared)
    for edition in (FULL, *map(seed, EDITIONS)):
        assert rules.validate(etree.fromstring(write_edition(edition))), rules.error_log


def test_texts_of_the_edition_stand_before_and_behind_its_documents_with_their_notes(desk: Desk) -> None:
    more = '[[front]]\nid = "intro"\nfile = "intro.txt"\ntitle = "To the reader"\n'
    more += '[[back]]\nid = "after"\nfile = "after.txt"\ntitle = "A note on the text"\n'
    head, signs = TOML.split("[signs]")
    root = desk.edition(f"{head}{more}[signs]{signs}")
    (root / "intro.txt").write_text("The first.[^a] And *Pravda* said so.\n\n[^a]: Fond 89.\n", "utf-8")
    (root / "after.txt").write_text(
        "Set [anew].[^a]\n\n- A list[^b]\n\n[^a]: Carbon.\n\n[^b]: Of *one*.\n", "utf-8"
    )
    said = desk.variorum("build", "letters", "--to", "tei", "--out", "out", "--jobs", "1")
    assert said.status == 0, said.out
    made = desk.files()["letters.xml"]
    root_of = etree.fromstring(made)
    members = root_of.findall(f"{{{TEI}}}TEI")
    assert [one.get("type") for one in members] == [None, "variorum.text", "variorum.text"]
    words = [one.xpath("string(tei:text)", namespaces={"tei": TEI}) for one in members[1:]]
    assert [" ".join(str(one).split()) for one in words] == [
        "To the reader The first.Fond 89. And Pravda said so.",
        "A note on the text Set [anew].Carbon. A listOf one.",
    ]
    read = read_edition("letters.xml", made).value
    assert read is not None
    assert [(one.id, one.matter) for one in read.texts] == [("intro", "front"), ("after", "back")]
    assert [len(one.notes) for one in read.texts] == [1, 2]
    volume = read_volume("letters.xml", made, "v").value
    assert [(one.id, one.matter, len(one.notes)) for one in volume.documents] == [
        ("v.intro", "front", 1),
        ("v.one", None, 0),
        ("v.after", "back", 2),
    ]


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert write_edition(FULL) == write_edition(FULL)


def test_the_proof_names_the_document_and_the_place_of_the_first_difference() -> None:
    written = write_edition(FULL).replace(b"There.", b"Elsewhere.")
    read = read_edition("x.xml", written).value
    assert read is not None
    proof = prove_edition(FULL, read, "letters.xml")
    (finding,) = proof.diagnostics
    assert finding.slug == "proof-model"
    assert finding.message == (
        "letters.xml: 1918-03-01: notes, Note 1, blocks, Paragraph 1, children, Text 1, value:"
        " “There.” is read back as “Elsewhere.”"
    )
    counts = {count.name: (count.expected, count.found) for count in proof.counts}
    assert counts["notes"] == (2, 1)
    assert counts["words"] == (6, 5)


def test_the_proof_misses_a_document_and_finds_one_too_many() -> None:
    first, second = FULL.documents
    lost = prove_edition(FULL, replace(FULL, documents=(first,)), "x.xml")
    assert [found.slug for found in lost.diagnostics] == ["proof-part-missing"]
    more = prove_edition(replace(FULL, documents=(first,)), FULL, "x.xml")
    assert [found.slug for found in more.diagnostics] == ["proof-part-extra"]
    assert second.id in more.diagnostics[0].message


def test_a_file_is_built_proved_and_kept_from_a_failed_proof(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.edition()
    told = desk.variorum("build", "letters", "--to", "tei", "--out", "out", "--jobs", "1")
    assert told.status == 0
    assert "letters.xml" in told.out
    whole = desk.files()
    assert desk.variorum("proof", "out/letters.xml", "--against", "letters").status == 0
    (desk.out / "letters.xml").write_bytes(whole["letters.xml"].replace(b"papers", b"pages"))
    told = desk.variorum("proof", "out/letters.xml", "--against", "letters")
    assert told.status == 2
    assert "proof-model error" in told.out
    monkeypatch.setattr("variorum.codecs.tei.corpus.write_edition", lambda edition: write_edition(FULL))
    assert desk.variorum("build", "letters", "--to", "tei", "--out", "out", "--jobs", "1").status == 2


def test_check_tells_where_an_edition_would_not_come_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.edition()
    monkeypatch.setattr(
        "variorum.codecs.tei.corpus.write_edition",
        lambda edition: write_edition(edition).replace(b"you ask for", b"you asked for"),
    )
    assert desk.variorum("check", "letters", "--to", "pdf,epub").status == 0
    told = desk.variorum("check", "letters", "--to", "tei")
    assert (told.status, told.findings) == (1, ["letters/documents/one.txt:8:1 format-not-kept"])
    assert "written as tei, “The papers that you ask for" in told.out
    assert "build without tei" in told.out


def test_a_file_that_is_no_edition_cannot_be_proved(desk: Desk) -> None:
    desk.edition()
    desk.out.mkdir()
    (desk.out / "letters.xml").write_text("<TEI/>")
    told = desk.variorum("proof", "out/letters.xml", "--against", "letters")
    assert told.status == 2
    assert "proof-unreadable error" in told.out


def test_an_edition_that_was_written_is_read_as_documents_of_another() -> None:
    read = read_volume("x.xml", write_edition(FULL), "old").value
    assert [document.id for document in read.documents] == ["old.1918-03-01", "old.two"]
    assert [replace(document, id=document.id[4:]) for document in read.documents] == list(FULL.documents)
    assert (read.persons, read.imprint) == (FULL.persons, FULL.imprint)
    assert read.report == (("teiHeader/correction", 2), ("teiHeader/interpretation", 2))


@pytest.mark.parametrize(
    "blocks",
    [
        '<head>H <figure><graphic url="p.png"/><figDesc>dd</figDesc></figure> h</head><p>x</p>',
        '<div><head>A</head><p xml:space="preserve">b  c</p><p>d</p></div>',
        '<list><item xml:space="preserve">b  c</item><item>d</item></list>',
        '<lg><l xml:space="preserve"> b  c</l><l>d</l></lg><p>x</p>',
    ],
)
def test_kept_blanks_in_a_division_do_not_make_the_lines_between_blocks_words(
    desk: Desk, blocks: str
) -> None:
    root = desk.edition(TOML.replace("documents/one.txt", "documents/one.xml"))
    header = (
        "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p>p</p></publicationStmt>"
        "<sourceDesc><p>s</p></sourceDesc></fileDesc></teiHeader>"
    )
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}<text><body><div>{blocks}</div></body></text></TEI>'
    (root / "documents" / "one.xml").write_text(text, "utf-8")
    built = desk.variorum("build", "letters", "--to", "tei", "--out", "out")
    assert (built.status, set(desk.files())) == (0, {"letters.xml"}), built.out


def test_data_on_a_stamp_stand_apart() -> None:
    stamp = etree.fromstring(
        f'<incident xmlns="{TEI}"><desc>Posted: <stamp><placeName>Berlin N. W.</placeName>'
        "<date>30. 4. 99</date><time>1–2N.</time></stamp> and <stamp>W<hi>i</hi>en </stamp>"
        "again</desc></incident>"
    )
    assert described(stamp) == "Posted: Berlin N. W., 30. 4. 99, 1–2N. and Wien again"


def test_a_datum_that_is_the_words_of_a_stamp_says_so(desk: Desk) -> None:
    root = desk.edition(TOML.replace("documents/one.txt", "documents/one.xml"))
    described = (
        "<msDesc><msIdentifier><settlement>Amity</settlement></msIdentifier><physDesc><additions>"
        "<incident><desc><stamp><placeName>Amity</placeName><date>4 May</date></stamp></desc></incident>"
        "<incident><desc>two strokes, <stamp>Seen</stamp></desc></incident></additions></physDesc></msDesc>"
    )
    header = (
        "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p>p</p></publicationStmt>"
        f"<sourceDesc>{described}</sourceDesc></fileDesc></teiHeader>"
    )
    text = f'<TEI xmlns="{TEI}">{header}<text><body><p>x</p></body></text></TEI>'
    (root / "documents" / "one.xml").write_text(text, "utf-8")
    built = desk.variorum("build", "letters", "--to", "tei,epub", "--out", "out")
    assert built.status == 0, built.out
    with zipfile.ZipFile(root.parent / "out" / "letters.epub") as book:
        page = book.read("EPUB/text/one.xhtml").decode()
    assert "Amity. Stamp: Amity, 4 May. Two strokes, Seen." in page


@pytest.mark.parametrize(
    ("objects", "printed"),
    [
        (
            ("Copy with later corrections", "Copy with later notes", "Folder"),
            "Copy with later corrections and notes. Folder.",
        ),
        (
            ("Copy with later notes", "Copy with later seals", "Copy with later stains"),
            "Copy with later notes, seals and stains.",
        ),
        (("Copy", "Copy with later notes", "Copy"), "Copy with later notes."),
        (("Copy of a list", "Copy of a list"), "Copy of a list."),
        (("Typed letter", "Typed card", "Copybook"), "Typed letter. Typed card. Copybook."),
        (("Copy with old notes", "#b|Copy with old seals"), "Copy with old notes. Copy with old seals."),
    ],
)
def test_a_source_note_says_once_how_names_of_one_object_begin(
    desk: Desk, objects: tuple[str, ...], printed: str
) -> None:
    root = desk.edition(TOML.replace("documents/one.txt", "documents/one.xml"))
    named = (one.rpartition("|")[::2] for one in objects)
    types = "".join(f'<objectType source="{whose or "#a"}">{name}</objectType>' for whose, name in named)
    header = (
        "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p>p</p></publicationStmt>"
        f"<sourceDesc><msDesc><physDesc><ab>{types}</ab></physDesc></msDesc></sourceDesc></fileDesc></teiHeader>"
    )
    text = f'<TEI xmlns="{TEI}">{header}<text><body><p>x</p></body></text></TEI>'
    (root / "documents" / "one.xml").write_text(text, "utf-8")
    built = desk.variorum("build", "letters", "--to", "tei,epub", "--out", "out")
    assert built.status == 0, built.out
    with zipfile.ZipFile(root.parent / "out" / "letters.epub") as book:
        page = book.read("EPUB/text/one.xhtml").decode()
    assert f">{printed}<" in page


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("<surname>?? [A nurse]</surname>", "[A nurse]"),
        ("<surname>??</surname><forename>Ann</forename>", "Ann"),
        ("?? Lee", "Lee"),
        ("??", "??"),
    ],
)
def test_signs_for_a_name_that_nobody_knows_are_none(name: str, printed: str) -> None:
    xml = f"<person xmlns='{TEI}' xml:id='p'><persName>{name}</persName></person>"
    found = person(etree.fromstring(xml))
    assert found is not None
    assert (found.name, found.sort) == (printed, "")


@pytest.mark.parametrize(
    ("surname", "forename", "sort"),
    [
        ("von Amity", "Ann", "Amity, Ann von"),
        ("von und zu Amity", "Ann", "Amity, Ann von und zu"),
        ("van der Lee", "Jan", "Lee, Jan van der"),
        ("de la Tour", "Jean", "de la Tour, Jean"),
        ("Vonde", "Ida", "Vonde, Ida"),
    ],
)
def test_a_register_has_a_particle_behind_the_forename(surname: str, forename: str, sort: str) -> None:
    parts = f"<surname>{surname}</surname><forename>{forename}</forename>"
    xml = f"<person xmlns='{TEI}' xml:id='p'><persName>{parts}</persName></person>"
    found = person(etree.fromstring(xml))
    assert found is not None
    assert (found.name, found.sort) == (f"{forename} {surname}", sort)


@pytest.mark.parametrize(
    ("told", "about"),
    [
        ("<birth when='1848'/><death><date when='1921-05-03'/></death>", "1848–1921"),
        ("<birth when='1848'/>", "* 1848"),
        ("<death>in May 1921</death>", "† 1921"),
        ("<birth when='1897-09-24'/><death when='1897-09-24'/>", "1897"),
        ("<sex value='male'/><occupation>Maler/Malerin</occupation>", "Maler"),
        ("<sex value='F'/><occupation>Maler/Malerin</occupation>", "Malerin"),
        ("<occupation>Maler/Malerin</occupation>", "Maler/Malerin"),
        (
            "<persName type='pseudonym'>Boz</persName><occupation>novelist</occupation>",
            "Pseud. Boz, novelist",
        ),
        (
            "<persName type='pseudonym'>Boz</persName><persName type='pseudonym'>Jim</persName>",
            "Pseud. Boz, Pseud. Jim",
        ),
    ],
)
def test_what_a_register_says_of_a_life_is_printed_as_an_index_has_it(told: str, about: str) -> None:
    """A name under which somebody published is no cover name, which every text would explain."""
    found = person(
        etree.fromstring(f"<person xmlns='{TEI}' xml:id='p'><persName>Ann Lee</persName>{told}</person>")
    )
    assert found is not None
    for language in ("en", "de"):
        assert (said_of(found, wording(language)).text, found.cover_names) == (about, ())
