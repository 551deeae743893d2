"""From an edition's folder to the publication: read every document, annotate, choose the style."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePath

from variorum import conventions, style
from variorum.account import NO_ACCOUNT, Account, account
from variorum.apparatus import Holdings, OwnText, Profile, annotate, load_profile
from variorum.apparatus.edition import unknown_signs
from variorum.callslips import CallSlips
from variorum.claim import Claim
from variorum.conventions import Conventions, ConventionSet, Decision, Overrides
from variorum.conventions.load import unread
from variorum.conventions.normal_forms import is_read
from variorum.doors import Codec
from variorum.findings import Diagnostic, Result, Severity
from variorum.findings.edition import AcceptedUnused
from variorum.findings.typesetting import LayoutWarning, NoteFar
from variorum.folder import EditionFolder
from variorum.fonts import absent, fitted
from variorum.model import Document, Edition, Field, FieldKind, MatterPlace, Paragraph, Text
from variorum.model.calls import with_own_names
from variorum.origin import of_edition
from variorum.press import Request
from variorum.press.document_files import read_file
from variorum.press.glyphs import characters_of
from variorum.press.pictures import pictures
from variorum.press.unprintable import with_placeholders
from variorum.project import MatterFile, NamedThing, Project
from variorum.project.load import load
from variorum.proof import Count
from variorum.publication import Publication, Run
from variorum.registry import CODECS, Loaded, readers
from variorum.source import Source
from variorum.style import Style
from variorum.words.edition_language import edition_language
from variorum.words.language import Language

Codecs = Sequence[Loaded[Codec]]
OWN_WORDS = ConventionSet("", "", ())
"""The set of the edition's own texts: none. Its brackets are brackets there, and its italics are italics."""
RENDERED = (LayoutWarning, NoteFar)
"""Findings that only a renderer makes: a check cannot say that they no longer occur."""


@dataclass(frozen=True, slots=True)
class Preparation:
    """An edition before any format; what could not be made is None.

    `decisions` are, by document, the rules that decided what its signs mean, `claims`, by file, what its
    codec says of its marks. `whole`: every document could be read; `conventions` are the sets of each.
    """

    folder: str
    project: Project | None = None
    edition: Edition | None = None
    whole: bool = True
    style: Style | None = None
    profile: Profile | None = None
    publication: Publication | None = None
    language: Language | None = None
    formats: tuple[NamedThing, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    decisions: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)
    claims: Mapping[str, tuple[Claim, ...] | None] = field(default_factory=dict, repr=False)
    account: Account = NO_ACCOUNT
    conventions: Conventions | None = None
    slips: CallSlips = field(default_factory=CallSlips, compare=False, repr=False)

    @property
    def name(self) -> str:
        """Return the edition's id, or its folder where it has none."""
        return self.project.id if self.project else self.folder

    @property
    def accounted(self) -> Count | None:
        """Return of how many characters of the sources the account knows what became; none if it has none."""
        if not self.account.sources:
            return None
        total = sum(one.characters for one in self.account.sources)
        return Count("source", total, total - sum(one.lost for one in self.account.sources))

    @property
    def sound(self) -> bool:
        """Return whether the edition can be set."""
        errors = any(one.severity is Severity.ERROR for one in self.diagnostics)
        return self.publication is not None and not errors


def prepare(
    folder: str,
    request: Request,
    instead: Mapping[str, bytes] | None = None,
    slips: CallSlips | None = None,
) -> Preparation:
    """Read and annotate an edition; every fault on the way is a finding, and the rest goes on.

    `instead` are the bytes of files in the place of those that lie in the folder; `slips` note what is
    opened.
    """
    slips = slips or CallSlips()
    loaded = load(Path(folder), request.allow_outside, instead, slips)
    if loaded.value is None:
        prepared = Preparation(folder, diagnostics=loaded.diagnostics)
    else:
        prepared = _prepared(folder, loaded.value, loaded.diagnostics, request)
    own = EditionFolder(Path(folder), request.allow_outside, slips=slips)
    return replace(prepared, slips=slips, sources={**tables(own, prepared.diagnostics), **prepared.sources})


