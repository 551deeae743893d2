"""What paragraphs of a Word file are made of, as the account has them: characters, calls, fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from variorum.account.imports.rules import Omission

FRACTION = re.compile(r"\\f\s*\(([^(),;]*)[,;]([^(),;]*)\)", re.IGNORECASE)
"""A fraction in the instruction of a field."""
NOTE_AGAIN = re.compile(r"\s*NOTEREF\s+(\S+)([^\\]|\\[^p])*")
"""The instruction of a field that repeats the number of a note, not where it stands."""
FONT_SIGN = "\uf020"
"""A sign of a font, of which nothing is known here but that it is one."""


@dataclass(slots=True)
class Field:
    """A field: whether its result has begun, and whether it ends; `result`: words are shown as such.

    `box` is one that is ticked, or not; of the `entries` of a list one is `chosen`; `again` is the bookmark
    around the call of a note whose number it repeats.
    """

    separated: bool = False
    ended: bool = False
    result: bool = False
    box: bool = False
    on: bool = False
    entries: list[str] = field(default_factory=list)
    chosen: int = 0
    instruction: list[str] = field(default_factory=list)
    again: str = ""

    def display(self) -> str:
        """Return what the field shows without a result."""
        if self.box:
            return "☒" if self.on else "☐"
        if self.entries:
            return self.entries[self.chosen] if 0 <= self.chosen < len(self.entries) else ""
        kind, _, rest = "".join(self.instruction).strip().partition(" ")
        match kind.upper():
            case "SYMBOL":
                return FONT_SIGN
            case "MACROBUTTON" | "GOTOBUTTON":
                return rest.strip().partition(" ")[2]
            case "EQ":
                return FRACTION.sub(r"\1/\2", rest)
            case _:
                return ""


@dataclass(slots=True)
class Run:
    """What the properties of a run say, and whether the mark of a note comes next in it."""

    style: str | None = None
    hidden: bool | None = None
    marking: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A word that stands for a call; `again`: of the note that is called in this bookmark."""

    text: str
    again: str = ""


@dataclass(frozen=True, slots=True)
class Characters:
    """Characters in a line; `instructing` are the fields whose instructions they are, if those end.

    `again` is the bookmark in which a note is called whose number they repeat.
    """

    text: str
    omission: Omission | None = None
    instructing: tuple[Field, ...] = ()
    again: str = ""


EQUATION = Word("")
"""Stands where an equation begins, and where it ends."""


@dataclass(slots=True)
class Para:
    """A paragraph: its number in the part, what its properties say, its words, the boxes that hang on it."""

    number: int
    style: str | None = None
    numbered: bool | None = None
    goes_on: bool = False
    merged: bool = False
    pieces: list[Characters | Word] = field(default_factory=list)
    boxes: list[list[Para]] = field(default_factory=list)
