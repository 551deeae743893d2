"""Templates: literal words, fields in braces, parts that an empty field leaves out.

`[page {label}{of? of {of}}]` prints "[page one of nine]", and "[page two]" where no count is stated. The name
before `?` may be `…`: then the part is left out when every field in it is empty. `{corr:italic}` and
`{'sic':italic}` print a field, or words of the template, in an inline style.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias


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