def _prepared(folder: str, project: Project, found: tuple[Diagnostic, ...], request: Request) -> Preparation:
    """Read and annotate the edition of a project."""
    asked = NamedThing(request.style) if request.style else project.style
    house = style.load(asked.name, asked.span, project.folder)
    asked = NamedThing(request.profile) if request.profile else project.profile
    language = project.imprint.language
    profile = load_profile(asked.name, asked.span, project.folder, language)
    spoken = edition_language(project.words, project.folder)
    prepared = Preparation(
        folder,
        project,
        style=house.value,
        profile=profile.value,
        language=spoken.value,
        formats=tuple(NamedThing(name) for name in request.formats) if request.formats else project.formats,
        diagnostics=found + house.diagnostics + profile.diagnostics + spoken.diagnostics,
        sources={project.toml.source.path: project.toml.source},
    )
    if not project.convention.name:
        return prepared
    sets = _conventions(project, request)
    codecs = readers(CODECS)
    prepared = replace(prepared, diagnostics=prepared.diagnostics + codecs.diagnostics + sets.diagnostics)
    if not sets.value.main.signs or sets.errors:
        return prepared
    unknown = tuple(unknown_signs(profile.value, sets.value))
    prepared = replace(prepared, diagnostics=prepared.diagnostics + unknown)
    read, spread = _read(prepared, project, sets.value, codecs.value)
    return _annotated(replace(read, conventions=spread), project, spread, codecs.value)


def _conventions(project: Project, request: Request) -> Result[Conventions]:
    """Return the sets by which the documents are read and printed.

    What the edition overrides is laid over its own set, what a document overrides over that or over its own.
    """
    edition = Overrides(project.overrides, project.toml, ("override",))
    language = project.imprint.language
    spoken = tuple(dict.fromkeys((one.languages or (language,))[0] for one in project.documents))
    load_set = partial(conventions.load, folder=project.folder, language=language, spoken=spoken)
    main = load_set(project.convention.name, edition, place=project.convention.span)
    found = list(main.diagnostics)
    loaded: dict[tuple[str | int, ...], ConventionSet] = {}
    own: dict[str, ConventionSet] = {}
    for one in project.documents:
        if one.convention is None and not one.overrides:
            continue
        if one.row not in loaded:
            asked = one.convention or project.convention
            first = (edition,) if asked.name == project.convention.name else ()
            last = Overrides(one.overrides, project.toml, (*one.row, "override"))
            made = load_set(asked.name, *first, last, place=asked.span)
            found += made.diagnostics
            loaded[one.row] = made.value
        own[one.id] = loaded[one.row]
    found += _unread(project, Conventions(main.value, own))
    asked_for = NamedThing(request.conventions) if request.conventions else project.printed_as
    printed = main if asked_for is not None else None
    if asked_for is not None and asked_for.name != project.convention.name:
        printed = load_set(asked_for.name, place=asked_for.span)
        found += printed.diagnostics
    return Result(
        Conventions(main.value, own, printed.value if printed else None), tuple(dict.fromkeys(found))
    )


def _unread(project: Project, sets: Conventions) -> Iterator[Diagnostic]:
    """Yield a finding for each document in a language that cannot be read, where the set says none itself."""
    for one in project.documents:
        spoken = one.languages[0] if one.languages else project.imprint.language
        if sets.reading(one.id).language is None and not is_read(spoken):
            way = (*one.row, "languages") if one.languages else ("language",)
            yield unread(project.toml.value(*way), spoken)


def with_stand_ins(prepared: Preparation) -> Preparation:
    """Return a preparation whose style has, of typefaces that stand in, those that the edition needs."""
    if prepared.publication is None or prepared.style is None or absent(prepared.style.font, None):
        return prepared
    font = fitted(prepared.style.font, characters_of(prepared.publication))
    return replace(prepared, style=replace(prepared.style, font=font))


def with_acceptances(
    prepared: Preparation, found: Iterable[Diagnostic], request: Request, rendered: bool
) -> tuple[Diagnostic, ...]:
    """Return findings with those accepted that edition.toml accepts, and one for each acceptance without use.

    `rendered`: every format of the edition was set, so that a renderer's findings would be among them.
    """
    project = prepared.project
    if project is None:
        return tuple(found)
    marked, used = [], set()
    for one in found:
        fitting = [at for at, accept in enumerate(project.accepted) if accept.covers(one)]
        used.update(fitting)
        marked.append(one.accept(project.accepted[fitting[0]].reason) if fitting else one)
    as_planned = request.profile is None and request.style is None and request.conventions is None
    if prepared.sound and as_planned:
        for at, accept in enumerate(project.accepted):
            if at not in used and (rendered or not issubclass(accept.record, RENDERED)):
                where = f"{accept.record.slug} at {accept.place}" if accept.place else accept.record.slug
                marked.append(AcceptedUnused(accept.span, entry=where))
    return tuple(marked)


