"""The way from an edited file to new texts of the sources: compare, rebase, try, keep what holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from variorum.archive import Refusal as BadFile
from variorum.contract import Renderer, ReturningFormat
from variorum.findings import Diagnostic, Severity
from variorum.findings.files import PullForeign, PullLaw, PullLost, PullUnreadable
from variorum.press import Request
from variorum.press.preparation import Preparation, prepare, with_stand_ins
from variorum.pull.changes import Change, Choice, Teller
from variorum.pull.decisions import Decisions, decisions
from variorum.pull.desk import Desk
from variorum.pull.encoding import FileForm, form_of
from variorum.pull.file.absence import absent, without
from variorum.pull.file.comparison import Comparison, compare
from variorum.pull.laws import Statement, breaches, expected_statements, set_in_memory, statements, to_blame
from variorum.pull.since import BOTH, is_of_today, onto_today
from variorum.pull.writing.edits import Edit, Refusal, Way, apply, by_path, overlap
from variorum.pull.writing.places import Places, Printed, in_document, origins_of, printed_streams
from variorum.returned import Manuscript, Returned
from variorum.source import Source

ALL = Choice()
ROUNDS = 12
LEAST = 0.5
"""How much of a base must be in a file that is taken for one of its edition."""
MISREAD = "the source would read otherwise with it: change it there"
NOBODY = "somebody who tracked nothing"
REFUSED_BEFORE = "it was refused before: --accept {} takes that back"
UNWISHED = "it is not among those that are asked for"
SOURCE = "the source"
"""Who has changed words that the edition has otherwise today."""
TWO_AUTHORS = "{} and {} have changed the same words: choose one of them with --author, or decide in the file"
AT_ONE_PLACE = "another change is at the same place: make them one in the file, or change the source"


@dataclass(frozen=True, slots=True)
class Pulled:
    """What came of a file: its changes, the new texts of the sources by path, and what was found.

    `files` are the same texts as bytes, `there` those that they were made of; `decisions` are the old ones.
    """

    prepared: Preparation
    changes: tuple[Change, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    there: Mapping[str, bytes] = field(default_factory=dict)
    decided: str | None = None
    """The new text of the decisions, none if it is as it was."""
    decisions: Decisions = field(default_factory=Decisions)
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class EditedFile:
    """A file that comes back: its name and its bytes."""

    name: str
    data: bytes = field(repr=False)


def pull(folder: str, request: Request, chosen: Renderer, edited: EditedFile, choice: Choice = ALL) -> Pulled:
    """Return what became of the edition in a file that comes back; nothing is written."""
    file = edited.name
    assert isinstance(chosen, ReturningFormat)
    prepared = with_stand_ins(prepare(folder, request))
    errors = tuple(one for one in prepared.diagnostics if one.severity is Severity.ERROR)
    if not prepared.sound or prepared.publication is None:
        return Pulled(prepared, diagnostics=errors)
    read = chosen.returned(edited.data)
    if isinstance(read, BadFile):
        return Pulled(prepared, diagnostics=(PullUnreadable(file=file, reason=read.reason),))
    if read.base is not None and read.base.facts.get("profile") != prepared.publication.profile:
        wished = replace(request, profile=read.base.facts.get("profile"))
        other = with_stand_ins(prepare(folder, wished)) if request.profile is None else prepared
        prepared, request = (other, wished) if other.sound else (prepared, request)
    found = _base(prepared, chosen, file, read)
    if isinstance(found, PullForeign):
        return Pulled(prepared, diagnostics=(found,))
    base, told = found
    compared = compare(base, read.manuscript)
    ids = [one.id for one in prepared.publication.documents] if prepared.publication else []
    if gone := absent(compared, ids):
        base = without(base, gone, compared)
        compared = compare(base, read.manuscript)
        names = ", ".join(f"“{one}”" for one in gone)
        told = (*told, PullLost(file=file, reason=f"nothing of {names} is in it: that is not compared"))
    if foreign := _unlike_base(compared, file, prepared.name):
        return Pulled(prepared, diagnostics=(foreign,))
    if compared.without_pages:
        reason = "it holds no marks of pages any more: these are not compared"
        told = (*told, PullLost(file=file, reason=reason))
    pulling = _Pulling(folder, request, chosen, prepared, compared, choice)
    pulling.look_since(base)
    return replace(pulling.result(), diagnostics=(*told, *pulling.found))


def _base(
    prepared: Preparation, chosen: Renderer, file: str, read: Returned
) -> tuple[Manuscript, tuple[Diagnostic, ...]] | PullForeign:
    """Return the base of a file, or what stands for it where it is lost."""
    assert prepared.publication is not None
    if read.base is not None:
        other = read.base.facts.get("edition", "")
        if other != prepared.publication.id:
            advice = f"Pull it into the folder of “{other}”."
            reason = f"it was made of the edition “{other}”"
            return PullForeign(file=file, edition=prepared.name, reason=reason, advice=advice)
        return read.base.manuscript, ()
    today = set_in_memory(prepared, chosen)
    assert today is not None, "the format reads what it writes"
    reason = f"the base in it cannot be read ({read.fault})" if read.fault else "it holds no base any more"
    return today, (PullLost(file=file, reason=f"{reason}: it is compared with the edition of today"),)


def _unlike_base(compared: Comparison, file: str, edition: str) -> PullForeign | None:
    base = compared.base
    is_text = [in_document(one.stream) for one in base.leaves]

    def is_counted(item: int) -> bool:
        return base.is_ink(item) and is_text[base.leaf_of[base.owner[item]]]

    kept = sum(is_counted(own) for own, _ in compared.kept)
    whole = sum(map(is_counted, compared.base_view))
    if kept >= LEAST * whole:
        return None
    reason = f"of {whole:,} characters of its documents it has {kept:,} in the same order"
    advice = "Bring it in as an edition of its own, with “variorum new DIR --from FILE”."
    return PullForeign(file=file, edition=edition, reason=reason, advice=advice)


@dataclass(slots=True)
class _Pulling:
    """The differences of a file on their way: those with a way into the sources, and those refused."""

    folder: str
    request: Request
    chosen: Renderer
    prepared: Preparation
    compared: Comparison
    choice: Choice
    ways: dict[int, list[Way]] = field(default_factory=dict)
    refused: dict[int, Refusal] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)
    conflicts: tuple[Change, ...] = ()
    decisions: Decisions = field(default_factory=Decisions)
    taken_back: set[int] = field(default_factory=set)
    against: dict[int, int] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(init=False)
    printed: Mapping[str, Printed] = field(init=False)
    forms: dict[str, FileForm] = field(default_factory=dict)

    def __post_init__(self) -> None:
        project = self.prepared.project
        assert self.prepared.publication is not None and project is not None
        for path, source in self.prepared.sources.items():
            is_text = path in self.prepared.claims
            form = form_of(project, path, source.text) if is_text else None
            if form is not None:
                self.forms[path] = form
        self.sources = {path: self.prepared.sources[path] for path in self.forms}
        self.printed = printed_streams(self.prepared.publication, self.sources)
        known = decisions(project.folder)
        self.decisions = known.value
        self.found += known.diagnostics

    def look_since(self, base: Manuscript) -> None:
        """Compare with the edition of today what was compared with an older one."""
        is_restyled = any(one.restyled for one in self.compared.differences)
        if is_of_today(self.compared.base, self.printed) and not is_restyled:
            return
        today = set_in_memory(self.prepared, self.chosen)
        assert today is not None, "the edition can be set"
        places = Places(self.compared.base, origins_of(self.compared.base, self.printed), self.sources)
        moved = onto_today(self.compared, base, today)
        teller, other = Teller(self.compared, places), Teller(moved.since, places)
        self.conflicts = tuple(
            replace(
                teller.difference(one, (), BOTH, None),
                theirs=(SOURCE, other.difference(its, (), "", None).after) if its is not None else None,
            )
            for one, its in moved.conflicts
        )
        self.compared = moved.compared

    def result(self) -> Pulled:
        """Carry what can be carried, and tell all."""
        publication = self.prepared.publication
        assert publication is not None
        places = Places(self.compared.base, origins_of(self.compared.base, self.printed), self.sources)
        desk = Desk.of(self.prepared, self.compared, places)
        self.compared.differences = desk.differences
        rebase, teller = desk.rebase(), Teller(self.compared, places)
        for number, one in enumerate(self.compared.differences):
            refusal = self.unwished(number, teller)
            ways = rebase.ways(one) if refusal is None else refusal
            if isinstance(ways, Refusal):
                self.refused[number] = ways
            else:
                self.ways[number] = list(ways)
        texts = self.carry(desk)
        changes = [
            teller.difference(
                one,
                self.ways[number][0].all if number in self.ways else (),
                self.refused[number].reason if number in self.refused else "",
                self.refused[number].place if number in self.refused else None,
                number + 1,
            )
            for number, one in enumerate(self.compared.differences)
        ]
        queries = [
            " ".join("".join(str(run) for run in line) for line in one.lines)
            for document in publication.documents
            for one in document.queries
        ]
        changes = [self.with_theirs(number, changes) for number in range(len(changes))]
        told = (*self.conflicts, *changes, *teller.looks(), *teller.remarks(queries))
        refused = [one for one in changes if one.number in self.choice.rejected]
        decided = self.decisions.text_with(refused, self.taken_back)
        files = {path: data for path, data in self.files(texts).items() if data is not None}
        there = {path: self.forms[path].there for path in files}
        return Pulled(self.prepared, told, texts, files, there, decided, self.decisions)

    def unwished(self, number: int, teller: Teller) -> Refusal | None:
        """Return why a difference is not to be carried, if it is not: by what is asked for, or as decided."""
        one = self.compared.differences[number]
        author = one.by.author if one.by is not None else ""
        if not self.choice.takes(number + 1, author, teller.kind(one)):
            return Refusal(UNWISHED)
        known = self.decisions.of(teller.difference(one, (), "", None, number + 1))
        if known is None:
            return None
        if number + 1 in self.choice.accepted:
            self.taken_back.add(known[0])
            return None
        return Refusal(REFUSED_BEFORE.format(number + 1), known[1])

    def with_theirs(self, number: int, changes: Sequence[Change]) -> Change:
        """Return a change with that of the other author at the same words, if there is one."""
        other = self.against.get(number)
        if other is None:
            return changes[number]
        its = changes[other]
        return replace(changes[number], theirs=(its.author or NOBODY, its.after))

    def files(self, texts: Mapping[str, str]) -> dict[str, bytes | None]:
        """Return texts as they lie in files; none for one that cannot be written so."""
        return {path: self.forms[path].data(text) for path, text in texts.items()}

    def carry(self, desk: Desk) -> dict[str, str]:
        """Return the new texts of the sources, once the laws hold; refuse what breaks them."""
        for _ in range(ROUNDS):
            self.part()
            self.tie(desk)
            if not self.ways:
                return {}
            edits = by_path(edit for ways in self.ways.values() for edit in ways[0].all)
            texts = {path: apply(self.sources[path], some) for path, some in edits.items()}
            blamed, law = self.broken(texts, desk)
            if not blamed and law is None:
                return texts
            if not blamed:
                break
            for number in blamed:
                self.ways[number].pop(0)
                if not self.ways[number]:
                    del self.ways[number]
                    self.refused[number] = Refusal(MISREAD)
        self.found.append(law or PullLaw(wanted="", found=""))
        self.refused |= {number: Refusal("nothing is written") for number in self.ways}
        self.ways = {}
        return {}

    def part(self) -> None:
        """Refuse the later of two differences that touch the same characters."""
        taken: list[Edit] = []
        for number in sorted(self.ways):
            edits = self.ways[number][0].edits
            if not overlap(edits, taken):
                taken += edits
                continue
            del self.ways[number]
            self.refused[number] = Refusal(AT_ONE_PLACE)
            other = self.of_another(number, edits)
            if other is not None:
                names = [self.author(each) or NOBODY for each in (other, number)]
                self.against |= {number: other, other: number}
                self.ways.pop(other)
                self.refused |= {each: Refusal(TWO_AUTHORS.format(*names)) for each in (other, number)}

    def author(self, number: int) -> str:
        """Return who has made a difference."""
        by = self.compared.differences[number].by
        return by.author if by is not None else ""

    def of_another(self, number: int, edits: Sequence[Edit]) -> int | None:
        """Return the difference of somebody else at the same words."""
        return next(
            (
                other
                for other, ways in self.ways.items()
                if self.author(other) != self.author(number) and overlap(edits, ways[0].edits)
            ),
            None,
        )

    def tie(self, desk: Desk) -> None:
        """Refuse differences that go with one that is refused: a note is moved whole or not at all."""
        for numbers in desk.mates:
            refused = [self.refused[number] for number in numbers if number in self.refused]
            for number in numbers if refused else ():
                if self.ways.pop(number, None) is not None:
                    self.refused[number] = refused[0]

    def broken(self, texts: Mapping[str, str], desk: Desk) -> tuple[set[int], PullLaw | None]:
        """Return the differences that break a law with these texts, and the law that is broken."""
        instead = {}
        for path, data in self.files(texts).items():
            if data is None:
                return self.unwritable(path), None
            instead[path] = data
        prepared = with_stand_ins(prepare(self.folder, self.request, instead))
        read = set_in_memory(prepared, self.chosen) if prepared.sound else None
        if read is None or prepared.publication is None:
            return self.near_errors(prepared, self.sources), None
        ways = {number: some[0] for number, some in self.ways.items()}
        wish = expected_statements(self.compared, desk.carried(ways), desk.ground(ways))
        own = {path: source for path, source in prepared.sources.items() if path in self.sources}
        with_pages = not self.compared.without_pages
        there = statements(read, prepared.publication, desk.new_ground(ways, own), with_pages)
        blamed: set[int] = set()
        law = None
        for breach in breaches(wish, there):
            blamed |= to_blame(breach, wish)
            law = law or PullLaw(wanted=_words(breach.expected), found=_words(breach.found))
        return blamed & set(self.ways), law

    def unwritable(self, path: str) -> set[int]:
        """Return the differences with characters that the encoding of a file lacks."""
        form = self.forms[path]
        edits = ((number, edit) for number, ways in self.ways.items() for edit in ways[0].all)
        return {number for number, edit in edits if edit.path == path and form.data(edit.text) is None}

    def near_errors(self, prepared: Preparation, sources: Mapping[str, Source]) -> set[int]:
        """Return the differences at whose lines errors are now; all, if none is near one."""
        lines = {
            (one.span.path, line)
            for one in prepared.diagnostics
            if one.severity is Severity.ERROR and one.span is not None
            for line in range(one.span.line - 1, one.span.end_line + 2)
        }
        near = {
            number
            for number, ways in self.ways.items()
            for edit in ways[0].all
            if (edit.path, sources[edit.path].place(edit.start)[0]) in lines
        }
        return near or set(self.ways)


def _words(stretch: Sequence[Statement]) -> str:
    return " ¶ ".join("".join(key for key, _ in one.items) for one in stretch)
