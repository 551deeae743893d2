"""What a new edition is called, by whom it is, and how its documents are named: as the files say."""

from __future__ import annotations

import io
import re
import tomllib
from pathlib import Path
from typing import Any

import docx
import pytest
from desk import LETTER, Desk

HEADER = (
    "<teiHeader><fileDesc><titleStmt>{titles}{people}</titleStmt><publicationStmt><publisher>Board of Lights"
    "</publisher>{numbers}</publicationStmt><sourceDesc>{source}</sourceDesc></fileDesc></teiHeader>"
)
TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}<text><body>{body}</body></text></TEI>'
PARTS = {
    "titles": "<title>The lamp at Halcyon</title>",
    "people": "",
    "numbers": "",
    "source": "<p>none</p>",
    "body": "<p>It is out.</p>",
}


def tei(**parts: str) -> bytes:
    whole = {**PARTS, **parts}
    return TEI.format(header=HEADER.format(**whole), body=whole["body"]).encode()


def word(*paragraphs: tuple[str, str]) -> bytes:
    """Return a Word file of paragraphs, each with its style."""
    file = docx.Document()
    for style, words in paragraphs:
        file.add_paragraph(words, style)
    made = io.BytesIO()
    file.save(made)
    return made.getvalue()


def brought(desk: Desk, **files: bytes) -> dict[str, Any]:
    """Return the edition.toml of an edition of files, named by their names with “_” for the dot."""
    names = [re.sub("_(?=[^_]*$)", ".", name) for name in files]
    for name, data in zip(names, files.values(), strict=True):
        (desk.folder / name).write_bytes(data)
    said = desk.variorum("new", "lights", "--from", *names)
    assert said.status == 0, said.err
    assert desk.variorum("check", "lights").status == 0
    return tomllib.loads((desk.folder / "lights" / "edition.toml").read_text("utf-8"))


def comment(desk: Desk, key: str) -> str:
    """Return what edition.toml says behind the first value of a key."""
    lines = (desk.folder / "lights" / "edition.toml").read_text("utf-8").splitlines()
    return next(line for line in lines if line.startswith(f"{key} = ")).partition("   # ")[2]


TITLES = {
    "the header of TEI": (tei(), "a_xml", "The lamp at Halcyon"),
    "the title of a text, not of its series": (
        tei(titles='<title level="s">Lights</title><title level="a">The lamp</title>'),
        "a_xml",
        "The lamp",
    ),
    "Word’s style of titles": (
        word(("Normal", "1931"), ("Title", "The lamp"), ("Heading 1", "Out"), ("Normal", "It is.")),
        "a_docx",
        "The lamp",
    ),
    "the first heading": (word(("Heading 2", "The lamp"), ("Normal", "It is out.")), "a_docx", "The lamp"),
    "the first that is not over the contents": (
        word(("Heading 1", "Contents"), ("Normal", "The lamp 1"), ("Heading 1", "The lamp")),
        "a_docx",
        "The lamp",
    ),
    "the heading of a page": (
        b"<html><head><title>Archive | Home</title></head><body><h1>The lamp</h1><p>Out.</p></body></html>",
        "a_html",
        "The lamp",
    ),
    "the title of a page without a heading": (
        b"<html><head><title>The lamp</title></head><body><p>It is out.</p><p>So.</p></body></html>",
        "a_html",
        "The lamp",
    ),
    "the head of a paper": (LETTER.encode(), "a_txt", "A letter"),
    "a heading in a text": (b"## The lamp\n\nIt is out.\n", "a_txt", "The lamp"),
}


@pytest.mark.parametrize(("data", "name", "title"), TITLES.values(), ids=TITLES)
def test_an_edition_of_one_file_is_called_by_its_title(
    desk: Desk, data: bytes, name: str, title: str
) -> None:
    assert brought(desk, **{name: data})["title"] == title
    assert comment(desk, "title") == "as the file says"


def test_without_a_title_it_is_called_by_its_folder_and_that_is_told(desk: Desk) -> None:
    assert brought(desk, a_txt=b"It is out.\n")["title"] == "Lights"
    assert comment(desk, "title") == "what the folder is called: put the title of the edition"


def test_files_of_one_collection_are_called_by_it(desk: Desk) -> None:
    titles = '<title level="s">Papers of the Board</title><title level="a">Letter {}</title>'
    one, two = (tei(titles=titles.format(number)) for number in (1, 2))
    assert brought(desk, a_xml=one, b_xml=two)["title"] == "Papers of the Board"


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("The lamp is out and it was not for the keeper to say that to them.", "{}, and other documents"),
        ("Die Lampe ist aus, und es war nicht an dem Wärter, das zu sagen.", "{} und andere Dokumente"),
    ],
)
def test_several_files_are_called_by_the_first_with_a_title(desk: Desk, words: str, title: str) -> None:
    one = word(("Normal", words))
    two = word(("Title", "The lamp"), ("Normal", words))
    assert brought(desk, a_docx=one, b_docx=two)["title"] == title.format("The lamp")
    assert comment(desk, "title") == "the title of the first document: put that of the edition"


