"""`variorum pull`: words in cells, rows of tables and ends of lines come back."""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import partial

import pytest
from desk import Desk
from pull.packages import TEXT, changed, with_text
from pull.test_pull import LETTER, book, came_back, letter

from variorum.ooxml.elements import text, w
from variorum.ooxml.names import q
from variorum.ooxml.xml import Element
from variorum.returned import Kind, Returned
from variorum_docx import renderer

TABLE = """\
| Work | Sum |
|---|---|
| Lamp | 900 |
| Glass | 120 |
"""
WITH_TABLE = LETTER.replace(
    "What is left of them is yours.", f"What is left of them is yours.\n\n{TABLE.rstrip()}"
)
LINES = LETTER.replace("Dear Colleague,", "::: addressee\nThe Board\nPort Amity\n:::\n\nDear Colleague,")


def row_with(tree: Element, words: str) -> Element:
    return next(one for one in tree.iter(q("tr")) if words in "".join(map(str, one.itertext())))


def without_row(words: str) -> Callable[[Element], None]:
    def change(tree: Element) -> None:
        one = row_with(tree, words)
        parent = one.getparent()
        assert parent is not None
        parent.remove(one)

    return change


def with_row(behind: str, *cells: str) -> Callable[[Element], None]:
    def change(tree: Element) -> None:
        one = row_with(tree, behind)
        made = copy.deepcopy(one)
        for cell, words in zip(made.iter(q("tc")), cells, strict=True):
            found = next(cell.iter(q("t")))
            found.text = words
        one.addnext(made)

    return change


def test_words_in_cells_come_back(desk: Desk) -> None:
    data = with_text(book(desk, WITH_TABLE), ("Glass", "Panes | putty"), ("900", "1,900"))
    assert [one[3] for one in came_back(desk, data, "--apply")] == [True, True]
    assert letter(desk) == WITH_TABLE.replace("Glass", "Panes \\| putty").replace("900", "1,900")


def test_a_row_that_is_put_in_comes_back(desk: Desk) -> None:
    plain = book(desk, WITH_TABLE)
    for behind, before in (("Lamp", "| Glass"), ("Glass", "\n[^fire]")):
        data = changed(plain, with_row(behind, "Oil", "7"), TEXT)
        assert [(one[0], one[3]) for one in came_back(desk, data, "--apply")] == [("cell added", True)]
        wanted = WITH_TABLE.replace(before, f"| Oil | 7 |\n{before}")
        assert letter(desk) == wanted
        assert came_back(desk, data) == []
        book(desk, WITH_TABLE)


def test_a_row_that_is_taken_out_goes(desk: Desk) -> None:
    plain = book(desk, WITH_TABLE)
    for words, line in (("Lamp", "| Lamp | 900 |\n"), ("Glass", "| Glass | 120 |\n")):
        data = changed(plain, without_row(words), TEXT)
        assert [(one[0], one[3]) for one in came_back(desk, data, "--apply")] == [("cell deleted", True)]
        assert letter(desk) == WITH_TABLE.replace(line, "")
        book(desk, WITH_TABLE)


def test_a_cell_alone_is_told(desk: Desk) -> None:
    def change(tree: Element) -> None:
        one = row_with(tree, "Lamp")
        cell = next(one.iter(q("tc")))
        one.remove(cell)

    found = came_back(desk, changed(book(desk, WITH_TABLE), change, TEXT), "--apply")
    assert found
    assert not any(one[3] for one in found)
    assert letter(desk) == WITH_TABLE


def test_the_end_of_a_line_comes_and_goes(desk: Desk) -> None:
    def parted(tree: Element) -> None:
        run = next(one for one in tree.iter(q("r")) if "Port Amity" in (one.findtext(q("t")) or ""))
        said = next(iter(run.iter(q("t"))))
        said.text = (said.text or "").replace("Port Amity", "Port")
        run.append(w("br"))
        run.append(text("Amity"))

    def joined(tree: Element) -> None:
        run = next(one for one in tree.iter(q("br")) if one.get(q("type")) is None)
        run.addprevious(text(" "))
        parent = run.getparent()
        assert parent is not None
        parent.remove(run)

    plain = book(desk, LINES)
    assert [(one[0], one[3]) for one in came_back(desk, changed(plain, parted, TEXT), "--apply")] == [
        ("line changed", True)
    ]
    assert letter(desk) == LINES.replace("Port Amity", "Port\nAmity")
    book(desk, LINES)
    assert [(one[0], one[3]) for one in came_back(desk, changed(plain, joined, TEXT), "--apply")] == [
        ("line changed", True)
    ]
    assert letter(desk) == LINES.replace("The Board\nPort", "The Board Port")


