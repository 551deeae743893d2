"""Which convention set knows a file, where its editor names none: by the hallmarks that the sets state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from lxml import etree

from variorum import conventions
from variorum.codecs.tei.reading.header import folded, tag
from variorum.conventions.engine import compile_pattern
from variorum.conventions.papers import Hallmark
from variorum.doors import KnownSet

PLAIN = "plain"
"""The set of texts that no other knows."""
ENCODED = "tei"
"""The same of TEI."""
TEXT = "text"
SHOWN = 60


def set_of_text(words: str, notations: bool = True) -> KnownSet:
    """Return the set whose hallmarks are in a text, most of them if several are known by it.

    `notations`: sets whose transcripts are in a notation of their own are meant too.
    """
    best: tuple[int, str, str] | None = None
    for name, marks, has_notation in _hallmarks():
        if has_notation and not notations:
            continue
        met = [found for mark in marks if mark.place == TEXT and (found := _mark_in(mark, words))]
        if met and (best is None or len(met) > best[0]):
            best = (len(met), name, met[0])
    if best is None:
        return KnownSet(PLAIN, "it bears the signs of no other set")
    return KnownSet(best[1], f"its text has “{best[2]}”")


def set_of_header(header: etree._Element | None) -> KnownSet:
    """Return the set that knows a TEI file by its header."""
    for name, marks, _ in _hallmarks() if header is not None else ():
        for mark in marks:
            for words in _at(header, mark.place) if mark.place != TEXT else ():
                if compile_pattern(mark.match).search(words):
                    return KnownSet(name, f"its header says “{words[:SHOWN]}” ({mark.place})")
    return KnownSet(ENCODED, "it is TEI, and its header bears the mark of no other set")


def _mark_in(mark: Hallmark, words: str) -> str:
    """Return the words of a hallmark where it first stands, none if it is not there often enough."""
    found: list[str] = []
    for each in compile_pattern(mark.match).finditer(words):
        found.append(" ".join(each.group().split())[:SHOWN])
        if len(found) >= mark.least:
            return found[0]
    return ""


def _at(header: etree._Element | None, way: str) -> Iterator[str]:
    """Yield the words of the elements at the end of a way through a header, or of an attribute of them."""
    steps, _, name = way.replace(".", "/").partition("@")
    elements: Sequence[etree._Element] = (
        header.findall(f".//{'/'.join(map(tag, steps.split('/')))}") if header is not None else ()
    )
    for one in elements:
        yield str(one.get(name) or "") if name else folded(one)


@cache
def _hallmarks() -> tuple[tuple[str, tuple[Hallmark, ...], bool], ...]:
    """Return by the names of sets their hallmarks, and whether they have a notation of their own."""
    sets = ((name, conventions.load(name).value) for name in conventions.names())
    return tuple(
        (name, one.layout.hallmarks, one.notation is not None) for name, one in sets if one.layout.hallmarks
    )
