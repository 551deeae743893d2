"""What readers that are not ours see and hear of a finished file, so that two files can be told apart.

A sight is a mapping of texts and digests; a damage has an effect if the sight of the damaged file differs
from that of the undamaged one. What cannot be opened is a sight of its own.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from typing import Protocol, TypeAlias

Sight: TypeAlias = Mapping[str, str]
"""Digests of what is seen by the names of places: a page, the contents, the cover."""


class Judge(Protocol):
    """A reader that is not ours."""

    def sights(self, files: list[bytes]) -> list[Sight]:
        """Return what it sees of each of the files."""


def closed(reason: str) -> Sight:
    """Return the sight of a file that cannot be opened."""
    return {"": f"closed: {reason}"[:80]}


def digest(*things: str | bytes) -> str:
    """Return a short digest of what is seen."""
    made = hashlib.sha256()
    for one in things:
        data = one.encode("utf-8", "surrogatepass") if isinstance(one, str) else one
        made.update(len(data).to_bytes(8, "big") + data)
    return made.hexdigest()[:16]


def inked(text: str) -> str:
    """Return text in NFC without what has no ink (a raster shows whether it moves anything)."""
    kept = "".join(one for one in text if unicodedata.category(one) != "Cf")
    return " ".join(unicodedata.normalize("NFC", kept).split())
