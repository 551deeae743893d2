"""From a file of the edition to its documents: a transcript is one, a TEI file may hold many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from variorum.codecs import ReadOptions, read, refusals
from variorum.codecs.tei.reading.xml import is_xml, too_large
from variorum.codecs.tei.volume import read_volume
from variorum.conventions import ConventionSet, Decision
from variorum.decode import decode
from variorum.findings import Diagnostic, Result, Severity
from variorum.findings.files import FileUnreadable
from variorum.model import Document, Field, FieldKind, Paragraph, Person, Text
from variorum.project import DocumentFile, MatterFile, Project
from variorum.source import Source, Span


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds: its documents in order, the persons of its register, and its text for messages.

    `decisions` are, by document, the rules that decided what the signs of a transcript mean. `whole`: the
    file could be read.
    """

    documents: tuple[Document, ...] = ()
    persons: tuple[Person, ...] = ()
    decisions: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)
    source: Source | None = None
    whole: bool = True


def read_file(project: Project, one: DocumentFile | MatterFile, convention: ConventionSet) -> Result[Read]:
    """Read a file of the edition; one that is not there is a finding of edition.toml already."""
    path = project.root / one.path
    try:
        huge = too_large(one.path, path.stat().st_size)
        if huge is not None:
            return Result(Read(whole=False), (huge,))
        data = path.read_bytes()
    except FileNotFoundError:
        return Result(Read(whole=False))
    except OSError as error:
        return Result(Read(whole=False), (_unreadable(one.path, error, one.span),))
    if is_xml(one.path, data):
        read_as_tei = _tei(one, data)
        unfit = refusals(project.places.get(one.id, ()))
        return Result(read_as_tei.value, unfit + read_as_tei.diagnostics)
    return _transcript(project, one, data, convention)


def _transcript(
    project: Project, one: DocumentFile | MatterFile, data: bytes, convention: ConventionSet
) -> Result[Read]:
    decoded = decode(one.path, data, _encoding(one))
    if any(fault.severity is Severity.ERROR for fault in decoded.diagnostics):
        return Result(Read(source=decoded.value, whole=False), decoded.diagnostics)
    reading = read(decoded.value, convention, _options(project, one))
    made = reading.value
    return Result(
        Read((made.document,), (), {one.id: made.decisions}, decoded.value),
        decoded.diagnostics + reading.diagnostics,
    )


def _tei(one: DocumentFile | MatterFile, data: bytes) -> Result[Read]:
    """Read a TEI file; edition.toml has the last word on base, languages and data of the head."""
    volume = read_volume(one.path, data, one.id, _encoding(one))
    if not volume.value.documents:
        return Result(Read(source=volume.value.source, whole=False), volume.diagnostics)
    documents = volume.value.documents
    if isinstance(one, DocumentFile):
        documents = tuple(_with_toml_data(document, one) for document in documents)
    return Result(Read(documents, volume.value.persons, {}, volume.value.source), volume.diagnostics)


def _with_toml_data(document: Document, one: DocumentFile) -> Document:
    """Return a document with what edition.toml says of it; a datum that it gives replaces the file's own."""
    given = {FieldKind(kind) for kind, _ in one.head}
    kept = tuple(
        line
        for line in document.head.added
        if not any(isinstance(part, Field) and part.kind in given for part in line.children)
    )
    added = tuple(
        Paragraph((Field(FieldKind(kind), (Text(words),), span=one.span),), span=one.span)
        for kind, words in one.head
    )
    return replace(
        document,
        base=one.base or document.base,
        languages=one.languages or document.languages,
        head=replace(document.head, added=kept + added),
    )


def _encoding(one: DocumentFile | MatterFile) -> str | None:
    return one.encoding if isinstance(one, DocumentFile) else None


def _options(project: Project, one: DocumentFile | MatterFile) -> ReadOptions:
    options = ReadOptions(one.id, declared=project.declared)
    if isinstance(one, MatterFile):
        return options
    return replace(
        options,
        places=project.places.get(one.id, ()),
        base=one.base,
        languages=one.languages,
        full_line=one.full_line or options.full_line,
        head=tuple((FieldKind(kind), words) for kind, words in one.head),
    )


def _unreadable(path: str, error: OSError, place: Span | None) -> Diagnostic:
    reason = error.strerror or str(error)
    return FileUnreadable(place, path=path, reason=reason[:1].lower() + reason[1:])
