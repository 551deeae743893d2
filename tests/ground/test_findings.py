"""The records of findings: what each is called and says, how they are compared and kept."""

from __future__ import annotations

import pickle
import re
import string
from dataclasses import fields
from typing import Any, get_type_hints

import pytest

from variorum.findings import Diagnostic, Severity
from variorum.findings.catalogue import RECORDS, STAGES, records
from variorum.findings.conventions import SignUnused
from variorum.findings.finding import COMMON
from variorum.findings.proof import ProofNoteTwice
from variorum.press import cache
from variorum.report import UNSHOWN, finding
from variorum.source import Source, Span

HERE = Span("one.txt", 2, 3, 2, 9)
ALL = [record for stage in STAGES for record in records(stage)]

each_record = pytest.mark.parametrize("record", ALL, ids=lambda record: record.slug)


def facts_of(record: type[Diagnostic]) -> dict[str, type]:
    hints = get_type_hints(record)
    return {one.name: hints[one.name] for one in fields(record)[COMMON:]}


def example_of(record: type[Diagnostic]) -> Diagnostic:
    """Return a finding whose facts are their own names, or the number 7."""
    facts: dict[str, Any] = {name: 7 if kind is int else name for name, kind in facts_of(record).items()}
    return record(HERE, **facts)


def test_slugs_are_unique() -> None:
    assert len(ALL) == len(RECORDS)


def test_every_subclass_is_in_the_catalogue() -> None:
    def below(record: type[Diagnostic]) -> list[type[Diagnostic]]:
        return [one for child in record.__subclasses__() for one in (child, *below(child))]

    named = {one for one in below(Diagnostic) if "slug" in vars(one)}
    assert named == set(ALL)


@each_record
def test_a_slug_is_the_name_of_its_class(record: type[Diagnostic]) -> None:
    assert re.sub(r"(?<!^)(?=[A-Z])", "-", record.__name__).lower() == record.slug


@each_record
def test_message_and_mend_are_made_of_the_facts_and_use_each(record: type[Diagnostic]) -> None:
    used = {name for _, name, _, _ in string.Formatter().parse(record.form + record.mend) if name is not None}
    assert used == set(facts_of(record))


LONG = "\u202e\x1b[31mwords without an end " * 4_000
"""A text of more than 100,000 characters that a terminal would obey."""


@each_record
def test_no_fact_makes_a_finding_longer_than_a_screen(record: type[Diagnostic]) -> None:
    facts: dict[str, Any] = {name: 7 if kind is int else LONG for name, kind in facts_of(record).items()}
    source = Source("one.txt", f"\n{LONG}\n")
    place = Span("one.txt", 2, 50_000, 2, len(LONG))
    for found in (record(place, **facts), record(place, own_hint=LONG, **facts)):
        shown = finding(found, {"one.txt": source}, "letters", 100).plain
        assert len(shown) < 3_000
        assert all(len(line) <= 100 for line in shown.split("\n")[1:3])
        assert not UNSHOWN.search(shown.replace("\n", ""))
        assert len(found.message) < 3_000 and len(found.hint) < 3_000


@each_record
def test_facts_are_words_or_numbers(record: type[Diagnostic]) -> None:
    assert set(facts_of(record).values()) <= {str, int}


@each_record
def test_a_record_has_its_own_fields_docstring_and_severity(record: type[Diagnostic]) -> None:
    assert "__dataclass_fields__" in vars(record), "it is no dataclass"
    assert record.__doc__ and not record.__doc__.startswith(record.__name__)
    summary, _, more = record.__doc__.partition("\n\n")
    assert summary.endswith(".") and more.strip(), "it says what it means, and then what follows"
    assert isinstance(record.severity, Severity)


@each_record
def test_a_finding_goes_to_other_processes_and_to_the_cache_and_back(record: type[Diagnostic]) -> None:
    found = example_of(record)
    assert pickle.loads(pickle.dumps(found)) == found
    assert cache._finding(cache._finding_as_json(found)) == found


def test_a_finding_says_its_facts() -> None:
    found = ProofNoteTwice(HERE, file="letters.pdf", label="3", count=2)
    assert found.message == "letters.pdf: the note 3 stands 2 times"
    assert found.facts == (("file", "letters.pdf"), ("label", "3"), ("count", 2))


def test_a_place_may_have_a_better_hint() -> None:
    assert SignUnused(HERE, statement="x").hint == SignUnused.mend
    assert SignUnused(HERE, own_hint="See {there}.", statement="x").hint == "See {there}."
    assert SignUnused(HERE, own_hint="", statement="x").hint == ""


def test_findings_are_equal_by_all_that_they_say() -> None:
    found = SignUnused(HERE, statement="x")
    others = (
        SignUnused(None, statement="x"),
        SignUnused(HERE, statement="y"),
        SignUnused(HERE, own_hint="", statement="x"),
        found.accept("so in the source"),
    )
    assert SignUnused(HERE, statement="x") == found
    assert len({found, SignUnused(HERE, statement="x"), *others}) == 5


def test_a_fact_that_is_missing_or_not_of_the_record_is_refused() -> None:
    """The type checker refuses them too: these two lines need their exceptions."""
    with pytest.raises(TypeError):
        SignUnused(HERE)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        SignUnused(HERE, sign="x", statement="x")  # type: ignore[call-arg]
