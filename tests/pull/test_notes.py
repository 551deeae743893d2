"""`variorum pull`: notes put in, taken out and moved in the file come back with their definitions."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest
from desk import Desk
from pull.packages import NOTES, TEXT, changed
from pull.test_pull import LETTER, book, came_back, letter

from variorum.ooxml.elements import text, w
from variorum.ooxml.names import q
from variorum.ooxml.xml import Element

DATE = "2026-11-30T10:00:00Z"
NUMBER = "77"
WATER = """

[^lake]: The lake of the district.

    It was drained later.
"""


def run_with(tree: Element, words: str) -> Element:
    return next(one for one in tree.iter(q("r")) if words in (one.findtext(q("t")) or ""))


def parted(run: Element, words: str) -> Element:
    """Part a run behind words; return what stands behind them."""
    said = run.findtext(q("t")) or ""
    at = said.index(words) + len(words)
    behind = w("r", run.find(q("rPr")), text(said[at:]))
    there = run.find(q("t"))
    assert there is not None
    there.text = said[:at]
    run.addnext(behind)
    return behind


def with_note(data: bytes, words: str, *paragraphs: str, author: str = "") -> bytes:
    """Return a file in which a footnote of Word's own is called behind words."""

    def call(tree: Element) -> None:
        made = w("r", w("rPr", w("vertAlign", val="superscript")), w("footnoteReference", id=NUMBER))
        behind = parted(run_with(tree, words), words)
        behind.addprevious(w("ins", made, id=5, author=author, date=DATE) if author else made)

    def note(tree: Element) -> None:
        rows = [
            w("p", w("pPr", w("pStyle", val="FootnoteText")), w("r", text(f" {said}"))) for said in paragraphs
        ]
        rows[0].insert(1, w("r", w("footnoteRef")))
        tree.append(w("footnote", *rows, id=NUMBER))

    return changed(changed(data, call, TEXT), note, NOTES)


def called(tree: Element) -> Element:
    """Return the run that calls the first footnote."""
    return next(one for one in tree.iter(q("r")) if one.find(q("footnoteReference")) is not None)


def uncalled(tree: Element) -> None:
    """Take out the call of the first note, with Word's marks around it."""
    one = called(tree)
    parent = one.getparent()
    assert parent is not None
    parent.remove(one)


def test_a_paragraph_behind_the_last_note_stays_in_it_beside_a_new_one(desk: Desk) -> None:
    def longer(tree: Element) -> None:
        one = next(row for row in tree.iter(q("p")) if "small one" in "".join(map(str, row.itertext())))
        one.addnext(w("p", copy.deepcopy(one.find(q("pPr"))), w("r", text("It was put out."))))

    data = changed(with_note(book(desk), "end of the week", "It was a Friday."), longer, NOTES)
    assert [one[3] for one in came_back(desk, data, "--apply")] == [True, True]
    assert "It was a small one.\n\n    It was put out.\n\n[^friday]: It was a Friday." in letter(desk)


def test_a_new_note_comes_back_with_its_call_and_its_words(desk: Desk) -> None:
    data = with_note(book(desk), "end of the week", "It was a Friday.", "Or was it?")
    found = came_back(desk, data, "--apply")
    assert found == [
        ("note added", "week.", "week⟨note: It was a Friday. ¶ Or was it?⟩.", True),
    ]
    wanted = LETTER.replace("end of the week", "end of the week[^friday]").rstrip("\n")
    assert letter(desk) == f"{wanted}\n\n[^friday]: It was a Friday.\n\n    Or was it?\n"
    assert came_back(desk, data) == [], "what is applied is no change any more"


def test_a_new_note_stands_between_those_around_it(desk: Desk) -> None:
    whole = LETTER.rstrip("\n").replace("is yours.", "is yours.[^lake]") + WATER
    data = with_note(book(desk, whole), "end of the week", "It was [a] Friday.")
    assert [one[3] for one in came_back(desk, data, "--apply")] == [True]
    wanted = whole.replace("end of the week", "end of the week[^friday]")
    assert letter(desk) == wanted.replace("[^lake]: ", "[^friday]: It was \\[a\\] Friday.\n\n[^lake]: ")


def test_the_first_note_of_a_document_comes_back(desk: Desk) -> None:
    whole = LETTER.replace("\n[^fire]: It was a small one.\n", "").replace("[^fire]", "")
    data = with_note(book(desk, whole), "end of the week", "It was a Friday.")
    assert [(one[0], one[3]) for one in came_back(desk, data, "--apply")] == [("note added", True)]
    wanted = whole.replace("end of the week", "end of the week[^friday]").rstrip("\n")
    assert letter(desk) == f"{wanted}\n\n[^friday]: It was a Friday.\n"


