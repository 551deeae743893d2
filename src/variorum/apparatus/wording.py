"""The edition's own words: titles of generated parts, phrases of notes, in the edition's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from variorum.apparatus.template import Fields, fill
from variorum.conventions.normal_forms import NormalForms
from variorum.model import Extent
from variorum.origin import BLANK, PUNCTUATION, Generated, Origin, OriginRule
from variorum.publication import NOTHING, FormatPhrases, PInlines, Run, Styled, join_runs
from variorum.words.language import Language, load
from variorum.words.numbers import Numbers, numbers_of

FORMAT = "format."
BETWEEN_CODES = re.compile(r"[,;]")
"""What encodings put between codes, besides blanks."""
PARTS = re.compile(r"[\s_]+|(?<=[a-z])(?=[A-Z])")
"""What parts the words of a name in an encoding: "black ink", "black_ink", "blackInk"."""
NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,9})?")
FRACTIONS = frozenset("½⅓⅔¼¾")
"""Amounts of less than one thing."""
DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
CODE = re.compile(r"[#:_=/\d]|[a-zß-ÿ][A-Z]|^\w{0,2}$")
"""What in a word of an encoding shows that it is none of a language."""
CODED = frozenset({"agent", "deletion", "place", "reason"})
"""Tables of words that encodings make up, and write as codes."""
UNITS = {
    "char": "character",
    "leaves": "leaf",
    **dict.fromkeys(("Buchstabe", "Buchstaben"), "letter"),
    "Zeichen": "character",
    **dict.fromkeys(("Wort", "Wörter", "Worte"), "word"),
    **dict.fromkeys(("Zeile", "Zeilen"), "line"),
    **dict.fromkeys(("Seite", "Seiten", "p", "pp"), "page"),
    **dict.fromkeys(("Blatt", "Blätter"), "leaf"),
    **dict.fromkeys(("Satz", "Sätze"), "sentence"),
    **dict.fromkeys(("Absatz", "Absätze"), "paragraph"),
    **dict.fromkeys(("Strophe", "Strophen"), "stanza"),
    **dict.fromkeys(("mot", "mots"), "word"),
    **dict.fromkeys(("ligne", "lignes"), "line"),
    **dict.fromkeys(("lettre", "lettres"), "letter"),
    **dict.fromkeys(("vline", "vlines"), "verse"),
    "inches": "inch",
    "folia": "folio",
}
"""Units as encodings abbreviate them, or as no rule makes the name of one of them."""
BY_HAND = ("hand", "handwriting")
"""What says of a hand no more than that it is one."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The phrases of a language, printed, by keys as "note.cover", and its number words."""

    language: Language
    numbers: Numbers | None = None

    @classmethod
    def of(cls, language: Language) -> Wording:
        """Return the words of a language."""
        table = language.tables.get("numbers")
        return cls(language, numbers_of(table) if table else None)

    def has(self, key: str) -> bool:
        """Return whether there is a phrase of this key."""
        return key in self.language.phrases

    def run(self, key: str, number: Decimal | int | None = None, /, **fields: Run) -> Run:
        """Return the words under a key with the fields filled in; the fields keep their origins.

        `number` is that by which a counted phrase has its form, where it is known.
        """
        printed = self.inlines(key, {name: (run,) for name, run in fields.items() if run}, number)
        return join_runs(*_runs(printed))

    def counted(self, key: str, number: int, **fields: Run) -> Run:
        """Return a phrase with a number that the edition has counted: "5 remarks"."""
        return self.run(key, number, count=count_run(number), **fields)

    def inlines(self, key: str, fields: Fields, number: Decimal | int | None = None) -> PInlines:
        """Return the words under a key with published words in the fields."""
        words = self.language.form(key, number)
        return fill(words, fields, Generated(OriginRule.WORDING, key))

    def template(self, key: str) -> str:
        """Return a phrase with its fields in braces, for those who fill it in themselves."""
        return self.language.form(key)

    def either(self, key: str, other: str, **fields: Run) -> Run:
        """Return the words under a key, or under the other where there is no such key."""
        return self.run(key if self.has(key) else other, **fields)

    def term(self, table: str, word: str | None) -> Run:
        """Return a word of a transcript or encoding, such as a medium, in the edition's language.

        One for which there is no phrase is printed as people write it; several that are known stand in a row.
        """
        several = BETWEEN_CODES.sub(" ", word or "").split()
        if (
            len(several) > 1
            and not self.knows(table, word)
            and all(self.knows(table, one) for one in several)
        ):
            known = (self.known_term(table, one) for one in several)
            return row(known, origin=Generated(OriginRule.WORDING, table))
        said = natural(word or "") if table in CODED else word
        return self.known_term(table, word) or fact(table, said)

    def known_term(self, table: str, word: str | None) -> Run:
        """Return a word of a transcript or encoding in the edition's language, nothing if that has none."""
        return self.run(self._key(table, word)) if self.knows(table, word) else NOTHING

    def spoken_term(self, table: str, word: str | None) -> Run:
        """Return a word of an encoding in the edition's language; nothing for a code without a phrase.

        What is put in words of its own, "in the gutter", is printed as it stands; `check` tells of codes.
        """
        return self.term(table, word) if self.knows(table, word) or not is_code(word or "") else NOTHING

    def knows(self, table: str, word: str | None) -> bool:
        """Return whether there is a phrase for a word of a transcript or encoding."""
        return bool(word) and self.has(self._key(table, word))

    def _key(self, table: str, word: str | None) -> str:
        key = f"{table}.{PARTS.sub('-', (word or '').strip())}"
        return key if self.has(key) else f"{table}.{self.name_of(word or '')}"

    def name_of(self, word: str) -> str:
        """Return the name that a phrase for a word of an encoding has: "top-left" for "topLeft"."""
        return PARTS.sub("-", word.strip()).lower()

    def way_of_writing(self, medium: str | None) -> Run:
        """Return how words are written, as a note tells it: "written in pencil", "printed on the paper"."""
        if not medium:
            return NOTHING
        key = f"written.{PARTS.sub('-', medium.strip())}"
        return self.either(key, "written.otherwise", medium=self.term("medium", medium))

    def by_means_of(self, medium: str | None, by_somebody: bool) -> Run:
        """Return with what something was done to words: "in pencil", "by hand".

        That somebody did it by hand goes without saying.
        """
        if not medium or (by_somebody and medium in BY_HAND):
            return NOTHING
        key = f"with.{PARTS.sub('-', medium.strip())}"
        return self.either(key, "with.otherwise", medium=self.term("medium", medium))

    def date(self, iso: str, in_figures: bool = False) -> Run:
        """Return a day, a month or a year as the language writes it: "3 May 1899"; empty for what is none.

        `in_figures`: as it writes a day in figures, if it does. Without names of months it stays as it is.
        """
        found = DAY.fullmatch(iso)
        if found is None:
            return NOTHING
        year, month, day = found.groups()
        rows = self.language.tables.get("calendar", {}).get("months", ())
        if not month or not 1 <= int(month) <= len(rows):
            return fact("date", iso)
        told = {
            "year": year,
            "month": str(int(month)),
            "day": str(int(day or 0)),
            "name": rows[int(month) - 1][0],
        }
        way = "month" if not day else "figures" if in_figures else "day"
        return self.run(f"date.{way}", **{name: fact("date", words) for name, words in told.items()})

    def form_work(self, kind: str) -> Run:
        """Return what words of the page are: "page number"; a kind that has no words here in its own."""
        if self.has(f"form-work.{kind}"):
            return self.run(f"form-work.{kind}")
        return fact("kind", re.sub(r"(?<=[a-z])(?=[A-Z])|[-_]", " ", kind).lower())

    def in_row(self, words: tuple[Run, ...], way: str = "and") -> Run:
        """Return words in a row: "A, B and C"; the way is a table of "list"."""
        if len(words) < 2:
            return join_runs(*words)
        first, *between, last = words
        made = last
        for key, one in zip(("end", *["middle"] * len(between)), between[::-1], strict=False):
            made = self.run(f"list.{way}.{key}", **{"0": one, "1": made})
        return self.run(f"list.{way}.{'start' if between else 'pair'}", **{"0": first, "1": made})

    def pair(self, key: str, **fields: Run) -> Run:
        """Return two things by the phrase for both, or the one that there is."""
        there = [run for run in fields.values() if run]
        return self.run(key, **fields) if len(there) > 1 else join_runs(*there)

    def in_figures(self, extent: Extent, forms: NormalForms) -> Extent:
        """Return an extent whose amounts are in figures, or in words of the edition's language."""

        def amount(told: str | None) -> str | None:
            return forms.figures_unless(told, self.numbers) if told else told

        return replace(
            extent,
            quantity=amount(extent.quantity),
            at_least=amount(extent.at_least),
            at_most=amount(extent.at_most),
        )

    def figure(self, told: str | None) -> Run:
        """Return an amount: a number, whole or with a fraction, or a word such as "several"."""
        whole, point, part = (told or "").partition(".")
        if not point or not NUMBER.fullmatch(told or ""):
            return self.term("amount", told)
        return self.run("extent.fraction", whole=fact("amount", whole), part=fact("amount", part))

    def amount(self, extent: Extent) -> Run:
        """Return a quantity without its unit: "3", "about 3", "2–4", "at least 2"; empty if not known."""
        least, most = self.figure(extent.at_least), self.figure(extent.at_most)
        if extent.quantity is not None:
            amount = self.figure(extent.quantity)
        elif least and most:
            amount = self.run("extent.range", least=least, most=most)
        elif least:
            amount = self.run("extent.least", amount=least)
        elif most:
            amount = self.run("extent.most", amount=most)
        else:
            return NOTHING
        return self.run("extent.about", amount=amount) if extent.about else amount

    def unit(self, extent: Extent, number: Decimal | int | None) -> Run:
        """Return the unit of an extent as its number wants it; without an amount as the encoding has it."""
        name = unit_key(extent.unit or "")
        if not self.has(f"unit-name.{name}"):
            return fact("unit", (extent.unit or "").removesuffix("s") if number == 1 else extent.unit)
        alone = 1 if name == extent.unit else None
        return self.run(f"unit-name.{name}", number if self.amount(extent) else alone)

    def extent(self, extent: Extent, number: Decimal | int | None) -> Run:
        """Return an extent: "3 words", "1 line"; empty if not known."""
        amount, name = self.amount(extent), unit_key(extent.unit or "")
        if amount and self.has(f"unit.{name}"):
            return self.run(f"unit.{name}", number, count=amount)
        return row(filter(None, (amount, self.unit(extent, number))), " ", BLANK)

    def of_formats(self, **fields: Run) -> FormatPhrases:
        """Return what formats say themselves."""
        keys = (key for key in self.language.phrases if key.startswith(FORMAT))
        runs = {key.removeprefix(FORMAT): self.run(key, **fields) for key in keys}
        return FormatPhrases(self.language.tag, runs)


