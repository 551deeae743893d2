"""Kill builds at moments drawn by chance: their folder holds whole files of one build, the next one is right.

`make torture` runs it with PYTHONPATH=tests. One word of the edition is another one in each build, so that
files of two builds differ; the cache is that of all builds before, broken off or not.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from press import SEEDS, VARIORUM

SEED, PLACE = "specimen", "tower"
"""The edition that is built, and a word of it that is changed."""
FORMATS = "epub,docx"


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the edition, where its files go, and the cache that its builds share."""

    folder: Path
    out: Path
    cache: Path

    def change(self, number: int) -> None:
        """Write the edition with one word changed by a number."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(SEEDS / SEED, self.folder)
        texts = sorted((self.folder / "documents").iterdir())
        chosen = next(one for one in texts if PLACE in one.read_text("utf-8"))
        letters = "".join(chr(ord("a") + int(digit)) for digit in str(number))
        chosen.write_text(chosen.read_text("utf-8").replace(PLACE, f"{PLACE}{letters}", 1), "utf-8")

    def begin(self, out: Path, cache: Path) -> subprocess.Popen[bytes]:
        """Begin a build in a group of processes of its own."""
        command = (*VARIORUM, "build", str(self.folder), "--to", FORMATS, "--out", str(out), "--jobs", "2")
        environment = os.environ | {"VARIORUM_CACHE": str(cache)}
        silent = subprocess.DEVNULL
        return subprocess.Popen(
            command, env=environment, stdout=silent, stderr=silent, start_new_session=True
        )

    def built(self, work: Path) -> Mapping[str, bytes]:
        """Return the files of the edition as it is, built apart with a cache of their own."""
        with tempfile.TemporaryDirectory(dir=work) as apart:
            status = self.begin(Path(apart) / "out", Path(apart) / "cache").wait()
            assert status == 0, f"the edition is not built: {status}"
            return files(Path(apart) / "out")


def files(folder: Path) -> dict[str, bytes]:
    """Return the finished files of a folder; what a broken build left for the next to clear is none."""
    there = sorted(folder.glob("*")) if folder.is_dir() else []
    return {one.name: one.read_bytes() for one in there if one.is_file() and not one.name.startswith(".")}


def trials(kills: int, first: int, work: Path) -> Iterator[str]:
    """Yield what is wrong behind each kill, empty where nothing is."""
    copy = Copy(work / SEED, work / "out", work / "cache")
    copy.change(0)
    begin = time.monotonic()
    assert copy.begin(copy.out, copy.cache).wait() == 0
    longest = time.monotonic() - begin
    before = files(copy.out)
    for number in range(first, first + kills):
        copy.change(number + 1)
        after = copy.built(work)
        process = copy.begin(copy.out, copy.cache)
        time.sleep(Random(number).uniform(0, longest))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        left = files(copy.out)
        said = "" if left in (before, after) else f"{number}: files of no one build: {sorted(left)}"
        status = copy.begin(copy.out, copy.cache).wait()
        again = files(copy.out)
        if status or again != after:
            said += f"{number}: the next build ended with {status}, its files are other than they must be"
        before = again
        yield said


def main(words: list[str]) -> int:
    """Kill as many builds as are asked for and print what is wrong; status 1 if anything is."""
    parser = argparse.ArgumentParser(prog="kills", description=__doc__)
    parser.add_argument("--count", type=int, default=100, help="how many builds are killed")
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as work:
        told = [said for said in trials(asked.count, asked.first, Path(work)) if said]
    print("\n".join([*told, f"{asked.count} builds killed, {len(told)} of them left something wrong"]))
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
