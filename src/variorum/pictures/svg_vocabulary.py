"""The elements and attributes of SVG that every output draws and that do nothing else, with their values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
HREF = f"{{{XLINK}}}href"

_SHAPES = "path rect circle ellipse line polyline polygon text image use"
DRAWN = frozenset(_SHAPES.split())
"""What is seen; the rest holds it, or says how it looks."""

_HOLDING = "svg g defs symbol title desc tspan textPath linearGradient radialGradient stop clipPath"
ELEMENTS = DRAWN | frozenset(_HOLDING.split()) | {"pattern", "marker"}
WRITTEN = frozenset({"title", "desc", "text", "tspan", "textPath"})
"""Elements that hold words."""

UNWRAPPED = frozenset({"a", "switch"})
"""Elements that hold what is drawn, and do something with it that is left out: they become groups."""

MUTE = frozenset({"metadata", "style"})
"""Elements that draw nothing themselves: what a program keeps for itself, and sheets, which are obeyed."""

_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?"
NUMBER = re.compile(_NUMBER)
LARGEST_NUMBER = 1e7
"""No length, dash or point of a picture on paper is larger."""

NUMBERS = re.compile(r"(?:[-+0-9.,\s%]|[eE](?=[-+0-9])|px|pt|pc|mm|cm|in|em|ex)++")
WORDS = re.compile(r"[A-Za-z][A-Za-z0-9 -]*")
PATH = re.compile(r"[MmZzLlHhVvCcSsQqTtAaeE0-9+\-.,\s]*")
TRANSFORM = re.compile(
    r"\s*+(?:(?:matrix|translate|scale|rotate|skewX|skewY)\s*+\(\s*+[-+.]*+[0-9][-+eE0-9.,\s]*+\)[\s,]*+)*+|none"
)
NAME = re.compile(r"[A-Za-z_][\w.-]{0,199}")
FAMILY = re.compile(r"[\w\s,.'\"-]{1,300}")
LANGUAGE = re.compile(r"[A-Za-z0-9-]{0,80}")
_REFERENCE = r"url\(\s*(['\"]?)#([A-Za-z_][\w.-]{0,199})\1\s*\)"
REFERENCE = re.compile(_REFERENCE)
_COLOUR = r"[A-Za-z]+|#[0-9A-Fa-f]{3,8}|(?:rgb|hsl)a?\([-+0-9.,%\s/a-z]*\)"
PAINT = re.compile(rf"(?:{_REFERENCE}\s*)?(?:{_COLOUR})?")
REFERENCE_OR_NONE = re.compile(rf"none|{_REFERENCE}")
FRAGMENT = re.compile(r"#([A-Za-z_][\w.-]{0,199})")

REFERRING = ("clip-path", "marker-start", "marker-mid", "marker-end")
_NUMERIC = (
    "x y rx ry cx cy r fx fy fr x1 y1 x2 y2 dx dy rotate textLength startOffset offset points viewBox"
    " refX refY markerWidth markerHeight stroke-width stroke-dashoffset stroke-miterlimit opacity"
    " fill-opacity stroke-opacity stop-opacity"
)
_NUMERIC_OR_WORDED = (
    "width height stroke-dasharray font-size font-weight letter-spacing word-spacing baseline-shift"
)
_WORDED = (
    "fill-rule clip-rule stroke-linecap stroke-linejoin visibility display overflow text-anchor"
    " dominant-baseline alignment-baseline font-style font-variant font-stretch text-decoration"
    " text-rendering shape-rendering image-rendering color-interpolation paint-order vector-effect"
    " gradientUnits patternUnits patternContentUnits clipPathUnits markerUnits"
    " spreadMethod preserveAspectRatio lengthAdjust method spacing writing-mode direction unicode-bidi"
)
VALUES: Mapping[str, tuple[re.Pattern[str], ...]] = {
    **dict.fromkeys(_NUMERIC.split(), (NUMBERS,)),
    **dict.fromkeys(_NUMERIC_OR_WORDED.split(), (NUMBERS, WORDS)),
    "orient": (NUMBERS, re.compile("auto|auto-start-reverse")),
    **dict.fromkeys(_WORDED.split(), (WORDS,)),
    **dict.fromkeys(("fill", "stroke", "stop-color", "color"), (PAINT,)),
    **dict.fromkeys(REFERRING, (REFERENCE_OR_NONE,)),
    **dict.fromkeys(("transform", "gradientTransform", "patternTransform"), (TRANSFORM,)),
    "d": (PATH,),
    "id": (NAME,),
    "font-family": (FAMILY,),
    "lang": (LANGUAGE,),
    f"{{{XML}}}lang": (LANGUAGE,),
    f"{{{XML}}}space": (WORDS,),
    HREF: (FRAGMENT,),
}
"""The attributes that are kept, and the forms that their values may have. No form tries a value twice."""

_STYLED = (
    "fill stroke stop-color color opacity fill-opacity stroke-opacity stop-opacity stroke-width"
    " stroke-dasharray stroke-dashoffset stroke-miterlimit stroke-linecap stroke-linejoin fill-rule clip-rule"
    " clip-path marker-start marker-mid marker-end visibility display overflow text-anchor"
    " dominant-baseline alignment-baseline font-family font-size font-style font-weight font-variant"
    " font-stretch letter-spacing word-spacing baseline-shift text-decoration text-rendering shape-rendering"
    " image-rendering color-interpolation paint-order vector-effect writing-mode direction unicode-bidi"
    " transform"
)
STYLED = frozenset(_STYLED.split())
"""The properties that a style sheet may set."""

IDLE = re.compile(
    r"style|class|version|baseProfile|enable-background|role|aria-\w+|data-[\w.-]+|tabindex|focusable"
    r"|pointer-events|cursor|type|target|zoomAndPan|contentScriptType|contentStyleType|requiredExtensions"
    r"|requiredFeatures|systemLanguage|externalResourcesRequired|xmlns"
)
"""Attributes that draw nothing; they go without a word."""

FONT = re.compile(
    r"(?P<before>(?:[a-z0-9-]+\s+)*?)"
    r"(?P<size>[\d.]+(?:px|pt|pc|mm|cm|in|em|ex|%)|(?:xx?-)?(?:small|large)|medium)"
    r"(?:\s*/\s*\S+)?\s+(?P<family>.+)",
    re.IGNORECASE | re.DOTALL,
)
WEIGHT = re.compile(r"bold|bolder|lighter|[1-9]00")


def properties(name: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield the properties of SVG that a declaration sets."""
    if name == "marker":
        yield from ((f"marker-{place}", value) for place in ("start", "mid", "end"))
    elif name == "font" and (font := FONT.fullmatch(value.strip())):
        yield "font-size", font["size"]
        yield "font-family", font["family"]
        for word in font["before"].lower().split():
            if word in ("italic", "oblique"):
                yield "font-style", word
            elif word == "small-caps":
                yield "font-variant", word
            elif WEIGHT.fullmatch(word):
                yield "font-weight", word
    else:
        yield name, value


def is_fit(name: str, value: str) -> bool:
    """Return whether an attribute may have a value: one of its forms, and no number beyond measure."""
    if not any(form.fullmatch(value) for form in VALUES.get(name, ())):
        return False
    if VALUES[name][0] in (NUMBERS, PATH, TRANSFORM):
        return all(abs(float(number)) <= LARGEST_NUMBER for number in NUMBER.findall(value))
    return True
