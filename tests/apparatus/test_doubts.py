"""What an edition says that cannot be, or that nobody knows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from apparatus.printed import document, edition, p, published, t

from variorum.findings.edition import (
    CodeUnworded,
    DateImpossible,
    HandUnknown,
    InitialsUnknown,
    NumberWrong,
    PersonAmbiguous,
    PersonOrPlace,
    PersonsUnmentioned,
)
from variorum.model import (
    Added,
    Date,
    Document,
    Facts,
    Field,
    FieldKind,
    Hand,
    Head,
    Identifier,
    Imprint,
    Metamark,
    Name,
    Person,
    Supplied,
    Text,
)
from variorum.source import Span

IVANOVS = (Person("i", "Ivan Ivanov"), Person("p", "Pyotr Ivanov"))


def messages(given: Document, kind: type, *persons: Person) -> list[str]:
    found = published(edition(given, persons=persons)).diagnostics
    return [one.message for one in found if isinstance(one, kind)]


@pytest.mark.parametrize(
    "said",
    [
        *("31 June 1977", "30 February 1976", "February 30, 1976", "29 February 1977"),
        *("31st of April, 1977", "31 June 77", "31st of April", "31 June", "30 Feb", "June 31"),
    ],
)
def test_a_day_that_its_month_has_not_is_told(said: str) -> None:
    assert messages(document(p(f"It left on {said}, they say.")), DateImpossible) == [
        f"there is no such date as “{said}”"
    ]


@pytest.mark.parametrize(
    "said",
    [
        *("30 June 1977", "29 February 1976", "29 February 1900", "31 May and June 1977", "No 31 of 1977"),
        *("No. P102/33 June 14, 1963", "Spec. No. 1754 - 1765 October 22, 1963", "No. 33 June 14, 1963"),
        *("News of 1963. November 23. No. 327", "30 June", "29 February", "1831 June"),
        *("31 Junes", "31 men", "June 31 men", "33 June", "31 May", "No. 2/31 June"),
    ],
)
def test_a_day_of_the_calendar_is_no_doubt(said: str) -> None:
    assert messages(document(p(f"It left on {said}, they say.")), DateImpossible) == []


def test_of_a_row_of_days_the_last_is_told() -> None:
    said = messages(document(p("It left on 29–31 June 1977.")), DateImpossible)
    assert said == ["there is no such date as “31 June 1977”"]


def test_a_date_that_is_encoded_is_looked_at_too() -> None:
    head = Head((p(Field(FieldKind.DATE, (t("the end of June"),), "1977-06-31")),))
    given = document(p(Date((t("then"),), "1977-13-01"), Date((t("now"),), "1977-06-30")), head=head)
    assert messages(given, DateImpossible) == [
        "there is no such date as “1977-06-31”",
        "there is no such date as “1977-13-01”",
    ]


def test_a_hand_that_the_list_has_not_is_told_once() -> None:
    hands = (Hand("h1"), Hand("h2"))
    body = p(*(Added((t("w"),), facts=Facts(hand=hand)) for hand in ("h1", "h9", "h9", "i")))
    given = replace(document(body), hands=hands)
    assert messages(given, HandUnknown, *IVANOVS) == [
        "the hand “h9” is none of those of the document: h1, h2"
    ]
    assert messages(document(body), HandUnknown, *IVANOVS) == [
        "the hand “h1” is none of those of the document: none is listed",
        "the hand “h9” is none of those of the document: none is listed",
    ]
    assert messages(document(p(Added((t("w"),), facts=Facts(hand="Orlov")))), HandUnknown) == []


def test_one_who_is_responsible_may_be_a_hand() -> None:
    given = replace(document(p(Supplied((t("w"),), facts=Facts(resp=("h1",))))), hands=(Hand("h1"),))
    assert messages(given, InitialsUnknown) == []


def test_a_name_that_fits_several_persons_is_told_and_is_no_mention() -> None:
    given = document(p("Comrade Ivanov spoke. Ivanov left, and Pyotr Ivanov too."))
    assert messages(given, PersonAmbiguous, *IVANOVS) == [
        "“Ivanov”, met 2 times, fits several persons: Ivan Ivanov, Pyotr Ivanov"
    ]
    assert messages(given, PersonsUnmentioned, *IVANOVS) == [
        "no document mentions a person of the register: Ivan Ivanov"
    ]
    told = document(
        p(Name((t("Ivanov"),), "person", "i"), " and ", Name((t("Ivanov"),), "rs", "p"), " left.")
    )
    assert messages(told, PersonAmbiguous, *IVANOVS) == []
    assert messages(told, PersonsUnmentioned, *IVANOVS) == []


def test_a_cover_name_of_two_is_the_name_of_neither() -> None:
    spies = (Person("a", "Anna Ames", cover_names=("Lamp",)), Person("b", "Ben Bow", cover_names=("Lamp",)))
    assert messages(document(p("Lamp reports.")), PersonAmbiguous, *spies) == [
        "“Lamp”, met once, fits several persons: Anna Ames, Ben Bow"
    ]


@pytest.mark.parametrize(
    ("words", "absent"),
    [("Brown paper was brought.", 1), ("It was so. Brown paper came.", 1), ("Then Brown spoke.", 0)],
)
def test_a_surname_that_is_a_word_names_nobody_where_it_begins_a_sentence(words: str, absent: int) -> None:
    assert len(messages(document(p(words)), PersonsUnmentioned, Person("b", "John Brown"))) == absent


LONDON = Person("l", "Jack London", cover_names=("Pilgrim",))


@pytest.mark.parametrize(
    ("words", "places", "absent"),
    [
        ("He was seen in London, and near London.", 2, 1),
        ("Jack London was seen in London.", 1, 0),
        ("It is in London’s view; London said so in London's own words.", 0, 0),
        ("They trust in Jack London and in Pilgrim.", 0, 0),
        ("In London they met.", 1, 1),
        ("They wrote to London about it.", 0, 0),
    ],
)
def test_a_surname_behind_a_word_of_place_is_told_and_is_no_mention(
    words: str, places: int, absent: int
) -> None:
    told = messages(document(p(words)), PersonOrPlace, LONDON)
    count = {1: "once"}.get(places, f"{places} times")
    wanted = f"“London”, met {count} behind a word like “in”, is taken for a place and not for Jack London"
    assert told == ([wanted] if places else [])
    assert len(messages(document(p(words)), PersonsUnmentioned, LONDON)) == absent


def test_a_name_that_is_marked_behind_a_word_of_place_is_a_person() -> None:
    given = document(p("They trust in ", Name((t("London"),), "person", "l"), "."))
    assert messages(given, PersonOrPlace, LONDON) == []
    assert messages(given, PersonsUnmentioned, LONDON) == []


@pytest.mark.parametrize(
    ("scheme", "value", "wrong"),
    [
        ("isbn", "978-0-00-000000-2", ""),
        ("isbn", "0-306-40615-2", ""),
        ("ISBN", "ISBN 978-0-306-40615-7", ""),
        ("isbn", "080442957X", ""),
        ("isbn", "978-0-00-000000-1", "its check digit would be 2"),
        ("isbn", "0-306-40615-3", "its check digit would be 2"),
        ("isbn", "978-0-00-00000-2", "it has neither 13 figures nor 10"),
        ("isbn", "977-0-00-000000-5", "it begins with neither 978 nor 979"),
        ("issn", "2049-3630", ""),
        ("issn", "2049-3631", "its check digit would be 0"),
        ("urn", "urn:x:1", ""),
    ],
)
def test_the_number_of_a_book_has_its_check_digit(scheme: str, value: str, wrong: str) -> None:
    imprint = Imprint("Papers", language="en-GB", identifiers=(Identifier(scheme, value),))
    found = published(replace(edition(document(p("a"))), imprint=imprint)).diagnostics
    assert [one.reason for one in found if isinstance(one, NumberWrong)] == ([wrong] if wrong else [])


@pytest.mark.parametrize(
    ("path", "mark"),
    [("one.txt", "{name kind=person ref=ID|Ivanov}"), ("one.xml", '<persName ref="#ID">Ivanov</persName>')],
)
def test_who_is_meant_is_said_in_the_notation_of_the_file(path: str, mark: str) -> None:
    given = document(p(Text("Comrade Ivanov spoke.", span=Span(path, 1, 1, 1, 22))))
    found = published(edition(given, persons=IVANOVS)).diagnostics
    told = [one.hint for one in found if isinstance(one, PersonAmbiguous)]
    assert told == [f"Say who is meant, {mark}, or accept the finding."]


@pytest.mark.parametrize(("function", "told"), [("emphsize", 1), ("emphasize", 0), ("used", 0), ("to-do", 0)])
def test_what_a_mark_is_for_is_told_where_it_is_nearly_a_code(function: str, told: int) -> None:
    marks = (Metamark((t("x"),), function), Metamark((t("y"),), function))
    assert len(messages(document(p("One ", *marks)), CodeUnworded)) == told
