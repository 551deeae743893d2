"""What values of sets and profiles may be: marks, templates, patterns, words by language."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from typing import Any
from unicodedata import category

from variorum import toml
from variorum.conventions.ambiguity import never_ends
from variorum.conventions.texts import ANY, TAG
from variorum.tables.declaration import Reader, Shape
from variorum.tables.domains import Choice, Domain, Name, Text
from variorum.toml import Path
from variorum.words.template import Template

CHARACTER = "{character}"

LONGEST_PATTERN = 5_000
LONGEST_WHOLE = 50_000
"""How many characters a pattern may have, and how many with the patterns that it names."""
NAMED = re.compile(r"\{\{([\w-]+)\}\}")

BRACKETS = "[]"
PAIRS = (BRACKETS, "^^", "<>", "⟨⟩", "‹›", "⟦⟧", "↑↓")
"""Marks that surround words: the first character opens, the second closes."""
BRACKETING = ("Ps", "Pe", "Pi", "Pf")
"""What Unicode calls the signs that open and close."""

SERIES = ("editorial", "textual")
"""The series of notes that an edition has."""
NOTE_SERIES = Choice(SERIES)


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """What is printed for each letter, which stands in it as {character}."""

    longest: int = 40

    @property
    def expected(self) -> str:
        """Say what a value must be."""
        return f"a text of at most {self.longest} characters with {CHARACTER} in it"

    def value(self, said: object) -> object:
        """Return the template, or None: without the letter in it, it would hide the words."""
        right = Text(self.longest).value(said)
        return said if isinstance(right, str) and CHARACTER in right else None

    def mend(self, said: object) -> str:
        """Show how one is written."""
        return f'Write "{CHARACTER}\\u0323".'

    def schema(self) -> dict[str, Any]:
        """Return the form as JSON Schema."""
        return {"allOf": [Text(self.longest).schema(), {"pattern": r"\{character\}"}]}


@dataclass(frozen=True, slots=True)
class NameTemplate:
    """Words with fields in braces of which all names are known; none means that any name may be one."""

    fields: tuple[str, ...] = ()
    longest: int = 100

    @property
    def expected(self) -> str:
        """Say what a value must be."""
        known = f", with {' or '.join(f'{{{name}}}' for name in self.fields)}" if self.fields else ""
        return f"a text of at most {self.longest} characters{known}"

    def value(self, said: object) -> object:
        """Return the template, or None."""
        right = Text(self.longest, least=1).value(said)
        if not isinstance(right, str) or re.fullmatch(r"(?:[^{}]|\{[A-Za-z_]\w*\})*", right) is None:
            return None
        return right if not self.fields or names_in(right) <= set(self.fields) else None

    def mend(self, said: object) -> str:
        """Say how a field is written."""
        return "A field is its name in braces." if isinstance(said, str) else ""

    def schema(self) -> dict[str, Any]:
        """Return the length as JSON Schema."""
        return Text(self.longest, least=1).schema()


def names_in(template: str) -> set[str]:
    """Return the names of the fields in a template of names."""
    return set(re.findall(r"\{(\w+)\}", template))


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters that are a sign: one of `PAIRS`, or such as stand in the text by themselves."""

    longest: int = 20

    @property
    def expected(self) -> str:
        """Say what a value must be."""
        return f"one of the pairs {' '.join(PAIRS)}, or at most {self.longest} characters of a text"

    def value(self, said: object) -> object:
        """Return the mark, or None."""
        right = Text(self.longest, least=1).value(said)
        if not isinstance(right, str) or right in PAIRS:
            return right
        is_pair = [category(one) in BRACKETING for one in right] == [True, True]
        return None if is_pair or right != right.strip() else right

    def mend(self, said: object) -> str:
        """Say nothing: which pair is meant cannot be known."""
        return ""

    def schema(self) -> dict[str, Any]:
        """Return the length as JSON Schema."""
        return Text(self.longest, least=1).schema()


