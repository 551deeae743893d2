"""Finished editions for the tests: each version is built once in a test run, whichever worker asks first."""

from __future__ import annotations

import fcntl
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
FORMATS = ("pdf", "epub", "docx")
VARIORUM = (sys.executable, "-c", "import sys; from variorum.cli import main; sys.exit(main())")
"""The command line of the package under test, whether or not its script is on the path."""


@dataclass(frozen=True, slots=True)
class Version:
    """A seed edition as one profile and one house style show it; None is what its edition.toml says."""

    seed: str
    profile: str | None = None
    style: str | None = None

    def __str__(self) -> str:
        return "-".join(filter(None, (self.seed, self.profile, self.style)))

    def options(self) -> list[str]:
        """Return the options of `variorum build` that ask for this version."""
        profile = ["--profile", self.profile] if self.profile else []
        return [*profile, *(["--style", self.style] if self.style else [])]


@dataclass(frozen=True, slots=True)
class Press:
    """Builds versions into folders below `shelf`, which all workers of a test run share."""

    shelf: Path

    def finished(self, version: Version, suffix: str) -> Path:
        """Return the finished file of a version, building all formats of it if need be."""
        path = self.shelf / str(version) / f"{version.seed}.{suffix}"
        said = self.build(version)
        assert path.is_file(), f"variorum build left no {path.name}:\n{said}"
        return path

    def build(self, version: Version) -> str:
        """Build a version unless it is there, and return what the command printed."""
        folder = self.shelf / str(version)
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            record = folder / ".record.json"
            if not record.exists():
                command = [*VARIORUM, "build", str(SEEDS / version.seed), "--out", str(folder)]
                done = subprocess.run(
                    [*command, *version.options()], capture_output=True, text=True, check=False
                )
                record.write_text(json.dumps([done.returncode, done.stdout + done.stderr]))
        status, said = json.loads(record.read_text())
        assert status == 0, f"variorum build of {version} ended with status {status}:\n{said}"
        return str(said)
