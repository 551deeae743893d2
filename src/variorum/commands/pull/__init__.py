"""`variorum pull`: carry what an editor changed in a Word file back into the sources of the edition."""

from __future__ import annotations

import argparse
import difflib
import json
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from rich.table import Table
from rich.text import Text

from variorum.commands.pull import keys
from variorum.commands.results import absent
from variorum.contract import Renderer, ReturningFormat
from variorum.findings import Diagnostic
from variorum.findings.files import PullOpen, PullUnreadable, PullUnwritten
from variorum.findings.machine import OutputUnwritable
from variorum.press import FAULTY, USAGE, Request, status
from variorum.press.output import replace_all
from variorum.pull.changes import Change, Choice, title_of
from variorum.pull.decisions import FILE as DECISIONS
from variorum.pull.page import Heading, page
from variorum.pull.pulling import EditedFile, Pulled, pull
from variorum.registry import RENDERERS, load_format, registered
from variorum.report import as_json, console, findings, place_of, summary, table

LARGEST = 1_000_000_000
"""Bytes of a file that is read."""
WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
PROTECTED = "Allow that it is written, or write the changes by hand."
NONE = (0,)
"""The number of no change: none is accepted."""
COPIES = "before-pull"
"""The folder of the edition in which sources lie as they were before the last changes were applied."""


def run(arguments: argparse.Namespace) -> int:
    """Show what was changed, write it if that is asked for, and return the exit status."""
    folder = arguments.into.rstrip("/") or "/"
    path = Path(arguments.file)
    if absent([folder]):
        return USAGE
    if arguments.ask and not keys.is_there():
        print("variorum: --ask needs a terminal", file=sys.stderr)
        return USAGE
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        print(f"variorum: {path} cannot be read: {error.strerror}", file=sys.stderr)
        return USAGE
    request = Request(
        profile=arguments.profile,
        style=arguments.style,
        conventions=arguments.conventions,
        allow_outside=arguments.allow_outside,
    )
    chosen = _format(path.suffix)
    pulled = None
    if chosen is None or len(data) > LARGEST:
        reason = "it is too large" if chosen else f"no format whose files end in “{path.suffix}” comes back"
        found: tuple[Diagnostic, ...] = (PullUnreadable(file=path.name, reason=reason),)
    else:
        edited, choice = EditedFile(path.name, data), _choice(arguments)
        pulled = pull(folder, request, chosen, edited, choice)
        if arguments.ask and not status(pulled.diagnostics, strict=False):
            pulled = pull(folder, request, chosen, edited, _by_key(pulled.changes, choice))
        found = pulled.diagnostics
    found = (*_open_elsewhere(path), *found)
    written = False
    if arguments.apply and pulled is not None and not status(found, strict=False):
        failure = _write(folder, pulled)
        found, written = (*found, *failure), bool(pulled.files) and not failure
    if arguments.html is not None and pulled is not None:
        found = (*found, *_write_page(arguments, pulled, _count(pulled.changes, folder, written)))
    _show(arguments, folder, pulled, found, written)
    return status(found, strict=False)


def _open_elsewhere(path: Path) -> Iterator[Diagnostic]:
    """Yield a finding if a word processor keeps a lock beside a file; Word cuts two letters off its name."""
    for name in (f"~${path.name}", f"~${path.name[2:]}", f".~lock.{path.name}#"):
        if path.with_name(name).exists():
            yield PullOpen(file=path.name, lock=name)


def _by_key(changes: Sequence[Change], choice: Choice) -> Choice:
    """Ask for each change that would be carried whether it is wished; the rest is left when one quits."""
    wished = [one for one in changes if one.carried and one.number]
    accepted: list[int] = []
    refused: list[int] = []
    for at, one in enumerate(wished):
        context = f"… {one.around} " if one.around else ""
        where = title_of(one.stream) + (f", page {one.page}" if one.page else "")
        print(f"{one.number}. {one.kind}, {where}{one.author and f', {one.author}'}")
        print(f"   - {context}{one.before}")
        print(f"   + {context}{one.after}")
        hit = keys.key("   carry it back? y yes, n no, a all from here, q none from here ", "ynaq")
        if hit == "q":
            break
        if hit == "a":
            accepted += (each.number for each in wished[at:])
            break
        (accepted if hit == "y" else refused).append(one.number)
    return replace(choice, accepted=tuple(accepted) or NONE, rejected=(*choice.rejected, *refused))


def _write_page(arguments: argparse.Namespace, pulled: Pulled, count: str) -> tuple[Diagnostic, ...]:
    """Write the report as a page."""
    heading = Heading(Path(arguments.file).name, pulled.prepared.name, "en", count)
    failure = replace_all({Path(arguments.html): page(heading, pulled.changes).encode()}, {})
    return (failure,) if failure else ()


def _choice(arguments: argparse.Namespace) -> Choice:
    return Choice(
        tuple(arguments.author or ()),
        tuple(arguments.only or ()),
        tuple(arguments.accept or ()),
        tuple(arguments.reject or ()),
    )