def _read(
    prepared: Preparation, project: Project, sets: Conventions, codecs: Codecs
) -> tuple[Preparation, Conventions]:
    """Read the documents; the edition is there as soon as one of them could be read.

    A set of a file's own is returned as the set of each document of the file.
    """
    found = list(prepared.diagnostics)
    sources = dict(prepared.sources)
    claims = dict(prepared.claims)
    documents: list[Document] = []
    decisions: dict[str, tuple[Decision, ...]] = {}
    persons = {one.id: one for one in project.persons}
    own: dict[str, ConventionSet] = {}
    whole = True
    for one in project.documents:
        reading = read_file(project, one, sets.reading(one.id), codecs)
        found += reading.diagnostics
        documents += (replace(each, matter=one.matter or each.matter) for each in reading.value.documents)
        if one.id in sets.own:
            own |= {document.id: sets.own[one.id] for document in reading.value.documents}
        decisions |= reading.value.decisions
        persons = {other.id: other for other in reading.value.persons} | persons
        whole = whole and reading.value.whole
        if reading.value.source is not None:
            sources[one.path] = reading.value.source
            claims[one.path] = reading.value.claims
    edition = Edition(
        id=project.id,
        imprint=project.imprint,
        documents=tuple(documents),
        agents=project.agents,
        persons=tuple(persons.values()),
        emendations=project.emendations,
        declared=project.declared,
    )
    read = replace(
        prepared,
        edition=edition if documents else None,
        whole=whole,
        decisions=decisions,
        claims=claims,
        diagnostics=tuple(dict.fromkeys(found)),
        sources=sources,
    )
    return read, replace(sets, own=own)


def _annotated(prepared: Preparation, project: Project, sets: Conventions, codecs: Codecs) -> Preparation:
    """Annotate an edition of which every document could be read."""
    edition = prepared.edition
    if edition is None or prepared.profile is None or not prepared.whole:
        return prepared
    found = list(prepared.diagnostics)
    sources = dict(prepared.sources)
    claims = dict(prepared.claims)
    own: list[tuple[MatterFile, Document]] = []
    for one in project.matter:
        reading = read_file(project, one, OWN_WORDS, codecs)
        found += reading.diagnostics
        for document in reading.value.documents:
            taken = {note.id for _, other in own for note in other.notes}
            own.append((one, with_own_names(document, one.id, taken)))
        if reading.value.source is not None:
            sources[one.path] = reading.value.source
            claims[one.path] = reading.value.claims
    edition = replace(edition, texts=tuple(_text(one, document) for one, document in own))
    shown = pictures(project.folder, (*edition.documents, *(document for _, document in own)))
    texts = tuple(
        OwnText(
            one.id,
            Run(one.title, of_edition(one.title_span)),
            (*document.head.lines, *document.body),
            one.before,
            document.notes,
        )
        for one, document in own
    )
    holdings = Holdings(shown.value, texts, prepared.language)
    printed = annotate(edition, sets, prepared.profile, prepared.style, holdings)
    published = with_placeholders(printed.value, prepared.style)
    named = Counter([*(one.path for one in project.documents), *(one.path for one in project.matter)])
    again = frozenset(path for path, times in named.items() if times > 1)
    counted = account(published.value, sources, claims, again)
    found += [*shown.diagnostics, *printed.diagnostics, *published.diagnostics, *counted.diagnostics]
    return replace(
        prepared,
        edition=edition,
        publication=published.value,
        claims=claims,
        account=counted,
        diagnostics=tuple(dict.fromkeys(found)),
        sources=sources,
    )


def _text(file: MatterFile, read: Document) -> Document:
    """Return a text of the edition's own as a document of it, under the title that edition.toml gives."""
    title = Field(FieldKind.TITLE, (Text(file.title, span=file.title_span),))
    head = replace(read.head, lines=(Paragraph((title,)), *read.head.lines))
    place = MatterPlace.FRONT if file.before else MatterPlace.BACK
    return replace(read, id=file.id, head=head, matter=place)


def tables(folder: EditionFolder, found: Iterable[Diagnostic]) -> dict[str, Source]:
    """Return the texts of the edition's TOML files in which something was found, for their lines."""
    places = {one.span.path for one in found if one.span is not None}
    names = {name for name in places if name.endswith(".toml") and not PurePath(name).is_absolute()}
    texts = {name: folder.text(name, None).value for name in sorted(names)}
    return {name: Source(name, text) for name, text in texts.items() if text is not None}
