"""Set, bind, read back, prove, write: the way from publications to files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from variorum.build import Made, Outcome, Request, Watch
from variorum.build.output import write_all
from variorum.build.prepare import Prepared, accepted, prepare
from variorum.build.sheets import Task, set_all
from variorum.contract import Renderer, Setting, Sheet
from variorum.diagnostics import Code, Diagnostic, Result, Severity
from variorum.extract import Extract
from variorum.proof import prove
from variorum.registry import Format, component_missing, formats, renderer, unknown

PAGE = re.compile(r"^page (\d+)$")


@dataclass(frozen=True, slots=True)
class Finished:
    """A file that is bound and proofed, not yet written."""

    made: Made
    data: bytes


def check(folder: str, request: Request) -> Outcome:
    """Return the findings of an edition; nothing is set or written."""
    prepared = prepare(folder, request)
    found = accepted(prepared, prepared.diagnostics, request, rendered=False)
    return Outcome(folder, prepared.name, found, prepared.sources)


def build(folder: str, request: Request, watch: Watch) -> Outcome:
    """Build an edition.

    Its files are written together, after all have passed their proof; else those of the last build stay.
    """
    watch.stage(folder, "reading", 1)
    prepared = prepare(folder, request)
    watch.step()
    listed, missing = _listed(prepared)
    prepared = replace(prepared, diagnostics=prepared.diagnostics + missing)
    if not prepared.sound or prepared.publication is None or prepared.style is None:
        return _outcome(prepared, request, (), ())
    if request.strict and _warned(accepted(prepared, prepared.diagnostics, request, rendered=False)):
        return _outcome(prepared, request, (), ())
    setting = setting_of(prepared)
    tasks = [Task.of(one, document, setting) for one in listed for document in prepared.publication.documents]
    watch.stage(prepared.name, f"setting {', '.join(one.name for one in listed)}", len(tasks))
    sheets = set_all(tasks, request.jobs, lambda task: watch.step())
    found = [one for sheet in sheets for one in sheet.diagnostics]
    finished: list[Finished] = []
    watch.stage(prepared.name, "binding and proofing", len(listed))
    for one in listed:
        own = [sheet.value for task, sheet in zip(tasks, sheets, strict=True) if task.format == one.name]
        whole = [sheet for sheet in own if sheet is not None]
        if len(whole) == len(own):
            done = _finish(prepared, one, whole, setting, request.out)
            found += done.diagnostics
            finished += [done.value] if done.value is not None else []
        watch.step()
    return _write(prepared, request, finished, found)


def setting_of(prepared: Prepared) -> Setting:
    """Return what a renderer needs besides the text."""
    publication, style = prepared.publication, prepared.style
    assert publication is not None and style is not None
    return Setting(style, publication.series, publication.imprint.title, publication.imprint.language)


def read_back(one: Renderer, file: str, data: bytes) -> Result[Extract | None]:
    """Read a file back; one that is no file of its format is a finding."""
    try:
        return Result(one.extract(data))
    except MemoryError:
        raise
    except Exception as error:  # whatever a library says of a broken file, the file is broken
        reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        return Result(None, (Diagnostic.of(Code.PROOF_UNREADABLE, file=file, reason=reason),))


def _listed(prepared: Prepared) -> tuple[tuple[Format, ...], tuple[Diagnostic, ...]]:
    """Return the registered formats that are asked for, and a finding for each that is not there."""
    registered = {one.name: one for one in formats().value}
    names = dict.fromkeys(asked.name for asked in prepared.formats)
    absent = tuple(
        unknown(asked.name, asked.span) for asked in prepared.formats if asked.name not in registered
    )
    return tuple(registered[name] for name in names if name in registered), absent


def _finish(
    prepared: Prepared, listed: Format, sheets: Sequence[Sheet], setting: Setting, out: Path
) -> Result[Finished | None]:
    """Bind the sheets of a format, read the file back and prove it."""
    assert prepared.publication is not None
    loaded = renderer(listed.name)
    if loaded.value is None:
        return Result(None, loaded.diagnostics)
    try:
        bound = loaded.value.bind(prepared.publication, sheets, setting)
    except (ImportError, OSError) as error:
        found = component_missing(f"what the format “{listed.name}” needs", listed.distribution, error)
        return Result(None, (found,))
    path = out / f"{prepared.publication.id}{loaded.value.suffix}"
    extract = read_back(loaded.value, path.name, bound.value)
    if extract.value is None:
        return Result(None, bound.diagnostics + extract.diagnostics)
    proof = prove(prepared.publication, setting.style, extract.value, path.name)
    moved = sum(len(sheet.moved) for sheet in sheets)
    made = Made(listed.name, path, len(bound.value), proof, moved, leaves(extract.value), written=False)
    return Result(Finished(made, bound.value), bound.diagnostics + proof.diagnostics)


def leaves(extract: Extract) -> int | None:
    """Return the number of the last printed page that has words on it, None where a format has no pages."""
    places = (token.place for tokens in extract.streams.values() for token in tokens)
    pages = [int(found.group(1)) for place in places if (found := PAGE.match(place))]
    return max(pages, default=None)


def _write(
    prepared: Prepared, request: Request, finished: Sequence[Finished], found: Sequence[Diagnostic]
) -> Outcome:
    """Write the files if all is well, and return the outcome."""
    whole = accepted(prepared, (*prepared.diagnostics, *found), request, rendered=False)
    if any(one.severity is Severity.ERROR for one in whole) or (request.strict and _warned(whole)):
        return _outcome(prepared, request, [one.made for one in finished], found)
    failure = write_all(request.out, {one.made.path.name: one.data for one in finished})
    made = [replace(one.made, written=failure is None) for one in finished]
    return _outcome(prepared, request, made, [*found, failure] if failure else found)


def _outcome(
    prepared: Prepared, request: Request, made: Sequence[Made], found: Sequence[Diagnostic]
) -> Outcome:
    planned = {one.name for one in prepared.project.formats} if prepared.project else set()
    rendered = planned <= {one.format for one in made}
    diagnostics = accepted(prepared, (*prepared.diagnostics, *found), request, rendered)
    return Outcome(prepared.folder, prepared.name, diagnostics, prepared.sources, tuple(made))


def _warned(found: Sequence[Diagnostic]) -> bool:
    return any(one.severity is Severity.WARNING and one.accepted is None for one in found)
