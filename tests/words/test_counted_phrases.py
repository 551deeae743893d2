"""Phrases with a count, and extents, in every language: counts.md and extents.md beside this file.

A case is a fence `counted` with keys, or `extents` with an extent on each line; what is expected of it stands
in a fence for each language.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cases import Case, Expectations, Kind, Output, each, read_cases
from invented import a_run

from variorum.apparatus.wording import Wording, number_of
from variorum.conventions.normal_forms import OF_LAST_RESORT
from variorum.model import Extent
from variorum.words.language import load, names

NUMBERS = (0, 1, 2, 5, 21)
LANGUAGES = frozenset(names())
COUNTS = read_cases(Path(__file__).with_name("counts.md"), Kind(frozenset({"counted"}), LANGUAGES))
EXTENTS = read_cases(Path(__file__).with_name("extents.md"), Kind(frozenset({"extents"}), LANGUAGES))
NAMES = {"names": "A, B"}
"""What stands in the fields of counted phrases besides the count."""


def outputs(made: Mapping[str, list[str]]) -> list[Output]:
    return [Output.of_lines(tag, lines) for tag, lines in sorted(made.items())]


@each(COUNTS)
def test_a_counted_phrase_is_a_sentence_with_every_number(case: Case, expectations: Expectations) -> None:
    made = {
        tag: [f"{key}: {' · '.join(counted(Wording.of(load(tag)), key))}" for key in case.input.body.split()]
        for tag in names()
    }
    expectations.hold(case, outputs(made))


def counted(wording: Wording, key: str) -> list[str]:
    fields = {name: a_run(words) for name, words in NAMES.items()}
    return [wording.counted(key, number, **fields).text for number in NUMBERS]


def test_every_counted_phrase_is_a_case() -> None:
    there = [key for case in COUNTS for key in case.input.body.split()]
    phrases = load("en").phrases
    assert sorted(there) == sorted(key for key, phrase in phrases.items() if isinstance(phrase, Mapping))


@each(EXTENTS)
def test_an_extent_is_worded(case: Case, expectations: Expectations) -> None:
    made = {
        tag: [f"{line}: {worded(Wording.of(load(tag)), line)}" for line in case.input.body.splitlines()]
        for tag in names()
    }
    expectations.hold(case, outputs(made))


def worded(wording: Wording, line: str) -> str:
    said = dict(word.partition("=")[::2] for word in line.split())
    about = said.pop("about", None) is not None
    extent = Extent(**said, about=about)
    number = number_of(extent, OF_LAST_RESORT)
    extent = wording.in_figures(extent, OF_LAST_RESORT)
    alone = wording.unit(extent, number).text
    return f"{wording.extent(extent, number)} ({wording.amount(extent)} | {alone})"
