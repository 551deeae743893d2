"""What `check`, `build` and `proof` print in the end: findings, the table of proofs, a line that counts."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from variorum.docket import (
    FAILED,
    FAULTY,
    NAME,
    PREVIOUS,
    Docket,
    FileEntry,
    SignEntry,
    Tally,
    Template,
    in_order,
)
from variorum.findings import Severity
from variorum.report import as_json, console, findings, place_of, size, summary, table

WAYS = {
    "shown": "with its mark",
    "silent": "without a mark",
    "noted": "as a note",
    "omitted": "left out",
}
"""How signs are printed, by the names of their counts."""
COUNTED = {"pages": "page marks"}
MANY = 12
"""Of more editions than this those that are good have no line of their own."""

LARGEST_TEMPLATE = 100_000_000
"""Bytes of a template that are read; those of publishers have a hundredth."""


def formats_named(arguments: argparse.Namespace) -> tuple[str, ...] | None:
    """Return the formats that the command line names, None if it leaves them to edition.toml."""
    said = ",".join(arguments.to or ())
    named = [name.strip() for name in said.split(",") if name.strip()]
    return tuple(dict.fromkeys(named)) or None


def purposes_named(arguments: argparse.Namespace) -> tuple[str, ...]:
    """Return the purposes that the command line names."""
    return tuple(dict.fromkeys(name for said in arguments.purposes or () for name in said.split(",") if name))


def template_named(arguments: argparse.Namespace) -> Template | None:
    """Return the template that the command line names; raise `OSError` if it cannot be read."""
    if not arguments.template:
        return None
    with Path(arguments.template).open("rb") as file:
        return Template(arguments.template, file.read(LARGEST_TEMPLATE))


def absent(folders: Sequence[str]) -> bool:
    """Return whether a folder is no edition's, after saying so with the nearest name."""
    for folder in folders:
        path = Path(folder)
        if (path / NAME).exists():
            continue
        home = next((one for one in path.parents if (one / NAME).is_file()), None)
        if path.is_file() and home is not None:
            hint = f"name its folder: {home.as_posix()}"
        elif not path.is_dir():
            parent = path.parent
            from variorum.toml import nearest  # noqa: PLC0415 - needed only where a name is wrong

            names = [one.name for one in parent.iterdir() if one.is_dir()] if parent.is_dir() else []
            hint = nearest(path.name, names) or "start one with “variorum new DIR”"
        else:
            hint = f"it has no {NAME}; start an edition with “variorum new DIR”"
        print(f"variorum: “{folder}” is no edition: {hint}", file=sys.stderr)
        return True
    return False


def show(outcomes: Sequence[Docket], arguments: argparse.Namespace) -> int:
    """Print what came of editions in the form asked for and return the gravest exit status."""
    strict = getattr(arguments, "strict", False)
    codes = [one.status for one in outcomes]
    code = max(codes, key=lambda one: (one != 0, -one if one == FAULTY else one))
    if arguments.json:
        editions = [_as_json(one) for one in outcomes]
        print(json.dumps({"status": code, "editions": editions}, ensure_ascii=False, indent=2))
        return code
    to = console()
    quiet = getattr(arguments, "quiet", False)
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    for one in outcomes:
        told = [each for each in one.remarks if not quiet or each.severity in grave]
        findings(to, told, one.sources, one.folder)
    for one in outcomes:
        if one.signs:
            to.print(signs_in_use(one.signs))
    made = [file for one in outcomes for file in one.files]
    if made and not quiet:
        to.print(proofs(made))
    for one, own in zip(outcomes, codes, strict=True):
        if own or not (quiet or len(outcomes) > MANY):
            cause = _first_cause(one, grave) if own and len(outcomes) > 1 else ""
            line = ": ", summary(one.remarks), cause, _remark_on_earlier_files(one)
            to.print(Text.assemble((one.name, "bold"), *line))
    if len(outcomes) > 1:
        to.print(_total(outcomes, codes))
    return code


def _first_cause(one: Docket, grave: Collection[Severity]) -> str:
    """Return what the first finding says that lets an edition fail, and where it is."""
    causes = (each for each in in_order(one.remarks) if each.severity in grave)
    first = next((each for each in causes if each.accepted is None), None)
    if first is None:
        return ""
    place = f" ({place_of(first.span, one.folder)})" if first.span else ""
    return f"; {first.message}{place}"


