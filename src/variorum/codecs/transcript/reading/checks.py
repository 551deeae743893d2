"""Findings about a transcript as a whole: pages, quotation marks, notes, ranges, declared signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from variorum import toml
from variorum.codecs.transcript.marks import TOKEN
from variorum.codecs.transcript.reading.block_lines import COLUMNS
from variorum.codecs.transcript.strand import Strand
from variorum.conventions import ConventionSet, Decision, Sign
from variorum.conventions.normal_forms import NormalForms
from variorum.findings import Diagnostic
from variorum.findings.conventions import DeclarationUnknown, SignUndeclared, SignUnknown, SignUnused
from variorum.findings.finding import times
from variorum.findings.marks import UnclosedQuotation, UnopenedQuotation
from variorum.findings.transcript import (
    AnchorBroken,
    ColumnsAsBlanks,
    HeadDisagrees,
    NoteCalledTwice,
    NoteUndefined,
    NoteUnused,
    PageCount,
    PageOrder,
    PageTwice,
)
from variorum.model import (
    AnchorEnd,
    AnchorStart,
    Declaration,
    Document,
    Field,
    FieldKind,
    Heading,
    Line,
    LineKind,
    PageBreak,
    SignDeclaration,
)
from variorum.model.walk import descend, meanings, plain
from variorum.source import Span

OPENING = {"“": "”", "«": "»", "„": "“", "‘": "’"}
CLOSING = {"”": "“", "»": "«", "’": "‘"}
TURNED = {"“": "”", "”": "“", "‘": "’", "’": "‘"}


def place(span: Span | None) -> str:
    """Return a place inside the file."""
    return f"{span.line}:{span.column}" if span else "the head"


# ---- pages


def pages(document: Document, forms: NormalForms) -> Iterator[Diagnostic]:
    """Check the page marks: their order, each once, as many as the head counts.

    Behind a heading another paper may begin, which has pages of its own.
    """
    marks: list[PageBreak] = []
    begun: set[int] = set()
    for part in (*document.body, *document.closing):
        if isinstance(part, Heading):
            begun.add(len(marks))
        marks += (node for node in descend(part) if isinstance(node, PageBreak) and node.system is None)
    breaks = [(at, node) for at, node in enumerate(marks) if node.label]
    fields = [node for node in descend(document.head) if isinstance(node, Field)]
    excerpt = any(field.kind is FieldKind.EXCERPT for field in fields)
    seen: dict[str, PageBreak] = {}
    previous: PageBreak | None = None
    for at, node in breaks:
        if at in begun:
            previous = None
        if node.label in seen:
            first = place(seen[node.label].span)
            yield PageTwice(node.span, label=node.label, place=first)
        elif previous is not None and _out_of_order(previous, node, excerpt, forms):
            yield PageOrder(node.span, label=node.label, previous=previous.label)
        seen.setdefault(node.label, node)
        previous = node
    stated = next((field for field in fields if field.kind is FieldKind.EXTENT and field.key), None)
    if stated is not None and stated.key is not None and marks and not excerpt:
        marked = len(seen) + len(marks) - len(breaks)
        if stated.key.isdigit() and int(stated.key) != marked:
            yield PageCount(stated.span, stated=stated.key, marked=marked)


def _out_of_order(previous: PageBreak, node: PageBreak, excerpt: bool, forms: NormalForms) -> bool:
    """Return whether a page does not follow the one before; an excerpt may leave pages out."""
    first, second = forms.counted(previous.label), forms.counted(node.label)
    if first is None or second is None or first[0] is not second[0]:
        return False
    before, after = first[1], second[1]
    sides = previous.label.endswith("r") and node.label.endswith("v")
    if sides and before == after:
        return False
    return after <= before if excerpt else after != before + 1


def head_agrees(document: Document) -> Iterator[Diagnostic]:
    """Check that the register number of the head is among those on the paper."""
    in_head = next((f for f in _fields(document.head) if f.kind is FieldKind.REGISTER), None)
    lines = [
        field
        for block in document.body
        if isinstance(block, Line) and block.kind is LineKind.REGISTER
        for field in _fields(block)
        if field.kind is FieldKind.REGISTER
    ]
    if in_head is not None and lines and all(field.key != in_head.key for field in lines):
        head, text = plain(in_head.children), plain(lines[0].children)
        yield HeadDisagrees(lines[0].span, head=f"“{head}”", text=f"“{text}”")


def _fields(part: Line | object) -> Iterator[Field]:
    yield from (node for node in descend(part) if isinstance(node, Field))  # type: ignore[arg-type]


# ---- columns


def columns(strands: Iterable[Strand]) -> Iterator[Diagnostic]:
    """Check that no lines have columns which blanks make; the first stand for all of a document."""
    found: list[Strand] = []
    count = 0
    for strand in strands:
        lines = strand.text.split("\n")
        spaced = [bool(COLUMNS.search(line)) for line in lines]
        together = [one for one, other in pairwise(spaced) if one and other]
        if together:
            found.append(strand)
            count += sum(spaced)
    if found:
        yield ColumnsAsBlanks(found[0].span(), lines=count)


# ---- quotation marks


def quotations(strands: Iterable[Strand]) -> Iterator[Diagnostic]:
    """Check that quotation marks come in pairs within a paragraph.

    A quotation over several paragraphs opens each of them anew and is closed in the last.
    """
    all_strands = list(strands)
    for index, strand in enumerate(all_strands):
        characters = list(_turned(list(_characters(strand))))
        unopened, unclosed = _unpaired(characters)
        for at in unopened:
            yield UnopenedQuotation(strand.span(at, at + 1))
        after = all_strands[index + 1].text.lstrip("*[ ")[:1] if index + 1 < len(all_strands) else ""
        for at, mark in unclosed:
            if after != mark:
                yield UnclosedQuotation(strand.span(at, at + 1))


def _characters(strand: Strand) -> Iterator[tuple[int, str]]:
    """Yield the characters of a strand with their places, without the names and data of constructs."""
    at = 0
    for token in TOKEN.finditer(strand.text):
        if token.lastgroup == "construct":
            yield from ((i, strand.text[i]) for i in range(at, token.start()))
            at = token.end()
    yield from ((i, strand.text[i]) for i in range(at, len(strand.text)) if strand.text[i] != "\\")


def _turned(characters: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield characters in which “ opens: words from right to left may begin with the mark that looks so."""
    first = next((one for _, one in characters if one in TURNED), "")
    ways = (
        [unicodedata.bidirectional(one) for _, one in characters if one.isalpha()] if first in CLOSING else []
    )
    leftwards = 2 * sum(way in ("R", "AL") for way in ways) > len(ways)
    for at, one in characters:
        yield at, TURNED.get(one, one) if leftwards else one