def test_the_number_of_the_first_document_is_none_of_the_title(desk: Desk) -> None:
    titles = '<title level="a">{} The lamp</title>'
    one, two = (tei(titles=titles.format(number)) for number in ("2.9", "70.28"))
    assert brought(desk, a_xml=one, b_xml=two)["title"] == "The lamp, and other documents"


def test_a_list_of_contents_names_no_edition(desk: Desk) -> None:
    contents, lamp = b"## Contents\n\nThe lamp 1\n", b"## The lamp\n\nIt is out.\n"
    assert brought(desk, a_txt=contents, b_txt=lamp)["title"] == "The lamp, and other documents"


@pytest.mark.parametrize(
    "line",
    [
        "Copy No. 3 Urgent",
        "TOP SECRET. Copy 12",
        "Ex. No. 2, very urgent!",
        "Экз. № 1",
        "Eilt sehr! 2. Ausfertigung",
        "By Ada Stone · 8 min read",
        "By Ada Stone | Lights",
        "6-minute read",
        "Von Ada Stone • 4 Min. Lesezeit",
        "Posted on 4 May 1931 by Ada",
    ],
)
def test_marks_of_a_paper_and_lines_of_a_site_are_no_titles(desk: Desk, line: str) -> None:
    words = "The keeper of the lamp says that it is out, and that nobody was there to see it."
    brought(desk, a_txt=f"{line}\n\n{words}\n".encode())
    assert "Titles taken by guess" not in (desk.folder / "lights" / "reading.md").read_text("utf-8")


@pytest.mark.parametrize(
    "line", ["By the sea", "Copying secrets", "Urgent matters of the lamp", "Published letters"]
)
def test_titles_that_begin_like_marks_of_a_paper_are_titles(desk: Desk, line: str) -> None:
    words = "The keeper of the lamp says that it is out, and that nobody was there to see it."
    brought(desk, a_txt=f"{line}\n\n{words}\n".encode())
    assert f"- “{line}”" in (desk.folder / "lights" / "reading.md").read_text("utf-8")


def test_a_publisher_before_a_year_is_no_title(desk: Desk) -> None:
    brought(
        desk, a_txt=b"PAPERS OF THE BOARD\n\nCardiff\n\nLamp and Oil\n\n1931\n\nThe lamp is out, and so on.\n"
    )
    report = (desk.folder / "lights" / "reading.md").read_text("utf-8")
    assert "- “PAPERS OF THE BOARD”" in report and "Lamp and Oil”" not in report


def test_documents_of_one_import_are_of_one_country(desk: Desk) -> None:
    words = "It was not for the keeper of the lamp to say that to them, and it is out of his hands."
    texts = {"a_txt": words, "b_txt": f"{words} The color of the harbor and of the labor was gray."}
    toml = brought(desk, **{name: text.encode() for name, text in texts.items()})
    assert [one["languages"] for one in toml["document"]] == [["en-US"], ["en-US"]]
    assert "and others are in en-US" in (desk.folder / "lights" / "edition.toml").read_text("utf-8")


def test_documents_are_named_by_their_heads_and_keep_ids_of_their_files(desk: Desk) -> None:
    toml = brought(
        desk,
        scan_0007_docx=word(("Title", "The lamp"), ("Normal", "It is out.")),
        IMG_2_txt=b"## The glass\n\nIt is dim.\n",
    )
    assert [one["id"] for one in toml["document"]] == ["scan_0007", "IMG_2"]
    assert desk.variorum("build", "lights", "--to", "tei", "--out", "out").status == 0
    made = desk.files()["lights.xml"].decode()
    assert re.findall(r"<title>([^<]*)</title>", made) == ["The lamp", "The glass"]


def test_editors_stand_in_the_order_of_the_files_once_each(desk: Desk) -> None:
    people = (
        "<editor>Kurt Ifkovits</editor><editor>Müller, Martin Anton</editor>"
        "<respStmt><resp>transcription</resp><name>Ann Other</name></respStmt>"
    )
    more = "<editor>Martin Anton Müller</editor><editor>Vera Brown</editor>"
    toml = brought(desk, a_xml=tei(people=people), b_xml=tei(people=more))
    names = ["Kurt Ifkovits", "Martin Anton Müller", "Vera Brown"]
    assert [one["name"] for one in toml["editor"]] == names
    assert toml["contributor"] == [{"id": "ann-other", "name": "Ann Other", "role": "transcription"}]


ROLES = {
    "general": "general editor",
    "Series": "series editor",
    "primary": None,
    "volume": None,
    "": None,
    "https://id.loc.gov/vocabulary/relators/edt": None,
    "#ed3": None,
    "translator": "translator",
    "compiler": "compiler",
    "editor-in-chief": "editor-in-chief",
}


