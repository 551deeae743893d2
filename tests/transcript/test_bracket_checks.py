"""Brackets that may be meant otherwise than they are read, and signs that need a fact."""

from __future__ import annotations

import pytest

from variorum import conventions
from variorum.codecs.transcript.reading.bracket_checks import distance
from variorum.codecs.transcript.reading.document import read
from variorum.doors import ReadOptions
from variorum.source import Source

SETS = {name: conventions.load(name).value for name in ("soviet-archives", "guide", "russian-archives")}


def found(words: str, convention: str = "soviet-archives", base: str | None = "typed") -> list[str]:
    text = f"The keeper of the lamp wrote so {words} to the board.\n"
    made = read(Source("one.txt", text), SETS[convention], ReadOptions("one", base))
    return [one.slug for one in made.diagnostics if one.slug != "sign-undeclared"]


NEAR = (
    *("pgae two", "paeg 3", "sheat 3", "illegble", "paage two of nine", "pag two", "sci"),
    *("pagetwo", "page  five", "page-six", "page tow", "Page thre", "page fivve of nine"),
)
BY_CHANCE = (
    *("lots", "Sergei", "the pace", "page two", "sheet 3", "Friday", "last", "in May", "cave", "cis"),
    *("the", "rag two", "pits", "not b", "page last", "page iv", "page Five", "page twenty-one"),
)
OF_THE_PAPER = (
    *("to the right", "one line lost, paper torn", "name withheld", "two words crossed out"),
    *("rest of page blank", "bottom of sheet torn off", "two blank pages"),
    *("hole in the paper", "ink blot", "overleaf", "smudged", "photo missing", "left margin", "omitted"),
    *("not in original", "the rest in cipher", "cut off by the binding", "water stain", "sketch of a lamp"),
    *("Loch im Papier", "Tintenfleck", "mit Bleistift", "Datum fehlt", "ausgerissen", "verwischt"),
    *("rechts unten", "eine Zeile verloren, Papier zerrissen", "Name zurückgehalten", "am linken Rand"),
)
SUPPLIED = (
    "the names",
    "of the paper",
    "right",
    "Sergei",
    "he left",
    "a line",
    "lost",
    "the rest",
    "die Zeile",
    "Drawing",
    "the envelope",
    "worn",
    "left",
    "the margin",
    "mit Anna",
)


@pytest.mark.parametrize("bracket", NEAR)
def test_what_is_nearly_a_sign_is_told(bracket: str) -> None:
    assert found(f"[{bracket}]") == ["sign-near"]


@pytest.mark.parametrize("bracket", BY_CHANCE)
def test_words_that_are_near_by_chance_are_not(bracket: str) -> None:
    assert "sign-near" not in found(f"[{bracket}]")


def test_a_bracket_that_has_the_words_of_a_sign_is_not_nearly_that_sign() -> None:
    text = "The board agreed.\n\n[Handwritten note: “Agreed. Bohr.”]\n"
    made = read(Source("one.txt", text), SETS["soviet-archives"], ReadOptions("one", "typed"))
    assert "sign-near" not in [one.slug for one in made.diagnostics]


@pytest.mark.parametrize("convention", SETS)
@pytest.mark.parametrize("bracket", OF_THE_PAPER)
def test_what_says_something_of_the_paper_is_told(bracket: str, convention: str) -> None:
    assert found(f"[{bracket}]", convention) == ["bracket-describes"]


@pytest.mark.parametrize("bracket", SUPPLIED)
def test_words_that_are_supplied_are_not(bracket: str) -> None:
    assert found(f"[{bracket}]", "guide") == []


def test_a_sign_that_depends_on_how_the_source_is_written_asks_for_it() -> None:
    assert found("<u>*in haste*</u>", base=None) == ["base-missing"]
    assert found("<u>*in haste*</u>") == found("*in haste*", base=None) == []


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [
        ("pgae", "page", 1),
        ("page", "page", 0),
        ("sheat", "sheet", 1),
        ("illegble", "illegible", 1),
    ],
)
def test_letters_are_counted_that_differ(one: str, other: str, letters: int) -> None:
    assert distance(one, other) == distance(other, one) == letters
