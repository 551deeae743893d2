"""Fixtures that every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from desk import Desk
from hypothesis import settings
from press import ROOT, Press

pytest_plugins = ("cases.plugin",)

# One tree, one verdict: the laws try the same inputs at every run. `make torture` draws new ones.
settings.register_profile("suite", derandomize=True, database=None, deadline=None)
if not os.environ.get("VARIORUM_EXAMPLES"):
    settings.load_profile("suite")


@pytest.fixture(scope="session")
def press(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Press:
    """Return the press of this test run, shared by its workers."""
    base = tmp_path_factory.getbasetemp()
    return Press((base.parent if hasattr(request.config, "workerinput") else base) / "finished")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder with the corpus, which lies beside the repository on some machines only."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the corpus is not on this machine: ../shared is absent")
    return folder


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return an empty desk, from which commands are given; sheets are kept below it alone."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VARIORUM_CACHE", str(tmp_path / "sheets"))
    monkeypatch.setenv("VARIORUM_TRACEBACK", "")
    monkeypatch.delenv("COLUMNS", raising=False)
    return Desk(tmp_path, capsys)
