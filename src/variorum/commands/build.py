"""`variorum build`: editions become files."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from variorum.commands.results import absent, formats_named, purposes_named, show, template_named
from variorum.press import DONE, USAGE, Request, status
from variorum.press.pipeline import build
from variorum.press.workers import WORTH, Workers
from variorum.project.load import load
from variorum.report import progress


def run(arguments: argparse.Namespace) -> int:
    """Build, print findings and the table of proofs, and return the exit status."""
    places: dict[Path, str] = {}
    for folder in arguments.editions:
        places.setdefault(Path(folder).resolve(), folder.rstrip("/") or "/")
    folders = list(places.values())
    if absent(folders) or _is_one_twice(folders):
        return USAGE
    try:
        template = template_named(arguments)
    except OSError as error:
        print(f"variorum: {arguments.template} cannot be read: {error.strerror}", file=sys.stderr)
        return USAGE
    request = Request(
        formats=formats_named(arguments),
        profile=arguments.profile,
        style=arguments.style,
        conventions=arguments.conventions,
        out=Path(arguments.out),
        jobs=arguments.jobs or os.cpu_count() or 1,
        strict=arguments.strict,
        purposes=purposes_named(arguments),
        template=template,
        questions=arguments.queries,
        allow_outside=arguments.allow_outside,
    )
    workers = Workers(request.jobs, worth=0 if arguments.jobs else WORTH)
    with progress(quiet=arguments.json or arguments.quiet) as watch, workers:
        outcomes = []
        for folder in folders:
            outcomes.append(build(folder, request, watch, workers))
            if arguments.fail_fast and status(outcomes[-1].diagnostics, arguments.strict) != DONE:
                break
    return show(outcomes, arguments)


def _is_one_twice(folders: Sequence[str]) -> bool:
    """Return whether the files of two editions would have the same names, after saying so."""
    named: dict[str, str] = {}
    for folder in folders:
        project = load(Path(folder)).value
        other = named.setdefault(project.id, folder) if project is not None else folder
        if other != folder and project is not None:
            said = f"“{other}” and “{folder}” are both called “{project.id}”"
            hint = "change the id of one, or build them into folders of their own with --out"
            print(f"variorum build: {said}: nothing was built; {hint}", file=sys.stderr)
            return True
    return False
