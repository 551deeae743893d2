"""Measure a volume beside its peers, print the tables and a picture, and keep them in this folder."""

from __future__ import annotations

import argparse
import datetime
import sys
import tempfile
from pathlib import Path

from bench import stages
from bench.chart import chart
from bench.edition import FRUS, OF_FRUS, MeasuredEdition, generated
from bench.frame import jobs, measure
from bench.peers import Peers, versions
from bench.table import measured, table, write

README = Path(__file__).with_name("README.md")
CHART = README.with_name("costs.svg")


def brought_in(work: Path) -> MeasuredEdition:
    """Return the edition to measure: the real one where it lies beside the repository."""
    if FRUS.is_file():
        return MeasuredEdition.bring_in("Foreign Relations 1961–1963, vol. VI", FRUS, work)
    volume = work / "volume.xml"
    volume.write_text(generated(OF_FRUS), "utf-8")
    return MeasuredEdition.bring_in("a volume made from a seed", volume, work)


def text_of_the_measure(edition: MeasuredEdition, runs: int, work: Path) -> tuple[str, str]:
    """Measure an edition, and return the sentence with the tables, and the first table as a picture."""
    manuscript, counts = edition.proofed(work)
    peers = Peers.with_text_of(manuscript, work)
    costs = measure(jobs(edition, peers, work), runs, work, lambda line: print(line, file=sys.stderr))
    day = datetime.date.today().isoformat()
    said = measured(edition.title, counts, runs, day, versions())
    parted = stages.table(stages.measured(edition.folder, {"VARIORUM_CACHE": str(work / "stages")}))
    tables = f"{table(costs)}\n![the same as bars]({CHART.name})\n\nOf a cold build:\n\n{parted}"
    return f"{said}\n{tables}", chart(costs, said.strip())


def main(words: list[str]) -> int:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args(words).runs
    with tempfile.TemporaryDirectory() as folder:
        text, picture = text_of_the_measure(brought_in(Path(folder)), runs, Path(folder))
    print(text)
    write(README, text)
    CHART.write_text(picture, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
