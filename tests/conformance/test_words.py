"""A diplomatic edition has the words of its source, in order, also for readers that are not ours."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterable
from pathlib import Path

import judges
import pytest
from lxml import etree
from press import SEEDS, Press, Version

DIPLOMATIC = Version("socialist-international", "diplomatic")
SOURCE = SEEDS / "socialist-international" / "documents" / "1977-08-26_644-54.txt"
FIRST, LAST = "Station chiefs", "26 August 1977\n\n\n"
"""Where the text of the source begins and ends: its head and its statements about signs stand around it."""
BREAKS = re.compile(r"\u00ad\s*|(?<=\w-)\n\s*")
"""Where a word goes on in the next line: a typesetter's hyphen, which goes, or the source's, which stays."""
LABEL = re.compile(r"[a-z]|\d{1,2}")


def source_words() -> list[str]:
    text = SOURCE.read_text(encoding="utf-8")
    start = text.index(FIRST)
    return text[start : text.index(LAST, start) + len(LAST)].split()


def words(text: str) -> list[str]:
    return BREAKS.sub("", unicodedata.normalize("NFC", text)).split()


def first_missing(wanted: Iterable[str], seen: list[str]) -> str | None:
    """Return the first word that is not found behind the one before it; notes and heads may stand between.

    A label of a note may be glued to the word that calls it, as text readers do.
    """
    at = 0
    for word in wanted:
        for index in range(at, len(seen)):
            rest = seen[index].removeprefix(word)
            if seen[index] == word or (seen[index].startswith(word) and LABEL.fullmatch(rest)):
                at = index + 1
                break
        else:
            return f"“{word}” after “{' '.join(seen[max(0, at - 5) : at])}”"
    return None


def with_pdftotext(path: Path) -> str:
    return judges.pdf_text(path, "-layout")


def with_lxml(path: Path) -> str:
    with zipfile.ZipFile(path) as book:
        pages = [name for name in book.namelist() if "1977-08-26" in name]
        assert len(pages) == 1
        root = etree.fromstring(book.read(pages[0]))
    for call in root.iterfind(".//{*}sup"):
        call.text = f"{call.text or ''} "
    block = "{http://www.w3.org/1999/xhtml}"
    for element in root.iter(f"{block}p", f"{block}h1", f"{block}br", f"{block}li"):
        element.tail = f" {element.tail or ''}"
    return "".join(str(text) for text in root.itertext())


@pytest.mark.parametrize(("suffix", "read"), [("pdf", with_pdftotext), ("epub", with_lxml)])
def test_the_words_of_the_source(press: Press, suffix: str, read: object) -> None:
    assert callable(read)
    assert first_missing(source_words(), words(read(press.finished(DIPLOMATIC, suffix)))) is None


def test_the_words_of_the_source_in_libreoffice(press: Press, tmp_path: Path) -> None:
    printed = judges.libreoffice_pdf(press.finished(DIPLOMATIC, "docx"), tmp_path)
    assert first_missing(source_words(), words(with_pdftotext(printed))) is None


def test_this_test_can_fail() -> None:
    wanted = source_words()
    assert len(wanted) > 800
    assert first_missing(wanted, [*wanted[:50], "a", *wanted[50:]]) is None
    assert first_missing(wanted, [*wanted[:50], *wanted[51:]]) is not None
    assert first_missing(wanted, [*wanted[:-2], wanted[-1], wanted[-2]]) is not None
