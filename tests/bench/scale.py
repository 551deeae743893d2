"""Whether what it costs grows with documents, pages, marks and notes alone: a small edition and a large one.

`python -m bench.scale` runs it with PYTHONPATH=tests, some minutes long.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.edition import MeasuredEdition, Size, generated
from bench.timing import Cost, cost
from press import FORMATS, VARIORUM

NOTHING = Size(documents=1, words=20, notes=0, pages=1)
"""What it costs to begin: taken off each figure before it is shared out."""
WORDS_OF_A_PAGE = 330


@dataclass(frozen=True, slots=True)
class Growth:
    """What grows, from how many to how many, and the sizes of both editions."""

    what: str
    few: int
    many: int
    small: Size
    large: Size


def _documents(count: int) -> Size:
    return Size(documents=count, words=150 * count, notes=count, pages=count)


def _one(pages: int, words: int, notes: int) -> Size:
    return Size(documents=1, words=words, notes=notes, pages=pages)


GROWTHS = (
    Growth("documents", 100, 1000, _documents(100), _documents(1000)),
    Growth(
        "pages of one document",
        50,
        500,
        _one(50, 50 * WORDS_OF_A_PAGE, 20),
        _one(500, 500 * WORDS_OF_A_PAGE, 200),
    ),
    Growth("short pages of one document", 1000, 10_000, _one(1000, 8000, 10), _one(10_000, 80_000, 100)),
    Growth("notes of one document", 200, 2000, _one(10, 8000, 200), _one(100, 80_000, 2000)),
)


@dataclass(frozen=True, slots=True)
class Row:
    """What an edition of each size cost in a format."""

    growth: Growth
    format: str
    nothing: Cost
    small: Cost
    large: Cost

    @property
    def ratio(self) -> float:
        """Return the time of one of many in times of that of one of few."""
        few = (self.small.seconds - self.nothing.seconds) / self.growth.few
        return (self.large.seconds - self.nothing.seconds) / self.growth.many / few

    def __str__(self) -> str:
        grown = f"{self.growth.few:,} to {self.growth.many:,} {self.growth.what}"
        sizes = f"{self.small.megabytes:.0f} to {self.large.megabytes:.0f} MB"
        times = f"{self.small.seconds:.1f} to {self.large.seconds:.1f} s"
        return f"{self.format} | {grown} | {times} | {self.ratio:.2f} | {sizes}"


def _cost(size: Size, format_: str, work: Path) -> Cost:
    with tempfile.TemporaryDirectory(dir=work) as own:
        volume = Path(own) / "volume.xml"
        volume.write_text(generated(size), "utf-8")
        edition = MeasuredEdition.bring_in("", volume, Path(own))
        out = str(Path(own) / "out")
        command = (*VARIORUM, "build", str(edition.folder), "--to", format_, "--out", out, "--jobs", "1")
        return cost(command, Path(own), {"VARIORUM_CACHE": str(Path(own) / "sheets")})


def rows(growths: tuple[Growth, ...], formats: tuple[str, ...], work: Path) -> Iterator[Row]:
    """Yield what each growth costs in each format."""
    for format_ in formats:
        nothing = _cost(NOTHING, format_, work)
        for growth in growths:
            small, large = (_cost(one, format_, work) for one in (growth.small, growth.large))
            yield Row(growth, format_, nothing, small, large)


def main(words: list[str]) -> int:
    """Measure and print a line for each growth and format."""
    parser = argparse.ArgumentParser(prog="scale", description=__doc__)
    parser.add_argument("--to", nargs="*", choices=FORMATS, default=list(FORMATS))
    parser.add_argument("--only", default="", help="only the growths with this in their names")
    asked = parser.parse_args(words)
    growths = tuple(one for one in GROWTHS if asked.only in one.what)
    print("format | growth | time | of one of many to one of few | memory")
    with tempfile.TemporaryDirectory() as work:
        for row in rows(growths, tuple(asked.to), Path(work)):
            print(row, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
