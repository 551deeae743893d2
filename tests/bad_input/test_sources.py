"""Files that cannot be brought in, or only in part: a clear finding, bounded memory, nothing fetched."""

from __future__ import annotations

import io
import resource
import socket
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import NoReturn

import pytest
from desk import TOML, Desk
from steps import calls, program_that_counts

from variorum.accession import web
from variorum.accession.manuscript import TitleAs, transcript
from variorum.accession.web.markup import LEVELS
from variorum.codecs import read as read_transcript
from variorum.conventions import load
from variorum.decode import decode
from variorum.findings.accession import FilePassedOver, MatterLeftOut, PictureLeftOut
from variorum.findings.files import FileTooLong, LineTooLong
from variorum.model.walk import plain
from variorum.source import Source

PAGE = "<html><head><title>A page</title></head><body>{}</body></html>"


def packed(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return made.getvalue()


@dataclass(frozen=True, slots=True)
class Bad:
    """A file that cannot be brought in, the finding, and words of its message or its mend."""

    data: bytes
    found: str
    says: str


BAD = {
    "an empty file": Bad(b"", "file-empty", "is empty"),
    "a picture named as a page": Bad(b"\x89PNG\r\n\x1a\n\x00\x00", "file-kind", "it is a picture"),
    "a PDF named as a page": Bad(b"%PDF-1.7\n%\xe2\xe3", "file-kind", "it is a PDF"),
    "an old Word file": Bad(b"\xd0\xcf\x11\xe0\xa1\xb1", "file-kind", "save it as DOCX"),
    "a Rich Text file": Bad(b"{\\rtf1\\ansi Words}", "file-kind", "Rich Text"),
    "data": Bad(b'[{"no": 1, "text": "The keeper of the lamp"}]', "file-kind", "JSON"),
    "LaTeX": Bad(b"% a draft\n\\documentclass{book}\n\\begin{document}The lamp", "file-kind", "pandoc"),
    "XML without a declaration": Bad(
        b"<letter><p>The lamp</p>\n</letter>\n", "file-kind", "“letter”, not TEI"
    ),
    "XML of another house": Bad(
        "<d:book xmlns:d='x'><d:para>The lamp</d:para></d:book>".encode("utf-16"),
        "file-kind",
        "“book”, not TEI",
    ),
    "an OpenDocument file": Bad(packed("content.xml", "META-INF/manifest.xml"), "file-kind", "OpenDocument"),
    "an e-book": Bad(packed("META-INF/container.xml", "a.xhtml"), "file-kind", "EPUB"),
    "a zip archive": Bad(packed("one.txt"), "file-kind", "Unpack it first"),
    "a zip archive cut off": Bad(packed("one.txt")[:20], "file-kind", "damaged"),
    "a program": Bad(b"\x7fELF\x02\x01\x01\x00", "file-kind", "it is a program"),
    "a page packed by a browser": Bad(
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n<html><p>x",
        "file-kind",
        "MHTML",
    ),
    "bytes": Bad(bytes(range(256)) * 8, "file-kind", "it is not text"),
    "zones and lines": Bad(b"<?xml version='1.0'?><PcGts xmlns='x'/>", "file-kind", "PAGE XML"),
    "XML of another kind": Bad(b"<?xml version='1.0'?><!-- x --><book/>", "file-kind", "the root “book”"),
    "TEI of the old form": Bad(b"<TEI.2><text/></TEI.2>", "file-kind", "P4"),
    "a page without a body": Bad(b"<html><head><title>T</title></head></html>", "page-empty", "no words"),
    "a page that a program makes": Bad(
        PAGE.format("<div id=root></div><script>run('many words')</script>").encode(), "page-empty", "save it"
    ),
    "a page of frames": Bad(
        b"<html><frameset cols='1,2'><frame src=a.htm></frameset></html>", "page-frames", "a.htm"
    ),
    "a page with zero bytes": Bad(PAGE.format("a\x00b").encode(), "file-not-text", "zero bytes"),
    "a page with a tag without end": Bad(
        PAGE.format(f"<p {' '.join(f'a{number}' for number in range(2000))}>The lamp.</p>").encode(),
        "tag-too-long",
        "more than 1000 attributes",
    ),
    "a page nested without end": Bad(
        PAGE.format("<div>" * 100_000).encode(), "nesting-too-deep", f"more than {LEVELS} deep"
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_brought_in_is_refused_with_the_reason(desk: Desk, name: str) -> None:
    bad = BAD[name]
    (desk.folder / "one.html").write_bytes(bad.data)
    said = desk.variorum("new", "letters", "--from", "one.html")
    assert said.status == 1
    assert f" {bad.found} error: " in f" {said.err}" and "one.html" in said.err, said.err
    assert bad.says in said.err
    assert sorted(path.name for path in desk.folder.iterdir()) == ["one.html"], "nothing is left behind"


def test_in_a_folder_what_cannot_be_read_is_passed_over_and_told_of(desk: Desk) -> None:
    saved = desk.folder / "saved"
    (saved / "one_files").mkdir(parents=True)
    (saved / "one_files" / "menu.html").write_text("<p>Home</p><p>Index</p><p>About</p>")
    (saved / "one.html").write_text(PAGE.format("<p>The lamp is out.</p>"))
    (saved / "scan.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (saved / ".hidden").write_text("x")
    said = desk.variorum("new", "letters", "--from", "saved")
    assert said.status == 0
    assert "saved/scan.jpg is passed over: it is a picture" in said.out
    assert "saved/scan.jpg is passed over" in (desk.folder / "letters" / "reading.md").read_text("utf-8")
    assert [path.name for path in (desk.folder / "letters" / "documents").iterdir()] == ["one.txt"]
    assert FilePassedOver.slug == "file-passed-over"


# ---- pages that are read all the same


def read(data: bytes | str) -> tuple[str, list[str]]:
    """Return the words of a page and the findings about it."""
    result = web.read("one.html", data.encode() if isinstance(data, str) else data)
    page = result.value
    text = transcript(page, {}, TitleAs.ELSEWHERE) if page else ""
    return text, [one.slug for one in result.diagnostics]


def test_a_hundred_levels_are_read() -> None:
    text, found = read(
        PAGE.format("<div>" * 100 + "<p>The lamp is out.</p>" + "</div>" * 100 + "<p>And on.</p>")
    )
    assert text == "The lamp is out.\n\nAnd on.\n"
    assert found == []


def test_broken_nesting_is_read_as_a_browser_does() -> None:
    text, _ = read(PAGE.format("<p>The <i>lamp <b>is</i> out</b>, <i>and<p>on</i> again</div>.</p></table>"))
    assert text == "The *lamp **is*** **out**, *and*\n\n*on* again.\n"


def test_a_caption_keeps_its_words_whatever_stands_in_it() -> None:
    caption = "<caption>Lamps<ol><li>one</li></ol><table><tr><td>two</td></tr></table></caption>"
    assert read(PAGE.format(f"<table>{caption}<tr><th>a</th></tr><tr><td>b</td></tr></table>"))[0] == (
        "::: table\n::: caption\nLamps\n1. one\ntwo\n:::\n\n| a |\n|---|\n| b |\n:::\n"
    )
    assert read(PAGE.format(f"<table>{caption}</table>"))[0] == "Lamps\n\n1. one\n\ntwo\n"


def test_an_attribute_of_a_megabyte_is_no_text() -> None:
    text, found = read(PAGE.format(f"<p title='{'x' * 1_000_000}' onclick='y'>The lamp is out.</p>"))
    assert text == "The lamp is out.\n"
    assert found == []


def test_running_words_beside_the_text_are_for_the_editors_eye() -> None:
    article = "<article><p>" + "The lamp is out and nobody knows why. " * 20 + "</p></article>"
    text, found = read(PAGE.format(article + "<div><p>" + "Or does the keeper know? " * 10 + "</p></div>"))
    assert "keeper" not in text
    assert found == [MatterLeftOut.slug] == ["matter-left-out"]


RUSSIAN = "<p>Маяк погас второго мая, как сказано в журнале.</p>"
ENCODINGS = {
    "it says windows-1251 and is": ("<meta charset=windows-1251>" + RUSSIAN, "cp1251", []),
    "it says windows-1251 and is UTF-8": (
        "<meta charset=windows-1251>" + RUSSIAN,
        "utf-8",
        ["encoding-taken"],
    ),
    "it says UTF-8 and is windows-1251": ("<meta charset=utf-8>" + RUSSIAN, "cp1251", ["encoding-taken"]),
    "it says nothing and is KOI8-R": (RUSSIAN, "koi8-r", ["encoding-taken"]),
    "it says an encoding that nobody knows": ("<meta charset=klingon>" + RUSSIAN, "utf-8", []),
    "it has a byte order mark": (RUSSIAN, "utf-8-sig", []),
    "it is UTF-16": ("<meta charset=utf-16>" + RUSSIAN, "utf-16", []),
    "an XML declaration says it": (
        "<?xml version='1.0' encoding='windows-1251'?><html><body>" + RUSSIAN,
        "cp1251",
        [],
    ),
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_the_encoding_is_found_whatever_the_page_says(name: str) -> None:
    page, encoding, expected = ENCODINGS[name]
    text, found = read(page.encode(encoding))
    assert text == "Маяк погас второго мая, как сказано в журнале.\n"
    assert found == expected


def test_entities_and_signs_that_are_not_seen() -> None:
    text, _ = read(
        PAGE.format("<p>&lsquo;A&rsquo; &#147;b&#148; &amp; c&shy;d &Agrave;&nbsp;e\x07&#x3C;u&#x3E;</p>")
    )
    assert text == "‘A’ “b” & cd À\xa0e\\<u>\n"


@pytest.mark.parametrize(
    "words",
    [
        "# no heading",
        "1977* and 2 * 3 and *stars*, **more**",
        "{added|braces} and {braces}",
        "a^b^c and ^2^",
        "~~waves~~ and <u>this</u>",
        "C:\\temp and a \\{ and \\",
        "::: note",
        "| no table |",
        "- no item",
    ],
)
def test_what_could_be_a_mark_of_the_transcript_is_escaped(words: str) -> None:
    text, _ = read(PAGE.format(f"<p>{escape(words)}</p><p>{escape(words)}</p>"))
    reading = read_transcript(Source("one.txt", text), load("soviet-archives").value)
    assert [plain(block).strip() for block in reading.value.document.body] == [words, words]
    assert reading.diagnostics == ()


# ---- nothing is fetched


def no_network(*_: object, **__: object) -> NoReturn:
    raise AssertionError("something was to be fetched")


def test_nothing_is_fetched(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", no_network)
    monkeypatch.setattr(socket, "create_connection", no_network)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    images = "".join(
        f"<p>Scan {number} <img src='https://a.example/{number}.png' alt='x'></p>" for number in range(7)
    )
    head = (
        "<link rel=stylesheet href='https://a.example/a.css'><base href='https://a.example/'>"
        "<style>@import 'http://b.example/'; p { background: url(https://c.example/c.png) }</style>"
    )
    outside = "<p><img src='../secret.png'> <img src='/etc/hostname'> <img src='file:///etc/hostname'></p>"
    (desk.folder / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (desk.folder / "saved").mkdir()
    (desk.folder / "saved" / "one.html").write_text(
        f"<html><head>{head}</head><body>{images}{outside}</body></html>"
    )
    said = desk.variorum("new", "letters", "--from", "saved/one.html")
    assert said.status == 0
    report = (desk.folder / "letters" / "reading.md").read_text("utf-8")
    assert report.count("is not fetched") == 2, "at the beginning, and where the file is told of"
    assert "https://a.example/0.png and 7 more” is not fetched" in report
    assert "../secret.png is left out: it is not beside the page" in report
    assert not (desk.folder / "letters" / "pictures").exists()
    assert PictureLeftOut.slug == "picture-left-out"


def test_an_address_instead_of_a_file_is_not_fetched(desk: Desk) -> None:
    said = desk.variorum("new", "letters", "--from", "https://a.example/one.html")
    assert said.status == 3
    assert "save the page from a browser" in said.err


def test_a_page_that_is_the_name_of_a_file_is_not_that_file(desk: Desk) -> None:
    (desk.folder / "secret.txt").write_text("<p>a secret</p>")
    assert web.read("one.html", b"secret.txt").value is not None
    assert read(b"secret.txt")[0] == "secret.txt\n"


# ---- bounds


def test_lines_and_files_have_bounds() -> None:
    assert decode("one.txt", b"word " * 20, longest_line=100).diagnostics == ()
    (found,) = decode("one.txt", b"ok\n" + b"word " * 21, longest_line=100).diagnostics
    assert (type(found), str(found.span)) == (LineTooLong, "one.txt:2:101")
    (found,) = decode("one.txt", b"word\n" * 21, longest=100).diagnostics
    assert isinstance(found, FileTooLong)
    assert [LineTooLong.slug, FileTooLong.slug] == ["line-too-long", "file-too-long"]


MEASURE = """
import resource, sys
from variorum.cli import main
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
status = main(sys.argv[1:])
print("peak", (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
sys.exit(status)
"""


MANY = 10_000_000
"""Calls: half as many as the file has words, several times as many as it takes to start and to say so."""


def measured(folder: Path, *words: str) -> tuple[int, str, int, int]:
    """Run a command in a process of its own; return status, words, megabytes above the start, calls."""
    done = subprocess.run(
        [sys.executable, "-c", program_that_counts(MEASURE), *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    peak = int(done.stdout.rsplit("peak ", 1)[1])
    return done.returncode, done.stdout + done.stderr, peak, calls(done.stderr)


@pytest.mark.parametrize("name", ["one.txt", "one.html"])
def test_100_megabytes_of_one_line_are_refused_in_bounded_memory(desk: Desk, name: str) -> None:
    start = b"<html><body><p>" if name.endswith("html") else b""
    (desk.folder / name).write_bytes(start + b"word " * 20_000_000)
    status, said, peak, done = measured(desk.folder, "new", "letters", "--from", name)
    assert (status, "file-too-long" in said) == (1, True), said
    assert peak < 200
    assert done < MANY
    assert not (desk.folder / "letters").exists()


def test_100_megabytes_of_one_line_in_an_edition_are_refused_in_bounded_memory(desk: Desk) -> None:
    desk.edition(TOML, one=b"word " * 20_000_000)
    status, said, peak, done = measured(desk.folder, "check", "letters")
    assert (status, "file-too-long" in said) == (1, True), said
    assert peak < 200
    assert done < MANY
    assert resource.RUSAGE_SELF == 0
