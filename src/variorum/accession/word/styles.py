"""The styles of a Word file: which type a run has, what a paragraph is (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from variorum.accession.word.names import at, number, on, value, w

TOGGLES = {"b": "bold", "i": "italic", "smallCaps": "small-caps", "strike": "strike", "dstrike": "strike"}
"""Properties that styles turn over: on in two styles is off (17.7.3)."""
WIDE = 15
"""Twentieths of a point between letters from which they are spaced."""
HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|kop|заголовок|nagłówek|rubrik|overskrift|otsikko) ?(\d)",
    re.IGNORECASE,
)
TITLES = re.compile(r"title|titel|titre|título|titolo|название|tytuł", re.IGNORECASE)
LINKS = re.compile(r"(?:followed ?)?hyperlink|internet ?link", re.IGNORECASE)
QUOTES = re.compile(r"(?:intense )?quote|block ?text|quotations?|zitat|citation|cita|цитата", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles by id, those that count where none is named, and the properties of all text."""

    by_id: dict[str, etree._Element] = field(default_factory=dict)
    default_paragraph: str | None = None
    default_run: etree._Element | None = None
    known: dict[tuple[str | None, tuple[str, ...]], etree._Element | None] = field(default_factory=dict)

    def chain(self, style: str | None) -> Iterator[etree._Element]:
        """Yield a style and those it is based on."""
        seen: set[str] = set()
        while style is not None and style in self.by_id and style not in seen:
            seen.add(style)
            found = self.by_id[style]
            yield found
            style = value(at(found, "basedOn"))

    def name(self, style: str | None) -> str:
        """Return the name of a style as its users see it."""
        return value(at(self.by_id.get(style or ""), "name")) or style or ""

    def property(self, style: str | None, *path: str) -> etree._Element | None:
        """Return the first property at a path that a style or one it is based on has."""
        key = (style, path)
        if key not in self.known:
            found = (at(one, *path) for one in self.chain(style))
            self.known[key] = next((one for one in found if one is not None), None)
        return self.known[key]


def read_styles(root: etree._Element | None) -> Styles:
    """Return the styles of a part, none at all where it is missing."""
    if root is None:
        return Styles()
    by_id = {one.get(w("styleId"), ""): one for one in root.iter(w("style"))}
    usual = (
        name
        for name, one in by_id.items()
        if one.get(w("type")) == "paragraph" and (one.get(w("default")) or "") in ("1", "true", "on")
    )
    return Styles(by_id, next(usual, None), at(root, "docDefaults", "rPrDefault", "rPr"))


def level(paragraph: etree._Element, styles: Styles) -> int:
    """Return the level of a heading from 1, 0 for what is none."""
    style = value(at(paragraph, "pPr", "pStyle"))
    own = at(paragraph, "pPr", "outlineLvl")
    found = own if own is not None else styles.property(style, "pPr", "outlineLvl")
    if found is not None:
        depth = number(value(found), 9)
        return depth + 1 if 0 <= depth < 9 else 0
    named = HEADING.fullmatch(styles.name(style))
    return int(named[1]) if named else 0


def is_title(paragraph: etree._Element, styles: Styles) -> bool:
    """Return whether a paragraph is in the style of titles."""
    return TITLES.fullmatch(styles.name(value(at(paragraph, "pPr", "pStyle")))) is not None


def is_quoted(paragraph: etree._Element, styles: Styles) -> bool:
    """Return whether a paragraph is in a style of quotations."""
    return QUOTES.fullmatch(styles.name(value(at(paragraph, "pPr", "pStyle")))) is not None


def look(
    run: etree._Element | None, paragraph_style: str | None, styles: Styles, bare: bool
) -> frozenset[str]:
    """Return the type styles of a run; `bare`: those of the paragraph's own style say nothing.

    A link is blue and underlined because it is one; no hand has underlined it.
    """
    own = at(run, "rPr") if run is not None else None
    character = value(at(own, "rStyle"))
    paragraph = None if bare else (paragraph_style or styles.default_paragraph)
    made = {name for toggle, name in TOGGLES.items() if _toggle(toggle, own, character, paragraph, styles)}

    def effective(name: str) -> etree._Element | None:
        direct = at(own, name)
        if direct is not None:
            return direct
        by_style = styles.property(character, "rPr", name)
        if by_style is None and paragraph is not None:
            by_style = styles.property(paragraph, "rPr", name)
        return by_style if by_style is not None else None if bare else at(styles.default_run, name)

    line = None if LINKS.fullmatch(styles.name(character)) else effective("u")
    if line is not None and (value(line) or "single") not in ("none", "0", "false"):
        made.add("underline")
    raised = value(effective("vertAlign"))
    made |= {"raised"} if raised == "superscript" else {"lowered"} if raised == "subscript" else set()
    if number(value(effective("spacing"))) >= WIDE:
        made.add("spaced")
    return frozenset(made)


def is_hidden(run: etree._Element, paragraph_style: str | None, styles: Styles) -> bool:
    """Return whether a run is shown to nobody."""
    own = at(run, "rPr")
    return _toggle("vanish", own, value(at(own, "rStyle")), paragraph_style, styles)


def _toggle(
    name: str, own: etree._Element | None, character: str | None, paragraph: str | None, styles: Styles
) -> bool:
    direct = at(own, name)
    if direct is not None:
        return on(direct)
    by_style = [styles.property(one, "rPr", name) for one in (paragraph, character) if one is not None]
    turned = sum(1 for one in by_style if one is not None and on(one)) % 2 == 1
    default = None if paragraph is None else at(styles.default_run, name)
    return turned or (default is not None and on(default))
