"""In which order may the instructions of a page stand? Signs are those of `operators.SIGNS`."""

from __future__ import annotations

import pytest

from variorum_pdf.read.operators import FORM, SIGNS, Syntax

WORDS = "BDC BT Tm Tf TJ ET EMC"
RULE = "BDC BT Tm Tf TJ ET q gs G w m l S Q EMC"
WRITTEN = {
    "words": WORDS,
    "words in two typefaces": "BDC g BT Tm Tf TJ Tf TJ ET EMC",
    "raised words": "BDC BT Tm Tf Ts Tj Ts ET EMC",
    "a line of nothing": "BMC BT ET EMC",
    "a line of nothing that is raised": "BDC BT Ts ET EMC",
    "words with a line under them": RULE,
    "a group that is moved": f"q cm {WORDS} {RULE} Q",
    "a group that is clipped": f"q re W n {WORDS} Q",
    "a rule": "BMC q g re f Q EMC",
    "borders": "BMC q m l l l W* n gs g re re f* Q EMC",
    "what stands around the text": "BDC q Do Q EMC",
}
BROKEN = {
    "a mark in a mark": "BDC BT Tm Tf TJ ET BDC BT Tm Tf TJ ET EMC EMC",
    "a mark that does not end": "BDC BT Tm Tf TJ ET",
    "words without a mark": "BT Tm Tf TJ ET",
    "words shown twice": "BDC BT Tm Tf TJ TJ ET EMC",
    "words without a place": "BDC BT Tf TJ ET EMC",
    "words without a typeface": "BDC BT Tm TJ ET EMC",
    "a place without words": "BDC BT Tm Tf ET EMC",
    "a group that does not end": f"q cm {WORDS}",
    "a group that ends twice": f"q {WORDS} Q Q",
    "a line without an end": "BDC q m S Q EMC",
    "a form without a group": "BDC Do EMC",
}


def strange(instructions: str, syntax: Syntax) -> bool:
    for name in instructions.split():
        assert name in SIGNS
        syntax.note(name, 0, 0)
    return bool(syntax.strange())


@pytest.mark.parametrize("instructions", WRITTEN.values(), ids=WRITTEN)
def test_pages_as_they_are_written_are_known(instructions: str) -> None:
    assert not strange(instructions, Syntax())


@pytest.mark.parametrize("instructions", BROKEN.values(), ids=BROKEN)
def test_no_other_order_is_known(instructions: str) -> None:
    assert strange(instructions, Syntax())


def test_anything_may_stand_in_a_figure() -> None:
    syntax = Syntax()
    syntax.note("BDC", 0, 1)
    for name in ("Tj", "m", "Q", "EMC"):
        syntax.note(name, 1, 1)
    syntax.note("EMC", 1, 0)
    assert not syntax.strange()


def test_what_stands_around_the_text_is_marked_as_a_whole() -> None:
    assert not strange("q cm BT Tm Tf Tj Tm Tj ET Q", Syntax(FORM))
