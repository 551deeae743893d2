"""What values of properties mean: longhands of what sets several, lengths, colours, words of `content`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import tinycss2
import tinycss2.color4

SLANTS = ("italic", "oblique")
LINES = ("underline", "line-through", "overline")
LINE_STYLES = ("double", "dotted", "dashed", "wavy")
EVERYWHERE = frozenset({"inherit", "initial", "unset", "revert", "revert-layer"})
"""Values that every property may have, and that a shorthand gives to all its longhands."""
INHERITED = EVERYWHERE - {"initial"}
"""Those with which a property of type says what is said around it."""
LONGHANDS = {
    "text-decoration": ("text-decoration-line", "text-decoration-style"),
    "font-variant": ("font-variant-caps",),
    "font": ("font-style", "font-weight", "font-variant-caps", "font-family"),
    "background": ("background-color",),
    "list-style": ("list-style-type",),
}
"""Properties that set several, and those of the several that anybody here asks for."""
WEIGHT = re.compile(r"[1-9]\d{0,2}|1000")
WEIGHTS = {"bold": True, "bolder": True, "normal": False, "initial": False, "lighter": False}
PLACES = frozenset({"inside", "outside"})
TRANSPARENT = "transparent"


def longhands(name: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield the properties that a declaration sets; a property of its own is itself."""
    asked = LONGHANDS.get(name)
    if asked is None:
        yield name, value
    elif value in EVERYWHERE:
        yield from ((one, value) for one in asked)
    else:
        yield from zip(asked, _parts(name, value.split(), value), strict=True)


def _parts(name: str, words: Sequence[str], value: str) -> tuple[str, ...]:
    match name:
        case "text-decoration":
            lines = " ".join(word for word in words if word in LINES)
            return lines or "none", _first(words, LINE_STYLES, "solid")
        case "font-variant":
            return (_caps(words),)
        case "font":
            return _first(words, SLANTS, "normal"), _weight(words), _caps(words), _family(value)
        case "list-style":
            return (next((word for word in words if word not in PLACES and "(" not in word), "disc"),)
        case _:
            return (value,)


def _first(words: Sequence[str], known: Sequence[str], default: str) -> str:
    return next((word for word in words if word in known), default)


def _caps(words: Sequence[str]) -> str:
    return next((word for word in words if word.endswith("-caps")), "normal")


def _family(value: str) -> str:
    """Return the typefaces in a `font`: they stand behind the size."""
    found = re.search(r"(?:^|\s)[\d.]+(?:[a-z]+|%)(?:\s*/\s*\S+)?\s+(.+)$", value)
    return found[1] if found else "inherit"


def _weight(words: Sequence[str]) -> str:
    """Return the weight in a `font`; a number there without a unit is one, for the size has a unit."""
    return next(
        (word for word in words if (word in WEIGHTS and word != "normal") or WEIGHT.fullmatch(word)), "normal"
    )


def number(value: str) -> float:
    """Return the number of a length or percentage, 0 for a word; units do not matter here."""
    for node in tinycss2.parse_component_value_list(value):
        if node.type in ("number", "dimension", "percentage"):
            return float(node.value)
    return 0.0


def color(value: str) -> object:
    """Return a colour in a form that can be compared, "transparent", or None for what is no colour."""
    parsed = tinycss2.color4.parse_color(value)
    if parsed is None or isinstance(parsed, str):
        return None
    return TRANSPARENT if parsed.alpha == 0 else tuple(round(part, 3) for part in parsed.to("srgb"))


def is_italic(slant: str) -> bool | None:
    """Return whether a `font-style` is italic, None where it says what is said around it."""
    return None if not slant or slant in INHERITED else slant.startswith(SLANTS)


def is_bold(weight: str) -> bool | None:
    """Return whether a `font-weight` is bold, None where it is none or says what is said around it."""
    if WEIGHT.fullmatch(weight):
        return int(weight) >= 600
    return WEIGHTS.get(weight)


def is_small_caps(caps: str) -> bool | None:
    """Return whether a `font-variant-caps` is small capitals, None where it says what is said around it."""
    return True if caps.endswith("small-caps") else False if caps in ("normal", "initial") else None


def strings(value: str) -> str:
    """Return the words that a `content` writes: its strings."""
    return "".join(node.value for node in tinycss2.parse_component_value_list(value) if node.type == "string")
