"""Characters of documents that no typeface of the house style shows: a placeholder is printed for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import is_dataclass, replace
from typing import Any

from variorum import fonts
from variorum.findings import Diagnostic, Result
from variorum.findings.typesetting import GlyphReplaced
from variorum.origin import Derived, Generated, Origin, OriginRule, place_of
from variorum.placeholders import placeholder, signs
from variorum.press.glyphs import SIGN_RULES, characters_of, field_names, name_of
from variorum.publication import Publication, Run
from variorum.run import join_runs
from variorum.source import Span
from variorum.style import Style

OWN_RULES = SIGN_RULES | {OriginRule.WORDING}
"""Rules that print words of a set, a profile or a language: whoever states those can take other signs."""


def with_placeholders(publication: Publication, style: Style | None) -> Result[Publication]:
    """Return a publication in which a placeholder stands for what no typeface shows, and where it does so.

    Only words of documents are taken so. What edition, set or style say themselves stays, and is an error. So
    does a character for which the style names a typeface that is not on this machine: its package brings it.
    """
    if style is None:
        return Result(publication)
    known = fonts.characters(style.font.family)
    wanted = (
        frozenset(
            one
            for one in characters_of(publication)
            if not fonts.is_shown(one, known) and fonts.stand_in(one, style.font) is None
        )
        if known
        else frozenset()
    )
    if not wanted:
        return Result(publication)
    found = tuple(_findings(publication, wanted))
    return Result(_replaced(publication, wanted), found)


def _findings(publication: Publication, wanted: frozenset[str]) -> Iterator[Diagnostic]:
    """Yield a finding for each sign, at its first place."""
    places: dict[str, Span | None] = {}
    for run in _runs(publication):
        for text, origin in run.parts():
            if not wanted.isdisjoint(text) and not _is_own(origin):
                for start, end in signs(text, wanted):
                    one = text[start:end]
                    places[one] = places.get(one) or Run(text, origin).part(start, end).span
    for one, place in places.items():
        name = ", ".join(name_of(part) for part in one if part.isprintable())
        yield GlyphReplaced(place, character=one, name=name or name_of(one[0]), printed=placeholder(one))


def _runs(value: object) -> Iterator[Run]:
    """Yield the runs in a value of the publication."""
    if isinstance(value, Run):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _runs(one)
    elif is_dataclass(value) and not isinstance(value, Span | type):
        for name in field_names(type(value)):
            yield from _runs(getattr(value, name))


def _replaced(value: Any, wanted: frozenset[str]) -> Any:
    """Return a value of the publication with placeholders; what needs none is the same object."""
    match value:
        case Run():
            return value if wanted.isdisjoint(value.text) else _replaced_run(value, wanted)
        case tuple():
            made = tuple(_replaced(one, wanted) for one in value)
            return value if all(map(_is, made, value)) else made
        case _ if is_dataclass(value) and not isinstance(value, Span | type):
            fields = {name: getattr(value, name) for name in field_names(type(value))}
            others = {name: _replaced(one, wanted) for name, one in fields.items()}
            changed = {name: one for name, one in others.items() if one is not fields[name]}
            return replace(value, **changed) if changed else value
        case _:
            return value


def _is(one: object, other: object) -> bool:
    return one is other


def _replaced_run(run: Run, wanted: frozenset[str]) -> Run:
    made: list[Run] = []
    for text, origin in run.parts():
        piece = Run(text, origin)
        if _is_own(origin) or wanted.isdisjoint(text):
            made.append(piece)
            continue
        last = 0
        for start, end in signs(text, wanted):
            made += (piece.part(last, start), _stand_for(piece.part(start, end)))
            last = end
        made.append(piece.part(last))
    return join_runs(*made)


def _stand_for(one: Run) -> Run:
    """Return the placeholder of a sign; where words are printed again it is printed again with them."""
    shown = placeholder(one.text)
    ((_, origin),) = one.stretches()
    match origin:
        case Span():
            return Run(shown, Derived(origin, OriginRule.PLACEHOLDER))
        case _:
            return Run(shown, origin)


def _is_own(origin: Origin) -> bool:
    """Return whether characters are the edition's own words, or those of a set, and not a document's."""
    place = place_of(origin)
    stated = isinstance(origin, Generated) and origin.rule in OWN_RULES
    return stated or (place is not None and place.path.endswith(".toml"))
