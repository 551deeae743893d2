"""`variorum formats`: what can be written and what can be read, as installed packages offer it."""

from __future__ import annotations

import argparse
import json
from typing import Any

from rich.text import Text

from variorum.press import DONE, MISSING
from variorum.registry import CODECS, IMPORTERS, RENDERERS, Door, registered
from variorum.report import as_json, console, findings, table

LISTED: tuple[tuple[str, str, Door[Any]], ...] = (
    ("format", "what it makes", RENDERERS),
    ("codec", "what it reads in an edition’s folder, and writes back", CODECS),
    ("importer", "what it reads for variorum new --from", IMPORTERS),
)


def run(arguments: argparse.Namespace) -> int:
    """List formats, codecs and importers; a name that two packages claim is an error."""
    tables = [(thing, what, registered(door)) for thing, what, door in LISTED]
    found = [one for _, _, listed in tables for one in listed.diagnostics]
    status = MISSING if found else DONE
    if arguments.json:
        told: dict[str, Any] = {
            f"{thing}s": [
                {"name": one.name, "about": one.about, "package": one.distribution, "version": one.version}
                for one in listed.value
            ]
            for thing, _, listed in tables
        }
        told["findings"] = [as_json(one, "") for one in found]
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return status
    to = console()
    findings(to, found, {}, "")
    for number, (thing, what, listed) in enumerate(tables):
        if number:
            to.print()
        rows = table(thing, what, "from", wraps=what)
        for one in listed.value:
            rows.add_row(Text(one.name, "bold"), one.about, Text(f"{one.distribution} {one.version}", "dim"))
        to.print(rows)
    return status
