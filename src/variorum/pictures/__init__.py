"""Pictures: what is in a file, decoded within bounds, in a form that every output shows."""

from __future__ import annotations

from variorum.pictures.kinds import PictureForm, PictureKind, kind_of
from variorum.pictures.reading import embedded_bytes, is_embedded, name_of_embedded, read_picture
from variorum.pictures.still import StillPicture

__all__ = [
    "PictureForm",
    "PictureKind",
    "StillPicture",
    "embedded_bytes",
    "is_embedded",
    "kind_of",
    "name_of_embedded",
    "read_picture",
]
