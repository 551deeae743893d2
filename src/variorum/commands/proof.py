"""`variorum proof`: read a finished file back and compare it with its edition."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from variorum.commands.docketing import docket_of
from variorum.commands.results import absent, purposes_named, show, template_named
from variorum.contract import Renderer, Writer, is_writer
from variorum.extract import Extract, with_numbers
from variorum.findings import Diagnostic, Severity
from variorum.findings.files import FileFromOutside
from variorum.findings.machine import ForeignUnproofed, FormatUnknown
from variorum.findings.proof import ProofForm, ProofUnreadable
from variorum.press import FAULTY, USAGE, Outcome, PressedFile, Request
from variorum.press.binding import MOST, leaves, prove_written, read_back, what_is_unknown
from variorum.press.preparation import Preparation, prepare, with_acceptances, with_stand_ins
from variorum.press.questions import publication_for
from variorum.press.sheets import setting_for, setting_of, unfit_template
from variorum.proof import Proof, prove
from variorum.publication import Publication
from variorum.registry import RENDERERS, load_format, registered, unknown_purposes
from variorum.vocabulary import Unknown

SAID = re.compile('"[^"]*"|“[^”]*”')
"""A value or words in the description of what is not known."""
COUNTED_OTHERWISE = "numbers of notes that the program counts otherwise than the edition"
LARGEST = 1_000_000_000
"""Bytes of a file that is read back; a printed volume with its pictures has a tenth."""


@dataclass(frozen=True, slots=True)
class _Finished:
    """A finished file, and whether another program has saved it."""

    path: Path
    data: bytes
    foreign: bool


def run(arguments: argparse.Namespace) -> int:
    """Prove the file, print the findings and the table, and return the exit status."""
    folder = arguments.against.rstrip("/") or "/"
    path = Path(arguments.file)
    if absent([folder]):
        return USAGE
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        template = template_named(arguments)
    except OSError as error:
        print(f"variorum: {error.filename} cannot be read: {error.strerror}", file=sys.stderr)
        return USAGE
    request = Request(
        profile=arguments.profile,
        style=arguments.style,
        conventions=arguments.conventions,
        allow_outside=arguments.allow_outside,
        purposes=purposes_named(arguments),
        template=template,
        questions=arguments.queries,
    )
    prepared = with_stand_ins(prepare(folder, request))
    if not prepared.sound:
        _show(_outcome(prepared, request, (), ()), arguments)
        return FAULTY
    if len(data) > LARGEST:
        reason = f"it has more than {LARGEST // 1_000_000} MB"
        found = ProofUnreadable(file=path.name, reason=reason)
        return _show(_outcome(prepared, request, (found,), ()), arguments)
    chosen, missing = _renderer(path)
    if chosen is None:
        return _show(_outcome(prepared, request, missing, ()), arguments)
    return _show(_prove(prepared, request, chosen, _Finished(path, data, arguments.foreign)), arguments)


def _show(outcome: Outcome, arguments: argparse.Namespace) -> int:
    return show([docket_of(outcome)], arguments)


def _renderer(path: Path) -> tuple[Renderer | Writer | None, tuple[Diagnostic, ...]]:
    """Return the format whose files end like this one; formats are tried by their name first."""
    found: list[Diagnostic] = []
    for one in sorted(registered(RENDERERS).value, key=lambda one: one.name != path.suffix.removeprefix(".")):
        loaded = load_format(one.name)
        found += loaded.diagnostics
        if loaded.value is not None and loaded.value.suffix == path.suffix:
            return loaded.value, ()
    unknown = FormatUnknown(
        format=path.suffix or path.name,
        nearest="“variorum formats” lists those there are.",
    )
    return None, (*found, unknown)


def _prove(
    prepared: Preparation, request: Request, chosen: Renderer | Writer, finished: _Finished
) -> Outcome:
    path, data, foreign = finished.path, finished.data, finished.foreign
    strange = unknown_purposes({chosen.name: chosen}, request.purposes)
    strange += unfit_template((chosen,), request)
    if strange:
        return _outcome(prepared, request, strange, ())
    assert prepared.publication is not None and prepared.style is not None
    if is_writer(chosen):
        assert prepared.edition is not None
        written = prove_written(chosen, prepared.edition, path.name, data)
        if written.value is None:
            return _outcome(prepared, request, written.diagnostics, ())
        made = PressedFile(chosen.name, path, len(data), written.value, 0, None, written=True)
        return _outcome(prepared, request, written.diagnostics, (made,))
    renderer = cast(Renderer, chosen)
    publication = publication_for(chosen, prepared, request)
    read = read_back(renderer, path.name, data)
    if read.value is None:
        return _outcome(prepared, request, read.diagnostics, ())
    made_for = setting_for(renderer, setting_of(publication, prepared.style), request)
    if made_for.diagnostics:
        return _outcome(prepared, request, made_for.diagnostics, ())
    setting = made_for.value
    unknown = what_is_unknown(renderer, data, publication, setting, None if foreign else MOST)
    shown = unknown if not foreign else ()
    found, numbers = _with_numbers(read.value, publication) if foreign else (read.value, ())
    proof = prove(publication, setting.style, found, path.name, shown)
    told: tuple[Diagnostic, ...] = ()
    if foreign:
        told = (*_left_by_kind(path.name, (*unknown, *numbers), proof),)
        proof = replace(
            proof, diagnostics=tuple(d for d in proof.diagnostics if not isinstance(d, ProofForm))
        )
    made = PressedFile(chosen.name, path, len(data), proof, 0, leaves(read.value), written=True)
    return _outcome(prepared, request, (*proof.diagnostics, *told), (made,))


def _with_numbers(found: Extract, publication: Publication) -> tuple[Extract, list[Unknown]]:
    """Return what was read with the edition's labels of notes, and where the file counts otherwise.

    A program may count through the book what another counts anew in each section.
    """
    labels = {note.id: note.label.text for document in publication.documents for note in document.notes}
    numbered, others = with_numbers(found, labels)
    return numbered, [
        Unknown(COUNTED_OTHERWISE, f"note {labels[one.note or '']} ({one.place})") for one in others
    ]


def _left_by_kind(file: str, unknown: Sequence[Unknown], proof: Proof) -> Iterator[Diagnostic]:
    """Yield what of a foreign file is not proofed: what no table knows, and paragraphs of other kinds."""
    kinds: dict[str, list[str]] = {}
    for one in unknown:
        kinds.setdefault(SAID.sub("…", one.what), []).append(one.at)
    forms = [one.context for one in proof.diagnostics if isinstance(one, ProofForm)]
    if forms:
        kinds["how words are put together"] = forms
    for what, places in sorted(kinds.items()):
        yield ForeignUnproofed(file=file, what=what, count=len(places), at=places[0])


def _outcome(
    prepared: Preparation, request: Request, found: tuple[Diagnostic, ...], made: tuple[PressedFile, ...]
) -> Outcome:
    """Return the outcome; of the edition's own findings only errors are shown, they are `check`'s affair.

    What was read from outside is named too, for it was asked for with this command.
    """
    own = with_acceptances(prepared, prepared.diagnostics, request, rendered=False)
    told = tuple(one for one in own if one.severity is Severity.ERROR or isinstance(one, FileFromOutside))
    files = tuple(replace(one, source=prepared.accounted) for one in made)
    return Outcome(prepared.folder, prepared.name, (*told, *found), prepared.sources, files)
