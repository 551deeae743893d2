"""What an importer asks of styles: type styles of words, headings, titles and quotations by their names."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from variorum.accession.languages import TAG
from variorum.ooxml.elements import at, number, value
from variorum.ooxml.names import q
from variorum.ooxml.styles import RunProperties, Styles, run_properties
from variorum.ooxml.xml import Element

WIDE = 15
"""Twentieths of a point between letters from which they are spaced."""
RAISED = 4
"""Half-points over or under the line from which words are raised or lowered."""
HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|kop|заголовок|nagłówek|rubrik|overskrift|otsikko) ?(\d)",
    re.IGNORECASE,
)
TITLES = re.compile(r"title|titel|titre|título|titolo|название|tytuł", re.IGNORECASE)
LINKS = re.compile(r"(?:followed ?)?hyperlink|internet ?link", re.IGNORECASE)
LONGEST_HEADING = 100
"""How many characters a heading has at the most that only looks like one; what is longer is running text."""
LARGER = 1.1
"""How much larger it is than most words of its file."""
LEFTWARDS = frozenset({"R", "AL"})
QUOTES = re.compile(r"(?:intense )?quote|block ?text|quotations?|zitat|citation|cita|цитата", re.IGNORECASE)


def level(paragraph: Element, styles: Styles) -> int:
    """Return the level of a heading from 1, 0 for what is none."""
    style = value(at(paragraph, "pPr", "pStyle"))
    own = at(paragraph, "pPr", "outlineLvl")
    found = own if own is not None else styles.property(style, "pPr", "outlineLvl")
    if found is not None:
        depth = number(value(found), 9)
        return depth + 1 if 0 <= depth < 9 else 0
    named = HEADING.fullmatch(styles.name(style))
    return int(named[1]) if named else 0


def shown_headings(text: Element, styles: Styles) -> tuple[Element, ...]:
    """Return the lines that are headings by their look alone: in the middle, larger than most words.

    Those before the first running text are lines of a title page.
    """
    sizes: Counter[float | None] = Counter()
    for run in text.iter(q("r")):
        sizes[_size(run, styles)] += len(_letters(run))
    usual = max(sizes, key=lambda size: sizes[size], default=None)
    found: list[Element] = []
    begun = False
    for paragraph in text.iterchildren(q("p")):
        words = _letters(paragraph).strip()
        begun = begun or len(words) > LONGEST_HEADING
        if begun and usual and 0 < len(words) <= LONGEST_HEADING and words[-1] not in ".,;":
            runs = [run for run in paragraph.iter(q("r")) if _letters(run).strip()]
            larger = all((_size(run, styles) or 0) >= LARGER * usual for run in runs)
            if larger and _is_in_the_middle(paragraph, styles) and any(map(str.isalpha, words)):
                found.append(paragraph)
    return tuple(found)


def _letters(around: Element) -> str:
    return "".join(one.text or "" for one in around.iter(q("t")))


def _size(run: Element, styles: Styles) -> float | None:
    paragraph = next(run.iterancestors(q("p")), None)
    return _effective(run, value(at(paragraph, "pPr", "pStyle")), styles, bare=False).size


def _is_in_the_middle(paragraph: Element, styles: Styles) -> bool:
    own = at(paragraph, "pPr", "jc")
    side = own if own is not None else styles.property(value(at(paragraph, "pPr", "pStyle")), "pPr", "jc")
    return value(side) == "center" and at(paragraph, "pPr", "numPr") is None


def is_title(paragraph: Element, styles: Styles) -> bool:
    """Return whether a paragraph is in the style of titles."""
    return TITLES.fullmatch(styles.name(value(at(paragraph, "pPr", "pStyle")))) is not None


def is_quoted(paragraph: Element, styles: Styles) -> bool:
    """Return whether a paragraph is in a style of quotations."""
    return QUOTES.fullmatch(styles.name(value(at(paragraph, "pPr", "pStyle")))) is not None


def language_of_runs(text: Element, styles: Styles) -> str:
    """Return the language of most characters: what a run or its paragraph's style says, else the file."""
    count: Counter[str] = Counter()
    for paragraph in text.iter(q("p")):
        style = value(at(paragraph, "pPr", "pStyle"))
        for run in paragraph.iter(q("r")):
            said = run_properties(at(run, "rPr")).language or styles.run(style).language
            count[said or ""] += sum(len(one.text or "") for one in run.iterchildren(q("t")))
    most = count.most_common(1)[0][0] if count else ""
    return most or styles.defaults.language or ""


@dataclass(frozen=True, slots=True)
class Tongues:
    """The languages that a run is said to be in, by the kinds of letters."""

    others: str = ""
    asian: str = ""
    leftwards: str = ""

    def of(self, text: str) -> str:
        """Return the language of words by the first letter that tells; empty if it is no tag of one."""
        said = self.others
        for letter in text:
            if unicodedata.bidirectional(letter) in LEFTWARDS:
                said = self.leftwards
                break
            if letter.isalpha():
                said = self.asian if unicodedata.east_asian_width(letter) == "W" else said
                break
        return said if TAG.fullmatch(said) else ""


def tongues(run: Element, paragraph_style: str | None, styles: Styles) -> Tongues:
    """Return the languages of a run: what it says, or its styles, or the file of all its words."""
    seen = _effective(run, paragraph_style, styles, bare=False)
    return Tongues(seen.language or "", seen.asian_language or "", seen.bidi_language or "")


def look(run: Element, paragraph_style: str | None, styles: Styles, bare: bool) -> frozenset[str]:
    """Return the type styles of a run; `bare`: those of the paragraph's own style say nothing.

    A link is blue and underlined because it is one; no hand has underlined it.
    """
    seen = _effective(run, paragraph_style, styles, bare)
    linked = LINKS.fullmatch(styles.name(value(at(run, "rPr", "rStyle")))) is not None
    looks = {
        "bold": seen.bold,
        "italic": seen.italic,
        "small-caps": seen.small_caps,
        "strike": seen.strike or seen.double_strike,
        "underline": not linked and seen.underline not in (None, "none"),
        "raised": seen.vertical == "superscript" or (seen.position or 0) >= RAISED,
        "lowered": seen.vertical == "subscript" or (seen.position or 0) <= -RAISED,
        "spaced": (seen.spacing or 0) >= WIDE,
    }
    return frozenset(name for name, on in looks.items() if on)


def unkept_looks(run: Element, paragraph_style: str | None, styles: Styles) -> Iterator[str]:
    """Yield the looks of a run that a transcript does not keep."""
    seen = _effective(run, paragraph_style, styles, bare=False)
    if seen.caps:
        yield "in capitals that the file does not hold"
    if seen.highlight not in (None, "none"):
        yield "marked with a colour"
    if value(at(run, "rPr", "bdr")) not in (None, "nil", "none"):
        yield "in a frame"


def is_hidden(run: Element, paragraph_style: str | None, styles: Styles) -> bool:
    """Return whether a run is shown to nobody."""
    return bool(_effective(run, paragraph_style, styles, bare=False).vanish)


def _effective(run: Element, paragraph_style: str | None, styles: Styles, bare: bool) -> RunProperties:
    own = at(run, "rPr")
    return styles.effective(paragraph_style, value(at(own, "rStyle")), run_properties(own), bare)
