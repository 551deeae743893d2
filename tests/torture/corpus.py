"""Real files and cases beside the repository: each is brought in, checked and built in four formats.

    PYTHONPATH=tests .venv/bin/python -m torture.corpus [WORD …] [--jobs N] [--keep FOLDER]

runs those whose names hold one of the words, small files first. What `check` passes, `build` must make.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from press import ROOT, VARIORUM

SHARED = ROOT.parent / "shared"
FORMATS = "pdf,epub,docx,tei"
MEMORY = 4_000_000_000
PATIENCE = 1800
"""Bytes and seconds that one command may take."""
TOGETHER = "soviet_kin/jfk-russia-dossier/pages/*.txt"
"""The pattern of files that are pages of one book."""
MADE = "made"
REFUSED: Mapping[str, str] = {
    "web/13-frameset.html": "a frameset holds no text",
    "word/20-strict-specimen.docx": "a Word file of ours, which is proofed and not brought in",
    "editions/style-content": "a colour that is no colour",
    "editions/style-bgimg": "a colour that is no colour",
    "editions/sty-left-far": "a token out of its range",
    "editions/sty-page-tiny": "a page without room",
    "editions/toml-file-etc": "a document outside of the edition's folder",
    "editions/toml-file-absolute": "a document outside of the edition's folder",
}
"""The cases that `new` or `check` must refuse, and why."""


@dataclass(frozen=True, slots=True)
class RealInput:
    """Files that become an edition, or the folder of one; or a transcript that stands in a new one."""

    name: str
    paths: tuple[Path, ...]
    size: int
    refused: bool = False
    options: tuple[str, ...] = ()

    @property
    def is_edition(self) -> bool:
        """Return whether it is the folder of an edition."""
        return self.paths[0].is_dir()


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of an input: `made`, or who refused it, and the codes of the errors with their number."""

    name: str
    by: str
    codes: tuple[tuple[str, int], ...] = ()
    first: str = ""
    expected: bool = True

    def __str__(self) -> str:
        codes = ", ".join(f"{code} × {count}" for code, count in self.codes)
        return f"{'  ' if self.expected else '! '}{self.by:8} {self.name}  {codes}  {self.first}".rstrip()


def corpus(folder: Path) -> Iterator[RealInput]:
    """Yield the files of the corpus that must be built, or refused."""
    table = tomllib.loads((folder / "expected.toml").read_text("utf-8"))
    refused = {name for entry in table["refused"] for name in _matching(folder, entry["files"])}
    left_out = set(_matching(folder, table["not_sources"]))
    for pattern in table["built"]:
        names = [name for name in _matching(folder, [pattern]) if name not in refused | left_out]
        if pattern == TOGETHER:
            yield _input(folder, pattern, [folder / name for name in names])
        else:
            yield from (_input(folder, name, [folder / name]) for name in names)
    yield from (_input(folder, name, [folder / name], refused=True) for name in sorted(refused))


def cases(folder: Path) -> Iterator[RealInput]:
    """Yield the small invented files and editions, of which each stands for a kind of fault."""
    for room in ("tei", "word", "web", "transcript", "editions"):
        for path in sorted((folder / room).iterdir()):
            name = f"{room}/{path.name}"
            if path.is_file() and path.suffix == ".png":
                continue
            guide = ("--convention", "guide") if path.name.startswith("41") else ()
            if path.is_file() or (path / "edition.toml").is_file():
                yield _input(folder, name, [path], refused=name in REFUSED, options=guide)


def _matching(folder: Path, patterns: Sequence[str]) -> list[str]:
    found = {path for pattern in patterns for path in folder.glob(pattern) if path.is_file()}
    return sorted(path.relative_to(folder).as_posix() for path in found)


def _input(
    folder: Path, name: str, paths: Sequence[Path], refused: bool = False, options: tuple[str, ...] = ()
) -> RealInput:
    size = sum(path.stat().st_size for path in paths)
    return RealInput(f"{folder.name}/{name}", tuple(paths), size, refused, options)


