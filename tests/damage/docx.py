"""Damages to a Word file."""

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
    reword,
)
from variorum.findings.proof import ProofWordExtra

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "word/document.xml"
NOTES = "word/footnotes.xml"
STYLES = "word/styles.xml"


def word_gone(root: Element) -> None:
    reword(root, " tower ", " ")


def words_swapped(root: Element) -> None:
    reword(root, "lamp does", "does lamp")


def _own_notes(root: Element) -> list[Element]:
    return [note for note in root.iter(f"{W}footnote") if note.get(f"{W}type") is None]


def note_gone(root: Element) -> None:
    for paragraph in list(_own_notes(root)[1]):
        for run in list(paragraph.iter(f"{W}r")):
            cut(run)


def note_doubled(root: Element) -> None:
    paragraphs = list(_own_notes(root)[0])
    for paragraph in paragraphs:
        _own_notes(root)[0].append(copy.deepcopy(paragraph))


def _run(root: Element, style: str) -> Element:
    found = next(e for e in root.iter(f"{W}rStyle") if e.get(f"{W}val") == style)
    run = found.getparent()
    assert run is not None
    return run


def sign_gone(root: Element) -> None:
    cut(_run(root, "VC-inserted"))


def style_weakened(root: Element) -> None:
    style = next(e for e in root.iter(f"{W}style") if e.get(f"{W}styleId") == "VC-inserted")
    cut(next(style.iter(f"{W}u")))


def _pages(root: Element) -> list[Element]:
    return [e for e in root.iter(f"{W}bookmarkStart") if (e.get(f"{W}name") or "").startswith("_p")]


def page_gone(root: Element) -> None:
    cut(_pages(root)[1])


def pages_swapped(root: Element) -> None:
    first, second = _pages(root)[1:3]
    one, other = first.get(f"{W}name"), second.get(f"{W}name")
    assert one is not None
    assert other is not None
    first.set(f"{W}name", other)
    second.set(f"{W}name", one)


def label_changed(root: Element) -> None:
    run = next(e for e in root.iter(f"{W}rStyle") if e.get(f"{W}val") == "VC-note-call").getparent()
    assert run is not None
    holder = run.getparent()
    assert holder is not None
    text = next(holder.iter(f"{W}t"))
    text.text = "q"


def calls_swapped(root: Element) -> None:
    first, second = list(root.iter(f"{W}footnoteReference"))[1:3]
    one, other = first.get(f"{W}id"), second.get(f"{W}id")
    assert one is not None
    assert other is not None
    first.set(f"{W}id", other)
    second.set(f"{W}id", one)


def call_gone(root: Element) -> None:
    cut(list(root.iter(f"{W}footnoteReference"))[1])


def _marked(root: Element, name: str, **values: str) -> None:
    run = next(
        run for run in root.iter(f"{W}r") if " tower " in "".join(str(text) for text in run.itertext())
    )
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = run.makeelement(f"{W}rPr", {})
        run.insert(0, properties)
    properties.append(properties.makeelement(f"{W}{name}", {f"{W}{k}": v for k, v in values.items()}))


def white(root: Element) -> None:
    _marked(root, "color", val="FFFFFF")


def hidden(root: Element) -> None:
    _marked(root, "vanish")


DAMAGES = (
    Damage("a word is gone", in_part(TEXT, word_gone), MISSING),
    Damage("two words are swapped", in_part(TEXT, words_swapped), ORDER),
    Damage("a note is gone", in_part(NOTES, note_gone), NOTE | MISSING),
    Damage("a note is doubled", in_part(NOTES, note_doubled), TWICE | {ProofWordExtra}),
    Damage("a note's call is gone", in_part(TEXT, call_gone), CALL),
    Damage("a sign is gone", in_part(TEXT, sign_gone), LOOK | MISSING),
    Damage("a style is weakened", in_part(STYLES, style_weakened), LOOK),
    Damage("a page mark is gone", in_part(TEXT, page_gone), PAGE),
    Damage("two page marks are swapped", in_part(TEXT, pages_swapped), PAGE),
    Damage("a label is changed", in_part(TEXT, label_changed), CALL),
    # Word counts their numbers, so that each call has the words of the other note.
    Damage("two notes are tied to each other's calls", in_part(TEXT, calls_swapped), MISSING),
    Damage("words are white", in_part(TEXT, white), INVISIBLE),
    Damage("words are hidden", in_part(TEXT, hidden), INVISIBLE),
)
