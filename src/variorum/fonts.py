"""The fonts of this machine, as fontconfig knows them: what they show, and what stands in for them."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from variorum.extract import has_ink
from variorum.findings import Diagnostic
from variorum.findings.machine import ComponentMissing
from variorum.findings.typesetting import FontMissing
from variorum.fontconfig import faces
from variorum.source import Span
from variorum.style import FontFamily, StandIn

__all__ = [
    "absent",
    "characters",
    "faces",
    "fitted",
    "is_shown",
    "plain_only",
    "slopes_and_weights",
    "stand_in",
]

PLAIN = ("Regular", "Book", "Roman", "Normal")
"""What the upright face of ordinary weight is called."""
SIGNS_OF_ALL = frozenset({"Zyyy", "Zinh"})
"""The codes of signs and accents that belong to no one script."""
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


@functools.cache
def characters(family: str) -> frozenset[str]:
    """Return the characters that the plainest face of a family has a sign for; none if it is not here."""
    plain: dict[bool, frozenset[str]] = {}
    for font in _open_faces(family):
        style = font["name"].getDebugName(17) or font["name"].getDebugName(2) or ""
        plain.setdefault(style in PLAIN, frozenset(map(chr, font.getBestCmap() or {})))
    return plain.get(True, plain.get(False, frozenset()))


@functools.cache
def slopes_and_weights(family: str) -> frozenset[str]:
    """Return which of italic and bold a family has faces for, by the marks of their tables (OS/2)."""
    marks = [font["OS/2"].fsSelection for font in _open_faces(family) if "OS/2" in font]
    return frozenset(
        name for name, bit in (("italic", 0), ("bold", 5)) if any(one >> bit & 1 for one in marks)
    )


def _open_faces(family: str) -> Iterator[Any]:
    """Yield the faces of a family, each open while it is looked at, but for files that are no OpenType."""
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 - needed only where something is set

    for path in faces(family):
        # The file is ours to close: of one that is no font the library leaves it open.
        with suppress(OSError, TTLibError), path.open("rb") as file:
            yield TTFont(file, fontNumber=0, lazy=True)


def plain_only(font: FontFamily) -> dict[str, frozenset[str]]:
    """Return for italic and bold the characters of an edition that their typeface does not have in it."""
    return {
        name: frozenset(
            character
            for one in font.stand_ins
            if one.characters and name not in slopes_and_weights(one.family)
            for character in one.characters
        )
        for name in ("italic", "bold")
    }


def is_shown(character: str, known: frozenset[str]) -> bool:
    """Return whether a typeface shows a character, whole or put together; what has no ink needs none."""
    if character in known or not has_ink(character):
        return True
    parts = unicodedata.normalize("NFD", character)
    return len(parts) > 1 and known.issuperset(parts)


def stand_in(character: str, font: FontFamily) -> StandIn | None:
    """Return the typeface that stands in for a character which the main one lacks, if a style names one.

    Of several the one for most of its scripts is taken: the comma of Chinese is also one of Mongolian.
    One of the script that is not on this machine is returned too: what is there is not taken in its place. A
    sign of all scripts may be in a typeface for one of them, as the wide comma of Chinese is.
    """
    from fontTools.unicodedata import script_extension  # noqa: PLC0415 - needed only where something is set

    scripts = script_extension(character)

    def overlap(one: StandIn) -> int:
        return len(scripts) + 1 if character in one.characters else len(scripts.intersection(one.scripts))

    for one in sorted(filter(overlap, font.stand_ins), key=overlap, reverse=True):
        known = characters(one.family)
        if not known or is_shown(character, known):
            return one
    if scripts.isdisjoint(SIGNS_OF_ALL):
        return None
    return next((one for one in font.stand_ins if is_shown(character, characters(one.family))), None)


def fitted(font: FontFamily, wanted: Iterable[str]) -> FontFamily:
    """Return a typeface with those alone that stand in for some characters, each with just these."""
    known = characters(font.family)
    taken: dict[StandIn, list[str]] = {}
    for one in sorted(wanted) if known else ():
        if not is_shown(one, known) and (other := stand_in(one, font)) is not None:
            taken.setdefault(other, []).append(one)
    return replace(
        font,
        stand_ins=tuple(
            replace(one, characters="".join(taken[one])) for one in font.stand_ins if one in taken
        ),
    )


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
