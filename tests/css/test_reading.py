"""What style sheets say of an element: the cascade, longhands, and what is not followed to its end."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import cssselect2
import pytest

from variorum.accession import web
from variorum.css.reading import Cascade, NestingError, declarations, nesting
from variorum.css.values import color, is_bold, longhands, number, strings
from variorum.findings.accession import NestingTooDeep
from variorum.manuscript import Para, Words

PRINT = re.compile("print")


def said(sheet: str, markup: str = '<p class="a" id="b">x</p>') -> dict[str, str]:
    """Return what sheets say of the only element."""
    wrapped = cssselect2.ElementWrapper.from_html_root(ElementTree.fromstring(markup))
    return Cascade([sheet], PRINT).declared(wrapped)[None]


@pytest.mark.parametrize(
    ("sheet", "winner"),
    [
        ("p { x: 1 } p { x: 2 }", "2"),
        (".a { x: 1 } p { x: 2 }", "1"),
        ("#b { x: 1 } p.a { x: 2 }", "1"),
        ("p { x: 1 !important } #b { x: 2 }", "1"),
        ("@media print { #b { x: 1 } } p { x: 2 }", "2"),
        ("@media screen { @supports (x: y) { p { x: 1 } } }", "1"),
        ("@layer one { p { x: 1 } }", "1"),
        ("p { x: 1 } p:frobnicate( { x: 2 }", "1"),
    ],
)
def test_the_strongest_declaration_wins(sheet: str, winner: str) -> None:
    assert said(sheet)["x"] == winner


def test_the_style_attribute_is_stronger_than_a_sheet_and_weaker_than_what_is_important() -> None:
    markup = '<p id="b" style="x: 3; y: 3">x</p>'
    assert said("#b { x: 1; y: 1 !important }", markup) == {"x": "3", "y": "1"}


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("font", "italic small-caps bold 12px/1.2 Georgia", ("italic", "bold", "small-caps", "Georgia")),
        ("font", "600 12px x", ("normal", "600", "normal", "x")),
        ("font", "inherit", ("inherit",) * 4),
        ("font-variant", "oldstyle-nums all-small-caps", ("all-small-caps",)),
        ("text-decoration", "underline double red", ("underline", "double")),
        ("text-decoration", "none", ("none", "solid")),
        ("list-style", "inside url(x) lower-roman", ("lower-roman",)),
        ("list-style", "none", ("none",)),
        ("display", "none", ("none",)),
    ],
)
def test_a_shorthand_sets_its_longhands(name: str, value: str, expected: tuple[str, ...]) -> None:
    assert tuple(part for _, part in longhands(name, value)) == expected


def test_values() -> None:
    assert [number(one) for one in ("2.5em", "-3%", "normal", "")] == [2.5, -3.0, 0.0, 0.0]
    assert color("#fff") == color("white") == color("rgb(255 255 255)")
    assert (color("transparent"), color("nothing")) == ("transparent", None)
    weights = ("700", "599", "bolder", "lighter", "inherit", "9" * 5000, "²")
    assert [is_bold(one) for one in weights] == [True, False, True, False, None, None, None]
    assert strings('"[" attr(x) "\\201c"') == "[“"


def test_how_deep_brackets_stand_in_each_other() -> None:
    texts = ("((a)(", '"(((" (', "/* ((( */ {", '"a\\"((" (', "'((' {{", "a { b: url(x) }", "/* (")
    assert [nesting(text) for text in texts] == [2, 1, 1, 1, 2, 2, 0]
    for sheet in ("p { x: " + "(" * 5000, "@media screen {" * 2000):
        with pytest.raises(NestingError):
            said(sheet)
    with pytest.raises(NestingError):
        declarations("x:" + "[" * 5000)


PAGE = """<html><head><title>t</title>
<style>{}</style></head><body><p>{}</p><p>Words of a page.</p></body></html>"""


def page(sheet: str, words: str) -> bytes:
    return PAGE.format(sheet, words).encode()


@pytest.mark.parametrize(
    ("sheet", "words", "line"),
    [
        ("@media screen {" * 2000, "x", 2),
        ("", '<i style="color: ' + "(" * 5000 + '">x</i>', 2),
    ],
)
def test_a_page_whose_sheets_nest_without_end_is_refused(sheet: str, words: str, line: int) -> None:
    read = web.read("page.html", page(sheet, words))
    (finding,) = read.diagnostics
    assert (read.value, type(finding)) == (None, NestingTooDeep)
    assert finding.span is not None
    assert (finding.span.line, finding.message) == (
        line,
        "page.html nests elements or style rules more than 100 deep from this line on",
    )


@pytest.mark.parametrize(
    ("sheet", "styles"),
    [
        ("", {"italic"}),
        ("i { font-style: inherit }", {"italic"}),
        ("i { font: 12px Georgia }", set()),
        ("i { font: bold 12px Georgia } i { font-style: italic }", {"bold", "italic"}),
        ("i { font-weight: 700 } i { font: inherit }", {"italic"}),
        (
            "i { text-decoration: underline dotted; font-variant: small-caps }",
            {"italic", "underline", "small-caps"},
        ),
    ],
)
def test_an_importer_sees_what_a_browser_shows(sheet: str, styles: set[str]) -> None:
    read = web.read("page.html", page(sheet, "It was <i>sent</i> on that day."))
    assert read.value is not None
    pieces = [piece for part in read.value.parts if isinstance(part, Para) for piece in part.pieces]
    (sent,) = [piece for piece in pieces if isinstance(piece, Words) and "sent" in piece.text]
    assert sent.styles == styles
