"""Bytes become text, or a finding that names the likely encoding."""

from __future__ import annotations

import pytest

from variorum.decode import decode
from variorum.findings import Diagnostic
from variorum.findings.files import FileEmpty, FileEncoding, FileNotText

RUSSIAN = "Первому секретарю ЦК КПСС товарищу Брежневу.\nСовершенно секретно, экз. единственный."
FRENCH = "Le « détente » était déjà à l’ordre du jour; naïve – café"
QUOTED = "The so-called “détente” of the social democrats’ leaders — and others."


def only(path: str, data: bytes, encoding: str | None = None) -> Diagnostic:
    found = decode(path, data, encoding).diagnostics
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp866"),
        (FRENCH, "windows-1252"),
        (QUOTED, "windows-1252"),
        (QUOTED, "mac-roman"),
    ],
)
def test_a_wrong_encoding_is_named_and_can_be_set(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    finding = only("letter.txt", data)
    assert isinstance(finding, FileEncoding)
    assert dict(finding.facts)["likely"] == encoding
    assert decode("letter.txt", data, encoding).value.text == text


def test_the_first_byte_that_does_not_fit_has_its_place() -> None:
    finding = only("a.txt", b"first\nsecond caf\xe9 here")
    assert finding.span is not None
    assert (finding.span.line, finding.span.column) == (2, 11)
    assert "0xE9" in finding.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_unicode_in_any_form_is_read(encoding: str) -> None:
    result = decode("a.txt", RUSSIAN.encode(encoding))
    assert (result.value.text, result.diagnostics) == (RUSSIAN, ())


@pytest.mark.parametrize("data", [b"", b"  \n\t\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_a_finding(data: bytes) -> None:
    assert isinstance(only("a.txt", data), FileEmpty)


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04rest", b"%PDF-1.7", b"\x89PNG\r\n", b"\xd0\xcf\x11\xe0\xa1", b"a\x00b", b"bell \x07"]
)
def test_what_is_not_text_is_refused(data: bytes) -> None:
    assert isinstance(only("a.txt", data), FileNotText)


def test_line_ends_of_other_systems() -> None:
    assert decode("a.txt", b"one\r\ntwo\rthree").value.text == "one\ntwo\nthree"


def test_an_unknown_encoding_is_a_finding() -> None:
    finding = only("a.txt", b"text", "utf-9")
    assert "utf-9" in finding.message
    assert finding.hint
