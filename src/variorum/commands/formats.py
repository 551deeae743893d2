"""`variorum formats`: the formats that installed packages offer."""

from __future__ import annotations

import argparse
import json

from rich.text import Text

from variorum.press import DONE, MISSING
from variorum.registry import formats
from variorum.report import as_json, console, findings, table


def run(arguments: argparse.Namespace) -> int:
    """List the formats; a name that two packages claim is an error."""
    registered = formats()
    status = MISSING if registered.diagnostics else DONE
    if arguments.json:
        listed = [
            {"name": one.name, "about": one.about, "package": one.distribution, "version": one.version}
            for one in registered.value
        ]
        found = [as_json(one, "") for one in registered.diagnostics]
        print(json.dumps({"formats": listed, "findings": found}, ensure_ascii=False, indent=2))
        return status
    to = console()
    findings(to, registered.diagnostics, {}, "")
    rows = table("format", "what it makes", "from", wraps="what it makes")
    for one in registered.value:
        rows.add_row(Text(one.name, "bold"), one.about, Text(f"{one.distribution} {one.version}", "dim"))
    to.print(rows)
    return status