@dataclass(frozen=True, slots=True)
class Pattern(Shape):
    """Regular expressions; the value is the pattern with those in it that it names in double braces.

    `needs` are named groups that one must have, `knows` the only ones that it may have. `inside`: it becomes
    a part of another pattern, so that it cannot begin with flags.
    """

    needs: tuple[str, ...] = ()
    knows: tuple[str, ...] = ()
    inside: bool = False

    def read(self, said: object, path: Path, reader: Reader) -> object:
        """Return the whole pattern, or None with a finding."""
        text = Text(LONGEST_PATTERN, lines=True)
        if text.value(said) is None:
            expected = f"a regular expression of at most {LONGEST_PATTERN:,} characters"
            reader.wrong(path, expected, said, text.mend(said))
            return None
        whole = str(said)
        for _ in range(len(reader.names) + 1):
            whole = NAMED.sub(lambda found: reader.names.get(found[1], found[0]), whole)
            if len(whole) > LONGEST_WHOLE:
                reader.wrong(
                    path, f"a pattern of at most {LONGEST_WHOLE:,} characters with all it names", said
                )
                return None
        left = NAMED.search(whole)
        if left is not None and left[1] in reader.names:
            reader.wrong(
                path, "a pattern whose names under [patterns] do not lead back to themselves", left[0]
            )
            return None
        if left is not None:
            expected = "a pattern whose names stand under [patterns]"
            reader.wrong(path, expected, left[1], toml.nearest(left[1], reader.names))
            return None
        groups, fault = groups_of(f"(?:{whole})$" if self.inside else f"(?m){whole}")
        if fault:
            reader.wrong(path, f"a regular expression ({fault})", said)
            return None
        if never_ends(whole):
            mend = "Take out of what repeats that which may stand in two ways: (a+)+ is a+."
            reader.wrong(path, "a regular expression that ends for every text", said, mend)
            return None
        return whole if self._has_groups(groups, said, path, reader) else None

    def _has_groups(self, groups: tuple[str, ...], said: object, path: Path, reader: Reader) -> bool:
        """Return whether the named groups are those that are needed and known."""
        missing = [name for name in self.needs if name not in groups]
        foreign = [name for name in groups if self.knows and name not in self.knows]
        if missing:
            mend = f"Write (?P<{missing[0]}>…) around it."
            reader.wrong(path, f"a pattern with a group “{missing[0]}”", said, mend)
        for name in foreign[:1]:
            expected = f"a pattern whose groups are among {', '.join(self.knows)}"
            reader.wrong(path, expected, name, toml.nearest(name, self.knows))
        return not missing and not foreign

    def schema(self) -> dict[str, Any]:
        """Return the length as JSON Schema."""
        return {"type": "string", "maxLength": LONGEST_PATTERN}


def groups_of(pattern: str) -> tuple[tuple[str, ...], str]:
    """Return the named groups of a regular expression, and what is wrong with it if it is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return tuple(re.compile(pattern).groupindex), ""
    except RecursionError:
        return (), "its parts stand too deep in one another"
    except (re.error, OverflowError, Warning) as error:
        return (), str(error)


@dataclass(frozen=True, slots=True)
class ByLanguage(Shape):
    """Words that are said for each language: a table of texts by language tags; `ANY` stands for all."""

    words: Domain | Shape

    def read(self, said: object, path: Path, reader: Reader) -> object:
        """Return the words by language, or None with findings."""
        if not isinstance(said, dict) or not said:
            reader.entry(self.words, said, path)
            return None
        right = {}
        for tag, text in said.items():
            if tag != ANY and TAG.fullmatch(tag) is None:
                reader.wrong((*path, tag), "a language tag such as en or de-AT", tag)
                continue
            value = reader.entry(self.words, text, (*path, tag))
            if value is not None:
                right[tag] = value
        return right

    def schema(self) -> dict[str, Any]:
        """Return both forms as JSON Schema."""
        words = self.words.schema()
        return {"anyOf": [words, {"type": "object", "minProperties": 1, "additionalProperties": words}]}


@dataclass(frozen=True, slots=True)
class Pair(Shape):
    """Two texts: what is said before and behind."""

    words: Domain

    def read(self, said: object, path: Path, reader: Reader) -> object:
        """Return the two texts, or None with a finding."""
        if not isinstance(said, list) or len(said) != 2:
            reader.wrong(path, "two texts, before and after", said)
            return None
        first, second = (reader.entry(self.words, one, (*path, at)) for at, one in enumerate(said))
        return None if first is None or second is None else (first, second)

    def schema(self) -> dict[str, Any]:
        """Return the form as JSON Schema."""
        return {"type": "array", "items": self.words.schema(), "minItems": 2, "maxItems": 2}


TEMPLATE = Template(1_000, lines=True)
"""Words of a sign, with fields of its node."""
LETTER_TEMPLATE = LetterTemplate()
MARK = Mark()
PATTERN = Pattern()
PATTERN_TEXT = Text(LONGEST_PATTERN, lines=True)
PATTERN_NAME = Name(r"[\w-]+", "a name of letters, figures, - and _")
BASE = Choice(("typed", "handwritten", "printed"))
