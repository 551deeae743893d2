"""The account of an edition: every source of it, settled against what its publication prints."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from variorum.account.balance import Balance, Ledger, Stray
from variorum.account.elements import reading
from variorum.account.elements.reading import CountedFile
from variorum.account.flows import flows
from variorum.account.notation import claimed
from variorum.account.settlement import Settlement, settle
from variorum.claim import Claim
from variorum.findings import Diagnostic
from variorum.findings.proof import AccountCall, AccountForeign, AccountPage, AccountUncounted
from variorum.origin import LeftOut, OriginRule
from variorum.publication import Publication
from variorum.source import Source, Span

NEAR = 40
"""How many characters of a source a finding quotes."""


@dataclass(frozen=True, slots=True)
class Account:
    """What became of each source, how many characters each rule printed, what does not balance."""

    sources: tuple[Settlement, ...] = ()
    rules: Mapping[OriginRule, int] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(slots=True)
class _Books:
    """The sources of an edition as the account has them."""

    ledgers: dict[str, Ledger] = field(default_factory=dict)
    files: dict[str, CountedFile] = field(default_factory=dict)
    tables: dict[str, Source] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)
    uncounted: set[str] = field(default_factory=set)

    def take(self, source: Source, claims: tuple[Claim, ...] | None) -> None:
        """Take a source: by its claims, or by its elements."""
        path = source.path
        if path.endswith(".toml"):
            self.tables[path] = source
            return
        if claims is not None:
            text, faults = claimed(source, claims)
            self.ledgers[path] = Ledger(text)
            self.found += faults
            return
        try:
            self.files[path] = reading.count(source)
        except expat.ExpatError:
            self.found.append(AccountUncounted(None, path=path))
            self.uncounted.add(path)
            return
        self.ledgers[path] = Ledger(self.files[path].text)


def account(
    publication: Publication,
    sources: Mapping[str, Source],
    claims: Mapping[str, tuple[Claim, ...] | None],
    again: Container[str] = (),
) -> Account:
    """Return the account of a publication.

    `sources` are the files of the edition by path, `claims` what the codec of each says of its marks (none
    for one that is counted by its elements), `again` the files that the edition names more than once.
    """
    books = _Books()
    for path, source in sources.items():
        books.take(source, claims.get(path))
        if path in again and path in books.ledgers:
            books.ledgers[path].again = True
    balance = Balance(books.ledgers)
    for flow in flows(publication):
        balance.flow(flow)
    told: dict[str, list[LeftOut]] = defaultdict(list)
    matter = (one for part in (*publication.front, *publication.back) for one in part.left_out)
    for one in (*matter, *(one for document in publication.documents for one in document.left_out)):
        told[one.span.path].append(one)
    settled = tuple(
        settle(ledger, told[path], books.files.get(path), balance) for path, ledger in books.ledgers.items()
    )
    faults = [
        *books.found,
        *(fault for one in settled for fault in one.faults),
        *(_foreign(stray, books) for stray in balance.strays if not _stands(stray, books)),
        *(AccountCall(place, behind=words[:NEAR]) for words, place in balance.calls),
        *(AccountPage(place, behind=words[:NEAR]) for words, place in balance.pages),
    ]
    return Account(settled, Counter(balance.rules), tuple(faults))


def _stands(stray: Stray, books: _Books) -> bool:
    """Return whether printed words stand at their place in a table, or are the value of an attribute."""
    span = stray.span
    if span.path in books.uncounted or span.path not in {**books.ledgers, **books.tables}:
        return True  # of a file that nobody counts
    if span.path in books.tables:
        return _in_table(stray, books.tables[span.path])
    file = books.files.get(span.path)
    if file is None:
        ledger = books.ledgers.get(span.path)
        return ledger is not None and _is_value(stray, ledger.text.source)
    return file.value_at(_offset(file.text.source, span), stray.text)


def _offset(source: Source, span: Span) -> int:
    return source.starts[min(span.line, len(source.starts)) - 1] + span.column - 1


def _is_value(stray: Stray, source: Source) -> bool:
    """Return whether a mark of a transcript has these words as a value."""
    span = stray.span
    end = source.starts[min(span.end_line, len(source.starts)) - 1] + span.end_column - 1
    mark = " ".join(source.text[_offset(source, span) : end].split()).replace('\\"', '"')
    words = re.escape(" ".join(stray.text.split()))
    return re.search(rf'="{words}"|={words}(?=[\s|}}]|$)', mark) is not None


def _in_table(stray: Stray, table: Source) -> bool:
    """Return whether the value at a place of a TOML file has these words."""
    span = stray.span
    start = _offset(table, span)
    end = table.starts[min(span.end_line, len(table.starts)) - 1] + span.end_column - 1
    words, value = (" ".join(one.split()) for one in (stray.text, _value(table.text[start:end])))
    return words.casefold() in value.casefold() if stray.rule is OriginRule.CAPITAL else words in value


def _value(raw: str) -> str:
    """Return the text that a value of a TOML file stands for; what is none stands for itself."""
    try:
        value = tomllib.loads(f"value = {raw}")["value"]
    except tomllib.TOMLDecodeError:
        return raw
    return value if isinstance(value, str) else raw


def _foreign(stray: Stray, books: _Books) -> Diagnostic:
    ledger = books.ledgers.get(stray.span.path)
    there = ""
    if ledger is not None:
        start, end = ledger.text.stretch(stray.span)
        there = " ".join(ledger.text.chars[start : min(end, start + NEAR)].split())
    return AccountForeign(stray.span, words=stray.text[:NEAR], there=there, flow=stray.flow)
