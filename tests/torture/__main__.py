"""Make editions by chance, see whether the law holds for each, and keep the smallest of what breaks it.

`make torture` runs it with PYTHONPATH=tests; `python -m torture --help` lists what can be asked for.
"""

from __future__ import annotations

import argparse
import logging
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from torture.editions import TYPEFACES, Plan, write_edition
from torture.law import Verdict, verdict
from torture.smallest import reduce


@dataclass(frozen=True, slots=True)
class Trial:
    """An edition by its plan, and what became of it."""

    plan: Plan
    verdict: Verdict

    def __str__(self) -> str:
        codes = ", ".join(f"{code} × {count}" for code, count in self.verdict.codes)
        width, height = self.plan.page
        what = f"{self.plan.number} ({self.plan.typeface}, {width:g} × {height:g} mm)"
        return f"{what}: {self.verdict.by}: {codes}\n    {self.verdict.why.strip()}"


def tried(plan: Plan, keep: Path) -> Trial:
    """Make an edition and judge it; keep what breaks the law, whole and as small as it can be."""
    with tempfile.TemporaryDirectory() as work:
        os.environ["VARIORUM_CACHE"] = str(Path(work) / "sheets")
        edition = Path(work) / "edition"
        write_edition(plan, edition)
        judged = verdict(edition, Path(work) / "out")
        if judged.by == "broken":
            kept = keep / str(plan.number)
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(edition, kept / "whole")
            reduce(edition, kept / "smallest", judged)
        return Trial(plan, judged)


def report(trials: Sequence[Trial], keep: Path) -> str:
    """Return how many documents were made, by what codes editions were refused, and what broke the law."""
    lines = []
    for by in ("made", "refused", "broken"):
        some = [one for one in trials if one.verdict.by == by]
        lines.append(f"{sum(one.plan.documents for one in some):5} documents in {len(some)} editions {by}")
        codes = Counter(code for one in some for code in one.verdict.kinds)
        lines += [f"      {count} × {code}" for code, count in codes.most_common()]
    broken = [one.plan.number for one in trials if one.verdict.by == "broken"]
    if broken:
        lines.append(
            f"the smallest of each broken edition lies in {keep}: {', '.join(map(str, sorted(broken)))}"
        )
    return "\n".join(lines)


def main(words: list[str]) -> int:
    """Try all editions that are asked for and print what became of them; status 1 if the law is broken."""
    parser = argparse.ArgumentParser(prog="torture", description=__doc__)
    parser.add_argument("--documents", type=int, default=1000, help="how many documents in all")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--editions", type=int, nargs=2, help="the numbers of the first and the last edition")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "torture")
    asked = parser.parse_args(words)
    each = Plan(0).documents
    first, last = asked.editions or (0, -(-asked.documents // each) - 1)
    plans = [Plan(number) for number in range(first, last + 1)]
    for names in TYPEFACES:
        absent = [plan for plan in plans if plan.names == names and plan.typeface is None]
        if absent:
            print(f"left out: {len(absent) * each} documents in {names[0]}, which is not on this machine")
    trials = []
    with ProcessPoolExecutor(asked.jobs, initializer=partial(logging.disable, logging.ERROR)) as pool:
        waiting = [pool.submit(tried, plan, asked.keep) for plan in plans if plan.typeface]
        for done in as_completed(waiting):
            trials.append(done.result())
            if trials[-1].verdict.by != "made":
                print(trials[-1], flush=True)
    print(report(trials, asked.keep))
    return 1 if any(one.verdict.by == "broken" for one in trials) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
