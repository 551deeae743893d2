"""A table that is too wide is turned: it stands on pages of its own that are as wide as others are high."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from variorum.style import Style

MILLIMETRE = 96 / 25.4
"""CSS pixels in a millimetre."""

TURNED = "data-turned"
"""The attribute of a table that is turned; its value says how wide and how high its pages are."""
LOWEST_MM = 40.0
"""How high the text of a turned page is at least: else nothing is turned."""


@dataclass(frozen=True, slots=True)
class Landscape:
    """How wide and how high the text of a turned page is, in CSS pixels."""

    width: float
    height: float

    def turn(self, table: Element) -> None:
        """Let a table stand on turned pages from the next setting on."""
        table.set(TURNED, f"{self.width:.3f} {self.height:.3f}")


def landscape_of(style: Style) -> Landscape | None:
    """Return how large the text of a turned page of a style is, or nothing where turning is of no use.

    The margins keep their sides.
    """
    page = style.page
    width = page.height_mm - page.margin_inner_mm - page.margin_outer_mm
    height = page.width_mm - page.margin_top_mm - page.margin_bottom_mm
    useful = page.height_mm > page.width_mm and height >= LOWEST_MM
    return Landscape(width * MILLIMETRE, height * MILLIMETRE) if useful else None


def turned_area(element: Element | None) -> Landscape | None:
    """Return how wide and high the pages of an element are if it is a turned table."""
    said = element.get(TURNED) if element is not None else None
    return Landscape(*map(float, said.split())) if said else None
