"""Which characters of a publication are not shown as they are, told before anything is set."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import takewhile

from variorum import fonts
from variorum.findings import Diagnostic
from variorum.findings.typesetting import AccentsTooMany, FontMissing, GlyphMissing, LettersTurned
from variorum.origin import Generated, OriginRule
from variorum.publication import Publication, Run
from variorum.source import Span
from variorum.style import Style
from variorum.style.room import MM

OVERRIDES = frozenset("\u202d\u202e")
"""What turns letters round, whatever their script; isolates and embeddings leave letters in their order."""
ACCENT = 0.1
"""How far, in sizes of its type, an accent at least stands above the one before, or below it."""
SIGN_RULES = frozenset(rule for rule in OriginRule if rule.slug.startswith("sign-"))


def unshown(publication: Publication, style: Style, otherwise: Span | None) -> tuple[Diagnostic, ...]:
    """Return a finding for each character that is not shown as it is, at its first place.

    For some the typeface has no sign, others turn the letters behind them round; and of many accents on one
    letter not all are seen. `otherwise` is the place of what belongs to no place of a source.
    """
    font = style.font
    known = fonts.characters(font.family)
    there = characters_of(publication)
    taken = {character: one for one in font.stand_ins for character in one.characters}
    absent = {one.family for one in font.stand_ins if one.characters and not fonts.faces(one.family)}
    here = {character for character, one in taken.items() if one.family not in absent}
    wanted = {one for one in there - here if not fonts.is_shown(one, known)} if known else set()
    wanted |= OVERRIDES & there
    found: dict[str, tuple[Span | None, Run]] = {}
    for run, around in _runs_with_places(publication, None) if wanted else ():
        for one in sorted(wanted.intersection(run.text), key=run.text.index):
            part = run.part(run.text.index(one), run.text.index(one) + 1)
            if one not in found or not found[one][0]:
                found[one] = (part.span or around, part)
    absences = {
        taken[one].family: FontMissing(
            place or otherwise, family=taken[one].family, package=taken[one].package
        )
        for one, (place, _) in reversed(found.items())
        if one in taken
    }
    characters = tuple(
        LettersTurned(place or otherwise, name=name_of(one))
        if one in OVERRIDES
        else GlyphMissing(
            place or otherwise, family=font.family, character=one, name=name_of(one), printed=_why(run)
        )
        for one, (place, run) in found.items()
        if one not in taken
    )
    accented = _runs_with_places(publication, None) if any(map(unicodedata.combining, there)) else ()
    return (*absences.values(), *characters, *_accents(accented, otherwise, _most_accents(style)))


def _most_accents(style: Style) -> int:
    """Return how many accents a letter may bear in the first or last line of a page and be seen."""
    margin = min(style.page.margin_top_mm, style.page.margin_bottom_mm) / MM
    return int(margin / (ACCENT * style.body_size * style.scale))


def _accents(
    runs: Iterable[tuple[Run, Span | None]], otherwise: Span | None, most: int
) -> Iterator[Diagnostic]:
    """Yield a finding for each letter that bears too many accents, wherever it stands first."""
    told: set[str] = set()
    for run, around in runs:
        for start, letter in _letters(run.text):
            count = sum(map(bool, map(unicodedata.combining, unicodedata.normalize("NFD", letter))))
            if count > most and letter not in told:
                told.add(letter)
                place = run.part(start, start + len(letter)).span or around or otherwise
                yield AccentsTooMany(place, letter=letter[0], count=count, most=most)


def _letters(text: str) -> Iterator[tuple[int, str]]:
    """Yield the letters that bear accents, with those, and where each begins."""
    for found in re.finditer(r"\S\W+", text):
        letter = "".join(takewhile(unicodedata.combining, found.group()[1:]))
        if letter:
            yield found.start(), found.group()[0] + letter


def _runs_with_places(value: object, around: Span | None) -> Iterator[tuple[Run, Span | None]]:
    """Yield the runs in a value of the publication, each with the place of what it stands in."""
    if isinstance(value, Run):
        yield value, around
    elif isinstance(value, tuple):
        for one in value:
            yield from _runs_with_places(one, around)
    elif is_dataclass(value) and not isinstance(value, Span | type):
        own = getattr(value, "span", None) or around
        for name in field_names(type(value)):
            yield from _runs_with_places(getattr(value, name), own)


def _why(run: Run) -> str:
    """Return what prints characters that are in no source, as a message says it."""
    ((_, origin), *_) = run.stretches()
    match origin:
        case Generated(rule=rule, of=of) if rule in SIGN_RULES:
            return f", which prints the sign “{of}”"
        case Generated(of=of) if of:
            return f", which prints “{of}”"
        case _:
            return ""


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
            waiting.extend(getattr(one, name) for name in field_names(type(one)))
    return found


@cache
def field_names(kind: type) -> tuple[str, ...]:
    """Return the fields of a node of the publication that may hold what prints."""
    return tuple(field.name for field in fields(kind) if field.name not in ("span", "data"))
