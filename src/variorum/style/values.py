"""Colours: what a style may say of them, and what they are as values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from variorum import toml
from variorum.css import values
from variorum.tables.domains import LONGEST

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


LIGHTEST, LEAST_CONTRAST = 0.85, 1.25
"""How light a colour may be, and how it must stand out from white paper (WCAG 2)."""
READ_ON_BOTH = (0.175, 0.1833)
"""How much light a colour gives that has a contrast of 4.5 on white and on black (WCAG 2)."""


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

    @property
    def is_seen(self) -> bool:
        """Return whether words of the colour are seen on white paper: lighter ones no proof lets pass."""
        parts = (self.red / 255, self.green / 255, self.blue / 255)
        return _weighed(*parts) <= LIGHTEST and 1.05 / (_weighed(*self._linear()) + 0.05) >= LEAST_CONTRAST

    @property
    def on_any_ground(self) -> Color:
        """Return the colour, as much lighter or darker as it must be to be read on white and on black."""
        parts = self._linear()
        light = _weighed(*parts)
        if READ_ON_BOTH[0] <= light <= READ_ON_BOTH[1]:
            return self
        aim = sum(READ_ON_BOTH) / 2
        if light < aim:
            share = (aim - light) / (1 - light)
            made = [part + (1 - part) * share for part in parts]
        else:
            made = [part * aim / light for part in parts]
        return Color(*(round(255 * _encoded(part)) for part in made))

    def _linear(self) -> tuple[float, float, float]:
        """Return the parts as shares of light (sRGB, IEC 61966-2-1)."""
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in (self.red / 255, self.green / 255, self.blue / 255)
        )
        return red, green, blue


def _encoded(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _weighed(red: float, green: float, blue: float) -> float:
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


BLACK = Color(0, 0, 0)


def color(said: str) -> Color | None:
    """Return the colour that a style means, or None for what is none: a name of CSS, #rgb or #rrggbb."""
    if said not in COLOR_NAMES and not re.fullmatch(HEX, said):
        return None
    parts = values.color(said)
    assert isinstance(parts, tuple)
    red, green, blue = (round(part * 255) for part in parts[:3])
    return Color(red, green, blue)


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours."""

    @property
    def expected(self) -> str:
        """Say what a value must be."""
        return "a colour that is seen on white, as #rrggbb, #rgb or by a name of CSS"

    def value(self, said: object) -> object:
        """Return the colour, or None."""
        meant = color(said) if isinstance(said, str) else None
        return meant if meant and meant.is_seen else None

    def mend(self, said: object) -> str:
        """Name the nearest colour."""
        if isinstance(said, str) and color(said):
            return "It is as light as the paper: take a darker one."
        near = toml.nearest(said[:LONGEST], COLOR_NAMES) if isinstance(said, str) else ""
        return near or 'Write color = "#555555", or "darkred".'

    def schema(self) -> dict[str, Any]:
        """Return figures and names as JSON Schema."""
        return {
            "anyOf": [
                {"type": "string", "pattern": f"^{HEX}$"},
                {"enum": [name for name in COLOR_NAMES if INK.value(name)]},
            ]
        }


INK = Ink()
