"""Dockets as they are kept, and which of them still hold: nothing that they depend on is another.

Whatever is not as it was, or cannot be told, makes a docket none, and the edition is built as ever.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from variorum.callslips import CallSlips, are_answered_alike
from variorum.docket import FAILED, PREVIOUS, Docket, FileEntry, Remark, Request, Tally
from variorum.docket.installation import installation, states, strays, surroundings
from variorum.findings import Severity
from variorum.source import Source, Span

FORM = 1
"""The form in which dockets are kept; it goes into their names."""
LEFT_BEHIND = ".variorum-"
"""How the names of files begin that a build which was killed has left."""


def folder() -> Path:
    """Return the folder of what is kept: in the user's cache, or where VARIORUM_CACHE says."""
    own = os.environ.get("VARIORUM_CACHE")
    if own:
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "variorum"
    except RuntimeError:  # a user without a home, as in some containers
        return Path(tempfile.gettempdir()) / f"variorum-{os.getuid()}"


def way_to(edition: str, request: Request) -> Path:
    """Return where the docket of an edition lies, as it is asked for from here, by this installation."""
    template = request.template
    looks = None if template is None else (template.name, hashlib.sha256(template.data).hexdigest())
    asked = replace(request, template=None, jobs=1)
    lies = os.path.realpath(edition), os.path.realpath(request.out)
    told = repr((FORM, edition, lies, asked, looks, surroundings()))
    name = hashlib.sha256(told.encode(errors="surrogateescape")).hexdigest()
    return folder() / name[:2] / f"{name[2:]}.docket"


def packed(docket: Docket, slips: CallSlips, digests: Mapping[str, str]) -> bytes | None:
    """Return a docket as it is kept, None if it can not be known when it no longer holds.

    `slips` are of the edition's folder, `digests` those of the finished files.
    """
    made = installation()
    if not (made and slips.whole and docket.files):
        return None
    kept = {
        "installation": made,
        "strays": strays(),
        "slips": slips.as_json(),
        "digests": digests,
        "name": docket.name,
        "status": docket.status,
        "remarks": [_remark_as_json(one) for one in docket.remarks],
        "lines": _lines(docket),
        "files": [{**asdict(one), "path": str(one.path)} for one in docket.files],
    }
    return json.dumps(kept).encode()


def standing(edition: str, request: Request) -> Docket | None:
    """Return the docket of an edition of which nothing has changed since its files passed their proof."""
    path = way_to(edition, request)
    try:
        kept = json.loads(path.read_bytes())
        if not _holds(kept, Path(edition), request):
            return None
        docket = _unpacked(kept, edition)
        os.utime(path)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return docket


def _holds(kept: Mapping[str, Any], edition: Path, request: Request) -> bool:
    known = kept["strays"]
    return (
        kept["installation"] == installation()
        and states(known) == known
        and are_answered_alike(edition, kept["slips"])
        and _lie_as_proofed(request.out, kept["digests"])
    )


def _lie_as_proofed(out: Path, digests: Mapping[str, str]) -> bool:
    """Return whether files are as they passed their proof, and nothing of another build lies beside them."""
    if not digests or any(name.startswith(LEFT_BEHIND) for name in os.listdir(out)):  # noqa: PTH208
        return False
    if any((out / apart / name).exists() for apart in (FAILED, PREVIOUS) for name in digests):
        return False
    return all(
        hashlib.sha256((out / name).read_bytes()).hexdigest() == digest for name, digest in digests.items()
    )


def _lines(docket: Docket) -> dict[str, dict[int, str]]:
    """Return the lines of the sources that remarks show, by path and number."""
    lines: dict[str, dict[int, str]] = {}
    for one in docket.remarks:
        source = docket.sources.get(one.span.path) if one.span else None
        if one.span is not None and source is not None and one.span.line <= len(source.starts):
            lines.setdefault(one.span.path, {})[one.span.line] = source.line(one.span.line)
    return lines


def _source(path: str, lines: Mapping[str, str]) -> Source:
    """Return a source of which some lines are known, and the others empty."""
    known = {int(number): line for number, line in lines.items()}
    return Source(path, "\n".join(known.get(number, "") for number in range(1, max(known) + 1)))


def _remark_as_json(one: Remark) -> list[Any]:
    span = one.span
    where = None if span is None else [span.path, span.line, span.column, span.end_line, span.end_column]
    return [one.slug, one.severity.value, one.message, one.hint, where, one.accepted, one.place_in_order]


def _remark(told: list[Any]) -> Remark:
    slug, severity, message, hint, where, accepted, order = told
    span = None if where is None else Span(*where)
    first, file, rank = order
    return Remark(slug, Severity(severity), message, hint, span, accepted, (first, file, rank))


def _unpacked(kept: Mapping[str, Any], edition: str) -> Docket:
    """Return a docket that holds; its files are up to date."""
    return Docket(
        edition,
        kept["name"],
        kept["status"],
        tuple(map(_remark, kept["remarks"])),
        {path: _source(path, lines) for path, lines in kept["lines"].items()},
        tuple(map(_file, kept["files"])),
    )


def _file(told: Mapping[str, Any]) -> FileEntry:
    source = None if told["source"] is None else Tally(**told["source"])
    tallies = tuple(Tally(**one) for one in told["tallies"])
    own = {"path": Path(told["path"]), "tallies": tallies, "source": source, "less": tuple(told["less"])}
    return FileEntry(**{**told, **own, "current": True})
