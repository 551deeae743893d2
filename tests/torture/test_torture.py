"""Sixty documents by chance, in five editions of as many typefaces: what `check` passes, `build` makes.

A thousand larger ones are `make torture`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from torture.editions import TYPEFACES, Plan, write_edition
from torture.law import verdict

PLANS = [Plan(number, documents=12, blocks=2) for number in range(len(TYPEFACES))]


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.names[0].replace(" ", "-"))
def test_what_check_passes_is_made(plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if plan.typeface is None:
        pytest.skip(f"the typeface {plan.names[0]} is not on this machine")
    monkeypatch.setenv("VARIORUM_CACHE", str(tmp_path / "sheets"))
    write_edition(plan, tmp_path / "edition")
    judged = verdict(tmp_path / "edition", tmp_path / "out")
    assert judged.by == "made", judged
