"""The table of the benchmark, as it stands in the README of this folder."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Mapping
from pathlib import Path

from bench.frame import COLUMNS, ROWS, START, Costs
from bench.timing import Cost, median

MARKS = ("<!-- measured: begin -->", "<!-- measured: end -->")


def cell(costs: list[Cost] | None) -> str:
    """Return the median of the runs, or a dash where there is nothing to measure."""
    if costs is None:
        return "–"
    middle = median(costs)
    digits = 2 if middle.seconds < 1 else 1 if middle.seconds < 10 else 0
    return f"{middle.seconds:.{digits}f} s, {middle.megabytes:.0f} MB"


def table(costs: Costs) -> str:
    """Return the table in Markdown."""
    heads = ("", *(START if column == START else column.upper() for column in COLUMNS))
    lines = [heads, ("---",) * len(heads)]
    lines += [(row, *(cell(costs.get((row, column))) for column in COLUMNS)) for row in ROWS]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def machine() -> str:
    """Return what the machine is, without saying which."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    return f"{cores} cores, {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}"


def measured(title: str, counts: Mapping[str, int], runs: int, day: str, programs: str) -> str:
    """Return the sentence over the table: what was measured, when, how often and where."""
    size = ", ".join(f"{counts[name]:,} {name}" for name in ("words", "notes", "pages"))
    times = "one run" if runs == 1 else f"medians of {runs} runs"
    return f"{day}: {title} ({size}); {times}; {machine()}, {programs}.\n"


def with_table(readme: str, text: str) -> str:
    """Return a README with a text between the marks."""
    begin, end = map(re.escape, MARKS)
    replaced, count = re.subn(
        f"({begin}\n).*?({end})", lambda found: f"{found[1]}{text}{found[2]}", readme, flags=re.DOTALL
    )
    if count != 1:
        raise ValueError(f"it has no one place for the table: {' … '.join(MARKS)}")
    return replaced


def write(readme: Path, text: str) -> None:
    """Put a text between the marks of a README."""
    readme.write_text(with_table(readme.read_text("utf-8"), text), "utf-8")
