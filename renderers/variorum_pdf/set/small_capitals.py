"""Small capitals letter by letter: a typeface's own where it has them, else capitals of smaller type.

Pango draws capitals of smaller type only for words in whose script the typeface has no small capitals at all.
A letter that it lacks among others is then printed plain, and words of two scripts tell nobody what they are.
So what the typeface lacks is found in the words that were set, and they are set again: capitals of smaller
type in their place, and plain letters for those that no capital stands for alone, such as the German ß.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from typing import Any
from xml.etree.ElementTree import Element

from variorum_pdf.set.galley import Box, box_types


class Way(StrEnum):
    """How letters are set in small capitals: as the typeface has them, as smaller capitals, as they are."""

    OWN = "own"
    DRAWN = "drawn"
    PLAIN = "plain"


SHRUNK = 0.8
"""The size of capitals that stand for small ones, in parts of the type around them."""
LOOKED_AT = "data-small-capitals"
"""What was done to an element, as a `Way`: to its own words nothing."""
STYLES = {
    Way.DRAWN: f"font-variant: normal; font-size: {SHRUNK}em",
    Way.PLAIN: "font-variant: normal",
}


def size_among(box: Box) -> float | None:
    """Return the size of the type around words in small capitals, in pixels; nothing if they are none."""
    size: float = box.style["font_size"]
    match box.element.get(LOOKED_AT):
        case Way.DRAWN:
            return size / SHRUNK
        case Way.PLAIN:
            return size
        case _:
            return size if box.style["font_variant_caps"] == "small-caps" else None


def complete_capitals(page: Box) -> bool:
    """Prepare letters that have no small capitals for the next setting; return whether there are any."""
    small: dict[Element, list[Box]] = {}
    for box in page.descendants():
        if (
            isinstance(box, box_types().TextBox)
            and box.style["font_variant_caps"] == "small-caps"
            and "::" not in box.element_tag
            and box.element.get(LOOKED_AT) is None
        ):
            small.setdefault(box.element, []).append(box)
    changed = False
    for element, boxes in small.items():
        element.set(LOOKED_AT, Way.OWN)
        changed = _divide(element, _lettering_of(boxes)) or changed
    return changed


def _divide(element: Element, lettering: Lettering) -> bool:
    """Put elements around words of an element that are set otherwise; return whether there are any."""
    words = [list(lettering.runs(element.text or ""))]
    children = list(element)
    words += [list(lettering.runs(child.tail or "")) for child in children]
    if all(way is Way.OWN for runs in words for way, _ in runs):
        return False
    element.text = None
    element[:] = []
    last: Element | None = None
    for child, runs in zip((None, *children), words, strict=True):
        if child is not None:
            child.tail = None
            element.append(child)
            last = child
        for way, text in runs:
            if way is not Way.OWN:
                last = Element("span", {"style": STYLES[way], LOOKED_AT: way})
                last.text = text
                element.append(last)
            elif last is None:
                element.text = text
            else:
                last.tail = text
    return True


@dataclass(frozen=True, slots=True)
class Lettering:
    """What letters a typeface has, `known`, and for which of them it has small capitals, `small`."""

    known: frozenset[str]
    small: frozenset[str]

    def runs(self, text: str) -> Iterator[tuple[Way, str]]:
        """Yield a text in runs, each with the way in which it is set, those that are drawn in capitals.

        Letters are drawn if they can be told from the capitals: in lower case those must give them again.
        """
        start = 0
        for way, group in groupby(_letters(text), self._way):
            run = "".join(group)
            end = start + len(run)
            if way is Way.DRAWN:
                drawn = run.upper()
                again = text[:start] + drawn + text[end:]
                if self._shows(drawn) and _nfc(again.lower()) == _nfc(text.lower()):
                    yield way, drawn
                else:
                    yield from self._one_by_one(run)
            else:
                yield way, run
            start = end

    def _one_by_one(self, run: str) -> Iterator[tuple[Way, str]]:
        for way, group in groupby(map(self._as_capital, _letters(run)), lambda one: one[0]):
            yield way, "".join(text for _, text in group)

    def _as_capital(self, letter: str) -> tuple[Way, str]:
        for capital in (letter.upper(), letter.title()):
            if self._shows(capital) and _nfc(capital.lower()) == _nfc(letter) != capital:
                return Way.DRAWN, capital
        return Way.PLAIN, letter

    def _way(self, letter: str) -> Way:
        """Return how a letter with its accents is set, if it is drawn where the typeface lacks it."""
        composed = _nfc(letter)
        if composed == composed.upper() and not composed[0].islower():
            return Way.OWN
        first = composed[0] if composed[0] in self.known else unicodedata.normalize("NFD", composed)[0]
        return Way.OWN if first in self.small else Way.DRAWN

    def _shows(self, text: str) -> bool:
        composed = _nfc(text)
        return self.known.issuperset(composed) or self.known.issuperset(unicodedata.normalize("NFD", text))


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _letters(text: str) -> Iterator[str]:
    """Yield the letters of a text, each with the accents behind it."""
    letter = ""
    for one in text:
        if letter and not unicodedata.combining(one):
            yield letter
            letter = ""
        letter += one
    if letter:
        yield letter


def _lettering_of(boxes: Sequence[Box]) -> Lettering:
    """Return the lettering of the faces in which boxes are set: of a letter that of the first that has it."""
    families = list(boxes[0].style["font_family"])
    faces = {found for box in boxes for found in _faces(box)}
    order = sorted(faces, key=lambda face: (families.index(face[0]) if face[0] in families else 99, face[0]))
    known: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()
    for _, one in order:
        small |= one.small - known
        known |= one.known
    return Lettering(known, small)


def _faces(box: Box) -> Iterator[tuple[str, Lettering]]:
    """Yield the lettering of each face in which a box is set, with the name of its family."""
    from weasyprint.text.ffi import ffi, harfbuzz, pango  # noqa: PLC0415
    from weasyprint.text.fonts import (  # noqa: PLC0415
        get_hb_object_data,
        get_pango_font_hb_face,
        get_pango_font_key,
    )

    layout = box.pango_layout
    layout.reactivate(box.style)
    line, _ = layout.get_first_line()
    run = line.runs
    while run != ffi.NULL:
        font = run.data.item.analysis.font
        _, description, _ = get_pango_font_key(font)
        family = ffi.string(pango.pango_font_description_get_family(description)).decode()
        face = get_pango_font_hb_face(font)
        yield family, lettering(get_hb_object_data(face), harfbuzz.hb_face_get_index(face))
        run = run.next
    layout.deactivate()


@lru_cache(maxsize=32)
def lettering(content: bytes, index: int) -> Lettering:
    """Return the lettering of a font.

    A small capital counts only if every language that the font knows for the letter's script has it, and for
    one letter only: that of “ı” may be that of “i”.
    """
    from fontTools.ttLib import TTFont  # noqa: PLC0415
    from fontTools.unicodedata import ot_tags_from_script, script  # noqa: PLC0415

    with TTFont(io.BytesIO(content), fontNumber=index, lazy=True) as font:
        glyphs = {chr(code): name for code, name in (font.getBestCmap() or {}).items()}
        table = font["GSUB"].table if "GSUB" in font else None
        by_script = _small_capitals(table) if table is not None and table.ScriptList else {}
    covered: dict[str, str] = {}
    for letter, glyph in sorted(glyphs.items()):
        for tag in ot_tags_from_script(script(letter)):
            if capital := by_script.get(tag, {}).get(glyph):
                covered.setdefault(capital, letter)
    return Lettering(frozenset(glyphs), frozenset(covered.values()))


def _small_capitals(table: Any) -> dict[str, dict[str, str]]:
    """Return by script the glyphs for which a font has small capitals in all its languages, with those."""
    found: dict[str, dict[str, str]] = {}
    for record in table.ScriptList.ScriptRecord:
        own = record.Script.DefaultLangSys
        if own is not None:
            others = [dict(_pairs(table, other.LangSys)) for other in record.Script.LangSysRecord]
            found[record.ScriptTag] = {
                glyph: capital
                for glyph, capital in _pairs(table, own)
                if all(glyph in other for other in others)
            }
    return found


def _pairs(table: Any, language: Any) -> Iterator[tuple[str, str]]:
    """Yield the glyphs that small capitals take the place of, one for one, with those."""
    for number in language.FeatureIndex:
        feature = table.FeatureList.FeatureRecord[number]
        if feature.FeatureTag != "smcp":
            continue
        for lookup in feature.Feature.LookupListIndex:
            for sub in table.LookupList.Lookup[lookup].SubTable:
                single = getattr(getattr(sub, "ExtSubTable", sub), "mapping", {})
                yield from ((glyph, to) for glyph, to in single.items() if isinstance(to, str))
