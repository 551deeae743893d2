"""Small Word files and pages, each of which showed a fault once: what is printed of them, in four formats.

They lie beside the repository, with a page that tells what each must become; here it is as a table. Lines
are in the notation of `apparatus.printed`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from apparatus.printed import lines
from desk import Desk

from variorum.press import Request
from variorum.press.preparation import prepare

PRINTED: dict[str, tuple[str, ...]] = {
    "word/01-call-at-paragraph-start.docx": ("body: Text^1 after the call at the head.",),
    "word/01-call-at-paragraph-start-itemcall.docx": ("First^1 item.", "^2", "c^3"),
    "word/04-picture-in-a-note.docx": ("Worthy of note^1.",),
    "word/05-invisible-characters-ch-lrm.docx": ("The lamp\u200ehouse keeper came\u200e and went home.",),
    "word/05-invisible-characters-ch-zwnj.docx": ("The lamp\u200chouse keeper came\u200c and went home.",),
    "word/06-symbol-becomes-fffd-sym.docx": ("Smile ☺ box □ hand ☞ sec § w2 ☑ wd ✔ end.",),
    "word/07-glyphs-outside-the-font-emoji.docx": ("Noted 😀 and ☺ and ✓ and ☒ by the keeper.",),
    "word/07-glyphs-outside-the-font-hebrew.docx": ("He signed", "שלום", "and went."),
    "word/08-break-in-heading.docx": ("Line one line two",),
    "word/09-equations.docx": ("The load x=(a+b)/(2c) y^2 √z [q] ∑_i^n k is plain.",),
    "word/09-equations-strict.docx": ("eq a=b^1 end.",),
    "word/10-fields-and-forms-lost.docx": ("Agreed: ☒ yes ☐ no.", "Choice: Green lamp."),
    "word/10-fields-and-forms-lost-fields.docx": ("eq 1/2, sym § done.", "Macro [click here] end."),
    "word/11-drop-cap.docx": ("The lamp was out on the Tuesday.",),
    "word/15-wide-table-long-word.docx": ("Column13word", "After."),
    "word/16-cross-references.docx": ("As said (above -> #",),
    "word/16-cross-references-fields.docx": ("note 1^1.",),
    "word/18-small-print.docx": ("E BASE (kana) F",),
    "word/18-small-print-custom.docx": ("Star^*next^† and sym^∗, auto^1.",),
    "word/18-small-print-heads.docx": ("H7",),
    "word/18-small-print-tables.docx": ("wide", "End^2."),
    "word/18-small-print-caps.docx": ("A caps b",),
    "word/19-damaged-picture.docx": ("Worthy of note^1.",),
    "web/12-wayback-toolbar.html": ("The keeper of the lamp reports",),
    "web/14-heading-level-skipped.html": ("First part",),
    "web/17-plugin-notes.html": ("masters of ships.^1", "masters of ships.^2"),
    "web/40-html-epubnotes.html": ("{38|[page 38]}",),
    "tei/12-rtl.xml": ("written^1 twice.", "فيه.^2"),
}
"""What must stand in the print of each."""
ABSENT: dict[str, tuple[str, ...]] = {
    "word/18-small-print-heads.docx": ("#",),
    "web/12-wayback-toolbar.html": ("captures", "archive"),
    "word/16-cross-references-fields.docx": ("Orlov",),
}
TOLD: dict[str, tuple[str, ...]] = {
    "word/09-equations.docx": ("has equations, each of which is written in one line: 2",),
    "word/10-fields-and-forms-lost-fields.docx": ("_Ref1 (“12”)", "Error! Reference source", "Orlov, P."),
    "word/18-small-print-caps.docx": ("in capitals", "marked with a colour"),
    "word/19-damaged-picture.docx": ("pictures/19-damaged-picture-i.png cannot be shown",),
    "web/12-wayback-toolbar.html": ("the toolbar of a web archive",),
}
"""What `reading.md` must tell."""


@pytest.mark.parametrize("name", PRINTED)
def test_what_failed_once_is_printed_in_four_formats(shared: Path, desk: Desk, name: str) -> None:
    made = desk.variorum("new", "one", "--from", str(shared / "cases" / name))
    assert made.status == 0, made.out
    report = (desk.folder / "one" / "reading.md").read_text("utf-8")
    assert all(words in report for words in TOLD.get(name, ())), report
    publication = prepare(str(desk.folder / "one"), Request()).publication
    assert publication is not None
    (document,) = publication.documents
    text = "\n".join(lines((*document.head, *document.body)))
    assert all(words in text for words in PRINTED[name]), text
    assert not any(words in text.replace("#one", "") for words in ABSENT.get(name, ())), text
    said = desk.variorum(
        "build", "one", "--to", "pdf,epub,docx", "--to", "tei", "--out", "out", "--jobs", "1"
    )
    assert said.status == 0, said.out
    assert len(re.findall(" passed\\b", said.out)) == 4


def test_a_page_of_frames_and_a_file_of_ours_are_refused(shared: Path, desk: Desk) -> None:
    frames = desk.variorum("new", "one", "--from", str(shared / "cases/web/13-frameset.html"))
    assert frames.status == 1
    assert "menu.htm, text.htm" in frames.err
    own = desk.variorum("new", "one", "--from", str(shared / "cases/word/20-strict-specimen.docx"))
    assert own.status == 1
    assert "that variorum made" in own.err
