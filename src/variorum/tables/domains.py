"""The kinds of values that keys have: each says what belongs to it, in words and as JSON Schema."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeAlias

from variorum import toml

Unit: TypeAlias = Literal["pt", "mm", "em", "ratio"]
UNITS = {"pt": " points", "mm": " mm", "em": " em", "ratio": ""}

LONGEST = 100
"""How many characters a name may have, and how many of another are compared with it."""

NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that no text has: those that XML cannot hold, and those that turn the order of letters over."""


class Domain(Protocol):
    """The values that a key may have."""

    @property
    def expected(self) -> str:
        """Say what a value must be."""

    def value(self, said: object) -> object:
        """Return the value that TOML's value means, or None if it is none of these."""

    def mend(self, said: object) -> str:
        """Say which value is nearest to a wrong one; nothing where none is near."""

    def schema(self) -> dict[str, Any]:
        """Return the values as JSON Schema."""


@dataclass(frozen=True, slots=True)
class Number:
    """Numbers from `least` to `most`, both included."""

    least: float
    most: float
    unit: Unit = "ratio"

    @property
    def bounds(self) -> str:
        """Return the bounds as they are heading_words for people."""
        return f"{self.least:g} to {self.most:g}"

    @property
    def expected(self) -> str:
        """Say what a value must be."""
        return f"a number from {self.bounds}{UNITS[self.unit]}"

    def value(self, said: object) -> object:
        """Return the number, or None."""
        if isinstance(said, bool) or not isinstance(said, int | float):
            return None
        return float(said) if self.least <= said <= self.most else None

    def mend(self, said: object) -> str:
        """Say which bound is the nearer one."""
        return _nearer_bound(said, self.least, self.most)

    def schema(self) -> dict[str, Any]:
        """Return the bounds as JSON Schema."""
        return {"type": "number", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Whole:
    """Whole numbers from `least` to `most`, both included."""

    least: int
    most: int

    @property
    def expected(self) -> str:
        """Say what a value must be."""
        return f"a whole number from {self.least} to {self.most}"

    def value(self, said: object) -> object:
        """Return the number, or None."""
        if isinstance(said, bool) or not isinstance(said, int):
            return None
        return said if self.least <= said <= self.most else None

    def mend(self, said: object) -> str:
        """Say which bound is the nearer one."""
        return _nearer_bound(said, self.least, self.most)

    def schema(self) -> dict[str, Any]:
        """Return the bounds as JSON Schema."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


def _nearer_bound(said: object, least: float, most: float) -> str:
    if isinstance(said, bool) or not isinstance(said, int | float):
        return ""
    if said > most:
        return f"The most is {most:g}."
    return f"The least is {least:g}." if said < least else ""


@dataclass(frozen=True, slots=True)
class Switch:
    """True or false."""

    @property
    def expected(self) -> str:
        """Say what a value must be."""
        return "true or false"

    def value(self, said: object) -> object:
        """Return the truth value, or None."""
        return said if isinstance(said, bool) else None

    def mend(self, said: object) -> str:
        """Say how a truth value is heading_words, to who wrote it in quotes."""
        return f"Write {said} without quotes." if said in ("true", "false") else ""

    def schema(self) -> dict[str, Any]:
        """Return the type as JSON Schema."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Choice:
    """The words of a closed list, which may be members of an enumeration; `called` names what they are."""

    words: Sequence[str]
    called: str = ""

    @property
    def expected(self) -> str:
        """Say what a value must be."""
        return self.called or " or ".join(f"“{word}”" for word in self.words)

    def value(self, said: object) -> object:
        """Return the word as the list has it, or None."""
        if not isinstance(said, str):
            return None
        return next((word for word in self.words if word == said), None)

    def mend(self, said: object) -> str:
        """Name the nearest word."""
        return toml.nearest(said[:LONGEST], map(str, self.words)) if isinstance(said, str) else ""

    def schema(self) -> dict[str, Any]:
        """Return the words as JSON Schema."""
        return {"enum": [str(word) for word in self.words]}


@dataclass(frozen=True, slots=True)
class Name:
    """Names of one form, of at most `longest` characters; `allowed` is the form in words."""

    pattern: str
    allowed: str
    longest: int = LONGEST

    @property
    def expected(self) -> str:
        """Say what a value must be."""
        return f"{self.allowed}, at most {self.longest} characters"

    def value(self, said: object) -> object:
        """Return the name, or None."""
        if not isinstance(said, str) or len(said) > self.longest:
            return None
        return said if re.fullmatch(self.pattern, said) else None

    def mend(self, said: object) -> str:
        """Name the first character that is not allowed."""
        if not isinstance(said, str):
            return ""
        sign = next((one for one in said[: self.longest] if not self._has(one)), None)
        if sign is None:
            return f"It has {len(said):,} characters." if len(said) > self.longest else ""
        shown = f"“{sign}”" if sign.isprintable() else f"U+{ord(sign):04X}"
        return f"Take {'the blank' if sign == ' ' else shown} out."

    def _has(self, sign: str) -> bool:
        """Return whether a character may stand in a name, wherever that is."""
        return any(re.fullmatch(self.pattern, f"{before}{sign}a") for before in ("", "a", "aa"))

    def schema(self) -> dict[str, Any]:
        """Return the form as JSON Schema."""
        return {"type": "string", "pattern": f"^{self.pattern}$", "maxLength": self.longest}


@dataclass(frozen=True, slots=True)
class Text:
    """Words that are printed as they stand: so many characters, on one line or with `lines` on several."""

    longest: int
    least: int = 0
    lines: bool = False

    @property
    def expected(self) -> str:
        """Say what a value must be."""
        form = "a text in quotes" if self.lines else "a text in quotes, on one line"
        bounds = f"{self.least} to {self.longest:,}" if self.least else f"at most {self.longest:,}"
        return f"{form}, of {bounds} characters"

    def value(self, said: object) -> object:
        """Return the text, or None."""
        if not isinstance(said, str) or len(said) > self.longest or len(said.strip()) < self.least:
            return None
        return None if self._wrong(said) else said

    def _wrong(self, said: str) -> re.Match[str] | None:
        """Return the first character that the text must not have."""
        return NO_TEXT.search(said) or (None if self.lines else re.search(r"[\n\r\u2028\u2029]", said))

    def mend(self, said: object) -> str:
        """Name the character that is not allowed, or the length that is too long."""
        if not isinstance(said, str):
            return ""
        wrong = self._wrong(said)
        if wrong is not None:
            return f"Take the character U+{ord(wrong.group()):04X} out."
        return f"It has {len(said):,} characters." if len(said) > self.longest else ""

    def schema(self) -> dict[str, Any]:
        """Return the length as JSON Schema, and that nothing but words is in it."""
        form = r"^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f]*$"
        if not self.lines:
            form = r"^[^\u0000-\u0008\u000a-\u001f\u007f-\u009f]*$"
        least = {"minLength": self.least} if self.least else {}
        return {"type": "string", **least, "maxLength": self.longest, "pattern": form}


@dataclass(frozen=True, slots=True)
class FileName:
    """Names of files, and of what comes with variorum; whether there is one is asked of the folder.

    `least`: how many characters one has where none can say that it is empty.
    """

    called: str = "the name of a file"
    least: int = 0

    @property
    def expected(self) -> str:
        """Say what a value must be."""
        return self.called

    def value(self, said: object) -> object:
        """Return the name, or None; one that no file can have is refused where the file is looked for."""
        return said if isinstance(said, str) and len(said.strip()) >= self.least else None

    def mend(self, said: object) -> str:
        """Say nothing: what is no text is near to no name."""
        return ""

    def schema(self) -> dict[str, Any]:
        """Return the length as JSON Schema."""
        return {"type": "string", "minLength": 1, "maxLength": 1000}


EARLIEST_YEAR = 1000
"""Years are written in four figures; some libraries write those before in fewer."""


@dataclass(frozen=True, slots=True)
class Date:
    """Days of the calendar, as TOML's dates or as texts; their value is the text."""

    @property
    def expected(self) -> str:
        """Say what a value must be."""
        return "a date such as 2026-11-20"

    def value(self, said: object) -> object:
        """Return the day as a text, or None."""
        day = said
        if isinstance(said, str) and len(said) == len("2026-11-20"):
            try:
                day = datetime.date.fromisoformat(said)
            except ValueError:
                return None
        if isinstance(day, datetime.datetime) or not isinstance(day, datetime.date):
            return None
        return day.isoformat() if day.year >= EARLIEST_YEAR else None

    def mend(self, said: object) -> str:
        """Say nothing: a day cannot be guessed."""
        return ""

    def schema(self) -> dict[str, Any]:
        """Return the form as JSON Schema: readers of TOML give dates as texts."""
        return {"type": "string", "pattern": r"^[1-9]\d{3}-\d{2}-\d{2}$"}


@dataclass(frozen=True, slots=True)
class Year:
    """Years, as numbers or as short texts (“1918 [1919]”); their value is the text."""

    @property
    def expected(self) -> str:
        """Say what a value must be."""
        return f"a year, as a number or a text of at most {LONGEST} characters"

    def value(self, said: object) -> object:
        """Return the year as a text, or None."""
        if isinstance(said, int) and not isinstance(said, bool):
            return str(said) if 0 <= said <= 9999 else None
        return Text(LONGEST).value(said)

    def mend(self, said: object) -> str:
        """Say between which numbers a year lies."""
        return _nearer_bound(said, 0, 9999)

    def schema(self) -> dict[str, Any]:
        """Return both forms as JSON Schema."""
        return {"anyOf": [Text(LONGEST).schema(), {"type": "integer", "minimum": 0, "maximum": 9999}]}


SWITCH = Switch()
DATE = Date()
YEAR = Year()
ID = Name("[A-Za-z0-9][A-Za-z0-9._-]*", "letters, digits, “.”, “_” and “-”, a letter or digit first")
LANGUAGE = Name("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", "a language tag such as en-GB")
STYLE_NAME = Name("[A-Za-z][A-Za-z0-9_-]*", "a name of letters, figures, - and _")
"""Names of block and inline styles: they become names of style sheets and of Word."""

LINE = Text(2_000)
PROSE = Text(100_000, lines=True)
