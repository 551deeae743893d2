"""Transcripts in Leiden+: paragraphs between blank lines, headings and notes as in the general format.

Everything else is in the notation. Where it marks blocks of its own (`<= =>`, `<D=.r … =D>`), blank lines
mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from variorum.claim import ClaimRule
from variorum.codecs.leiden.marks import IN_WORD, LINE
from variorum.codecs.leiden.reading.edition_spans import blocks
from variorum.codecs.leiden.reading.notations import parse
from variorum.codecs.transcript.claim_book import ClaimBook
from variorum.codecs.transcript.reading import checks
from variorum.codecs.transcript.reading.document import Reading, lines
from variorum.codecs.transcript.reading.head import normal_key
from variorum.codecs.transcript.sign_places import refusals
from variorum.codecs.transcript.strand import Strand
from variorum.conventions import ConventionSet, Decision
from variorum.doors import ReadOptions
from variorum.findings import Diagnostic, Result
from variorum.findings.transcript import NoteTwice
from variorum.model import (
    Block,
    Blocks,
    Document,
    Field,
    Head,
    Heading,
    Inline,
    Inlines,
    Note,
    NoteRef,
    Paragraph,
    Text,
    walk,
)
from variorum.source import Source, Span

HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?=\S)")
NOTE = re.compile(r"\[\^(?P<id>[^\s\[\]^]+)\]:[ \t]*")
BLOCK = re.compile(r"<(?:=|D=\.|S=|T=)")
LINE_END = re.compile(rf"[ \t\r]*\n\s*(?P<in_word>(?=\(?{LINE}\.-))?")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines without a blank line between them; `indented`: the first is, as what belongs to a note is."""

    strand: Strand
    indented: bool


def read(source: Source, convention: ConventionSet, options: ReadOptions | None = None) -> Result[Reading]:
    """Read a transcript under a set with a notation of its own, which says itself what is what."""
    chosen = options or ReadOptions()
    reader = _NotationReader(source, convention)
    body = reader.body()
    data = (
        Field(
            kind,
            (Text(text, span=place),),
            normal_key(kind, text, convention.forms(chosen.languages, chosen.spoken)),
            span=place,
        )
        for kind, text, place in chosen.head
    )
    head = Head(added=tuple(Paragraph((field,)) for field in data))
    document = Document(
        chosen.id,
        head,
        body,
        notes=tuple(reader.notes),
        base=chosen.base,
        languages=chosen.languages,
        span=source.span(0, len(source.text)),
    )
    decisions = tuple(_decisions(document, convention, source))
    calls = [(n.note, n.span) for n in walk.descend(document) if isinstance(n, NoteRef) and n.span]
    found = [
        *reader.found,
        *checks.notes(document, calls),
        *checks.signs(document, decisions, convention, chosen.declared),
    ]
    reading = Reading(document, decisions, reader.claims.claims(source))
    return Result(reading, (*refusals(chosen.places), *sorted(set(found), key=_order)))


def _order(finding: Diagnostic) -> tuple[int, int, str]:
    span = finding.span
    return (span.line, span.column, finding.slug) if span else (0, 0, finding.slug)


