"""A volume of many documents becomes an edition: in order, with what stands between them, nothing lost."""

from __future__ import annotations

import zipfile

import pikepdf
import pypdfium2
import pytest
from desk import TOML, Desk

from variorum.codecs.tei.volume import Volume, read_volume
from variorum.model import Document, Field, FieldKind, Heading, MatterPlace, PageBreak, Paragraph, Reference
from variorum.model.walk import descend, folded, plain

HEADER = """<teiHeader><fileDesc><titleStmt><title type="complete">Exchanges, 1961</title>
<editor>C. S. Sampson</editor></titleStmt><publicationStmt><publisher>The Office</publisher>
<pubPlace>Washington</pubPlace><date>1996</date><idno type="isbn-13">9780160420184</idno></publicationStmt>
<sourceDesc><p>Printed book</p></sourceDesc></fileDesc></teiHeader>"""
VOLUME = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}<text>
<front>
  <pb n="I"/>
  <titlePage><docTitle><titlePart>Exchanges</titlePart></docTitle></titlePage>
  <div type="toc"><head>Contents</head><list><item>The Exchanges 1</item></list></div>
  <div type="section" xml:id="preface"><head>Preface</head><p>What this volume is.</p></div>
</front>
<body>
  <pb n="1"/>
  <div type="compilation" xml:id="comp1"><head>The Exchanges</head>
    <p>They began in November.</p>
    <div type="document" xml:id="d1" n="1">
      <head>1. Message<note n="0" xml:id="d1fn0">Source: Current Documents, p. 476.</note></head>
      <dateline>Moscow, <date when="1960-11-09">November 9, 1960</date>.</dateline>
      <p>Esteemed Sir.<note n="1" xml:id="d1fn1">Printed from a copy.</note></p>
    </div>
    <pb n="2"/>
    <div type="document" xml:id="d2" n="2"><head>2. Answer</head>
      <p>See <ref target="#d1">Document 1</ref>.</p></div>
    <p>They ended in 1963.</p>
  </div>
  <pb n="3"/>
</body>
<back><div type="index" xml:id="index"><head>Index</head><p>Moscow, 1</p></div></back>
</text></TEI>"""


def volume(tei: str = VOLUME, id: str = "frus") -> Volume:
    return read_volume("volume.xml", tei.encode(), id).value


def by_id(read: Volume) -> dict[str, Document]:
    return {document.id: document for document in read.documents}


def title(document: Document) -> str:
    lines = (node for line in (*document.head.lines, *document.head.added) for node in descend(line))
    return next(
        (folded(plain(node)) for node in lines if isinstance(node, Field) and node.kind is FieldKind.TITLE),
        "",
    )


def pages(document: Document) -> list[str]:
    return [node.label for node in descend(document) if isinstance(node, PageBreak)]


def test_each_division_of_the_type_document_is_a_document_and_so_is_what_stands_between() -> None:
    assert [(document.id, title(document)) for document in volume().documents] == [
        ("frus.preface", "Preface"),
        ("frus.comp1", "The Exchanges"),
        ("frus.d1", "1. Message"),
        ("frus.d2", "2. Answer"),
        ("frus.comp1-2", ""),
        ("frus.index", "Index"),
    ]


def test_a_page_break_between_two_documents_belongs_to_the_next() -> None:
    found = {name: pages(document) for name, document in by_id(volume()).items()}
    assert found == {
        "frus.preface": [],
        "frus.comp1": ["1"],
        "frus.d1": [],
        "frus.d2": ["2"],
        "frus.comp1-2": [],
        "frus.index": ["3"],
    }


def test_parts_before_and_behind_the_documents_are_matter() -> None:
    places = {name: document.matter for name, document in by_id(volume()).items()}
    assert {name: place for name, place in places.items() if place} == {
        "frus.preface": MatterPlace.FRONT,
        "frus.index": MatterPlace.BACK,
    }


def test_the_title_of_a_section_that_begins_a_part_is_no_line_of_its_title() -> None:
    told = '<p rend="sectiontitle">Sources</p><p>What this volume is.</p>'
    read = by_id(volume(VOLUME.replace("<p>What this volume is.</p>", told)))
    preface = read["frus.preface"]
    assert [folded(plain(line)) for line in preface.head.lines] == ["Preface"]
    assert [(type(one), folded(plain(one))) for one in preface.body] == [
        (Heading, "Sources"),
        (Paragraph, "What this volume is."),
    ]


def test_a_document_in_front_or_back_is_a_document() -> None:
    tei = VOLUME.replace(
        "<back>", '<back><div type="letter" xml:id="l1"><head>A letter</head><p>It is.</p></div>'
    )
    assert by_id(volume(tei))["frus.l1"].matter is None


def test_a_preface_and_an_index_in_the_body_are_matter_too() -> None:
    body = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>
<div type="preface" xml:id="p"><p>Why.</p></div><div type="letter" xml:id="a"><p>A.</p></div>
<div type="introduction" xml:id="i"><p>Of the next.</p></div><div type="index" xml:id="x"><p>A.</p></div>
<div type="letter" xml:id="b"><p>B.</p></div>
<div type="index" xml:id="z"><p>A, 1.</p></div></body></text></TEI>"""
    places = {name: document.matter for name, document in by_id(volume(body)).items()}
    assert places == {
        "frus.p": MatterPlace.FRONT,
        **dict.fromkeys(("frus.a", "frus.i", "frus.x", "frus.b")),
        "frus.z": MatterPlace.BACK,
    }


