"""Damages by chance: what can be done to the language of a format, at places drawn by a seed.

No table here knows what the proof looks for: a kind is a verb (drop, double, swap, hide, move, cover,
re-colour, re-point, re-order) on a part of the language (a word, an element, an attribute, a rule, a member).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

Change: TypeAlias = Callable[[Random, bytes], bytes | None]
"""What makes of a file another; None if it has nothing of that kind, or would stay as it is."""
TRIES = 30
"""Places that are drawn until one is found at which a kind of damage can be done."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of damage: its name, how often it is drawn beside others, and how a file is changed.

    `sure` is one of which every single damage changes what is seen or heard, by what it is: no judge need
    be asked (`verdicts.toml` shows that those who were asked agreed).
    """

    name: str
    change: Change
    weight: int = 1
    sure: bool = False

    def damaged(self, format_: str, book: str, seed: int, data: bytes) -> bytes | None:
        """Return a book damaged at a place by chance, the same for the same seed."""
        random = Random(zlib.crc32(f"{format_}/{book}/{self.name}/{seed}".encode()))
        for _ in range(TRIES):
            made = self.change(random, data)
            if made is not None and made != data:
                return made
        return None


def drawn(kinds: tuple[Kind, ...], format_: str, seed: int) -> Kind:
    """Return the kind of the damage of that number."""
    random = Random(zlib.crc32(f"{format_}/{seed}".encode()))
    return random.choices(kinds, [kind.weight for kind in kinds])[0]
