"""What elements look like: the style sheets that are really in the file, computed as a reading system would.

Only what the proof asks for is computed: the looks of type, what starts a line, and what hides ink.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any, TypeAlias

import cssselect2
import tinycss2
import tinycss2.color4

from variorum.extract import Look

Wrapped: TypeAlias = Any
"""An element as cssselect2 wraps it; the library has no types."""

Looks: TypeAlias = frozenset[Look]
NONE: Looks = frozenset()

# HTML, "Rendering": what every reading system does without any sheet.
USER_AGENT = """
head, script, style, template, [hidden] { display: none }
html, body, address, article, aside, blockquote, caption, dd, div, dl, dt, figcaption, figure, footer,
h1, h2, h3, h4, h5, h6, header, hr, li, main, nav, ol, p, pre, section, table, tbody, td, tfoot, th, thead,
tr, ul
{ display: block }
address, cite, dfn, em, i, var { font-style: italic }
b, strong, th, h1, h2, h3, h4, h5, h6 { font-weight: bold }
ins, u { text-decoration: underline }
del, s, strike { text-decoration: line-through }
sub { vertical-align: sub }
sup { vertical-align: super }
"""

INLINE = frozenset({"inline", "inline-block", "contents", "none"})
FAR = 50.0
"""A shift of so many em or more puts words outside what is shown."""


@dataclass(frozen=True, slots=True)
class Visibility:
    """What can be seen of an element's words.

    `type` inherits, `painted` is painted by an element on all inside it; `hidden` says why nothing is seen.
    """

    type: Looks = NONE
    painted: Looks = NONE
    own_line: bool = True
    hidden: str | None = None
    color: str = "black"
    ground: str = "white"

    @property
    def looks(self) -> Looks:
        """Return all looks of the words."""
        return self.type | self.painted


PLAIN = Visibility()


class Cascade:
    """The sheets of a page, ready to be asked for any of its elements."""

    def __init__(self, sheets: Sequence[str]) -> None:
        self._matcher = cssselect2.Matcher()
        for origin, sheet in enumerate((USER_AGENT, *sheets)):
            for selector, declarations in _rules(sheet):
                self._matcher.add_selector(selector, (bool(origin), declarations))

    def visibility(self, element: Wrapped, around: Visibility) -> Visibility:
        """Return what is seen of an element that stands in what is seen as `around`."""
        return _visibility(tuple(sorted(self._values(element).items())), around)

    def _values(self, element: Wrapped) -> dict[str, str]:
        """Return the cascaded values of an element (CSS Cascade 4, 6)."""
        found: list[tuple[tuple[Any, ...], str, str]] = []
        for specificity, order, pseudo, (author, declarations) in self._matcher.match(element):
            if pseudo is None:
                for name, value, important in declarations:
                    found.append(((important, author, specificity, order), name, value))
        inline = element.etree_element.get("style")
        if inline:
            for name, value, important in _declarations(tinycss2.parse_blocks_contents(inline)):
                found.append(((important, True, (1 << 30, 0, 0), 0), name, value))
        return {name: value for _, name, value in sorted(found, key=lambda each: each[0])}


@lru_cache(maxsize=16)
def cascade_of(sheets: tuple[str, ...]) -> Cascade:
    """Return the cascade of some sheets; the pages of a book share theirs."""
    return Cascade(sheets)


Declared: TypeAlias = tuple[tuple[str, str, bool], ...]


def _rules(sheet: str) -> Iterator[tuple[Any, Declared]]:
    yield from _rules_in(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True))


def _rules_in(nodes: Sequence[Any]) -> Iterator[tuple[Any, Declared]]:
    for node in nodes:
        if node.type == "at-rule" and node.lower_at_keyword in ("media", "supports") and node.content:
            if "print" not in tinycss2.serialize(node.prelude):
                yield from _rules_in(
                    tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
                )
        elif node.type == "qualified-rule":
            declarations = _declarations(tinycss2.parse_blocks_contents(node.content))
            try:
                selectors = cssselect2.compile_selector_list(node.prelude)
            except cssselect2.SelectorError:
                continue
            yield from ((selector, declarations) for selector in selectors)


def _declarations(nodes: Sequence[Any]) -> Declared:
    found: list[tuple[str, str, bool]] = []
    for node in nodes:
        if node.type == "declaration":
            value = tinycss2.serialize(node.value).strip().lower()
            found.extend((name, part, node.important) for name, part in _longhands(node.lower_name, value))
    return tuple(found)


def _longhands(name: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield the properties that a declaration sets, of those that are asked for."""
    words = value.split()
    match name:
        case "text-decoration":
            lines = [word for word in words if word in ("underline", "line-through", "overline")]
            yield "text-decoration-line", " ".join(lines) or "none"
            yield "text-decoration-style", "double" if "double" in words else "solid"
        case "font-variant" | "font-variant-caps":
            yield "font-variant-caps", "small-caps" if "small-caps" in words else "normal"
        case "font":
            yield "font-style", "italic" if {"italic", "oblique"} & set(words) else "normal"
            yield "font-weight", "bold" if "bold" in words else "normal"
            yield "font-variant-caps", "small-caps" if "small-caps" in words else "normal"
        case "background":
            yield "background-color", value
        case _:
            yield name, value