def _format(suffix: str) -> Renderer | None:
    """Return the format that reads files of this ending when they come back."""
    for one in registered(RENDERERS).value:
        loaded = load_format(one.name).value
        if loaded is not None and loaded.suffix == suffix.lower() and isinstance(loaded, ReturningFormat):
            return cast(Renderer, loaded)
    return None


def _write(folder: str, pulled: Pulled) -> tuple[Diagnostic, ...]:
    """Write the new texts, whole or not at all, and keep a copy of what was there."""
    assert pulled.prepared.project is not None
    own = pulled.prepared.project.folder
    made: dict[Path, bytes] = {}
    copies: dict[Path, bytes] = {}
    for path, data in pulled.files.items():
        located = own.locate(path, None).value
        if located is None or own.read(path, None).value != pulled.there[path]:
            return (PullUnwritten(path=path),)
        if not located.stat().st_mode & WRITABLE:
            return (OutputUnwritable(path=str(located), reason="it is write-protected", advice=PROTECTED),)
        made[located] = data
        copies[Path(folder) / COPIES / path] = pulled.there[path]
    if pulled.decided is not None:
        if own.text(DECISIONS, None).value != pulled.decisions.text:
            return (PullUnwritten(path=DECISIONS),)
        made[Path(folder) / DECISIONS] = pulled.decided.encode()
    failure = replace_all(made, copies) if made else None
    return (failure,) if failure else ()


# ---- the report


def _show(
    arguments: argparse.Namespace,
    folder: str,
    pulled: Pulled | None,
    found: tuple[Diagnostic, ...],
    written: bool,
) -> None:
    changes = pulled.changes if pulled is not None else ()
    if arguments.json:
        told = {
            "status": status(found, strict=False),
            "file": arguments.file,
            "changes": [_as_json(one) for one in changes],
            "patch": "".join(_patch(folder, pulled)) if pulled is not None else "",
            "written": written,
            "findings": [as_json(one, folder) for one in found],
        }
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return
    to = console()
    findings(to, found, pulled.prepared.sources if pulled is not None else {}, folder)
    if pulled is None or status(found, strict=False) == FAULTY:
        print(f"{arguments.file}: {summary(found).plain}", file=sys.stderr)
        return
    for name, some in (
        ("carried back", [one for one in changes if one.carried]),
        ("not carried back", [one for one in changes if not one.carried]),
    ):
        if some:
            to.print(_table(name, some, folder))
            to.print()
    for line in _patch(folder, pulled):
        colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1], "")
        to.print(Text(line.rstrip("\n"), colour))
    print(f"{arguments.file}: {_count(changes, folder, written)}", file=sys.stderr)


def _count(changes: Sequence[Change], folder: str, written: bool) -> str:
    """Return the line that counts changes."""
    carried = sum(one.carried for one in changes)
    if not changes:
        return "no change"
    line = f"{len(changes)} change{'s' if len(changes) > 1 else ''}, {carried} carried back"
    if written:
        return f"{line} and written; the sources as they were lie in {folder}/{COPIES}"
    return f"{line}; nothing is written without --apply" if carried else line


def _table(name: str, changes: list[Change], folder: str) -> Table:
    rows = table("no", name, "where", "who", "before", "after", "place", wraps="after")
    for one in changes:
        where = title_of(one.stream) + (f", page {one.page}" if one.page else "")
        context = f"… {one.around} " if one.around else ""
        place = place_of(one.place, folder) if one.place is not None else ""
        what = Text(one.kind)
        rows.add_row(
            str(one.number or ""),
            what,
            where,
            one.author,
            Text(f"{context}{one.before}"),
            Text(one.after),
            place,
        )
        if one.theirs is not None:
            rows.add_row("", "", "", one.theirs[0], "", Text(one.theirs[1]), "")
        if one.reason:
            rows.add_row("", "", "", "", "", Text(one.reason, "dim"), "")
    return rows


def _patch(folder: str, pulled: Pulled) -> Iterator[str]:
    """Yield the lines of a patch of the sources."""
    texts: Mapping[str, str] = pulled.texts
    for path, text in sorted(texts.items()):
        before = pulled.prepared.sources[path].text
        old, new = before.splitlines(keepends=True), text.splitlines(keepends=True)
        yield from difflib.unified_diff(old, new, f"a/{folder}/{path}", f"b/{folder}/{path}", n=0)


def _as_json(one: Change) -> dict[str, Any]:
    place = one.place
    return {
        "number": one.number,
        "kind": one.kind,
        "author": one.author,
        "date": one.date,
        "stream": one.stream,
        "page": one.page,
        "around": one.around,
        "before": one.before,
        "after": one.after,
        "carried": one.carried,
        "reason": one.reason,
        "theirs": None if one.theirs is None else {"author": one.theirs[0], "words": one.theirs[1]},
        "place": None if place is None else {"path": place.path, "line": place.line, "column": place.column},
    }