def _total(outcomes: Sequence[Docket], codes: Sequence[int]) -> Text:
    """Return the line that counts editions: those built or checked, those up to date, those that failed."""
    failed = [one.name for one, code in zip(outcomes, codes, strict=True) if code]
    good = [one for one, code in zip(outcomes, codes, strict=True) if not code]
    current = [one for one in good if one.files and all(file.current for file in one.files)]
    built = sum(bool(one.files) for one in good) - len(current)
    checked = len(good) - built - len(current)
    parts = [f"{built} built"] if built else []
    parts += [f"{len(current)} up to date"] if current else []
    parts += [f"{checked} without errors"] if checked else []
    told = [Text(", ".join(parts), "green")] if parts else []
    told += [Text(f"{len(failed)} failed: {', '.join(failed)}", "bold red")] if failed else []
    return Text(", ").join(told)


def signs_in_use(counts: Sequence[SignEntry]) -> Table:
    """Return the table of the signs of an edition: how often each prints with its mark, and how otherwise.

    A way in which no sign is printed has no column.
    """
    ways = [way for way in WAYS if any(getattr(one, way) for one in counts)]
    rows = table("sign", *(WAYS[way] for way in ways), wraps="sign", right=tuple(WAYS.values()))
    for one in counts:
        rows.add_row(one.title, *(f"{getattr(one, way):,}" if getattr(one, way) else "–" for way in ways))
    return rows


def proofs(made: Sequence[FileEntry]) -> Table:
    """Return the table of proofs: found of expected for each thing that is counted.

    "source" are the characters of the sources that are printed or left out by a rule, of all.
    """
    names = [count.name for count in made[0].tallies]
    counted = [COUNTED.get(name, name) for name in names]
    moved = any(one.moved for one in made)
    accounted = any(one.source for one in made)
    numbers = (
        *(("source",) if accounted else ()),
        *counted,
        *(("notes moved",) if moved else ()),
        "last page",
        "size",
    )
    rows = table("file", *numbers, "proof", wraps="file", right=numbers)
    for one in made:
        rows.add_row(
            str(one.path),
            *((_count(one.source) if one.source else Text("–"),) if accounted else ()),
            *(_count(count) for count in one.tallies),
            *((str(one.moved),) if moved else ()),
            "–" if one.leaves is None else str(one.leaves),
            size(one.size),
            _verdict(one),
        )
    return rows


def _count(count: Tally) -> Text:
    return Text(f"{count.found}/{count.expected}", "" if count.found == count.expected else "bold red")


def _verdict(one: FileEntry) -> Text:
    left = "" if one.written else ", not written"
    if not one.passed:
        return Text(f"failed{left}", "bold red")
    if one.current:
        return Text("up to date", "green")
    return Text(f"passed{left}", "yellow" if left else "green")


def _remark_on_earlier_files(one: Docket) -> Text:
    """Return the remark on files of an earlier build: which are untouched, which were set aside."""
    kept = sorted(made.path.name for made in one.files if not made.written and made.path.exists())
    apart = sorted(
        made.path.name
        for made in one.files
        if made.path.parent.name == FAILED and (made.path.parent.parent / PREVIOUS / made.path.name).exists()
    )
    remark = f"; kept from before: {', '.join(kept)}" if kept else ""
    return Text(remark + (f"; moved to {PREVIOUS}/: {', '.join(apart)}" if apart else ""), "dim")


def _as_json(one: Docket) -> dict[str, Any]:
    return {
        "edition": one.name,
        "folder": one.folder,
        "status": one.status,
        **({"signs": [asdict(each) for each in one.signs]} if one.signs else {}),
        "findings": [as_json(found, one.folder) for found in in_order(one.remarks)],
        "files": [_file(made) for made in one.files],
    }


def _file(one: FileEntry) -> dict[str, Any]:
    return {
        "format": one.format,
        "path": str(one.path),
        "bytes": one.size,
        "pages": one.leaves,
        "notes_moved": one.moved,
        "counts": {
            count.name: {"expected": count.expected, "found": count.found}
            for count in (*((one.source,) if one.source else ()), *one.tallies)
        },
        "passed": one.passed,
        "written": one.written,
        "up_to_date": one.current,
        "carries_less": list(one.less),
    }
