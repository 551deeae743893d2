"""Emendations: words of the running text found by page and lemma, and marked there.

The words stay what they are in the model that was read; the document that comes back has `Corrected` nodes
in their places, which name the emendation by their fact `id`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from variorum.apparatus.numerals import figures
from variorum.findings import Diagnostic, Result
from variorum.findings.edition import EmendationAmbiguous, EmendationMissing
from variorum.model import (
    Added,
    Attachment,
    Block,
    BlockQuote,
    Blocks,
    Corrected,
    Date,
    Deleted,
    Division,
    Document,
    Emendation,
    Emphasis,
    Endorsement,
    Facts,
    FigureBlock,
    Foreign,
    FormWork,
    Heading,
    Inline,
    Inlines,
    Line,
    LineBreak,
    List,
    Name,
    PageBreak,
    Paragraph,
    Postscript,
    Quote,
    Reference,
    Remark,
    RemarkBlock,
    Rule,
    Speech,
    Stamp,
    Supplied,
    Table,
    Term,
    Text,
    Transposed,
    Unclear,
    Verse,
    Written,
    walk,
)

OnLine = Callable[[Inlines], Inlines]

CONTAINERS = (
    *(Emphasis, Written, Added, Deleted, Transposed, Supplied, Unclear, Remark),
    *(Name, Date, Term, Quote, Foreign, Reference, Stamp, FormWork),
)
"""The inlines that can be cut in two."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a lemma stands: in which line of text, from where to where in its words, on which page."""

    line: int
    start: int
    end: int
    page: str | None


def emend(document: Document, emendations: dict[str, Emendation]) -> Result[Document]:
    """Return the document with each emendation marked where its lemma stands."""
    findings: list[Diagnostic] = []
    for name, emendation in emendations.items():
        places = places_of_lemma(document.body, emendation)
        chosen = places
        if emendation.occurrence is not None:
            chosen = places[emendation.occurrence - 1 : emendation.occurrence]
        if len(chosen) == 1:
            document = replace(document, body=_with_correction(document.body, chosen[0], name, emendation))
        elif not chosen:
            findings.append(missing(emendation, document))
        else:
            findings.append(EmendationAmbiguous(emendation.span, lemma=emendation.lemma, count=len(chosen)))
    return Result(document, tuple(findings))


def missing(emendation: Emendation, document: Document | None = None) -> Diagnostic:
    """Return the finding that the words of an emendation are not there; the hint says where they are."""
    elsewhere = replace(emendation, page=None, occurrence=None)
    places = places_of_lemma(document.body, elsewhere) if document else []
    pages = list(dict.fromkeys(place.page for place in places if place.page))
    hint = f"“{emendation.lemma}” stands on page {', '.join(pages)}." if pages else None
    return EmendationMissing(emendation.span, own_hint=hint, lemma=emendation.lemma)


def places_of_lemma(body: Blocks, emendation: Emendation) -> list[Place]:
    """Return where the lemma stands, as whole words or else inside words, on the page if one is named."""
    lines: list[Inlines] = []

    def collect(line: Inlines) -> Inlines:
        lines.append(line)
        return line

    each_line(body, collect)
    words = r"\s+".join(map(re.escape, emendation.lemma.split()))
    for pattern in (rf"(?<!\w){words}(?!\w)", words):
        places = []
        page: str | None = None
        for number, line in enumerate(lines):
            text = "".join(map(flat, line))
            pages = list(_pages(line))
            for match in re.finditer(pattern, text):
                here = next((label for at, label in reversed(pages) if at <= match.start()), page)
                wanted = emendation.page is None or figures(emendation.page) == here
                if wanted and _cuttable(line, match):
                    places.append(Place(number, match.start(), match.end(), here))
            page = pages[-1][1] if pages else page
        if places:
            return places
    return []


def flat(node: Inline) -> str:
    """Return the words of an inline as they are searched: of a choice the source's form."""
    match node:
        case Text():
            return node.value
        case LineBreak():
            return "" if node.joins_word else " "
        case _ if isinstance(node, CONTAINERS):
            return "".join(map(flat, node.children))
        case _:
            return walk.plain(node)


