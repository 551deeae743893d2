"""The language in which pages are written outside of drawings: ISO 32000-2, 8.2, 14.6 and annex A.

Words and rules need few operators, of their operands few values, and one order: a page is marks beside marks,
in groups that move or clip them; a mark is words and rules, each written in one way. An instruction that is
dropped, doubled or moved breaks it, whatever it does to the picture. What is not here is not proofed. In a
figure the whole language may stand, as drawings need it.

A typesetter paints a side of a border as the room between the outer and the inner edge of a box, and nothing
beyond the four corners of that side.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

Rule: TypeAlias = Callable[[Any], bool]
Box: TypeAlias = tuple[float, float, float, float]
Point: TypeAlias = tuple[float, float]

HEAVIEST = 6.1
"""The heaviest line, in points: a style says up to six."""
SHEAR = 0.5
"""The most that letters lean, where a typeface has no italic."""
MARKS = frozenset({"/Span", "/Figure", "/Artifact"})
STATE_KEYS = frozenset({"/Type", "/ca", "/CA"})


def _any(operands: Any) -> bool:
    return True


def _plain_matrix(operands: Any) -> bool:
    a, b, c, d, *_ = map(float, operands)
    return a > 0 and b == 0 and c == 0 and d != 0


def _text_matrix(operands: Any) -> bool:
    a, b, c, d, *_ = map(float, operands)
    return a > 0 and b == 0 and d != 0 and abs(c / d) <= SHEAR


def _size(operands: Any) -> bool:
    return float(operands[1]) > 0


def _box(operands: Any) -> bool:
    return float(operands[2]) > 0 and float(operands[3]) >= 0


def _weight(operands: Any) -> bool:
    return 0 < float(operands[0]) <= HEAVIEST


def _mark(operands: Any) -> bool:
    return str(operands[0]) in MARKS


def _shade(operands: Any) -> bool:
    return all(0 <= float(part) <= 1 for part in operands)


OPERATORS: Mapping[str, Rule] = {
    **dict.fromkeys(("q", "Q", "BT", "ET", "EMC", "TJ", "Tj", "Ts", "Do", "gs"), _any),
    **dict.fromkeys(("m", "l", "n", "f", "f*", "S", "W", "W*"), _any),
    "cm": _plain_matrix,
    "Tm": _text_matrix,
    "Tf": _size,
    "re": _box,
    "w": _weight,
    **dict.fromkeys(("BMC", "BDC"), _mark),
    **dict.fromkeys(("g", "G", "rg", "RG"), _shade),
}
"""The operators of words, rules and marks, each with what its operands must be."""


def strange(name: str, operands: Any) -> str | None:
    """Say what is not known of an instruction that stands outside of a figure."""
    rule = OPERATORS.get(name)
    if rule is None:
        return f"the operator {name}"
    return None if rule(operands) else f"the operator {name} of {' '.join(map(str, operands))}"


def strange_state(state: Any) -> str | None:
    """Say what is not known of a graphics state: it may say only that paint covers wholly (11.6.4.4)."""
    if state is None:
        return "a graphics state that is nowhere"
    unknown = sorted({*state.keys()} - STATE_KEYS)
    if unknown:
        return f"the graphics state {', '.join(unknown)}"
    return None if all(float(state.get(key, 1)) == 1 for key in ("/ca", "/CA")) else "paint that is not whole"


FIGURE = "{"
"""The sign of what begins the mark of a figure."""
SIGNS: Mapping[str, str] = {
    **{"q": "q", "Q": "Q", "cm": "x", "Do": "D", "BT": "(", "ET": ")", "BMC": "<", "BDC": "<", "EMC": ">"},
    **{"Tm": "M", "Tf": "F", "Ts": "s", "TJ": "T", "Tj": "T", "gs": "c", "g": "c", "rg": "c"},
    **{"G": "c", "RG": "c", "w": "w", "m": "m", "l": "l", "re": "r", "S": "S", "f": "f", "f*": "e"},
    **{"W": "W", "W*": "V", "n": "n"},
}
"""Each operator as one sign; one that has none is told by itself."""
CLIP = r"(?:(?:r|ml+)Wn)"
EDGE = r"mlllVnc*rre"
"""One side of a border: what is between two boxes, as far as a shape with four corners reaches."""
PAINT = rf"q{CLIP}*(?:c*w?(?:r+f|(?:ml)+S)|{EDGE})Q"
WORDS = r"\((?:c*[Ms]*|c*MFs?Ts?(?:c*(?:MF?s?|Fs?|s)Ts?)*)?\)"
PICTURE = rf"q{CLIP}*[cx]*q{CLIP}*x*DQQ"
"""A picture that is no figure: that of a head of a table, which is painted again on its next page."""
MARK = rf"<(?:c|{WORDS}|{PAINT}|q{CLIP}*x*DQ|{PICTURE})*>"
PAGE = re.compile(rf"(?:[qQxc]|{CLIP}|{MARK}|\{{\}})*")
FORM = re.compile(rf"(?:[qQxc]|{CLIP}|{MARK}|{WORDS}|{PAINT})*")
"""What a page may be, and what stands around its text, which is marked as a whole; groups are counted."""
NEAR = 12
EXACT = 0.02
"""Points by which a corner of a border may be off: numbers are rounded on their way."""
CORNERS = 4


class Syntax:
    """Takes note of the instructions of a page, or of a form that is painted on it, in their order."""

    def __init__(self, language: re.Pattern[str] = PAGE) -> None:
        self._language = language
        self._signs: list[str] = []

    def note(self, operator: str, was_figure: int, is_figure: int) -> None:
        """Take note of an instruction: whether it stood in a figure, and whether what follows it does."""
        if was_figure and is_figure:
            return
        self._signs.append("}" if was_figure else FIGURE if is_figure else SIGNS.get(operator, ""))

    def strange(self) -> Sequence[str]:
        """Return what is wrong with the order, if anything is."""
        signs = "".join(self._signs)
        if not _are_groups(signs):
            return ("groups of instructions that do not end, or end twice",)
        whole = self._language.match(signs)
        end = whole.end() if whole is not None else 0
        return () if end == len(signs) else (f"instructions in the order {_names(signs, end)}",)


def _are_groups(signs: str) -> bool:
    """Return whether each group that begins ends."""
    depth = 0
    for sign in signs:
        depth += (sign == "q") - (sign == "Q")
        if depth < 0:
            return False
    return depth == 0


def _names(signs: str, at: int) -> str:
    names = {sign: name for name, sign in SIGNS.items()}
    return " ".join(names.get(sign, "figure") for sign in signs[at : at + NEAR])


def is_side(corners: Sequence[Point], boxes: Sequence[Box], heaviest: float) -> bool:
    """Return whether a shape and two boxes (left, bottom, right, top) make one side of a border."""
    if len(corners) != CORNERS or len(boxes) != 2:
        return False
    inner, outer = sorted(boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
    rooms = (inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3])
    if min(rooms) < -EXACT or max(rooms) > heaviest:
        return False
    (left, bottom, right, top), (inset, low, end, high) = outer, inner
    sides = (
        ((left, bottom), (right, bottom), (end, low), (inset, low)),
        ((left, top), (right, top), (end, high), (inset, high)),
        ((left, bottom), (left, top), (inset, high), (inset, low)),
        ((right, bottom), (right, top), (end, high), (end, low)),
    )
    return any(_are_same(corners, side) for side in sides)


def _are_same(corners: Sequence[Point], side: Sequence[Point]) -> bool:
    """Return whether corners are those of a side, one behind the other, from any on, either way round."""
    rows = (corners, corners[::-1])
    turned = ([*row[at:], *row[:at]] for row in rows for at in range(CORNERS))
    return any(
        all(abs(x - a) < EXACT and abs(y - b) < EXACT for (x, y), (a, b) in zip(one, side, strict=True))
        for one in turned
    )
