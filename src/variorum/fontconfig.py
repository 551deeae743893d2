"""Fontconfig, the library that knows the fonts of a machine, asked directly.

Its programs are not everywhere, and it is what Pango asks.
"""

from __future__ import annotations

import ctypes
import functools
from pathlib import Path

LIBRARIES = ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll")
FOUND = 0
"""FcResultMatch: fontconfig's word for success."""


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


def settings() -> tuple[Path, ...]:
    """Return the files by which fontconfig is set up, sorted.

    Raise OSError where there is no fontconfig.
    """
    fontconfig = _library()
    listed = fontconfig.FcConfigGetConfigFiles(None)
    files = set()
    while listed and (name := fontconfig.FcStrListNext(listed)):
        files.add(Path(name.decode(errors="surrogateescape")))
    if listed:
        fontconfig.FcStrListDone(listed)
    return tuple(sorted(files))


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
    fontconfig.FcConfigGetConfigFiles.restype = pointer
    fontconfig.FcConfigGetConfigFiles.argtypes = (pointer,)
    fontconfig.FcStrListNext.restype = text
    fontconfig.FcStrListNext.argtypes = (pointer,)
    fontconfig.FcStrListDone.argtypes = (pointer,)
    return fontconfig


def _open_library() -> ctypes.CDLL:
    for name in LIBRARIES:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    raise OSError("there is no shared library libfontconfig")
