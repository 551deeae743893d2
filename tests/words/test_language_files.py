"""Every language file says all that English says: the same fields, each form that its numbers need."""

from __future__ import annotations

from collections.abc import Mapping
from unicodedata import category

import pytest
from babel import Locale
from invented import a_run

from variorum.apparatus.wording import Wording
from variorum.words.edition_language import expectation
from variorum.words.language import (
    NO_PHRASES,
    Language,
    categories_wanted,
    fields_of,
    load,
    names,
    tag_for,
    usual_tag,
)

ENGLISH = load("en")
LIST_PARTS = {"pair": "2", "start": "start", "middle": "middle", "end": "end"}
"""The parts of a row, and their names in the CLDR."""

each_language = pytest.mark.parametrize("tag", names())


def locale(tag: str) -> Locale:
    """Return what the CLDR knows of a language; English by itself is the British one here."""
    return Locale.parse("en_GB" if tag == "en" else tag.replace("-", "_"))


@each_language
def test_a_language_has_every_phrase_of_english_and_no_other(tag: str) -> None:
    assert sorted(load(tag).phrases) == sorted(ENGLISH.phrases)


@each_language
def test_a_phrase_has_the_fields_of_english(tag: str) -> None:
    spoken = load(tag).phrases
    wrong = {
        key: fields_of(phrase) ^ fields_of(ENGLISH.phrases[key])
        for key, phrase in spoken.items()
        if fields_of(phrase) != fields_of(ENGLISH.phrases[key])
    }
    assert wrong == {}


@each_language
def test_a_counted_phrase_has_a_form_for_every_number(tag: str) -> None:
    spoken = load(tag)
    lacking = {
        key: categories_wanted(spoken.plural, phrase) - phrase.keys()
        for key, phrase in spoken.phrases.items()
        if isinstance(phrase, Mapping) and categories_wanted(spoken.plural, phrase) - phrase.keys()
    }
    assert lacking == {}
    assert [key for key, phrase in spoken.phrases.items() if expectation(key, phrase, spoken.plural)] == []


@each_language
def test_no_form_is_there_that_no_number_has(tag: str) -> None:
    spoken = load(tag)
    for key, phrase in spoken.phrases.items():
        if isinstance(phrase, Mapping):
            words = {name for name in phrase if not name.isdecimal()}
            assert words == categories_wanted(spoken.plural, phrase), key


@each_language
def test_plural_categories_are_those_of_the_cldr(tag: str) -> None:
    known = locale(tag).plural_form
    numbers = (*range(201), 1000, 1_000_000)
    assert [load(tag).plural(number) for number in numbers] == [known(number) for number in numbers]


@each_language
def test_rows_are_those_of_the_cldr(tag: str) -> None:
    rows = locale(tag).list_patterns["standard"]
    phrases = load(tag).phrases
    assert {part: phrases[f"list.and.{part}"] for part in LIST_PARTS} == {
        part: rows[name] for part, name in LIST_PARTS.items()
    }


@each_language
def test_months_are_those_of_the_cldr(tag: str) -> None:
    known = locale(tag).months["format"]["wide"]
    months = [names[0] for names in load(tag).tables["calendar"]["months"]]
    assert months == [known[number] for number in range(1, 13)]


@each_language
def test_quotation_marks_are_those_of_the_language(tag: str) -> None:
    wanted = "„{words}“" if tag == "de" else "“{words}”"
    assert load(tag).form("quotation.words") == wanted


@each_language
def test_words_can_be_printed_and_carry_no_blanks_at_their_ends(tag: str) -> None:
    for key, phrase in load(tag).phrases.items():
        for form in (phrase,) if isinstance(phrase, str) else phrase.values():
            assert form == form.strip(), key
            assert not [letter for letter in form if category(letter).startswith("C")], key
            assert "'" not in form and '"' not in form, f"{key}: a quotation mark of a typewriter"


def test_german_binds_numbers_to_their_units() -> None:
    german = load("de")
    for key, phrase in german.phrases.items():
        for form in (phrase,) if isinstance(phrase, str) else phrase.values():
            assert "{count} " not in form, f"{key}: a blank that may break behind a number"


def test_what_no_phrase_is_has_a_name() -> None:
    files = {table for tag in names() for table in load(tag).tables}
    assert NO_PHRASES - {"extends"} <= files


@pytest.mark.parametrize(
    ("asked", "taken"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("de-Latn-CH", "de"),
        ("DE", "de"),
        ("en-GB", "en"),
        ("en-US", "en-US"),
        ("en-us", "en-US"),
        ("en-CA", "en"),
        ("fr", None),
        ("deu", None),
    ],
)
def test_a_language_is_taken_by_the_nearest_tag(asked: str, taken: str | None) -> None:
    assert tag_for(asked) == taken


def row(language: Language, count: int) -> str:
    return Wording(language).in_row(tuple(map(a_run, "ABCDE"[:count]))).text


@pytest.mark.parametrize(
    ("tag", "rows"),
    [
        ("en", ["", "A", "A and B", "A, B and C", "A, B, C, D and E"]),
        ("en-US", ["", "A", "A and B", "A, B, and C", "A, B, C, D, and E"]),
        ("de", ["", "A", "A und B", "A, B und C", "A, B, C, D und E"]),
    ],
)
def test_names_stand_in_a_row(tag: str, rows: list[str]) -> None:
    assert [row(load(tag), count) for count in (0, 1, 2, 3, 5)] == rows


@pytest.mark.parametrize(
    ("tag", "usual"),
    [
        ("fra", "fr"),
        ("ger-AT", "de-AT"),
        ("en-UK", "en-GB"),
        ("grc", "grc"),
        ("sr-Cyrl", "sr-Cyrl"),
        ("no", "no"),
    ],
)
def test_a_tag_of_an_encoding_becomes_that_of_bcp_47(tag: str, usual: str) -> None:
    assert usual_tag(tag) == usual
