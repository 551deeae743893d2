"""Templates of the convention sets and phrases of the edition's language, with their fields printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from variorum.origin import Origin
from variorum.publication import PInlines, Run, Styled
from variorum.words.template import Literal, Option, Parts, Slot, names, parse

__all__ = ["Fields", "fill", "names", "parse"]

Fields: TypeAlias = Mapping[str, PInlines]


def fill(
    template: str, fields: Fields, origin: Origin, literal: str | None = None, whole: bool = False
) -> PInlines:
    """Return the template with its fields printed.

    `origin` is that of its own characters, `literal` the inline style around them. `whole`: parts under "…"
    are printed whether there is any field for them or not.
    """
    return _filled(parse(template), fields, origin, literal, whole)


def _filled(parts: Parts, fields: Fields, origin: Origin, literal: str | None, whole: bool) -> PInlines:
    printed: PInlines = ()
    for part in parts:
        match part:
            case Literal(text, style):
                said: PInlines = (Run(text, origin),)
                for look in (style, literal):
                    said = said if look is None or not text.strip() else _styled(said, look)
                printed += said
            case Slot(name, style):
                words = fields.get(name, ())
                printed += (Styled(style, words),) if style and words else words
            case Option(name, inner):
                wanted = names(inner) if name == "…" else {name}
                if (whole and name == "…") or any(fields.get(each) for each in wanted):
                    printed += _filled(inner, fields, origin, literal, whole)
    return printed


def _styled(words: PInlines, style: str) -> PInlines:
    """Style the characters, but not the spaces around them."""
    made: PInlines = ()
    for word in words:
        made += _inked(word, style) if isinstance(word, Run) else (Styled(style, (word,)),)
    return made


def _inked(run: Run, style: str) -> PInlines:
    start, end = len(run.text) - len(run.text.lstrip(" ")), len(run.text.rstrip(" "))
    return (
        *((run.part(0, start),) if start else ()),
        Styled(style, (run.part(start, end),)),
        *((run.part(end),) if end < len(run.text) else ()),
    )