def _pages(line: Sequence[Inline], at: int = 0) -> Iterator[tuple[int, str]]:
    """Yield the page breaks of a line of text and where in its words they stand."""
    for node in line:
        if isinstance(node, PageBreak) and node.system is None:
            yield at, figures(node.label)
        elif isinstance(node, CONTAINERS):
            yield from _pages(node.children, at)
        at += len(flat(node))


def _cuttable(line: Sequence[Inline], match: re.Match[str]) -> bool:
    """Return whether both ends fall between nodes or into nodes that can be cut."""
    return all(_whole(line, end) for end in match.span())


def _whole(line: Sequence[Inline], end: int) -> bool:
    at = 0
    for node in line:
        length = len(flat(node))
        if at < end < at + length:
            if isinstance(node, CONTAINERS):
                return _whole(node.children, end - at)
            return isinstance(node, Text)
        at += length
    return True


def _with_correction(body: Blocks, place: Place, name: str, emendation: Emendation) -> Blocks:
    """Put the `Corrected` node into its place."""
    number = -1

    def change(line: Inlines) -> Inlines:
        nonlocal number
        number += 1
        if number != place.line:
            return line
        before, rest = cut_inlines(line, place.start, behind=True)
        inside, after = cut_inlines(rest, place.end - place.start, behind=False)
        span = next((node.span for node in inside if node.span), None)
        kept = tuple(node for node in inside if not flat(node))
        facts = Facts(id=name, resp=emendation.resp)
        corrected = Corrected(inside, (Text(emendation.reading, span=span), *kept), facts=facts, span=span)
        return (*before, corrected, *after)

    return each_line(body, change)


def cut_inlines(nodes: Inlines, at: int, behind: bool) -> tuple[Inlines, Inlines]:
    """Cut a line of text in two; marks without words that stand at the cut go before it if `behind`."""
    for index, node in enumerate(nodes):
        length = len(flat(node))
        if at > length or (at == length and (length or behind)):
            at -= length
            continue
        if at == 0:
            return nodes[:index], nodes[index:]
        first, second = _halves(node, at, behind)
        return (*nodes[:index], *first), (*second, *nodes[index + 1 :])
    return nodes, ()


def _halves(node: Inline, at: int, behind: bool) -> tuple[Inlines, Inlines]:
    if isinstance(node, Text):
        left, right = _cut_text(node, at)
        return (left,), (right,)
    if isinstance(node, CONTAINERS):
        before, after = cut_inlines(node.children, at, behind)
        return (replace(node, children=before),), (replace(node, children=after),)
    return (node,), ()


def _cut_text(node: Text, at: int) -> tuple[Text, Text]:
    span = node.span
    if span is None or span.line != span.end_line or span.end_column - span.column != len(node.value):
        return replace(node, value=node.value[:at]), replace(node, value=node.value[at:])
    middle = span.column + at
    return (
        replace(node, value=node.value[:at], span=replace(span, end_column=middle)),
        replace(node, value=node.value[at:], span=replace(span, column=middle)),
    )


def each_line(blocks: Blocks, change: OnLine) -> Blocks:
    """Return the blocks with `change` applied to every line of text, in reading order."""
    return tuple(_each(block, change) for block in blocks)


def _each(node: Block, change: OnLine) -> Block:
    match node:
        case Heading() | Paragraph() | Line():
            return replace(node, children=change(node.children))
        case RemarkBlock() | BlockQuote() | Endorsement() | Attachment() | Postscript() | Division():
            return replace(node, blocks=each_line(node.blocks, change))
        case List():
            items = tuple(replace(each, blocks=each_line(each.blocks, change)) for each in node.children)
            return replace(node, children=items)
        case Table():
            caption = change(node.caption)
            rows = tuple(
                replace(row, cells=tuple(replace(c, blocks=each_line(c.blocks, change)) for c in row.cells))
                for row in node.rows
            )
            return replace(node, caption=caption, rows=rows)
        case Verse():
            return replace(node, lines=tuple(replace(v, children=change(v.children)) for v in node.lines))
        case FigureBlock():
            return replace(node, caption=change(node.caption))
        case Speech():
            speaker = change(node.speaker)
            return replace(node, speaker=speaker, blocks=each_line(node.blocks, change))
        case Rule():
            return node
        case _:
            assert_never(node)
