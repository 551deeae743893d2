"""Whether a side of a border is what it should be: what is between two boxes, mitred at its ends.

A typesetter paints a side as the room between the outer and the inner edge of a box, and nothing beyond the
four corners of that side.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

Box: TypeAlias = tuple[float, float, float, float]
Point: TypeAlias = tuple[float, float]

EXACT = 0.02
"""Points by which a corner may be off: numbers are rounded on their way."""
CORNERS = 4


def is_side(corners: Sequence[Point], boxes: Sequence[Box], heaviest: float) -> bool:
    """Return whether a shape and two boxes (left, bottom, right, top) make one side of a border."""
    if len(corners) != CORNERS or len(boxes) != 2:
        return False
    inner, outer = sorted(boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
    rooms = (inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3])
    if min(rooms) < -EXACT or max(rooms) > heaviest:
        return False
    first, last = outer, inner
    sides = [
        ((first[0], first[1]), (first[2], first[1]), (last[2], last[1]), (last[0], last[1])),
        ((first[0], first[3]), (first[2], first[3]), (last[2], last[3]), (last[0], last[3])),
        ((first[0], first[1]), (first[0], first[3]), (last[0], last[3]), (last[0], last[1])),
        ((first[2], first[1]), (first[2], first[3]), (last[2], last[3]), (last[2], last[1])),
    ]
    return any(_are_same(corners, side) for side in sides)


def _are_same(corners: Sequence[Point], side: Sequence[Point]) -> bool:
    """Return whether corners are those of a side, one behind the other, from any on, either way round."""
    rows = (corners, corners[::-1])
    turned = ([*row[at:], *row[:at]] for row in rows for at in range(CORNERS))
    return any(
        all(abs(x - a) < EXACT and abs(y - b) < EXACT for (x, y), (a, b) in zip(one, side, strict=True))
        for one in turned
    )
