"""The account of a file that is brought in, by the importer that read it."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.account.imports.balance import Balance, ImportAccount
from variorum.account.imports.page_balance import PageBalance
from variorum.account.imports.page_words import page_words
from variorum.account.imports.transcript_words import transcript_words
from variorum.account.imports.word.file import word_file
from variorum.claim import Claim
from variorum.doors import Accession, Comments, Deposit, Revisions
from variorum.source import Source


@dataclass(frozen=True, slots=True)
class Import:
    """A file that was brought in: by which importer, as it was given and as it was taken."""

    importer: str
    given: Deposit
    taken: Accession
    revisions: Revisions = "accept"
    comments: Comments = "queries"


def import_account(one: Import, transcript: Source, claims: tuple[Claim, ...]) -> ImportAccount | None:
    """Return the account of a file and its transcript, of which `claims` say what are marks in it.

    None if an importer read it of whose files nothing is known here.
    """
    title = next((words for name, words in one.taken.head if name == "title"), "")
    written = transcript_words(transcript, claims, title)
    match one.importer:
        case "word":
            file = word_file(one.given.data, one.revisions, one.comments)
            if file is None:
                return None
            balance = Balance(one.given.name, file, transcript, one.taken.left_out)
            balance.of_notes(written)
            return balance.account()
        case "web-page":
            words = page_words(one.given.data, one.given.beside)
            told = [left for left in one.taken.left_out if left.words]  # frames show words of other files
            page = PageBalance(one.given.name, words, transcript, told)
            page.of_streams(written)
            return page.account()
        case _:
            return None
