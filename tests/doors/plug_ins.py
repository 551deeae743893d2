"""Distributions that nobody installed: a module and its metadata in a folder that a process may search."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent


def distribution(folder: Path, name: str, entries: Mapping[str, Mapping[str, str]], code: str) -> None:
    """Write a distribution and its module, which has its name; `entries` are its rows by their groups."""
    metadata = folder / f"{name}-1.0.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    groups = (
        f"[variorum.{group}]\n" + "".join(f"{key} = {value}\n" for key, value in rows.items())
        for group, rows in entries.items()
    )
    (metadata / "entry_points.txt").write_text("\n".join(groups))
    (folder / f"{name}.py").write_text(dedent(code), "utf-8")