def _unpaired(characters: Sequence[tuple[int, str]]) -> tuple[list[int], list[tuple[int, str]]]:
    """Return the places of marks that close nothing, and of those that are never closed."""
    unopened: list[int] = []
    opened: list[tuple[int, str]] = []
    text = "".join(character for _, character in characters)
    for index, (at, mark) in enumerate(characters):
        before, after = text[index - 1 : index] if index else "", text[index + 1 : index + 2]
        top = opened[-1][1] if opened else ""
        if mark == "’":
            if not (before.isalnum() and after.isalnum()) and top == "‘":
                opened.pop()
        elif mark == '"':
            if any(entry == '"' for _, entry in opened) and not (_gap(before) and not _gap(after)):
                _close(opened, '"')
            elif (_gap(before) or before in "([{“‘—–-*") and after and not _gap(after):
                opened.append((at, mark))
            else:
                unopened.append(at)
        elif mark == "“" and top == "„":
            opened.pop()
        elif mark in OPENING:
            opened.append((at, mark))
        elif mark in CLOSING and not _close(opened, CLOSING[mark]):
            unopened.append(at)
    return unopened, opened


def _gap(character: str) -> bool:
    return not character or character.isspace()


def _close(opened: list[tuple[int, str]], mark: str) -> bool:
    """Close the innermost mark of this kind; what was opened inside it and is still open is forgotten."""
    for index in range(len(opened) - 1, -1, -1):
        if opened[index][1] == mark:
            del opened[index:]
            return True
    return False


# ---- notes and ranges


