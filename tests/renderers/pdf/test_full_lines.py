"""No line of a paragraph ends long before its measure does, whatever stands in it and however wide it is."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any
from xml.etree.ElementTree import fromstring, tostring

import pyphen
import pytest

from variorum_pdf.set.anchors import hang
from variorum_pdf.set.blanks import keep_figures
from variorum_pdf.set.galley import box_types
from variorum_pdf.set.line_ends import LOOSEST, filled_lines

WORDS = "nothing bewilligt is to be approved until he dürfte have answered, because of what "
PARAGRAPHS = {
    "a place is marked before a word": WORDS
    + '<span id="a"></span>Stichwahlen<sup>\u20601</sup> are '
    + WORDS,
    "a place is marked before a word in italics": WORDS + '<span id="a"></span><em>he said</em> of ' + WORDS,
    "two places are marked side by side": WORDS + '<span id="a"></span><span id="b"></span>he said ' + WORDS,
    "words are underlined": WORDS + "<u>underlined words</u> and " + WORDS,
    "a deleted word has a call": WORDS + "<del>durch</del><sup>\u2060a</sup><span>für</span> the " + WORDS,
    "a blank does not break": "Wien<sup>\u20601</sup>\xa0"
    + WORDS.strip()
    + '\xa0<span id="a"></span>schöne '
    + WORDS,
}
FULL = 0.78
"""What part of the measure a line takes at least, not stretched: the longest word takes the rest."""


@pytest.mark.parametrize("paragraph", PARAGRAPHS.values(), ids=list(PARAGRAPHS))
def test_lines_are_full(paragraph: str) -> None:
    assert [f"{width}: {line}" for width, line, share in lines(paragraph) if share < FULL] == []


def lines(paragraph: str) -> Iterator[tuple[int, str, float]]:
    """Yield the lines of a paragraph but for the last, and what part of each measure they take."""
    from weasyprint import CSS, HTML  # noqa: PLC0415  half a second

    divs = (f'<div style="width: {width}px"><p>{paragraph}</p></div>' for width in range(280, 430))
    html = HTML(string=f'<html lang="de"><body>{"".join(divs)}</body></html>')
    hang(html.etree_element)
    keep_figures(html.etree_element)
    css = "@page { size: 500px 99999px; margin: 0 } body { margin: 0; hyphens: auto; font: 11px Gentium }"
    with filled_lines():
        page = html.render(stylesheets=[CSS(string=css)]).pages[0]._page_box
    for block in page.descendants():
        rows = [box for box in getattr(block, "children", ()) if isinstance(box, box_types().LineBox)]
        for row in rows[:-1]:
            words = [box for box in row.descendants() if isinstance(box, box_types().TextBox)]
            share = sum(box.width for box in words) / block.width
            yield round(block.width), "".join(box.text for box in words), share


def test_no_line_is_spread_too_far() -> None:
    """Blanks grow by the size of the type at the most; a line before what nothing divides is ragged."""
    from weasyprint import CSS, HTML  # noqa: PLC0415

    url = "https://archive.example.org/" + "0" * 60
    words = f"{WORDS}<sup>\u20601</sup> {url} {WORDS} See {url} for {WORDS}"
    divs = "".join(f'<div style="width: {width}px"><p>{words}</p></div>' for width in range(280, 430, 10))
    css = (
        "@page { size: 500px 99999px } p { text-align: justify; overflow-wrap: anywhere; font: 11px Gentium }"
    )
    with filled_lines():
        page = HTML(string=f"<html><body>{divs}</body></html>").render(stylesheets=[CSS(string=css)]).pages[0]
    boxes = [box for box in page._page_box.descendants() if isinstance(box, box_types().TextBox)]
    spread = [box.justification_spacing for box in boxes]
    assert 0 < max(spread) <= LOOSEST * 11


VOCABULARY = """\
the lamp keeper reported that impressions of correspondence government April 11 had been received from quarter
a of to in on and circumstances, representative undertaking (nothing) notwithstanding considerable by which
them communications. understanding if my wife recollection international Committee, because
"""
LOOSE = 0.5
"""By how much blanks of a line that is loose have grown, in sizes of its type."""


def random_words(chance: Random, calls: float) -> str:
    """Return a paragraph of words by chance, some with the call of a note or two, some in italics."""
    made, words = [], VOCABULARY.split()
    for number in range(120):
        word = chance.choice(words)
        word = f"<em>{word}</em>" if chance.random() < 0.1 else word
        called = f"<sup>\u2060<a>{number}</a></sup>" if chance.random() < calls else ""
        more = (
            f"<span></span><sup>\u2060<a>{number + 1}</a></sup>" if called and chance.random() < 0.2 else ""
        )
        made.append(word + called + more)
    return " ".join(made)


def test_lines_with_calls_are_no_looser_than_others() -> None:
    from weasyprint import CSS, HTML  # noqa: PLC0415

    chance = Random(7)
    divs = (
        f'<div style="width: {width}px"><p>{random_words(chance, calls)}</p></div>'
        for width in range(250, 440, 10)
        for calls in (0.0, 0.1, 0.25)
    )
    html = HTML(string=f'<html lang="en"><body>{"".join(divs)}</body></html>')
    hang(html.etree_element)
    css = (
        "@page { size: 500px 999999px } p { text-align: justify; hyphens: auto; font: 14px Gentium Plus }"
        " sup { line-height: 0; font-size: 0.7em }"
    )
    with filled_lines():
        page = html.render(stylesheets=[CSS(string=css)]).pages[0]._page_box
    found: dict[bool, list[bool]] = {True: [], False: []}
    for line in page.descendants():
        if isinstance(line, box_types().LineBox):
            words = [box for box in line.descendants() if isinstance(box, box_types().TextBox)]
            called = any("\u2060" in box.text for box in words)
            found[called].append(max(box.justification_spacing for box in words) > LOOSE * 14)
    with_calls, others = (sum(found[called]) / len(found[called]) for called in (True, False))
    assert with_calls < others + 0.02
    assert with_calls < 0.08


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('a <span id="a"></span>b c', 'a <span><span id="a"></span>b</span> c'),
        (
            'a <span id="a"></span><span id="b"></span>b',
            'a <span><span id="a"></span><span id="b"></span>b</span>',
        ),
        ('a <span id="a"></span><em>b</em>', 'a <em><span id="a"></span>b</em>'),
        ('a<span id="a"></span>b', 'a<span id="a"></span>b'),
        ('a <span id="a"></span> b', 'a <span id="a"></span> b'),
        ('a <span id="a"></span><a href="#a">b</a>', 'a <span id="a"></span><a href="#a">b</a>'),
    ],
)
def test_a_mark_of_a_place_is_set_with_the_next_word(given: str, expected: str) -> None:
    root = fromstring(f"<p>{given}</p>")
    hang(root)
    assert tostring(root, encoding="unicode", short_empty_elements=False) == f"<p>{expected}</p>"


DIVIDED = {
    "be-glück-wün-schen": "de_AT",
    "aus-drück-lich": "de_DE",
    "ste-cken": "de_AT",
    "mit-zuthei-len": "de_AT",
    "rathe": "de_AT",
    "mit-theilt": "de_CH",
    "Gott-heit": "de_AT",
    "Gast-haus": "de_AT",
    "ent-hal-ten": "de_AT",
    "vor-ent-hal-ten": "de_AT",
    "quant-it-at-ive": "en_GB",
    "So-viet": "en_US",
    "nu-clear": "en_US",
    "RSFSR": "en_US",
    "SOWJET": "de_DE",
    "PAR-TIC-I-PANTS": "en_US",
}
"""Words as their language divides them, whatever the patterns of Pyphen say."""


@pytest.mark.parametrize(("word", "language"), DIVIDED.items(), ids=list(DIVIDED))
def test_words_are_divided_as_their_language_does(word: str, language: str) -> None:
    with filled_lines():
        dictionary: Any = pyphen.Pyphen
        patterns = dictionary(lang=language)
    assert patterns.inserted(word.replace("-", "")) == word


DAYS = ("18. 8. [1893]", "[9. 11. 1903]", "[10.? 10. 1895]", "15. 6. 1893", "7. 10.", "§ 14", "§§ 2")
LED = ("[3 words", "P. Orlov", "N. N. Orlov")


@pytest.mark.parametrize("day", [*DAYS, *LED])
def test_no_line_ends_within_figures_that_are_one(day: str) -> None:
    made = [line.strip().replace(" ", "\u00a0") for _, line, _ in lines(f"{day} and " * 12)]
    assert [line for line in made if line.endswith(tuple(partly(day)))] == []


def test_no_line_begins_with_a_dash_that_joins_words() -> None:
    made = [
        line
        for _, line, _ in lines("himself—high-spirited men—and all of it.—<em>These</em><del>—</del>are—" * 6)
    ]
    assert len(made) > 100
    assert [line for line in made if line.startswith("—")] == []


def partly(day: str) -> Iterator[str]:
    """Yield how a line would end that holds the beginning of a day alone."""
    words = day.split()
    return ("\u00a0".join(words[:end]) for end in range(1, len(words)))
