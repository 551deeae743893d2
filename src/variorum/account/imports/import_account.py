"""The account of a file that is brought in, by the importer that read it."""

from __future__ import annotations

from variorum.account.imports.balance import Balance, ImportAccount
from variorum.account.imports.page_balance import PageBalance
from variorum.account.imports.page_words import page_words
from variorum.account.imports.transcript_words import transcript_words
from variorum.account.imports.word_file import word_file
from variorum.claim import Claim
from variorum.doors import Accession, Deposit, Revisions
from variorum.source import Source


def import_account(
    importer: str,
    given: Deposit,
    taken: Accession,
    transcript: Source,
    claims: tuple[Claim, ...],
    revisions: Revisions,
) -> ImportAccount | None:
    """Return the account of a file; none if an importer read it of whose files nothing is known here."""
    title = next((words for name, words in taken.head if name == "title"), "")
    if importer == "word":
        file = word_file(given.data, revisions)
        if file is None:
            return None
        balance = Balance(given.name, file, transcript, taken.left_out)
        balance.of_notes(transcript_words(transcript, claims, title))
        return balance.account()
    if importer == "web-page":
        page = PageBalance(given.name, page_words(given.data), transcript, taken.left_out)
        page.of_page(transcript_words(transcript, claims, title))
        return page.account()
    return None
