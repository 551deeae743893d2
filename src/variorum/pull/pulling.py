"""The way from an edited file to new texts of the sources: compare, rebase, try, keep what holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from variorum.archive import Refusal as BadFile
from variorum.contract import Renderer, ReturningFormat
from variorum.findings import Diagnostic, Severity
from variorum.findings.files import PullForeign, PullLost, PullUnreadable
from variorum.press import Request
from variorum.press.cache import copies
from variorum.press.preparation import Preparation, prepare, with_stand_ins
from variorum.pull.carrying import NOBODY, Carrying
from variorum.pull.changes import Change, Choice, Teller
from variorum.pull.decisions import Decisions, decisions
from variorum.pull.desk import Desk
from variorum.pull.encoding import FileForm, form_of
from variorum.pull.file.absence import absent, without
from variorum.pull.file.comparison import Comparison, compare
from variorum.pull.laws import set_in_memory
from variorum.pull.since import BOTH, is_of_today, onto_today
from variorum.pull.trial import Trial
from variorum.pull.writing.edits import Refusal, Way
from variorum.pull.writing.places import Places, Printed, in_document, origins_of, printed_streams
from variorum.returned import Manuscript, Returned
from variorum.source import Source

ALL = Choice()
LEAST = 0.5
"""How much of a base must be in a file that is taken for one of its edition."""
REFUSED_BEFORE = "it was refused before: --accept {} takes that back"
UNWISHED = "it is not among those that are asked for"
STYLES_LOST = "its styles have other names than when it was made, and signs are known by these"
SOURCE = "the source"
"""Who has changed words that the edition has otherwise today."""


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
    read, told = _with_base(prepared, chosen, file, read)
    if read.base is not None and read.base.facts.get("profile") != prepared.publication.profile:
        wished = replace(request, profile=read.base.facts.get("profile"))
        other = with_stand_ins(prepare(folder, wished)) if request.profile is None else prepared
        prepared, request = (other, wished) if other.sound else (prepared, request)
    base = _base(prepared, chosen, file, read)
    if isinstance(base, PullForeign):
        return Pulled(prepared, diagnostics=(base,))
    if _has_other_styles(base, read.manuscript):
        return Pulled(prepared, diagnostics=(*told, PullUnreadable(file=file, reason=STYLES_LOST)))
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


def _with_base(
    prepared: Preparation, chosen: Renderer, file: str, read: Returned
) -> tuple[Returned, tuple[Diagnostic, ...]]:
    """Return a file with the base of the likest copy if it has lost its own, and what to tell of that."""
    assert isinstance(chosen, ReturningFormat)
    if read.base is not None:
        return read, ()
    words = {leaf.words for leaf in read.manuscript.leaves}
    best: tuple[int, Returned] = (0, read)
    for data in copies(prepared.project.id if prepared.project else prepared.name, chosen.name):
        one = chosen.returned(data)
        if isinstance(one, Returned) and one.base is not None:
            alike = sum(leaf.words in words for leaf in one.base.manuscript.leaves)
            best = max(best, (alike, one), key=lambda pair: pair[0])
    kept = best[1].base
    other = "the edition of today" if kept is None else "the copy that was kept when it was built"
    reason = f"the base in it cannot be read ({read.fault})" if read.fault else "it holds no base any more"
    told = PullLost(file=file, reason=f"{reason}: it is compared with {other}")
    return replace(read, base=kept), (told,)


def _base(prepared: Preparation, chosen: Renderer, file: str, read: Returned) -> Manuscript | PullForeign:
    """Return the base of a file, or the edition of today where it has none."""
    assert prepared.publication is not None
    if read.base is not None:
        other = read.base.facts.get("edition", "")
        if other != prepared.publication.id:
            advice = f"Pull it into the folder of “{other}”."
            reason = f"it was made of the edition “{other}”"
            return PullForeign(file=file, edition=prepared.name, reason=reason, advice=advice)
        return read.base.manuscript
    today = set_in_memory(prepared, chosen)
    assert today is not None, "the format reads what it writes"
    return today


def _has_other_styles(base: Manuscript, edited: Manuscript) -> bool:
    """Return whether most words that stand in a style of the base are in one that it does not have."""
    styles = {leaf.words: leaf.style for leaf in base.leaves if leaf.words}
    pairs = [(leaf.style, styles[leaf.words]) for leaf in edited.leaves if leaf.words in styles]
    names = set(styles.values())
    return sum(own not in names for own, _ in pairs) > LEAST * len(pairs)


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
        before_ends = self.compared.before_ends
        if is_of_today(self.compared.base, self.printed, before_ends) and not is_restyled:
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
        pages = not self.compared.without_pages
        trial = Trial(self.folder, self.request, self.chosen, desk, self.forms, pages)
        carrying = Carrying(trial, desk, self.ways, self.refused, self.found)
        texts = carrying.texts()
        self.ways = carrying.ways
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
        changes = [self.with_theirs(number, changes, carrying) for number in range(len(changes))]
        others = [
            teller.reshaped(
                self.compared.differences[min(one.numbers)], *one.breach.shapes, one.breach.is_of_lines
            )
            for one in carrying.reshaped
            if one.breach is not None
        ]
        told = (*self.conflicts, *changes, *others, *teller.looks(), *teller.remarks(queries))
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

    def with_theirs(self, number: int, changes: Sequence[Change], carrying: Carrying) -> Change:
        """Return a change with that of the other author at the same words, if there is one."""
        other = carrying.against.get(number)
        if other is None:
            return changes[number]
        its = changes[other]
        return replace(changes[number], theirs=(its.author or NOBODY, its.after))

    def files(self, texts: Mapping[str, str]) -> dict[str, bytes | None]:
        """Return texts as they lie in files; none for one that cannot be written so."""
        return {path: self.forms[path].data(text) for path, text in texts.items()}
