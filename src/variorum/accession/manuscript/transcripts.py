"""A manuscript becomes a transcript that the edition's set reads without an error."""

from __future__ import annotations

from variorum.accession.manuscript import TitleAs, transcript
from variorum.codecs import ReadOptions, read
from variorum.conventions import ConventionSet
from variorum.findings import Diagnostic, Result
from variorum.findings.accession import MarkEscaped
from variorum.manuscript import Manuscript, Words
from variorum.model import Document
from variorum.source import Source, Span

ROUNDS = 8


def page_transcript(
    page: Manuscript, convention: ConventionSet, pictures: dict[str, str]
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return a page as a transcript, and the data of its head that are no part of it.

    A title that the set reads as a head is a line; one that calls notes or has styles is a construct; any
    other stands in edition.toml.
    """
    plain = transcript(page, pictures, TitleAs.LINE)
    if page.title is None or as_read(plain, convention).head.lines:
        return plain, ()
    if all(isinstance(piece, Words) and not piece.styles for piece in page.title.pieces):
        return transcript(page, pictures, TitleAs.ELSEWHERE), (("title", page.plain_title),)
    return transcript(page, pictures, TitleAs.CONSTRUCT), ()


def as_read(text: str, convention: ConventionSet) -> Document:
    """Return what a set reads in a transcript."""
    return read(Source("transcript", text), convention, ReadOptions()).value.document


def with_marks_escaped(name: str, text: str, convention: ConventionSet) -> Result[str]:
    """Return a transcript whose marks all find their partners: those that do not are escaped, and reported.

    A bracket that the page never closes is a character of the page; as a sign it would be an error.
    """
    found: list[Diagnostic] = []
    for _ in range(ROUNDS):
        source = Source(name, text)
        errors = read(source, convention, ReadOptions()).errors
        places = sorted({(one.span.line, one.span.column) for one in errors if one.span}, reverse=True)
        if not places:
            break
        for line, column in places:
            at = source.starts[line - 1] + column - 1
            if text[at : at + 1] and not text[at].isalnum() and not text[at].isspace():
                text = f"{text[:at]}\\{text[at:]}"
                words = source.line(line)[max(column - 21, 0) : column + 40].strip()
                if any(
                    one.span and one.span.line == line and abs(one.span.column - column) < 12 for one in found
                ):
                    continue
                found.append(MarkEscaped(Span(name, line, column, line, column), words=words))
    return Result(text, tuple(found))
