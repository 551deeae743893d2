"""What paragraphs of a Word file are made of, as the account has them: characters, calls, fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from variorum.account.imports.rules import Omission
from variorum.account.imports.stream import FONT_SIGN

TEXTS = {"w:t", "w:delText", "m:t"}
INSTRUCTIONS = {"w:instrText", "w:delInstrText"}
DRAWN = {"a:t", "c:v", "cx:v", "cx:pt"}
SIGNS = {"w:noBreakHyphen": "\N{NON-BREAKING HYPHEN}", "w:softHyphen": "\N{SOFT HYPHEN}"}
BLANKS = {"w:tab", "w:ptab", "w:br", "w:cr"}
CALLS = {"w:footnoteReference": "fn", "w:endnoteReference": "en", "w:commentReference": "c"}
NOTES = {"w:footnote": "fn", "w:endnote": "en", "w:comment": "c"}
SIGNS_OF_NOTES = "*†‡§¶∗⁎⁑#"
"""What an editor may set as the mark of a note before other words."""
FRACTION = re.compile(r"\\f\s*\(([^(),;]*)[,;]([^(),;]*)\)", re.IGNORECASE)
"""A fraction in the instruction of a field."""
NOTE_AGAIN = re.compile(r"\s*NOTEREF\s+(\S+)([^\\]|\\[^p])*")
"""The instruction of a field that repeats the number of a note, not where it stands."""
LISTS = ("TOC", "INDEX", "TOA")
"""Fields that are lists made by Word."""


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

    @property
    def lists(self) -> bool:
        """Return whether what the field shows is a list that Word has made."""
        words = "".join(self.instruction).split()
        return bool(words) and words[0].upper() in LISTS

    def form(self, name: str, said: str, on: bool) -> None:
        """Take note of what a form says: a box that is ticked, the entry of a list that is chosen."""
        match name:
            case "w:checkBox":
                self.box = True
            case "w:checked":
                self.on = on
            case "w:default" if self.box:
                self.on = on
            case "w:default" | "w:result":
                self.chosen = int(said) if said.isdecimal() and len(said) < 9 else 0
            case "w:listEntry":
                self.entries.append(said)

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
    """What the properties of a run say, as that it is in a font of signs; a mark may come next in it."""

    style: str | None = None
    hidden: bool | None = None
    marking: bool = False
    symbolic: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A word that stands for a call; `again`: of the note that is called in this bookmark."""

    text: str
    again: str = ""


@dataclass(frozen=True, slots=True)
class Characters:
    """Characters in a line; `instructing` are the fields whose instructions they are, if those end.

    `again` is the bookmark in which a note is called whose number they repeat; of `listing`, fields that are
    lists, they are part if those end.
    """

    text: str
    omission: Omission | None = None
    instructing: tuple[Field, ...] = ()
    again: str = ""
    listing: tuple[Field, ...] = ()


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

    def without_mark(self, text: str, inside: bool) -> str:
        """Keep the mark of a note at the beginning of characters, and return the others.

        Inside the run of its call it goes to the first blank, in the next it is short or of signs.
        """
        signs = len(text) - len(text.lstrip(SIGNS_OF_NOTES))
        blank = text.find(" ", len(text) - len(text.lstrip()))
        mark = text if len(text) <= 3 and not any(map(str.isspace, text)) else text[:signs]
        if inside:
            mark = text if blank < 0 else text[:blank]
        if mark:
            self.pieces.append(Characters(mark, Omission.NOTE_MARK))
        return text[len(mark) :]


def again_of(instruction: str) -> str:
    """Return the bookmark of the note whose number a field repeats, empty if it repeats none."""
    found = NOTE_AGAIN.fullmatch(instruction)
    return found[1] if found else ""
