"""The pictures that a manuscript shows: in its file, or beside it; what is remote is never fetched."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from urllib.parse import unquote

from variorum.findings import Diagnostic, Result
from variorum.findings.accession import PictureLeftOut
from variorum.findings.files import ReferenceRemote
from variorum.folder import REMOTE
from variorum.manuscript import Manuscript
from variorum.pictures import embedded_bytes, is_embedded, kind_of
from variorum.source import Span

Beside = Callable[[str], bytes | None]


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
        within = is_embedded(picture.source)
        data = embedded_bytes(picture.source) if within else beside(picture.source)
        reason = "it is no picture" if within and data is None else why_left(data)
        kind = kind_of(data or b"")
        if data is None or kind is None or reason:
            target = picture.source if len(picture.source) < 80 else f"{picture.source[:60]}…"
            found.append(PictureLeftOut(place, target=target, reason=reason))
            continue
        called = "" if within else PurePosixPath(unquote(picture.source)).stem
        stem = re.sub(r"[^A-Za-z0-9._-]+", "-", called).strip("-.") or "picture"
        ending = kind.endings[0]
        target = f"pictures/{own}-{stem}.{ending}"
        number = 2
        while target in {name for name, _ in held.values()}:
            target, number = f"pictures/{own}-{stem}-{number}.{ending}", number + 1
        held[picture.source] = (target, data)
    return Result(held, tuple(found))


def why_left(data: bytes | None) -> str:
    """Return why a file beside another does not come with it as a picture, empty if it does.

    A damaged picture does: `check` names it where the text shows it.
    """
    if data is None:
        return "it is not beside the page"
    kind = kind_of(data)
    if kind is None:
        return "it is no picture"
    return "" if kind.endings else f"it is a file of the kind {kind.name}, which is not read"


def lying_beside(folder: Callable[[str], bytes | None]) -> Beside:
    """Return how a page finds what lies beside it: below its own folder, by a mere name."""

    def file_beside(name: str) -> bytes | None:
        plain = unquote(name.partition("#")[0].partition("?")[0])
        parts = PurePosixPath(plain).parts
        if not plain or REMOTE.match(plain) or plain.startswith(("/", "//", "data:")) or ".." in parts:
            return None
        return folder(plain)

    return file_beside
