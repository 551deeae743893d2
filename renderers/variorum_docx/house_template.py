"""The looks of a publisher's template: its styles, by their names, as tokens of the house style.

A style of the template that bears the name of one of ours gives its look to that; Word's own styles (“heading
1”, “footnote text”) give theirs to what they stand for, where the template has no style of our name. What is
said in it becomes tokens, so that the proof, the signs and their looks inside one another know it as they
know any style. Names stay ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol

from variorum.archive import Refusal
from variorum.contract import Setting
from variorum.ooxml.elements import at, number, on, value
from variorum.ooxml.measures import read_twips
from variorum.ooxml.names import q
from variorum.ooxml.styles import RunProperties, Styles, read_styles
from variorum.ooxml.xml import Element
from variorum.style import BLACK, BlockStyle, Color, FontFamily, InlineStyle, PageTokens, Style
from variorum.style.tokens import (
    FAMILY,
    HANG,
    HEIGHT,
    INDENT,
    LEADING,
    MARGIN,
    RATIO,
    RULE,
    SIZE,
    SPACE,
    TRACKING,
    WIDTH,
)
from variorum_docx.names import NOTE_TEXT, Chain, character_name
from variorum_docx.purposes import for_purpose
from variorum_docx.read.parts import OpenPackage, open_parts
from variorum_docx.write.looks import RULE_GAP

WORDS_OWN: Mapping[str, tuple[str, ...]] = {
    "body": ("body text", "normal"),
    "first": ("body text", "normal"),
    "document-title": ("heading 1",),
    "matter-title": ("heading 1",),
    "heading-1": ("heading 2",),
    "heading-2": ("heading 3",),
    "heading-3": ("heading 4",),
    "note": (NOTE_TEXT,),
    "quote": ("quote", "block text"),
    "caption": ("caption",),
    "main-title": ("title",),
    "subtitle": ("subtitle",),
    "contents": ("toc 1",),
}
"""Which of Word's own styles give the look of a block, in the order of trying."""
ALIGNED = {"start": "left", "right": "right", "end": "right", "center": "center", "both": "justify"}
LINES: Mapping[str, Literal["none", "double"]] = {"none": "none", "double": "double", "wavyDouble": "double"}
BOUNDS = {
    "before": SPACE,
    "after": SPACE,
    "left": INDENT,
    "right": INDENT,
    "hang": HANG,
    "first_indent": HANG,
    "rule_left": RULE,
}
NATURAL = 1.2
"""How high a line is that a template calls a single one, in sizes of its type."""
A_LINE = 240
MM = 25.4 / 1440
A_HAIR = 0.05
"""Millimetres that are the rounding of lengths in Word."""


def with_template(setting: Setting, data: bytes) -> Setting | Refusal:
    """Return a setting with the looks of a template, or say why that is no sound Word file."""
    opened = open_parts(data)
    if isinstance(opened, Refusal):
        return opened
    template = _Template(read_styles(opened.styles), opened)
    own = for_purpose(setting)
    return replace(own, style=template.over(own.style))


