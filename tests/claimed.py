"""The law of claims: each character of a file that is no blank stands in one text, or is claimed once.

Whatever breaks it is told in a line: a character that is in none or in several, a text that is not its
stretch of the source, a claim that does not look as its rule says.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from variorum.claim import Claim
from variorum.model import Declaration, Document, Item, Text
from variorum.model.walk import descend, folded
from variorum.source import Source, Span

Stretch = tuple[int, int]


def imbalances(source: Source, document: Document, claims: Iterable[Claim]) -> list[str]:
    """Return what breaks the law."""
    claimed = [(stretch(source, claim.span), claim) for claim in claims]
    words = list(printed(source, document))
    return [
        *ill_formed(source, claimed),
        *uncounted(source, [one for one, _ in words], [one for one, _ in claimed]),
        *altered(source, words, claimed),
    ]


def stretch(source: Source, span: Span) -> Stretch:
    """Return the offsets of a place."""
    return tuple(source.starts[line - 1] + column - 1 for line, column in (span.start, span.end))  # type: ignore[return-value]


def printed(source: Source, document: Document) -> Iterator[tuple[Stretch, str]]:
    """Yield where words of a document stand in its source, and the words: texts, and labels of items."""
    for node in descend(document):
        if node.span is None or node.span.path != source.path:
            continue
        if isinstance(node, Text) and node.value.strip():
            yield stretch(source, node.span), node.value
        elif isinstance(node, Item | Declaration) and node.label:
            yield stretch(source, node.span), node.label


def ill_formed(source: Source, claimed: Sequence[tuple[Stretch, Claim]]) -> Iterator[str]:
    """Yield claims that do not look as their rules say."""
    for (start, end), claim in claimed:
        if claim.rule.form.fullmatch(source.text, start, end) is None:
            yield f"{claim.span} {source.text[start:end]!r} is no {claim.rule.slug}"


def uncounted(source: Source, words: Sequence[Stretch], claimed: Sequence[Stretch]) -> Iterator[str]:
    """Yield characters that stand in no text and no claim, or in several; claims in a text are none of it."""
    counts = [0] * len(source.text)
    for start, end in words:
        for at in range(start, end):
            counts[at] += 1
    texts = sorted(words)
    starts = [start for start, _ in texts]
    for start, end in claimed:
        last = bisect_right(starts, start) - 1
        inside = last >= 0 and end <= texts[last][1]
        for at in range(start, end):
            counts[at] += 0 if inside else 1
    claims = Counter(at for start, end in claimed for at in range(start, end))
    for at, count in enumerate(counts):
        told = max(count, claims[at])
        if told != 1 and not source.text[at].isspace():
            line, column = source.place(at)
            yield f"{line}:{column} {source.text[max(at - 12, 0) : at + 12]!r} is counted {told} times"


def altered(
    source: Source, words: Iterable[tuple[Stretch, str]], claimed: Iterable[tuple[Stretch, Claim]]
) -> Iterator[str]:
    """Yield texts that are not their stretch of the source, without the claims in it, blanks folded."""
    ordered = sorted(claimed, key=lambda one: one[0])
    for (start, end), text in words:
        kept, at = "", start
        for (first, last), claim in ordered:
            if start <= first and last <= end:
                kept, at = kept + source.text[at:first] + claim.words(source.text[first:last]), last
        if same(kept + source.text[at:end]) != same(text):
            line, column = source.place(start)
            yield f"{line}:{column} {source.text[start:end]!r} is {text!r}"


def same(text: str) -> str:
    """Return a text as it is compared."""
    return folded(unicodedata.normalize("NFC", text))


def moved(source: Source, claim: Claim) -> Iterator[Claim]:
    """Yield a claim with a character more or less at either end."""
    start, end = stretch(source, claim.span)
    for first, last in ((start - 1, end), (start, end + 1), (start + 1, end), (start, end - 1)):
        if 0 <= first < last <= len(source.text):
            yield replace(claim, span=source.span(first, last))
