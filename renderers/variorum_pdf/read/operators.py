"""The language in which pages are written outside of drawings: ISO 32000-2, annex A, as far as it goes.

Words and rules need few operators, and of their operands few values. What is not here is not proofed. Inside
a figure the whole language may stand, as drawings need it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Rule: TypeAlias = Callable[[Any], bool]

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


def _weight(operands: Any) -> bool:
    return 0 < float(operands[0]) <= HEAVIEST


def _mark(operands: Any) -> bool:
    return str(operands[0]) in MARKS


def _shade(operands: Any) -> bool:
    return all(0 <= float(part) <= 1 for part in operands)


OPERATORS: Mapping[str, Rule] = {
    **dict.fromkeys(("q", "Q", "BT", "ET", "EMC", "TJ", "Tj", "Tf", "Ts", "Do", "gs"), _any),
    **dict.fromkeys(("m", "l", "re", "n", "f", "f*", "S", "W", "W*"), _any),
    "cm": _plain_matrix,
    "Tm": _text_matrix,
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