def test_a_note_by_somebody_is_theirs(desk: Desk) -> None:
    path = desk.folder / "edited.docx"
    path.write_bytes(with_note(book(desk), "end of the week", "It was a Friday.", author="Ann"))
    said = desk.variorum("pull", str(path), "--into", "letters", "--json")
    assert [(one["kind"], one["author"], one["carried"]) for one in said.json["changes"]] == [
        ("note added", "Ann", True)
    ]


def test_a_note_that_is_taken_out_goes_with_its_words(desk: Desk) -> None:
    data = changed(book(desk), uncalled, TEXT)
    found = came_back(desk, data, "--apply")
    assert [(one[0], one[3]) for one in found] == [("note deleted", True)], found
    assert letter(desk) == LETTER.replace("[^fire]: It was a small one.\n", "").replace(
        "[^fire]", ""
    ).replace("yours.\n\n", "yours.\n")
    assert came_back(desk, data) == []


def test_a_note_that_is_taken_out_and_tracked_goes_too(desk: Desk) -> None:
    def change(tree: Element) -> None:
        one = called(tree)
        held = w("del", id=5, author="Ann", date=DATE)
        one.addprevious(held)
        held.append(one)

    path = desk.folder / "edited.docx"
    path.write_bytes(changed(book(desk), change, TEXT))
    said = desk.variorum("pull", str(path), "--into", "letters", "--json", "--apply")
    assert [(one["kind"], one["author"], one["carried"]) for one in said.json["changes"]] == [
        ("note deleted", "Ann", True)
    ]
    assert "fire]" not in letter(desk)


@pytest.mark.parametrize("words", ["nobody saw", "end of the week", "is yours"])
def test_a_call_that_is_moved_moves_in_the_source(desk: Desk, words: str) -> None:
    def change(tree: Element) -> None:
        one = called(tree)
        marks = [
            each
            for each in (*one.itersiblings(preceding=True), *one.itersiblings())
            if each.tag in (q("bookmarkStart"), q("bookmarkEnd")) and _near(each, one)
        ]
        behind = parted(run_with(tree, words), words)
        for each in [each for each in marks if each.tag == q("bookmarkStart")]:
            behind.addprevious(each)
        behind.addprevious(one)
        for each in [each for each in marks if each.tag == q("bookmarkEnd")]:
            behind.addprevious(each)

    found = came_back(desk, changed(book(desk), change, TEXT), "--apply")
    assert {(one[0], one[3]) for one in found} == {("note moved", True)}, found
    assert letter(desk) == LETTER.replace("fire[^fire]", "fire").replace(words, f"{words}[^fire]")


def _near(mark: Element, run: Element) -> bool:
    """Return whether nothing but marks stands between a mark and a run."""
    inner = {q("bookmarkStart"), q("bookmarkEnd")}
    for way in (True, False):
        for one in run.itersiblings(preceding=way):
            if one is mark:
                return True
            if one.tag not in inner:
                break
    return False


def test_a_call_of_the_edition_s_own_notes_is_told(desk: Desk) -> None:
    whole = LETTER.replace("**lost**", "*lost*")

    def change(tree: Element) -> None:
        link = next(one for one in tree.iter(q("hyperlink")) if "note-call" in _styles(one))
        parent = link.getparent()
        assert parent is not None
        parent.remove(link)

    found = came_back(desk, changed(book(desk, whole), change, TEXT), "--apply")
    assert [(one[0], one[3]) for one in found] == [("note deleted", False)]
    assert letter(desk) == whole


def _styles(link: Element) -> str:
    return " ".join(one.get(q("val"), "") for one in link.iter(q("rStyle")))


EDITS: dict[str, Callable[[bytes], bytes]] = {
    "put in": lambda data: with_note(data, "end of the week", "A Friday."),
    "taken out": lambda data: changed(data, uncalled, TEXT),
}


@pytest.mark.parametrize("kind", EDITS)
def test_what_is_not_wished_leaves_notes_as_they_are(desk: Desk, kind: str) -> None:
    data = EDITS[kind](book(desk))
    assert [one[3] for one in came_back(desk, data, "--apply", "--reject", "1")] == [False]
    assert letter(desk) == LETTER
