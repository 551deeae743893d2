"""Which characters of a publication are not shown as they are, told before anything is set."""

from __future__ import annotations

import unicodedata
from dataclasses import fields, is_dataclass
from functools import cache

from variorum import fonts
from variorum.apparatus.origins import runs_in
from variorum.findings import Diagnostic
from variorum.findings.typesetting import FontMissing, GlyphMissing, LettersTurned
from variorum.publication import Publication, Run
from variorum.source import Span
from variorum.style import FontFamily

OVERRIDES = frozenset("\u202d\u202e")
"""What turns letters round, whatever their script; isolates and embeddings leave letters in their order."""


def unshown(publication: Publication, font: FontFamily) -> tuple[Diagnostic, ...]:
    """Return a finding for each character that is not shown as it is, at its first place.

    For some the typeface has no sign; others turn the letters behind them round.
    """
    known = fonts.characters(font.family)
    there = characters_of(publication)
    taken = {character: one for one in font.stand_ins for character in one.characters}
    absent = {one.family for one in font.stand_ins if one.characters and not fonts.faces(one.family)}
    here = {character for character, one in taken.items() if one.family not in absent}
    wanted = {one for one in there - here if not fonts.is_shown(one, known)} if known else set()
    wanted |= OVERRIDES & there
    found: dict[str, Span | None] = {}
    for run in runs_in(publication) if wanted else ():
        for one in sorted(wanted.intersection(run.text) - found.keys(), key=run.text.index):
            found[one] = run.part(run.text.index(one), run.text.index(one) + 1).span
    lacking = {
        taken[one].family: FontMissing(place, family=taken[one].family, package=taken[one].package)
        for one, place in reversed(found.items())
        if one in taken
    }
    characters = (
        LettersTurned(place, name=name_of(one))
        if one in OVERRIDES
        else GlyphMissing(place, family=font.family, character=one, name=name_of(one))
        for one, place in found.items()
        if one not in taken
    )
    return (*lacking.values(), *characters)


def name_of(character: str) -> str:
    """Return the name of a character in Unicode, or its number."""
    return unicodedata.name(character, f"U+{ord(character):04X}").lower()


def characters_of(value: object) -> set[str]:
    """Return the characters of all runs in a value of the publication."""
    found: set[str] = set()
    waiting: list[object] = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Run):
            found.update(one.text)
        elif isinstance(one, tuple):
            waiting.extend(one)
        elif is_dataclass(one) and not isinstance(one, Span | type):
            waiting.extend(getattr(one, name) for name in _names(type(one)))
    return found


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in ("span", "data"))
