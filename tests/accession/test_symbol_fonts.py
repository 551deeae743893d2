"""Signs of symbol fonts: which characters they are, by a table that has a sign for nearly every place."""

from __future__ import annotations

import unicodedata

import pytest

from variorum.accession.manuscript.symbol_fonts import FIRST, UNKNOWN, in_characters, sign


@pytest.mark.parametrize(
    ("font", "places", "without"),
    [
        ("Symbol", range(0x20, 0x7F), ()),
        ("Wingdings", range(0x20, 0xFF), ()),
        ("Wingdings 2", range(0x20, 0xFA), (0x7F,)),
        ("Wingdings 3", range(0x20, 0xF1), (0x7F,)),
        ("Webdings", range(0x20, 0x100), (0x7F,)),
    ],
)
def test_nearly_every_place_is_a_character(font: str, places: range, without: tuple[int, ...]) -> None:
    for place in places:
        made = sign(FIRST + place, font)
        assert len(made) == 1
        assert (made == chr(FIRST + place)) is (place in without), hex(place)
        assert made != UNKNOWN
        assert place in without or unicodedata.category(made) != "Co"


def test_a_font_is_known_by_all_its_names() -> None:
    assert {sign(0xF061, font) for font in ("Symbol", "SymbolMT", "symbol", "Symbol (T1)")} == {"α"}
    assert {sign(0x52, font) for font in ("Wingdings 2", "Wingdings2", "Wingdings-2")} == {"☑"}
    assert sign(0xF04A, "Wingdings-Regular") == "☺"


def test_words_of_other_fonts_stay_as_they_are() -> None:
    assert in_characters("J \uf04a", "Times New Roman") == "J \uf04a"
    assert in_characters("J \uf04a Ж", "Wingdings") == "☺ ☺ Ж"
    assert sign(0xA7, "Times New Roman") == "§"
