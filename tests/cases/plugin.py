"""`pytest --update` rewrites the expectations of cases; never where nobody reads the difference."""

from __future__ import annotations

import os

import pytest

from cases.expectation import Expectations
from cases.page import shown

KEY = pytest.StashKey[Expectations]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="rewrite the expectations of Markdown cases to what is so"
    )


def pytest_configure(config: pytest.Config) -> None:
    update = bool(config.getoption("--update"))
    if update and os.environ.get("CI"):
        raise pytest.UsageError("--update is refused in continuous integration (CI is set)")
    if update and config.getoption("numprocesses", None):
        raise pytest.UsageError("--update writes pages from one process: run it without -n")
    config.stash[KEY] = Expectations(update)


@pytest.fixture(scope="session")
def expectations(pytestconfig: pytest.Config) -> Expectations:
    """Return the expectations of this run."""
    return pytestconfig.stash[KEY]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for page, fences in sorted(config.stash[KEY].rewrite().items()):
        terminalreporter.write_line(f"rewrote {shown(page)}: {fences} {'fence' if fences == 1 else 'fences'}")
