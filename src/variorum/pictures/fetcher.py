"""What WeasyPrint may fetch: pictures that have been read, by addresses that mean nothing outside."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from typing import Any

from variorum.findings.files import ReferenceRemote
from variorum.pictures.still import StillPicture

WITHIN = re.compile(r"data:(image/(?:png|jpeg|gif));base64,([A-Za-z0-9+/=]*)")
"""The addresses of pictures that stand in a picture, as `svg` writes them."""

LONGEST_SHOWN = 80


class NotHeldError(ValueError):
    """Something was asked for that no picture of the edition is."""


def address(picture: StillPicture) -> str:
    """Return the address of a picture: the same bytes always have the same."""
    return f"variorum:picture/{hashlib.sha256(picture.data).hexdigest()}"


class LockedFetcher:
    """A fetcher that serves the pictures it is given and refuses all else; what was refused, it remembers.

    WeasyPrint calls it in the place of its own, which opens whatever a page names, on disk or in the network.
    """

    _fail_on_errors = False
    """WeasyPrint asks this of a fetcher: nothing stops for what is refused."""

    def __init__(self, pictures: Iterable[StillPicture] = ()) -> None:
        self._held = {address(one): (one.form.media_type, one.data) for one in pictures}
        self._refused: dict[str, None] = {}

    def __call__(self, url: str) -> Any:
        """Return a picture as WeasyPrint wants it."""
        from weasyprint.urls import URLFetcherResponse  # noqa: PLC0415  whoever asks has imported it

        within = WITHIN.fullmatch(url)
        held = (within[1], base64.b64decode(within[2])) if within else self._held.get(url)
        if held is None:
            shown = url if len(url) <= LONGEST_SHOWN else f"{url[:LONGEST_SHOWN]}…"
            self._refused[shown] = None
            raise NotHeldError("nothing is fetched")
        media_type, data = held
        return URLFetcherResponse(url, data, {"Content-Type": media_type})

    @property
    def findings(self) -> tuple[ReferenceRemote, ...]:
        """Return a finding for each address that was asked for and refused."""
        return tuple(ReferenceRemote(target=one) for one in self._refused)
