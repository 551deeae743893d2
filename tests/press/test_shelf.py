"""Parts of a book that were set before are kept by their content: title pages, contents, running heads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desk import LETTER, TOML, Desk

from variorum.docket.filing import folder
from variorum_pdf import sheets
from variorum_pdf.bind import book, furniture

BUILD = ("build", "letters", "--to", "pdf", "--out", "out", "--jobs", "1")
CHANGED = LETTER.replace("papers", "sheets")


class Count:
    """Counts how often a function is called."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.calls = 0

    def __call__(self, *given: Any) -> Any:
        """Call it."""
        self.calls += 1
        return self.function(*given)


@pytest.fixture
def setting(monkeypatch: pytest.MonkeyPatch) -> tuple[Count, Count]:
    """Return what counts how often matter is set, and how often what stands around the text."""
    counts = Count(sheets.set_matter), Count(furniture._painted)
    monkeypatch.setattr(book, "set_matter", counts[0])
    monkeypatch.setattr(furniture, "_painted", counts[1])
    return counts


def bound(desk: Desk, text: str) -> bytes:
    """Build the letters and return the PDF, which has passed its proof."""
    desk.edition(TOML, one=text)
    said = desk.variorum(*BUILD)
    assert " passed" in said.out, said.out
    return desk.files()["letters.pdf"]


def parts() -> list[Path]:
    return sorted(folder().glob("??/*.part"))


def test_with_one_word_changed_nothing_else_is_set_anew(desk: Desk, setting: tuple[Count, Count]) -> None:
    bound(desk, LETTER)
    before = [one.calls for one in setting]
    assert before[0] > 1
    assert before[1] == 1
    changed = bound(desk, CHANGED)
    assert [one.calls for one in setting] == before
    for part in parts():
        part.unlink()
    (desk.folder / "out" / "letters.pdf").unlink()
    assert bound(desk, CHANGED) == changed, "a kept part is as one that is set"
    assert setting[0].calls > before[0]


@pytest.mark.parametrize(
    "change",
    [lambda toml: toml.replace("Vera Brown", "Vera Green"), lambda toml: f'style = "own.toml"\n{toml}'],
)
def test_what_prints_otherwise_is_set_anew(
    desk: Desk, setting: tuple[Count, Count], change: Callable[[str], str]
) -> None:
    bound(desk, LETTER)
    before = setting[0].calls
    root = desk.edition(change(TOML), one=LETTER)
    (root / "own.toml").write_text('extends = "house"\n[page]\nmargin_inner_mm = 30\n', "utf-8")
    assert " passed" in desk.variorum(*BUILD).out
    assert setting[0].calls > before


def test_a_part_that_is_damaged_is_set_anew(desk: Desk, setting: tuple[Count, Count]) -> None:
    bound(desk, LETTER)
    before = setting[0].calls
    for part in parts():
        part.write_bytes(part.read_bytes()[:-20])
    bound(desk, CHANGED)
    assert setting[0].calls > before
