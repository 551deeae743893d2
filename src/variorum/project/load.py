"""Read edition.toml into a `Project`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from variorum.decode import decode
from variorum.doors import SignAt
from variorum.findings import Diagnostic, Result, Severity
from variorum.findings.catalogue import RECORDS
from variorum.findings.edition import IdTwice, KeyMissing, ValueWrong
from variorum.findings.files import FileEmpty
from variorum.folder import LONGEST_TABLE, EditionFolder
from variorum.model import Agent, Emendation, Identifier, Imprint, Person, SignDeclaration
from variorum.model.document import Places
from variorum.project import NAME, Acceptance, DocumentFile, MatterFile, NamedThing, Project
from variorum.project.check import TableCheck
from variorum.project.files import file_at, files_like, missing
from variorum.project.keys import EDITION, ID
from variorum.source import Span
from variorum.toml import TomlText, nearest, read
from variorum.words.edition_language import LanguageChoice

LANGUAGE = "en"
"""The language of an edition that names none."""

NOT_RENAMED: Mapping[str, str] = {}
AGENTS = {"editor": "editor", "translator": "translator", "contributor": ""}
IMPRINT = (
    "title",
    "subtitle",
    "publisher",
    "place",
    "year",
    "rights",
    "credits",
    "cite",
    "modified",
    "language",
)


def load(root: Path, allow_outside: bool = False) -> Result[Project | None]:
    """Read the edition in folder `root`; no project at all means that edition.toml itself cannot be read."""
    folder = EditionFolder(root, allow_outside)
    data = folder.read(NAME, None, LONGEST_TABLE)
    if data.value is None:
        return Result(None, data.diagnostics or (missing(root, NAME, None),))
    decoded = decode(NAME, data.value, None)
    faults = data.diagnostics + tuple(one for one in decoded.diagnostics if not isinstance(one, FileEmpty))
    if any(one.severity is Severity.ERROR for one in faults):
        return Result(None, faults)
    toml = read(decoded.value)
    if toml.diagnostics:
        return Result(None, faults + toml.diagnostics)
    check = TableCheck(toml.value)
    table = check.table(EDITION, toml.value.table)
    project = _Reader(folder, toml.value, table, check.found).project()
    return Result(project, faults + tuple(check.found))


@dataclass(frozen=True, slots=True)
class _Reader:
    """The tables of an edition.toml, checked, and the findings so far."""

    folder: EditionFolder
    text: TomlText
    table: dict[str, Any]
    found: list[Diagnostic]

    def project(self) -> Project:
        """Return what the tables say."""
        documents = tuple(self.documents())
        matter = tuple(self.matter())
        project = Project(
            folder=self.folder,
            toml=self.text,
            id=self.table.get("id", "edition"),
            imprint=self.imprint(),
            documents=documents,
            agents=tuple(self.agents()),
            persons=tuple(self.persons()),
            emendations=tuple(self.emendations(documents)),
            declared=tuple(
                SignDeclaration(
                    "".join(sign.split()),
                    meaning,
                    self.text.key("signs", sign),
                    (("meaning", self.text.value("signs", sign)),),
                )
                for sign, meaning in self.table.get("signs", {}).items()
            ),
            accepted=tuple(self.acceptances()),
            places=self.places({document.id for document in documents}),
            matter=matter,
            convention=self.named_thing("convention") or NamedThing(""),
            overrides=self.table.get("override", {}),
            printed_as=self.named_thing("printed_as"),
            words=self.words(),
            profile=self.table.get("profile", "edition"),
            style=self.named_thing("style") or NamedThing("house"),
            formats=self.formats(),
        )
        self.found.extend(_twice(_ids(project)))
        return project

    def rows(self, name: str) -> Iterator[tuple[dict[str, Any], Span]]:
        """Yield the entries of an array of tables with their places."""
        for row in self.table.get(name, ()):
            yield row, self.text.key(*row[""])

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

    def named_thing(self, name: str) -> NamedThing | None:
        """Return what a key names, with its place."""
        return NamedThing(self.table[name], self.text.value(name)) if name in self.table else None

    def words(self) -> LanguageChoice:
        """Return in which language, and by which phrases, the edition speaks."""
        file, language = self.named_thing("words"), self.named_thing("language")
        return LanguageChoice(
            tag=language.name if language else LANGUAGE,
            place=language.span if language else None,
            file=file.name if file else None,
            file_place=file.span if file else None,
            toml=self.text,
            phrases=self.table.get("phrase", {}),
        )

    def formats(self) -> tuple[NamedThing, ...]:
        """Return the formats that a build makes."""
        named = self.table.get("formats")
        if named is None:
            return (NamedThing("pdf"), NamedThing("epub"), NamedThing("docx"))
        return tuple(NamedThing(name, self.text.value("formats", at)) for at, name in enumerate(named))

    def imprint(self) -> Imprint:
        """Return what title pages and metadata say."""
        table = self.table
        simple = {name: table[name] for name in IMPRINT if name in table}
        return Imprint(
            **{"title": "", "language": LANGUAGE} | simple,
            text=table.get("imprint", ()),
            source_languages=table.get("source_languages", ()),
            description=table.get("description", ""),
            identifiers=tuple(
                Identifier(row["scheme"], row["value"], row.get("format"), self.data_places(*row[""]))
                for row, _ in self.rows("identifier")
                if {"scheme", "value"} <= row.keys()
            ),
            places=self.data_places(renamed={"imprint": "text"}),
        )

    def documents(self) -> Iterator[DocumentFile]:
        """Yield the transcripts, patterns unfolded."""
        for row, place in self.rows("document"):
            path = row[""]
            options: dict[str, Any] = {
                name: row[name] for name in ("encoding", "base", "languages", "full_line") if name in row
            }
            if "convention" in row:
                options["convention"] = NamedThing(row["convention"], self.text.value(*path, "convention"))
            options |= {"overrides": row.get("override", {}), "row": path}
            head = tuple(
                (name, words, self.text.value(*path, "head", name))
                for name, words in row.get("head", {}).items()
                if name
            )
            if "files" in row and ("file" in row or "id" in row):
                self.wrong("files", path, "alone: its files' names are the ids", "beside “id” or “file”")
            elif "files" in row:
                paths = files_like(self.folder.root, row["files"], self.text.value(*path, "files"))
                self.found.extend(paths.diagnostics)
                yield from self.unfolded(paths.value, path, options, head)
            elif {"id", "file"} <= row.keys():
                named = self.text.value(*path, "file")
                self.found.extend(file_at(self.folder, row["file"], named))
                yield DocumentFile(row["id"], row["file"], **options, head=head, span=place, path_span=named)
            else:
                for name in ("id", "file"):
                    if name not in self.text.table["document"][path[1]]:
                        self.lacks(name, place)

    def unfolded(
        self, paths: tuple[str, ...], path: tuple[str | int, ...], options: dict[str, Any], head: Any
    ) -> Iterator[DocumentFile]:
        """Yield the documents of a pattern; a name that cannot be an id is a finding."""
        for one in paths:
            name = Path(one).stem
            if re.match(ID, name):
                named = self.text.value(*path, "files")
                yield DocumentFile(name, one, **options, head=head, span=named, path_span=named)
            else:
                self.wrong(
                    "files", path, "a pattern of names that can be ids", f"“{one}”", "Rename the file."
                )

    def matter(self) -> Iterator[MatterFile]:
        """Yield the texts of the edition's own."""
        for name in ("front", "back"):
            for row, place in self.rows(name):
                if {"id", "title", "file"} <= row.keys():
                    title, named = (self.text.value(*row[""], key) for key in ("title", "file"))
                    self.found.extend(file_at(self.folder, row["file"], named))
                    before = name == "front"
                    yield MatterFile(row["id"], row["title"], row["file"], before, place, title, named)

    def agents(self) -> Iterator[Agent]:
        """Yield editors, translators and contributors."""
        for table, role in AGENTS.items():
            for row, place in self.rows(table):
                if {"id", "name"} <= row.keys():
                    work = role or row.get("role", "contributor")
                    places = self.data_places(*row[""])
                    yield Agent(row["id"], row["name"], work, row.get("initials", ()), place, places)

    def persons(self) -> Iterator[Person]:
        """Yield the persons of the register."""
        for row, place in self.rows("person"):
            if {"id", "name"} <= row.keys():
                data = {key: value for key, value in row.items() if key}
                yield Person(**data, span=place, places=self.data_places(*row[""]))

    def emendations(self, documents: tuple[DocumentFile, ...]) -> Iterator[Emendation]:
        """Yield the emendations; one of a document that is not there is a finding.

        Whether a TEI file holds the document FILE.NAME is known when it has been read.
        """
        known = {one.id for one in documents}
        volumes = tuple(f"{one.id}." for one in documents if one.path.lower().endswith((".xml", ".tei")))
        for row, place in self.rows("emend"):
            if not {"document", "lemma", "reading"} <= row.keys():
                continue
            if row["document"] not in known and not row["document"].startswith(volumes):
                hint = nearest(row["document"], sorted(known))
                self.wrong("document", row[""], "the id of a document", f'"{row["document"]}"', hint)
                continue
            data = {key: value for key, value in row.items() if key}
            yield Emendation(**data, span=place, places=self.data_places(*row[""]))

    def places(self, documents: set[str]) -> dict[str, tuple[SignAt, ...]]:
        """Return the places at which marks are other signs, by document."""
        found: dict[str, tuple[SignAt, ...]] = {}
        for row, place in self.rows("sign_at"):
            if not {"document", "lemma", "sign"} <= row.keys():
                continue
            document = row["document"]
            if document not in documents:
                hint = nearest(document, sorted(documents))
                self.wrong("document", row[""], "the id of a document", f'"{document}"', hint)
                continue
            data = {key: value for key, value in row.items() if key and key != "document"}
            found[document] = (*found.get(document, ()), SignAt(**data, span=place))
        return found

    def acceptances(self) -> Iterator[Acceptance]:
        """Yield the accepted findings; errors cannot be accepted, only mended."""
        for row, place in self.rows("accept"):
            if not {"code", "reason"} <= row.keys():
                continue
            name = row["code"]
            record = RECORDS.get(name)
            if record is None:
                grave = {slug for slug, one in RECORDS.items() if one.severity is Severity.ERROR}
                hint = nearest(name, [slug for slug in RECORDS if slug not in grave])
                self.wrong("code", row[""], "the code of a warning", f'"{name}"', hint)
            elif record.severity is Severity.ERROR:
                self.wrong("code", row[""], "the code of a warning", f'"{name}"', "An error must be mended.")
            else:
                yield Acceptance(record, row.get("place"), row["reason"], place)

    def wrong(
        self, name: str, path: tuple[str | int, ...], expected: str, found: str, hint: str = ""
    ) -> None:
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
