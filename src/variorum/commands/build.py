"""`variorum build`: editions become files."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from variorum.commands.results import absent, formats_named, show
from variorum.press import USAGE, Request
from variorum.press.pipeline import build
from variorum.press.workers import WORTH, Workers
from variorum.report import progress


def run(arguments: argparse.Namespace) -> int:
    """Build, print findings and the table of proofs, and return the exit status."""
    folders = [folder.rstrip("/") or "/" for folder in arguments.editions]
    if absent(folders):
        return USAGE
    request = Request(
        formats=formats_named(arguments),
        profile=arguments.profile,
        style=arguments.style,
        conventions=arguments.conventions,
        out=Path(arguments.out),
        jobs=arguments.jobs or os.cpu_count() or 1,
        strict=arguments.strict,
        allow_outside=arguments.allow_outside,
    )
    workers = Workers(request.jobs, worth=0 if arguments.jobs else WORTH)
    with progress(quiet=arguments.json) as watch, workers:
        outcomes = [build(folder, request, watch, workers) for folder in folders]
    return show(outcomes, arguments)
