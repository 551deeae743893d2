"""`variorum build`: editions become files.

What builds is imported when an edition has changed: that nothing has is said at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from variorum.commands.results import absent, formats_named, purposes_named, show, template_named
from variorum.docket import DONE, USAGE, Docket, Request
from variorum.docket.filing import standing
from variorum.report import progress

if TYPE_CHECKING:
    from variorum.press import Watch
    from variorum.press.workers import Workers


def run(arguments: argparse.Namespace) -> int:
    """Build, print findings and the table of proofs, and return the exit status."""
    places: dict[Path, str] = {}
    for folder in arguments.editions:
        places.setdefault(Path(folder).resolve(), folder.rstrip("/") or "/")
    folders = list(places.values())
    if absent(folders):
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
    unchanged = {folder: docket for folder in folders if (docket := standing(folder, request)) is not None}
    if _is_one_twice(folders, unchanged):
        return USAGE
    dockets = []
    with _PressRoom(request, is_small_alone=not arguments.jobs) as room:
        room.is_quiet, room.is_machine = arguments.quiet, arguments.json
        for folder in folders:
            dockets.append(unchanged.get(folder) or room.build(folder))
            if arguments.fail_fast and dockets[-1].status != DONE:
                break
    return show(dockets, arguments)


@dataclass(slots=True)
class _PressRoom:
    """Where editions are built: its doors are opened for the first that has changed.

    `is_small_alone`: what is small is not worth a second process.
    """

    request: Request
    is_small_alone: bool
    is_quiet: bool = False
    is_machine: bool = False
    opened: ExitStack = field(default_factory=ExitStack)
    staff: tuple[Watch, Workers] | None = None

    def __enter__(self) -> _PressRoom:
        return self

    def __exit__(self, *error: object) -> None:
        self.opened.__exit__(*error)  # type: ignore[arg-type]

    def build(self, folder: str) -> Docket:
        """Build an edition, and keep what came of it."""
        from variorum.commands.docketing import docket_of, keep  # noqa: PLC0415 - not where nothing has changed
        from variorum.press.pipeline import build  # noqa: PLC0415
        from variorum.press.workers import WORTH, Workers  # noqa: PLC0415

        if self.staff is None:
            workers = Workers(self.request.jobs, worth=WORTH if self.is_small_alone else 0)
            watch = progress(self.is_quiet, machine=self.is_machine)
            self.opened.enter_context(watch)
            self.staff = watch, self.opened.enter_context(workers)
        outcome = build(folder, self.request, *self.staff)
        docket = docket_of(outcome, self.request.strict)
        keep(outcome, docket, self.request)
        return docket


def _is_one_twice(folders: Sequence[str], unchanged: Mapping[str, Docket]) -> bool:
    """Return whether the files of two editions would have the same names, after saying so."""
    if len(folders) < 2:
        return False
    named: dict[str, str] = {}
    for folder in folders:
        name = unchanged[folder].name if folder in unchanged else _id(folder)
        other = named.setdefault(name, folder) if name else folder
        if other != folder:
            said = f"“{other}” and “{folder}” are both called “{name}”"
            hint = "change the id of one, or build them into folders of their own with --out"
            print(f"variorum build: {said}: nothing was built; {hint}", file=sys.stderr)
            return True
    return False


def _id(folder: str) -> str:
    """Return the id of an edition, empty if its edition.toml cannot be read."""
    from variorum.project.load import load  # noqa: PLC0415 - as above

    project = load(Path(folder)).value
    return "" if project is None else project.id