# The same few sets of values come back in element after element.
@cache
def _visibility(values: tuple[tuple[str, str], ...], around: Visibility) -> Visibility:
    of = dict(values)
    display = of.get("display", "inline")
    ground = of.get("background-color", "transparent")
    if _color(ground) in (None, "transparent"):
        ground = around.ground
    # Lines are painted through blocks, but not into an inline block; no block is raised.
    kept = {"block": around.painted - {Look.RAISED, Look.LOWERED}, "inline-block": NONE}
    seen = replace(
        around,
        type=_type(of, around.type),
        painted=_painted_looks(of, kept.get(display, around.painted)),
        own_line=display not in INLINE,
        color=around.color if of.get("color", "inherit") == "inherit" else of["color"],
        ground=ground,
    )
    return replace(seen, hidden=around.hidden or _hidden(of, seen))


def _type(of: dict[str, str], around: Looks) -> Looks:
    looks = set(around)

    def put(look: Look, name: str, on: bool | None) -> None:
        if of.get(name, "inherit") not in ("inherit", "unset") and on is not None:
            (looks.add if on else looks.discard)(look)

    put(Look.ITALIC, "font-style", of.get("font-style", "").startswith(("italic", "oblique")))
    put(Look.BOLD, "font-weight", _bold(of.get("font-weight", "")))
    put(Look.SMALL_CAPS, "font-variant-caps", of.get("font-variant-caps") == "small-caps")
    put(Look.SPACED, "letter-spacing", _number(of.get("letter-spacing", "normal")) != 0)
    return frozenset(looks)


def _bold(weight: str) -> bool | None:
    if weight.isdigit():
        return int(weight) >= 600
    return {"bold": True, "normal": False, "bolder": True}.get(weight)


def _painted_looks(of: dict[str, str], around: Looks) -> Looks:
    looks = set(around)
    lines = of.get("text-decoration-line", "none").split()
    if "underline" in lines:
        looks.add(Look.DOUBLE_UNDERLINE if of.get("text-decoration-style") == "double" else Look.UNDERLINE)
    if "line-through" in lines:
        looks.add(Look.STRUCK)
    height = of.get("vertical-align", "baseline")
    if height == "super" or _number(height) > 0:
        looks.add(Look.RAISED)
    elif height == "sub" or _number(height) < 0:
        looks.add(Look.LOWERED)
    return frozenset(looks)


def _hidden(of: dict[str, str], seen: Visibility) -> str | None:
    """Return why nothing of an element is seen, if so."""
    if of.get("display") == "none":
        return "it is not displayed"
    if of.get("visibility") in ("hidden", "collapse"):
        return "it is made invisible"
    if "opacity" in of and _number(of["opacity"]) == 0:
        return "it is transparent"
    if of.get("font-size", "1em")[0] == "0" and _number(of["font-size"]) == 0:
        return "its type has no size"
    shifts = [_number(of[name]) for name in ("left", "right", "top", "bottom") if name in of]
    away = of.get("position") in ("absolute", "fixed") and any(abs(shift) >= FAR for shift in shifts)
    if away or abs(_number(of.get("text-indent", "0"))) >= FAR or _number(of.get("margin-left", "0")) <= -FAR:
        return "off the page"
    if "inset" in of.get("clip-path", "") or of.get("clip", "auto") != "auto":
        return "it is clipped away"
    color, ground = _color(seen.color), _color(seen.ground)
    if color == "transparent":
        return "it is transparent"
    return f"{seen.color} on {seen.ground}" if color is not None and color == ground else None


def _number(value: str) -> float:
    """Return the number of a length or percentage, 0 for a word; units do not matter here."""
    for node in tinycss2.parse_component_value_list(value):
        if node.type in ("number", "dimension", "percentage"):
            return float(node.value)
    return 0.0


def _color(value: str) -> object:
    """Return a colour in a form that can be compared, "transparent", or None for what is no colour."""
    parsed = tinycss2.color4.parse_color(value)
    if parsed is None or isinstance(parsed, str):
        return None
    return "transparent" if parsed.alpha == 0 else tuple(round(part, 3) for part in parsed.to("srgb"))
