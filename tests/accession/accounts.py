"""The account of a file in a test: read by its importer, changed, written, and counted once more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from variorum.accession.importers import web_page, word
from variorum.accession.manuscript.accession import accession
from variorum.account.imports.balance import ImportAccount
from variorum.account.imports.import_account import Import, import_account
from variorum.codecs import ReadOptions, read
from variorum.conventions import load
from variorum.doors import Comments, Deposit, IntakeRules, ManuscriptImporter, Revisions
from variorum.manuscript import Manuscript, Para, Words
from variorum.source import Source

SET = load("soviet-archives").value
IMPORTERS: Mapping[str, ManuscriptImporter] = {"word": word.importer, "web-page": web_page.importer}
Fault = Callable[[Words], Sequence[Words] | None]
"""What a fault makes of words; none where it could make nothing of them."""


def manuscript_in(
    name: str, given: Deposit, revisions: Revisions = "accept", comments: Comments = "queries"
) -> Manuscript:
    """Return what an importer makes of a file."""
    reading = IMPORTERS[name].read(given, IntakeRules(SET, revisions, comments))
    assert reading.value is not None, reading.diagnostics
    return reading.value


def counted(
    name: str,
    given: Deposit,
    manuscript: Manuscript,
    revisions: Revisions = "accept",
    comments: Comments = "queries",
) -> ImportAccount:
    """Return the account of a file and of the transcript that a manuscript becomes."""
    taken = accession(manuscript, given, IMPORTERS[name].kind, "letter", SET).value
    source = Source(taken.file, taken.data.decode())
    claims = read(source, SET, ReadOptions()).value.claims
    assert claims is not None
    made = import_account(Import(name, given, taken, revisions, comments), source, claims)
    assert made is not None
    return made


def account_of(
    name: str, given: Deposit, revisions: Revisions = "accept", comments: Comments = "queries"
) -> ImportAccount:
    """Return the account of a file."""
    read = manuscript_in(name, given, revisions, comments)
    return counted(name, given, read, revisions, comments)


def slugs(account: ImportAccount) -> set[str]:
    """Return the kinds of what does not balance."""
    return {one.slug for one in account.faults}


def mutants(manuscript: Manuscript, fault: Fault) -> Iterator[tuple[Words, Manuscript]]:
    """Yield manuscripts in which a fault has changed words in one place, with the words as they were."""
    for name in ("parts", "notes", "title"):
        for words, changed in _changed(getattr(manuscript, name), fault):
            yield words, replace(manuscript, **{name: changed})


def _changed(value: Any, fault: Fault) -> Iterator[tuple[Words, Any]]:
    """Yield copies of a value of the vocabulary of manuscripts with a change in one place."""
    if isinstance(value, tuple):
        for at, one in enumerate(value):
            if isinstance(one, Words):
                made = fault(one)
                if made is not None:
                    yield one, (*value[:at], *made, *value[at + 1 :])
            else:
                for words, changed in _changed(one, fault):
                    yield words, (*value[:at], changed, *value[at + 1 :])
        return
    if isinstance(value, Para):
        for words, pieces in _changed(value.pieces, fault):
            yield words, replace(value, pieces=pieces)
        return
    for name in ("parts", "items", "rows", "caption"):
        for words, inside in _changed(getattr(value, name, ()), fault):
            yield words, replace(value, **{name: inside})
