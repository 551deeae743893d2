"""Damage finished files by chance, ask readers that are not ours what they see, and the proof what it says.

`make torture` runs it with PYTHONPATH=tests; `python -m damage --help` lists what can be asked for. A run
that was broken off goes on where it was; an escape is printed with the number that makes it again.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import cast

from judges.sight import Judge, Sight
from judges.sight.chromium import Chromium
from judges.sight.pdfium import Pdfium
from judges.sight.writer import Writer

from damage import verdicts
from damage.books import Book, book, books
from damage.chance import Kind, drawn
from damage.formats import HARMLESS, KINDS
from damage.results import ROOT, Journal, Trial, of_bytes, of_code, table

NUMBERS = {"pdf": 1500, "epub": 1000, "docx": 500}
BATCH = 24
"""Damages that are judged at once: Writer takes seconds to begin."""


@contextlib.contextmanager
def judge(format_: str) -> Iterator[Judge]:
    """Return the reader of a format that is not ours."""
    if format_ == "epub":
        with Chromium() as chromium:
            yield chromium
    else:
        yield Writer() if format_ == "docx" else Pdfium()


def _faults(name: str, format_: str, data: bytes) -> tuple[str, ...]:
    return book(name, format_).faults(data)[:3]


def differing(one: Sight, other: Sight) -> tuple[str, ...]:
    """Return the places at which two sights differ."""
    return tuple(sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name)))


class Run:
    """A run over the damages of a format."""

    def __init__(
        self, format_: str, keep: Path, pool: ProcessPoolExecutor, reader: Judge, quick: bool
    ) -> None:
        self.format = format_
        self.quick = quick
        self.reader = reader
        self.pool = pool
        self.seen = Journal(keep / f"{format_}-seen.jsonl")
        self.said = Journal(keep / f"{format_}-said.jsonl")
        self.code = of_code()
        self.books = list(books(format_))
        sights = reader.sights([one.data for one in self.books])
        self.whole = {one.name: sight for one, sight in zip(self.books, sights, strict=True)}

    def trials(self, kinds: tuple[Kind, ...], numbers: Sequence[int], only: str | None) -> Iterator[Trial]:
        """Yield what became of the damages of some numbers."""
        for start in range(0, len(numbers), BATCH):
            made = []
            for number in numbers[start : start + BATCH]:
                of = self.books[number % len(self.books)]
                kind = drawn(kinds, self.format, number)
                if only is not None and only not in kind.name:
                    continue
                data = kind.damaged(self.format, of.name, number, of.data)
                if data is not None:
                    made.append((number, of, kind, data))
            yield from self._judged(made)

    def _judged(self, made: Sequence[tuple[int, Book, Kind, bytes]]) -> Iterator[Trial]:
        keys = [of_bytes(of.data, data) for _, of, _, data in made]
        waiting = {
            key: self.pool.submit(_faults, of.name, self.format, data)
            for key, (_, of, _, data) in zip(keys, made, strict=True)
            if self.said.get(f"{self.code} {key}") is None
        }
        if self.quick:
            self._keep(waiting)
        new = [
            (key, one)
            for key, one in zip(keys, made, strict=True)
            if self.seen.get(key) is None and not (self.quick and self.said.get(f"{self.code} {key}"))
        ]
        sights = self.reader.sights([data for _, (_, _, _, data) in new])
        for (key, (_, of, _, _)), sight in zip(new, sights, strict=True):
            self.seen.put(key, differing(self.whole[of.name], sight))
        self._keep(waiting)
        for key, (number, of, kind, _) in zip(keys, made, strict=True):
            said = self.said.get(f"{self.code} {key}")
            assert said is not None
            yield Trial(number, of.name, kind.name, self.seen.get(key) or (), said)

    def _keep(self, waiting: Mapping[str, Future[tuple[str, ...]]]) -> None:
        for key, answer in waiting.items():
            if self.said.get(f"{self.code} {key}") is None:
                self.said.put(f"{self.code} {key}", answer.result())


def main(words: list[str]) -> int:
    """Make the damages that are asked for and print what escaped; status 1 if more did than may."""
    parser = argparse.ArgumentParser(prog="damage", description=__doc__)
    parser.add_argument("formats", nargs="*", choices=[*NUMBERS, []], help="the formats; else all")
    parser.add_argument("--count", type=int, help="how many damages of each format")
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--kind", help="only the kinds with this in their names")
    parser.add_argument("--harmless", action="store_true", help="rewritings that may not be called a fault")
    parser.add_argument("--quick", action="store_true", help="judge only what the proof lets pass")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--keep", type=Path, default=ROOT / ".cache" / "damage", help="where the journal lies"
    )
    parser.add_argument("--write", action="store_true", help="write tests/damage/verdicts.toml anew")
    asked = parser.parse_args(words)
    bad = False
    for format_ in asked.formats or NUMBERS:
        for one in books(format_):
            told = one.faults(one.data)
            assert not told, f"{one.name}.{format_} fails without a damage: {told}"
        numbers = range(asked.first, asked.first + (asked.count or NUMBERS[format_]))
        kinds = (HARMLESS if asked.harmless else KINDS)[format_]
        with ProcessPoolExecutor(asked.jobs) as pool, judge(format_) as reader:
            run = Run(format_, asked.keep, pool, reader, asked.quick)
            trials = []
            for trial in run.trials(kinds, numbers, asked.kind):
                trials.append(trial)
                if trial.escaped and not asked.harmless:
                    print(f"{format_} {trial}", flush=True)
                if asked.harmless and trial.said:
                    print(f"{format_} {trial}: called a fault: {trial.said[0]}", flush=True)
        print(table(format_, trials), flush=True)
        bad |= verdicts.are_bad(trials, harmless=asked.harmless)
        if asked.write and not asked.harmless:
            verdicts.write(format_, cast(Sequence[Trial], trials), kinds)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
