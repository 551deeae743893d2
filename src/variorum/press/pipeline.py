"""The way from an edition's folder to its files: prepare, set, bind and prove, write."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from variorum.contract import Renderer, ReturningFormat, Setting, Sheet, Writer, is_writer
from variorum.docket import FAILED
from variorum.findings import Diagnostic, Result, Severity
from variorum.findings.machine import FormatNotKept, ProcessLost
from variorum.findings.proof import ProofModel
from variorum.findings.typesetting import FontMissing
from variorum.folder import EditionFolder
from variorum.fonts import absent
from variorum.model import Edition
from variorum.press import OF_FORMAT, Outcome, PressedFile, Request, Watch, cache
from variorum.press.binding import Binding, FinishedFile, Writing, current_file, finish, remember
from variorum.press.glyphs import unshown
from variorum.press.output import write_all
from variorum.press.preparation import Preparation, prepare, tables, with_acceptances, with_stand_ins
from variorum.press.questions import publication_for
from variorum.press.sheets import Task, set_all, setting_for, setting_of, unfit_template
from variorum.press.workers import Workers
from variorum.project import NamedThing
from variorum.publication import Publication
from variorum.registry import (
    RENDERERS,
    Registration,
    load_format,
    registered,
    unknown_format,
    unknown_purposes,
)
from variorum.style import place_of_family


def check(folder: str, request: Request) -> Outcome:
    """Return the findings of an edition; nothing is set or written."""
    prepared = with_stand_ins(prepare(folder, request))
    listed, missing = _registered_formats(prepared)
    prepared = _foreseeing(prepared, request, (*missing, *_type_faults(prepared, listed, request)))
    prepared = _foreseeing(prepared, request, _unkept(prepared, listed))
    found = with_acceptances(prepared, prepared.diagnostics, request, rendered=False)
    signs = prepared.publication.sign_counts if prepared.publication else ()
    return Outcome(folder, prepared.name, found, prepared.sources, signs=signs)


def build(folder: str, request: Request, watch: Watch, workers: Workers) -> Outcome:
    """Build an edition.

    Files that have passed their proof are written together; if a format fails, its file is set aside. A file
    that lies there as it passed its proof is not made again while nothing that it is made from has changed.
    """
    watch.stage(folder, "reading", 1)
    read = prepared = with_stand_ins(prepare(folder, request))
    watch.step()
    listed, missing = _registered_formats(prepared)
    missing += unknown_purposes({one.name: _loaded(one) for one in listed}, request.purposes)
    written = {one.name for one in listed if _is_written(one)}
    prepared = _foreseeing(prepared, request, (*missing, *_type_faults(prepared, listed, request)))
    publication, style, edition = prepared.publication, prepared.style, prepared.edition
    if publication is None or style is None or edition is None or not prepared.sound:
        return _outcome(prepared, request, (), ())
    if _must_stop(prepared, request, ()):
        return _outcome(prepared, request, (), ())
    settings, strange = _settings(listed, setting_of(publication, style), request)
    prepared = _foreseeing(prepared, request, strange)
    if _must_stop(prepared, request, ()):
        return _outcome(prepared, request, (), ())
    publications = {one.name: publication_for(_loaded(one), read, request) for one in listed}
    book = _Book.of(publications, edition, settings, written)
    current = {one.name: file for one in listed if (file := book.current_file(one, request.out))}
    anew = [one for one in listed if one.name not in current]
    typeset = [one for one in anew if one.name not in written]
    tasks = book.tasks(typeset)
    if tasks:
        watch.stage(prepared.name, f"setting {', '.join(one.name for one in typeset)}", len(tasks))
    characters = sum(len(source.text) for source in prepared.sources.values())
    sheets = set_all(tasks, workers, watch.step, characters)
    of_sheets = {
        one.name: [sheet for task, sheet in zip(tasks, sheets, strict=True) if task.format == one.name]
        for one in typeset
    }
    made: list[Binding | Writing] = [
        Writing(one.name, one.distribution, edition, request.out) for one in anew if one.name in written
    ]
    made += (
        Binding(one.name, one.distribution, publications[one.name], whole, settings[one.name], request.out)
        for one in typeset
        if (whole := _whole(of_sheets[one.name])) is not None
    )
    if made:
        watch.stage(prepared.name, "binding and proofing", len(made))
    bound = _finished_files(made, workers, watch, characters * len(made))
    bound = (*current.values(), *bound)
    found = [one for sheet in sheets for one in sheet.diagnostics]
    found += [one for result in bound for one in result.diagnostics]
    spoilt = {name for name, own in of_sheets.items() if any(sheet.errors for sheet in own)}
    files = [result.value for result in bound if result.value is not None]
    good = [one for one in files if one.made.proof.passed and one.made.format not in spoilt]
    bad = [one for one in files if one not in good]
    book.remember(good, anew, of_sheets, bound)
    return _write(prepared, request, _Harvest(listed, good, bad), found)


def _whole(sheets: Sequence[Result[Sheet | None]]) -> tuple[Sheet, ...] | None:
    """Return the sheets of a book; none if one is lacking."""
    found = tuple(one.value for one in sheets if one.value is not None)
    return found if len(found) == len(sheets) else None


def _settings(
    listed: Sequence[Registration], setting: Setting, request: Request
) -> tuple[dict[str, Setting], tuple[Diagnostic, ...]]:
    """Return the setting of each format, and what is wrong with what is asked for."""
    formats = {one.name: _loaded(one) for one in listed}
    shelves = {one.name: cache.PartShelf.of(one.name, one.package) for one in listed}
    made = {name: setting_for(one, setting, request) for name, one in formats.items()}
    found = unfit_template(formats.values(), request)
    found += tuple(each for one in made.values() for each in one.diagnostics)
    return {
        name: replace(one.value, shelf=shelves[name].within(one.value)) for name, one in made.items()
    }, found


@dataclass(frozen=True, slots=True)
class _Book:
    """The publications of formats, their settings, and the digests by which what is made of them is known.

    `contents` are those of documents, in their order, `wholes` those of publications, `own` of settings, each
    by format. `written` is that of the edition for each format that is made from it.
    """

    publications: Mapping[str, Publication]
    edition: Edition
    settings: Mapping[str, Setting]
    contents: Mapping[str, tuple[str, ...]]
    wholes: Mapping[str, str]
    own: Mapping[str, str]
    written: Mapping[str, str]

    @classmethod
    def of(
        cls,
        publications: Mapping[str, Publication],
        edition: Edition,
        settings: Mapping[str, Setting],
        written: Collection[str],
    ) -> _Book:
        """Take the digests of publications, and of their edition where formats are `written` from that."""
        contents, wholes = {}, {}
        known: dict[int, tuple[tuple[str, ...], str]] = {}
        for name, publication in publications.items():
            if id(publication) not in known:
                documents = tuple(map(cache.digest, publication.documents))
                whole = cache.digest((replace(publication, documents=()), documents))
                known[id(publication)] = documents, whole
            contents[name], wholes[name] = known[id(publication)]
        own = {name: cache.digest(one) for name, one in settings.items()}
        of_edition = cache.digest(edition) if written else ""
        anew = dict.fromkeys(written, of_edition)
        return cls(publications, edition, settings, contents, wholes, own, anew)

    def tasks(self, formats: Sequence[Registration]) -> list[Task]:
        """Return the tasks of setting the documents."""
        return [
            Task.of(one, document, self.settings[one.name], cache.digest((content, self.own[one.name])))
            for one in formats
            for document, content in zip(
                self.publications[one.name].documents, self.contents[one.name], strict=True
            )
        ]

    def current_file(self, listed: Registration, out: Path) -> Result[FinishedFile | None] | None:
        """Return the file of a format if it lies there as it was proofed, and nothing has changed since."""
        loaded = load_format(listed.name).value
        if loaded is None:
            return None
        path = out / f"{self.publications[listed.name].id}{loaded.suffix}"
        return current_file(self.key(listed), path, self.content(listed))

    def remember(
        self,
        good: Sequence[FinishedFile],
        formats: Sequence[Registration],
        of_sheets: Mapping[str, Sequence[Result[Sheet | None]]],
        bound: Sequence[Result[FinishedFile | None]],
    ) -> None:
        """Keep what is known of files that were made and are good."""
        there = {one.name: one for one in formats}
        for result in bound:
            file = result.value
            if file in good and file is not None and file.made.format in there:
                name = file.made.format
                found = [one for sheet in of_sheets.get(name, ()) for one in sheet.diagnostics]
                content = self.content(there[name])
                remember(self.key(there[name]), file, content, (*found, *result.diagnostics))

    def content(self, listed: Registration) -> Publication | Edition:
        """Return what a format is made from."""
        return self.edition if listed.name in self.written else self.publications[listed.name]

    def key(self, listed: Registration) -> str:
        """Return the key of the file of a format."""
        edition = self.written.get(listed.name)
        content = (self.wholes[listed.name], self.own[listed.name]) if edition is None else (edition,)
        return cache.key(listed.name, listed.package, "file", *content)


def _registered_formats(prepared: Preparation) -> tuple[tuple[Registration, ...], tuple[Diagnostic, ...]]:
    """Return the registered formats that are asked for, and a finding for each that is not there."""
    there = {one.name: one for one in registered(RENDERERS).value}
    names = dict.fromkeys(asked.name for asked in prepared.formats)
    absent = tuple(unknown_format(one.name, one.span) for one in prepared.formats if one.name not in there)
    return tuple(there[name] for name in names if name in there), absent


def _is_written(listed: Registration) -> bool:
    """Return whether a format is made from the edition; one that cannot be loaded is left to who sets it."""
    loaded = load_format(listed.name).value
    return loaded is not None and is_writer(loaded)


def _foreseeing(prepared: Preparation, request: Request, more: Sequence[Diagnostic]) -> Preparation:
    """Return a preparation with more findings, and with the tables that they stand in."""
    own = EditionFolder(Path(prepared.folder), request.allow_outside, slips=prepared.slips)
    sources = {**tables(own, more), **prepared.sources}
    return replace(prepared, diagnostics=(*prepared.diagnostics, *more), sources=sources)


def _type_faults(
    prepared: Preparation, listed: Sequence[Registration], request: Request
) -> tuple[Diagnostic, ...]:
    """Return what the typeface of the house style lacks: itself, or signs that a format would embed."""
    if prepared.style is None or prepared.project is None:
        return ()
    formats = [one for one in map(_loaded, listed) if one is not None and not is_writer(one)]
    if not formats:
        return ()
    asked = NamedThing(request.style) if request.style else prepared.project.style
    missing = absent(prepared.style.font, asked.span)
    named = place_of_family(asked.name, asked.span, prepared.project.folder)
    if missing is not None:
        return (replace(missing, span=named) if isinstance(missing, FontMissing) else missing,)
    embeds = any(getattr(one, "embeds_type", False) for one in formats)
    return unshown(prepared.publication, prepared.style, named) if embeds and prepared.publication else ()


def _unkept(prepared: Preparation, listed: Sequence[Registration]) -> tuple[Diagnostic, ...]:
    """Return what formats that are made from the edition would not give back as it is.

    They are quick to write and to read again, so this is tried where one of them is among the formats.
    """
    edition = prepared.edition
    if edition is None or not prepared.sound:
        return ()
    written = [one for one in listed if _is_written(one)]
    done = [finish(Writing(one.name, one.distribution, edition, Path())) for one in written]
    return tuple(
        _in_words(found, one.name)
        for one, made in zip(written, done, strict=True)
        for found in made.diagnostics
    )


def _in_words(found: Diagnostic, name: str) -> Diagnostic:
    """Return what the proof of a file says of the edition that it is to be written from."""
    if not isinstance(found, ProofModel):
        return found
    return FormatNotKept(found.span, format=name, expected=found.expected, found=found.found)


def _loaded(listed: Registration) -> Renderer | Writer | None:
    return load_format(listed.name).value


def _finished_files(
    bindings: Sequence[Binding | Writing], workers: Workers, watch: Watch, characters: int
) -> tuple[Result[FinishedFile | None], ...]:
    """Make the files of all formats; return them in the order of the bindings, a lost process last."""
    done: dict[int, Result[FinishedFile | None]] = {}

    def keep(number: int, made: Result[FinishedFile | None]) -> None:
        done[number] = made
        watch.step()

    all_done = workers.spread(finish, bindings, characters, keep)
    made = tuple(done[number] for number in sorted(done))
    return made if all_done else (*made, Result(None, (ProcessLost(),)))


@dataclass(frozen=True, slots=True)
class _Harvest:
    """What came of the formats that were asked for: files that are good, and files that are not."""

    listed: Sequence[Registration]
    good: Sequence[FinishedFile]
    bad: Sequence[FinishedFile]

    def failed(self, edition: str) -> dict[str, bytes | None]:
        """Return the files that are not good by their names, None for what could not even be made."""
        failed: dict[str, bytes | None] = {one.made.path.name: one.data for one in self.bad}
        there = {one.made.format for one in (*self.good, *self.bad)}
        for one in self.listed:
            loaded = None if one.name in there else load_format(one.name).value
            if loaded is not None:
                failed[f"{edition}{loaded.suffix}"] = None
        return failed

    def files(self, written: bool) -> list[PressedFile]:
        """Return the files in the order of their formats, each with the place at which it lies now."""
        made = [replace(one.made, written=written) for one in self.good]
        for one in self.bad:
            path = one.made.path.parent / FAILED / one.made.path.name
            made.append(replace(one.made, path=path, written=True) if written else one.made)
        order = [one.name for one in self.listed]
        return sorted(made, key=lambda one: order.index(one.format))


def _write(
    prepared: Preparation, request: Request, harvest: _Harvest, found: Sequence[Diagnostic]
) -> Outcome:
    """Write the files that are good, set aside those that are not, and return the outcome.

    If none is good, or something else is wrong, all files of the last build stay.
    """
    wrong = [one for one in found if not isinstance(one, OF_FORMAT)]
    if not harvest.good or _must_stop(prepared, request, wrong):
        return _outcome(prepared, request, harvest.files(written=False), found)
    good = {one.made.path.name: one.data for one in harvest.good}
    failure = write_all(request.out, good, harvest.failed(_edition(prepared)))
    for one in harvest.good:
        if isinstance(load_format(one.made.format).value, ReturningFormat):
            cache.keep_copy(_edition(prepared), one.made.format, one.data)
    made = harvest.files(written=failure is None)
    return _outcome(prepared, request, made, [*found, failure] if failure else found)


def _edition(prepared: Preparation) -> str:
    """Return the id of an edition, which its files are named by."""
    return prepared.name if prepared.project is None else prepared.project.id


def _must_stop(prepared: Preparation, request: Request, found: Sequence[Diagnostic]) -> bool:
    """Return whether the findings so far forbid to go on."""
    whole = with_acceptances(prepared, (*prepared.diagnostics, *found), request, rendered=False)
    grave = {Severity.ERROR, Severity.WARNING} if request.strict else {Severity.ERROR}
    return any(one.severity in grave and one.accepted is None for one in whole)


def _outcome(
    prepared: Preparation, request: Request, made: Sequence[PressedFile], found: Sequence[Diagnostic]
) -> Outcome:
    planned = {one.name for one in prepared.project.formats} if prepared.project else set()
    rendered = planned <= {one.format for one in made}
    diagnostics = with_acceptances(prepared, (*prepared.diagnostics, *found), request, rendered)
    files = tuple(replace(one, source=prepared.accounted) for one in made)
    formats = tuple(one.name for one in prepared.formats)
    told = prepared.folder, prepared.name, diagnostics, prepared.sources, files
    return Outcome(*told, slips=prepared.slips, formats=formats)
