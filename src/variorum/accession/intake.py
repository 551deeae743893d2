"""One file after another becomes a document of the edition: as its importer takes it, or as a transcript."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath

from variorum import conventions
from variorum.accession.document_ids import id_of, unlike
from variorum.accession.identification import KnownDeposit
from variorum.accession.languages import document_languages
from variorum.accession.manuscript import TitleAs, transcript, transcripts
from variorum.accession.manuscript.accession import accession
from variorum.accession.manuscript.foreign_words import with_languages
from variorum.accession.recognition import PLAIN, set_of_text
from variorum.apparatus.text.lines import head_data
from variorum.conventions import ConventionSet
from variorum.doors import (
    Accession,
    Comments,
    Deposit,
    DocumentImporter,
    Importer,
    IntakeRules,
    KnownSet,
    ManuscriptImporter,
    Revisions,
    is_of_documents,
    is_of_manuscripts,
)
from variorum.findings import Diagnostic, Result
from variorum.findings.accession import FileKind
from variorum.manuscript import Manuscript
from variorum.model import FieldKind, walk
from variorum.registry import IMPORTERS, Loaded, attempt

Taken = Result[tuple[Accession, ...]]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asks: a convention set, if one is named; what becomes of tracked changes and comments."""

    convention: str | None = None
    revisions: Revisions = "accept"
    comments: Comments = "queries"

    def under(self, convention: ConventionSet) -> IntakeRules:
        """Return the rules by which files are taken under a set."""
        return IntakeRules(convention, self.revisions, self.comments)


@dataclass(frozen=True, slots=True)
class _Group:
    """Files that are taken together, or one; and the set that knows them, if no words need be read for it."""

    importer: Loaded[Importer]
    deposits: tuple[Deposit, ...]
    known_set: KnownSet | None


def take(known: Sequence[KnownDeposit], wish: Wish) -> Taken:
    """Return the documents that files make, and the findings about those that make none.

    Each file is read by the set that is asked for, or by the one that knows it. What was found in a file that
    makes a document stands with it.
    """
    taken: list[Accession] = []
    found: list[Diagnostic] = []
    for group in _groups(known, wish):
        ids = [other.id for other in taken]
        nothing: Taken = Result(())
        work = partial(_accessions, group, ids, wish)
        made = attempt(IMPORTERS, group.importer, group.deposits[0].name, work, nothing)
        found += made.diagnostics
        taken += made.value
    return Result(of_one_country(taken), tuple(found))


def of_one_country(taken: Sequence[Accession]) -> tuple[Accession, ...]:
    """Return documents whose language, known by words, is that of the one country that others are of."""
    spoken = {tag for one in taken for tag in one.languages[:1]}
    return tuple(_of_country(one, spoken) for one in taken)


def _of_country(one: Accession, spoken: Collection[str]) -> Accession:
    tag = next(iter(one.languages), "")
    closer = [other for other in spoken if other != tag and other.partition("-")[0] == tag]
    if not one.language_reason or len(closer) != 1:
        return one
    reason = f"{one.language_reason}, and others are in {closer[0]}"
    return replace(one, languages=(closer[0], *one.languages[1:]), language_reason=reason)


def _groups(known: Sequence[KnownDeposit], wish: Wish) -> Iterator[_Group]:
    """Yield the files that are taken together, or one, at the place of the first of them."""
    asked = KnownSet(wish.convention, "you named it") if wish.convention else None
    done: set[int] = set()
    for at, one in enumerate(known):
        if at in done:
            continue
        importer = one.importer.thing
        if not is_of_documents(importer):
            yield _Group(one.importer, (one.deposit,), asked)
            continue
        like = [
            index
            for index, other in enumerate(known)
            if other.importer is one.importer and (asked or _family(other.deposit) == _family(one.deposit))
        ]
        own = tuple(known[index].deposit for index in like)
        both = asked or importer.convention_for(own) if len(own) > 1 else None
        if both is not None and importer.are_together(own, wish.under(loaded(both.name))):
            done |= set(like)
            yield _Group(one.importer, own, both)
        else:
            yield _Group(one.importer, (one.deposit,), asked or _set_for(importer, one.deposit))


def _family(one: Deposit) -> str:
    """Return what names of files have in common that differ in their numbers alone: pages of one text."""
    path = PurePosixPath(one.name)
    return str(path.with_name(re.sub(r"\d+", "0", path.name)))


def _set_for(importer: DocumentImporter, one: Deposit) -> KnownSet:
    return importer.convention_for((one,)) or KnownSet(PLAIN, "no other set knows such files")


def loaded(name: str) -> ConventionSet:
    """Return a convention set that comes with variorum."""
    return conventions.load(name).value


def with_head_data(taken: Accession, convention: ConventionSet) -> Accession:
    """Return a transcript with the title and the date that its head tells, and the language of its words."""
    if not taken.is_transcript:
        return taken
    document = transcripts.as_read(taken.data.decode(), convention)
    known = head_data.data(document)
    date = known.first(FieldKind.DATE)
    title = known.plain(FieldKind.TITLE).text or taken.title or head_data.title(document, known).text
    usual = convention.layout.source_language
    languages = document_languages(taken.languages, walk.plain(document), usual, by_program=True)
    return replace(
        taken,
        title="" if title == document.id else title,
        date=(date.key or "") if date else "",
        languages=languages.tags,
        language_reason=languages.reason,
    )


def _accessions(group: _Group, ids: Sequence[str], wish: Wish) -> Taken:
    one, deposits = group.importer.thing, group.deposits
    if is_of_documents(one):
        assert group.known_set is not None
        convention = loaded(group.known_set.name)
        made = one.take(deposits, ids, wish.under(convention))
        known = tuple(replace(each, known_set=group.known_set) for each in made.value)
        return Result(tuple(with_head_data(each, convention) for each in known), made.diagnostics)
    assert is_of_manuscripts(one)
    (given,) = deposits
    return _transcript(one, given, unlike(id_of(given.file_name), ids), group.known_set, wish)


def _transcript(
    importer: ManuscriptImporter, given: Deposit, own: str, asked: KnownSet | None, wish: Wish
) -> Taken:
    """Return the manuscript in a file as a transcript."""
    rules = wish.under(loaded(asked.name if asked else PLAIN))
    reading: Result[Manuscript | None] = importer.read(given, rules)
    if rules.convention.notation is not None:
        why = f"transcripts of the set {rules.convention.id} are in a notation of their own"
        mend = "Name another set with --convention, or bring in a transcript in that notation."
        return Result((), (FileKind(path=given.name, reason=why, advice=mend),))
    if reading.value is None:
        return Result((), reading.diagnostics)
    page, told = with_languages(reading.value)
    known = asked or set_of_text(transcript(page, {}, TitleAs.LINE), notations=False)
    convention = loaded(known.name)
    made = accession(page, given, importer.kind, own, convention)
    found = reading.diagnostics + made.diagnostics
    whole = replace(made.value, found=found, known_set=known, said=made.value.said + told)
    return Result((with_head_data(whole, convention),))
