"""What the values of a convention set, and of a profile, may be: templates, and the series of notes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from variorum.tables.domains import STYLE_NAME, Choice, Text

DEEPEST = 12
"""How deep parts of a template that may be left out stand in one another."""
LONGEST = 1_000
OPTION = re.compile(r"\{(?:\w+|…)\?")
STYLE = re.compile(r"\{(?:\w+|'[^'{}]*'):([^{}]*)\}")
CHARACTER = "{character}"

SERIES = ("editorial", "textual")
"""The series of notes that an edition has."""
NOTE_SERIES = Choice(SERIES)


@dataclass(frozen=True, slots=True)
class Template:
    """Words with fields in braces: "[page {label}]"; which fields there are depends on the node."""

    longest: int = LONGEST

    @property
    def expected(self) -> str:
        """Say what a value must be."""
        return f"a text of at most {self.longest:,} characters, with fields in braces"

    def value(self, said: object) -> object:
        """Return the template, or None."""
        is_text = isinstance(said, str) and Text(self.longest, lines=True).value(said) is not None
        return said if is_text and not self._fault(str(said)) else None

    def mend(self, said: object) -> str:
        """Say what is wrong with the braces, or with the text."""
        if not isinstance(said, str):
            return ""
        return Text(self.longest, lines=True).mend(said) or self._fault(said)

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
        return Text(self.longest, lines=True).schema()


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


TEMPLATE = Template()
LETTER_TEMPLATE = LetterTemplate()