def test_the_only_text_of_a_file_keeps_its_title_page() -> None:
    tei = VOLUME.replace('type="document"', 'type="part"')
    (document,) = volume(tei, "letter").documents
    assert "Exchanges" in plain(document.body)
    assert document.matter is None


@pytest.mark.parametrize(
    "contents",
    ['<div xml:id="toc"><p>One 1</p></div>', '<div type="Inhalt"><p>One 1</p></div>', '<divGen type="toc"/>'],
)
def test_contents_of_the_old_print_are_known_by_type_subtype_or_id(contents: str) -> None:
    tei = VOLUME.replace(
        '<div type="section" xml:id="preface">', f'{contents}<div type="section" xml:id="preface">'
    )
    assert list(by_id(volume(tei))) == list(by_id(volume()))


def pages_of_the_book(desk: Desk) -> list[tuple[str, str]]:
    """Return the labels of the pages of the PDF, and their words."""
    with pikepdf.open(desk.folder / "out" / "letters.pdf") as file:
        labels = [str(page.label) for page in file.pages]
    book = pypdfium2.PdfDocument(desk.folder / "out" / "letters.pdf")  # type: ignore[no-untyped-call]
    words = [" ".join(page.get_textpage().get_text_range().split()) for page in book]
    book.close()  # type: ignore[no-untyped-call]
    return list(zip(labels, words, strict=True))


def test_preliminaries_have_roman_folios_and_the_old_index_says_whose_pages_it_cites(desk: Desk) -> None:
    edition(desk)
    tei = VOLUME.replace("Moscow, 1</p>", 'Moscow, <ref target="#pg_2">2</ref></p>')
    tei = tei.replace('<pb n="2"/>', '<pb n="2" xml:id="pg_2"/>')
    (desk.folder / "letters" / "documents" / "volume.xml").write_text(tei, "utf-8")
    told = desk.variorum("build", "letters", "--to", "pdf", "--out", "out", "--jobs", "1")
    assert told.status == 0, told.out
    book = pages_of_the_book(desk)
    assert next(label for label, words in book if "What this volume is." in words).strip("ivxl") == ""
    assert [label for label, words in book if "They began in November." in words] == ["1"]
    assert any("The numbers are those of the pages of the original. Moscow, 2" in words for _, words in book)
    account = desk.variorum("account", "letters", "--json").json
    assert {"title-page", "contents"} <= set(account["sources"][0]["left_out"])


CITED = {
    "pages without links": ("Moscow, 1–3", True),
    "documents": ('Moscow, <ref target="#d1">1</ref>', False),
    "documents without links, as it says": ("References are to document numbers. Moscow, 1", False),
    "numbers that no page has": ("Moscow, 17, 239", False),
    "nothing": ("Moscow", False),
}


@pytest.mark.parametrize(("words", "told"), CITED.values(), ids=CITED)
def test_an_old_index_says_so_where_it_cites_pages(desk: Desk, words: str, told: bool) -> None:
    edition(desk)
    tei = VOLUME.replace("Moscow, 1</p>", f"{words}</p>")
    (desk.folder / "letters" / "documents" / "volume.xml").write_text(tei, "utf-8")
    assert desk.variorum("build", "letters", "--to", "epub", "--out", "out", "--jobs", "1").status == 0
    assert ("pages of the original" in whole_book(desk)) == told


def whole_book(desk: Desk) -> str:
    """Return the pages of the e-book."""
    with zipfile.ZipFile(desk.folder / "out" / "letters.epub") as book:
        return "".join(book.read(name).decode() for name in book.namelist() if name.endswith("html"))


