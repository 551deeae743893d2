"""Plain text as found: files become the documents of an edition, their notes tied to their calls.

What such texts look like is told by the tables `[plain]` and `[[notes]]` of a convention set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from variorum import conventions
from variorum.accession.plain.copyist import Copyist, Draft
from variorum.accession.plain.leaves import Leaves
from variorum.accession.plain.notes import tie_notes
from variorum.accession.plain.papers import Layout, laid_out
from variorum.accession.plain.transcription import transcribe
from variorum.codecs.transcript.reading.document import Reading
from variorum.codecs.transcript.reading.document import read as read_transcript
from variorum.conventions import ConventionSet
from variorum.conventions.engine import compile_pattern
from variorum.conventions.papers import Matter, PlainRules
from variorum.doors import ReadOptions
from variorum.findings import Diagnostic, Result
from variorum.findings.transcript import NoteUnused
from variorum.model import Document
from variorum.source import Source, Span

__all__ = ["PaperImport", "read", "recognised", "transcribe_files"]


@dataclass(frozen=True, slots=True)
class PaperImport:
    """A document as it was found: its transcript, what a reader makes of it, the files it came from.

    `found` are the findings that stand in it; `matter` says that it is a part of the volume, which begins on
    the line `line` of its first file.
    """

    transcript: str
    reading: Reading
    files: tuple[str, ...] = ()
    matter: Matter | None = None
    line: int = 1
    found: tuple[Diagnostic, ...] = ()


def read(files: Sequence[tuple[str, str]], convention: ConventionSet) -> Result[tuple[Document, ...]]:
    """Return the documents that plain texts hold, given by path and text in the order of the pages.

    Findings have their places in these files.
    """
    result = transcribe_files(files, convention)
    return Result(tuple(one.reading.document for one in result.value), result.diagnostics)


def recognised(text: str) -> tuple[str, ...]:
    """Return the names of the sets whose kind of plain text this is, by their `recognise` patterns."""
    return tuple(
        name
        for name, patterns in _kinds()
        if all(compile_pattern(pattern).search(text) for pattern in patterns)
    )


@cache
def _kinds() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the sets that know a kind of plain text, and its patterns."""
    layouts = ((name, conventions.load(name).value.layout.plain) for name in conventions.names())
    return tuple((name, plain.recognise) for name, plain in layouts if plain is not None and plain.recognise)


def transcribe_files(
    files: Sequence[tuple[str, str]], convention: ConventionSet
) -> Result[tuple[PaperImport, ...]]:
    """Return the same with the transcripts; each finding stands with one document, the first if with none."""
    rules = convention.layout.plain or PlainRules()
    leaves = Leaves.of(files, rules.page_end)
    layout = laid_out(leaves, rules)
    notes = tie_notes(leaves, layout, convention.layout.notes)
    copyist = Copyist(leaves, layout, notes, convention, rules)
    made: list[PaperImport] = []
    found: list[Diagnostic] = [*layout.found, *notes.found]
    for paper in layout.papers:
        draft = transcribe(copyist, paper)
        reading = read_transcript(Source("", draft.text), convention, ReadOptions(paper.id))
        pages = sorted({leaves.index(origin) for origin in draft.origins})
        paths = tuple(dict.fromkeys(leaves.leaves[index].source.path for index in pages))
        line = leaves.span(paper.place.start, paper.place.start).line
        made.append(PaperImport(draft.text, reading.value, paths, paper.matter, line))
        found.extend(
            _at_own_place(one, draft, leaves)
            for one in reading.diagnostics
            if not isinstance(one, NoteUnused)  # told already, as a note that nothing calls
        )
    every = tuple(sorted({*found, *copyist.found}, key=_order))
    owners = [_owner(one, layout, leaves) for one in every]
    for at, one in enumerate(made):
        own = tuple(finding for finding, owner in zip(every, owners, strict=True) if owner == at)
        made[at] = replace(one, found=own)
    return Result(tuple(made), every)


def _owner(finding: Diagnostic, layout: Layout, leaves: Leaves) -> int:
    """Return which paper a finding stands in."""
    span = finding.span
    for leaf in leaves.leaves if span else ():
        if span is not None and leaf.source.path == span.path:
            at = leaf.source.starts[span.line - 1] + span.column - 1 - leaf.offset
            if 0 <= at <= len(leaf.text):
                papers = enumerate(layout.papers)
                return next((index for index, paper in papers if leaf.start + at in paper.place), 0)
    return 0


def _order(finding: Diagnostic) -> tuple[str, int, int, str]:
    span = finding.span
    return (span.path, span.line, span.column, finding.slug) if span else ("", 0, 0, finding.slug)


def _at_own_place(finding: Diagnostic, draft: Draft, leaves: Leaves) -> Diagnostic:
    """Return a finding about a transcript with its place in the file from which that was made."""
    return replace(finding, span=finding.span and _origin(finding.span, draft, leaves))


def _origin(span: Span, draft: Draft, leaves: Leaves) -> Span:
    if not draft.origins:
        return leaves.span(0, 0)
    starts = Source("", draft.text).starts
    first, last = (
        min(starts[line - 1] + column - 1, len(draft.origins) - 1)
        for line, column in ((span.line, span.column), (span.end_line, span.end_column - 1))
    )
    start = draft.origins[first]
    end = max(draft.origins[max(last, first)] + 1, start)
    return leaves.span(start, end)
