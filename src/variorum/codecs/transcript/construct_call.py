"""The constructs of a transcript, `{name key=value|part}` and `::: name key=value`: their data and nodes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from variorum import toml
from variorum.codecs.transcript.strand import Strand
from variorum.conventions.typed_text import choices, typed_value
from variorum.findings import Diagnostic, Result
from variorum.findings.edition import ValueWrong
from variorum.findings.transcript import ConstructFact, ConstructMalformed
from variorum.model.schema import Attribute, Shape
from variorum.source import Span

NAME = re.compile(r"[a-z][a-z0-9-]*")
PAIR = re.compile(r'\s+(?P<key>[A-Za-z-]+)(?:=(?:"(?P<quoted>(?:\\.|[^"\\])*)"|(?P<bare>[^\s"|{}=]*)))?')
BARE_VALUE = re.compile(r'[^\s"|{}=\\]+')
ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


@dataclass(frozen=True, slots=True)
class Call:
    """The head of a construct: its name, its data as written, and what cannot be read (`rest`)."""

    name: str
    pairs: tuple[tuple[str, str, Strand], ...]
    strand: Strand
    rest: Strand

    @property
    def span(self) -> Span:
        """Return the place of the head."""
        return self.strand.span()

    def words(self, key: str) -> Strand | None:
        """Return a value as it stands, without the quotation marks around it; none if it is empty."""
        for name, _, pair in reversed(self.pairs):
            start = pair.text.find("=") + 1
            if name == key and start:
                quoted = pair.text.startswith('"', start)
                return pair.cut(start + quoted, len(pair) - quoted) or None
        return None


def call(strand: Strand) -> Call | None:
    """Read `name key=value …`, none if it does not begin with a name."""
    strand = strand.strip()
    name = NAME.match(strand.text)
    if name is None:
        return None
    pairs = []
    at = name.end()
    while found := PAIR.match(strand.text, at):
        quoted = found["quoted"]
        value = unquoted(quoted) if quoted is not None else (found["bare"] if "=" in found.group() else "yes")
        pairs.append((found["key"], value or "", strand.cut(found.start("key"), found.end())))
        at = found.end()
    return Call(name.group(), tuple(pairs), strand, strand.cut(at, len(strand)).strip())


def unquoted(text: str) -> str:
    r"""Return a quoted value: `\"`, `\\`, `\n`, `\t` and `\r` stand for what they do elsewhere."""
    return re.sub(r"\\(.)", lambda found: ESCAPES.get(found[1], found[1]), text, flags=re.DOTALL)


def quoted_value(text: str) -> str:
    """Return a value as it is written behind a key."""
    if BARE_VALUE.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    for letter, character in ESCAPES.items():
        escaped = escaped.replace(character, f"\\{letter}")
    return f'"{escaped}"'


def values(construct: Call, shape: Shape, given: Mapping[str, str] | None = None) -> Result[dict[str, Any]]:
    """Return the data of a construct in the model's types; what does not fit is reported and left out."""
    made: dict[str, Any] = {}
    found: list[Diagnostic] = []
    keys = [attribute.key for attribute in shape.attributes]
    pairs = [(key, text, construct.strand) for key, text in (given or {}).items()] + list(construct.pairs)
    for key, text, strand in pairs:
        attribute = shape.attribute(key)
        if attribute is None:
            nearest = toml.nearest(key, keys)
            found.append(ConstructFact(strand.span(), name=construct.name, fact=f"“{key}”", nearest=nearest))
            continue
        try:
            made[key] = typed_value(attribute, text)
        except ValueError:
            found.append(_wrong(attribute, text, strand.span()))
    if construct.rest:
        found.append(
            ConstructMalformed(
                construct.span,
                kind="construct",
                reason=f"“{construct.rest.text}” is neither a key nor key=value",
            )
        )
    return Result(made, tuple(found))


def _wrong(attribute: Attribute, text: str, span: Span) -> Diagnostic:
    words = choices(attribute)
    expected = ("one of " + ", ".join(words)) if words else "a number"
    return ValueWrong(
        span,
        key=attribute.key,
        expected=expected,
        found=f"“{text}”",
        nearest=toml.nearest(text, words),
    )


def missing(shape: Shape, made: Mapping[str, Any]) -> str | None:
    """Return the first datum that a node cannot do without and that is not there."""
    return next((a.key for a in shape.attributes if a.required and a.key not in made), None)