@pytest.mark.parametrize(("said", "role"), ROLES.items(), ids=ROLES)
def test_an_editor_has_the_role_that_the_file_tells(desk: Desk, said: str, role: str | None) -> None:
    people = f'<editor role="primary">Ann Other</editor><editor role="{said}">Vera Brown</editor>'
    toml = brought(desk, a_xml=tei(people=people))
    kind = role if role in (None, "translator") else "contributor"
    (told,) = [one for one in toml[kind or "editor"] if one["name"] == "Vera Brown"]
    assert told.get("role") == (role if kind == "contributor" else None)
    assert "Ann Other" in [one["name"] for one in toml["editor"]]


def test_a_person_and_a_document_of_one_name_have_ids_of_their_own(desk: Desk) -> None:
    people = "<editor>Vera Brown</editor>"
    toml = brought(desk, **{"vera-brown_xml": tei(people=people)})
    assert (toml["document"][0]["id"], toml["editor"][0]["id"]) == ("vera-brown", "vera-brown-2")


BASES = {
    "nothing": (b"It is out.\n", "a_txt", "typed", "taken, for the file says nothing else"),
    "by hand": (b"A handwritten letter.\n", "a_txt", "handwritten", "for the file says “handwritten”"),
    "by machine": (b"A typescript of two pages.\n", "a_txt", "typed", "for the file says “typescript”"),
    "both": (b"A typed letter with handwritten words.\n", "a_txt", "typed", "taken, for the file says"),
    "by hand on a paper": (
        b"A letter.\n\n[Handwritten note: Agreed.]\n\nSignature autograph.\n",
        "a_txt",
        "typed",
        "taken, for the file says nothing else",
    ),
    "far inside a long text": (
        b"It is out.\n\n" * 400 + b"A holograph.\n\n" + b"It is lit.\n\n" * 400,
        "a_txt",
        "typed",
        "taken, for the file says nothing else",
    ),
    "a header": (
        tei(source="<p>Autograph, two leaves</p>"),
        "a_xml",
        "handwritten",
        "for the file says “Autograph”",
    ),
    "TEI that says nothing": (tei(body="<p>A typed letter.</p>"), "a_xml", None, ""),
}


@pytest.mark.parametrize(("data", "name", "base", "reason"), BASES.values(), ids=BASES)
def test_how_a_source_is_written_is_stated_with_the_reason(
    desk: Desk, data: bytes, name: str, base: str | None, reason: str
) -> None:
    assert brought(desk, **{name: data})["document"][0].get("base") == base
    if base:
        assert comment(desk, "base").startswith(reason)


def test_an_edition_has_an_identifier_of_its_own_and_tells_those_of_the_source(desk: Desk) -> None:
    toml = brought(desk, a_xml=tei(numbers='<idno type="isbn-13">9780160420184</idno>'))
    (identifier,) = toml["identifier"]
    assert identifier["scheme"] == "urn"
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", identifier["value"])
    text = (desk.folder / "lights" / "edition.toml").read_text("utf-8")
    assert "# the source’s own isbn-13: 9780160420184\n" in text


@pytest.mark.parametrize("folder", ["lights", "below/lights", "Lights of 1931"])
def test_a_new_edition_lies_where_it_was_asked_for_and_names_no_path_of_a_machine(
    desk: Desk, folder: str
) -> None:
    (desk.folder / "files").mkdir()
    (desk.folder / "files" / "a.txt").write_text("It is out.\n")
    assert desk.variorum("new", folder, "--from", str(desk.folder / "files" / "a.txt")).status == 0
    root = desk.folder / folder
    files = {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*")) if path.is_file()}
    assert list(files) == ["documents/a.txt", "edition.toml", "reading.md"]
    for path in files.values():
        assert str(desk.folder) not in path.read_text("utf-8")
    assert tomllib.loads(files["edition.toml"].read_text("utf-8"))["id"] == Path(folder).name.replace(
        " ", "-"
    )


def test_the_report_begins_with_what_needs_an_eye_each_kind_once(desk: Desk) -> None:
    letters = {f"a{number}_txt": f"{LETTER}\n[One {number}]\n".encode() for number in range(4)}
    brought(desk, **letters)
    report = (desk.folder / "lights" / "reading.md").read_text("utf-8")
    head, _, rest = report.partition("## The files")
    assert head.splitlines()[2] == "## For your eye"
    lines = [line for line in head.splitlines() if line.startswith("- ")]
    assert 1 <= len(lines) <= 13
    assert len({line.split("`: ")[-1].split(" ")[0] for line in lines}) >= 1
    assert any(line.endswith("more like it") for line in lines)
    assert "is now `documents/a0.txt`, read by the set `soviet-archives`" in rest
