"""The edition's own words: titles of generated parts, phrases of notes, in the edition's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter
from types import MappingProxyType

from variorum.apparatus.template import Fields, fill
from variorum.model import Extent
from variorum.origin import BLANK, PUNCTUATION, Generated, Origin, OriginRule
from variorum.publication import NOTHING, PInlines, Run, join_runs
from variorum.words.language import load


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language; a key is "table.key" of its file."""

    language: str
    words: Mapping[str, str]

    def text(self, key: str, **fields: str) -> str:
        """Return the words under a key with the fields filled in, for what is not printed by itself."""
        return self.words[key].format_map(fields)

    def run(self, key: str, **fields: Run) -> Run:
        """Return the words under a key with the fields filled in; the fields keep their origins."""
        own = Generated(OriginRule.WORDING, key)
        pieces = []
        for literal, name, _, _ in Formatter().parse(self.words[key]):
            pieces += [Run(literal, own), *([fields[name]] if name else [])]
        return join_runs(*pieces)

    def inlines(self, key: str, fields: Fields) -> PInlines:
        """Return the words under a key with published words in the fields."""
        return fill(self.words[key], fields, Generated(OriginRule.WORDING, key))

    def either(self, key: str, other: str, **fields: Run) -> Run:
        """Return the words under a key, or under the other where there is no such key."""
        return self.run(key if key in self.words else other, **fields)

    def place(self, place: str) -> Run:
        """Return where something stands: "in the left margin"; a place without words of its own as it is."""
        return self.run(f"place.{place}") if f"place.{place}" in self.words else fact("place", place)

    def form_work(self, kind: str) -> Run:
        """Return what words of the page are: "page number"; a kind that has no words here in its own."""
        if f"form-work.{kind}" in self.words:
            return self.run(f"form-work.{kind}")
        return fact("kind", re.sub(r"(?<=[a-z])(?=[A-Z])|[-_]", " ", kind).lower())

    def count(self, number: int) -> Run:
        """Return how often: "once", "twice", "5 times"."""
        key = {0: "count.none", 1: "count.one", 2: "count.two"}.get(number, "count.many")
        return self.run(key, count=count_run(number))

    def in_row(self, names: tuple[Run, ...]) -> Run:
        """Return names in a row: "A, B and C"."""
        *first, last = names or (NOTHING,)
        return join_runs(row(first), self.run("role.and"), last) if first else last

    def amount(self, extent: Extent) -> Run:
        """Return a quantity without its unit: "3", "about 3", "2–4", "at least 2"; empty if not known."""
        least, most = fact("extent", extent.at_least), fact("extent", extent.at_most)
        if extent.quantity is not None:
            amount = fact("extent", extent.quantity)
        elif least and most:
            amount = self.run("extent.range", least=least, most=most)
        elif least:
            amount = self.run("extent.least", amount=least)
        elif most:
            amount = self.run("extent.most", amount=most)
        else:
            return NOTHING
        return self.run("extent.about", amount=amount) if extent.about else amount

    def unit(self, extent: Extent) -> Run:
        """Return the unit of an extent as the amount wants it, also where the encoding has "word"."""
        unit = extent.unit or ""
        if (extent.quantity or extent.at_most or extent.at_least) == "1":
            return fact("unit", unit.removesuffix("s"))
        if self.amount(extent) and f"unit.{unit}" in self.words:
            return self.run(f"unit.{unit}")
        return fact("unit", unit)

    def extent(self, extent: Extent) -> Run:
        """Return an extent: "3 words", "1 line"; empty if not known."""
        return row(filter(None, (self.amount(extent), self.unit(extent))), " ", BLANK)


def fact(name: str, value: str | None) -> Run:
    """Return what is known of words besides their characters, as it is printed."""
    return Run(value, Generated(OriginRule.FACT, name)) if value else NOTHING


def count_run(number: int) -> Run:
    """Return a number that the edition has counted."""
    return Run(str(number), Generated(OriginRule.COUNT))


def row(words: Iterable[Run], between: str = ", ", origin: Origin = PUNCTUATION) -> Run:
    """Return runs as one, with the same characters between each two."""
    pieces = [piece for word in words for piece in (Run(between, origin), word)]
    return join_runs(*pieces[1:])


@cache
def wording(language: str) -> Wording:
    """Return the words of a language (a BCP 47 tag); English where there are none of its own."""
    spoken = load(language)
    words = {f"{table}.{key}": value for table, rows in spoken.tables.items() for key, value in rows.items()}
    return Wording(spoken.tag, MappingProxyType(words))
