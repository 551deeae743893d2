"""The characters of a transcript by the claims of its codec: what none claims is a word that must print."""

from __future__ import annotations

from variorum.account.source_text import PART, SourceText
from variorum.claim import Claim, ClaimRule
from variorum.findings import Diagnostic
from variorum.findings.proof import AccountClaim
from variorum.source import Source, Span

NOTES = frozenset({ClaimRule.NOTE_HEAD, ClaimRule.NOTE_LABEL})
"""Marks with which a note begins, as the opening line of its construct does."""
PARTING = frozenset({ClaimRule.TABLE_BAR, ClaimRule.CONSTRUCT_BAR})
"""Marks that part words though no blank stands beside them."""
IN_WORD = frozenset({"replaced"})
"""Constructs that may stand in a word: the edition puts a blank between their parts where they do not."""
HEAD = frozenset({ClaimRule.CONSTRUCT, ClaimRule.CONSTRUCT_DATUM, ClaimRule.CONSTRUCT_UNREAD})
"""What the head of a construct is made of: blanks between its parts are none of the text."""
EDGES = frozenset({"anchor-start", "anchor-end"})
"""Constructs at which a range of words begins or ends."""
IN_SIGN = frozenset({ClaimRule.SIGN_WORDS, ClaimRule.SIGN_DATUM, ClaimRule.PAGE_MARK})
"""Words in a sign that are no words of the text: neither are the blanks between and behind them."""


def claimed(source: Source, claims: tuple[Claim, ...]) -> tuple[SourceText, list[Diagnostic]]:
    """Return the characters of a transcript that nothing claims, and the claims that cannot be right.

    A claim is wrong if its characters do not look like what its rule is about, or if another has them too.
    """
    found: list[Diagnostic] = []
    pieces: list[str] = []
    raw: list[int] = []
    at: list[int] = []
    notes: list[int] = []
    edges: set[int] = set()
    length = before = 0
    last: ClaimRule | None = None
    fenced = False
    for start, end, claim in sorted(_stretches(source, claims), key=lambda one: one[:2]):
        words = source.text[start:end]
        if not claim.rule.form.fullmatch(words):
            found.append(_wrong(claim, words, "which it does not look like"))
            continue
        if start < before:
            found.append(_wrong(claim, words, "and as something else"))
            continue
        between = source.text[before:start]
        ends = fenced and "\n" in between  # the head of a fence ends with its line
        fenced = claim.rule is ClaimRule.FENCE or (fenced and not ends)
        in_head = last in HEAD and not between.strip() and (fenced or not ends)
        in_sign = last in IN_SIGN and claim.rule in IN_SIGN and not between.strip()
        empty = claim.rule is ClaimRule.CONSTRUCT_BAR and (
            source.text.startswith("}", end) or (last is ClaimRule.CONSTRUCT_BAR and not between)
        )
        parts = claim.rule in PARTING and not in_head and not empty and claim.of not in IN_WORD
        kept = PART if parts else claim.words(words)
        of_text = "" if in_head or in_sign else between
        if last is ClaimRule.SIGN_WORDS:
            of_text = of_text.lstrip()
        for text, offset in ((of_text, start - len(of_text)), (kept, start)):
            if text:
                pieces.append(text)
                raw.append(offset)
                at.append(length)
                length += len(text)
        if claim.rule is ClaimRule.CONSTRUCT and claim.of in EDGES:
            edges.add(length)
        if claim.rule in NOTES or (claim.rule is ClaimRule.FENCE and claim.of == "note"):
            notes.append(length)
        before = end
        if claim.rule is not ClaimRule.STYLE_MARK or of_text.strip():
            last = claim.rule
    pieces.append(source.text[before:])
    raw.append(before)
    at.append(length)
    return SourceText(source, "".join(pieces), raw, at, notes=notes, edges=frozenset(edges)), found


def _stretches(source: Source, claims: tuple[Claim, ...]) -> list[tuple[int, int, Claim]]:
    return [(_offset(source, one.span.start), _offset(source, one.span.end), one) for one in claims]


def _offset(source: Source, place: tuple[int, int]) -> int:
    line, column = place
    return source.starts[line - 1] + column - 1


def _wrong(claim: Claim, words: str, reason: str) -> AccountClaim:
    place: Span = claim.span
    return AccountClaim(place, words=words[:40], rule=claim.rule.slug, reason=reason)
