"""Words that run from right to left, in signs of their own, and ligatures over what cannot be seen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from invented import a_run
from proof.test_no_false_alarm import FORMATS, HOUSE, faults, paper, para
from random_document import publication

from variorum import fonts
from variorum.directions import with_directions
from variorum.publication import Box, Grid, Styled

CARDO = replace(HOUSE, font=replace(HOUSE.font, family="Cardo"))
WORD = "שלום"


@pytest.mark.parametrize("name", FORMATS)
def test_brackets_of_their_own_beside_such_words(name: str) -> None:
    if not fonts.faces("Cardo"):
        pytest.skip("Cardo is not on this machine")
    opened, closed = (Styled("upright", (a_run(bracket),)) for bracket in "[]")
    words = (opened, Styled("italic", (a_run(WORD),)), closed)
    document = paper(para(*words), para("lost ", *words, " at sea"), para(WORD, " ", *words, " ", WORD))
    (turned,) = with_directions(publication(document)).documents
    assert faults(turned, name, CARDO) == []


@pytest.mark.parametrize("name", FORMATS)
def test_underlined_words_before_a_blank(name: str) -> None:
    if not fonts.faces("Cardo"):
        pytest.skip("Cardo is not on this machine")
    words = Styled("underline", (a_run(f"{WORD} "),))
    document = paper(para(words), para(words, "bbb"), para("a ", words))
    (turned,) = with_directions(publication(document)).documents
    assert faults(turned, name, CARDO) == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_table_too_wide_that_begins_at_the_right(name: str) -> None:
    if not fonts.faces("Cardo"):
        pytest.skip("Cardo is not on this machine")
    row = tuple(Box((para(f"{WORD}{WORD} {number}"),)) for number in range(14))
    document = replace(paper(para(WORD), Grid("table", (row, row))), lang="he")
    (turned,) = with_directions(publication(document)).documents
    assert faults(turned, name, CARDO) == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_ligature_over_a_mark_of_direction(name: str) -> None:
    family = "Linux Libertine O"
    if not fonts.faces(family):
        pytest.skip(f"{family} is not on this machine")
    style = replace(HOUSE, font=replace(HOUSE.font, family=family))
    assert faults(paper(para("ét of\u202cthis and of the\u200d fire, a\u200cfflicted.")), name, style) == []