def fate(one: RealInput, keep: Path | None = None) -> Fate:
    """Bring an input in and build it, and return what became of it; of what is not built, what check says."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        edition = folder / "edition"
        found = _brought(one, edition)
        if found is not None:
            return _told(one, found, one.refused)
        found = _judged("build", [str(edition), "--to", FORMATS, "--jobs", "1", "--out", "out"], folder)
        if found is None:
            return _told(one, None, not one.refused)
        checked = _judged("check", [str(edition), "--to", FORMATS], folder)
        if checked is not None:
            return _told(one, checked, one.refused)
        if keep is not None:
            shutil.copytree(folder, keep / one.name.replace("/", "_"), dirs_exist_ok=True)
        return _told(one, found, expected=False)


def _told(one: RealInput, found: Fate | None, expected: bool) -> Fate:
    if found is None:
        return Fate(one.name, MADE, expected=expected)
    return Fate(one.name, found.by, found.codes, found.first, expected)


def _brought(one: RealInput, edition: Path) -> Fate | None:
    """Make the folder of the edition; return the fate of what cannot be brought in."""
    if one.is_edition:
        shutil.copytree(one.paths[0], edition, symlinks=True)
        return None
    if one.paths[0].parent.name == "transcript":
        done = _variorum(["new", str(edition)], edition.parent)
        shutil.copy(one.paths[0], edition / "documents" / "first.txt")
    else:
        done = _variorum(["new", str(edition), *one.options, "--from", *map(str, one.paths)], edition.parent)
    if done.returncode == 0:
        return None
    return Fate("", "new", first=(done.stdout + done.stderr).strip()[-300:].replace("\n", " | "))


def _judged(command: str, words: Sequence[str], folder: Path) -> Fate | None:
    """Run `check` or `build` and return the fate of an edition that it refuses."""
    done = _variorum([command, *words, "--json"], folder)
    if done.returncode == 0:
        return None
    try:
        told = json.loads(done.stdout)["editions"][0]["findings"]
    except (ValueError, KeyError, IndexError):
        return Fate("", command, first=(done.stderr or done.stdout).strip()[-400:].replace("\n", " | "))
    errors = [one for one in told if one["severity"] == "error" and not one.get("accepted")]
    codes = Counter(one["code"] for one in errors).most_common()
    first = f"{errors[0].get('file')}:{errors[0].get('line')} {errors[0]['message']}" if errors else ""
    return Fate("", command, tuple(codes), first[:300])


def _variorum(words: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command within its bounds."""
    bounded = partial(resource.setrlimit, resource.RLIMIT_AS, (MEMORY, MEMORY))
    command = [*VARIORUM, *words]
    try:
        return subprocess.run(
            command,
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=bounded,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, -1, "", f"not done after {PATIENCE} seconds")


def main(words: list[str]) -> int:
    """Run the inputs and print a line for each, then the sums."""
    parser = argparse.ArgumentParser(prog="torture.corpus", description=__doc__)
    parser.add_argument("names", nargs="*", help="parts of names; none means all")
    parser.add_argument("--without", nargs="*", default=[], help="parts of names that are left out")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="a folder for editions that check passes and build refuses")
    asked = parser.parse_args(words)
    if not SHARED.is_dir():
        print(f"the corpus is not on this machine: {SHARED} is absent")
        return 0
    every = [*cases(SHARED / "cases"), *corpus(SHARED / "corpus")]
    some = [one for one in every if not asked.names or any(name in one.name for name in asked.names)]
    some = [one for one in some if not any(name in one.name for name in asked.without)]
    fates = []
    with ThreadPoolExecutor(asked.jobs) as pool:
        waiting = [pool.submit(fate, one, asked.keep) for one in sorted(some, key=lambda one: one.size)]
        for done in as_completed(waiting):
            fates.append(done.result())
            print(fates[-1], flush=True)
    for by, count in Counter(one.by for one in fates).most_common():
        print(f"{count:5} {by if by == MADE else f'refused by {by}'}")
    wrong = [one for one in fates if not one.expected]
    print(f"{len(wrong):5} otherwise than expected")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
