"""What pictures are, by their first bytes: those that can be read, and those that are known by name alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum


class PictureForm(Enum):
    """A form in which a picture lies in finished files: its media type, and the ending of its name."""

    PNG = ("image/png", "png")
    JPEG = ("image/jpeg", "jpg")
    GIF = ("image/gif", "gif")
    SVG = ("image/svg+xml", "svg")

    @property
    def media_type(self) -> str:
        """Return the media type."""
        return self.value[0]

    @property
    def ending(self) -> str:
        """Return the ending of a file's name, without the dot."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class PictureKind:
    """A kind of file that holds a picture: what it is called, the endings of its names, how it is decoded.

    `form` is the form in which such a picture can stay as it is, none where it is always converted; `decoder`
    the name of what decodes it, empty where nothing here does.
    """

    name: str
    endings: tuple[str, ...] = ()
    form: PictureForm | None = None
    decoder: str = ""


PNG = PictureKind("PNG", ("png", "apng"), PictureForm.PNG, "PNG")
JPEG = PictureKind("JPEG", ("jpg", "jpeg", "jpe", "jfif", "mpo"), PictureForm.JPEG, "JPEG")
GIF = PictureKind("GIF", ("gif",), PictureForm.GIF, "GIF")
SVG = PictureKind("SVG", ("svg",), PictureForm.SVG)
WEBP = PictureKind("WebP", ("webp",), decoder="WEBP")
TIFF = PictureKind("TIFF", ("tif", "tiff"), decoder="TIFF")
BMP = PictureKind("BMP", ("bmp", "dib"), decoder="BMP")

STARTS = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), PNG),
    (re.compile(rb"\xff\xd8\xff"), JPEG),
    (re.compile(rb"GIF8[79]a"), GIF),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), WEBP),
    (re.compile(rb"II[*+]\0|MM\0[*+]"), TIFF),
    (re.compile(rb"BM.{12}(?:[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0)", re.DOTALL), BMP),
    (re.compile(rb"....ftyp(?:hei|hev|mif1|msf1)", re.DOTALL), PictureKind("HEIC")),
    (re.compile(rb"....ftypavi[fs]", re.DOTALL), PictureKind("AVIF")),
    (re.compile(rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51"), PictureKind("JPEG 2000")),
    (re.compile(rb"\0\0\0\x0cJXL |\xff\x0a"), PictureKind("JPEG XL")),
    (re.compile(rb"8BPS"), PictureKind("Photoshop")),
    (re.compile(rb"%PDF-"), PictureKind("PDF")),
    (re.compile(rb"%!PS|\xc5\xd0\xd3\xc6"), PictureKind("PostScript")),
    (re.compile(rb"\x01\0\0\0.{36} EMF", re.DOTALL), PictureKind("EMF")),
    (re.compile(rb"\xd7\xcd\xc6\x9a|\x01\0\x09\0\0\x03"), PictureKind("WMF")),
    (re.compile(rb"\x1f\x8b"), PictureKind("compressed SVG")),
)
MARKUP = re.compile(
    r"(?:\ufeff|\s|(?><\?.*?\?>)|(?><!--.*?-->)|<!DOCTYPE(?:[^\[>]|(?>\[.*?\]))*+>)*+<(?:[\w.-]+:)?svg[\s/>]",
    re.DOTALL,
)
OPENING = 8_192
"""How many bytes are looked at for the outermost element."""


def kind_of(data: bytes) -> PictureKind | None:
    """Return what kind of picture a file is, by what is in it; none where it is none that is known."""
    for start, kind in STARTS:
        if start.match(data):
            return kind
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = data[:OPENING].decode("utf-16" if wide else "utf-8", "replace")
    return SVG if MARKUP.match(text) else None
