"""The lengths of WordprocessingML: twentieths of a point, half-points, and lengths with a unit."""

from __future__ import annotations

import re

LENGTH = re.compile(r"\s*([+-]?\d{1,9}(?:\.\d{1,9})?)\s*(mm|cm|in|pt|pc|pi)?\s*")
POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}
"""How many points the units of ST_UniversalMeasure have."""


def twips(points: float) -> int:
    """Return points as twentieths of a point."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Return points as half-points, at least one point."""
    return max(2, round(points * 2))


def millimetres(length: float) -> int:
    """Return millimetres as twentieths of a point."""
    return round(length * 1440 / 25.4)


def read_twips(said: str | None) -> float | None:
    """Return a length as twentieths of a point: a bare number is one; none for what is no length."""
    return _read(said, 20)


def read_half_points(said: str | None) -> float | None:
    """Return a length as half-points: a bare number is one; none for what is no length."""
    return _read(said, 2)


def _read(said: str | None, in_a_point: int) -> float | None:
    found = LENGTH.fullmatch(said or "")
    if found is None:
        return None
    number = float(found[1])
    return number if found[2] is None else number * POINTS[found[2]] * in_a_point
