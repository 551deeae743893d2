"""How often Python looks for rings among objects that hold one another."""

from __future__ import annotations

import gc

SELDOM = (50_000, 20, 50)
"""New objects before the young are looked at, and how many such turns before the older ones are."""


def collect_seldom() -> None:
    """Let the collector look seldom: words, nodes and boxes are many, and hardly any of them makes a ring.

    As it is set by itself it looks at all words of a volume again and again: half of what a proof costs.
    """
    gc.set_threshold(*SELDOM)
