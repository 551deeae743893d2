"""No test reads a clock: what is asserted of the time that something takes fails on a loaded machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from press import ROOT

# Also in the programs that a test runs in a process of its own, which are strings.
CLOCK = re.compile(
    r"\bimport\b.*\b(?:time|timeit)\b|\bfrom (?:time|timeit) |\btime\.(?:time|sleep)\b|\bru_[us]time\b"
    r"|\b(?:perf_counter|process_time|thread_time|monotonic)|\bdatetime\.now\b|\bRLIMIT_CPU\b",
)

MEASURING = {
    "bench/timing.py": "it measures, and asserts nothing",
    "bench/notes_in_print.py": "it compares, and asserts nothing",
    "bench/stages.py": "it measures, and asserts nothing",
    "torture/kills.py": "it kills builds at moments drawn by chance",
    "test_clocks.py": "it names what it looks for",
}


def clocks(text: str) -> list[str]:
    """Return all that reads a clock or waits for one."""
    return [found.group() for found in CLOCK.finditer(text)]


def modules() -> list[Path]:
    return [path for path in sorted((ROOT / "tests").rglob("*.py")) if "node_modules" not in path.parts]


def test_no_test_reads_a_clock() -> None:
    reading = {
        name: found
        for path in modules()
        if (name := path.relative_to(ROOT / "tests").as_posix()) not in MEASURING
        and (found := clocks(path.read_text("utf-8")))
    }
    assert reading == {}, "count steps (steps.py), or wait for a file or a line of output"


def test_the_exceptions_are_needed() -> None:
    assert [name for name in MEASURING if not clocks((ROOT / "tests" / name).read_text("utf-8"))] == []


@pytest.mark.parametrize(
    "line",
    [
        *("import time", "import sys, time", "from time import sleep", "    begun = perf_counter()"),
        *("time.sleep(1)", "usage.ru_utime", "import timeit", "process_time_ns()", "datetime.now()"),
    ],
)
def test_every_clock_is_known(line: str) -> None:
    assert clocks(f'PROGRAM = """\n{line}\n"""')


@pytest.mark.parametrize(
    "line", ["timeout=600", "# at a time", "downtime.sleepy", "ru_maxrss", "from times import x"]
)
def test_words_are_no_clocks(line: str) -> None:
    assert clocks(line) == []
