"""Numbers in words: every one that is written is read, and what each language says besides."""

from __future__ import annotations

import re

import pytest

from variorum.words.language import names
from variorum.words.numbers import LAST, Numbers, numbers, roman


def of(language: str) -> Numbers:
    found = numbers(language)
    assert found is not None
    return found


LANGUAGES = [name for name in names() if numbers(name) is not None]


def test_english_and_german_have_numbers() -> None:
    assert {"en", "de"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_in_words_is_read_and_no_two_are_alike(language: str) -> None:
    known = of(language)
    pattern = re.compile(known.pattern())
    written = [known.word(number) for number in range(LAST + 1)]
    assert len(set(written)) == LAST + 1
    for number, word in enumerate(written):
        assert word is not None
        assert known.value(word) == known.value(f" {word.upper()} ") == number
        assert pattern.fullmatch(word)
    assert known.word(LAST + 1) is known.word(-1) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_few_are_one_to_ten(language: str) -> None:
    known = of(language)
    few = re.compile(known.few())
    assert [n for n in range(LAST + 1) if few.fullmatch(known.word(n) or "")] == list(range(1, 11))


@pytest.mark.parametrize(
    ("language", "number", "word"),
    [
        ("en", 21, "twenty-one"),
        ("en-GB", 102, "one hundred and two"),
        ("en", 345, "three hundred and forty-five"),
        ("de", 21, "einundzwanzig"),
        ("de-AT", 100, "hundert"),
        ("de", 101, "hunderteins"),
        ("de", 102, "hundertzwei"),
        ("de", 345, "dreihundertfünfundvierzig"),
        ("de", 371, "dreihunderteinundsiebzig"),
    ],
)
def test_numbers_are_written_as_the_language_has_them(language: str, number: int, word: str) -> None:
    assert of(language).word(number) == word


@pytest.mark.parametrize(
    ("language", "word", "number"),
    [
        ("en", "twenty one", 21),
        ("en", "one hundred two", 102),
        ("de", "einhundertundzwei", 102),
        ("de", "zwoundzwanzig", 22),
        ("de", "Fuenfunddreissig", 35),
        ("de", "DREISSIG", 30),
        ("en", "two three", None),
        ("en", "hundred", None),
        ("en", "twenty-ten", None),
        ("en", "one hundred and zero", None),
        ("de", "zwanzigeins", None),
        ("de", "ein", None),
        ("de", "two", None),
        ("en", "", None),
    ],
)
def test_other_ways_are_read_and_what_is_none_is_not(language: str, word: str, number: int | None) -> None:
    assert of(language).value(word) == number


@pytest.mark.parametrize(
    ("language", "words", "number"),
    [
        ("en", "first", 1),
        ("en", "Twenty-First", 21),
        ("en", "twelfth", 12),
        ("en", "thirtieth", 30),
        ("en", "two hundred and third", 203),
        ("en", "21st", 21),
        ("en", "22d", 22),
        ("de", "erste", 1),
        ("de", "dritten", 3),
        ("de", "siebenter", 7),
        ("de", "siebten", 7),
        ("de", "achtes", 8),
        ("de", "neunzehnte", 19),
        ("de", "dreißigsten", 30),
        ("de", "einundzwanzigster", 21),
        ("de", "hunderterste", 101),
        ("de", "3.", 3),
        ("de", "3ten", 3),
        ("de", "21ste", 21),
        ("en", "one", None),
        ("en", "oneth", None),
        ("de", "einste", None),
        ("de", "te", None),
        ("en", "", None),
    ],
)
def test_ordinals(language: str, words: str, number: int | None) -> None:
    assert of(language).ordinal(words) == number


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_number_word_is_an_ordinal(language: str) -> None:
    known = of(language)
    assert [n for n in range(LAST + 1) if known.ordinal(known.word(n) or "") is not None] == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("i", 1),
        ("iv", 4),
        ("XII", 12),
        ("mcmxxxi", 1931),
        ("iiii", None),
        ("ic", None),
        ("", None),
        ("nix", None),
    ],
)
def test_roman_numerals(text: str, number: int | None) -> None:
    assert roman(text) == number


def test_a_language_that_is_not_there_has_no_numbers() -> None:
    assert numbers("fr") is None
