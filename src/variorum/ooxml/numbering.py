"""The labels of numbered paragraphs and of notes, as Word counts them (ECMA-376 part 1, 17.9 and 17.11)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from variorum.ooxml.elements import at, number, on, value
from variorum.ooxml.names import q
from variorum.ooxml.styles import Styles
from variorum.ooxml.xml import Element

ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
DEEPEST = 8
"""The deepest of Word's nine levels."""
LONGEST_LABEL = 255
MOST_LETTERS = 780
"""How far letters count: thirty times through the alphabet, as in Word."""
BULLET, DASH = "•", "–"
DASHES = frozenset({"-", "\u2010", "\u2012", DASH, "\u2014", "\u2212"})
CHICAGO = "*†‡§"
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"


@dataclass(slots=True)
class Numbering:
    """The lists of a file and how far each has counted."""

    lists: dict[str, Element] = field(default_factory=dict)
    abstract: dict[str, Element] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def label(self, list_id: str, depth: int) -> str | None:
        """Count on in a list and return the label of its next item; none for a bullet."""
        kind = self.abstract_of(list_id)
        if kind is None:
            return None
        key = kind.get(q("abstractNumId"), list_id)
        counts = self.counts.setdefault(key, {})
        if list_id not in self.begun:
            self.begun.add(list_id)
            for override in self.overrides(list_id):
                start = at(override, "startOverride")
                if start is not None:
                    counts[number(override.get(q("ilvl")))] = number(value(start), 1) - 1
        level = self.level(list_id, depth)
        counts[depth] = counts.get(depth, self.start(list_id, depth) - 1) + 1
        for deeper in [one for one in counts if one > depth and depth < self.restart(list_id, one)]:
            del counts[deeper]
        if level is None or value(at(level, "numFmt")) in ("bullet", "none"):
            return None
        plain = at(level, "isLgl")
        legal = plain is not None and on(plain)

        def number_in_form(found: re.Match[str]) -> str:
            one = int(found[1]) - 1
            count = counts.get(one, self.start(list_id, one))
            form = value(at(self.level(list_id, one), "numFmt")) or "decimal"
            return formatted(count, "decimal" if legal else form)

        pattern = (value(at(level, "lvlText")) or "")[:LONGEST_LABEL]
        return re.sub(r"%([1-9])", number_in_form, pattern).strip() or None

    def bullet(self, list_id: str, depth: int) -> str | None:
        """Return the mark before the items of a level that is not counted, none if it has none.

        A picture, or a sign of a typeface of signs, is the common one.
        """
        level = self.level(list_id, depth)
        sign = (value(at(level, "lvlText")) or "").strip()
        if level is None or value(at(level, "numFmt")) != "bullet" or not sign:
            return None
        return DASH if sign in DASHES else BULLET

    def abstract_of(self, list_id: str) -> Element | None:
        """Return the description of a list; one that only names a style's list is that one."""
        kind = self.abstract.get(value(at(self.lists.get(list_id), "abstractNumId")) or "")
        named = value(at(kind, "numStyleLink"))
        if named is None:
            return kind
        return next((one for one in self.abstract.values() if value(at(one, "styleLink")) == named), kind)

    def overrides(self, list_id: str) -> list[Element]:
        """Return what a list says otherwise than its description."""
        found = self.lists.get(list_id)
        return [] if found is None else found.findall(q("lvlOverride"))

    def level(self, list_id: str, depth: int) -> Element | None:
        """Return the description of a level of a list."""
        for override in self.overrides(list_id):
            own = at(override, "lvl")
            if number(override.get(q("ilvl"))) == depth and own is not None:
                return own
        kind = self.abstract_of(list_id)
        levels = () if kind is None else kind.iterfind(q("lvl"))
        return next((one for one in levels if number(one.get(q("ilvl"))) == depth), None)

    def restart(self, list_id: str, depth: int) -> int:
        """Return the depth above which an item lets a level begin again; 0 where none does."""
        return number(value(at(self.level(list_id, depth), "lvlRestart")), depth)

    def depth(self, list_id: str, style: str | None) -> int | None:
        """Return the level that is tied to a paragraph style, none if no level is."""
        kind = self.abstract_of(list_id)
        levels = () if kind is None or style is None else kind.iterfind(q("lvl"))
        tied = (number(one.get(q("ilvl"))) for one in levels if value(at(one, "pStyle")) == style)
        return next(tied, None)

    def start(self, list_id: str, depth: int) -> int:
        """Return the number with which a level begins."""
        return number(value(at(self.level(list_id, depth), "start")), 1)


def read_numbering(root: Element | None) -> Numbering:
    """Return the lists of a part, none where it is missing."""
    if root is None:
        return Numbering()
    return Numbering(
        {one.get(q("numId"), ""): one for one in root.iterfind(q("num"))},
        {one.get(q("abstractNumId"), ""): one for one in root.iterfind(q("abstractNum"))},
    )


def place(paragraph: Element, styles: Styles, numbering: Numbering) -> tuple[str, int] | None:
    """Return the list of a paragraph and its depth in it, none if it is no item."""
    style = value(at(paragraph, "pPr", "pStyle"))
    own = at(paragraph, "pPr", "numPr")
    by_style = styles.property(style, "pPr", "numPr")
    list_id = value(at(own, "numId")) or value(at(by_style, "numId"))
    if list_id in (None, "0"):
        return None
    tied = numbering.depth(str(list_id), style) if value(at(own, "ilvl")) is None else None
    depth = number(value(at(own, "ilvl")) or value(at(by_style, "ilvl"))) if tied is None else tied
    return str(list_id), min(max(depth, 0), DEEPEST)


def formatted(count: int, form: str) -> str:
    """Return a number in a format of ST_NumberFormat (17.18.59)."""
    match form:
        case "lowerRoman" | "upperRoman" if 0 < count < 4000:
            made, rest = "", count
            for value_of, letters in ROMAN:
                made += letters * (rest // value_of)
                rest %= value_of
            return made.upper() if form == "upperRoman" else made
        case "lowerLetter" | "upperLetter" if 0 < count <= MOST_LETTERS:
            letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
            return letter.upper() if form == "upperLetter" else letter
        case "russianLower" | "russianUpper" if 0 < count <= MOST_LETTERS:
            letter = RUSSIAN[(count - 1) % len(RUSSIAN)] * ((count - 1) // len(RUSSIAN) + 1)
            return letter.upper() if form == "russianUpper" else letter
        case "chicago" if 0 < count <= MOST_LETTERS:
            return CHICAGO[(count - 1) % len(CHICAGO)] * ((count - 1) // len(CHICAGO) + 1)
        case "decimalZero":
            return f"{count:02}"
        case "none":
            return ""
        case _:
            return str(count)
