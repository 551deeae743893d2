"""Processes are started where there is enough work for them, and for whoever asks for them."""

from __future__ import annotations

import pytest
from desk import LETTER, TOML, Desk

from variorum.press import workers as of_press
from variorum.press.workers import WORTH, Workers

TWO = TOML.replace("[signs]", '[[document]]\nid = "two"\nfile = "documents/two.txt"\nbase = "typed"\n[signs]')


@pytest.mark.parametrize(
    ("jobs", "worth", "batches", "started"),
    [
        (2, WORTH, [WORTH // 4], False),
        (2, WORTH, [WORTH // 2, WORTH // 2], True),
        (1, WORTH, [WORTH], False),
        (2, 0, [1], True),
    ],
    ids=["little", "little by little", "one job", "asked for"],
)
def test_processes_are_started_for_enough_work(
    jobs: int, worth: int, batches: list[int], started: bool
) -> None:
    items = [-3, 5]
    with Workers(jobs, worth) as workers:
        for characters in batches:
            done: dict[int, int] = {}
            assert workers.spread(abs, items, characters, done.__setitem__)
            assert done == {0: 3, 1: 5}
        assert (workers.pool is not None) == started


@pytest.mark.parametrize(
    ("formats", "more", "started"),
    [
        ("docx", (), False),
        ("epub", (), False),
        ("pdf", (), True),
        ("docx", ("--jobs", "2"), True),
        ("pdf", ("--jobs", "1"), False),
    ],
)
def test_for_a_format_that_sets_at_once_no_process_is_started(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, formats: str, more: tuple[str, ...], started: bool
) -> None:
    """However much there is to set: to start one takes longer."""
    pools = []

    def refused(*_: object, **__: object) -> None:
        pools.append("asked for")
        raise RuntimeError("a process is asked for")

    monkeypatch.setattr(of_press, "ProcessPoolExecutor", refused)
    monkeypatch.setattr(of_press, "WORTH", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    desk.edition(TWO, two=LETTER)
    said = desk.variorum("build", "letters", "--to", formats, "--out", "out", *more)
    assert (bool(pools), said.status == 0) == (started, not started)
