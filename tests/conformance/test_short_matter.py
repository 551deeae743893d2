"""Parts of the matter of a few lines share a page, each well below the one before."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pypdfium2
from press import Press, Version

SPECIMEN = Version("specimen")
TITLES = ("Persons", "Statement of responsibility")
LEAST = 40
"""How far apart the last line of a part and the title of the next are at least, in points."""


def test_in_print(press: Press) -> None:
    *_, page = (one for one in lines(press.finished(SPECIMEN, "pdf")) if TITLES[0] in one)
    first, second = (page[title] for title in TITLES)
    last = min(height for height in page.values() if second < height < first)
    assert last - second > LEAST


def test_in_word(press: Press) -> None:
    with zipfile.ZipFile(press.finished(SPECIMEN, "docx")) as package:
        document = package.read("word/document.xml").decode()
    titles = {title: paragraph(document, title) for title in TITLES}
    assert "w:before" not in titles[TITLES[0]]
    assert re.search(r'<w:spacing w:before="\d{3}"/>', titles[TITLES[1]])


def paragraph(document: str, words: str) -> str:
    """Return the properties of the last paragraph with some words: that in the contents comes first."""
    before = document[: document.rindex(f">{words}<")]
    return before[before.rindex("<w:pPr>") :].partition("</w:pPr>")[0]


def lines(pdf: Path) -> list[dict[str, float]]:
    """Return the lines of each page with the heights of their feet above that of the page, in points."""
    found = []
    document: Any = pypdfium2.PdfDocument(pdf)  # type: ignore[no-untyped-call]
    for page in document:
        text = page.get_textpage()
        rects = [text.get_rect(number) for number in range(text.count_rects())]
        found.append({text.get_text_bounded(*rect).strip(): rect[1] for rect in rects})
    return found
