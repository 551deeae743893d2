"""What tokens of style may be: colours, numbers within bounds, names, words of a closed list.

A domain says of one kind of token which values of a TOML file belong to it, in words for a finding and as
JSON Schema; tokens are declared with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeAlias

from variorum import toml
from variorum.css import values

Unit: TypeAlias = Literal["pt", "mm", "em", "ratio"]
UNITS = {"pt": " points", "mm": " mm", "em": " em", "ratio": ""}

COLOR_NAMES: tuple[str, ...] = tuple(
    """
aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown
burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan
darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid
darkred darksalmon darkseagreen darkslateblue darkslategray darkslategrey darkturquoise darkviolet
deeppink deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro
ghostwhite gold goldenrod gray green greenyellow grey honeydew hotpink indianred indigo ivory khaki
lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow
lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray
lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine mediumblue
mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise
mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive olivedrab orange
orangered orchid palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum
powderblue purple rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell
sienna silver skyblue slateblue slategray slategrey snow springgreen steelblue tan teal thistle tomato
turquoise violet wheat white whitesmoke yellow yellowgreen
""".split()  # noqa: SIM905 - a list of 148 strings would be no easier to read
)
"""The named colours of CSS."""
HEX = r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})"


@dataclass(frozen=True, slots=True)
class Color:
    """A colour by its parts of red, green and blue, from 0 to 255."""

    red: int
    green: int
    blue: int

    @property
    def css(self) -> str:
        """Return the colour as style sheets have it."""
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def word(self) -> str:
        """Return the colour as WordprocessingML has it."""
        return f"{self.red:02X}{self.green:02X}{self.blue:02X}"


BLACK = Color(0, 0, 0)


def color(said: str) -> Color | None:
    """Return the colour that a style means, or None for what is none: a name of CSS, #rgb or #rrggbb."""
    if said not in COLOR_NAMES and not re.fullmatch(HEX, said):
        return None
    parts = values.color(said)
    assert isinstance(parts, tuple)
    red, green, blue = (round(part * 255) for part in parts[:3])
    return Color(red, green, blue)


class Domain(Protocol):
    """The values that a token may have."""

    @property
    def expected(self) -> str:
        """Say what a value must be."""

    def value(self, said: object) -> object:
        """Return the value that TOML's value means, or None if it is none of these."""

    def mend(self, said: object) -> str:
        """Say which value is nearest to a wrong one; nothing where none is near."""

    def schema(self) -> dict[str, Any]:
        """Return the values as JSON Schema."""


@dataclass(frozen=True, slots=True)
class Number:
    """Numbers from `least` to `most`, both included."""

    least: float
    most: float
    unit: Unit

    @property
    def bounds(self) -> str:
        """Return the bounds as they are written for people."""
        return f"{self.least:g} to {self.most:g}"

    @property
    def expected(self) -> str:
        """Say what a value must be."""
        return f"a number from {self.bounds}{UNITS[self.unit]}"

    def value(self, said: object) -> object:
        """Return the number, or None."""
        if isinstance(said, bool) or not isinstance(said, int | float):
            return None
        return float(said) if self.least <= said <= self.most else None

    def mend(self, said: object) -> str:
        """Say which bound is the nearer one."""
        if isinstance(said, bool) or not isinstance(said, int | float):
            return ""
        if said > self.most:
            return f"The most is {self.most:g}."
        return f"The least is {self.least:g}." if said < self.least else ""

    def schema(self) -> dict[str, Any]:
        """Return the bounds as JSON Schema."""
        return {"type": "number", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Switch:
    """True or false."""

    @property
    def expected(self) -> str:
        """Say what a value must be."""
        return "true or false"

    def value(self, said: object) -> object:
        """Return the truth value, or None."""
        return said if isinstance(said, bool) else None

    def mend(self, said: object) -> str:
        """Say how a truth value is written, to who wrote it in quotes."""
        return f"Write {said} without quotes." if said in ("true", "false") else ""

    def schema(self) -> dict[str, Any]:
        """Return the type as JSON Schema."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Choice:
    """The words of a closed list."""

    words: Sequence[str]

    @property
    def expected(self) -> str:
        """Say what a value must be."""
        return " or ".join(f"“{word}”" for word in self.words)

    def value(self, said: object) -> object:
        """Return the word, or None."""
        return said if isinstance(said, str) and said in self.words else None

    def mend(self, said: object) -> str:
        """Name the nearest word."""
        return toml.nearest(said[:LONGEST], self.words) if isinstance(said, str) else ""

    def schema(self) -> dict[str, Any]:
        """Return the words as JSON Schema."""
        return {"enum": list(self.words)}


LONGEST = 100


@dataclass(frozen=True, slots=True)
class Name:
    """Names of one form, of at most a hundred characters; `allowed` is the form in words."""

    pattern: str
    allowed: str

    @property
    def expected(self) -> str:
        """Say what a value must be."""
        return f"{self.allowed}, at most {LONGEST} characters"

    def value(self, said: object) -> object:
        """Return the name, or None."""
        if not isinstance(said, str) or len(said) > LONGEST:
            return None
        return said if re.fullmatch(self.pattern, said) else None

    def mend(self, said: object) -> str:
        """Name the first character that is not allowed."""
        wrong = re.search(r"[^\w .+-]", said) if isinstance(said, str) else None
        return f"Take {toml.excerpt(wrong.group())} out." if wrong else ""

    def schema(self) -> dict[str, Any]:
        """Return the form as JSON Schema."""
        return {"type": "string", "pattern": f"^{self.pattern}$", "maxLength": LONGEST}


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours."""

    @property
    def expected(self) -> str:
        """Say what a value must be."""
        return "a colour, as #rrggbb, #rgb or by a name of CSS"

    def value(self, said: object) -> object:
        """Return the colour, or None."""
        return color(said) if isinstance(said, str) else None

    def mend(self, said: object) -> str:
        """Name the nearest colour."""
        near = toml.nearest(said[:LONGEST], COLOR_NAMES) if isinstance(said, str) else ""
        return near or 'Write color = "#555555", or "darkred".'

    def schema(self) -> dict[str, Any]:
        """Return figures and names as JSON Schema."""
        return {"anyOf": [{"type": "string", "pattern": f"^{HEX}$"}, {"enum": list(COLOR_NAMES)}]}
