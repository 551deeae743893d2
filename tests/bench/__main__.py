"""Measure a volume beside pandoc and WeasyPrint, print the table and keep it in README.md."""

from __future__ import annotations

import argparse
import datetime
import sys
import tempfile
from pathlib import Path

from bench.edition import FRUS, OF_FRUS, MeasuredEdition, generated
from bench.frame import jobs, measure
from bench.peers import Peers, versions
from bench.table import measured, table, write

README = Path(__file__).with_name("README.md")


def brought_in(work: Path) -> MeasuredEdition:
    """Return the edition to measure: the real one where it lies beside the repository."""
    if FRUS.is_file():
        return MeasuredEdition.bring_in("Foreign Relations 1961–1963, vol. VI", FRUS, work)
    volume = work / "volume.xml"
    volume.write_text(generated(OF_FRUS), "utf-8")
    return MeasuredEdition.bring_in("a volume made from a seed", volume, work)


def text_of_the_measure(edition: MeasuredEdition, runs: int, work: Path) -> str:
    """Measure an edition, and return the sentence and the table."""
    manuscript, counts = edition.proofed(work)
    peers = Peers.with_text_of(manuscript, work)
    costs = measure(jobs(edition, peers, work), runs, work, lambda line: print(line, file=sys.stderr))
    day = datetime.date.today().isoformat()
    return f"{measured(edition.title, counts, runs, day, versions())}\n{table(costs)}"


def main(words: list[str]) -> int:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args(words).runs
    with tempfile.TemporaryDirectory() as folder:
        text = text_of_the_measure(brought_in(Path(folder)), runs, Path(folder))
    print(text)
    write(README, text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
