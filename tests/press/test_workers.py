"""Processes are started where there is enough work for them, and for whoever asks for them."""

from __future__ import annotations

import pytest

from variorum.press.workers import WORTH, Workers


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
