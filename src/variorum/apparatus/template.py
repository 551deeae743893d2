"""Templates of the convention sets: literal marks, fields in braces, parts that an empty field leaves out.

`[page {label}{of? of {of}}]` prints "[page one of nine]", and "[page two]" where no count is stated. The name
before `?` may be `…`: then the part is left out when every field in it is empty. `{corr:italic}` and
`{'sic':italic}` print a field, or words of the template, in an inline style.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from variorum.origin import Origin
from variorum.publication import PInlines, Run, Styled

Fields: TypeAlias = Mapping[str, PInlines]


@dataclass(frozen=True, slots=True)
class Literal:
    """Print these characters, in an inline style if one is named."""

    text: str
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """Print a field, in an inline style if one is named."""

    name: str
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """Print the parts if the field `name`, or for "…" any field in them, is not empty."""

    name: str
    parts: tuple[Literal | Slot | Option, ...]


Parts: TypeAlias = tuple[Literal | Slot | Option, ...]

_OPEN = re.compile(
    r"\{(?:(?:(?P<slot>\w+)|'(?P<words>[^'{}]*)')(?::(?P<style>[\w-]+))?\}|(?P<option>\w+|…)\?)"
)


@cache
def parse(template: str) -> Parts:
    """Return the parts of a template; a brace that begins nothing is a literal."""
    return _parts(template, 0, nested=False)[0]


def _parts(template: str, at: int, nested: bool) -> tuple[Parts, int]:
    found: list[Literal | Slot | Option] = []
    text = ""
    while at < len(template) and not (nested and template[at] == "}"):
        opened = _OPEN.match(template, at)
        if opened is None:
            text += template[at]
            at += 1
            continue
        if text:
            found.append(Literal(text))
            text = ""
        at = opened.end()
        if opened["words"]:
            found.append(Literal(opened["words"], opened["style"]))
        elif opened["slot"]:
            found.append(Slot(opened["slot"], opened["style"]))
        else:
            inner, at = _parts(template, at, nested=True)
            found.append(Option(opened["option"], inner))
            at += 1
    if text:
        found.append(Literal(text))
    return tuple(found), at


def names(parts: Parts) -> frozenset[str]:
    """Return the names of all fields that the parts print."""
    found: set[str] = set()
    for part in parts:
        if isinstance(part, Slot):
            found.add(part.name)
        elif isinstance(part, Option):
            found |= names(part.parts)
    return frozenset(found)


def fill(template: str, fields: Fields, origin: Origin, literal: str | None = None) -> PInlines:
    """Return the template with its fields printed.

    `origin` is that of its own characters, `literal` their inline style.
    """
    return _filled(parse(template), fields, origin, literal)


def _filled(parts: Parts, fields: Fields, origin: Origin, literal: str | None) -> PInlines:
    printed: PInlines = ()
    for part in parts:
        match part:
            case Literal(text, style):
                look = style or literal
                run = Run(text, origin)
                printed += (run,) if look is None or not text.strip() else _styled(run, look)
            case Slot(name, style):
                words = fields.get(name, ())
                printed += (Styled(style, words),) if style and words else words
            case Option(name, inner):
                wanted = names(inner) if name == "…" else {name}
                if any(fields.get(each) for each in wanted):
                    printed += _filled(inner, fields, origin, literal)
    return printed


def _styled(run: Run, style: str) -> PInlines:
    """Style the characters, but not the spaces around them."""
    start, end = len(run.text) - len(run.text.lstrip(" ")), len(run.text.rstrip(" "))
    return (
        *((run.part(0, start),) if start else ()),
        Styled(style, (run.part(start, end),)),
        *((run.part(end),) if end < len(run.text) else ()),
    )
