"""Read edition.toml into a `Project`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from variorum.callslips import CallSlips
from variorum.decode import decode
from variorum.doors import SignAt
from variorum.findings import Diagnostic, Result, Severity
from variorum.findings.catalogue import RECORDS
from variorum.findings.edition import IdTwice, KeyMissing, ValueWrong
from variorum.findings.files import FileEmpty
from variorum.folder import LONGEST_TABLE, EditionFolder
from variorum.model import Agent, Emendation, Identifier, Imprint, MatterPlace, Person, SignDeclaration
from variorum.model.document import Places
from variorum.project import NAME, Acceptance, DocumentFile, MatterFile, NamedThing, Project
from variorum.project.files import file_at, files_like, missing
from variorum.project.keys import AgentRow, ContributorRow, DocumentRow, EditionTable, MatterRow
from variorum.source import Span
from variorum.tables.declaration import short
from variorum.tables.domains import ID
from variorum.tables.layers import LayeredTable
from variorum.tables.reading import Reading
from variorum.toml import Path as TomlPath
from variorum.toml import TomlText, nearest, read
from variorum.words.edition_language import LanguageChoice

NOT_RENAMED: Mapping[str, str] = {}


def load(
    root: Path,
    allow_outside: bool = False,
    instead: Mapping[str, bytes] | None = None,
    slips: CallSlips | None = None,
) -> Result[Project | None]:
    """Read the edition in folder `root`; no project at all means that edition.toml itself cannot be read.

    `instead` are the bytes of files in the place of those that lie there; `slips` note what is handed out.
    """
    folder = EditionFolder(root, allow_outside, instead or {}, slips or CallSlips())
    data = folder.read(NAME, None, LONGEST_TABLE)
    if data.value is None:
        return Result(None, data.diagnostics or (missing(folder, NAME, None),))
    decoded = decode(NAME, data.value, None)
    faults = data.diagnostics + tuple(one for one in decoded.diagnostics if not isinstance(one, FileEmpty))
    if any(one.severity is Severity.ERROR for one in faults):
        return Result(None, faults)
    toml = read(decoded.value)
    if toml.diagnostics:
        return Result(None, faults + toml.diagnostics)
    whole = LayeredTable()
    whole.lay(toml.value)
    reading = Reading(whole, NAME)
    table = reading.record(EditionTable, whole.table)
    assert table is not None, "an edition has a default for every key"
    project = _Loader(folder, toml.value, table, reading.found).project()
    return Result(project, faults + tuple(reading.found))


@dataclass(frozen=True, slots=True)
class _Loader:
    """The table of an edition.toml, checked, on its way to the project, and the findings so far."""

    folder: EditionFolder
    text: TomlText
    table: EditionTable
    found: list[Diagnostic]

    def project(self) -> Project:
        """Return what the table says."""
        table = self.table
        documents = tuple(self.documents())
        project = Project(
            folder=self.folder,
            toml=self.text,
            id=table.id,
            imprint=self.imprint(),
            documents=documents,
            agents=tuple(self.agents()),
            persons=tuple(
                Person(**self.data(row), span=self.text.key(*row.at), places=self.data_places(*row.at))
                for row in table.persons
            ),
            emendations=tuple(self.emendations(documents)),
            declared=tuple(
                SignDeclaration(
                    "".join(sign.split()),
                    meaning,
                    self.text.key("signs", sign),
                    (("meaning", self.text.value("signs", sign)),),
                )
                for sign, meaning in table.signs.items()
            ),
            accepted=tuple(self.acceptances()),
            places=self.places({document.id for document in documents}),
            matter=(*self.matter(table.front, before=True), *self.matter(table.back, before=False)),
            convention=self.thing(table.convention, "convention"),
            overrides=table.override,
            printed_as=None if table.printed_as is None else self.thing(table.printed_as, "printed_as"),
            words=self.words(),
            profile=self.thing(table.profile, "profile"),
            style=self.thing(table.style, "style"),
            formats=tuple(self.thing(name, "formats", at) for at, name in enumerate(table.formats)),
        )
        self.found.extend(_twice(_ids(project)))
        return project

    def thing(self, name: str, *path: str | int) -> NamedThing:
        """Return what a key names, with its place if the file names it."""
        return NamedThing(name, self.text.values.get(path))

    def data(self, row: object) -> dict[str, Any]:
        """Return the data of a row, by the names of its fields."""
        return {one.name: getattr(row, one.name) for one in fields(row) if one.name != "at"}  # type: ignore[arg-type]

    def data_places(self, *row: str | int, renamed: Mapping[str, str] = NOT_RENAMED) -> Places:
        """Return where the data of the outermost table, or of one row of another, stand."""
        found = (
            (path[len(row) :], span) for path, span in self.text.values.items() if path[: len(row)] == row
        )
        return tuple(
            ("/".join((renamed.get(str(path[0]), str(path[0])), *map(str, path[1:]))), span)
            for path, span in found
            if path and len(path) <= 2
        )

    def words(self) -> LanguageChoice:
        """Return in which language, and by which phrases, the edition speaks."""
        return LanguageChoice(
            tag=self.table.language,
            place=self.text.values.get(("language",)),
            file=self.table.words,
            file_place=self.text.values.get(("words",)),
            toml=self.text,
            phrases=self.table.phrase,
        )

    def imprint(self) -> Imprint:
        """Return what title pages and metadata say."""
        table = self.table
        return Imprint(
            title=table.title,
            subtitle=table.subtitle,
            publisher=table.publisher,
            place=table.place,
            year=table.year,
            text=table.imprint,
            rights=table.rights,
            credits=table.credits,
            cite=table.cite,
            modified=table.modified,
            language=table.language,
            source_languages=table.source_languages,
            identifiers=tuple(
                Identifier(row.scheme, row.value, row.format, self.data_places(*row.at))
                for row in table.identifiers
            ),
            description=table.description,
            places=self.data_places(renamed={"imprint": "text"}),
        )

    # ---- files

    def documents(self) -> Iterator[DocumentFile]:
        """Yield the transcripts, patterns unfolded."""
        for row in self.table.documents:
            said = self.text.table["document"][row.at[1]]
            if "files" in said and ("file" in said or "id" in said):
                self.wrong("files", row.at, "alone: its files' names are the ids", "beside “id” or “file”")
            elif row.files is not None:
                named = self.text.value(*row.at, "files")
                paths = files_like(self.folder, row.files, named)
                self.found.extend(paths.diagnostics)
                yield from self.unfolded(paths.value, row, named)
            elif row.id is not None and row.file is not None:
                named = self.text.value(*row.at, "file")
                self.found.extend(file_at(self.folder, row.file, named))
                yield self.document(row, row.id, row.file, self.text.key(*row.at), named)
            elif "files" not in said:
                for name in ("id", "file"):
                    if name not in said:
                        self.lacks(name, self.text.key(*row.at))

    def unfolded(self, paths: tuple[str, ...], row: DocumentRow, named: Span) -> Iterator[DocumentFile]:
        """Yield the documents of a pattern; a name that cannot be an id is a finding."""
        for one in paths:
            name = Path(one).stem
            if ID.value(name) is not None:
                yield self.document(row, name, one, named, named)
            else:
                found = f"“{short(one)}”"
                self.wrong("files", row.at, "a pattern of names that can be ids", found, "Rename the file.")

    def document(self, row: DocumentRow, name: str, path: str, place: Span, named: Span) -> DocumentFile:
        """Return a document of a row."""
        convention = row.convention
        return DocumentFile(
            name,
            path,
            encoding=row.encoding,
            base=row.base,
            matter=None if row.matter is None else MatterPlace(row.matter),
            languages=row.languages,
            full_line=row.full_line,
            head=tuple(
                (kind, words, self.text.value(*row.at, "head", kind)) for kind, words in row.head.items()
            ),
            convention=None if convention is None else self.thing(convention, *row.at, "convention"),
            overrides=row.override,
            row=row.at,
            span=place,
            path_span=named,
        )

    def matter(self, rows: Iterable[MatterRow], before: bool) -> Iterator[MatterFile]:
        """Yield the texts of the edition's own, before or behind the documents."""
        for row in rows:
            place, title, named = (
                self.text.key(*row.at),
                *(self.text.value(*row.at, key) for key in ("title", "file")),
            )
            self.found.extend(file_at(self.folder, row.file, named))
            yield MatterFile(row.id, row.title, row.file, before, place, title, named)

    # ---- people

    def agents(self) -> Iterator[Agent]:
        """Yield editors, translators and contributors."""
        table = self.table
        rows: tuple[tuple[AgentRow | ContributorRow, str], ...] = (
            *((row, "editor") for row in table.editors),
            *((row, "translator") for row in table.translators),
            *((row, row.role) for row in table.contributors),
        )
        for row, work in rows:
            places = self.data_places(*row.at)
            yield Agent(row.id, row.name, work, row.initials, self.text.key(*row.at), places)

    # ---- acts

    def emendations(self, documents: tuple[DocumentFile, ...]) -> Iterator[Emendation]:
        """Yield the emendations; one of a document that is not there is a finding.

        Whether a TEI file holds the document FILE.NAME is known when it has been read.
        """
        known = {one.id for one in documents}
        volumes = tuple(f"{one.id}." for one in documents if one.path.lower().endswith((".xml", ".tei")))
        for row in self.table.emendations:
            if row.document in known or row.document.startswith(volumes):
                place, places = self.text.key(*row.at), self.data_places(*row.at)
                yield Emendation(**self.data(row), span=place, places=places)
            else:
                self.no_document(row.document, row.at, known)

    def places(self, documents: set[str]) -> dict[str, tuple[SignAt, ...]]:
        """Return the places at which marks are other signs, by document."""
        found: dict[str, tuple[SignAt, ...]] = {}
        for row in self.table.sign_places:
            if row.document not in documents:
                self.no_document(row.document, row.at, documents)
                continue
            sign = SignAt(row.lemma, row.sign, row.page, row.occurrence, self.text.key(*row.at))
            found[row.document] = (*found.get(row.document, ()), sign)
        return found

    def acceptances(self) -> Iterator[Acceptance]:
        """Yield the accepted findings; errors cannot be accepted, only mended."""
        for row in self.table.accepted:
            record = RECORDS.get(row.code)
            if record is None:
                grave = {slug for slug, one in RECORDS.items() if one.severity is Severity.ERROR}
                hint = nearest(row.code, [slug for slug in RECORDS if slug not in grave])
                self.wrong("code", row.at, "the code of a warning", f'"{row.code}"', hint)
            elif record.severity is Severity.ERROR:
                hint = "An error must be mended."
                self.wrong("code", row.at, "the code of a warning", f'"{row.code}"', hint)
            else:
                yield Acceptance(record, row.place, row.reason, self.text.key(*row.at))

    # ---- findings

    def no_document(self, name: str, path: TomlPath, known: Iterable[str]) -> None:
        """Note that there is no document of a name."""
        hint = nearest(name, sorted(known))
        self.wrong("document", path, "the id of a document", f'"{name}"', hint)

    def wrong(self, name: str, path: TomlPath, expected: str, found: str, hint: str = "") -> None:
        """Note a value that cannot be."""
        place = self.text.value(*path, name)
        self.found.append(ValueWrong(place, key=name, expected=expected, found=found, nearest=hint))

    def lacks(self, name: str, place: Span) -> None:
        """Note that a document has no id or no file."""
        hint = 'Write id = "…" and file = "…", or files = "documents/*.txt".'
        self.found.append(KeyMissing(place, table="[[document]]", key=name, example=hint))


def _ids(project: Project) -> Iterator[tuple[str, Span | None]]:
    """Yield all ids of an edition; they share one space of names."""
    for group in (project.documents, project.matter, project.agents, project.persons):
        for one in group:
            yield one.id, one.span


def _twice(ids: Iterator[tuple[str, Span | None]]) -> Iterator[Diagnostic]:
    """Yield a finding for each id that was there before."""
    first: dict[str, str] = {}
    for name, place in ids:
        if name in first:
            yield IdTwice(place, id=name, place=first[name])
        first.setdefault(name, str(place))
