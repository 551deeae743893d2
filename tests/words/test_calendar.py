"""Dates in words, as each language writes them."""

from __future__ import annotations

import re

import pytest

from variorum.words.calendar import Calendar, calendar
from variorum.words.language import names


def of(language: str) -> Calendar:
    found = calendar(language)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("26 August 1977", "1977-08-26"),
        ("the 26th of August, 1977", "1977-08-26"),
        ("4 Dec 87", "1987-12-04"),
        ("Augt. 3d, 1776", "1776-08-03"),
        ("3d Jany 1776", "1776-01-03"),
        ("Decr 1776", "1776-12"),
        ("31 February 1977", "1977-02"),
        ("3 pages, 26 August 1977", "1977-08-26"),
        ("3. März 1931", "1931"),
        ("soon", None),
    ],
)
def test_english_dates(text: str, iso: str | None) -> None:
    assert of("en").iso_date(text, "19") == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("3. März 1931", "1931-03-03"),
        ("3. Dezember 1931", "1931-12-03"),
        ("3.Dezember 1931", "1931-12-03"),
        ("3 Dezember 1931", "1931-12-03"),
        ("26. Mai 31", "1931-05-26"),
        ("26. Mai ’31", "1931-05-26"),
        ("im März 1931", "1931-03"),
        ("6. Jänner 1931", "1931-01-06"),
        ("Wien, am 1. Feber 1931", "1931-02-01"),
        ("1. Jan. 1931", "1931-01-01"),
        ("1. Sept. 1931", "1931-09-01"),
        ("den 3ten März 1931", "1931-03-03"),
        ("den 21sten Merz 1812", "1812-03-21"),
        ("am 12ten des Monats Julius 1812", "1812-07-12"),
        ("am ersten Mai des Jahres 1931", "1931-05-01"),
        ("den einundzwanzigsten Juni 1931", "1931-06-21"),
        ("3.12.1931", "1931-12-03"),
        ("3. 12. 31", "1931-12-03"),
        ("3. XII. 1931", "1931-12-03"),
        ("3/XII 31", "1931-12-03"),
        ("Octbr. 1812", "1812-10"),
        ("im Herbst 1931", "1931"),
        ("Wein 1931", "1931"),
        ("31. Februar 1931", "1931-02"),
        ("32.13.1931", "1931"),
        ("26 August 1931", "1931-08-26"),
        ("bald", None),
    ],
)
def test_german_dates(text: str, iso: str | None) -> None:
    assert of("de-AT").iso_date(text, "19") == iso


def test_the_century_of_two_figures_is_said() -> None:
    assert of("de").iso_date("26. Mai 13", "18") == of("en").iso_date("26 May 13", "18") == "1813-05-26"


@pytest.mark.parametrize("language", [name for name in names() if calendar(name) is not None])
def test_every_month_is_found_by_each_of_its_names(language: str) -> None:
    known = of(language)
    pattern = re.compile(known.month_pattern())
    for number in range(12):
        forms = known.months[number] + known.whole[number] + known.short[number]
        assert forms
        assert [known.month(form) for form in forms] == [number + 1] * len(forms)
        assert all(pattern.fullmatch(form) for form in forms)
        assert all(pattern.fullmatch(f"{form}.") for form in known.short[number])


def test_a_language_that_is_not_there_has_no_calendar() -> None:
    assert calendar("fr") is None


@pytest.mark.parametrize(
    ("day", "iso"),
    [
        ("3. März 1931", "1931-03-03"),
        ("den 3ten März 1931", "1931-03-03"),
        ("1. Jänner 1931", "1931-01-01"),
        ("Den 21. Dezember 31", "1931-12-21"),
        ("3. 3. 1931", "1931-03-03"),
        ("3.III.1931", "1931-03-03"),
        ("den 3. XII. 31", "1931-12-03"),
    ],
)
def test_a_german_day_is_found_as_it_is_read(day: str, iso: str) -> None:
    german = of("de")
    assert re.fullmatch(german.date.replace("{{month}}", german.month_pattern()), day)
    assert german.iso_date(day, "19") == iso


@pytest.mark.parametrize(
    "words", ["Mai 1931", "den Mai 1931", "am 3. März", "Haus 3.4", "3. MMXX. 1931", "1931"]
)
def test_what_is_no_german_day_is_none(words: str) -> None:
    german = of("de")
    assert not re.search(german.date.replace("{{month}}", german.month_pattern()), words)


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("de", "Brief vom 31. April, abends", ("31. April",)),
        ("de", "Brief vom 31. Novembertag, abends", ()),
        ("de", "am 30. Juni und 31. Mai", ()),
        (
            "de",
            "am 30. 2. 1977, am 31.4.77 und am 31. November 1977",
            ("30. 2. 1977", "31.4.77", "31. November 1977"),
        ),
        ("en", "on the 31st of April", ("31st of April",)),
        (
            "en",
            "31 June 1988, November 31, 1977 and 32 May 1977",
            ("31 June 1988", "November 31, 1977", "32 May 1977"),
        ),
        (
            "en",
            "30.2.1977, 31/04/1988, 1977-02-30 and 1977-13-01",
            ("30.2.1977", "31/04/1988", "1977-02-30", "1977-13-01"),
        ),
        ("en", "28.2.1977, 12/31/1988, 31/12/1988, 1977-02-28, 29.2.1900", ()),
        ("en", "No 31/04/1988, file 31/04/1988/2, 44.45.1977, 1.31.4.1988, 0388-45-1977", ()),
        ("en", "0 May 1977 and 20 May 1977", ("0 May 1977",)),
    ],
)
def test_days_that_no_month_has(language: str, text: str, days: tuple[str, ...]) -> None:
    assert of(language).impossible(text) == days
