"""What elements look like: the style sheets that are really in the file, computed as a reading system would.

Only what the proof asks for is computed: the looks of type, what starts a line, and what hides ink.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TypeAlias

from variorum.css.reading import Cascade, Wrapped
from variorum.css.values import INHERITED, TRANSPARENT, color, is_bold, is_italic, is_small_caps, number
from variorum.extract import Look

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

PRINT = re.compile("print")
"""Rules under this condition are left alone."""


class BookCascade:
    """The sheets of a page, ready to be asked what is seen of any of its elements."""

    def __init__(self, sheets: Sequence[str]) -> None:
        self._cascade = Cascade(sheets, PRINT, browser=USER_AGENT)

    def visibility(self, element: Wrapped, around: Visibility) -> Visibility:
        """Return what is seen of an element that stands in what is seen as `around`."""
        values = self._cascade.declared(element)[None]
        return _visibility(tuple(sorted(values.items())), around)


@lru_cache(maxsize=16)
def cascade_of(sheets: tuple[str, ...]) -> BookCascade:
    """Return the cascade of some sheets; the pages of a book share theirs."""
    return BookCascade(sheets)


# The same few sets of values come back in element after element.
@cache
def _visibility(values: tuple[tuple[str, str], ...], around: Visibility) -> Visibility:
    of = dict(values)
    display = of.get("display", "inline")
    ground = of.get("background-color", TRANSPARENT)
    if color(ground) in (None, TRANSPARENT):
        ground = around.ground
    # Lines are painted through blocks, but not into an inline block; no block is raised but that in a line.
    shifted = frozenset({Look.RAISED, Look.LOWERED})
    kept = {"block": around.painted - shifted, "inline-block": around.painted & shifted}
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
    turned = {
        Look.ITALIC: is_italic(of.get("font-style", "")),
        Look.BOLD: is_bold(of.get("font-weight", "")),
        Look.SMALL_CAPS: is_small_caps(of.get("font-variant-caps", "")),
        Look.SPACED: _spaced(of.get("letter-spacing", "")),
    }
    for look, on in turned.items():
        if on is not None:
            (looks.add if on else looks.discard)(look)
    return frozenset(looks)


def _spaced(spacing: str) -> bool | None:
    return None if not spacing or spacing in INHERITED else number(spacing) != 0


def _painted_looks(of: dict[str, str], around: Looks) -> Looks:
    looks = set(around)
    lines = of.get("text-decoration-line", "none").split()
    if "underline" in lines:
        looks.add(Look.DOUBLE_UNDERLINE if of.get("text-decoration-style") == "double" else Look.UNDERLINE)
    if "line-through" in lines:
        looks.add(Look.STRUCK)
    height = of.get("vertical-align", "baseline")
    if height == "super" or number(height) > 0:
        looks.add(Look.RAISED)
    elif height == "sub" or number(height) < 0:
        looks.add(Look.LOWERED)
    return frozenset(looks)


def _hidden(of: dict[str, str], seen: Visibility) -> str | None:
    """Return why nothing of an element is seen, if so."""
    if of.get("display") == "none":
        return "it is not displayed"
    if of.get("visibility") in ("hidden", "collapse"):
        return "it is made invisible"
    if "opacity" in of and number(of["opacity"]) == 0:
        return "it is transparent"
    if of.get("font-size", "").startswith("0") and number(of["font-size"]) == 0:
        return "its type has no size"
    shifts = [number(of[name]) for name in ("left", "right", "top", "bottom") if name in of]
    away = of.get("position") in ("absolute", "fixed") and any(abs(shift) >= FAR for shift in shifts)
    if away or abs(number(of.get("text-indent", "0"))) >= FAR or number(of.get("margin-left", "0")) <= -FAR:
        return "off the page"
    if "inset" in of.get("clip-path", "") or of.get("clip", "auto") != "auto":
        return "it is clipped away"
    ink, ground = color(seen.color), color(seen.ground)
    if ink == TRANSPARENT:
        return "it is transparent"
    return f"{seen.color} on {seen.ground}" if ink is not None and ink == ground else None
