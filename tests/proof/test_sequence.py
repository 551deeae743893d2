"""Where a format tells the order of traits alone: what must be told, and what may lack for want of words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from variorum.extract import Trait, TraitSeen
from variorum.proof.sequence import are_told, in_order

Begun = Sequence[tuple[Trait, str | None, int]]
WORD, BLANK = True, False
ATTACHMENT = ((Trait.GROUP, "attachment", 0), (Trait.SPOKEN, "Enclosure", 0))
END = (Trait.GROUP, None, 1)


def lacking(traits: Begun, *pieces: bool, labels: frozenset[int] = frozenset()) -> list[str]:
    """Return what may lack in a file."""
    return [f"{one.trait} {one.value}".strip() for one in in_order(traits, pieces, labels) if one.may_lack]


@pytest.mark.parametrize(
    ("traits", "pieces", "expected"),
    [
        pytest.param((*ATTACHMENT, END), [WORD], [], id="a group of words"),
        pytest.param((*ATTACHMENT, END), [BLANK], ["group attachment", "spoken Enclosure"], id="of none"),
        pytest.param(
            (*ATTACHMENT, (Trait.PICTURE, "0123 A lamp", 1), END), [BLANK], [], id="a group of a picture"
        ),
        pytest.param(
            (
                (Trait.TABLE, "", 0),
                (Trait.ROW, "", 0),
                (Trait.CELL, "", 0),
                (Trait.CELL, "", 1),
                (Trait.ROW, "", 1),
                (Trait.CELL, "", 1),
                (Trait.TABLE, None, 1),
            ),
            [WORD],
            ["cell", "row", "cell"],
            id="cells and rows end where the next begins",
        ),
        pytest.param(
            ((Trait.BLOCK, "title", 0), (Trait.HEADING, "2", 0), (Trait.BLOCK, "body", 0)),
            [WORD],
            ["heading 2"],
            id="a heading ends where the next paragraph begins",
        ),
        pytest.param(
            ((Trait.PAGE, "3 … page 3", 0), (Trait.STYLE, "page-mark", 0), (Trait.STYLE, None, 1)),
            [WORD],
            [],
            id="a page mark among words",
        ),
        pytest.param(
            ((Trait.PAGE, "3 … page 3", 0), (Trait.STYLE, "hand", 0), (Trait.STYLE, None, 1)),
            [WORD],
            ["page 3 … page 3"],
            id="a page mark in the margin",
        ),
    ],
)
def test_what_holds_no_words_may_lack(traits: Begun, pieces: list[bool], expected: list[str]) -> None:
    assert lacking(traits, *pieces) == expected


def test_the_label_of_a_note_is_not_in_the_language_of_its_paragraph() -> None:
    """A file sets it before the paragraph, which is not there if it has no words of its own."""
    traits = ((Trait.LANGUAGE, "ru", 0), (Trait.LANGUAGE, None, 1))
    assert lacking(traits, WORD, labels=frozenset({0})) == ["language ru"]
    assert lacking(traits, WORD) == []


def seen(*traits: tuple[Trait, str]) -> list[TraitSeen]:
    return [TraitSeen(trait, value, 0) for trait, value in traits]


def test_only_what_has_no_words_may_lack_and_nothing_may_be_added() -> None:
    empty, full = (
        (*in_order((*ATTACHMENT, END), [BLANK], frozenset()),),
        (*in_order((*ATTACHMENT, END), [WORD], frozenset()),),
    )
    told = seen((Trait.GROUP, ""), (Trait.SPOKEN, "Enclosure"))
    assert are_told(full, told)
    assert are_told(empty, told)
    assert are_told(empty, [])
    assert not are_told(full, [])
    assert not are_told(full, told[:1])
    assert not are_told(full, [*told, *told])
    assert not are_told(empty, seen((Trait.GROUP, ""), (Trait.SPOKEN, "Postscript")))


def test_what_may_lack_does_not_hide_what_must_be_there() -> None:
    """Of two alike in a row the file tells one: it is taken for the one that has words."""
    one = in_order((*ATTACHMENT, END, (Trait.GROUP, "attachment", 1)), [BLANK, WORD], frozenset())
    wanted = [trait for trait in one if trait.trait is Trait.GROUP]
    assert [trait.may_lack for trait in wanted] == [True, False]
    assert are_told(wanted, seen((Trait.GROUP, "")))
    assert not are_told(wanted, [])


def test_of_words_for_the_ear_those_before_or_those_behind_are_told() -> None:
    """The words themselves may hold what parts the two."""
    for said, told, right in (
        ("gap … end of gap", "gap", True),
        ("gap … here … end of gap", "gap … here", True),
        ("gap … end of gap", "end", False),
        ("end of gap", "end of gap", True),
    ):
        wanted = [*in_order(((Trait.SPOKEN, said, 0),), [WORD], frozenset())]
        assert are_told(wanted, seen((Trait.SPOKEN, told))) is right, said
