"""A style of any values within the bounds is style sheets and a Word part that say the same values."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import tinycss2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from variorum.css.values import color as css_color
from variorum.ooxml.measures import half_points, twips
from variorum.style import BLACK, BlockStyle, InlineStyle, Style, load
from variorum.style.values import COLOR_NAMES, Color, color
from variorum.tables.declaration import keys
from variorum.tables.domains import Choice, Name, Number, Switch
from variorum_docx.bind.template import StyleUse, styles_part
from variorum_docx.names import Chain
from variorum_html import css
from variorum_html.css import ALIGNMENTS

HOUSE = load("house").value
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COLORS = st.one_of(
    st.sampled_from(COLOR_NAMES).map(color), st.builds(Color, *[st.integers(min_value=0, max_value=255)] * 3)
)
LARGEST, FARTHEST = 3276, 31680
"""What Word allows of half-points, and of lengths in twentieths of a point."""


def values(domain: object) -> st.SearchStrategy[Any]:
    match domain:
        case Number(least, most):
            return st.floats(least, most)
        case Switch():
            return st.booleans()
        case Choice(words):
            return st.sampled_from(words)
        case Name():
            return st.none()
        case _:
            return COLORS


def entry(kind: type) -> st.SearchStrategy[Any]:
    return st.builds(kind, **{name: values(token.domain) for name, token in keys(kind).items()})


STYLES = st.builds(
    lambda block, inline, scale: replace(
        HOUSE, scale=scale, blocks={**HOUSE.blocks, "mine": block}, inlines={"own": inline}
    ),
    entry(BlockStyle),
    entry(InlineStyle),
    values(keys(Style)["scale"].domain),
)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def declared(sheet: str, selector: str) -> dict[str, list[Any]]:
    """Return what the one rule of a selector declares, without blanks."""
    (rule,) = [
        one
        for one in tinycss2.parse_stylesheet(sheet, skip_whitespace=True, skip_comments=True)
        if tinycss2.serialize(one.prelude).strip() == selector
    ]
    inside = tinycss2.parse_blocks_contents(rule.content, skip_whitespace=True)
    assert {one.type for one in inside} <= {"declaration"}
    return {one.name: [node for node in one.value if node.type != "whitespace"] for one in inside}


def near(number: float) -> object:
    """Return a number as close as four significant figures are."""
    return pytest.approx(number, rel=1e-3, abs=1e-9)


def paint(value: list[Any]) -> object:
    return css_color(tinycss2.serialize(value))


@FEW
@given(STYLES)
def test_a_sheet_says_the_values_of_its_style(style: Style) -> None:
    look, inline, sheet = style.block("mine"), style.inline("own"), css(style, "pdf")
    said = declared(sheet, ".mine")
    assert said["font-size"][0].value == near(look.size or 0)
    assert said["line-height"][0].value == near(look.leading or 0)
    if any((look.before, look.right, look.after, look.left)):
        sides = (look.before, look.right, look.after, look.left)
        assert [node.value for node in said["margin"]] == [near(side) for side in sides]
    assert said["text-indent"][0].value == near(look.first_indent - look.hang)
    assert said["text-align"][0].value == ALIGNMENTS.get(look.align, look.align)
    assert paint(said["color"]) == css_color(look.color.css)
    if any(value is not None for value in (inline.color, inline.size)):
        own = declared(sheet, ".in-own")
        assert own["font-size"][0].value == near(inline.size or 1)
        assert paint(own["color"]) == css_color((inline.color or BLACK).css)


@FEW
@given(STYLES)
def test_a_word_part_says_the_values_of_its_style(style: Style) -> None:
    look = style.block("mine")
    part = etree.fromstring(etree.tostring(styles_part(style, StyleUse({}, frozenset(), {}), "en-GB")))
    ids = [one.get(f"{W}styleId") for one in part.iter(f"{W}style")]
    assert len(set(ids)) == len(ids)
    assert {one.get(f"{W}val") for one in part.iter(f"{W}basedOn", f"{W}next", f"{W}link")} <= set(ids)
    for one in part.iter(f"{W}sz", f"{W}szCs"):
        assert 2 <= int(one.get(f"{W}val", "")) <= LARGEST
    for one in part.iter(f"{W}ind", f"{W}spacing"):
        numbers = [int(length) for name, length in one.attrib.items() if name != f"{W}lineRule"]
        assert all(abs(number) <= FARTHEST for number in numbers), one.attrib
    for one in part.iter(f"{W}color"):
        assert one.get(f"{W}val") == "auto" or len(bytes.fromhex(one.get(f"{W}val", ""))) == 3
    (mine,) = [one for one in part.iter(f"{W}style") if one.get(f"{W}styleId") == Chain(("mine",)).id]
    assert said(mine, "rPr/sz") == {"val": str(half_points(look.size or 0))}
    assert said(mine, "rPr/color") == {"val": "auto" if look.color == BLACK else look.color.word}
    spacing = said(mine, "pPr/spacing")
    assert (spacing["before"], spacing["after"]) == (str(twips(look.before)), str(twips(look.after)))


def said(style: etree._Element, path: str) -> dict[str, str]:
    """Return the attributes of an element of a style by their bare names."""
    found = style.find("/".join(f"{W}{name}" for name in path.split("/")))
    assert found is not None
    return {str(name).removeprefix(W): str(value) for name, value in found.attrib.items()}
