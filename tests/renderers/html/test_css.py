"""A token of the style is a declaration of the sheet, in the lengths of its target."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from variorum.style import BlockStyle, Color, InlineStyle, Style, load
from variorum.style.values import color
from variorum_html import css

HOUSE = load("house").value


def rule(sheet: str, selector: str) -> str:
    found = re.search(rf"^{re.escape(selector)} {{ (.*) }}$", sheet, re.M)
    assert found, f"no rule for {selector}"
    return found[1]


def with_block(**changes: object) -> Style:
    return replace(HOUSE, blocks={"line": replace(BlockStyle(), **changes)})  # type: ignore[arg-type]


def test_lengths_are_points_in_print_and_relative_in_an_e_book() -> None:
    style = with_block(size=21.0, left=10.5, after=21.0)
    assert "margin: 0 0 21pt 10.5pt;" in rule(css(style, "pdf"), ".line")
    assert "margin: 0 0 1em 0.5em;" in rule(css(style, "epub"), ".line")
    assert "font-size: 2em;" in rule(css(style, "epub"), ".line")


def test_scale_changes_print_and_leaves_type_of_an_e_book_to_the_reader() -> None:
    style = replace(with_block(left=10.0), scale=2.0)
    assert "font-size: 21pt;" in rule(css(style, "pdf"), ".line")
    assert "font-size: 1em;" in rule(css(style, "epub"), ".line")


def test_black_is_left_to_the_reader_of_an_e_book() -> None:
    assert "color: #000000" in rule(css(with_block(), "pdf"), ".line")
    assert "color" not in rule(css(with_block(), "epub"), ".line")
    assert "color: #123456" in rule(css(with_block(color=Color(0x12, 0x34, 0x56)), "pdf"), ".line")


@pytest.mark.parametrize("said", ["#123456", "#8b0000", "#ffd700", "blue", "lime"])
def test_colours_of_an_e_book_are_read_on_white_and_on_black(said: str) -> None:
    ink = color(said)
    assert ink is not None
    shown = re.search("color: (#.{6})", rule(css(with_block(color=ink), "epub"), ".line"))
    assert shown is not None
    red, green, blue = (light_of(int(shown[1][at : at + 2], 16) / 255) for at in (1, 3, 5))
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    assert 1.05 / (light + 0.05) >= 4.45 and (light + 0.05) / 0.05 >= 4.45


def light_of(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


@pytest.mark.parametrize("said", ["#222", "#555555", "grey"])
def test_greys_of_an_e_book_are_thinner_ink_and_read_on_every_ground(said: str) -> None:
    ink = color(said)
    assert ink is not None
    shown = rule(css(with_block(color=ink), "epub"), ".line")
    assert "color" not in shown
    found = re.search(r"opacity: ([\d.]+);", shown)
    assert found is not None
    thin = float(found[1])
    for words, ground in ((0.0, 1.0), (1.0, 0.0), (0.9, 0.07), (0.82, 0.13)):
        light, dark = sorted((light_of(ground), light_of(words * thin + ground * (1 - thin))), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_calls_and_labels_of_an_e_book_have_the_ink_of_the_words() -> None:
    calls = "[role=doc-noteref], [role=doc-backlink] { color: inherit; }"
    assert calls in css(HOUSE, "epub").partition("\na {")[2]
    assert calls not in css(HOUSE, "pdf")


@pytest.mark.parametrize("name", ["page-mark", "page-reference"])
def test_no_blank_in_the_mark_of_a_page_is_stretched(name: str) -> None:
    box = f".in-{name} {{ display: inline-block; text-indent: 0; }}"
    assert box in css(HOUSE, "epub")
    assert box not in css(HOUSE, "pdf")


def test_a_word_longer_than_a_line_breaks_in_an_e_book() -> None:
    assert "overflow-wrap: break-word" in css(HOUSE, "epub")
    assert "overflow-wrap" not in css(HOUSE, "pdf")  # there the typesetter finds such words itself


def test_no_line_ends_in_the_page_of_a_textual_note() -> None:
    assert "white-space: nowrap;" in css(HOUSE, "pdf").partition(".in-page-reference {")[2].partition("}")[0]
    assert "white-space: nowrap;" in css(HOUSE, "epub").partition(".in-page-reference {")[2].partition("}")[0]


def test_no_room_stands_between_a_word_set_apart_and_a_stop() -> None:
    spaced = "".join(css(HOUSE, "epub").partition(".in-spaced {")[2].partition("}")[:1])
    assert "letter-spacing: 0.12em; margin-right: -0.12em" in spaced
    assert "margin-inline-end: -0.12em" in spaced and "margin-inline-start: 0" in spaced
    for sheet, name in ((css(HOUSE, "epub"), "upright"), (css(HOUSE, "pdf"), "spaced")):
        assert "margin" not in sheet.partition(f".in-{name} {{")[2].partition("}")[0]


def test_an_inline_style_sets_what_no_element_says() -> None:
    style = replace(
        HOUSE, inlines={"a": InlineStyle(italic=True, small_caps=True), "b": InlineStyle(italic=False)}
    )
    assert rule(css(style, "epub"), ".in-a") == "font-variant: small-caps;"
    assert rule(css(style, "epub"), ".in-b") == "font-style: normal;"


def test_rules_that_nothing_uses_are_left_out() -> None:
    sheet = css(HOUSE, "epub", {"signature", "box-list", "in-upright"})
    classes = set(re.findall(r"\.([a-z][a-z-]*)", re.sub(r"{.*?}", "", sheet)))
    house = {
        *HOUSE.blocks,
        *(f"in-{name}" for name in HOUSE.inlines),
        *(f"box-{name}" for name in HOUSE.blocks),
    }
    assert classes & house == {"signature", "box-list", "in-upright", "list"}
