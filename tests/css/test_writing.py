"""Rules are made of values: whatever a user's table says is one name, one colour or one text of the sheet."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
import tinycss2
from hypothesis import given
from hypothesis import strategies as st

from variorum.css.writing import (
    NOTHING,
    Address,
    AtRule,
    Call,
    Choice,
    Color,
    Keyword,
    Length,
    Number,
    Selector,
    Text,
    attribute,
    of_class,
    rule,
)
from variorum.style import BlockStyle, FontFamily, InlineStyle, load
from variorum_html import css
from variorum_pdf.set.markup import sheet_css

HOUSE = load("house").value
HOSTILE = (
    'red } .first::before { content: "nobody wrote this',
    "url(https://example.org/x.png)",
    "</style><script>alert(1)</script>",
    '"; } * { display: none } a[x="',
    "a\\",
    "*/ b /*",
    "two\nlines\r\fand\0nothing",
    "1st",
    "-",
    "",
    "Ünïcode ₰",
    "@import 'x'",
)


def only_rule(sheet: str) -> Any:
    (found,) = tinycss2.parse_stylesheet(sheet, skip_whitespace=True)
    assert found.type == "qualified-rule"
    return found


def declared(found: Any) -> dict[str, list[Any]]:
    inside = tinycss2.parse_blocks_contents(found.content, skip_whitespace=True)
    assert {one.type for one in inside} == {"declaration"}
    return {one.name: [node for node in one.value if node.type != "whitespace"] for one in inside}


def as_written(text: str) -> str:
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def check(said: str) -> None:
    sheet = rule(
        of_class(said),
        {"color": Color(said), "font-family": Choice((Text(said), Keyword(said))), "x": Address(said)},
    )
    found = only_rule(sheet)
    dot, name = (node for node in found.prelude if node.type != "whitespace")
    assert (dot.value, name.type, name.value) == (".", "ident", as_written(said) or "_")
    values = declared(found)
    assert list(values) == ["color", "font-family", "x"]
    (color,) = values["color"]
    assert color.type in ("ident", "hash")
    text, comma, keyword = values["font-family"]
    assert (text.type, text.value, comma.value) == ("string", as_written(said), ",")
    assert (keyword.type, keyword.value) == ("ident", as_written(said) or "_")
    assert len(values["x"]) == 1
    assert not re.search("[<>&]", sheet)


@pytest.mark.parametrize("said", HOSTILE)
def test_a_string_is_one_value_whatever_is_in_it(said: str) -> None:
    check(said)


# A carriage return or form feed is a line feed to CSS, and half a pair is no character.
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\f")))
def test_any_string_is_one_value(said: str) -> None:
    check(said)


def test_rules_as_they_are_written() -> None:
    box, entry = of_class("box"), Selector("li", ("labelled",))
    first = Selector("p", pseudo_class="first-child")
    size = (Length(148.0, "mm", exact=True), Length(1_000_000, "mm", exact=True))
    assert rule(box.parent_of(entry).parent_of(first), {"text-indent": Length(-7.123456, "pt")}) == (
        ".box > li.labelled > p:first-child { text-indent: -7.123pt; }\n"
    )
    assert rule([box, of_class("a", "b")], {"margin": (NOTHING, Length(1, "em"))}) == (
        ".box, .a.b { margin: 0 1em; }\n"
    )
    assert rule(
        box.followed_by(box.ancestor_of(Selector("a", pseudo_element="before"))), {"x": Number(1)}
    ) == (".box + .box a::before { x: 1; }\n")
    assert rule(AtRule.PAGE, {"size": size}) == "@page { size: 148.0mm 1000000mm; }\n"
    assert rule(AtRule.FONT_FACE, {"src": (Address("../a-b.ttf"), Call("format", Text("truetype")))}) == (
        '@font-face { src: url(../a-b.ttf) format("truetype"); }\n'
    )
    assert rule(box, {}) == ""
    assert attribute({"left": Length(2.5, "mm"), "color": Color("#0aF")}) == "left: 2.5mm; color: #0aF;"


@pytest.mark.parametrize("said", [said for said in HOSTILE if said])
def test_no_word_of_a_style_leaves_its_place(said: str) -> None:
    """The same rules stand in the sheet, whatever its typeface and its blocks are called."""

    def sheet(word: str, role: str) -> tuple[list[str], ...]:
        style = replace(
            HOUSE,
            font=FontFamily(family=word),
            blocks={**HOUSE.blocks, role: BlockStyle(hang=3.0)},
            inlines={role: InlineStyle(small_caps=True)},
        )
        return tuple(properties(text) for text in (css(style, "epub"), css(style, "pdf"), sheet_css(style)))

    assert sheet(said, said) == sheet("Some Family", "line-of-mine")


def properties(sheet: str) -> list[str]:
    """Return the kinds of the rules of a sheet with the names of what they declare."""
    made = []
    for one in tinycss2.parse_stylesheet(sheet, skip_whitespace=True):
        names = [
            declaration.name
            for declaration in tinycss2.parse_blocks_contents(one.content, skip_whitespace=True)
            if declaration.type == "declaration"
        ]
        made.append(f"{one.type} {' '.join(names)}")
    return made
