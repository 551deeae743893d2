"""Every TEI file of the corpus: nothing lost, facts kept, counts equal, written and read again."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from press import Press
from tei.corpus import elements
from tei.corpus.survey import Survey, surveys

ILL_FORMED = {
    "whitman-manuscripts/brl.00002.xml": "brl.00002.xml:158:25",
    "teic-stylesheets/testrend.xml": "testrend.xml:26:15",
}


@pytest.fixture(scope="session")
def everything(shared: Path, press: Press) -> list[Survey]:
    """Return what became of each file."""
    return surveys(shared, press.shelf)


@pytest.fixture(scope="session")
def read(everything: list[Survey]) -> list[Survey]:
    """Return what became of the files that are well-formed."""
    return [one for one in everything if one.file not in ILL_FORMED]


def test_two_files_are_refused_with_the_place(everything: list[Survey]) -> None:
    refused = {one.file: one.refused for one in everything if one.refused}
    assert refused.keys() == ILL_FORMED.keys()
    for file, place in ILL_FORMED.items():
        assert refused[file][0].startswith(place)


def test_the_list_of_what_is_not_read_as_text_is_short() -> None:
    assert len(elements.REGISTERS) <= 12


def test_no_character_is_lost(read: list[Survey]) -> None:
    assert {one.file: one.lost for one in read if one.lost} == {}


def test_words_stay_together(read: list[Survey]) -> None:
    """What stands between two tags stands in one piece in the model, not only somewhere letter by letter."""
    assert {one.file: one.torn[:5] for one in read if one.torn} == {}


def _kept(wanted: dict[str, int], found: dict[str, int]) -> Counter[str]:
    """Return the values that survive; a pointer may do so without its “#”."""
    bare: Counter[str] = Counter()
    for value, count in found.items():
        bare[_plain(value)] += count
    kept: Counter[str] = Counter()
    for value, count in wanted.items():
        kept[value] = min(count, bare[_plain(value)])
    return kept


def _plain(value: str) -> str:
    return " ".join(one.removeprefix("#") for one in value.split())


@pytest.mark.parametrize("side", ["written", "model"])
@pytest.mark.parametrize("attribute", elements.FACTS)
def test_facts_survive(read: list[Survey], attribute: str, side: str) -> None:
    """At least 99 of 100 values of each attribute are there in the TEI that is written, and in the model.

    A resp that names a hand is written as that hand.
    """
    whole, kept, rest = 0, 0, Counter[str]()
    for one in read:
        wanted = one.source_facts[attribute]
        found = one.written_facts[attribute] if side == "written" else one.model_values
        if side == "written" and attribute == "resp":
            found = Counter(found) + (Counter(one.written_facts["hand"]) - Counter(one.source_facts["hand"]))
        survived = _kept(wanted, found)
        whole += sum(wanted.values())
        kept += sum(survived.values())
        rest += Counter(wanted) - survived
    assert whole
    assert kept / whole >= 0.99, f"{attribute}: {kept} of {whole}; lost: {rest.most_common(20)}"


@pytest.mark.parametrize("thing", ["notes", "page breaks", "additions", "deletions", "gaps", "supplied"])
def test_counts_are_those_of_the_file(read: list[Survey], thing: str) -> None:
    assert {one.file: one.found[thing] for one in read} == {one.file: one.wanted[thing] for one in read}


def test_the_volume_of_exchanges_has_its_notes_and_pages(read: list[Survey]) -> None:
    volume = next(one for one in read if one.file == "frus/frus1961-63v06.xml")
    assert (volume.found["notes"], volume.found["page breaks"]) == (349, 338)


def test_written_and_read_again_is_the_same(read: list[Survey]) -> None:
    assert {one.file: one.difference for one in read if one.difference} == {}


def test_what_is_written_is_valid(read: list[Survey]) -> None:
    assert {one.file: one.invalid for one in read if one.invalid} == {}
