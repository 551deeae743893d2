"""`variorum formats`: what can be written and what can be read, as installed packages offer it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import Any

from rich.text import Text

from variorum.carried import Carried, less
from variorum.contract import purposes_of
from variorum.press import DONE, MISSING
from variorum.registry import CODECS, IMPORTERS, RENDERERS, Door, load_format, registered
from variorum.report import as_json, console, findings, table

LISTED: tuple[tuple[str, str, Door[Any]], ...] = (
    ("format", "what it makes", RENDERERS),
    ("codec", "what it reads in an edition’s folder, and writes back", CODECS),
    ("importer", "what it reads for variorum new --from", IMPORTERS),
)

LESS = "what it carries less than an edition has"


def run(arguments: argparse.Namespace) -> int:
    """List formats, codecs and importers; a name that two packages claim is an error."""
    tables = [(thing, what, registered(door)) for thing, what, door in LISTED]
    found = [one for _, _, listed in tables for one in listed.diagnostics]
    told_less = arguments.json or arguments.less
    lacking = {one.name: carried_less(one.name) for one in tables[0][2].value if told_less}
    status = MISSING if found else DONE
    if arguments.json:
        told: dict[str, Any] = {
            f"{thing}s": [
                {
                    **{"name": one.name, "about": one.about},
                    **{"package": one.distribution, "version": one.version},
                    **(_of_format(one.name, lacking[one.name]) if thing == "format" else {}),
                }
                for one in listed.value
            ]
            for thing, _, listed in tables
        }
        told["findings"] = [as_json(one, "") for one in found]
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return status
    to = console()
    findings(to, found, {}, "")
    if arguments.less:
        rows = table("format", LESS, wraps=LESS)
        for name, behind in lacking.items():
            rows.add_row(Text(name, "bold"), "\n".join(one.value for one in behind))
        to.print(rows)
        return status
    for number, (thing, what, listed) in enumerate(tables):
        if number:
            to.print()
        rows = table(thing, what, "from", wraps=what)
        for one in listed.value:
            rows.add_row(Text(one.name, "bold"), one.about, Text(f"{one.distribution} {one.version}", "dim"))
        to.print(rows)
    return status


def carried_less(name: str) -> tuple[Carried, ...]:
    """Return what a format carries less than the model; nothing of one that cannot be used."""
    one = load_format(name).value
    return () if one is None else less(one)


def _of_format(name: str, behind: Sequence[Carried]) -> dict[str, Any]:
    return {"purposes": dict(purposes_of(load_format(name).value)), "carries_less": _as_data(behind)}


def _as_data(behind: Sequence[Carried]) -> list[dict[str, str]]:
    return [{"what": one.slug, "sentence": one.value} for one in behind]
