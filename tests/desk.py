"""Small editions on an editor's desk, and the command line as an editor uses it."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from press import VARIORUM

from variorum.cli import main

TOML = """\
id = "letters"
title = "Letters"
language = "en-GB"
modified = 2026-11-20
convention = "soviet-archives"
[[identifier]]
scheme = "urn"
value = "urn:uuid:6c1d6b1e-8a5c-5f0e-9a53-1c8a41d0f27c"
[[editor]]
id = "vb"
name = "Vera Brown"
initials = ["VB"]
[[document]]
id = "one"
file = "documents/one.txt"
base = "typed"
[signs]
"[ ]" = "An addition of the editor."
"""
LETTER = """\
1 March 1918 (No 17) A letter

Put down on paper as it stood. (2 pp)


Dear Colleague,

The papers that you ask for left this office on the 24th.

[page two]

They should be with you by the end of the week. […]
"""


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said: its exit status, standard output and standard error."""

    status: int
    out: str
    err: str

    @property
    def findings(self) -> list[str]:
        """Return the first lines of the findings, without their messages: place and code."""
        return [
            " ".join(line.split()[:2])
            for line in self.out.splitlines()
            if " error: " in line or " warning: " in line
        ]

    @property
    def json(self) -> Any:
        """Return what was printed for machines."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Desk:
    """A folder where editions lie: `letters/`, and `out/` for what is built."""

    folder: Path
    capture: pytest.CaptureFixture[str]

    @property
    def out(self) -> Path:
        """Return the folder for files."""
        return self.folder / "out"

    def edition(self, toml: str = TOML, **transcripts: str | bytes) -> Path:
        """Write the edition, with these transcripts beside or instead of its only letter."""
        root = self.folder / "letters"
        (root / "documents").mkdir(parents=True, exist_ok=True)
        (root / "edition.toml").write_text(toml, "utf-8")
        for name, text in ({"one": LETTER} | transcripts).items():
            data = text.encode() if isinstance(text, str) else text
            (root / "documents" / f"{name}.txt").write_bytes(data)
        return root

    def variorum(self, *words: str) -> Said:
        """Run a command in this process."""
        self.capture.readouterr()
        try:
            status = main(words)
        except SystemExit as left:
            status = int(left.code or 0)
        return Said(status, *self.capture.readouterr())

    def process(self, *words: str, **environment: str) -> Said:
        """Run a command in a process of its own."""
        done = subprocess.run(
            [*VARIORUM, *words],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            env=os.environ | environment,
        )
        return Said(done.returncode, done.stdout, done.stderr)

    def files(self) -> dict[str, bytes]:
        """Return all that lies in the folder for files, hidden files too."""
        return {path.name: path.read_bytes() for path in self.out.iterdir()} if self.out.exists() else {}