class _NotationReader:
    """One transcript that is being read."""

    def __init__(self, source: Source, convention: ConventionSet) -> None:
        self.source = source
        self.notation = convention.notation or "leiden-plus"
        self.notes: list[Note] = []
        self.found: list[Diagnostic] = []
        self.claims = ClaimBook()

    def body(self) -> Blocks:
        """Return the blocks of the text; notes are put aside."""
        made: list[Block] = []
        in_note = False
        if self.source.text.startswith("\ufeff"):
            self.claims.claim(Strand.of(self.source, 0, 1), ClaimRule.BYTE_ORDER_MARK)
        for chunk in self.gathered():
            strand = chunk.strand
            note, heading = NOTE.match(strand.text), HEADING.match(strand.text)
            in_note = note is not None or (in_note and chunk.indented)
            if note is not None:
                self.claims.claim(strand.cut(0, note.end()), ClaimRule.NOTE_HEAD)
                inside = self.prose(strand.cut(note.end(), len(strand)))
                self.note(Note(note["id"], inside, span=strand.span(0, note.end())))
            elif in_note:
                last = self.notes[-1]
                self.notes[-1] = replace(last, blocks=(*last.blocks, *self.prose(strand)))
            elif heading is not None:
                self.claims.claim(strand.cut(0, heading.end()), ClaimRule.HEADING_MARK)
                words = self.words(strand.cut(heading.end(), len(strand)), note=True)
                made.append(Heading(inlines_only(words), len(heading["marks"]), span=strand.span()))
            else:
                made.extend(blocks(self.words(strand)))
        return tuple(made)

    def gathered(self) -> Iterator[Chunk]:
        """Yield the chunks of the text; where the notation marks blocks, what they span is one chunk."""
        waiting: Chunk | None = None
        for chunk in self.chunks():
            apart = NOTE.match(chunk.strand.text) or HEADING.match(chunk.strand.text)
            if waiting is not None and not apart and BLOCK.search(waiting.strand.text):
                start, end = waiting.strand.offsets[0], chunk.strand.offsets[-1] + 1
                waiting = replace(waiting, strand=Strand.of(self.source, start, end))
                continue
            if waiting is not None:
                yield waiting
            waiting = chunk
        if waiting is not None:
            yield waiting

    def chunks(self) -> Iterator[Chunk]:
        """Yield the stretches between blank lines."""
        held: list[Strand] = []
        for line in (*lines(self.source), None):
            if line is not None and line.text.strip():
                held.append(line)
            elif held:
                start, end = held[0].offsets[0], held[-1].offsets[-1] + 1
                indented = held[0].text.startswith((" ", "\t"))
                # A blank before a letter may belong to its accent: ` ι(¨)`. Only those of a note fall away.
                yield Chunk(Strand.of(self.source, start, end), indented)
                held.clear()

    def words(self, strand: Strand, note: bool = False) -> tuple[Inline | Block, ...]:
        """Return what a strand holds."""
        flow = flowing(strand.strip() if note else strand)
        result = parse(flow, self.notation, note, self.claims)
        self.found.extend(result.diagnostics)
        return result.value

    def prose(self, strand: Strand) -> Blocks:
        """Return a paragraph of a note."""
        return (Paragraph(inlines_only(self.words(strand, note=True)), span=strand.span()),)

    def note(self, note: Note) -> None:
        """Keep a note; one that is written twice is reported, and its words are put to the first."""
        for index, other in enumerate(self.notes):
            if other.id == note.id:
                first = checks.place(other.span)
                self.found.append(NoteTwice(note.span, note=note.id, place=first))
                self.notes[index] = replace(other, blocks=(*other.blocks, *note.blocks))
                return
        self.notes.append(note)


def flowing(strand: Strand) -> Strand:
    """Return a strand in one line: the notation numbers the lines of the source, those of the file are wraps.

    A line end is a blank; before the number of a line that begins inside a word it stays one (`IN_WORD`), so
    that figures on both sides are not read as one number.
    """
    text: list[str] = []
    offsets: list[int] = []
    at = 0
    for end in LINE_END.finditer(strand.text):
        text.append(strand.text[at : end.start()])
        offsets.extend(strand.offsets[at : end.start()])
        text.append(" " if end["in_word"] is None else IN_WORD)
        offsets.append(strand.offsets[end.start()])
        at = end.end()
    return Strand(strand.source, "".join((*text, strand.text[at:])), (*offsets, *strand.offsets[at:]))


def inlines_only(nodes: tuple[Inline | Block, ...]) -> Inlines:
    """Return nodes of a stretch in which no block can stand."""
    return tuple(node for node in nodes if isinstance(node, Inline))


def _decisions(document: Document, convention: ConventionSet, source: Source) -> Iterator[Decision]:
    """Yield a record for each sign in the text; the rule is the notation itself."""
    for node in walk.descend(document):
        if isinstance(node, Inline) and node.span is not None:
            sign = convention.sign_for(node, document.base)
            if sign is not None:
                yield Decision(node.span, _literal(node.span, source), sign.id, convention.notation or "")


def _literal(span: Span, source: Source) -> str:
    start = source.starts[span.line - 1] + span.column - 1
    end = source.starts[span.end_line - 1] + span.end_column - 1
    return source.text[start:end]
