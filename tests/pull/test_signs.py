"""`variorum pull`: signs put around words, taken off and changed come back in the notation of the source."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest
from desk import Desk
from lxml import etree
from pull.packages import TEXT, changed, parts, with_text
from pull.test_pull import LETTER, book, came_back, letter

from variorum.ooxml.elements import at, text, value, w
from variorum.ooxml.names import q
from variorum.ooxml.xml import Element
from variorum.pull.writing.marks import Marks

DATE = "2026-11-30T10:00:00Z"


def restyled(words: str, properties: Element | None) -> Callable[[Element], None]:
    """Return a change that gives words of a run these properties alone."""

    def change(tree: Element) -> None:
        run = next(one for one in tree.iter(q("r")) if words in (one.findtext(q("t")) or ""))
        said, own = run.findtext(q("t")) or "", run.find(q("rPr"))
        at = said.index(words)
        for part, given in ((said[:at], own), (words, properties), (said[at + len(words) :], own)):
            if part:
                run.addprevious(w("r", copy.deepcopy(given), text(part)))
        parent = run.getparent()
        assert parent is not None
        parent.remove(run)

    return change


def without(*marks: str) -> Callable[[Element], None]:
    """Return a change that empties the first runs that are nothing but these marks."""

    def change(tree: Element) -> None:
        found = iter(tree.iter(q("t")))
        for mark in marks:
            next(one for one in found if one.text == mark).text = ""

    return change


def style(data: bytes, name: str) -> Element:
    """Return the properties that name a character style of a file."""
    styles = etree.fromstring(parts(data)["word/styles.xml"])
    ids = {value(at(one, "name")): one.get(q("styleId"), "") for one in styles.iter(q("style"))}
    return w("rPr", w("rStyle", val=ids[name]))


def italic() -> Element:
    return w("rPr", w("i"))


SIGNS: dict[str, tuple[str, Callable[[bytes], Element], str]] = {
    "italic": ("yours", lambda _: italic(), "*yours*"),
    "bold": ("yours", lambda _: w("rPr", w("b")), "**yours**"),
    "underlined italic": ("yours", lambda _: w("rPr", w("i"), w("u", val="single")), "<u>*yours*</u>"),
    "struck": ("yours", lambda _: w("rPr", w("strike")), "~~yours~~"),
    "small capitals": (
        "yours",
        lambda _: w("rPr", w("smallCaps")),
        "{emphasis kind=small-caps|yours}",
    ),
    "of several words": ("left of them", lambda _: italic(), "*left of them*"),
    "by its style": ("yours", lambda data: style(data, "Variorum Supplied"), "[yours]"),
    "bold by its style": ("yours", lambda data: style(data, "Variorum Bold"), "**yours**"),
}


@pytest.mark.parametrize("kind", SIGNS)
def test_a_sign_put_around_words_comes_back_in_the_notation(desk: Desk, kind: str) -> None:
    words, properties, notation = SIGNS[kind]
    data = book(desk)
    found = came_back(desk, changed(data, restyled(words, properties(data)), TEXT), "--apply")
    assert [(one[0], one[3]) for one in found] == [("sign added", True)], found
    assert letter(desk) == LETTER.replace(words, notation)
    assert came_back(desk, changed(data, restyled(words, properties(data)), TEXT)) == []


def test_words_typed_in_a_look_are_in_its_sign(desk: Desk) -> None:
    data = book(desk)

    def change(tree: Element) -> None:
        run = next(one for one in tree.iter(q("r")) if "is yours." in (one.findtext(q("t")) or ""))
        said = run.findtext(q("t")) or ""
        for part, given in ((said[:-1], None), (" *now*", italic()), (" or", None), (".", None)):
            run.addprevious(w("r", copy.deepcopy(given), text(part)))
        parent = run.getparent()
        assert parent is not None
        parent.remove(run)

    found = came_back(desk, changed(data, change, TEXT), "--apply")
    assert [one[3] for one in found] == [True], found
    assert letter(desk) == LETTER.replace("is yours.", r"is yours *\*now\** or.")


def test_a_sign_is_taken_off_with_its_style(desk: Desk) -> None:
    data = changed(book(desk), restyled("lost", w("rPr")), TEXT)
    assert [(one[0], one[3]) for one in came_back(desk, data, "--apply")] == [("sign removed", True)]
    assert letter(desk) == LETTER.replace("**lost**", "lost")


def test_a_sign_is_taken_off_a_part_of_its_words(desk: Desk) -> None:
    whole = LETTER.replace("**lost**", "**lost and burnt**")
    data = changed(book(desk, whole), restyled("burnt", w("rPr")), TEXT)
    assert [(one[0], one[3]) for one in came_back(desk, data, "--apply")] == [("sign removed", True)]
    assert letter(desk) == whole.replace("**lost and burnt**", "**lost and** burnt")


def test_a_sign_becomes_another(desk: Desk) -> None:
    data = changed(book(desk), restyled("lost", italic()), TEXT)
    assert [(one[0], one[3]) for one in came_back(desk, data, "--apply")] == [("sign changed", True)]
    assert letter(desk) == LETTER.replace("**lost**", "*lost*")


def test_a_sign_goes_with_its_marks(desk: Desk) -> None:
    data = changed(book(desk), without("[", "]"), TEXT)
    assert [(one[0], one[3]) for one in came_back(desk, data, "--apply")] == [("sign removed", True)]
    assert letter(desk) == LETTER.replace("[more]", "more")


def test_marks_that_are_typed_with_the_style_of_their_sign_are_its_marks(desk: Desk) -> None:
    data = book(desk)

    def change(tree: Element) -> None:
        run = next(one for one in tree.iter(q("r")) if "is yours." in (one.findtext(q("t")) or ""))
        said = run.findtext(q("t")) or ""
        supplied = style(data, "Variorum Supplied")
        for part, given in ((said[:-1], None), (" ", None), ("[now]", supplied), (".", None)):
            run.addprevious(w("r", copy.deepcopy(given), text(part)))
        parent = run.getparent()
        assert parent is not None
        parent.remove(run)

    found = came_back(desk, changed(data, change, TEXT), "--apply")
    assert [one[3] for one in found] == [True], found
    assert letter(desk) == LETTER.replace("is yours.", "is yours [now].")


@pytest.mark.parametrize("words", ["more [sic] or less", "[sic] more or less", "more or less [sic]"])
def test_marks_that_are_typed_inside_the_marks_of_a_sign_are_characters(desk: Desk, words: str) -> None:
    whole = LETTER.replace("[more]", "[more or less]")
    data = with_text(book(desk, whole), ("more or less", words))
    found = came_back(desk, data, "--apply")
    assert [one[3] for one in found] == [True], found
    written = words.replace("[", r"\[").replace("]", r"\]")
    assert letter(desk) == whole.replace("more or less", written)
    assert came_back(desk, data) == []


@pytest.mark.parametrize("words", ["more [sic] or less", "[sic] more or less", "more or less [sic]"])
def test_the_laws_count_marks_that_were_typed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setattr(
        Marks, "is_inside", lambda *_: False
    )  # takes them for those of a sign that prints none
    whole = LETTER.replace("[more]", "[more or less]")
    data = with_text(book(desk, whole), ("more or less", words))
    assert [one[3] for one in came_back(desk, data, "--apply")] == [False]
    assert letter(desk) == whole


def test_a_style_without_its_marks_being_taken_out_is_told(desk: Desk) -> None:
    data = changed(book(desk), restyled("more", italic()), TEXT)
    (one,) = came_back(desk, data, "--apply")
    assert (one[0], one[3]) == ("sign changed", False)
    assert letter(desk) == LETTER


def test_the_author_of_a_tracked_format_is_told(desk: Desk) -> None:
    properties = w("rPr", w("i"), w("rPrChange", w("rPr"), id=9, author="Ann", date=DATE))
    path = desk.folder / "edited.docx"
    path.write_bytes(changed(book(desk), restyled("yours", properties), TEXT))
    said = desk.variorum("pull", str(path), "--into", "letters", "--json")
    assert [(one["kind"], one["author"], one["date"]) for one in said.json["changes"]] == [
        ("sign added", "Ann", DATE)
    ]


def test_a_look_that_no_sign_has_is_told(desk: Desk) -> None:
    data = book(desk)
    found = came_back(desk, changed(data, restyled("yours", style(data, "Variorum Page Mark")), TEXT))
    assert [(one[0], one[3]) for one in found] == [("sign added", False)]


def test_a_paragraph_of_another_style_is_no_sign(desk: Desk) -> None:
    data = book(desk)

    def change(tree: Element) -> None:
        one = next(each for each in tree.iter(q("p")) if "What is left" in "".join(map(str, each.itertext())))
        held = one.find(q("pPr"))
        assert held is not None
        heading = held.find(q("pStyle"))
        assert heading is not None
        title = next(each for each in tree.iter(q("pStyle")) if "title" in each.get(q("val"), "").casefold())
        heading.set(q("val"), title.get(q("val"), ""))

    found = came_back(desk, changed(data, change, TEXT), "--apply")
    assert {one[0] for one in found} == {"paragraph style"}
    assert letter(desk) == LETTER
