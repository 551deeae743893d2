"""The head of a document: its printed lines, with the data in them marked as fields."""

from __future__ import annotations

import re

from variorum.codecs.transcript.marks import RawBracket, Raws, RawText, cut_marks, flat, parse
from variorum.codecs.transcript.reading.block_lines import RawBlocks, RawItem, RawParagraph, RawRule
from variorum.codecs.transcript.reading.meanings import EDITOR, Meanings, occurrence
from variorum.codecs.transcript.reading.paragraphs import Prose, flow
from variorum.codecs.transcript.reading.tidying import tidy
from variorum.codecs.transcript.strand import Strand
from variorum.conventions.engine import Occurrence, compile_pattern, decide
from variorum.conventions.normal_forms import NormalForms, register_key
from variorum.conventions.sign import HeadRules
from variorum.model import Facts, Field, FieldKind, Head, Inlines, Paragraph, Text
from variorum.model.walk import folded

DATA = ("date", "register")
SENTENCE_END = re.compile(r"[.!?…;][”’»\"')\]]*$")
TITLE_LENGTH = 160
RUNS_ON = re.compile(r"[,:][”’»\"')\]]*$|[^\W\d_]{4,}[.!?][”’»\"')\]]*\s+[“‘«\"'(\[]*[A-ZÀ-ÞЀ-Я]")
"""What no title has: a comma or colon at its end, a sentence that ends inside it."""
FORM = re.compile(r"__|([._·–—*=-])(?: ?\1){3}")
"""A place of a form that is to be filled in, or a rule."""
CALLS = re.compile(r"(?:\s*\[(?:\^[^\s\[\]^]+|\d{1,3})\])+$")
"""Calls of notes at the end of a paragraph."""


def head(raws: RawBlocks, words: Meanings, rules: HeadRules, full_line: int) -> tuple[Head, RawBlocks]:
    """Return the head with which blocks begin, and the blocks behind it; an empty head if there is none."""
    strands = [_strand(raw, full_line) for raw in raws[: rules.paragraphs + 1]]
    if strands and isinstance(raws[0], RawItem):
        strands[0] = _numbered(raws[0], full_line)
    first = strands[0] if strands else None
    if first is None:
        return Head(), raws
    found = _first(flat(parse(first, words.pairs).value, bare=True), rules)
    if found is None:
        return Head(), raws
    end = _end(raws, strands, words, rules)
    lines = [_first_line(first, found, words)]
    for index in range(1, end):
        raw, strand = raws[index], strands[index]
        if strand is not None:
            lines.append(_line(strand, words, rules))
        elif isinstance(raw, RawRule):
            rule = Text(raw.strand.text, span=raw.strand.span())
            lines.append(Paragraph((rule,), facts=Facts(rend="rule"), span=rule.span))
    span = lines[0].span
    return Head(tuple(lines), span=span.to(lines[-1].span) if span else None), raws[end:]


def _strand(raw: object, full_line: int) -> Strand | None:
    """Return the words of a paragraph."""
    if not isinstance(raw, RawParagraph):
        return None
    return flow(Prose(raw.lines, (False,) * len(raw.lines)), False, full_line)


def _numbered(item: RawItem, full_line: int) -> Strand | None:
    """Return a first line with its number ("12. Memorandum"), which looks like an item of a list."""
    words = _strand(item.blocks[0], full_line) if len(item.blocks) == 1 else None
    if words is None or item.label is None:
        return None
    return Strand(words.source, item.strand.text + words.text, item.strand.offsets + words.offsets)


def _first(text: str, rules: HeadRules) -> re.Match[str] | None:
    matches = (compile_pattern(pattern).fullmatch(text) for pattern in rules.first)
    return next((found for found in matches if found), None)


def _end(raws: RawBlocks, strands: list[Strand | None], words: Meanings, rules: HeadRules) -> int:
    """Return how many blocks the head takes."""
    end = 1
    for index in range(1, len(strands)):
        strand = strands[index]
        if isinstance(raws[index], RawRule):
            return index + 1
        if strand is None:
            break
        text = flat(parse(strand, words.pairs).value, bare=True)
        if any(rule.kind in rules.ends and compile_pattern(rule.match).search(text) for rule in rules.fields):
            end = index + 1
    return end


def _first_line(strand: Strand, found: re.Match[str], words: Meanings) -> Paragraph:
    """Return the first line of a head: its named groups are kinds of data."""
    raws = words.parse(strand)
    made: Inlines = ()
    at = 0
    groups = sorted((found.span(name), name) for name in found.re.groupindex if found[name])
    for (start, end), name in groups:
        made += _words_of(words, cut_marks(raws, at, start, bare=True))
        datum = cut_marks(raws, start, end, bare=True)
        inside = _words_of(words, datum)
        span = inside[0].span if inside else None
        key = normal_key(name, found[name], words.forms)
        if name == FieldKind.MARK:
            mark = Occurrence(found[name], positions=frozenset({"head"}))
            decided = decide(words.convention, mark, words.base)
            if decided is not None and inside and inside[0].span is not None:
                words.record(decided, next(raw.strand for raw in datum if isinstance(raw, RawText)))
        made += (Field(FieldKind(name), inside, key, span=span),)
        at = end
    made += _words_of(words, cut_marks(raws, at, len(flat(raws, bare=True)), bare=True))
    return Paragraph(tidy(made), span=strand.span())


