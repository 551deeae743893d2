"""What is measured, and the turns in which it is: each command once, then each again."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bench.edition import MeasuredEdition
from bench.peers import Peers
from bench.timing import Cost, cost
from press import FORMATS, VARIORUM

START = "start"
COLUMNS = (START, *FORMATS)
COLD, UNCHANGED, CHANGED = "variorum, cold", "variorum, unchanged", "variorum, one word changed"
PANDOC, PANDOC_WEASYPRINT, PANDOC_TYPST = "pandoc", "pandoc and WeasyPrint", "pandoc and Typst"
ROWS = (COLD, UNCHANGED, CHANGED, PANDOC, PANDOC_WEASYPRINT, PANDOC_TYPST)


class FrameError(Exception):
    """Something else was measured than the table says."""


@dataclass(frozen=True, slots=True)
class Job:
    """One cell of the table: commands, what is done before them in a run, and the file that they make."""

    row: str
    column: str
    commands: tuple[tuple[str, ...], ...]
    result: Path | None = None
    before: Callable[[int], None] = lambda run: None
    environment: Mapping[str, str] = field(default_factory=dict)


def jobs(edition: MeasuredEdition, peers: Peers, work: Path) -> tuple[Job, ...]:
    """Return the jobs in their order: of each format first ours, then the others'."""
    found = [
        Job(COLD, START, ((*VARIORUM, "--help"),)),
        Job(PANDOC, START, (peers.pandoc("--help"),)),
        Job(PANDOC_WEASYPRINT, START, (peers.weasyprint("--help"),)),
    ]
    for format_ in FORMATS:
        found += _builds(edition, format_, work)
        result = work / f"peer.{format_}"
        if format_ == "pdf":
            found.append(Job(PANDOC_WEASYPRINT, format_, peers.to_pdf(result), result))
            other = work / "typst.pdf"
            found.append(Job(PANDOC_TYPST, format_, peers.by_typst(other), other))
        else:
            found.append(Job(PANDOC, format_, (peers.convert(result),), result))
    return tuple(found)


def _builds(edition: MeasuredEdition, format_: str, work: Path) -> tuple[Job, ...]:
    sheets, out = work / f"sheets-{format_}", work / f"out-{format_}"
    commands = ((*VARIORUM, "build", str(edition.folder), "--to", format_, "--out", str(out)),)

    def as_it_came(run: int, cold: bool) -> None:
        edition.restore()
        if cold:
            shutil.rmtree(sheets, ignore_errors=True)

    before: dict[str, Callable[[int], None]] = {
        COLD: partial(as_it_came, cold=True),
        UNCHANGED: partial(as_it_came, cold=False),
        CHANGED: edition.change_one_word,
    }
    result = out / f"{edition.folder.name}.{format_}"
    environment = {"VARIORUM_CACHE": str(sheets)}
    return tuple(Job(row, format_, commands, result, act, environment) for row, act in before.items())


Costs = dict[tuple[str, str], list[Cost]]


def measure(all_jobs: Sequence[Job], runs: int, work: Path, tell: Callable[[str], None]) -> Costs:
    """Return the costs of each job, by row and column, run by run; `tell` is told of each."""
    costs: Costs = {}
    for run in range(runs):
        digests: dict[tuple[str, str], str] = {}
        for job in all_jobs:
            job.before(run)
            if job.result is not None and job.row != UNCHANGED:  # there, as for its user, the file stays
                job.result.unlink(missing_ok=True)
            spent = cost(job.commands[0], work, job.environment)
            for command in job.commands[1:]:
                spent += cost(command, work, job.environment)
            if job.result is not None:
                digests[job.row, job.column] = hashlib.sha256(job.result.read_bytes()).hexdigest()
            costs.setdefault((job.row, job.column), []).append(spent)
            tell(f"run {run + 1}: {job.row}, {job.column}: {spent.seconds:.1f} s, {spent.megabytes:.0f} MB")
        check(digests)
    return costs


def check(digests: Mapping[tuple[str, str], str]) -> None:
    """Raise an error unless an unchanged edition gave the same file again, and a changed one another."""
    for row, column in digests:
        if row == COLD:
            cold, unchanged, changed = (digests[one, column] for one in (COLD, UNCHANGED, CHANGED))
            if cold != unchanged:
                raise FrameError(f"{column}: the edition is unchanged, but not its file")
            if cold == changed:
                raise FrameError(f"{column}: a word is changed, but not the file")
