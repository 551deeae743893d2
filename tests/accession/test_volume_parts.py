"""Parts of a printed volume that comes as plain text: matter of the edition, or left out and told."""

from __future__ import annotations

import re

from desk import Desk

PAGES = {
    1: "CONTENTS\n\n1. Preface .................... 3-4\n2. Documents .................. 5-6\n",
    2: "THE KEEPERS OF THE LAMP\nAND THE HARBOUR BOARD\n\nCOLLECTION OF DOCUMENTS\n\nMoscow\n2025\n",
    3: "Signal copy\n\nEditorial Preface\n\nThe papers were found in 1990.\n\n3",
    4: "Signal copy\n\nNo. 1\nNote on the lamp\n\nJune 13, 1963\n\nThe lamp is lit, and we ask for oil.\n\n"
    "RGANI. F. 3. Op. 16. D. 294. L. 219. Original. Typewritten text.\n\n4",
    5: "Signal copy\n\nNo. 2\nNote on the oil\n\nJune 14, 1963\n\nThe oil is sent, and the wick.\n\n"
    "RGANI. F. 3. Op. 16. D. 294. L. 220. Original. Typewritten text.\n\n5",
}


def test_the_parts_of_a_volume_are_no_documents(desk: Desk) -> None:
    (desk.folder / "pages").mkdir()
    for number, words in PAGES.items():
        (desk.folder / "pages" / f"page_{number:04}.txt").write_text(words, "utf-8")
    assert desk.variorum("new", "letters", "--from", str(desk.folder / "pages")).status == 0
    toml = (desk.folder / "letters" / "edition.toml").read_text("utf-8")
    assert 'title = "THE KEEPERS OF THE LAMP AND THE HARBOUR BOARD"   # as the title page says' in toml
    rows = re.findall(r'^id = "([^"]+)"\nfile = .*\n(?:matter = "(\w+)")?', toml, re.MULTILINE)
    assert rows == [("title-page", "front"), ("editorial-preface", "front"), ("no-1", ""), ("no-2", "")]
    report = (desk.folder / "letters" / "reading.md").read_text("utf-8")
    assert "- a part of the printed volume, of page_0001.txt, line 1: 7 words, “CONTENTS Preface" in report
    desk.variorum("build", "letters", "--to", "epub", "--out", "out", "--jobs", "1")
    checked = desk.variorum("check", "letters")
    assert checked.status == 0, checked.out


def test_what_is_called_contents_and_is_none_stays(desk: Desk) -> None:
    (desk.folder / "pages").mkdir()
    words = PAGES | {1: "CONTENTS\n\nThe contents of the chest were a lamp and a wick.\n"}
    for number, text in words.items():
        (desk.folder / "pages" / f"page_{number:04}.txt").write_text(text, "utf-8")
    desk.variorum("new", "letters", "--from", str(desk.folder / "pages"))
    folder = desk.folder / "letters" / "documents"
    assert any("contents of the chest" in one.read_text("utf-8") for one in folder.iterdir())
