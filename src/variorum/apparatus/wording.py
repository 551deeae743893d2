"""The edition's own words: titles of generated parts, phrases of notes, in the edition's language."""

from __future__ import annotations

import importlib.resources
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from variorum.apparatus.template import Fields, fill
from variorum.model import Extent
from variorum.publication import PInlines


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language; a key is "table.key" of its file."""

    language: str
    words: Mapping[str, str]

    def text(self, key: str, **fields: str) -> str:
        """Return the words under a key with the fields filled in."""
        return self.words[key].format_map(fields)

    def inlines(self, key: str, fields: Fields, literal: str | None = None) -> PInlines:
        """Return the words under a key with published words in the fields."""
        return fill(self.words[key], fields, literal)

    def either(self, key: str, other: str, **fields: str) -> str:
        """Return the words under a key, or under the other where there is no such key."""
        return self.text(key if key in self.words else other, **fields)

    def place(self, place: str) -> str:
        """Return where something stands: "in the left margin"; a place without words of its own as it is."""
        return self.words.get(f"place.{place}", place)

    def form_work(self, kind: str) -> str:
        """Return what words of the page are: "page number"; a kind that has no words here in its own."""
        parted = re.sub(r"(?<=[a-z])(?=[A-Z])|[-_]", " ", kind)
        return self.words.get(f"form-work.{kind}", parted.lower())

    def count(self, number: int) -> str:
        """Return how often: "once", "twice", "5 times"."""
        key = {0: "count.none", 1: "count.one", 2: "count.two"}.get(number, "count.many")
        return self.text(key, count=str(number))

    def in_row(self, names: tuple[str, ...]) -> str:
        """Return names in a row: "A, B and C"."""
        return self.words["role.and"].join((*((", ".join(names[:-1]),) if names[:-1] else ()), *names[-1:]))

    def amount(self, extent: Extent) -> str:
        """Return a quantity without its unit: "3", "about 3", "2–4", "at least 2"; empty if not known."""
        if extent.quantity is not None:
            amount = extent.quantity
        elif extent.at_least is not None and extent.at_most is not None:
            amount = self.text("extent.range", least=extent.at_least, most=extent.at_most)
        elif extent.at_least is not None:
            amount = self.text("extent.least", amount=extent.at_least)
        elif extent.at_most is not None:
            amount = self.text("extent.most", amount=extent.at_most)
        else:
            return ""
        return self.text("extent.about", amount=amount) if extent.about else amount

    def extent(self, extent: Extent) -> str:
        """Return an extent: "3 words", "1 line", also where the encoding has "word"; empty if not known."""
        amount, unit = self.amount(extent), extent.unit or ""
        if (extent.quantity or extent.at_most or extent.at_least) == "1":
            unit = unit.removesuffix("s")
        elif amount:
            unit = self.words.get(f"unit.{unit}", unit)
        return f"{amount} {unit}".strip()


@cache
def wording(language: str) -> Wording:
    """Return the words of a language (a BCP 47 tag); English where there are none of its own."""
    folder = importlib.resources.files("variorum.apparatus") / "wordings"
    chosen = language.split("-", maxsplit=1)[0].lower()
    path = folder / f"{chosen}.toml"
    if not path.is_file():
        chosen, path = "en", folder / "en.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    words = {f"{table}.{key}": value for table, rows in tables.items() for key, value in rows.items()}
    return Wording(chosen, MappingProxyType(words))