def test_the_note_that_names_the_source_is_of_a_series_of_its_own() -> None:
    notes = by_id(volume())["frus.d1"].notes
    assert [(note.id, note.series) for note in notes] == [("d1fn0", "source"), ("d1fn1", "editorial")]


def test_the_header_tells_the_imprint_and_who_edited() -> None:
    read = volume()
    said = read.imprint
    assert (said.title, said.publisher, said.place, said.year) == (
        *("Exchanges, 1961", "The Office"),
        *("Washington", "1996"),
    )
    assert [(one.scheme, one.value) for one in said.identifiers] == [("isbn-13", "9780160420184")]
    assert [(agent.name, agent.role) for agent in read.agents] == [("C. S. Sampson", "editor")]


def test_the_members_of_a_corpus_and_of_a_group_are_documents() -> None:
    one = '<TEI xml:id="a"><teiHeader/><text><body><p>First.</p></body></text></TEI>'
    two = (
        '<TEI><teiHeader/><text><group><text xml:id="b"><body><p>Second.</p></body></text>'
        '<text xml:id="c"><body><p>Third.</p></body></text></group></text></TEI>'
    )
    corpus = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>{one}{two}</teiCorpus>'
    assert [(document.id, folded(plain(document.body))) for document in volume(corpus, "x").documents] == [
        ("x.a", "First."),
        ("x.b", "Second."),
        ("x.c", "Third."),
    ]


def test_the_only_text_of_a_file_bears_the_id_of_edition_toml_and_the_title_of_its_header() -> None:
    tei = VOLUME.replace('type="document"', 'type="part"')
    (document,) = volume(tei, "letter").documents
    assert document.id == "letter"
    assert "Exchanges, 1961" in plain(document.head.added)


def edition(desk: Desk, more: str = "") -> None:
    toml = TOML.replace(
        'id = "one"\nfile = "documents/one.txt"', 'id = "frus"\nfile = "documents/volume.xml"'
    )
    root = desk.edition(toml + more)
    (root / "documents" / "volume.xml").write_text(VOLUME, "utf-8")


def test_a_volume_builds_to_every_format_and_passes_its_proofs(desk: Desk) -> None:
    edition(desk)
    told = desk.variorum("build", "letters", "--to", "pdf,epub,docx,tei", "--out", "out", "--jobs", "1")
    assert told.status == 0, told.out
    assert set(desk.files()) == {"letters.pdf", "letters.epub", "letters.docx", "letters.xml"}


def test_a_document_of_a_volume_is_emended_under_its_own_id(desk: Desk) -> None:
    emend = '[[emend]]\ndocument = "frus.d1"\nlemma = "Esteemed"\nreading = "Dear"\n'
    edition(desk, emend)
    assert desk.variorum("check", "letters").status == 0
    edition(desk, emend.replace("frus.d1", "frus.d9"))
    assert "emendation-missing error" in desk.variorum("check", "letters").out


def test_references_lead_to_other_documents_and_to_places_in_them(desk: Desk) -> None:
    tei = VOLUME.replace(
        "Moscow, 1</p>",
        'Moscow, <ref target="#pg_2">2</ref>, <ref target="#d1fn1">n</ref><ref target="#d1fn0">s</ref></p>',
    ).replace('<pb n="2"/>', '<pb n="2" xml:id="pg_2"/>')
    targets = {
        document.id: [node.target for node in descend(document) if isinstance(node, Reference)]
        for document in volume(tei).documents
    }
    assert (targets["frus.d2"], targets["frus.index"]) == (
        ["frus.d1"],
        ["frus.d2#pg_2", "frus.d1#d1fn1", "frus.d1#d1fn0"],
    )
    edition(desk)
    (desk.folder / "letters" / "documents" / "volume.xml").write_text(tei, "utf-8")
    told = desk.variorum("build", "letters", "--to", "epub,tei", "--out", "out", "--jobs", "1")
    assert (told.status, told.findings) == (0, [])
    assert b'target="#pg_2"' in desk.files()["letters.xml"]


def test_a_picture_that_is_not_there_is_no_error(desk: Desk) -> None:
    edition(desk)
    tei = VOLUME.replace(
        "What this volume is.", 'What this volume is.</p><figure><graphic url="seal.tif"/></figure><p>'
    )
    (desk.folder / "letters" / "documents" / "volume.xml").write_text(tei, "utf-8")
    told = desk.variorum("check", "letters")
    assert (told.status, told.findings) == (0, ["letters/documents/volume.xml:9:87 picture-missing"])
