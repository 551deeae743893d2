"""From an edition's folder to the publication: read every document, annotate, choose the style."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from variorum import conventions, style
from variorum.apparatus import annotate
from variorum.build import Request
from variorum.conventions import ConventionSet, Decision
from variorum.diagnostics import Code, Diagnostic, Result, Severity
from variorum.model import Document, Edition, Field, FieldKind, Paragraph, Text
from variorum.project import NAME, Asked, DocumentFile, Project
from variorum.project.load import load
from variorum.publication import Publication
from variorum.readers import Options, decode, read
from variorum.source import Source
from variorum.style import Style

RENDERED = {Code.LAYOUT_WARNING, Code.NOTE_MOVED}
"""Findings that only a renderer makes: a check cannot say that they no longer occur."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An edition before any format; what could not be made is None.

    `decisions` are, by document, the rules that decided what its signs mean.
    """

    folder: str
    project: Project | None = None
    edition: Edition | None = None
    convention: ConventionSet | None = None
    style: Style | None = None
    publication: Publication | None = None
    formats: tuple[Asked, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    decisions: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return the edition's id, or its folder where it has none."""
        return self.project.id if self.project else self.folder

    @property
    def sound(self) -> bool:
        """Return whether the edition can be set."""
        errors = any(one.severity is Severity.ERROR for one in self.diagnostics)
        return self.publication is not None and not errors


def prepare(folder: str, request: Request) -> Prepared:
    """Read and annotate an edition; every fault on the way is a finding, and the rest goes on."""
    loaded = load(Path(folder))
    project = loaded.value
    if project is None:
        return Prepared(folder, diagnostics=loaded.diagnostics, sources=_toml_source(folder))
    found = list(loaded.diagnostics)
    sources = {project.toml.source.path: project.toml.source}
    convention = conventions.load(project.convention.name, project.overrides, project.convention.span)
    asked = Asked(request.style) if request.style else project.style
    house = style.load(asked.name, asked.span, project.root)
    found += [*convention.diagnostics, *house.diagnostics]
    made = Prepared(
        folder,
        project,
        convention=convention.value,
        style=house.value,
        formats=tuple(Asked(name) for name in request.formats) if request.formats else project.formats,
        sources=sources,
    )
    if not convention.value.signs:
        return replace(made, diagnostics=tuple(found))
    documents, decisions = [], {}
    for one in project.documents:
        reading = _document(project, one, convention.value, sources)
        found += reading.diagnostics
        if reading.value is not None:
            document, decisions[one.id] = reading.value
            documents.append(document)
    edition = Edition(
        id=project.id,
        imprint=project.imprint,
        documents=tuple(documents),
        agents=project.agents,
        persons=project.persons,
        emendations=project.emendations,
        declared=project.declared,
    )
    made = replace(made, edition=edition, decisions=decisions)
    if len(documents) < len(project.documents) or not documents:
        return replace(made, diagnostics=tuple(found))
    published = annotate(edition, convention.value, request.profile or project.profile)
    found += published.diagnostics
    return replace(made, publication=published.value, diagnostics=tuple(found))


def accepted(
    prepared: Prepared, found: Iterable[Diagnostic], request: Request, rendered: bool
) -> tuple[Diagnostic, ...]:
    """Return findings with those accepted that edition.toml accepts, and one for each acceptance without use.

    `rendered`: every format of the edition was set, so that a renderer's findings would be among them.
    """
    project = prepared.project
    if project is None:
        return tuple(found)
    marked, used = [], set()
    for one in found:
        fitting = [
            number for number, accept in enumerate(project.accepted) if accept.covers(one.code, one.span)
        ]
        used.update(fitting)
        marked.append(one.accept(project.accepted[fitting[0]].reason) if fitting else one)
    as_planned = request.profile is None and request.style is None
    if prepared.sound and as_planned:
        for number, accept in enumerate(project.accepted):
            if number not in used and (rendered or accept.code not in RENDERED):
                where = f"{accept.code.slug} at {accept.place}" if accept.place else accept.code.slug
                marked.append(Diagnostic.of(Code.ACCEPTED_UNUSED, accept.span, code=where))
    return tuple(marked)


def _document(
    project: Project, one: DocumentFile, convention: ConventionSet, sources: dict[str, Source]
) -> Result[tuple[Document, tuple[Decision, ...]] | None]:
    """Read one document; its source joins `sources`."""
    path = project.root / one.path
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Result(None)
    except OSError as error:
        reason = error.strerror or str(error)
        return Result(None, (Diagnostic.of(Code.FILE_UNREADABLE, one.span, path=one.path, reason=reason),))
    decoded = decode(one.path, data, one.encoding)
    sources[one.path] = decoded.value
    if any(fault.severity is Severity.ERROR for fault in decoded.diagnostics):
        return Result(None, decoded.diagnostics)
    reading = read(decoded.value, convention, Options(one.id, one.base, one.languages))
    document = reading.value.document
    head = replace(document.head, added=document.head.added + _added(one))
    value = replace(document, head=head), reading.value.decisions
    return Result(value, decoded.diagnostics + reading.diagnostics)


def _added(one: DocumentFile) -> tuple[Paragraph, ...]:
    """Return the data of the head that edition.toml gives."""
    return tuple(
        Paragraph((Field(FieldKind(kind), (Text(words, span=one.span),), span=one.span),), span=one.span)
        for kind, words in one.head
    )


def _toml_source(folder: str) -> dict[str, Source]:
    """Return the text of an edition.toml that is not well-formed, for the lines of its findings."""
    try:
        return {NAME: Source(NAME, (Path(folder) / NAME).read_text("utf-8"))}
    except (OSError, UnicodeDecodeError):
        return {}
