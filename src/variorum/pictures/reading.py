"""From the bytes of a file to a picture that can be shown, with what is to be said of it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote_to_bytes

from variorum.findings import Diagnostic, Result
from variorum.findings.files import (
    PictureCleaned,
    PictureConverted,
    PictureDamaged,
    PictureFirstOnly,
    PictureMisnamed,
)
from variorum.findings.typesetting import LayoutWarning
from variorum.folder import short_name
from variorum.pictures.drawing import Drawing, in_dots
from variorum.pictures.fetcher import address
from variorum.pictures.kinds import SVG, kind_of
from variorum.pictures.raster import Raster, decode
from variorum.pictures.still import StillPicture
from variorum.source import Span

EMBEDDED = re.compile(r"\s*data:([^,]*),(.*)", re.DOTALL | re.IGNORECASE)
SHOWN_OF_EMBEDDED = 30
ACTING = re.compile(r"script|on\w+|handler|listener|a|href|foreignObject|@import|iframe|object|embed|include")
"""What acts, of all that is taken out of an SVG."""

MOST_TOLD = 8
"""How many kinds of what was taken out of a picture are named."""


def read_picture(path: str, data: bytes, place: Span | None) -> Result[StillPicture | None]:
    """Return the picture that a file holds, none with the reason where none can be shown.

    `path` is how the edition calls the file, `place` where it does.
    """
    kind = kind_of(data)
    if kind is None:
        reason = "it is empty" if not data else "it is no picture"
        return Result(None, (PictureDamaged(place, path=path, reason=reason),))
    if kind is not SVG and not kind.decoder:
        reason = f"it is a file of the kind {kind.name}, which is not read"
        return Result(None, (PictureDamaged(place, path=path, reason=reason),))
    found: list[Diagnostic] = []
    ending = PurePosixPath(path).suffix[1:].lower()
    if ending not in kind.endings and not is_embedded(path):
        better = f"{path.removesuffix(f'.{ending}')}.{kind.endings[0]}"
        found.append(PictureMisnamed(place, path=path, kind=kind.name, better=better))
    if kind is SVG:
        from variorum.pictures.svg import clean  # noqa: PLC0415 - its parser waits until there is an SVG

        cleaned = clean(data, embedded_anew)
        drawn = None if isinstance(cleaned, str) else _trial(cleaned.picture)
        if drawn is not None and not drawn.is_whole:
            cleaned = "it cannot be drawn to its end"
        if isinstance(cleaned, str):
            return Result(None, (*found, PictureDamaged(place, path=path, reason=cleaned)))
        for line in drawn.complaints if drawn is not None else ():
            found.append(LayoutWarning(place, words=line.replace(address(cleaned.picture), path)))
        if cleaned.removed:
            found.append(PictureCleaned(place, path=path, removed=_counted(cleaned.removed)))
        return Result(cleaned.picture, tuple(found))
    decoded = decode(data, kind)
    if isinstance(decoded, str):
        return Result(None, (*found, PictureDamaged(place, path=path, reason=decoded)))
    if decoded.others:
        found.append(PictureFirstOnly(place, path=path))
    if decoded.made:
        stored = decoded.picture.form.name
        found.append(PictureConverted(place, path=path, reason=decoded.made, stored=stored))
    return Result(decoded.picture, tuple(found))


def _trial(picture: StillPicture) -> Drawing | None:
    """Return an SVG as it is drawn, none where nothing here can draw: whoever must will tell of it."""
    try:
        return in_dots(picture)
    except OSError:
        return None


def is_embedded(target: str) -> bool:
    """Return whether what stands for the name of a picture is the picture itself (RFC 2397)."""
    return EMBEDDED.match(target) is not None


def embedded_bytes(target: str) -> bytes | None:
    """Return the bytes of a picture that stands in the place of its name, none if they are none."""
    found = EMBEDDED.match(target)
    if found is None:
        return None
    try:
        if found[1].rstrip().lower().endswith(";base64"):
            return base64.b64decode(
                re.sub(r"\s+", "", found[2].replace("%2B", "+").replace("%2F", "/")), validate=True
            )
        return unquote_to_bytes(found[2])
    except (binascii.Error, ValueError):
        return None


def embedded_anew(address: str) -> str | None:
    """Return the address of a picture that stands in an SVG with its decoded bytes, none if it has none."""
    data = embedded_bytes(address) or b""
    kind = kind_of(data)
    decoded = decode(data, kind) if kind is not None and kind.decoder else None
    if not isinstance(decoded, Raster):
        return None
    picture = decoded.picture
    return f"data:{picture.form.media_type};base64,{base64.b64encode(picture.data).decode()}"


def _counted(removed: Mapping[str, int]) -> str:
    """Return names with their numbers: what acts first, then the most frequent."""
    names = sorted(removed, key=lambda name: (ACTING.fullmatch(name) is None, -removed[name], name))
    told = [f"{removed[name]} {short_name(name)}" for name in names[:MOST_TOLD]]
    return ", ".join(told) + (f" and {len(names) - MOST_TOLD} more kinds" if len(names) > MOST_TOLD else "")


def name_of_embedded(target: str) -> str:
    """Return what a picture that stands in the place of its name is called: its first characters."""
    return f"{target.strip()[:SHOWN_OF_EMBEDDED]}…"
