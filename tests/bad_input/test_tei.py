"""Faulty, foreign and hostile XML: a finding with a place, nothing fetched, never a traceback."""

from __future__ import annotations

import re
import resource
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import TOML, Desk, Said

NAMESPACE = 'xmlns="http://www.tei-c.org/ns/1.0"'
LETTER = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<TEI {NAMESPACE}>
  <teiHeader><fileDesc>
    <titleStmt><title>A letter</title></titleStmt>
    <publicationStmt><p>Unpublished</p></publicationStmt>
    <sourceDesc><p>Born digital</p></sourceDesc>
  </fileDesc></teiHeader>
  <text><body>
    <p>Dear Colleague, the papers left this office.</p>
  </body></text>
</TEI>
"""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """Let every attempt to reach a network fail, and the test with it."""
    tried: list[Any] = []

    def refused(*arguments: Any) -> None:
        tried.append(arguments)
        raise OSError("no network in this test")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    yield tried
    assert tried == []


def said(desk: Desk, tei: str | bytes, *words: str) -> Said:
    """Check an edition whose only document is this file."""
    root = desk.edition(TOML.replace("one.txt", "one.xml"))
    (root / "documents" / "one.xml").write_bytes(tei.encode() if isinstance(tei, str) else tei)
    return desk.variorum(*(words or ("check", "letters")))


def with_text(text: str, start: str = "") -> str:
    """Return the letter with another paragraph, and a document type declaration before it."""
    tei = LETTER.replace("Dear Colleague, the papers left this office.", text)
    return tei.replace("?>\n", f"?>\n{start}", 1)


@pytest.mark.parametrize(
    ("tei", "finding", "reason"),
    [
        (LETTER.replace("</p>\n  </body>", "\n  </body>"), "10:10 xml-malformed", "p line 9 and body"),
        (LETTER.replace("</TEI>", ""), "12:1 xml-malformed", "Premature end"),
        (LETTER.replace("office.", "office &c;."), "9:55 xml-malformed", "Entity 'c' not defined"),
        (LETTER.replace("<p>Dear", '<p xml:id="a"/><p xml:id="a">Dear'), "9:33 xml-malformed", "ID a"),
        (LETTER.replace("<TEI ", "<html ").replace("</TEI", "</html"), "2:1 tei-root", "its root is “html”"),
        (
            LETTER.replace("<TEI ", "<TEI.2 ").replace("</TEI", "</TEI.2"),
            "2:1 tei-root",
            "TEI P4, whose pointers",
        ),
        ("<PcGts><Page><TextRegion/></Page></PcGts>", "1:1 tei-root", "only zones and lines of pages"),
        (
            f"<TEI {NAMESPACE}><teiHeader/><facsimile><surface/></facsimile></TEI>",
            "1:1 tei-no-text",
            "only zones and lines (facsimile)",
        ),
        (
            f"<TEI {NAMESPACE}><teiHeader/><sourceDoc><zone><line>Dear</line></zone></sourceDoc></TEI>",
            "1:1 tei-no-text",
            "only zones and lines (sourceDoc)",
        ),
        (with_text(""), "8:3 tei-no-text", "elements without a word"),
        ("", "1:1 file-empty", "is empty"),
    ],
)
def test_what_cannot_be_read_as_tei_is_refused_with_place_and_reason(
    desk: Desk, tei: str, finding: str, reason: str
) -> None:
    told = said(desk, tei)
    assert told.status == 1
    assert f"letters/documents/one.xml:{finding} error" in told.out
    assert reason in " ".join(told.out.split())


def test_bytes_that_are_not_of_the_declared_encoding_are_found(desk: Desk) -> None:
    told = said(desk, with_text("Дорогой коллега").encode("windows-1251"))
    assert told.status == 1
    assert "one.xml:9:8 file-encoding error" in told.out
    assert "it looks like windows-1251" in told.out


def test_a_file_that_is_not_in_the_encoding_it_declares_is_found_though_every_byte_fits(desk: Desk) -> None:
    told = said(desk, with_text("Lieber Kollege, schöne Grüße").replace('"UTF-8"', '"ISO-8859-1"'))
    assert told.status == 1
    assert "one.xml:9:27 file-encoding error" in told.out
    assert "it looks like utf-8" in told.out


def test_the_encoding_that_edition_toml_names_overrules_the_declared_one(desk: Desk) -> None:
    toml = TOML.replace("one.txt", "one.xml").replace('base = "typed"', 'encoding = "windows-1251"')
    root = desk.edition(toml)
    (root / "documents" / "one.xml").write_bytes(with_text("Дорогой коллега").encode("windows-1251"))
    assert "Дорогой коллега" in desk.variorum("model", "letters").out


BOMB = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "tei",
    [
        with_text("&b11;", f'<!DOCTYPE TEI [<!ENTITY b0 "ha">{BOMB}]>\n'),
        with_text('<hi n="&b11;">a</hi>', f'<!DOCTYPE TEI [<!ENTITY b0 "ha">{BOMB}]>\n'),
        with_text("&q;" * 400, f'<!DOCTYPE TEI [<!ENTITY q "{"ha" * 20_000}">]>\n'),
        with_text("<hi>" * 120 + "a" + "</hi>" * 120),
        with_text("<hi>" * 3000 + "a" + "</hi>" * 3000),
    ],
    ids=["laughs", "laughs in an attribute", "quadratic", "deep", "deeper than the parser goes"],
)
def test_bombs_and_wells_are_refused_in_little_memory(desk: Desk, tei: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told = said(desk, tei)
    assert told.status == 1
    assert "xml-limit error" in told.out
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_a_hundred_megabytes_of_one_line_are_refused_unread(desk: Desk) -> None:
    root = desk.edition(TOML.replace("one.txt", "one.xml"))
    head, _, tail = LETTER.partition("Dear Colleague")
    with (root / "documents" / "one.xml").open("wb") as file:
        file.write(head.encode())
        file.truncate(100_000_000)
        file.seek(0, 2)
        file.write(tail.encode())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told = desk.variorum("check", "letters")
    assert told.status == 1
    assert "one.xml:1:1 file-too-long error" in told.out
    assert "more than the 64 MB that such a file may have" in " ".join(told.out.split())
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000


def test_text_that_another_file_holds_is_not_fetched_and_is_missed_aloud(desk: Desk, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    told = said(
        desk,
        with_text(
            'Here: &s; and &far;.<include xmlns="http://www.w3.org/2001/XInclude" href="other.xml"/>',
            f'<!DOCTYPE TEI [<!ENTITY s SYSTEM "{secret.as_uri()}">'
            '<!ENTITY far SYSTEM "http://example.org/far.txt">]>\n',
        ),
        *("model", "letters", "--json"),
    )
    assert "the secret" not in told.out
    assert "&s; and &far;." in told.out
    codes = [found["code"] for found in told.json["findings"]]
    assert codes.count("xml-entity") == 2
    assert codes.count("xml-not-included") == 1


def test_document_types_style_sheets_and_schemas_are_not_fetched(desk: Desk) -> None:
    start = (
        '<?xml-stylesheet href="http://example.org/look.xsl"?><?xml-model href="rules.sch"?>'
        '<!DOCTYPE TEI SYSTEM "http://example.org/tei.dtd">\n'
    )
    told = said(desk, with_text("A line&mdash;cut &own; short", start), "model", "letters", "--json")
    codes = [found["code"] for found in told.json["findings"]]
    assert codes.count("xml-not-followed") == 3
    assert codes.count("xml-entity") == 2
    assert "A line—cut &own; short" in told.out


def test_text_that_the_file_itself_declares_is_put_in_its_place(desk: Desk) -> None:
    start = '<!DOCTYPE TEI [<!ENTITY who "R&#233;n&who2;"><!ENTITY who2 "ée &#38;amp; Co.">]>\n'
    told = said(desk, with_text("Dear &who; &amp; all", start), "model", "letters", "--json")
    assert "Dear Rénée & Co. & all" in told.out
    assert [found["code"] for found in told.json["findings"] if found["code"].startswith("xml")] == []


def test_tei_without_its_namespace_is_read_with_a_warning(desk: Desk) -> None:
    told = said(desk, LETTER.replace(f" {NAMESPACE}", ""), "model", "letters")
    assert "the papers left this office" in told.out
    assert "tei-namespace warning" in said(desk, LETTER.replace(f" {NAMESPACE}", "")).out


def test_pointers_to_nowhere_are_found_and_the_text_stays(desk: Desk) -> None:
    tei = with_text(
        'Dear <addSpan spanTo="#gone"/>Colleague, see <ref target="#lost">there</ref>'
        '<note target="#away">So.</note> the papers.'
    )
    told = said(desk, tei)
    assert told.out.count("pointer-broken warning") == 2
    assert told.out.count("reference-nowhere warning: the reference to “#lost” leads nowhere") == 1
    for kept in ("Colleague, see", "there", "So.", " the papers."):
        assert kept in said(desk, tei, "model", "letters").out


def test_pointers_to_nowhere_of_one_kind_are_told_once(desk: Desk) -> None:
    many = "".join(f'lamp <metamark target="#p{at}">|</metamark> ' for at in range(7))
    told = said(desk, with_text(f'{many}<addSpan spanTo="#p1"/>glass'))
    assert told.out.count("pointer-broken warning") == 2
    assert (
        "metamark/@target points to “#p0”, “#p1”, “#p2” and 4 more (7 pointers, here the first), "
        "which are nowhere in this file" in told.out
    )
    assert "addSpan/@spanTo points to “#p1”, which is nowhere in this file" in told.out


def test_references_to_nowhere_are_told_once_where_no_name_is_near(desk: Desk) -> None:
    places = '<seg xml:id="lantern">lamp</seg> '
    many = "".join(f'<ref target="#{name}">there</ref> ' for name in ("q01", "q02", "q03", "q04", "lanter"))
    told = said(desk, with_text(places + many))
    assert told.out.count("reference-nowhere warning") == 2
    assert "4 references lead nowhere, to “#q01”, “#q02”, “#q03” and 1 more, here the first" in told.out
    assert "the reference to “#lanter” leads nowhere" in told.out


def test_space_that_is_kept_is_not_that_between_paragraphs(desk: Desk) -> None:
    tei = (
        with_text("Kept  so.").replace("<body>", '<body xml:space="preserve">\n  ').replace("</p>", "</p>\n")
    )
    desk.edition(TOML.replace("one.txt", "one.xml"), **{"one": ""})
    (desk.folder / "letters/documents/one.xml").write_text(tei, "utf-8")
    assert 'p("Kept  so.")' in desk.variorum("model", "letters").out
    said = desk.variorum("build", "letters", "--to", "epub,tei", "--out", "out", "--jobs", "1")
    assert said.status == 0, said.out


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("convention", ["guide", "soviet-archives", "frus", "leiden"])
def test_an_abbreviation_without_its_expansion_has_no_note_on_nothing(
    desk: Desk, convention: str, language: str
) -> None:
    toml = TOML.replace("documents/one.txt", "documents/one.xml").replace("soviet-archives", convention)
    root = desk.edition(f'language = "{language}"\n' + re.sub(r"(?m)^language = .*\n", "", toml))
    header = "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt></fileDesc></teiHeader>"
    body = "<text><body><p>Then <abbr>Mr</abbr> came.</p></body></text>"
    (root / "documents" / "one.xml").write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}{body}</TEI>', "utf-8"
    )
    told = desk.variorum("model", "letters", "--origins").out
    assert "stands for" not in told.replace("what it stands for", "")
    assert "steht für" not in told
