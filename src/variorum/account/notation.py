"""The characters of a transcript by the claims of its codec: what none claims is a word that must print."""

from __future__ import annotations

from variorum.account.source_text import PART, SourceText
from variorum.claim import Claim, ClaimRule
from variorum.findings import Diagnostic
from variorum.findings.account import AccountClaim
from variorum.source import Source, Span

PARTING: frozenset[ClaimRule] = frozenset()
"""Marks that part words though no blank stands beside them."""
JOINING: frozenset[ClaimRule] = frozenset()
"""Marks behind which a word goes on, whatever blanks stand there."""


def claimed(source: Source, claims: tuple[Claim, ...]) -> tuple[SourceText, list[Diagnostic]]:
    """Return the characters of a transcript that nothing claims, and the claims that cannot be right.

    A claim is wrong if its characters do not look like what its rule is about, or if another has them too.
    """
    found: list[Diagnostic] = []
    pieces: list[str] = []
    raw: list[int] = []
    at: list[int] = []
    joins: list[int] = []
    length = before = 0
    for start, end, claim in sorted(_stretches(source, claims), key=lambda one: one[:2]):
        words = source.text[start:end]
        if not claim.rule.form.fullmatch(words):
            found.append(_wrong(claim, words, "which it does not look like"))
            continue
        if start < before:
            found.append(_wrong(claim, words, "and as something else"))
            continue
        for text, offset in ((source.text[before:start], before), *_part(claim, start)):
            if text:
                pieces.append(text)
                raw.append(offset)
                at.append(length)
                length += len(text)
        if claim.rule in JOINING:
            joins.append(length)
        before = end
    pieces.append(source.text[before:])
    raw.append(before)
    at.append(length)
    return SourceText(source, "".join(pieces), raw, at, joins), found


def _part(claim: Claim, start: int) -> tuple[tuple[str, int], ...]:
    return ((PART, start),) if claim.rule in PARTING else ()


def _stretches(source: Source, claims: tuple[Claim, ...]) -> list[tuple[int, int, Claim]]:
    return [(_offset(source, one.span.start), _offset(source, one.span.end), one) for one in claims]


def _offset(source: Source, place: tuple[int, int]) -> int:
    line, column = place
    return source.starts[line - 1] + column - 1


def _wrong(claim: Claim, words: str, reason: str) -> AccountClaim:
    place: Span = claim.span
    return AccountClaim(place, words=words[:40], rule=claim.rule.slug, reason=reason)
