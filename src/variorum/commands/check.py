"""`variorum check`: the findings of editions."""

from __future__ import annotations

import argparse

from variorum.commands.docketing import docket_of
from variorum.commands.results import absent, formats_named, show
from variorum.press import USAGE, Request
from variorum.press.pipeline import check


def run(arguments: argparse.Namespace) -> int:
    """Print the findings and return the exit status."""
    folders = [folder.rstrip("/") or "/" for folder in arguments.editions]
    if absent(folders):
        return USAGE
    request = Request(
        formats=formats_named(arguments),
        profile=arguments.profile,
        style=arguments.style,
        conventions=arguments.conventions,
        allow_outside=arguments.allow_outside,
    )
    return show([docket_of(check(folder, request), arguments.strict) for folder in folders], arguments)