@dataclass(frozen=True, slots=True)
class _Template:
    """A template: its styles, and its parts."""

    styles: Styles
    opened: OpenPackage

    def ids(self) -> dict[str, str]:
        """Return the ids of styles by their names, which Word does not tell apart by capitals."""
        return {self.styles.name(one).casefold(): one for one in reversed(list(self.styles.by_id))}

    def over(self, style: Style) -> Style:
        """Return a style with the looks of the template in the place of its own."""
        names = self.ids()
        blocks, inlines = dict(style.blocks), dict(style.inlines)
        for role in {*blocks, "note"}:
            wanted = (Chain((role,)).name.casefold(), *WORDS_OWN.get(role, ()))
            found = next((names[name] for name in wanted if name in names), None)
            if found is not None:
                blocks[role] = self.block(found, blocks.get(role, BlockStyle()), style)
        for name, own in style.inlines.items():
            found = names.get(character_name((name,)).casefold())
            if found is not None:
                inlines[name] = self.inline(found, own, style)
        body = blocks.get("body", BlockStyle())
        return replace(
            style,
            blocks=blocks,
            inlines=inlines,
            font=self.font(style.font),
            page=self.page(style.page),
            body_size=body.size or style.body_size,
            body_leading=body.leading or style.body_leading,
        )

    # ---- styles

    def block(self, name: str, own: BlockStyle, style: Style) -> BlockStyle:
        """Return the look of a block by a paragraph style; what cannot be a token stays as it is."""
        type_ = self.styles.effective(name, None, RunProperties())
        size = type_.size / 2 if type_.size else style.body_size * style.scale
        said: dict[str, Any] = {
            "bold": bool(type_.bold),
            "italic": bool(type_.italic),
            "small_caps": bool(type_.small_caps),
            "underline": _line(type_.underline),
            "size": _within(size / style.scale, SIZE) if type_.size else None,
            "spaced": _within((type_.spacing or 0.0) / 20 / size, TRACKING),
            "color": _color(type_.color) or BLACK,
            "align": ALIGNED.get(self.attribute(name, "jc", "val") or "", "left"),
            "keep_with_next": self.is_on(name, "keepNext"),
            "hyphenate": own.hyphenate and not self.is_on(name, "suppressAutoHyphens"),
            "before": self.points(name, "spacing", "before") / style.scale,
            "after": self.points(name, "spacing", "after") / style.scale,
            "leading": self.leading(name, size),
        }
        rule = self.rule(name)
        hang = self.points(name, "ind", "hanging")
        left = self.points(name, "ind", "left") or self.points(name, "ind", "start")
        right = self.points(name, "ind", "right") or self.points(name, "ind", "end")
        said |= {
            "hang": hang / style.scale,
            "left": max(0.0, left - hang - (rule + RULE_GAP if rule else 0.0)) / style.scale,
            "rule_left": rule,
            "right": right / style.scale,
            "first_indent": self.points(name, "ind", "firstLine") / style.scale if not hang else 0.0,
        }
        for token, bounds in BOUNDS.items():
            said[token] = _within(said[token], bounds)
        return replace(own, **{token: one for token, one in said.items() if one is not None})

    def inline(self, name: str, own: InlineStyle, style: Style) -> InlineStyle:
        """Return the look of words by a character style: what it says, and what it leaves."""
        type_ = self.styles.run(name)
        body = style.body_size * style.scale
        size = type_.size / 2 / body if type_.size else None
        raised, lowered = type_.vertical == "superscript", type_.vertical == "subscript"
        lines = [one for one in (type_.strike, type_.double_strike) if one is not None]
        return replace(
            own,
            bold=type_.bold,
            italic=type_.italic,
            small_caps=type_.small_caps,
            struck=any(lines) if lines else None,
            underline=None if type_.underline is None else _line(type_.underline),
            spaced=None if type_.spacing is None else _within(type_.spacing / 20 / body, TRACKING),
            color=_color(type_.color) or own.color,
            raised=raised or (None if type_.vertical is None else False),
            lowered=lowered or (None if type_.vertical is None else False),
            size=own.size if raised or lowered or size is None else _within(size, RATIO),
        )

    def leading(self, name: str, size: float) -> float | None:
        """Return the distance of lines in sizes of type."""
        line = read_twips(self.attribute(name, "spacing", "line"))
        if not line or size <= 0:
            return None
        is_multiple = (self.attribute(name, "spacing", "lineRule") or "auto") == "auto"
        return _within(line / A_LINE * NATURAL if is_multiple else line / 20 / size, LEADING)

    def rule(self, name: str) -> float:
        """Return the weight of a rule at the left."""
        borders = (at(holder, "pBdr", "left") for holder in self.holders(name))
        border = next((one for one in borders if one is not None), None)
        is_line = border is not None and value(border) not in (None, "nil", "none")
        return number(value(border, "sz")) / 8 if is_line else 0.0

    # ---- asking

    def attribute(self, name: str, element: str, key: str) -> str | None:
        """Return an attribute of a property as a style says it, one that it is based on, or the defaults."""
        for holder in self.holders(name):
            found = at(holder, element)
            if found is not None and found.get(q(key)) is not None:
                return str(found.get(q(key)))
        return None

    def holders(self, name: str) -> Iterator[Element]:
        """Yield the properties of a paragraph by a style, the nearest first."""
        for one in self.styles.chain(name):
            if (own := at(one, "pPr")) is not None:
                yield own
        defaults = at(self.opened.styles, "docDefaults", "pPrDefault", "pPr")
        if defaults is not None:
            yield defaults

    def points(self, name: str, element: str, attribute: str) -> float:
        """Return a length in points, 0 where nothing says it."""
        return (read_twips(self.attribute(name, element, attribute)) or 0.0) / 20

    def is_on(self, name: str, element: str) -> bool:
        """Return whether a property is on."""
        found = (at(holder, element) for holder in self.holders(name))
        first = next((one for one in found if one is not None), None)
        return first is not None and on(first)

    # ---- typeface and page

    def font(self, own: FontFamily) -> FontFamily:
        """Return the typeface that the template names for its usual paragraphs."""
        holders = [at(one, "rPr") for one in self.styles.chain(self.styles.default_paragraph)]
        holders.append(at(self.opened.styles, "docDefaults", "rPrDefault", "rPr"))
        named = (value(at(one, "rFonts"), "ascii") for one in holders)
        family = next((one for one in named if one), None)
        if family is None or family == own.family or not re.fullmatch(FAMILY.pattern, family):
            return own
        return replace(own, family=family, word=family)

    def page(self, own: PageTokens) -> PageTokens:
        """Return the page of the template's last section; what no page of ours may be stays as it is."""
        section = at(self.opened.document, "body", "sectPr")
        sizes = {"width_mm": ("pgSz", "w", WIDTH), "height_mm": ("pgSz", "h", HEIGHT)}
        sides = {"top": "top", "bottom": "bottom", "inner": "left", "outer": "right"}
        sizes |= {f"margin_{side}_mm": ("pgMar", name, MARGIN) for side, name in sides.items()}
        found = {}
        for token, (element, attribute, bounds) in sizes.items():
            length = read_twips(value(at(section, element), attribute))
            if length is None or (said := _within(length * MM, bounds)) is None:
                return own
            found[token] = said if abs(said - getattr(own, token)) > A_HAIR else getattr(own, token)
        return replace(own, **found)  # type: ignore[arg-type]


class _Bounds(Protocol):
    """What a token may be at the least and at the most."""

    @property
    def least(self) -> float:
        """Return the least."""

    @property
    def most(self) -> float:
        """Return the most."""


def _within(said: float, bounds: _Bounds) -> float | None:
    return said if bounds.least <= said <= bounds.most else None


def _line(said: str | None) -> Literal["none", "single", "double"]:
    return LINES.get(said or "none", "single")


def _color(said: str | None) -> Color | None:
    """Return a colour that can be seen on paper, none for another or for what Word chooses itself."""
    found = re.fullmatch("[0-9A-Fa-f]{6}", said or "")
    if found is None:
        return None
    color = Color(*(int(found[0][place : place + 2], 16) for place in (0, 2, 4)))
    return color if color.is_seen else None