def moved_page(behind: str) -> Callable[[Element], None]:
    """Return a change that cuts the mark of page two, and pastes it behind words."""

    def change(tree: Element) -> None:
        mark = next(one for one in tree.iter(q("r")) if "page\u00a0two" in (one.findtext(q("t")) or ""))
        book_marks = [
            one
            for one in mark.itersiblings(preceding=True)
            if one.tag in (q("bookmarkStart"), q("bookmarkEnd"))
        ]
        numbers = {one.get(q("id")) for one in book_marks if "_p" in one.get(q("name"), "")}
        pieces = [one for one in reversed(book_marks) if one.get(q("id")) in numbers]
        follows = mark.getnext()
        while follows is not None and follows.tag != q("r"):
            pieces += [follows] if follows.get(q("id")) in numbers else []
            follows = follows.getnext()
        assert follows is not None
        blank = follows.find(q("t"))
        assert blank is not None
        blank.text = (blank.text or "").lstrip()
        run = next(one for one in tree.iter(q("r")) if behind in (one.findtext(q("t")) or ""))
        said = run.findtext(q("t")) or ""
        at = said.index(behind) + len(behind)
        rest = w("r", text(f" {said[at:].lstrip()}"))
        there = run.find(q("t"))
        assert there is not None
        there.text = said[:at] + " "
        run.addnext(rest)
        for one in (*(one for one in pieces if one.tag == q("bookmarkStart")), mark):
            rest.addprevious(one)
        for one in (one for one in pieces if one.tag == q("bookmarkEnd")):
            rest.addprevious(one)

    return change


def test_the_mark_of_a_page_moves(desk: Desk) -> None:
    data = changed(book(desk), moved_page("What is left"), TEXT)
    found = came_back(desk, data, "--apply")
    assert {(one[0], one[3]) for one in found} == {("page moved", True)}, found
    assert letter(desk) == LETTER.replace("[page two]\n\n", "").replace(
        "What is left of", "What is left [page two] of"
    )


def test_the_mark_of_a_page_that_is_taken_out_is_told(desk: Desk) -> None:
    def change(tree: Element) -> None:
        mark = next(one for one in tree.iter(q("r")) if "page\u00a0two" in (one.findtext(q("t")) or ""))
        parent = mark.getparent()
        assert parent is not None
        parent.remove(mark)

    found = came_back(desk, changed(book(desk), change, TEXT), "--apply")
    assert found
    assert not any(one[3] for one in found)
    assert letter(desk) == LETTER


def as_office_pads(tree: Element) -> None:
    """Put an empty cell where a row says that it ends early, as LibreOffice does."""
    for row in tree.iter(q("tr")):
        own = row.find(q("trPr"))
        short = own.find(q("gridAfter")) if own is not None else None
        if own is not None and short is not None:
            own.remove(short)
            row.append(w("tc", w("tcPr"), w("p")))


SHORT = """\
| Work | Sum | Paid |
|---|---|---|
| Lamp | 900 | 1 |
| Glass | 120 |
"""


def test_a_cell_that_another_program_puts_where_a_row_ends_early_is_no_change(desk: Desk) -> None:
    data = book(desk, WITH_TABLE.replace(TABLE.rstrip(), SHORT.rstrip()))
    padded = changed(data, as_office_pads, TEXT)
    assert padded != data
    assert came_back(desk, padded) == []


@pytest.mark.parametrize("read", [renderer.returned, renderer.extract], ids=["pull", "proof"])
def test_marks_of_pages_at_one_place_keep_the_order_of_their_numbers(
    desk: Desk, read: Callable[[bytes], object]
) -> None:
    """LibreOffice writes bookmarks of one place in another order."""
    data = book(desk, LETTER.replace("[page two]", "[page two] [page three]"))

    def together(tree: Element, is_turned: bool) -> None:
        marks = [one for one in tree.iter(q("bookmarkStart")) if one.get(q("name"), "").startswith("_p")]
        first, second = marks[-2:]
        if is_turned:
            second.addnext(first)
        else:
            second.addprevious(first)

    straight = changed(data, partial(together, is_turned=False), TEXT)
    turned = changed(data, partial(together, is_turned=True), TEXT)
    assert straight != turned
    assert read(turned) == read(straight)


def test_the_mark_of_a_page_that_is_put_in_and_taken_out_again_moves_no_other(desk: Desk) -> None:
    """It is read as not there."""
    data = book(desk, LETTER.replace("[page two]", "[page two] [page three] [page four]"))

    def first_last(tree: Element) -> None:
        marks = [one for one in tree.iter(q("bookmarkStart")) if one.get(q("name"), "").startswith("_p")]
        first, second, third = marks[-3:]
        put_in = w("ins", first, id="901", author="A. Editor")
        second.addnext(third)
        third.addnext(w("del", put_in, id="902", author="B. Editor"))

    read = renderer.returned(changed(data, first_last, TEXT))
    assert isinstance(read, Returned)
    pages = [one.text for leaf in read.manuscript.leaves for one in leaf.pieces if one.kind is Kind.PAGE]
    assert pages == ["1", "3", "4"]
