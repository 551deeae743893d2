"""Examples that cause findings, from the TOML files beside this one: one file for each stage, by its name.

An entry is named by the slug of its finding. It has `kind` (what causes the finding), `files` (their contents
by name; below a name in `.docx` they are the parts of a Word file), `command` if it is not `check letters`,
`encoding` if the files are not UTF-8, and in `shows` the finding as the terminal shows it. The files lie in
the folder of a small edition that has no findings; those of `new`, beside it. Or no small file can cause the
finding: then `how` says what does.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files

CHECK = "check letters"


@dataclass(frozen=True, kw_only=True)
class Example:
    """What causes a finding: files and a command with what it shows, or in words how it comes about."""

    kind: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    command: str = CHECK
    encoding: str = "utf-8"
    shows: str = ""
    how: str = ""


def examples(stage: str) -> Mapping[str, Example]:
    """Return the examples of a stage by the slugs of their findings."""
    text = files(__package__).joinpath(f"{stage}.toml").read_text("utf-8")
    return {slug: Example(**entry) for slug, entry in tomllib.loads(text).items()}