def normal_key(name: str, text: str, forms: NormalForms) -> str | None:
    """Return the normal form of a datum, none where it is as printed."""
    match name:
        case FieldKind.DATE:
            return forms.iso_date(text)
        case FieldKind.REGISTER:
            return register_key(text)
        case FieldKind.TITLE if folded(text) != text:
            return folded(text)
        case _:
            return None


def _line(strand: Strand, words: Meanings, rules: HeadRules) -> Paragraph:
    """Return a further line of a head: what no rule claims is the abstract, if it has letters."""
    raws = words.parse(strand)
    text = flat(raws, bare=True)
    claimed: list[tuple[int, int, str, re.Match[str]]] = []
    for rule in rules.fields:
        for found in compile_pattern(rule.match).finditer(text):
            start, end = found.span()
            if start < end and all(end <= first or start >= last for first, last, _, _ in claimed):
                claimed.append((start, end, rule.kind, found))
    made: Inlines = ()
    at = 0
    for start, end, kind, found in sorted(claimed, key=lambda entry: entry[0]):
        made += _unclaimed(raws, text, at, start, words)
        made += (_field(cut_marks(raws, start, end, bare=True), kind, found, words),)
        at = end
    made += _unclaimed(raws, text, at, len(text), words)
    return Paragraph(tidy(made), span=strand.span())


def _words_of(words: Meanings, raws: Raws) -> Inlines:
    """Return words of a head, which are the editor's."""
    return words.inlines(raws, EDITOR)


def _unclaimed(raws: Raws, text: str, start: int, end: int, words: Meanings) -> Inlines:
    """Return words that no rule claims: an abstract if there are letters, blanks around it outside."""
    stretch = text[start:end]
    bare = stretch.strip()
    if not any(character.isalpha() for character in bare):
        return _words_of(words, cut_marks(raws, start, end, bare=True))
    first = start + len(stretch) - len(stretch.lstrip())
    last = first + len(bare)
    inside = _words_of(words, cut_marks(raws, first, last, bare=True))
    abstract = Field(FieldKind.ABSTRACT, inside, span=inside[0].span)
    return (
        *_words_of(words, cut_marks(raws, start, first, bare=True)),
        abstract,
        *_words_of(words, cut_marks(raws, last, end, bare=True)),
    )


def _field(raws: Raws, kind: str, found: re.Match[str], words: Meanings) -> Field:
    """Return a datum; brackets around it are its sign, and data in it are marked again."""
    start = found.start()
    first = raws[0]
    span = first.strand.span().to(raws[-1].strand.span())
    seen = [raw for raw in raws if flat((raw,), bare=True)]
    bracket = seen[0] if len(seen) == 1 else None
    if isinstance(bracket, RawBracket):
        decided = words.decide_at(occurrence(bracket, frozenset({"head"})), bracket.strand)
        if decided is not None:
            words.record(decided, bracket.strand)
            words.claims.around(decided, bracket.strand)
            at = raws.index(bracket)
            raws, start = (*raws[:at], *bracket.children, *raws[at + 1 :]), start + 1
    groups = {name: found[name] for name in found.re.groupindex if found[name]}
    made: Inlines = ()
    at = 0
    for name in sorted((n for n in groups if n in DATA), key=found.start):
        begin, end = found.start(name) - start, found.end(name) - start
        inner = _words_of(words, cut_marks(raws, begin, end, bare=True))
        made += _words_of(words, cut_marks(raws, at, begin, bare=True))
        where = inner[0].span if inner else None
        made += (Field(FieldKind(name), inner, normal_key(name, groups[name], words.forms), span=where),)
        at = end
    made += _words_of(words, cut_marks(raws, at, len(flat(raws, bare=True)), bare=True))
    keys = (
        [groups["key"]]
        if "key" in groups
        else [normal_key(name, groups[name], words.forms) for name in DATA if name in groups]
    )
    key = " ".join(filter(None, keys)) or None
    return Field(FieldKind(kind), tidy(made), key, span=span)


def is_title(text: str) -> bool:
    """Return whether a paragraph of the opening is short and no sentence, calls at its end apart.

    What ends in a comma or colon, holds the end of a sentence or a place to be filled in, has no letters or
    begins in lower case is running text, a line of a form, a rule or part of a list.
    """
    text = CALLS.sub("", text)
    if not 0 < len(text) <= TITLE_LENGTH or any(one.search(text) for one in (SENTENCE_END, RUNS_ON, FORM)):
        return False
    first = next(filter(str.isalpha, text), "")
    return bool(first) and not first.islower()


def is_row(text: str) -> bool:
    """Return whether a paragraph is short and ends as a row of a list does, in no stop."""
    text = CALLS.sub("", text)
    return 0 < len(text) <= TITLE_LENGTH and not (SENTENCE_END.search(text.rstrip(";")) or text.endswith(":"))
