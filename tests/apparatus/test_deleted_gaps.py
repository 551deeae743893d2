"""A gap in a deletion is struck out with its brackets: they stand for what is lost, and that is struck."""

from __future__ import annotations

from pathlib import Path

import pytest
from account.books import prepared

from variorum import style
from variorum.apparatus.text.flow import runs
from variorum.conventions import load, names
from variorum.extract import Look
from variorum.proof import expectation_of
from variorum.publication import Para, Styled

STRUCK_SETS = sorted(set(names()) - {"leiden"})
"""Sets in which deletions are struck out; the other prints them in brackets."""
TEXT = (
    "<body><p>Came <del>so<gap reason='illegible' quantity='2' unit='words'/> he "
    "<gap reason='lost'/><gap reason='omitted'/><space quantity='9' unit='chars'/></del> went.</p></body>"
)


@pytest.mark.parametrize("convention", STRUCK_SETS)
def test_every_character_of_it_is_struck(convention: str, tmp_path: Path) -> None:
    made = prepared(tmp_path, TEXT, "edition", convention)
    assert made.publication is not None
    assert made.style is not None
    streams = expectation_of(made.publication, made.style).extract.streams
    words = next(tokens for name, tokens in streams.items() if name.endswith("/body"))
    plain = [word.text for word in words if not all(Look.STRUCK in looks for _, looks in word.looks)]
    assert plain == ["Came", "went."]


@pytest.mark.parametrize("convention", names())
def test_no_mark_of_a_gap_takes_the_line_away(convention: str) -> None:
    keeps = {name for name, look in style.load("house").value.inlines.items() if look.struck is not False}
    gaps = [one for one in load(convention).value.signs if one.means.node in ("Gap", "Space")]
    assert gaps
    assert [one.id for one in gaps if one.show.mark_style and one.show.mark_style not in keeps] == []


def test_a_blank_between_two_marks_that_are_not_struck_is_not_struck(tmp_path: Path) -> None:
    """A line through the blank alone would be read as a dash."""
    text = "<body><p>Came <del>a <supplied>b</supplied> <supplied>c</supplied> d</del>.</p></body>"
    made = prepared(tmp_path, text, "edition", "frus")
    assert made.publication is not None
    (paragraph,) = made.publication.documents[0].body
    assert isinstance(paragraph, Para)
    deletion = paragraph.children[1]
    assert isinstance(deletion, Styled)
    first, blank, second = deletion.children[1:4]
    assert [isinstance(one, Styled) and one.style for one in (first, blank, second)] == [
        *("supplied", "upright", "supplied")
    ]
    assert runs((blank,))[0].text == " "
