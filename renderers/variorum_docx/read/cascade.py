"""The looks of runs as Word computes them: styles, what they are based on, toggles, direct formatting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from variorum.extract import Look
from variorum_docx.ooxml import Element, q

Properties: TypeAlias = Mapping[str, str]
"""Run properties by name; a toggle is "1" or "0"."""

TOGGLES = frozenset({"b", "i", "caps", "smallCaps", "strike", "vanish"})
SWITCHES = TOGGLES | {"dstrike"}
VALUES = ("u", "vertAlign", "color", "spacing", "sz", "position", "highlight")
DOUBLE = frozenset({"double", "wavyDouble"})
SMALLEST = 4
"""The size in half-points below which ink cannot be read."""
HIGHLIGHTS = {
    "yellow": "FFFF00",
    "green": "00FF00",
    "cyan": "00FFFF",
    "magenta": "FF00FF",
    "blue": "0000FF",
    "red": "FF0000",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "darkGray": "808080",
    "lightGray": "C0C0C0",
    "black": "000000",
    "white": "FFFFFF",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The styles of a file: properties with those inherited, and names, by id."""

    defaults: Properties
    runs: Mapping[str, Properties]
    names: Mapping[str, str]
    paragraph: str
    """The id of the style of paragraphs that name none."""


def read_styles(part: Element | None) -> Sheet:
    """Read the styles part; a file without one has no styles."""
    if part is None:
        return Sheet({}, {}, {}, "")
    own: dict[str, Properties] = {}
    based: dict[str, str] = {}
    names: dict[str, str] = {}
    default = ""
    for style in part.iter(q("style")):
        key = style.get(q("styleId"), "")
        own[key] = run_properties(style.find(q("rPr")))
        based[key] = _value(style.find(q("basedOn")))
        names[key] = _value(style.find(q("name")))
        if style.get(q("type")) == "paragraph" and style.get(q("default")) in ("1", "true", "on"):
            default = key
    runs = {key: _inherited(key, own, based) for key in own}
    return Sheet(run_properties(part.find(f"{q('docDefaults')}//{q('rPr')}")), runs, names, default)


def _inherited(key: str, own: Mapping[str, Properties], based: Mapping[str, str]) -> Properties:
    line: list[str] = []
    while key in own and key not in line:
        line.append(key)
        key = based[key]
    return {name: value for one in reversed(line) for name, value in own[one].items()}


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(q("val"), "")


def run_properties(holder: Element | None) -> Properties:
    """Return the properties that an element sets by itself."""
    found: dict[str, str] = {}
    if holder is None:
        return found
    for name in SWITCHES:
        element = holder.find(q(name))
        if element is not None:
            found[name] = "0" if element.get(q("val"), "1") in ("0", "false", "off") else "1"
    for name in VALUES:
        element = holder.find(q(name))
        if element is not None:
            found[name] = element.get(q("val"), "")
    shade = holder.find(q("shd"))
    if shade is not None:
        found["shd"] = shade.get(q("fill"), "auto")
    return found


def effective(sheet: Sheet, paragraph: str, character: str, own: Properties) -> Properties:
    """Return the properties of a run in a paragraph style and a character style, with its own on top.

    A toggle that both styles set is off (ECMA-376 part 1, 17.7.3), unless the document's defaults set it.
    """
    above = sheet.runs.get(paragraph or sheet.paragraph, {})
    beside = sheet.runs.get(character, {})
    found = {**sheet.defaults, **above, **beside}
    for name in TOGGLES:
        if sheet.defaults.get(name) == "1":
            found[name] = "1"
        else:
            found[name] = "1" if (above.get(name) == "1") != (beside.get(name) == "1") else "0"
    return {**found, **own}


def looks(properties: Properties) -> frozenset[Look]:
    """Return what can be seen of run properties."""
    found: set[Look] = set()
    for name, look in (("i", Look.ITALIC), ("b", Look.BOLD), ("smallCaps", Look.SMALL_CAPS)):
        if properties.get(name) == "1":
            found.add(look)
    if "1" in (properties.get("strike"), properties.get("dstrike")):
        found.add(Look.STRUCK)
    underline = properties.get("u", "none")
    if underline in DOUBLE:
        found.add(Look.DOUBLE_UNDERLINE)
    elif underline not in ("none", ""):
        found.add(Look.UNDERLINE)
    if _number(properties.get("spacing")):
        found.add(Look.SPACED)
    align, position = properties.get("vertAlign"), _number(properties.get("position"))
    if align == "superscript" or position > 0:
        found.add(Look.RAISED)
    if align == "subscript" or position < 0:
        found.add(Look.LOWERED)
    return frozenset(found)


def hidden(properties: Properties, ground: str | None = None) -> str | None:
    """Say why ink cannot be seen, or nothing; `ground` is the colour of the paragraph or cell."""
    if properties.get("vanish") == "1":
        return "hidden text"
    size = properties.get("sz")
    if size is not None and 0 < _number(size) < SMALLEST:
        return "smaller than two points"
    ink = _colour(properties.get("color"))
    if ink is None:
        return None
    marked = HIGHLIGHTS.get(properties.get("highlight", ""))
    paper = _colour(marked) or _colour(properties.get("shd")) or _colour(ground) or (255, 255, 255)
    if _contrast(ink, paper) < 1.25:
        return "white on white" if paper == (255, 255, 255) else "in the colour of its ground"
    return None


def _number(value: str | None) -> float:
    try:
        return float(value or 0)
    except ValueError:
        return 0.0


def _colour(value: str | None) -> tuple[int, int, int] | None:
    if value is None or len(value) != 6:
        return None
    try:
        return int(value[:2], 16), int(value[2:4], 16), int(value[4:], 16)
    except ValueError:
        return None


def _contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2, relative luminance)."""

    def light(colour: tuple[int, int, int]) -> float:
        parts = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)
