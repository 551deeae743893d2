"""From an outcome to its docket: as it is told, and as it is kept until something changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from variorum.carried import less
from variorum.docket import DONE, Docket, FileEntry, Remark, Request, SignEntry, Tally, in_order
from variorum.docket.filing import packed, way_to
from variorum.press import Outcome, PressedFile, cache, status
from variorum.proof import Count
from variorum.registry import load_format


def docket_of(outcome: Outcome, strict: bool = False) -> Docket:
    """Return an outcome as it is told."""
    return Docket(
        outcome.folder,
        outcome.name,
        status(outcome.diagnostics, strict),
        tuple(map(Remark.of, in_order(outcome.diagnostics))),
        outcome.sources,
        tuple(map(_entry, outcome.made)),
        tuple(SignEntry(**asdict(one)) for one in outcome.signs),
    )


def _entry(made: PressedFile) -> FileEntry:
    return FileEntry(
        made.format,
        made.path,
        made.size,
        tuple(map(_tally, made.proof.counts)),
        None if made.source is None else _tally(made.source),
        made.proof.passed,
        made.moved,
        made.leaves,
        made.written,
        made.current,
        tuple(each.slug for each in less(load_format(made.format).value)),
    )


def _tally(count: Count) -> Tally:
    return Tally(count.name, count.expected, count.found)


def keep(outcome: Outcome, docket: Docket, request: Request) -> None:
    """Keep the docket of an edition of which every file that was asked for is good and written."""
    good: Mapping[str, str] = {
        one.path.name: one.sha256 for one in outcome.made if one.proof.passed and one.written
    }
    if docket.status != DONE or {one.format for one in outcome.made} != set(outcome.formats):
        return
    data = packed(docket, outcome.slips, good) if len(good) == len(outcome.made) else None
    if data is not None:
        cache.keep_docket(way_to(outcome.folder, request), data)
