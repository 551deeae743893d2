"""Damages to an e-book."""

from __future__ import annotations

import copy

from damage import (
    CALL,
    INVISIBLE,
    LOOK,
    MISSING,
    NOTE,
    ORDER,
    PAGE,
    TWICE,
    Damage,
    Element,
    cut,
    in_part,
    in_text,
    reword,
)
from variorum.extract import body

X = "{http://www.w3.org/1999/xhtml}"
DOCUMENT = "memorandum"
TEXT = f"EPUB/text/{DOCUMENT}.xhtml"
CSS = "EPUB/style/book.css"


def _body(root: Element) -> Element:
    return next(e for e in root.iter() if e.get("data-stream") == body(DOCUMENT))


def _notes(root: Element) -> list[Element]:
    return [e for e in root.iter(f"{X}aside") if e.get("role") == "doc-footnote"]


def _calls(root: Element) -> list[Element]:
    return [e for e in _body(root).iter(f"{X}a") if e.get("role") == "doc-noteref"]


def word_gone(root: Element) -> None:
    reword(_body(root), " tower ", " ")


def words_swapped(root: Element) -> None:
    reword(_body(root), "lamp does", "does lamp")


def note_gone(root: Element) -> None:
    cut(_notes(root)[1])


def note_doubled(root: Element) -> None:
    note = _notes(root)[1]
    note.addnext(copy.deepcopy(note))


def italic_gone(root: Element) -> None:
    sign = next(_body(root).iter(f"{X}i"))
    sign.tag = f"{X}span"


def underline_gone(root: Element) -> None:
    sign = next(_body(root).iter(f"{X}ins"))
    sign.tag = f"{X}span"
    sign.attrib.pop("class")


def page_gone(root: Element) -> None:
    mark = [e for e in _body(root).iter() if e.get("role") == "doc-pagebreak"][1]
    mark.attrib.pop("role")
    for name in list(mark.attrib):
        if str(name).endswith("}type"):
            mark.attrib.pop(name)


def pages_swapped(root: Element) -> None:
    first, second = [e for e in _body(root).iter() if e.get("role") == "doc-pagebreak"][1:3]
    for name in ("aria-label", "title", "id"):
        one, other = first.get(name), second.get(name)
        assert one is not None
        assert other is not None
        first.set(name, other)
        second.set(name, one)


def label_changed(root: Element) -> None:
    _calls(root)[0].text = "7"


def call_tied_elsewhere(root: Element) -> None:
    first, second = [a for a in _calls(root) if (a.text or "").isdigit()][:2]
    first.set("href", second.get("href") or "")


DAMAGES = (
    Damage("a word is gone", in_part(TEXT, word_gone), MISSING),
    Damage("two words are swapped", in_part(TEXT, words_swapped), ORDER),
    Damage("a note is gone", in_part(TEXT, note_gone), NOTE),
    Damage("a note is doubled", in_part(TEXT, note_doubled), TWICE),
    Damage("an italic is gone", in_part(TEXT, italic_gone), LOOK),
    Damage("a sign's element is gone", in_part(TEXT, underline_gone), LOOK),
    Damage("a page mark is gone", in_part(TEXT, page_gone), PAGE),
    Damage("two page marks are swapped", in_part(TEXT, pages_swapped), PAGE),
    Damage("a label is changed", in_part(TEXT, label_changed), CALL),
    Damage("a note is tied to a wrong call", in_part(TEXT, call_tied_elsewhere), CALL),
    Damage(
        "a paragraph is white",
        in_text(CSS, b"body {", b".document-body p.first { color: #fff } body {"),
        INVISIBLE,
    ),
    Damage("the notes are hidden", in_text(CSS, b"body {", b"aside { display: none } body {"), INVISIBLE),
)
