"""One file after another becomes a document of the edition: as its importer takes it, or as a transcript."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from variorum.accession.document_ids import id_of, unlike
from variorum.accession.identification import KnownDeposit
from variorum.accession.manuscript import transcripts
from variorum.accession.manuscript.accession import accession
from variorum.apparatus.text import head
from variorum.conventions import ConventionSet
from variorum.doors import (
    Accession,
    Deposit,
    Importer,
    IntakeRules,
    ManuscriptImporter,
    is_of_documents,
    is_of_manuscripts,
)
from variorum.findings import Diagnostic, Result
from variorum.findings.accession import FileKind
from variorum.manuscript import Manuscript
from variorum.model import FieldKind
from variorum.registry import IMPORTERS, Loaded, attempt

Taken = Result[tuple[Accession, ...]]


def take(known: Sequence[KnownDeposit], rules: IntakeRules) -> Taken:
    """Return the documents that files make, and the findings about those that make none.

    What was found in a file that makes one stands with it.
    """
    taken: list[Accession] = []
    found: list[Diagnostic] = []
    for one, deposits in _groups(known, rules):
        ids = [other.id for other in taken]
        nothing: Taken = Result(())
        work = partial(_accessions, one.thing, deposits, ids, rules)
        made = attempt(IMPORTERS, one, deposits[0].name, work, nothing)
        found += made.diagnostics
        taken += [with_head_data(each, rules.convention) for each in made.value]
    return Result(tuple(taken), tuple(found))


def _groups(
    known: Sequence[KnownDeposit], rules: IntakeRules
) -> Iterator[tuple[Loaded[Importer], tuple[Deposit, ...]]]:
    """Yield the files that are taken together, or one, at the place of the first; and their importer."""
    together: dict[str, bool] = {}
    for one in known:
        name = one.importer.registration.name
        own = tuple(other.deposit for other in known if other.importer is one.importer)
        if name not in together:
            together[name] = len(own) > 1 and _are_together(one.importer.thing, own, rules)
        if not together[name]:
            yield one.importer, (one.deposit,)
        elif one.deposit is own[0]:
            yield one.importer, own


def with_head_data(taken: Accession, convention: ConventionSet) -> Accession:
    """Return a transcript with the title and the date that its head tells, as far as its set finds them."""
    if not taken.is_transcript:
        return taken
    document = transcripts.as_read(taken.data.decode(), convention)
    known = head.data(document)
    date = known.first(FieldKind.DATE)
    title = known.plain(FieldKind.TITLE).text or taken.title or head.title(document, known).text
    return replace(taken, title="" if title == document.id else title, date=(date.key or "") if date else "")


def _are_together(one: Importer, own: Sequence[Deposit], rules: IntakeRules) -> bool:
    return is_of_documents(one) and one.are_together(own, rules)


def _accessions(one: Importer, deposits: Sequence[Deposit], ids: Sequence[str], rules: IntakeRules) -> Taken:
    if is_of_documents(one):
        return one.take(deposits, ids, rules)
    assert is_of_manuscripts(one)
    (given,) = deposits
    return _transcript(one, given, unlike(id_of(given.file_name), ids), rules)


def _transcript(importer: ManuscriptImporter, given: Deposit, own: str, rules: IntakeRules) -> Taken:
    """Return the manuscript in a file as a transcript."""
    reading: Result[Manuscript | None] = importer.read(given, rules)
    convention = rules.convention
    if convention.notation is not None:
        why = f"transcripts of the set {convention.id} are in a notation of their own"
        mend = "Name another set with --convention, or bring in a transcript in that notation."
        return Result((), (FileKind(path=given.name, reason=why, advice=mend),))
    if reading.value is None:
        return Result((), reading.diagnostics)
    made = accession(reading.value, given, importer.kind, own, convention)
    return Result((replace(made.value, found=reading.diagnostics + made.diagnostics),))
