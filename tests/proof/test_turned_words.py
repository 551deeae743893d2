"""Words that run from right to left, in signs of their own, and ligatures over what cannot be seen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from invented import a_run
from proof.test_no_false_alarm import FORMATS, HOUSE, call, faults, note, page, paper, para
from random_document import publication

from variorum import fonts
from variorum.directions import with_directions
from variorum.publication import Box, Call, Entry, Grid, Group, Listing, PBlock, Styled, Title

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


LONG = WORD * 40
UNBROKEN: dict[str, PBlock] = {
    "a word": para(LONG),
    "a word between others": para(f"{WORD} {LONG} {WORD}"),
    "an address": para(f"{WORD} http://a.example/{'x' * 200} {WORD}"),
    "a line of a form": para(f"{WORD} {'-' * 120} {WORD}"),
    "a word in a look": para(f"{WORD} ", Styled("italic", (a_run(LONG),)), f" {WORD}"),
    "items": Listing("list", (Entry((para(LONG),), a_run("1.")), Entry((para("x" * 150),), a_run("א.")))),
    "cells": Grid("table", ((Box((para(LONG),)), Box((para("x" * 120),))),)),
    "what is set in": Group("quote", (Group("quote", (Group("quote", (para(LONG),)),)),)),
    "a heading": Title("heading-1", 2, (a_run(LONG),), a_run(LONG), "long"),
    "calls in a row": para(WORD, *(call("editorial", str(number)) for number in range(1, 61)), f" {WORD}"),
    "pages in a row": para(WORD, *(page(number, str(number)) for number in range(1, 9)), f" {WORD}"),
}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("case", UNBROKEN)
def test_what_does_not_break_breaks_where_words_run_from_the_right(case: str, name: str) -> None:
    if not fonts.faces("Cardo"):
        pytest.skip("Cardo is not on this machine")
    block = UNBROKEN[case]
    called = [one for one in getattr(block, "children", ()) if isinstance(one, Call)]
    notes = tuple(note(one.series, one.label.text) for one in called)
    document = replace(paper(block, para(f"{WORD} {WORD}"), notes=notes), lang="he")
    (turned,) = with_directions(publication(document)).documents
    assert faults(turned, name, CARDO) == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_ligature_over_a_mark_of_direction(name: str) -> None:
    family = "Linux Libertine O"
    if not fonts.faces(family):
        pytest.skip(f"{family} is not on this machine")
    style = replace(HOUSE, font=replace(HOUSE.font, family=family))
    assert faults(paper(para("ét of\u202cthis and of the\u200d fire, a\u200cfflicted.")), name, style) == []


@pytest.mark.parametrize("name", FORMATS)
def test_accents_beside_brackets_and_without_a_letter(name: str) -> None:
    text = paper(para("ε\u0342[Abbildung, ε\u0342(a) q\u0303[b]"), para("An \u0306 alone"))
    assert faults(text, name) == []
    (turned,) = with_directions(publication(replace(paper(para("\u0306")), lang="he"))).documents
    assert faults(turned, name) == []