def _runs(words: PInlines) -> Iterator[Run]:
    """Yield the runs of words; the styles that a phrase may name are left to where they can be printed."""
    for word in words:
        if isinstance(word, Styled):
            yield from _runs(word.children)
        elif isinstance(word, Run):
            yield word


def natural(word: str) -> str:
    """Return a word of an encoding as people write it; nothing of what is a code: "#s", "margLeft", "h2"."""
    words = word.split()
    return "" if len(words) == 1 and CODE.search(words[0]) else " ".join(word.replace("-", " ").split())


def unit_key(unit: str) -> str:
    """Return the name of a unit: that of "words" and of "word"."""
    bare = UNITS.get(unit, unit).removesuffix("s")
    return UNITS.get(bare, bare)


def is_code(word: str) -> bool:
    """Return whether a word of an encoding is one of a list, not a phrase: "pasteover", but not "in ink"."""
    return len(word.split()) == 1 and word.isascii()


def number_of(extent: Extent, forms: NormalForms) -> Decimal | int | None:
    """Return the number by which the unit of an extent has its form, none where it is no number."""
    told = extent.quantity or extent.at_most or extent.at_least or ""
    if told in FRACTIONS:
        return 1
    return Decimal(told) if NUMBER.fullmatch(told) else forms.in_words(told)


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


def wording(language: str) -> Wording:
    """Return the words of a language (a BCP 47 tag); English where there are none of its own."""
    return Wording.of(load(language))
