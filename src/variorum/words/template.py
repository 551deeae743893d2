"""Templates: literal words, fields in braces, parts that an empty field leaves out.

`[page {label}{of? of {of}}]` prints "[page one of nine]", and "[page two]" where no count is stated. The name
before `?` may be `…`: then the part is left out when every field in it is empty. `{corr:italic}` and
`{'sic':italic}` print a field, or words of the template, in an inline style.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from variorum.tables.domains import STYLE_NAME, Text


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


DEEPEST = 12
"""How deep parts that may be left out stand in one another."""

Parts: TypeAlias = tuple[Literal | Slot | Option, ...]

_OPEN = re.compile(
    r"\{(?:(?:(?P<slot>\w+)|'(?P<words>[^'{}]*)')(?::(?P<style>[\w-]+))?\}|(?P<option>\w+|…)\?)"
)

OPTION = re.compile(r"\{(?:\w+|…)\?")
STYLE = re.compile(r"\{(?:\w+|'[^'{}]*'):([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Template:
    """Words with fields in braces: "[page {label}]"; which fields there are depends on the node."""

    longest: int
    lines: bool = False

    @property
    def expected(self) -> str:
        """Say what a value must be."""
        return f"a text of at most {self.longest:,} characters, with fields in braces"

    def value(self, said: object) -> object:
        """Return the template, or None."""
        is_text = isinstance(said, str) and Text(self.longest, lines=self.lines).value(said) is not None
        return said if is_text and not self._fault(str(said)) else None

    def mend(self, said: object) -> str:
        """Say what is wrong with the braces, or with the text."""
        if not isinstance(said, str):
            return ""
        return Text(self.longest, lines=self.lines).mend(said) or self._fault(said)

    def _fault(self, said: str) -> str:
        """Return what is wrong in the braces, empty where nothing is."""
        for found in STYLE.finditer(said):
            if STYLE_NAME.value(found[1]) is None:
                return f"“{found.group()}” names no style: a style is {STYLE_NAME.expected}."
        depth = deepest = 0
        for found in re.finditer(rf"{OPTION.pattern}|[{{}}]", said):
            depth = max(0, depth + (-1 if found.group() == "}" else 1))
            deepest = max(deepest, depth)
        return f"Braces stand more than {DEEPEST} deep in one another." if deepest > DEEPEST else ""

    def schema(self) -> dict[str, Any]:
        """Return the length as JSON Schema."""
        return Text(self.longest, lines=self.lines).schema()


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
