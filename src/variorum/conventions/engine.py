"""Deciding what a mark means: the first rule of the set whose mark, style, position and content all fit."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from variorum.conventions.sign import ConventionSet, Means, Read, Sign
from variorum.conventions.typed_text import typed_value
from variorum.conventions.values import BRACKETS, PAIRS
from variorum.model import Text
from variorum.model.schema import SHAPES, Shape
from variorum.source import Span


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A mark as it stands in a text: its type styles, positions and content, what is before and behind it."""

    mark: str | None
    styles: frozenset[str] = frozenset()
    positions: frozenset[str] = frozenset({"inline", "text"})
    content: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an occurrence means: the sign, the rule that decided, and what its patterns found."""

    sign: Sign
    rule: str
    read: Read
    content: re.Match[str] | None = None
    before: re.Match[str] | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The record of a sign that was read: its place, its characters, the sign, the rule that decided."""

    span: Span
    literal: str
    sign: str
    rule: str


TOLD = "edition.toml"
"""The rule of a sign that the edition names at its place."""


@lru_cache(maxsize=512)
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return a pattern of a set; sets are checked when they are loaded."""
    return re.compile(pattern)


def rules(convention: ConventionSet, base: str | None) -> Iterator[tuple[Sign, str, Read]]:
    """Yield the reading rules of a set in order, for papers written on `base`, each with its name."""
    for sign in convention.signs:
        if sign.means.base is not None and sign.means.base != base:
            continue
        for index, read in enumerate(sign.read, 1):
            yield sign, sign.id if len(sign.read) == 1 else f"{sign.id}/{index}", read


def as_sign(convention: ConventionSet, occurrence: Occurrence, sign_id: str) -> Meaning | None:
    """Return an occurrence as a sign that the edition says it is, none if it lacks what the sign needs.

    A rule of the sign reads the content, if one of this mark fits it; else the content is all words.
    """
    sign = convention.sign(sign_id)
    if sign is None:
        return None
    for read in (*(read for read in sign.read if read.mark == occurrence.mark), Read(occurrence.mark)):
        content = (
            compile_pattern(read.content).fullmatch(occurrence.content) if read.content is not None else None
        )
        before = compile_pattern(f"(?:{read.before})$").search(occurrence.before) if read.before else None
        if (read.content is not None and content is None) or (read.before and before is None):
            continue
        decided = Meaning(sign, TOLD, read, content, before)
        if _is_whole(decided, occurrence):
            return decided
    return None


def _is_whole(decided: Meaning, occurrence: Occurrence) -> bool:
    """Return whether an occurrence has all data and contents without which there is no node."""
    if not _has_its_data(decided):
        return False
    kind = SHAPES[decided.sign.means.node]
    required = [content for content in kind.contents if content.required]
    if occurrence.mark is None:
        return [content.field for content in required] == ["children"]
    if occurrence.mark in PAIRS:
        filled = decided.before is not None or len(required) < 2
        return filled and all(content.holds != "nodes" for content in required)
    return not required


def _has_its_data(decided: Meaning) -> bool:
    """Return whether there are all data without which there is no node; brackets that mean none have them.

    Of words before the mark there must be some if a group takes them.
    """
    before = decided.before
    if before is not None and before.re.groupindex and not before[next(iter(before.re.groupindex))]:
        return False
    kind = SHAPES[decided.sign.means.node]
    needed = [attribute.key for attribute in kind.attributes if attribute.required]
    if not needed or kind.node is Text:
        return True
    found = decided.content.groupdict() if decided.content else {}
    data = {**attributes_of(decided.sign.means), **found_values(kind, found)}
    return all(key in data for key in needed)


def decide(convention: ConventionSet, occurrence: Occurrence, base: str | None) -> Meaning | None:
    """Return what an occurrence means, none if no rule fits."""
    for sign, rule, read in rules(convention, base):
        if read.mark != occurrence.mark:
            continue
        if read.mark is None and frozenset(read.style) != occurrence.styles:
            continue
        if read.mark is not None and not frozenset(read.style) <= occurrence.styles:
            continue
        if read.position and not occurrence.positions & frozenset(read.position):
            continue
        content = (
            compile_pattern(read.content).fullmatch(occurrence.content) if read.content is not None else None
        )
        if read.content is not None and content is None:
            continue
        before = compile_pattern(f"(?:{read.before})$").search(occurrence.before) if read.before else None
        if read.before and before is None:
            continue
        if read.after and not compile_pattern(read.after).match(occurrence.after):
            continue
        decided = Meaning(sign, rule, read, content, before)
        if _has_its_data(decided):
            return decided
    return None


def text_marks(convention: ConventionSet, base: str | None) -> tuple[str, ...]:
    """Return the marks that stand in running text and surround nothing, longest first."""
    found = {
        read.mark
        for _, _, read in rules(convention, base)
        if read.mark not in (None, *PAIRS) and read.position != ("head",)
    }
    return tuple(sorted((mark for mark in found if mark), key=lambda mark: (-len(mark), mark)))


def pair_marks(convention: ConventionSet, base: str | None) -> tuple[str, ...]:
    """Return the marks besides brackets that surround words in a set."""
    found = {read.mark for _, _, read in rules(convention, base)}
    return tuple(mark for mark in PAIRS if mark in found and mark != BRACKETS)


def special_marks(convention: ConventionSet, base: str | None) -> tuple[str, ...]:
    """Return the marks that are escaped where they are no sign, longest first."""
    return (*text_marks(convention, base), *(sign for pair in pair_marks(convention, base) for sign in pair))


def attributes_of(means: Means) -> dict[str, Any]:
    """Return the attributes that a meaning gives a node, by key, in the model's own types."""
    kind = SHAPES[means.node]
    values: dict[str, Any] = {}
    for name, wanted in means.conditions.items():
        attribute = kind.attribute(name.replace("_", "-"))
        if attribute is None or isinstance(wanted, bool):
            continue
        values[attribute.key] = typed_value(attribute, wanted if isinstance(wanted, str) else wanted[0])
    return values


def found_values(kind: Shape, groups: Mapping[str, str | None]) -> dict[str, Any]:
    """Return the attributes that named groups of a pattern give a node; a group `count` is counted.

    Words that the model's type of an attribute does not have give it nothing.
    """
    values: dict[str, Any] = {}
    for name, text in groups.items():
        attribute = kind.attribute(name.replace("_", "-"))
        if name == "count" and text:
            values["quantity"] = str(len("".join(text.split())))
        if attribute is not None and text is not None:
            with contextlib.suppress(ValueError):
                values[attribute.key] = typed_value(attribute, text)
    return values
