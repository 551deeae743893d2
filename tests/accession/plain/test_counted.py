"""Notes tied to their calls, beside what a person counted on the page."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from accession.plain import found

COUNTED: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "counted.toml").read_text("utf-8")
)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def agrees(call: found.Call, counted: Sequence[str]) -> bool:
    """Return whether a call is the counted one: its label, its place, and the note it calls."""
    name, before, note = counted
    return (
        call.label == name
        and bare(call.before).endswith(bare(before))
        and (bare(call.note).startswith(bare(note)) if note else not call.note)
    )


def compared(calls: list[found.Call], counted: Sequence[Sequence[str]]) -> tuple[int, list[str], list[str]]:
    """Return how many calls agree, which counted ones are missing, and which found ones are none."""
    left = list(calls)
    missing = []
    for one in counted:
        match = next((call for call in left if agrees(call, one)), None)
        if match is None:
            missing.append(f"{one[0]} behind “{one[1]}”")
        else:
            left.remove(match)
    return len(counted) - len(missing), missing, [f"{call.label} behind “{call.before}”" for call in left]


def test_ten_files_of_each_kind_are_counted() -> None:
    assert len(COUNTED["delegates"]) >= 10 and len(COUNTED["dossier"]) >= 10


@pytest.mark.parametrize("counted", COUNTED["delegates"], ids=lambda entry: entry["path"])
def test_calls_of_letters(shared: Path, counted: dict[str, Any]) -> None:
    documents = found.letter(shared / "corpus", counted["path"]).value
    calls = [call for document in documents for call in found.calls(document, counted["path"])]
    _, missing, wrong = compared(calls, counted["calls"])
    assert (missing, wrong) == ([], [])
    notes = [note for document in documents for note in document.notes]
    assert len(notes) == len(counted["calls"])


@pytest.mark.parametrize("counted", COUNTED["dossier"], ids=lambda entry: entry["path"])
def test_calls_of_pages(shared: Path, counted: dict[str, Any]) -> None:
    calls = on_page(shared / "corpus", counted["path"])
    _, missing, wrong = compared(calls, counted["calls"])
    assert (missing, wrong) == ([], [])
    assert found.uncalled(found.book(shared / "corpus"), counted["path"]) == counted.get("uncalled", [])


def on_page(corpus: Path, name: str) -> list[found.Call]:
    """Return the calls on one page of the book: its number is that of the file less four."""
    result = found.book(corpus)
    number = str(int(name[5:9]) - 4)
    tied = [call for document in result.value for call in found.calls(document) if call.page == number]
    return [*tied, *(call for call in found.unanswered(result, corpus) if call.page == name)]


def test_at_least_95_in_100_calls_are_tied_and_no_other(shared: Path) -> None:
    corpus = shared / "corpus"
    right = counted = wrong = 0
    for entry in COUNTED["delegates"]:
        documents = found.letter(corpus, entry["path"]).value
        calls = [call for document in documents for call in found.calls(document, entry["path"])]
        agreeing, _, others = compared(calls, entry["calls"])
        right, counted, wrong = right + agreeing, counted + len(entry["calls"]), wrong + len(others)
    for entry in COUNTED["dossier"]:
        agreeing, _, others = compared(on_page(corpus, entry["path"]), entry["calls"])
        right, counted, wrong = right + agreeing, counted + len(entry["calls"]), wrong + len(others)
    recall, precision = right / counted, right / (right + wrong)
    assert recall >= 0.95 and precision >= 0.95, f"{right} of {counted}, {wrong} wrong"


@pytest.mark.parametrize(
    "counted",
    [entry for entry in COUNTED["delegates"] if "brackets" in entry],
    ids=lambda entry: entry["path"],
)
def test_brackets(shared: Path, counted: dict[str, Any]) -> None:
    (document,) = found.letter(shared / "corpus", counted["path"]).value
    assert list(found.brackets(document)) == counted["brackets"]