def notes(document: Document, calls: Sequence[tuple[str, Span]]) -> Iterator[Diagnostic]:
    """Check that every note called is written, every note written called, and each called once.

    A query that nothing calls is on the whole document.
    """
    written = {note.id: note.span for note in document.notes}
    called: dict[str, Span] = {}
    for note, span in calls:
        if note not in written:
            yield NoteUndefined(span, note=note)
        elif note in called:
            yield NoteCalledTwice(span, note=note, place=place(called[note]))
        called.setdefault(note, span)
    ranges = {
        node.range
        for part in (*document.body, *document.closing)
        for node in descend(part)
        if isinstance(node, AnchorStart)
    }
    queries = {note.id for note in document.notes if note.is_query}
    for note, where in written.items():
        if note not in called and note not in ranges and note not in queries:
            yield NoteUnused(where, note=note)


def ranges(document: Document) -> Iterator[Diagnostic]:
    """Check that every range has both its ends."""
    starts: dict[str, Span | None] = {}
    ends: dict[str, Span | None] = {}
    for node in descend(document):
        if isinstance(node, AnchorStart):
            starts.setdefault(node.range, node.span)
        elif isinstance(node, AnchorEnd):
            ends.setdefault(node.range, node.span)
    for name in starts.keys() - ends.keys():
        yield AnchorBroken(starts[name], id=name, present="beginning", absent="end")
    for name in ends.keys() - starts.keys():
        yield AnchorBroken(ends[name], id=name, present="end", absent="beginning")


# ---- signs


def matching(statement: str, convention: ConventionSet) -> Sign | None:
    """Return the sign of which a statement of a source speaks."""
    for sign in convention.signs:
        if sign.legend_match and re.search(sign.legend_match, statement, re.IGNORECASE | re.DOTALL):
            return sign
    return None


def signs(
    document: Document,
    decisions: Sequence[Decision],
    convention: ConventionSet,
    declared: Sequence[SignDeclaration],
) -> Iterator[Diagnostic]:
    """Check that each sign in use is declared, by the source or the edition, and each declared is in use.

    A statement about one sign of a mark, as brackets, covers the other signs of that mark. A sign is in use
    also where a construct says what it means.
    """
    declarations = document.declarations
    by_id = {sign.id: sign for sign in convention.signs}
    names = [*(d.sign for d in declarations if d.sign), *(d.sign for d in declared)]
    stated = {name for name in names if name in by_id}
    covered = {mark for name in stated for mark in _marks(by_id[name])} | {
        d.sign.replace(" ", "") for d in declared
    }
    used: dict[str, list[Decision]] = {}
    for decision in decisions:
        sign = by_id[decision.sign]
        if sign.needs_declaration and sign.id not in stated and not (_marks(sign) & covered):
            used.setdefault(_sign_name(sign, decision), []).append(decision)
    for mark, decided in used.items():
        count = times(len(decided))
        key = _key(mark, by_id[decided[0].sign])
        yield SignUndeclared(decided[0].span, sign=mark, count=count, key=key)
    marks_in_use = {mark for decision in decisions for mark in _marks(by_id[decision.sign])}
    meant = {found.id for node in meanings(document) if (found := convention.sign_for(node, document.base))}
    in_use = meant | {decision.sign for decision in decisions}
    yield from _unused(declarations, by_id, marks_in_use, in_use)


def _unused(
    declarations: Sequence[Declaration], by_id: Mapping[str, Sign], marks: set[str], used: set[str]
) -> Iterator[Diagnostic]:
    for declaration in declarations:
        statement = plain(declaration.children).strip()
        words = [node.span for node in declaration.children if node.span]
        whole = declaration.span.to(words[-1] if words else None) if declaration.span else None
        if declaration.sign is None:
            yield DeclarationUnknown(whole)
        elif declaration.sign not in by_id:
            nearest = toml.nearest(declaration.sign, by_id)
            yield SignUnknown(whole, sign=declaration.sign, nearest=nearest)
        elif declaration.sign not in used and not (_marks(by_id[declaration.sign]) & marks):
            yield SignUnused(whole, statement=statement)


def _marks(sign: Sign) -> set[str]:
    return {read.mark for read in sign.read if read.mark is not None}


def _key(shown: str, sign: Sign) -> str:
    """Return the key of a sign in `[signs]` of an edition: its mark, or its id where it has none."""
    return f'"{shown}"' if _marks(sign) else sign.id


def _sign_name(sign: Sign, decision: Decision) -> str:
    """Return a sign as a finding names it: its mark, or its title where it has none."""
    marks = _marks(sign)
    if "[]" in marks:
        return "[ ]"
    return decision.literal if marks else sign.title
