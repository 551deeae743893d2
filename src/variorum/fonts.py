"""The fonts of this machine, as fontconfig knows them.

The library is asked directly: its programs are not everywhere, and it is what Pango asks.
"""

from __future__ import annotations

import ctypes
import functools
from pathlib import Path

from variorum.findings import Diagnostic
from variorum.findings.machine import ComponentMissing
from variorum.findings.typesetting import FontMissing
from variorum.source import Span
from variorum.style import FontFamily

LIBRARIES = ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll")
PLAIN = ("Regular", "Book", "Roman", "Normal")
"""What the upright face of ordinary weight is called."""
FOUND = 0
"""FcResultMatch: fontconfig's word for success."""
PACKAGES = {
    "Andika": "fonts-sil-andika",
    "Cardo": "fonts-cardo",
    "Charis SIL": "fonts-sil-charis",
    "DejaVu Serif": "fonts-dejavu-core",
    "Doulos SIL": "fonts-sil-doulos",
    "EB Garamond": "fonts-ebgaramond",
    "Ezra SIL": "fonts-sil-ezra",
    "FreeSerif": "fonts-freefont-otf",
    "Galatia SIL": "fonts-sil-galatia",
    "Gentium": "fonts-sil-gentium",
    "Gentium Plus": "fonts-sil-gentiumplus",
    "Junicode": "fonts-junicode",
    "Lato": "fonts-lato",
    "Liberation Serif": "fonts-liberation",
    "Libertinus Serif": "fonts-libertinus",
    "Linux Libertine O": "fonts-linuxlibertine",
    "Noto Serif": "fonts-noto-core",
    "Old Standard": "fonts-oldstandard",
    "Open Sans": "fonts-open-sans",
    "Quattrocento": "fonts-quattrocento",
    "Scheherazade": "fonts-sil-scheherazade",
    "TeX Gyre Pagella": "fonts-texgyre",
    "TeX Gyre Termes": "fonts-texgyre",
    "Vollkorn": "fonts-vollkorn",
}
"""The packages of Debian that bring typefaces for books."""


class _FontSet(ctypes.Structure):
    """Mirror `FcFontSet` of fontconfig.h."""

    _fields_ = (
        ("nfont", ctypes.c_int),
        ("sfont", ctypes.c_int),
        ("fonts", ctypes.POINTER(ctypes.c_void_p)),
    )


@functools.cache
def faces(family: str) -> tuple[Path, ...]:
    """Return the files of a family, sorted; an empty name means every font there is.

    Raise OSError where there is no fontconfig.
    """
    fontconfig = _library()
    pattern = fontconfig.FcPatternCreate()
    if family:
        fontconfig.FcPatternAddString(pattern, b"family", family.encode())
    wanted = fontconfig.FcObjectSetCreate()
    fontconfig.FcObjectSetAdd(wanted, b"file")
    listed = fontconfig.FcFontList(None, pattern, wanted)
    files = set()
    for index in range(listed.contents.nfont if listed else 0):
        name = ctypes.c_char_p()
        got = fontconfig.FcPatternGetString(listed.contents.fonts[index], b"file", 0, ctypes.byref(name))
        if got == FOUND and name.value:
            files.add(Path(name.value.decode(errors="surrogateescape")))
    if listed:
        fontconfig.FcFontSetDestroy(listed)
    fontconfig.FcObjectSetDestroy(wanted)
    fontconfig.FcPatternDestroy(pattern)
    return tuple(sorted(files))


@functools.cache
def characters(family: str) -> frozenset[str]:
    """Return the characters that the plainest face of a family has a sign for; none if it is not here."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - needed only where something is set

    plain: dict[bool, frozenset[str]] = {}
    for path in faces(family):
        with TTFont(path, fontNumber=0, lazy=True) as font:
            style = font["name"].getDebugName(17) or font["name"].getDebugName(2) or ""
            known = frozenset(map(chr, font.getBestCmap() or {}))
        plain.setdefault(style in PLAIN, known)
    return plain.get(True, plain.get(False, frozenset()))


def absent(font: FontFamily, place: Span | None) -> Diagnostic | None:
    """Return the finding that the family of a house style is not on this machine, if it is not."""
    try:
        here = faces(font.family)
    except OSError as error:
        install = "Install the library, on Debian: apt install libfontconfig1."
        return ComponentMissing(None, component="fontconfig", reason=str(error), install=install)
    if here:
        return None
    package = font.package or PACKAGES.get(font.family, "")
    return FontMissing(place, family=font.family, package=package)


@functools.cache
def _library() -> ctypes.CDLL:
    """Return fontconfig with the types of its functions."""
    fontconfig = _open_library()
    pointer, text = ctypes.c_void_p, ctypes.c_char_p
    fontconfig.FcPatternCreate.restype = pointer
    fontconfig.FcPatternAddString.argtypes = (pointer, text, text)
    fontconfig.FcObjectSetCreate.restype = pointer
    fontconfig.FcObjectSetAdd.argtypes = (pointer, text)
    fontconfig.FcFontList.restype = ctypes.POINTER(_FontSet)
    fontconfig.FcFontList.argtypes = (pointer, pointer, pointer)
    fontconfig.FcPatternGetString.argtypes = (pointer, text, ctypes.c_int, ctypes.POINTER(text))
    fontconfig.FcFontSetDestroy.argtypes = (ctypes.POINTER(_FontSet),)
    fontconfig.FcObjectSetDestroy.argtypes = (pointer,)
    fontconfig.FcPatternDestroy.argtypes = (pointer,)
    return fontconfig


def _open_library() -> ctypes.CDLL:
    for name in LIBRARIES:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    raise OSError("there is no shared library libfontconfig")
