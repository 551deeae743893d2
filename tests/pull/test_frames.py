"""`variorum pull`: what is no head, set line or row any more by its words alone is written in constructs."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest
from desk import Desk
from pull.copyeditor import style
from pull.packages import TEXT, changed, with_text
from pull.test_lines_and_rows import LINES, WITH_TABLE, row_with
from pull.test_pull import LETTER, book, came_back, letter

from variorum.ooxml.elements import text, w
from variorum.ooxml.names import q
from variorum.ooxml.xml import Element
from variorum.pull.writing.frames import Datum

SIGNED = LETTER.replace(
    "\n[^fire]: ",
    "\n::: line kind=signature\nThe Keeper, {emphasis kind=small-caps|A. Veselov}\n:::\n\n[^fire]: ",
)
TYPED = "The clerk was asked about it."


def in_heads(data: bytes, *pairs: tuple[str, str]) -> bytes:
    """Return a file with words changed in the head of the document, not in the contents."""

    def change(tree: Element) -> None:
        for before, after in pairs:
            rows = (row for row in tree.iter(q("p")) if "document-" in style(row))
            one = next(one for row in rows for one in row.iter(q("t")) if before in (one.text or ""))
            one.text = (one.text or "").replace(before, after, 1)

    return changed(data, change, TEXT)


def typed(before: str) -> Callable[[Element], None]:
    """Return what types a paragraph behind the one with some words, in its style."""

    def change(tree: Element) -> None:
        rows = [row for row in tree.iter(q("p")) if before in "".join(map(str, row.itertext()))]
        one = next((row for row in rows if "document-" in style(row)), rows[0])
        own = one.find(f"{q('pPr')}/{q('pStyle')}")
        held = w("pPr", w("pStyle", val=own.get(q("val"), ""))) if own is not None else w("pPr")
        one.addnext(w("p", held, w("r", text(TYPED))))

    return change


def split(words: str, of: str = "") -> Callable[[Element], None]:
    """Return what parts the paragraph before some words, one in such a style if it is said."""

    def change(tree: Element) -> None:
        rows = (row for row in tree.iter(q("p")) if of in style(row))
        runs = (run for row in rows for run in row.iter(q("r")))
        run = next(one for one in runs if words in (one.findtext(q("t")) or "")[1:])
        said = next(run.iter(q("t")))
        before, _, behind = (said.text or "").partition(words)
        paragraph = next(run.iterancestors(q("p")))
        own = paragraph.find(q("pPr"))
        made = w("p")
        for child in [
            child for child in paragraph.iterchildren() if child is own or child in run.itersiblings()
        ]:
            made.append(child if child is not own else copy.deepcopy(child))
        rest = copy.deepcopy(run)
        said.text = before
        next(rest.iter(q("t"))).text = f"{words}{behind}"
        made.insert(1 if own is not None else 0, rest)
        paragraph.addnext(made)

    return change


def kinds(found: list[tuple[str, str, str, bool]]) -> list[tuple[str, bool]]:
    return [(one[0], one[3]) for one in found]


@pytest.mark.parametrize(("before", "after"), [("March", "early spring"), ("1 March", "Spring,")])
def test_a_date_that_is_none_any_more_stays_the_date(desk: Desk, before: str, after: str) -> None:
    plain = book(desk)
    assert kinds(came_back(desk, in_heads(plain, (before, after)), "--apply")) == [("words changed", True)]
    date = "1 March 1918".replace(before, after)
    assert f"{{field kind=date key=1918|{date}}}" in letter(desk)
    assert "{field kind=register key=17|No 17}" in letter(desk)
    assert came_back(desk, in_heads(plain, (before, after))) == []


def test_title_and_date_follow_in_one_head(desk: Desk) -> None:
    edits = ("March", "Lent"), ("A letter", "A long letter"), ("stood", "stands")
    data = in_heads(book(desk), *edits)
    assert kinds(came_back(desk, data, "--apply"))[:1] == [("words changed", True)]
    assert "{field kind=title|A long letter}" in letter(desk)
    assert letter(desk).count("::: head") == 1
    assert came_back(desk, data) == []


def test_a_date_that_reads_as_one_stays_as_it_was_written(desk: Desk) -> None:
    data = in_heads(book(desk), ("1 March 1918", "2 April 1919"))
    assert kinds(came_back(desk, data, "--apply")) == [("words changed", True)]
    assert letter(desk) == LETTER.replace("1 March 1918", "2 April 1919")


def test_a_paragraph_in_a_cell_comes_back(desk: Desk) -> None:
    for cell in ("Lamp", "Work"):
        data = changed(book(desk, WITH_TABLE), typed_in(cell), TEXT)
        assert kinds(came_back(desk, data, "--apply")) == [("paragraph added", True)]
        assert "| Glass | 120 |" in letter(desk)
        assert f"{TYPED} \n:::" in letter(desk)
        assert came_back(desk, data) == []


def typed_in(cell: str) -> Callable[[Element], None]:
    def change(tree: Element) -> None:
        row = row_with(tree, cell)
        one = next(one for one in row.iter(q("p")) if cell in "".join(map(str, one.itertext())))
        one.addnext(w("p", copy.deepcopy(one.find(q("pPr"))), w("r", text(TYPED))))

    return change


def test_a_paragraph_behind_set_lines_is_a_set_line(desk: Desk) -> None:
    data = changed(book(desk, LINES), typed("Port Amity"), TEXT)
    assert kinds(came_back(desk, data, "--apply")) == [("paragraph added", True)]
    assert f"Port Amity\n:::\n\n::: line kind=addressee\n{TYPED}\n:::" in letter(desk)


def test_a_signature_is_parted_in_a_sign(desk: Desk) -> None:
    data = changed(book(desk, SIGNED), split("Veselov"), TEXT)
    assert kinds(came_back(desk, data, "--apply")) == [("paragraph split", True)]
    said = letter(desk)
    assert "{emphasis kind=small-caps|A.}\n:::\n\n::: line kind=signature\n{emphasis" in said


def test_a_paragraph_before_one_that_begins_alike_is_put_in_whole(desk: Desk) -> None:
    data = changed(book(desk), typed("They should be"), TEXT)
    alike = with_text(data, (TYPED, "What is gone is gone."))
    assert kinds(came_back(desk, alike, "--apply")) == [("paragraph added", True)]
    assert "papers.\n\nWhat is gone is gone.\n" in letter(desk)


def test_a_paragraph_between_the_data_of_a_head_is_told(desk: Desk) -> None:
    data = changed(book(desk), typed("1 March 1918"), TEXT)
    found = came_back(desk, data, "--apply")
    assert kinds(found) == [("paragraph added", False)]
    assert letter(desk) == LETTER


def test_a_paragraph_in_a_head_that_is_written_in_constructs_is_of_the_abstract(desk: Desk) -> None:
    data = changed(in_heads(book(desk), ("March", "Lent")), typed("A letter"), TEXT)
    assert [one[:1] + one[3:] for one in came_back(desk, data, "--apply")] == [
        ("words changed", True),
        ("paragraph added", True),
        ("paragraph style", False),
    ]
    said = letter(desk)
    assert "{field kind=title|A letter}\n:::" in said
    assert f"::: paragraph\n{{field kind=abstract|{TYPED}}}\n:::" in said


@pytest.mark.parametrize(
    ("words", "becomes"),
    [
        ("March 1918", "{field kind=date key=1918-03-01 rend=lines|1\\\nMarch 1918}"),
        ("17", "({field kind=register key=17 rend=lines|No\\\n17})"),
        ("letter", "{field kind=title rend=lines|A\\\nletter}"),
    ],
)
def test_a_datum_of_a_head_that_is_parted_is_in_lines(desk: Desk, words: str, becomes: str) -> None:
    data = changed(book(desk), split(words, "document-"), TEXT)
    assert kinds(came_back(desk, data, "--apply")) == [("paragraph split", True), ("paragraph style", False)]
    assert becomes in letter(desk)
    assert came_back(desk, data) == []


def test_the_key_of_a_datum_is_a_law(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    data = changed(book(desk), split("letter", "document-"), TEXT)
    monkeypatch.setattr(Datum, "new_key", lambda *_: "1918-03-02")
    assert kinds(came_back(desk, data, "--apply")) == [("paragraph split", False)]
    assert letter(desk) == LETTER


def test_a_datum_in_constructs_is_parted_in_them(desk: Desk) -> None:
    came_back(desk, in_heads(book(desk), ("March", "Lent")), "--apply")
    data = changed(book(desk, letter(desk)), split("letter", "document-"), TEXT)
    assert kinds(came_back(desk, data, "--apply")) == [("paragraph split", True), ("paragraph style", False)]
    assert "{field kind=title rend=lines|A\\\nletter}" in letter(desk)


def test_a_stanza_is_parted(desk: Desk) -> None:
    verse = LETTER.replace(
        "\n[^fire]: ", "\n::: verse\nThe lamp is lit at six\nand out at ten\n:::\n\n[^fire]: "
    )
    data = changed(book(desk, verse), split("lit at six"), TEXT)
    assert kinds(came_back(desk, data, "--apply")) == [("paragraph split", True)]
    assert "The lamp is\n:::\n\n::: verse\nlit at six\nand out" in letter(desk)
