"""`variorum schema`: print the JSON Schema of a kind of TOML file, for editors that know such."""

from __future__ import annotations

import sys
from argparse import Namespace

from variorum.apparatus.profile import Profile
from variorum.conventions.set_table import SetTable
from variorum.press import DONE
from variorum.project import schema as edition
from variorum.style.tokens import Style
from variorum.tables import schema


def text(kind: str) -> str:
    """Return a schema as it is published: `KIND.schema.json` in the package."""
    match kind:
        case "edition":
            return edition.text()
        case "style":
            about = "The style that this one changes: its name, or a TOML file of the edition"
            return schema.text(Style, kind, "A house style", about)
        case "set":
            about = "The set that this one changes: its name, or a TOML file of the edition"
            return schema.text(SetTable, kind, "A convention set", about)
        case "profile":
            about = "The profile that this one changes: its name, or a TOML file of the edition"
            return schema.text(Profile, kind, "A profile: which signs are printed, and how", about)
    raise ValueError(kind)


def run(arguments: Namespace) -> int:
    """Run the command."""
    sys.stdout.write(text(arguments.kind))
    return DONE
