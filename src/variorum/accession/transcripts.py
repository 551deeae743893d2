"""A web page becomes a transcript; what it shows and what it does not say in words is kept beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from urllib.parse import unquote

from variorum.accession.manuscript import Manuscript, TitleAs, transcript
from variorum.accession.manuscript.parts import Words
from variorum.accession.web import Beside
from variorum.codecs import ReadOptions, read
from variorum.conventions import ConventionSet
from variorum.findings import Diagnostic, Result
from variorum.findings.accession import MarkEscaped, PictureLeftOut
from variorum.findings.files import ReferenceRemote
from variorum.model import Document
from variorum.project.files import REMOTE
from variorum.source import Source, Span

PICTURES = ((b"\x89PNG\r\n", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"GIF8", ".gif"))
LONGEST_PICTURE = 40_000_000
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


def pictures_of(
    page: Manuscript, path: str, own: str, beside: Beside
) -> Result[dict[str, tuple[str, bytes]]]:
    """Return the pictures that lie beside a page: by their sources, their files in the edition, and the data.

    What is remote is never fetched; it is told of once, with the number.
    """
    held: dict[str, tuple[str, bytes]] = {}
    found: list[Diagnostic] = []
    remote = [
        picture
        for picture in page.pictures
        if REMOTE.match(picture.source) or picture.source.startswith("//")
    ]
    if remote:
        first = remote[0]
        more = f" and {len(remote) - 1} more" if len(remote) > 1 else ""
        place = Span(path, first.line, 1, first.line, 1)
        found.append(ReferenceRemote(place, target=f"{first.source}{more}"))
    for picture in page.pictures:
        if picture in remote:
            continue
        place = Span(path, picture.line, 1, picture.line, 1)
        data = None if picture.source.startswith("data:") else beside(picture.source)
        ending = next((ending for start, ending in PICTURES if data and data.startswith(start)), None)
        if data is None or ending is None:
            reason = "it is not beside the page" if data is None else "it is no PNG, JPEG or GIF"
            target = picture.source if len(picture.source) < 80 else f"{picture.source[:60]}…"
            found.append(PictureLeftOut(place, target=target, reason=reason))
            continue
        stem = (
            re.sub(r"[^A-Za-z0-9._-]+", "-", PurePosixPath(unquote(picture.source)).stem).strip("-.")
            or "picture"
        )
        target = f"pictures/{own}-{stem}{ending}"
        number = 2
        while target in {name for name, _ in held.values()}:
            target, number = f"pictures/{own}-{stem}-{number}{ending}", number + 1
        held[picture.source] = (target, data)
    return Result(held, tuple(found))


def lying_beside(folder: Callable[[str], bytes | None]) -> Beside:
    """Return how a page finds what lies beside it: below its own folder, by a mere name."""

    def file_beside(name: str) -> bytes | None:
        plain = unquote(name.partition("#")[0].partition("?")[0])
        parts = PurePosixPath(plain).parts
        if not plain or REMOTE.match(plain) or plain.startswith(("/", "//", "data:")) or ".." in parts:
            return None
        return folder(plain)

    return file_beside
